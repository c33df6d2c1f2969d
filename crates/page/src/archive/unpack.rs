//! Unpack: what is packed in members (gzip) or frames (Zstandard), member by member, so that one that
//! is damaged costs no other. What the unpacked bytes mean is for the formats.

use std::{
    io::{self, Read},
    path::Path,
};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

use super::window::Window;
use crate::{At, kind};

/// How a stream is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    /// The packing that a name says.
    pub(super) fn of_name(path: &Path) -> Packing {
        match path.extension().and_then(|it| it.to_str()) {
            Some(it) if it.eq_ignore_ascii_case("gz") => Packing::Gzip,
            Some(it) if it.eq_ignore_ascii_case("zst") => Packing::Zstd,
            _ => Packing::None,
        }
    }

    /// The packing of a stream that begins with these bytes.
    pub(super) fn of(head: &[u8]) -> Packing {
        match head {
            [0x1f, 0x8b, 8, ..] => Packing::Gzip,
            _ if head.starts_with(&ZSTD) || is_skippable(head) => Packing::Zstd,
            _ => Packing::None,
        }
    }
}

const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// A frame that holds no data, but what a reader may want to know, such as a dictionary.
fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// The last byte of the mark of the frame that carries the dictionary, by the convention for
/// `.warc.zst`.
const DICTIONARY: u8 = 0x5d;

/// No dictionary is larger.
const MOST_DICTIONARY: usize = 8 << 20;

/// A frame may refer back so far: as far as `zstd --long` goes by itself.
const MOST_WINDOW: u64 = 128 << 20;

/// A member that unpacks to more than this may not be packed more tightly than [`TIGHTEST`].
const MOST_TIGHT: u64 = 100_000_000;

/// How many times its packed size a large member may have. Text is packed eight times, lists of the
/// same lines a hundred times.
const TIGHTEST: u64 = 200;

/// So many bytes are read again after damage, besides as many as were read at all.
const MOST_AGAIN: u64 = 64 << 20;

/// So much is unpacked at once.
const STEP: usize = 64 << 10;

/// What a reader of unpacked bytes may meet instead of bytes.
#[derive(Debug)]
pub(super) enum Broken {
    /// A member, or what stands in its place, cannot be unpacked; bytes of the next one follow.
    Damage {
        at: At,
        why: String,
        /// Whether the stream ends in it, so that the bytes before are right.
        is_cut: bool,
    },
    /// The machine cannot read on.
    Io(io::Error),
}

impl From<io::Error> for Broken {
    fn from(why: io::Error) -> Broken {
        Broken::Io(why)
    }
}

/// A stream of unpacked bytes.
pub(super) struct Unpack {
    window: Window,
    packing: Packing,
    member: Member,
    /// Where in the stream the member begins.
    start: u64,
    /// How many of the member's bytes were unpacked.
    n_unpacked: u64,
    /// Unpacked bytes, of this member only, and how many of them were taken.
    bytes: Vec<u8>,
    at: usize,
    inflate: Decompress,
    crc: Crc,
    frames: FrameDecoder,
    /// How many bytes were read again to find what follows damage.
    n_again: u64,
    /// Whether the unpacked bytes of a member begin as they may.
    may_begin: fn(&[u8]) -> bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    /// None is open; the next one begins here.
    Next,
    /// The last one was damaged; the next one is to be looked for.
    Lost,
    Open,
    /// All of it is unpacked.
    Done,
}

impl Unpack {
    /// Unpacks a stream as its first bytes say, or as its name does where they say nothing.
    pub(super) fn new(mut window: Window, said: Packing) -> io::Result<Unpack> {
        let head = window.peek(64)?;
        let seen = Packing::of(head);
        let says_nothing = seen == Packing::None
            && said != Packing::None
            && kind::see(&head[..head.len().min(64)], None).is_err();
        let packing = if says_nothing { said } else { seen };
        let mut frames = FrameDecoder::new();
        frames.set_max_window_size(MOST_WINDOW);
        Ok(Unpack {
            window,
            packing,
            member: Member::Next,
            start: 0,
            n_unpacked: 0,
            bytes: Vec::new(),
            at: 0,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            frames,
            n_again: 0,
            may_begin: |_| true,
        })
    }

    /// Says how the bytes of a member begin, so that after a damaged one no other is taken for it.
    pub(super) fn members_begin(&mut self, may_begin: fn(&[u8]) -> bool) {
        self.may_begin = may_begin;
    }

