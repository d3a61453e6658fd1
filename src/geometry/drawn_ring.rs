//! A closed outline as a message draws it, shared by all messages that draw the same: the next bulletin of a storm mostly
//! holds for the same area. What takes long to find out of it is found once for all of them.

use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use foldhash::quality::FixedState;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::cap_shapes::Position;

/// A closed ring of positions, longitude first.
#[derive(Clone)]
pub struct DrawnRing(Arc<Drawn>);

struct Drawn {
    positions: Box<[Position]>,
    /// Of the positions, sign for sign.
    hash: u64,
    /// The positions as JSON, once somebody has written them.
    written: OnceLock<Box<RawValue>>,
}

impl From<Vec<Position>> for DrawnRing {
    fn from(positions: Vec<Position>) -> Self {
        let mut hasher = FixedState::default().build_hasher();
        positions.iter().flatten().for_each(|number| hasher.write_u64(number.to_bits()));
        let hash = hasher.finish();
        Self(Arc::new(Drawn { positions: positions.into(), hash, written: OnceLock::new() }))
    }
}

impl Deref for DrawnRing {
    type Target = [Position];
    fn deref(&self) -> &[Position] {
        &self.0.positions
    }
}

impl fmt::Debug for DrawnRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DrawnRing").field(&self.0.positions).finish()
    }
}

/// Rings are the same where their numbers are, sign for sign: -0 is not 0.
impl PartialEq for DrawnRing {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, other): (&Position, &Position)| one.map(f64::to_bits) == other.map(f64::to_bits);
        Arc::ptr_eq(&self.0, &other.0)
            || self.0.hash == other.0.hash && self.len() == other.len() && self.iter().zip(other.iter()).all(same)
    }
}

impl Eq for DrawnRing {}

impl Hash for DrawnRing {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl Serialize for DrawnRing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(written) = self.0.written.get() {
            return written.serialize(serializer);
        }
        let written = to_raw_value(&*self.0.positions).map_err(serde::ser::Error::custom)?;
        self.0.written.get_or_init(|| written).serialize(serializer)
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

    const POSITIONS: [Position; 4] = [[107.0, 14.0], [108.5, 14.25], [108.0, 15.0], [107.0, 14.0]];

    #[test]
    fn a_ring_is_written_as_its_positions_and_read_from_them() {
        let ring = DrawnRing::from(POSITIONS.to_vec());
        for _ in 0..2 {
            let text = serde_json::to_string(&ring).unwrap();
            assert_eq!(text, serde_json::to_string(&POSITIONS).unwrap());
            assert_eq!(serde_json::from_str::<DrawnRing>(&text).unwrap(), ring);
            assert_eq!(serde_json::to_value(&ring).unwrap(), serde_json::to_value(POSITIONS).unwrap());
        }
    }

    #[test]
    fn rings_are_the_same_where_every_sign_is() {
        let ring = |positions: &[Position]| DrawnRing::from(positions.to_vec());
        let hash = |ring: &DrawnRing| FixedState::default().hash_one(ring);
        let (one, same) = (ring(&POSITIONS), ring(&POSITIONS));
        assert_eq!((&one, hash(&one)), (&same, hash(&same)));
        let mut moved = POSITIONS;
        moved[1][1] = 14.250_000_000_000_002;
        let others = [&moved[..], &POSITIONS[..3], &[[0.0, 0.0]], &[[-0.0, 0.0]], &[]];
        for (at, other) in others.iter().enumerate() {
            assert_ne!(ring(other), one);
            assert!(others.iter().skip(at + 1).all(|next| ring(next) != ring(other)), "{at}");
        }
    }
}
