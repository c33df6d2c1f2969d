//! Meta: what a web page says of itself, and which of the places that say it is believed: linked
//! data, then tags of the head, microdata, elements that carry dates, and what people see. The
//! story is for `html.rs`.

mod said;

use std::collections::HashSet;

use ascribe_page::Address;
use dom_query::Document;

use self::said::{Names, Said, most_exact};
use crate::{
    Field, From, Moment, Note, Picture, date,
    draft::Draft,
    furniture, language,
    linked::{self, Image, Linked},
    markup::{self, Markup},
    outlets, pictures,
    writers::{self, Writers},
};

/// The parts of a report that its page says outside of the story, and the picture that it says to
/// lead.
///
/// Where its outlet has rules, the page is left with the story that they find.
pub(crate) fn read(doc: &Document) -> (Draft, Option<Picture>) {
    let markup = markup::read(doc);
    let by_rules = outlets::apply(doc, &markup);
    let linked = linked::read(&markup.scripts);
    let page = Saying { markup: &markup, linked: &linked };
    let mut draft = Draft::default();
    page.outlet(&mut draft);
    page.title(&mut draft);
    page.writers(&mut draft);
    page.times(&mut draft);
    page.place(&mut draft);
    page.kind_of_page(&mut draft);
    let lead = page.lead(&mut draft);
    if let Some(by_rules) = by_rules {
        draft.title = by_rules.title.or(draft.title);
        draft.byline = by_rules.byline.or(draft.byline);
        draft.published = by_rules.published.or(draft.published);
        for (field, from) in by_rules.from {
            draft.said(field, from);
        }
    }
    (draft, lead)
}

struct Saying<'a> {
    markup: &'a Markup,
    linked: &'a Linked,
}

/// Tags that name the moment of publication, the most exact first.
const PUBLISHED_TAGS: [&str; 27] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "publication_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "rnews:datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "displaydate",
    "ptime",
    "date",
    "created",
];

const UPDATED_TAGS: [&str; 15] = [
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "article:modified",
    "article.updated",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "bt:moddate",
    "last-modified",
    "lastmod",
    "last_updated",
    "revised",
    "moddate",
    "utime",
];

