//! Mail: a mail or a newsletter, as programs for mail save it (`.eml`): its headers, and the story or
//! the items in its text. The words of a story are read in `html.rs` and `text.rs`.

use dom_query::{Document, NodeRef};
use mail_parser::{Message, MessageParser};

use crate::{
    Field, From, Note, Reason, Teaser, date, draft::Draft, furniture, html, text,
    white_space::tidy, writers,
};

/// Reads the parts of a report from a mail.
pub(crate) fn read(mail: &[u8]) -> Result<Draft, Reason> {
    let mail = not_too_deep(mail);
    let message = MessageParser::default().parse(mail).ok_or(Reason::Unreadable)?;
    let mut known = headers(&message);
    let markup = message.html_part(0).filter(|it| it.is_text_html()).and(message.body_html(0));
    let plain = message.text_part(0).filter(|it| it.is_text()).and(message.body_text(0));
    known.notes.extend(attached(message.attachment_count()));
    let Some(markup) = markup else {
        let plain = plain.ok_or(Reason::NoStory)?;
        let (items, rest) = items_of_text(&plain);
        return if items.len() < FEWEST {
            text::read(&plain, known)
        } else {
            digest(known, items, rest)
        };
    };
    let items = items_of_markup(&Document::from(crate::shallow::shallow(&markup).html.as_ref()));
    if items.len() >= FEWEST {
        return digest(known, items, String::new());
    }
    let draft = html::read(&markup)?;
    // What the headers say comes first, and of two places the first is told.
    let mut from = known.from;
    from.extend(draft.from);
    let mut notes = known.notes;
    notes.extend(draft.notes);
    // A mail is forwarded with another subject than its story's headline.
    Ok(Draft {
        title: known.title.or(draft.title),
        published: known.published.or(draft.published),
        byline: known.byline.or(draft.byline),
        outlet: known.outlet.or(draft.outlet),
        from,
        notes,
        ..draft
    })
}

/// A mail up to where more mails stand within mails than people forward.
fn not_too_deep(mail: &[u8]) -> &[u8] {
    const DEEPEST: usize = 20;
    const MARK: &[u8] = b"message/rfc822";
    let mut marks = mail.windows(MARK.len()).enumerate();
    let marks = marks.by_ref().filter(|(_, it)| it.eq_ignore_ascii_case(MARK));
    match marks.map(|(at, _)| at).nth(DEEPEST) {
        Some(end) => &mail[..end],
        None => mail,
    }
}

/// Fewer items are a story with headings within.
const FEWEST: usize = 3;

/// No newsletter has more.
const MOST: usize = 500;

/// What the headers say.
fn headers(message: &Message) -> Draft {
    let mut draft = Draft::default();
    let some = |it: &str| Some(tidy(it)).filter(|it| !it.is_empty());
    if let Some(subject) = message.subject().and_then(|it| some(without_marks(it))) {
        draft.title = Some(subject);
        draft.said(Field::Title, From::Header("Subject"));
    }
    if let Some(date) = message.date().and_then(|it| date::of_markup(&it.to_rfc3339())) {
        draft.published = Some(date);
        draft.said(Field::Published, From::Header("Date"));
    }
    let sender = message.from().and_then(|it| it.first()).and_then(|it| it.name()).and_then(some);
    if let Some(sender) = sender {
        let is_list = message.header("List-Unsubscribe").or(message.header("List-Id")).is_some();
        let is_person = !is_list && !writers::read(&sender).people.is_empty();
        if is_person && !sender.starts_with("The ") {
            draft.byline = Some(sender);
            draft.said(Field::Byline, From::Header("From"));
        } else {
            draft.outlet = Some(sender);
            draft.said(Field::Outlet, From::Header("From"));
        }
    }
    draft
}

/// A subject without what programs put before it: "Fwd: ", "RE: ", "[list] ".
fn without_marks(subject: &str) -> &str {
    let subject = subject.trim();
    for mark in ["re:", "fw:", "fwd:", "aw:", "wg:", "tr:"] {
        if subject.get(..mark.len()).is_some_and(|it| it.eq_ignore_ascii_case(mark)) {
            return without_marks(&subject[mark.len()..]);
        }
    }
    match subject.strip_prefix('[').and_then(|it| it.split_once(']')) {
        Some((_, rest)) if !rest.trim().is_empty() => without_marks(rest),
        _ => subject,
    }
}

