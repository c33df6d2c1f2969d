//! Label: what the classes, the id and the role of an element say that it holds. Only words are
//! looked at here; whether they are believed, with the text that an element has, is for `body.rs`.

use std::sync::LazyLock;

/// What an element says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Label {
    /// Nothing that is known here.
    #[default]
    None,
    /// The story: "article-body", `itemprop=articleBody`.
    Story,
    /// What belongs to the story and is not its text: "byline", "dateline", "timestamp".
    Head,
    /// A picture with its words: "lead-image".
    Picture,
    /// The words under a picture.
    Caption,
    /// What stands around a story on its page: "share", "newsletter", "related".
    Furniture,
    /// What is often longer than the story: "comments", consent to cookies.
    Apart,
    /// Not to be seen: "hidden", "sr-only".
    Hidden,
}

/// The label that the words of one attribute give.
pub(crate) fn of(words: &str) -> Label {
    let mut found = Label::None;
    /// Names after these are of the page's system: "tag-sport has-sidebar".
    const MOST_NAMES: usize = 4;
    for name in words.split_ascii_whitespace().take(MOST_NAMES) {
        match of_name(name) {
            Label::None => {}
            // What takes away is said by one class among several that say what an element is.
            label @ (Label::Furniture | Label::Apart | Label::Hidden) => return label,
            label if found == Label::None => found = label,
            _ => {}
        }
    }
    found
}

/// The label of one class or id, such as "articleBody", "post__related-links", "c-share".
fn of_name(name: &str) -> Label {
    let words = words_of(name);
    let kinds = kinds_in(&words);
    let has = |kind: Kind| kinds & (1 << kind as u8) != 0;
    if has(Kind::Story) {
        Label::Story
    } else if has(Kind::OfPage) {
        Label::None
    } else if has(Kind::Caption) {
        Label::Caption
    } else if has(Kind::Apart) {
        Label::Apart
    } else if has(Kind::Hidden) || words == " hidden " {
        Label::Hidden
    } else if has(Kind::Furniture) || words.starts_with(" widget") {
        Label::Furniture
    } else if has(Kind::Head) {
        Label::Head
    } else if has(Kind::Picture) {
        Label::Picture
    } else {
        Label::None
    }
}

/// What a list of words below speaks of.
#[derive(Clone, Copy)]
enum Kind {
    Story,
    OfPage,
    Caption,
    Apart,
    Hidden,
    Furniture,
    Head,
    Picture,
}

/// The kinds of all entries that stand in the words of a name, a bit each.
fn kinds_in(words: &str) -> u16 {
    static ENTRIES: LazyLock<[Vec<(&str, Kind)>; 26]> = LazyLock::new(by_first_letter);
    let mut kinds = 0;
    for (at, pair) in words.as_bytes().windows(2).enumerate() {
        let &[b' ', letter @ b'a'..=b'z'] = pair else { continue };
        let rest = &words[at..];
        for (entry, kind) in &ENTRIES[usize::from(letter - b'a')] {
            if rest.starts_with(entry) {
                kinds |= 1 << *kind as u8;
            }
        }
    }
    kinds
}

