//! Day: when something happened, from the words of a sentence and the day it was published.
//!
//! No crate that reads phrases of time counts back as news does: "on Sunday" in news is the last
//! Sunday up to the day of publication, unless the verb points ahead. How such phrases are written
//! is in `phrase.rs`, which days they mean in `value.rs`; which event a day belongs to is for `dated.rs`.

mod phrase;
mod value;
pub(crate) mod words;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use self::phrase::{Direction, Phrase, Side, Unit, Words};
use self::value::{Against, Tense, resolve};
use crate::numeral::{self, is_dash};

/// When something happened, as exactly as the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// The first day it may have been.
    pub from: Date,
    /// The last day it may have been; not before `from`.
    pub to: Date,
    /// How exact the text is about both.
    pub precision: Precision,
}

/// How exactly a day is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// "on Sunday", "March 3 to 5"
    Day,
    /// "in March", "between March and May"
    Month,
    /// "in 2016", "since 2011"
    Year,
}

impl When {
    /// One day.
    pub fn on(day: Date) -> When {
        When { from: day, to: day, precision: Precision::Day }
    }

    fn months(first: Date, last: Date) -> When {
        When { from: first.first_of_month(), to: last.last_of_month(), precision: Precision::Month }
    }

    fn years(first: Date, last: Date) -> When {
        When { from: first.first_of_year(), to: last.last_of_year(), precision: Precision::Year }
    }

    /// From the beginning of this to the end of `end`, as exact as the less exact of both.
    pub(crate) fn until(self, end: When) -> Option<When> {
        (self.from <= end.to).then_some(When {
            from: self.from,
            to: end.to,
            precision: self.precision.max(end.precision),
        })
    }
}

/// In the ISO form, a range with a stroke: "2016-02-21", "2016-02", "2008/2009"; and the day itself
/// where a range ends on one, as "since 2011" ends with publication: "2011/2016-02-21".
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = match self.precision {
            Precision::Day => true,
            Precision::Month => self.to == self.to.last_of_month(),
            Precision::Year => self.to == self.to.last_of_year(),
        };
        let end = if whole { self.precision } else { Precision::Day };
        let (from, to) = (shown(self.from, self.precision), shown(self.to, end));
        if from == to { f.write_str(&from) } else { write!(f, "{from}/{to}") }
    }
}

fn shown(day: Date, precision: Precision) -> String {
    match precision {
        Precision::Day => day.to_string(),
        Precision::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Precision::Year => format!("{:04}", day.year()),
    }
}

/// A phrase of time in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) words: Range<usize>,
    /// `None` where the words are a time but no day can be counted to, as for "on Friday" in a
    /// report without a day of publication.
    pub(crate) when: Option<When>,
    /// The same by the phrase alone, without what "since" or an end further on makes of it.
    pub(crate) said: Option<When>,
    /// What it is the day of.
    pub(crate) of: Of,
    /// It says a stretch in which something was: "last week", "at the weekend".
    pub(crate) is_vague: bool,
    /// What is named behind it is known: "four days after the quake".
    pub(crate) is_known: bool,
    /// The "since" that it begins at.
    pub(crate) since: Option<usize>,
}

/// What a phrase of time is the day of, by its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// What the clause tells.
    Clause,
    /// What the clause tells, counted from another day: "two days earlier".
    Counted,
    /// What is named behind it: "a week after the blast", "after three days of clashes".
    Next,
}

/// The days that a sentence names, in order and apart. `told` are the days the text was telling of
/// before, the nearest first, which "two days earlier" counts from; without one, and without a day
/// earlier in the sentence, it counts from the day of publication.
pub(crate) fn find_all(words: &[&str], published: Option<Date>, told: &[When]) -> Vec<Mention> {
    let lower = numeral::lower(words);
    let words = Words { written: words, lower: &lower };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < lower.len() {
        let Some((phrase, end)) = phrase::read(words, at) else {
            at += 1;
            continue;
        };
        // "two days after the raid and a week after the blast" count from the same day.
        let here = mentions.iter().rev().filter(|it| it.of != Of::Next).filter_map(|it| it.when);
        let mut before = here.chain(told.iter().copied());
        let told = before.find(|&it| told_by(it, &phrase)).or(published.map(When::on));
        let against = Against { published, told, tense: tense(words, at, end) };
        let mention = range(words, at, &phrase, end, against).unwrap_or_else(|| Mention {
            words: at..end,
            when: resolve(&phrase, against),
            said: resolve(&phrase, against),
            of: of(words, at, &phrase, end),
            is_vague: matches!(
                phrase,
                Phrase::Weekend(_) | Phrase::Calendar { .. } | Phrase::Lately(_)
            ),
            is_known: words.at(end) == "the" && !matches!(phrase, Phrase::Stretch { .. }),
            since: None,
        });
        let after = mentions.last().map_or(0, |it| it.words.end);
        let mention = since(words, mention, after, published);
        at = mention.words.end;
        mentions.push(mention);
    }
    beginning_and_end(words, &mut mentions);
    mentions
}

