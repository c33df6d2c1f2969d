//! Reading: what was read from a page, as JSON. `docs/reference/reading.schema.json` is made from
//! here. An empty text means that the report does not say it.

use ascribe_page::Address;
use ascribe_report as report;
use ascribe_statement::{
    self as statement,
    register::{Kind, Register},
};
#[cfg(test)]
use schemars::JsonSchema;
use serde::Serialize;

use super::{Item, Note, Other, Picture, Span, Teaser, item, note, other, picture, span, teaser};

/// What was read from one page.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(crate) struct Reading<'r> {
    /// The file or address the page came from, or "standard input".
    address: String,
    /// The headline.
    title: Option<&'r str>,
    /// The day the report was published, as 2016-02-21.
    published: Option<String>,
    /// When it was published, as far as the page says: 2016-02-21T14:30:00+01:00, or without zone or time.
    published_at: Option<String>,
    /// When it was last changed, in the same forms.
    updated_at: Option<String>,
    /// Who wrote it, as the page says.
    byline: Option<&'r str>,
    /// The people that the byline names, each by name.
    writers: &'r [String],
    /// The agency whose copy it is, as the page says.
    agency: Option<&'r str>,
    /// Who published it, as the page says.
    outlet: Option<&'r str>,
    /// The language it is in, as BCP 47 writes it: en-GB. The one that its words show, or that the page says; `und`
    /// where its words are of no language that is known here, and null where neither tells.
    language: Option<&'r str>,
    /// Whether it was read: `false` where there is no pipeline for its language, and so nothing below was looked for.
    read: bool,
    /// The part of the paper it stands in, as the page says.
    section: Option<&'r str>,
    /// The address by which the page wants to be known.
    canonical: Option<&'r str>,
    /// What the agency calls it; only there for a piece of agency wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Item<'r>>,
    /// Headline and story. Spans count its bytes (UTF-8).
    text: &'r str,
    /// The paragraphs of the story.
    paragraphs: Vec<Span>,
    /// Headline and paragraphs in another language than the report's; those that there is no pipeline for were not
    /// read.
    others: Vec<Other<'r>>,
    /// Pictures that belong to the story.
    pictures: Vec<Picture<'r>>,
    /// Which of the pictures leads, counted from 0.
    lead: Option<usize>,
    /// Teasers under "Related stories".
    related: Vec<Teaser<'r>>,
    /// Teasers under "Latest news".
    latest: Vec<Teaser<'r>>,
    /// What the page says it had wrong before.
    corrections: &'r [String],
    /// The words by which the page says that more will follow.
    updating: Option<&'r str>,
    /// Every number of people harmed, in the order of the text.
    figures: Vec<Figure<'r>>,
    /// What the report says of responsibility, or of what is known or agreed, in the order of the text.
    claims: Vec<Claim<'r>>,
    /// Truces that are spoken of, each with all that is said of it.
    truces: Vec<Truce<'r>>,
    /// Everybody whom a figure or a claim names, once each, with what the register knows.
    givers: Vec<Giver<'r>>,
    /// Figures that are told to be, or should be, the sum of others.
    sums: Vec<Sum<'r>>,
    /// What was not understood.
    notes: Vec<Note<'r>>,
}

/// Somebody whom a figure or a claim names.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Giver<'r> {
    /// The name as figures and claims have it.
    name: &'r str,
    /// The name of the entry in the register; null where there is none.
    entry: Option<&'r str>,
    /// What it is, in the words of the register: "monitor", "state-media"; without an entry, what
    /// its head noun says, and null where that says nothing.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    kind: Option<Kind>,
    /// Where it belongs, as a code of ISO 3166.
    country: Option<String>,
    /// Whose side it is on.
    side: Option<&'r str>,
    /// What anybody can look up about it.
    fact: Option<&'r str>,
}

