//! Relocations: what they were opened with, and where they stand after their reports.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{relocation_checklists, relocation_property, relocations};
use super::word_text;
use super::{
    StoreConnection, StoreError, events, from_json, id, loaded, on_each_backend, optional_id, stored, to_json,
};
use crate::kernel::ids::{ChecklistId, EventId, HouseholdId, RelocationId};
use crate::relocation::{Relocation, RelocationState};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = relocations)]
struct RelocationRow {
    id: String,
    event_id: String,
    household_id: Option<String>,
    household_code: String,
    label: Option<String>,
    commune_code: String,
    village: String,
    round: i64,
    is_current: bool,
    opened_at: NaiveDateTime,
    listed: i64,
    vulnerable: i64,
    listed_property: String,
    revision: i64,
    state: String,
    state_at: Option<NaiveDateTime>,
    present: Option<i64>,
    departed: Option<i64>,
    arrived: Option<i64>,
    returned: Option<i64>,
    destination_kind: Option<String>,
    shelter_id: Option<String>,
    people: i64,
    uncounted: i64,
    conflicts: i64,
    differences: i64,
    standing: String,
}

/// What follows from the reports; what a relocation was opened with is never written again.
#[derive(AsChangeset)]
#[diesel(table_name = relocations)]
#[diesel(treat_none_as_null = true)]
struct StandingRow {
    revision: i64,
    state: String,
    state_at: Option<NaiveDateTime>,
    present: Option<i64>,
    departed: Option<i64>,
    arrived: Option<i64>,
    returned: Option<i64>,
    destination_kind: Option<String>,
    shelter_id: Option<String>,
    people: i64,
    uncounted: i64,
    conflicts: i64,
    differences: i64,
    standing: String,
}

impl From<RelocationRow> for StandingRow {
    fn from(row: RelocationRow) -> Self {
        Self {
            revision: row.revision,
            state: row.state,
            state_at: row.state_at,
            present: row.present,
            departed: row.departed,
            arrived: row.arrived,
            returned: row.returned,
            destination_kind: row.destination_kind,
            shelter_id: row.shelter_id,
            people: row.people,
            uncounted: row.uncounted,
            conflicts: row.conflicts,
            differences: row.differences,
            standing: row.standing,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = relocation_property)]
struct PropertyRow {
    relocation_id: String,
    line_id: String,
    kind: String,
    quantity: f64,
    unit: String,
    state: String,
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

impl RelocationRow {
    fn of(relocation: &Relocation) -> Result<Self, StoreError> {
        let standing = &relocation.standing;
        let destination = standing.destination.as_ref().map(|heard| &heard.value);
        let (people, uncounted) = relocation.people_now();
        Ok(Self {
            id: relocation.id.to_string(),
            event_id: relocation.event_id.to_string(),
            household_id: relocation.household_id.map(|household| household.to_string()),
            household_code: relocation.household_code.clone(),
            label: relocation.label.clone(),
            commune_code: relocation.commune_code.clone(),
            village: relocation.village.clone(),
            round: relocation.round,
            is_current: relocation.is_current,
            opened_at: stored(relocation.opened_at),
            listed: relocation.listed,
            vulnerable: relocation.vulnerable,
            listed_property: to_json(&relocation.listed_property)?,
            revision: relocation.revision,
            state: word_text(&standing.state()),
            state_at: standing.state.as_ref().map(|heard| stored(heard.at)),
            present: standing.present.as_ref().map(|heard| heard.value),
            departed: standing.departed.as_ref().map(|heard| heard.value),
            arrived: standing.arrived.as_ref().map(|heard| heard.value),
            returned: standing.returned.as_ref().map(|heard| heard.value),
            destination_kind: destination.map(|to| word_text(&to.kind)),
            shelter_id: destination.and_then(|to| to.shelter_id).map(|shelter| shelter.to_string()),
            people,
            uncounted: uncounted.into(),
            conflicts: count(standing.conflicts.len()),
            differences: count(standing.unexplained().count()),
            standing: to_json(standing)?,
        })
    }

