//! Wording: the words and sentences of a report's story, as they are compared with those of another.
//! Case, quotation marks, apostrophes and whether a number is written in letters do not count. What
//! the words mean is not asked.

use ascribe_report::{Report, Span};

/// Of a longer report so many words are compared, from its beginning.
const MOST_WORDS: usize = 100_000;

/// A text without full stops is parted after so many words.
const LONGEST_SENTENCE: usize = 120;

/// A word of a story.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// Equal for words that do not differ.
    pub(crate) key: u64,
    pub(crate) is_number: bool,
    /// It stands in quotation marks: somebody's words, which everybody may print.
    pub(crate) is_quoted: bool,
}

/// A sentence of a story, by its words; never empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence {
    pub(crate) first: usize,
    /// The first word after it.
    pub(crate) end: usize,
    pub(crate) span: Span,
}

/// The words of a story, and its sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wording {
    pub(crate) words: Vec<Word>,
    pub(crate) sentences: Vec<Sentence>,
}

impl Wording {
    /// The wording of a report's story, without headline and dateline.
    pub(crate) fn of(report: &Report) -> Wording {
        let mut wording = Wording::default();
        for paragraph in &report.paragraphs {
            if wording.words.len() >= MOST_WORDS {
                break;
            }
            wording.add(report.words(*paragraph), paragraph.start());
        }
        wording
    }