/// A number of people harmed, as one source gives it.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Figure<'r> {
    /// The number with its hedge, or the single person.
    quote: &'r str,
    /// The first five words of its sentence.
    sentence: String,
    /// What happened to the people.
    measure: Measure,
    /// The fewest it may mean; null where the text has no lower end.
    low: Option<u64>,
    /// The most it may mean; null where the text has no upper end.
    high: Option<u64>,
    /// The hedging words: "at least".
    hedge: &'r str,
    /// Who the people are, in lower case.
    group: &'r str,
    /// Who gives the figure; "report" where the report says it in its own voice.
    source: &'r str,
    /// Who carries the source's words.
    via: &'r str,
    /// Who did it, as far as the sentence says.
    by: &'r str,
    /// Whether the text leaves it open that they did: "suspected rebels".
    by_is_suspected: bool,
    /// Where, from small to large.
    place: &'r str,
    /// Where that is on the map; null where it is not known.
    located: Option<Located<'r>>,
    /// How the place was found and chosen.
    place_why: &'r str,
    /// When: a day, month or year, or two of them with a stroke between.
    date: String,
    /// How that day was chosen; empty where there is none.
    date_why: &'static str,
    /// The event within the report; figures of one event share it.
    event: String,
    /// Whether it happened, by those who tell it.
    realis: Realis,
    /// The quote of the figure this one is a part of.
    part_of: &'r str,
    /// The place of that figure in `figures`, counted from 0.
    part_of_figure: Option<usize>,
    /// Where the words stand.
    spans: FigureSpans,
    /// The rule that read it.
    rule: &'r str,
    /// The rule that found who gives it; empty for the report's own voice. Two are no rules of the reference:
    /// `goes-on`, for a sentence after one of its paragraph that someone said, and `headline`, for who is
    /// named there beside a colon or a dash.
    source_rule: &'r str,
}

/// Where on the map a place is, by GeoNames.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) struct Located<'r> {
    /// Degrees north. Of an area, its middle.
    lat: f64,
    /// Degrees east.
    lon: f64,
    /// How exact the point is.
    precision: PlacePrecision,
    /// The country's code of ISO 3166; empty for a region over several.
    country: &'r str,
    /// The number in GeoNames; null for places of our own list.
    geonames: Option<u32>,
    /// The name in GeoNames of what the point is of: the place, or what it lies in.
    name: &'r str,
}

/// How exact a point is for a place. UCDP's codes for it are beside.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) enum PlacePrecision {
    /// That of the place itself (1).
    Exact,
    /// That of a city it lies in or near, since it is not known itself (2).
    Near,
    /// The middle of a district (3).
    District,
    /// The middle of a province (4).
    Province,
    /// The middle of a country (6).
    Country,
    /// The middle of a sea or a region over several countries (5 or 7).
    Region,
}

/// Where the words of a figure stand.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct FigureSpans {
    /// The number.
    quote: Span,
    /// The whole sentence.
    sentence: Span,
    /// The word that says what happened: "killed".
    trigger: Span,
    /// Who gives it, as named here.
    source: Option<Span>,
    /// Who carries it.
    via: Option<Span>,
    /// Who did it.
    by: Option<Span>,
    /// Where.
    place: Option<Span>,
}

/// What a report says of responsibility, or of what is known or agreed.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Claim<'r> {
    /// What is done by saying it.
    kind: ClaimKind,
    /// Who claims, blames, denies, confirms, agrees; "report" for the report's own voice.
    who: &'r str,
    /// Who carries their words.
    via: &'r str,
    /// Whom it is about: the one blamed, the one excluded, the other party.
    of: &'r str,
    /// The event within the report, as for figures, or "truce" or "talks".
    event: String,
    /// The words that carry it.
    quote: &'r str,
    /// The first five words of its sentence.
    sentence: String,
    /// Where the words stand.
    spans: ClaimSpans,
    /// The rule that read it.
    rule: &'r str,
}

/// Where the words of a claim stand.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct ClaimSpans {
    /// The words that carry it.
    quote: Span,
    /// The whole sentence.
    sentence: Span,
    /// Who claims, as named here.
    who: Option<Span>,
    /// Who carries their words.
    via: Option<Span>,
    /// Whom it is about.
    of: Option<Span>,
}

/// A total and its parts.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Sum<'r> {
    /// The total's place in `figures`, counted from 0.
    total: usize,
    /// The parts' places in `figures`.
    parts: &'r [usize],
    /// Whether the parts add up to the total.
    holds: bool,
}