    fn into_relocation(self) -> Result<Relocation, StoreError> {
        Ok(Relocation {
            id: id(&self.id)?,
            event_id: id(&self.event_id)?,
            household_id: optional_id(self.household_id.as_deref())?,
            household_code: self.household_code,
            label: self.label,
            commune_code: self.commune_code,
            village: self.village,
            round: self.round,
            is_current: self.is_current,
            opened_at: loaded(self.opened_at),
            listed: self.listed,
            vulnerable: self.vulnerable,
            listed_property: from_json(&self.listed_property)?,
            revision: self.revision,
            standing: from_json(&self.standing)?,
        })
    }
}

fn property_rows(relocation: &Relocation) -> Vec<PropertyRow> {
    relocation
        .standing
        .property
        .iter()
        .map(|line| PropertyRow {
            relocation_id: relocation.id.to_string(),
            line_id: line.id.to_string(),
            kind: word_text(&line.kind),
            quantity: line.quantity.unwrap_or(1.0),
            unit: line.unit.clone(),
            state: word_text(&line.state),
        })
        .collect()
}

/// Adds relocations, and ties them to their checklists.
pub fn insert_all(
    conn: &mut StoreConnection,
    new: &[Relocation],
    ties: &[(RelocationId, ChecklistId)],
) -> Result<(), StoreError> {
    let rows = new.iter().map(RelocationRow::of).collect::<Result<Vec<_>, _>>()?;
    for chunk in rows.chunks(500) {
        on_each_backend!(conn, conn => diesel::insert_into(relocations::table).values(chunk).execute(conn))?;
    }
    let lines: Vec<PropertyRow> = new.iter().flat_map(property_rows).collect();
    for chunk in lines.chunks(500) {
        on_each_backend!(conn, conn => diesel::insert_into(relocation_property::table).values(chunk).execute(conn))?;
    }
    let ties: Vec<_> = ties
        .iter()
        .map(|(relocation, checklist)| {
            (
                relocation_checklists::relocation_id.eq(relocation.to_string()),
                relocation_checklists::checklist_id.eq(checklist.to_string()),
            )
        })
        .collect();
    for chunk in ties.chunks(500) {
        on_each_backend!(conn, conn => diesel::insert_into(relocation_checklists::table)
            .values(chunk)
            .on_conflict_do_nothing()
            .execute(conn))?;
    }
    Ok(())
}

/// Says that none of these is its household's latest round any more.
pub fn retire(conn: &mut StoreConnection, earlier: &[RelocationId]) -> Result<(), StoreError> {
    for chunk in earlier.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        diesel::update(relocations::table.filter(relocations::id.eq_any(ids)))
            .set(relocations::is_current.eq(false))
            .execute(conn)?;
    }
    Ok(())
}

/// Says of households that have a latest round in several of these events, which turned out to be one, that only the one
/// that was opened last is.
pub fn retire_doubles(conn: &mut StoreConnection, of: &[EventId]) -> Result<(), StoreError> {
    // Ids of ours: letters, digits and hyphens.
    let of = of.iter().map(|event| format!("'{event}'")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "UPDATE relocations SET is_current = FALSE \
         WHERE is_current AND household_id IS NOT NULL AND event_id IN ({of}) AND EXISTS ( \
           SELECT 1 FROM relocations later \
           WHERE later.household_id = relocations.household_id AND later.is_current AND later.event_id IN ({of}) \
             AND (later.opened_at > relocations.opened_at \
               OR (later.opened_at = relocations.opened_at AND later.id > relocations.id)))"
    );
    on_each_backend!(conn, conn => diesel::sql_query(sql).execute(conn))?;
    Ok(())
}

/// The revisions of these relocations. On PostgreSQL their rows are locked until the transaction ends; on SQLite nobody
/// else writes in it anyway.
pub fn lock(conn: &mut StoreConnection, wanted: &[RelocationId]) -> Result<Vec<(RelocationId, i64)>, StoreError> {
    let mut found = Vec::with_capacity(wanted.len());
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let query = relocations::table
            .filter(relocations::id.eq_any(ids))
            .order(relocations::id)
            .select((relocations::id, relocations::revision));
        let rows: Vec<(String, i64)> = match conn {
            StoreConnection::Sqlite(conn) => query.load(conn)?,
            StoreConnection::Postgres(conn) => query.for_update().load(conn)?,
        };
        for (relocation, revision) in rows {
            found.push((id(&relocation)?, revision));
        }
    }
    Ok(found)
}

