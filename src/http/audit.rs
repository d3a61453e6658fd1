//! The audit log.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::ActivationId;
use crate::kernel::page::{Page, clamp_limit};
use crate::store::{audit, checklists};

#[derive(Deserialize)]
struct Query {
    subject: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

/// Lines of the log, newest first; of a subject, and where that is an activation, of its tasks too.
#[get("/audit")]
pub async fn list_audit(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    // The log of one thing goes with the thing; the whole log is for people with a task in it.
    caller.require(if query.subject.is_some() { Permission::Read } else { Permission::ReadAudit })?;
    let limit = clamp_limit(query.limit);
    let page = off_thread(&site.app, move |app| {
        let found = app.store.read(|conn| {
            let mut subjects: Vec<String> = query.subject.clone().into_iter().collect();
            if let Some(activation) = query.subject.as_deref().and_then(|text| text.parse::<ActivationId>().ok()) {
                let lists: Vec<_> = checklists::of_activation(conn, activation)?.iter().map(|list| list.id).collect();
                let tasks = checklists::tasks_of(conn, &lists)?;
                subjects.extend(tasks.values().flatten().map(|task| task.id.to_string()));
            }
            let fetch = i64::try_from(limit + 1).unwrap_or(i64::MAX);
            audit::newest(conn, &subjects, query.cursor.as_deref(), fetch)
        })?;
        Ok(Page::cut(found, limit, |entry| entry.id.to_string()))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}
