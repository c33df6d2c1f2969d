//! Call: lines in which a page speaks to its readers instead of telling the story: "Sign up for our
//! newsletter", "Follow us on Twitter", "Email the reporter at". Shorter lines, known by their form,
//! are in `furniture.rs`.

/// Whether a line of a web page calls on its readers, or tells of rights and money.
pub(crate) fn is_call(line: &str) -> bool {
    /// Longer lines tell something besides.
    const LONGEST: usize = 400;
    if line.len() > LONGEST || line.starts_with(['"', '“', '‘', '\'']) {
        return false;
    }
    let low = line.to_lowercase().replace('’', "'");
    let low = low.trim_start_matches(|it: char| !it.is_alphanumeric() && it != '©');
    let has = |list: &[&str]| list.iter().any(|it| low.contains(it));
    let begins = |list: &[&str]| list.iter().any(|it| low.starts_with(it));
    let whole = low.trim_end_matches(['.', '!', ':', '…', ' ']);
    WHOLE.contains(&whole)
        || is_counter(whole)
        || is_excerpt(whole)
        || has(&ALWAYS)
        || (begins(&BEGINNINGS) && has(&READERS))
}

/// "Residents told of two men who […]": the first words of another report, as its page system cuts
/// them.
fn is_excerpt(line: &str) -> bool {
    line.ends_with("[…]") || line.ends_with("[...]")
}

/// "Image 1 of 5", "3 min read"
fn is_counter(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let is_number = |it: &&str| it.bytes().all(|it| it.is_ascii_digit());
    match words.as_slice() {
        ["image" | "photo" | "slide", n, "of" | "/", all] => is_number(n) && is_number(all),
        [n, "min" | "minute", "read"] => is_number(n),
        _ => false,
    }
}

/// Whether a heading stands over what readers wrote, or may write: "12 comments", "Leave a reply".
pub(crate) fn is_over_comments(heading: &str) -> bool {
    const WHOLE: [&str; 10] = [
        "comment",
        "comments",
        "reader comments",
        "top comments",
        "top rated comments",
        "responses",
        "join the conversation",
        "join the discussion",
        "kommentare",
        "comentarios",
    ];
    const BEGINNINGS: [&str; 6] = [
        "leave a reply",
        "leave a comment",
        "leave your comment",
        "post a comment",
        "add a comment",
        "write a comment",
    ];
    let low = heading.to_lowercase();
    let is_count = |it: char| it.is_ascii_digit() || "(), .:".contains(it);
    WHOLE.contains(&low.trim_matches(is_count)) || BEGINNINGS.iter().any(|it| low.starts_with(it))
}

const WHOLE: [&str; 16] = [
    "close",
    "advert",
    "text size",
    "story continues",
    "article continues below",
    "up next",
    "read full article",
    "show more",
    "view comments",
    "tell us what you think",
    "print recipe",
    "link copied",
    "want more",
    "continue reading",
    "keep reading",
    "thank you for subscribing",
];

/// Words that are said to readers alone.
const ALWAYS: [&str; 44] = [
    "our newsletter",
    "our free newsletter",
    "our daily newsletter",
    "our weekly newsletter",
    "email newsletter",
    "daily newsletter",
    "sign up for our",
    "sign up to our",
    "sign up here",
    "signing up to our",
    "subscribe to our",
    "subscribe now",
    "subscribe today",
    "please subscribe",
    "already a subscriber",
    "follow us on",
    "follow us at",
    "follow him on twitter",
    "follow her on twitter",
    "follow them on twitter",
    "follow me on",
    "like us on facebook",
    "join us on facebook",
    "your inbox",
    "all rights reserved",
    "may not be published",
    "may not be reproduced",
    "written permission",
    "is not responsible for the",
    "are not responsible for the",
    "we may earn",
    "may earn a commission",
    "earn us a commission",
    "affiliate links",
    "affiliate commission",
    "this post contains",
    "letters to the editor",
    "letter to the editor via",
    "download our app",
    "download the app",
    "apps for ios and android",
    "for ios and android",
    "what you think about this article",
    "privacy policy",
];

/// How a call begins; a sentence of a story may too.
const BEGINNINGS: [&str; 48] = [
    "follow ",
    "sign up",
    "subscribe",
    "get the latest",
    "get access",
    "get more",
    "get our",
    "get all",
    "listen to ",
    "like us",
    "join our",
    "join us",
    "click here",
    "click on",
    "download ",
    "send us",
    "send your",
    "tell us",
    "email ",
    "e-mail ",
    "write to ",
    "reach ",
    "contact ",
    "have a tip",
    "got a tip",
    "got a story",
    "do you have",
    "do you want",
    "want to ",
    "read more",
    "see more",
    "share your",
    "support our",
    "support us",
    "donate ",
    "become a ",
    "stay on top",
    "stay up",
    "stay informed",
    "never miss",
    "for the latest",
    "for more ",
    "submit your",
    "submit a",
    "to view the",
    "if you are seeing",
    "if you're seeing",
    "more ap ",
];

/// Who is called on, and where to.
const READERS: [&str; 24] = [
    " us ",
    " us.",
    " us!",
    " our ",
    " you ",
    " your ",
    "you.",
    "newsletter",
    "twitter",
    "facebook",
    "instagram",
    "youtube",
    " app",
    "@",
    "subscri",
    " here",
    "http",
    "www.",
    "donation",
    "podcast",
    "sign up",
    "signing up",
    "log in",
    "full coverage",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, is: bool) {
        assert_eq!(is_call(line), is, "for {line:?}");
    }

    #[test]
    fn calls_on_readers_are_known() {
        check("Follow Rana Odeh on Twitter @ranaodeh", true);
        check("Have a tip? Rana Odeh may be reached at odeh@times.example.", true);
        check("Get the latest from Tamrit right in your inbox.", true);
        check("► Subscribe now to our evening edition for the full story.", true);
        check("Write to Tom Aske at tom.aske@times.example", true);
        check("If you buy something we may earn a commission.", true);
        check("Image 2 of 5", true);
        check("Residents told of two men who left the port in a […]", true);
    }

    #[test]
    fn headings_over_comments_are_known() {
        let check = |heading: &str, is: bool| {
            assert_eq!(is_over_comments(heading), is, "for {heading:?}");
        };
        check("12 Comments", true);
        check("Comments (3):", true);
        check("Leave a Reply Cancel reply", true);
        check("Comments by the minister", false);
        check("", false);
    }

    #[test]
    fn sentences_that_begin_like_calls_are_story() {
        check("Follow-up attacks killed four people, police said.", false);
        check("Support for the governor fell after the attack.", false);
        check("Contact with the ship was lost on Monday, the navy said.", false);
        check("“Follow us on Facebook,” the group told its fighters.", false);
        check("For more than a week the town had no water.", false);
        check("Close to the harbour nine bodies were found.", false);
    }
}
