//! What the registers must know and tell apart, and what is said of a broken one.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// What `find_all` sees in a text cut at spaces, one line each: the words, what they may mean, and
/// whose it is.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(Register::built_in(), text), expected, "{text}");
}

fn found(register: &Register, text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split(' ').collect();
    register
        .find_all(words.iter().copied())
        .into_iter()
        .map(|it| {
            let named = words[it.words.clone()].join(" ");
            let senses: Vec<String> = it.senses.iter().map(|it| shown(register, *it)).collect();
            let of = it.of.map(|of| format!(" of {}", register.entry(of))).unwrap_or_default();
            format!("{named} = {}{of}", senses.join(" / "))
        })
        .collect()
}

fn shown(register: &Register, sense: Sense) -> String {
    let how = match sense.naming {
        Naming::Name | Naming::Other => "",
        Naming::Adjective => " (adjective)",
        Naming::People => " (people)",
        Naming::Short => " (short)",
    };
    format!("{} {}{how}", table(register.entry(sense.entry)), register.filed(sense.entry))
}

fn table(entry: &Entry) -> &'static str {
    match entry {
        Entry::Source(_) => "source",
        Entry::Actor(_) => "actor",
        Entry::Country(_) => "country",
        Entry::Place(_) => "place",
        Entry::Word(_) => "word",
        Entry::Role(_) => "role",
    }
}

/// What is said of a user's register that cannot be read.
#[track_caller]
fn check_broken(text: &str, message: &str) {
    let problem = Register::with(&[("mine/sources.toml", text)]).expect_err("it is broken");
    assert_eq!(problem.to_string(), message);
}

#[test]
fn a_name_is_found_in_each_of_its_spellings() {
    check("al-Shabaab", &["al-Shabaab = actor al-Shabaab"]);
    check("al - Shabaab", &["al - Shabaab = actor al-Shabaab"]);
    check("Al Shabab", &["Al Shabab = actor al-Shabaab"]);
    check("the Shabaab", &["Shabaab = actor al-Shabaab"]);
    check("Sayyidah Zaynab", &["Sayyidah Zaynab = place Sayyida Zeinab, Damascus, Syria"]);
    check("Sayeda Zainab", &["Sayeda Zainab = place Sayyida Zeinab, Damascus, Syria"]);
    check("Hudaidah", &["Hudaidah = place Hodeidah, Yemen"]);
    check("Kamishli", &["Kamishli = place Qamishli, Syria"]);
    check("Sana’a", &["Sana’a = place Sanaa, Yemen"]);
    check("Türkiye", &["Türkiye = country Turkey"]);
    check("Şırnak", &["Şırnak = place Sirnak, Turkey"]);
    check(
        "Médecins Sans Frontières",
        &["Médecins Sans Frontières = source Doctors Without Borders"],
    );
    check("New People 's Army", &["New People 's Army = actor New People's Army"]);
}

#[test]
fn the_longest_name_counts() {
    check(
        "the Islamic State West Africa Province",
        &["Islamic State West Africa Province = actor Islamic State West Africa Province"],
    );
    check(
        "Islamic State in Homs",
        &["Islamic State = actor Islamic State", "Homs = place Homs, Syria"],
    );
    check("South Sudan", &["South Sudan = country South Sudan"]);
}

#[test]
fn a_word_of_english_is_no_acronym() {
    check("it is us who said so", &[]);
    check("IS said", &["IS = actor Islamic State"]);
    check("WHO said", &["WHO = source World Health Organization"]);
    check("the US said", &["US = country United States"]);
    check("the U.S. said", &["U.S. = country United States"]);
    check("Isis said", &["Isis = actor Islamic State"]);
    check("dpa reports", &["dpa = source dpa"]);
    check("THE CAR IS IN HOMS", &["HOMS = place Homs, Syria"]);
}

