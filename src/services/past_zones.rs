//! The zones that were in force on a past day, at the revisions of that day, and the days on which one zone was.
//!
//! What a plan approved counts for whole days, as plans do. What stood without a plan counts as the day ended, so
//! a day has one map.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use super::live_data::day_of;
use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::ids::ZoneId;
use crate::plans::{PlanInForce, reigns};
use crate::store::{StoreConnection, StoreError, plans, zone_standings, zones};
use crate::zones::{Period, Zone, ZoneStatus, periods};

/// The plans and the zones of `day`, zones by code: those of the plans in force then, as they were approved, and
/// those in force without a plan as the day ended.
pub fn zones_on(conn: &mut StoreConnection, day: NaiveDate) -> Result<(Vec<PlanInForce>, Vec<Zone>), StoreError> {
    let plans = plans::in_force(conn, day)?;
    let held: Vec<(ZoneId, i64)> = revisions_on(conn, day, &plans)?.into_iter().collect();
    let mut found = zones::at_revisions(conn, &held)?;
    for zone in &mut found {
        zone.status = ZoneStatus::InForce;
    }
    found.sort_by(|a, b| a.code.cmp(&b.code));
    Ok((plans, found))
}

/// Which zones were in force on `day`, each with its revision; `plans` are those of the day.
pub fn revisions_on(
    conn: &mut StoreConnection,
    day: NaiveDate,
    plans: &[PlanInForce],
) -> Result<HashMap<ZoneId, i64>, StoreError> {
    let mut held: HashMap<ZoneId, i64> = zone_standings::before(conn, end_of(day))?.into_iter().collect();
    let zones = plans.iter().flat_map(|plan| &plan.version.content.zones);
    held.extend(zones.map(|zone| (zone.zone_id, zone.revision)));
    Ok(held)
}

/// The days on which a zone was in force, in order, each with the revision.
pub fn periods_of(conn: &mut StoreConnection, zone: ZoneId) -> Result<Vec<Period>, StoreError> {
    let mut by_plan = Vec::new();
    for plan in plans::holding(conn, zone)? {
        let versions = plans::versions(conn, plan)?;
        for reign in reigns(versions.iter().map(|version| &version.status)) {
            let zones = versions.get(reign.version).map(|version| version.content.zones.as_slice());
            let held = zones.unwrap_or_default().iter().find(|held| held.zone_id == zone);
            by_plan.extend(held.map(|held| Period { from: reign.from, to: reign.to, revision: held.revision }));
        }
    }
    let by_itself: Vec<Period> = zone_standings::of_zone(conn, zone)?
        .iter()
        .map(|held| Period { from: day_of(held.from), to: held.to.map(day_of), revision: held.revision })
        .collect();
    Ok(periods(&by_plan, &by_itself))
}

/// The midnight in Viet Nam that ends a day.
fn end_of(day: NaiveDate) -> Timestamp {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(NaiveTime::MIN).and_utc();
    next - TimeDelta::seconds(vietnam_offset().local_minus_utc().into())
}
