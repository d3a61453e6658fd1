//! Zones, shelters and units as files that map programs open.
//!
//! Columns bear the names by which an import knows them, so that what was exported and not changed is imported
//! again without changing anything.

use std::sync::Arc;

use chrono::NaiveDate;
use geo::Geometry;
use serde_json::{Map, Value, json};

use super::live_data::day_of;
use super::past_zones::zones_on;
use super::{App, ServiceError};
use crate::formats::{self, FileFeature, Format};
use crate::geometry::crs::Crs;
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::places::AdminUnit;
use crate::store::{StoreError, admin_units, shelters};
use crate::zones::Zone;

/// What is wanted of a register, and how.
#[derive(Debug, Clone)]
pub struct ExportOrder {
    /// The format.
    pub format: Format,
    /// The coordinate system.
    pub crs: Crs,
    /// Only zones, or shelters safe for it.
    pub hazard: Option<Hazard>,
    /// Only in this unit or below it.
    pub within: Option<String>,
    /// Zones as they were in force on this day; today where absent.
    pub on: Option<NaiveDate>,
    /// Whether keepers of shelters are told.
    pub with_keepers: bool,
}

/// A file.
#[derive(Debug, Clone)]
pub struct ExportedFile {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The zones in force today, or on the day that is asked for.
pub fn export_zones(app: &App, order: &ExportOrder) -> Result<ExportedFile, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let inside = |commune: &str| order.within.as_ref().is_none_or(|unit| picture.is_within(commune, unit));
    let of_the_day: Vec<Arc<Zone>> = match order.on {
        None => picture.zones.zones().to_vec(),
        Some(day) => app.store.read(|conn| zones_on(conn, day))?.1.into_iter().map(Arc::new).collect(),
    };
    let mut zones: Vec<_> = of_the_day
        .iter()
        .filter(|zone| order.hazard.is_none_or(|hazard| zone.hazard == hazard) && inside(&zone.commune_code))
        .collect();
    zones.sort_by(|a, b| a.code.cmp(&b.code));
    let features = zones.into_iter().map(|zone| zone_feature(zone, picture.unit_name(&zone.commune_code))).collect();
    written(order, "zones", features)
}

/// The shelters.
pub fn export_shelters(app: &App, order: &ExportOrder) -> Result<ExportedFile, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let inside = |commune: &str| order.within.as_ref().is_none_or(|unit| picture.is_within(commune, unit));
    let features = app
        .store
        .read(shelters::all)?
        .into_iter()
        .filter(|shelter| order.hazard.is_none_or(|hazard| shelter.suitable_for.contains(&hazard)))
        .filter(|shelter| inside(&shelter.commune_code))
        .map(|shelter| {
            let suitable: Vec<&str> = shelter.suitable_for.iter().map(|hazard| hazard.code()).collect();
            let mut properties = object(json!({
                "code": shelter.code,
                "name": shelter.name,
                "kind": shelter.kind,
                "commune_code": shelter.commune_code,
                "commune_name": picture.unit_name(&shelter.commune_code),
                "capacity": shelter.capacity,
                "suitable_for": suitable.join("; "),
                "village": shelter.facts.village,
                "capacity_day": shelter.facts.capacity_day,
                "storeys": shelter.facts.storeys,
                "structure": shelter.facts.structure,
                "floor_area_m2": shelter.facts.floor_area_m2,
                "water": shelter.facts.water,
                "toilets": shelter.facts.toilets,
                "backup_power": shelter.facts.backup_power,
                "kitchen": shelter.facts.kitchen,
                "access": shelter.facts.access,
                "crosses_spillway": shelter.facts.crosses_spillway,
                "remark": shelter.facts.remark,
            }));
            if order.with_keepers {
                properties.insert("keeper_name".into(), json!(shelter.keeper_name));
                properties.insert("keeper_phone".into(), json!(shelter.keeper_phone));
            }
            feature(&shelter.code, properties, Geometry::Point(geo::Point::new(shelter.lon, shelter.lat)))
        })
        .collect();
    written(order, "shelters", features)
}

/// The units of today: outlines where they are known, else centre points left out.
pub fn export_units(app: &App, order: &ExportOrder) -> Result<ExportedFile, ServiceError> {
    let today = day_of(app.now());
    let picture = app.live.current(&app.store, app.now())?;
    let units = app.store.read(|conn| admin_units::on(conn, today, None)).map_err(|error: StoreError| error)?;
    let inside = |unit: &AdminUnit| order.within.as_ref().is_none_or(|within| picture.is_within(&unit.code, within));
    let features = units
        .into_iter()
        .filter(inside)
        .filter_map(|unit| {
            let properties = object(json!({
                "code": unit.code,
                "name": unit.name,
                "kind": unit.kind,
                "parent_code": unit.parent_code,
                "former_district": unit.former_district,
                "valid_from": unit.valid_from,
                "boundary_kind": unit.boundary_kind,
                "lon": unit.lon,
                "lat": unit.lat,
                "source": unit.source,
            }));
            Some(feature(&unit.code, properties, Geometry::MultiPolygon(unit.boundary?)))
        })
        .collect();
    written(order, "admin-units", features)
}

fn zone_feature(zone: &Zone, commune_name: &str) -> FileFeature {
    let hazard_name = zone.hazard.name().vi;
    let in_charge = zone.in_charge.as_ref().map(|person| format!("{}: {}", person.role, person.name));
    let properties = object(json!({
        "code": zone.code,
        "name": zone.name,
        "hazard": zone.hazard.code(),
        "hazard_name": hazard_name,
        "commune_code": zone.commune_code,
        "commune_name": commune_name,
        "village": zone.village,
        "evacuate_from_level": zone.evacuate_from_level.digit(),
        "status": zone.status,
        "revision": zone.revision,
        "area_m2": zone.area_m2.round(),
        "destinations": zone.destinations.join("; "),
        "route": zone.route,
        "in_charge": in_charge,
    }));
    feature(&zone.code, properties, Geometry::MultiPolygon(zone.geometry.clone()))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn feature(code: &str, properties: Map<String, Value>, geometry: Geometry<f64>) -> FileFeature {
    let place = Localized::new(code, code);
    FileFeature { place, id: Some(code.to_owned()), properties, geometry: Some(geometry) }
}

/// The file, positions in the system that is wanted.
fn written(order: &ExportOrder, layer: &str, mut features: Vec<FileFeature>) -> Result<ExportedFile, ServiceError> {
    if order.crs != Crs::WGS84 {
        for feature in &mut features {
            let Some(geometry) = &feature.geometry else { continue };
            let moved = order.crs.geometry_from_wgs84(geometry).map_err(|_| outside(order.crs))?;
            feature.geometry = Some(moved);
        }
    }
    let bytes = formats::write(order.format, layer, &features, order.crs.epsg())
        .map_err(|fault| ServiceError::Invalid { pointer: "/format".into(), wording: fault.0 })?;
    let system = if order.crs == Crs::WGS84 { String::new() } else { format!("-{}", order.crs.epsg()) };
    Ok(ExportedFile {
        name: format!("{layer}{system}.{}", order.format.extension()),
        media_type: order.format.media_type(),
        bytes,
    })
}

fn outside(crs: Crs) -> ServiceError {
    ServiceError::Invalid {
        pointer: "/crs".into(),
        wording: Localized::new(
            format!("Có vị trí nằm ngoài phạm vi của {}. Chọn hệ tọa độ khác.", crs.code()),
            format!("A position lies outside {}. Choose another coordinate system.", crs.code()),
        ),
    }
}
