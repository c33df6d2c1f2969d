//! The table: how the bytes of a gazetteer lie, and how a name is found in them without reading all.
//!
//! Records come first, all of one length and by kind: number, point, division, population, country.
//! Then the first names, in the order of the records; then all names, folded, in the order of their
//! loose spelling, each with the places that have it. Both are cut into blocks; a text is kept as
//! what it does not share with the one before it in its block.

use crate::fold::{ARTICLES, loose, pieces};
use crate::place::{Candidate, Country, Kind, Place, PlaceId, Spelling};

/// What a gazetteer begins with.
pub(crate) const MAGIC: &[u8] = b"ascribe gazetteer 1\n";

/// Texts in a block.
pub(crate) const BLOCK: usize = 16;

const RECORD: usize = 12;

/// Words that tell the kind of what is named, so that "Kabul province" is found under "Kabul".
const KIND_WORDS: &[(&str, &[Kind])] = &[
    ("province", &[Kind::Province, Kind::District]),
    ("provincia", &[Kind::Province, Kind::District]),
    ("provincie", &[Kind::Province]),
    ("governorate", &[Kind::Province]),
    ("muhafazah", &[Kind::Province]),
    ("muhafazat", &[Kind::Province]),
    ("wilaya", &[Kind::Province]),
    ("wilayat", &[Kind::Province]),
    ("state", &[Kind::Province]),
    ("oblast", &[Kind::Province]),
    ("krai", &[Kind::Province]),
    ("region", &[Kind::Province]),
    ("regiao", &[Kind::Province]),
    ("region de", &[Kind::Province]),
    ("republic", &[Kind::Province]),
    ("prefecture", &[Kind::Province, Kind::District]),
    ("department", &[Kind::Province, Kind::District]),
    ("departement", &[Kind::Province, Kind::District]),
    ("departamento", &[Kind::Province, Kind::District]),
    ("departamento de", &[Kind::Province, Kind::District]),
    ("departement de", &[Kind::Province, Kind::District]),
    ("provincia de", &[Kind::Province, Kind::District]),
    ("estado de", &[Kind::Province]),
    ("state of", &[Kind::Province]),
    ("province of", &[Kind::Province, Kind::District]),
    ("canton", &[Kind::Province, Kind::District]),
    ("emirate", &[Kind::Province]),
    ("emirate of", &[Kind::Province]),
    ("division", &[Kind::Province, Kind::District]),
    ("county", &[Kind::Province, Kind::District]),
    ("district", &[Kind::District, Kind::Province]),
    ("subdistrict", &[Kind::District]),
    ("municipality", &[Kind::District, Kind::Province]),
    ("distrito de", &[Kind::District]),
    ("municipio de", &[Kind::District]),
    ("municipality of", &[Kind::District]),
    ("raion", &[Kind::District]),
    ("rayon", &[Kind::District]),
    ("rayonu", &[Kind::District]),
    ("shahrestan", &[Kind::District]),
    ("shahrestan e", &[Kind::District]),
    ("ostan e", &[Kind::Province]),
    ("regency", &[Kind::District]),
    ("kabupaten", &[Kind::District]),
    ("kota", &[Kind::District]),
    ("amphoe", &[Kind::District]),
    ("changwat", &[Kind::Province]),
    ("tinh", &[Kind::Province]),
    ("thanh pho", &[Kind::Province]),
    ("huyen", &[Kind::District]),
    ("sheng", &[Kind::Province]),
    ("parish", &[Kind::Province, Kind::District]),
    ("borough", &[Kind::District]),
    ("commune", &[Kind::District]),
    ("wojewodztwo", &[Kind::Province]),
    ("zupanija", &[Kind::Province]),
    ("judetul", &[Kind::Province]),
    ("comuna", &[Kind::District]),
    ("il", &[Kind::Province]),
    ("mintaqat", &[Kind::District]),
    ("markaz", &[Kind::District]),
    ("mintaqat markaz", &[Kind::District]),
    ("local government area", &[Kind::District]),
    ("autonomous region", &[Kind::Province]),
];

