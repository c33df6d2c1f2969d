//! Tokenizer: cuts a text into words, numbers and punctuation marks, as `spacy.tokenizer` does by
//! the rules in a pipeline's file `tokenizer`. What a word is by itself is in `lexeme.rs`.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
    sync::{Arc, PoisonError, RwLock},
};

use crate::{
    lexeme::{Lexeme, Lexicon},
    msgpack::{MsgpackError, Reader},
    pattern::Pattern,
    strings,
};

/// How many pieces of text between spaces are remembered before all are forgotten.
const MAX_REMEMBERED: usize = 10_000;

/// Pieces longer than this many bytes are cut by looking at their last [`MAX_SUFFIX`] bytes alone
/// for a suffix, and are never taken for an address. No word of news is as long; a text that has
/// one would otherwise take time by the square of its length.
const LONG: usize = 2_000;

/// Longest suffix that is found at the end of a piece that is too long.
const MAX_SUFFIX: usize = 100;

/// A token as the tokenizer leaves it.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// First byte in the text.
    pub(crate) start: usize,
    /// The word.
    pub(crate) lexeme: Arc<Lexeme>,
    /// Its normal form where an exception gives one.
    pub(crate) norm: Option<u64>,
    /// Whether one ASCII space follows it.
    pub(crate) space_follows: bool,
}

impl Word {
    /// First byte after it.
    pub(crate) fn end(&self) -> usize {
        self.start + self.lexeme.text.len()
    }
}

/// A part of a piece of text: a word, and its normal form where an exception gives one.
#[derive(Clone, Debug)]
struct Part {
    lexeme: Arc<Lexeme>,
    norm: Option<u64>,
}

/// The rules by which a pipeline cuts a text, and the pieces cut so far.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token: Option<Pattern>,
    url: Option<Pattern>,
    exceptions: HashMap<String, Arc<[Part]>>,
    /// Bytes of the longest exception.
    longest_exception: usize,
    /// Exceptions that lie over several tokens: the numbers of the tokens, by the first of them.
    phrases: HashMap<u64, Vec<Vec<u64>>>,
    /// Whether no pattern can find anything in ASCII letters.
    letters_are_whole: bool,
    remembered: RwLock<HashMap<Box<str>, Arc<[Part]>>>,
}

/// What is wrong with a file of tokenizer rules.
#[derive(Debug, thiserror::Error)]
pub enum TokenizerError {
    /// Not the format at all.
    #[error("it is not a file of tokenizer rules: {0}")]
    Format(#[from] MsgpackError),
    /// A key that spaCy does not write.
    #[error("it has the unknown key `{key}`")]
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A pattern that cannot be read.
    #[error("its pattern `{key}` cannot be used: {source}")]
    Pattern {
        /// Which of the patterns.
        key: &'static str,
        /// What is wrong with it.
        source: Box<fancy_regex::Error>,
    },
    /// An exception whose parts do not make up its text.
    #[error("its exception `{text}` has the parts `{parts}`, which do not make it up")]
    Exception {
        /// The text.
        text: String,
        /// The parts, one after the other.
        parts: String,
    },
}

impl Tokenizer {
    /// Reads the rules from the bytes of a file `tokenizer`.
    pub(crate) fn read(bytes: &[u8], lexicon: &Lexicon) -> Result<Tokenizer, TokenizerError> {
        let mut patterns: HashMap<&str, Pattern> = HashMap::new();
        let mut exceptions = BTreeMap::new();
        let mut faster_heuristics = true;
        let mut reader = Reader::new(bytes);
        for _ in 0..reader.map()? {
            let key = reader.text()?;
            match KEYS.iter().find(|it| **it == key) {
                Some(_) if reader.nil() => {}
                Some(key) => {
                    let pattern = Pattern::read(reader.text()?)
                        .map_err(|source| TokenizerError::Pattern { key, source })?;
                    patterns.insert(key, pattern);
                }
                None if key == "exceptions" => exceptions = read_exceptions(&mut reader)?,
                None if key == "faster_heuristics" => faster_heuristics = reader.truth()?,
                None => return Err(TokenizerError::UnknownKey { key: key.to_owned() }),
            }
        }
        let letters_are_whole = !patterns.values().any(Pattern::finds_letters);
        let mut tokenizer = Tokenizer {
            prefix: patterns.remove("prefix_search"),
            suffix: patterns.remove("suffix_search"),
            infix: patterns.remove("infix_finditer"),
            token: patterns.remove("token_match"),
            url: patterns.remove("url_match"),
            exceptions: HashMap::new(),
            longest_exception: 0,
            phrases: HashMap::new(),
            letters_are_whole,
            remembered: RwLock::default(),
        };
        tokenizer.find_phrases(&exceptions, faster_heuristics, lexicon);
        for (text, parts) in exceptions {
            let parts = parts.into_iter().map(|(orth, norm)| Part {
                lexeme: lexicon.lexeme(orth),
                norm: norm.map(strings::id),
            });
            tokenizer.longest_exception = tokenizer.longest_exception.max(text.len());
            tokenizer.exceptions.insert(text.to_owned(), parts.collect());
        }
        Ok(tokenizer)
    }