/// A truce, as the whole report tells of it; one for a report and pair of parties.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Truce<'r> {
    /// How it stands by what is told of it first; null where the report does not say.
    standing: Option<Standing>,
    /// How it stands, by each who says so, in the order of the text.
    standings: Vec<Stands<'r>>,
    /// Who fights and stops.
    parties: Vec<Told<'r>>,
    /// Who brings them together.
    mediators: Vec<Told<'r>>,
    /// What is agreed besides: "prisoner exchange".
    terms: Vec<Told<'r>>,
    /// Who or what it does not cover.
    exclusions: Vec<Told<'r>>,
    /// What must be done first, in the words of the text.
    conditions: Vec<Told<'r>>,
    /// When it begins.
    start: Option<Day<'r>>,
    /// When it ends, or how long it lasts.
    end: Option<Day<'r>>,
}

/// How a truce stands by one who says so.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Stands<'r> {
    /// How it stands.
    standing: Standing,
    /// Who says so, and where.
    told: Told<'r>,
}

/// A day of a truce.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Day<'r> {
    /// The day, month or year, or two of them with a stroke between; empty where there are words only.
    date: String,
    /// The words, and who says so.
    told: Told<'r>,
}

/// One thing said of a truce.
#[derive(Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
struct Told<'r> {
    /// The name as a person would file it, or the words.
    what: &'r str,
    /// Who says so; "report" where the report says it in its own voice.
    says: &'r str,
    /// Who carries that one's words.
    via: &'r str,
    /// The words it was read from.
    span: Span,
    /// The rule that read it.
    rule: &'r str,
}

/// How a truce stands.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(JsonSchema))]
enum Standing {
    /// Someone calls for it or offers it.
    Proposed,
    AgreedInPrinciple,
    Agreed,
    /// Agreed, and to begin.
    Due,
    InEffect,
    /// It holds, and someone breaks it.
    Violated,
    Extended,
    /// It is over before its time.
    Collapsed,
    Rejected,
}

/// What happened to the people a figure counts.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) enum Measure {
    Killed,
    Injured,
    Missing,
    /// Captured, arrested, kidnapped, taken hostage.
    Held,
    Displaced,
    /// Dead or hurt; the text does not say which.
    Casualties,
}

/// Whether a thing happened, by those who tell it.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(JsonSchema))]
pub(super) enum Realis {
    Asserted,
    Denied,
    Possible,
    Threatened,
    /// An earlier event, told as background.
    Past,
}

/// What is done by a claim.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(JsonSchema))]
enum ClaimKind {
    /// Says it did it.
    Claims,
    /// Says someone else did it.
    Blames,
    Denies,
    /// Could not confirm or authenticate.
    Unverified,
    Confirms,
    /// Agrees to a truce, a deal, talks; or proposes them.
    Agrees,
    Rejects,
    /// Says who or what is not covered.
    Excludes,
    /// Agrees on a condition.
    Conditions,
}

/// What was read from the page at `address`.
pub(crate) fn reading<'r>(
    register: &'r Register,
    address: &Address,
    report: &'r report::Report,
    reading: &'r statement::Reading,
    is_read: bool,
) -> Reading<'r> {
    Reading {
        address: address.to_string(),
        title: report.title.map(|it| report.words(it)),
        published: report.published.map(|it| it.to_string()),
        published_at: report.published_at.map(|it| it.to_string()),
        updated_at: report.updated_at.map(|it| it.to_string()),
        byline: report.byline.as_deref(),
        writers: &report.writers,
        agency: report.agency.as_deref(),
        outlet: report.outlet.as_deref(),
        language: report.language.as_deref(),
        read: is_read,
        section: report.section.as_deref(),
        canonical: report.address.as_deref(),
        item: report.item.as_ref().map(item),
        text: &report.text,
        paragraphs: report.paragraphs.iter().map(|&it| span(it)).collect(),
        others: report.others.iter().map(other).collect(),
        pictures: report.pictures.iter().map(picture).collect(),
        lead: report.lead,
        related: report.related.iter().map(teaser).collect(),
        latest: report.latest.iter().map(teaser).collect(),
        corrections: &report.corrections,
        updating: report.updating.as_deref(),
        figures: reading.figures.iter().map(|it| figure(report, reading, it)).collect(),
        claims: reading.claims.iter().map(|it| claim(report, it)).collect(),
        truces: reading.truces.iter().map(truce).collect(),
        givers: givers(register, reading),
        sums: reading.sums.iter().map(sum).collect(),
        notes: report.notes.iter().chain(&reading.notes).map(note).collect(),
    }
}