/// Words that are written short in names.
const SHORT: &[(&str, &str)] =
    &[("st", "saint"), ("ste", "sainte"), ("mt", "mount"), ("ft", "fort")];

/// Places by name.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    /// How many places of each kind there are.
    counts: [u32; Kind::ALL.len()],
    countries: Vec<(Country, bool)>,
    n_keys: usize,
    records: &'static [u8],
    name_blocks: &'static [u8],
    names: &'static [u8],
    key_blocks: &'static [u8],
    keys: &'static [u8],
}

/// Why some bytes are no gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GazetteerError {
    /// They are something else, or of another version of the program.
    #[error(
        "these bytes are no gazetteer of this version of the program; make it anew as gazetteer/README.md says"
    )]
    Other,
    /// They end too early.
    #[error("the gazetteer is cut off; make it anew as gazetteer/README.md says")]
    Cut,
}

impl Gazetteer {
    /// The gazetteer that comes with the program.
    pub fn built_in() -> &'static Gazetteer {
        static BUILT_IN: std::sync::OnceLock<Gazetteer> = std::sync::OnceLock::new();
        BUILT_IN.get_or_init(|| {
            Gazetteer::open(include_bytes!("../../../gazetteer/places.bin"))
                .expect("the gazetteer of the program is opened in its tests")
        })
    }

    /// A gazetteer in these bytes.
    ///
    /// # Errors
    /// Where they are something else or not all of it.
    pub fn open(bytes: &'static [u8]) -> Result<Gazetteer, GazetteerError> {
        let mut left = bytes.strip_prefix(MAGIC).ok_or(GazetteerError::Other)?;
        let mut counts = [0; Kind::ALL.len()];
        for count in &mut counts {
            *count = take_number(&mut left)?;
        }
        let n_countries = take_number(&mut left)? as usize;
        let countries = take(&mut left, n_countries * 3)?
            .chunks_exact(3)
            .map(|it| (Country([it[0], it[1]]), it[2] == 1))
            .collect();
        let n_keys = take_number(&mut left)? as usize;
        let mut sizes = [0; 5];
        for size in &mut sizes {
            *size = take_number(&mut left)? as usize;
        }
        let gazetteer = Gazetteer {
            counts,
            countries,
            n_keys,
            records: take(&mut left, sizes[0])?,
            name_blocks: take(&mut left, sizes[1])?,
            names: take(&mut left, sizes[2])?,
            key_blocks: take(&mut left, sizes[3])?,
            keys: take(&mut left, sizes[4])?,
        };
        let n_places = counts.iter().sum::<u32>() as usize;
        if gazetteer.records.len() != n_places * RECORD {
            return Err(GazetteerError::Cut);
        }
        Ok(gazetteer)
    }

    /// All places of this name, those spelt the same first. A word of kind within the name, as in
    /// "Homs province", leaves only places of that kind.
    pub fn find(&self, name: &str) -> Vec<Candidate> {
        let whole = Spelt::read(name);
        let mut found = self.spelt(&whole);
        if let Some((less, kinds)) = whole.without_kind() {
            for it in self.spelt(&less) {
                let fits = kinds.contains(&self.kind(it.id));
                if fits && !found.iter().any(|other| other.id == it.id) {
                    found.push(it);
                }
            }
        }
        found.sort_by_key(|it| (it.spelling, it.id));
        found
    }

    /// What is known of a place.
    pub fn place(&self, id: PlaceId) -> Place {
        let record = &self.records[id.0 as usize * RECORD..][..RECORD];
        let number = u32::from_le_bytes([record[0], record[1], record[2], 0]);
        let at =
            u64::from_le_bytes([record[3], record[4], record[5], record[6], record[7], 0, 0, 0]);
        let degrees = |steps: u64, of: f64| {
            let steps = u32::try_from(steps & 0xf_ffff).expect("it has 20 bits");
            f64::from(steps) / f64::from((1 << 20) - 1) * of
        };
        let within = u32::from(u16::from_le_bytes([record[8], record[9]]));
        Place {
            geonames: (number > 0).then_some(number),
            name: self.name(id),
            kind: self.kind(id),
            country: self.country_of(record),
            within: (within > 0).then(|| PlaceId(self.counts[0] + self.counts[1] + within - 1)),
            population: people(record[10]),
            lat: degrees(at, 180.0) - 90.0,
            lon: degrees(at >> 20, 360.0) - 180.0,
        }
    }

    /// The country of this code as a place.
    pub fn country(&self, code: Country) -> Option<PlaceId> {
        let first = self.counts[0];
        (first..first + self.counts[1]).find(|&it| self.code(it) == code).map(PlaceId)
    }

    /// Whether the second place is the first, or one that the first lies in.
    pub fn is_within(&self, inner: PlaceId, outer: PlaceId) -> bool {
        let mut at = Some(inner);
        // A district lies in a province, and a province in a country.
        for _ in 0..4 {
            let Some(id) = at else { break };
            if id == outer {
                return true;
            }
            at = self.place(id).within;
        }
        self.kind(outer) == Kind::Country && self.code(inner.0) == self.code(outer.0)
    }

    fn code(&self, at: u32) -> Country {
        self.country_of(&self.records[at as usize * RECORD..][..RECORD])
    }

    fn country_of(&self, record: &[u8]) -> Country {
        self.countries[usize::from(record[11])].0
    }

    fn is_transliterated(&self, id: PlaceId) -> bool {
        self.countries[usize::from(self.records[id.0 as usize * RECORD + 11])].1
    }

    fn kind(&self, id: PlaceId) -> Kind {
        let mut end = 0;
        for (kind, count) in Kind::ALL.into_iter().zip(self.counts) {
            end += count;
            if id.0 < end {
                return kind;
            }
        }
        Kind::Place
    }

    fn name(&self, id: PlaceId) -> String {
        let (block, nth) = (id.0 as usize / BLOCK, id.0 as usize % BLOCK);
        let mut reader = Reader::at(self.names, self.name_blocks, block);
        for _ in 0..=nth {
            reader.text();
        }
        String::from_utf8_lossy(&reader.text).into_owned()
    }

    /// The places of exactly this name, in either spelling.
    fn spelt(&self, name: &Spelt) -> Vec<Candidate> {
        if name.key.is_empty() {
            return Vec::new();
        }
        let n_blocks = self.key_blocks.len() / 4;
        let first_of = |block: usize| {
            let mut reader = Reader::at(self.keys, self.key_blocks, block);
            reader.text();
            loose_of(&reader.text)
        };
        // The first block that begins with the name or behind it; the name may begin in the one before.
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = usize::midpoint(low, high);
            if first_of(middle) < name.loose { low = middle + 1 } else { high = middle }
        }
        let letters = name.letters();
        let mut found = Vec::new();
        let start = low.saturating_sub(1);
        let mut reader = Reader::at(self.keys, self.key_blocks, start);
        for at in start * BLOCK..self.n_keys {
            if at % BLOCK == 0 {
                reader = Reader::at(self.keys, self.key_blocks, at / BLOCK);
            }
            reader.text();
            let n = if reader.mark { reader.varint() } else { 1 };
            let ids = (0..n).map(|_| reader.varint()).collect::<Vec<_>>();
            let loose = loose_of(&reader.text);
            if loose < name.loose {
                continue;
            }
            if loose > name.loose {
                break;
            }
            let same = reader.text.iter().filter(|it| **it != b' ').eq(letters.as_bytes());
            for id in ids {
                let id = PlaceId(u32::try_from(id).expect("ids are small"));
                let spelling = if same { Spelling::Same } else { Spelling::Loose };
                // Spellings of short names are names of something else.
                if same || letters.len() > 3 && self.is_transliterated(id) {
                    match found.iter_mut().find(|it: &&mut Candidate| it.id == id) {
                        Some(known) => known.spelling = known.spelling.min(spelling),
                        None => found.push(Candidate { id, spelling }),
                    }
                }
            }
        }
        found
    }
}

