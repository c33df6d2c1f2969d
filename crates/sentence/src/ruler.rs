//! Ruler: the attribute ruler, which corrects what the networks gave: parts of speech, morphology
//! and some dictionary forms by tag, word and arc. Endings of words are in `lemma.rs`.

use std::collections::HashMap;

use smol_str::SmolStr;

use crate::{
    Pos,
    doc::{Draft, Label},
    msgpack::{MsgpackError, Reader},
    pattern::Pattern as Expression,
    strings,
};

/// What is wrong with a file of patterns.
#[derive(Debug, thiserror::Error)]
pub enum RulerError {
    /// Not the format at all.
    #[error("it is not a file of attribute patterns: {0}")]
    Format(#[from] MsgpackError),
    /// An attribute that cannot be asked for or set here.
    #[error(
        "pattern {group} asks for or sets `{key}`, which this program does not know; it knows ORTH, \
         TEXT, LOWER, TAG, POS, DEP and IS_SPACE, and sets TAG, POS, MORPH, LEMMA and DEP"
    )]
    UnknownKey {
        /// Which pattern, from 0.
        group: usize,
        /// The attribute.
        key: String,
    },
    /// A part of speech that there is not.
    #[error(
        "pattern {group} sets the part of speech `{name}`, which Universal Dependencies has not"
    )]
    UnknownPos {
        /// Which pattern, from 0.
        group: usize,
        /// The part of speech.
        name: String,
    },
    /// A pattern that cannot be read.
    #[error("pattern {group} has an expression that cannot be used: {source}")]
    Pattern {
        /// Which pattern, from 0.
        group: usize,
        /// What is wrong with it.
        source: Box<fancy_regex::Error>,
    },
    /// A pattern without tokens, or an index outside of them.
    #[error("pattern {group} changes token {index}, but is only {len} tokens long")]
    Index {
        /// Which pattern, from 0.
        group: usize,
        /// Which token it changes.
        index: i128,
        /// How many tokens it has.
        len: usize,
    },
}

/// A pipeline's patterns.
#[derive(Debug)]
pub(crate) struct Ruler {
    patterns: Vec<Pattern>,
    changes: Vec<Change>,
    /// Patterns whose first token must have this lower case.
    by_lower: HashMap<u64, Vec<usize>>,
    /// Patterns whose first token must have this tag.
    by_tag: HashMap<u64, Vec<usize>>,
    /// The others.
    anywhere: Vec<usize>,
}

#[derive(Debug)]
struct Pattern {
    /// Which group it belongs to; later groups are applied later.
    group: usize,
    /// What each token must be.
    tokens: Vec<Vec<Test>>,
    /// Which of the tokens is changed.
    index: usize,
}

#[derive(Debug)]
struct Test {
    attribute: Attribute,
    wanted: Wanted,
    /// The texts of which it wants one, where it names them.
    texts: Vec<SmolStr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    Orth,
    Lower,
    Tag,
    Pos,
    Dep,
    IsSpace,
}

#[derive(Debug)]
enum Wanted {
    Is(u64),
    In(Vec<u64>),
    NotIn(Vec<u64>),
    Matches(Box<Expression>),
}

/// What is set on a token.
#[derive(Debug, Default)]
struct Change {
    tag: Option<Label>,
    pos: Option<Pos>,
    morph: Option<SmolStr>,
    lemma: Option<SmolStr>,
    dep: Option<Label>,
}

impl Ruler {
    /// Reads the bytes of a file `patterns`.
    pub(crate) fn read(bytes: &[u8]) -> Result<Ruler, RulerError> {
        let mut ruler = Ruler {
            patterns: Vec::new(),
            changes: Vec::new(),
            by_lower: HashMap::new(),
            by_tag: HashMap::new(),
            anywhere: Vec::new(),
        };
        let mut reader = Reader::new(bytes);
        for group in 0..reader.list()? {
            ruler.read_group(group, &mut reader)?;
        }
        Ok(ruler)
    }

