//! Telling what differs between two versions of a plan.

use super::live_data::day_of;
use super::{App, ServiceError};
use crate::kernel::ids::PlanId;
use crate::plans::diff::{PlanDiff, Side};
use crate::plans::{PlanVersion, Stage, stages};
use crate::store::{StoreConnection, StoreError, plans, zones};
use crate::zones::Zone;

/// A version that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Its number.
    pub number: i64,
    /// Where it stands today.
    pub stage: Stage,
}

/// What differs between versions `from` and `to` of `plan`.
pub fn compare_versions(
    app: &App,
    plan: PlanId,
    from: i64,
    to: i64,
) -> Result<(Compared, Compared, PlanDiff), ServiceError> {
    let day = day_of(app.now());
    app.store.read(|conn| {
        let heads = plans::heads(conn, Some(plan))?;
        let stages = stages(heads.iter().map(|head| &head.status), day);
        let stage = |number: i64| heads.iter().zip(&stages).find(|(head, _)| head.number == number);
        let stage = |number| stage(number).map(|(_, stage)| *stage).ok_or(StoreError::NotFound);
        let compared = |number| Ok::<_, StoreError>(Compared { number, stage: stage(number)? });
        let (marks, versions) = (
            (compared(from)?, compared(to)?),
            (plans::version_numbered(conn, plan, from)?, plans::version_numbered(conn, plan, to)?),
        );
        let (from_zones, to_zones) = (zones_of(conn, &versions.0)?, zones_of(conn, &versions.1)?);
        let diff = PlanDiff::between(
            Side { content: &versions.0.content, zones: &from_zones },
            Side { content: &versions.1.content, zones: &to_zones },
        );
        Ok((marks.0, marks.1, diff))
    })
}

/// The zones of a version as they were when it was written, and not as they are today.
pub(super) fn zones_of(conn: &mut StoreConnection, version: &PlanVersion) -> Result<Vec<Zone>, StoreError> {
    version.content.zones.iter().map(|zone| zones::at_revision(conn, zone.zone_id, zone.revision)).collect()
}
