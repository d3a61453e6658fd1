//! One feature of a file after the other, read as a zone.

use std::collections::HashSet;

use geo::{Centroid, Geometry};
use serde_json::{Map, Value};

use super::outline::Outline;
use super::plan_draft::PlanDraft;
use super::prepare::{ZoneForm, said};
use super::words;
use super::{Importer, RepairChoice, ZoneOrder};
use crate::formats::FileFeature;
use crate::hazards::{Hazard, RiskLevel, hazard_named};
use crate::kernel::Localized;
use crate::services::place_file::columns::{Columns, text_of};
use crate::services::place_file::communes::Ground;
use crate::services::place_file::{DraftItem, Fate, Reading};

/// What is needed to read one feature after the other.
pub(super) struct Reader<'r> {
    pub ground: &'r Ground,
    pub columns: &'r Columns,
    pub order: &'r ZoneOrder,
    pub plan: Option<&'r PlanDraft>,
    pub by: Importer<'r>,
    pub usual: Option<String>,
    pub reading: Option<Reading>,
}

impl Reader<'_> {
    /// The item of a feature, its form where it may be taken in, and whether only its commune is missing.
    pub(super) fn read(
        &self,
        feature: &FileFeature,
        codes: &mut HashSet<String>,
    ) -> (DraftItem, Option<ZoneForm>, bool) {
        let mut item = DraftItem::at(feature.place.clone());
        let properties = &feature.properties;
        item.code = self.columns.text(properties, "code").or_else(|| feature.id.clone());
        item.name = self.columns.text(properties, "name");
        let mut refusals: Vec<Localized> = Vec::new();
        match &item.code {
            None => refusals.push(words::no_code()),
            Some(code) if !is_code(code) => refusals.push(words::not_a_code(code)),
            Some(code) if !codes.insert(code.clone()) => refusals.push(words::twice(code)),
            Some(_) => {}
        }
        if item.name.as_ref().is_some_and(|name| name.chars().count() > MAX_TEXT) {
            refusals.push(words::too_long());
        }
        item.hazard = self.hazard(properties).map_err(|reason| refusals.push(reason)).ok();
        item.level = self.level(properties).map_err(|reason| refusals.push(reason)).ok().flatten();

        let Some(reading) = self.reading else {
            item.reasons = refusals;
            item.fate = if item.reasons.is_empty() { Fate::Held } else { Fate::Refused };
            return (item, None, false);
        };
        let outline = match outline(feature, reading) {
            Ok(outline) => outline,
            Err((geometry, reason)) => {
                item.geometry = geometry;
                refusals.push(reason);
                item.reasons = refusals;
                item.fate = Fate::Refused;
                return (item, None, false);
            }
        };
        let no_commune = self.commune(feature, &outline, &mut item, &mut refusals);
        let repaired = self.settle_outline(outline, &mut item, &mut refusals);
        if !refusals.is_empty() {
            item.reasons.splice(0..0, refusals);
            item.fate = Fate::Refused;
            return (item, None, no_commune);
        }
        let form = repaired.and_then(|repaired| self.form(&item, properties, repaired));
        (item, form, no_commune)
    }

    fn hazard(&self, properties: &Map<String, Value>) -> Result<Hazard, Localized> {
        let usual = self.order.hazard.or(self.plan.map(PlanDraft::hazard));
        let found = match self.columns.text(properties, "hazard") {
            Some(text) => hazard_named(&text).ok_or_else(|| words::unknown_hazard(&text))?,
            None => usual.ok_or_else(words::no_hazard)?,
        };
        match self.plan {
            Some(plan) if plan.hazard() != found => Err(words::other_hazard(found, plan.hazard())),
            _ => Ok(found),
        }
    }

    /// The level from which people must move; nothing where neither the file nor the caller says one.
    fn level(&self, properties: &Map<String, Value>) -> Result<Option<RiskLevel>, Localized> {
        let Some(value) = self.columns.value(properties, "level") else { return Ok(self.order.level) };
        let value = value.get("value").unwrap_or(value);
        let Some(text) = text_of(value) else { return Ok(self.order.level) };
        level_of(&text).map(Some).ok_or_else(|| words::no_level_of(&text))
    }

    /// Fills in the commune; whether only that is missing.
    fn commune(
        &self,
        feature: &FileFeature,
        outline: &Outline,
        item: &mut DraftItem,
        refusals: &mut Vec<Localized>,
    ) -> bool {
        let said = said(self.ground, self.columns, &feature.properties);
        let Some(middle) = outline.area.centroid() else { return false };
        match self.ground.decide(said.as_deref(), middle.into(), self.usual.as_deref()) {
            Ok(found) => {
                if let Some(unit) = self.plan.map(PlanDraft::unit).filter(|unit| !self.is_within(&found.code, unit)) {
                    refusals.push(words::outside_plan(&self.ground.name(unit)));
                }
                if let Some(unit) = self.by.unit().filter(|unit| !self.is_within(&found.code, unit)) {
                    refusals.push(words::outside_own_unit(&self.ground.name(unit)));
                }
                item.commune_name = Some(self.ground.name(&found.code)).filter(|name| *name != found.code);
                item.commune_code = Some(found.code);
                item.reasons.extend(found.remarks);
                false
            }
            Err(reason) => {
                refusals.push(reason);
                said.is_none()
            }
        }
    }

    fn is_within(&self, commune: &str, unit: &str) -> bool {
        self.ground.gazetteer.path(commune, self.ground.today).is_within(unit)
    }

    /// Settles what becomes of the outline: whether it was mended, or nothing where the zone cannot be taken in yet.
    fn settle_outline(&self, outline: Outline, item: &mut DraftItem, refusals: &mut Vec<Localized>) -> Option<bool> {
        let Outline { mut area, faults, refused, repair } = outline;
        let mut repaired = None;
        match (refused, repair, self.order.repair) {
            (_, Some(repair), RepairChoice::All) => {
                area.clone_from(&repair.area);
                item.reasons.extend(repair.changes.iter().cloned());
                item.repair = Some(repair);
                repaired = Some(true);
            }
            (false, repair, choice) => {
                item.repair = repair.filter(|_| choice != RepairChoice::None);
                repaired = Some(false);
            }
            (true, Some(repair), RepairChoice::Offered) => {
                item.reasons.push(words::repair_offered());
                item.repair = Some(repair);
            }
            (true, ..) => refusals.extend(faults.iter().map(|fault| fault.text.clone())),
        }
        item.faults = faults;
        item.area_m2 = Outline::size(&area);
        item.geometry = Some(Geometry::MultiPolygon(area));
        repaired
    }

    fn form(&self, item: &DraftItem, properties: &Map<String, Value>, repaired: bool) -> Option<ZoneForm> {
        let commune_code = item.commune_code.clone()?;
        Some(ZoneForm {
            code: item.code.clone()?,
            name: item.name.clone(),
            village: self.columns.text(properties, "village"),
            hazard: item.hazard?,
            stated_province: self.stated_province(properties, &commune_code),
            commune_code,
            level: item.level,
            destinations: self.columns.list(properties, "destinations"),
            route: self.columns.text(properties, "route"),
            repaired,
            demonstration: self.plan.is_some_and(PlanDraft::demonstration),
        })
    }

    /// The province the feature states for a commune the register does not know.
    fn stated_province(&self, properties: &Map<String, Value>, commune: &str) -> Option<String> {
        let code = province_code(&self.columns.text(properties, "province_code")?)?;
        (!self.ground.knows(commune)).then_some(code)
    }
}

