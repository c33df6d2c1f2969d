//! Any bytes are an address or an error, and a page or an error, and the page has the same bytes.
#![no_main]

use ascribe_page::{Address, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        match Address::read(text) {
            Ok(address) => drop(address.to_string()),
            Err(error) => drop(error.to_string()),
        }
    }
    match read(Address::Stdin, bytes) {
        Ok(page) => assert_eq!(page.bytes, bytes),
        Err(error) => drop(error.to_string()),
    }
});
