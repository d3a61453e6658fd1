//! Vector tiles of zones, shelters and units, made from the layers in memory when somebody asks, and kept as long as
//! the picture holds. Readers who want the same tile at the same time wait for one making of it.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use chrono::NaiveDate;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::ServiceError;
use super::live_data::Picture;
use super::map_layers::{Layers, bounds_of};
use crate::geometry::tile::{Drawing, Shown, Tag, TileId, TileLayer};
use crate::hazards::Hazard;
use crate::places::{AdminUnit, BoundaryKind, ShelterKind, UnitKind};
use crate::zones::{Zone, ZoneStatus};

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
        let digest = Sha256::digest(&bytes);
        let tag = digest.iter().take(12).fold(String::new(), |tag, byte| format!("{tag}{byte:02x}"));
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
    fn weight(&self) -> usize {
        self.bytes.len() + self.bytes.len() / 2 + 256
    }
}

/// Makes a tile.
pub fn make_tile(layers: &Layers, set: TileSet, id: TileId) -> Result<MadeTile, ServiceError> {
    let mut layer = TileLayer::new(id, set.name());
    let done = match set {
        TileSet::Zones => draw_zones(layers, id, &mut layer),
        TileSet::Shelters => draw_shelters(layers, &mut layer)?,
        TileSet::AdminUnits => draw_units(layers, id, &mut layer)?,
    };
    let bytes = done.and_then(|()| layer.finish());
    bytes.map(MadeTile::of).map_err(|error| ServiceError::Internal(format!("tile {id:?}: {error}")))
}

type Done = Result<(), mvt::Error>;

fn draw_zones(layers: &Layers, id: TileId, layer: &mut TileLayer) -> Done {
    let zones = layers.in_box(id.shown());
    let mut drawing = Drawing::new(id);
    let mut shown: Vec<(&Zone, Shown)> = Vec::with_capacity(zones.len());
    // Zones that fall into one pixel and look the same are one feature, which says how many it stands for. Otherwise
    // a country seen from afar would be a tile of megabytes that shows a few hundred dots.
    let mut alike: HashMap<([i32; 2], Hazard, u8, ZoneStatus), u64> = HashMap::new();
    for zone in &zones {
        let how = drawing.draw(&zone.geometry);
        if let Shown::Pixel(pixel) = how {
            let count = alike.entry((pixel, zone.hazard, zone.evacuate_from_level.digit(), zone.status)).or_insert(0);
            *count += 1;
            if *count > 1 {
                continue;
            }
            shown.push((zone, how));
        } else if how == Shown::Rings {
            layer.add_area(drawing.rings(), &zone_tags(zone, &zone.id.to_string(), 1))?;
        }
    }
    for (zone, how) in shown {
        if let Shown::Pixel(pixel) = how {
            let level = zone.evacuate_from_level.digit();
            let count = alike.get(&(pixel, zone.hazard, level, zone.status)).copied().unwrap_or(1);
            drawing.draw(&zone.geometry);
            layer.add_area(drawing.rings(), &zone_tags(zone, &zone.id.to_string(), count))?;
        }
    }
    Ok(())
}

fn zone_tags<'a>(zone: &'a Zone, id: &'a str, count: u64) -> Vec<(&'static str, Tag<'a>)> {
    let status = match zone.status {
        ZoneStatus::InForce => "in_force",
        ZoneStatus::Draft => "draft",
        ZoneStatus::Retired => "retired",
    };
    let mut tags = vec![
        ("id", Tag::Text(id)),
        ("code", Tag::Text(&zone.code)),
        ("name", Tag::Text(&zone.name)),
        ("hazard", Tag::Text(zone.hazard.code())),
        ("level", Tag::Number(zone.evacuate_from_level.digit().into())),
        ("status", Tag::Text(status)),
        ("commune", Tag::Text(&zone.commune_code)),
    ];
    if count > 1 {
        tags.push(("zones", Tag::Number(count)));
    }
    if zone.demonstration {
        tags.push(("demonstration", Tag::Flag(true)));
    }
    tags
}

