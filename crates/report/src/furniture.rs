//! Furniture: the lines of a page that are not story, each known by its form and wording alone.
//! Where on the page they stand, and what follows from that, is for `story.rs`.

/// Headings over teasers of other reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// "Related stories", "More on this story"
    Related,
    /// "Latest news", "Most read"
    Latest,
}

/// The heading over teasers that a line is.
pub(crate) fn heading(line: &str) -> Option<Heading> {
    const RELATED: [&str; 24] = [
        "related",
        "read more",
        "see also",
        "also read",
        "read also",
        "read next",
        "up next",
        "further reading",
        "recommended",
        "recommended for you",
        "you may also like",
        "you might also like",
        "you may also be interested in",
        "you might be interested in",
        "more on this",
        "more on this story",
        "more on this topic",
        "more like this",
        "more",
        "more from this section",
        "suggested reading",
        "don't miss",
        "related topics",
        "around the web",
    ];
    const LATEST: [&str; 14] = [
        "latest",
        "most read",
        "most popular",
        "most viewed",
        "most shared",
        "most commented",
        "trending",
        "trending now",
        "editor's picks",
        "editors' picks",
        "in other news",
        "breaking news",
        "just in",
        "what's new",
    ];
    const FIRST_RELATED: [&str; 7] =
        ["related", "more", "recommended", "similar", "other", "further", "suggested"];
    const FIRST_LATEST: [&str; 8] =
        ["latest", "recent", "top", "popular", "trending", "current", "today's", "breaking"];
    const THINGS: [&str; 17] = [
        "stories",
        "story",
        "news",
        "articles",
        "article",
        "headlines",
        "posts",
        "reports",
        "coverage",
        "content",
        "links",
        "updates",
        "reading",
        "video",
        "videos",
        "topics",
        "items",
    ];
    let line = line.trim_end_matches([':', '»', '>', '›', '.', '…']).trim().to_lowercase();
    let line = line.replace('’', "'");
    if RELATED.contains(&line.as_str()) {
        return Some(Heading::Related);
    }
    if LATEST.contains(&line.as_str()) {
        return Some(Heading::Latest);
    }
    let words: Vec<&str> = line.split(' ').collect();
    let (first, last) = (*words.first()?, *words.last()?);
    if (2..=4).contains(&words.len()) && THINGS.contains(&last) {
        // "latest world news", "more news", "top stories"
        if FIRST_LATEST.contains(&first) {
            return Some(Heading::Latest);
        }
        if FIRST_RELATED.contains(&first) {
            return Some(Heading::Related);
        }
    }
    // "More from Middle East", "More in World", "Latest from Syria"
    let at = if words.get(1).is_some_and(|it| THINGS.contains(it)) { 2 } else { 1 };
    let is_from = matches!(words.get(at), Some(&("from" | "in" | "on")))
        && (at + 2..=at + 5).contains(&words.len());
    match first {
        "more" if is_from => Some(Heading::Related),
        "latest" if is_from => Some(Heading::Latest),
        _ => None,
    }
}

/// The headline of another report, in a line that leads to it: "Read more: Governor resigns".
pub(crate) fn pointer(line: &str) -> Option<&str> {
    const LABELS: [&str; 10] = [
        "read more:",
        "read also:",
        "also read:",
        "read next:",
        "see also:",
        "related:",
        "related story:",
        "related article:",
        "more:",
        "don't miss:",
    ];
    let label = LABELS
        .iter()
        .find(|label| line.get(..label.len()).is_some_and(|it| it.eq_ignore_ascii_case(label)))?;
    let title = some_words(&line[label.len()..])?;
    is_headline(title).then_some(title)
}

/// The name of a picture's file, where a line is nothing else.
pub(crate) fn picture_file(line: &str) -> Option<&str> {
    const ENDINGS: [&str; 11] = [
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".svg", ".avif", ".heic",
    ];
    /// Longer file names are sentences that end in one.
    const LONGEST: usize = 150;
    let low = line.to_lowercase();
    let is_name = line.len() <= LONGEST && !line.contains(". ") && !line.contains(", ");
    (is_name && ENDINGS.iter().any(|it| low.len() > it.len() && low.ends_with(it))).then_some(line)
}

