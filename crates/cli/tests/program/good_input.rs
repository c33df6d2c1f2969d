//! What is read, and how it is shown: one page and many, text and JSON, files, folders and standard
//! input. How well reports are read is for `corpus.rs` and `bench/gold`.

use std::{io::Read as _, process::Stdio};

use serde_json::Value;

use crate::harness::{ascribe, folder, root};

const FLOOD: &str = "A flood killed two people in Oruro on Sunday, police said.\n";
const FIRE: &str =
    "At least five workers were injured in a fire on Friday, the fire service said.\n";

/// A rule whose first example says what it does not read.
const SWEPT_AWAY: &str = r#"
[[figure]]
name = "swept-away"
doc = "Water took people."
measure = "missing"
trigger = { lemma = ["sweep"], pos = ["verb"] }
needs = [">prt[away] / >advmod[away]"]
people = [">dobj"]

[[figure.example]]
text = "The river swept away three people."
gives = ["missing: four people"]

[[figure.example]]
text = "She swept the yard."
gives = []
"#;

#[test]
fn a_report_is_shown_with_figures_givers_and_words() {
    let folder = folder().with("flood.txt", FLOOD);
    insta::assert_snapshot!(folder.run("read flood.txt --published 2021-03-08"), @"
exit status 0
--- stdout
flood.txt
published  2021-03-08
story      1 paragraph

  1  killed two people
     says     police
     where    Oruro
     when     2021-03-07
     words    A flood «killed» «two» people in Oruro on Sunday, police said.
     rule     killed-people
");
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    let told = folder().run_with("read - --published 2021-03-08", FLOOD);
    insta::assert_snapshot!(told, @"
exit status 0
--- stdout
standard input
published  2021-03-08
story      1 paragraph

  1  killed two people
     says     police
     where    Oruro
     when     2021-03-07
     words    A flood «killed» «two» people in Oruro on Sunday, police said.
     rule     killed-people
");
}

#[test]
fn one_bad_page_does_not_stop_the_others() {
    let folder =
        folder().with("a/flood.txt", FLOOD).with("a/fire.txt", FIRE).with("a/none.txt", "");
    insta::assert_snapshot!(folder.run("read a missing.txt --published 2021-03-08"), @"
exit status 1
--- stdout
a/fire.txt
published  2021-03-08
story      1 paragraph

  1  injured At least five workers
     says     fire service
     when     2021-03-05
     words    «At least five» workers were «injured» in a fire on Friday, the fire service said.
     rule     injured-people

a/flood.txt
published  2021-03-08
story      1 paragraph

  1  killed two people
     says     police
     where    Oruro
     when     2021-03-07
     words    A flood «killed» «two» people in Oruro on Sunday, police said.
     rule     killed-people

--- stderr
ascribe: `a/none.txt` is not a report: it is empty; check that the page was saved or copied whole
ascribe: cannot open `missing.txt`: there is no such file; check the path, or write `-` to read standard input
");
}

#[test]
fn json_has_a_line_for_each_report_in_the_order_asked_for() {
    let mut folder = folder();
    for n in 0..40 {
        folder = folder.with(&format!("all/{n:02}.txt"), format!("{n} people were killed.\n"));
    }
    let told = folder.run("read all --format json");
    let addresses: Vec<String> = told
        .lines()
        .filter(|it| it.starts_with('{'))
        .map(|line| serde_json::from_str::<Value>(line).expect("a line is an object"))
        .map(|it| it["address"].as_str().expect("a reading has an address").to_owned())
        .collect();
    let expected: Vec<String> = (0..40).map(|n| format!("all/{n:02}.txt")).collect();
    assert_eq!(addresses, expected);
}

#[test]
fn json_holds_what_the_text_says() {
    let folder = folder().with("flood.txt", FLOOD);
    let told = folder.run("read flood.txt --published 2021-03-08 --format json");
    let line = told.lines().find(|it| it.starts_with('{')).expect("there is a line");
    let reading: Value = serde_json::from_str(line).expect("it is an object");
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&reading["figures"]).expect("it was JSON"), @r#"
[
  {
    "by": "",
    "by_is_suspected": false,
    "date": "2021-03-07",
    "date_why": "said in the sentence",
    "event": "e1",
    "group": "people",
    "hedge": "",
    "high": 2,
    "located": {
      "country": "BO",
      "geonames": 3909234,
      "lat": -17.9715,
      "lon": -67.0931,
      "name": "Oruro",
      "precision": "exact"
    },
    "low": 2,
    "measure": "killed",
    "part_of": "",
    "part_of_figure": null,
    "place": "Oruro",
    "place_why": "named in the sentence; the only one of that name in Bolivia, which the report names",
    "quote": "two",
    "realis": "asserted",
    "rule": "killed-people",
    "sentence": "A flood killed two people",
    "source": "police",
    "source_rule": "said-that",
    "spans": {
      "by": null,
      "place": {
        "end": 34,
        "start": 29
      },
      "quote": {
        "end": 18,
        "start": 15
      },
      "sentence": {
        "end": 58,
        "start": 0
      },
      "source": {
        "end": 52,
        "start": 46
      },
      "trigger": {
        "end": 14,
        "start": 8
      },
      "via": null
    },
    "via": ""
  }
]
"#
    );
}

/// `ascribe read … | head` closes the pipe before all is written.
#[test]
fn a_reader_that_has_seen_enough_ends_the_program_quietly() {
    let mut program = ascribe(&root());
    program.args(["read", "corpus/open", "corpus/held", "--format", "json"]);
    let mut child = program
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let mut out = child.stdout.take().expect("it is piped");
    out.read_exact(&mut [0]).expect("it writes something");
    drop(out);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()),
        (Some(0), String::new())
    );
}

