//! Taking a list of administrative units in over HTTP.

use actix_web::error::PayloadError;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::alerts::MAX_PUSHED;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::Localized;
use crate::places::REFORM;
use crate::services::ServiceError;
use crate::services::import_admin_units::{ImportReport, ListMeaning, import_admin_units, preview_import};
use crate::services::read_unit_lists::read_units;
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

/// Takes a list in (CSV or GeoJSON as the body); with `dry_run` only says what would happen. The register is
/// everybody's, so an account that is limited to a unit may not.
#[utoipa::path(tag = "reference", request_body(content = String, content_type = "text/csv"), params(ImportQuery), responses((status = 200, body = UnitImportView)))]
#[post("/admin-units/import")]
pub async fn import_admin_unit_list(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<ImportQuery>,
    body: Result<web::Bytes, actix_web::Error>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageUnits)?;
    if by.account.unit_code.is_some() {
        return Err(ServiceError::NotPermitted(Permission::ManageUnits).into());
    }
    let body = body.map_err(|error| unread(&error))?;
    let ImportQuery { dry_run, as_of, whole_list, name } = query.into_inner();
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
        let read = read_units(&body, &name, meaning.day)
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

/// A body that is too large, or that broke off.
fn unread(error: &actix_web::Error) -> Problem {
    if !matches!(error.as_error::<PayloadError>(), Some(PayloadError::Overflow)) {
        return Problem::invalid(
            "",
            Localized::new("Nội dung gửi lên bị đứt giữa chừng. Gửi lại.", "The body broke off. Send it again."),
        );
    }
    let megabytes = MAX_PUSHED / 1_048_576;
    Problem::new(
        "too-large",
        StatusCode::PAYLOAD_TOO_LARGE,
        Localized::new("Nội dung quá lớn", "Too large"),
        Localized::new(
            format!("Tệp lớn hơn {megabytes} MB nên không nhận. Chia theo tỉnh, hoặc dùng ungpho import."),
            format!("A file of more than {megabytes} MB is not taken. Part it by province, or use ungpho import."),
        ),
    )
}
