//! Card: what is kept of a report so that its copies are found and the earliest of them is known. It is
//! small, and holds no text.

use std::cmp::Ordering;

use ascribe_report::{Moment, Report};
use jiff::{civil::Time, tz::Offset};

use crate::Sketch;

/// What is kept of a report so that its copies are found and put in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The wording of its story.
    pub sketch: Sketch,
    /// Where it stands: the web address where it has one.
    pub address: String,
    /// Who published it: as it says, or else the host of its address.
    pub outlet: Option<String>,
    /// The agency whose copy it is, in the name by which it is told apart: "AP" for the Associated Press.
    pub agency: Option<String>,
    /// When it was published, as far as is known.
    pub published: Option<Moment>,
    /// It came over the wire of the agency, or stands on the agency's own site.
    pub is_agencys_own: bool,
    /// What the agency calls it, the same for all versions.
    pub item: Option<String>,
    /// Whether the agency says that it changes an earlier one.
    pub is_change: bool,
}

impl Card {
    /// The card of the report that stands at this address.
    pub fn of(address: &str, report: &Report) -> Card {
        let host = host(address).or_else(|| host(report.address.as_deref()?));
        let outlet = report.outlet.clone().or_else(|| host.map(str::to_owned));
        let is_wire = report.item.is_some();
        let own = outlet.as_deref().and_then(agency);
        let agency = report.agency.as_deref().map(|it| agency(it).unwrap_or(it));
        Card {
            sketch: Sketch::of(report),
            address: address.to_owned(),
            is_agencys_own: is_wire || own.is_some_and(|it| agency.is_none_or(|of| of == it)),
            agency: agency.or(own).map(str::to_owned),
            outlet,
            published: published(report),
            item: report.item.as_ref().and_then(|it| it.name.clone()),
            is_change: report.item.as_ref().is_some_and(|it| !it.earlier.is_empty()),
        }
    }

    /// Which of two was there first, as well as can be said; never equal for cards that differ.
    ///
    /// The day counts first, then the time. Without one the agency's own is taken for the first of its day, and all
    /// others for the last; who names the agency goes before who does not, and a longer text before a
    /// shorter, since texts are cut more than they are stretched.
    pub(crate) fn order(&self, other: &Card) -> Ordering {
        let key = |it: &Card| {
            let at = it.published.map(|at| {
                let unsaid = if it.is_agencys_own { Time::MIN } else { Time::MAX };
                match at.instant() {
                    Some(at) => Offset::UTC.to_datetime(at),
                    None => at.day().to_datetime(at.time().unwrap_or(unsaid)),
                }
            });
            // A report without a day may be as old as any; those that have one are believed.
            (at.is_none(), at, !it.is_agencys_own, it.agency.is_none())
        };
        key(self)
            .cmp(&key(other))
            .then_with(|| other.sketch.runs().len().cmp(&self.sketch.runs().len()))
            .then_with(|| self.address.cmp(&other.address))
            .then_with(|| self.sketch.runs().cmp(other.sketch.runs()))
            .then_with(|| self.outlet.cmp(&other.outlet))
    }

    /// Whether both say when they were published, and this one says it was earlier.
    pub(crate) fn is_earlier_than(&self, other: &Card) -> bool {
        let (Some(one), Some(two)) = (self.published, other.published) else { return false };
        if let (Some(one), Some(two)) = (one.instant(), two.instant()) {
            return one < two;
        }
        // Clocks without a zone may be a day apart.
        one.day() < two.day()
    }

    /// How far apart the days of two are, where both say them.
    pub(crate) fn days_from(&self, other: &Card) -> Option<i32> {
        let (one, two) = (self.published?.day(), other.published?.day());
        Some(one.until(two).ok()?.get_days().abs())
    }

    pub(crate) fn is_same_outlet(&self, other: &Card) -> bool {
        self.outlet.is_some() && self.outlet == other.outlet
    }
}

/// When a report was published. Midnight to the second is a day that a program gave a time.
fn published(report: &Report) -> Option<Moment> {
    let at = report.published_at.filter(|it| it.time() != Some(Time::MIN));
    let day = || Some(report.published_at.map(|it| it.day()).or(report.published)?.into());
    at.or_else(day)
}

/// The host of a web address, as people name it: "example.org".
fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// The one name of an agency that goes by several; `None` for what is no agency.
fn agency(name: &str) -> Option<&str> {
    /// Each list begins with the name that stands for all.
    const NAMES: [&[&str]; 12] = [
        &["AP", "Associated Press", "The Associated Press", "apnews.com"],
        &["AFP", "Agence France-Presse", "afp.com"],
        &["dpa", "Deutsche Presse-Agentur", "dpa-international.com"],
        &["Reuters", "Thomson Reuters", "reuters.com"],
        &["Xinhua", "Xinhua News Agency", "xinhuanet.com"],
        &["TASS", "ITAR-TASS", "tass.com"],
        &["PA", "Press Association", "PA Media"],
        &["PTI", "Press Trust of India"],
        &["UPI", "United Press International", "upi.com"],
        &["Anadolu", "Anadolu Agency", "aa.com.tr"],
        &["EFE", "Agencia EFE", "efe.com"],
        &["IRNA", "Islamic Republic News Agency"],
    ];
    let is_name = |names: &&&[&str]| names.iter().any(|it| it.eq_ignore_ascii_case(name));
    match NAMES.iter().find(is_name) {
        Some(names) => names.first().copied(),
        None => ascribe_report::agency(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_has_one_name() {
        assert_eq!(agency("The Associated Press"), Some("AP"));
        assert_eq!(agency("Interfax"), Some("Interfax"));
        assert_eq!(agency("The Tamrit Times"), None);
    }

    #[test]
    fn a_host_is_an_outlet() {
        assert_eq!(host("https://www.example.org/a?b"), Some("example.org"));
        assert_eq!(host("folder/page.html"), None);
    }
}
