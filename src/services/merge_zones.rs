//! Making one zone of several in a draft, with a new code: it holds all of them.

use geo::MultiPolygon;

use super::draw_zone::ZoneDrawing;
use super::plan_versions::VersionAddress;
use super::replace_zones::{Replacement, held, replace_zones};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::plans::{PlanRefusal, PlanVersion};
use crate::zones::{LineageKind, Zone, merged, missing};

/// What to merge, and into what.
#[derive(Debug, Clone)]
pub struct MergeOrder {
    /// The zones.
    pub codes: Vec<String>,
    /// The new code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The area; all of them together where absent.
    pub geometry: Option<MultiPolygon<f64>>,
    /// Why.
    pub note: Option<String>,
}

/// The most zones at once.
const MAX_ZONES: usize = 20;

/// Merges zones of the draft at `address`, read at `revision`.
///
/// People move from the lowest level any of the zones had; destinations are those of all; what they do not agree in
/// (village, way, person in charge) stays open.
///
/// # Errors
/// [`PlanRefusal::Pieces`] where the area leaves out a piece of one of them.
pub fn merge_zones(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    order: &MergeOrder,
) -> Result<PlanVersion, ServiceError> {
    let mut codes = order.codes.clone();
    codes.sort();
    codes.dedup();
    if codes.len() != order.codes.len() || !(2..=MAX_ZONES).contains(&codes.len()) {
        return Err(PlanRefusal::at("/codes", "Chọn 2–20 vùng khác nhau.", "Choose 2–20 different zones.").into());
    }
    replace_zones(app, by, address, revision, |conn, taken| {
        let mut old = Vec::with_capacity(order.codes.len());
        for (n, code) in order.codes.iter().enumerate() {
            old.push(held(conn, taken, &format!("/codes/{n}"), code)?);
        }
        if old.windows(2).any(|pair| matches!(pair, [a, b] if a.commune_code != b.commune_code)) {
            let (vi, en) = ("Chỉ gộp các vùng trong cùng một xã.", "Only zones of one commune are merged.");
            return Err(PlanRefusal::at("/codes", vi, en).into());
        }
        let geometry = order.geometry.clone().unwrap_or_else(|| merged(old.iter().map(|zone| &zone.geometry)));
        let left_out: Vec<_> =
            old.iter().flat_map(|zone| missing(&zone.geometry, std::iter::once(&geometry))).collect();
        if !left_out.is_empty() {
            return Err(PlanRefusal::Pieces(left_out).into());
        }
        let new =
            together(&old, &order.name, geometry).map(|drawing| ("/into".to_owned(), order.code.clone(), drawing));
        Ok(Replacement { kind: LineageKind::Merge, old, new: new.into_iter().collect(), note: order.note.clone() })
    })
}

/// What several zones say together; nothing of none.
fn together(old: &[Zone], name: &str, geometry: MultiPolygon<f64>) -> Option<ZoneDrawing> {
    let first = old.first()?;
    let mut destinations: Vec<String> = Vec::new();
    for code in old.iter().flat_map(|zone| &zone.destinations) {
        if !destinations.contains(code) {
            destinations.push(code.clone());
        }
    }
    let agreed = |same: fn(&Zone, &Zone) -> bool| old.iter().all(|zone| same(zone, first));
    Some(ZoneDrawing {
        name: name.to_owned(),
        village: first.village.clone().filter(|_| agreed(|a, b| a.village == b.village)),
        commune_code: Some(first.commune_code.clone()),
        evacuate_from_level: old.iter().map(|zone| zone.evacuate_from_level).min()?,
        geometry,
        destinations,
        route: first.route.clone().filter(|_| agreed(|a, b| a.route == b.route)),
        in_charge: first.in_charge.clone().filter(|_| agreed(|a, b| a.in_charge == b.in_charge)),
    })
}
