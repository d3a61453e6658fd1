//! An official knows of a finding and lives with it until a day.

use chrono::{Months, NaiveDate};
use serde_json::json;

use super::list::{ShownFinding, finding_of};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::findings::kept::Acceptance;
use crate::findings::{FindingId, facts_of};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::kernel::wording::{day_en, day_vi};
use crate::services::live_data::day_of;
use crate::services::permit::permit_any;
use crate::services::record::{Actor, Deed, record};
use crate::store::{StoreError, finding_acceptances};

/// The longest reason, in characters.
pub const MAX_REASON: usize = 500;

/// The longest time a finding can be accepted: it must be looked at again every year, as plans are.
const LONGEST: Months = Months::new(12);

/// Who may accept what is owed in a unit.
const PERMISSIONS: &[Permission] = &[Permission::EditPlan, Permission::EditResources];

/// Accepts a finding until a day, or takes an earlier acceptance back. It is shown all the same, and counts again
/// afterwards.
pub fn accept_finding(
    app: &App,
    by: &Acting,
    finding: FindingId,
    until: Option<NaiveDate>,
    reason: &str,
) -> Result<ShownFinding, ServiceError> {
    let now = app.now();
    let reason = nfc(reason.trim());
    check(until, &reason, day_of(now))?;
    let shown = finding_of(app, finding)?;
    if shown.finding.is_none() {
        return Err(StoreError::NotFound.into());
    }
    let said =
        Acceptance { finding, until, reason, by: by.account.display_name.clone(), account: by.account.id, at: now };
    app.store.write(|conn| {
        permit_any(conn, by, PERMISSIONS, shown.unit.as_str(), now)?;
        if until.is_none() && shown.acceptance.is_none() {
            let wording = Localized::new("Vấn đề này chưa được ai chấp nhận.", "Nobody has accepted this finding.");
            return Err(ServiceError::Invalid { pointer: "/until".into(), wording });
        }
        finding_acceptances::add(conn, &said)?;
        let deed = Deed {
            actor: &Actor::person(by),
            action: if until.is_some() { "finding_accepted" } else { "finding_acceptance_withdrawn" },
            kind: "finding",
            id: finding.to_string(),
            alert: None,
            paper: None,
            detail: detail(&shown, &said),
            also: json!({"unit_code": shown.unit, "units": [shown.unit]}),
        };
        record(conn, now, deed)?;
        Ok::<_, ServiceError>(())
    })?;
    app.tell_listeners();
    finding_of(app, finding)
}

fn check(until: Option<NaiveDate>, reason: &str, today: NaiveDate) -> Result<(), ServiceError> {
    let refuse = |pointer: &str, vi: &str, en: &str| {
        Err(ServiceError::Invalid { pointer: pointer.into(), wording: Localized::new(vi, en) })
    };
    if reason.is_empty() {
        return refuse("/reason", "Ghi lý do.", "Say why.");
    }
    if reason.chars().count() > MAX_REASON || reason.chars().any(|c| c.is_control() && c != '\n') {
        return refuse(
            "/reason",
            "Lý do dài nhất 500 ký tự, không có ký tự điều khiển.",
            "The reason is at most 500 characters.",
        );
    }
    let Some(until) = until else { return Ok(()) };
    if until < today {
        return refuse("/until", "Ngày đã qua.", "That day is past.");
    }
    if today.checked_add_months(LONGEST).is_some_and(|last| until > last) {
        return refuse(
            "/until",
            "Chấp nhận nhiều nhất một năm, sau đó phải xem lại.",
            "At most a year; then it must be looked at again.",
        );
    }
    Ok(())
}

/// In the log the finding is named by its kind; of people it speaks of nothing is written there.
fn detail(shown: &ShownFinding, said: &Acceptance) -> Localized {
    let kind = facts_of(shown.kind).name();
    let (unit, reason) = (shown.unit, &said.reason);
    match said.until {
        Some(until) => Localized::new(
            format!("Chấp nhận đến hết {}: {} (đơn vị mã {unit}). Lý do: {reason}", day_vi(until), kind.vi),
            format!("Accepted until {}: {} (unit {unit}). Reason: {reason}", day_en(until), kind.en),
        ),
        None => Localized::new(
            format!("Thôi chấp nhận: {} (đơn vị mã {unit}). Lý do: {reason}", kind.vi),
            format!("No longer accepted: {} (unit {unit}). Reason: {reason}", kind.en),
        ),
    }
}
