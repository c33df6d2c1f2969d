//! Outlets: rules for the pages of single outlets, where what holds for all pages reads them wrongly.
//! The rules are data, in `outlets/*.toml`, each with a saved page that is read as a test.

use std::sync::LazyLock;

use dom_query::{Document, Selection};
use serde::Deserialize;

use crate::{Field, From, date, draft::Draft, markup::Markup, white_space::tidy};

/// The rules for one outlet's pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outlet {
    /// The hosts of its pages, each with all under it.
    hosts: Vec<String>,
    /// The saved page beside the rules.
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of the rules reads the page"))]
    page: String,
    title: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    /// The attribute that holds the day; without one the words do.
    published_in: Option<String>,
    /// What holds the story and nothing else.
    body: Option<String>,
    /// What stands within the story and is none.
    #[serde(default)]
    drop: Vec<String>,
}

/// Files of rules, by the name that is shown beside what they read.
const FILES: [(&str, &str); 1] = [("tidewater", include_str!("../outlets/tidewater.toml"))];

static OUTLETS: LazyLock<Vec<(&str, Outlet)>> = LazyLock::new(|| {
    let read = |text| toml::from_str(text).expect("a test reads each file of rules");
    FILES.iter().map(|(name, text)| (*name, read(text))).collect()
});

/// Leaves in a page what its outlet's rules say to be story, and gives what they say of it.
pub(crate) fn apply(doc: &Document, markup: &Markup) -> Option<Draft> {
    let of_head = ["og:url", "parsely-link"].into_iter();
    let of_head = of_head.filter_map(|name| markup.tags.iter().find(|(it, _)| it == name));
    let links = markup.links.iter().filter(|(rel, _)| rel == "canonical");
    let addresses = of_head.chain(links).map(|(_, it)| it.as_str());
    let hosts: Vec<&str> = addresses.filter_map(host).collect();
    let (name, outlet) = OUTLETS.iter().find(|(_, it)| hosts.iter().any(|host| it.has(host)))?;
    Some(outlet.read(doc, name))
}

/// The host of an address.
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    rest.split(['/', '?', '#', ':']).next()
}

impl Outlet {
    fn has(&self, host: &str) -> bool {
        self.hosts.iter().any(|it| {
            host.strip_suffix(it.as_str()).is_some_and(|it| it.is_empty() || it.ends_with('.'))
        })
    }

    fn read(&self, doc: &Document, name: &'static str) -> Draft {
        let first = |css: &Option<String>| doc.try_select(css.as_deref()?).map(|it| it.first());
        let words = |it: Selection| Some(tidy(&it.text())).filter(|it| !it.is_empty());
        let mut draft = Draft::default();
        if let Some(title) = first(&self.title).and_then(words) {
            draft.title = Some(title);
            draft.said(Field::Title, From::Outlet(name));
        }
        if let Some(byline) = first(&self.byline).and_then(words) {
            draft.byline = Some(byline);
            draft.said(Field::Byline, From::Outlet(name));
        }
        let said = first(&self.published).and_then(|it| match &self.published_in {
            Some(attribute) => it.attr(attribute).map(|it| it.to_string()),
            None => words(it),
        });
        if let Some(published) = said.and_then(|it| date::of_markup(&it)) {
            draft.published = Some(published);
            draft.said(Field::Published, From::Outlet(name));
        }
        for css in &self.drop {
            if let Some(found) = doc.try_select(css) {
                found.remove();
            }
        }
        if let Some(body) = first(&self.body).filter(|it| it.exists()) {
            let story = format!("<article>{}</article>", body.inner_html());
            doc.select("body").set_html(story);
        }
        draft
    }
}

#[cfg(test)]
mod tests {
    use ascribe_page::{Address, Kind, Page};

    use super::*;

    #[track_caller]
    fn check(file: &str, says: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("outlets").join(file);
        let page = ascribe_page::open_file(&path).expect("the saved page is there");
        let page = Page { address: Address::Stdin, kind: Kind::Html, ..page };
        let report = crate::read(&page).expect("it is a report");
        let taken = [Field::Title, Field::Byline, Field::Published].map(|it| {
            let from = report.from(it).map(ToString::to_string).unwrap_or_default();
            format!("{} ({from})", report.said(it).unwrap_or_default())
        });
        let story = report.paragraphs.iter().map(|it| report.words(*it)).collect::<Vec<_>>();
        assert_eq!(format!("{}\n{}", taken.join("\n"), story.join("\n")), says);
    }

    #[test]
    fn the_saved_page_of_each_outlet_is_read_by_its_rules() {
        let pages: Vec<&str> = OUTLETS.iter().map(|(_, it)| it.page.as_str()).collect();
        assert_eq!(pages, ["tidewater.html"]);
        check(
            "tidewater.html",
            "Nine die in Tamrit market (rules for `tidewater`)\n\
             Rana Odeh (rules for `tidewater`)\n\
             2016-03-07T09:30:00+00:00 (rules for `tidewater`)\n\
             A car bomb killed at least nine people in the port of Tamrit on Monday, the ministry said.\n\
             No group claimed responsibility for the attack, which was the second within a week.",
        );
    }

    #[test]
    fn rules_hold_for_their_hosts_alone() {
        let has = |host: &str| OUTLETS[0].1.has(host);
        assert!(has("tidewater.example") && has("www.tidewater.example"));
        assert!(!has("nottidewater.example") && !has("tidewater.example.org"));
    }
}