    fn read_group(&mut self, group: usize, reader: &mut Reader<'_>) -> Result<(), RulerError> {
        let mut patterns = Vec::new();
        let mut change = Change::default();
        let mut index = 0;
        for _ in 0..reader.map()? {
            match reader.text()? {
                "patterns" => {
                    for _ in 0..reader.list()? {
                        let mut tokens = Vec::new();
                        for _ in 0..reader.list()? {
                            let mut tests = Vec::new();
                            for _ in 0..reader.map()? {
                                tests.push(Test::read(group, reader)?);
                            }
                            tokens.push(tests);
                        }
                        patterns.push(tokens);
                    }
                }
                "attrs" => change = Change::read(group, reader)?,
                "index" => index = reader.integer()?,
                key => return Err(RulerError::UnknownKey { group, key: key.to_owned() }),
            }
        }
        for tokens in patterns {
            let len = tokens.len();
            let from_start = if index < 0 { index + len as i128 } else { index };
            let index = usize::try_from(from_start)
                .ok()
                .filter(|it| *it < len)
                .ok_or(RulerError::Index { group, index, len })?;
            let pattern = Pattern { group, tokens, index };
            self.file(&pattern);
            self.patterns.push(pattern);
        }
        self.changes.push(change);
        Ok(())
    }

    /// Enters the next pattern where its first token will look for it.
    fn file(&mut self, pattern: &Pattern) {
        let idx = self.patterns.len();
        let values = |attribute| {
            pattern.tokens[0].iter().filter(move |it| it.attribute == attribute).find_map(|it| {
                match &it.wanted {
                    Wanted::Is(value) => Some(vec![*value]),
                    Wanted::In(values) => Some(values.clone()),
                    _ => None,
                }
            })
        };
        let (table, values) = match (values(Attribute::Lower), values(Attribute::Tag)) {
            (Some(values), _) => (&mut self.by_lower, values),
            (None, Some(values)) => (&mut self.by_tag, values),
            (None, None) => return self.anywhere.push(idx),
        };
        for value in values {
            let entry = table.entry(value).or_default();
            if entry.last() != Some(&idx) {
                entry.push(idx);
            }
        }
    }

    /// Words in lower case with the dictionary forms that are set on them, for patterns that name them.
    pub(crate) fn lemmas(&self) -> impl Iterator<Item = (&SmolStr, &SmolStr)> {
        self.patterns.iter().flat_map(|pattern| {
            let lemma = self.changes[pattern.group].lemma.as_ref();
            let tests = pattern.tokens[pattern.index].iter();
            let lower = tests.filter(|it| it.attribute == Attribute::Lower);
            lower.flat_map(|it| &it.texts).filter_map(move |it| Some((it, lemma?)))
        })
    }

    /// Finds all patterns in the tokens as they are, then makes the changes in the groups' order.
    pub(crate) fn apply(&self, tokens: &mut [Draft]) {
        let mut found = Vec::new();
        let none = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            let by_lower = self.by_lower.get(&token.word.lexeme.lower_id).unwrap_or(&none);
            let by_tag = self.by_tag.get(&token.tag_id).unwrap_or(&none);
            for idx in by_lower.iter().chain(by_tag).chain(&self.anywhere) {
                let pattern = &self.patterns[*idx];
                let there = tokens.get(start..start + pattern.tokens.len());
                if there.is_some_and(|there| pattern.is_at(there)) {
                    found.push((pattern.group, start, start + pattern.tokens.len(), pattern.index));
                }
            }
        }
        found.sort_unstable();
        for (group, start, _, index) in found {
            self.changes[group].make(&mut tokens[start + index]);
        }
    }
}

impl Pattern {
    fn is_at(&self, tokens: &[Draft]) -> bool {
        self.tokens.iter().zip(tokens).all(|(tests, token)| tests.iter().all(|it| it.holds(token)))
    }
}

