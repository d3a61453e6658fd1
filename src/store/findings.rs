//! Findings that stand or stood: since when, and when each was mended. Their words are not kept.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::findings;
use super::{StoreConnection, StoreError, from_json, id, insert_rows, loaded, stored, to_json, word, word_text};
use crate::findings::kept::Known;
use crate::findings::{FindingId, Kind, Severity, UnitCode};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;

/// How many ids are asked for in one statement.
const CHUNK: usize = 500;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = findings)]
#[diesel(treat_none_as_default_value = false)]
struct FindingRow {
    id: String,
    told_key: String,
    kind: String,
    severity: String,
    unit_code: String,
    hazards: String,
    first_seen: NaiveDateTime,
    mended_at: Option<NaiveDateTime>,
    came_back: i64,
}

impl FindingRow {
    fn of(known: &Known) -> Result<Self, StoreError> {
        Ok(Self {
            id: known.id.to_string(),
            told_key: known.key.clone(),
            kind: known.kind.code().to_owned(),
            severity: word_text(&known.severity),
            unit_code: known.unit.to_string(),
            hazards: to_json(&known.hazards)?,
            first_seen: stored(known.first_seen),
            mended_at: known.mended_at.map(stored),
            came_back: known.came_back,
        })
    }

    /// Nothing where the kind is one this program no longer looks for.
    fn into_known(self) -> Result<Option<Known>, StoreError> {
        let Some(kind) = Kind::from_code(&self.kind) else { return Ok(None) };
        let corrupt = || StoreError::corrupt(format!("{} is not the code of a unit", self.unit_code));
        Ok(Some(Known {
            id: id(&self.id)?,
            unit: UnitCode::new(&self.unit_code).ok_or_else(corrupt)?,
            key: self.told_key,
            kind,
            severity: word(&self.severity)?,
            hazards: from_json(&self.hazards)?,
            first_seen: loaded(self.first_seen),
            mended_at: self.mended_at.map(loaded),
            came_back: self.came_back,
        }))
    }
}

/// Notes that findings stand. One that is noted as standing stays as it is; one that was mended has come back.
pub fn note_standing(conn: &mut StoreConnection, standing: &[Known]) -> Result<(), StoreError> {
    for chunk in standing.chunks(CHUNK) {
        let ids: Vec<String> = chunk.iter().map(|known| known.id.to_string()).collect();
        let held: Vec<(String, Option<NaiveDateTime>)> =
            findings::table.filter(findings::id.eq_any(ids)).select((findings::id, findings::mended_at)).load(conn)?;
        let held: HashMap<String, bool> = held.into_iter().map(|(id, mended)| (id, mended.is_some())).collect();
        let mut fresh = Vec::new();
        for known in chunk {
            let row = FindingRow::of(known)?;
            match held.get(&row.id) {
                None => fresh.push(row),
                Some(true) => come_back(conn, &row)?,
                Some(false) => {}
            }
        }
        insert_rows!(conn, findings::table, fresh);
    }
    Ok(())
}

fn come_back(conn: &mut StoreConnection, row: &FindingRow) -> Result<(), StoreError> {
    diesel::update(findings::table.filter(findings::id.eq(&row.id)))
        .set((
            findings::severity.eq(&row.severity),
            findings::unit_code.eq(&row.unit_code),
            findings::hazards.eq(&row.hazards),
            findings::first_seen.eq(row.first_seen),
            findings::mended_at.eq(None::<NaiveDateTime>),
            findings::came_back.eq(findings::came_back + 1),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes that findings stand no longer.
pub fn note_mended(conn: &mut StoreConnection, mended: &[FindingId], at: Timestamp) -> Result<(), StoreError> {
    for chunk in mended.chunks(CHUNK) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        diesel::update(findings::table.filter(findings::id.eq_any(ids)).filter(findings::mended_at.is_null()))
            .set(findings::mended_at.eq(stored(at)))
            .execute(conn)?;
    }
    Ok(())
}

/// The findings that are noted as standing.
pub fn noted_as_standing(conn: &mut StoreConnection) -> Result<HashSet<FindingId>, StoreError> {
    let rows: Vec<String> = findings::table.filter(findings::mended_at.is_null()).select(findings::id).load(conn)?;
    rows.iter().map(|text| id(text)).collect()
}

/// What is noted of these findings.
pub fn known(conn: &mut StoreConnection, wanted: &[FindingId]) -> Result<HashMap<FindingId, Known>, StoreError> {
    let mut found = HashMap::with_capacity(wanted.len());
    for chunk in wanted.chunks(CHUNK) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<FindingRow> =
            findings::table.filter(findings::id.eq_any(ids)).select(FindingRow::as_select()).load(conn)?;
        for row in rows {
            found.extend(row.into_known()?.map(|known| (known.id, known)));
        }
    }
    Ok(found)
}

/// Which of the mended findings are asked for; empty fields ask for all.
#[derive(Debug, Clone, Default)]
pub struct MendedFilter {
    /// Of these units; `None` is all of them.
    pub units: Option<Vec<String>>,
    /// Of this severity.
    pub severity: Option<Severity>,
    /// Of these kinds; `None` is all of them.
    pub kinds: Option<Vec<Kind>>,
    /// Of this hazard.
    pub hazard: Option<Hazard>,
}

type Backend = <StoreConnection as Connection>::Backend;
type Query<'a> = findings::BoxedQuery<'a, Backend>;

fn filtered(filter: &MendedFilter) -> Query<'static> {
    let mut query = findings::table.filter(findings::mended_at.is_not_null()).into_boxed::<Backend>();
    if let Some(units) = &filter.units {
        query = query.filter(findings::unit_code.eq_any(units.clone()));
    }
    if let Some(severity) = &filter.severity {
        query = query.filter(findings::severity.eq(word_text(severity)));
    }
    if let Some(kinds) = &filter.kinds {
        query = query.filter(findings::kind.eq_any(kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>()));
    }
    if let Some(hazard) = &filter.hazard {
        query = query.filter(findings::hazards.like(format!("%\"{}\"%", word_text(hazard))));
    }
    query
}

/// At most `limit` findings that were mended, the last first, from the one numbered `skipped` on.
pub fn mended(
    conn: &mut StoreConnection,
    filter: &MendedFilter,
    skipped: i64,
    limit: i64,
) -> Result<Vec<Known>, StoreError> {
    let rows: Vec<FindingRow> = filtered(filter)
        .order((findings::mended_at.desc(), findings::id))
        .offset(skipped)
        .limit(limit)
        .select(FindingRow::as_select())
        .load(conn)?;
    rows.into_iter().filter_map(|row| row.into_known().transpose()).collect()
}

/// How many findings were mended, by kind and severity.
pub fn count_mended(conn: &mut StoreConnection, filter: &MendedFilter) -> Result<Vec<(Kind, Severity)>, StoreError> {
    let rows: Vec<(String, String)> = filtered(filter).select((findings::kind, findings::severity)).load(conn)?;
    let each = rows.into_iter().filter_map(|(kind, severity)| Some((Kind::from_code(&kind)?, severity)));
    each.map(|(kind, severity)| Ok((kind, word(&severity)?))).collect()
}
