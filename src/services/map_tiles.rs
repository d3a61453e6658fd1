//! Vector tiles of zones, shelters and units, made from the layers in memory when somebody asks, and kept as long as
//! the layers are.

mod kept;

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use flate2::Compression;
use flate2::write::GzEncoder;
use foldhash::quality::FixedState;
use geo::CoordsIter;

pub use self::kept::{TileCache, tile, tile_at_hand};
use super::ServiceError;
use super::map_layers::{Layers, bounds_of};
use crate::geometry::tile::{Drawing, Shown, Tag, TileId, TileLayer};
use crate::hazards::Hazard;
use crate::places::{AdminUnit, BoundaryKind, Shelter, ShelterKind, UnitKind};
use crate::zones::{Slot, Zone, ZoneStatus};

/// What there are tiles of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TileSet {
    /// Zones in force.
    Zones,
    /// Shelters.
    Shelters,
    /// Administrative units of today.
    AdminUnits,
}

impl TileSet {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Zones, Self::Shelters, Self::AdminUnits];

    /// The name on the wire, also of the layer in its tiles.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zones => "zones",
            Self::Shelters => "shelters",
            Self::AdminUnits => "admin-units",
        }
    }

    /// The one called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.name() == name)
    }
}

/// A tile as it is sent.
pub struct MadeTile {
    /// The bytes; none where it shows nothing.
    pub bytes: Vec<u8>,
    /// What the bytes are known by.
    pub tag: String,
    gzip: OnceLock<Vec<u8>>,
}

impl MadeTile {
    fn of(bytes: Vec<u8>) -> Self {
        // Nobody gains by making two tiles of one tag; a quick hash is enough.
        let tag = format!("{:016x}", FixedState::default().hash_one(&bytes));
        Self { bytes, tag, gzip: OnceLock::new() }
    }

    /// The bytes by gzip, packed the first time somebody wants them so.
    pub fn gzip(&self) -> &[u8] {
        self.gzip.get_or_init(|| {
            let mut packer = GzEncoder::new(Vec::with_capacity(self.bytes.len() / 2), Compression::fast());
            // Writing into memory does not fail.
            let _ = packer.write_all(&self.bytes);
            packer.finish().unwrap_or_default()
        })
    }

    /// Whether somebody has wanted it packed.
    pub fn is_packed(&self) -> bool {
        self.gzip.get().is_some()
    }

    /// What it weighs in memory; the packed form is counted before there is one.
    fn weight(&self) -> u64 {
        (self.bytes.len() + self.bytes.len() / 2 + 256) as u64
    }
}

/// Makes a tile.
pub fn make_tile(layers: &Layers, set: TileSet, id: TileId) -> Result<MadeTile, ServiceError> {
    let mut layer = TileLayer::new(id, set.name());
    match set {
        TileSet::Zones => draw_zones(layers, &layers.slots_in_box(id.shown()), id, &mut layer),
        TileSet::Shelters => draw_shelters(layers.shelters()?, &mut layer),
        TileSet::AdminUnits => draw_units(layers.units()?, id, &mut layer),
    }
    Ok(MadeTile::of(layer.finish()))
}

fn draw_zones<'a>(layers: &'a Layers, near: &[Slot], id: TileId, layer: &mut TileLayer<'a>) {
    let mut drawing = Drawing::new(id);
    let mut pixels: Vec<(&Zone, [i32; 2])> = Vec::new();
    // Zones that fall into one pixel and look the same are one feature, which says how many it stands for. Otherwise
    // a country seen from afar would be a tile of megabytes that shows a few hundred dots.
    let mut alike: HashMap<([i32; 2], Hazard, u8, ZoneStatus), u64> = HashMap::new();
    let look = |zone: &Zone, pixel| (pixel, zone.hazard, zone.evacuate_from_level.digit(), zone.status);
    for zone in near.iter().filter_map(|slot| layers.zones().get(*slot)) {
        match drawing.draw(&zone.geometry) {
            Shown::Nothing => {}
            Shown::Rings => layer.add_area(drawing.rings(), zone_tags(zone, 1)),
            Shown::Pixel(pixel) => {
                let count = alike.entry(look(zone, pixel)).or_insert(0);
                *count += 1;
                if *count == 1 {
                    pixels.push((zone, pixel));
                }
            }
        }
    }
    for (zone, pixel) in pixels {
        let count = alike.get(&look(zone, pixel)).copied().unwrap_or(1);
        drawing.draw_pixel(pixel);
        layer.add_area(drawing.rings(), zone_tags(zone, count));
    }
}

/// From this zoom on a tile may be of few zones.
const CLOSE: u8 = 12;
/// A tile of so many zones with so many positions is made sooner than another thread is called.
const FEW: usize = 200;
const FEW_POSITIONS: usize = 20_000;
/// So many positions come out of memory together.
const A_LINE_OF_THEM: usize = 4;

/// So few are made sooner than looked for among what is kept.
const VERY_FEW: usize = 30;