    /// Where the next byte stands.
    pub(super) fn at(&self) -> At {
        let within = self.n_unpacked - (self.bytes.len() - self.at) as u64;
        match self.packing {
            Packing::None => At::Byte(within, 0),
            Packing::Gzip | Packing::Zstd => At::Byte(self.start, within),
        }
    }

    /// The bytes that come next in the member, at least `n` of them unless it ends before; none
    /// where the stream ends.
    pub(super) fn peek(&mut self, n: usize) -> Result<&[u8], Broken> {
        while self.bytes.len() - self.at < n {
            match self.member {
                Member::Done if self.at < self.bytes.len() => break,
                Member::Done => self.member = Member::Next,
                Member::Open => self.unpack()?,
                Member::Next | Member::Lost => {
                    if self.at < self.bytes.len() {
                        break;
                    }
                    if !self.open()? {
                        return Ok(&[]);
                    }
                }
            }
        }
        Ok(&self.bytes[self.at..])
    }

    /// Takes so many of the bytes that were looked at.
    pub(super) fn pass(&mut self, n: usize) {
        self.at = (self.at + n).min(self.bytes.len());
    }

    /// Where the member begins whose bytes come next.
    pub(super) fn member(&self) -> u64 {
        self.start
    }

    /// Gives bytes back that were taken last, to be taken again; they must be of this member.
    pub(super) fn give_back(&mut self, bytes: &[u8]) {
        self.bytes.splice(..self.at, bytes.iter().copied());
        self.at = 0;
    }

    /// Leaves the member for the next one, where there are members.
    pub(super) fn leave(&mut self) {
        if self.packing != Packing::None {
            self.lose();
        }
    }

    fn lose(&mut self) {
        self.bytes.clear();
        self.at = 0;
        self.member = Member::Lost;
    }

    /// Opens the next member; `false` where the stream ends.
    fn open(&mut self) -> Result<bool, Broken> {
        self.bytes.clear();
        self.at = 0;
        if self.member == Member::Lost && !self.find()? {
            return Ok(false);
        }
        self.member = Member::Next;
        if self.packing == Packing::None {
            self.member = Member::Open;
            return Ok(!self.window.peek(1)?.is_empty());
        }
        while self.packing == Packing::Zstd && is_skippable(self.window.peek(8)?) {
            self.skip_frame()?;
        }
        self.window.mark();
        self.start = self.window.offset();
        self.n_unpacked = 0;
        let head = self.window.peek(4)?;
        if head.is_empty() {
            return Ok(false);
        }
        // Zeros fill up tapes and blocks.
        if head.iter().take(4).all(|&it| it == 0) {
            while !self.window.peek(1)?.is_empty() && self.window.peek(1)?[0] == 0 {
                self.window.pass(1);
            }
            return self.open();
        }
        if Packing::of(head) != self.packing {
            return Err(self.damage("there is no record where one should begin"));
        }
        match self.packing {
            Packing::None => {}
            Packing::Gzip => match gzip_head(&mut self.window)? {
                Some(n) => {
                    self.window.pass(n);
                    self.inflate.reset(false);
                    self.crc.reset();
                }
                None => return Err(self.cut()),
            },
            Packing::Zstd => {
                if let Err(why) = self.frames.reset(&mut self.window) {
                    return Err(self.damage(&format!("it cannot be unpacked ({why})")));
                }
            }
        }
        self.member = Member::Open;
        Ok(true)
    }

    /// Unpacks some more of the member that is open.
    fn unpack(&mut self) -> Result<(), Broken> {
        self.bytes.drain(..self.at);
        self.at = 0;
        let before = self.bytes.len();
        match self.packing {
            Packing::None => {
                let found = self.window.peek(1)?;
                let n = found.len().min(STEP);
                self.bytes.extend_from_slice(&found[..n]);
                self.window.pass(n);
                if n == 0 {
                    self.member = Member::Done;
                }
            }
            Packing::Gzip => self.inflate(before)?,
            Packing::Zstd => self.decode()?,
        }
        self.n_unpacked += (self.bytes.len() - before) as u64;
        let n_packed = self.window.offset() - self.start;
        if self.packing != Packing::None
            && self.n_unpacked > MOST_TIGHT
            && self.n_unpacked / TIGHTEST > n_packed
        {
            return Err(self.damage(&too_tight()));
        }
        Ok(())
    }

