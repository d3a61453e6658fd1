//! One layer of a tile, written as the specification says (Vector Tile 2.1, in protocol buffers).

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::{BUFFER, EXTENT, Grid, Ring, TileId};

/// The value of a property.
#[derive(Debug, Clone, Copy)]
pub enum Tag<'a> {
    /// Words.
    Text(&'a str),
    /// Words that no other feature has, such as a code.
    Own(&'a str),
    /// A number that counts.
    Number(u64),
    /// Yes or no.
    Flag(bool),
}

/// A layer being filled.
pub struct TileLayer {
    id: TileId,
    name: String,
    /// The features as they are sent, one behind the other.
    features: Vec<u8>,
    keys: Vec<&'static str>,
    values: Values,
    /// Room to work in.
    tags: Vec<u8>,
    geometry: Vec<u8>,
}

/// Numbers of the messages' fields, with the way each is written.
mod field {
    pub(super) const TILE_LAYER: u8 = 3 << 3 | 2;
    pub(super) const LAYER_NAME: u8 = 1 << 3 | 2;
    pub(super) const LAYER_FEATURE: u8 = 2 << 3 | 2;
    pub(super) const LAYER_KEY: u8 = 3 << 3 | 2;
    pub(super) const LAYER_VALUE: u8 = 4 << 3 | 2;
    pub(super) const LAYER_EXTENT: u8 = 5 << 3;
    pub(super) const LAYER_VERSION: u8 = 15 << 3;
    pub(super) const FEATURE_TAGS: u8 = 2 << 3 | 2;
    pub(super) const FEATURE_KIND: u8 = 3 << 3;
    pub(super) const FEATURE_GEOMETRY: u8 = 4 << 3 | 2;
    pub(super) const VALUE_TEXT: u8 = 1 << 3 | 2;
    pub(super) const VALUE_NUMBER: u8 = 5 << 3;
    pub(super) const VALUE_FLAG: u8 = 7 << 3;
}

/// Kinds of a feature.
const POINT: u8 = 1;
const POLYGON: u8 = 3;

/// Commands of a geometry, for one position, for a number of them, and for none.
const MOVE_TO_ONE: u32 = 1 << 3 | 1;
const LINE_TO: u32 = 2;
const CLOSE: u32 = 1 << 3 | 7;

impl TileLayer {
    /// An empty layer of a tile.
    pub fn new(id: TileId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            features: Vec::new(),
            keys: Vec::new(),
            values: Values::default(),
            tags: Vec::new(),
            geometry: Vec::new(),
        }
    }

    /// Adds an area drawn as rings, each of three positions or more.
    pub fn add_area(&mut self, rings: &[Ring], tags: &[(&'static str, Tag<'_>)]) {
        self.geometry.clear();
        let mut pen = [0, 0];
        for ring in rings {
            let Some((first, rest)) = ring.split_first() else { continue };
            number(&mut self.geometry, MOVE_TO_ONE.into());
            step(&mut self.geometry, &mut pen, *first);
            number(&mut self.geometry, (rest.len() as u64) << 3 | u64::from(LINE_TO));
            for at in rest {
                step(&mut self.geometry, &mut pen, *at);
            }
            number(&mut self.geometry, CLOSE.into());
        }
        self.add(POLYGON, tags);
    }

    /// Adds a point, where the tile shows it.
    pub fn add_point(&mut self, lon: f64, lat: f64, tags: &[(&'static str, Tag<'_>)]) {
        let at = Grid::of_tile(self.id).place(geo::Coord { x: lon, y: lat });
        if at.iter().any(|unit| *unit < -BUFFER || *unit > EXTENT + BUFFER) {
            return;
        }
        self.geometry.clear();
        number(&mut self.geometry, MOVE_TO_ONE.into());
        step(&mut self.geometry, &mut [0, 0], at);
        self.add(POINT, tags);
    }

    fn add(&mut self, kind: u8, tags: &[(&'static str, Tag<'_>)]) {
        self.tags.clear();
        for (key, value) in tags {
            let key = self.keys.iter().position(|known| known == key).unwrap_or_else(|| {
                self.keys.push(key);
                self.keys.len() - 1
            });
            number(&mut self.tags, key as u64);
            number(&mut self.tags, self.values.number_of(*value));
        }
        let packed = |bytes: &[u8]| 1 + length_of(bytes.len() as u64) + bytes.len();
        let length = packed(&self.tags) + 2 + packed(&self.geometry);
        self.features.push(field::LAYER_FEATURE);
        number(&mut self.features, length as u64);
        bytes(&mut self.features, field::FEATURE_TAGS, &self.tags);
        self.features.extend_from_slice(&[field::FEATURE_KIND, kind]);
        bytes(&mut self.features, field::FEATURE_GEOMETRY, &self.geometry);
    }

    /// The bytes of the tile; none where it shows nothing.
    pub fn finish(self) -> Vec<u8> {
        if self.features.is_empty() {
            return Vec::new();
        }
        let (mut begin, mut end) = (Vec::new(), Vec::new());
        bytes(&mut begin, field::LAYER_NAME, self.name.as_bytes());
        self.keys.iter().for_each(|key| bytes(&mut end, field::LAYER_KEY, key.as_bytes()));
        let last = [field::LAYER_EXTENT, 0x80, 0x20, field::LAYER_VERSION, 2];
        let parts: [&[u8]; 5] = [&begin, &self.features, &end, &self.values.written, &last];
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let mut tile = Vec::with_capacity(length + 10);
        tile.push(field::TILE_LAYER);
        number(&mut tile, length as u64);
        for part in parts {
            tile.extend_from_slice(part);
        }
        tile
    }
}