#[test]
fn an_ordinary_word_is_a_name_only_where_a_capital_tells() {
    check("turkey and chad and a nice van", &[]);
    check("Hit by a rocket", &[]);
    check("“ Hit by a rocket", &[]);
    check("near Hit", &["Hit = place Hit, Anbar, Iraq"]);
    check("in El Salvador", &["El Salvador = country El Salvador"]);
    check("told The Independent", &["Independent = source The Independent"]);
    check("an Independent Inquiry", &[]);
    check("said NINA", &["NINA = source NINA"]);
    check("said Nina", &[]);
    check("a SWAT team in Swat", &["Swat = place Swat, Pakistan"]);
    check("Abdel Khalil in al-Khalil", &["al-Khalil = place Hebron, West Bank"]);
}

#[test]
fn words_that_together_sound_like_a_name_are_none() {
    check("died of MERS in May", &[]);
    check("A man from Amman", &["Amman = place Amman, Jordan"]);
    check("Darya and Dick Cheney", &[]);
    check("Port au Prince", &["Port au Prince = place Port-au-Prince, Haiti"]);
}

#[test]
fn no_name_reaches_over_a_stop() {
    check("the Islamic , State", &[]);
    check("in Sayyida . Zeinab", &[]);
}

#[test]
fn a_common_noun_is_tied_to_whose_it_is() {
    check(
        "the Chadian foreign ministry said",
        &["Chadian = country Chad (adjective)", "foreign ministry = word foreign ministry of Chad"],
    );
    check(
        "in Niger 's justice ministry",
        &["Niger = country Niger", "justice ministry = word justice ministry of Niger"],
    );
    check(
        "Houthi officials said",
        &["Houthi = actor Houthis", "officials = word unnamed official of Houthis"],
    );
    check(
        "the Ministry of Education of Niger",
        &["Ministry of Education = word education ministry of Niger", "Niger = country Niger"],
    );
    check("in Niger , police said", &["Niger = country Niger", "police = word police"]);
}

#[test]
fn a_common_noun_is_filed_with_its_owner() {
    let register = Register::built_in();
    let filed = |text: &str| -> Vec<String> {
        register.find_all(text.split(' ')).iter().map(|it| register.filed_mention(it)).collect()
    };
    assert_eq!(filed("the Chadian foreign ministry"), ["Chad", "Chadian foreign ministry"]);
    assert_eq!(filed("Chadian officials"), ["Chad", "unnamed Chadian official"]);
    assert_eq!(filed("officials"), ["unnamed official"]);
}

#[test]
fn a_short_name_is_known_for_one() {
    check(
        "the Observatory said",
        &["Observatory = source Syrian Observatory for Human Rights (short)"],
    );
    check("the Security Council said", &["Security Council = source UN Security Council (short)"]);
}

#[test]
fn a_capital_stands_for_a_government_and_another_city_does_not() {
    let register = Register::built_in();
    let seat = |name: &str| match register.entry(register.find(name)[0].entry) {
        Entry::Place(place) => place.seat,
        other => panic!("{other} is no place"),
    };
    assert!(seat("Moscow"));
    assert!(seat("Kiev"));
    assert!(!seat("Homs"));
}

#[test]
fn words_that_are_no_name_as_a_whole_are_not_found() {
    let register = Register::built_in();
    assert_eq!(register.find("SANA said"), []);
    assert_eq!(register.find(""), []);
    assert_eq!(register.find("…"), []);
    assert_eq!(
        shown(register, register.find("the SOHR")[0]),
        "source Syrian Observatory for Human Rights"
    );
    assert_eq!(shown(register, register.find("Hit")[0]), "place Hit, Anbar, Iraq");
}

/// What is known of a giver: its entry, its kind, its country.
#[track_caller]
fn check_giver(name: &str, expected: &str) {
    let giver = Register::built_in().giver(name);
    let parts = [
        giver.party.map(|it| it.name.to_string()),
        giver.kind.map(|it| it.to_string()),
        giver.country.map(|it| it.to_string()),
    ];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    assert_eq!(known.join(", "), expected, "{name}");
}

