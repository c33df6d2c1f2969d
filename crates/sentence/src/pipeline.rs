//! Pipeline: a trained spaCy pipeline, opened from its files and run on texts. Each component is in
//! a file of its own.

use std::{borrow::Cow, fmt, path::Path, sync::Arc};

use serde_json::Value;
use smol_str::SmolStr;

use crate::{
    Doc, Error, Forms, Name, VectorsError,
    config::{self, Config, Kind},
    doc::{Draft, Label},
    features::Features,
    files::{Files, Table},
    lang::Lang,
    lemma::Lemmatizer,
    lexeme::Lexicon,
    ner::{Ner, NerMoves},
    parser::{Parser, ParserMoves},
    ruler::Ruler,
    tagger::Tagger,
    tok2vec::Tok2vec,
    tokenizer::Tokenizer,
    vectors::Vectors,
    weights::Weights,
};

/// The English model that the program carries.
static BUILT_IN: &[u8] = include_bytes!("../../../model/en_ascribe.zip");

/// The most characters that are read as one text, spaCy's own limit.
const MAX_CHARACTERS: usize = 1_000_000;

/// A trained spaCy pipeline. One serves any number of threads; what it remembers of words it has
/// met is bounded.
pub struct Pipeline {
    meta: Meta,
    lang: Lang,
    lexicon: Lexicon,
    tokenizer: Tokenizer,
    components: Vec<Component>,
}

/// What a pipeline says of itself.
struct Meta {
    name: String,
    version: String,
}

enum Component {
    Tok2vec(Tok2vec),
    Tagger { network: Tagger, labels: Vec<Label> },
    Parser { network: Parser, labels: Vec<Label> },
    Ner(Ner),
    Ruler(Ruler),
    Lemmatizer(Lemmatizer),
}

impl Pipeline {
    /// Opens a pipeline: its folder, the folder of the package that holds it, or its wheel.
    pub fn open(path: &Path) -> Result<Pipeline, Error> {
        Pipeline::read_files(&Files::open(path)?)
    }

    /// Opens a wheel or another zip archive that is in memory. `name` is what messages call it.
    pub fn from_archive(archive: Cow<'static, [u8]>, name: &str) -> Result<Pipeline, Error> {
        Pipeline::read_files(&Files::within(archive, name)?)
    }

    /// The English pipeline that the program carries.
    pub fn built_in() -> Result<Pipeline, Error> {
        Pipeline::from_archive(Cow::Borrowed(BUILT_IN), "the built-in model")
    }

    /// Its name with the language before it: "en_core_web_md".
    pub fn name(&self) -> &str {
        &self.meta.name
    }

