//! Shapes as CAP writes them: the one place that turns "latitude,longitude" into (longitude, latitude).
//!
//! Everything that leaves this module is longitude first, in degrees of WGS 84. Text becomes rings and
//! circles here; `cap_areas` makes areas of them.
//! Source: CAP 1.2 section 3.2.4 (polygon, circle), and the faults of real senders.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A position `[longitude, latitude]` in degrees.
pub type Position = [f64; 2];

/// The most points that one document may have in all its polygons and circles together.
pub const MAX_POINTS: usize = 200_000;

/// How many points a circle counts for, since so many stand for it on the map.
pub const CIRCLE_POINTS: u8 = 128;

/// How far beyond ±180 a longitude may run on, for senders who unwrap rings at the antimeridian themselves.
const MAX_LONGITUDE: f64 = 270.0;

/// A closed outline.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// At least four positions, the last the same as the first, none repeated in a row. Longitudes run on
    /// beyond ±180 where the sender wrote them so.
    pub positions: Vec<Position>,
    /// What was put right.
    pub mended: Vec<Mend>,
}

/// A circle on the ground.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Circle {
    /// Its middle, `[longitude, latitude]`.
    pub centre: Position,
    /// Its radius in kilometres; 0 marks a point.
    pub radius_km: f64,
}

/// Something that was put right without changing what the sender meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// The last position was not the first; the first was repeated.
    Closed,
    /// Positions written twice in a row were taken once.
    RepeatsDropped,
    /// Numbers were not separated as "lat,lon lat,lon".
    Separators,
    /// Longitudes run on beyond ±180 degrees.
    BeyondAntimeridian,
}

/// Why a shape cannot be trusted.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ShapeFault {
    /// No text at all.
    #[error("empty")]
    Empty,
    /// Something that is not a finite number, or not a pair.
    #[error("not a pair of numbers: {0}")]
    NotNumbers(String),
    /// A latitude beyond ±90 or a longitude beyond ±180.
    #[error("out of range: latitude {latitude}, longitude {longitude}")]
    OutOfRange {
        /// As written first.
        latitude: f64,
        /// As written second.
        longitude: f64,
    },
    /// A latitude beyond ±90 that would be a fine longitude: the pair is the wrong way round.
    #[error("latitude and longitude exchanged: {latitude},{longitude}")]
    Exchanged {
        /// As written first.
        latitude: f64,
        /// As written second.
        longitude: f64,
    },
    /// Fewer than three different positions.
    #[error("only {0} different positions")]
    TooFewPoints(usize),
    /// The document's share of points is used up.
    #[error("more than {MAX_POINTS} positions in the document")]
    TooManyPoints,
    /// A radius that is missing, negative, not a number, or more than half around the Earth.
    #[error("bad radius: {0}")]
    BadRadius(String),
}

/// Reads the text of a CAP `polygon`; `budget` is how many points the document may still have.
///
/// ```
/// use ungpho::geometry::cap_shapes::{MAX_POINTS, parse_polygon};
/// let ring = parse_polygon("15.1,108.2 15.1,108.9 15.6,108.9 15.1,108.2", &mut MAX_POINTS.clone()).unwrap();
/// assert_eq!(ring.positions[0], [108.2, 15.1]); // longitude first
/// ```
pub fn parse_polygon(text: &str, budget: &mut usize) -> Result<Ring, ShapeFault> {
    let mut mended = Vec::new();
    let mut positions = match usual_positions(text, *budget) {
        Some(positions) => positions,
        None => any_positions(text, *budget, &mut mended)?,
    };
    *budget = budget.checked_sub(positions.len()).ok_or(ShapeFault::TooManyPoints)?;
    if positions.iter().any(|[lon, _]| lon.abs() > 180.0) {
        mended.push(Mend::BeyondAntimeridian);
    }
    let written = positions.len();
    positions.dedup();
    if positions.len() < written {
        mended.push(Mend::RepeatsDropped);
    }
    if positions.first() != positions.last() {
        mended.push(Mend::Closed);
        positions.extend(positions.first().copied());
    }
    let different = distinct(&positions);
    if different < 3 { Err(ShapeFault::TooFewPoints(different)) } else { Ok(Ring { positions, mended }) }
}

/// The positions of a text in whatever form; whether it was unusual is added to what was put right.
fn any_positions(text: &str, budget: usize, mended: &mut Vec<Mend>) -> Result<Vec<Position>, ShapeFault> {
    let (pairs, separators) = pairs_of(text, budget)?;
    if pairs.len() > budget {
        return Err(ShapeFault::TooManyPoints);
    }
    if separators {
        mended.push(Mend::Separators);
    }
    let mut positions: Vec<Position> = Vec::with_capacity(pairs.len() + 1);
    for (latitude, longitude) in pairs {
        positions.push(position(latitude, longitude, MAX_LONGITUDE)?);
    }
    Ok(positions)
}

