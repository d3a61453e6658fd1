//! One layer of a tile (Mapbox Vector Tile 2.1), its messages written by `prost`.
//!
//! Each feature and each value is written at once: a country seen from afar has thousands, which would take several
//! times the room, and for a close tile their messages cost as much as drawing it.

use std::cell::Cell;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use geozero::mvt::tile::GeomType;
use prost::bytes::Bytes;
use prost::encoding::{self, WireType};
use uuid::Uuid;

use super::{BUFFER, EXTENT, Grid, Ring, TileId};

/// The value of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tag<'a> {
    /// Words.
    Text(&'a str),
    /// Words that hardly another feature has, such as a code or a name: they are written each time.
    Own(&'a str),
    /// An id, which no other feature has.
    Id(Uuid),
    /// A number that counts.
    Number(u64),
    /// Yes or no.
    Flag(bool),
}

/// A layer being filled.
pub struct TileLayer<'a> {
    id: TileId,
    name: &'static str,
    keys: Vec<&'static str>,
    /// The number of each value that features share.
    shared: HashMap<Tag<'a>, u32, FixedState>,
    /// How many values there are.
    count: u32,
    room: Room,
}

/// Room to write in, so that neither features nor layers need allocations of their own.
#[derive(Default)]
struct Room {
    /// Values and features as they are sent, one behind the other: the fields of a message stand in any order.
    values: Vec<u8>,
    features: Vec<u8>,
    /// One feature or one value.
    tags: Vec<u32>,
    geometry: Vec<u32>,
    text: String,
    message: Vec<u8>,
}

thread_local! {
    /// The room of the layer that this thread filled last.
    static ROOM: Cell<Room> = Cell::default();
}

/// Room for more bytes than this is not kept: few tiles need it.
const MOST_KEPT: usize = 64 * 1_024;
/// Hardly a tile of a high zoom has more values that features share.
const USUAL_SHARED: usize = 28;

/// The numbers of fields (section 4 of the specification and its `vector_tile.proto`).
mod field {
    pub const TILE_LAYERS: u32 = 3;
    pub const LAYER_NAME: u32 = 1;
    pub const LAYER_FEATURES: u32 = 2;
    pub const LAYER_KEYS: u32 = 3;
    pub const LAYER_VALUES: u32 = 4;
    pub const LAYER_EXTENT: u32 = 5;
    pub const LAYER_VERSION: u32 = 15;
    pub const FEATURE_TAGS: u32 = 2;
    pub const FEATURE_TYPE: u32 = 3;
    pub const FEATURE_GEOMETRY: u32 = 4;
    pub const VALUE_STRING: u32 = 1;
    pub const VALUE_UINT: u32 = 5;
    pub const VALUE_BOOL: u32 = 7;
}

/// The key and the length of a message take no more.
const LENGTH_DELIMITER: usize = 11;

/// Commands of a geometry: for one position, for a number of them, and for none.
const MOVE_TO_ONE: u32 = 1 << 3 | 1;
const LINE_TO: u32 = 2;
const CLOSE: u32 = 1 << 3 | 7;

impl<'a> TileLayer<'a> {
    /// An empty layer of a tile.
    pub fn new(id: TileId, name: &'static str) -> Self {
        Self {
            id,
            name,
            keys: Vec::new(),
            shared: HashMap::with_capacity_and_hasher(USUAL_SHARED, FixedState::default()),
            count: 0,
            room: Room::empty(),
        }
    }

