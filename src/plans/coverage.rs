//! Which unit has a plan against which hazard, how fresh it is, and who owes the next step.
//!
//! Pure: where versions stand, in; a cell for each unit and hazard, out. A cell without a plan is missing until a
//! person says, with a reason, that the hazard does not concern the unit.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Stage;
use super::rules::{Season, YearDay};
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::kernel::ids::PlanId;
use crate::places::UnitKind;

mod owed;

pub use owed::{Act, Owes, OwingRole};

/// A unit, as far as coverage asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredUnit {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The province of a commune.
    pub parent_code: Option<String>,
    /// The first day of this form of the unit.
    pub valid_from: NaiveDate,
}

/// Where a version stands, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its plan.
    pub plan_id: PlanId,
    /// Whose plan it is.
    pub unit_code: String,
    /// Against what.
    pub hazard: Hazard,
    /// Counted from 1.
    pub number: i64,
    /// Where it stands.
    pub at: StandingAt,
    /// By when it must be looked through again.
    pub review_by: Option<NaiveDate>,
}

/// Where a version stands, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingAt {
    /// Being worked on.
    Open(Stage),
    /// Approved.
    Approved {
        /// The day of the decision.
        on: NaiveDate,
        /// From when it holds.
        from: NaiveDate,
    },
    /// Taken out of force.
    Withdrawn {
        /// From when it held.
        from: NaiveDate,
        /// The day it was taken out.
        on: NaiveDate,
    },
}

/// That a hazard does not concern a unit, or does after all: who said so, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The unit.
    pub unit_code: String,
    /// The hazard.
    pub hazard: Hazard,
    /// Whether the unit must have a plan against it.
    pub applicable: bool,
    /// Why.
    pub reason: String,
    /// Who said so, as people see it.
    pub decided_by: String,
    /// The day.
    pub on: NaiveDate,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The units, by code.
    pub units: &'a [CoveredUnit],
    /// The hazards.
    pub hazards: &'a [Hazard],
    /// Where the versions of their plans stand, by plan and number.
    pub standings: &'a [Standing],
    /// What people said about hazards that do not concern a unit.
    pub duties: &'a [Duty],
    /// When plans are reviewed every year; `None` where that rule is off.
    pub season: Option<&'a Season>,
    /// The day.
    pub today: NaiveDate,
}

/// Which plans there are, by unit and hazard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coverage {
    /// The day it is told for.
    pub as_of: NaiveDate,
    /// The hazards, in the order of the law.
    pub hazards: Vec<CoveredHazard>,
    /// The units, by code.
    pub units: Vec<UnitCoverage>,
    /// How many cells of each state, over all units and hazards that were asked for.
    pub totals: Totals,
}

/// A hazard of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CoveredHazard {
    /// Its code.
    pub code: Hazard,
    /// Its name.
    pub name: Localized,
    /// How many units of each state.
    pub totals: Totals,
}

/// A unit's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitCoverage {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    #[schema(value_type = String)]
    pub kind: UnitKind,
    /// How many hazards of each state.
    pub totals: Totals,
    /// A cell for each hazard.
    pub cells: Vec<Cell>,
}

/// A unit and a hazard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cell {
    /// The hazard.
    pub hazard: Hazard,
    /// How the unit is covered.
    pub state: CellState,
    /// Where the version stands that the state is told by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// The plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    pub plan_id: Option<PlanId>,
    /// The number of that version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<i64>,
    /// From when that version holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<NaiveDate>,
    /// By when it must be looked through again: its own day or that of the season, whichever is earlier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<NaiveDate>,
    /// Why it is stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale_because: Option<StaleBecause>,
    /// The version being worked on beside the one in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenStanding>,
    /// Why the hazard does not concern the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who must do what next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owes: Option<Owes>,
}

/// How a unit is covered against a hazard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// A version is in force.
    InForce,
    /// A version is in force and was not reviewed in time.
    Stale,
    /// Nothing is in force, and a version is on its way.
    Draft,
    /// There is nothing.
    Missing,
    /// A person said that the hazard does not concern the unit.
    NotApplicable,
}

