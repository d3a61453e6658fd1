//! Geometries written as GeoJSON text straight into a buffer: a page of a thousand zones has a hundred thousand
//! positions, and a tree of values for each would cost more than everything else.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// How positions are written: what becomes of each, and how many decimals it gets.
pub struct Positions<F> {
    /// The position in the coordinate system of the answer, in the order of its axes.
    pub place: F,
    /// 7 decimals of a degree are a centimetre, 3 of a metre a millimetre.
    pub decimals: usize,
}

/// Decimals of a degree: a centimetre.
pub const OF_A_DEGREE: usize = 7;
/// Decimals of a metre: a millimetre.
pub const OF_A_METRE: usize = 3;

impl Positions<fn(Coord<f64>) -> Coord<f64>> {
    /// As they are kept: WGS 84, longitude first.
    pub fn kept() -> Self {
        Self { place: std::convert::identity, decimals: OF_A_DEGREE }
    }
}

impl<F: Fn(Coord<f64>) -> Coord<f64>> Positions<F> {
    /// Writes a Polygon, or a MultiPolygon where the area has several parts.
    pub fn write_area(&self, buffer: &mut Vec<u8>, area: &MultiPolygon<f64>) {
        if let [polygon] = area.0.as_slice() {
            buffer.extend_from_slice(br#"{"type":"Polygon","coordinates":"#);
            self.write_polygon(buffer, polygon);
        } else {
            buffer.extend_from_slice(br#"{"type":"MultiPolygon","coordinates":"#);
            list(buffer, &area.0, |buffer, polygon| self.write_polygon(buffer, polygon));
        }
        buffer.push(b'}');
    }

    /// Writes a Point.
    pub fn write_point(&self, buffer: &mut Vec<u8>, at: Coord<f64>) {
        buffer.extend_from_slice(br#"{"type":"Point","coordinates":"#);
        self.write_position(buffer, at);
        buffer.push(b'}');
    }

    fn write_polygon(&self, buffer: &mut Vec<u8>, polygon: &Polygon<f64>) {
        buffer.push(b'[');
        self.write_ring(buffer, polygon.exterior());
        for hole in polygon.interiors() {
            buffer.push(b',');
            self.write_ring(buffer, hole);
        }
        buffer.push(b']');
    }

    fn write_ring(&self, buffer: &mut Vec<u8>, ring: &LineString<f64>) {
        list(buffer, &ring.0, |buffer, at| self.write_position(buffer, *at));
    }

    fn write_position(&self, buffer: &mut Vec<u8>, at: Coord<f64>) {
        let at = (self.place)(at);
        buffer.push(b'[');
        write_number(buffer, at.x, self.decimals);
        buffer.push(b',');
        write_number(buffer, at.y, self.decimals);
        buffer.push(b']');
    }
}

fn list<T>(buffer: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    buffer.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            buffer.push(b',');
        }
        write(buffer, item);
    }
    buffer.push(b']');
}

/// Ten to the power of the index.
const TENS: [u32; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Writes `number` with at most `decimals` (up to 7) decimals, none of them a trailing zero. JSON has no word for
/// what is not finite: it becomes `null`, as in `serde_json`.
pub fn write_number(buffer: &mut Vec<u8>, number: f64, decimals: usize) {
    let tens = TENS.get(decimals).copied().unwrap_or(1);
    let scaled = (number * f64::from(tens)).round();
    if scaled.is_nan() || scaled.abs() >= 1e18 {
        buffer.extend_from_slice(b"null");
        return;
    }
    #[allow(clippy::cast_possible_truncation, reason = "it was looked at above")]
    let scaled = scaled as i64;
    if scaled < 0 {
        buffer.push(b'-');
    }
    let (whole, part) = (scaled.unsigned_abs() / u64::from(tens), scaled.unsigned_abs() % u64::from(tens));
    write_digits(buffer, whole, 1);
    if part > 0 {
        buffer.push(b'.');
        write_digits(buffer, part, decimals);
        while buffer.last() == Some(&b'0') {
            buffer.pop();
        }
    }
}

/// Writes `number` with at least `width` digits.
fn write_digits(buffer: &mut Vec<u8>, mut number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut used = 0;
    for slot in digits.iter_mut().rev() {
        if number == 0 && used >= width {
            break;
        }
        #[allow(clippy::cast_possible_truncation, reason = "a digit")]
        {
            *slot = b'0' + (number % 10) as u8;
        }
        number /= 10;
        used += 1;
    }
    buffer.extend_from_slice(digits.get(digits.len() - used..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::polygon;
    use proptest::prelude::*;

    fn check(number: f64, decimals: usize, expected: &str) {
        let mut buffer = Vec::new();
        write_number(&mut buffer, number, decimals);
        assert_eq!(String::from_utf8(buffer).unwrap(), expected);
    }

    #[test]
    fn numbers_are_short_and_right() {
        check(108.0, 7, "108");
        check(107.123_456_78, 7, "107.1234568");
        check(-0.000_000_1, 7, "-0.0000001");
        check(-0.000_000_01, 7, "0");
        check(107.050_0, 7, "107.05");
        check(1_587_082.469_4, 3, "1587082.469");
        check(553_734.27, 3, "553734.27");
        check(12.6, 0, "13");
        check(f64::NAN, 7, "null");
        check(f64::INFINITY, 7, "null");
    }

    #[test]
    fn an_area_is_written_as_the_crate_writes_it() {
        let area = MultiPolygon::new(vec![
            polygon!(
                exterior: [(x: 107.1, y: 15.0), (x: 107.2, y: 15.0), (x: 107.2, y: 15.1), (x: 107.1, y: 15.0)],
                interiors: [[(x: 107.15, y: 15.01), (x: 107.16, y: 15.02), (x: 107.17, y: 15.01), (x: 107.15, y: 15.01)]],
            ),
            polygon![(x: 108.0, y: 15.5), (x: 108.5, y: 15.5), (x: 108.5, y: 15.75)],
        ]);
        for area in [area.clone(), MultiPolygon::new(area.0[..1].to_vec())] {
            let mut buffer = Vec::new();
            Positions::kept().write_area(&mut buffer, &area);
            let numbers = |text: &str| text.replace(".0,", ",").replace(".0]", "]");
            let written: serde_json::Value = serde_json::from_slice(&buffer).unwrap();
            assert_eq!(written.to_string(), numbers(&crate::geometry::area::to_geojson(&area).to_string()));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_within_half_of_the_last_decimal(number in -2e6..2e6_f64, decimals in 0_usize..8) {
            let mut buffer = Vec::new();
            write_number(&mut buffer, number, decimals);
            let read: f64 = serde_json::from_slice(&buffer).unwrap();
            prop_assert!((read - number).abs() <= 0.5 / f64::from(TENS[decimals]) + 1e-9);
        }
    }
}