/// Writes back where a relocation stands.
pub fn update(conn: &mut StoreConnection, relocation: &Relocation) -> Result<(), StoreError> {
    let own = relocation.id.to_string();
    diesel::update(relocations::table.filter(relocations::id.eq(&own)))
        .set(StandingRow::from(RelocationRow::of(relocation)?))
        .execute(conn)?;
    Ok(())
}

/// Writes back its lines of property.
pub fn put_property(conn: &mut StoreConnection, relocation: &Relocation) -> Result<(), StoreError> {
    let own = relocation.id.to_string();
    diesel::delete(relocation_property::table.filter(relocation_property::relocation_id.eq(own))).execute(conn)?;
    for row in property_rows(relocation) {
        diesel::insert_into(relocation_property::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// One relocation.
pub fn get(conn: &mut StoreConnection, relocation: RelocationId) -> Result<Relocation, StoreError> {
    find(conn, relocation)?.ok_or(StoreError::NotFound)
}

/// One relocation, where there is one.
pub fn find(conn: &mut StoreConnection, relocation: RelocationId) -> Result<Option<Relocation>, StoreError> {
    let row: Option<RelocationRow> = relocations::table
        .filter(relocations::id.eq(relocation.to_string()))
        .select(RelocationRow::as_select())
        .get_result(conn)
        .optional()?;
    row.map(RelocationRow::into_relocation).transpose()
}

/// The latest rounds of these households in an event and those that are one with it.
pub fn current_of(
    conn: &mut StoreConnection,
    event: EventId,
    households: &[HouseholdId],
) -> Result<Vec<Relocation>, StoreError> {
    let episode = events::episode_ids(conn, event)?;
    let mut found = Vec::new();
    for chunk in households.chunks(500) {
        let ids: Vec<Option<String>> = chunk.iter().map(|household| Some(household.to_string())).collect();
        let rows: Vec<RelocationRow> = relocations::table
            .filter(relocations::event_id.eq_any(episode.clone()))
            .filter(relocations::household_id.eq_any(ids))
            .filter(relocations::is_current)
            .select(RelocationRow::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_relocation()?);
        }
    }
    Ok(found)
}

/// How many rounds these households have had, of an event and those that are one with it: the highest number there is.
pub fn rounds_of(
    conn: &mut StoreConnection,
    event: EventId,
    households: &[HouseholdId],
) -> Result<HashMap<HouseholdId, i64>, StoreError> {
    let episode = events::episode_ids(conn, event)?;
    let mut found = HashMap::new();
    for chunk in households.chunks(500) {
        let ids: Vec<Option<String>> = chunk.iter().map(|household| Some(household.to_string())).collect();
        let rows: Vec<(Option<String>, Option<i64>)> = relocations::table
            .filter(relocations::event_id.eq_any(episode.clone()))
            .filter(relocations::household_id.eq_any(ids))
            .group_by(relocations::household_id)
            .select((relocations::household_id, diesel::dsl::max(relocations::round)))
            .load(conn)?;
        for (household, round) in rows {
            if let Some(household) = optional_id(household.as_deref())? {
                found.insert(household, round.unwrap_or(0));
            }
        }
    }
    Ok(found)
}

/// The latest relocation of the household that a commune calls `code`, in events that are not over; several where
/// several events run.
pub fn by_code(conn: &mut StoreConnection, commune: &str, code: &str) -> Result<Vec<Relocation>, StoreError> {
    use super::schema::events;
    let rows: Vec<RelocationRow> = relocations::table
        .inner_join(events::table.on(events::id.eq(relocations::event_id)))
        .filter(events::closed_at.is_null())
        .filter(relocations::commune_code.eq(commune))
        .filter(relocations::household_code.eq(code))
        .filter(relocations::is_current)
        .order(relocations::id)
        .select(RelocationRow::as_select())
        .load(conn)?;
    rows.into_iter().map(RelocationRow::into_relocation).collect()
}

/// Which relocations of an event are asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked<'a> {
    /// Of this checklist.
    pub checklist: Option<ChecklistId>,
    /// Of any of these checklists.
    pub checklists: Option<&'a [ChecklistId]>,
    /// Of these communes; all where none is named.
    pub communes: Option<&'a [String]>,
    /// In this village.
    pub village: Option<&'a str>,
    /// In this state.
    pub state: Option<RelocationState>,
    /// Also earlier rounds.
    pub earlier_rounds: bool,
    /// Only with a conflict or an unexplained difference.
    pub to_settle: bool,
}

/// At most `limit` relocations of an event, and those that are one with it, after `after`, in the order of their ids.
pub fn list(
    conn: &mut StoreConnection,
    event: EventId,
    asked: &Asked<'_>,
    after: Option<RelocationId>,
    limit: i64,
) -> Result<Vec<Relocation>, StoreError> {
    let mut query = relocations::table
        .filter(relocations::event_id.eq_any(events::episode_ids(conn, event)?))
        .order(relocations::id)
        .limit(limit)
        .select(RelocationRow::as_select())
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(checklist) = asked.checklist {
        let tied = relocation_checklists::table
            .filter(relocation_checklists::checklist_id.eq(checklist.to_string()))
            .select(relocation_checklists::relocation_id);
        query = query.filter(relocations::id.eq_any(tied));
    }
    if let Some(lists) = asked.checklists {
        let names: Vec<String> = lists.iter().map(ToString::to_string).collect();
        let tied = relocation_checklists::table
            .filter(relocation_checklists::checklist_id.eq_any(names))
            .select(relocation_checklists::relocation_id);
        query = query.filter(relocations::id.eq_any(tied));
    }
    if let Some(communes) = asked.communes {
        query = query.filter(relocations::commune_code.eq_any(communes.to_vec()));
    }
    if let Some(village) = asked.village {
        query = query.filter(relocations::village.eq(village.to_owned()));
    }
    if let Some(state) = asked.state {
        query = query.filter(relocations::state.eq(word_text(&state)));
    }
    if !asked.earlier_rounds && asked.checklist.is_none() {
        query = query.filter(relocations::is_current);
    }
    if asked.to_settle {
        query = query.filter(relocations::conflicts.gt(0).or(relocations::differences.gt(0)));
    }
    if let Some(after) = after {
        query = query.filter(relocations::id.gt(after.to_string()));
    }
    let rows: Vec<RelocationRow> = query.load(conn)?;
    rows.into_iter().map(RelocationRow::into_relocation).collect()
}

/// These relocations, in the order of their ids.
pub fn by_ids(conn: &mut StoreConnection, wanted: &[RelocationId]) -> Result<Vec<Relocation>, StoreError> {
    let mut found = Vec::new();
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<RelocationRow> = relocations::table
            .filter(relocations::id.eq_any(ids))
            .order(relocations::id)
            .select(RelocationRow::as_select())
            .load(conn)?;
        for row in rows {
            found.push(row.into_relocation()?);
        }
    }
    Ok(found)
}

