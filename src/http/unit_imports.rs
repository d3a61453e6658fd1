//! Taking a list of administrative units in over HTTP.

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::import_views::given_crs;
use super::problem::Problem;
use super::upload::read_file;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::Localized;
use crate::places::REFORM;
use crate::services::ServiceError;
use crate::services::import_admin_units::{ImportReport, ListMeaning, import_admin_units, preview_import};
use crate::services::read_unit_lists::read_unit_file;
use crate::services::record::Actor;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ImportQuery {
    #[serde(default)]
    dry_run: bool,
    as_of: Option<NaiveDate>,
    #[serde(default)]
    whole_list: bool,
    name: Option<String>,
    crs: Option<String>,
}

/// A row that was refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedUnitRow {
    /// Where it stands in the file.
    pub place: String,
    /// Why, and what to do.
    pub reason: Localized,
}

/// What an import did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitImportView {
    /// Whether nothing was written because only a preview was asked for.
    pub dry_run: bool,
    /// Provinces of the list.
    pub provinces: usize,
    /// Districts of the list.
    pub districts: usize,
    /// Communes, wards, towns and special zones of the list.
    pub communes: usize,
    /// Units, or forms of them, that were not known.
    pub added: usize,
    /// Units with another name, kind or parent from the day on.
    pub changed: usize,
    /// Units of which better facts are known.
    pub updated: usize,
    /// Units that were known like that.
    pub unchanged: usize,
    /// Units that ended because the whole list leaves them out.
    pub closed: usize,
    /// Units of the same provinces that the list leaves out and that were let be.
    pub left_out: usize,
    /// Steps from old to new units that were not known.
    pub successions: usize,
    /// What changed or ended, a sentence each.
    pub changes: Vec<Localized>,
    /// Rows that were refused.
    pub refused: Vec<RefusedUnitRow>,
    /// The counts in a sentence.
    pub summary: Localized,
}

impl UnitImportView {
    fn of(report: ImportReport, dry_run: bool) -> Self {
        let summary = report.summary();
        Self {
            dry_run,
            provinces: report.provinces,
            districts: report.districts,
            communes: report.communes,
            added: report.added,
            changed: report.changed,
            updated: report.updated,
            unchanged: report.unchanged,
            closed: report.closed,
            left_out: report.left_out,
            successions: report.successions,
            changes: report.changes,
            refused: report.refused.into_iter().map(|(place, reason)| RefusedUnitRow { place, reason }).collect(),
            summary,
        }
    }
}

/// Takes a list in (CSV, or any format of maps, as the body; `crs` where the file does not state it); with `dry_run` only says what would happen. The register is
/// everybody's, so an account that is limited to a unit may not.
#[utoipa::path(tag = "reference", request_body(content = String, content_type = "text/csv"), params(ImportQuery), responses((status = 200, body = UnitImportView)))]
#[post("/admin-units/import")]
pub async fn import_admin_unit_list(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<ImportQuery>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageUnits)?;
    if by.account.unit_code.is_some() {
        return Err(ServiceError::NotPermitted(Permission::ManageUnits).into());
    }
    let body = read_file(&request, payload).await?;
    let ImportQuery { dry_run, as_of, whole_list, name, crs } = query.into_inner();
    let crs = given_crs(crs.as_deref())?;
    if whole_list && as_of.is_none() {
        return Err(Problem::invalid(
            "/as_of",
            Localized::new(
                "Danh sách đầy đủ cần as_of: ngày danh sách có hiệu lực.",
                "A whole list needs as_of: the day from which it holds.",
            ),
        ));
    }
    let meaning = ListMeaning { day: as_of.unwrap_or(REFORM), whole: whole_list };
    let name = name.unwrap_or_else(|| "admin-units".into()).chars().take(200).collect::<String>();
    let report = off_thread(&site.app, move |app| {
        let read = read_unit_file(&body, &name, meaning.day, crs)
            .map_err(|error| ServiceError::Invalid { pointer: String::new(), wording: error.0 })?;
        if dry_run {
            preview_import(app, &read, meaning)
        } else {
            import_admin_units(app, &Actor::person(&by), &read, meaning)
        }
    })
    .await?;
    Ok(HttpResponse::Ok().json(UnitImportView::of(report, dry_run)))
}