/// The positions of a text as nearly all senders write it: "15.1234,108.1234 15.1299,108.2", in bounds, with at most
/// nine decimals. Nothing where anything is otherwise: the general way reads the same of it and tells what is wrong.
fn usual_positions(text: &str, budget: usize) -> Option<Vec<Position>> {
    let mut rest = text.trim_ascii().as_bytes();
    // A position has hardly ever less than sixteen signs.
    let mut positions: Vec<Position> = Vec::with_capacity(rest.len() / 16 + 2);
    while !rest.is_empty() {
        let (latitude, after) = usual_number(rest)?;
        let (longitude, after) = usual_number(after.strip_prefix(b",")?)?;
        rest = after.trim_ascii_start();
        let is_apart = rest.len() < after.len() || rest.is_empty();
        if !is_apart || positions.len() >= budget || latitude.abs() > 90.0 || longitude.abs() > MAX_LONGITUDE {
            return None;
        }
        positions.push([longitude, latitude]);
    }
    (!positions.is_empty()).then_some(positions)
}

/// The number at the beginning of `text`, and what follows, where it has at most four digits and nine decimals.
///
/// Both the digits and the power of ten are whole numbers below 2^53, so their quotient is the nearest number to what
/// is written (Clinger 1990), and [`rounded`] would not change it.
fn usual_number(text: &[u8]) -> Option<(f64, &[u8])> {
    let (sign, text) = match text.strip_prefix(b"-") {
        Some(text) => (-1.0, text),
        None => (1.0, text),
    };
    let (whole, length, rest) = digits(0, text);
    if !(1..=4).contains(&length) {
        return None;
    }
    let Some(fraction) = rest.strip_prefix(b".") else { return Some((sign * whole as f64, rest)) };
    let (all, length, rest) = digits(whole, fraction);
    let scale = POWERS.get(length).filter(|_| length > 0)?;
    Some((sign * (all as f64 / scale), rest))
}

/// The powers of ten up to nine decimals.
const POWERS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// The digits at the beginning of `text` written after those of `number`, how many they are, and what follows. It does
/// not go on beyond what anybody uses.
fn digits(mut number: u64, text: &[u8]) -> (u64, usize, &[u8]) {
    let mut length = 0;
    for byte in text.iter().take(POWERS.len()) {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        number = number * 10 + u64::from(digit);
        length += 1;
    }
    (number, length, text.get(length..).unwrap_or_default())
}

/// The text of a CAP `polygon` for a ring of positions, for what arrives in other formats and is read as CAP.
pub fn polygon_text(ring: &[Position]) -> String {
    let pairs: Vec<String> = ring.iter().map(|[longitude, latitude]| format!("{latitude},{longitude}")).collect();
    pairs.join(" ")
}

/// The text of a CAP `circle` of radius 0: a point.
pub fn point_text([longitude, latitude]: Position) -> String {
    format!("{latitude},{longitude} 0")
}

/// Reads the text of a CAP `circle`: "latitude,longitude radius", the radius in kilometres.
pub fn parse_circle(text: &str, budget: &mut usize) -> Result<Circle, ShapeFault> {
    let mut words = text.split([' ', ',', ';', '\t', '\n', '\r', '\u{a0}']).filter(|word| !word.is_empty());
    let (Some(latitude), Some(longitude)) = (words.next(), words.next()) else {
        return Err(if text.trim().is_empty() { ShapeFault::Empty } else { ShapeFault::NotNumbers(excerpt(text)) });
    };
    let radius = words.next().ok_or_else(|| ShapeFault::BadRadius(excerpt(text)))?;
    if let Some(extra) = words.next() {
        return Err(ShapeFault::BadRadius(excerpt(&format!("{radius} {extra}"))));
    }
    *budget = budget.checked_sub(usize::from(CIRCLE_POINTS)).ok_or(ShapeFault::TooManyPoints)?;
    let centre = position(number(latitude)?, number(longitude)?, 180.0)?;
    match number(radius) {
        Ok(radius_km) if (0.0..=20_038.0).contains(&radius_km) => Ok(Circle { centre, radius_km: rounded(radius_km) }),
        _ => Err(ShapeFault::BadRadius(excerpt(radius))),
    }
}

/// A position exchanged the other way round, to ask whether the sender might have meant that.
pub fn exchanged([longitude, latitude]: Position) -> Position {
    [latitude, longitude]
}

