//! Remarks on parts of a version; they must be settled before it is approved.

use super::plan_versions::{VersionAddress, record_on, take_up};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::kernel::Localized;
use crate::kernel::ids::CommentId;
use crate::plans::fields::label;
use crate::plans::{Action, Comment, PlanRefusal, Settled, text_fault};
use crate::store::{StoreError, plan_comments};

/// A remark somebody makes.
#[derive(Debug, Clone)]
pub struct NewComment {
    /// The field it is about; empty for the whole.
    pub pointer: String,
    /// The remark it answers.
    pub reply_to: Option<CommentId>,
    /// What.
    pub body: String,
}

/// The longest remark, in characters.
const MAX_BODY: usize = 4_000;
/// The longest pointer, in characters.
const MAX_POINTER: usize = 200;

/// Remarks on a version that is still being worked on.
pub fn comment_on(app: &App, by: &Acting, address: VersionAddress, new: &NewComment) -> Result<Comment, ServiceError> {
    let now = app.now();
    let body = new.body.trim();
    if body.is_empty() {
        return Err(PlanRefusal::at("/body", "Nhập ý kiến.", "Write the remark.").into());
    }
    let pointer_fault = text_fault("/pointer", &new.pointer, MAX_POINTER);
    if let Some(fault) = text_fault("/body", body, MAX_BODY).or(pointer_fault) {
        return Err(PlanRefusal::Faults(vec![fault]).into());
    }
    if !(new.pointer.is_empty() || new.pointer.starts_with('/')) {
        let refusal =
            PlanRefusal::at("/pointer", "Vị trí ý kiến không đúng dạng.", "The pointer is not a JSON pointer.");
        return Err(refusal.into());
    }
    let comment = app.store.write(|conn| {
        let taken = take_up(conn, by, address, Action::Comment, now)?;
        if let Some(answered) = new.reply_to {
            let known = plan_comments::of_version(conn, taken.version.id)?;
            known.iter().find(|comment| comment.id == answered).ok_or(StoreError::NotFound)?;
        }
        let comment = Comment {
            id: CommentId::new(now),
            pointer: new.pointer.clone(),
            reply_to: new.reply_to,
            at: now,
            account_id: by.account.id,
            by: by.account.display_name.clone(),
            body: body.to_owned(),
            settled: None,
        };
        plan_comments::insert(conn, taken.version.id, &comment)?;
        let about = label(&new.pointer);
        let detail = Localized::new(
            format!("Nêu ý kiến về {}: {}", about.vi, first_words(body)),
            format!("Remarked on {}: {}", about.en, first_words(body)),
        );
        record_on(conn, by, (&taken.plan, &taken.version), "plan_commented", detail, now)?;
        Ok::<_, ServiceError>(comment)
    })?;
    app.nudge_streams();
    Ok(comment)
}

/// Settles a remark: whoever made it may, and whoever appraises or approves; not whoever it was made to.
pub fn settle_comment(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    comment: CommentId,
) -> Result<Comment, ServiceError> {
    let now = app.now();
    let settled = app.store.write(|conn| {
        let taken = take_up(conn, by, address, Action::Settle, now)?;
        let known = plan_comments::of_version(conn, taken.version.id)?;
        let mut found = known.into_iter().find(|known| known.id == comment).ok_or(StoreError::NotFound)?;
        let judges = by.account.role.may(Permission::AppraisePlan) || by.account.role.may(Permission::ApprovePlan);
        if found.account_id != by.account.id && !judges {
            return Err(ServiceError::NotPermitted(Permission::AppraisePlan));
        }
        let settled = Settled { at: now, by: by.account.display_name.clone() };
        plan_comments::settle(conn, comment, &settled)?;
        found.settled = Some(settled);
        let about = label(&found.pointer);
        let detail = Localized::new(
            format!("Đã giải quyết ý kiến về {}: {}", about.vi, first_words(&found.body)),
            format!("Settled the remark on {}: {}", about.en, first_words(&found.body)),
        );
        record_on(conn, by, (&taken.plan, &taken.version), "plan_comment_settled", detail, now)?;
        Ok(found)
    })?;
    app.nudge_streams();
    Ok(settled)
}

/// As much of a remark as a line of the log holds.
fn first_words(body: &str) -> String {
    let mut words: String = body.chars().take(160).collect();
    if words.len() < body.len() {
        words.push('…');
    }
    words
}
