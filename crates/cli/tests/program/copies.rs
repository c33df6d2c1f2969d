//! `ascribe copies` as people see it.

use insta::assert_snapshot;

use crate::harness::{Folder, folder};

const LEDE: &str = "A flood swept through the lower town of Tamrit on Tuesday and killed at least 57 people, \
     the interior ministry said, after a dam in the hills gave way in the night.";
const REST: [&str; 3] = [
    "Rescuers in rubber boats brought hundreds of families from their roofs, and the army sent four \
     helicopters to villages that no road leads to any more.",
    "The dam of Oued Sarra, built in 1962, held back a lake of 30 million cubic metres. Engineers had \
     warned for years that its northern wall let water through.",
    "The governor declared three days of mourning and opened schools on the plateau to those who have \
     lost their homes, some 12,000 people by his count.",
];

fn page(outlet: &str, hour: u32, title: &str, story: &[&str]) -> String {
    format!(
        "<html><head><title>{title}</title><meta property=\"og:site_name\" content=\"{outlet}\">\
         <meta property=\"article:published_time\" content=\"2016-03-08T{hour:02}:10:00Z\"></head>\
         <body><article><h1>{title}</h1><p>{}</p></article></body></html>",
        story.join("</p><p>")
    )
}

fn pages() -> Folder {
    let second = LEDE.replace("57", "59").replace("swept through", "tore through");
    let own =
        "Our reporter saw people on roofs who waved with sheets. Nobody came for them before noon.";
    folder()
        .with("a.html", page("Morning Post", 11, "Flood kills 57", &[LEDE, REST[0], REST[1], own]))
        .with("b.html", page("AFP", 9, "Flood kills 57", &[LEDE, REST[0], REST[1], REST[2]]))
        .with("c.html", page("AFP", 12, "Flood kills 59", &[&second, REST[0], REST[1], REST[2]]))
        .with("d.html", page("Tamrit Times", 10, "A dam and its price", &[own]))
}

#[test]
fn a_family_is_shown_with_what_each_copy_cut_added_and_changed() {
    assert_snapshot!(pages().run("copies a.html b.html c.html d.html"), @r"
    exit status 0
    --- stdout
    family     3 reports, text of AFP
    earliest   b.html
      title    Flood kills 57
      outlet   AFP
      agency   AFP
      when     2016-03-08T09:10:00+00:00
      known by it was published before the others
    copy       a.html
      title    Flood kills 57
      outlet   Morning Post
      when     2016-03-08T11:10:00+00:00
      keeps    77 % of the words, which are 84 % of its own
      cut      The governor declared three days of mourning and opened schools on the plateau to those who … (26 words)
      added    Our reporter saw people on roofs who waved with sheets. Nobody came for them before noon.
    revision   c.html
      title    Flood kills 59
      outlet   AFP
      agency   AFP
      when     2016-03-08T12:10:00+00:00
      since    the same outlet prints it again
      keeps    96 % of the words, which are 96 % of its own
      number   57 → 59 in: A flood tore through the lower town of Tamrit on Tuesday and killed at least 59 … (32 words)
      words    swept → tore
    ");
}

#[test]
fn a_family_is_a_line_of_json() {
    let told = pages().run("copies . --format json");
    let line = told.lines().nth(2).expect("a family was found");
    let family: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
    let copies = family["copies"].as_array().expect("it is a list");
    let told: Vec<String> = copies
        .iter()
        .map(|it| format!("{} {} of {}", it["kind"], it["report"]["address"], it["of"]))
        .collect();
    assert_eq!(
        told,
        ["\"copy\" \"./a.html\" of \"./b.html\"", "\"revision\" \"./c.html\" of \"./b.html\""]
    );
    assert_eq!(family["agency"], "AFP");
    assert_eq!(family["basis"], "time");
    assert_eq!(copies[1]["changed"][0]["figures"][0]["is"]["words"], "59");
    assert_eq!(copies[0]["cut"].as_array().map(Vec::len), Some(1));
}

#[test]
fn pages_that_cannot_be_read_are_told_and_the_rest_is_compared() {
    assert_snapshot!(pages().with("empty.html", "").run("copies d.html empty.html none.html"), @r"
    exit status 1
    --- stderr
    ascribe: `empty.html` is not a report: it is empty; check that the page was saved or copied whole
    ascribe: cannot open `none.html`: there is no such file; check the path, or write `-` to read standard input
    ");
}
