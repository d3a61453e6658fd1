//! What an import did or would do, as answers show it, and how it is asked for; the same for zones and shelters.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::problem::Problem;
use crate::formats::StatedCrs;
use crate::geometry::area;
use crate::geometry::axes::Axes;
use crate::kernel::Localized;
use crate::services::place_file::{Choice, DraftItem, Fate, FileOrder, GivenCrs, ImportDraft, OfferedRepair};

/// How a file of places is to be read.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportFileQuery {
    /// The name of the file; its ending helps to tell the format.
    pub name: Option<String>,
    /// Only says what would happen.
    #[serde(default)]
    pub dry_run: bool,
    /// The coordinate system: `EPSG:9216`, or `auto` for what the file states. With `;internal` the numbers came to
    /// be without the seven parameters; with `;sure` another system that fits better is not asked about.
    pub crs: Option<String>,
    /// The order of the two numbers: `xy` easting first, `yx` northing first; found out where absent.
    pub axis: Option<String>,
    /// The numbers came to be without the seven parameters ("VN-2000 nội bộ").
    #[serde(default)]
    pub vn2000_internal: bool,
    /// The commune of features that name none and lie in none.
    pub commune: Option<String>,
    /// Columns of the file by our fields: `code:MA_VUNG,name:TEN`.
    pub map: Option<String>,
}

impl ImportFileQuery {
    /// What the use case is told.
    pub fn order(&self) -> Result<FileOrder, Problem> {
        let crs = given_crs(self.crs.as_deref())?;
        let axes = match self.axis.as_deref().filter(|axis| !axis.is_empty()) {
            None => None,
            Some(code) => Some(Axes::from_code(code).ok_or_else(unknown_axis)?),
        };
        Ok(FileOrder {
            name: self.name.as_deref().unwrap_or("file").chars().take(200).collect(),
            crs,
            axes,
            internal: self.vn2000_internal,
            columns: columns(self.map.as_deref().unwrap_or_default())?,
            commune: self.commune.clone().filter(|code| !code.is_empty()),
        })
    }
}

/// The coordinate system somebody gives; nothing for `auto`.
pub fn given_crs(text: Option<&str>) -> Result<Option<GivenCrs>, Problem> {
    match text.map(str::trim) {
        None | Some("" | "auto") => Ok(None),
        Some(text) => GivenCrs::parse(text).map(Some).ok_or_else(|| unknown_crs(text)),
    }
}

/// `code:MA_VUNG,name:TEN`.
pub fn columns(text: &str) -> Result<BTreeMap<String, String>, Problem> {
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (field, column) = pair.split_once(':').ok_or_else(|| bad_map(pair))?;
            Ok((field.trim().to_owned(), column.trim().to_owned()))
        })
        .collect()
}

fn unknown_crs(text: &str) -> Problem {
    let text: String = text.chars().take(60).collect();
    Problem::invalid(
        "/crs",
        Localized::new(
            format!(
                "Chưa hỗ trợ hệ tọa độ “{text}”. Dùng EPSG:4326, hoặc VN-2000: 4756, 3405, 3406, 5896–5899, 9205–9218."
            ),
            format!(
                "The coordinate system “{text}” is not known. Use EPSG:4326, or VN-2000: 4756, 3405, 3406, 5896–5899, 9205–9218."
            ),
        ),
    )
}

fn unknown_axis() -> Problem {
    Problem::invalid(
        "/axis",
        Localized::new(
            "axis là xy (đông trước) hoặc yx (bắc trước).",
            "axis is xy (easting first) or yx (northing first).",
        ),
    )
}

fn bad_map(pair: &str) -> Problem {
    let pair: String = pair.chars().take(60).collect();
    Problem::invalid(
        "/map",
        Localized::new(
            format!("map gồm các cặp trường:cột, như code:MA_VUNG; “{pair}” không đúng dạng."),
            format!("map is pairs of field:column, like code:MA_VUNG; “{pair}” is none."),
        ),
    )
}

/// The file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedFileView {
    /// Its format.
    pub format: String,
    /// `EPSG:9216`, `wgs84`, `missing` or `other`.
    pub crs_stated: String,
    /// The words of the file where they name nothing known.
    pub crs_words: Option<String>,
    /// How many features it has.
    pub features: usize,
}

/// How the numbers were read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportCrsView {
    /// The EPSG code.
    pub epsg: u16,
    /// In words.
    pub name: Localized,
    /// `xy` or `yx`.
    pub axis: String,
}

/// A question that must be answered first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportQuestionView {
    /// `crs_missing`, `meridian`, `axis`, `vn2000_internal`, `mapping` or `no_commune`.
    pub code: String,
    /// In words.
    pub text: Localized,
    /// The possible answers, the likeliest first.
    pub options: Vec<ImportOptionView>,
}

/// A possible answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportOptionView {
    /// What to send.
    pub value: String,
    /// In words.
    pub label: Localized,
    /// How many features would land in their commune.
    pub inside_commune: usize,
    /// Of how many that could be looked at.
    pub of: usize,
    /// West, south, east, north.
    pub bounds: Option<[f64; 4]>,
}

impl From<Choice> for ImportOptionView {
    fn from(choice: Choice) -> Self {
        let Choice { value, label, inside, of, bounds } = choice;
        Self { value, label, inside_commune: inside, of, bounds }
    }
}

/// Which column of the file holds one of our fields.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportMappingView {
    /// Our field.
    pub field: String,
    /// The column.
    pub property: Option<String>,
    /// The columns that could be meant.
    pub candidates: Vec<String>,
}

/// Something wrong with an outline.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportFaultView {
    /// As a code.
    pub code: String,
    /// Longitude, latitude.
    pub at: Option<[f64; 2]>,
    /// In words.
    pub text: Localized,
}

