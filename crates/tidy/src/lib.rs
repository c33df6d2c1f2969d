//! Promises of this repository, as tests. Not published, and nothing to call.
