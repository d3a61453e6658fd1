//! Which boxes meet a box: the boxes in the order of a line that keeps neighbours together, sixteen of them under one
//! larger box, sixteen of those under the next. Everything lies flat, so a question reads few places of memory.

use geo::{Coord, Rect};

use super::corners::{Corners, box_suffices};
use crate::geometry::curve;

/// West, south, east, north.
type Bounds = [f64; 4];

/// How many boxes stand under one.
const UNDER_ONE: usize = 16;

/// Hardly a question of a screen has more of them to look at.
const USUALLY_WAITING: usize = 64;

/// The boxes of areas.
#[derive(Default)]
pub(super) struct Boxes {
    /// The first level holds the boxes themselves, each next one the boxes around sixteen of the level before.
    levels: Vec<Vec<Bounds>>,
    /// What else is known of the areas, in the order of the first level.
    areas: Vec<(u32, Corners)>,
}

/// The box of an area.
pub(super) struct Boxed {
    pub number: u32,
    pub bounds: Rect<f64>,
    corners: Corners,
}

impl Boxed {
    /// Whether the area has a point in common with `wanted`, which its box has; false where only its edges tell.
    pub(super) fn surely_meets(&self, wanted: Rect<f64>) -> bool {
        box_suffices(self.bounds, wanted) || self.corners.is_one_in(self.bounds, wanted)
    }
}

impl Boxes {
    /// The boxes of `areas`, each with its number.
    pub(super) fn new(areas: impl Iterator<Item = (u32, Rect<f64>, Corners)>) -> Self {
        let placed = |(number, rect, corners): (u32, Rect<f64>, Corners)| {
            let Coord { x, y } = rect.center();
            (curve::along(x, y), number, rect, corners)
        };
        let mut sorted: Vec<(u64, u32, Rect<f64>, Corners)> = areas.map(placed).collect();
        sorted.sort_unstable_by_key(|(along, number, ..)| (*along, *number));
        let areas = sorted.iter().map(|(_, number, _, corners)| (*number, *corners)).collect();
        let mut levels = Vec::new();
        let mut level: Vec<Bounds> =
            sorted.iter().map(|(_, _, rect, _)| [rect.min().x, rect.min().y, rect.max().x, rect.max().y]).collect();
        while level.len() > UNDER_ONE {
            let next = level.chunks(UNDER_ONE).map(around).collect();
            levels.push(std::mem::replace(&mut level, next));
        }
        levels.push(level);
        Self { levels, areas }
    }

    /// Calls `found` with every box that meets `bounds`; touching counts. It ends where `found` says no.
    pub(super) fn each_meeting(&self, bounds: Rect<f64>, mut found: impl FnMut(&Boxed) -> bool) {
        let wanted = [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y];
        let Some(top) = self.levels.len().checked_sub(1) else { return };
        let mut waiting = Vec::with_capacity(USUALLY_WAITING);
        waiting.push((top, 0));
        while let Some((level, first)) = waiting.pop() {
            let boxes = &self.levels[level];
            let end = boxes.len().min(first + UNDER_ONE);
            for (at, one) in (first..).zip(&boxes[first..end]) {
                if !meet(one, &wanted) {
                    continue;
                }
                if level > 0 {
                    waiting.push((level - 1, at * UNDER_ONE));
                    continue;
                }
                let ([west, south, east, north], (number, corners)) = (*one, self.areas[at]);
                let bounds = Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
                if !found(&Boxed { number, bounds, corners }) {
                    return;
                }
            }
        }
    }
}

fn meet([west, south, east, north]: &Bounds, [w, s, e, n]: &Bounds) -> bool {
    west <= e && east >= w && south <= n && north >= s
}

fn around(boxes: &[Bounds]) -> Bounds {
    let nothing = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    boxes.iter().fold(nothing, |[w, s, e, n], [west, south, east, north]| {
        [w.min(*west), s.min(*south), e.max(*east), n.max(*north)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn rect()(west in -300..300_i32, south in -300..300_i32, width in 0..40_i32, height in 0..40_i32) -> Rect<f64> {
            let corner = |x: i32, y: i32| Coord { x: f64::from(x) / 4.0, y: f64::from(y) / 4.0 };
            Rect::new(corner(west, south), corner(west + width, south + height))
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_box_finds_what_looking_at_each_finds(rects in prop::collection::vec(rect(), 0..700), wanted in rect()) {
            let corners = |rect: &Rect<f64>| Corners::of(&geo::MultiPolygon::new(vec![rect.to_polygon()]), *rect);
            let boxes = Boxes::new((0..).zip(&rects).map(|(at, rect)| (at, *rect, corners(rect))));
            let mut found = Vec::new();
            boxes.each_meeting(wanted, |boxed| { found.push(boxed.number); true });
            found.sort_unstable();
            let one_by_one: Vec<u32> =
                (0..).zip(&rects).filter(|(_, one)| geo::Intersects::intersects(*one, &wanted)).map(|(at, _)| at).collect();
            prop_assert_eq!(&found, &one_by_one);
            let mut first = Vec::new();
            boxes.each_meeting(wanted, |boxed| { first.push(boxed.number); first.len() < 3 });
            prop_assert_eq!(first.len(), one_by_one.len().min(3));
        }
    }
}
