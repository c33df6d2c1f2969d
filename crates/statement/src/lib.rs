//! Statement: one source saying one thing, with the words it was read from.
