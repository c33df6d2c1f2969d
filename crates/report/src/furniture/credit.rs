//! Credit: the lines that belong to a picture: the name of its file, its caption, and who took it or
//! sells it.

use super::{agency, some_words};

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
