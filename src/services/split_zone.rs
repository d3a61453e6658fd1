//! Cutting a zone of a draft into parts: each gets a new code, together they are the old one.

use geo::MultiPolygon;

use super::plan_versions::VersionAddress;
use super::replace_zones::{Replacement, held, like, replace_zones};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::plans::{PlanRefusal, PlanVersion};
use crate::zones::{LineageKind, split_faults};

/// A part as it is to be.
#[derive(Debug, Clone)]
pub struct ZonePart {
    /// Its new code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its area.
    pub geometry: MultiPolygon<f64>,
}

/// What to cut, and how.
#[derive(Debug, Clone)]
pub struct SplitOrder {
    /// The zone.
    pub code: String,
    /// Its parts.
    pub parts: Vec<ZonePart>,
    /// Why.
    pub note: Option<String>,
}

/// The most parts at once.
const MAX_PARTS: usize = 20;

/// Cuts a zone of the draft at `address`, read at `revision`. Parts take over what the zone says of level, commune,
/// destinations, way and person in charge.
///
/// # Errors
/// [`PlanRefusal::Pieces`] where the parts are not the old zone cut in pieces.
pub fn split_zone(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    order: &SplitOrder,
) -> Result<PlanVersion, ServiceError> {
    if !(2..=MAX_PARTS).contains(&order.parts.len()) {
        return Err(PlanRefusal::at("/parts", "Tách thành 2–20 phần.", "Split it into 2–20 parts.").into());
    }
    replace_zones(app, by, address, revision, |conn, taken| {
        let old = held(conn, taken, "/code", &order.code)?;
        let parts: Vec<_> = order.parts.iter().map(|part| (part.code.as_str(), &part.geometry)).collect();
        let faults = split_faults(&old.geometry, &parts);
        if !faults.is_empty() {
            return Err(PlanRefusal::Pieces(faults).into());
        }
        let drawn = |(n, part): (usize, &ZonePart)| {
            (format!("/parts/{n}"), part.code.clone(), like(&old, &part.name, part.geometry.clone()))
        };
        let new = order.parts.iter().enumerate().map(drawn).collect();
        Ok(Replacement { kind: LineageKind::Split, old: vec![old], new, note: order.note.clone() })
    })
}
