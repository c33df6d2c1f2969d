//! Packing: lines of text to the bytes of a gazetteer. Where the lines come from is told in
//! `gazetteer/README.md`; how the bytes lie, in `table.rs`.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::place::{Country, Kind};
use crate::table::{BLOCK, MAGIC, Spelt};

/// A place as `gazetteer/*.tsv` tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub kind: Kind,
    /// Its number in GeoNames; 0 for one of our own list.
    pub geonames: u32,
    /// The country it lies in or is.
    pub country: Country,
    /// The number of the division it lies in; 0 for none.
    pub within: u32,
    /// How many people live there.
    pub population: u64,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Whether its names are transliterated, so that spellings vary.
    pub transliterated: bool,
    /// Its names, the first one first.
    pub names: Vec<String>,
}

/// Reads one line of `gazetteer/*.tsv`; says what is wrong with it otherwise.
///
/// # Errors
/// Where a column is missing or is not what it should be.
pub fn read_line(line: &str) -> Result<Line, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[kind, geonames, country, within, population, lat, lon, transliterated, name, also] =
        columns.as_slice()
    else {
        return Err(format!("{} columns, not 10: {line}", columns.len()));
    };
    let bad = |what: &str| format!("no {what}: {line}");
    Ok(Line {
        kind: Kind::ALL.into_iter().find(|it| it.word() == kind).ok_or_else(|| bad("kind"))?,
        geonames: geonames.parse().map_err(|_| bad("number"))?,
        country: Country::new(country).ok_or_else(|| bad("country"))?,
        within: within.parse().map_err(|_| bad("number of what it lies in"))?,
        population: population.parse().map_err(|_| bad("population"))?,
        lat: lat.parse().map_err(|_| bad("latitude"))?,
        lon: lon.parse().map_err(|_| bad("longitude"))?,
        transliterated: transliterated == "1",
        names: std::iter::once(name)
            .chain(also.split('|').filter(|it| !it.is_empty()))
            .map(str::to_owned)
            .collect(),
    })
}

/// The bytes of a gazetteer of these places.
pub fn pack(lines: &[Line]) -> Vec<u8> {
    let mut order: Vec<(Kind, String, &Line)> = lines
        .iter()
        .map(|it| {
            (it.kind, it.names.first().map(|name| Spelt::read(name).key).unwrap_or_default(), it)
        })
        .collect();
    order.sort_by(|one, other| {
        (one.0, &one.1, one.2.geonames).cmp(&(other.0, &other.1, other.2.geonames))
    });
    let lines: Vec<&Line> = order.into_iter().map(|(_, _, line)| line).collect();
    let countries: Vec<Country> = {
        let all: std::collections::BTreeSet<Country> = lines.iter().map(|it| it.country).collect();
        all.into_iter().collect()
    };
    let foreign: HashSet<Country> =
        lines.iter().filter(|it| it.transliterated).map(|it| it.country).collect();
    let first_division = lines.iter().position(|it| it.kind >= Kind::Province).unwrap_or(0);
    let division: HashMap<u32, usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, it)| matches!(it.kind, Kind::Province | Kind::District) && it.geonames > 0)
        .map(|(at, it)| (it.geonames, at - first_division + 1))
        .collect();

    let mut head = Vec::new();
    head.extend_from_slice(MAGIC);
    for kind in Kind::ALL {
        let n = lines.iter().filter(|it| it.kind == kind).count();
        head.extend_from_slice(&number(n).to_le_bytes());
    }
    head.extend_from_slice(&number(countries.len()).to_le_bytes());
    for country in &countries {
        head.extend_from_slice(&country.0);
        head.push(u8::from(foreign.contains(country)));
    }

    let mut records = Vec::new();
    for line in &lines {
        records.extend_from_slice(&line.geonames.to_le_bytes()[..3]);
        let at = steps(line.lat + 90.0, 180.0) | steps(line.lon + 180.0, 360.0) << 20;
        records.extend_from_slice(&at.to_le_bytes()[..5]);
        let within = division.get(&line.within).copied().unwrap_or(0);
        records.extend_from_slice(
            &u16::try_from(within).expect("there are few divisions").to_le_bytes(),
        );
        records.push(people(line.population));
        let country = countries.binary_search(&line.country).expect("all countries were collected");
        records.push(u8::try_from(country).expect("there are few countries"));
    }

    let names: Vec<&str> =
        lines.iter().map(|it| it.names.first().map_or("", String::as_str)).collect();
    let (name_blocks, name_bytes) = front_coded(names.iter().map(|it| (*it, false, Vec::new())));

    let keys = keys(&lines);
    let (key_blocks, key_bytes) = front_coded(keys.iter().map(|((_, key), at)| {
        let mut tail = Vec::new();
        if at.len() > 1 {
            varint(at.len(), &mut tail);
        }
        at.iter().for_each(|&it| varint(it as usize, &mut tail));
        (key.as_str(), at.len() > 1, tail)
    }));

    let mut out = head;
    out.extend_from_slice(&number(keys.len()).to_le_bytes());
    let sections = [records, name_blocks, name_bytes, key_blocks, key_bytes];
    for section in &sections {
        out.extend_from_slice(&number(section.len()).to_le_bytes());
    }
    sections.iter().for_each(|it| out.extend_from_slice(it));
    out
}

