//! What stands, worst first, so that a page of it needs no sorting.

use std::collections::{BTreeMap, HashMap};

use crate::findings::kept::Known;
use crate::findings::{Difference, Engine, FindingId, Key, Kind, Severity, Standing, UnitCode};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;

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
        let (severity, unit, kind) = (standing.severity, standing.unit, standing.kind());
        Self { severity, unit, kind, id: standing.key.id() }
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

/// What stands, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    places: BTreeMap<Place, Key>,
    by_id: HashMap<FindingId, Place>,
}

impl Listed {
    pub(super) fn of(engine: &Engine) -> Self {
        let places: BTreeMap<Place, Key> =
            engine.standing().map(|standing| (Place::of(standing), standing.key.clone())).collect();
        let by_id = places.keys().map(|place| (place.id, *place)).collect();
        Self { places, by_id }
    }

    /// Takes a difference in, and answers what of it is to be written down.
    pub(super) fn follow(&mut self, difference: &Difference, engine: &Engine, now: Timestamp) -> Vec<Known> {
        let mut news = Vec::with_capacity(difference.arisen.len() + difference.mended.len());
        for mended in &difference.mended {
            let id = mended.key.id();
            self.take(id);
            news.push(Known { mended_at: Some(now), ..known(engine, &Place::of(mended), &mended.key, now) });
        }
        for finding in difference.changed.iter().chain(&difference.arisen) {
            let place = Place::of(&Standing::from(finding));
            let is_new = self.take(place.id).is_none();
            self.places.insert(place, finding.key.clone());
            self.by_id.insert(place.id, place);
            if is_new {
                news.push(known(engine, &place, &finding.key, now));
            }
        }
        news
    }

    fn take(&mut self, id: FindingId) -> Option<Key> {
        self.by_id.remove(&id).and_then(|place| self.places.remove(&place))
    }

    /// Every finding, or those after a place.
    pub(super) fn after(&self, place: Option<Place>) -> impl Iterator<Item = (&Place, &Key)> {
        let from = place.map_or(std::ops::Bound::Unbounded, std::ops::Bound::Excluded);
        self.places.range((from, std::ops::Bound::Unbounded))
    }

    /// The finding known by `id`.
    pub(super) fn get(&self, id: FindingId) -> Option<(&Place, &Key)> {
        self.by_id.get(&id).and_then(|place| self.places.get_key_value(place))
    }
}

/// A finding that stands, as it is written down.
pub(super) fn known(engine: &Engine, place: &Place, key: &Key, now: Timestamp) -> Known {
    Known {
        id: place.id,
        key: key.to_string(),
        kind: place.kind,
        severity: place.severity,
        unit: place.unit,
        hazards: hazards_of(engine, key),
        first_seen: now,
        mended_at: None,
        came_back: 0,
    }
}

/// The hazards of the zones and plans a finding speaks of, each once and in order.
pub(super) fn hazards_of(engine: &Engine, key: &Key) -> Vec<Hazard> {
    let spoken_of = [Some(key.cell()), Some(key.about()), key.against()];
    let mut hazards: Vec<Hazard> = spoken_of.into_iter().flatten().filter_map(|of| engine.hazard_of(of)).collect();
    hazards.sort_unstable();
    hazards.dedup();
    hazards
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
