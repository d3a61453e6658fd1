//! Looking back at an event or a drill: how long each step took in each zone, where it stuck, and who was never reached.

use std::collections::BTreeMap;

use serde::Serialize;

use super::report::RelocationState;
use super::stage::{StageStep, ZoneStage};
use super::{Relocation, Report, Task, TaskState};
use crate::kernel::Timestamp;
use crate::kernel::ids::RelocationId;
use crate::plans::Role;

/// A zone's round, looked back at. Minutes are counted from the order to leave, or from the first step where there was
/// no order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RoundReview {
    /// When the round began.
    pub began_at: Timestamp,
    /// From the proposal to the decision.
    pub minutes_to_decision: Option<i64>,
    /// To each stage, where it was reached; the first time counts.
    pub minutes_to_stage: BTreeMap<ZoneStage, i64>,
    /// To the first household on its way.
    pub minutes_to_first_departure: Option<i64>,
    /// To the household with which half of all were on their way.
    pub minutes_to_half: Option<i64>,
    /// To the last household on its way; nothing where some never left.
    pub minutes_to_last_departure: Option<i64>,
    /// Households of the round.
    pub households: usize,
    /// Those of which nobody ever said anything.
    pub never_reached: Vec<RelocationId>,
    /// Those that refused to the end.
    pub refused: Vec<RelocationId>,
    /// Minutes between what happened and its being known here: the median.
    pub median_delay_minutes: Option<i64>,
}

/// The tasks of a role, looked back at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleReview {
    /// The role.
    pub role: Role,
    /// Its tasks with a time by which they were due.
    pub tasks: usize,
    /// Of them, done late.
    pub late: usize,
    /// Of them, never done.
    pub never_done: usize,
    /// Minutes by which the late ones were late: the worst.
    pub worst_minutes: i64,
}

/// A report of a relocation, and when it came here.
#[derive(Debug, Clone, PartialEq)]
pub struct HeardReport {
    /// The report.
    pub report: Report,
    /// When it came.
    pub received_at: Timestamp,
}

/// Looks back at a round: its steps, the relocations of its households, and every report on each of them.
pub fn review_round(
    proposed_at: Timestamp,
    steps: &[StageStep],
    relocations: &[Relocation],
    reports: &BTreeMap<RelocationId, Vec<HeardReport>>,
) -> Option<RoundReview> {
    let began_at = steps.first()?.happened_at;
    let ordered = steps.iter().find(|step| step.stage == ZoneStage::Ordered).map_or(began_at, |step| step.happened_at);
    let since = |at: Timestamp| (at - ordered).num_minutes();
    let mut minutes_to_stage = BTreeMap::new();
    for step in steps {
        minutes_to_stage.entry(step.stage).or_insert_with(|| since(step.happened_at));
    }
    let mut departures: Vec<Timestamp> =
        relocations.iter().filter_map(|relocation| departure(reports.get(&relocation.id)?)).collect();
    departures.sort_unstable();
    let at = |place: usize| departures.get(place).copied().map(since);
    let in_state = |state: RelocationState| {
        let found = relocations.iter().filter(|relocation| relocation.standing.state() == state);
        found.map(|relocation| relocation.id).collect::<Vec<_>>()
    };
    let households = relocations.len();
    Some(RoundReview {
        began_at,
        minutes_to_decision: Some((began_at - proposed_at).num_minutes()).filter(|minutes| *minutes >= 0),
        minutes_to_stage,
        minutes_to_first_departure: at(0),
        minutes_to_half: if households == 0 { None } else { at(households.div_ceil(2) - 1) },
        minutes_to_last_departure: if households == 0 { None } else { at(households - 1) },
        households,
        never_reached: in_state(RelocationState::Unknown),
        refused: in_state(RelocationState::Refused),
        median_delay_minutes: median_delay(reports.values().flatten()),
    })
}

/// When a household was first told to be on its way.
fn departure(reports: &[HeardReport]) -> Option<Timestamp> {
    let away = reports.iter().filter(|heard| heard.report.said.state.is_some_and(RelocationState::is_away));
    away.map(|heard| heard.report.happened_at).min()
}

fn median_delay<'r>(reports: impl Iterator<Item = &'r HeardReport>) -> Option<i64> {
    let mut delays: Vec<i64> =
        reports.map(|heard| (heard.received_at - heard.report.happened_at).num_minutes()).collect();
    delays.sort_unstable();
    delays.get(delays.len().checked_sub(1)? / 2).copied()
}

/// Looks back at tasks, role by role; the role with the most late or undone ones first. A task that was never due is not
/// looked at.
pub fn review_roles<'t>(tasks: impl Iterator<Item = &'t Task>, over_at: Timestamp) -> Vec<RoleReview> {
    let mut roles: Vec<RoleReview> = Vec::new();
    for task in tasks {
        let Some(due_at) = task.due_at.filter(|due_at| *due_at <= over_at) else { continue };
        if !roles.iter().any(|known| known.role == task.role) {
            roles.push(RoleReview { role: task.role, tasks: 0, late: 0, never_done: 0, worst_minutes: 0 });
        }
        let Some(role) = roles.iter_mut().find(|known| known.role == task.role) else { continue };
        role.tasks += 1;
        match &task.state {
            TaskState::Open => {
                role.never_done += 1;
                role.worst_minutes = role.worst_minutes.max((over_at - due_at).num_minutes());
            }
            TaskState::Done { at, .. } | TaskState::DoneEarlier { at, .. } if *at > due_at => {
                role.late += 1;
                role.worst_minutes = role.worst_minutes.max((*at - due_at).num_minutes());
            }
            TaskState::Done { .. } | TaskState::DoneEarlier { .. } | TaskState::NotApplicable { .. } => {}
        }
    }
    roles.sort_by_key(|role| std::cmp::Reverse((role.late + role.never_done, role.worst_minutes)));
    roles
}
