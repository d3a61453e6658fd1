//! Outlines that were read a while ago: the next bulletin mostly holds for the same area, written with the same signs.
//!
//! What an outline is follows from its text alone, so one that is the same to the last sign need not be read and looked
//! at again. Nothing else is kept of a message, and what a source's rules say of an outline is asked each time.

use std::sync::{Arc, LazyLock};

use crate::geometry::cap_areas::{Outline, outline};
use crate::geometry::cap_shapes::{Mend, Position, ShapeFault, parse_polygon};
use crate::geometry::drawn_ring::DrawnRing;
use crate::kernel::memo::Memo;

/// So many bytes are kept of outlines in each of two heaps: with all that is kept of each, a hundred and fifty of the
/// large ones that the bulletins of a storm repeat.
const MOST_BYTES: usize = 12 << 20;
/// A shorter outline is read as soon as it is found, and a longer one would take the place of many.
const WORTH_KEEPING: std::ops::RangeInclusive<usize> = 256..=MOST_BYTES / 8;

static KNOWN: LazyLock<Memo<Box<str>, Known>> = LazyLock::new(|| Memo::new(MOST_BYTES));

/// An outline, read.
pub(super) struct Known {
    /// How many positions were written.
    written: usize,
    /// What was read.
    pub(super) ring: DrawnRing,
    /// What was put right.
    pub(super) mended: Vec<Mend>,
    /// What it is.
    pub(super) outline: Outline,
}

/// Reads the text of a CAP `polygon` and looks at it, unless that was done before; see [`parse_polygon`].
pub(super) fn read_outline(text: &str, budget: &mut usize) -> Result<Arc<Known>, ShapeFault> {
    if !WORTH_KEEPING.contains(&text.len()) {
        return read_anew(text, budget).map(Arc::new);
    }
    if let Some(known) = KNOWN.find(text).filter(|known| known.written <= *budget) {
        *budget -= known.written;
        return Ok(known);
    }
    let known = Arc::new(read_anew(text, budget)?);
    // Its positions will be written, about as long as the text they were read from.
    let bytes = 2 * text.len() + known.ring.len() * size_of::<Position>();
    KNOWN.keep(text.into(), Arc::clone(&known), bytes);
    Ok(known)
}

fn read_anew(text: &str, budget: &mut usize) -> Result<Known, ShapeFault> {
    let before = *budget;
    let ring = parse_polygon(text, budget)?;
    let outline = outline(&ring.positions);
    Ok(Known { written: before - *budget, ring: ring.positions.into(), mended: ring.mended, outline })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(first: usize, corners: usize) -> String {
        let corner = |at: usize| format!("{},{}", at % 80, (at + first) % 170);
        (0..corners).map(corner).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_outline_that_is_known_costs_as_many_points() {
        let text = text(1, 60);
        assert!(WORTH_KEEPING.contains(&text.len()));
        let (mut first, mut second, mut third) = (100, 100, 59);
        let read = read_outline(&text, &mut first).unwrap();
        assert_eq!(read_outline(&text, &mut second).unwrap().ring, read.ring);
        assert_eq!((first, second), (40, 40));
        assert!(matches!(read_outline(&text, &mut third), Err(ShapeFault::TooManyPoints)));
    }

    #[test]
    fn an_outline_that_differs_by_one_sign_is_another() {
        let text = text(2, 60);
        let moved = format!("{text}.5");
        let (read, other) = (read_outline(&text, &mut 100).unwrap(), read_outline(&moved, &mut 100).unwrap());
        assert_ne!(read.ring, other.ring);
        assert_eq!(*other.ring, *parse_polygon(&moved, &mut 100).unwrap().positions);
    }
}
