//! Folding: words to pieces in which spellings of one name are equal. Which pieces together are a
//! name is not here.
//!
//! Case and diacritics are dropped, and with them what wires spell at will: hyphens, apostrophes,
//! full stops in acronyms, the Arabic article. Case is remembered beside, since "US" is not "us".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The Arabic article as it is written before sun and moon letters, and in Egypt and the Maghreb.
pub(crate) const ARTICLES: [&str; 18] = [
    "al", "el", "ul", "as", "ash", "es", "esh", "ad", "adh", "ed", "ar", "er", "an", "en", "at",
    "ath", "az", "ez",
];

/// A run of letters and digits without anything between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its letters and digits, folded. Empty for a stop that no name reaches over, like a comma.
    pub letters: String,
    /// The word it starts in, its article included.
    pub first_word: usize,
    /// The word it stands in.
    pub word: usize,
    /// Whether nothing of its word stands before it.
    pub opens: bool,
    /// Whether nothing of its word stands behind it.
    pub closes: bool,
    /// Whether it has a capital letter.
    pub capital: bool,
    /// Whether all its letters are capitals.
    pub shouted: bool,
    /// What stands before it of an article.
    pub article: Article,
    /// Whether a hyphen joins it to the piece before.
    pub hyphened: bool,
}

/// The article before a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Article {
    /// There is none.
    None,
    /// "al-Nusra"
    Joined,
    /// "Al Jazeera"
    Apart,
    /// "El Fasher", and in Spanish "El Salvador", where it is no article to be dropped
    El,
}

/// The pieces of these words, articles taken into the piece behind them.
pub fn pieces<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<Piece> {
    let mut raw: Vec<(Piece, bool)> = Vec::new();
    for (at, word) in words.into_iter().enumerate() {
        cut(at, word, &mut raw);
    }
    let mut out: Vec<Piece> = Vec::with_capacity(raw.len());
    let mut before: Option<(Piece, Article)> = None;
    let mut raw = raw.into_iter().peekable();
    let mut hyphened = false;
    while let Some((mut piece, hyphen)) = raw.next() {
        piece.hyphened = std::mem::replace(&mut hyphened, hyphen);
        let next = raw.peek().map(|(next, _)| next).filter(|next| !next.letters.is_empty());
        let article = match next {
            Some(_) if hyphen && ARTICLES.contains(&piece.letters.as_str()) => Article::Joined,
            Some(next) if next.capital && piece.letters == "al" => Article::Apart,
            Some(next) if next.capital && piece.letters == "el" => Article::El,
            _ => Article::None,
        };
        if article != Article::None && before.is_none() {
            before = Some((piece, article));
            continue;
        }
        if let Some((before, article)) = before.take() {
            piece.first_word = before.first_word;
            piece.opens = before.opens;
            piece.capital |= before.capital;
            piece.shouted &= before.shouted;
            piece.article = article;
            piece.hyphened = before.hyphened;
        }
        out.push(piece);
    }
    out
}

/// Cuts one word, each piece with whether a hyphen stands behind it.
fn cut(at: usize, word: &str, out: &mut Vec<(Piece, bool)>) {
    let from = out.len();
    let mut letters = String::new();
    let mut case = Case::default();
    let mut stop = true;
    let mut chars = word.char_indices().peekable();
    while let Some((byte, letter)) = chars.next() {
        match letter {
            '-' | '‐' | '‑' | '–' | '/' | '_' => {
                stop = false;
                end(at, &mut letters, &mut case, out);
                if let Some((_, hyphen)) = out.last_mut() {
                    *hyphen = true;
                }
            }
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' => {
                stop = false;
                if word[byte + letter.len_utf8()..].eq_ignore_ascii_case("s") {
                    end(at, &mut letters, &mut case, out);
                }
            }
            '.' if chars.peek().is_some() || !letters.is_empty() => {}
            '&' => {
                stop = false;
                end(at, &mut letters, &mut case, out);
                letters.push_str("and");
                end(at, &mut letters, &mut case, out);
            }
            _ if letter.is_ascii_alphanumeric() => {
                case.see(letter);
                letters.push(letter.to_ascii_lowercase());
            }
            _ if letter.is_alphanumeric() || is_combining_mark(letter) => {
                case.see(letter);
                fold(letter, &mut letters);
            }
            _ => end(at, &mut letters, &mut case, out),
        }
    }
    end(at, &mut letters, &mut case, out);
    if out.len() == from {
        if stop && !word.is_empty() {
            out.push((Piece::new(at, String::new(), Case::default()), false));
        }
        return;
    }
    out[from].0.opens = true;
    out.last_mut().expect("a piece was just seen").0.closes = true;
}

fn end(at: usize, letters: &mut String, case: &mut Case, out: &mut Vec<(Piece, bool)>) {
    if !letters.is_empty() {
        out.push((Piece::new(at, std::mem::take(letters), *case), false));
    }
    *case = Case::default();
}

fn fold(letter: char, into: &mut String) {
    for part in std::iter::once(letter).nfkd().filter(|it| !is_combining_mark(*it)) {
        for lower in part.to_lowercase() {
            match lower {
                'ı' => into.push('i'),
                'ø' => into.push('o'),
                'đ' | 'ð' => into.push('d'),
                'ł' => into.push('l'),
                'ħ' => into.push('h'),
                'ə' => into.push('a'),
                'ß' => into.push_str("ss"),
                'æ' => into.push_str("ae"),
                'œ' => into.push_str("oe"),
                'þ' => into.push_str("th"),
                // "i̇", the small form of the Turkish "İ", leaves a dot behind.
                _ if is_combining_mark(lower) => {}
                _ => into.push(lower),
            }
        }
    }
}

/// Letters in which transliterations of one Arabic, Persian or Turkic name are equal: "Zeinab",
/// "Zaynab"; "Sayyidah", "Sayida"; "Hudaydah", "Hodeida"; "Qamishli", "Kamishly".
pub fn loose(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let mut out = String::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let next = letters.get(at + 1).copied();
        let (sound, taken) = match (letters[at], next) {
            ('a' | 'e', Some('i' | 'y')) => ('y', 2),
            ('o', Some('u' | 'o')) | ('u', Some('u')) => ('u', 2),
            ('d' | 'k' | 'g', Some('h')) => (letters[at], 2),
            ('o' | 'u', _) => ('u', 1),
            ('y', None) | ('i' | 'e', Some(_)) => ('i', 1),
            ('e', None) => ('a', 1),
            ('h', None) => break,
            ('q', _) => ('k', 1),
            (other, _) => (other, 1),
        };
        if !out.ends_with(sound) {
            out.push(sound);
        }
        at += taken;
    }
    out
}

#[derive(Clone, Copy, Default)]
struct Case {
    upper: bool,
    lower: bool,
}

impl Case {
    fn see(&mut self, letter: char) {
        self.upper |= letter.is_uppercase();
        self.lower |= letter.is_lowercase();
    }
}

impl Piece {
    fn new(word: usize, letters: String, case: Case) -> Piece {
        Piece {
            letters,
            first_word: word,
            word,
            opens: false,
            closes: false,
            capital: case.upper,
            shouted: case.upper && !case.lower,
            article: Article::None,
            hyphened: false,
        }
    }
}
