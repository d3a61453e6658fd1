//! What people said, as it came: append-only.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::schema::{field_reports, settled_reports};
use super::{
    StoreConnection, StoreError, from_json, id, insert_rows, loaded, on_each_backend, stored, to_json, word, word_text,
};
use crate::kernel::ids::{AccountId, RelocationId, ReportId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Report, Said};

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A relocation.
    Relocation,
    /// A task of a checklist.
    Task,
    /// A step of a task.
    TaskStep,
    /// A report that had found no place and is taken back.
    Report,
    /// Nothing that could be found.
    Unplaced,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportOutcome {
    /// Counts.
    Applied,
    /// Kept; a later word already stands.
    Superseded,
    /// Counts, and contradicts another: a person has to settle it.
    Conflict,
    /// Kept; it would take back what another said, and whoever brought it may not.
    NotPermitted,
    /// Kept; nothing was found that it is about: a person has to place it.
    Unplaced,
}

/// A report with everything that is kept of it.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptReport {
    /// Its id.
    pub id: ReportId,
    /// What it is about.
    pub target: Target,
    /// The id of that, as it was given.
    pub target_id: String,
    /// When it happened.
    pub happened_at: Timestamp,
    /// The same by the device's own clock.
    pub device_time: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
    /// Which device.
    pub device: Option<String>,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// Who said it, by name.
    pub by: String,
    /// What the device had been given.
    pub base_revision: i64,
    /// What its target got by it.
    pub revision: i64,
    /// What became of it.
    pub outcome: ReportOutcome,
    /// Why, where that needs words.
    pub reason: Option<Localized>,
    /// What it says, JSON.
    pub content: String,
    /// The account whose words these are, where somebody at a desk placed what another had said.
    pub speaker: Option<AccountId>,
    /// The report as which it was said first and found no place.
    pub first_said: Option<ReportId>,
    /// The report it takes back.
    pub takes_back: Option<ReportId>,
    /// Whether whoever took that back could decide for others there when it came; none where nothing is taken back, and
    /// where it came before anybody asked.
    pub over_others: Option<bool>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = field_reports)]
#[diesel(treat_none_as_default_value = false)]
struct ReportRow {
    id: String,
    target_kind: String,
    target_id: String,
    happened_at: NaiveDateTime,
    device_time: NaiveDateTime,
    received_at: NaiveDateTime,
    device: Option<String>,
    account_id: Option<String>,
    said_by: String,
    base_revision: i64,
    revision: i64,
    outcome: String,
    reason_vi: Option<String>,
    reason_en: Option<String>,
    content: String,
    speaker_id: Option<String>,
    first_said: Option<String>,
    takes_back: Option<String>,
    over_others: Option<bool>,
}

impl KeptReport {
    /// The report of a relocation as the fold reads it.
    pub fn report(&self) -> Result<Report, StoreError> {
        Ok(Report {
            id: self.id,
            happened_at: self.happened_at,
            device: self.device.clone(),
            by: self.by.clone(),
            account: self.account_id,
            speaker: self.speaker,
            first_said: self.first_said,
            over_others: self.over_others,
            base_revision: self.base_revision,
            revision: self.revision,
            said: from_json::<Said>(&self.content)?,
        })
    }

    fn row(&self) -> ReportRow {
        ReportRow {
            id: self.id.to_string(),
            target_kind: word_text(&self.target),
            target_id: self.target_id.clone(),
            happened_at: stored(self.happened_at),
            device_time: stored(self.device_time),
            received_at: stored(self.received_at),
            device: self.device.clone(),
            account_id: self.account_id.map(|account| account.to_string()),
            said_by: self.by.clone(),
            base_revision: self.base_revision,
            revision: self.revision,
            outcome: word_text(&self.outcome),
            reason_vi: self.reason.as_ref().map(|reason| reason.vi.clone()),
            reason_en: self.reason.as_ref().map(|reason| reason.en.clone()),
            content: self.content.clone(),
            speaker_id: self.speaker.map(|speaker| speaker.to_string()),
            first_said: self.first_said.map(|first| first.to_string()),
            takes_back: self.takes_back.map(|slip| slip.to_string()),
            over_others: self.over_others,
        }
    }
}

