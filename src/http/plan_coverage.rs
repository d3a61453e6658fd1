//! Which unit has a plan against which hazard.

use actix_web::{HttpResponse, get, put, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Site;
use super::caller::Caller;
use super::lookup::known_hazard;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::plans::coverage::{CellState, Coverage, Duty};
use crate::services::cover_units::{CoverageFilter, cover_units, say_whether_it_concerns};

/// Which part of the table is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CoverageQuery {
    /// Only this unit and those below it.
    unit: Option<String>,
    /// The same for a province.
    province: Option<String>,
    /// Only this hazard.
    hazard: Option<String>,
    /// Only cells in this state; the totals still count all.
    state: Option<CellState>,
}

/// Whether a hazard concerns a unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyForm {
    /// Whether the unit must have a plan against it.
    applicable: bool,
    /// Why; needed where it does not.
    #[serde(default)]
    reason: String,
}

/// What was said about a hazard and a unit.
#[derive(Serialize, ToSchema)]
pub struct DutyView {
    unit_code: String,
    hazard: Hazard,
    applicable: bool,
    reason: String,
    decided_by: String,
    on: chrono::NaiveDate,
}

impl From<Duty> for DutyView {
    fn from(duty: Duty) -> Self {
        let Duty { unit_code, hazard, applicable, reason, decided_by, on } = duty;
        Self { unit_code, hazard, applicable, reason, decided_by, on }
    }
}

fn covered_hazard(code: &str) -> Result<Hazard, Problem> {
    match known_hazard(code)? {
        Hazard::Other => Err(Problem::invalid(
            "/hazard",
            Localized::new(
                "Độ bao phủ không tính loại thiên tai khác. Chọn một loại có tên.",
                "Coverage does not count other hazards. Choose a named one.",
            ),
        )),
        hazard => Ok(hazard),
    }
}

/// Unit by hazard: in force, stale, draft, missing, of no concern; and who owes the next step.
#[utoipa::path(
    tag = "plans", params(CoverageQuery),
    responses((status = 200, body = Coverage), (status = 404, description = "no such unit"))
)]
#[get("/plans/coverage")]
pub async fn read_plan_coverage(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<CoverageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let CoverageQuery { unit, province, hazard, state } = query.into_inner();
    let hazard = hazard.as_deref().map(covered_hazard).transpose()?;
    let filter = CoverageFilter { within: unit.or(province), hazard, state };
    let table = off_thread(&site.app, move |app| cover_units(app, &filter)).await?;
    Ok(HttpResponse::Ok().json(table))
}

/// Says that a hazard does not concern a unit, with the reason; or that it does after all.
#[utoipa::path(
    tag = "plans", params(("unit" = String, Path), ("hazard" = String, Path)), request_body = DutyForm,
    responses((status = 200, body = DutyView), (status = 404, description = "no such unit"))
)]
#[put("/plans/coverage/{unit}/{hazard}")]
pub async fn put_plan_duty(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(String, String)>,
    form: web::Json<DutyForm>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let (unit, hazard) = path.into_inner();
    let hazard = covered_hazard(&hazard)?;
    let DutyForm { applicable, reason } = form.into_inner();
    let duty =
        off_thread(&site.app, move |app| say_whether_it_concerns(app, &by, &unit, hazard, applicable, &reason)).await?;
    Ok(HttpResponse::Ok().json(DutyView::from(duty)))
}
