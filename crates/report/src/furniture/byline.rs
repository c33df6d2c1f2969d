//! Byline: the lines that say who wrote a report, and the agencies that such lines name.

use super::{ends_like_sentence, is_abbreviation, some_words};

/// Who wrote it, where a line is nothing else: "By Jane Doe in Beirut".
pub(crate) fn byline(line: &str) -> Option<&str> {
    /// "By Jane Doe, John Roe and Mary Major in Beirut and Richard Miles in Damascus"
    const MOST_WORDS: usize = 16;
    const LABELS: [&str; 12] = [
        "by ",
        "by: ",
        "written by ",
        "author: ",
        "reported by ",
        "story by ",
        "words by ",
        "words: ",
        "report by ",
        "text: ",
        "text by ",
        "from ",
    ];
    const SMALL: [&str; 18] = [
        "and", "in", "for", "of", "the", "de", "la", "al", "bin", "ben", "van", "der", "den",
        "von", "du", "da", "el", "at",
    ];
    let label = LABELS
        .iter()
        .find(|label| line.get(..label.len()).is_some_and(|it| it.eq_ignore_ascii_case(label)))?;
    let names = line[label.len()..].trim().trim_end_matches([',', '|']).trim_end();
    // "Words by Jane Doe. Photographs by John Roe"
    let names = [". Photo", ". Picture", ". Video", ". Illustration"]
        .iter()
        .find_map(|it| names.split_once(it))
        .map_or(names, |it| it.0);
    let words: Vec<&str> = names.split(' ').collect();
    let is_name = |word: &&str| {
        let word = word.trim_start_matches(['(', '\'', '’', '"']);
        let word = word.strip_prefix("al-").or(word.strip_prefix("el-")).unwrap_or(word);
        word.starts_with(char::is_uppercase)
            || SMALL.contains(&word)
            || matches!(word, "|" | "&" | "dpa" | "-" | "–")
    };
    let is_sentence = ends_like_sentence(names) && !is_abbreviation(words.last()?);
    let is_byline = words.len() <= MOST_WORDS
        && words.first()?.starts_with(char::is_uppercase)
        && words.iter().all(is_name)
        && !is_sentence
        && !names.contains(|it: char| it.is_ascii_digit());
    // "From Beirut" is a dateline, "From Jane Doe in Beirut" a byline.
    let is_enough = *label != "from " || words.len() > 2;
    (is_byline && is_enough).then_some(names)
}

/// Who reported and edited it, at the end of agency copy: "(Reporting by Jane Doe; Editing by …)".
pub(crate) fn reporting(line: &str) -> Option<&str> {
    let inside = line.trim_start_matches(['(', '[']);
    let names = inside.strip_prefix("Reporting by ").or_else(|| {
        let (label, names) = inside.split_once(" reporting by ")?;
        (label == "Additional").then_some(names)
    })?;
    let end = names.find([';', '.', ')', ']']).unwrap_or(names.len());
    some_words(&names[..end])
}

/// The agency that words name, spelt as here.
pub(crate) fn agency(words: &str) -> Option<&'static str> {
    const AGENCIES: [&str; 84] = [
        "Jiji",
        "Jiji Press",
        "AFP-Jiji",
        "Armenpress",
        "Kazinform",
        "Azertac",
        "BelTA",
        "BSS",
        "APP",
        "SPA News",
        "INA",
        "NINA",
        "Saba",
        "Ma'an",
        "MIA",
        "MTI",
        "PAP",
        "Agerpres",
        "NAN",
        "Reuters",
        "Thomson Reuters",
        "Associated Press",
        "The Associated Press",
        "Agence France-Presse",
        "Deutsche Presse-Agentur",
        "Xinhua",
        "Xinhua News Agency",
        "ITAR-TASS",
        "Interfax",
        "RIA Novosti",
        "Sputnik",
        "Fars",
        "Fars News Agency",
        "Tasnim",
        "Mehr",
        "Anadolu",
        "Anadolu Agency",
        "Press Association",
        "PA Media",
        "The Canadian Press",
        "Canadian Press",
        "Kyodo",
        "Kyodo News",
        "Yonhap",
        "Bernama",
        "Antara",
        "Belga",
        "Lusa",
        "Hina",
        "Tanjug",
        "Ukrinform",
        "UNIAN",
        "Petra",
        "Bloomberg",
        "Al Jazeera",
        "Rudaw",
        "Shafaq News",
        "Efe",
        "CNN",
        "BBC",
        "BBC News",
        "VOA",
        "RFE/RL",
        "UPI",
        "dpa",
        "AFP",
        "EFE",
        "ANSA",
        "TASS",
        "SANA",
        "IRNA",
        "ISNA",
        "KUNA",
        "WAFA",
        "AAP",
        "PTI",
        "ANI",
        "IANS",
        "AKI",
        "UNB",
        "CNA",
        "NNA",
        "SUNA",
        "Ritzau",
    ];
    /// Short or common words that name an agency only when spelt exactly so.
    const EXACT: [&str; 10] = ["AP", "AA", "PA", "TT", "SPA", "WAM", "MENA", "MAP", "TAP", "APS"];
    AGENCIES
        .iter()
        .find(|it| it.eq_ignore_ascii_case(words))
        .or_else(|| EXACT.iter().find(|it| **it == words))
        .copied()
}

/// Whether a name among the agencies is that of an outlet, whose own pages are no agency's copy.
pub(crate) fn broadcasts(name: &str) -> bool {
    const OUTLETS: [&str; 7] =
        ["bbc", "bbc news", "cnn", "al jazeera", "voa", "rfe/rl", "bloomberg"];
    OUTLETS.contains(&name.to_lowercase().as_str())
}
