//! In which order the two numbers of a position stand, told by their size.
//!
//! On Vietnamese papers X is the northing and Y the easting; programs mean it the other way round, and tables come
//! in either order. Within Viet Nam the four kinds of numbers never overlap, so nothing has to be guessed.

use geo::Coord;

/// Northings of Viet Nam in metres, seas and all.
const NORTHING: std::ops::RangeInclusive<f64> = 900_000.0..=2_700_000.0;
/// Eastings in any zone that is used there.
const EASTING: std::ops::RangeInclusive<f64> = 100_000.0..=899_999.0;
/// Degrees of longitude, with the islands.
const LONGITUDE: std::ops::RangeInclusive<f64> = 100.0..=120.0;
/// Degrees of latitude.
const LATITUDE: std::ops::RangeInclusive<f64> = 5.0..=25.0;

/// In which order the numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axes {
    /// Easting or longitude first, as programs have it.
    EastNorth,
    /// Northing or latitude first, as papers have it.
    NorthEast,
}

/// What the numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Numbers {
    /// Degrees.
    Degrees,
    /// Metres of a projection.
    Metres,
}

/// What positions were found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// All but a few are of this kind and order.
    Sure(Numbers, Axes),
    /// They are of several kinds or orders.
    Mixed,
    /// They are nothing that lies in Viet Nam.
    Unknown,
}

impl Axes {
    /// The position easting first.
    pub fn east_first(self, position: Coord<f64>) -> Coord<f64> {
        match self {
            Self::EastNorth => position,
            Self::NorthEast => Coord { x: position.y, y: position.x },
        }
    }

    /// `xy` or `yx`.
    pub fn code(self) -> &'static str {
        match self {
            Self::EastNorth => "xy",
            Self::NorthEast => "yx",
        }
    }

    /// The order called `xy` or `yx`.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "xy" => Some(Self::EastNorth),
            "yx" => Some(Self::NorthEast),
            _ => None,
        }
    }
}

/// What one position is; nothing where it does not lie in Viet Nam.
pub fn of(position: Coord<f64>) -> Option<(Numbers, Axes)> {
    let Coord { x, y } = position;
    if LONGITUDE.contains(&x) && LATITUDE.contains(&y) {
        Some((Numbers::Degrees, Axes::EastNorth))
    } else if LATITUDE.contains(&x) && LONGITUDE.contains(&y) {
        Some((Numbers::Degrees, Axes::NorthEast))
    } else if EASTING.contains(&x) && NORTHING.contains(&y) {
        Some((Numbers::Metres, Axes::EastNorth))
    } else if NORTHING.contains(&x) && EASTING.contains(&y) {
        Some((Numbers::Metres, Axes::NorthEast))
    } else {
        None
    }
}

/// The share of positions that must agree; a file may hold a slip of the pen.
const AGREEING: f64 = 0.9;

/// What the positions of a file are, each feature giving one or more.
pub fn found(positions: impl IntoIterator<Item = Coord<f64>>) -> Found {
    let mut counts: Vec<((Numbers, Axes), usize)> = Vec::new();
    let (mut told, mut all) = (0_usize, 0_usize);
    for position in positions {
        all += 1;
        let Some(kind) = of(position) else { continue };
        told += 1;
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    let enough = |count: usize| count as f64 >= AGREEING * all as f64;
    match counts.iter().max_by_key(|(_, count)| *count) {
        Some(((numbers, axes), count)) if enough(*count) => Found::Sure(*numbers, *axes),
        Some(_) if counts.len() > 1 && enough(told) => Found::Mixed,
        _ => Found::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(positions: &[(f64, f64)], expected: Found) {
        assert_eq!(found(positions.iter().map(|&(x, y)| Coord { x, y })), expected, "{positions:?}");
    }

    #[test]
    fn the_size_of_the_numbers_tells_their_order() {
        check(&[(553_734.0, 1_587_082.0)], Found::Sure(Numbers::Metres, Axes::EastNorth));
        check(&[(1_587_082.0, 553_734.0)], Found::Sure(Numbers::Metres, Axes::NorthEast));
        check(&[(108.0, 14.35)], Found::Sure(Numbers::Degrees, Axes::EastNorth));
        check(&[(14.35, 108.0)], Found::Sure(Numbers::Degrees, Axes::NorthEast));
    }

    #[test]
    fn the_ends_of_the_country_are_told_too() {
        check(&[(104.7, 8.4), (105.3, 23.4), (114.3, 9.7)], Found::Sure(Numbers::Degrees, Axes::EastNorth));
        check(&[(2_588_000.0, 430_000.0), (930_000.0, 560_000.0)], Found::Sure(Numbers::Metres, Axes::NorthEast));
    }

    #[test]
    fn a_slip_of_the_pen_among_many_is_no_doubt_and_half_of_them_is() {
        let mut many = vec![(553_734.0, 1_587_082.0); 19];
        many.push((1_587_082.0, 553_734.0));
        check(&many, Found::Sure(Numbers::Metres, Axes::EastNorth));
        check(&[(553_734.0, 1_587_082.0), (1_587_082.0, 553_734.0)], Found::Mixed);
    }

    #[test]
    fn numbers_from_elsewhere_and_no_numbers_are_unknown() {
        check(&[(2.35, 48.85)], Found::Unknown);
        check(&[(12_022_000.0, 1_611_000.0)], Found::Unknown);
        check(&[(f64::NAN, f64::NAN)], Found::Unknown);
        check(&[], Found::Unknown);
    }
}
