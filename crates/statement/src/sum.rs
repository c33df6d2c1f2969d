//! Sum: which figure of a report is the total of which others. Whether figures of different reports
//! agree is not asked here.

/// A total and its parts, as indices of figures.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sum {
    /// The figure that is the total.
    pub total: usize,
    /// The figures it is made of, in the order of the text.
    pub parts: Vec<usize>,
    /// Whether the parts come to the total. Where not, they are called its parts and are more than
    /// it: they overlap, or a number is wrong.
    pub holds: bool,
}

/// What of a figure counts in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Addend {
    pub(crate) low: Option<u64>,
    pub(crate) high: Option<u64>,
    /// Only figures of one measure add up.
    pub(crate) measure: usize,
    /// Who gives it: the same number for the same source.
    pub(crate) source: usize,
    /// Which sentence of the report it stands in.
    pub(crate) sentence: usize,
    /// The figure that the text calls this a part of.
    pub(crate) part_of: Option<usize>,
}

impl Addend {
    /// The number said, where one is: "at least 31" counts as 31, "20 to 30" and "dozens" do not
    /// count.
    fn number(&self) -> Option<u64> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low != high => None,
            (low, high) => low.or(high).filter(|&it| it > 0),
        }
    }
}

/// How many parts are tried; news counts up no more.
const MOST_PARTS: usize = 5;
/// Of how many figures near a total sums are tried, so that a long list costs no time.
const MOST_CANDIDATES: usize = 14;

/// The sums of a report's figures, each total once.
///
/// Parts that the text declares ("71, including 29 civilians and 42 militiamen") come first. Where
/// none are declared, parts add up if they are of one source and stand in one sentence or in two
/// that follow each other, near the total; all of them in the total's sentence where it is small.
/// A figure is a part of one such sum only, and no total of another. The total is of the same source, or the report's first figure, which a headline or lead often
/// gives in its own voice.
pub(crate) fn find(figures: &[Addend]) -> Vec<Sum> {
    let mut sums: Vec<Sum> = Vec::new();
    for total in 0..figures.len() {
        sums.extend(declared(figures, total));
    }
    for of_own_source in [true, false] {
        for total in 0..figures.len() {
            let is_taken = |part: usize| sums.iter().any(|it| it.parts.contains(&part));
            if is_taken(total) || sums.iter().any(|it| it.total == total) {
                continue;
            }
            let free: Vec<usize> = (0..figures.len()).filter(|&it| !is_taken(it)).collect();
            sums.extend(near(figures, &free, total, of_own_source));
        }
    }
    sums.sort_by_key(|it| it.total);
    sums
}

/// The sum of parts that the text calls so. Fewer than the total is no mistake: "12 killed,
/// including four children" leaves eight untold.
fn declared(figures: &[Addend], total: usize) -> Option<Sum> {
    let number = figures[total].number()?;
    let parts: Vec<usize> = (0..figures.len())
        .filter(|&it| it != total && figures[it].part_of == Some(total))
        .filter(|&it| figures[it].measure == figures[total].measure)
        .filter(|&it| figures[it].number().is_some())
        .collect();
    if let Some(parts) = first_subset(figures, &parts, number) {
        return Some(Sum { total, parts, holds: true });
    }
    // A total that is only a lowest number cannot be too small.
    figures[total].high?;
    let told = parts.iter().filter_map(|&it| figures[it].low);
    let told = told.fold(0_u64, u64::saturating_add);
    (told > number).then_some(Sum { total, parts, holds: false })
}

