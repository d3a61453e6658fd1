//! Remarks on parts of a version.

use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::{CommentId, PlanId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::Comment;
use crate::plans::fields::label;
use crate::services::comment_plan::{NewComment, comment_on, settle_comment};
use crate::services::plan_versions::{VersionAddress, read_version};
use crate::store::{StoreError, plan_comments};

/// A remark, or an answer to one.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentView {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: CommentId,
    /// The field it is about; empty for the whole.
    pub pointer: String,
    /// The field's name for people.
    pub label: Localized,
    /// The remark it answers.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub reply_to: Option<CommentId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What.
    pub body: String,
    /// When it was settled.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub settled_at: Option<Timestamp>,
    /// By whom.
    pub settled_by: Option<String>,
    /// Whether the caller made it.
    pub mine: bool,
}

/// The remarks on a version.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommentList {
    /// The remarks, oldest first.
    pub items: Vec<CommentView>,
    /// How many are not settled.
    pub open: usize,
    /// Always absent: a version has no more remarks than a page.
    pub next: Option<String>,
}

/// A remark to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateComment {
    #[serde(default)]
    pointer: String,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    reply_to: Option<CommentId>,
    body: String,
}

fn view(comment: Comment, caller: &Caller) -> CommentView {
    let label = if comment.pointer.is_empty() {
        Localized::new("Toàn bộ phương án", "The whole plan")
    } else {
        label(&comment.pointer)
    };
    CommentView {
        id: comment.id,
        label,
        pointer: comment.pointer,
        reply_to: comment.reply_to,
        at: comment.at,
        by: comment.by,
        body: comment.body,
        settled_at: comment.settled.as_ref().map(|settled| settled.at),
        settled_by: comment.settled.map(|settled| settled.by),
        mine: caller.account().is_some_and(|account| account.id == comment.account_id),
    }
}

/// The remarks on a version, oldest first.
#[utoipa::path(tag = "plans", params(("id" = String, Path), ("n" = i64, Path)), responses((status = 200, body = CommentList)))]
#[get("/plans/{id}/versions/{n}/comments")]
pub async fn list_plan_comments(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(PlanId, i64)>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (plan, number) = path.into_inner();
    let (comments, open) = off_thread(&site.app, move |app| {
        let now = app.now();
        Ok(app.store.read(|conn| {
            let version = read_version(conn, VersionAddress { plan, number }, now)?.version.id;
            Ok::<_, StoreError>((plan_comments::of_version(conn, version)?, plan_comments::open(conn, version)?))
        })?)
    })
    .await?;
    let items = comments.into_iter().map(|comment| view(comment, &caller)).collect();
    Ok(HttpResponse::Ok().json(CommentList { items, open, next: None }))
}

/// Remarks on a part of a version, or answers a remark.
#[utoipa::path(tag = "plans", params(("id" = String, Path), ("n" = i64, Path)), request_body = CreateComment, responses((status = 201, body = CommentView)))]
#[post("/plans/{id}/versions/{n}/comments")]
pub async fn create_plan_comment(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(PlanId, i64)>,
    body: web::Json<CreateComment>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::CommentPlan)?;
    let (plan, number) = path.into_inner();
    let CreateComment { pointer, reply_to, body } = body.into_inner();
    let new = NewComment { pointer, reply_to, body };
    let comment = off_thread(&site.app, move |app| comment_on(app, &by, VersionAddress { plan, number }, &new)).await?;
    Ok(HttpResponse::Created().json(view(comment, &caller)))
}

/// Settles a remark.
#[utoipa::path(tag = "plans", params(("id" = String, Path), ("n" = i64, Path), ("comment" = String, Path)), responses((status = 200, body = CommentView)))]
#[post("/plans/{id}/versions/{n}/comments/{comment}/settle")]
pub async fn settle_plan_comment(
    site: web::Data<Site>,
    caller: Caller,
    path: web::Path<(PlanId, i64, CommentId)>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::CommentPlan)?;
    let (plan, number, comment) = path.into_inner();
    let comment =
        off_thread(&site.app, move |app| settle_comment(app, &by, VersionAddress { plan, number }, comment)).await?;
    Ok(HttpResponse::Ok().json(view(comment, &caller)))
}