    /// The words of a line that is no story: a headline.
    pub(crate) fn of_line(line: &str) -> Wording {
        let mut wording = Wording::default();
        wording.add(line, 0);
        wording
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = u64> {
        self.words.iter().map(|it| it.key)
    }

    /// Adds the words of a paragraph that begins at this byte of the report.
    fn add(&mut self, text: &str, start: usize) {
        let mut first = self.words.len();
        let mut is_quoted = false;
        let mut at = 0;
        while let Some((gap, word)) = next_word(&text[at..]) {
            let begin = at + gap;
            let end = begin + word.len;
            let between = &text[at..begin];
            for mark in between.chars() {
                match mark {
                    '"' => is_quoted = !is_quoted,
                    '“' | '«' | '„' => is_quoted = true,
                    '”' | '»' => is_quoted = false,
                    _ => {}
                }
            }
            let n_words = self.words.len() - first;
            let ends = n_words > 0 && ends_sentence(&text[..at], between, &text[begin..]);
            if ends || n_words >= LONGEST_SENTENCE {
                self.close(first, start + begin - between.len() + sentence_tail(between));
                first = self.words.len();
            }
            self.words.push(Word {
                span: Span::new(start + begin, start + end),
                key: word.key,
                is_number: word.is_number,
                is_quoted,
            });
            at = end;
            if self.words.len() >= MOST_WORDS {
                break;
            }
        }
        if self.words.len() > first {
            self.close(first, start + at + sentence_tail(&text[at..]));
        }
    }

    fn close(&mut self, first: usize, end: usize) {
        let span = Span::new(self.words[first].span.start(), end);
        self.sentences.push(Sentence { first, end: self.words.len(), span });
    }
}

/// How much of what stands behind a sentence's last word is still the sentence: its full stop and
/// what closes with it.
fn sentence_tail(between: &str) -> usize {
    between.find(char::is_whitespace).unwrap_or(between.len())
}

struct Found {
    len: usize,
    key: u64,
    is_number: bool,
}

/// The next word, and how many bytes stand before it.
fn next_word(text: &str) -> Option<(usize, Found)> {
    let gap = text.find(char::is_alphanumeric)?;
    let text = &text[gap..];
    let mut chars = text.char_indices().peekable();
    let mut folded = String::with_capacity(16);
    let mut len = 0;
    while let Some((at, it)) = chars.next() {
        if stands_alone(it) {
            if at == 0 {
                folded.push(it);
                len = it.len_utf8();
            }
            break;
        }
        if it.is_ascii_alphanumeric() {
            folded.push(it.to_ascii_lowercase());
            len = at + 1;
            continue;
        }
        if it.is_alphanumeric() {
            folded.extend(it.to_lowercase());
            len = at + it.len_utf8();
            continue;
        }
        let next = chars.peek().map(|it| it.1);
        let is_number = folded.ends_with(|it: char| it.is_ascii_digit())
            && next.is_some_and(|it| it.is_ascii_digit());
        match it {
            // "don’t" and "don't" are one word.
            '\'' | '’' | '\u{ad}' if next.is_some_and(char::is_alphanumeric) => {}
            ',' if is_number => {}
            '.' if is_number => folded.push('.'),
            _ => break,
        }
    }
    let mut is_number = folded.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    if let Some(value) = number(&folded) {
        is_number = true;
        // "twenty-one"
        let unit = text[len..]
            .strip_prefix('-')
            .map(|it| &it[..it.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(it.len())]);
        let unit = unit.and_then(|it| Some((it, number(&it.to_ascii_lowercase())?)));
        folded = match unit {
            Some((word, unit)) if value % 10 == 0 && (20..100).contains(&value) && unit < 10 => {
                len += 1 + word.len();
                (value + unit).to_string()
            }
            _ => value.to_string(),
        };
    }
    is_number |= matches!(
        folded.as_str(),
        "hundred"
            | "hundreds"
            | "thousand"
            | "thousands"
            | "million"
            | "billion"
            | "dozen"
            | "dozens"
    );
    Some((gap, Found { len, key: hash(folded.as_bytes()), is_number }))
}

/// Whether a letter is a word by itself, in scripts that are written without spaces.
fn stands_alone(it: char) -> bool {
    matches!(it, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The value of a number written in letters.
fn number(word: &str) -> Option<u32> {
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// FNV-1a of 64 bits. It must never change: sketches are kept.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, it| {
        (hash ^ u64::from(*it)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Whether a sentence ends between a word and the next.
fn ends_sentence(before: &str, between: &str, next: &str) -> bool {
    const SHORT: [&str; 30] = [
        "mr", "mrs", "ms", "dr", "gen", "col", "lt", "sgt", "maj", "capt", "sen", "rep", "gov",
        "st", "no", "vs", "prof", "rev", "hon", "jan", "feb", "mar", "apr", "aug", "sept", "sep",
        "oct", "nov", "dec", "inc",
    ];
    let Some(stop) = between.find(['.', '!', '?', '…', '。', '！', '？']) else {
        return false;
    };
    if between[stop..].starts_with(['。', '！', '？']) {
        return true;
    }
    if !between[stop..].contains(char::is_whitespace) {
        return false;
    }
    let last = before.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or("");
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    let is_short = SHORT.iter().any(|it| last.eq_ignore_ascii_case(it));
    let goes_on = next.starts_with(char::is_lowercase);
    !(goes_on || (between[stop..].starts_with('.') && (is_initial || is_short)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, sentences: &[&str]) {
        let wording = Wording::of_line(text);
        let cut: Vec<&str> =
            wording.sentences.iter().map(|it| &text[it.span.start()..it.span.end()]).collect();
        assert_eq!(cut, sentences, "for {text:?}");
    }

    #[track_caller]
    fn check_same(one: &str, other: &str, is_same: bool) {
        let keys = |it| Wording::of_line(it).keys().collect::<Vec<_>>();
        assert_eq!(keys(one) == keys(other), is_same, "{one:?} and {other:?}");
    }

    #[test]
    fn sentences_end_where_they_should() {
        check("Nine died. Two fled.", &["Nine died.", "Two fled."]);
        check("“Nine died.” Two fled!", &["Nine died.”", "Two fled!"]);
        check(
            "Gen. J. Odeh spoke in the U.S. of 1.5 million.",
            &["Gen. J. Odeh spoke in the U.S. of 1.5 million."],
        );
        check("九人死亡。二人逃跑。", &["九人死亡。", "二人逃跑。"]);
        check("", &[]);
        check(" … ", &[]);
    }

    #[test]
    fn words_are_the_same_however_they_are_printed() {
        check_same("“Don’t go,” he said", "\"don't go\", he said", true);
        check_same("seven people", "7 people", true);
        check_same("Twenty-one people", "21 people", true);
        check_same("1,200 people", "1200 people", true);
        check_same("1.5 million", "15 million", false);
        check_same("seven people", "nine people", false);
        check_same("the twenty-first", "the 21", false);
    }

    #[test]
    fn what_is_quoted_is_known() {
        let quoted = |text: &str| -> String {
            let wording = Wording::of_line(text);
            wording.words.iter().map(|it| if it.is_quoted { 'q' } else { '-' }).collect()
        };
        assert_eq!(quoted("He said “we are here” and left"), "--qqq--");
        assert_eq!(quoted("He said \"we are here\" and left"), "--qqq--");
    }

    #[test]
    fn a_text_without_stops_is_parted() {
        let text = "word ".repeat(1000);
        let wording = Wording::of_line(&text);
        assert_eq!(wording.sentences.len(), 1000_usize.div_ceil(LONGEST_SENTENCE));
    }
}