impl Saying<'_> {
    fn tag(&self, name: &str) -> Option<String> {
        self.markup.tags.iter().find(|(it, _)| it == name).map(|(_, it)| it.clone())
    }

    /// All values of the first of these tags that is there.
    fn tags(&self, names: &[&str]) -> Option<(From, Vec<String>)> {
        names.iter().find_map(|name| {
            let all = self.markup.tags.iter().filter(|(it, _)| it == name);
            let all: Vec<String> = all.map(|(_, it)| it.clone()).collect();
            (!all.is_empty()).then(|| (From::Meta((*name).to_owned()), all))
        })
    }

    fn add_tags(&self, said: &mut Said<String>, names: &[&str]) {
        for name in names {
            said.add(From::Meta((*name).to_owned()), self.tag(name));
        }
    }

    fn prop(&self, name: &str) -> Option<String> {
        let found = self.markup.props.iter().find(|(it, value)| it == name && !value.is_empty());
        found.map(|(_, it)| it.clone())
    }

    fn link(&self, rel: &str) -> Option<String> {
        self.markup.links.iter().find(|(it, _)| it == rel).map(|(_, it)| it.clone())
    }

    fn outlet(&self, draft: &mut Draft) {
        let mut said = Said::new();
        said.add(From::LinkedData("publisher"), self.linked.names("publisher").into_iter().next());
        self.add_tags(
            &mut said,
            &["og:site_name", "application-name", "dc.publisher", "dcterms.publisher"],
        );
        said.add(From::Microdata("publisher"), self.prop("publisher"));
        // "<title>Nine die in Tamrit | Example Times</title>" over "<h1>Nine die in Tamrit</h1>"
        let of_title = self.markup.title.as_deref().and_then(|title| {
            let rest =
                self.markup.headlines.iter().find_map(|(_, it)| title.strip_prefix(it.as_str()))?;
            let marked =
                [" | ", " - ", " – ", " — ", " : "].iter().find_map(|it| rest.strip_prefix(it))?;
            Some(marked.to_owned()).filter(|it| !it.is_empty() && it.split(' ').count() <= 5)
        });
        said.add(From::Markup("title"), of_title);
        if let Some((from, outlet)) = said.first() {
            draft.outlet = Some(outlet);
            draft.said(Field::Outlet, from);
        }
    }

    fn title(&self, draft: &mut Draft) {
        let mut said = Said::new();
        said.add(From::LinkedData("headline"), self.linked.words("headline"));
        self.add_tags(
            &mut said,
            &[
                "og:title",
                "twitter:title",
                "dc.title",
                "dcterms.title",
                "parsely-title",
                "sailthru.title",
            ],
        );
        said.add(From::Microdata("headline"), self.prop("headline"));
        // Front pages and lists have many headlines; a report has one.
        let best = self.markup.headlines.iter().map(|(trust, _)| *trust).min();
        let mut shown = self.markup.headlines.iter().filter(|(it, _)| Some(*it) == best);
        if let (Some((_, only)), None) = (shown.next(), shown.next()) {
            said.add(From::Markup("h1"), only.clone());
        }
        said.add(From::Markup("title"), self.markup.title.clone());
        let outlet = draft.outlet.clone();
        for (_, title) in &mut said.0 {
            *title = without_outlet(title, outlet.as_deref()).to_owned();
        }
        said.0.retain(|(_, it)| !it.is_empty() && Some(it) != outlet.as_ref());
        // Systems cut headlines at some length.
        let is_cut = |cut: &str, whole: &str| {
            let cut = cut.trim_end_matches(['.', '…', ' ']);
            whole.len() > cut.len() && cut.len() > 20 && whole.starts_with(cut)
        };
        let shown = said.0.iter().find(|(from, _)| *from == From::Markup("h1")).cloned();
        if let (Some((_, first)), Some(shown)) = (said.0.first(), shown)
            && first.ends_with(['…', '.'])
            && is_cut(first, &shown.1)
        {
            said.0.insert(0, shown);
        }
        // Headlines for search engines say the same in other words.
        let about_same = |one: &String, other: &String| {
            let words = |it: &str| -> HashSet<String> {
                let words = it.split(|it: char| !it.is_alphanumeric()).map(folded);
                words.filter(|it| it.chars().count() > 2).collect()
            };
            let (words_of_one, words_of_other) = (words(one), words(other));
            let n_shared = words_of_one.intersection(&words_of_other).count();
            n_shared * 4 >= words_of_one.len().min(words_of_other.len())
        };
        said.0.retain(|(from, _)| *from != From::Markup("title") || best.is_none());
        draft.notes.extend(said.note("headlines", "", about_same));
        if let Some((from, title)) = said.first() {
            draft.title = Some(title);
            draft.said(Field::Title, from);
        }
    }

    fn writers(&self, draft: &mut Draft) {
        let mut said: Said<Vec<String>> = Said::new();
        said.add(From::LinkedData("author"), some(self.linked.names("author")));
        said.add(From::LinkedData("creator"), some(self.linked.names("creator")));
        for names in [
            &["author"][..],
            &["article:author", "og:article:author"],
            &["parsely-author"],
            &["dc.creator", "dcterms.creator"],
            &["sailthru.author"],
            &["byl", "byline"],
            &["cxenseparse:author", "article.author", "rnews:author"],
        ] {
            if let Some((from, names)) = self.tags(names) {
                said.add(from, names);
            }
        }
        let props: Vec<String> = self
            .markup
            .props
            .iter()
            .filter(|(it, _)| it == "author" || it == "creator")
            .map(|(_, it)| it.clone())
            .collect();
        said.add(From::Microdata("author"), some(props));
        for byline in &self.markup.bylines {
            said.add(From::Markup("byline"), vec![byline.clone()]);
        }
        for line in &self.markup.lines {
            let byline = furniture::byline(line).map(|it| vec![it.to_owned()]);
            said.add(From::Line, byline);
        }
        // The outlet's name stands where a writer's should.
        let outlet = draft.outlet.clone().map(|it| folded(&it)).unwrap_or_default();
        let mut people: Said<Names> = Said::new();
        for (from, bylines) in said.0 {
            let Writers { people: names, agencies } = writers::read_all(&bylines);
            // In an element marked as a byline one word is a place or a reader's handle.
            let is_enough = |it: &String| it.contains(' ') || !matches!(from, From::Markup(_));
            let is_other = |it: &String| {
                let it = folded(it);
                it != outlet && !(outlet.starts_with(&it) && furniture::broadcasts(&it))
            };
            let names = names.into_iter().filter(|it| is_other(it) && is_enough(it)).collect();
            if let Some(agency) = agencies.into_iter().find(is_other)
                && draft.agency.is_none()
            {
                draft.agency = Some(agency);
                draft.said(Field::Agency, from.clone());
            }
            people.add(from, some(names).map(Names));
        }
        // Elements marked so hold other people too; only what is written for programs is compared.
        let for_programs =
            people.0.iter().filter(|(it, _)| !matches!(it, From::Markup(_) | From::Line));
        let for_programs = Said(for_programs.cloned().collect());
        draft.notes.extend(for_programs.note("bylines", "", Names::agree));
        // What an agency publishes itself is its copy.
        if let (None, Some(outlet)) = (&draft.agency, &draft.outlet)
            && furniture::agency(outlet).is_some_and(|it| !furniture::broadcasts(it))
        {
            draft.agency = Some(outlet.clone());
            let from = draft.from.iter().find(|(it, _)| *it == Field::Outlet);
            if let Some((_, from)) = from.cloned() {
                draft.said(Field::Agency, from);
            }
        }
        if let Some((from, names)) = people.first() {
            draft.byline = Some(names.to_string());
            draft.said(Field::Byline, from);
        }
    }

    fn times(&self, draft: &mut Draft) {
        let linked = |name| date::of_markup(&self.linked.words(name)?);
        let mut published = Said::new();
        let mut updated = Said::new();
        for name in ["datePublished", "dateCreated", "uploadDate"] {
            published.add(From::LinkedData(name), linked(name));
        }
        updated.add(From::LinkedData("dateModified"), linked("dateModified"));
        for (said, names) in [(&mut published, &PUBLISHED_TAGS[..]), (&mut updated, &UPDATED_TAGS)]
        {
            for name in names {
                let moment = self.tag(name).and_then(|it| date::of_markup(&it));
                said.add(From::Meta((*name).to_owned()), moment);
            }
        }
        for (said, name) in [(&mut published, "datePublished"), (&mut updated, "dateModified")] {
            let moment = self.prop(name).and_then(|it| date::of_markup(&it));
            said.add(From::Microdata(name), moment);
        }
        let times = || self.markup.times.iter();
        let moment = |it: &markup::Time| date::of_markup(&it.value);
        let of_time = times().filter(|it| it.is_published).find_map(moment);
        let of_time = of_time.or_else(|| times().filter(|it| !it.is_update).find_map(moment));
        published.add(From::Markup("time"), of_time);
        updated.add(From::Markup("time"), times().filter(|it| it.is_update).find_map(moment));
        for line in &self.markup.lines {
            let Some(said) = dates(line) else { continue };
            published.add(From::Line, said.published);
            updated.add(From::Line, said.updated);
        }
        let from_day = "; days such as `on Friday` count from it";
        // A line of another report's day may stand near; what is written for programs is compared.
        // Of many dates within the page most are of something else.
        let is_one = self.markup.times.len() <= 2;
        let for_programs = |said: &Said<Moment>| {
            let said = said
                .0
                .iter()
                .filter(|(it, _)| *it != From::Line && (is_one || *it != From::Markup("time")));
            Said(said.cloned().collect())
        };
        draft.notes.extend(for_programs(&published).note(
            "times of publication",
            from_day,
            Moment::agrees,
        ));
        draft.notes.extend(for_programs(&updated).note("times of change", "", Moment::agrees));
        if let Some((from, moment)) = most_exact(published) {
            draft.published = Some(moment);
            draft.said(Field::Published, from);
        }
        if let Some((from, moment)) = most_exact(updated) {
            draft.updated = Some(moment);
            draft.said(Field::Updated, from);
        }
    }

    /// Language, section and address.
    fn place(&self, draft: &mut Draft) {
        let mut said = Said::new();
        said.add(From::LinkedData("inLanguage"), self.linked.words("inLanguage"));
        self.add_tags(
            &mut said,
            &["dc.language", "dcterms.language", "language", "content-language"],
        );
        said.add(From::Microdata("inLanguage"), self.prop("inLanguage"));
        said.add(From::Markup("html lang"), self.markup.language.clone());
        self.add_tags(&mut said, &["og:locale"]);
        let said = Said(
            said.0
                .into_iter()
                .filter_map(|(from, it)| Some((from, language::of_page(&it)?)))
                .collect(),
        );
        let is_same =
            |one: &String, other: &String| one.split('-').next() == other.split('-').next();
        draft.notes.extend(said.note("languages", "", is_same));
        if let Some((from, language)) = said.first() {
            draft.language = Some(language);
            draft.said(Field::Language, from);
        }
        let mut said = Said::new();
        said.add(From::LinkedData("articleSection"), self.linked.words("articleSection"));
        self.add_tags(
            &mut said,
            &[
                "article:section",
                "og:article:section",
                "parsely-section",
                "section",
                "dc.subject.section",
                "sailthru.section",
            ],
        );
        said.add(From::Microdata("articleSection"), self.prop("articleSection"));
        said.add(
            From::LinkedData("BreadcrumbList"),
            self.linked.last_crumb(draft.title.as_deref()),
        );
        if let Some((from, section)) = said.first() {
            // "World,News,Slider"
            let section = section.split(',').next().unwrap_or("").trim().to_owned();
            draft.section = Some(section);
            draft.said(Field::Section, from);
        }
        let mut said = Said::new();
        said.add(From::Markup("link rel=canonical"), self.link("canonical"));
        if let Some((name, address)) = self.linked.address() {
            said.add(From::LinkedData(name), address);
        }
        self.add_tags(&mut said, &["og:url", "parsely-link", "twitter:url"]);
        said.0.retain(|(_, it)| !it.starts_with('#'));
        if let Some((from, said)) = said.first() {
            draft.address = Some(said);
            draft.said(Field::Address, from);
        }
    }

    /// What is missing from the page by its own words: later pages, what is sold, later posts.
    fn kind_of_page(&self, draft: &mut Draft) {
        let mut note = |what: String, why: String, so: &str| {
            draft.notes.push(Note { what, span: None, why, so: so.to_owned() });
        };
        if self.linked.is_paid() {
            note(
                "the page is for subscribers".to_owned(),
                "JSON-LD `isAccessibleForFree` says so".to_owned(),
                "the story may break off; what is there was read",
            );
        }
        if let Some(next) = self.link("next") {
            note(
                "the story goes on on another page".to_owned(),
                "markup `link rel=next` says so".to_owned(),
                &format!("only this page was read; give `{next}` too"),
            );
        }
        if let Some(n) = self.linked.n_posts() {
            let posts = if n == 1 { "1 post".to_owned() } else { format!("{n} posts") };
            note(
                format!("the page is written while things happen; it has {posts} of several times"),
                "JSON-LD `LiveBlogPosting` says so".to_owned(),
                "all are read as one report, and days such as `today` count from the day of the first",
            );
        }
        if self.linked.n_lost > 0 {
            note(
                "linked data of the page was left out".to_owned(),
                "it is no JSON".to_owned(),
                "what the page says of itself was read elsewhere",
            );
        }
    }

    /// The picture that leads.
    fn lead(&self, draft: &mut Draft) -> Option<Picture> {
        let mut said = Said::new();
        said.add(From::LinkedData("image"), self.linked.image());
        let file = |it: String| Image { file: Some(it), ..Image::default() };
        for name in [
            "og:image",
            "og:image:url",
            "og:image:secure_url",
            "twitter:image",
            "twitter:image:src",
            "parsely-image-url",
            "sailthru.image.full",
            "sailthru.image.thumb",
        ] {
            said.add(From::Meta(name.to_owned()), self.tag(name).map(file));
        }
        said.add(From::Markup("link rel=image_src"), self.link("image_src").map(file));
        if let Some(shown) = &self.markup.prop_image {
            let Picture { file, caption, credit } = pictures::read(shown);
            said.add(From::Microdata("image"), Image { file, caption, credit });
        }
        // The outlet's own mark stands in for a picture that is not there.
        said.0.retain(|(_, it)| !it.file.as_deref().is_some_and(is_logo));
        let Some((from, image)) = said.first() else {
            let mut shown = self.markup.pictures.iter().filter(|it| !is_logo(&it.file));
            return shown.find(|it| !it.captions.is_empty()).map(pictures::read);
        };
        draft.said(Field::Lead, from);
        Some(pictures::named(image, &self.markup.pictures))
    }
}

