//! Tests of the program from outside, and of what it reads. Tests of one crate lie in that crate.

mod harness;

mod archives;
mod bad_input;
mod copies;
mod corpus;
mod events;
mod feeds;
mod good_input;
mod inputs;
mod models;
mod readme;
mod reference;
mod registers;
mod seed;
