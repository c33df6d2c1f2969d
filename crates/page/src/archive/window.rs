//! Window: a stream seen through a window of its bytes: what comes next can be looked at before it
//! is taken, and what was just taken can be gone back to.

use std::io::{self, BufRead, Read};

/// So much of what was taken can be gone back to.
const BACK: usize = 4 << 20;

/// So much is asked for at once.
const STEP: usize = 64 << 10;

pub(super) struct Window {
    source: Box<dyn Read + Send>,
    bytes: Vec<u8>,
    /// Where in `bytes` the next byte to take stands.
    at: usize,
    /// Where in `bytes` the piece begins that may be gone back to.
    mark: usize,
    /// Where in the stream `bytes` begins.
    start: u64,
    has_ended: bool,
}

impl Window {
    pub(super) fn new(source: Box<dyn Read + Send>) -> Window {
        Window { source, bytes: Vec::new(), at: 0, mark: 0, start: 0, has_ended: false }
    }

    /// How many bytes were taken.
    pub(super) fn offset(&self) -> u64 {
        self.start + self.at as u64
    }

    /// The bytes that come next, at least `n` of them unless the stream ends before.
    pub(super) fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        while self.bytes.len() - self.at < n && !self.has_ended {
            self.fill()?;
        }
        Ok(&self.bytes[self.at..])
    }

    /// Takes so many of the bytes that were looked at.
    pub(super) fn pass(&mut self, n: usize) {
        self.at = (self.at + n).min(self.bytes.len());
    }

    /// Remembers this place, to go back to it.
    pub(super) fn mark(&mut self) {
        self.mark = self.at;
    }

    /// Goes back to the mark, or as near to it as can be.
    pub(super) fn back_to_mark(&mut self) {
        self.at = self.mark;
    }

    fn fill(&mut self) -> io::Result<()> {
        // What can no longer be gone back to makes room, not too often.
        let kept = self.mark.max(self.at.saturating_sub(BACK));
        if kept > STEP.max(self.bytes.len() / 2) {
            self.bytes.drain(..kept);
            self.start += kept as u64;
            self.at -= kept;
            self.mark = self.mark.saturating_sub(kept);
        }
        let end = self.bytes.len();
        self.bytes.resize(end + STEP, 0);
        let read = loop {
            match self.source.read(&mut self.bytes[end..]) {
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.bytes.truncate(end + *read.as_ref().unwrap_or(&0));
        self.has_ended = !matches!(read, Ok(1..));
        read.map(drop)
    }
}

impl Read for Window {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(into)?;
        self.pass(n);
        Ok(n)
    }
}

impl BufRead for Window {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, n: usize) {
        self.pass(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream of so many bytes, each the last digit of its place, that gives few at a time.
    fn stream(n: u64) -> Window {
        struct Few(u64, u64);
        impl Read for Few {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let n = into.len().min(1000).min((self.1 - self.0) as usize);
                for (byte, place) in into[..n].iter_mut().zip(self.0..) {
                    *byte = b'0' + (place % 10) as u8;
                }
                self.0 += n as u64;
                Ok(n)
            }
        }
        Window::new(Box::new(Few(0, n)))
    }

    #[test]
    fn looking_takes_nothing() {
        let mut window = stream(5000);
        assert_eq!(window.peek(3000).expect("it can be read")[2999], b'9');
        assert_eq!(window.offset(), 0);
        window.pass(4998);
        // Only what was looked at can be taken.
        assert_eq!(window.offset(), 3000);
    }

    #[test]
    fn the_end_gives_what_is_left() {
        let mut window = stream(5);
        assert_eq!(window.peek(9).expect("it can be read"), b"01234");
        window.pass(5);
        assert_eq!(window.peek(1).expect("it can be read"), b"");
    }

    #[test]
    fn a_mark_can_be_gone_back_to_and_bounds_what_is_held() {
        let mut window = stream(40_000_000);
        window.peek(7).expect("it can be read");
        window.pass(7);
        window.mark();
        io::copy(&mut window.by_ref().take(3_000_000), &mut io::sink()).expect("it can be read");
        window.back_to_mark();
        assert_eq!((window.offset(), window.peek(1).expect("it can be read")[0]), (7, b'7'));
        io::copy(&mut window, &mut io::sink()).expect("it can be read");
        assert!(window.bytes.capacity() <= 4 * BACK, "{} bytes are held", window.bytes.capacity());
        assert_eq!(window.offset(), 40_000_000);
    }
}
