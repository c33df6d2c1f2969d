//! Header: lines of names and values up to an empty line, as WARC records and answers of servers have
//! them.

/// Names with their values, in order; names in lower case.
#[derive(Debug, Default)]
pub(super) struct Header {
    fields: Vec<(String, String)>,
}

impl Header {
    /// Reads a header to the empty line after it, and tells how many bytes that are; `None` where
    /// there is no empty line.
    pub(super) fn read(bytes: &[u8]) -> Option<(Header, usize)> {
        let mut header = Header::default();
        let mut at = 0;
        loop {
            let end = at + bytes[at..].iter().position(|&it| it == b'\n')?;
            let line = bytes[at..end].strip_suffix(b"\r").unwrap_or(&bytes[at..end]);
            at = end + 1;
            if line.is_empty() {
                return Some((header, at));
            }
            let line = String::from_utf8_lossy(line);
            if line.starts_with([' ', '\t'])
                && let Some((_, value)) = header.fields.last_mut()
            {
                value.push(' ');
                value.push_str(line.trim());
            } else if let Some((name, value)) = line.split_once(':') {
                header.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
    }

    /// The first value of a name.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.fields.iter().find(|(it, _)| it == name)?;
        (!value.is_empty()).then_some(value)
    }

    /// The words of all values of a name, parted by commas.
    pub(super) fn words(&self, name: &str) -> impl DoubleEndedIterator<Item = &str> {
        let values: Vec<&str> =
            self.fields.iter().filter(|(it, _)| it == name).map(|(_, it)| it.as_str()).collect();
        values.into_iter().flat_map(|it| it.split(',')).map(str::trim)
    }

    /// Whether a name has this word among its values, in upper or lower case.
    pub(super) fn has_word(&self, name: &str, word: &str) -> bool {
        self.words(name).any(|it| it.eq_ignore_ascii_case(word))
    }
}
