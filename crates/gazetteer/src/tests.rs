//! What the built-in gazetteer finds, and what packing keeps.

use super::*;

/// The likeliest place of a name and what it lies in, by name; "nothing" where there is none.
fn found(name: &str) -> String {
    let gazetteer = Gazetteer::built_in();
    let Some(place) = gazetteer
        .find(name)
        .into_iter()
        .map(|it| (it.spelling, gazetteer.place(it.id)))
        .min_by_key(|(spelling, place)| (*spelling, std::cmp::Reverse(place.population)))
    else {
        return "nothing".to_owned();
    };
    let (spelling, place) = place;
    let within = place.within.map(|it| gazetteer.place(it).name).unwrap_or_default();
    format!(
        "{} {} in {within} {}, {spelling:?}, {:.1} {:.1}",
        place.kind.word(),
        place.name,
        place.country.as_str(),
        place.lat,
        place.lon
    )
}

#[track_caller]
fn check(name: &str, expected: &str) {
    assert_eq!(found(name), expected, "of {name}");
}

#[test]
fn a_name_is_found_in_each_of_its_spellings() {
    let expected = "place Maiduguri in Borno NG, Same, 11.8 13.2";
    check("Maiduguri", expected);
    check("MAIDUGURI", expected);
    check("Hudaydah governorate", "province Al Ḩudaydah in  YE, Same, 14.8 43.2");
    check("Hodeidah governorate", "province Al Ḩudaydah in  YE, Loose, 14.8 43.2");
    check("Sayeda Zeinab", "place Sayyida Zeinab in Rīf Dimashq SY, Loose, 33.4 36.3");
    for name in ["Ar Raqqah", "ar-Raqqah", "al-Raqqah", "RAQQAH"] {
        check(name, "province Ar Raqqah in  SY, Same, 36.0 39.0");
    }
    check("Raqqa", "province Ar Raqqah in  SY, Loose, 36.0 39.0");
    check("St. Louis", &found("Saint Louis"));
    check("deir ezzor", "place Deir ez-Zor in Dayr az Zawr SY, Loose, 35.3 40.1");
}

#[test]
fn a_word_of_kind_tells_the_kind() {
    check("Homs province", "province Ḩimş in  SY, Same, 34.6 38.3");
    check("Duma district", "district Douma District in Rīf Dimashq SY, Loose, 33.6 36.4");
}

#[test]
fn what_is_no_place_is_not_found() {
    for name in ["", "the", "—", "Nowhereborough", "province"] {
        check(name, "nothing");
    }
}

#[test]
fn bytes_that_are_no_gazetteer_are_refused() {
    let whole = include_bytes!("../../../gazetteer/places.bin");
    assert_eq!(Gazetteer::open(b"PK").map(|_| ()), Err(GazetteerError::Other));
    for end in [MAGIC_LENGTH, 100, 10_000, whole.len() - 1] {
        assert_eq!(Gazetteer::open(&whole[..end]).map(|_| ()), Err(GazetteerError::Cut));
    }
}

const MAGIC_LENGTH: usize = 20;

#[test]
fn a_place_lies_in_its_division_and_country() {
    let gazetteer = Gazetteer::built_in();
    let of = |name: &str, kind: Kind| {
        let found = gazetteer.find(name).into_iter().map(|it| it.id);
        found.into_iter().find(|&it| gazetteer.place(it).kind == kind).expect("it is there")
    };
    let city = of("Maiduguri", Kind::Place);
    assert!(gazetteer.is_within(city, of("Borno", Kind::Province)));
    assert!(gazetteer.is_within(city, of("Nigeria", Kind::Country)));
    assert!(!gazetteer.is_within(city, of("Niger", Kind::Country)));
}

#[test]
fn every_line_is_found_by_every_name_where_it_was_told() {
    let text = "country\t1\tNG\t0\t1000000\t8.00000\t10.00000\t0\tNigeria\t\n\
                province\t2\tNG\t0\t900\t-11.50000\t-170.25000\t1\tAl Barq\tBarq State|El Bark\n\
                place\t3\tNG\t2\t0\t11.40000\t179.90000\t1\tDār al Barq\tBarqtown";
    let lines: Vec<Line> = text.lines().map(|it| read_line(it).expect("it is a line")).collect();
    let gazetteer = Gazetteer::open(pack(&lines).leak()).expect("it was packed");
    for line in &lines {
        for name in &line.names {
            let found = gazetteer.find(name).into_iter().map(|it| gazetteer.place(it.id));
            let place = found.into_iter().find(|it| it.geonames == Some(line.geonames));
            let place = place.unwrap_or_else(|| panic!("no {name}"));
            assert!((place.lat - line.lat).abs() < 0.001 && (place.lon - line.lon).abs() < 0.001);
            assert_eq!(place.within.is_some(), line.within > 0, "{name}");
            assert_eq!(place.name, line.names[0]);
        }
    }
    assert_eq!(read_line("place\t3"), Err("2 columns, not 10: place\t3".to_owned()));
}
