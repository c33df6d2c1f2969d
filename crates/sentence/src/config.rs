//! Config: which components a pipeline has, from its `config.cfg`, and whether they can be run
//! here. Their weights are read by the components.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::lang::Lang;

/// What is wrong with a pipeline's configuration, or what in it cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A line that is neither a section, a setting nor a remark.
    #[error("line {line} is neither a `[section]` nor a `key = value`: `{text}`")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What it says.
        text: String,
    },
    /// A setting that has to be there.
    #[error("its section `[{section}]` has no `{key}`")]
    Missing {
        /// The section.
        section: String,
        /// The setting.
        key: &'static str,
    },
    /// A setting of the wrong kind.
    #[error("`{key}` in its section `[{section}]` should be {wanted}, but is `{value}`")]
    Kind {
        /// The section.
        section: String,
        /// The setting.
        key: &'static str,
        /// What it should be.
        wanted: &'static str,
        /// What it is.
        value: String,
    },
    /// A language that this program does not know.
    #[error("its language is `{code}`; pipelines of {} can be run", Lang::CODES)]
    Lang {
        /// The language's code.
        code: String,
    },
    /// A component of a kind that this program has not.
    #[error(
        "its component `{component}` is made by the factory `{factory}`, which cannot be run here; \
         what can be run are {KINDS}; disable it when the pipeline is saved, or take a pipeline \
         without it"
    )]
    Factory {
        /// The component's name.
        component: String,
        /// The name of what makes it.
        factory: String,
    },
    /// A component with another network.
    #[error(
        "its component `{component}` has the network `{architecture}`, which cannot be run here; \
         what can be run is {known}"
    )]
    Architecture {
        /// The component's name.
        component: String,
        /// The network's name.
        architecture: String,
        /// Names of those that can be run.
        known: &'static str,
    },
    /// A setting that changes what a component does.
    #[error("its component `{component}` has `{key}` {value}, which cannot be run here; {wanted}")]
    Setting {
        /// The component's name.
        component: String,
        /// The setting.
        key: &'static str,
        /// Its value.
        value: String,
        /// What can be run.
        wanted: &'static str,
    },
    /// Two components of one kind.
    #[error("it has two components of the factory `{factory}`; one of each can be run")]
    Twice {
        /// The name of what makes them.
        factory: &'static str,
    },
    /// A component that wants another.
    #[error(
        "its component `{component}` listens to a `tok2vec` component (its `upstream` is \
         `{upstream}`), but that does not come before it"
    )]
    Upstream {
        /// The component's name.
        component: String,
        /// The name of the one that it listens to.
        upstream: String,
    },
    /// Word vectors of another kind.
    #[error(
        "its word vectors are of the mode `{mode}`; only `default` can be run, a row for each word"
    )]
    Vectors {
        /// The mode.
        mode: String,
    },
}

/// The factories there are, for messages.
const KINDS: &str = "`tok2vec`, `tagger`, `parser`, `ner`, `attribute_ruler` and `lemmatizer`";

/// What a pipeline is made of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Config {
    pub(crate) lang: Lang,
    /// In the order in which they run, without those that are switched off.
    pub(crate) components: Vec<Component>,
}

/// One component.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Component {
    /// Its name, which is that of its folder, too.
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What a component does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Tok2vec,
    Tagger,
    Parser,
    Ner,
    Ruler,
    Lemmatizer,
}

impl Config {
    /// Reads the text of a `config.cfg`.
    pub(crate) fn read(text: &str) -> Result<Config, ConfigError> {
        let sections = Sections::read(text)?;
        let code = sections.text("nlp", "lang")?;
        let lang = Lang::from_code(&code).ok_or(ConfigError::Lang { code })?;
        let disabled = match sections.get("nlp", "disabled") {
            Some(_) => sections.texts("nlp", "disabled")?,
            None => Vec::new(),
        };
        let mut components: Vec<Component> = Vec::new();
        for name in sections.texts("nlp", "pipeline")? {
            if disabled.contains(&name) {
                continue;
            }
            let kind = sections.kind(&name)?;
            if components.iter().any(|it| it.kind == kind) {
                return Err(ConfigError::Twice { factory: kind.factory() });
            }
            sections.check_upstream(&name, &components)?;
            components.push(Component { name, kind });
        }
        Ok(Config { lang, components })
    }
}

impl Kind {
    const ALL: [Kind; 6] =
        [Kind::Tok2vec, Kind::Tagger, Kind::Parser, Kind::Ner, Kind::Ruler, Kind::Lemmatizer];

    fn factory(self) -> &'static str {
        match self {
            Kind::Tok2vec => "tok2vec",
            Kind::Tagger => "tagger",
            Kind::Parser => "parser",
            Kind::Ner => "ner",
            Kind::Ruler => "attribute_ruler",
            Kind::Lemmatizer => "lemmatizer",
        }
    }
}

