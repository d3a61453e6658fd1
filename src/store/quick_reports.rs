//! Quick reports (báo cáo nhanh) as they were sent up; none is ever changed, a correction is the next one.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::events::episode_ids;
use super::schema::quick_reports;
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json};
use crate::kernel::Timestamp;
use crate::kernel::ids::{EventId, QuickReportId};
use crate::relocation::MoveFigures;

/// A quick report.
#[derive(Debug, Clone, PartialEq)]
pub struct QuickReport {
    /// Its id.
    pub id: QuickReportId,
    /// On which event.
    pub event_id: EventId,
    /// Of which unit.
    pub unit_code: String,
    /// The hour its figures are of.
    pub as_of: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// In which words.
    pub remark: Option<String>,
    /// The figures.
    pub figures: MoveFigures,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = quick_reports)]
struct ReportRow {
    id: String,
    event_id: String,
    unit_code: String,
    as_of: NaiveDateTime,
    made_at: NaiveDateTime,
    made_by: String,
    remark: Option<String>,
    figures: String,
}

impl ReportRow {
    fn into_report(self) -> Result<QuickReport, StoreError> {
        Ok(QuickReport {
            id: id(&self.id)?,
            event_id: id(&self.event_id)?,
            unit_code: self.unit_code,
            as_of: loaded(self.as_of),
            made_at: loaded(self.made_at),
            made_by: self.made_by,
            remark: self.remark,
            figures: from_json(&self.figures)?,
        })
    }
}

/// Keeps a report.
pub fn insert(conn: &mut StoreConnection, report: &QuickReport) -> Result<(), StoreError> {
    let row = ReportRow {
        id: report.id.to_string(),
        event_id: report.event_id.to_string(),
        unit_code: report.unit_code.clone(),
        as_of: stored(report.as_of),
        made_at: stored(report.made_at),
        made_by: report.made_by.clone(),
        remark: report.remark.clone(),
        figures: to_json(&report.figures)?,
    };
    diesel::insert_into(quick_reports::table).values(row).execute(conn)?;
    Ok(())
}

/// The reports of a unit on an event and those that are one with it, the newest first.
pub fn of_unit(conn: &mut StoreConnection, event: EventId, unit: &str) -> Result<Vec<QuickReport>, StoreError> {
    let rows: Vec<ReportRow> = quick_reports::table
        .filter(quick_reports::event_id.eq_any(episode_ids(conn, event)?))
        .filter(quick_reports::unit_code.eq(unit))
        .order((quick_reports::as_of.desc(), quick_reports::id.desc()))
        .select(ReportRow::as_select())
        .load(conn)?;
    rows.into_iter().map(ReportRow::into_report).collect()
}

/// The units that have reported on an event since `since`, each with the hour of its latest figures.
pub fn reported_since(
    conn: &mut StoreConnection,
    event: EventId,
    since: Timestamp,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let rows: Vec<(String, Option<NaiveDateTime>)> = quick_reports::table
        .filter(quick_reports::event_id.eq_any(episode_ids(conn, event)?))
        .filter(quick_reports::as_of.ge(stored(since)))
        .group_by(quick_reports::unit_code)
        .select((quick_reports::unit_code, diesel::dsl::max(quick_reports::as_of)))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(unit, at)| Some((unit, loaded(at?)))).collect())
}
