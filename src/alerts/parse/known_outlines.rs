//! Outlines that were read a while ago: the next bulletin mostly holds for the same area, written with the same signs.
//!
//! What an outline is follows from its text alone, so one that is the same to the last sign need not be read and looked
//! at again. Nothing else is kept of a message, and what a source's rules say of an outline is asked each time.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::geometry::cap_areas::{Outline, outline};
use crate::geometry::cap_shapes::{Position, Ring, ShapeFault, parse_polygon};

/// So many bytes are kept of outlines in each of two heaps, of which the older is thrown away when the newer is full.
const MOST_BYTES: usize = 6 << 20;
/// A shorter outline is read as soon as it is found, and a longer one would take the place of many.
const WORTH_KEEPING: std::ops::RangeInclusive<usize> = 256..=MOST_BYTES / 8;

/// An outline, read.
pub(super) struct Known {
    text: Box<str>,
    /// How many positions were written.
    written: usize,
    /// What was read.
    pub(super) ring: Ring,
    /// What it is.
    pub(super) outline: Outline,
}

impl Known {
    fn read(text: &str, budget: &mut usize) -> Result<Self, ShapeFault> {
        let before = *budget;
        let ring = parse_polygon(text, budget)?;
        let outline = outline(&ring.positions);
        Ok(Self { text: text.into(), written: before - *budget, ring, outline })
    }

    fn bytes(&self) -> usize {
        self.text.len() + self.ring.positions.len() * size_of::<Position>()
    }
}

/// Reads the text of a CAP `polygon` and looks at it, unless that was done before; see [`parse_polygon`].
pub(super) fn read_outline(text: &str, budget: &mut usize) -> Result<Arc<Known>, ShapeFault> {
    if !WORTH_KEEPING.contains(&text.len()) {
        return Known::read(text, budget).map(Arc::new);
    }
    let mark = KNOWN.marks.hash_one(text.as_bytes());
    let found = KNOWN.heaps.lock().unwrap_or_else(PoisonError::into_inner).find(mark, text);
    if let Some(known) = found.filter(|known| known.written <= *budget) {
        *budget -= known.written;
        return Ok(known);
    }
    let known = Arc::new(Known::read(text, budget)?);
    KNOWN.heaps.lock().unwrap_or_else(PoisonError::into_inner).keep(mark, Arc::clone(&known));
    Ok(known)
}

static KNOWN: LazyLock<Outlines> = LazyLock::new(Outlines::default);

/// All that is kept.
#[derive(Default)]
struct Outlines {
    /// Made anew in each process, so that nobody can send texts of one mark on purpose; those would only push each
    /// other out.
    marks: foldhash::quality::RandomState,
    heaps: Mutex<Heaps>,
}

/// Outlines by the mark of their text; of those with one mark the last is kept.
#[derive(Default)]
struct Heaps {
    newer: HashMap<u64, Arc<Known>>,
    older: HashMap<u64, Arc<Known>>,
    bytes: usize,
}

impl Heaps {
    fn find(&mut self, mark: u64, text: &str) -> Option<Arc<Known>> {
        let same = |known: &&Arc<Known>| *known.text == *text;
        if let Some(known) = self.newer.get(&mark).filter(same) {
            return Some(Arc::clone(known));
        }
        let known = Arc::clone(self.older.get(&mark).filter(same)?);
        self.keep(mark, Arc::clone(&known));
        Some(known)
    }

    fn keep(&mut self, mark: u64, known: Arc<Known>) {
        self.bytes += known.bytes();
        if self.bytes > MOST_BYTES {
            self.bytes = known.bytes();
            self.older = std::mem::take(&mut self.newer);
        }
        if let Some(before) = self.newer.insert(mark, known) {
            self.bytes = self.bytes.saturating_sub(before.bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(number: usize, corners: usize) -> String {
        let corner = |at: usize| format!("{},{}", at % 80, (at + number) % 170);
        (0..corners).map(corner).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_outline_that_is_known_costs_as_many_points() {
        let text = text(1, 40);
        assert!(WORTH_KEEPING.contains(&text.len()));
        let (mut first, mut second, mut third) = (100, 100, 39);
        let read = read_outline(&text, &mut first).unwrap();
        assert_eq!(read_outline(&text, &mut second).unwrap().ring, read.ring);
        assert_eq!((first, second), (60, 60));
        assert!(matches!(read_outline(&text, &mut third), Err(ShapeFault::TooManyPoints)));
    }

    #[test]
    fn a_mark_alone_is_not_the_text() {
        let mut heaps = Heaps::default();
        let (one, other) = (text(2, 40), text(3, 40));
        heaps.keep(7, Arc::new(Known::read(&one, &mut 100).unwrap()));
        assert!(heaps.find(7, &one).is_some() && heaps.find(7, &other).is_none());
    }

    #[test]
    fn no_more_than_two_heaps_of_bytes_are_kept() {
        let mut heaps = Heaps::default();
        for number in 0..800 {
            heaps.keep(
                number,
                Arc::new(Known::read(&text(usize::try_from(number).unwrap(), 1_000), &mut 1_000).unwrap()),
            );
            let held = heaps.newer.values().chain(heaps.older.values()).map(|known| known.bytes()).sum::<usize>();
            assert!(held <= 2 * MOST_BYTES);
        }
        assert!(heaps.find(0, &text(0, 1_000)).is_none() && heaps.find(799, &text(799, 1_000)).is_some());
    }
}