    fn inflate(&mut self, before: usize) -> Result<(), Broken> {
        self.bytes.resize(before + STEP, 0);
        let packed = self.window.peek(1)?;
        let is_over = packed.is_empty();
        let (n_in, n_out) = (self.inflate.total_in(), self.inflate.total_out());
        let status =
            self.inflate.decompress(packed, &mut self.bytes[before..], FlushDecompress::None);
        let n_in = (self.inflate.total_in() - n_in) as usize;
        let n_out = (self.inflate.total_out() - n_out) as usize;
        self.window.pass(n_in);
        self.bytes.truncate(before + n_out);
        self.crc.update(&self.bytes[before..]);
        match status {
            Ok(Status::StreamEnd) => {
                let tail = self.window.peek(8)?;
                let Some((tail, _)) = tail.split_at_checked(8) else {
                    return Err(self.cut());
                };
                let told = [self.crc.sum(), self.inflate.total_out() as u32];
                let is_right =
                    tail[..4] == told[0].to_le_bytes() && tail[4..] == told[1].to_le_bytes();
                self.window.pass(8);
                self.member = Member::Done;
                if is_right { Ok(()) } else { Err(self.changed()) }
            }
            Ok(_) if n_in == 0 && n_out == 0 && is_over => Err(self.cut()),
            Ok(Status::BufError) if n_in == 0 && n_out == 0 => {
                Err(self.damage("it cannot be unpacked"))
            }
            Ok(_) => Ok(()),
            Err(_) => Err(self.damage("it cannot be unpacked")),
        }
    }

    fn decode(&mut self) -> Result<(), Broken> {
        let step = BlockDecodingStrategy::UptoBytes(STEP);
        if let Err(why) = self.frames.decode_blocks(&mut self.window, step) {
            let is_over = self.window.peek(1)?.is_empty();
            return Err(if is_over {
                self.cut()
            } else {
                self.damage(&format!("it cannot be unpacked ({why})"))
            });
        }
        self.frames.collect_to_writer(&mut self.bytes)?;
        if self.frames.is_finished() {
            self.member = Member::Done;
            let told = self.frames.get_checksum_from_data();
            if told.is_some() && told != self.frames.get_calculated_checksum() {
                return Err(self.changed());
            }
        }
        Ok(())
    }

    /// Passes a frame without data; takes the dictionary out of the one that carries it.
    fn skip_frame(&mut self) -> Result<(), Broken> {
        self.start = self.window.offset();
        self.window.mark();
        let head = self.window.peek(8)?;
        let &[mark, _, _, _, a, b, c, d, ..] = head else {
            return Err(self.cut());
        };
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        self.window.pass(8);
        if mark == DICTIONARY && length <= MOST_DICTIONARY {
            let frame = self.window.peek(length)?;
            let frame = frame.get(..length).unwrap_or(frame).to_vec();
            self.window.pass(frame.len());
            if let Some(dictionary) = dictionary(&frame)
                && self.frames.add_dict(dictionary).is_ok()
            {
                return Ok(());
            }
            return Err(self.damage("its dictionary cannot be read"));
        }
        let mut left = length;
        while left > 0 {
            let n = self.window.peek(1)?.len().min(left);
            if n == 0 {
                return Err(self.cut());
            }
            self.window.pass(n);
            left -= n;
        }
        Ok(())
    }

    /// The member at hand is damaged: what there is of it is dropped, and the next is looked for from
    /// after its first byte.
    fn damage(&mut self, why: &str) -> Broken {
        self.lose();
        // Members that begin within each other, all of them damaged, are not each read to their end.
        let n_again = self.window.offset() - self.start;
        if self.n_again + n_again < MOST_AGAIN + self.window.offset() {
            self.n_again += n_again;
            self.window.back_to_mark();
            self.window.pass(1);
        }
        Broken::Damage { at: At::Byte(self.start, 0), why: why.to_owned(), is_cut: false }
    }

    /// The stream ends within the member at hand.
    fn cut(&mut self) -> Broken {
        match self.damage("it breaks off") {
            Broken::Damage { at, why, .. } => Broken::Damage { at, why, is_cut: true },
            other => other,
        }
    }

    /// All of the member was unpacked, and it is not what was packed. Where the next one begins is
    /// known.
    fn changed(&mut self) -> Broken {
        self.bytes.clear();
        self.member = Member::Next;
        let why = "its bytes are not those that were packed (wrong checksum)".to_owned();
        Broken::Damage { at: At::Byte(self.start, 0), why, is_cut: false }
    }