fn figure<'r>(
    report: &'r report::Report,
    reading: &'r statement::Reading,
    it: &'r statement::Figure,
) -> Figure<'r> {
    let whole = it.part_of.and_then(|whole| reading.figures.get(whole));
    Figure {
        quote: report.words(it.quote),
        sentence: first_words(report.words(it.sentence)),
        measure: measure(it.measure),
        low: it.toll.low,
        high: it.toll.high,
        hedge: &it.toll.hedge,
        group: &it.group,
        source: giver(&it.source),
        via: name(it.source.via.as_ref()),
        by: it.by.as_ref().map_or("", |it| &it.named.name),
        by_is_suspected: it.by.as_ref().is_some_and(|it| it.is_suspected),
        place: it.place.as_ref().map_or("", |it| &it.name),
        located: it.place.as_ref().and_then(|it| it.located.as_ref()).map(located),
        place_why: it.place.as_ref().map_or("", |it| &it.why),
        date: it.when.map(|it| it.to_string()).unwrap_or_default(),
        date_why: it.dated.show(),
        event: format!("e{}", it.event),
        realis: realis(it.realis),
        part_of: whole.map_or("", |it| report.words(it.quote)),
        part_of_figure: it.part_of,
        spans: FigureSpans {
            quote: span(it.quote),
            sentence: span(it.sentence),
            trigger: span(it.trigger),
            source: it.source.given_by.as_ref().map(|it| span(it.span)),
            via: it.source.via.as_ref().map(|it| span(it.span)),
            by: it.by.as_ref().map(|it| span(it.named.span)),
            place: it.place.as_ref().map(|it| span(it.span)),
        },
        rule: &it.rule,
        source_rule: &it.source.rule,
    }
}

pub(super) fn located(it: &statement::Located) -> Located<'_> {
    Located {
        lat: f64::from(it.lat) / 10_000.0,
        lon: f64::from(it.lon) / 10_000.0,
        precision: place_precision(it.precision),
        country: &it.country,
        geonames: it.geonames,
        name: &it.name,
    }
}

fn claim<'r>(report: &'r report::Report, it: &'r statement::Claim) -> Claim<'r> {
    Claim {
        kind: claim_kind(it.kind),
        who: giver(&it.who),
        via: name(it.who.via.as_ref()),
        of: name(it.of.as_ref()),
        event: match it.about {
            statement::About::Event(number) => format!("e{number}"),
            statement::About::Truce => "truce".to_owned(),
            statement::About::Talks => "talks".to_owned(),
        },
        quote: report.words(it.quote),
        sentence: first_words(report.words(it.sentence)),
        spans: ClaimSpans {
            quote: span(it.quote),
            sentence: span(it.sentence),
            who: it.who.given_by.as_ref().map(|it| span(it.span)),
            via: it.who.via.as_ref().map(|it| span(it.span)),
            of: it.of.as_ref().map(|it| span(it.span)),
        },
        rule: &it.rule,
    }
}

fn truce(it: &statement::Truce) -> Truce<'_> {
    Truce {
        standing: it.standings.first().map(|(it, _)| standing(*it)),
        standings: it
            .standings
            .iter()
            .map(|(it, told)| Stands { standing: standing(*it), told: self::told(told) })
            .collect(),
        parties: it.parties.iter().map(told).collect(),
        mediators: it.mediators.iter().map(told).collect(),
        terms: it.terms.iter().map(told).collect(),
        exclusions: it.exclusions.iter().map(told).collect(),
        conditions: it.conditions.iter().map(told).collect(),
        start: it.start.as_ref().map(day),
        end: it.end.as_ref().map(day),
    }
}

fn day((when, told): &(Option<statement::When>, statement::Told)) -> Day<'_> {
    Day { date: when.map(|it| it.to_string()).unwrap_or_default(), told: self::told(told) }
}

fn told(it: &statement::Told) -> Told<'_> {
    Told {
        what: &it.what,
        says: giver(&it.says),
        via: name(it.says.via.as_ref()),
        span: span(it.span),
        rule: &it.rule,
    }
}

