//! Areas as they are kept (WKB, little-endian, longitude first), read straight from their bytes: a country of zones has
//! nine million positions, and people wait for the program to start.

use geo::{Coord, LineString, MultiPolygon, Polygon};

/// Kinds of geometries in WKB.
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;
/// Bytes of a position.
const POSITION: usize = 16;

/// The area in `bytes`; nothing where they are anything but a multipolygon of two dimensions in little-endian order.
pub(super) fn read(bytes: &[u8]) -> Option<MultiPolygon<f64>> {
    let mut rest = bytes;
    header(&mut rest, MULTI_POLYGON)?;
    let count = number(&mut rest)?;
    // Each takes nine bytes at least: a false number makes no room for what is not there.
    let mut parts = Vec::with_capacity(count.min(rest.len() / 9));
    for _ in 0..count {
        parts.push(polygon(&mut rest)?);
    }
    rest.is_empty().then(|| MultiPolygon::new(parts))
}

fn polygon(rest: &mut &[u8]) -> Option<Polygon<f64>> {
    header(rest, POLYGON)?;
    let rings = number(rest)?;
    if rings == 0 {
        return Some(Polygon::new(LineString::new(Vec::new()), Vec::new()));
    }
    let outer = ring(rest)?;
    let holes = (1..rings).map(|_| ring(rest)).collect::<Option<_>>()?;
    Some(Polygon::new(outer, holes))
}

fn ring(rest: &mut &[u8]) -> Option<LineString<f64>> {
    let length = number(rest)?.checked_mul(POSITION)?;
    let (positions, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    let (positions, _) = positions.as_chunks();
    Some(LineString::new(positions.iter().map(|bytes| position(*bytes)).collect()))
}

#[allow(clippy::cast_possible_truncation, reason = "one half and the other")]
fn position(bytes: [u8; POSITION]) -> Coord<f64> {
    let both = u128::from_le_bytes(bytes);
    Coord { x: f64::from_bits(both as u64), y: f64::from_bits((both >> 64) as u64) }
}

/// The order of bytes and the kind.
fn header(rest: &mut &[u8], kind: u32) -> Option<()> {
    let (order, behind) = rest.split_first()?;
    *rest = behind;
    (*order == 1 && number(rest)? == kind as usize).then_some(())
}

fn number(rest: &mut &[u8]) -> Option<usize> {
    let (bytes, behind) = rest.split_first_chunk()?;
    *rest = behind;
    usize::try_from(u32::from_le_bytes(*bytes)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::area::{from_wkb, to_wkb};
    use geo::polygon;
    use proptest::prelude::*;

    fn parts() -> MultiPolygon<f64> {
        MultiPolygon::new(vec![
            polygon!(
                exterior: [(x: 107.1, y: 15.0), (x: 107.2, y: 15.0), (x: 107.2, y: 15.1), (x: 107.1, y: 15.0)],
                interiors: [[(x: 107.15, y: 15.01), (x: 107.16, y: 15.02), (x: 107.17, y: 15.01), (x: 107.15, y: 15.01)]],
            ),
            polygon![(x: 108.0, y: 15.5), (x: 108.5, y: 15.5), (x: 108.5, y: 15.75)],
        ])
    }

    #[test]
    fn what_is_kept_is_read_as_it_was() {
        for area in [parts(), MultiPolygon::new(Vec::new()), MultiPolygon::new(vec![parts().0.remove(1)])] {
            assert_eq!(read(&to_wkb(&area)), Some(area));
        }
    }

    #[test]
    fn the_other_order_of_bytes_and_other_kinds_go_the_long_way() {
        let big = [0, 0, 0, 0, 6, 0, 0, 0, 0];
        assert_eq!(read(&big), None);
        assert_eq!(from_wkb(&big), Ok(MultiPolygon::new(Vec::new())));
        let point = [[1, 1, 0, 0, 0].as_slice(), &[0; 16]].concat();
        assert_eq!(read(&point), None);
        assert!(from_wkb(&point).is_err());
    }

    #[test]
    fn bytes_that_end_too_soon_or_too_late_are_not_read() {
        let whole = to_wkb(&parts());
        (0..whole.len()).for_each(|end| assert_eq!(read(&whole[..end]), None, "{end}"));
        assert_eq!(read(&[&whole[..], &[0]].concat()), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn damaged_bytes_make_no_panic(at in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = to_wkb(&parts());
            let at = at.index(bytes.len());
            bytes[at] = byte;
            let _ = read(&bytes);
        }
    }
}
