//! A finding: two facts that disagree, where they stand, what would mend it and who owes it.

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::hazard_set::HazardSet;
use super::kinds::{Kind, Severity};
use super::rules::facts_of;
use super::view::View;
use super::wording::say;
use super::{Ref, UnitCode};
use crate::kernel::Localized;
use crate::kernel::ids::PlanId;

/// Two facts that disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// By what it is known again.
    pub key: Key,
    /// Which kind.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// The unit whose plan or register it is.
    pub unit: UnitCode,
    /// What it is about.
    pub about: Ref,
    /// The other, where there is one.
    pub against: Option<Ref>,
    /// The hazards of the zones and plans it speaks of, or of which nothing is heard.
    #[serde(skip)]
    pub hazards: HazardSet,
    /// The two facts, each with the table it stands in.
    pub facts: [Localized; 2],
    /// What would mend it.
    pub mend: Localized,
    /// Who owes the mending: role and unit.
    pub owed_by: Localized,
}

/// By what a finding is known again in the next run, whatever its numbers are by then: one can tell since when it
/// stands and when it was mended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub(super) kind: Kind,
    /// The entry whose figures were looked at.
    pub(super) cell: Ref,
    pub(super) about: Ref,
    pub(super) against: Option<Ref>,
    /// What tells it from its like: an item, a village, a route.
    pub(super) part: String,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.kind.code(), self.cell, self.about)?;
        if let Some(against) = self.against {
            write!(f, "/{against}")?;
        }
        if self.part.is_empty() { Ok(()) } else { write!(f, "/{}", self.part) }
    }
}

impl Key {
    /// The same in a few bytes, for addresses and tables.
    pub fn id(&self) -> FindingId {
        let digest = crate::kernel::digest::sha256(self.to_string().as_bytes());
        let mut id = [0; FindingId::BYTES];
        id.copy_from_slice(digest.split_at(FindingId::BYTES).0);
        FindingId(id)
    }

    /// Which kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The entry whose figures were looked at.
    pub fn cell(&self) -> Ref {
        self.cell
    }

    /// What it is about.
    pub fn about(&self) -> Ref {
        self.about
    }

    /// The other, where there is one.
    pub fn against(&self) -> Option<Ref> {
        self.against
    }

    /// Whether it says something of another plan and not of `plan`, in a cell that both read.
    pub fn is_of_another(&self, plan: PlanId) -> bool {
        let other = |of: Ref| matches!(of, Ref::Plan(id) if id != plan);
        let named = self.part.parse::<PlanId>().is_ok_and(|id| id != plan);
        named || other(self.about) || self.against.is_some_and(other)
    }
}

/// A key in a few bytes: the beginning of its SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FindingId([u8; Self::BYTES]);

impl FindingId {
    const BYTES: usize = 16;
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A text that is not 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key is 32 hexadecimal digits")]
pub struct NotAFindingId;

impl FromStr for FindingId {
    type Err = NotAFindingId;
    fn from_str(text: &str) -> Result<Self, NotAFindingId> {
        let number = if text.len() == 2 * Self::BYTES { u128::from_str_radix(text, 16).ok() } else { None };
        number.map(|number| Self(number.to_be_bytes())).ok_or(NotAFindingId)
    }
}

impl Serialize for FindingId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FindingId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A finding that stands, without its words and its key: they are made again from the tables when somebody reads them.
/// There are hundreds of thousands of these in a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// By what it is known again.
    pub id: FindingId,
    /// The unit whose plan or register it is.
    pub unit: UnitCode,
    /// Which kind.
    pub kind: Kind,
    /// How much it matters.
    pub severity: Severity,
    /// The hazards of the zones and plans it speaks of, or of which nothing is heard.
    pub hazards: HazardSet,
    /// Of everything a reader would see.
    pub(super) digest: u64,
}

impl From<&Finding> for Standing {
    fn from(finding: &Finding) -> Self {
        let mut hasher = DefaultHasher::new();
        (&finding.facts, &finding.mend, &finding.owed_by, finding.severity).hash(&mut hasher);
        let Finding { kind, severity, unit, hazards, .. } = *finding;
        Self { id: finding.key.id(), unit, kind, severity, hazards, digest: hasher.finish() }
    }
}

/// A finding on its way: what the rule says of it.
pub(super) struct Told {
    kind: Kind,
    severity: Severity,
    unit: UnitCode,
    about: Ref,
    against: Option<Ref>,
    part: String,
}

impl Told {
    /// A finding of `kind` about `about`, owed in `unit`.
    pub(super) fn of(kind: Kind, unit: UnitCode, about: Ref) -> Self {
        Self { kind, severity: facts_of(kind).severity, unit, about, against: None, part: String::new() }
    }

    /// The other.
    pub(super) fn against(mut self, other: Ref) -> Self {
        self.against = Some(other);
        self
    }

    /// What tells it from its like.
    pub(super) fn part(mut self, part: &str) -> Self {
        part.clone_into(&mut self.part);
        self
    }

    /// Another severity than that of its kind, where `when`.
    pub(super) fn weighs(mut self, severity: Severity, when: bool) -> Self {
        if when {
            self.severity = severity;
        }
        self
    }
}

/// What the rules found in one cell.
pub(super) struct Found<'a> {
    /// The tables.
    pub(super) view: View<'a>,
    cell: Ref,
    findings: Vec<Finding>,
    keys: BTreeSet<Key>,
}

impl<'a> Found<'a> {
    /// Nothing yet.
    pub(super) fn in_cell(view: View<'a>, cell: Ref) -> Self {
        Self { view, cell, findings: Vec::new(), keys: BTreeSet::new() }
    }

    /// Adds a finding, once.
    pub(super) fn add(&mut self, told: Told, facts: [Localized; 2]) {
        let Told { kind, severity, unit, about, against, part } = told;
        let key = Key { kind, cell: self.cell, about, against, part };
        if !self.keys.insert(key.clone()) {
            return;
        }
        let registered = facts_of(kind);
        let (named, other) = (self.view.name(about), self.view.name(against.unwrap_or(about)));
        let mend = say(registered.mend.0, registered.mend.1, [&named, &other]);
        let owed_by = say("{0} ({1})", "{0} ({1})", [&registered.owed_by.name(), &self.view.unit_name(unit)]);
        let spoken_of = [Some(self.cell), Some(about), against];
        let hazards = spoken_of.into_iter().flatten().flat_map(|of| self.view.hazards_of(of)).copied().collect();
        self.findings.push(Finding { key, kind, severity, unit, about, against, hazards, facts, mend, owed_by });
    }

    /// The findings in the order of their keys.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_unstable_by(|one, other| one.key.cmp(&other.key));
        self.findings
    }
}
