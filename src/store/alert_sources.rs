//! Sources of alerts and what is remembered of them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::alert_sources;
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json};
use crate::alerts::source::{AlertSource, SourceMemory};
use crate::kernel::ids::SourceId;
use crate::kernel::{Localized, Timestamp};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = alert_sources)]
#[diesel(treat_none_as_null = true)]
struct SourceRow {
    id: String,
    code: String,
    name: String,
    url: String,
    enabled: bool,
    demonstration: bool,
    rules: String,
    etag: Option<String>,
    last_modified: Option<String>,
    last_attempt_at: Option<NaiveDateTime>,
    last_success_at: Option<NaiveDateTime>,
    last_new_alert_at: Option<NaiveDateTime>,
    next_attempt_at: Option<NaiveDateTime>,
    consecutive_failures: i64,
    last_error_vi: Option<String>,
    last_error_en: Option<String>,
    asked_in_full_at: Option<NaiveDateTime>,
    data_at: Option<NaiveDateTime>,
    last_note_vi: Option<String>,
    last_note_en: Option<String>,
    revision: i64,
}

/// The columns that a poll writes.
#[derive(AsChangeset)]
#[diesel(table_name = alert_sources)]
#[diesel(treat_none_as_null = true)]
struct MemoryRow {
    etag: Option<String>,
    last_modified: Option<String>,
    last_attempt_at: Option<NaiveDateTime>,
    last_success_at: Option<NaiveDateTime>,
    last_new_alert_at: Option<NaiveDateTime>,
    next_attempt_at: Option<NaiveDateTime>,
    consecutive_failures: i64,
    last_error_vi: Option<String>,
    last_error_en: Option<String>,
    asked_in_full_at: Option<NaiveDateTime>,
    data_at: Option<NaiveDateTime>,
    last_note_vi: Option<String>,
    last_note_en: Option<String>,
}

impl MemoryRow {
    fn of(memory: &SourceMemory) -> Self {
        let words = |words: &Option<Localized>| words.clone().map(|words| (words.vi, words.en)).unzip();
        let (last_error_vi, last_error_en) = words(&memory.last_error);
        let (last_note_vi, last_note_en) = words(&memory.last_note);
        Self {
            etag: memory.etag.clone(),
            last_modified: memory.last_modified.clone(),
            last_attempt_at: memory.last_attempt_at.map(stored),
            last_success_at: memory.last_success_at.map(stored),
            last_new_alert_at: memory.last_new_alert_at.map(stored),
            next_attempt_at: memory.next_attempt_at.map(stored),
            consecutive_failures: memory.consecutive_failures,
            last_error_vi,
            last_error_en,
            asked_in_full_at: memory.asked_in_full_at.map(stored),
            data_at: memory.data_at.map(stored),
            last_note_vi,
            last_note_en,
        }
    }
}

impl SourceRow {
    fn of(source: &AlertSource) -> Result<Self, StoreError> {
        let memory = MemoryRow::of(&source.memory);
        Ok(Self {
            id: source.id.to_string(),
            code: source.code.clone(),
            name: source.name.clone(),
            url: source.url.clone(),
            enabled: source.enabled,
            demonstration: source.demonstration,
            rules: to_json(&source.rules)?,
            etag: memory.etag,
            last_modified: memory.last_modified,
            last_attempt_at: memory.last_attempt_at,
            last_success_at: memory.last_success_at,
            last_new_alert_at: memory.last_new_alert_at,
            next_attempt_at: memory.next_attempt_at,
            consecutive_failures: memory.consecutive_failures,
            last_error_vi: memory.last_error_vi,
            last_error_en: memory.last_error_en,
            asked_in_full_at: memory.asked_in_full_at,
            data_at: memory.data_at,
            last_note_vi: memory.last_note_vi,
            last_note_en: memory.last_note_en,
            revision: source.revision,
        })
    }