/// The credit of a picture, where a line is nothing else: "Photograph: EPA/Jane Doe".
pub(crate) fn credit(line: &str) -> Option<&str> {
    const LABELS: [&str; 30] = [
        "foto:",
        "fotos:",
        "bild:",
        "crédit photo:",
        "crédits :",
        "photo :",
        "illustration:",
        "photo/",
        "photograph:",
        "photograph by",
        "photographs:",
        "photographer:",
        "photo:",
        "photos:",
        "photo by",
        "photos by",
        "photo credit:",
        "photo courtesy of",
        "picture:",
        "pictures:",
        "picture by",
        "picture credit:",
        "image:",
        "images:",
        "image credit:",
        "image source:",
        "credit:",
        "file photo:",
        "photo -",
        "pic:",
    ];
    /// A credit of more characters is a caption or a sentence.
    const LONGEST: usize = 120;
    // Galleries print "Hide Caption 3 of 8" behind captions that are credits by nothing else.
    if line.len() > LONGEST || line.contains("Hide Caption") {
        return None;
    }
    for label in LABELS {
        let head = line.get(..label.len());
        if head.is_some_and(|it| it.eq_ignore_ascii_case(label)) {
            return some_words(&line[label.len()..]);
        }
    }
    let line_in = line.strip_prefix('(').and_then(|it| it.strip_suffix(')')).unwrap_or(line);
    if let Some(owner) = ["©", "(c)", "(C)"].iter().find_map(|it| line.strip_prefix(it)) {
        return some_words(owner);
    }
    is_credit_by_form(line_in).then_some(line_in)
}

/// A caption with its credit: "A crater in Homs. Photograph: EPA/Jane Doe", "A crater in Homs. (Jane
/// Doe/AP)", "Image copyright AFP Image caption A crater in Homs".
pub(crate) fn caption_and_credit(line: &str) -> Option<(&str, &str)> {
    /// Longer captions are paragraphs.
    const LONGEST: usize = 400;
    if line.len() > LONGEST {
        return None;
    }
    let line = line.strip_prefix("Facebook Twitter Pinterest ").unwrap_or(line);
    if let Some((credit, caption)) =
        line.strip_prefix("Image copyright ").and_then(|it| it.split_once(" Image caption "))
    {
        return Some((caption, credit));
    }
    if let Some(open) = line.rfind(" (").filter(|_| line.ends_with(')')) {
        let inside = line.get(open + 2..line.len() - 1)?;
        let is_labelled = inside.to_lowercase().contains("photo") && credit(inside).is_some();
        if is_labelled || (is_credit_by_form(inside) && names_a_person(inside)) {
            return Some((line[..open].trim_end(), credit(inside)?));
        }
    }
    let split = |label: &str| line.find(label).map(|at| line.split_at(at));
    // "… on Tuesday night. ST PHOTO: JANE DOE": papers put their letters before it.
    if let Some((caption, _)) = line.split_once(" PHOTO: ") {
        let own = caption.rsplit(' ').next().filter(|it| it.chars().all(char::is_uppercase));
        let caption_end = caption.len() - own.map_or(0, str::len);
        let credit = credit(line.get(caption.len() + 1..)?)?;
        return Some((caption[..caption_end].trim_end(), credit));
    }
    let (caption, rest) = [
        " Photograph: ",
        " Photo: ",
        " Foto: ",
        " Image: ",
        " Picture: ",
        " Credit: ",
        " Photo by ",
        " Photo credit: ",
    ]
    .iter()
    .find_map(|it| split(it))?;
    let caption = caption.trim_end().trim_end_matches(['|', '/', '–', '—', '-']).trim_end();
    Some((caption, credit(rest.trim_start())?))
}

