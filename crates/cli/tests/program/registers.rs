//! Registers of one's own: what `--registers` adds, and what is said of a folder that cannot be
//! read. What may stand in a register is tested in `ascribe-statement`.

use crate::harness::folder;

const POST: &str = r#"
[[source]]
name = "Tamrit Post"
short = ["daily"]
kind = "media"
countries = ["NE"]
fact = "made for this test"
"#;

#[test]
fn a_source_of_ones_own_is_known() {
    let folder = folder().with("mine/sources.toml", POST).with(
        "story.txt",
        "The Tamrit Post sent a reporter to Oruro. Three people were killed, the daily said.\n",
    );
    let says = |arguments: &str| -> String {
        let told = folder.run(arguments);
        told.lines().filter(|line| line.contains("says ")).collect()
    };
    assert_eq!(says("read story.txt"), "     says     daily");
    assert_eq!(says("read story.txt --registers mine"), "     says     Tamrit Post");
}

#[test]
fn an_actor_is_filed_under_the_name_it_had_when_the_report_was_published() {
    let guards = r#"
[[actor]]
name = "Tamrit Army"
formerly = [{ name = "Tamrit Guards", until = "2013-05-01" }]
kind = "armed-group"
countries = ["NE"]
fact = "made for this test"
"#;
    let folder = folder().with("mine/actors.toml", guards).with(
        "story.txt",
        "The Tamrit Guards, or Tamrit Army, fought in Oruro. \
         Three people were killed, the Tamrit Guards said.\n",
    );
    let says = |day: &str| -> String {
        let told = folder.run(&format!("read story.txt --registers mine --published {day}"));
        told.lines().filter(|line| line.contains("says ")).collect()
    };
    assert_eq!(says("2012-05-01"), "     says     Tamrit Guards");
    assert_eq!(says("2018-05-01"), "     says     Tamrit Army");
}

#[test]
fn a_broken_register_is_told_with_line_and_column() {
    let folder = folder()
        .with("mine/sources.toml", "[[source]]\nname = \"Tamrit Post\"\nknd = \"media\"\n")
        .with("empty/README.md", "")
        .with("story.txt", "Three people were killed in Oruro, police said.\n");
    insta::assert_snapshot!(folder.run("read story.txt --registers mine"), @r#"
exit status 2
--- stderr
ascribe: cannot read the register `mine/sources.toml`: TOML parse error at line 3, column 1
  |
3 | knd = "media"
  | ^^^
unknown field `knd`, expected one of `name`, `also`, `formerly`, `short`, `shared`, `ordinary`, `kind`, `countries`, `side`, `fact`
"#);
    insta::assert_snapshot!(folder.run("explain story.txt --sentence 1 --registers empty"), @"
exit status 2
--- stderr
ascribe: no register in `empty`: it holds no file whose name ends in `.toml`; name another folder, or put a register into it
");
    insta::assert_snapshot!(folder.run("read story.txt --registers none"), @"
exit status 2
--- stderr
ascribe: cannot read the register `none`: No such file or directory (os error 2)
");
}
