//! Furniture: the lines of a page that are not story, each known by its form and wording alone:
//! headings, pointers to other reports, what belongs to the page. Bylines and agencies are in
//! `furniture/byline.rs`, pictures in `furniture/credit.rs`. Where on the page the lines stand, and
//! what follows from that, is for `story.rs`.

mod byline;
mod credit;

pub(crate) use self::{
    byline::{agency, broadcasts, byline, reporting},
    credit::{caption, caption_and_credit, credit, picture_file},
};

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
    if line.len() > LONGEST {
        return false;
    }
    let line = line.to_lowercase();
    let low = line.trim_end_matches(['.', '!', ':', '…']).trim();
    WHOLE.contains(&low)
        || BEGINNINGS.iter().any(|it| line.starts_with(it))
        || low.ends_with("all rights reserved")
        || low.contains("hide caption")
        // The commonest maker of feeds ends every entry so.
        || (low.starts_with("the post ") && low.contains(" appeared first on "))
        || low.starts_with("media playback is unsupported")
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
