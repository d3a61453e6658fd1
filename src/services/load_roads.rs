//! Loading roads: lines of a GeoJSON file in place of those of a unit, or of all.
//!
//! Of a line its `name` is taken, and what closes it: `closes_at` (or `dong_tu_cap`), the digit of the risk level from
//! which it cannot be passed, or `ford` (or `ngam_tran`) where only that it is a crossing is known.

use geojson::{Feature, GeometryValue, Position};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::import_zones::Importer;
use super::live_data::day_of;
use super::record::{Deed, record};
use super::road_net::line_of;
use super::{App, ServiceError, permit};
use crate::accounts::Permission;
use crate::allocation::roads::{MOST_POINTS, RoadNet};
use crate::hazards::RiskLevel;
use crate::kernel::folding::nfc;
use crate::kernel::wording::{number_en, number_vi};
use crate::kernel::{Localized, Timestamp};
use crate::store::roads::{self, Road, RoadSet};
use crate::store::{StoreConnection, admin_units, markers};

/// What is to be loaded.
#[derive(Debug, Clone)]
pub struct RoadOrder {
    /// The name of the file.
    pub name: String,
    /// The unit whose roads these are; all of them where absent.
    pub unit: Option<String>,
}

/// What was loaded, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoadImport {
    /// The set as it is kept.
    pub set: RoadSet,
    /// How many lines it replaces.
    pub replaced: i64,
    /// Features that were not taken, each with its place and the reason.
    pub refused: Vec<(Localized, Localized)>,
}

impl RoadImport {
    /// The counts in a sentence.
    pub fn summary(&self) -> Localized {
        let RoadSet { lines, crossings, length_m, .. } = self.set;
        let (km, refused) = (length_m / 1_000, self.refused.len());
        Localized::new(
            format!(
                "{} đoạn đường, {} km, trong đó {} ngầm tràn; thay {} đoạn cũ; {refused} đối tượng không nhận.",
                number_vi(lines),
                number_vi(km),
                number_vi(crossings),
                number_vi(self.replaced)
            ),
            format!(
                "{} lines, {} km, {} of them crossings; {} earlier lines replaced; {refused} features refused.",
                number_en(lines),
                number_en(km),
                number_en(crossings),
                number_en(self.replaced)
            ),
        )
    }
}

/// The longest name of a road, in characters.
const MAX_NAME: usize = 200;

/// Says what loading the file would do.
pub fn preview_roads(app: &App, by: Importer<'_>, bytes: &[u8], order: &RoadOrder) -> Result<RoadImport, ServiceError> {
    let now = app.now();
    let (found, refused) = lines_of(bytes)?;
    app.store.read(|conn| prepared(conn, by, order, &found, refused.clone(), now))
}

/// Loads the file, in one transaction.
pub fn load_roads(app: &App, by: Importer<'_>, bytes: &[u8], order: &RoadOrder) -> Result<RoadImport, ServiceError> {
    let now = app.now();
    let (found, refused) = lines_of(bytes)?;
    app.store.write(|conn| {
        let import = prepared(conn, by, order, &found, refused.clone(), now)?;
        roads::replace(conn, &import.set, &found)?;
        markers::advance(conn, markers::ROADS)?;
        let summary = import.summary();
        let deed = Deed {
            actor: &by.actor(),
            action: "roads_loaded",
            kind: "roads",
            id: import.set.unit_code.clone(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("{}: {}", order.name, summary.vi),
                format!("{}: {}", order.name, summary.en),
            ),
            also: json!({}),
        };
        record(conn, now, deed)?;
        Ok(import)
    })
}

fn prepared(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    order: &RoadOrder,
    found: &[Road],
    refused: Vec<(Localized, Localized)>,
    now: Timestamp,
) -> Result<RoadImport, ServiceError> {
    may(conn, by, order, now)?;
    let of_unit = |set: &&RoadSet| order.unit.is_none() || order.unit.as_deref() == Some(&set.unit_code);
    let replaced = roads::sets(conn)?.iter().filter(of_unit).map(|set| set.lines).sum();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let net = RoadNet::of(&found.iter().map(line_of).collect::<Vec<_>>())
        .map_err(|fault| ServiceError::Internal(format!("roads: {fault}")))?;
    let set = RoadSet {
        unit_code: order.unit.clone().unwrap_or_default(),
        file_name: order.name.clone(),
        lines: count(found.len()),
        crossings: count(found.iter().filter(|road| road.ford || road.closes_at.is_some()).count()),
        length_m: net.length_m(),
        loaded_at: now,
        loaded_by: by.actor().name().to_owned(),
    };
    Ok(RoadImport { set, replaced, refused })
}

/// Roads are changed by who keeps the units; all of them only by who is limited to none.
fn may(conn: &mut StoreConnection, by: Importer<'_>, order: &RoadOrder, now: Timestamp) -> Result<(), ServiceError> {
    if let Some(unit) = order.unit.as_deref()
        && !admin_units::names(conn, day_of(now))?.contains_key(unit)
    {
        return Err(invalid(
            "/unit",
            format!("Không có đơn vị hành chính mã “{unit}”. Chọn đơn vị trong danh mục."),
            format!("There is no administrative unit “{unit}”. Choose one of the list."),
        ));
    }
    let Importer::Person(acting) = by else { return Ok(()) };
    match order.unit.as_deref() {
        Some(unit) => permit(conn, acting, Permission::ManageUnits, unit, now),
        None if acting.account.unit_code.is_none() && acting.account.role.may(Permission::ManageUnits) => Ok(()),
        None => Err(ServiceError::NotPermitted(Permission::ManageUnits)),
    }
}

