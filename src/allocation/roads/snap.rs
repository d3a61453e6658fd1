//! A place on the nearest road.

use rstar::AABB;

use super::net::{Piece, RoadNet};
use super::{Closing, JOIN_M, straight_m};
use crate::allocation::Position;

/// A place on a road: the piece it lies on, and how far it is from the place to both ends of that piece.
#[derive(Debug, Clone, Copy)]
pub(super) struct Snap {
    pub(super) piece: usize,
    /// The ends, each with the metres from the place: up to the road, and along it.
    pub(super) ends: [(usize, f64); 2],
    pub(super) closing: Closing,
    /// Metres up to the road.
    pub(super) off: f64,
}

/// Metres of a degree of latitude on the sphere distances are measured on.
const METRES_A_DEGREE: f64 = 111_195.08;

impl RoadNet {
    /// The pieces within `within` metres of `place`, the nearest first: it, and those at most [`JOIN_M`] farther, as at a
    /// junction one can take either road.
    pub(super) fn near(&self, place: Position, within: f64) -> Vec<Snap> {
        let mut snaps = self.within(place, within);
        let most = snaps.first().map_or(0.0, |nearest| nearest.off + JOIN_M);
        snaps.retain(|snap| snap.off <= most);
        snaps
    }

    /// The pieces within `within` metres of `place`, the nearest first.
    pub(super) fn within(&self, place: Position, within: f64) -> Vec<Snap> {
        let north = within / METRES_A_DEGREE;
        let east = north / place.lat.to_radians().cos().max(0.01);
        let near = AABB::from_corners([place.lon - east, place.lat - north], [place.lon + east, place.lat + north]);
        let found = self.index.locate_in_envelope_intersecting(&near);
        let snaps = found.filter_map(|boxed| self.on_piece(place, boxed.piece)).filter(|snap| snap.off <= within);
        let mut snaps: Vec<Snap> = snaps.collect();
        snaps.sort_by(|a, b| a.off.total_cmp(&b.off).then(a.piece.cmp(&b.piece)));
        snaps
    }

    /// The point of a piece nearest to `place`, on the plane that touches the Earth there: within 500 m that differs
    /// from the ground by less than a millimetre.
    fn on_piece(&self, place: Position, piece: usize) -> Option<Snap> {
        let Piece { from, to, metres, closing } = *self.pieces.get(piece)?;
        let (a, b) = (*self.nodes.get(from)?, *self.nodes.get(to)?);
        let shrink = place.lat.to_radians().cos();
        let flat = |point: Position| ((point.lon - place.lon) * shrink, point.lat - place.lat);
        let ((ax, ay), (bx, by)) = (flat(a), flat(b));
        let (dx, dy) = (bx - ax, by - ay);
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        let foot = Position { lon: a.lon + (b.lon - a.lon) * along, lat: a.lat + (b.lat - a.lat) * along };
        let off = straight_m(place, foot);
        Some(Snap { piece, ends: [(from, off + metres * along), (to, off + metres * (1.0 - along))], closing, off })
    }
}