    /// Finds the exceptions that the cutting of pieces may miss, since they hold a space or since an
    /// affix could be cut from them. They are looked for in the finished tokens.
    fn find_phrases(
        &mut self,
        exceptions: &Exceptions<'_>,
        faster_heuristics: bool,
        lexicon: &Lexicon,
    ) {
        for text in exceptions.keys() {
            let is_cut = find(&self.prefix, text).is_some()
                || find(&self.infix, text).is_some()
                || find(&self.suffix, text).is_some();
            if faster_heuristics && !is_cut && !text.contains(' ') {
                continue;
            }
            // The exceptions are not yet there, so this is how their text would be cut without.
            let words: Vec<u64> =
                self.pieces(text, lexicon).iter().map(|it| it.lexeme.orth()).collect();
            if let Some(first) = words.first() {
                self.phrases.entry(*first).or_default().push(words);
            }
        }
        self.remembered = RwLock::default();
    }

    /// Cuts a text into words. The words tile the text but for single ASCII spaces after them.
    pub(crate) fn words(&self, text: &str, lexicon: &Lexicon) -> Vec<Word> {
        let words = self.pieces(text, lexicon);
        self.with_phrases(text, words)
    }

    /// Cuts a text at white space, and what lies between by the rules.
    fn pieces(&self, text: &str, lexicon: &Lexicon) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::with_capacity(text.len() / 5 + 1);
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(strings::is_space);
        for (at, it) in text.char_indices() {
            if strings::is_space(it) == in_space {
                continue;
            }
            if start < at {
                self.add_piece(&text[start..at], start, lexicon, &mut words);
            }
            start = at;
            if it == ' ' {
                if let Some(last) = words.last_mut() {
                    last.space_follows = true;
                }
                start += 1;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            self.add_piece(&text[start..], start, lexicon, &mut words);
        }
        words
    }

    fn add_piece(&self, piece: &str, mut start: usize, lexicon: &Lexicon, words: &mut Vec<Word>) {
        let add = |part: &Part| {
            let lexeme = Arc::clone(&part.lexeme);
            let word = Word { start, lexeme, norm: part.norm, space_follows: false };
            start = word.end();
            words.push(word);
        };
        if let Some(parts) = self.exception(piece) {
            parts.iter().for_each(add);
            return;
        }
        if self.is_letters(piece) {
            [Part { lexeme: lexicon.lexeme(piece), norm: None }].iter().for_each(add);
            return;
        }
        // A cache that a panicking thread left is as good as any other.
        let remembered = self.remembered.read().unwrap_or_else(PoisonError::into_inner);
        let known = remembered.get(piece).map(Arc::clone);
        drop(remembered);
        if let Some(parts) = known {
            parts.iter().for_each(add);
            return;
        }
        let parts = self.cut(piece, lexicon);
        parts.iter().for_each(add);
        if piece.len() <= LONG {
            let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
            if remembered.len() >= MAX_REMEMBERED {
                remembered.clear();
            }
            remembered.insert(piece.into(), parts.into());
        }
    }

    fn exception(&self, text: &str) -> Option<&Arc<[Part]>> {
        if text.len() > self.longest_exception { None } else { self.exceptions.get(text) }
    }

    /// Cuts a piece: prefixes and suffixes off its ends, then what remains at its infixes.
    fn cut(&self, piece: &str, lexicon: &Lexicon) -> Vec<Part> {
        let part = |text: &str| Part { lexeme: lexicon.lexeme(text), norm: None };
        let mut parts = Vec::new();
        let mut suffixes = Vec::new();
        let mut rest = piece;
        let mut last_len = 0;
        while !rest.is_empty() && rest.len() != last_len {
            if self.is_letters(rest) || self.is_token(rest) || self.exception(rest).is_some() {
                break;
            }
            last_len = rest.len();
            let prefix = find(&self.prefix, rest).map_or(0, |it| it.len());
            let without_prefix = &rest[prefix..];
            if prefix != 0 && self.exception(without_prefix).is_some() {
                parts.push(part(&rest[..prefix]));
                rest = without_prefix;
                break;
            }
            let suffix = self.find_suffix(without_prefix);
            let without_suffix = &rest[..rest.len() - suffix];
            if suffix != 0 && self.exception(without_suffix).is_some() {
                suffixes.push(part(&rest[rest.len() - suffix..]));
                rest = without_suffix;
                break;
            }
            if prefix != 0 {
                parts.push(part(&rest[..prefix]));
            }
            if suffix != 0 {
                suffixes.push(part(&rest[rest.len() - suffix..]));
            }
            rest = &rest[prefix..rest.len() - suffix];
        }
        if let Some(exception) = self.exception(rest) {
            parts.extend(exception.iter().cloned());
        } else if self.is_letters(rest) || self.is_token(rest) || self.is_url(rest) {
            parts.extend((!rest.is_empty()).then(|| part(rest)));
        } else {
            let mut start = 0;
            let infixes = self.infix.iter().flat_map(|it| it.find_all(rest));
            for infix in infixes.filter(|it| it.start() != 0) {
                if infix.start() != start {
                    parts.push(part(&rest[start..infix.start()]));
                }
                if !infix.range().is_empty() {
                    parts.push(part(infix.as_str()));
                }
                start = infix.end();
            }
            if start < rest.len() {
                parts.push(part(&rest[start..]));
            }
        }
        parts.extend(suffixes.into_iter().rev());
        parts
    }

