//! Pictures: which picture leads a report, and what the page says under it. Where pictures stand in
//! the markup is for `markup.rs` and `html.rs`.

use crate::{Picture, furniture, linked::Image, markup::Shown};

/// Puts the picture that the page says to lead beside those found in its story; gives its place.
///
/// Pages name the leading picture in another size than they show it in.
pub(crate) fn lead(said: Option<Picture>, found: &mut Vec<Picture>) -> Option<usize> {
    let Some(said) = said else {
        // No page shows a picture before the one that leads.
        return found.first().map(|_| 0);
    };
    let file = said.file.as_deref().unwrap_or("");
    let at = found.iter().position(|it| it.file.as_deref().is_some_and(|it| is_same(it, file)));
    let at = at.unwrap_or_else(|| {
        found.insert(0, Picture { file: said.file.clone(), ..Picture::default() });
        0
    });
    let picture = &mut found[at];
    // With a caption of its own goes its credit, and none that stood elsewhere.
    if said.caption.is_some() {
        picture.caption = said.caption;
        picture.credit = said.credit.or(picture.credit.take());
    } else {
        picture.credit = picture.credit.take().or(said.credit);
    }
    Some(at)
}

/// The picture with an address that the head names, with what the page shows under it.
pub(crate) fn named(said: Image, shown: &[Shown]) -> Picture {
    let file = said.file.as_deref().unwrap_or("");
    let on_page = shown.iter().find(|it| is_same(&it.file, file)).map(read).unwrap_or_default();
    // What people see goes before what programs see, since it has the credit apart.
    let of_head = said.caption.map(|it| words(&it, said.credit.as_deref())).unwrap_or_else(|| {
        Picture { credit: said.credit.as_deref().map(credit), ..Picture::default() }
    });
    Picture {
        file: said.file,
        caption: on_page.caption.or(of_head.caption),
        credit: on_page.credit.or(of_head.credit),
    }
}

/// A picture as the page shows it.
pub(crate) fn read(shown: &Shown) -> Picture {
    let mut picture = Picture { file: Some(shown.file.clone()), ..Picture::default() };
    picture.credit = shown.credits.first().map(|it| credit(it));
    for caption in &shown.captions {
        let Picture { caption, credit, .. } = words(caption, picture.credit.as_deref());
        picture.caption = picture.caption.or(caption);
        picture.credit = picture.credit.or(credit);
    }
    picture
}

/// Caption and credit out of the words under a picture.
fn words(words: &str, known: Option<&str>) -> Picture {
    let words = ["Image caption,", "Image caption", "Caption:", "Photo caption:"]
        .iter()
        .find_map(|it| words.strip_prefix(it))
        .unwrap_or(words)
        .trim();
    let known = known.map(credit);
    let some = |it: &str| Some(it.to_owned()).filter(|it| !it.is_empty());
    if let Some((caption, credit)) = furniture::caption_and_credit(words) {
        let credit = known.or_else(|| some(credit));
        return Picture { file: None, caption: some(caption), credit };
    }
    match furniture::credit(words).filter(|_| known.is_none()) {
        Some(credit) => Picture { credit: some(credit), ..Picture::default() },
        None => Picture { file: None, caption: some(words), credit: known },
    }
}

/// A credit without the words that say it is one.
fn credit(words: &str) -> String {
    let words = words.trim();
    let bare = ["Image source,", "Image copyright", "Image source:", "Getty Images:", "Source:"]
        .iter()
        .find_map(|it| words.strip_prefix(it))
        .unwrap_or(words)
        .trim();
    furniture::credit(bare).unwrap_or(bare).trim_matches(['(', ')', '[', ']']).to_owned()
}

/// Whether two addresses are of one picture in two sizes.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    /// Shorter names ("img", "main") are given to many pictures.
    const SHORTEST: usize = 4;
    if one == other {
        return !one.is_empty();
    }
    let (one, other) = (stem(one), stem(other));
    one.chars().count() >= SHORTEST && one == other
}

/// The name of a picture's file without its ending and its size.
fn stem(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or("");
    // "/image/market/1200" and "/market/3000.jpeg" are named by their size.
    let is_size = |it: &str| {
        let core = it.rsplit_once('.').map_or(it, |it| it.0);
        core.len() > 2 && core.bytes().all(|it| it.is_ascii_digit() || it == b'x')
    };
    let mut names = path.trim_end_matches('/').rsplit('/');
    let last = names.next().unwrap_or("");
    let name = if is_size(last) { names.next().unwrap_or(last) } else { last };
    let mut stem = name.rsplit_once('.').map_or(name, |it| it.0).to_lowercase();
    while let Some((rest, last)) = stem.rsplit_once(['-', '_', '@', '.']) {
        let size = last.trim_start_matches(['w', 'h', 'x']).trim_end_matches(['w', 'h', 'x']);
        let is_size = !size.is_empty()
            && size.len() <= 9
            && size
                .split('x')
                .all(|it| (1..=4).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit()))
            && (last != size || size.contains('x') || size.len() >= 3);
        let is_word = matches!(last, "scaled" | "large" | "small" | "medium" | "thumb" | "hd");
        if !is_size && !is_word {
            break;
        }
        stem = rest.to_owned();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_picture_has_many_sizes() {
        let stem_is = |address: &str, name: &str| assert_eq!(stem(address), name, "{address}");
        stem_is("https://img.news.example/2016/market-1024x576.jpg?w=900", "market");
        stem_is("/media/market-800.webp", "market");
        stem_is("/media/market_w640.jpg", "market");
        stem_is("/media/market-16x9.jpg", "market");
        stem_is("/media/market@2x.jpg", "market");
        stem_is("/media/market-7.jpg", "market-7");
        stem_is("market", "market");
        stem_is("/image/market/1200", "market");
        stem_is("/market:0/3000.jpeg", "market:0");
        assert!(!is_same("/a/1.jpg", "/b/1.jpg"));
        assert!(is_same("/a/1.jpg", "/a/1.jpg"));
        assert!(!is_same("", ""));
    }

    #[track_caller]
    fn check(captions: &[&str], credits: &[&str], says: &str) {
        let own = |it: &[&str]| it.iter().map(|&it| it.to_owned()).collect();
        let shown =
            Shown { file: "a.jpg".to_owned(), captions: own(captions), credits: own(credits) };
        let Picture { caption, credit, .. } = read(&shown);
        assert_eq!(
            format!("{} | {}", caption.unwrap_or_default(), credit.unwrap_or_default()),
            says
        );
    }

    #[test]
    fn the_words_under_a_picture_are_caption_and_credit() {
        check(&["A crater. Photograph: Ilya Samar/AFP"], &[], "A crater. | Ilya Samar/AFP");
        check(&["A crater."], &["Photo: Ilya Samar"], "A crater. | Ilya Samar");
        check(&["Image caption, A crater"], &["Image source, Reuters"], "A crater | Reuters");
        check(&["Photo by Ilya Samar"], &[], " | Ilya Samar");
        check(&[], &["(Ilya Samar/AP)"], " | Ilya Samar/AP");
        check(&[], &[], " | ");
    }
}