fn some<T>(values: Vec<T>) -> Option<Vec<T>> {
    if values.is_empty() { None } else { Some(values) }
}

/// The dates in a line about the headline, which may name the writer or the place beside them.
fn dates(line: &str) -> Option<date::Line> {
    if !line.contains(|it: char| it.is_ascii_digit()) {
        return None;
    }
    // "Tamrit, 8.3.2016"
    let after_place = || {
        let (place, rest) = line.split_once(", ")?;
        let is_place =
            !place.contains(|it: char| it.is_ascii_digit()) && place.split(' ').count() <= 3;
        date::line(rest).filter(|_| is_place)
    };
    date::line(line).or_else(after_place).or_else(|| {
        let pieces =
            || [" | ", " - ", " – ", " — ", " • ", " · "].iter().filter(|it| line.contains(**it));
        let mark = pieces().next()?;
        let mut said = date::Line::default();
        for piece in line.split(mark).filter_map(date::line) {
            said.published = said.published.or(piece.published);
            said.updated = said.updated.or(piece.updated);
        }
        // "Published - June 16, 2019 06:02 pm IST - TAMRIT"
        if said == date::Line::default() {
            return date::line(line.rsplit_once(mark)?.0);
        }
        if line.to_lowercase().starts_with("updated") && said.updated.is_none() {
            said.updated = said.published.take();
        }
        Some(said)
    })
}

