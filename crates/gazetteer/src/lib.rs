//! The gazetteer: places of the world with their names, what they lie in and where, from GeoNames. The
//! data is in the program (`gazetteer/places.bin`, made as `gazetteer/README.md` says) and is searched
//! as it lies there, so that opening it costs nothing.
//!
//! What a name means where several places have it is not decided here: that is for who knows the text.
//!
//! ```
//! use ascribe_gazetteer::Gazetteer;
//!
//! let gazetteer = Gazetteer::built_in();
//! let found = gazetteer.find("Maidugúri");
//! let place = gazetteer.place(found[0].id);
//! assert_eq!((place.name.as_str(), place.country.as_str()), ("Maiduguri", "NG"));
//! ```

pub mod fold;
mod pack;
mod place;
mod table;

pub use pack::{Line, pack, read_line};
pub use place::{Candidate, Country, Kind, Place, PlaceId, Spelling};
pub use table::{Gazetteer, GazetteerError};

#[cfg(test)]
mod tests;
