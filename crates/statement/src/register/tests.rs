//! What the registers must know and tell apart, and what is said of a broken one.

use super::*;

/// What `find_all` sees in a text cut at spaces, one line each: the words, what they may mean, and
/// whose it is.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let register = Register::built_in();
    let words: Vec<&str> = text.split(' ').collect();
    let found: Vec<String> = register
        .find_all(words.iter().copied())
        .into_iter()
        .map(|it| {
            let named = words[it.words.clone()].join(" ");
            let senses: Vec<String> = it.senses.iter().map(|it| shown(register, *it)).collect();
            let of = it.of.map(|of| format!(" of {}", register.entry(of))).unwrap_or_default();
            format!("{named} = {}{of}", senses.join(" / "))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

fn shown(register: &Register, sense: Sense) -> String {
    let how = match sense.naming {
        Naming::Name | Naming::Other => "",
        Naming::Adjective => " (adjective)",
        Naming::People => " (people)",
        Naming::Short => " (short)",
    };
    let table = match register.entry(sense.entry) {
        Entry::Source(_) => "source",
        Entry::Actor(_) => "actor",
        Entry::Country(_) => "country",
        Entry::Place(_) => "place",
        Entry::Word(_) => "word",
        Entry::Role(_) => "role",
    };
    format!("{table} {}{how}", register.filed(sense.entry))
}

#[test]
fn a_name_is_found_in_each_of_its_spellings() {
    for name in ["al-Shabaab", "Al Shabab", "al - Shabaab", "Shabaab", "the al-Shabab"] {
        check(
            name.trim_start_matches("the "),
            &[&format!("{} = actor al-Shabaab", name.trim_start_matches("the "))],
        );
    }
    check("Sayyidah Zaynab", &["Sayyidah Zaynab = place Sayyida Zeinab, Damascus, Syria"]);
    check("Sayeda Zainab", &["Sayeda Zainab = place Sayyida Zeinab, Damascus, Syria"]);
    check("Sana'a", &["Sana'a = place Sanaa, Yemen"]);
    check(
        "Médecins Sans Frontières",
        &["Médecins Sans Frontières = source Doctors Without Borders"],
    );
}

#[test]
fn a_word_of_english_is_no_acronym() {
    check("it is us who said so", &[]);
    check("IS said", &["IS = actor Islamic State"]);
    check("WHO said", &["WHO = source World Health Organization"]);
    check("the US said", &["US = country United States"]);
    check("the U.S. said", &["U.S. = country United States"]);
    check("dpa reports", &["dpa = source dpa"]);
    check("turkey and chad", &[]);
    check("THE CAR IS IN HOMS", &["HOMS = place Homs, Syria"]);
}

#[test]
fn a_common_noun_is_tied_to_whose_it_is() {
    check(
        "the Chadian foreign ministry said",
        &["Chadian = country Chad (adjective)", "foreign ministry = word foreign ministry of Chad"],
    );
    check(
        "Houthi officials said",
        &["Houthi = actor Houthis", "officials = word unnamed official of Houthis"],
    );
    check(
        "the Ministry of Health of Chad",
        &["Ministry of Health = word health ministry of Chad", "Chad = country Chad"],
    );
    check("Chad 's army", &["Chad 's army = actor Chadian army"]);
    check("in Chad , police said", &["Chad = country Chad", "police = word police"]);
}
