//! Any bytes as a feed, and the reports in its entries. Nothing is fetched.

#![no_main]

use std::sync::Arc;

use ascribe_page::{Address, Entries, Fetcher};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // A sitemap of sitemaps is the one feed that is not read without fetching more.
    if bytes.to_ascii_lowercase().windows(7).any(|it| it == b"sitemap") {
        return;
    }
    let Ok(page) = ascribe_page::read(Address::Stdin, bytes) else { return };
    let fetcher = Arc::new(Fetcher::new());
    // Entries are counted before they are read, and never more than there are tags for.
    let mut n_found = 0;
    for page in ascribe_page::pages_on(page, &fetcher, Entries::AsTheyStand) {
        n_found += 1;
        assert!(n_found <= 1 + bytes.len());
        if let Ok(page) = page {
            let _ = ascribe_report::read(&page);
        }
    }
});