/// A name, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spelt {
    /// Its pieces with spaces between.
    pub(crate) key: String,
    /// Its pieces in the loose spelling, without spaces.
    pub(crate) loose: String,
}

impl Spelt {
    pub(crate) fn read(name: &str) -> Spelt {
        let pieces = pieces(name.split_whitespace());
        let start = usize::from(pieces.len() > 1 && pieces[0].letters == "the");
        let letters: Vec<&str> = pieces[start..]
            .iter()
            .map(|it| it.letters.as_str())
            .filter(|it| !it.is_empty())
            .map(|it| SHORT.iter().find(|(short, _)| *short == it).map_or(it, |(_, whole)| whole))
            .collect();
        // GeoNames writes "Ar Raqqah", others "ar-Raqqah" and "al-Raqqah".
        let kept: Vec<&str> = letters
            .iter()
            .enumerate()
            .filter(|(at, it)| !letters.get(at + 1).is_some_and(|next| is_article(it, next)))
            .map(|(_, it)| *it)
            .collect();
        Spelt::of(&kept)
    }

    fn of(pieces: &[&str]) -> Spelt {
        Spelt { key: pieces.join(" "), loose: pieces.iter().map(|it| loose(it)).collect() }
    }

    /// Without spaces: "Abu Kamal" and "Abukamal" are one name.
    pub(crate) fn letters(&self) -> String {
        self.key.replace(' ', "")
    }

