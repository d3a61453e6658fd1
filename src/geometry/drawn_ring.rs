//! A closed outline as a message draws it, shared by all messages that draw the same: the next bulletin of a storm mostly
//! holds for the same area.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::cap_shapes::Position;

/// A closed ring of positions, longitude first.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnRing(Arc<[Position]>);

impl From<Vec<Position>> for DrawnRing {
    fn from(positions: Vec<Position>) -> Self {
        Self(positions.into())
    }
}

impl Deref for DrawnRing {
    type Target = [Position];
    fn deref(&self) -> &[Position] {
        &self.0
    }
}

impl Serialize for DrawnRing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
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
    fn a_ring_is_written_as_its_positions_and_read_from_them() {
        let positions = vec![[107.0, 14.0], [108.5, 14.25], [108.0, 15.0], [107.0, 14.0]];
        let ring = DrawnRing::from(positions.clone());
        let text = serde_json::to_string(&ring).unwrap();
        assert_eq!(text, serde_json::to_string(&positions).unwrap());
        assert_eq!(serde_json::from_str::<DrawnRing>(&text).unwrap(), ring);
    }
}