impl ReportRow {
    fn into_kept(self) -> Result<KeptReport, StoreError> {
        Ok(KeptReport {
            id: id(&self.id)?,
            target: word(&self.target_kind)?,
            target_id: self.target_id,
            happened_at: loaded(self.happened_at),
            device_time: loaded(self.device_time),
            received_at: loaded(self.received_at),
            device: self.device,
            account_id: self.account_id.as_deref().map(id).transpose()?,
            by: self.said_by,
            base_revision: self.base_revision,
            revision: self.revision,
            outcome: word(&self.outcome)?,
            reason: self.reason_vi.zip(self.reason_en).map(|(vi, en)| Localized::new(vi, en)),
            content: self.content,
            speaker: self.speaker_id.as_deref().map(id).transpose()?,
            first_said: self.first_said.as_deref().map(id).transpose()?,
            takes_back: self.takes_back.as_deref().map(id).transpose()?,
            over_others: self.over_others,
        })
    }
}

/// Keeps a report; `AlreadyExists` where it is kept already.
pub fn insert(conn: &mut StoreConnection, report: &KeptReport) -> Result<(), StoreError> {
    insert_all(conn, std::slice::from_ref(report))
}

/// Keeps reports; `AlreadyExists` where one of them is kept already.
pub fn insert_all(conn: &mut StoreConnection, reports: &[KeptReport]) -> Result<(), StoreError> {
    let rows: Vec<ReportRow> = reports.iter().map(KeptReport::row).collect();
    insert_rows!(conn, field_reports::table, rows);
    Ok(())
}

/// Those of these reports that are kept.
pub fn find_all(conn: &mut StoreConnection, wanted: &[ReportId]) -> Result<Vec<KeptReport>, StoreError> {
    let mut found = Vec::new();
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<ReportRow> =
            field_reports::table.filter(field_reports::id.eq_any(ids)).select(ReportRow::as_select()).load(conn)?;
        for row in rows {
            found.push(row.into_kept()?);
        }
    }
    Ok(found)
}

/// Everything that was said about a relocation or a task, in the order in which it came.
pub fn about(conn: &mut StoreConnection, target: &str) -> Result<Vec<KeptReport>, StoreError> {
    let rows: Vec<ReportRow> = field_reports::table
        .filter(field_reports::target_id.eq(target))
        .filter(field_reports::outcome.ne(word_text(&ReportOutcome::Unplaced)))
        .order((field_reports::revision, field_reports::id))
        .select(ReportRow::as_select())
        .load(conn)?;
    rows.into_iter().map(ReportRow::into_kept).collect()
}

/// Everything that was said about relocations, each in the order in which it came; those of which nobody has spoken are
/// left out.
pub fn about_all(
    conn: &mut StoreConnection,
    wanted: &[RelocationId],
) -> Result<HashMap<RelocationId, Vec<KeptReport>>, StoreError> {
    let mut found: HashMap<RelocationId, Vec<KeptReport>> = HashMap::new();
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<ReportRow> = field_reports::table
            .filter(field_reports::target_id.eq_any(ids))
            .filter(field_reports::outcome.ne(word_text(&ReportOutcome::Unplaced)))
            .order((field_reports::target_id, field_reports::revision, field_reports::id))
            .select(ReportRow::as_select())
            .load(conn)?;
        for row in rows {
            found.entry(id(&row.target_id)?).or_default().push(row.into_kept()?);
        }
    }
    Ok(found)
}

/// The same as the fold reads it.
pub fn of_relocations(
    conn: &mut StoreConnection,
    wanted: &[RelocationId],
) -> Result<HashMap<RelocationId, Vec<Report>>, StoreError> {
    let all = about_all(conn, wanted)?;
    all.into_iter()
        .map(|(about, kept)| Ok((about, kept.iter().map(KeptReport::report).collect::<Result<_, _>>()?)))
        .collect()
}

/// At most `limit` reports that nobody could place and with which nobody has done anything since, the newest first.
pub fn unplaced(conn: &mut StoreConnection, limit: i64) -> Result<Vec<KeptReport>, StoreError> {
    let settled = settled_reports::table.select(settled_reports::report_id);
    let rows: Vec<ReportRow> = field_reports::table
        .filter(field_reports::outcome.eq(word_text(&ReportOutcome::Unplaced)))
        .filter(field_reports::id.ne_all(settled))
        .order(field_reports::received_at.desc())
        .limit(limit)
        .select(ReportRow::as_select())
        .load(conn)?;
    rows.into_iter().map(ReportRow::into_kept).collect()
}

/// How many there are of those.
pub fn unplaced_count(conn: &mut StoreConnection) -> Result<i64, StoreError> {
    let settled = settled_reports::table.select(settled_reports::report_id);
    Ok(field_reports::table
        .filter(field_reports::outcome.eq(word_text(&ReportOutcome::Unplaced)))
        .filter(field_reports::id.ne_all(settled))
        .select(diesel::dsl::count_star())
        .get_result(conn)?)
}