/// "that began on Friday and ended on Sunday": the first is a range to the second.
fn beginning_and_end(words: Words<'_>, mentions: &mut [Mention]) {
    let after = |mention: &Mention, verbs: &[&str]| {
        let start = mention.words.start;
        (start.saturating_sub(4)..start).any(|it| verbs.contains(&words.at(it)))
    };
    for first in 0..mentions.len().saturating_sub(1) {
        let (one, other) = (&mentions[first], &mentions[first + 1]);
        let (Some(from), Some(to)) = (one.when, other.when) else { continue };
        let both = after(one, &["began", "started", "erupted", "broke"])
            && after(other, &["ended", "lasted", "stopped"]);
        let joined = (one.words.end..other.words.start).any(|it| words.at(it) == "and");
        if both && joined && from.from < to.from && from.precision == to.precision {
            mentions[first].when = from.until(to);
        }
    }
}

/// Whether `phrase` may count from a day that was told of: from a year only where it counts years,
/// from a month only where it counts years or months, and from a night as from a day.
fn told_by(when: When, phrase: &Phrase) -> bool {
    let exact_to = match phrase {
        Phrase::Distance { unit, .. } | Phrase::Beside { unit, .. } => match unit {
            Unit::Hour | Unit::Day | Unit::Week => Precision::Day,
            Unit::Month => Precision::Month,
            Unit::Year | Unit::Decade => Precision::Year,
        },
        Phrase::SinceThat => Precision::Year,
        Phrase::ThatTime { .. } => return !is_day_or_night(when),
        _ => Precision::Day,
    };
    let is_one = shown(when.from, when.precision) == shown(when.to, when.precision);
    when.precision <= exact_to && (is_one || is_day_or_night(when))
}

/// One day, or the night from one to the next.
pub(crate) fn is_day_or_night(when: When) -> bool {
    when.precision == Precision::Day
        && (when.from == when.to || when.from.tomorrow().is_ok_and(|it| it == when.to))
}

/// What a phrase from `at` to before `end` is the day of.
fn of(words: Words<'_>, at: usize, phrase: &Phrase, end: usize) -> Of {
    let last = end.checked_sub(1).map_or("", |it| words.at(it));
    match phrase {
        Phrase::Stretch { side: Side::Before, .. } if words.at(at) == "after" => Of::Next,
        Phrase::Distance { direction: Direction::Earlier, .. } | Phrase::ThatDay(-1)
            if matches!(last, "after" | "since") =>
        {
            Of::Next
        }
        Phrase::Lately(_) if matches!(last, "after" | "since") => Of::Next,
        Phrase::Distance { direction: Direction::Earlier | Direction::Later, .. }
        | Phrase::ThatDay(_)
        | Phrase::Beside { .. }
        | Phrase::HoursLater
        | Phrase::SinceThat => Of::Counted,
        _ => Of::Clause,
    }
}

