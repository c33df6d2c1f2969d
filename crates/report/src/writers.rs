//! Writers: the people and the agencies that a byline names, each by name. Whether a line is a
//! byline is for `furniture.rs`.

use crate::furniture;

/// Whom a byline names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Writers {
    /// "Jane Doe", without what she is and where she was.
    pub(crate) people: Vec<String>,
    /// "dpa", as the byline spells it.
    pub(crate) agencies: Vec<String>,
}

/// The names in a byline: "By Jane Doe and John Roe in Beirut, dpa".
pub(crate) fn read(byline: &str) -> Writers {
    let mut writers = Writers::default();
    // What stands after a bar is the outlet.
    let byline = match byline.split_once('|') {
        Some((head, _)) if !read(head).people.is_empty() => head,
        _ => byline,
    };
    let pieces: Vec<&str> = pieces(without_label(byline.trim()))
        .map(without_addition)
        .filter(|it| !it.is_empty())
        .collect();
    // "Rana Odeh, Beirut": one word in a list is a place.
    let is_list = pieces.len() > 1;
    for piece in pieces {
        if let Some(agency) = agency(piece) {
            if !writers.agencies.iter().any(|it| it == agency) {
                writers.agencies.push(agency.to_owned());
            }
        } else if is_name(piece)
            && (!is_list || piece.contains(' '))
            && !writers.people.iter().any(|it| it == piece)
        {
            writers.people.push(piece.to_owned());
        }
    }
    writers
}