/// The checklists a relocation is tied to, by id.
pub fn checklists_of(conn: &mut StoreConnection, relocation: RelocationId) -> Result<Vec<ChecklistId>, StoreError> {
    let ids: Vec<String> = relocation_checklists::table
        .filter(relocation_checklists::relocation_id.eq(relocation.to_string()))
        .order(relocation_checklists::checklist_id)
        .select(relocation_checklists::checklist_id)
        .load(conn)?;
    ids.iter().map(|checklist| id(checklist)).collect()
}

/// The checklists of each of these relocations, by id; those tied to none are left out.
pub fn checklists_of_all(
    conn: &mut StoreConnection,
    wanted: &[RelocationId],
) -> Result<HashMap<RelocationId, Vec<ChecklistId>>, StoreError> {
    let mut found: HashMap<RelocationId, Vec<ChecklistId>> = HashMap::new();
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<(String, String)> = relocation_checklists::table
            .filter(relocation_checklists::relocation_id.eq_any(ids))
            .order((relocation_checklists::relocation_id, relocation_checklists::checklist_id))
            .select((relocation_checklists::relocation_id, relocation_checklists::checklist_id))
            .load(conn)?;
        for (relocation, checklist) in rows {
            found.entry(id(&relocation)?).or_default().push(id(&checklist)?);
        }
    }
    Ok(found)
}

/// The relocations tied to a checklist.
pub fn of_checklist(conn: &mut StoreConnection, checklist: ChecklistId) -> Result<Vec<RelocationId>, StoreError> {
    let ids: Vec<String> = relocation_checklists::table
        .filter(relocation_checklists::checklist_id.eq(checklist.to_string()))
        .order(relocation_checklists::relocation_id)
        .select(relocation_checklists::relocation_id)
        .load(conn)?;
    ids.iter().map(|relocation| id(relocation)).collect()
}