    /// The name without a word of kind, and the kinds it tells.
    pub(crate) fn without_kind(&self) -> Option<(Spelt, &'static [Kind])> {
        let (name, kinds) = KIND_WORDS.iter().rev().find_map(|(word, kinds)| {
            let name = self
                .key
                .strip_suffix(word)
                .and_then(|it| it.strip_suffix(' '))
                .or_else(|| self.key.strip_prefix(word).and_then(|it| it.strip_prefix(' ')))?;
            Some((name, *kinds))
        })?;
        let pieces: Vec<&str> = name.split(' ').collect();
        Some((Spelt::of(&pieces), kinds))
    }
}

/// Whether the first is the Arabic article with its last letter made like that of the name behind it.
fn is_article(word: &str, next: &str) -> bool {
    ARTICLES.contains(&word) && next.strip_prefix(&word[1..]).is_some_and(|it| !it.is_empty())
}

fn loose_of(key: &[u8]) -> String {
    key.split(|it| *it == b' ').map(|it| loose(&String::from_utf8_lossy(it))).collect()
}

/// Reads the texts of a block, one after the other.
struct Reader<'b> {
    left: &'b [u8],
    /// The text read last.
    text: Vec<u8>,
    /// Whether it has a mark.
    mark: bool,
}

impl<'b> Reader<'b> {
    fn at(bytes: &'b [u8], blocks: &[u8], block: usize) -> Reader<'b> {
        let start = blocks
            .get(block * 4..block * 4 + 4)
            .map_or(bytes.len(), |it| u32::from_le_bytes([it[0], it[1], it[2], it[3]]) as usize);
        Reader { left: bytes.get(start..).unwrap_or_default(), text: Vec::new(), mark: false }
    }

    fn text(&mut self) {
        let shared = self.varint();
        self.mark = shared & 1 == 1;
        let more = self.varint().min(self.left.len());
        let (text, left) = self.left.split_at(more);
        self.text.truncate(shared >> 1);
        self.text.extend_from_slice(text);
        self.left = left;
    }

    fn varint(&mut self) -> usize {
        let mut it = 0;
        let mut shift = 0;
        while let Some((&byte, left)) = self.left.split_first() {
            self.left = left;
            it |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 28 {
                break;
            }
        }
        it
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 2 to the 32")]
fn people(eighths: u8) -> u64 {
    (f64::from(eighths) / 8.0).exp2().round() as u64 - 1
}

fn take<'b>(left: &mut &'b [u8], n: usize) -> Result<&'b [u8], GazetteerError> {
    let (taken, rest) = left.split_at_checked(n).ok_or(GazetteerError::Cut)?;
    *left = rest;
    Ok(taken)
}

fn take_number(left: &mut &[u8]) -> Result<u32, GazetteerError> {
    let it = take(left, 4)?;
    Ok(u32::from_le_bytes([it[0], it[1], it[2], it[3]]))
}