/// The (latitude, longitude) pairs of a text, and whether they were separated in an unusual way.
fn pairs_of(text: &str, budget: usize) -> Result<(Vec<(f64, f64)>, bool), ShapeFault> {
    if text.trim().is_empty() {
        return Err(ShapeFault::Empty);
    }
    let usual: Option<Vec<(&str, &str)>> = text
        .split_whitespace()
        .map(|pair| pair.split_once(',').filter(|(a, b)| !a.is_empty() && !b.is_empty() && !b.contains(',')))
        .take(budget.saturating_add(1))
        .collect();
    if let Some(pairs) = usual {
        let pairs = pairs.into_iter().map(|(a, b)| Ok((number(a)?, number(b)?))).collect::<Result<_, ShapeFault>>()?;
        return Ok((pairs, false));
    }
    let numbers = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .filter(|word| !word.is_empty())
        .take(budget.saturating_add(1).saturating_mul(2))
        .map(number)
        .collect::<Result<Vec<f64>, ShapeFault>>()?;
    let (pairs, rest) = numbers.as_chunks::<2>();
    match rest.first() {
        Some(odd) => Err(ShapeFault::NotNumbers(odd.to_string())),
        None => Ok((pairs.iter().map(|[a, b]| (*a, *b)).collect(), true)),
    }
}

fn number(text: &str) -> Result<f64, ShapeFault> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(ShapeFault::NotNumbers(excerpt(text))),
    }
}

/// Here, and only here, latitude and longitude change places.
fn position(latitude: f64, longitude: f64, max_longitude: f64) -> Result<Position, ShapeFault> {
    if latitude.abs() <= 90.0 && longitude.abs() <= max_longitude {
        Ok([rounded(longitude), rounded(latitude)])
    } else if latitude.abs() > 90.0 && latitude.abs() <= 180.0 && longitude.abs() <= 90.0 {
        Err(ShapeFault::Exchanged { latitude, longitude })
    } else {
        Err(ShapeFault::OutOfRange { latitude, longitude })
    }
}

/// To a thousand-millionth: a tenth of a millimetre in degrees, a thousandth in kilometres. What senders
/// compute with sixteen digits would otherwise change by a last bit each time it is stored as JSON.
fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// How many different positions there are, counted no further than three.
fn distinct(positions: &[Position]) -> usize {
    let mut seen: Vec<Position> = Vec::new();
    for position in positions {
        if !seen.contains(position) {
            seen.push(*position);
        }
        if seen.len() == 3 {
            break;
        }
    }
    seen.len()
}