/// The values of a layer, each written once.
#[derive(Default)]
struct Values {
    written: Vec<u8>,
    count: u64,
    /// By their hash, where each begins and ends, and its number.
    known: HashMap<u64, (usize, usize, u64), FixedState>,
}

impl Values {
    /// The number of a value.
    fn number_of(&mut self, value: Tag<'_>) -> u64 {
        let before = self.written.len();
        self.write(value);
        if !matches!(value, Tag::Own(_)) {
            let fresh = self.written.get(before..).unwrap_or_default();
            let hash = FixedState::default().hash_one(fresh);
            match self.known.get(&hash) {
                Some((from, to, number)) if self.written.get(*from..*to) == Some(fresh) => {
                    self.written.truncate(before);
                    return *number;
                }
                // Two values of one hash: the second is written each time.
                Some(_) => {}
                None => drop(self.known.insert(hash, (before, self.written.len(), self.count))),
            }
        }
        self.count += 1;
        self.count - 1
    }

    fn write(&mut self, value: Tag<'_>) {
        let line = &mut self.written;
        line.push(field::LAYER_VALUE);
        match value {
            Tag::Text(text) | Tag::Own(text) => {
                number(line, (1 + length_of(text.len() as u64) + text.len()) as u64);
                bytes(line, field::VALUE_TEXT, text.as_bytes());
            }
            Tag::Number(value) => {
                number(line, 1 + length_of(value) as u64);
                line.push(field::VALUE_NUMBER);
                number(line, value);
            }
            Tag::Flag(flag) => line.extend_from_slice(&[2, field::VALUE_FLAG, flag.into()]),
        }
    }
}

/// Writes bytes with their length before them.
fn bytes(line: &mut Vec<u8>, field: u8, bytes: &[u8]) {
    line.push(field);
    number(line, bytes.len() as u64);
    line.extend_from_slice(bytes);
}

/// Writes the step from where the pen is to a position, which is where it is then.
fn step(line: &mut Vec<u8>, pen: &mut [i32; 2], to: [i32; 2]) {
    for axis in 0..2 {
        let (Some(pen), Some(to)) = (pen.get_mut(axis), to.get(axis)) else { continue };
        let by = to.wrapping_sub(*pen);
        *pen = *to;
        number(line, u64::from((by.cast_unsigned() << 1) ^ (by >> 31).cast_unsigned()));
    }
}

/// Writes a number, seven bits a byte.
#[allow(clippy::cast_possible_truncation, reason = "the lowest bits are meant")]
fn number(line: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        line.push(number as u8 | 0x80);
        number >>= 7;
    }
    line.push(number as u8);
}

/// How many bytes a number takes.
fn length_of(number: u64) -> usize {
    (64 - (number | 1).leading_zeros()).div_ceil(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_as_many_bytes_as_was_said_and_read_back() {
        for wanted in [0, 1, 127, 128, 16_383, 16_384, u64::from(u32::MAX), u64::MAX] {
            let mut line = Vec::new();
            number(&mut line, wanted);
            assert_eq!(line.len(), length_of(wanted), "{wanted}");
            let read = line.iter().rev().fold(0, |read, byte| read << 7 | u64::from(byte & 0x7F));
            assert_eq!(read, wanted);
        }
    }

    #[test]
    fn a_value_is_written_once_and_one_that_nobody_shares_each_time() {
        let mut values = Values::default();
        let numbers =
            [Tag::Text("lũ"), Tag::Number(3), Tag::Text("lũ"), Tag::Own("lũ"), Tag::Flag(true), Tag::Number(3)]
                .map(|value| values.number_of(value));
        assert_eq!(numbers, [0, 1, 0, 2, 3, 1]);
        assert_eq!(values.count, 4);
        let text = b"\x22\x05\x0a\x03l\xc5\xa9";
        assert_eq!(values.written, [text.as_slice(), b"\x22\x02\x28\x03", text, b"\x22\x02\x38\x01"].concat());
    }

    #[test]
    fn nothing_is_no_bytes_and_a_point_outside_is_nothing() {
        let tile = TileId::at(12, 107.95, 15.08).unwrap();
        assert_eq!(TileLayer::new(tile, "shelters").finish(), b"");
        let mut layer = TileLayer::new(tile, "shelters");
        layer.add_point(108.5, 15.08, &[]);
        assert_eq!(layer.finish(), b"");
    }
}