/// Why a version in force is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaleBecause {
    /// The unit was formed anew after it was approved.
    UnitFormedAnew,
    /// Its own review date has passed.
    ReviewDate,
    /// A season began without a review.
    Season,
}

/// A version being worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenStanding {
    /// Its number.
    pub n: i64,
    /// Where it stands.
    pub stage: Stage,
}

/// How many cells of each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Totals {
    /// In force.
    pub in_force: u32,
    /// In force, not reviewed in time.
    pub stale: u32,
    /// On the way.
    pub draft: u32,
    /// Nothing there.
    pub missing: u32,
    /// Of no concern, a person said.
    pub not_applicable: u32,
}

impl Totals {
    fn count(&mut self, state: CellState) {
        *match state {
            CellState::InForce => &mut self.in_force,
            CellState::Stale => &mut self.stale,
            CellState::Draft => &mut self.draft,
            CellState::Missing => &mut self.missing,
            CellState::NotApplicable => &mut self.not_applicable,
        } += 1;
    }
}

/// The hazards plans are asked for: all the law names, and the two incidents of the same command.
pub fn covered_hazards() -> Vec<Hazard> {
    Hazard::ALL.iter().copied().filter(|hazard| *hazard != Hazard::Other).collect()
}

/// The table for `question`.
pub fn coverage(question: Question<'_>) -> Coverage {
    let plans: HashMap<(&str, Hazard), &[Standing]> = question
        .standings
        .chunk_by(|one, next| one.plan_id == next.plan_id)
        .filter_map(|versions| Some(((versions.first()?.unit_code.as_str(), versions.first()?.hazard), versions)))
        .collect();
    let duties: HashMap<(&str, Hazard), &Duty> =
        question.duties.iter().map(|duty| ((duty.unit_code.as_str(), duty.hazard), duty)).collect();
    let mut hazards: Vec<CoveredHazard> = question
        .hazards
        .iter()
        .map(|hazard| CoveredHazard { code: *hazard, name: hazard.name(), totals: Totals::default() })
        .collect();
    let mut totals = Totals::default();
    let units = question
        .units
        .iter()
        .map(|unit| {
            let calendar = Calendar::of(unit, question.season, question.today);
            let mut row = Totals::default();
            let cells = hazards
                .iter_mut()
                .map(|column| {
                    let key = (unit.code.as_str(), column.code);
                    let versions = plans.get(&key).copied().unwrap_or_default();
                    let cell = cell(column.code, versions, duties.get(&key).copied(), calendar);
                    for sum in [&mut totals, &mut row, &mut column.totals] {
                        sum.count(cell.state);
                    }
                    cell
                })
                .collect();
            UnitCoverage { code: unit.code.clone(), name: unit.name.clone(), kind: unit.kind, totals: row, cells }
        })
        .collect();
    Coverage { as_of: question.today, hazards, units, totals }
}

/// The days that matter for a unit.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    today: NaiveDate,
    formed_on: NaiveDate,
    season: Option<YearDay>,
}

impl Calendar {
    /// The days that matter for `unit` on `today`.
    pub fn of(unit: &CoveredUnit, season: Option<&Season>, today: NaiveDate) -> Self {
        let season = season.map(|season| season.day_for(&unit.code, unit.parent_code.as_deref()));
        Self { today, formed_on: unit.valid_from, season }
    }

    /// By when a version approved on `day` must be reviewed because of the season: the one of the next year.
    fn review_after(self, day: NaiveDate) -> Option<NaiveDate> {
        self.season?.in_year(day.year() + 1)
    }