/// An address as it is from anywhere: "/world/1" with the page's own host.
pub(crate) fn whole(said: &str, page: &Address) -> String {
    let page = page.url().and_then(|it| it.split_once("://"));
    let Some((scheme, rest)) = page else { return said.to_owned() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    if let Some(rest) = said.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    if said.starts_with('/') { format!("{scheme}://{host}{said}") } else { said.to_owned() }
}

/// A headline without the outlet's name, which titles of pages carry: "Ten die in Homs | The
/// Example Times".
fn without_outlet<'a>(title: &'a str, outlet: Option<&str>) -> &'a str {
    for mark in [" | ", " - ", " – ", " — ", " : ", " :: ", " « ", " » ", " • "] {
        let Some((head, tail)) = title.rsplit_once(mark) else { continue };
        let is_outlet = outlet.is_some_and(|it| it.eq_ignore_ascii_case(tail));
        // A bar parts nothing else; a dash may be the headline's own.
        if is_outlet || (mark == " | " && head.split(' ').count() > 2) {
            return head;
        }
    }
    title
}

fn is_logo(file: &str) -> bool {
    let name = file.to_lowercase();
    let name = name.rsplit('/').next().unwrap_or("");
    ["logo", "default", "placeholder", "fallback", "favicon"].iter().any(|it| name.contains(it))
}

/// Letters and digits in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
