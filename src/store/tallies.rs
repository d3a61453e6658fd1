//! How much of everything waits, counted by the database: for those who watch over the machine.

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::field_reports::unplaced_count;
use super::schema::{activations, alerts, events, raw_documents};
use super::{StoreConnection, StoreError, audit, deliveries, markers, stream, word_text};
use crate::alerts::raw::RawState;
use crate::kernel::Timestamp;
use crate::relocation::{ActivationStatus, EventKind};
use crate::webhooks::DeliveryState;

/// What waits, and how far the counters have come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tallies {
    /// Documents that were kept and not read yet.
    pub unread_documents: i64,
    /// Documents that were put aside.
    pub quarantined_documents: i64,
    /// Alerts that were stored and of which plans were not asked yet.
    pub unanswered_alerts: i64,
    /// Proposals that await a person, drills apart.
    pub waiting_proposals: i64,
    /// Those of them whose time to be answered is over.
    pub overdue_proposals: i64,
    /// Proposals of drills that await a person.
    pub waiting_drill_proposals: i64,
    /// Reports from the field that found no place and await a person.
    pub unplaced_reports: i64,
    /// Messages on their way to webhooks.
    pub pending_deliveries: i64,
    /// Since when the oldest of them is on its way.
    pub oldest_pending_delivery: Option<Timestamp>,
    /// Messages that were given up, of the last thirty days.
    pub dead_deliveries: i64,
    /// The number of the last event of the stream.
    pub last_event: i64,
    /// The number of the last entry of the log.
    pub last_entry: i64,
    /// The number of the last change of zones, plans and units.
    pub live_revision: i64,
}

/// Counts.
pub fn tallies(conn: &mut StoreConnection) -> Result<Tallies, StoreError> {
    let documents = |conn: &mut StoreConnection, state: RawState| -> Result<i64, StoreError> {
        let such = raw_documents::table.filter(raw_documents::state.eq(word_text(&state)));
        Ok(such.select(count_star()).get_result(conn)?)
    };
    let proposals: Vec<(String, bool)> = activations::table
        .inner_join(events::table.on(events::id.eq(activations::event_id)))
        .filter(activations::status.eq(word_text(&ActivationStatus::Proposed)))
        .select((events::kind, activations::escalated_at.is_not_null()))
        .load(conn)?;
    let drill = word_text(&EventKind::Drill);
    let count = |drills: bool, late_only: bool| {
        let such = proposals.iter().filter(|(kind, late)| (*kind == drill) == drills && (*late || !late_only));
        i64::try_from(such.count()).unwrap_or(i64::MAX)
    };
    Ok(Tallies {
        unread_documents: documents(conn, RawState::Received)?,
        quarantined_documents: documents(conn, RawState::Quarantined)?,
        unanswered_alerts: alerts::table
            .filter(alerts::responded_at.is_null())
            .select(count_star())
            .get_result(conn)?,
        waiting_proposals: count(false, false),
        overdue_proposals: count(false, true),
        waiting_drill_proposals: count(true, false),
        unplaced_reports: unplaced_count(conn)?,
        pending_deliveries: deliveries::count(conn, DeliveryState::Pending)?,
        oldest_pending_delivery: deliveries::oldest_pending(conn)?,
        dead_deliveries: deliveries::count(conn, DeliveryState::Dead)?,
        last_event: stream::head(conn)?,
        last_entry: audit::head(conn)?.map_or(0, |head| head.seq),
        live_revision: markers::counter(conn, markers::LIVE_DATA)?,
    })
}
