//! Zones that are not in force today: those of a past day, those retired, those only drawn.

use std::collections::HashMap;

use chrono::NaiveDate;
use geo::{BoundingRect, Intersects, Rect};

use super::past_zones::revisions_on;
use super::{App, ServiceError};
use crate::hazards::Hazard;
use crate::kernel::ids::ZoneId;
use crate::kernel::page::Page;
use crate::store::{StoreConnection, StoreError, plans, zones};
use crate::zones::{Zone, ZoneStatus};

/// Which zones are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedZones {
    /// Those in force on a day, at the revisions of that day.
    On(NaiveDate),
    /// Those no longer in force, at the revision they last had.
    Retired,
    /// Those that were never in force, at their last revision.
    Drawn,
}

/// Which of them.
#[derive(Debug, Clone, Default)]
pub struct ZoneFilter {
    /// Of one hazard.
    pub hazard: Option<Hazard>,
    /// Of one commune.
    pub commune: Option<String>,
    /// Whose boxes meet this one: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// Whose codes come after this one.
    pub after: Option<String>,
}

/// How many zones are read at once while a page fills.
const CHUNK: usize = 200;

/// A page of zones by code.
pub fn listed_zones(
    app: &App,
    asked: AskedZones,
    filter: &ZoneFilter,
    limit: usize,
) -> Result<Page<Zone>, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let in_force = |zone: ZoneId| picture.zone(zone).is_some();
    Ok(app.store.read(|conn| {
        let revisions = revisions(conn, asked, in_force)?;
        let wanted: Vec<(ZoneId, i64)> = zones::heads(conn)?
            .into_iter()
            .filter(|head| filter.hazard.is_none_or(|hazard| head.hazard == hazard))
            .filter(|head| filter.after.as_ref().is_none_or(|after| head.code > *after))
            .filter_map(|head| Some((head.id, *revisions.get(&head.id)?)))
            .collect();
        let mut found = Vec::new();
        for chunk in wanted.chunks(CHUNK) {
            found.extend(zones::at_revisions(conn, chunk)?.into_iter().filter(|zone| passes(zone, filter)));
            if found.len() > limit {
                break;
            }
        }
        let status = match asked {
            AskedZones::On(_) => ZoneStatus::InForce,
            AskedZones::Retired => ZoneStatus::Retired,
            AskedZones::Drawn => ZoneStatus::Draft,
        };
        let found = found.into_iter().map(|zone| Zone { status, ..zone }).collect();
        Ok::<_, StoreError>(Page::cut(found, limit, |zone: &Zone| zone.code.clone()))
    })?)
}

fn revisions(
    conn: &mut StoreConnection,
    asked: AskedZones,
    in_force: impl Fn(ZoneId) -> bool,
) -> Result<HashMap<ZoneId, i64>, StoreError> {
    if let AskedZones::On(day) = asked {
        let plans = plans::in_force(conn, day)?;
        return revisions_on(conn, day, &plans);
    }
    let last = if asked == AskedZones::Drawn { zones::last_revisions(conn)? } else { HashMap::new() };
    let status = if asked == AskedZones::Drawn { ZoneStatus::Draft } else { ZoneStatus::Retired };
    let heads = zones::heads(conn)?.into_iter().filter(|head| head.status == status && !in_force(head.id));
    Ok(heads.map(|head| (head.id, last.get(&head.id).copied().unwrap_or(head.revision))).collect())
}

fn passes(zone: &Zone, filter: &ZoneFilter) -> bool {
    let meets = |[west, south, east, north]: [f64; 4]| {
        let wanted = Rect::new((west, south), (east, north));
        zone.geometry.bounding_rect().is_some_and(|bounds| bounds.intersects(&wanted))
    };
    filter.commune.as_ref().is_none_or(|commune| zone.commune_code == *commune) && filter.bbox.is_none_or(meets)
}

/// A zone no longer in force, at the revision it last had.
pub fn retired_zone(conn: &mut StoreConnection, zone: ZoneId) -> Result<Zone, StoreError> {
    match zones::standing(conn, zone)? {
        (ZoneStatus::Retired, revision) => zones::at_revision(conn, zone, revision),
        _ => Err(StoreError::NotFound),
    }
}
