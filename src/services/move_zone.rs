//! Giving the people of a zone of a draft another place: a new zone with a new code, and a line back to the old one.

use geo::MultiPolygon;

use super::plan_versions::VersionAddress;
use super::replace_zones::{Replacement, held, like, replace_zones};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::plans::PlanVersion;
use crate::zones::LineageKind;

/// What to move, and where to.
#[derive(Debug, Clone)]
pub struct MoveOrder {
    /// The zone.
    pub code: String,
    /// The new code.
    pub new_code: String,
    /// The commune it comes to lie in; the same where absent.
    pub commune_code: Option<String>,
    /// The new area.
    pub geometry: MultiPolygon<f64>,
    /// Why.
    pub note: Option<String>,
}

/// Moves a zone of the draft at `address`, read at `revision`. All but its code, area and commune stays.
pub fn move_zone(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    order: &MoveOrder,
) -> Result<PlanVersion, ServiceError> {
    replace_zones(app, by, address, revision, |conn, taken| {
        let old = held(conn, taken, "/code", &order.code)?;
        let mut drawing = like(&old, &old.name, order.geometry.clone());
        if order.commune_code.is_some() {
            drawing.commune_code.clone_from(&order.commune_code);
        }
        let new = vec![("/to".to_owned(), order.new_code.clone(), drawing)];
        Ok(Replacement { kind: LineageKind::Move, old: vec![old], new, note: order.note.clone() })
    })
}