/// A province code as a table of numbers may have it: 1 is 01.
fn province_code(text: &str) -> Option<String> {
    let digits = matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{text:0>2}"))
}

fn outline(feature: &FileFeature, reading: Reading) -> Result<Outline, (Option<Geometry<f64>>, Localized)> {
    let geometry = feature.geometry.as_ref().ok_or_else(|| (None, words::no_geometry()))?;
    let placed = reading.to_wgs84(geometry).map_err(|_| (None, words::outside_system()))?;
    Outline::of(placed).map_err(|(geometry, reason)| (Some(geometry), reason))
}

/// The longest text of a zone.
const MAX_TEXT: usize = 500;

fn is_code(code: &str) -> bool {
    code.chars().count() <= 40 && !code.chars().any(char::is_control)
}

/// A level from 1 to 5 as tables have it: `3`, `cấp 3`, `III`.
fn level_of(text: &str) -> Option<RiskLevel> {
    let last = text.split_whitespace().last()?;
    let digit = match last.to_uppercase().as_str() {
        "I" => 1,
        "II" => 2,
        "III" => 3,
        "IV" => 4,
        "V" => 5,
        other => other.parse().ok()?,
    };
    RiskLevel::new(digit).ok().filter(|level| level.digit() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_as_tables_have_them() {
        let check = |text: &str, expected: Option<u8>| {
            assert_eq!(level_of(text).map(RiskLevel::digit), expected, "{text}");
        };
        check("3", Some(3));
        check("Cấp 4", Some(4));
        check("cấp III", Some(3));
        check("0", None);
        check("6", None);
        check("cao", None);
    }
}
