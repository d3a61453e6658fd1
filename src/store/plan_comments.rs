//! Remarks on parts of a version.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::plan_comments;
use super::{StoreConnection, StoreError, id, loaded, optional_id, stored};
use crate::kernel::ids::{CommentId, PlanVersionId};
use crate::plans::{Comment, Settled};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plan_comments)]
struct CommentRow {
    id: String,
    plan_version_id: String,
    pointer: String,
    reply_to: Option<String>,
    at: NaiveDateTime,
    account_id: String,
    actor: String,
    body: String,
    settled_at: Option<NaiveDateTime>,
    settled_by: Option<String>,
}

impl CommentRow {
    fn into_comment(self) -> Result<Comment, StoreError> {
        Ok(Comment {
            id: id(&self.id)?,
            pointer: self.pointer,
            reply_to: optional_id(self.reply_to.as_deref())?,
            at: loaded(self.at),
            account_id: id(&self.account_id)?,
            by: self.actor,
            body: self.body,
            settled: self.settled_at.zip(self.settled_by).map(|(at, by)| Settled { at: loaded(at), by }),
        })
    }
}

/// Adds a remark.
pub fn insert(conn: &mut StoreConnection, version: PlanVersionId, comment: &Comment) -> Result<(), StoreError> {
    let row = CommentRow {
        id: comment.id.to_string(),
        plan_version_id: version.to_string(),
        pointer: comment.pointer.clone(),
        reply_to: comment.reply_to.map(|comment| comment.to_string()),
        at: stored(comment.at),
        account_id: comment.account_id.to_string(),
        actor: comment.by.clone(),
        body: comment.body.clone(),
        settled_at: None,
        settled_by: None,
    };
    diesel::insert_into(plan_comments::table).values(&row).execute(conn)?;
    Ok(())
}

/// The remarks on a version, oldest first, answers among them.
pub fn of_version(conn: &mut StoreConnection, version: PlanVersionId) -> Result<Vec<Comment>, StoreError> {
    let rows: Vec<CommentRow> = plan_comments::table
        .filter(plan_comments::plan_version_id.eq(version.to_string()))
        .order(plan_comments::id)
        .select(CommentRow::as_select())
        .load(conn)?;
    rows.into_iter().map(CommentRow::into_comment).collect()
}

/// How many remarks on a version are not settled; answers do not count.
pub fn open(conn: &mut StoreConnection, version: PlanVersionId) -> Result<usize, StoreError> {
    let count: i64 = plan_comments::table
        .filter(plan_comments::plan_version_id.eq(version.to_string()))
        .filter(plan_comments::reply_to.is_null())
        .filter(plan_comments::settled_at.is_null())
        .count()
        .get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Settles a remark; `Stale` where it is settled already.
pub fn settle(conn: &mut StoreConnection, comment: CommentId, settled: &Settled) -> Result<(), StoreError> {
    let changed = diesel::update(
        plan_comments::table
            .filter(plan_comments::id.eq(comment.to_string()))
            .filter(plan_comments::settled_at.is_null()),
    )
    .set((plan_comments::settled_at.eq(stored(settled.at)), plan_comments::settled_by.eq(&settled.by)))
    .execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(()) }
}
