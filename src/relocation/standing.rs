//! What the reports about a relocation add up to, whatever the order in which they came.
//!
//! The rules are those of `docs/adr/0023-relocation-records-are-folds.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::property::{PropertyMove, PropertySaid, PropertyState};
use super::report::{Count, Destination, Explanation, RelocationState, Report, Said};
use super::taking_back::TakenBack;
use super::unseen::unseen;
use crate::households::PropertyKind;
use crate::kernel::Timestamp;
use crate::kernel::ids::{PropertyLineId, ReportId};

/// What a field is, and which report says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heard<T> {
    /// The value.
    pub value: T,
    /// When that happened.
    pub at: Timestamp,
    /// Who said it.
    pub by: String,
    /// The report.
    pub report: ReportId,
}

/// Two reports that contradict each other, and nobody who settled it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The field: a count's name, or `destination`.
    pub field: String,
    /// The words that stand against each other, the latest first: that one is shown.
    pub said: Vec<Heard<serde_json::Value>>,
}

/// Two numbers that do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// One count.
    pub of: Count,
    /// Its number.
    pub of_number: i64,
    /// The other.
    pub against: Count,
    /// Its number.
    pub against_number: i64,
    /// Why, where somebody explained exactly these numbers.
    pub explained: Option<Explained>,
}

/// Why two numbers differ, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Why.
    pub why: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A relocation as it stands after all its reports.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Where the move stands; unknown as long as nobody has said it.
    pub state: Option<Heard<RelocationState>>,
    /// People at home when somebody came to look.
    pub present: Option<Heard<i64>>,
    /// People who left.
    pub departed: Option<Heard<i64>>,
    /// People who arrived.
    pub arrived: Option<Heard<i64>>,
    /// People who came home.
    pub returned: Option<Heard<i64>>,
    /// Where to.
    pub destination: Option<Heard<Destination>>,
    /// Why they refuse, or cannot return.
    pub reason: Option<Heard<String>>,
    /// The decision to force them.
    pub coercion: Option<Heard<String>>,
    /// Every remark, oldest first.
    pub remarks: Vec<Heard<String>>,
    /// Property, in the order of its ids.
    pub property: Vec<PropertyMove>,
    /// What is contradicted.
    pub conflicts: Vec<Conflict>,
    /// What does not add up, explained or not.
    pub differences: Vec<Difference>,
}

impl Standing {
    /// The state as a word.
    pub fn state(&self) -> RelocationState {
        self.state.as_ref().map_or(RelocationState::Unknown, |heard| heard.value)
    }

    /// Differences that nobody has explained.
    pub fn unexplained(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|difference| difference.explained.is_none())
    }

    /// What the reports add up to for a relocation that was opened with `listed` people and `property`.
    pub fn of(listed: i64, property: &[PropertyMove], reports: &[Report]) -> Self {
        let gone = TakenBack::among(reports).gone;
        let mut in_time: Vec<&Report> = reports.iter().filter(|report| !gone.contains(&report.id)).collect();
        in_time.sort_by_key(|report| (report.happened_at, report.id));
        let reports = in_time.as_slice();

        let mut standing = Self {
            state: last(reports, |said| said.state),
            present: last(reports, |said| said.present),
            departed: last(reports, |said| said.departed),
            arrived: last(reports, |said| said.arrived),
            returned: last(reports, |said| said.returned),
            destination: last(reports, |said| said.destination.clone()),
            reason: last(reports, |said| said.reason.clone()),
            coercion: last(reports, |said| said.coercion.clone()),
            remarks: every(reports, |said| said.remark.clone()),
            property: property_of(property, reports),
            conflicts: conflicts_of(reports),
            differences: Vec::new(),
        };
        standing.differences = standing.differences_from(listed, reports);
        standing
    }

    /// Counted at both ends: who was there and who left, who left and who arrived, who was away and who came home.
    fn differences_from(&self, listed: i64, reports: &[&Report]) -> Vec<Difference> {
        let number = |heard: &Option<Heard<i64>>| heard.as_ref().map(|heard| heard.value);
        let there = number(&self.present).map_or((Count::Listed, listed), |present| (Count::Present, present));
        let left = number(&self.departed).map(|departed| (Count::Departed, departed));
        let came = number(&self.arrived).map(|arrived| (Count::Arrived, arrived));
        let home = number(&self.returned).map(|returned| (Count::Returned, returned));
        let pairs = [(left, Some(there)), (came, left.or(Some(there))), (home, came.or(left).or(Some(there)))];
        let explanations = every(reports, |said| said.explains.clone());
        pairs
            .into_iter()
            .filter_map(|(of, against)| of.zip(against))
            .filter(|((_, of_number), (_, against_number))| of_number != against_number)
            .map(|((of, of_number), (against, against_number))| {
                let explains = |said: &Explanation| {
                    (said.of, said.of_number, said.against, said.against_number)
                        == (of, of_number, against, against_number)
                };
                let explained = explanations.iter().rfind(|heard| explains(&heard.value)).map(|heard| Explained {
                    why: heard.value.why.clone(),
                    by: heard.by.clone(),
                    at: heard.at,
                });
                Difference { of, of_number, against, against_number, explained }
            })
            .collect()
    }
}