/// The settings that a component's `cfg` may have to be run here: one best analysis, and tokens as
/// the tokenizer cut them.
pub(crate) fn check_cfg(component: &str, cfg: &Value) -> Result<(), ConfigError> {
    let setting = |key, value: &Value, wanted| ConfigError::Setting {
        component: component.to_owned(),
        key,
        value: value.to_string(),
        wanted,
    };
    match cfg.get("beam_width") {
        None | Some(Value::Null) => {}
        Some(it) if it.as_u64().is_some_and(|it| it <= 1) => {}
        Some(it) => return Err(setting("beam_width", it, "a `beam_width` of 1 can be run")),
    }
    match cfg.get("learn_tokens") {
        None | Some(Value::Null | Value::Bool(false)) => Ok(()),
        Some(it) => Err(setting("learn_tokens", it, "`learn_tokens` has to be false")),
    }
}

/// Refuses vectors that are not a row for each word. Takes the contents of `vectors.cfg`.
pub(crate) fn check_vectors(cfg: &Value) -> Result<(), ConfigError> {
    match cfg.get("mode").and_then(Value::as_str) {
        None | Some("default") => Ok(()),
        Some(mode) => Err(ConfigError::Vectors { mode: mode.to_owned() }),
    }
}

/// Settings by section and key, as they are written.
struct Sections(BTreeMap<String, BTreeMap<String, String>>);

