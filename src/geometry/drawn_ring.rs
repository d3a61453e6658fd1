//! A closed outline as a message draws it, shared by all messages that draw the same.
//!
//! The next bulletin of a storm mostly holds for the same area. Its outline is then neither copied nor written anew: the
//! text by which it is kept is made once.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::cap_shapes::Position;

/// A closed ring of positions, longitude first.
#[derive(Debug, Clone)]
pub struct DrawnRing(Arc<Drawn>);

#[derive(Debug)]
struct Drawn {
    positions: Vec<Position>,
    /// As JSON, once somebody has asked.
    written: OnceLock<Box<RawValue>>,
}

/// A shorter outline is written as fast as its text is copied.
const WORTH_KEEPING: usize = 16;

impl From<Vec<Position>> for DrawnRing {
    fn from(positions: Vec<Position>) -> Self {
        Self(Arc::new(Drawn { positions, written: OnceLock::new() }))
    }
}

impl Deref for DrawnRing {
    type Target = [Position];
    fn deref(&self) -> &[Position] {
        &self.0.positions
    }
}

impl PartialEq for DrawnRing {
    fn eq(&self, other: &Self) -> bool {
        // Numbers that are none are like no others, whoever shares them.
        self.0.positions == other.0.positions
    }
}

impl Serialize for DrawnRing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Drawn { positions, written } = &*self.0;
        // What nobody shares is hardly ever written twice.
        if positions.len() < WORTH_KEEPING || Arc::strong_count(&self.0) == 1 {
            return positions.serialize(serializer);
        }
        if let Some(written) = written.get() {
            return written.serialize(serializer);
        }
        let made = to_raw_value(positions).map_err(serde::ser::Error::custom)?;
        written.get_or_init(|| made).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for DrawnRing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_ring_is_written_and_read_as_one_that_is_not() {
        let positions: Vec<Position> =
            (0..40).map(|at| [107.0 + f64::from(at) / 7.0, 15.0 - f64::from(at) / 3.0]).collect();
        let alone = DrawnRing::from(positions.clone());
        let text = serde_json::to_string(&alone).unwrap();
        let shared = alone.clone();
        for _ in 0..2 {
            assert_eq!(serde_json::to_string(&shared).unwrap(), text);
            assert_eq!(serde_json::to_value(&shared).unwrap(), serde_json::to_value(&positions).unwrap());
        }
        let read: DrawnRing = serde_json::from_str(&text).unwrap();
        assert_eq!((&read, &*read), (&shared, positions.as_slice()));
    }
}