fn invalid(pointer: &str, vi: impl Into<String>, en: impl Into<String>) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.to_owned(), wording: Localized::new(vi, en) }
}

type Refused = Vec<(Localized, Localized)>;

/// The largest file, in bytes.
const MOST_BYTES: usize = 200_000_000;

/// A GeoJSON file whose features are still to be read: one that cannot be is refused by itself, and not the file with it.
#[derive(Deserialize)]
struct Collection {
    #[serde(default)]
    crs: Value,
    features: Vec<Value>,
}

/// The lines of a file, and what was refused of it.
fn lines_of(bytes: &[u8]) -> Result<(Vec<Road>, Refused), ServiceError> {
    let only_geojson = |error: String| {
        invalid(
            "",
            format!("Mạng đường nhận tệp GeoJSON (FeatureCollection), kinh độ, vĩ độ WGS 84. {error}"),
            format!("Roads are taken as GeoJSON (FeatureCollection) in longitude and latitude, WGS 84. {error}"),
        )
    };
    if bytes.len() > MOST_BYTES {
        return Err(invalid("", "Tệp lớn hơn 200 MB. Tải theo từng xã.", "More than 200 MB. Load them unit by unit."));
    }
    let file: Collection = serde_json::from_slice(bytes).map_err(|error| only_geojson(format!("({error})")))?;
    let crs = file.crs.to_string();
    if !file.crs.is_null() && !crs.contains("CRS84") && !crs.contains("4326") {
        return Err(only_geojson(String::new()));
    }
    let (mut found, mut refused, mut points) = (Vec::new(), Vec::new(), 0);
    for (feature, n) in file.features.into_iter().zip(1..) {
        match roads_of(feature) {
            Ok(lines) => {
                points += lines.iter().map(|road| road.line.len()).sum::<usize>();
                found.extend(lines);
            }
            Err(reason) => {
                let place: i64 = n;
                refused.push((Localized::new(format!("đối tượng {place}"), format!("feature {place}")), reason));
            }
        }
    }
    if points > MOST_POINTS {
        return Err(invalid(
            "",
            format!("Tệp có {points} điểm, nhiều hơn mức {MOST_POINTS}. Bỏ bớt đường mòn nhỏ, hoặc tải theo từng xã."),
            format!("The file has {points} points, more than {MOST_POINTS}. Leave small paths out."),
        ));
    }
    if found.is_empty() {
        return Err(invalid(
            "",
            "Tệp không có đường nào (LineString). Kiểm tra lại tệp.",
            "The file has no line (LineString). Check the file.",
        ));
    }
    Ok((found, refused))
}

fn roads_of(feature: Value) -> Result<Vec<Road>, Localized> {
    let feature: Feature = serde_json::from_value(feature).map_err(|_| no_line())?;
    let properties = feature.properties.unwrap_or_default();
    let lines = match feature.geometry.ok_or_else(no_line)?.value {
        GeometryValue::LineString { coordinates } => vec![coordinates],
        GeometryValue::MultiLineString { coordinates } => coordinates,
        _ => return Err(no_line()),
    };
    let name = text_of(&properties, &["name", "ten"]);
    let closes_at = match first(&properties, &["closes_at", "dong_tu_cap"]) {
        None => None,
        Some(value) => Some(level_of(value).ok_or_else(|| {
            Localized::new(
                format!("{value} không phải cấp độ rủi ro 1–5 mà từ đó đường bị đóng."),
                format!("{value} is no risk level from 1 to 5 from which the road is closed."),
            )
        })?),
    };
    let ford = first(&properties, &["ford", "ngam_tran"]).is_some_and(says_yes);
    let name: String = nfc(name.trim()).chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let road = |points: &Vec<Position>| {
        let line = points.iter().map(|point| match point.as_slice() {
            [lon, lat, ..] if lon.abs() <= 180.0 && lat.abs() <= 90.0 => Ok([*lon, *lat]),
            _ => Err(no_line()),
        });
        let line = line.collect::<Result<Vec<_>, _>>()?;
        if line.len() < 2 { Err(no_line()) } else { Ok(Road { name: name.clone(), closes_at, ford, line }) }
    };
    lines.iter().map(road).collect()
}

fn no_line() -> Localized {
    Localized::new(
        "Không phải đường (LineString) có ít nhất hai điểm, mỗi điểm là kinh độ, vĩ độ.",
        "It is no line (LineString) of two points or more, each longitude and latitude.",
    )
}

fn first<'v>(properties: &'v Map<String, Value>, names: &[&str]) -> Option<&'v Value> {
    names.iter().filter_map(|name| properties.get(*name)).find(|value| !value.is_null() && *value != "")
}

fn text_of(properties: &Map<String, Value>, names: &[&str]) -> String {
    first(properties, names).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// `2`, `"2"`, or a level of the scale of disaster risk.
fn level_of(value: &Value) -> Option<RiskLevel> {
    let digit = match value {
        Value::Number(number) => number.as_u64().and_then(|number| u8::try_from(number).ok()),
        Value::String(text) => text.trim().parse().ok(),
        other => return serde_json::from_value(other.clone()).ok(),
    };
    digit.filter(|digit| *digit > 0).and_then(|digit| RiskLevel::new(digit).ok())
}

fn says_yes(value: &Value) -> bool {
    match value {
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64().is_some_and(|number| number > 0.0),
        Value::String(text) => {
            let word = crate::kernel::folding::search_key(text.trim());
            !["no", "khong", "false", "0"].contains(&word.as_str())
        }
        _ => false,
    }
}
