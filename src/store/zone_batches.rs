//! Many zones at once: what is known of their codes, and new revisions of them in few statements.

use std::collections::HashMap;

use diesel::prelude::*;

use super::schema::{zone_revisions, zones};
use super::zones::{RevisionRow, ZoneRow};
use super::{StoreConnection, StoreError, from_json, id, on_each_backend, word, zone_standings};
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;
use crate::zones::{InCharge, Zone, ZoneStatus};

/// A zone that is known, at its last revision, which may be a draft beyond the current one.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownZone {
    /// Its id.
    pub id: ZoneId,
    /// What threatens it.
    pub hazard: Hazard,
    /// Where it stands.
    pub status: ZoneStatus,
    /// The revision alerts meet.
    pub current_revision: i64,
    /// The last revision.
    pub revision: i64,
    /// Its name.
    pub name: String,
    /// The village.
    pub village: Option<String>,
    /// The commune.
    pub commune_code: String,
    /// From this level on its people must move.
    pub evacuate_from_level: RiskLevel,
    /// Its area as it is kept (WKB): equal areas have equal bytes.
    pub outline: Vec<u8>,
    /// Codes of the shelters its people go to.
    pub destinations: Vec<String>,
    /// The way there.
    pub route: Option<String>,
    /// Who answers for it.
    pub in_charge: Option<InCharge>,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// What is known of `codes`, by code; give some hundreds at a time.
pub fn known(conn: &mut StoreConnection, codes: &[&str]) -> Result<HashMap<String, KnownZone>, StoreError> {
    let rows: Vec<(ZoneRow, RevisionRow)> = zones::table
        .inner_join(zone_revisions::table.on(zone_revisions::zone_id.eq(zones::id)))
        .filter(zones::code.eq_any(codes))
        .order((zones::code, zone_revisions::revision))
        .select((ZoneRow::as_select(), RevisionRow::as_select()))
        .load(conn)?;
    let mut last: HashMap<String, (ZoneRow, RevisionRow)> = HashMap::new();
    for (zone, revision) in rows {
        last.insert(zone.code.clone(), (zone, revision));
    }
    last.into_iter().map(|(code, rows)| Ok((code, to_known(rows)?))).collect()
}

fn to_known((zone, revision): (ZoneRow, RevisionRow)) -> Result<KnownZone, StoreError> {
    let level = u8::try_from(revision.evacuate_from_level).ok().and_then(|level| RiskLevel::new(level).ok());
    Ok(KnownZone {
        id: id(&zone.id)?,
        hazard: Hazard::from_code(&zone.hazard).ok_or_else(|| StoreError::corrupt(zone.hazard.clone()))?,
        status: word(&zone.status)?,
        current_revision: zone.current_revision,
        revision: revision.revision,
        name: revision.name,
        village: revision.village,
        commune_code: revision.commune_code,
        evacuate_from_level: level.ok_or_else(|| StoreError::corrupt("level of a zone"))?,
        outline: revision.outline.unwrap_or_default(),
        destinations: from_json(&revision.destinations)?,
        route: revision.route,
        in_charge: revision.in_charge.as_deref().map(from_json).transpose()?,
        demonstration: zone.demonstration,
    })
}

/// How many rows go into one statement; SQLite takes 32,766 values in one.
const ROWS: usize = 500;

/// Adds zones that are new, each at its first revision and with its status.
pub fn add_new(conn: &mut StoreConnection, new: &[&Zone], now: Timestamp) -> Result<(), StoreError> {
    for some in new.chunks(ROWS) {
        let rows: Vec<ZoneRow> = some.iter().map(|zone| ZoneRow::of(zone, zone.status)).collect();
        on_each_backend!(conn, conn => diesel::insert_into(zones::table).values(&rows).execute(conn))?;
    }
    add_revisions(conn, new, now)?;
    let standing = new.iter().filter(|zone| zone.status == ZoneStatus::InForce);
    zone_standings::open_new(conn, standing.map(|zone| (zone.id, zone.revision)), now)
}

/// Adds a revision of each of `revised`, without making it the current one.
pub fn add_revisions(conn: &mut StoreConnection, revised: &[&Zone], now: Timestamp) -> Result<(), StoreError> {
    for some in revised.chunks(ROWS) {
        let rows = some.iter().map(|zone| RevisionRow::of(zone, now)).collect::<Result<Vec<_>, StoreError>>()?;
        on_each_backend!(conn, conn => diesel::insert_into(zone_revisions::table).values(&rows).execute(conn))?;
    }
    Ok(())
}