/// Which places have which name, in the order of the loose spelling.
fn keys(lines: &[&Line]) -> BTreeMap<(String, String), Vec<u32>> {
    let mut keys: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let mut seen: HashSet<String> = HashSet::new();
        for name in &line.names {
            let whole = Spelt::read(name);
            let less = (line.kind != Kind::Place).then(|| whole.without_kind()).flatten();
            for spelt in std::iter::once(whole).chain(less.map(|(it, _)| it)) {
                // Of spellings that are found by each other one is enough.
                let class = if line.transliterated { spelt.loose.clone() } else { spelt.letters() };
                if spelt.key.is_empty() || !seen.insert(class) {
                    continue;
                }
                keys.entry((spelt.loose, spelt.key)).or_default().push(number(at));
            }
        }
    }
    keys
}

/// Texts in blocks, each text as what it does not share with the one before, with a mark and some
/// bytes behind: where the blocks start, and the blocks.
fn front_coded<'t>(texts: impl Iterator<Item = (&'t str, bool, Vec<u8>)>) -> (Vec<u8>, Vec<u8>) {
    let (mut starts, mut bytes) = (Vec::new(), Vec::new());
    let mut before = "";
    for (at, (text, mark, tail)) in texts.enumerate() {
        if at % BLOCK == 0 {
            starts.extend_from_slice(&number(bytes.len()).to_le_bytes());
            before = "";
        }
        let shared = before.bytes().zip(text.bytes()).take_while(|(one, other)| one == other);
        let shared = shared.count();
        varint(shared << 1 | usize::from(mark), &mut bytes);
        varint(text.len() - shared, &mut bytes);
        bytes.extend_from_slice(&text.as_bytes()[shared..]);
        bytes.extend_from_slice(&tail);
        before = text;
    }
    (starts, bytes)
}

fn varint(mut it: usize, out: &mut Vec<u8>) {
    while it >= 0x80 {
        out.push((it & 0x7f) as u8 | 0x80);
        it >>= 7;
    }
    out.push(it as u8);
}

fn number(it: usize) -> u32 {
    u32::try_from(it).expect("a gazetteer is smaller than 4 GiB")
}

/// Degrees in steps of the 20 bits they have.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 20 bits")]
fn steps(degrees: f64, of: f64) -> u64 {
    (degrees / of * f64::from((1 << 20) - 1)).round().clamp(0.0, f64::from((1 << 20) - 1)) as u64
}

/// A population in eighths of its power of two.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 8 bits")]
#[expect(clippy::cast_precision_loss, reason = "a population is told to within a tenth")]
fn people(population: u64) -> u8 {
    ((population as f64 + 1.0).log2() * 8.0).round().clamp(0.0, 255.0) as u8
}
