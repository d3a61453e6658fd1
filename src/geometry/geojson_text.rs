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
        if self.decimals == OF_A_DEGREE {
            let placed = ring.0.iter().map(|at| (self.place)(*at));
            if degrees::write_ring(buffer, ring.0.len(), placed) {
                return;
            }
        }
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

/// Rings in degrees with seven decimals, which is nearly all that is ever written: digits from a table, laid down in
/// place. Half the time of a page of zones goes into its numbers.
mod degrees {
    #![allow(
        clippy::indexing_slicing,
        clippy::cast_possible_truncation,
        reason = "sizes are constant, numbers bounded"
    )]

    use geo::Coord;

    /// `[-1000.1234567,-1000.1234567],`
    const LONGEST: usize = 30;
    /// Digits are laid down four and eight at once, so that some bytes behind the end are touched.
    const SPARE: usize = 16;

    /// The four digits of every number below ten thousand, the first in the lowest byte.
    static FOUR: [u32; 10_000] = {
        let mut table = [0; 10_000];
        let mut number = 0;
        while number < table.len() {
            let digits = [number / 1_000, number / 100 % 10, number / 10 % 10, number % 10];
            let mut at = 0;
            while at < 4 {
                table[number] |= (b'0' as u32 + digits[at] as u32) << (8 * at);
                at += 1;
            }
            number += 1;
        }
        table
    };

    /// Writes the ring of `count` positions; false, and nothing written, where one is a thousand degrees off or more.
    pub(super) fn write_ring(buffer: &mut Vec<u8>, count: usize, ring: impl Iterator<Item = Coord<f64>>) -> bool {
        let before = buffer.len();
        buffer.resize(before + 2 + count * LONGEST + SPARE, b'[');
        let line = &mut buffer[before..];
        let mut at = 1;
        for Coord { x, y } in ring {
            if !(x.abs() < 1_000.0 && y.abs() < 1_000.0) {
                buffer.truncate(before);
                return false;
            }
            line[at] = b'[';
            at = write_degree(line, at + 1, x);
            line[at] = b',';
            at = write_degree(line, at + 1, y);
            line[at] = b']';
            line[at + 1] = b',';
            at += 2;
        }
        // In place of the last comma, where there is one.
        at -= usize::from(at > 1);
        line[at] = b']';
        buffer.truncate(before + at + 1);
        true
    }

    /// Writes `number` at `at`; where it ends.
    fn write_degree(line: &mut [u8], mut at: usize, number: f64) -> usize {
        let scaled = number * 1e7;
        let scaled = (scaled + 0.5_f64.copysign(scaled)) as i64;
        line[at] = b'-';
        at += usize::from(scaled < 0);
        let scaled = scaled.unsigned_abs();
        let (whole, part) = ((scaled / 10_000_000) as usize, (scaled % 10_000_000) as usize * 10);
        let leading = usize::from(whole < 1_000) + usize::from(whole < 100) + usize::from(whole < 10);
        line[at..at + 4].copy_from_slice(&(FOUR[whole] >> (8 * leading)).to_le_bytes());
        at += 4 - leading;
        if part == 0 {
            return at;
        }
        let decimals = u64::from(FOUR[part / 10_000]) | u64::from(FOUR[part % 10_000]) << 32;
        line[at] = b'.';
        line[at + 1..at + 9].copy_from_slice(&decimals.to_le_bytes());
        let zeros = (decimals ^ u64::from_le_bytes([b'0'; 8])).leading_zeros() / 8;
        at + 9 - zeros as usize
    }
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
    fn positions_in_degrees_are_written_like_their_numbers() {
        let check = |x: f64, y: f64, expected: &str| {
            let mut buffer = Vec::new();
            let ring = LineString::new(vec![Coord { x, y }, Coord { x: 1.0, y: 2.5 }]);
            Positions::kept().write_ring(&mut buffer, &ring);
            assert_eq!(String::from_utf8(buffer).unwrap(), format!("[{expected},[1,2.5]]"));
        };
        check(107.123_456_78, 15.05, "[107.1234568,15.05]");
        check(108.0, -0.000_000_1, "[108,-0.0000001]");
        check(-179.999_999_99, 90.0, "[-180,90]");
        check(0.0, 5.000_000_04, "[0,5]");
        check(999.999_999_99, 1_000.5, "[1000,1000.5]");
        check(f64::NAN, 1.0, "[null,1]");
        let mut empty = Vec::new();
        Positions::kept().write_ring(&mut empty, &LineString::new(Vec::new()));
        assert_eq!(empty, b"[]");
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

        #[test]
        fn positions_in_degrees_and_single_numbers_agree(x in -200.0..200.0_f64, y in -100.0..100.0_f64) {
            let (mut together, mut apart) = (Vec::new(), Vec::new());
            Positions::kept().write_ring(&mut together, &LineString::new(vec![Coord { x, y }]));
            write_number(&mut apart, x, 7);
            apart.push(b',');
            write_number(&mut apart, y, 7);
            prop_assert_eq!(String::from_utf8(together).unwrap(), format!("[[{}]]", String::from_utf8(apart).unwrap()));
        }
    }
}