fn by_first_letter() -> [Vec<(&'static str, Kind)>; 26] {
    let lists: [(&[&str], Kind); 8] = [
        (&STORY, Kind::Story),
        (&OF_PAGE, Kind::OfPage),
        (&CAPTION, Kind::Caption),
        (&APART, Kind::Apart),
        (&HIDDEN, Kind::Hidden),
        (&FURNITURE, Kind::Furniture),
        (&HEAD, Kind::Head),
        (&PICTURE, Kind::Picture),
    ];
    let mut entries: [Vec<(&str, Kind)>; 26] = Default::default();
    for (list, kind) in lists {
        for entry in list {
            if let Some(letter @ b'a'..=b'z') = entry.as_bytes().get(1) {
                entries[usize::from(letter - b'a')].push((entry, kind));
            }
        }
    }
    entries
}

/// The words of a name in lower case, each with a space before it and one at the end: "articleBody"
/// is " article body ".
fn words_of(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 8);
    words.push(' ');
    let mut was_small = false;
    for it in name.chars() {
        if it.is_ascii_alphabetic() {
            if it.is_ascii_uppercase() && was_small {
                words.push(' ');
            }
            words.push(it.to_ascii_lowercase());
            was_small = it.is_ascii_lowercase();
        } else {
            if !words.ends_with(' ') {
                words.push(' ');
            }
            was_small = false;
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

// A space at the end of an entry ends the word there; without it the word may go on.

/// "no-sidebar", "with-comments", "has-ads" tell of the page, not of the element.
const OF_PAGE: [&str; 8] =
    [" no ", " with ", " has ", " without ", " is ", " single ", " postid ", " embed"];

const STORY: [&str; 22] = [
    " article body ",
    " articlebody ",
    " story body ",
    " storybody ",
    " entry content ",
    " post content ",
    " post body ",
    " postbody ",
    " article content ",
    " article text ",
    " story content ",
    " story text ",
    " article copy ",
    " body copy ",
    " body content ",
    " content body ",
    " news text ",
    " main text ",
    " post text ",
    " td post content ",
    " rich text ",
    " body text ",
];

const APART: [&str; 11] = [
    " comment",
    " disqus",
    " respond ",
    " cookie",
    " consent ",
    " gdpr ",
    " modal ",
    " popup ",
    " dialog ",
    // As German, Spanish, Portuguese and French pages say it.
    " kommentar",
    " comentario",
];

const PICTURE: [&str; 12] = [
    " image ",
    " images ",
    " photo ",
    " photos ",
    " picture ",
    " figure ",
    " media ",
    " gallery ",
    " slideshow ",
    " img ",
    " attachment ",
    " wp caption ",
];

const HIDDEN: [&str; 8] = [
    " sr only ",
    " screen reader",
    " visually hidden",
    " visuallyhidden",
    " hide ",
    " offscreen ",
    " print only ",
    " skip link",
];

const CAPTION: [&str; 6] = [
    " caption ",
    " wp caption text ",
    " photo credit ",
    " image credit ",
    " figcaption ",
    " image caption ",
];

const HEAD: [&str; 12] = [
    " byline",
    " author",
    " timestamp",
    " pubdate ",
    " published ",
    " posted on ",
    " post date ",
    " entry meta ",
    " post meta ",
    " article meta ",
    " datetime ",
    " entry date ",
];

const FURNITURE: [&str; 90] = [
    " related",
    " recommend",
    " recirc",
    " share",
    " sharing ",
    " social",
    " sharedaddy ",
    " addthis",
    " newsletter",
    " subscri",
    " signup",
    " sign up ",
    " promo ",
    " promos ",
    " promobox ",
    " sponsor",
    " advert",
    " ad ",
    " ads ",
    " adsense ",
    " adbox ",
    " sidebar",
    " side bar ",
    " footer",
    " nav ",
    " navbar ",
    " navigation ",
    " menu ",
    " breadcrumb",
    " pop up ",
    " lightbox ",
    " tags ",
    " taglist ",
    " tag list ",
    " tagcloud ",
    " author bio ",
    " author box ",
    " author info ",
    " about author ",
    " about the author ",
    " bio ",
    " toolbar ",
    " tools ",
    " pagination ",
    " pager ",
    " trending ",
    " popular ",
    " most read ",
    " most viewed ",
    " outbrain",
    " taboola",
    " zergnet",
    " teaser",
    " banner ",
    " login ",
    " paywall ",
    " rating ",
    " ratings ",
    " follow ",
    " feedback ",
    " copyright ",
    " read more ",
    " readmore ",
    " read next ",
    " see also ",
    " more on ",
    " more from ",
    " up next ",
    " next article ",
    " playlist ",
    " pullquote ",
    " pull quote ",
    " jp relatedposts ",
    " toc ",
    " cta ",
    " rollover",
    " tooltip",
    " popover",
    " dropdown ",
    " related",
    // As German, Spanish, Portuguese and French pages say it.
    " werbung ",
    " anzeige ",
    " publicidad",
    " publicite ",
    " relacionad",
    " recomendad",
    " compartilh",
    " compartir",
    " partage",
    " rodape ",
];
