//! What cannot be read, and what the program says of it: exit status, standard output and standard
//! error together, in full words.

use crate::harness::{closed_port, folder};

const STORY: &str = "Two people were killed in the flood, police said.\n";

#[test]
fn a_missing_file_is_told_with_one_of_nearly_its_name() {
    insta::assert_snapshot!(folder().run("read story.txt"), @"
exit status 2
--- stderr
ascribe: cannot open `story.txt`: there is no such file; check the path, or write `-` to read standard input
");
    insta::assert_snapshot!(folder().with("story.txt", STORY).run("read stroy.txt"), @"
exit status 2
--- stderr
ascribe: cannot open `stroy.txt`: there is no such file; did you mean `story.txt`?
");
}

#[test]
fn a_folder_without_reports_is_told_with_what_was_looked_for() {
    insta::assert_snapshot!(folder().with("notes/a.md", "# Notes").run("read notes"), @"
exit status 2
--- stderr
ascribe: there are no reports in `notes`: neither it nor its folders have a file that ends in `.txt`, `.text`, `.html`, `.htm`, `.xhtml`, `.eml`, `.xml`, `.rss`, `.atom`, `.json`, `.jsonl`, `.ndjson`, `.warc`, `.wet` or `.wacz`; give a file by name to read it whatever its ending
");
}

#[test]
fn a_binary_file_is_told_with_what_it_is() {
    insta::assert_snapshot!(folder().with("a.pdf", b"%PDF-1.7\n\0\x01\x02").run("read a.pdf"), @"
exit status 2
--- stderr
ascribe: cannot read `a.pdf`: it is a PDF document, not text; save the report as plain text or HTML and give that file
");
    insta::assert_snapshot!(folder().with("a.txt", [0, 1, 2, 3]).run("read a.txt"), @"
exit status 2
--- stderr
ascribe: cannot read `a.txt`: it is a binary file, not text; save the report as plain text or HTML and give that file
");
}

#[test]
fn a_web_page_cut_off_before_its_story_is_told() {
    let page = "<!DOCTYPE html><html><head><title>Flood</title><meta charset=";
    insta::assert_snapshot!(folder().with("a.html", page).run("read a.html"), @"
exit status 2
--- stderr
ascribe: `a.html` is not a report: its markup breaks off before any story; save or fetch it again, whole
");
}

#[test]
fn a_web_page_cut_off_in_its_story_is_read_as_far_as_it_goes_with_a_note() {
    let page = "<!DOCTYPE html><html><head><title>Flood in Oruro</title></head><body><article>\
                <p>A flood killed two people in Oruro, police said.</p><p>Seven oth";
    insta::assert_snapshot!(folder().with("a.html", page).run("read a.html"), @"
exit status 0
--- stdout
a.html
title      Flood in Oruro
story      2 paragraphs

  1  killed two people
     says     police
     where    Oruro
     words    A flood «killed» «two» people in Oruro, police said.
     rule     killed-people

note: the page breaks off
  why  its markup has no end
  so   what stood after it is missing
");
}

#[test]
fn an_address_that_nobody_answers_is_told() {
    let port = closed_port().to_string();
    let told = folder().run(&format!("read http://127.0.0.1:{port}/story"));
    insta::assert_snapshot!(told.replace(&port, "PORT"), @"
exit status 2
--- stderr
ascribe: cannot fetch `http://127.0.0.1:PORT/story`: its host refuses the connection; try again later, or save the page and give the file
");
}

#[test]
fn nothing_on_standard_input_is_told() {
    insta::assert_snapshot!(folder().run("read -"), @"
exit status 2
--- stderr
ascribe: `standard input` is not a report: it is empty; check that the page was saved or copied whole
");
}

#[test]
fn a_broken_rule_file_is_told_with_line_and_column() {
    let rules = r#"
[[figure]]
name = "swept-away"
doc = "Water took people."
mesure = "killed"
trigger = { lemma = ["sweep"] }
"#;
    let folder = folder().with("rules/flood.toml", rules).with("story.txt", STORY);
    insta::assert_snapshot!(folder.run("rules check --rules rules"), @r#"
    exit status 2
    --- stderr
    ascribe: cannot read rules from `rules/flood.toml`: TOML parse error at line 5, column 1
      |
    5 | mesure = "killed"
      | ^^^^^^
    unknown field `mesure`, expected one of `name`, `doc`, `measure`, `trigger`, `needs`, `unless`, `people`, `number`, `nouns`, `is_deed`, `example`
    "#);
    insta::assert_snapshot!(folder.run("read story.txt --rules rules"), @r#"
    exit status 2
    --- stderr
    ascribe: cannot read rules from `rules/flood.toml`: TOML parse error at line 5, column 1
      |
    5 | mesure = "killed"
      | ^^^^^^
    unknown field `mesure`, expected one of `name`, `doc`, `measure`, `trigger`, `needs`, `unless`, `people`, `number`, `nouns`, `is_deed`, `example`
    "#);
}

#[test]
fn a_folder_without_rules_is_told() {
    let folder = folder().with("rules/README.md", "").with("story.txt", STORY);
    insta::assert_snapshot!(folder.run("read story.txt --rules rules"), @"
exit status 2
--- stderr
ascribe: cannot read rules from `rules`: there is no `.toml` file in it
");
    insta::assert_snapshot!(folder.run("read story.txt --rules none"), @"
exit status 2
--- stderr
ascribe: cannot read rules from `none`: No such file or directory (os error 2); give a folder with `.toml` files
");
}

#[test]
fn a_broken_model_is_told() {
    let folder = folder()
        .with("story.txt", STORY)
        .with("empty/README.md", "")
        .with("cut.whl", b"PK\x03\x04 and no more")
        .with("odd/config.cfg", "[nlp]\nlang = \"en\"\npipeline = [\"transformer\"]\n[components]\n[components.transformer]\nfactory = \"transformer\"\n")
        .with("odd/meta.json", "{}");
    insta::assert_snapshot!(folder.run("read story.txt --model none"), @"
exit status 2
--- stderr
ascribe: no model `none`: it is neither a file or folder nor a name that `ascribe model list` shows
");
    insta::assert_snapshot!(folder.run("read story.txt --model empty"), @"
exit status 2
--- stderr
ascribe: cannot open the pipeline `empty`: it holds no `config.cfg`, nor does a folder in it; give a spaCy pipeline's folder, the folder of its package, or its wheel
");
    insta::assert_snapshot!(folder.run("read story.txt --model cut.whl"), @"
exit status 2
--- stderr
ascribe: cannot open the pipeline `cut.whl`: it is neither a folder nor a wheel or zip archive that can be read (invalid Zip archive: Could not find EOCD); if it was downloaded, fetch it again
");
    insta::assert_snapshot!(folder.run("read story.txt --model odd"), @"
exit status 2
--- stderr
ascribe: cannot run the pipeline of `odd/config.cfg`: its component `transformer` is made by the factory `transformer`, which cannot be run here; what can be run are `tok2vec`, `tagger`, `parser`, `ner`, `attribute_ruler` and `lemmatizer`; disable it when the pipeline is saved, or take a pipeline without it
");
}

#[test]
fn wrong_arguments_are_told() {
    insta::assert_snapshot!(folder().run("read"), @"
exit status 2
--- stderr
error: the following required arguments were not provided:
  <PAGE>...

Usage: ascribe read <PAGE>...

For more information, try '--help'.
");
    insta::assert_snapshot!(folder().run("read a.txt --published yesterday"), @"
exit status 2
--- stderr
error: invalid value 'yesterday' for '--published <DAY>': it is not a day; write one like 2016-02-21

For more information, try '--help'.
");
    insta::assert_snapshot!(folder().run("read a.txt --published 0000-01-01"), @"
exit status 2
--- stderr
error: invalid value '0000-01-01' for '--published <DAY>': it is not a day; write one like 2016-02-21

For more information, try '--help'.
");
    let folder = folder().with("story.txt", STORY);
    insta::assert_snapshot!(folder.run("explain story.txt --sentence 2"), @"
exit status 2
--- stderr
ascribe: `story.txt` has no sentence 2; give one from 1 to 1
");
    insta::assert_snapshot!(folder.run("explain story.txt --sentence 0"), @"
exit status 2
--- stderr
ascribe: `story.txt` has no sentence 0; give one from 1 to 1
");
}
