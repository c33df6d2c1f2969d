//! Any bytes are an archive, a list of articles or a page: reading them ends, and gives no more than
//! their length allows. The first byte chooses a name, which stands for a form.
#![no_main]

use std::{io::Cursor, sync::Arc};

use ascribe_page::{Address, Entries, Fetcher};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&name, bytes)) = bytes.split_first() else { return };
    let names = ["a.warc", "a.warc.gz", "a.warc.zst", "a.jsonl", "a.json", "a.html.br"];
    let address = Address::File(names[usize::from(name) % names.len()].into());
    let fetcher = Arc::new(Fetcher::new());
    let source = Cursor::new(bytes.to_vec());
    let Ok(pages) = ascribe_page::pages_in(address, source, &fetcher, Entries::AsTheyStand) else {
        return;
    };
    let n_found = pages.count();
    // A record has a header, and an article its braces; members that unpack to many are short.
    assert!(n_found <= 1000 * (bytes.len() + 1), "{n_found} pages in {} bytes", bytes.len());
});
