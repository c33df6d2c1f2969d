//! Tally: what came of all pages. Most records of an archive hold no report, and most reports no
//! statement, so these are counted; what stands alone and is no report is told.

use std::{collections::BTreeMap, fmt::Write as _};

use anyhow::anyhow;
use ascribe_page::{Error, Skip};

use super::{Answer, Holds};
use crate::{Outcome, args::Format, tell};

/// So many damaged records are told one by one.
const MOST_TOLD: u64 = 10;

#[derive(Default)]
pub(crate) struct Tally {
    /// Pages that stood alone.
    n_read: u64,
    n_failed: u64,
    /// Reports in records of archives, and those of them that hold a statement.
    n_in_records: u64,
    n_with_statements: u64,
    /// Reports in records in a language without a pipeline.
    n_foreign: u64,
    /// Those whose words can hold none.
    n_unread: u64,
    /// Nobody looked for statements.
    is_unasked: bool,
    /// Records with a page that is no report.
    n_without_report: u64,
    skipped: BTreeMap<Skip, u64>,
    /// Which file it is that holds objects of another kind, people can look up.
    first_without_text: Option<String>,
    n_damaged: u64,
}

impl Tally {
    /// Counts what came of a page, tells it where it is an error, and gives what is to be printed.
    pub(crate) fn count(
        &mut self,
        answer: Answer,
        format: Format,
        tell: impl Fn(&anyhow::Error),
    ) -> Option<String> {
        match answer {
            Answer::Report { text, is_record: false, .. } => {
                self.n_read += 1;
                Some(text)
            }
            Answer::Report { text, holds, .. } => {
                self.n_in_records += 1;
                match holds {
                    Holds::Statements => self.n_with_statements += 1,
                    Holds::Nothing => {}
                    Holds::Unread => self.n_unread += 1,
                    Holds::Foreign => self.n_foreign += 1,
                    Holds::Unasked => self.is_unasked = true,
                }
                // A program may count what holds none; people look for what does.
                let is_looked_for = matches!(holds, Holds::Statements | Holds::Unasked);
                (is_looked_for || format == Format::Json).then_some(text)
            }
            Answer::NotAReport(why) if why.address.is_record() => {
                self.n_without_report += 1;
                None
            }
            Answer::NotAReport(why) => {
                self.n_failed += 1;
                tell(&why.into());
                None
            }
            Answer::Failed(why) => {
                match why.downcast_ref() {
                    Some(Error::Skipped { why, address }) => {
                        *self.skipped.entry(*why).or_default() += 1;
                        if *why == Skip::NoText && self.first_without_text.is_none() {
                            self.first_without_text = Some(address.place());
                        }
                        return None;
                    }
                    Some(Error::Damaged { address, .. }) if address.is_record() => {
                        self.n_damaged += 1;
                        if self.n_damaged > MOST_TOLD {
                            return None;
                        }
                    }
                    _ => self.n_failed += 1,
                }
                tell(&why);
                None
            }
        }
    }

    /// How many reports were read.
    pub(crate) fn n_reports(&self) -> u64 {
        self.n_read + self.n_in_records
    }

    fn n_skipped(&self) -> u64 {
        self.skipped.values().sum::<u64>() + self.n_without_report
    }

    /// Tells how many records there were of each kind, where there were any.
    pub(crate) fn tell(&self) {
        if let Some(text) = self.show() {
            tell(&anyhow!(text));
        }
    }

    fn show(&self) -> Option<String> {
        let n_all = self.n_in_records + self.n_skipped() + self.n_damaged;
        if n_all == 0 {
            return None;
        }
        let mut text = format!("{}, {}", many(n_all, "record"), many(self.n_in_records, "report"));
        if !self.is_unasked && self.n_in_records > 0 {
            let n = grouped(self.n_with_statements);
            write!(text, ", {n} of them with figures or claims")
                .expect("a String takes every write");
        }
        let mut line = |n: u64, what: &str| {
            if n > 0 {
                write!(text, "\n{:>12} {what}", grouped(n)).expect("a String takes every write");
            }
        };
        let of = |n: u64, one, many| if n == 1 { one } else { many };
        line(
            self.n_foreign,
            of(
                self.n_foreign,
                "report in a language without a pipeline, not read",
                "reports in languages without a pipeline, not read",
            ),
        );
        line(self.n_unread, "left unread for want of words of harm; `--all` reads them");
        let n = self.n_without_report;
        line(n, of(n, "page without a report", "pages without a report"));
        for (skip, n) in &self.skipped {
            match self.first_without_text.as_ref().filter(|_| *skip == Skip::NoText) {
                Some(first) => line(*n, &format!("{}, first `{first}`", skip.counted(*n))),
                None => line(*n, skip.counted(*n)),
            }
        }
        line(self.n_damaged, "damaged, and left out");
        Some(text)
    }

    /// Damage costs a part; what is no report was read well.
    pub(crate) fn outcome(&self) -> Outcome {
        match (self.n_reports() + self.n_skipped(), self.n_failed + self.n_damaged) {
            (_, 0) => Outcome::All,
            (0, _) => Outcome::Nothing,
            _ => Outcome::Part,
        }
    }
}

fn many(n: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// A number with its thousands parted: 1,204,000.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use ascribe_page::{Address, At};

    use super::*;

    fn address() -> Address {
        Address::Record { archive: Box::new(Address::Stdin), at: At::Byte(740, 0), target: None }
    }

    #[test]
    fn what_came_of_records_is_counted_by_kind() {
        let mut tally = Tally::default();
        let skipped = |why| Answer::Failed(Error::Skipped { address: address(), why }.into());
        for _ in 0..1234 {
            assert_eq!(tally.count(skipped(Skip::Request), Format::Text, |_| ()), None);
        }
        tally.count(skipped(Skip::TooLarge), Format::Text, |_| ());
        for holds in
            [Holds::Statements, Holds::Nothing, Holds::Unread, Holds::Unread, Holds::Foreign]
        {
            let answer = Answer::Report { text: "shown".to_owned(), holds, is_record: true };
            let shown = tally.count(answer, Format::Text, |_| ());
            assert_eq!(shown.is_some(), holds == Holds::Statements);
        }
        let n_told = std::cell::Cell::new(0);
        for _ in 0..40 {
            let why = Error::Damaged { address: address(), why: "it breaks off".to_owned() };
            tally.count(Answer::Failed(why.into()), Format::Text, |_| n_told.set(n_told.get() + 1));
        }
        assert_eq!(n_told.get(), MOST_TOLD);
        assert_eq!(
            tally.show().expect("there were records"),
            "1,280 records, 5 reports, 1 of them with figures or claims\n           \
             1 report in a language without a pipeline, not read\n           \
             2 left unread for want of words of harm; `--all` reads them\n       \
             1,234 requests\n           1 larger than any page\n          40 damaged, and left out"
        );
        assert_eq!(tally.outcome(), Outcome::Part);
    }

    #[test]
    fn an_archive_without_a_report_was_read_well() {
        let mut tally = Tally::default();
        let why = Error::Skipped { address: address(), why: Skip::Revisit };
        tally.count(Answer::Failed(why.into()), Format::Text, |_| ());
        assert_eq!(tally.outcome(), Outcome::All);
    }
}