impl Sections {
    fn read(text: &str) -> Result<Sections, ConfigError> {
        let mut sections: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut section = String::new();
        let mut last_key = None;
        for (idx, written) in text.lines().enumerate() {
            let line = written.trim();
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            let bad = || ConfigError::Line { line: idx + 1, text: written.to_owned() };
            let settings = sections.entry(section.clone()).or_default();
            if written.starts_with(char::is_whitespace)
                && let Some(value) = last_key.as_ref().and_then(|it| settings.get_mut(it))
            {
                value.push_str(line);
            } else if let Some(name) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                section = name.to_owned();
                last_key = None;
            } else {
                let (key, value) = line.split_once('=').ok_or_else(bad)?;
                let key = key.trim().to_owned();
                settings.insert(key.clone(), value.trim().to_owned());
                last_key = Some(key);
            }
        }
        Ok(Sections(sections))
    }

    /// A setting as it is written, or what it refers to.
    fn get(&self, section: &str, key: &str) -> Option<&str> {
        // References go one step in spaCy's own files; a chain of them may go round in a circle.
        const MAX_STEPS: usize = 10;
        let mut value = self.0.get(section)?.get(key)?.as_str();
        for _ in 0..MAX_STEPS {
            let Some(reference) = value.strip_prefix("${").and_then(|it| it.strip_suffix('}'))
            else {
                return Some(value);
            };
            let (section, key) =
                reference.split_once(':').or_else(|| reference.rsplit_once('.'))?;
            value = self.0.get(section)?.get(key)?;
        }
        None
    }

    fn value(&self, section: &str, key: &'static str) -> Result<Value, ConfigError> {
        let written = self
            .get(section, key)
            .ok_or_else(|| ConfigError::Missing { section: section.to_owned(), key })?;
        Ok(serde_json::from_str(written).unwrap_or_else(|_| Value::String(written.to_owned())))
    }

    fn text(&self, section: &str, key: &'static str) -> Result<String, ConfigError> {
        match self.value(section, key)? {
            Value::String(text) => Ok(text),
            value => Err(kind(section, key, "a text", &value)),
        }
    }

    fn texts(&self, section: &str, key: &'static str) -> Result<Vec<String>, ConfigError> {
        let value = self.value(section, key)?;
        let texts = value.as_array().and_then(|it| {
            it.iter().map(|it| it.as_str().map(str::to_owned)).collect::<Option<Vec<String>>>()
        });
        texts.ok_or_else(|| kind(section, key, "a list of texts", &value))
    }

    /// What a component does; refuses what cannot be run.
    fn kind(&self, component: &str) -> Result<Kind, ConfigError> {
        let section = format!("components.{component}");
        let factory = self.text(&section, "factory")?;
        let found = Kind::ALL.into_iter().find(|it| it.factory() == factory);
        let kind =
            found.ok_or(ConfigError::Factory { component: component.to_owned(), factory })?;
        let model = format!("{section}.model");
        match kind {
            Kind::Tok2vec => self.check_tok2vec(component, &model)?,
            Kind::Tagger => {
                self.check_architecture(component, &model, TAGGERS)?;
                self.check_tok2vec(component, &format!("{model}.tok2vec"))?;
            }
            Kind::Parser | Kind::Ner => {
                self.check_architecture(component, &model, TRANSITIONS)?;
                self.check_setting(component, &model, "use_upper", "true")?;
                self.check_setting(component, &model, "extra_state_tokens", "false")?;
                let state = if kind == Kind::Parser { "\"parser\"" } else { "\"ner\"" };
                self.check_setting(component, &model, "state_type", state)?;
                self.check_tok2vec(component, &format!("{model}.tok2vec"))?;
            }
            Kind::Lemmatizer => self.check_setting(component, &section, "mode", "\"rule\"")?,
            Kind::Ruler => {}
        }
        Ok(kind)
    }

    fn check_tok2vec(&self, component: &str, section: &str) -> Result<(), ConfigError> {
        match self.check_architecture(component, section, TOK2VECS)?.as_str() {
            "spacy.Tok2Vec.v2" => {
                self.check_architecture(component, &format!("{section}.embed"), EMBEDDINGS)?;
                self.check_architecture(component, &format!("{section}.encode"), ENCODERS)?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn check_architecture(
        &self,
        component: &str,
        section: &str,
        known: &'static str,
    ) -> Result<String, ConfigError> {
        let architecture = self.text(section, "@architectures")?;
        if known.split(' ').any(|it| it.trim_matches('`') == architecture) {
            return Ok(architecture);
        }
        let component = component.to_owned();
        Err(ConfigError::Architecture { component, architecture, known })
    }

    /// Refuses a setting with another value than the one that is run here, which is also spaCy's
    /// default.
    fn check_setting(
        &self,
        component: &str,
        section: &str,
        key: &'static str,
        value: &str,
    ) -> Result<(), ConfigError> {
        match self.get(section, key) {
            Some(found) if found != value => Err(ConfigError::Setting {
                component: component.to_owned(),
                key,
                value: found.to_owned(),
                wanted: match key {
                    "use_upper" => "`use_upper` has to be true",
                    "extra_state_tokens" => "`extra_state_tokens` has to be false",
                    "state_type" => {
                        "a parser has \"parser\" there and an entity recogniser \"ner\""
                    }
                    _ => "the mode \"rule\" can be run",
                },
            }),
            _ => Ok(()),
        }
    }

    /// Refuses a component that listens to one that does not come before it.
    fn check_upstream(&self, name: &str, before: &[Component]) -> Result<(), ConfigError> {
        let section = format!("components.{name}.model.tok2vec");
        let Some(upstream) = self.get(&section, "upstream").map(|it| it.trim_matches('"')) else {
            return Ok(());
        };
        let is_there =
            |it: &Component| it.kind == Kind::Tok2vec && (it.name == upstream || upstream == "*");
        if before.iter().any(is_there) {
            return Ok(());
        }
        let (component, upstream) = (name.to_owned(), upstream.to_owned());
        Err(ConfigError::Upstream { component, upstream })
    }
}

fn kind(section: &str, key: &'static str, wanted: &'static str, value: &Value) -> ConfigError {
    ConfigError::Kind { section: section.to_owned(), key, wanted, value: value.to_string() }
}

const TAGGERS: &str = "`spacy.Tagger.v2`";
const TRANSITIONS: &str = "`spacy.TransitionBasedParser.v2`";
const TOK2VECS: &str = "`spacy.Tok2Vec.v2` or `spacy.Tok2VecListener.v1`";
const EMBEDDINGS: &str = "`spacy.MultiHashEmbed.v2`";
const ENCODERS: &str = "`spacy.MaxoutWindowEncoder.v2`";

#[cfg(test)]
mod tests {
    use super::*;

    /// The components that are run, or what is wrong.
    #[track_caller]
    fn check(config: &str, read: &str) {
        let found = match Config::read(config) {
            Ok(config) => {
                let names = config.components.iter().map(|it| format!("{} {:?}", it.name, it.kind));
                names.collect::<Vec<_>>().join(", ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(found, read);
    }

    const RULER: &str = "[components.ruler]\nfactory = \"attribute_ruler\"\n";

    #[test]
    fn what_is_disabled_is_not_run_and_need_not_be_known() {
        check(
            &format!(
                "[nlp]\nlang=\"en\"\npipeline=[\"senter\",\"ruler\"]\ndisabled=[\"senter\"]\n{RULER}"
            ),
            "ruler Ruler",
        );
    }

    #[test]
    fn a_value_may_go_over_lines_and_refer_to_another() {
        check(
            &format!(
                "# a remark\n[paths]\nlang = \"en\"\n\n[nlp]\nlang = ${{paths.lang}}\n\
                 pipeline = [\n    \"ruler\"\n  ]\n\n{RULER}"
            ),
            "ruler Ruler",
        );
    }

    #[test]
    fn references_in_a_circle_are_refused() {
        check(
            "[nlp]\nlang = ${nlp.code}\ncode = ${nlp:lang}\n",
            "its section `[nlp]` has no `lang`",
        );
    }

    #[test]
    fn a_component_without_its_section_is_refused() {
        check(
            "[nlp]\nlang = \"en\"\npipeline = [\"ner\"]\n",
            "its section `[components.ner]` has no `factory`",
        );
    }

    #[test]
    fn a_lemmatizer_that_only_looks_words_up_is_refused() {
        check(
            "[nlp]\nlang = \"en\"\npipeline = [\"lemmatizer\"]\n\
             [components.lemmatizer]\nfactory = \"lemmatizer\"\nmode = \"lookup\"\n",
            "its component `lemmatizer` has `mode` \"lookup\", which cannot be run here; the mode \
             \"rule\" can be run",
        );
    }
}
