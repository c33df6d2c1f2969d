//! Account: what one source says of how many, one number after the other, and who carried each.

use std::sync::Arc;

use ascribe_statement::{Figure, Measure, Realis, Toll};

use crate::{
    happening::are_attackers,
    telling::{Carrier, Telling, TellingId},
};

/// One source's numbers of those harmed in one way, the earliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What happened to them.
    pub measure: Measure,
    /// Who gives the numbers.
    pub source: Voice,
    /// The whole numbers, one for each report that carries one, the earliest first.
    pub given: Vec<Given>,
    /// Numbers of groups among them, the earliest first.
    pub parts: Vec<Given>,
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Voice {
    /// A source that reports name.
    Named(String),
    /// A report itself, by its agency, outlet or address: no one is named in it.
    Report(String),
}

impl Voice {
    /// "police"; of reports that name nobody "Reuters, naming nobody", a file or address in short.
    pub fn show(&self) -> String {
        match self {
            Voice::Named(name) => name.clone(),
            Voice::Report(name) => {
                let short = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
                format!("{short}, naming nobody")
            }
        }
    }

    /// The name alone.
    pub fn name(&self) -> &str {
        match self {
            Voice::Named(name) | Voice::Report(name) => name,
        }
    }
}

/// A number as a report carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// How many.
    pub toll: Toll,
    /// Who they are, as the report says.
    pub group: String,
    /// The report.
    pub carrier: Arc<Carrier>,
    /// What of it.
    pub telling: TellingId,
    /// Who stands between the source and the report.
    pub via: Option<String>,
    /// The sentence.
    pub words: String,
    /// Whether it happened, by those who tell it.
    pub realis: Realis,
}

impl Account {
    /// The last whole number, where one is given.
    pub fn latest(&self) -> Option<&Given> {
        self.given.last()
    }
}

/// All accounts of the tellings of one event, which are in the order of publication: the measures in their
/// own order, within each the sources as they come first.
pub(crate) fn accounts(tellings: &[Telling]) -> Vec<Account> {
    let mut accounts: Vec<Account> = Vec::new();
    for telling in tellings {
        let mut seen: Vec<(Measure, Voice)> = Vec::new();
        for figure in &telling.figures {
            let key = (figure.measure, voice(telling, figure));
            if !seen.contains(&key) {
                seen.push(key);
            }
        }
        for (measure, source) in seen {
            let of = |figure: &&(usize, &Figure)| {
                figure.1.measure == measure && voice(telling, figure.1) == source
            };
            let all: Vec<(usize, &Figure)> = telling.figures.iter().enumerate().collect();
            let (mut wholes, mut parts): (Vec<_>, Vec<_>) =
                all.iter().filter(of).copied().partition(|(at, it)| {
                    it.part_of.is_none() && !is_added(&telling.words[*at], it)
                });
            let at = accounts
                .iter()
                .position(|it| it.measure == measure && it.source == source)
                .unwrap_or_else(|| {
                    accounts.push(Account {
                        measure,
                        source: source.clone(),
                        given: Vec::new(),
                        parts: Vec::new(),
                    });
                    accounts.len() - 1
                });
            let account = &mut accounts[at];
            // Who attacked is counted by itself where others were harmed.
            let (attackers, others): (Vec<_>, Vec<_>) =
                wholes.iter().copied().partition(|it| are_attackers(&it.1.group));
            if !others.is_empty() {
                wholes = others;
                parts.extend(attackers);
            }
            let mut wholes = whole(&wholes);
            wholes.sort_by_key(|&(at, figure, _)| !is_earlier(&telling.words[at], figure));
            account.given.extend(wholes.into_iter().map(|it| given(telling, it)));
            account
                .parts
                .extend(parts.iter().map(|&(at, it)| given(telling, (at, it, it.toll.clone()))));
        }
    }
    accounts.sort_by_key(|it| it.measure);
    accounts
}

fn voice(telling: &Telling, figure: &Figure) -> Voice {
    match figure.source.name() {
        Some(name) => Voice::Named(name.to_owned()),
        None => {
            let carrier = &telling.carrier;
            let name = carrier.agency.as_deref().unwrap_or_else(|| carrier.name());
            Voice::Report(name.to_owned())
        }
    }
}

fn given(telling: &Telling, (at, figure, toll): (usize, &Figure, Toll)) -> Given {
    Given {
        toll,
        group: figure.group.clone(),
        carrier: Arc::clone(&telling.carrier),
        telling: telling.id,
        via: figure.source.via.as_ref().map(|it| it.name.clone()),
        words: telling.words[at].clone(),
        realis: figure.realis,
    }
}

/// The whole numbers that one source gives in one report, in the order of the text: "57, up from 50"
/// are two; "three soldiers and a civilian" in one sentence are one, of four.
fn whole<'f>(wholes: &[(usize, &'f Figure)]) -> Vec<(usize, &'f Figure, Toll)> {
    let mut out: Vec<(usize, &Figure, Toll)> = Vec::new();
    for &(at, figure) in wholes {
        let others = |it: &&mut (usize, &Figure, Toll)| {
            it.1.sentence == figure.sentence && it.1.group != figure.group
        };
        if let Some((_, _, toll)) = out.iter_mut().find(others) {
            *toll = sum(toll, &figure.toll);
            continue;
        }
        // "13" in the headline and "at least 13" below are one number, as it stands below.
        let number = |toll: &Toll| toll.low.or(toll.high);
        let told = out.iter_mut().find(|it| number(&it.2) == number(&figure.toll));
        match told.filter(|_| number(&figure.toll).is_some()) {
            Some(told) if told.2.hedge.is_empty() => *told = (at, figure, figure.toll.clone()),
            Some(_) => {}
            None => out.push((at, figure, figure.toll.clone())),
        }
    }
    out
}

