//! The field app's outbox and its changes, and short codes by SMS or radio.

use actix_web::{HttpResponse, get, post, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::Caller;
use super::checklists::{photos_of, summary_with, task_view};
use super::json::with;
use super::problem::Problem;
use super::relocations::{unnamed, views};
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::{ChecklistId, RelocationId};
use crate::kernel::{Localized, Timestamp};
use crate::services::changes_since::changes_since;
use crate::services::short_codes::{Answered, Heard, answer_short_codes};
use crate::services::take_reports::{MAX_OPERATIONS, Outbox, Taken, TakenAs, bring_reports};
use crate::services::{App, ServiceError};
use crate::store::{StoreConnection, StoreError, relocations};

/// Takes an outbox in, in any order and any number of times; each operation is answered.
#[utoipa::path(tag = "relocation", request_body = Outbox, responses((status = 200, description = "each operation, and what became of it", body = Object)))]
#[post("/sync")]
pub async fn push_outbox(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<Outbox>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let outbox = body.into_inner();
    if outbox.operations.len() > MAX_OPERATIONS {
        return Err(Problem::invalid(
            "/operations",
            Localized::new(
                format!("Gửi nhiều nhất {MAX_OPERATIONS} việc một lần, phần còn lại gửi tiếp sau."),
                format!("Send at most {MAX_OPERATIONS} operations at a time, the rest after them."),
            ),
        ));
    }
    let named = outbox.device.as_deref().is_none_or(|device| (1..=100).contains(&device.chars().count()));
    if !named {
        return Err(Problem::invalid(
            "/device",
            Localized::new("Tên máy từ 1 đến 100 ký tự.", "The name of the device has 1 to 100 characters."),
        ));
    }
    let taken = bring_reports(&site.app, &by, &outbox).await?;
    if taken.iter().all(|taken| taken.outcome != TakenAs::Conflict) {
        return Ok(HttpResponse::Ok().json(json!({"operations": taken})));
    }
    let operations =
        off_thread(&site.app, move |app| Ok(app.store.read(|conn| with_checklists(conn, &taken))?)).await?;
    Ok(HttpResponse::Ok().json(json!({"operations": operations})))
}

/// What became of operations; those that contradict another name the checklists where a person settles it.
fn with_checklists(conn: &mut StoreConnection, taken: &[Taken]) -> Result<Vec<Value>, StoreError> {
    let target = |taken: &Taken| {
        let about = taken.target_id.as_deref().filter(|_| taken.outcome == TakenAs::Conflict);
        about.and_then(|about| about.parse::<RelocationId>().ok())
    };
    let lists = relocations::checklists_of_all(conn, &taken.iter().filter_map(target).collect::<Vec<_>>())?;
    let view = |taken: &Taken| match target(taken) {
        Some(about) => with(json!(taken), "checklist_ids", json!(lists.get(&about).cloned().unwrap_or_default())),
        None => json!(taken),
    };
    Ok(taken.iter().map(view).collect())
}

/// Where to go on from.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SinceQuery {
    /// The cursor of the last answer; everything where it is left out.
    since: Option<i64>,
}

/// What has changed in the caller's unit, with the cursor to go on from.
#[utoipa::path(tag = "relocation", params(SinceQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/sync")]
pub async fn pull_changes(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<SinceQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let since = query.into_inner().since;
    let body = off_thread(&site.app, move |app| {
        let now = app.now();
        let changes = changes_since(app, &by, since)?;
        let picture = app.live.current(&app.store, now)?;
        Ok(app.store.read(|conn| {
            let mut lists = Vec::with_capacity(changes.checklists.len());
            let ids: Vec<ChecklistId> = changes.checklists.iter().map(|(list, _)| list.id).collect();
            let photos = photos_of(conn, &ids, true)?;
            for (list, tasks) in &changes.checklists {
                let summary = summary_with(conn, &picture, list, tasks, now)?;
                lists.push(with(
                    summary,
                    "tasks",
                    tasks.iter().map(|task| task_view(task, photos.as_ref())).collect::<Vec<_>>(),
                ));
            }
            let relocations = views(conn, &picture, Some(&by.account), &changes.relocations)?;
            Ok::<_, StoreError>(json!({
                "cursor": changes.cursor,
                "reset": changes.reset,
                "at": now,
                "checklists": lists,
                "relocations": relocations,
            }))
        })?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(body))
}

/// A message of short codes.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShortCodeRequest {
    /// Its words: `A12 D 5; A13 N 4`.
    message: String,
    /// The commune whose codes it uses.
    commune_code: String,
    /// When it was said; now where nothing is told.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    /// From which telephone or station.
    #[serde(default)]
    from: Option<String>,
    /// Whether it is only read.
    #[serde(default)]
    dry_run: bool,
}

fn answer_view(app: &App, answered: &Answered) -> Result<Value, ServiceError> {
    let code = answered.understood.code.as_ref().ok();
    let relocation = answered.relocation.as_ref().map(|relocation| unnamed(app, relocation)).transpose()?;
    Ok(json!({
        "line": answered.understood.line,
        "understood": code.map(|code| json!({"household": code.household, "said": code.said})),
        "relocation": relocation,
        "words": answered.words,
        "taken": answered.taken,
    }))
}

/// Reads short codes as they come by SMS or radio, and answers each with what was understood.
#[utoipa::path(tag = "relocation", request_body = ShortCodeRequest, responses((status = 200, description = "line by line", body = Object)))]
#[post("/short-codes")]
pub async fn take_short_codes(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<ShortCodeRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::TickTask)?;
    let ShortCodeRequest { message, commune_code, at, from, dry_run } = body.into_inner();
    let heard = Heard { message, commune_code, at, from, dry_run };
    let items = off_thread(&site.app, move |app| {
        let answers = answer_short_codes(app, &by, &heard)?;
        answers.iter().map(|answered| answer_view(app, answered)).collect::<Result<Vec<Value>, _>>()
    })
    .await?;
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}
