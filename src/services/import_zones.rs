//! A file of zones goes into the register: into the draft of a plan, in force without one, or to wait as drafts.
//!
//! What the file says is read first (`prepare`), without a transaction; then it is held against what is known,
//! and in the same transaction written (`settle`). A dry run does the same without writing.

mod outline;
mod plan_draft;
mod prepare;
mod questions;
mod reader;
mod settle;
mod words;

use serde_json::json;

use self::plan_draft::PlanDraft;
use self::prepare::Prepared;
use self::settle::Settled;
use super::permit::permit_any;
use super::place_file::{FileOrder, ImportDraft};
use super::place_households::{count_drawn, count_or_tell};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::formats::FeatureFile;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::{Localized, Timestamp};
use crate::store::{StoreConnection, StoreError, markers};

/// What is to be done with a file of zones.
#[derive(Debug, Clone, Default)]
pub struct ZoneOrder {
    /// How the file is read.
    pub file: FileOrder,
    /// The hazard of zones that name none.
    pub hazard: Option<Hazard>,
    /// The level of zones that name none.
    pub level: Option<RiskLevel>,
    /// The code of the plan into whose draft the zones go.
    pub plan: Option<String>,
    /// Whether alerts meet the zones from now on, without a plan.
    pub in_force: bool,
    /// What is done about outlines that are not sound.
    pub repair: RepairChoice,
}

/// What is done about outlines that are not sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RepairChoice {
    /// Their zones are refused.
    None,
    /// A repair is shown and the zones wait.
    #[default]
    Offered,
    /// Every repair is made.
    All,
}

/// Who imports.
#[derive(Debug, Clone, Copy)]
pub enum Importer<'a> {
    /// A person, within their rights.
    Person(&'a Acting),
    /// Whoever may type commands on the machine.
    CommandLine,
}

impl Importer<'_> {
    /// As the log names them.
    pub fn actor(self) -> Actor {
        match self {
            Self::Person(by) => Actor::person(by),
            Self::CommandLine => Actor::command_line(),
        }
    }

    /// The unit their rights are limited to.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Person(by) => by.account.unit_code.as_deref(),
            Self::CommandLine => None,
        }
    }

    /// Refuses a person who has none of `permissions` anywhere.
    pub fn require_any(self, permissions: &[Permission]) -> Result<(), ServiceError> {
        let Self::Person(by) = self else { return Ok(()) };
        match permissions.first() {
            Some(first) if !permissions.iter().any(|permission| by.account.role.may(*permission)) => {
                Err(ServiceError::NotPermitted(*first))
            }
            _ => Ok(()),
        }
    }
}

/// The rights to put zones in force without a plan.
const IN_FORCE: &[Permission] = &[Permission::ApprovePlan, Permission::ManageUnits];

/// Says what an import would do.
pub fn preview_zones(
    app: &App,
    by: Importer<'_>,
    file: &FeatureFile,
    order: &ZoneOrder,
) -> Result<ImportDraft, ServiceError> {
    let now = app.now();
    app.store.read(|conn| {
        let plan = may(conn, by, order, now)?;
        let prepared = Prepared::of(conn, by, file, order, plan.as_ref(), now)?;
        let settled = Settled::of(conn, &prepared, order, None)?;
        Ok(settled.into_draft(prepared))
    })
}

/// Takes the zones of a file in, in one transaction. While a question is open nothing is written; the answer then
/// is the draft with its questions.
pub fn import_zones(
    app: &App,
    by: Importer<'_>,
    file: &FeatureFile,
    order: &ZoneOrder,
) -> Result<ImportDraft, ServiceError> {
    let now = app.now();
    let prepared = app.store.read(|conn| {
        let plan = may(conn, by, order, now)?;
        Prepared::of(conn, by, file, order, plan.as_ref(), now)
    })?;
    if !prepared.draft.questions.is_empty() {
        let settled = app.store.read(|conn| Settled::of(conn, &prepared, order, None))?;
        return Ok(settled.into_draft(prepared));
    }
    let picture = app.live.current(&app.store, now)?;
    let settled = app.store.write(|conn| {
        let plan = may(conn, by, order, now)?;
        let settled = Settled::of(conn, &prepared, order, Some(now))?;
        if !order.in_force {
            count_drawn(conn, &picture, &settled.drawn)?;
        }
        if let Some(plan) = plan {
            plan.take_in(conn, by, &settled, now)?;
        }
        if settled.wrote {
            if order.in_force {
                markers::advance(conn, markers::LIVE_DATA)?;
            }
            note(conn, by, &order.file.name, &settled.summary(&prepared), now)?;
        }
        Ok::<_, ServiceError>(settled)
    })?;
    app.nudge_streams();
    count_or_tell(app);
    Ok(settled.into_draft(prepared))
}

/// Whether `by` may do this at all, and the draft of the plan that was named. What each zone's commune allows is
/// asked zone by zone.
fn may(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    order: &ZoneOrder,
    now: Timestamp,
) -> Result<Option<PlanDraft>, ServiceError> {
    if order.in_force && order.plan.is_some() {
        return Err(ServiceError::Invalid {
            pointer: "/in_force".into(),
            wording: Localized::new(
                "Chọn một trong hai: đưa vào bản dự thảo của phương án, hoặc đưa vào hiệu lực không qua phương án.",
                "Choose one: into the draft of a plan, or in force without a plan.",
            ),
        });
    }
    by.require_any(if order.in_force { IN_FORCE } else { &[Permission::EditPlan] })?;
    if let (Importer::Person(acting), Some(commune)) = (by, &order.file.commune) {
        let permissions = if order.in_force { IN_FORCE } else { &[Permission::EditPlan] };
        permit_any(conn, acting, permissions, commune, now)?;
    }
    order.plan.as_deref().map(|code| PlanDraft::find(conn, by, code, now)).transpose()
}

fn note(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    file_name: &str,
    summary: &Localized,
    now: Timestamp,
) -> Result<(), StoreError> {
    let deed = Deed {
        actor: &by.actor(),
        action: "zones_imported",
        kind: "zones",
        id: file_name.to_owned(),
        alert: None,
        paper: None,
        detail: Localized::new(format!("{file_name}: {}", summary.vi), format!("{file_name}: {}", summary.en)),
        also: json!({}),
    };
    record(conn, now, deed)
}
