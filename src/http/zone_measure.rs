//! An outline measured while it is drawn, and what is wrong with outlines, in answers and in refusals.

use actix_web::{HttpResponse, post, web};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::import_views::{ImportFaultView, ImportRepairView};
use super::lookup::known_hazard;
use super::plan_versions::json_of;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::geometry::area::{self, AreaFault};
use crate::geometry::validity::{Fault, Repair};
use crate::kernel::Localized;
use crate::services::measure_zone::{MeasureOrder, Measured, measure_zone};
use crate::zones::Figures;

/// An outline to measure.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeasureZoneRequest {
    /// A GeoJSON Polygon or MultiPolygon as it is drawn, sound or not; WGS 84, longitude first.
    #[schema(value_type = Object)]
    geometry: Value,
    /// Overlaps are told with zones of this hazard.
    #[serde(default)]
    hazard: Option<String>,
    /// The commune it should lie in.
    #[serde(default)]
    commune_code: Option<String>,
    /// Codes of zones it may lie over.
    #[serde(default)]
    except: Vec<String>,
}

/// An outline, measured.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeasuredZoneView {
    /// Its area in m²; of an outline at fault, that of its repair.
    pub area_m2: f64,
    /// People and property inside by the positions of the register, the boundary included; null for callers who may
    /// not read the register, and where it cannot be told what is inside.
    pub figures: Option<FiguresView>,
    /// What is wrong with the outline: what refuses it, and warnings.
    pub faults: Vec<ImportFaultView>,
    /// How it could be put right.
    pub repair: Option<ImportRepairView>,
    /// Which share lies outside the commune, 0–1; null where no surveyed border of it is known.
    pub outside_commune_share: Option<f64>,
    /// Zones in force of the same hazard that it lies over.
    pub overlaps: Vec<ZoneOverlapView>,
}

/// People and property side by side.
#[derive(Debug, Serialize, ToSchema)]
pub struct FiguresView {
    /// Hộ.
    pub households: i64,
    /// Khẩu.
    pub people: i64,
    /// Of them, people who need help to move.
    pub vulnerable: i64,
    /// What they own.
    pub property: PropertyView,
}

/// What has to be moved beside the people.
#[derive(Debug, Serialize, ToSchema)]
pub struct PropertyView {
    /// Head of livestock.
    pub livestock: i64,
    /// Motorbikes.
    pub motorbikes: i64,
    /// Boats.
    pub boats: i64,
    /// Rice in tonnes.
    pub rice_tonnes: f64,
}

/// Another zone that lies over the one measured.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZoneOverlapView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The share of the smaller of the two that lies in the other, 0–1.
    pub share: f64,
}

impl From<Figures> for FiguresView {
    fn from(figures: Figures) -> Self {
        Self {
            households: figures.households,
            people: figures.people,
            vulnerable: figures.vulnerable,
            property: PropertyView {
                livestock: figures.property.livestock,
                motorbikes: figures.property.motorbikes,
                boats: figures.property.boats,
                rice_tonnes: figures.property.rice_kg as f64 / 1_000.0,
            },
        }
    }
}

impl From<&Fault> for ImportFaultView {
    fn from(fault: &Fault) -> Self {
        Self { code: fault.kind.code().to_owned(), at: fault.at.map(|at| [at.x, at.y]), text: fault.wording() }
    }
}

impl From<Repair> for ImportRepairView {
    fn from(repair: Repair) -> Self {
        Self {
            geometry: area::to_geojson(&repair.area),
            changes: repair.changes,
            area_before_m2: repair.area_before_m2.round(),
            area_after_m2: repair.area_after_m2.round(),
        }
    }
}

impl From<Measured> for MeasuredZoneView {
    fn from(measured: Measured) -> Self {
        Self {
            area_m2: measured.area_m2.round(),
            figures: measured.figures.map(FiguresView::from),
            faults: measured.faults.iter().map(ImportFaultView::from).collect(),
            repair: measured.repair.map(ImportRepairView::from),
            outside_commune_share: measured.outside_commune_share,
            overlaps: measured
                .overlaps
                .into_iter()
                .map(|overlap| ZoneOverlapView { code: overlap.code, name: overlap.name, share: overlap.share })
                .collect(),
        }
    }
}

/// An outline that cannot serve as an area, at `pointer`; each fault of it with its place in the member `faults`.
pub(super) fn outline_problem(pointer: &str, fault: &AreaFault) -> Problem {
    let faults: Vec<ImportFaultView> = fault.faults().iter().map(ImportFaultView::from).collect();
    let problem = Problem::invalid(pointer, fault.wording());
    if faults.is_empty() { problem } else { problem.with_member("faults", json!(faults)) }
}

/// Measures an outline while it is drawn. Nothing is kept.
#[utoipa::path(tag = "zones", request_body = MeasureZoneRequest, responses((status = 200, body = MeasuredZoneView)))]
#[post("/zones/measure")]
pub async fn measure_drawn_zone(
    site: web::Data<Site>,
    caller: Caller,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Problem> {
    caller.acting(Permission::Read)?;
    let count_households = caller.permissions().contains(&Permission::ReadHouseholds);
    let wanted: MeasureZoneRequest = serde_json::from_value(json_of(body)?).map_err(|error| {
        Problem::invalid(
            "",
            Localized::new(
                format!("Nội dung chưa đúng mẫu ({error})."),
                format!("It does not fit the form ({error})."),
            ),
        )
    })?;
    let order = MeasureOrder {
        outline: area::unchecked(&wanted.geometry).map_err(|fault| outline_problem("/geometry", &fault))?,
        hazard: wanted.hazard.as_deref().map(known_hazard).transpose()?,
        commune_code: wanted.commune_code,
        except: wanted.except,
        count_households,
    };
    let measured = off_thread(&site.app, move |app| measure_zone(app, &order)).await?;
    Ok(HttpResponse::Ok().json(MeasuredZoneView::from(measured)))
}