/// Whether the verb before a phrase points ahead. News tells what has happened, so the past needs
/// no sign.
fn tense(words: Words<'_>, at: usize, end: usize) -> Tense {
    // "Sunday's vote will", but not "announced Friday that it will".
    let is_owner = words.at(end) == "'s";
    if words.at(end) == "will" || is_owner && (end..end + 4).any(|it| words.at(it) == "will") {
        return Tense::Future;
    }
    for here in (at.saturating_sub(10)..at).rev() {
        let text = words.at(here);
        match text {
            // "would look into Friday's raid"
            "would" if is_owner => {}
            "will" | "'ll" | "shall" | "wo" | "would" | "scheduled" | "due" | "slated"
            | "planned" | "planning" | "plans" | "expected" | "going" | "next" | "upcoming"
            | "intends" => {
                return Tense::Future;
            }
            "to" if matches!(words.at(here.wrapping_sub(1)), "set" | "agreed" | "agree") => {
                return Tense::Future;
            }
            "was" | "were" | "had" | "did" | "said" | "died" | "blew" | "hit" | ";" => {
                return Tense::Past;
            }
            // "will be released on Sunday"
            _ if text.ends_with("ed")
                && !matches!(words.at(here.wrapping_sub(1)), "be" | "been") =>
            {
                return Tense::Past;
            }
            _ => {}
        }
    }
    Tense::Past
}

/// "from 23 January to February 1", "between Friday and Sunday", "2008 and 2009", "Saturday and Sunday".
fn range(
    words: Words<'_>,
    at: usize,
    first: &Phrase,
    end: usize,
    against: Against,
) -> Option<Mention> {
    let joint = words.at(end);
    let opened = match at.checked_sub(1).map_or("", |it| words.at(it)) {
        "from" | "between" => true,
        // "between late Friday and Sunday"
        "late" | "early" => at >= 2 && matches!(words.at(at - 2), "from" | "between"),
        _ => false,
    };
    if !(is_dash(joint)
        || matches!(joint, "to" | "through" | "until" | "till" | "into" | "and" | "or"))
    {
        return None;
    }
    let is_lead = |it: usize| matches!(words.at(it), "on" | "late" | "early");
    let second_at = (end + 1..end + 3).find(|&it| !is_lead(it)).unwrap_or(end + 3);
    let (second, second_end) = match phrase::read(words, end + 1) {
        Some(it) => it,
        None => phrase::read(words, second_at)?,
    };
    let last = resolve(&second, against)?;
    // The first day counts back from the last, so that "December to February" is one winter.
    let back = Against {
        published: against.published.map(|it| it.min(last.to)).or(Some(last.to)),
        told: against.told,
        tense: Tense::Past,
    };
    let first_phrase = first;
    let first = match first {
        Phrase::Date { year: None, .. }
        | Phrase::Months { year: None, .. }
        | Phrase::Day { .. } => resolve(first, Against { published: Some(last.to), ..back })?,
        _ => resolve(first, against)?,
    };
    let follows =
        first.precision == last.precision && first.to.tomorrow().is_ok_and(|it| it == last.from);
    let joins = match joint {
        "and" => opened || follows,
        // "late on Friday or early on Saturday"
        "or" => follows && matches!(first_phrase, Phrase::Day { .. }),
        // "killed on Friday - Saturday's attack": a dash between two days that follow or a range.
        _ => opened || first.precision == last.precision,
    };
    let when = first.until(last).filter(|_| joins && first.from < last.from)?;
    Some(Mention {
        words: at..second_end,
        when: Some(when),
        said: Some(when),
        of: Of::Clause,
        is_vague: false,
        is_known: false,
        since: None,
    })
}

/// "since January", "since fighting broke out in January": up to the day of publication. Words
/// before `after` belong to another mention.
fn since(words: Words<'_>, mention: Mention, after: usize, published: Option<Date>) -> Mention {
    let start = mention.words.start;
    let lead = (1..=FAR)
        .take_while(|&back| start.checked_sub(back).is_some_and(|it| it >= after))
        .take_while(|&back| !CLAUSE_ENDS.contains(&words.at(start - back)))
        .find(|&back| words.at(start - back) == "since");
    let Some(lead) = lead.filter(|_| mention.of == Of::Clause) else { return mention };
    let when = match (mention.when, published) {
        (Some(first), Some(published)) if first.from <= published => {
            // "since January" is since the first of January; "since May" is since May.
            let is_of_this_year = first.from == published.first_of_year();
            let precision = if is_of_this_year { Precision::Day } else { first.precision };
            Some(When { from: first.from, to: published, precision })
        }
        _ => None,
    };
    let close =
        lead == 1 || lead == 2 && matches!(words.at(start - 1), "late" | "early" | "the" | "last");
    let words = if close { start - lead..mention.words.end } else { mention.words };
    Mention { words, when, since: Some(start - lead), is_vague: false, ..mention }
}