/// The words after "Caption:".
pub(crate) fn caption(line: &str) -> Option<&str> {
    let label = line.get(.."caption:".len())?;
    if label.eq_ignore_ascii_case("caption:") { some_words(&line[label.len()..]) } else { None }
}

/// "EPA/JANE DOE", "AP Photo/Jane Doe", "Jane Doe/AFP/Getty Images": names around a slash, one of
/// which sells pictures.
fn is_credit_by_form(line: &str) -> bool {
    let is_name = |it: &str| {
        it.starts_with(char::is_uppercase)
            && it.len() <= 40
            && it.split(' ').count() <= 5
            && !it.contains(|it: char| it.is_ascii_digit() || it == ':')
    };
    let parts = || line.split(['/', '|']).map(str::trim);
    (2..=5).contains(&parts().count())
        && parts().all(is_name)
        && parts().any(sells_pictures)
        && !line.ends_with('.')
}

/// Whether a credit names a person, since stories end in "(AP/New York Times)" too.
fn names_a_person(credit: &str) -> bool {
    const OF_OUTLETS: [&str; 14] = [
        "news",
        "times",
        "post",
        "press",
        "agency",
        "today",
        "daily",
        "radio",
        "tv",
        "herald",
        "tribune",
        "journal",
        "guardian",
        "telegraph",
    ];
    let is_person = |it: &str| {
        let low = it.to_lowercase();
        (2..=4).contains(&low.split(' ').count())
            && !low.split(' ').any(|it| OF_OUTLETS.contains(&it))
            && agency(it).is_none()
            && !sells_pictures(it)
    };
    credit.split(['/', '|']).map(str::trim).any(is_person)
}

fn sells_pictures(name: &str) -> bool {
    const SELLERS: [&str; 16] = [
        "ap",
        "ap photo",
        "afp",
        "epa",
        "epa-efe",
        "reuters",
        "getty",
        "getty images",
        "dpa",
        "anadolu",
        "anadolu agency",
        "xinhua",
        "shutterstock",
        "pa",
        "alamy",
        "file",
    ];
    SELLERS.contains(&name.to_lowercase().as_str())
}

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

/// Whether a line is never a piece of a sentence that goes on before or after it.
pub(crate) fn stands_alone(line: &str) -> bool {
    picture_file(line).is_some()
        || credit(line).is_some()
        || caption_and_credit(line).is_some()
        || byline(line).is_some()
        || heading(line).is_some()
}

