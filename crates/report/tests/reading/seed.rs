//! The seed's page, where it is there: a report of an agency as it was scraped, with the rest of
//! the page around it.

use std::path::Path;

use ascribe_report::read;

#[test]
fn picture_story_and_teasers_are_apart() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/story.txt");
    if !path.exists() {
        println!("skipped: there is no {}", path.display());
        return;
    }
    let page = ascribe_page::open_file(&path).expect("the seed can be opened");
    let report = read(&page).expect("the seed is a report");
    let [picture] = report.pictures.as_slice() else { panic!("{:?}", report.pictures) };
    assert_eq!(
        (picture.file.as_deref(), picture.caption.as_deref(), picture.credit.as_deref()),
        (Some("john kerry munich.jpg"), None, Some("EPA/SVEN HOPPE"))
    );
    assert_eq!(report.title, None);
    assert_eq!(report.published, None);
    assert_eq!(report.paragraphs.len(), 22);
    let paragraph = |at: usize| report.words(report.paragraphs[at]);
    assert!(paragraph(0).starts_with("Two massive bomb attacks "), "{}", paragraph(0));
    assert!(paragraph(21).ends_with("according to UN estimates."), "{}", paragraph(21));
    assert_eq!(report.related, []);
    assert_eq!(report.latest.len(), 12);
    for teaser in &report.latest {
        let lede = teaser.lede.as_deref().expect("each teaser has a lede");
        assert!(!report.text.contains(&teaser.title), "{}", teaser.title);
        assert!(!report.text.contains(lede), "{lede}");
    }
    assert_eq!(report.notes, []);
}