    fn into_source(self) -> Result<AlertSource, StoreError> {
        Ok(AlertSource {
            id: id(&self.id)?,
            code: self.code,
            name: self.name,
            url: self.url,
            enabled: self.enabled,
            demonstration: self.demonstration,
            revision: self.revision,
            rules: from_json(&self.rules)?,
            memory: SourceMemory {
                etag: self.etag,
                last_modified: self.last_modified,
                asked_in_full_at: self.asked_in_full_at.map(loaded),
                last_attempt_at: self.last_attempt_at.map(loaded),
                last_success_at: self.last_success_at.map(loaded),
                last_new_alert_at: self.last_new_alert_at.map(loaded),
                next_attempt_at: self.next_attempt_at.map(loaded),
                consecutive_failures: self.consecutive_failures,
                last_error: self.last_error_vi.zip(self.last_error_en).map(|(vi, en)| Localized::new(vi, en)),
                last_note: self.last_note_vi.zip(self.last_note_en).map(|(vi, en)| Localized::new(vi, en)),
                data_at: self.data_at.map(loaded),
            },
        })
    }
}

/// Adds a source, or changes the one of the same code, which keeps its id and, while its address and format are the
/// same, its memory.
pub fn register(conn: &mut StoreConnection, source: &AlertSource) -> Result<SourceId, StoreError> {
    let Some(known) = by_code(conn, &source.code)? else {
        diesel::insert_into(alert_sources::table).values(&SourceRow::of(source)?).execute(conn)?;
        return Ok(source.id);
    };
    let same = AlertSource { id: known.id, revision: known.revision, memory: known.memory.clone(), ..source.clone() };
    if same != known {
        change(conn, &known, &same)?;
    }
    Ok(known.id)
}

/// Writes what is set of a source, with its revision counted up; `Stale` where somebody else was quicker. Where it
/// moves to another address or format, what is remembered of it is forgotten.
pub fn change(
    conn: &mut StoreConnection,
    before: &AlertSource,
    after: &AlertSource,
) -> Result<AlertSource, StoreError> {
    let moved = before.url != after.url || before.rules.format != after.rules.format;
    let memory = if moved {
        SourceMemory::default()
    } else if before.rules == after.rules {
        after.memory.clone()
    } else {
        // What was read by other rules is read anew, though it may not have changed.
        SourceMemory { etag: None, last_modified: None, asked_in_full_at: None, ..after.memory.clone() }
    };
    let next = AlertSource { id: before.id, revision: before.revision + 1, memory, ..after.clone() };
    let row = alert_sources::table
        .filter(alert_sources::id.eq(before.id.to_string()))
        .filter(alert_sources::revision.eq(before.revision));
    let changed = diesel::update(row).set(&SourceRow::of(&next)?).execute(conn)?;
    if changed == 0 { Err(StoreError::Stale) } else { Ok(next) }
}

/// Writes what is remembered of a source. Where its settings have been changed since it was read, nothing is written:
/// what was found belongs to another address, and it is asked again.
pub fn remember(conn: &mut StoreConnection, source: &AlertSource) -> Result<(), StoreError> {
    let row = alert_sources::table
        .filter(alert_sources::id.eq(source.id.to_string()))
        .filter(alert_sources::revision.eq(source.revision));
    diesel::update(row).set(&MemoryRow::of(&source.memory)).execute(conn)?;
    Ok(())
}

/// Every source, by code.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<AlertSource>, StoreError> {
    let rows: Vec<SourceRow> =
        alert_sources::table.order(alert_sources::code).select(SourceRow::as_select()).load(conn)?;
    rows.into_iter().map(SourceRow::into_source).collect()
}

/// One source.
pub fn get(conn: &mut StoreConnection, source: SourceId) -> Result<AlertSource, StoreError> {
    let row: SourceRow = alert_sources::table
        .filter(alert_sources::id.eq(source.to_string()))
        .select(SourceRow::as_select())
        .get_result(conn)?;
    row.into_source()
}

/// The source called `code`.
pub fn by_code(conn: &mut StoreConnection, code: &str) -> Result<Option<AlertSource>, StoreError> {
    let row: Option<SourceRow> = alert_sources::table
        .filter(alert_sources::code.eq(code))
        .select(SourceRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(SourceRow::into_source).transpose()
}

/// The enabled sources whose next poll is due at `now`.
pub fn due(conn: &mut StoreConnection, now: Timestamp) -> Result<Vec<AlertSource>, StoreError> {
    let rows: Vec<SourceRow> = alert_sources::table
        .filter(alert_sources::enabled.eq(true))
        .filter(alert_sources::next_attempt_at.is_null().or(alert_sources::next_attempt_at.le(stored(now))))
        .order(alert_sources::code)
        .select(SourceRow::as_select())
        .load(conn)?;
    rows.into_iter().map(SourceRow::into_source).collect()
}