/// The sum of the nearest `free` figures that come to the total without being called its parts.
fn near(figures: &[Addend], free: &[usize], total: usize, of_own_source: bool) -> Option<Sum> {
    let it = figures[total];
    let number = it.number()?;
    let reach = Reach::of(number);
    if it.part_of.is_some() || !of_own_source && (total > 0 || reach == Reach::SAME) {
        return None;
    }
    let first = it.sentence.saturating_sub(reach.sentences);
    let mut starts: Vec<usize> = (first..=it.sentence.saturating_add(reach.sentences)).collect();
    starts.sort_by_key(|start| start.abs_diff(it.sentence));
    // All in one sentence is better than over two, and nearer is better than further.
    (0..=reach.more).flat_map(|more| starts.iter().map(move |&start| (start, more))).find_map(
        |(start, more)| {
            let window = start..=start.saturating_add(more);
            let candidates: Vec<usize> = free
                .iter()
                .copied()
                .filter(|&at| at != total && figures[at].measure == it.measure)
                .filter(|&at| window.contains(&figures[at].sentence))
                .filter(|&at| figures[at].part_of.is_none_or(|it| it == total))
                .filter(|&at| figures[at].number().is_some_and(|it| it < number))
                .collect();
            let mut sources: Vec<usize> = candidates.iter().map(|&at| figures[at].source).collect();
            sources.dedup();
            sources.into_iter().filter(|&of| !of_own_source || of == it.source).find_map(|of| {
                let is_of = |&at: &usize| figures[at].source == of;
                let of_one: Vec<usize> = candidates.iter().copied().filter(is_of).collect();
                let parts = first_subset(figures, &of_one, number)?;
                Some(Sum { total, parts, holds: true })
            })
        },
    )
}

/// How far from a total its parts may stand where the text does not call them so.
#[derive(Clone, Copy, PartialEq)]
struct Reach {
    /// How many sentences lie at most between the total and its parts.
    sentences: usize,
    /// Over how many sentences more than one the parts may be told.
    more: usize,
}

impl Reach {
    const SAME: Reach = Reach { sentences: 0, more: 0 };

    /// The smaller the number, the more often it is met by chance: one and one more are two in any
    /// report, but 57 and 31 are 88 in few.
    fn of(number: u64) -> Reach {
        match number {
            ..5 => Reach::SAME,
            5..10 => Reach { sentences: 1, more: 0 },
            _ => Reach { sentences: 4, more: 1 },
        }
    }
}

/// The smallest choice of two to five of `candidates` that comes to `number`, the first in the text
/// where there are several.
fn first_subset(figures: &[Addend], candidates: &[usize], number: u64) -> Option<Vec<usize>> {
    let candidates = &candidates[..candidates.len().min(MOST_CANDIDATES)];
    (2..=MOST_PARTS).find_map(|count| choose(figures, candidates, number, count))
}