    /// By when a unit that has nothing in force owes a plan: the last season, or the first after it was formed.
    fn owed_by(self) -> Option<NaiveDate> {
        let years = [self.today.year() - 1, self.today.year(), self.today.year() + 1];
        let days: Vec<NaiveDate> = years.iter().filter_map(|year| self.season?.in_year(*year)).collect();
        let last = days.iter().rfind(|day| **day < self.today && **day >= self.formed_on);
        last.or_else(|| days.iter().find(|day| **day >= self.today)).copied()
    }
}

/// The cell of `hazard`, whose plan has `versions` (numbers ascending).
pub fn cell(hazard: Hazard, versions: &[Standing], duty: Option<&Duty>, calendar: Calendar) -> Cell {
    let open = versions.iter().rev().find_map(|version| match version.at {
        StandingAt::Open(stage) => Some((version, stage)),
        StandingAt::Approved { from, .. } if from > calendar.today => Some((version, Stage::Approved)),
        _ => None,
    });
    let bare = Cell {
        hazard,
        state: CellState::Missing,
        stage: None,
        plan_id: versions.first().map(|version| version.plan_id),
        n: None,
        effective_from: None,
        review_by: None,
        stale_because: None,
        open: None,
        reason: None,
        owes: None,
    };
    if let Some((version, on, from)) = in_force(versions, calendar.today) {
        let open = open.map(|(version, stage)| OpenStanding { n: version.number, stage });
        let (review_by, stale_because) = freshness(version, on, calendar);
        let due = if stale_because == Some(StaleBecause::UnitFormedAnew) { calendar.owed_by() } else { review_by };
        return Cell {
            state: if stale_because.is_some() { CellState::Stale } else { CellState::InForce },
            stage: Some(Stage::Approved),
            n: Some(version.number),
            effective_from: Some(from),
            review_by,
            stale_because,
            owes: stale_because.and_then(|_| owed::on_stale(open.map(|open| open.stage), due, calendar.today)),
            open,
            ..bare
        };
    }
    if let Some((version, stage)) = open {
        let effective_from = match version.at {
            StandingAt::Approved { from, .. } => Some(from),
            _ => None,
        };
        return Cell {
            state: CellState::Draft,
            stage: Some(stage),
            n: Some(version.number),
            effective_from,
            owes: owed::on_open(stage, calendar.owed_by(), calendar.today),
            ..bare
        };
    }
    // What was said about the unit before it was formed anew was said about another place.
    match duty.filter(|duty| !duty.applicable && duty.on >= calendar.formed_on) {
        Some(duty) => Cell { state: CellState::NotApplicable, reason: Some(duty.reason.clone()), ..bare },
        None => Cell { owes: Some(owed::on_missing(calendar.owed_by(), calendar.today)), ..bare },
    }
}

/// The version in force on `day` with its days: the latest whose day of effect has come, unless it was withdrawn.
fn in_force(versions: &[Standing], day: NaiveDate) -> Option<(&Standing, NaiveDate, NaiveDate)> {
    let latest = versions.iter().rev().find(|version| match version.at {
        StandingAt::Open(_) => false,
        StandingAt::Approved { from, .. } => from <= day,
        StandingAt::Withdrawn { from, on } => from <= day.min(on),
    })?;
    match latest.at {
        StandingAt::Approved { on, from } => Some((latest, on, from)),
        StandingAt::Open(_) | StandingAt::Withdrawn { .. } => None,
    }
}

/// By when a version approved on `on` must be reviewed, and why it is stale where it is.
fn freshness(version: &Standing, on: NaiveDate, calendar: Calendar) -> (Option<NaiveDate>, Option<StaleBecause>) {
    let season = calendar.review_after(on);
    let review_by = version.review_by.into_iter().chain(season).min();
    let passed = |day: Option<NaiveDate>| day.is_some_and(|day| day < calendar.today);
    let because = match () {
        () if calendar.formed_on > on => Some(StaleBecause::UnitFormedAnew),
        () if passed(version.review_by) => Some(StaleBecause::ReviewDate),
        () if passed(season) => Some(StaleBecause::Season),
        () => None,
    };
    (review_by, because)
}

#[cfg(test)]
mod tests;