/// Lines of a page that say nothing of the story: sharing, subscribing, advertising, rights.
pub(crate) fn is_chatter(line: &str) -> bool {
    const WHOLE: [&str; 45] = [
        "photo",
        "photos",
        "image",
        "video",
        "gallery",
        "play",
        "watch",
        "listen",
        "next",
        "previous",
        "caption",
        "advertisement",
        "advertisements",
        "ad",
        "sponsored",
        "sponsored content",
        "share",
        "share this",
        "share this article",
        "share this story",
        "share on facebook",
        "share on twitter",
        "tweet",
        "email",
        "print",
        "comments",
        "comment",
        "leave a comment",
        "facebook",
        "twitter",
        "whatsapp",
        "linkedin",
        "subscribe",
        "sign up",
        "log in",
        "sign in",
        "loading",
        "ends",
        "###",
        "-30-",
        "- end -",
        "back to top",
        "skip to content",
        "story continues below",
        "copy link",
    ];
    const BEGINNINGS: [&str; 33] = [
        "unsubscribe",
        "view this email in your browser",
        "view in browser",
        "view this newsletter",
        "you are receiving this",
        "you received this",
        "manage your subscription",
        "update your preferences",
        "forward to a friend",
        "was this forwarded to you",
        "to unsubscribe",
        "share this ",
        "follow us on ",
        "follow him on twitter",
        "follow her on twitter",
        "sign up for ",
        "sign up to ",
        "subscribe to ",
        "click here to ",
        "download our ",
        "download the app",
        "all rights reserved",
        "copyright ©",
        "copyright (c) ",
        "© ",
        "story continues below",
        "article continues after",
        "read more on ",
        "watch: ",
        "listen: ",
        "our standards: ",
        "this material may not be published",
        "advertisement - ",
    ];
    /// Longer lines may begin so and still tell something.
    const LONGEST: usize = 200;
    let low = line.trim_end_matches(['.', '!', ':', '…']).trim().to_lowercase();
    line.len() <= LONGEST
        && (WHOLE.contains(&low.as_str())
            || BEGINNINGS.iter().any(|it| line.to_lowercase().starts_with(it))
            || low.ends_with("all rights reserved")
            || low.contains("hide caption")
            // The commonest maker of feeds ends every entry so.
            || (low.starts_with("the post ") && low.contains(" appeared first on "))
            || low.starts_with("media playback is unsupported"))
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

/// Whether a line reads like a headline: a few words without a full stop.
pub(crate) fn is_headline(line: &str) -> bool {
    /// Headlines of agencies and ministries run to some 20 words.
    const MOST_WORDS: usize = 30;
    let words: Vec<&str> = line.split(' ').collect();
    let core = line.trim_end_matches(|it| CLOSERS.contains(it));
    let ends_open = core.ends_with([':', ';', ',']);
    let asks = core.ends_with(['?', '!', '？', '！', '؟']) && words.len() <= 20;
    let last = core.rsplit(' ').next().unwrap_or("");
    let ends_in_stop = ends_like_sentence(line) && !asks && !is_abbreviation(last);
    words.len() <= MOST_WORDS && line.len() <= 300 && !ends_open && !ends_in_stop
}

/// Whether a line ends as sentences do, be it before a bracket: "… police said. (AFP)".
pub(crate) fn ends_like_sentence(line: &str) -> bool {
    const STOPS: [char; 10] = ['.', '!', '?', '…', '。', '।', '۔', '؟', '！', '？'];
    let ends = |it: &str| it.trim_end_matches(|it| CLOSERS.contains(it)).ends_with(STOPS);
    let before_bracket = line.rfind(" (").filter(|_| line.ends_with(')')).map(|at| &line[..at]);
    ends(line) || before_bracket.is_some_and(ends)
}

/// What may stand after the full stop of a sentence.
const CLOSERS: &str = "\"'”’»)]›";

/// "U.S.", "p.m.": the stop belongs to the word.
fn is_abbreviation(word: &str) -> bool {
    word.strip_suffix('.')
        .is_some_and(|it| it.contains('.') || matches!(it, "Jr" | "Sr" | "Inc" | "Ltd" | "No"))
}

fn some_words(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.contains(char::is_alphanumeric) { Some(text) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a line is, by each of the questions this file answers.
    #[track_caller]
    fn check(line: &str, is: &str) {
        let mut said = Vec::new();
        let mut say = |name: &str, words: Option<&str>| {
            if let Some(words) = words {
                said.push(format!("{name} {words}").trim_end().to_owned());
            }
        };
        say(
            "heading",
            heading(line).map(|it| if it == Heading::Related { "related" } else { "latest" }),
        );
        say("pointer to", pointer(line));
        say("file", picture_file(line));
        say("credit", credit(line));
        say("caption", caption(line).or(caption_and_credit(line).map(|it| it.0)));
        say("with credit", caption_and_credit(line).map(|it| it.1));
        say("by", byline(line));
        say("reported by", reporting(line));
        say("agency", agency(line));
        say("chatter", is_chatter(line).then_some(""));
        say("headline", is_headline(line).then_some(""));
        assert_eq!(said.join(", "), is, "for {line:?}");
    }

    #[test]
    fn headings_over_teasers_are_known_in_many_words() {
        for line in [
            "Related stories",
            "RELATED:",
            "More on this story",
            "More from Middle East",
            "More news from Syria",
            "You may also like",
            "See also",
            "Recommended for you",
        ] {
            check(
                line,
                "heading related, headline".trim_end_matches(if line.ends_with(':') {
                    ", headline"
                } else {
                    ""
                }),
            );
        }
        for line in [
            "Latest news",
            "LATEST NEWS",
            "Most read",
            "Latest world news",
            "Top stories",
            "Trending now",
            "Editor’s Picks",
            "Latest from Syria",
            "In other news",
        ] {
            check(line, "heading latest, headline");
        }
    }

    #[test]
    fn sentences_that_begin_like_headings_are_none() {
        check("Latest news from the front was scarce, residents of the town said", "headline");
        check("More people died.", "");
        check("Related families were told to leave the town", "headline");
        check("Top officials met", "headline");
    }

    #[test]
    fn pictures_are_known_by_file_and_credit() {
        check("market after blast.jpg", "file market after blast.jpg, headline");
        check("Photograph: EPA/ILYA SAMAR", "credit EPA/ILYA SAMAR, headline");
        check("photo by Ilya Samar", "credit Ilya Samar, headline");
        check("(AP Photo/Ilya Samar)", "credit AP Photo/Ilya Samar, headline");
        check("Ilya Samar/AFP/Getty Images", "credit Ilya Samar/AFP/Getty Images, headline");
        check(
            "A crater in Tamrit. Photograph: EPA",
            "caption A crater in Tamrit., with credit EPA, headline",
        );
        check("A crater. (Ilya Samar/AFP)", "caption A crater., with credit Ilya Samar/AFP");
        check(
            "Image copyright AFP Image caption A crater",
            "caption A crater, with credit AFP, headline",
        );
    }

    #[test]
    fn stories_with_slashes_and_brackets_are_no_credits() {
        check("Nine people died in Tamrit, police said. (AFP/Reuters)", "");
        check("Nine people died in Tamrit. (BBC/Reuters)", "");
        check("Nine people died in Tamrit. (New York Times/AP)", "");
        check("The Sunni/Shia split", "headline");
        check("He wrote to the photo agency.", "");
        check("Image 3: the market. Hide Caption 3 of 8", "chatter, headline");
    }

    #[test]
    fn writers_are_known_by_the_word_before_them() {
        check("By Rana Odeh", "by Rana Odeh, headline");
        check("BY RANA ODEH AND TOM ASKE", "by RANA ODEH AND TOM ASKE, headline");
        check(
            "By Rana Odeh, Example Times, in Tamrit",
            "by Rana Odeh, Example Times, in Tamrit, headline",
        );
        check("By Sunday the town had fallen", "headline");
        check("By nine it was over.", "");
        check("(Reporting by Rana Odeh; Editing by Tom Aske)", "reported by Rana Odeh, headline");
        check("Additional reporting by Tom Aske.", "reported by Tom Aske");
    }

    #[test]
    fn other_reports_are_pointed_to_by_their_headline() {
        check("READ MORE: Governor resigns", "pointer to Governor resigns, headline");
        check("Related: nine people died there on Monday, police said.", "");
    }

    #[test]
    fn chatter_says_nothing_of_the_story() {
        check("Advertisement", "chatter, headline");
        check(
            "© 2016 Example Press. All rights reserved.",
            "credit 2016 Example Press. All rights reserved., chatter",
        );
        check("Follow us on Twitter", "chatter, headline");
        check("The post Ten die in Homs appeared first on The Example Times.", "chatter");
        check("Comments by the minister were not heard.", "");
    }

    #[test]
    fn headlines_have_no_full_stop_of_their_own() {
        check("Nine die in Tamrit", "headline");
        check("Who are the Dune Brigades?", "headline");
        check("Troops leave the U.S.", "headline");
        check("\"We ran,\" witness says", "headline");
        check("Nine people died.", "");
        check("\"Nine people died.\"", "");
        check("The ministry said:", "");
    }
}
