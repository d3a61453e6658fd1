//! What every act about inspections needs: the time, the units, and who may do what where.
//!
//! Whoever orders an inspection inspects in its units; so does a member of the team, but never in their own unit. The
//! unit that is inspected reads its signed record and reports what it mended.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::live_data::{Picture, day_of};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::inspections::{Campaign, ReminderRecipient, Responsible, recipient_name};
use crate::kernel::{Localized, Timestamp};
use crate::places::UnitKind;
use crate::store::{StoreConnection, StoreError};

/// The time, and the units of the day.
pub struct InspectionWork {
    /// Now.
    pub now: Timestamp,
    /// Today, in Viet Nam.
    pub today: NaiveDate,
    /// The units.
    pub picture: Arc<Picture>,
}

/// Something that was done about an inspection, for the log and the screens.
pub(super) struct Noted<'a> {
    pub action: &'a str,
    pub kind: &'a str,
    pub id: String,
    pub campaign: &'a Campaign,
    pub unit: &'a str,
    pub detail: Localized,
}

impl InspectionWork {
    /// Looks at the clock and the units.
    pub fn begin(app: &App) -> Result<Self, ServiceError> {
        let now = app.now();
        Ok(Self { now, today: day_of(now), picture: app.live.current(&app.store, now)? })
    }

    /// The name of a unit, or its code.
    pub fn unit_name<'a>(&'a self, unit: &'a str) -> &'a str {
        self.picture.unit_name(unit)
    }

    /// The name of the unit above, where there is one.
    pub fn above(&self, unit: &str) -> Option<&str> {
        let parent = self.picture.gazetteer.on(unit, self.today)?.parent_code.as_deref()?;
        Some(self.picture.unit_name(parent))
    }

    /// Whether there is such a unit today.
    pub(super) fn exists(&self, unit: &str) -> bool {
        self.picture.gazetteer.on(unit, self.today).is_some()
    }

    /// Whether `unit` is the account's own or lies below it.
    pub fn covers(&self, by: &Acting, unit: &str) -> bool {
        by.account.unit_code.as_deref().is_none_or(|own| own == unit || self.picture.is_within(unit, own))
    }

    /// Whether the account stands for a whole province, or for all.
    pub(super) fn is_of_a_province(&self, by: &Acting) -> bool {
        let kind = |unit: &str| self.picture.gazetteer.on(unit, self.today).map(|form| form.kind);
        by.account.unit_code.as_deref().is_none_or(|own| kind(own) == Some(UnitKind::Province))
    }

    /// Whether the account orders and changes inspections of whoever ordered `campaign`.
    pub fn may_change(&self, by: &Acting, campaign: &Campaign) -> bool {
        by.account.role.may(Permission::Inspect) && self.covers(by, &campaign.ordered_by)
    }

    /// Whether the account inspects `unit` in `campaign`.
    pub fn may_inspect(&self, by: &Acting, campaign: &Campaign, unit: &str) -> bool {
        let by_team = || {
            let own = by.account.unit_code.as_deref() == Some(unit);
            by.account.role.may(Permission::Inspect) && campaign.has_member(&by.account.name) && !own
        };
        self.may_change(by, campaign) || by_team()
    }

    /// Refuses somebody who does not inspect `unit` in `campaign`.
    pub(super) fn require_inspect(&self, by: &Acting, campaign: &Campaign, unit: &str) -> Result<(), ServiceError> {
        if self.may_inspect(by, campaign, unit) { Ok(()) } else { Err(not_permitted()) }
    }

    /// Whether the account may read of `campaign`: it inspects, or its unit is inspected.
    pub(super) fn may_read(&self, by: &Acting, campaign: &Campaign) -> bool {
        self.covers(by, &campaign.ordered_by)
            || campaign.has_member(&by.account.name)
            || campaign.form.subjects.iter().any(|subject| self.covers(by, &subject.unit_code))
    }

    /// Whether the account reports for `unit`.
    pub fn may_report(&self, by: &Acting, unit: &str) -> bool {
        by.account.role.may(Permission::AnswerInspection) && self.covers(by, unit)
    }

    /// What whoever is reminded is called.
    pub(super) fn recipient(&self, to: ReminderRecipient, responsible: &Responsible, unit: &str) -> String {
        recipient_name(to, responsible, self.unit_name(unit), self.above(unit))
    }

    /// Writes it down. Call it last in the transaction.
    pub(super) fn note(&self, conn: &mut StoreConnection, by: &Acting, noted: Noted<'_>) -> Result<(), StoreError> {
        let Noted { action, kind, id, campaign, unit, detail } = noted;
        let decision = campaign.form.decision.as_ref();
        let deed = Deed {
            actor: &Actor::person(by),
            action,
            kind,
            id,
            alert: None,
            paper: decision.map(|paper| format!("{}, {}", paper.number, paper.signed_on.format("%-d/%-m/%Y"))),
            detail,
            also: json!({"inspection_id": campaign.id, "unit_code": unit, "units": concerned(kind, campaign, unit)}),
        };
        record(conn, self.now, deed)
    }
}

/// More units than this are everybody.
const MOST_UNITS: usize = 50;

/// The units that hear of it: of a campaign itself whoever orders it and all that are inspected, of a record or of
/// something owed the unit it is about.
fn concerned<'a>(kind: &str, campaign: &'a Campaign, unit: &'a str) -> Vec<&'a str> {
    if kind != "inspection" {
        return vec![unit];
    }
    let subjects = campaign.form.subjects.iter().map(|subject| subject.unit_code.as_str());
    let units: BTreeSet<&str> = subjects.chain([unit]).collect();
    if units.len() > MOST_UNITS { Vec::new() } else { units.into_iter().collect() }
}

pub(super) fn not_permitted() -> ServiceError {
    ServiceError::NotPermitted(Permission::Inspect)
}