fn heard<T>(report: &Report, value: T) -> Heard<T> {
    Heard { value, at: report.happened_at, by: report.by.clone(), report: report.id }
}

/// The latest word on a field, of reports in order of time.
fn last<T>(reports: &[&Report], field: impl Fn(&Said) -> Option<T>) -> Option<Heard<T>> {
    reports.iter().rev().find_map(|report| field(&report.said).map(|value| heard(report, value)))
}

/// Every word on a field, oldest first.
fn every<T>(reports: &[&Report], field: impl Fn(&Said) -> Option<T>) -> Vec<Heard<T>> {
    reports.iter().filter_map(|report| field(&report.said).map(|value| heard(report, value))).collect()
}

/// A field as it is compared.
type Field = fn(&Said) -> Option<serde_json::Value>;

fn conflicts_of(reports: &[&Report]) -> Vec<Conflict> {
    let fields: [(&str, Field); 5] = [
        ("present", |said| said.present.map(Into::into)),
        ("departed", |said| said.departed.map(Into::into)),
        ("arrived", |said| said.arrived.map(Into::into)),
        ("returned", |said| said.returned.map(Into::into)),
        ("destination", |said| said.destination.as_ref().and_then(|to| serde_json::to_value(to).ok())),
    ];
    fields.into_iter().filter_map(|(name, field)| conflict_of(reports, name, field)).collect()
}

/// The words on a field that no other word on it saw; a conflict where they are not the same.
fn conflict_of(
    reports: &[&Report],
    name: &str,
    field: impl Fn(&Said) -> Option<serde_json::Value>,
) -> Option<Conflict> {
    let (spoken, values): (Vec<&Report>, Vec<serde_json::Value>) =
        reports.iter().filter_map(|report| field(&report.said).map(|value| (*report, value))).unzip();
    let unseen: Vec<(&Report, serde_json::Value)> = unseen(&spoken)
        .into_iter()
        .zip(spoken.into_iter().zip(values))
        .filter_map(|(unseen, word)| unseen.then_some(word))
        .collect();
    let (_, first) = unseen.first()?;
    if unseen.iter().all(|(_, value)| value == first) {
        return None;
    }
    let said = unseen.iter().rev().map(|(report, value)| heard(report, value.clone())).collect();
    Some(Conflict { field: name.to_owned(), said })
}

/// The lines of the opening and of the reports; each field of a line by itself, the latest word.
fn property_of(opened_with: &[PropertyMove], reports: &[&Report]) -> Vec<PropertyMove> {
    let mut lines: BTreeMap<PropertyLineId, PropertyMove> =
        opened_with.iter().map(|line| (line.id, line.clone())).collect();
    for said in reports.iter().flat_map(|report| &report.said.property) {
        let line = lines.entry(said.line_id).or_insert_with(|| PropertyMove {
            id: said.line_id,
            kind: PropertyKind::Other,
            what: String::new(),
            quantity: None,
            unit: String::new(),
            state: PropertyState::ToMove,
            place: None,
            receipt: None,
        });
        say(line, said);
    }
    lines.into_values().collect()
}

fn say(line: &mut PropertyMove, said: &PropertySaid) {
    if let Some(kind) = said.kind {
        line.kind = kind;
    }
    if let Some(what) = &said.what {
        line.what.clone_from(what);
    }
    if said.quantity.is_some() {
        line.quantity = said.quantity;
    }
    if let Some(unit) = &said.unit {
        line.unit.clone_from(unit);
    }
    if let Some(state) = said.state {
        line.state = state;
    }
    if said.place.is_some() {
        line.place.clone_from(&said.place);
    }
    if said.receipt.is_some() {
        line.receipt.clone_from(&said.receipt);
    }
}
