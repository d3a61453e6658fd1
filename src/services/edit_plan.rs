//! Changing a draft, field by field, so that several people can write one plan.

use serde_json::Value;

use super::plan_versions::{Taken, VersionAddress, record_on, take_up};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::{Localized, Timestamp};
use crate::plans::fields::{Edit, changed, conflict, label};
use crate::plans::{Action, PlanContent, PlanRefusal, PlanVersion, check_content, patched};
use crate::store::{StoreConnection, plan_history, plans};

/// Changes the draft at `address`, read at `revision`, by a JSON merge patch (RFC 7396) of its content.
///
/// # Errors
/// [`PlanRefusal::Conflict`] where somebody changed it since, with what a merge screen needs;
/// [`PlanRefusal::Faults`] where the result could not be kept.
pub fn edit_plan(
    app: &App,
    by: &Acting,
    address: VersionAddress,
    revision: i64,
    patch: &Value,
) -> Result<PlanVersion, ServiceError> {
    let now = app.now();
    let edited = app.store.write(|conn| {
        let taken = take_up(conn, by, address, Action::Edit, now)?;
        refuse_stale(conn, &taken.version, revision, patch)?;
        let content = patched(&taken.version.content, patch).map_err(|fault| PlanRefusal::Faults(vec![fault]))?;
        let faults = check_content(&content, taken.plan.hazard);
        if !faults.is_empty() {
            return Err(PlanRefusal::Faults(faults).into());
        }
        keep_content(conn, by, taken, content, now)
    })?;
    app.nudge_streams();
    Ok(edited)
}

/// Refuses an edit made on another revision than there is, telling who changed what in between.
pub(super) fn refuse_stale(
    conn: &mut StoreConnection,
    version: &PlanVersion,
    revision: i64,
    patch: &Value,
) -> Result<(), ServiceError> {
    if version.revision == revision {
        return Ok(());
    }
    let since = plan_history::edits_since(conn, version.id, revision)?;
    Err(PlanRefusal::Conflict(Box::new(conflict(revision, version.revision, &since, patch))).into())
}

/// Keeps `content` as what the version now says, and writes down what changed. Nothing happens where nothing did.
pub(super) fn keep_content(
    conn: &mut StoreConnection,
    by: &Acting,
    taken: Taken,
    content: PlanContent,
    now: Timestamp,
) -> Result<PlanVersion, ServiceError> {
    let Taken { plan, mut version, .. } = taken;
    let fields = changed(&version.content, &content);
    if fields.is_empty() {
        return Ok(version);
    }
    version.content = content;
    version.revision = plans::update_content(conn, &version, now)?;
    let names: Vec<Localized> = fields.iter().map(|field| label(&field.pointer)).collect();
    let edit = Edit { revision: version.revision, at: now, by: by.account.display_name.clone(), fields };
    plan_history::add_edit(conn, version.id, by.account.id, &edit)?;
    let joined = |pick: fn(&Localized) -> &str| names.iter().map(pick).collect::<Vec<_>>().join("; ");
    let detail = Localized::new(
        format!("Sửa bản {} của {}: {}.", version.number, plan.code, joined(|name| &name.vi)),
        format!("Changed version {} of {}: {}.", version.number, plan.code, joined(|name| &name.en)),
    );
    record_on(conn, by, (&plan, &version), "plan_edited", detail, now)?;
    Ok(version)
}
