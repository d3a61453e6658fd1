//! What a draft planned with zones becomes a fact when its version is approved.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::geometry::area_set::AreaSet;
use crate::households::ZoneBasis;
use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::ids::ZoneId;
use crate::plans::{Approval, PlanVersion, Withdrawal};
use crate::store::{StoreConnection, StoreError, household_zones, zone_lineage, zones};
use crate::zones::{Lineage, LineageKind, Zone, ZoneStatus};

/// Makes the lines of an approved version facts from its day of effect on, retires the old zones, and tells the
/// register which households now belong to the new ones. Lines whose zones were changed back in the draft are dropped.
pub(super) fn settle_lineage(
    conn: &mut StoreConnection,
    version: &PlanVersion,
    approval: &Approval,
    decided_by: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let happened_at = now.max(midnight(approval.effective_from));
    let mut lines = Vec::new();
    for line in zone_lineage::of_version(conn, version.id)? {
        let holds = |zone: ZoneId| version.content.zones.iter().any(|held| held.zone_id == zone);
        if holds(line.old) || !holds(line.new) {
            zone_lineage::remove(conn, version.id, line.old, line.new)?;
            continue;
        }
        let done = Lineage { happened_at: Some(happened_at), decided_by: decided_by.to_owned(), ..line };
        zone_lineage::put(conn, &done)?;
        lines.push(done);
    }
    let mut by_old: HashMap<ZoneId, Vec<&Lineage>> = HashMap::new();
    for line in &lines {
        by_old.entry(line.old).or_default().push(line);
    }
    for (old, lines) in by_old {
        let (_, revision) = zones::standing(conn, old)?;
        zones::settle(conn, old, revision, ZoneStatus::Retired, now)?;
        let new: Vec<Zone> = version
            .content
            .zones
            .iter()
            .filter(|held| lines.iter().any(|line| line.new == held.zone_id))
            .map(|held| zones::at_revision(conn, held.zone_id, held.revision))
            .collect::<Result<_, _>>()?;
        resettle(conn, old, lines.iter().any(|line| line.kind == LineageKind::Split), &new)?;
    }
    Ok(())
}

/// Takes back what never came to be: the version was withdrawn before its day.
pub(super) fn unsettle_lineage(
    conn: &mut StoreConnection,
    version: &PlanVersion,
    approval: &Approval,
    withdrawal: &Withdrawal,
) -> Result<(), StoreError> {
    if withdrawal.on >= approval.effective_from {
        return Ok(());
    }
    for line in zone_lineage::of_version(conn, version.id)? {
        zone_lineage::put(conn, &Lineage { happened_at: None, ..line })?;
    }
    Ok(())
}

/// Tells the register that the households of a zone also belong to the new ones. After a split each goes where it
/// lies; one without a position, or outside all parts, goes to each of them: counted twice until somebody looks, and
/// never left out. After a merge or a move the new zone stands for all its people.
fn resettle(conn: &mut StoreConnection, old: ZoneId, split: bool, new: &[Zone]) -> Result<(), StoreError> {
    let areas = AreaSet::new(new.iter().map(|zone| zone.geometry.clone()).collect());
    for household in household_zones::of_zone(conn, &[old])? {
        let mut inside: Vec<usize> = Vec::new();
        if let Some((lon, lat)) = household.entry.position.filter(|_| split) {
            areas.each_at(lon, lat, |place| inside.push(place));
        }
        let basis = if inside.is_empty() { ZoneBasis::Lineage } else { ZoneBasis::Position };
        for (place, zone) in new.iter().enumerate() {
            if inside.is_empty() || inside.contains(&place) {
                household_zones::also_in(conn, household.id, zone.id, basis)?;
            }
        }
    }
    Ok(())
}

/// The first moment of a day in Viet Nam.
fn midnight(day: NaiveDate) -> Timestamp {
    day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::seconds(vietnam_offset().local_minus_utc().into())
}