fn choose(
    figures: &[Addend],
    candidates: &[usize],
    number: u64,
    count: usize,
) -> Option<Vec<usize>> {
    if count == 0 {
        return (number == 0).then(Vec::new);
    }
    candidates.iter().enumerate().find_map(|(at, &first)| {
        let rest = number.checked_sub(figures[first].number()?)?;
        let mut parts = choose(figures, &candidates[at + 1..], rest, count - 1)?;
        parts.insert(0, first);
        Some(parts)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Figures are written as sentence, number and source, "0:88a"; "31+a" is at least 31, and
    /// "29a<0" is declared a part of the first.
    fn figures(text: &str) -> Vec<Addend> {
        text.split_whitespace()
            .map(|it| {
                let (figure, part_of) = it.split_once('<').unwrap_or((it, ""));
                let (sentence, figure) = figure.split_once(':').expect("a sentence before `:`");
                let (number, source) = figure.split_at(figure.len() - 1);
                let least = number.strip_suffix('+');
                let low = least.unwrap_or(number).parse().ok();
                Addend {
                    low,
                    high: low.filter(|_| least.is_none()),
                    measure: 0,
                    source: usize::from(source.as_bytes()[0]),
                    sentence: sentence.parse().expect("a sentence is a number"),
                    part_of: part_of.parse().ok(),
                }
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let figures = figures(text);
        let number = |it: usize| figures[it].number().expect("a sum has numbers").to_string();
        let shown: Vec<String> = find(&figures)
            .into_iter()
            .map(|it| {
                let parts: Vec<String> = it.parts.iter().map(|&it| number(it)).collect();
                let sign = if it.holds { "=" } else { "is not" };
                format!("{} {sign} {}", number(it.total), parts.join(" + "))
            })
            .collect();
        let shown = if shown.is_empty() { "no sum".to_owned() } else { shown.join("; ") };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn parts_told_after_the_total_add_up() {
        check("0:88a 1:57a 1:31+a", "88 = 57 + 31");
        check("0:147a 1:142a 1:3a 1:2a", "147 = 142 + 3 + 2");
        check("0:88a 1:57a 2:31a", "88 = 57 + 31");
        check("2:57a 2:31a 3:88a", "88 = 57 + 31");
        check("0:88a 1:57a 1:30a", "no sum");
    }

    #[test]
    fn declared_parts_add_up_or_are_too_many() {
        check("3:71a 3:29a<0 3:42a<0", "71 = 29 + 42");
        check("3:71a 3:29a<0", "no sum");
        check("3:71a 3:35a<0 3:42a<0", "71 is not 35 + 42");
        check("3:71+a 3:35a<0 3:42a<0", "no sum");
        check("3:5a 3:7a<0", "5 is not 7");
        check("3:71a 9:29b<0 9:42b<0", "71 = 29 + 42");
    }

    #[test]
    fn chance_is_no_sum() {
        check("0:2a 5:1a 9:1a", "no sum");
        check("0:2a 1:1a 1:1a", "no sum");
        check("0:2a 0:1a 0:1a", "2 = 1 + 1");
        check("0:88a 1:57a 9:31a", "no sum");
        check("0:88a 9:57a 9:31a", "no sum");
        check("0:88a 1:57a 1:31b", "no sum");
        check("0:20a 1:12a 1:8a<1", "no sum");
        check("0:7a 1:4a 1:3a", "7 = 4 + 3");
        check("0:7a 2:4a 2:3a", "no sum");
        check("0:7a 0:4a 1:3a", "no sum");
    }

    #[test]
    fn a_lead_may_give_the_total_of_another_source() {
        check("0:88r 1:57a 1:31a", "88 = 57 + 31");
        check("0:12a 1:88r 2:57a 2:31a", "no sum");
    }

    #[test]
    fn the_nearest_and_fewest_parts_are_taken() {
        check("0:10a 0:6a 0:4a 1:7a 1:3a", "10 = 6 + 4");
        check("0:10a 1:5a 1:3a 1:2a 1:8a", "10 = 2 + 8");
        check("0:88r 1:88a 2:57a 2:31a", "88 = 57 + 31");
    }

    #[test]
    fn ranges_and_unknown_numbers_do_not_count() {
        check("0:88a 1:57a 1:xa 1:31a", "88 = 57 + 31");
        check("", "no sum");
    }

    #[test]
    fn a_long_list_is_soon_done() {
        let many: Vec<String> = (0..400).map(|it| format!("{}:{}a", it / 40, it + 7)).collect();
        let sums = find(&figures(&many.join(" ")));
        assert!(!sums.is_empty());
    }

    proptest! {
        #[test]
        fn a_sum_that_holds_is_right(
            all in prop::collection::vec((prop_oneof![0..12_u64, Just(u64::MAX)], 0..2_usize, 0..6_usize, prop::option::of(0..8_usize)), 0..12)
        ) {
            let figures: Vec<Addend> = all
                .into_iter()
                .map(|(number, source, sentence, part_of)| Addend {
                    low: Some(number), high: Some(number), measure: 0, source, sentence, part_of,
                })
                .collect();
            for sum in find(&figures) {
                prop_assert!(!sum.parts.contains(&sum.total));
                let parts: u128 = sum.parts.iter().map(|&it| u128::from(figures[it].low.unwrap_or(0))).sum();
                prop_assert_eq!(parts == u128::from(figures[sum.total].low.unwrap_or(0)), sum.holds);
            }
        }
    }
}