#[test]
fn a_giver_is_its_entry() {
    check_giver("SOHR", "Syrian Observatory for Human Rights, monitor, SY");
    check_giver("the Kenya Red Cross", "Kenya Red Cross, aid organisation, KE");
    check_giver("Jabhat al-Nusra", "Hayat Tahrir al-Sham, armed group, SY");
    check_giver("Moscow", "government, RU");
    check_giver("Turkey", "government, TR");
}

#[test]
fn a_giver_without_an_entry_has_a_kind_by_its_head_noun() {
    check_giver("a senior hospital source", "hospital");
    check_giver("a morgue source", "hospital");
    check_giver("coroner", "hospital");
    check_giver("state prosecutors", "court");
    check_giver("deputy mayor", "local government");
    check_giver("two tribal elders", "local leader");
    check_giver("fishermen", "witness");
    check_giver("a fisherman", "witness");
    check_giver("an eyewitness", "witness");
    check_giver("a Western diplomat", "unnamed official");
    check_giver("a coast guard spokesman", "border guard");
    check_giver("Chadian coast guard officials", "border guard, TD");
    check_giver("the prison service", "government");
    check_giver("a rebel source", "armed group");
    check_giver("an airport source", "government");
    check_giver("a source", "unnamed source");
    check_giver("passers-by", "witness");
    check_giver("a parish priest", "religious body");
    check_giver("the spokesman of a hospital", "hospital");
}

#[test]
fn a_person_is_of_the_kind_of_those_spoken_for() {
    check_giver("Niger's interior ministry spokesman", "ministry, NE");
    check_giver("Amadou Sissoko, doctor at a hospital in Niger", "hospital, NE");
    check_giver("police chief Amadou Sissoko", "police");
    check_giver("Amadou Sissoko", "");
    check_giver("Niger's Ministry of Health", "ministry, NE");
    check_giver("a Ministry of the Interior official", "ministry");
    check_giver("the Nigerien leader", "government, NE");
    check_giver("a Houthi official", "armed group, YE");
    check_giver("a resident of a village near the police station", "witness");
}

#[test]
fn the_registers_are_large_enough() {
    let count = |name: &str| {
        Register::built_in().entries().filter(|(_, entry)| table(entry) == name).count()
    };
    let counts = ["source", "actor", "country", "place", "word", "role"].map(count);
    let least = [1600, 1400, 210, 2000, 80, 40];
    assert!(counts.iter().zip(least).all(|(count, least)| *count >= least), "{counts:?}");
}

#[test]
fn a_source_and_an_actor_have_a_fact_that_can_be_looked_up() {
    let (mut sources, mut actors) = ((0, 0), (0, 0));
    for (_, entry) in Register::built_in().entries() {
        let (count, party) = match entry {
            Entry::Source(party) => (&mut sources, party),
            Entry::Actor(party) => (&mut actors, party),
            _ => continue,
        };
        count.0 += usize::from(party.fact.is_some());
        count.1 += 1;
    }
    let share = |(has, all): (usize, usize)| has * 100 / all;
    assert!(share(sources) >= 95, "{} of {} sources", sources.0, sources.1);
    assert_eq!(actors.0, actors.1, "actors");
}

