//! Costs as metres over the ground, worked out only where they can matter.

use super::{Costs, Fault};

/// The mean radius of the Earth in metres, as IUGG gives it (R₁ of GRS 80).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Half the girth of the Earth in whole metres, rounded up: no two places are farther apart.
const HALF_ROUND_M: i64 = 20_015_115;

/// By how much the straight line through the Earth may exceed the rounded metres over the ground: half a metre of
/// rounding and a millimetre for the last digits of the sums (their true error is some 10⁻⁸ m).
const CHORD_MARGIN_M: f64 = 0.501;

/// A place on the Earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees east, -180–180.
    pub lon: f64,
    /// Degrees north, -90–90.
    pub lat: f64,
}

/// What is worked out once for a place: radians, and metres in space from the middle of the Earth.
#[derive(Debug, Clone, Copy)]
struct Spot {
    lon: f64,
    lat: f64,
    cos_lat: f64,
    space: [f64; 3],
}

/// The great-circle distance in whole metres (haversine on a sphere of 6,371,008.8 m, halves to even), times a
/// weight for each group.
///
/// A straight line through the Earth is never longer than the way over it, and needs three multiplications
/// instead of six sines: it decides most pairs, and the exact distance is worked out for the few that remain.
#[derive(Debug, Clone)]
pub struct Ground<F = fn(usize, usize) -> bool> {
    groups: Vec<Spot>,
    shelters: Vec<Spot>,
    /// The shelters in space once more, axis by axis.
    axes: [Vec<f64>; 3],
    weights: Vec<i64>,
    forbidden: Option<F>,
}

impl Ground {
    /// Every group may use every shelter, and a metre costs 1.
    pub fn new(groups: &[Position], shelters: &[Position]) -> Result<Self, Fault> {
        let spots = |places: &[Position]| places.iter().map(Spot::at).collect::<Result<Vec<_>, _>>();
        let (groups, shelters) = (spots(groups)?, spots(shelters)?);
        let axis = |at: fn(&Spot) -> f64| shelters.iter().map(at).collect();
        let axes = [axis(|spot| spot.space[0]), axis(|spot| spot.space[1]), axis(|spot| spot.space[2])];
        Ok(Self { weights: vec![1; groups.len()], groups, shelters, axes, forbidden: None })
    }
}

impl<F> Ground<F> {
    /// Makes a metre cost `weights[group]` (1 or more) for each person: who must not travel far weighs more.
    pub fn weighted(self, weights: Vec<i64>) -> Result<Self, Fault> {
        if weights.len() != self.groups.len() {
            return Err(Fault::SizesDiffer);
        }
        match weights.iter().position(|weight| *weight < 1) {
            Some(group) => Err(Fault::Weight(group)),
            None if weights.iter().any(|weight| weight.checked_mul(HALF_ROUND_M).is_none()) => Err(Fault::TooLarge),
            None => Ok(Self { weights, ..self }),
        }
    }

    /// Forbids every pair (group, shelter) of which `forbidden` says so.
    pub fn forbidding<G: Fn(usize, usize) -> bool>(self, forbidden: G) -> Ground<G> {
        let Self { groups, shelters, axes, weights, .. } = self;
        Ground { groups, shelters, axes, weights, forbidden: Some(forbidden) }
    }

    fn metres(&self, group: usize, shelter: usize) -> Option<i64> {
        Some(self.groups.get(group)?.metres_to(self.shelters.get(shelter)?))
    }

    /// The square of the straight line from `from` to every shelter, in m².
    fn chords_squared(&self, from: &Spot) -> impl Iterator<Item = f64> {
        let ([x, y, z], [xs, ys, zs]) = (from.space, &self.axes);
        xs.iter().zip(ys).zip(zs).map(move |((a, b), c)| (a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z))
    }
}

