//! Reports for which nothing was found, in the hands of a person: said of the relocation they were about, or set aside.
//!
//! What came stays as it came. Placing it makes a report of its own, with the time at which it happened.

use std::collections::HashMap;

use serde_json::json;

use super::record::{Actor, Deed, record};
use super::take_reports::{Heard, hear_at_desk, said_in};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::{AccountId, RelocationId, ReportId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::Relocation;
use crate::store::field_reports::{KeptReport, ReportOutcome, Settled};
use crate::store::{StoreConnection, StoreError, accounts, field_reports};

/// The most reports of one list.
const MOST: i64 = 500;
/// The longest remark, in characters.
const MAX_REMARK: usize = 2_000;

/// What a person does with a report.
#[derive(Debug, Clone)]
pub enum Settling {
    /// It was about this relocation.
    About(RelocationId),
    /// It is of no use, and why.
    SetAside(String),
}

/// The reports that wait for a person who may report where their sender works, the newest first.
pub fn unplaced_for(app: &App, by: &Acting) -> Result<Vec<KeptReport>, ServiceError> {
    let now = app.now();
    app.store.read(|conn| {
        let found = field_reports::unplaced(conn, MOST)?;
        theirs_of(conn, by, found, |report| report, now)
    })
}

/// The reports that waited so, and what was done with each, the latest done first.
pub fn settled_for(app: &App, by: &Acting) -> Result<Vec<(KeptReport, Settled)>, ServiceError> {
    let now = app.now();
    app.store.read(|conn| {
        let found = field_reports::settled_list(conn, MOST)?;
        theirs_of(conn, by, found, |(report, _)| report, now)
    })
}

fn theirs_of<T>(
    conn: &mut StoreConnection,
    by: &Acting,
    found: Vec<T>,
    report: fn(&T) -> &KeptReport,
    now: Timestamp,
) -> Result<Vec<T>, ServiceError> {
    let mut units: HashMap<AccountId, bool> = HashMap::new();
    let mut theirs = Vec::new();
    for one in found {
        let own = match report(&one).account_id {
            None => by.account.unit_code.is_none(),
            Some(sender) => match units.get(&sender) {
                Some(own) => *own,
                None => *units.entry(sender).or_insert(is_theirs(conn, by, sender, now)?),
            },
        };
        if own {
            theirs.push(one);
        }
    }
    Ok(theirs)
}

/// Whether `by` may report everywhere `sender` works; who may everywhere sees all.
fn is_theirs(conn: &mut StoreConnection, by: &Acting, sender: AccountId, now: Timestamp) -> Result<bool, ServiceError> {
    let unit = match accounts::get(conn, sender) {
        Ok(record) => record.account.unit_code,
        Err(StoreError::NotFound) => None,
        Err(other) => return Err(other.into()),
    };
    let Some(unit) = unit else { return Ok(by.account.unit_code.is_none()) };
    match permit(conn, by, Permission::TickTask, &unit, now) {
        Ok(()) => Ok(true),
        Err(ServiceError::NotPermitted(_)) => Ok(false),
        // The unit is no longer in the register: whoever may everywhere looks after it.
        Err(ServiceError::Store(StoreError::NotFound)) => Ok(by.account.unit_code.is_none()),
        Err(other) => Err(other),
    }
}

/// Settles a report; gives the relocation it is now said of. `NotFound` where no such report waits for `by`,
/// `AlreadyExists` where somebody was first.
pub fn settle_unplaced(
    app: &App,
    by: &Acting,
    report: ReportId,
    how: &Settling,
) -> Result<Option<Relocation>, ServiceError> {
    let now = app.now();
    let relocation = app.store.write(|conn| {
        let kept = waiting_for(conn, by, report, now)?;
        let actor = Actor::person(by);
        let (relocation, placed_as, remark) = match how {
            Settling::About(relocation) => {
                let (relocation, placed_as) = place(conn, by, &kept, *relocation, now)?;
                (Some(relocation), Some(placed_as), None)
            }
            Settling::SetAside(remark) => (None, None, Some(worded(remark)?)),
        };
        let settled = Settled {
            report,
            placed_as,
            remark,
            taken_back_by: None,
            by: actor.name().to_owned(),
            account_id: by.account.id,
            at: now,
        };
        field_reports::settle(conn, &settled)?;
        record(conn, now, deed(&actor, &kept, relocation.as_ref(), settled.remark.as_deref()))?;
        Ok::<_, ServiceError>(relocation)
    })?;
    app.tell_listeners();
    Ok(relocation)
}

fn waiting_for(
    conn: &mut StoreConnection,
    by: &Acting,
    report: ReportId,
    now: Timestamp,
) -> Result<KeptReport, ServiceError> {
    let kept = field_reports::find_all(conn, &[report])?.pop().ok_or(StoreError::NotFound)?;
    let theirs = match kept.account_id {
        Some(sender) => is_theirs(conn, by, sender, now)?,
        None => by.account.unit_code.is_none(),
    };
    if kept.outcome == ReportOutcome::Unplaced && theirs { Ok(kept) } else { Err(StoreError::NotFound.into()) }
}

/// Says what the report said of `relocation`, in the name of who said it and at the time it happened.
fn place(
    conn: &mut StoreConnection,
    by: &Acting,
    kept: &KeptReport,
    relocation: RelocationId,
    now: Timestamp,
) -> Result<(Relocation, ReportId), ServiceError> {
    let said = said_in(&kept.content, now).ok_or_else(|| ServiceError::Invalid {
        pointer: "/relocation_id".into(),
        wording: Localized::new(
            "Báo cáo này không nói về một hộ, hoặc không đọc được. Nhập lại ở phiếu của hộ, rồi cất báo cáo kèm ghi chú.",
            "This report is not about a household, or cannot be read. Enter it on the household's page, then set it aside \
             with a remark.",
        ),
    })?;
    let heard = Heard { happened_at: kept.happened_at, said: &said, first: Some(kept), read_at: None };
    let (relocation, placed) = hear_at_desk(conn, by, relocation, &heard, now)?;
    Ok((relocation, placed.id))
}

fn worded(remark: &str) -> Result<String, ServiceError> {
    let remark = remark.trim();
    if (1..=MAX_REMARK).contains(&remark.chars().count()) {
        return Ok(remark.to_owned());
    }
    Err(ServiceError::Invalid {
        pointer: "/remark".into(),
        wording: Localized::new(
            "Ghi vì sao cất báo cáo này, tối đa 2.000 ký tự.",
            "Say why this report is set aside, in at most 2,000 characters.",
        ),
    })
}

fn deed<'a>(actor: &'a Actor, kept: &KeptReport, relocation: Option<&Relocation>, remark: Option<&str>) -> Deed<'a> {
    let (action, detail) = match (relocation, remark) {
        (Some(relocation), _) => {
            let who = relocation.label.as_deref().unwrap_or(&relocation.household_code);
            let detail = Localized::new(
                format!("Xếp báo cáo của {} vào hộ {who}.", kept.by),
                format!("The report of {} was placed with household {who}.", kept.by),
            );
            ("report_placed", detail)
        }
        (None, remark) => {
            let remark = remark.unwrap_or_default();
            let detail = Localized::new(
                format!("Cất báo cáo của {}: “{remark}”", kept.by),
                format!("The report of {} was set aside: “{remark}”", kept.by),
            );
            ("report_set_aside", detail)
        }
    };
    let units: Vec<&str> = relocation.iter().map(|relocation| relocation.commune_code.as_str()).collect();
    let ids: Vec<RelocationId> = relocation.iter().map(|relocation| relocation.id).collect();
    Deed {
        actor,
        action,
        kind: "relocations",
        id: kept.id.to_string(),
        alert: None,
        paper: None,
        detail,
        also: json!({"units": units, "ids": ids}),
    }
}