fn attached(n: usize) -> Option<Note> {
    let files = match n {
        0 => return None,
        1 => "1 file is".to_owned(),
        n => format!("{n} files are"),
    };
    Some(Note {
        what: format!("{files} attached to the mail"),
        span: None,
        why: "only the text of a mail is read".to_owned(),
        so: "save what is attached and give it by itself".to_owned(),
    })
}

/// A newsletter: its items are teasers of reports that stand elsewhere.
fn digest(known: Draft, items: Vec<Teaser>, rest: String) -> Result<Draft, Reason> {
    let mut draft = known;
    let first = items.iter().map(|it| it.title.as_str()).next().unwrap_or("");
    draft.notes.push(Note {
        what: format!("the mail is a newsletter of {} items, first `{first}`", items.len()),
        span: None,
        why: "each has a headline of its own".to_owned(),
        so: "they are teasers; for the stories give the pages they lead to".to_owned(),
    });
    let intro = rest.lines().map(tidy).filter(|it| {
        !it.is_empty() && !furniture::is_chatter(it) && furniture::ends_like_sentence(it)
    });
    draft.paragraphs = intro.collect();
    if draft.paragraphs.is_empty() {
        let title = draft.title.take().ok_or(Reason::List { n: items.len() })?;
        draft.paragraphs.push(title);
    }
    draft.latest = items;
    Ok(draft)
}

/// The items of a newsletter of plain text: headline, words, address on a line of its own; and what
/// stands before the first.
fn items_of_text(plain: &str) -> (Vec<Teaser>, String) {
    let is_address = |it: &str| {
        let it = it.trim_matches(|it| "<>()[] ".contains(it));
        (it.starts_with("https://") || it.starts_with("http://")) && !it.contains(' ')
    };
    let mut items = Vec::new();
    let mut intro = String::new();
    let mut blocks: Vec<String> = Vec::new();
    let mut is_after_gap = true;
    // The block at hand is one line after an empty one: it may be a headline.
    let mut is_one_line = false;
    for line in plain.lines() {
        let line = tidy(line);
        if line.is_empty() {
            is_after_gap = true;
        } else if is_address(&line) {
            let lede = blocks.pop();
            let title = match blocks.pop() {
                Some(title) if furniture::is_headline(&title) => title,
                // "Nine die in Tamrit\nhttps://…", without any words
                _ => lede.clone().unwrap_or_default(),
            };
            let lede = lede.filter(|it| *it != title);
            if !title.is_empty() && furniture::is_headline(&title) && items.len() < MOST {
                if items.is_empty() {
                    intro = blocks.join("\n");
                }
                let address = line.trim_matches(|it| "<>()[] ".contains(it)).to_owned();
                items.push(Teaser { title, lede, address: Some(address) });
            }
            blocks.clear();
            is_after_gap = true;
        } else {
            // A headline is parted from its words by the end of its line alone.
            let begins = is_after_gap
                || (is_one_line && blocks.last().is_some_and(|it| furniture::is_headline(it)));
            is_one_line = is_after_gap;
            match blocks.last_mut() {
                Some(last) if !begins => {
                    last.push(' ');
                    last.push_str(&line);
                }
                _ => blocks.push(line),
            }
            is_after_gap = false;
        }
    }
    (items, intro)
}

/// The items of a newsletter of markup: headings with their words and where they lead.
fn items_of_markup(doc: &Document) -> Vec<Teaser> {
    /// Longer items are stories.
    const LONGEST: usize = 700;
    let mut items: Vec<Teaser> = Vec::new();
    let mut is_story = false;
    let nodes = doc.select("h1, h2, h3, h4, p, a");
    for node in nodes.nodes().iter().take(20_000) {
        let words = tidy(&node.text());
        let name = node.node_name().unwrap_or_default();
        let link =
            |it: &NodeRef| it.attr("href").map(|it| tidy(&it)).filter(|it| it.starts_with("http"));
        match (name.as_ref(), items.last_mut()) {
            ("a", Some(item)) => item.address = item.address.take().or_else(|| link(node)),
            ("a", None) => {}
            ("p", Some(item)) if furniture::ends_like_sentence(&words) => {
                let lede = item.lede.get_or_insert_default();
                is_story |= lede.len() + words.len() > LONGEST;
                if lede.is_empty() {
                    *lede = words;
                }
            }
            ("p", _) => {}
            _ if words.split(' ').count() > 2 && furniture::heading(&words).is_none() => {
                let address = node.find(&["a"]).first().and_then(link);
                items.push(Teaser { title: words, lede: None, address });
            }
            _ => {}
        }
        if items.len() > MOST || is_story {
            break;
        }
    }
    items.retain(|it| it.address.is_some());
    if is_story { Vec::new() } else { items }
}
