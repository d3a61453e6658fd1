//! One layer of a tile (Mapbox Vector Tile 2.1): the messages are those of `geozero`, written by `prost`.
//!
//! Each feature is written at once: a country seen from afar has thousands, which would take several times the room.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use geozero::mvt::tile::{Feature, GeomType, Layer, Value};
use prost::{Message, encoding};

use super::{BUFFER, EXTENT, Grid, Ring, TileId};

/// The value of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// The layer but for its features.
    layer: Layer,
    /// The features as they are sent, one behind the other: the fields of a message stand in any order.
    features: Vec<u8>,
    /// Room to make one in.
    feature: Feature,
    /// The number of each value that features share, by its hash.
    shared: HashMap<u64, u32, FixedState>,
}

/// The fields in which a tile has its layers and a layer its features.
const LAYERS: u32 = 3;
const FEATURES: u32 = 2;

/// Commands of a geometry: for one position, for a number of them, and for none.
const MOVE_TO_ONE: u32 = 1 << 3 | 1;
const LINE_TO: u32 = 2;
const CLOSE: u32 = 1 << 3 | 7;

impl TileLayer {
    /// An empty layer of a tile.
    pub fn new(id: TileId, name: &str) -> Self {
        let extent = Some(EXTENT.cast_unsigned());
        let layer = Layer { version: 2, name: name.to_owned(), extent, ..Layer::default() };
        Self { id, layer, features: Vec::new(), feature: Feature::default(), shared: HashMap::default() }
    }

    /// Adds an area drawn as rings, each of three positions or more.
    pub fn add_area(&mut self, rings: &[Ring], tags: &[(&'static str, Tag<'_>)]) {
        let geometry = &mut self.feature.geometry;
        geometry.clear();
        let mut pen = [0, 0];
        for ring in rings {
            let Some((first, rest)) = ring.split_first() else { continue };
            geometry.push(MOVE_TO_ONE);
            step(geometry, &mut pen, *first);
            // A ring of as many positions as overflow here does not fit into memory.
            geometry.push(u32::try_from(rest.len()).unwrap_or(0) << 3 | LINE_TO);
            for at in rest {
                step(geometry, &mut pen, *at);
            }
            geometry.push(CLOSE);
        }
        self.add(GeomType::Polygon, tags);
    }

    /// Adds a point, where the tile shows it.
    pub fn add_point(&mut self, lon: f64, lat: f64, tags: &[(&'static str, Tag<'_>)]) {
        let at = Grid::of_tile(self.id).place(geo::Coord { x: lon, y: lat });
        if at.iter().any(|unit| *unit < -BUFFER || *unit > EXTENT + BUFFER) {
            return;
        }
        let geometry = &mut self.feature.geometry;
        geometry.clear();
        geometry.push(MOVE_TO_ONE);
        step(geometry, &mut [0, 0], at);
        self.add(GeomType::Point, tags);
    }

    /// Adds the feature whose geometry has been made.
    fn add(&mut self, kind: GeomType, tags: &[(&'static str, Tag<'_>)]) {
        self.feature.r#type = Some(kind.into());
        self.feature.tags.clear();
        for (key, value) in tags {
            let numbers = [self.number_of_key(key), self.number_of_value(*value)];
            self.feature.tags.extend(numbers);
        }
        encoding::message::encode(FEATURES, &self.feature, &mut self.features);
    }

    fn number_of_key(&mut self, key: &str) -> u32 {
        let keys = &mut self.layer.keys;
        let number = keys.iter().position(|known| known == key).unwrap_or_else(|| {
            keys.push(key.to_owned());
            keys.len() - 1
        });
        number_of(number)
    }

    /// The number of a value, which is written once for all features that share it.
    fn number_of_value(&mut self, tag: Tag<'_>) -> u32 {
        let values = &mut self.layer.values;
        let next = number_of(values.len());
        if matches!(tag, Tag::Own(_)) {
            values.push(value_of(tag));
            return next;
        }
        let known = *self.shared.entry(FixedState::default().hash_one(tag)).or_insert(next);
        if values.get(known as usize).is_some_and(|value| is(value, tag)) {
            return known;
        }
        // New; or two values of one hash, and the second is written each time.
        values.push(value_of(tag));
        next
    }

