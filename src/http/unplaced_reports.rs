//! Reports from the field for which nothing was found, until a person places them or sets them aside.

use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::json::with;
use super::problem::Problem;
use super::relocations::unnamed;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::Localized;
use crate::kernel::ids::{RelocationId, ReportId};
use crate::services::settle_unplaced::{Settling, settle_unplaced, settled_for, unplaced_for};
use crate::store::field_reports::{KeptReport, Settled};

fn report_view(report: &KeptReport) -> Value {
    json!({
        "id": report.id,
        "received_at": report.received_at,
        "happened_at": report.happened_at,
        "by": report.by,
        "device": report.device,
        "reason": report.reason,
        "sent": report.content,
    })
}

/// Which reports are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnplacedQuery {
    /// `true`: those with which something was done, each with what, by whom and when, the latest first; else those that
    /// wait.
    #[serde(default)]
    settled: bool,
}

fn settled_view((report, settled): &(KeptReport, Settled)) -> Value {
    let how = match (settled.placed_as, settled.taken_back_by, &settled.remark) {
        (Some(_), _, _) => "placed",
        (_, Some(_), _) => "taken_back",
        (_, _, Some(_)) => "set_aside",
        // It took back another, and nothing is left to do.
        (None, None, None) => "done",
    };
    let settled = json!({
        "how": how,
        "by": settled.by,
        "at": settled.at,
        "remark": settled.remark,
        "placed_as": settled.placed_as,
        "taken_back_by": settled.taken_back_by,
    });
    with(report_view(report), "settled", settled)
}

/// Reports that nothing was found for and that nobody has settled, the newest first, of people who work where the caller
/// may report.
#[utoipa::path(tag = "relocation", params(UnplacedQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/unplaced-reports")]
pub async fn list_unplaced_reports(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<UnplacedQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let items: Vec<Value> = if query.settled {
        off_thread(&site.app, move |app| settled_for(app, &by)).await?.iter().map(settled_view).collect()
    } else {
        off_thread(&site.app, move |app| unplaced_for(app, &by)).await?.iter().map(report_view).collect()
    };
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// What is done with a report: one of the two.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleRequest {
    /// The relocation it was about.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Uuid)]
    relocation_id: Option<RelocationId>,
    /// Why it is set aside.
    #[serde(default)]
    remark: Option<String>,
}

/// Says a report of the relocation it was about, or sets it aside with a remark; 409 where somebody was first.
#[utoipa::path(tag = "relocation", params(("id" = String, Path)), request_body = SettleRequest, responses((status = 200, description = "the relocation as it stands now, where there is one", body = Object)))]
#[post("/unplaced-reports/{id}/settle")]
pub async fn settle_unplaced_report(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ReportId>,
    body: web::Json<SettleRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let how = match body.into_inner() {
        SettleRequest { relocation_id: Some(relocation), remark: None } => Settling::About(relocation),
        SettleRequest { relocation_id: None, remark: Some(remark) } => Settling::SetAside(remark),
        _ => {
            return Err(Problem::invalid(
                "/relocation_id",
                Localized::new(
                    "Chọn hộ mà báo cáo nói tới, hoặc ghi vì sao cất báo cáo: một trong hai.",
                    "Name the household the report is about, or say why it is set aside: one of the two.",
                ),
            ));
        }
    };
    let id = id.into_inner();
    let relocation = off_thread(&site.app, move |app| {
        settle_unplaced(app, &by, id, &how)?.as_ref().map(|relocation| unnamed(app, relocation)).transpose()
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"relocation": relocation})))
}