#[test]
fn every_side_is_an_entry_or_a_government() {
    let register = Register::built_in();
    let mut known: BTreeSet<String> =
        register.entries().map(|(_, entry)| entry.name().to_owned()).collect();
    for (_, entry) in register.entries() {
        if let Entry::Country(country) = entry {
            known.extend(country.adjectives.iter().map(|it| format!("{it} government")));
        }
    }
    let unknown: Vec<&str> = register
        .entries()
        .filter_map(|(_, entry)| match entry {
            Entry::Source(party) | Entry::Actor(party) => party.side.as_deref(),
            _ => None,
        })
        .filter(|side| !known.contains(*side))
        .collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn what_a_place_lies_in_is_a_place_too() {
    let register = Register::built_in();
    let places: BTreeSet<(&str, Option<CountryCode>)> = register
        .entries()
        .filter_map(|(_, entry)| match entry {
            Entry::Place(place) => Some((place.name.as_str(), place.country)),
            _ => None,
        })
        .collect();
    let unknown: BTreeSet<&str> = register
        .entries()
        .filter_map(|(_, entry)| match entry {
            Entry::Place(place) => Some(place),
            _ => None,
        })
        .flat_map(|place| place.within.iter().map(|it| (it.as_str(), place.country)))
        .filter(|it| !places.contains(it))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(unknown, BTreeSet::new());
}

#[test]
fn loose_spelling_joins_no_two_places() {
    let register = Register::built_in();
    let joined: Vec<String> = register
        .index
        .loosely_joined()
        .filter(|(one, other)| {
            let (one, other) = (register.entry(*one), register.entry(*other));
            table(one) == table(other) && one.country() == other.country()
        })
        .map(|(one, other)| format!("{} and {}", register.entry(one), register.entry(other)))
        .collect();
    assert_eq!(joined, Vec::<String>::new());
}

#[test]
fn a_user_adds_a_source_and_corrects_another() {
    let text = r#"
        [[source]]
        name = "Tamrit Post"
        also = ["Tamrit Evening Post"]
        kind = "media"
        countries = ["NE"]

        [[source]]
        name = "Airwars"
        kind = "research"
    "#;
    let register = Register::with(&[("mine.toml", text)]).expect("it is a register");
    assert_eq!(
        found(&register, "the Tamrit Evening Post"),
        ["Tamrit Evening Post = source Tamrit Post"]
    );
    let kinds: Vec<_> =
        register.find("Airwars").iter().map(|it| register.entry(it.entry).kind()).collect();
    assert_eq!(kinds, [Some(Kind::Research)]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a folder to read needs a file in it")]
fn a_folder_of_registers_is_read() {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let problem = Register::with_folder(folder.path()).expect_err("it is empty").to_string();
    assert_eq!(
        problem,
        format!(
            "no register in `{}`: it holds no file whose name ends in `.toml`; name another \
             folder, or put a register into it",
            folder.path().display()
        )
    );
    let text = "[[actor]]\nname = \"Tamrit Guards\"\nkind = \"militia\"\n";
    std::fs::write(folder.path().join("mine.toml"), text).expect("the folder can be written");
    let register = Register::with_folder(folder.path()).expect("it is a register");
    assert_eq!(found(&register, "the Tamrit Guards"), ["Tamrit Guards = actor Tamrit Guards"]);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let problem =
        Register::with_folder(std::path::Path::new("no-such-folder")).expect_err("it is not there");
    assert_eq!(
        problem.to_string(),
        "cannot read the register `no-such-folder`: No such file or directory (os error 2)"
    );
}

#[test]
fn a_misspelt_key_is_named_with_line_and_column() {
    check_broken(
        "[[source]]\nnmae = \"Tamrit Post\"\nkind = \"media\"\n",
        concat!(
            "cannot read the register `mine/sources.toml`: TOML parse error at line 2, column 1\n",
            "  |\n",
            "2 | nmae = \"Tamrit Post\"\n",
            "  | ^^^^\n",
            "unknown field `nmae`, expected one of `name`, `also`, `formerly`, `short`, `shared`, `ordinary`, `kind`, `countries`, `side`, `fact`",
        ),
    );
}

#[test]
fn a_misspelt_key_within_a_list_is_named_with_line_and_column() {
    check_broken(
        "[[sources]]\nkind = \"media\"\nlist = [\n  { name = \"Tamrit Post\", alos = [] },\n]\n",
        concat!(
            "cannot read the register `mine/sources.toml`: TOML parse error at line 4, column 27\n",
            "  |\n",
            "4 |   { name = \"Tamrit Post\", alos = [] },\n",
            "  |                           ^^^^\n",
            "unknown field `alos`, expected one of `name`, `also`, `formerly`, `short`, `shared`, `ordinary`, `kind`, `countries`, `side`, `fact`",
        ),
    );
}

#[test]
fn a_source_without_a_kind_is_named() {
    check_broken(
        "[[source]]\nname = \"Tamrit Post\"\n",
        "cannot read the register `mine/sources.toml`, line 2, column 8: nothing says what `Tamrit \
         Post` is; write its `kind`, or that of its whole list",
    );
}

#[test]
fn a_day_that_is_none_is_named() {
    check_broken(
        "[[source]]\nname = \"Tamrit Post\"\nkind = \"media\"\nformerly = [{ name = \"Tamrit News\", until = \"June\" }]\n",
        concat!(
            "cannot read the register `mine/sources.toml`: TOML parse error at line 4, column 45\n",
            "  |\n",
            "4 | formerly = [{ name = \"Tamrit News\", until = \"June\" }]\n",
            "  |                                             ^^^^^^\n",
            "`June` is no day; write one like \"2016-07-28\"",
        ),
    );
}

#[test]
fn a_list_gives_what_its_entries_leave_out() {
    let text = r#"
        [[actors]]
        kind = "militia"
        countries = ["NE"]
        short = ["guards"]
        list = [
          { name = "Tamrit Guards" },
          { name = "Tamrit Police", kind = "police", countries = [], short = [] },
        ]
    "#;
    let register = Register::with(&[("mine.toml", text)]).expect("it is a register");
    let party = |name: &str| match register.entry(register.find(name)[0].entry) {
        Entry::Actor(party) => party.clone(),
        other => panic!("{other} is no actor"),
    };
    let (guards, police) = (party("Tamrit Guards"), party("Tamrit Police"));
    assert_eq!((guards.kind, guards.countries.len(), guards.short.len()), (Kind::Militia, 1, 1));
    assert_eq!((police.kind, police.countries.len(), police.short.len()), (Kind::Police, 0, 0));
}

#[test]
fn a_party_has_the_name_of_its_day() {
    let text = r#"
        [[actor]]
        name = "Tamrit Army"
        formerly = [
          { name = "Tamrit Guards", until = "2013-05-01" },
          { name = "Tamrit Youth", until = "2009-02-01" },
        ]
        kind = "militia"
    "#;
    let register = Register::with(&[("mine.toml", text)]).expect("it is a register");
    let Entry::Actor(party) = register.entry(register.find("Tamrit Youth")[0].entry) else {
        panic!("it is an actor");
    };
    let on = |day: &str| party.name_on(Some(day.parse().expect("it is a day"))).as_str();
    assert_eq!(on("2009-01-31"), "Tamrit Youth");
    assert_eq!(on("2009-02-01"), "Tamrit Guards");
    assert_eq!(on("2013-04-30"), "Tamrit Guards");
    assert_eq!(on("2013-05-01"), "Tamrit Army");
    assert_eq!(party.name_on(None), "Tamrit Army");
}

#[test]
fn an_unknown_kind_is_named_with_those_there_are() {
    check_broken(
        "[[source]]\nname = \"Tamrit Post\"\nkind = \"paper\"\n",
        concat!(
            "cannot read the register `mine/sources.toml`: TOML parse error at line 3, column 8\n",
            "  |\n",
            "3 | kind = \"paper\"\n",
            "  |        ^^^^^^^\n",
            "unknown variant `paper`, expected one of `agency`, `state-media`, `media`, `network`, `monitor`, `rights-group`, `research`, `un`, `bloc`, `aid`, `ministry`, `government`, `local-government`, `parliament`, `court`, `lawyer`, `police`, `intelligence`, `hospital`, `rescue`, `army`, `air-force`, `navy`, `border-guard`, `peacekeepers`, `armed-group`, `militia`, `coalition`, `mercenaries`, `gang`, `party`, `religious`, `company`, `union`, `local-leader`, `witness`, `expert`, `official`, `activist`, `unnamed`",
        ),
    );
}

#[test]
fn a_code_that_is_none_is_named() {
    check_broken(
        "[[source]]\nname = \"Tamrit Post\"\nkind = \"media\"\ncountries = [\"Niger\"]\n",
        concat!(
            "cannot read the register `mine/sources.toml`: TOML parse error at line 4, column 13\n",
            "  |\n",
            "4 | countries = [\"Niger\"]\n",
            "  |             ^^^^^^^^^\n",
            "`Niger` is no country's code; write the two capital letters of ISO 3166, as \"SY\"",
        ),
    );
}

#[test]
fn a_country_that_is_not_there_is_named() {
    check_broken(
        "[[source]]\nname = \"Tamrit Post\"\nkind = \"media\"\ncountries = [\"ZZ\"]\n",
        "cannot read the register `mine/sources.toml`, line 2, column 8: `Tamrit Post` belongs to \
         `ZZ`, which is the code of no country; correct it, or add the country",
    );
}

#[test]
fn a_code_of_two_countries_is_named() {
    check_broken(
        "[[country]]\ncode = \"NE\"\nname = \"Tamrit\"\n",
        "cannot read the register `mine/sources.toml`, line 3, column 8: `NE` is the code of \
         `Tamrit` and of `Niger`; correct one of them",
    );
}

#[test]
fn a_name_of_two_entries_is_named() {
    check_broken(
        "[[source]]\nname = \"Tamrit Post\"\nalso = [\"S.A.N.A.\"]\nkind = \"media\"\n",
        "cannot read the register `mine/sources.toml`, line 2, column 8: `S.A.N.A.` is a name of \
         `Tamrit Post` and of `SANA`; take it out of one, or where both are called so, name it in \
         `shared` of both",
    );
    check_broken(
        "[[places]]\nkind = \"city\"\ncountry = \"NE\"\nnames = [\n  [\"Tamrit\"],\n  [\"Tamrit\"],\n]\n",
        "cannot read the register `mine/sources.toml`, line 6, column 3: `Tamrit` is a name of \
         `Tamrit` and of `Tamrit`; take it out of one, or where both are called so, name it in \
         `shared` of both",
    );
}

#[test]
fn a_name_without_letters_is_refused() {
    check_broken(
        "[[source]]\nname = \"Tamrit Post\"\nalso = [\"--\"]\nkind = \"media\"\n",
        "cannot read the register `mine/sources.toml`, line 2, column 8: the name `--` of `Tamrit \
         Post` has no letter and no digit; write a name, or take it out",
    );
}

proptest! {
    #[test]
    fn mentions_lie_within_the_words_and_apart(words in prop::collection::vec(word_like(), 0..30)) {
        let mut end = 0;
        for it in Register::built_in().find_all(words.iter().map(String::as_str)) {
            prop_assert!(end <= it.words.start && it.words.start < it.words.end, "{it:?}");
            prop_assert!(it.words.end <= words.len(), "{it:?}");
            prop_assert!(!it.senses.is_empty());
            prop_assert!(it.whole.start <= it.words.start && it.words.end <= it.whole.end);
            end = it.words.end;
        }
    }

    #[test]
    fn a_name_of_the_register_is_found_by_itself(at in any::<prop::sample::Index>()) {
        let register = Register::built_in();
        let (id, entry) = at.get(&register.entries().collect::<Vec<_>>()).to_owned();
        let senses = register.find(entry.name());
        prop_assert!(senses.iter().any(|it| it.entry == id), "{entry}: {senses:?}");
    }
}

fn word_like() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "al", "-", "Al", "El", "'s", "the", ",", "Islamic", "State", "Syrian", "army", "of",
            "police", "US", "Sayyida", "Zeinab", "Homs", "al-", "-al", "Shabaab", "'", ".", "",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}
