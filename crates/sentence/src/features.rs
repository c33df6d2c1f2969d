//! What the networks see of a token: six numbers of its lexeme and what follows it. How the numbers
//! are found is in `lexeme.rs`; what is made of them is in the networks' files.

/// What the networks see of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Features {
    /// Hash of the word as it stands; key of the static vectors.
    pub(crate) orth: u64,
    /// Hash of its normal form.
    pub(crate) norm: u64,
    /// Hash of its first character.
    pub(crate) prefix: u64,
    /// Hash of its last three characters.
    pub(crate) suffix: u64,
    /// Hash of its shape: "Xxxx", "dd".
    pub(crate) shape: u64,
    /// Whether one ASCII space follows it.
    pub(crate) space_follows: bool,
    /// Whether it is white space itself.
    pub(crate) is_space: bool,
}