impl Test {
    fn read(group: usize, reader: &mut Reader<'_>) -> Result<Test, RulerError> {
        let key = reader.text()?;
        let unknown = |key: &str| RulerError::UnknownKey { group, key: key.to_owned() };
        let attribute = match key {
            "ORTH" | "TEXT" => Attribute::Orth,
            "LOWER" => Attribute::Lower,
            "TAG" => Attribute::Tag,
            "POS" => Attribute::Pos,
            "DEP" => Attribute::Dep,
            "IS_SPACE" => Attribute::IsSpace,
            key => return Err(unknown(key)),
        };
        if attribute == Attribute::IsSpace {
            let wanted = Wanted::Is(u64::from(reader.truth()?));
            return Ok(Test { attribute, wanted, texts: Vec::new() });
        }
        if reader.is_text() {
            let text = reader.text()?;
            let wanted = Wanted::Is(strings::id(text));
            return Ok(Test { attribute, wanted, texts: vec![text.into()] });
        }
        let mut texts = Vec::new();
        let n_tests = reader.map()?;
        let test = reader.text()?;
        let wanted = match test {
            "IN" | "NOT_IN" => {
                let named: Result<Vec<SmolStr>, MsgpackError> =
                    (0..reader.list()?).map(|_| Ok(reader.text()?.into())).collect();
                let named = named?;
                let ids = named.iter().map(|it| strings::id(it)).collect();
                if test == "IN" {
                    texts = named;
                    Wanted::In(ids)
                } else {
                    Wanted::NotIn(ids)
                }
            }
            "REGEX" => Wanted::Matches(Box::new(
                Expression::read(reader.text()?)
                    .map_err(|source| RulerError::Pattern { group, source })?,
            )),
            test => return Err(unknown(test)),
        };
        if n_tests != 1 {
            return Err(unknown(reader.text()?));
        }
        Ok(Test { attribute, wanted, texts })
    }

    fn holds(&self, token: &Draft) -> bool {
        let lexeme = &token.word.lexeme;
        let value = match self.attribute {
            Attribute::Orth => lexeme.orth(),
            Attribute::Lower => lexeme.lower_id,
            Attribute::Tag => token.tag_id,
            Attribute::Pos => token.pos.map_or(0, |it| strings::id(it.name())),
            Attribute::Dep => token.dep_id,
            Attribute::IsSpace => u64::from(lexeme.is_space),
        };
        match &self.wanted {
            Wanted::Is(wanted) => value == *wanted,
            Wanted::In(wanted) => wanted.contains(&value),
            Wanted::NotIn(wanted) => !wanted.contains(&value),
            Wanted::Matches(pattern) => {
                let text = match self.attribute {
                    Attribute::Orth => &lexeme.text,
                    Attribute::Lower => &lexeme.lower,
                    Attribute::Tag => &token.tag,
                    Attribute::Dep => &token.dep,
                    Attribute::Pos => token.pos.map_or("", Pos::name),
                    Attribute::IsSpace => "",
                };
                pattern.find(text).is_some()
            }
        }
    }
}

impl Change {
    fn read(group: usize, reader: &mut Reader<'_>) -> Result<Change, RulerError> {
        let mut change = Change::default();
        for _ in 0..reader.map()? {
            let key = reader.text()?;
            let value = reader.text()?;
            match key {
                "TAG" => change.tag = Some(Label::new(value)),
                "LEMMA" => change.lemma = Some(SmolStr::new(value)),
                "DEP" => change.dep = Some(Label::new(value)),
                "MORPH" => change.morph = Some(normal_morph(value)),
                "POS" => match Pos::from_name(value) {
                    Some(pos) => change.pos = Some(pos),
                    None => return Err(RulerError::UnknownPos { group, name: value.to_owned() }),
                },
                _ => return Err(RulerError::UnknownKey { group, key: key.to_owned() }),
            }
        }
        Ok(change)
    }

    fn make(&self, token: &mut Draft) {
        if let Some(tag) = &self.tag {
            token.set_tag(tag);
        }
        if let Some(dep) = &self.dep {
            token.set_dep(dep);
        }
        token.pos = self.pos.or(token.pos);
        if let Some(morph) = &self.morph {
            token.morph = morph.clone();
        }
        if let Some(lemma) = &self.lemma {
            token.lemma = lemma.clone();
        }
    }
}

/// Morphology with its features and their values in order; "_" stands for none.
fn normal_morph(text: &str) -> SmolStr {
    let mut features: Vec<String> = text
        .split('|')
        .filter_map(|it| it.split_once('='))
        .map(|(name, values)| {
            let mut values: Vec<&str> = values.split(',').collect();
            values.sort_unstable();
            format!("{name}={}", values.join(","))
        })
        .collect();
    features.sort_unstable();
    SmolStr::new(features.join("|"))
}