    /// The code of the language it reads: "en".
    pub fn language(&self) -> &'static str {
        self.lang.code()
    }

    /// Its version: "3.7.1".
    pub fn version(&self) -> &str {
        &self.meta.version
    }

    /// Its words by their dictionary forms.
    pub fn forms(&self) -> Forms<'_> {
        let lemmatizer = self.components.iter().find_map(|it| match it {
            Component::Lemmatizer(lemmatizer) => Some(lemmatizer),
            _ => None,
        });
        let set = self.components.iter().filter_map(|it| match it {
            Component::Ruler(ruler) => Some(ruler),
            _ => None,
        });
        Forms::new(lemmatizer, set.flat_map(Ruler::lemmas))
    }

    /// Reads a text, any text, as spaCy does.
    ///
    /// A text of more than a million characters, which spaCy refuses, is read in pieces of at most
    /// as many, cut at white space if there is some.
    pub fn read(&self, text: &str) -> Doc {
        let mut doc = Doc::default();
        let mut start = 0;
        while start < text.len() {
            let end = start + piece_len(&text[start..]);
            self.read_piece(&text[start..end], start, &mut doc);
            start = end;
        }
        doc
    }

    /// Reads a piece of a text that starts at this byte, and adds it to what is known of the text.
    fn read_piece(&self, text: &str, start: usize, doc: &mut Doc) {
        let words = self.tokenizer.words(text, &self.lexicon);
        let mut tokens: Vec<Draft> =
            words.into_iter().enumerate().map(|(idx, word)| Draft::new(idx, word)).collect();
        let features: Vec<Features> = tokens.iter().map(Draft::features).collect();
        let mut shared = None;
        let mut names = Vec::new();
        for component in &self.components {
            match component {
                Component::Tok2vec(network) => shared = Some(network.encode(&features)),
                Component::Tagger { network, labels } => {
                    let tags = network.read_tags(&features, shared.as_ref());
                    for (token, tag) in tokens.iter_mut().zip(tags) {
                        token.set_tag(&labels[usize::from(tag)]);
                    }
                }
                Component::Parser { network, labels } => {
                    let tree = network.read_tree(&features, shared.as_ref());
                    for (idx, token) in tokens.iter_mut().enumerate() {
                        token.head = tree.heads[idx] as usize;
                        token.set_dep(&labels[usize::from(tree.labels[idx])]);
                        token.starts_sentence = tree.starts[idx];
                    }
                }
                Component::Ner(network) => {
                    let starts: Vec<bool> = tokens.iter().map(|it| it.starts_sentence).collect();
                    names = network.read_names(&features, shared.as_ref(), &starts);
                }
                Component::Ruler(ruler) => ruler.apply(&mut tokens),
                Component::Lemmatizer(lemmatizer) => {
                    for token in tokens.iter_mut().filter(|it| it.lemma.is_empty()) {
                        let Draft { word, pos, morph, .. } = &*token;
                        token.lemma = lemmatizer.lemma(&word.lexeme, *pos, morph);
                    }
                }
            }
        }
        let labels = self.name_labels();
        let first = doc.tokens.len();
        doc.names.extend(names.into_iter().map(|(tokens, label)| Name {
            tokens: tokens.start + first..tokens.end + first,
            label: labels[usize::from(label)].clone(),
        }));
        for (idx, mut token) in tokens.into_iter().enumerate() {
            if token.starts_sentence {
                doc.sentence_starts.push(first + idx);
            }
            token.word.start += start;
            token.head += first;
            doc.tokens.push(token.finish());
        }
    }

    fn name_labels(&self) -> &[SmolStr] {
        let ner = self.components.iter().find_map(|it| match it {
            Component::Ner(ner) => Some(ner.labels()),
            _ => None,
        });
        ner.unwrap_or_default()
    }

    fn read_files(files: &Files) -> Result<Pipeline, Error> {
        let name = |file: &str| files.name(file);
        let config = Config::read(&files.text("config.cfg")?)
            .map_err(|source| Error::Config { file: name("config.cfg"), source })?;
        let meta = Meta::read(&json(files, "meta.json")?);
        let lookups = "vocab/lookups.bin";
        let lexicon = if files.has(lookups) { files.read(lookups)? } else { vec![0x80] };
        let lexicon = Lexicon::read(&lexicon)
            .map_err(|source| Error::Msgpack { file: name(lookups), source })?;
        let tokenizer = Tokenizer::read(&files.read("tokenizer")?, &lexicon)
            .map_err(|source| Error::Tokenizer { file: name("tokenizer"), source })?;
        let vectors = read_vectors(files)?;
        let mut components: Vec<Component> = Vec::new();
        for component in &config.components {
            let read = read_component(files, &config, component, &components, vectors.as_ref())?;
            components.push(read);
        }
        Ok(Pipeline { meta, lang: config.lang, lexicon, tokenizer, components })
    }
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pipeline({} {})", self.meta.name, self.meta.version)
    }
}

impl Meta {
    fn read(json: &Value) -> Meta {
        let text = |key: &str| json.get(key).and_then(Value::as_str).unwrap_or("unknown");
        Meta {
            name: format!("{}_{}", text("lang"), text("name")),
            version: text("version").to_owned(),
        }
    }
}

fn json(files: &Files, file: &str) -> Result<Value, Error> {
    let text = files.read(file)?;
    serde_json::from_slice(&text).map_err(|source| Error::Json { file: files.name(file), source })
}

