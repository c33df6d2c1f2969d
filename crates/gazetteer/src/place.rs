//! A place, and what finding one gives.

/// Which place of a gazetteer.
///
/// Invariant: made by the gazetteer that it counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub(crate) u32);

/// A place as GeoNames has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its number in GeoNames; `None` for those of our own list.
    pub geonames: Option<u32>,
    /// Its first name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The country it lies in or is.
    pub country: Country,
    /// The division it lies in.
    pub within: Option<PlaceId>,
    /// How many people live there, to within a tenth.
    pub population: u64,
    /// Degrees north. Of an area, its middle.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl Place {
    /// How far apart the middles of two places are, in kilometres.
    pub fn km_to(&self, other: &Place) -> f64 {
        let (lat, other_lat) = (self.lat.to_radians(), other.lat.to_radians());
        let half = |it: f64| (it / 2.0).sin().powi(2);
        let chord = half(other_lat - lat)
            + lat.cos() * other_lat.cos() * half((other.lon - self.lon).to_radians());
        12_742.0 * chord.sqrt().min(1.0).asin()
    }
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A continent, a sea, a region over several countries.
    Region,
    /// A country or a territory with a code of its own.
    Country,
    /// A division of a country: a province, a state of the United States, a governorate.
    Province,
    /// A division of a province.
    District,
    /// A city, town or village, or a part of one.
    Place,
}

impl Kind {
    /// All kinds, in the order in which their places lie in the table.
    pub const ALL: [Kind; 5] =
        [Kind::Region, Kind::Country, Kind::Province, Kind::District, Kind::Place];

    /// The word for it in `gazetteer/*.tsv`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Region => "region",
            Kind::Country => "country",
            Kind::Province => "province",
            Kind::District => "district",
            Kind::Place => "place",
        }
    }
}

/// A country's code of ISO 3166, XK for Kosovo; empty for a region over several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(pub(crate) [u8; 2]);

impl Country {
    /// The country of these two letters.
    pub fn new(code: &str) -> Option<Country> {
        match code.as_bytes() {
            [] => Some(Country([b' '; 2])),
            &[one @ b'A'..=b'Z', other @ b'A'..=b'Z'] => Some(Country([one, other])),
            _ => None,
        }
    }

    /// Its two letters, or nothing.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("a code is two letters").trim_end()
    }
}

/// A place that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub id: PlaceId,
    /// How well the name fits.
    pub spelling: Spelling,
}

/// How well a name fits one of a place's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// But for capitals, diacritics, hyphens and the Arabic article.
    Same,
    /// As another transliteration: "Zeinab" for "Zaynab".
    Loose,
}