/// The names in several bylines, each once.
pub(crate) fn read_all(bylines: &[String]) -> Writers {
    let mut all = Writers::default();
    for Writers { people, agencies } in bylines.iter().map(|it| read(it)) {
        for (names, found) in [(&mut all.people, people), (&mut all.agencies, agencies)] {
            for name in found {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    all
}

/// An agency's name, perhaps as a credit line has it: "Reuters News Agency", "AFP staff".
fn agency(piece: &str) -> Option<&str> {
    let piece = piece.trim_matches(|it| "()[]".contains(it)).trim();
    let core = ["News Agency", "news agency", "staff", "Staff", "Newswire", "News Service", "news"]
        .iter()
        .find_map(|it| piece.strip_suffix(it))
        .map_or(piece, str::trim_end);
    furniture::agency(piece).or_else(|| furniture::agency(core)).map(|_| core)
}

fn without_label(text: &str) -> &str {
    const LABELS: [&str; 24] = [
        "text:",
        "words:",
        "story by",
        "report by",
        "article by",
        "written by",
        "reported by",
        "reporting by",
        "submitted by",
        "posted by",
        "published by",
        "words by",
        "text by",
        "author:",
        "authors:",
        "author",
        "by:",
        "by",
        "von",
        "par",
        "por",
        "di",
        "od",
        "from",
    ];
    for label in LABELS {
        let Some(head) = text.get(..label.len()) else { continue };
        let rest = &text[label.len()..];
        if head.eq_ignore_ascii_case(label) && rest.starts_with([' ', '\u{a0}']) {
            return without_label(rest.trim_start());
        }
    }
    text
}

/// The pieces between commas, strokes and "and".
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|', '/', '•', '·', '\n'])
        .flat_map(|it| it.split(" and "))
        .flat_map(|it| it.split(" & "))
        .flat_map(|it| it.split(" und "))
        .flat_map(|it| it.split(" with "))
        .flat_map(|it| it.split(" – "))
        .flat_map(|it| it.split(" — "))
        .flat_map(|it| it.split(" - "))
        .map(|it| it.trim().trim_start_matches("and ").trim())
        .filter(|it| !it.is_empty())
}

/// A name without what follows it: "in Beirut", "for the Example Times", "(dpa)", "@janedoe".
fn without_addition(piece: &str) -> &str {
    [" in ", " at ", " for ", " of ", " on ", " @", " (", " <", " is a ", " et al"]
        .iter()
        .filter_map(|it| piece.find(it))
        .min()
        .map_or(piece, |end| piece[..end].trim_end())
        .trim_end_matches(['.', ':'])
        .trim_start_matches(['@', '('])
}

/// Whether words may be a person's name and are no office, desk or place in time.
fn is_name(piece: &str) -> bool {
    const OFFICES: [&str; 50] = [
        "staff",
        "reporter",
        "reporters",
        "writer",
        "writers",
        "correspondent",
        "correspondents",
        "editor",
        "editors",
        "editorial",
        "desk",
        "newsroom",
        "bureau",
        "chief",
        "team",
        "agencies",
        "agency",
        "admin",
        "administrator",
        "webmaster",
        "online",
        "digital",
        "producer",
        "contributor",
        "contributors",
        "columnist",
        "guest",
        "special",
        "senior",
        "news",
        "press",
        "times",
        "post",
        "tribune",
        "herald",
        "gazette",
        "courier",
        "wire",
        "wires",
        "services",
        "service",
        "monitoring",
        "associate",
        "author",
        "unknown",
        "anonymous",
        "redaktion",
        "published",
        "updated",
        "our",
    ];
    const SMALL: [&str; 20] = [
        "al", "bin", "ben", "ibn", "van", "der", "den", "von", "du", "da", "de", "del", "dos",
        "di", "la", "el", "le", "y", "e", "abu",
    ];
    /// "Maria del Carmen Ortega de la Vega"
    const MOST_WORDS: usize = 6;
    let words: Vec<&str> = piece.split_whitespace().collect();
    let is_part = |word: &&str| {
        let bare = word.trim_start_matches(['\'', '’', '"', '“']);
        let bare =
            ["al-", "el-", "d'", "d’"].iter().find_map(|it| bare.strip_prefix(it)).unwrap_or(bare);
        // Scripts without capitals have none to begin with.
        let is_begun =
            bare.chars().next().is_some_and(|it| it.is_alphabetic() && !it.is_lowercase());
        (is_begun || SMALL.contains(word)) && !word.contains(|it: char| it.is_ascii_digit())
    };
    (1..=MOST_WORDS).contains(&words.len())
        && words.iter().all(is_part)
        && words.iter().any(|it| !SMALL.contains(it))
        && !words.iter().any(|it| OFFICES.contains(&it.to_lowercase().as_str()))
        && !piece.contains("://")
        && !piece.contains('@')
        // "Jr." is of the name before it.
        && (words.len() > 1 || piece.chars().count() > 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(byline: &str, names: &str) {
        let Writers { people, agencies } = read(byline);
        let mut said = people.join(" + ");
        if !agencies.is_empty() {
            said = format!("{said} [{}]", agencies.join(" + "));
        }
        assert_eq!(said.trim_start(), names, "for {byline:?}");
    }

    #[test]
    fn names_are_parted_from_each_other() {
        check("Rana Odeh", "Rana Odeh");
        check("By Rana Odeh and Tom Aske in Tamrit", "Rana Odeh + Tom Aske");
        check("By Rana Odeh, Tom Aske & Ilya Samar", "Rana Odeh + Tom Aske + Ilya Samar");
        check("BY RANA ODEH", "RANA ODEH");
        check("Maria del Carmen Ortega", "Maria del Carmen Ortega");
        check("Ahmed al-Masri", "Ahmed al-Masri");
        check("von Jane Doe", "Jane Doe");
        check("Rana Odeh, Beirut", "Rana Odeh");
    }

    #[test]
    fn what_a_writer_is_is_no_name() {
        check("Rana Odeh, Staff Writer", "Rana Odeh");
        check("Our Correspondent", "");
        check("News Desk", "");
        check("Rana Odeh | Example Times", "Rana Odeh");
        check("https://www.news.example/rana", "");
        check("rana@news.example", "");
        check("admin", "");
        check("", "");
    }

    #[test]
    fn agencies_are_told_from_people() {
        check("By Rana Odeh, dpa", "Rana Odeh [dpa]");
        check("Reuters", "[Reuters]");
        check("Rana Odeh (AFP)", "Rana Odeh");
        check("Agence France-Presse", "[Agence France-Presse]");
        check("AP and Reuters staff", "[AP + Reuters]");
    }
}
