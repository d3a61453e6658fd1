//! The report at the end of an event or a drill.

use std::collections::BTreeMap;

use super::{App, ServiceError};
use crate::kernel::Timestamp;
use crate::kernel::ids::{ActivationId, ChecklistId, EventId, RelocationId};
use crate::relocation::review::{HeardReport, RoleReview, RoundReview, review_roles, review_round};
use crate::relocation::{Event, Relocation, Report, TakenBack};
use crate::store::field_reports::KeptReport;
use crate::store::relocations::Asked;
use crate::store::{
    StoreConnection, StoreError, activations, checklist_stages, checklists, events, field_reports, relocations, zones,
};

/// A zone's round in the report.
#[derive(Debug, Clone)]
pub struct ReviewedRound {
    /// The activation.
    pub activation_id: ActivationId,
    /// The checklist.
    pub checklist_id: ChecklistId,
    /// The zone's code and name.
    pub zone: (String, String),
    /// Which round.
    pub round: i64,
    /// What it was like.
    pub review: RoundReview,
    /// Whom nobody reached, and who refused.
    pub unreached: Vec<Relocation>,
}

/// The report.
#[derive(Debug, Clone)]
pub struct EventReview {
    /// The event.
    pub event: Event,
    /// Until when it looks.
    pub until: Timestamp,
    /// Zone by zone, in the order in which they were opened.
    pub rounds: Vec<ReviewedRound>,
    /// Role by role, the slowest first.
    pub roles: Vec<RoleReview>,
    /// The round that took longest to be cleared, or was not.
    pub bottleneck: Option<ChecklistId>,
}

/// The most households of one round in a report.
const MAX_HOUSEHOLDS: i64 = 50_000;

/// Looks back at an event, at its end or while it runs.
pub fn review_event(app: &App, id: EventId) -> Result<EventReview, ServiceError> {
    let now = app.now();
    Ok(app.store.read(|conn| {
        let event = events::get(conn, id)?;
        let until = event.closed_at.unwrap_or(now);
        let (mut rounds, mut lists) = (Vec::new(), Vec::new());
        for activation in activations::list(conn, Some(id), None)? {
            for list in checklists::of_activation(conn, activation.id)? {
                let asked = Asked { checklist: Some(list.id), ..Asked::default() };
                let moved = relocations::list(conn, id, &asked, None, MAX_HOUSEHOLDS)?;
                let reports = reports_on(conn, &moved)?;
                let steps = checklist_stages::of(conn, list.id)?;
                let Some(review) = review_round(activation.proposed_at, &steps, &moved, &reports) else { continue };
                let zone = zones::at_revision(conn, list.zone_id, list.zone_revision)?;
                let missed = |relocation: &Relocation| {
                    review.never_reached.contains(&relocation.id) || review.refused.contains(&relocation.id)
                };
                rounds.push(ReviewedRound {
                    activation_id: activation.id,
                    checklist_id: list.id,
                    zone: (zone.code.clone(), zone.name.clone()),
                    round: list.round,
                    unreached: moved.into_iter().filter(missed).collect(),
                    review,
                });
                lists.push(list.id);
            }
        }
        rounds.sort_by_key(|round| (round.review.began_at, round.checklist_id));
        let tasks = checklists::tasks_of(conn, &lists)?;
        let roles = review_roles(tasks.values().flatten(), until);
        let bottleneck = slowest(&rounds);
        Ok::<_, StoreError>(EventReview { event, until, rounds, roles, bottleneck })
    })?)
}

fn reports_on(
    conn: &mut StoreConnection,
    moved: &[Relocation],
) -> Result<BTreeMap<RelocationId, Vec<HeardReport>>, StoreError> {
    let ids: Vec<RelocationId> = moved.iter().map(|relocation| relocation.id).collect();
    let mut reports: BTreeMap<_, _> = ids.iter().map(|id| (*id, Vec::new())).collect();
    for (id, kept) in field_reports::about_all(conn, &ids)? {
        let said = kept.iter().map(KeptReport::report).collect::<Result<Vec<Report>, StoreError>>()?;
        // What was taken back was never so.
        let gone = TakenBack::among(&said).gone;
        let heard = kept
            .iter()
            .zip(said)
            .filter(|(_, report)| !gone.contains(&report.id))
            .map(|(kept, report)| HeardReport { report, received_at: kept.received_at })
            .collect();
        reports.insert(id, heard);
    }
    Ok(reports)
}

/// A round that was never cleared is slower than any that was.
fn slowest(rounds: &[ReviewedRound]) -> Option<ChecklistId> {
    let cleared = |round: &ReviewedRound| {
        let minutes = round.review.minutes_to_stage.get(&crate::relocation::ZoneStage::Cleared);
        minutes.copied().unwrap_or(i64::MAX)
    };
    rounds.iter().max_by_key(|round| cleared(round)).map(|round| round.checklist_id)
}