fn excerpt(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polygon(text: &str) -> Result<Ring, ShapeFault> {
        parse_polygon(text, &mut MAX_POINTS.clone())
    }

    fn circle(text: &str) -> Result<Circle, ShapeFault> {
        parse_circle(text, &mut MAX_POINTS.clone())
    }

    #[test]
    fn latitude_first_becomes_longitude_first() {
        let ring = polygon("16,108 16,109 17,109 16,108").unwrap();
        assert_eq!(ring.positions, [[108.0, 16.0], [109.0, 16.0], [109.0, 17.0], [108.0, 16.0]]);
        assert_eq!(ring.mended, []);
    }

    #[test]
    fn positions_survive_json_unchanged() {
        let ring = polygon("54.814928036868565,9.1234567890123456 55.1,9.3 55.3333333333333333,9.7").unwrap();
        let json = serde_json::to_string(&ring.positions).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Position>>(&json).unwrap(), ring.positions);
    }

    #[test]
    fn an_unclosed_ring_is_closed() {
        let ring = polygon("16,108 16,109 17,109").unwrap();
        assert_eq!(ring.positions.len(), 4);
        assert_eq!(ring.mended, [Mend::Closed]);
    }

    #[test]
    fn repeated_positions_are_taken_once() {
        let ring = polygon("16,108 16,108 16,109 17,109 17,109 16,108").unwrap();
        assert_eq!(ring.positions.len(), 4);
        assert_eq!(ring.mended, [Mend::RepeatsDropped]);
    }

    #[test]
    fn unusual_separators_are_understood() {
        let plain = polygon("16,108 16,109 17,109 16,108").unwrap().positions;
        for text in
            ["16, 108 16, 109 17, 109 16, 108", "16 108 16 109\n17 109 16 108", "16,108, 16,109, 17,109, 16,108"]
        {
            let ring = polygon(text).unwrap();
            assert_eq!((ring.positions, ring.mended), (plain.clone(), vec![Mend::Separators]), "{text}");
        }
        assert_eq!(polygon("\n 16,108\t16,109\r\n17,109  16,108 ").unwrap().mended, []);
    }

    #[test]
    fn what_is_not_a_finite_number_is_refused() {
        for text in ["NaN,108 16,109 17,109", "16,inf 16,109 17,109", "16,108 x,109 17,109", "16,108 16 17,109"] {
            assert!(matches!(polygon(text), Err(ShapeFault::NotNumbers(_))), "{text}");
        }
    }

    #[test]
    fn a_pair_that_can_only_be_exchanged_is_called_so() {
        let fault = polygon("108.5,16.1 109,16 109,17").unwrap_err();
        assert_eq!(fault, ShapeFault::Exchanged { latitude: 108.5, longitude: 16.1 });
        assert!(matches!(circle("108,16 5"), Err(ShapeFault::Exchanged { .. })));
    }

    #[test]
    fn numbers_off_the_earth_are_out_of_range() {
        for text in ["91,171 16,109 17,109", "16,271 16,109 17,109", "200,16 16,109 17,109"] {
            assert!(matches!(polygon(text), Err(ShapeFault::OutOfRange { .. })), "{text}");
        }
        assert!(polygon("90,180 -90,-180 0,0").is_ok(), "the limits belong to the Earth");
    }

    #[test]
    fn longitudes_may_run_on_beyond_the_antimeridian() {
        let ring = polygon("-22,-179 -22,-180.4 -23,-180.4 -22,-179").unwrap();
        assert_eq!(ring.mended, [Mend::BeyondAntimeridian]);
    }

    #[test]
    fn fewer_than_three_positions_are_no_polygon() {
        assert_eq!(polygon("16,108"), Err(ShapeFault::TooFewPoints(1)));
        assert_eq!(polygon("16,108 17,109 16,108 17,109"), Err(ShapeFault::TooFewPoints(2)));
        assert_eq!(polygon(" \n "), Err(ShapeFault::Empty));
    }

    #[test]
    fn the_points_of_a_document_are_counted_together() {
        let mut budget = 5;
        assert!(parse_polygon("16,108 16,109 17,109 16,108", &mut budget).is_ok());
        assert_eq!(budget, 1);
        assert_eq!(parse_polygon("16,108 16,109 17,109", &mut budget), Err(ShapeFault::TooManyPoints));
    }

    #[test]
    fn circles_are_read_with_their_radius_in_kilometres() {
        assert_eq!(circle("16.5,108.25 12.5"), Ok(Circle { centre: [108.25, 16.5], radius_km: 12.5 }));
        assert_eq!(circle("16.5, 108.25  0"), Ok(Circle { centre: [108.25, 16.5], radius_km: 0.0 }));
        for text in ["16,108", "16,108 -1", "16,108 NaN", "16,108 40000"] {
            assert!(matches!(circle(text), Err(ShapeFault::BadRadius(_))), "{text}");
        }
        assert_eq!(circle("16,108 5,6"), Err(ShapeFault::BadRadius("5 6".into())), "two pairs are no circle");
        assert_eq!(circle(""), Err(ShapeFault::Empty));
    }

    #[test]
    fn the_usual_way_leaves_aside_what_is_unusual() {
        for text in [
            "",
            " ",
            "15",
            "15,108,",
            "15,108 16",
            "15 108",
            "15,108;16,109",
            "+15,108",
            "15,1e2",
            "15.,108",
            ".5,108",
            "91,108",
            "15,271",
            "15.1234567891,108",
            "12345,1",
            "15,108 x",
            "15,108\u{a0}16,109",
            "--1,2",
            "-,2",
            "15,108 16,109\u{b}17,109",
        ] {
            assert_eq!(usual_positions(text, MAX_POINTS), None, "{text}");
        }
        assert_eq!(usual_positions("15,108 16,109", 1), None, "the points are counted");
        assert_eq!(usual_positions("\n-0.5,108.25\t\r\n16,-109 ", 2), Some(vec![[108.25, -0.5], [-109.0, 16.0]]));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_usual_way_reads_what_the_general_way_reads(text in "(-?[0-9]{1,5}(\\.[0-9]{0,11})?[, \n]{1,2}){1,9}") {
            if let Some(positions) = usual_positions(&text, MAX_POINTS) {
                let mut mended = Vec::new();
                assert_eq!(any_positions(&text, MAX_POINTS, &mut mended), Ok(positions), "{text}");
                assert_eq!(mended, []);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9a-zN ,.;+-]{0,60}") {
            if let Ok(ring) = polygon(&text) {
                assert!(ring.positions.len() >= 4);
                assert_eq!(ring.positions.first(), ring.positions.last());
            }
            let _ = circle(&text);
        }
    }
}