    /// Goes to where a member begins whose first bytes can be unpacked and are as they may be.
    fn find(&mut self) -> Result<bool, Broken> {
        /// So much is looked at to tell a member from bytes that look like one.
        const HEAD: usize = 4096;
        loop {
            self.window.mark();
            let packed = self.window.peek(HEAD)?;
            if packed.is_empty() {
                return Ok(false);
            }
            // The last bytes may be the first of a mark that goes on.
            let last = if packed.len() < HEAD { packed.len() } else { packed.len() - 3 };
            let found = (0..last).find(|&at| Packing::of(&packed[at..]) == self.packing);
            let Some(found) = found else {
                self.window.pass(last);
                continue;
            };
            self.window.pass(found);
            self.window.mark();
            let packed = self.window.peek(HEAD)?;
            let head = head_of(&packed[..packed.len().min(HEAD)], self.packing);
            if is_skippable(packed) || head.is_some_and(|it| (self.may_begin)(&it)) {
                return Ok(true);
            }
            self.window.pass(1);
        }
    }
}

/// The first unpacked bytes of what may be a member, whose first bytes these are.
fn head_of(packed: &[u8], packing: Packing) -> Option<Vec<u8>> {
    let mut head = vec![0; 64];
    match packing {
        Packing::None => None,
        Packing::Gzip => {
            let mut window = Window::new(Box::new(io::Cursor::new(packed.to_vec())));
            let n = gzip_head(&mut window).ok()??;
            let mut inflate = Decompress::new(false);
            inflate.decompress(&packed[n..], &mut head, FlushDecompress::None).ok()?;
            head.truncate(inflate.total_out() as usize);
            Some(head)
        }
        // Four bytes tell a frame well enough.
        Packing::Zstd => Some(Vec::new()),
    }
}

/// How long the head of a gzip member is; `None` where it breaks off.
fn gzip_head(window: &mut Window) -> io::Result<Option<usize>> {
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    const CHECK: u8 = 2;
    /// A name and a comment are not longer.
    const MOST: usize = 64 << 10;
    // What is there is looked at first, and more of it only where it does not suffice.
    for most in [512, 3 * MOST] {
        let head = window.peek(most)?;
        let end = (|| {
            let flags = *head.get(3)?;
            let mut end = 10;
            if flags & EXTRA != 0 {
                let length = head.get(end..end + 2)?;
                end += 2 + usize::from(u16::from_le_bytes([length[0], length[1]]));
            }
            for text in [NAME, COMMENT] {
                if flags & text != 0 {
                    end += 1 + head.get(end..)?.iter().position(|&it| it == 0)?;
                }
            }
            end += if flags & CHECK != 0 { 2 } else { 0 };
            (head.len() > end).then_some(end)
        })();
        if end.is_some() {
            return Ok(end);
        }
    }
    Ok(None)
}

/// The dictionary in the first frame of a `.warc.zst`, which may be packed itself.
fn dictionary(frame: &[u8]) -> Option<Dictionary> {
    if !frame.starts_with(&ZSTD) {
        return Dictionary::decode_dict(frame).ok();
    }
    let mut unpacked = Vec::new();
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(MOST_DICTIONARY as u64);
    let mut rest = frame;
    decoder.reset(&mut rest).ok()?;
    while !decoder.is_finished() {
        decoder.decode_blocks(&mut rest, BlockDecodingStrategy::UptoBytes(STEP)).ok()?;
        decoder.collect_to_writer(&mut unpacked).ok()?;
        if unpacked.len() > MOST_DICTIONARY {
            return None;
        }
    }
    decoder.collect_to_writer(&mut unpacked).ok()?;
    Dictionary::decode_dict(&unpacked).ok()
}

/// Gives what is unpacked from a source of so many bytes, and ends with an error where it is packed
/// more tightly than text is.
pub(super) struct Tight<R> {
    source: R,
    n_packed: u64,
    n_unpacked: u64,
}

impl<R> Tight<R> {
    pub(super) fn new(source: R, n_packed: u64) -> Tight<R> {
        Tight { source, n_packed, n_unpacked: 0 }
    }
}

impl<R: Read> Read for Tight<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(into)?;
        self.n_unpacked += n as u64;
        if self.n_unpacked > MOST_TIGHT && self.n_unpacked / TIGHTEST > self.n_packed {
            return Err(io::Error::new(io::ErrorKind::InvalidData, too_tight()));
        }
        Ok(n)
    }
}

fn too_tight() -> String {
    format!("it unpacks to more than {TIGHTEST} times its size, which no text does")
}

impl Read for Unpack {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = match self.peek(1) {
            Ok(bytes) => bytes,
            Err(Broken::Io(why)) => return Err(why),
            Err(Broken::Damage { why, .. }) => {
                return Err(io::Error::new(io::ErrorKind::InvalidData, why));
            }
        };
        let n = bytes.read(into)?;
        self.pass(n);
        Ok(n)
    }
}