    /// Adds an area drawn as rings, each of three positions or more.
    pub fn add_area(&mut self, rings: &[Ring], tags: impl IntoIterator<Item = (&'static str, Tag<'a>)>) {
        let geometry = &mut self.room.geometry;
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
    pub fn add_point(&mut self, lon: f64, lat: f64, tags: impl IntoIterator<Item = (&'static str, Tag<'a>)>) {
        let at = Grid::of_tile(self.id).place(geo::Coord { x: lon, y: lat });
        if at.iter().any(|unit| *unit < -BUFFER || *unit > EXTENT + BUFFER) {
            return;
        }
        let geometry = &mut self.room.geometry;
        geometry.clear();
        geometry.push(MOVE_TO_ONE);
        step(geometry, &mut [0, 0], at);
        self.add(GeomType::Point, tags);
    }

    /// Adds the feature whose geometry has been made.
    fn add(&mut self, kind: GeomType, tags: impl IntoIterator<Item = (&'static str, Tag<'a>)>) {
        self.room.tags.clear();
        for (key, value) in tags {
            let numbers = [self.number_of_key(key), self.number_of_value(value)];
            self.room.tags.extend(numbers);
        }
        let Room { tags, geometry, message, features, .. } = &mut self.room;
        message.clear();
        encoding::uint32::encode_packed(field::FEATURE_TAGS, tags, message);
        encoding::int32::encode(field::FEATURE_TYPE, &kind.into(), message);
        encoding::uint32::encode_packed(field::FEATURE_GEOMETRY, geometry, message);
        encoding::bytes::encode(field::LAYER_FEATURES, message, features);
    }

    fn number_of_key(&mut self, key: &'static str) -> u32 {
        let keys = &mut self.keys;
        let number = keys.iter().position(|known| *known == key).unwrap_or_else(|| {
            keys.push(key);
            keys.len() - 1
        });
        // More keys than have a number do not fit into memory.
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// The number of a value, which is written once for all features that share it.
    fn number_of_value(&mut self, tag: Tag<'a>) -> u32 {
        let next = self.count;
        if !matches!(tag, Tag::Own(_) | Tag::Id(_)) {
            let number = *self.shared.entry(tag).or_insert(next);
            if number != next {
                return number;
            }
        }
        self.count += 1;
        self.write_value(tag);
        next
    }

    fn write_value(&mut self, tag: Tag<'_>) {
        let Room { text, message, values, .. } = &mut self.room;
        message.clear();
        text.clear();
        match tag {
            Tag::Text(words) | Tag::Own(words) => text.push_str(words),
            Tag::Id(id) => text.push_str(id.hyphenated().encode_lower(&mut Uuid::encode_buffer())),
            Tag::Number(number) => encoding::uint64::encode(field::VALUE_UINT, &number, message),
            Tag::Flag(flag) => encoding::bool::encode(field::VALUE_BOOL, &flag, message),
        }
        if message.is_empty() {
            encoding::string::encode(field::VALUE_STRING, text, message);
        }
        encoding::bytes::encode(field::LAYER_VALUES, message, values);
    }

    /// Writes what stands before the values and features.
    fn write_head(&mut self) {
        let head = &mut self.room.message;
        head.clear();
        let words = |text: &'static str| Bytes::from_static(text.as_bytes());
        encoding::uint32::encode(field::LAYER_VERSION, &2, head);
        encoding::bytes::encode(field::LAYER_NAME, &words(self.name), head);
        encoding::uint32::encode(field::LAYER_EXTENT, &EXTENT.cast_unsigned(), head);
        for key in &self.keys {
            encoding::bytes::encode(field::LAYER_KEYS, &words(key), head);
        }
    }

    /// The bytes of the tile; none where it shows nothing.
    pub fn finish(mut self) -> Vec<u8> {
        self.write_head();
        let Room { values, features, message: head, .. } = &self.room;
        if features.is_empty() {
            return Vec::new();
        }
        let length = head.len() + values.len() + features.len();
        let mut tile = Vec::with_capacity(length + LENGTH_DELIMITER);
        encoding::encode_key(field::TILE_LAYERS, WireType::LengthDelimited, &mut tile);
        encoding::encode_varint(length as u64, &mut tile);
        tile.extend_from_slice(head);
        tile.extend_from_slice(values);
        tile.extend_from_slice(features);
        tile
    }
}

impl Drop for TileLayer<'_> {
    fn drop(&mut self) {
        let room = std::mem::take(&mut self.room);
        if room.bytes() <= MOST_KEPT {
            ROOM.set(room);
        }
    }
}

impl Room {
    /// The room of a layer before, with nothing in it.
    fn empty() -> Self {
        let mut room = ROOM.take();
        room.values.clear();
        room.features.clear();
        room
    }

    fn bytes(&self) -> usize {
        let numbers = (self.tags.capacity() + self.geometry.capacity()) * size_of::<u32>();
        numbers + self.values.capacity() + self.features.capacity() + self.text.capacity() + self.message.capacity()
    }
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
    use geozero::mvt::tile::Value;
    use prost::Message;

    use super::*;

    fn text(words: &str) -> Value {
        Value { string_value: Some(words.to_owned()), ..Value::default() }
    }

    fn number(number: u64) -> Value {
        Value { uint_value: Some(number), ..Value::default() }
    }

    fn tile() -> TileId {
        TileId::at(12, 107.95, 15.08).unwrap()
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut layer = TileLayer::new(tile(), "zones");
        let ring = vec![[0, 0], [10, 0], [10, -20], [5, 7]];
        layer.add_area(&[ring], [("hazard", Tag::Text("lũ")), ("level", Tag::Number(300))]);
        let bytes = layer.finish();
        let read = Tile::decode(bytes.as_slice()).unwrap();
        let [layer] = read.layers.as_slice() else { panic!("{read:?}") };
        assert_eq!((layer.name.as_str(), layer.version, layer.extent), ("zones", 2, Some(4_096)));
        assert_eq!(layer.keys, ["hazard", "level"]);
        assert_eq!(layer.values, [text("lũ"), number(300)]);
        let feature = &layer.features[0];
        assert_eq!((feature.r#type(), feature.tags.as_slice()), (GeomType::Polygon, [0, 0, 1, 1].as_slice()));
        // Section 4.3 of the specification: move to one; line to three; each step as twice it, one less where it's back.
        assert_eq!(feature.geometry, [9, 0, 0, 26, 20, 0, 0, 39, 9, 54, 15]);
    }

    #[test]
    fn a_value_is_written_once_and_one_that_nobody_shares_each_time() {
        let mut layer = TileLayer::new(tile(), "zones");
        let id = Uuid::from_u128(0x0191_8c5e_0000_7000_8000_0000_0000_0001);
        let tags = [Tag::Text("lũ"), Tag::Number(3), Tag::Text("lũ"), Tag::Own("lũ"), Tag::Flag(true), Tag::Id(id)];
        for _ in 0..2 {
            layer.add_point(107.95, 15.08, tags.map(|tag| ("key", tag)));
        }
        let read = Tile::decode(layer.finish().as_slice()).unwrap().layers.remove(0);
        let numbers = read
            .features
            .iter()
            .map(|feature| feature.tags.iter().skip(1).step_by(2).copied().collect())
            .collect::<Vec<Vec<_>>>();
        assert_eq!(numbers, [[0, 1, 0, 2, 3, 4], [0, 1, 0, 5, 3, 6]]);
        let flag = Value { bool_value: Some(true), ..Value::default() };
        let own_id = text("01918c5e-0000-7000-8000-000000000001");
        assert_eq!(read.values, [text("lũ"), number(3), text("lũ"), flag, own_id.clone(), text("lũ"), own_id]);
    }

    #[test]
    fn nothing_is_no_bytes_and_a_point_outside_is_nothing() {
        assert_eq!(TileLayer::new(tile(), "shelters").finish(), b"");
        let mut layer = TileLayer::new(tile(), "shelters");
        layer.add_point(108.5, 15.08, []);
        assert_eq!(layer.finish(), b"");
    }
}