/// How an outline is, or could be, mended.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportRepairView {
    /// The mended outline, GeoJSON.
    #[schema(value_type = Object)]
    pub geometry: Value,
    /// What is done to it.
    pub changes: Vec<Localized>,
    /// The area before.
    pub area_before_m2: f64,
    /// The area after.
    pub area_after_m2: f64,
}

impl From<&OfferedRepair> for ImportRepairView {
    fn from(repair: &OfferedRepair) -> Self {
        Self {
            geometry: area::to_geojson(&repair.area),
            changes: repair.changes.clone(),
            area_before_m2: repair.area_before_m2.round(),
            area_after_m2: repair.area_after_m2.round(),
        }
    }
}

/// A feature and its fate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportItemView {
    /// Where it stands in the file.
    pub place: Localized,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The code of the hazard of a zone.
    pub hazard: Option<String>,
    /// Its commune.
    pub commune_code: Option<String>,
    /// The name of that.
    pub commune_name: Option<String>,
    /// The risk level from which the people of a zone must move, 1 to 5.
    pub level: Option<u8>,
    /// What happens to it.
    pub fate: Fate,
    /// Why, and what should be known.
    pub reasons: Vec<Localized>,
    /// What is wrong with its outline.
    pub faults: Vec<ImportFaultView>,
    /// How that is, or could be, mended.
    pub repair: Option<ImportRepairView>,
    /// GeoJSON in WGS 84.
    #[schema(value_type = Option<Object>)]
    pub geometry: Option<Value>,
    /// The area of a zone.
    pub area_m2: Option<f64>,
}

impl From<DraftItem> for ImportItemView {
    fn from(item: DraftItem) -> Self {
        let geometry = item.geometry.as_ref().map(|geometry| match geometry {
            geo::Geometry::MultiPolygon(area) => area::to_geojson(area),
            other => serde_json::to_value(geojson::Geometry::from(other)).unwrap_or(Value::Null),
        });
        Self {
            place: item.place,
            code: item.code,
            name: item.name,
            hazard: item.hazard.map(|hazard| hazard.code().to_owned()),
            commune_code: item.commune_code,
            commune_name: item.commune_name,
            level: item.level.map(crate::hazards::RiskLevel::digit),
            fate: item.fate,
            reasons: item.reasons,
            faults: item
                .faults
                .into_iter()
                .map(|fault| ImportFaultView {
                    code: fault.code.to_owned(),
                    at: fault.at.map(|(lon, lat)| [lon, lat]),
                    text: fault.text,
                })
                .collect(),
            repair: item.repair.as_deref().map(ImportRepairView::from),
            geometry,
            area_m2: item.area_m2.map(f64::round),
        }
    }
}

/// How many features have which fate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportCountsView {
    /// New.
    pub added: usize,
    /// Known, with a new form.
    pub changed: usize,
    /// Known like that.
    pub unchanged: usize,
    /// Taken in with a mended outline.
    pub repaired: usize,
    /// Not taken in.
    pub refused: usize,
    /// Waiting for an answer.
    pub held: usize,
}

/// What an import did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceImportView {
    /// Whether nothing was written because only a preview was asked for.
    pub dry_run: bool,
    /// The file.
    pub file: ImportedFileView,
    /// How its numbers were read; nothing where that has to be asked.
    pub crs: Option<ImportCrsView>,
    /// What must be answered first; while there is one, nothing is written.
    pub questions: Vec<ImportQuestionView>,
    /// Which column means what.
    pub mapping: Vec<ImportMappingView>,
    /// The features in order.
    pub items: Vec<ImportItemView>,
    /// What was noticed of the whole file.
    pub remarks: Vec<Localized>,
    /// The counts.
    pub counts: ImportCountsView,
    /// The counts in a sentence.
    pub summary: Localized,
}

impl PlaceImportView {
    /// The view of `draft`.
    pub fn of(draft: ImportDraft, dry_run: bool) -> Self {
        let (crs_stated, crs_words) = match &draft.file.stated {
            StatedCrs::Wgs84 => ("wgs84".to_owned(), None),
            StatedCrs::Epsg(code) => (format!("EPSG:{code}"), None),
            StatedCrs::Other(words) => ("other".to_owned(), Some(words.clone())),
            StatedCrs::Missing => ("missing".to_owned(), None),
        };
        Self {
            dry_run,
            file: ImportedFileView {
                format: draft.file.format.code().to_owned(),
                crs_stated,
                crs_words,
                features: draft.file.features,
            },
            crs: draft.reading.map(|reading| ImportCrsView {
                epsg: reading.crs.epsg(),
                name: reading.crs.name(),
                axis: reading.axes.code().to_owned(),
            }),
            counts: ImportCountsView {
                added: draft.count(Fate::Added),
                changed: draft.count(Fate::Changed),
                unchanged: draft.count(Fate::Unchanged),
                repaired: draft.count(Fate::Repaired),
                refused: draft.count(Fate::Refused),
                held: draft.count(Fate::Held),
            },
            summary: draft.summary(),
            questions: draft
                .questions
                .into_iter()
                .map(|question| ImportQuestionView {
                    code: question.code.to_owned(),
                    text: question.text,
                    options: question.options.into_iter().map(ImportOptionView::from).collect(),
                })
                .collect(),
            mapping: draft
                .columns
                .mapped
                .into_iter()
                .map(|mapped| ImportMappingView {
                    field: mapped.field,
                    property: mapped.property,
                    candidates: mapped.candidates,
                })
                .collect(),
            items: draft.items.into_iter().map(ImportItemView::from).collect(),
            remarks: draft.remarks,
        }
    }
}