/// What was done with a report that had found no place. Where it is none of the three, it took back another and nothing
/// is left to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The report.
    pub report: ReportId,
    /// The report by which it was said of a relocation.
    pub placed_as: Option<ReportId>,
    /// Why it was set aside.
    pub remark: Option<String>,
    /// The report by which whoever made it took it back.
    pub taken_back_by: Option<ReportId>,
    /// Who did it, by name.
    pub by: String,
    /// Whose account.
    pub account_id: AccountId,
    /// When.
    pub at: Timestamp,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = settled_reports)]
struct SettledRow {
    report_id: String,
    placed_as: Option<String>,
    remark: Option<String>,
    settled_by: String,
    account_id: String,
    settled_at: NaiveDateTime,
    taken_back_by: Option<String>,
}

impl SettledRow {
    fn of(settled: &Settled) -> Self {
        Self {
            report_id: settled.report.to_string(),
            placed_as: settled.placed_as.map(|report| report.to_string()),
            remark: settled.remark.clone(),
            settled_by: settled.by.clone(),
            account_id: settled.account_id.to_string(),
            settled_at: stored(settled.at),
            taken_back_by: settled.taken_back_by.map(|report| report.to_string()),
        }
    }

    fn into_settled(self) -> Result<Settled, StoreError> {
        Ok(Settled {
            report: id(&self.report_id)?,
            placed_as: self.placed_as.as_deref().map(id).transpose()?,
            remark: self.remark,
            taken_back_by: self.taken_back_by.as_deref().map(id).transpose()?,
            by: self.settled_by,
            account_id: id(&self.account_id)?,
            at: loaded(self.settled_at),
        })
    }
}

/// Writes down what was done with a report; `AlreadyExists` where somebody was first.
pub fn settle(conn: &mut StoreConnection, settled: &Settled) -> Result<(), StoreError> {
    diesel::insert_into(settled_reports::table).values(&SettledRow::of(settled)).execute(conn)?;
    Ok(())
}

/// The same where nobody was first; says whether it was written.
pub fn settle_unsettled(conn: &mut StoreConnection, settled: &Settled) -> Result<bool, StoreError> {
    let row = SettledRow::of(settled);
    let written = on_each_backend!(conn, conn => diesel::insert_into(settled_reports::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(conn))?;
    Ok(written > 0)
}

/// What was done with these reports.
pub fn settled(conn: &mut StoreConnection, wanted: &[ReportId]) -> Result<HashMap<ReportId, Settled>, StoreError> {
    let mut found = HashMap::new();
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<SettledRow> = settled_reports::table
            .filter(settled_reports::report_id.eq_any(ids))
            .select(SettledRow::as_select())
            .load(conn)?;
        for row in rows {
            let settled = row.into_settled()?;
            found.insert(settled.report, settled);
        }
    }
    Ok(found)
}

/// At most `limit` reports that had found no place and with which something was done, the newest first.
pub fn settled_list(conn: &mut StoreConnection, limit: i64) -> Result<Vec<(KeptReport, Settled)>, StoreError> {
    let rows: Vec<(ReportRow, SettledRow)> = field_reports::table
        .inner_join(settled_reports::table.on(settled_reports::report_id.eq(field_reports::id)))
        .order((settled_reports::settled_at.desc(), settled_reports::report_id.desc()))
        .limit(limit)
        .select((ReportRow::as_select(), SettledRow::as_select()))
        .load(conn)?;
    rows.into_iter().map(|(report, settled)| Ok((report.into_kept()?, settled.into_settled()?))).collect()
}

/// The reports that take back one of these, oldest first.
pub fn taking_back(conn: &mut StoreConnection, slips: &[ReportId]) -> Result<Vec<KeptReport>, StoreError> {
    let mut found = Vec::new();
    for chunk in slips.chunks(500) {
        let ids: Vec<Option<String>> = chunk.iter().map(|slip| Some(slip.to_string())).collect();
        let rows: Vec<ReportRow> = field_reports::table
            .filter(field_reports::takes_back.eq_any(ids))
            .order(field_reports::id)
            .select(ReportRow::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_kept()?);
        }
    }
    Ok(found)
}

/// The content of a report, as it is kept.
pub fn content_of(said: &Said) -> Result<String, StoreError> {
    to_json(said)
}
