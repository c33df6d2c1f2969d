//! MessagePack: reads the bytes of a pipeline's files piece by piece, borrowed and without
//! copying. What the pieces mean is for those who ask.
//!
//! The files are not trusted: every length is checked against the bytes that are left before
//! anything is made of it, and what is nested too deep is refused.

/// What is wrong with a MessagePack file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MsgpackError {
    /// The bytes end inside a value.
    #[error("it ends at byte {at} within {within}: it is cut off or damaged")]
    Cut {
        /// Where the value starts.
        at: usize,
        /// What was being read.
        within: &'static str,
    },
    /// Another kind of value than the format has there.
    #[error("at byte {at} there should be {wanted}, but the byte there is {found:#04x}")]
    Other {
        /// Where the value starts.
        at: usize,
        /// What should be there.
        wanted: &'static str,
        /// The byte that says what is there instead.
        found: u8,
    },
    /// A text that is not UTF-8.
    #[error("the text at byte {at} is not UTF-8")]
    NotText {
        /// Where the text starts.
        at: usize,
    },
    /// Lists within lists without end.
    #[error("at byte {at} lists lie within lists more than {MAX_DEPTH} deep")]
    Deep {
        /// Where the innermost list starts.
        at: usize,
    },
}

/// How deep lists and maps may lie within each other. Pipelines need 6.
const MAX_DEPTH: usize = 32;

