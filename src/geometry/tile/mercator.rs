//! Where a latitude lies in web Mercator, without a sine and a logarithm for each position of a tile.
//!
//! Between the tropics and far beyond, the curve is laid down once in pieces of an eighth of a degree, each by the
//! first terms of its series: they are off by less than a hundred-thousandth of a unit of the highest zoom. All tiles
//! use the same pieces, so neighbours agree.

use std::f64::consts::PI;
use std::sync::LazyLock;

/// Where web Mercator ends.
pub(super) const MAX_LATITUDE: f64 = 85.051_128_779_806_59;

/// Pieces in a degree.
const PER_DEGREE: f64 = 8.0;
/// Beyond it the exact formula is used: the series gets longer there.
const LAID_DOWN: f64 = 72.0;

/// A piece: the series around its middle, in degrees from there.
type Piece = [f64; 5];

static PIECES: LazyLock<Box<[Piece]>> = LazyLock::new(|| {
    let count = (0..).take_while(|at| f64::from(*at) <= 2.0 * LAID_DOWN * PER_DEGREE);
    count.map(|at| series((f64::from(at) + 0.5) / PER_DEGREE - LAID_DOWN)).collect()
});

/// The curve.
#[derive(Clone, Copy)]
pub(super) struct Mercator {
    pieces: &'static [Piece],
}

impl Mercator {
    pub(super) fn new() -> Self {
        Self { pieces: &PIECES }
    }

    /// How far down the world a latitude lies, 0 at the northern end and 1 at the southern.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is not laid down is found nowhere"
    )]
    pub(super) fn down(self, lat: f64) -> f64 {
        let along = (lat + LAID_DOWN) * PER_DEGREE;
        let at = along as usize;
        match self.pieces.get(at) {
            Some(terms) if along >= 0.0 => {
                let off = (along - at as f64 - 0.5) / PER_DEGREE;
                terms.iter().rev().fold(0.0, |sum, term| sum * off + term)
            }
            _ => exact(lat),
        }
    }
}

/// The same by the formula.
fn exact(lat: f64) -> f64 {
    let sine = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().sin();
    0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI)
}

/// The curve around a latitude: its value and its derivatives, each by what the series divides it by.
fn series(lat: f64) -> Piece {
    let (tan, radian) = (lat.to_radians().tan(), 1_f64.to_radians());
    let sec = 1.0 / lat.to_radians().cos();
    let (sec2, tan2) = (sec * sec, tan * tan);
    let derivatives = [sec, sec * tan / 2.0, sec * (sec2 + tan2) / 6.0, sec * tan * (5.0 * sec2 + tan2) / 24.0];
    let [b, c, d, e] = derivatives.map(|derivative| -derivative / (2.0 * PI));
    [exact(lat), b * radian, c * radian.powi(2), d * radian.powi(3), e * radian.powi(4)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Units down the world at zoom 16.
    const UNITS: f64 = 268_435_456.0;

    #[test]
    fn the_ends_and_the_middle_of_the_world_are_where_they_should_be() {
        let curve = Mercator::new();
        assert!((curve.down(0.0) - 0.5).abs() < 1e-14);
        assert!(curve.down(MAX_LATITUDE).abs() < 1e-12 && (curve.down(-90.0) - 1.0).abs() < 1e-12);
        assert!(curve.down(f64::NAN).is_nan());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pieces_and_formula_agree_to_a_part_of_a_unit(lat in -90.0..90.0_f64) {
            prop_assert!((Mercator::new().down(lat) - exact(lat)).abs() * UNITS < 1e-5);
        }
    }
}
