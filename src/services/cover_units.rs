//! Which unit has a plan against which hazard, and saying that a hazard does not concern a unit.

use serde_json::Value;

use super::adjust_rules::held_rules;
use super::live_data::day_of;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::plans::coverage::{CellState, Coverage, CoveredUnit, Duty, Question, coverage, covered_hazards};
use crate::plans::rules::{RuleCode, Season};
use crate::plans::{PlanRefusal, text_fault};
use crate::store::plan_coverage::{self, Asked};
use crate::store::{StoreConnection, StoreError, plan_duties};

/// Which part of the table is asked for.
#[derive(Debug, Clone, Default)]
pub struct CoverageFilter {
    /// Only this unit and those below it.
    pub within: Option<String>,
    /// Only this hazard.
    pub hazard: Option<Hazard>,
    /// Only cells in this state; the totals still count all.
    pub state: Option<CellState>,
}

/// The table as it stands today.
pub fn cover_units(app: &App, filter: &CoverageFilter) -> Result<Coverage, ServiceError> {
    let today = day_of(app.now());
    app.store.read(|conn| {
        let units = plan_coverage::units(conn, today, filter.within.as_deref())?;
        if units.is_empty() && filter.within.is_some() {
            return Err(StoreError::NotFound.into());
        }
        let asked = Asked { units: filter.within.as_ref().map(|_| units.as_slice()), hazard: filter.hazard };
        let standings = plan_coverage::standings(conn, asked)?;
        let duties = plan_duties::all(conn)?;
        let season = season(conn)?;
        let hazards = filter.hazard.map_or_else(covered_hazards, |hazard| vec![hazard]);
        let mut table = coverage(Question {
            units: &units,
            hazards: &hazards,
            standings: &standings,
            duties: &duties,
            season: season.as_ref(),
            today,
        });
        if let Some(state) = filter.state {
            table.units.iter_mut().for_each(|unit| unit.cells.retain(|cell| cell.state == state));
            table.units.retain(|unit| !unit.cells.is_empty());
        }
        Ok(table)
    })
}

/// The days of the yearly review, where that rule is on.
fn season(conn: &mut StoreConnection) -> Result<Option<Season>, StoreError> {
    let rules = held_rules(conn)?.into_iter().map(|held| held.rule);
    Ok(rules.filter(|rule| rule.enabled && rule.code == RuleCode::ReviewBeforeSeason).find_map(|rule| rule.season))
}

/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// Says whether `hazard` concerns the unit called `unit`, and why.
///
/// # Errors
/// `NotFound` for a unit that does not exist today; `Invalid` where it does not concern it and no reason is given.
pub fn say_whether_it_concerns(
    app: &App,
    by: &Acting,
    unit: &str,
    hazard: Hazard,
    applicable: bool,
    reason: &str,
) -> Result<Duty, ServiceError> {
    let now = app.now();
    let reason = checked(reason, applicable)?;
    let duty = app.store.write(|conn| {
        let units = plan_coverage::units(conn, day_of(now), Some(unit))?;
        let found = units.into_iter().find(|found| found.code == unit).ok_or(StoreError::NotFound)?;
        permit(conn, by, Permission::EditPlan, unit, now)?;
        let duty = Duty {
            unit_code: found.code.clone(),
            hazard,
            applicable,
            reason: reason.clone(),
            decided_by: by.account.display_name.clone(),
            on: day_of(now),
        };
        plan_duties::put(conn, &duty, now)?;
        record(
            conn,
            now,
            Deed {
                actor: &Actor::person(by),
                action: "plan_duty.decide",
                kind: "plan_duty",
                id: format!("{unit}/{}", hazard.code()),
                alert: None,
                paper: None,
                detail: told(&found, &duty),
                also: Value::Null,
            },
        )?;
        Ok::<_, ServiceError>(duty)
    })?;
    app.nudge_streams();
    Ok(duty)
}

fn checked(reason: &str, applicable: bool) -> Result<String, ServiceError> {
    let reason = reason.trim();
    let wrong =
        |vi: &str, en: &str| Err(ServiceError::Invalid { pointer: "/reason".into(), wording: Localized::new(vi, en) });
    match () {
        () if reason.is_empty() && !applicable => wrong(
            "Ghi lý do loại thiên tai này không áp dụng cho đơn vị.",
            "Say why this hazard does not concern the unit.",
        ),
        () => match text_fault("/reason", reason, MAX_REASON) {
            Some(fault) => Err(PlanRefusal::Faults(vec![fault]).into()),
            None => Ok(reason.to_owned()),
        },
    }
}

fn told(unit: &CoveredUnit, duty: &Duty) -> Localized {
    let hazard = duty.hazard.name();
    let (vi, en) = if duty.applicable { ("phải có", "must have") } else { ("không cần", "needs no") };
    let reason = if duty.reason.is_empty() { String::new() } else { format!(" {}", duty.reason) };
    Localized::new(
        format!("{}: {vi} phương án ứng phó {}.{reason}", unit.name, hazard.vi),
        format!("{}: {en} plan against {}.{reason}", unit.name, hazard.en),
    )
}
