//! Labelled pages: what they say of themselves is read as their labels say. What is still read
//! wrongly is listed, so that a change shows.

use std::path::Path;

use crate::labels;

#[test]
fn pages_say_what_their_labels_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let answers = labels::answers(&folder).expect("the pages can be read");
    let wrong = answers.iter().filter(|it| !it.is_right());
    let wrong =
        wrong.map(|it| format!("{} {}: `{}`, not `{}`", it.file, it.field, it.read, it.label));
    insta::assert_snapshot!(wrong.collect::<Vec<_>>().join("\n"), @"
    japanese-time.html agency: `Jiji`, not `AFP-Jiji`
    ");
    assert!(answers.len() >= 400, "{}", answers.len());
}

#[test]
fn what_is_not_on_the_page_is_said() {
    let notes = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(file);
        let page = ascribe_page::open_file(&path).expect("the page is there");
        let report = ascribe_report::read(&page).expect("it is a report");
        report.notes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(notes("paywall.html"), @"
    note: the page is for subscribers
      why  JSON-LD `isAccessibleForFree` says so
      so   the story may break off; what is there was read
    ");
    insta::assert_snapshot!(notes("paged.html"), @"
    note: the story goes on on another page
      why  markup `link rel=next` says so
      so   only this page was read; give `https://longreads.example/orla/2` too
    ");
    insta::assert_snapshot!(notes("live-blog.html"), @"
    note: the page is written while things happen; it has 3 posts of several times
      why  JSON-LD `LiveBlogPosting` says so
      so   all are read as one report, and days such as `today` count from the day of the first
    note: 1 line was left out, first `16.30 BST`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
    insta::assert_snapshot!(notes("contradicting-times.html"), @"
    note: the page names two times of publication: `2021-03-09T19:45:00+02:00` and `2021-03-10T06:00:00+02:00`
      why  JSON-LD `datePublished` says the one, meta `article:published_time` the other
      so   `2021-03-09T19:45:00+02:00` was taken; days such as `on Friday` count from it
    ");
}
