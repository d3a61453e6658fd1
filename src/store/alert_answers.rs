//! Which alerts plans have been asked about, and in which round.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::alerts;
use super::{IN_A_LIST, StoreConnection, StoreError, id, on_each_backend, stored};
use crate::kernel::Timestamp;
use crate::kernel::ids::AlertId;

/// The alerts nobody has answered yet, in the order they were sent.
pub fn unanswered(conn: &mut StoreConnection) -> Result<Vec<AlertId>, StoreError> {
    let rows: Vec<String> = alerts::table
        .filter(alerts::responded_at.is_null())
        .order((alerts::sent, alerts::id))
        .select(alerts::id)
        .load(conn)?;
    rows.iter().map(|row| id(row)).collect()
}

/// Notes that plans were asked; false where that was already noted, and nothing may be done again.
pub fn mark_answered(conn: &mut StoreConnection, alert: AlertId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(mark_all_answered(conn, &[alert], now)?.contains_key(&alert))
}

/// Notes of alerts that plans were asked; gives those of which that was not noted before, each with the round in which
/// it was asked.
pub fn mark_all_answered(
    conn: &mut StoreConnection,
    ids: &[AlertId],
    now: Timestamp,
) -> Result<HashMap<AlertId, i64>, StoreError> {
    let mut marked = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(IN_A_LIST) {
        let texts: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let open = alerts::table.filter(alerts::id.eq_any(texts)).filter(alerts::responded_at.is_null());
        let rows: Vec<(String, i64)> = on_each_backend!(conn, conn => diesel::update(open)
            .set(alerts::responded_at.eq(Some(stored(now))))
            .returning((alerts::id, alerts::asked_round))
            .get_results(conn))?;
        for (alert, round) in rows {
            marked.insert(id(&alert)?, round);
        }
    }
    Ok(marked)
}

/// Lets plans be asked once more about an alert that was answered in `round`; false where that has been done already.
/// What was decided before stays.
pub fn reopen(conn: &mut StoreConnection, alert: AlertId, round: i64) -> Result<bool, StoreError> {
    let answered = alerts::table
        .filter(alerts::id.eq(alert.to_string()))
        .filter(alerts::asked_round.eq(round))
        .filter(alerts::responded_at.is_not_null());
    let reopened = diesel::update(answered)
        .set((alerts::asked_round.eq(round + 1), alerts::responded_at.eq(None::<NaiveDateTime>)))
        .execute(conn)?;
    Ok(reopened == 1)
}

/// Lets plans be asked once more about an alert, in a new round; false where they have not been asked yet.
pub fn ask_once_more(conn: &mut StoreConnection, alert: AlertId) -> Result<bool, StoreError> {
    let answered = alerts::table.filter(alerts::id.eq(alert.to_string())).filter(alerts::responded_at.is_not_null());
    let reopened = diesel::update(answered)
        .set((alerts::asked_round.eq(alerts::asked_round + 1), alerts::responded_at.eq(None::<NaiveDateTime>)))
        .execute(conn)?;
    Ok(reopened == 1)
}
