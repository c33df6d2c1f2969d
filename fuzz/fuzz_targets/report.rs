//! Any page gives a report whose pieces make up its text, or an answer. The first byte says how the
//! page is read.
#![no_main]

use ascribe_page::{Address, Kind, Label, Page};
use ascribe_report::{read, show};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let kinds = [Kind::Text, Kind::Html, Kind::Mail, Kind::Ninjs, Kind::NewsMl, Kind::Iptc7901];
    let kind = kinds[usize::from(*first) % kinds.len()];
    let charset = (*first >= 128).then(|| "windows-1252".to_owned());
    let page =
        Page { address: Address::Stdin, bytes: bytes.to_vec(), kind, charset, fetched: None, label: Label::default() };
    match read(&page) {
        Ok(report) => {
            let dateline = report.dateline.map(|it| it.words);
            let pieces = report.title.iter().chain(&dateline).chain(&report.paragraphs);
            let mut pieces: Vec<_> = pieces.copied().collect();
            // A standfirst may stand before the dateline.
            pieces.sort_by_key(|it| it.start());
            let laid: String = pieces.iter().map(|it| report.words(*it)).collect();
            let close = |text: &str| text.replace(['\n', ' '], "");
            assert_eq!(close(&laid), close(&report.text));
            assert!(!show::report(&report).is_empty());
        }
        Err(not_a_report) => drop(not_a_report.to_string()),
    }
});