fn draw_shelters(layers: &Layers, layer: &mut TileLayer) -> Result<Done, ServiceError> {
    Ok(layers.shelters()?.iter().try_for_each(|shelter| {
        let own_id = shelter.id.to_string();
        let mut tags = vec![
            ("id", Tag::Text(&own_id)),
            ("code", Tag::Text(&shelter.code)),
            ("name", Tag::Text(&shelter.name)),
            ("kind", Tag::Text(shelter_kind(shelter.kind))),
            ("capacity", Tag::Number(shelter.capacity.try_into().unwrap_or(0))),
            ("commune", Tag::Text(&shelter.commune_code)),
        ];
        if shelter.demonstration {
            tags.push(("demonstration", Tag::Flag(true)));
        }
        layer.add_point(shelter.lon, shelter.lat, &tags)
    }))
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

fn draw_units(layers: &Layers, id: TileId, layer: &mut TileLayer) -> Result<Done, ServiceError> {
    let [west, south, east, north] = id.shown();
    let mut drawing = Drawing::new(id);
    Ok(layers.units()?.iter().try_for_each(|unit| match &unit.boundary {
        Some(area) => {
            let near = bounds_of(area).is_some_and(|[w, s, e, n]| w <= east && e >= west && s <= north && n >= south);
            if near && drawing.draw(area) != Shown::Nothing {
                layer.add_area(drawing.rings(), &unit_tags(unit))?;
            }
            Ok(())
        }
        None => layer.add_point(unit.lon, unit.lat, &unit_tags(unit)),
    }))
}

fn unit_tags(unit: &AdminUnit) -> Vec<(&'static str, Tag<'_>)> {
    let mut tags = vec![
        ("code", Tag::Text(unit.code.as_str())),
        ("name", Tag::Text(&unit.name)),
        ("kind", Tag::Text(unit_kind(unit.kind))),
        ("boundary", Tag::Text(boundary_kind(unit.boundary_kind))),
    ];
    if let Some(parent) = &unit.parent_code {
        tags.push(("parent", Tag::Text(parent)));
    }
    tags
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

/// How much memory kept tiles may take.
const ROOM: usize = 48 * 1024 * 1024;

/// The layers of a past day have tiles of their own.
type Key = (TileSet, Option<NaiveDate>, TileId);
type Slot = Arc<Mutex<Option<Arc<MadeTile>>>>;

#[derive(Default)]
struct Kept {
    picture: Weak<Picture>,
    slots: HashMap<Key, (Slot, u64, usize)>,
    /// By when they were last wanted.
    order: BTreeMap<u64, Key>,
    clock: u64,
    weight: usize,
}

impl Kept {
    /// The slot of a tile, which is wanted now.
    fn wanted(&mut self, key: Key) -> Slot {
        self.clock += 1;
        let now = self.clock;
        let (slot, wanted, _) = self.slots.entry(key).or_insert_with(|| (Slot::default(), now, 0));
        let slot = Arc::clone(slot);
        let before = std::mem::replace(wanted, now);
        self.order.remove(&before);
        self.order.insert(now, key);
        slot
    }
}

/// The tiles of the newest picture that were wanted lately.
#[derive(Default)]
pub struct TileCache {
    kept: Mutex<Kept>,
}

impl TileCache {
    /// A tile that is made already and nobody holds just now.
    pub fn at_hand(&self, layers: &Layers, set: TileSet, id: TileId) -> Option<Arc<MadeTile>> {
        let slot = {
            let mut kept = self.kept.try_lock().ok()?;
            let key = (set, layers.past_day(), id);
            let same = std::ptr::eq(kept.picture.as_ptr(), Arc::as_ptr(&layers.picture));
            (same && kept.slots.contains_key(&key)).then(|| kept.wanted(key))?
        };
        slot.try_lock().ok()?.clone()
    }

    /// A tile of the newest layers.
    pub fn tile(&self, layers: &Layers, set: TileSet, id: TileId) -> Result<Arc<MadeTile>, ServiceError> {
        let key = (set, layers.past_day(), id);
        let slot = self.slot(&layers.picture, key);
        let mut held = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tile) = &*held {
            return Ok(Arc::clone(tile));
        }
        let tile = Arc::new(make_tile(layers, set, id)?);
        *held = Some(Arc::clone(&tile));
        drop(held);
        self.weigh(key, &slot, tile.weight());
        Ok(tile)
    }

    fn slot(&self, picture: &Arc<Picture>, key: Key) -> Slot {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !std::ptr::eq(kept.picture.as_ptr(), Arc::as_ptr(picture)) {
            *kept = Kept { picture: Arc::downgrade(picture), ..Kept::default() };
        }
        kept.wanted(key)
    }

    /// Notes what a tile weighs, and lets go of those that were not wanted for the longest time.
    fn weigh(&self, key: Key, slot: &Slot, weight: usize) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.slots.get_mut(&key) {
            Some((own, _, noted)) if Arc::ptr_eq(own, slot) => *noted = weight,
            _ => return,
        }
        kept.weight += weight;
        while kept.weight > ROOM
            && let Some((_, oldest)) = kept.order.pop_first()
        {
            if let Some((_, _, weight)) = kept.slots.remove(&oldest) {
                kept.weight -= weight;
            }
        }
    }
}
