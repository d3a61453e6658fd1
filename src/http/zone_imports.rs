//! Taking files of zones and of shelters in over HTTP.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::Deserialize;

use super::Site;
use super::caller::Caller;
use super::import_views::{ImportFileQuery, PlaceImportView};
use super::lookup::known_hazard;
use super::problem::Problem;
use super::upload::read_file;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::RiskLevel;
use crate::kernel::Localized;
use crate::services::import_shelters::{import_shelters, preview_shelters};
use crate::services::import_zones::{Importer, RepairChoice, ZoneOrder, import_zones, preview_zones};
use crate::services::place_file::{ImportDraft, read_places};

/// What is to be done with the zones of a file.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ZoneImportQuery {
    /// The hazard of zones that name none.
    hazard: Option<String>,
    /// The risk level, 1 to 5, of zones that name none.
    level: Option<u8>,
    /// The code of the plan into whose draft the zones go.
    plan: Option<String>,
    /// Whether alerts meet the zones from now on, without a plan.
    #[serde(default)]
    in_force: bool,
    /// `none`, `offered` or `all`: what is done about outlines that are not sound.
    repair: Option<String>,
}

impl ZoneImportQuery {
    fn order(&self, file: &ImportFileQuery) -> Result<ZoneOrder, Problem> {
        let repair = match self.repair.as_deref() {
            None | Some("" | "offered") => RepairChoice::Offered,
            Some("none") => RepairChoice::None,
            Some("all") => RepairChoice::All,
            Some(_) => {
                let wording = Localized::new("repair là none, offered hoặc all.", "repair is none, offered or all.");
                return Err(Problem::invalid("/repair", wording));
            }
        };
        let level = match self.level {
            None => None,
            Some(digit @ 1..=5) => RiskLevel::new(digit).ok(),
            Some(_) => {
                let wording = Localized::new("level là cấp độ rủi ro 1–5.", "level is a risk level from 1 to 5.");
                return Err(Problem::invalid("/level", wording));
            }
        };
        Ok(ZoneOrder {
            file: file.order()?,
            hazard: self.hazard.as_deref().filter(|hazard| !hazard.is_empty()).map(known_hazard).transpose()?,
            level,
            plan: self.plan.clone().filter(|plan| !plan.is_empty()),
            in_force: self.in_force,
            repair,
        })
    }
}

/// The answer: the draft, or a problem with it where something has to be answered first.
fn answer(draft: ImportDraft, dry_run: bool) -> Result<HttpResponse, Problem> {
    let asked = draft.questions.first().map(|question| question.text.clone());
    let view = PlaceImportView::of(draft, dry_run);
    let Some(asked) = asked.filter(|_| !dry_run) else { return Ok(HttpResponse::Ok().json(view)) };
    let problem = Problem::new(
        "import-questions",
        StatusCode::CONFLICT,
        Localized::new("Cần trả lời trước khi nhập", "Questions come first"),
        Localized::new(
            format!("Chưa ghi gì. {} Gửi lại kèm câu trả lời.", asked.vi),
            format!("Nothing was written. {} Send it again with the answer.", asked.en),
        ),
    );
    Err(problem.with_member("draft", serde_json::to_value(view).unwrap_or_default()))
}

/// Takes zones in: GeoJSON, NDJSON, KML, KMZ, shapefile (zip), GeoPackage, FlatGeobuf or CSV as the body. With
/// `dry_run` only says what would happen, feature by feature. While a question is open nothing is written.
#[utoipa::path(
    tag = "zones",
    request_body(content = String, content_type = "application/octet-stream"),
    params(ImportFileQuery, ZoneImportQuery),
    responses((status = 200, body = PlaceImportView))
)]
#[post("/zones/import")]
pub async fn import_zone_file(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    file: web::Query<ImportFileQuery>,
    query: web::Query<ZoneImportQuery>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::EditPlan, Permission::ApprovePlan, Permission::ManageUnits])?;
    let order = query.order(&file)?;
    let dry_run = file.dry_run;
    let bytes = read_file(&request, payload).await?;
    let draft = off_thread(&site.app, move |app| {
        let features = read_places(&order.file.name, &bytes)?;
        drop(bytes);
        let by = Importer::Person(&by);
        if dry_run { preview_zones(app, by, &features, &order) } else { import_zones(app, by, &features, &order) }
    })
    .await?;
    answer(draft, dry_run)
}

/// Takes shelters in, as points: the same formats, questions and answer as zones.
#[utoipa::path(
    tag = "zones",
    request_body(content = String, content_type = "application/octet-stream"),
    params(ImportFileQuery),
    responses((status = 200, body = PlaceImportView))
)]
#[post("/shelters/import")]
pub async fn import_shelter_file(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    file: web::Query<ImportFileQuery>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::EditPlan, Permission::ManageUnits])?;
    let order = file.order()?;
    let dry_run = file.dry_run;
    let bytes = read_file(&request, payload).await?;
    let draft = off_thread(&site.app, move |app| {
        let features = read_places(&order.name, &bytes)?;
        drop(bytes);
        let by = Importer::Person(&by);
        if dry_run { preview_shelters(app, by, &features, &order) } else { import_shelters(app, by, &features, &order) }
    })
    .await?;
    answer(draft, dry_run)
}