#[test]
fn explain_draws_the_tree_and_says_what_the_rules_make_of_it() {
    let folder = folder()
        .with("rules/flood.toml", SWEPT_AWAY)
        .with("flood.txt", "The river swept away three people. The wind swept the yard.");
    insta::assert_snapshot!(folder.run("explain flood.txt --sentence 1 --rules rules"), @"
exit status 0
--- stdout
The river swept away three people.

  0  The                det        ← river            DT    the
  1  river              nsubj      ← swept            NN    river
  2  swept              ROOT       ← (root)           VBD   sweep
  3  away               advmod     ← swept            RB    away
  4  three              nummod     ← people           CD    three            CARDINAL
  5  people             dobj       ← swept            NNS   people
  6  .                  punct      ← swept            .     .

swept-away                   at `swept`: reads it
");
    insta::assert_snapshot!(folder.run("explain flood.txt --sentence 2 --rules rules"), @"
exit status 0
--- stdout
The wind swept the yard.

  0  The                det        ← wind             DT    the
  1  wind               nsubj      ← swept            NN    wind
  2  swept              ROOT       ← (root)           VBD   sweep
  3  the                det        ← yard             DT    the
  4  yard               dobj       ← swept            NN    yard
  5  .                  punct      ← swept            .     .

swept-away                   at `swept`: no: needs `>prt[away] / >advmod[away]`, which leads nowhere
");
}

#[test]
fn the_built_in_rules_read_their_examples() {
    let told = folder().run("rules check");
    assert!(told.starts_with("exit status 0\n"), "{told}");
}

#[test]
fn a_rule_that_does_not_read_its_example_says_what_it_gives() {
    let folder = folder().with("rules/flood.toml", SWEPT_AWAY);
    insta::assert_snapshot!(folder.run("rules check --rules rules"), @"
exit status 1
--- stdout
rule `swept-away` does not read its example 1
  text    The river swept away three people.
  should  missing: four people
  gives   missing: three
correct `gives`, or change the rule

examples not read as they say: 1
");
}

#[test]
fn what_was_taken_from_a_page_is_shown_with_where_it_stood() {
    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Flood in Oruro | Example Times</title>
<meta property="article:published_time" content="2021-03-08T09:00:00-04:00">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Flood kills two in Oruro",
"author": {"name": "Rana Odeh"}, "datePublished": "2021-03-07T21:00:00-04:00"}</script></head>
<body><article><h1>Flood kills two in Oruro</h1><p>Share this article</p>
<p>ORURO (AP) - A flood killed two people in Oruro on Sunday, police said.</p>
<p>It was the second flood within a week, and more rain was forecast for Monday.</p></article>
</body></html>"#;
    let folder = folder().with("flood.html", PAGE);
    insta::assert_snapshot!(folder.run("read --report flood.html"), @"
    exit status 0
    --- stdout
    flood.html
    title      Flood kills two in Oruro
      from     JSON-LD `headline`
    byline     Rana Odeh
      from     JSON-LD `author`
      writer   Rana Odeh
    agency     AP
      from     the dateline
    published  2021-03-07T21:00:00-04:00
      from     JSON-LD `datePublished`
    language   en
      from     markup `html lang`
    dateline   ORURO (AP) -
      place    ORURO
    story      2 paragraphs
    left out   Share this article
    note: the page names two times of publication: `2021-03-07T21:00:00-04:00` and `2021-03-08T09:00:00-04:00`
      why  JSON-LD `datePublished` says the one, meta `article:published_time` the other
      so   `2021-03-07T21:00:00-04:00` was taken; days such as `on Friday` count from it
    note: 1 line was left out, first `Share this article`
      why  such lines belong to the page and not to the story
      so   nothing was read from them
    ");
    insta::assert_snapshot!(folder.run("read --report --format json flood.html"), @r#"
    exit status 0
    --- stdout
    {"address":"flood.html","said":[{"field":"title","value":"Flood kills two in Oruro","from":"JSON-LD `headline`"},{"field":"byline","value":"Rana Odeh","from":"JSON-LD `author`"},{"field":"agency","value":"AP","from":"the dateline"},{"field":"published","value":"2021-03-07T21:00:00-04:00","from":"JSON-LD `datePublished`"},{"field":"language","value":"en","from":"markup `html lang`"}],"writers":["Rana Odeh"],"dateline":"ORURO (AP) -","paragraphs":2,"others":[],"pictures":[],"lead":null,"related":[],"latest":[],"corrections":[],"updating":null,"left_out":["Share this article"],"notes":[{"what":"the page names two times of publication: `2021-03-07T21:00:00-04:00` and `2021-03-08T09:00:00-04:00`","why":"JSON-LD `datePublished` says the one, meta `article:published_time` the other","so":"`2021-03-07T21:00:00-04:00` was taken; days such as `on Friday` count from it","span":null},{"what":"1 line was left out, first `Share this article`","why":"such lines belong to the page and not to the story","so":"nothing was read from them","span":null}]}
    "#);
}

/// Of the same flood as `FLOOD`.
const FLOOD_IN_SPANISH: &str = "Una inundación dejó dos muertos el domingo en la ciudad de Oruro, según \
    informó la policía, que busca a los desaparecidos.\n";

#[test]
fn a_report_in_a_language_without_a_pipeline_is_shown_and_not_read() {
    let folder = folder().with("inundacion.txt", FLOOD_IN_SPANISH);
    insta::assert_snapshot!(folder.run("read inundacion.txt"), @"
    exit status 0
    --- stdout
    inundacion.txt
    story      1 paragraph

    in Spanish (es); no pipeline for it, not read
    ");
    let told = folder.run("read inundacion.txt --format json");
    let line = told.lines().find(|it| it.starts_with('{')).expect("there is a line");
    let reading: Value = serde_json::from_str(line).expect("it is JSON");
    assert_eq!(reading["language"], "es");
    assert_eq!(reading["read"], false);
    insta::assert_snapshot!(folder.run("explain inundacion.txt --sentence 1"), @"
    exit status 2
    --- stderr
    ascribe: `inundacion.txt` is in Spanish (es), and the model reads English (en); give a model for it with --model
    ");
}

#[test]
fn a_paragraph_in_another_language_is_passed_over_and_told() {
    let folder = folder().with("flood.txt", format!("{FLOOD}\n{FLOOD_IN_SPANISH}\n{FIRE}"));
    insta::assert_snapshot!(folder.run("read flood.txt --published 2021-03-08"), @"
    exit status 0
    --- stdout
    flood.txt
    published  2021-03-08
    story      3 paragraphs

      1  killed two people
         says     police
         where    Oruro
         when     2021-03-07
         words    A flood «killed» «two» people in Oruro on Sunday, police said.
         rule     killed-people

      2  injured At least five workers
         says     fire service
         where    Oruro
         when     2021-03-05
         words    «At least five» workers were «injured» in a fire on Friday, the fire service said.
         rule     injured-people

    note: 1 paragraph is in Spanish (es)
      why  the model reads English (en)
      so   nothing was read from there
    ");
    insta::assert_snapshot!(folder.run("read flood.txt --report"), @"
    exit status 0
    --- stdout
    flood.txt
    language   en
      from     the words of the story
    story      3 paragraphs
      other    Spanish (es): Una inundación dejó dos muertos
    ");
}