fn givers<'r>(register: &'r Register, reading: &'r statement::Reading) -> Vec<Giver<'r>> {
    let of_figures = reading.figures.iter().flat_map(|it| [&it.source.given_by, &it.source.via]);
    let of_claims = reading.claims.iter().flat_map(|it| [&it.who.given_by, &it.who.via, &it.of]);
    let mut names: Vec<&str> =
        of_figures.chain(of_claims).flatten().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| giver_of(register, name)).collect()
}

fn giver_of<'r>(register: &'r Register, name: &'r str) -> Giver<'r> {
    let known = register.giver(name);
    Giver {
        name,
        entry: known.party.map(|it| it.name.as_str()),
        kind: known.kind,
        country: known.country.map(|it| it.to_string()),
        side: known.party.and_then(|it| it.side.as_deref()),
        fact: known.party.and_then(|it| it.fact.as_deref()),
    }
}

fn sum(it: &statement::Sum) -> Sum<'_> {
    Sum { total: it.total, parts: &it.parts, holds: it.holds }
}

fn giver(source: &statement::Source) -> &str {
    source.given_by.as_ref().map_or("report", |it| &it.name)
}

fn name(named: Option<&statement::Named>) -> &str {
    named.map_or("", |it| &it.name)
}

fn first_words(sentence: &str) -> String {
    sentence.split_whitespace().take(5).collect::<Vec<_>>().join(" ")
}

pub(super) fn measure(it: statement::Measure) -> Measure {
    match it {
        statement::Measure::Killed => Measure::Killed,
        statement::Measure::Injured => Measure::Injured,
        statement::Measure::Missing => Measure::Missing,
        statement::Measure::Held => Measure::Held,
        statement::Measure::Displaced => Measure::Displaced,
        statement::Measure::Casualties => Measure::Casualties,
    }
}

fn place_precision(it: statement::PlacePrecision) -> PlacePrecision {
    match it {
        statement::PlacePrecision::Exact => PlacePrecision::Exact,
        statement::PlacePrecision::Near => PlacePrecision::Near,
        statement::PlacePrecision::District => PlacePrecision::District,
        statement::PlacePrecision::Province => PlacePrecision::Province,
        statement::PlacePrecision::Country => PlacePrecision::Country,
        statement::PlacePrecision::Region => PlacePrecision::Region,
    }
}

pub(super) fn realis(it: statement::Realis) -> Realis {
    match it {
        statement::Realis::Asserted => Realis::Asserted,
        statement::Realis::Denied => Realis::Denied,
        statement::Realis::Possible => Realis::Possible,
        statement::Realis::Threatened => Realis::Threatened,
        statement::Realis::Past => Realis::Past,
    }
}

fn standing(it: statement::Standing) -> Standing {
    match it {
        statement::Standing::Proposed => Standing::Proposed,
        statement::Standing::AgreedInPrinciple => Standing::AgreedInPrinciple,
        statement::Standing::Agreed => Standing::Agreed,
        statement::Standing::Due => Standing::Due,
        statement::Standing::InEffect => Standing::InEffect,
        statement::Standing::Violated => Standing::Violated,
        statement::Standing::Extended => Standing::Extended,
        statement::Standing::Collapsed => Standing::Collapsed,
        statement::Standing::Rejected => Standing::Rejected,
    }
}

fn claim_kind(it: statement::ClaimKind) -> ClaimKind {
    match it {
        statement::ClaimKind::Claims => ClaimKind::Claims,
        statement::ClaimKind::Blames => ClaimKind::Blames,
        statement::ClaimKind::Denies => ClaimKind::Denies,
        statement::ClaimKind::Unverified => ClaimKind::Unverified,
        statement::ClaimKind::Confirms => ClaimKind::Confirms,
        statement::ClaimKind::Agrees => ClaimKind::Agrees,
        statement::ClaimKind::Rejects => ClaimKind::Rejects,
        statement::ClaimKind::Excludes => ClaimKind::Excludes,
        statement::ClaimKind::Conditions => ClaimKind::Conditions,
    }
}

#[test]
fn the_schema_is_the_one_in_the_reference() {
    super::check_schema("reading", &schemars::schema_for!(Reading<'_>));
}