/// A tile of few zones, made at once; and whether it is worth keeping.
fn make_if_few(layers: &Layers, set: TileSet, id: TileId) -> Option<(MadeTile, bool)> {
    if set != TileSet::Zones || id.z < CLOSE {
        return None;
    }
    let near = layers.slots_in_box(id.shown());
    let zones = || near.iter().filter_map(|slot| layers.zones().get(*slot));
    if near.len() > FEW || zones().map(|zone| zone.geometry.coords_count()).sum::<usize>() > FEW_POSITIONS {
        return None;
    }
    fetch(zones());
    let mut layer = TileLayer::new(id, set.name());
    draw_zones(layers, &near, id, &mut layer);
    Some((MadeTile::of(layer.finish()), near.len() > VERY_FEW))
}

/// Touches the words and the outlines of zones one behind the other, so that they all come out of memory at once: few
/// of them were looked at lately, and to wait for each in its turn takes as long as to draw it.
fn fetch<'a>(zones: impl Iterator<Item = &'a Arc<Zone>>) {
    let first_letters = |zone: &Zone| {
        let words = [&zone.code, &zone.name, &zone.commune_code];
        words.iter().filter_map(|text| text.as_bytes().first()).map(|letter| f64::from(*letter)).sum::<f64>()
    };
    let outlines = |zone: &Zone| {
        let rings = zone.geometry.iter().map(|part| &part.exterior().0);
        rings.flat_map(|ring| ring.iter().step_by(A_LINE_OF_THEM)).map(|at| at.x).sum::<f64>()
    };
    std::hint::black_box(zones.map(|zone| first_letters(zone) + outlines(zone)).sum::<f64>());
}

fn zone_tags(zone: &Zone, count: u64) -> impl Iterator<Item = (&'static str, Tag<'_>)> {
    let status = match zone.status {
        ZoneStatus::InForce => "in_force",
        ZoneStatus::Draft => "draft",
        ZoneStatus::Retired => "retired",
    };
    let tags = [
        ("id", Tag::Id(zone.id.into())),
        ("code", Tag::Own(&zone.code)),
        ("name", Tag::Own(&zone.name)),
        ("hazard", Tag::Text(zone.hazard.code())),
        ("level", Tag::Number(zone.evacuate_from_level.digit().into())),
        ("status", Tag::Text(status)),
        ("commune", Tag::Text(&zone.commune_code)),
    ];
    let several = (count > 1).then_some(("zones", Tag::Number(count)));
    tags.into_iter().chain(several).chain(demonstration(zone.demonstration))
}

fn demonstration(is_one: bool) -> Option<(&'static str, Tag<'static>)> {
    is_one.then_some(("demonstration", Tag::Flag(true)))
}

fn draw_shelters<'a>(shelters: &'a [Shelter], layer: &mut TileLayer<'a>) {
    for shelter in shelters {
        let tags = [
            ("id", Tag::Id(shelter.id.into())),
            ("code", Tag::Own(&shelter.code)),
            ("name", Tag::Text(&shelter.name)),
            ("kind", Tag::Text(shelter_kind(shelter.kind))),
            ("capacity", Tag::Number(shelter.capacity.try_into().unwrap_or(0))),
            ("commune", Tag::Text(&shelter.commune_code)),
        ];
        layer.add_point(shelter.lon, shelter.lat, tags.into_iter().chain(demonstration(shelter.demonstration)));
    }
}

/// The name of a kind of shelter on the wire.
pub fn shelter_kind(kind: ShelterKind) -> &'static str {
    match kind {
        ShelterKind::School => "school",
        ShelterKind::VillageHall => "village_hall",
        ShelterKind::CommunalHouse => "communal_house",
        ShelterKind::HealthStation => "health_station",
        ShelterKind::Office => "office",
        ShelterKind::Other => "other",
    }
}

fn draw_units<'a>(units: &'a [AdminUnit], id: TileId, layer: &mut TileLayer<'a>) {
    let [west, south, east, north] = id.shown();
    let mut drawing = Drawing::new(id);
    for unit in units {
        let Some(area) = &unit.boundary else {
            layer.add_point(unit.lon, unit.lat, unit_tags(unit));
            continue;
        };
        let near = bounds_of(area).is_some_and(|[w, s, e, n]| w <= east && e >= west && s <= north && n >= south);
        if near && drawing.draw(area) != Shown::Nothing {
            layer.add_area(drawing.rings(), unit_tags(unit));
        }
    }
}

fn unit_tags(unit: &AdminUnit) -> impl Iterator<Item = (&'static str, Tag<'_>)> {
    let tags = [
        ("code", Tag::Text(unit.code.as_str())),
        ("name", Tag::Text(&unit.name)),
        ("kind", Tag::Text(unit_kind(unit.kind))),
        ("boundary", Tag::Text(boundary_kind(unit.boundary_kind))),
    ];
    tags.into_iter().chain(unit.parent_code.iter().map(|parent| ("parent", Tag::Text(parent.as_str()))))
}

/// The name of a kind of unit on the wire.
pub fn unit_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Province => "province",
        UnitKind::District => "district",
        UnitKind::Commune => "commune",
        UnitKind::Ward => "ward",
        UnitKind::Town => "town",
        UnitKind::SpecialZone => "special_zone",
    }
}

/// The name of a kind of outline on the wire.
pub fn boundary_kind(kind: BoundaryKind) -> &'static str {
    match kind {
        BoundaryKind::Surveyed => "surveyed",
        BoundaryKind::Approximate => "approximate",
        BoundaryKind::None => "none",
    }
}
