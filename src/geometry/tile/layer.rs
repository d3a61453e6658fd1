//! One layer of a tile, encoded.

use mvt::{Error, GeomEncoder, GeomType, Layer, Tile};

use super::{BUFFER, EXTENT, Grid, Ring, TileId};

/// The value of a property.
#[derive(Debug, Clone, Copy)]
pub enum Tag<'a> {
    /// Words.
    Text(&'a str),
    /// A number that counts.
    Number(u64),
    /// Yes or no.
    Flag(bool),
}

/// A layer being filled.
pub struct TileLayer {
    tile: Tile,
    layer: Option<Layer>,
    id: TileId,
    count: usize,
}

impl TileLayer {
    /// An empty layer of a tile.
    pub fn new(id: TileId, name: &str) -> Self {
        let tile = Tile::new(EXTENT.unsigned_abs());
        Self { layer: Some(tile.create_layer(name)), tile, id, count: 0 }
    }

    /// Adds an area drawn as rings.
    pub fn add_area(&mut self, rings: &[Ring], tags: &[(&str, Tag<'_>)]) -> Result<(), Error> {
        let mut encoder = GeomEncoder::<i32>::new(GeomType::Polygon);
        for ring in rings {
            for at in ring {
                encoder.add_point(at[0], at[1])?;
            }
            encoder.complete_geom()?;
        }
        self.add(encoder, tags)
    }

    /// Adds a point, where the tile shows it.
    pub fn add_point(&mut self, lon: f64, lat: f64, tags: &[(&str, Tag<'_>)]) -> Result<(), Error> {
        let (at, origin) = (Grid { z: self.id.z }.place(geo::Coord { x: lon, y: lat }), self.id.origin());
        let at = [at[0] - origin[0], at[1] - origin[1]];
        if at.iter().any(|unit| *unit < -BUFFER || *unit > EXTENT + BUFFER) {
            return Ok(());
        }
        let mut encoder = GeomEncoder::<i32>::new(GeomType::Point);
        encoder.add_point(at[0], at[1])?;
        self.add(encoder, tags)
    }

    fn add(&mut self, encoder: GeomEncoder<i32>, tags: &[(&str, Tag<'_>)]) -> Result<(), Error> {
        let Some(layer) = self.layer.take() else { return Ok(()) };
        let mut feature = layer.into_feature(encoder.encode()?);
        for (key, value) in tags {
            match value {
                Tag::Text(text) => feature.add_tag_string(key, text),
                Tag::Number(number) => feature.add_tag_uint(key, *number),
                Tag::Flag(flag) => feature.add_tag_bool(key, *flag),
            }
        }
        self.layer = Some(feature.into_layer());
        self.count += 1;
        Ok(())
    }

    /// The bytes of the tile; none where it shows nothing.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        if self.count == 0 {
            return Ok(Vec::new());
        }
        if let Some(layer) = self.layer.take() {
            self.tile.add_layer(layer)?;
        }
        self.tile.to_bytes()
    }
}