impl Spot {
    fn at(place: &Position) -> Result<Self, Fault> {
        let Position { lon, lat } = *place;
        if !(lon.abs() <= 180.0 && lat.abs() <= 90.0) {
            return Err(Fault::Position { lon, lat });
        }
        let (lon, lat) = (lon.to_radians(), lat.to_radians());
        let flat = EARTH_RADIUS_M * lat.cos();
        let space = [flat * lon.cos(), flat * lon.sin(), EARTH_RADIUS_M * lat.sin()];
        Ok(Self { lon, lat, cos_lat: lat.cos(), space })
    }

    /// The haversine formula of R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984), 159.
    #[expect(clippy::cast_possible_truncation, reason = "at most half the Earth's girth, 20,015,115 m")]
    fn metres_to(&self, other: &Self) -> i64 {
        let (north, east) = (((self.lat - other.lat) / 2.0).sin(), ((self.lon - other.lon) / 2.0).sin());
        let half_chord_squared = north * north + self.cos_lat * other.cos_lat * (east * east);
        let metres = 2.0 * EARTH_RADIUS_M * half_chord_squared.sqrt().min(1.0).asin();
        metres.round_ties_even() as i64
    }
}

impl<F: Fn(usize, usize) -> bool> Costs for Ground<F> {
    fn groups(&self) -> usize {
        self.groups.len()
    }

    fn shelters(&self) -> usize {
        self.shelters.len()
    }

    fn cost(&self, group: usize, shelter: usize) -> Option<i64> {
        let weight = self.weights.get(group)?;
        Some(self.length(group, shelter)? * weight)
    }

    fn greatest(&self) -> i64 {
        HALF_ROUND_M * self.weights.iter().copied().max().unwrap_or(1)
    }

    fn allowed(&self, group: usize, shelter: usize) -> bool {
        let forbidden = || self.forbidden.as_ref().is_some_and(|forbidden| forbidden(group, shelter));
        group < self.groups.len() && shelter < self.shelters.len() && !forbidden()
    }

    fn length(&self, group: usize, shelter: usize) -> Option<i64> {
        if self.allowed(group, shelter) { self.metres(group, shelter) } else { None }
    }

    fn cheaper(&self, group: usize, price: i64, discounts: &[i64], found: &mut Vec<(usize, i64)>) {
        found.clear();
        let (Some(from), Some(weight)) = (self.groups.get(group), self.weights.get(group)) else { return };
        let a_weight = 1.0 / *weight as f64;
        for (shelter, (chord_squared, discount)) in self.chords_squared(from).zip(discounts).enumerate() {
            let limit = price.saturating_add(*discount);
            let metres = limit as f64 * a_weight + CHORD_MARGIN_M;
            if limit > 0 && chord_squared < metres * metres {
                found.extend(self.cost(group, shelter).filter(|cost| *cost < limit).map(|cost| (shelter, cost)));
            }
        }
    }

    fn nearest(&self, group: usize, count: usize, found: &mut Vec<(usize, i64)>) {
        found.clear();
        let Some(from) = self.groups.get(group) else { return };
        let mut chords: Vec<f64> = self.chords_squared(from).collect();
        if let Some(forbidden) = &self.forbidden {
            let away = chords.iter_mut().enumerate().filter(|(shelter, _)| forbidden(group, *shelter));
            away.for_each(|(_, chord)| *chord = f64::INFINITY);
        }
        let mut by_length = chords.clone();
        let most = match count.checked_sub(1).filter(|last| *last < by_length.len()) {
            Some(last) => *by_length.select_nth_unstable_by(last, f64::total_cmp).1,
            None => f64::MAX,
        };
        // Of shelters that are equally far, not all groups should look at the same few: each begins elsewhere.
        let start = group % chords.len().max(1);
        let turned = chords.iter().enumerate().skip(start).chain(chords.iter().enumerate().take(start));
        let near = turned.filter(|(_, chord)| **chord <= most.min(f64::MAX)).take(count);
        found.extend(near.filter_map(|(shelter, _)| Some((shelter, self.cost(group, shelter)?))));
    }
}
