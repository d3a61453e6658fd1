//! The zones that were in force on a past day, at the revisions of that day.

use std::collections::HashSet;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::ids::ZoneId;
use crate::plans::PlanInForce;
use crate::store::{StoreConnection, StoreError, plans, zones};
use crate::zones::{Zone, ZoneStatus};

/// The plans and the zones of `day`: those of the plans in force then, as they were approved, and zones without a plan
/// as they were drawn by the end of the day.
pub fn zones_on(conn: &mut StoreConnection, day: NaiveDate) -> Result<(Vec<PlanInForce>, Vec<Zone>), StoreError> {
    let plans = plans::in_force(conn, day)?;
    let mut planned: HashSet<ZoneId> = HashSet::new();
    let mut found = Vec::new();
    for zone in plans.iter().flat_map(|plan| &plan.version.content.zones) {
        if planned.insert(zone.zone_id) {
            found.push(zones::at_revision(conn, zone.zone_id, zone.revision)?);
        }
    }
    let end = end_of(day);
    let today: HashSet<ZoneId> = plans::in_force(conn, NaiveDate::MAX)?
        .iter()
        .flat_map(|plan| plan.version.content.zones.iter().map(|zone| zone.zone_id))
        .collect();
    for zone in zones::current(conn, Some(ZoneStatus::InForce))? {
        if planned.contains(&zone.id) || today.contains(&zone.id) {
            continue;
        }
        let drawn = zones::revisions(conn, zone.id)?;
        found.extend(drawn.into_iter().rev().find(|(from, _)| *from < end).map(|(_, zone)| zone));
    }
    let in_force = |zone| Zone { status: ZoneStatus::InForce, ..zone };
    Ok((plans, found.into_iter().map(in_force).collect()))
}

/// The midnight in Viet Nam that ends a day.
fn end_of(day: NaiveDate) -> Timestamp {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(NaiveTime::MIN).and_utc();
    next - TimeDelta::seconds(vietnam_offset().local_minus_utc().into())
}
