//! What stands, worst first, so that a page of it needs no sorting.

use std::collections::{BTreeSet, HashMap};

use crate::findings::{Difference, Engine, FindingId, Kind, Ref, Severity, Standing, UnitCode};

/// Where a finding stands in the list: worst first, then by unit and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// How much it matters.
    pub severity: Severity,
    /// The unit that owes the mending.
    pub unit: UnitCode,
    /// Which kind.
    pub kind: Kind,
    /// Which finding.
    pub id: FindingId,
}

impl Place {
    fn of(standing: &Standing) -> Self {
        let Standing { id, severity, unit, kind, .. } = *standing;
        Self { severity, unit, kind, id }
    }

    /// As a cursor.
    pub fn cursor(&self) -> String {
        let severity = match self.severity {
            Severity::Critical => 'c',
            Severity::Serious => 's',
            Severity::Notice => 'n',
        };
        format!("{severity}/{}/{}/{}", self.unit, self.kind.code(), self.id)
    }

    /// The place a cursor names; nothing where it is none.
    pub fn at_cursor(cursor: &str) -> Option<Self> {
        let mut parts = cursor.split('/');
        let severity = match parts.next()? {
            "c" => Severity::Critical,
            "s" => Severity::Serious,
            "n" => Severity::Notice,
            _ => return None,
        };
        let (unit, kind) = (UnitCode::new(parts.next()?)?, Kind::from_code(parts.next()?)?);
        Some(Self { severity, unit, kind, id: parts.next()?.parse().ok()? })
    }
}

/// What stands, in order, and in which cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    places: BTreeSet<Place>,
    cells: HashMap<FindingId, Ref, foldhash::fast::RandomState>,
}

/// What came and went by a change: the ids of findings that did not stand before, and of those that stand no longer.
#[derive(Debug, Default)]
pub(super) struct ComeAndGone {
    pub(super) arisen: Vec<FindingId>,
    pub(super) mended: Vec<Standing>,
}

impl Listed {
    pub(super) fn of(engine: &Engine) -> Self {
        Self {
            places: engine.standing().map(Place::of).collect(),
            cells: engine.standing_in_cells().map(|(cell, standing)| (standing.id, cell)).collect(),
        }
    }

    /// Takes a difference in.
    pub(super) fn follow(&mut self, difference: Difference) -> ComeAndGone {
        let Difference { arisen, changed, mended, .. } = difference;
        let mut done = ComeAndGone::default();
        for mended in mended {
            self.places.remove(&Place::of(&mended));
            self.cells.remove(&mended.id);
            done.mended.push(mended);
        }
        for (before, finding) in changed {
            self.places.remove(&Place::of(&before));
            self.places.insert(Place::of(&Standing::from(&finding)));
        }
        for finding in arisen {
            let standing = Standing::from(&finding);
            self.places.insert(Place::of(&standing));
            self.cells.insert(standing.id, finding.key.cell());
            done.arisen.push(standing.id);
        }
        done
    }

    /// Every finding, or those after a place.
    pub(super) fn after(&self, place: Option<Place>) -> impl Iterator<Item = &Place> {
        let from = place.map_or(std::ops::Bound::Unbounded, std::ops::Bound::Excluded);
        self.places.range((from, std::ops::Bound::Unbounded))
    }

    /// The cell of the finding known by `id`.
    pub(super) fn cell(&self, id: FindingId) -> Option<Ref> {
        self.cells.get(&id).copied()
    }

    /// The ids of all, in no order.
    pub(super) fn ids(&self) -> impl Iterator<Item = FindingId> {
        self.cells.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let id: FindingId = "00112233445566778899aabbccddeeff".parse().unwrap();
        let unit = UnitCode::new("23365").unwrap();
        for severity in [Severity::Critical, Severity::Serious, Severity::Notice] {
            let place = Place { severity, unit, kind: Kind::StockShort, id };
            assert_eq!(Place::at_cursor(&place.cursor()), Some(place));
        }
        for wrong in [
            "",
            "c",
            "x/23365/stock_short/00",
            "c/23365/stock_short/zz",
            "c/23365/no_kind/00112233445566778899aabbccddeeff",
        ] {
            assert_eq!(Place::at_cursor(wrong), None, "{wrong}");
        }
    }
}