/// The word vectors of a pipeline that has some.
fn read_vectors(files: &Files) -> Result<Option<Arc<Vectors>>, Error> {
    const TABLE: &str = "vocab/vectors";
    const KEYS: &str = "vocab/key2row";
    const CFG: &str = "vocab/vectors.cfg";
    if files.has(CFG) {
        config::check_vectors(&json(files, CFG)?)
            .map_err(|source| Error::Config { file: files.name(CFG), source })?;
    }
    if !files.has(TABLE) || !files.has(KEYS) {
        return Ok(None);
    }
    let keys = files.read(KEYS)?;
    let vectors = match files.table(TABLE)? {
        Table::Path(path) => Vectors::open(&path, &keys),
        Table::Bytes(bytes) => Vectors::read(bytes, &keys),
    };
    let vectors = vectors.map_err(|source| {
        let file = if matches!(source, VectorsError::Keys(_)) { KEYS } else { TABLE };
        Error::Vectors { file: files.name(file), source }
    })?;
    Ok(Some(Arc::new(vectors)))
}

fn read_component(
    files: &Files,
    config: &Config,
    component: &config::Component,
    before: &[Component],
    vectors: Option<&Arc<Vectors>>,
) -> Result<Component, Error> {
    let shared = before.iter().find_map(|it| match it {
        Component::Tok2vec(network) => Some(network),
        _ => None,
    });
    let within = |file: &str| format!("{}/{file}", component.name);
    let model = within("model");
    let moves = within("moves");
    let weights = |source| Error::Weights { file: files.name(&model), source };
    let bad_moves = |source| Error::Moves { file: files.name(&moves), source };
    Ok(match component.kind {
        Kind::Tok2vec => {
            let bytes = files.read(&model)?;
            let network = Weights::read(&bytes)
                .and_then(|it| Tok2vec::read(&it, vectors))
                .map_err(weights)?;
            let none = || Error::NoNetwork { file: files.name(&model) };
            Component::Tok2vec(network.ok_or_else(none)?)
        }
        Kind::Tagger => {
            let cfg = within("cfg");
            let labels: Labels = serde_json::from_slice(&files.read(&cfg)?)
                .map_err(|source| Error::Json { file: files.name(&cfg), source })?;
            let n_labels = labels.labels.len();
            if n_labels > usize::from(u16::MAX) {
                return Err(Error::ManyLabels { file: files.name(&cfg), labels: n_labels });
            }
            let network =
                Tagger::read(&files.read(&model)?, n_labels, shared, vectors).map_err(weights)?;
            let labels = labels.labels.iter().map(|it| Label::new(it)).collect();
            Component::Tagger { network, labels }
        }
        Kind::Parser => {
            check_cfg(files, &component.name)?;
            let read = ParserMoves::read(&files.read(&moves)?).map_err(bad_moves)?;
            let network =
                Parser::read(&files.read(&model)?, read, shared, vectors).map_err(weights)?;
            let labels = network.labels().iter().map(|it| Label::new(it)).collect();
            Component::Parser { network, labels }
        }
        Kind::Ner => {
            check_cfg(files, &component.name)?;
            let read = NerMoves::read(&files.read(&moves)?).map_err(bad_moves)?;
            let network = Ner::read(&files.read(&model)?, read, shared, vectors);
            Component::Ner(network.map_err(weights)?)
        }
        Kind::Ruler => {
            let file = within("patterns");
            let ruler = Ruler::read(&files.read(&file)?);
            Component::Ruler(
                ruler.map_err(|source| Error::Ruler { file: files.name(&file), source })?,
            )
        }
        Kind::Lemmatizer => {
            let file = within("lookups/lookups.bin");
            let lemmatizer = Lemmatizer::read(&files.read(&file)?, config.lang);
            Component::Lemmatizer(
                lemmatizer.map_err(|source| Error::Msgpack { file: files.name(&file), source })?,
            )
        }
    })
}

/// A tagger's `cfg`. Its other settings are for training.
#[derive(serde::Deserialize)]
struct Labels {
    labels: Vec<String>,
}

fn check_cfg(files: &Files, component: &str) -> Result<(), Error> {
    let file = format!("{component}/cfg");
    if !files.has(&file) {
        return Ok(());
    }
    config::check_cfg(component, &json(files, &file)?)
        .map_err(|source| Error::Config { file: files.name(&file), source })
}

/// How many bytes of a text are read at once.
fn piece_len(text: &str) -> usize {
    if text.len() <= MAX_CHARACTERS {
        return text.len();
    }
    let Some((limit, _)) = text.char_indices().nth(MAX_CHARACTERS) else { return text.len() };
    let cut = text[..limit].char_indices().rfind(|(_, it)| it.is_whitespace());
    cut.map_or(limit, |(at, it)| at + it.len_utf8())
}
