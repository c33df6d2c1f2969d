//! Shelf: the stories of all reports, in a file that is gone when the program ends, so that memory
//! holds none of them. What is compared is for `ascribe-copies`.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom, Write},
};

use anyhow::{Context, Result};
use ascribe_report::{Report, Span};

pub(super) struct Shelf {
    file: BufWriter<File>,
    /// Where each story ends.
    ends: Vec<u64>,
}

/// The place of a title that is not there.
const NONE: u32 = u32::MAX;

impl Shelf {
    pub(super) fn new() -> Result<Shelf> {
        let file = tempfile::tempfile().with_context(|| {
            format!(
                "cannot keep texts in {}; set TMPDIR to a folder that can be written",
                std::env::temp_dir().display()
            )
        })?;
        Ok(Shelf { file: BufWriter::new(file), ends: Vec::new() })
    }

    /// Puts a report's headline and story behind those that are there.
    pub(super) fn add(&mut self, report: &Report) -> io::Result<()> {
        let number = |it: usize| u32::try_from(it).expect("a page has less than four gigabytes");
        let title = report.title.map_or((NONE, NONE), |it| (number(it.start()), number(it.end())));
        let mut bytes = Vec::with_capacity(report.text.len() + 8 * report.paragraphs.len() + 12);
        for number in [number(report.paragraphs.len()), title.0, title.1] {
            bytes.extend(number.to_le_bytes());
        }
        for span in &report.paragraphs {
            bytes.extend(number(span.start()).to_le_bytes());
            bytes.extend(number(span.end()).to_le_bytes());
        }
        bytes.extend(report.text.as_bytes());
        self.file.write_all(&bytes)?;
        self.ends.push(self.ends.last().copied().unwrap_or(0) + bytes.len() as u64);
        Ok(())
    }

    /// The report that was added at this place, with headline and story alone.
    pub(super) fn open(&mut self, at: usize) -> io::Result<Report> {
        let start = at.checked_sub(1).map_or(0, |it| self.ends[it]);
        let n_bytes = self.ends[at] - start;
        self.file.flush()?;
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(n_bytes).read_to_end(&mut bytes)?;
        file.seek(SeekFrom::End(0))?;
        read(&bytes).ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
    }
}

fn read(bytes: &[u8]) -> Option<Report> {
    let (head, rest) = bytes.split_first_chunk::<12>()?;
    let number = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.try_into().ok()?));
    let span = |bytes: &[u8]| {
        let (start, end) = (number(bytes.get(..4)?)?, number(bytes.get(4..)?)?);
        (start != NONE).then_some(Span::new(start as usize, end as usize))
    };
    let (spans, text) = rest.split_at_checked(8 * number(&head[..4])? as usize)?;
    Some(Report {
        title: span(&head[4..]),
        paragraphs: spans.chunks_exact(8).map(span).collect::<Option<_>>()?,
        text: String::from_utf8(text.to_vec()).ok()?,
        ..Report::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_come_back_as_they_were() {
        let mut shelf = Shelf::new().expect("there is room");
        let text = "Über all\n\nOne story.\n\nIts end.".to_owned();
        let whole = Report {
            title: Some(Span::new(0, 9)),
            paragraphs: vec![Span::new(11, 21), Span::new(23, 31)],
            text,
            ..Report::default()
        };
        let bare = Report { text: "Only this.".to_owned(), ..Report::default() };
        for report in [&whole, &bare, &Report::default()] {
            shelf.add(report).expect("there is room");
        }
        assert_eq!(shelf.open(1).expect("it is there"), bare);
        shelf.add(&bare).expect("there is room");
        assert_eq!(shelf.open(0).expect("it is there"), whole);
        assert_eq!(shelf.open(2).expect("it is there"), Report::default());
        assert_eq!(shelf.open(3).expect("it is there"), bare);
    }
}