/// Whether a number is one that another took the place of: "rose from seven".
fn is_earlier(sentence: &str, figure: &Figure) -> bool {
    let before = sentence.get(..figure.quote.start().saturating_sub(figure.sentence.start()));
    before.is_some_and(|it| it.trim_end().ends_with("from"))
}

/// Whether a number comes on top of another: "two more died", "another 10".
fn is_added(sentence: &str, figure: &Figure) -> bool {
    let at = |place: usize| place.saturating_sub(figure.sentence.start());
    let (start, end) = (at(figure.quote.start()), at(figure.quote.end()));
    let word = |text: Option<&str>, last: bool| -> String {
        let mut words = text.unwrap_or_default().split_whitespace();
        if last { words.next_back() } else { words.next() }.unwrap_or_default().to_lowercase()
    };
    let behind = word(sentence.get(end..), false);
    let before = word(sentence.get(..start), true);
    let quote = sentence.get(start..end).unwrap_or_default().to_lowercase();
    matches!(behind.as_str(), "more" | "others" | "other" | "further")
        || matches!(before.as_str(), "another" | "further")
        || quote.starts_with("another ")
        || quote.ends_with(" more")
}

/// Two numbers of different people.
fn sum(one: &Toll, other: &Toll) -> Toll {
    let both = |one: Option<u64>, other: Option<u64>| Some(one?.saturating_add(other?));
    let low = both(one.low, other.low);
    let high = both(one.high, other.high);
    let hedge = if low.is_some() && high.is_none() { "at least".to_owned() } else { String::new() };
    Toll { low, high, hedge }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::happening::Happenings;
    use ascribe_report::Span;
    use ascribe_statement::{Dated, Source};

    /// What one report's own account of the killed is, of sentences in which each number stands between
    /// brackets before its group: "[57] people died".
    #[track_caller]
    fn check(sentences: &[&str], given: &[&str], parts: &[&str]) {
        let (mut figures, mut words, mut at) = (Vec::new(), Vec::new(), 0);
        for sentence in sentences {
            let plain = sentence.replace(['[', ']'], "");
            let mut start = at;
            for piece in sentence.split('[').skip(1) {
                let (number, behind) = piece.split_once(']').expect("a bracket is closed");
                start += plain[start - at..].find(number).expect("the number stands there");
                let quote = Span::new(start, start + number.len());
                start = quote.end();
                let mut group = behind.split_whitespace();
                let group = group.find(|it| *it != "more").expect("a group stands behind it");
                figures.push(Figure {
                    measure: Measure::Killed,
                    toll: Toll::exactly(number.parse().expect("it is a number")),
                    quote,
                    sentence: Span::new(at, at + plain.len()),
                    trigger: quote,
                    group: group.to_owned(),
                    source: Source { given_by: None, via: None, rule: String::new() },
                    by: None,
                    place: None,
                    when: None,
                    dated: Dated::No,
                    event: 1,
                    realis: Realis::Asserted,
                    part_of: None,
                    rule: String::new(),
                });
                words.push(plain.clone());
            }
            at += plain.len();
        }
        let telling = Telling {
            id: TellingId(1),
            carrier: Arc::new(Carrier::default()),
            number: 1,
            place: None,
            when: None,
            happenings: Happenings::default(),
            targets: Vec::new(),
            names: Vec::new(),
            content: Vec::new(),
            is_day_of_news: false,
            figures,
            claims: Vec::new(),
            words,
            sums: Vec::new(),
            totals: Vec::new(),
            is_news: true,
        };
        let all = accounts(&[telling]);
        let shown = |all: &[Given]| all.iter().map(|it| it.toll.to_string()).collect::<Vec<_>>();
        assert_eq!(shown(&all[0].given), given, "{sentences:?}");
        assert_eq!(shown(&all[0].parts), parts, "{sentences:?}");
    }

    #[test]
    fn people_of_two_kinds_in_one_sentence_are_one_number() {
        check(&["[3] soldiers and [1] civilian died."], &["4"], &[]);
    }

    #[test]
    fn a_number_told_twice_counts_once() {
        check(&["[57] people died.", "The [57] people were buried."], &["57"], &[]);
    }

    #[test]
    fn what_came_from_is_the_earlier_number_wherever_it_stands() {
        check(&["[9] people died.", "It had risen from [7] people."], &["7", "9"], &[]);
    }

    #[test]
    fn what_comes_on_top_is_no_whole() {
        check(&["[2] more people died.", "That makes [10] people."], &["10"], &["2"]);
    }

    #[test]
    fn who_attacked_is_counted_apart_from_who_was_harmed() {
        check(&["[11] soldiers died.", "[16] assailants fell."], &["11"], &["16"]);
        check(&["[16] assailants fell."], &["16"], &[]);
    }
}