    /// Length of the suffix at the end of a text, 0 for none.
    fn find_suffix(&self, text: &str) -> usize {
        let start =
            if text.len() > LONG { text.ceil_char_boundary(text.len() - MAX_SUFFIX) } else { 0 };
        find(&self.suffix, &text[start..]).map_or(0, |it| it.len())
    }

    /// Whether no pattern can find anything in a text, since it has but ASCII letters.
    fn is_letters(&self, text: &str) -> bool {
        self.letters_are_whole && text.bytes().all(|it| it.is_ascii_alphabetic())
    }

    fn is_token(&self, text: &str) -> bool {
        find(&self.token, text).is_some_and(|it| it.start == 0)
    }

    fn is_url(&self, text: &str) -> bool {
        text.len() <= LONG && find(&self.url, text).is_some_and(|it| it.start == 0)
    }

    /// Puts exceptions in the place of the tokens that spell them; the longest first, then the
    /// leftmost.
    fn with_phrases(&self, text: &str, words: Vec<Word>) -> Vec<Word> {
        let mut found = Vec::new();
        for (start, word) in words.iter().enumerate() {
            let Some(phrases) = self.phrases.get(&word.lexeme.orth()) else { continue };
            for phrase in phrases {
                let end = start + phrase.len();
                let is_there = words.get(start..end).is_some_and(|words| {
                    words.iter().zip(phrase).all(|(word, orth)| word.lexeme.orth() == *orth)
                });
                if is_there {
                    found.push(start..end);
                }
            }
        }
        if found.is_empty() {
            return words;
        }
        found.sort_by_key(|it| (std::cmp::Reverse(it.len()), it.start));
        let mut seen = HashSet::new();
        let mut phrases = BTreeMap::new();
        for range in found {
            if !seen.contains(&range.start) && !seen.contains(&(range.end - 1)) {
                phrases.insert(range.start, range.end);
            }
            seen.extend(range);
        }
        let mut result = Vec::with_capacity(words.len());
        let mut idx = 0;
        while let Some(word) = words.get(idx) {
            let Some(&end) = phrases.get(&idx) else {
                result.push(word.clone());
                idx += 1;
                continue;
            };
            let last = &words[end - 1];
            // Tokens may spell an exception and yet have spaces between them that it has not.
            match self.exception(&text[word.start..last.end()]) {
                Some(parts) => {
                    let mut start = word.start;
                    for part in parts.iter() {
                        let lexeme = Arc::clone(&part.lexeme);
                        let it = Word { start, lexeme, norm: part.norm, space_follows: false };
                        start = it.end();
                        result.push(it);
                    }
                    if let Some(it) = result.last_mut() {
                        it.space_follows = last.space_follows;
                    }
                }
                None => result.extend_from_slice(&words[idx..end]),
            }
            idx = end;
        }
        result
    }
}

/// Keys of the patterns in the file.
const KEYS: [&str; 5] =
    ["prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"];

/// Texts, and the words with their normal forms into which they are cut.
type Exceptions<'a> = BTreeMap<&'a str, Vec<(&'a str, Option<&'a str>)>>;

/// Reads the exceptions.
fn read_exceptions<'a>(reader: &mut Reader<'a>) -> Result<Exceptions<'a>, TokenizerError> {
    /// The numbers of `spacy.attrs.ORTH` and `spacy.attrs.NORM`.
    const ORTH: u64 = 65;
    const NORM: u64 = 67;
    let mut exceptions = BTreeMap::new();
    for _ in 0..reader.map()? {
        let text = reader.text()?;
        let mut parts = Vec::new();
        for _ in 0..reader.list()? {
            let (mut orth, mut norm) = ("", None);
            for _ in 0..reader.map()? {
                match reader.unsigned()? {
                    ORTH => orth = reader.text()?,
                    NORM => norm = Some(reader.text()?),
                    key => return Err(TokenizerError::UnknownKey { key: key.to_string() }),
                }
            }
            parts.push((orth, norm));
        }
        let all: String = parts.iter().map(|it| it.0).collect();
        if all != text || text.is_empty() || parts.iter().any(|it| it.0.is_empty()) {
            return Err(TokenizerError::Exception { text: text.to_owned(), parts: all });
        }
        exceptions.insert(text, parts);
    }
    Ok(exceptions)
}

/// Where a pattern matches first.
fn find(pattern: &Option<Pattern>, text: &str) -> Option<Range<usize>> {
    pattern.as_ref()?.find(text).map(|it| it.range())
}