/// How many words "since" may stand before the day its clause tells.
const FAR: usize = 10;

/// Words and signs that no clause goes over.
const CLAUSE_ENDS: &[&str] = &[",", ";", ":", ".", "\"", "“", "”", "said", "says", "told", "but"];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown_all(words: &[&str], published: Option<Date>, told: &[When]) -> String {
        let all: Vec<String> = find_all(words, published, told)
            .into_iter()
            .map(|it| {
                let when = it.when.map_or("?".to_owned(), |it| it.to_string());
                format!("{} = {when}", words[it.words].join(" "))
            })
            .collect();
        if all.is_empty() { "no day".to_owned() } else { all.join("; ") }
    }

    /// Published on Sunday, 21 February 2016.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = text.split(' ').collect();
        let published = Some(Date::constant(2016, 2, 21));
        assert_eq!(shown_all(&words, published, &[]), expected, "{text}");
    }

    #[track_caller]
    fn check_unpublished(text: &str, expected: &str) {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(shown_all(&words, None, &[]), expected, "{text}");
    }

    #[test]
    fn a_weekday_is_the_last_up_to_publication() {
        check("killed on Sunday", "Sunday = 2016-02-21");
        check("late on Saturday night .", "Saturday night = 2016-02-20");
        check("Friday 's attack", "Friday = 2016-02-19");
        check("last Sunday", "last Sunday = 2016-02-14");
        check("this past Tuesday", "this past Tuesday = 2016-02-16");
    }

    #[test]
    fn a_verb_may_point_ahead() {
        check("will meet on Wednesday", "Wednesday = 2016-02-24");
        check("elections scheduled for July 8 .", "July 8 = 2016-07-08");
        check("is due to be released on Friday", "Friday = 2016-02-26");
        check("Friday 's vote will", "Friday = 2016-02-26");
        check("is set to begin on Wednesday", "Wednesday = 2016-02-24");
        check("announced Friday that it will", "Friday = 2016-02-19");
        check("next Sunday", "next Sunday = 2016-02-28");
        check("the minister , who will resign , was hurt on Friday", "Friday = 2016-02-19");
    }

    #[test]
    fn days_count_from_publication() {
        check(
            "today , yesterday and tomorrow",
            "today = 2016-02-21; yesterday = 2016-02-20; tomorrow = 2016-02-22",
        );
        check("last night", "last night = 2016-02-20");
        check("overnight", "overnight = 2016-02-20/2016-02-21");
        check("overnight into Saturday", "overnight into Saturday = 2016-02-19/2016-02-20");
        check("in the night to Friday", "night to Friday = 2016-02-18/2016-02-19");
        check("overnight from Friday to Saturday", "Friday to Saturday = 2016-02-19/2016-02-20");
        check("Thursday last week", "Thursday last week = 2016-02-11");
        check("on Monday of this week", "Monday of this week = 2016-02-15");
        check("two weeks ago", "two weeks ago = 2016-02-07");
        check("six years ago", "six years ago = 2010");
        check("a couple of days ago", "a couple of days ago = 2016-02-19");
        check("just days after a bomber struck", "days after = 2016-02");
        check("years ago", "years ago = ?");
        check("days since March", "days since = 2016-02; March = 2015-03");
    }

    #[test]
    fn earlier_and_later_count_from_the_day_told_of() {
        check("exactly a month after the last raid", "a month after = 2016-01-21");
        check("a month earlier", "a month earlier = 2016-01");
        check("a week after a bomb killed", "a week after = 2016-02-14");
        check(
            "on Friday , two days after the truce",
            "Friday = 2016-02-19; two days after = 2016-02-17",
        );
        check("on Friday . Two days later ,", "Friday = 2016-02-19; Two days later = 2016-02-21");
        check("that occurred the day before .", "day before = 2016-02-20");
        check("two days before the vote", "two days before = ?");
        check("in 1984 . One year later he", "1984 = 1984; One year later = 1985");
        check("in 1984 and the following year", "1984 = 1984; following year = 1985");
        check("in 1984 . Two days later ,", "1984 = 1984; Two days later = 2016-02-23");
    }

    #[test]
    fn a_date_without_a_year_is_not_far_ahead() {
        check("on 12 May , killing 103", "12 May = 2015-05-12");
        check("on March 3 people met", "March 3 = 2016-03-03");
        check("since December 30 .", "since December 30 = 2015-12-30/2016-02-21");
        check("on February 29", "February 29 = 2016-02-29");
        check("the 3rd of February", "3rd of February = 2016-02-03");
        check("February 31", "February 31 = ?");
    }

    #[test]
    fn a_date_with_a_year_needs_no_publication_day() {
        check_unpublished("on 3 March 2016 in Tamrit", "3 March 2016 = 2016-03-03");
        check_unpublished("Friday , March 4 , 2016 :", "Friday , March 4 , 2016 = 2016-03-04");
        check_unpublished(
            "2016-02-21 or 2016 - 02 - 22",
            "2016-02-21 = 2016-02-21; 2016 - 02 - 22 = 2016-02-22",
        );
        check_unpublished("March 3 - 5 , 2016", "March 3 - 5 , 2016 = 2016-03-03/2016-03-05");
        check_unpublished("in September 2003 .", "September 2003 = 2003-09");
        check_unpublished("in 2008 and 2009 ,", "2008 and 2009 = 2008/2009");
        check_unpublished("the 2003 invasion", "2003 = 2003");
        check_unpublished("early 2020 , mid-2011", "early 2020 = 2020; mid-2011 = 2011");
        check_unpublished("the 1990s", "1990s = 1990/1999");
        check_unpublished("on Sunday , since January", "Sunday = ?; since January = ?");
    }

    #[test]
    fn a_month_is_a_month() {
        check("in December", "December = 2015-12");
        check("last March", "last March = 2015-03");
        check("mid - April", "mid - April = 2015-04");
        check("last month", "last month = 2016-01");
        check("January next year", "January next year = 2017-01");
        check("in September of this year", "September of this year = 2016-09");
        check("since January", "since January = 2016-01-01/2016-02-21");
        check("since early February", "since early February = 2016-02/2016-02-21");
        check("since November", "since November = 2015-11/2016-02-21");
        check("since 2011 ,", "since 2011 = 2011/2016-02-21");
        check("last summer", "last summer = 2015-06/2015-08");
    }

    #[test]
    fn a_stretch_ends_with_the_day_of_publication() {
        check("over the past three days", "past three days = 2016-02-19/2016-02-21");
        check("in the past week", "past week = 2016-02-15/2016-02-21");
        check("the last 24 hours", "last 24 hours = 2016-02-20/2016-02-21");
        check("were wounded in two days", "in two days = 2016-02-20/2016-02-21");
        check("after a week of violence", "after a week = 2016-02-14/2016-02-20");
        check("last week", "last week = 2016-02-08/2016-02-14");
        check("earlier this week", "earlier this week = 2016-02-15/2016-02-21");
        check("at the weekend", "the weekend = 2016-02-20/2016-02-21");
        check("in recent days", "recent days = 2016-02");
    }

    #[test]
    fn since_reaches_over_its_clause() {
        check("since the army took the port in May", "May = 2015-05/2016-02-21");
        check("since the start of the year", "the year = 2016-01-01/2016-02-21");
        check("since talks failed , on Friday", "Friday = 2016-02-19");
        check(
            "on Friday . Many have fled since .",
            "Friday = 2016-02-19; since = 2016-02-19/2016-02-21",
        );
        check("in 2011 , and since then", "2011 = 2011; since then = 2011/2016-02-21");
        check("have since come home", "no day");
    }

    #[test]
    fn a_part_of_a_year_or_month_has_its_own_days() {
        check("the first half of 2015", "first half of 2015 = 2015-01/2015-06");
        check("the second half of January", "second half of January = 2016-01-16/2016-01-31");
        check(
            "in the first ten days of February",
            "first ten days of February = 2016-02-01/2016-02-10",
        );
        check("the last two months of 2015", "last two months of 2015 = 2015-11/2015-12");
        check("the first week of the truce", "no day");
        check("in the third quarter of 2015", "third quarter of 2015 = 2015-07/2015-09");
        check("in the first two months , ", "first two months = 2016-01/2016-02");
    }

    #[test]
    fn a_stretch_is_meant_again() {
        check(
            "between March and May 2015 ; in those three months",
            "March and May 2015 = 2015-03/2015-05; those three months = 2015-03/2015-05",
        );
        check(
            "this year , and in the same period of 2015",
            "this year = 2016; the same period of 2015 = 2015",
        );
        check(
            "covers April through June , and in the same months of 2014",
            "April through June = 2015-04/2015-06; the same months of 2014 = 2014-04/2014-06",
        );
        check("on Friday , and in that time", "Friday = 2016-02-19; that time = 2016-02-21");
    }

    #[test]
    fn a_feast_is_a_date() {
        check("since Christmas .", "since Christmas = 2015-12-25/2016-02-21");
        check("on New Year 's Eve", "New Year 's Eve = 2015-12-31");
        check("a Christmas market", "no day");
    }

    #[test]
    fn unrest_tells_how_long_it_was() {
        check("five years of war have", "five years = 2011/2016-02-21");
        check("in two days of clashes", "in two days = 2016-02-19/2016-02-20");
        check("five years of study", "no day");
        check(
            "that began on Friday and ended on Saturday",
            "Friday = 2016-02-19/2016-02-20; Saturday = 2016-02-20",
        );
        check(
            "that began on Friday night and lasted until dawn on Saturday",
            "Friday night = 2016-02-19/2016-02-20; Saturday = 2016-02-20",
        );
    }

    #[test]
    fn a_range_is_one_mention() {
        check(
            "late on Friday or early on Saturday",
            "Friday or early on Saturday = 2016-02-19/2016-02-20",
        );
        check("from 23 January to February 1", "23 January to February 1 = 2016-01-23/2016-02-01");
        check("between Friday and Sunday", "Friday and Sunday = 2016-02-19/2016-02-21");
        check("between Sunday and Tuesday", "Sunday and Tuesday = 2016-02-14/2016-02-16");
        check("between December and February", "December and February = 2015-12/2016-02");
        check("on Saturday and Sunday", "Saturday and Sunday = 2016-02-20/2016-02-21");
        check("on Tuesday and Friday", "Tuesday = 2016-02-16; Friday = 2016-02-19");
    }

    #[test]
    fn not_every_such_word_is_a_time() {
        check("they may march for a second time", "no day");
        check("May she rest , said March", "no day");
        check("within 72 hours", "no day");
        check("the siege may last months", "no day");
        check("killed 2016 people", "no day");
        check("", "no day");
    }

    #[test]
    fn the_day_told_of_goes_before_the_day_of_publication() {
        let words = ["two", "days", "later"];
        let (published, told) = (Date::constant(2016, 2, 21), Date::constant(2016, 2, 1));
        assert_eq!(
            shown_all(&words, Some(published), &[When::on(told)]),
            "two days later = 2016-02-03"
        );
    }

    /// Words that make phrases of time, and others.
    fn words_like() -> impl Strategy<Value = Vec<String>> {
        let known = prop::sample::select(vec![
            "on", "Sunday", "last", "this", "next", "the", "week", "days", "ago", "a", "two",
            "5000", "years", "earlier", "after", "before", "March", "May", "3", "31", ",", "2016",
            "2099", "since", "between", "and", "to", "-", "mid", "early", "in", "past", "will",
            "decades", "later", "weekend", "night", "day", "same", "exactly", "1990s", "summer",
        ]);
        prop::collection::vec(
            prop_oneof![6 => known.prop_map(str::to_owned), 1 => any::<String>()],
            0..15,
        )
    }

    proptest! {
        #[test]
        fn mentions_are_apart_and_do_not_end_before_they_begin(
            words in words_like(),
            year in prop_oneof![Just(-9999_i16), Just(9999), Just(2016)],
            month in 1..=12_i8,
        ) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let published = Date::new(year, month, 1).expect("the first of a month is a day");
            let mut end = 0;
            for it in find_all(&words, Some(published), &[]) {
                prop_assert!(it.words.start < it.words.end && it.words.end <= words.len());
                prop_assert!(end <= it.words.start, "{it:?}");
                end = it.words.end;
                if let Some(when) = it.when {
                    prop_assert!(when.from <= when.to, "{it:?}");
                }
            }
        }
    }
}