    /// The bytes of the tile; none where it shows nothing.
    pub fn finish(self) -> Vec<u8> {
        if self.features.is_empty() {
            return Vec::new();
        }
        let mut layer = self.layer.encode_to_vec();
        layer.extend_from_slice(&self.features);
        let mut tile = Vec::with_capacity(encoding::bytes::encoded_len(LAYERS, &layer));
        encoding::bytes::encode(LAYERS, &layer, &mut tile);
        tile
    }
}

fn value_of(tag: Tag<'_>) -> Value {
    match tag {
        Tag::Text(text) | Tag::Own(text) => Value { string_value: Some(text.to_owned()), ..Value::default() },
        Tag::Number(number) => Value { uint_value: Some(number), ..Value::default() },
        Tag::Flag(flag) => Value { bool_value: Some(flag), ..Value::default() },
    }
}

fn is(value: &Value, tag: Tag<'_>) -> bool {
    match tag {
        Tag::Text(text) | Tag::Own(text) => value.string_value.as_deref() == Some(text),
        Tag::Number(number) => value.uint_value == Some(number),
        Tag::Flag(flag) => value.bool_value == Some(flag),
    }
}

/// The number by which a feature names a key or a value; more than fit do not fit into memory.
fn number_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Writes the step from where the pen is to a position, which is where it is then.
fn step(geometry: &mut Vec<u32>, pen: &mut [i32; 2], to: [i32; 2]) {
    let [x, y] = [to[0].wrapping_sub(pen[0]), to[1].wrapping_sub(pen[1])];
    geometry.extend([x, y].map(|by| (by.cast_unsigned() << 1) ^ (by >> 31).cast_unsigned()));
    *pen = to;
}

#[cfg(test)]
mod tests {
    use geozero::mvt::Tile;

    use super::*;

    fn tile() -> TileId {
        TileId::at(12, 107.95, 15.08).unwrap()
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut layer = TileLayer::new(tile(), "zones");
        let ring = vec![[0, 0], [10, 0], [10, -20], [5, 7]];
        layer.add_area(&[ring], &[("hazard", Tag::Text("lũ")), ("level", Tag::Number(300))]);
        let bytes = layer.finish();
        let read = Tile::decode(bytes.as_slice()).unwrap();
        let [layer] = read.layers.as_slice() else { panic!("{read:?}") };
        assert_eq!((layer.name.as_str(), layer.version, layer.extent), ("zones", 2, Some(4_096)));
        assert_eq!(layer.keys, ["hazard", "level"]);
        assert_eq!(layer.values, [value_of(Tag::Text("lũ")), value_of(Tag::Number(300))]);
        let feature = &layer.features[0];
        assert_eq!((feature.r#type(), feature.tags.as_slice()), (GeomType::Polygon, [0, 0, 1, 1].as_slice()));
        // Section 4.3 of the specification: move to one; line to three; each step as twice it, one less where it's back.
        assert_eq!(feature.geometry, [9, 0, 0, 26, 20, 0, 0, 39, 9, 54, 15]);
    }

    #[test]
    fn a_value_is_written_once_and_one_that_nobody_shares_each_time() {
        let mut layer = TileLayer::new(tile(), "zones");
        let tags = [Tag::Text("lũ"), Tag::Number(3), Tag::Text("lũ"), Tag::Own("lũ"), Tag::Flag(true), Tag::Number(3)];
        assert_eq!(tags.map(|tag| layer.number_of_value(tag)), [0, 1, 0, 2, 3, 1]);
        assert_eq!(layer.layer.values, [tags[0], tags[1], tags[3], tags[4]].map(value_of));
    }

    #[test]
    fn nothing_is_no_bytes_and_a_point_outside_is_nothing() {
        assert_eq!(TileLayer::new(tile(), "shelters").finish(), b"");
        let mut layer = TileLayer::new(tile(), "shelters");
        layer.add_point(108.5, 15.08, &[]);
        assert_eq!(layer.finish(), b"");
    }
}