/// Reads one value after the other.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, at: 0 }
    }

    /// Number of entries of the map that starts here; a key and a value follow for each.
    pub(crate) fn map(&mut self) -> Result<usize, MsgpackError> {
        let at = self.at;
        let len = match self.byte("a map")? {
            it @ 0x80..=0x8f => usize::from(it & 0x0f),
            0xde => self.length::<2>("a map")?,
            0xdf => self.length::<4>("a map")?,
            found => return self.other(at, "a map", found),
        };
        self.counted(at, len, 2, "a map")
    }

    /// Number of entries of the list that starts here; the entries follow.
    pub(crate) fn list(&mut self) -> Result<usize, MsgpackError> {
        let at = self.at;
        let len = match self.byte("a list")? {
            it @ 0x90..=0x9f => usize::from(it & 0x0f),
            0xdc => self.length::<2>("a list")?,
            0xdd => self.length::<4>("a list")?,
            found => return self.other(at, "a list", found),
        };
        self.counted(at, len, 1, "a list")
    }

    /// A text or a byte string, as bytes.
    pub(crate) fn blob(&mut self) -> Result<&'a [u8], MsgpackError> {
        let at = self.at;
        let len = match self.byte("a text")? {
            it @ 0xa0..=0xbf => usize::from(it & 0x1f),
            0xc4 | 0xd9 => self.length::<1>("a text")?,
            0xc5 | 0xda => self.length::<2>("a text")?,
            0xc6 | 0xdb => self.length::<4>("a text")?,
            found => return self.other(at, "a text", found),
        };
        self.take(at, len, "a text")
    }

    /// A text; Python wrote some of them as byte strings.
    pub(crate) fn text(&mut self) -> Result<&'a str, MsgpackError> {
        let at = self.at;
        std::str::from_utf8(self.blob()?).map_err(|_| MsgpackError::NotText { at })
    }

    /// A whole number.
    pub(crate) fn integer(&mut self) -> Result<i128, MsgpackError> {
        let at = self.at;
        let wanted = "a whole number";
        Ok(match self.byte(wanted)? {
            it @ 0x00..=0x7f => i128::from(it),
            it @ 0xe0..=0xff => i128::from(it.cast_signed()),
            0xcc => i128::from(u8::from_be_bytes(self.fixed(at, wanted)?)),
            0xcd => i128::from(u16::from_be_bytes(self.fixed(at, wanted)?)),
            0xce => i128::from(u32::from_be_bytes(self.fixed(at, wanted)?)),
            0xcf => i128::from(u64::from_be_bytes(self.fixed(at, wanted)?)),
            0xd0 => i128::from(i8::from_be_bytes(self.fixed(at, wanted)?)),
            0xd1 => i128::from(i16::from_be_bytes(self.fixed(at, wanted)?)),
            0xd2 => i128::from(i32::from_be_bytes(self.fixed(at, wanted)?)),
            0xd3 => i128::from(i64::from_be_bytes(self.fixed(at, wanted)?)),
            found => return self.other(at, wanted, found),
        })
    }

    /// A whole number of 64 bits without sign, as the hash of a string is.
    pub(crate) fn unsigned(&mut self) -> Result<u64, MsgpackError> {
        let at = self.at;
        let found = self.peek();
        u64::try_from(self.integer()?).map_err(|_| MsgpackError::Other {
            at,
            wanted: "a whole number from 0",
            found: found.unwrap_or(0),
        })
    }

    /// True or false.
    pub(crate) fn truth(&mut self) -> Result<bool, MsgpackError> {
        let at = self.at;
        match self.byte("true or false")? {
            0xc2 => Ok(false),
            0xc3 => Ok(true),
            found => self.other(at, "true or false", found),
        }
    }

    /// Steps over a nil, if that is what comes next.
    pub(crate) fn nil(&mut self) -> bool {
        let is_nil = self.peek() == Some(0xc0);
        self.at += usize::from(is_nil);
        is_nil
    }

    /// Steps over one value of any kind, with all it contains.
    pub(crate) fn skip(&mut self) -> Result<(), MsgpackError> {
        self.skip_within(0)
    }

    fn skip_within(&mut self, depth: usize) -> Result<(), MsgpackError> {
        let at = self.at;
        if depth > MAX_DEPTH {
            return Err(MsgpackError::Deep { at });
        }
        let Some(kind) = self.peek() else {
            return Err(MsgpackError::Cut { at, within: "a value" });
        };
        let fixed = match kind {
            0x80..=0x8f | 0xde | 0xdf => {
                for _ in 0..2 * self.map()? {
                    self.skip_within(depth + 1)?;
                }
                return Ok(());
            }
            0x90..=0x9f | 0xdc | 0xdd => {
                for _ in 0..self.list()? {
                    self.skip_within(depth + 1)?;
                }
                return Ok(());
            }
            0xa0..=0xbf | 0xc4..=0xc6 | 0xd9..=0xdb => {
                self.blob()?;
                return Ok(());
            }
            0xc7..=0xc9 => {
                self.at += 1;
                let len = match kind {
                    0xc7 => self.length::<1>("an extension")?,
                    0xc8 => self.length::<2>("an extension")?,
                    _ => self.length::<4>("an extension")?,
                };
                self.take(at, len + 1, "an extension")?;
                return Ok(());
            }
            0x00..=0x7f | 0xe0..=0xff | 0xc0 | 0xc2 | 0xc3 => 1,
            0xc1 => return self.other(at, "a value", kind),
            0xcc | 0xd0 => 2,
            0xcd | 0xd1 | 0xd4 => 3,
            0xd5 => 4,
            0xca | 0xce | 0xd2 => 5,
            0xd6 => 6,
            0xcb | 0xcf | 0xd3 => 9,
            0xd7 => 10,
            0xd8 => 18,
        };
        self.take(at, fixed, "a value")?;
        Ok(())
    }

    /// Whether a text or a byte string comes next.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.peek(), Some(0xa0..=0xbf | 0xc4..=0xc6 | 0xd9..=0xdb))
    }

    /// A list of two texts.
    pub(crate) fn pair(&mut self) -> Result<(&'a str, &'a str), MsgpackError> {
        let at = self.at;
        let found = self.peek();
        if self.list()? != 2 {
            return self.other(at, "a list of two texts", found.unwrap_or(0));
        }
        Ok((self.text()?, self.text()?))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn byte(&mut self, within: &'static str) -> Result<u8, MsgpackError> {
        let [byte] = self.fixed(self.at, within)?;
        Ok(byte)
    }

    fn length<const N: usize>(&mut self, within: &'static str) -> Result<usize, MsgpackError> {
        let bytes: [u8; N] = self.fixed(self.at, within)?;
        Ok(bytes.iter().fold(0, |len, &it| len << 8 | usize::from(it)))
    }

    fn fixed<const N: usize>(
        &mut self,
        at: usize,
        within: &'static str,
    ) -> Result<[u8; N], MsgpackError> {
        let bytes = self.take(at, N, within)?;
        Ok(bytes.try_into().expect("as many bytes were taken"))
    }

    fn take(
        &mut self,
        at: usize,
        len: usize,
        within: &'static str,
    ) -> Result<&'a [u8], MsgpackError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let taken = rest.get(..len).ok_or(MsgpackError::Cut { at, within })?;
        self.at += len;
        Ok(taken)
    }

    /// Refuses a count of entries that the bytes left cannot hold, so that nobody reserves memory
    /// by a number that a damaged file invented.
    fn counted(
        &self,
        at: usize,
        len: usize,
        least: usize,
        within: &'static str,
    ) -> Result<usize, MsgpackError> {
        if len.saturating_mul(least) > self.bytes.len().saturating_sub(self.at) {
            return Err(MsgpackError::Cut { at, within });
        }
        Ok(len)
    }

    fn other<T>(&self, at: usize, wanted: &'static str, found: u8) -> Result<T, MsgpackError> {
        Err(MsgpackError::Other { at, wanted, found })
    }
}
