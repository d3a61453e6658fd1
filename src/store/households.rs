//! The household register: a row that holds the present line, and every line before it, which are only ever added.
//!
//! A line is kept whole (`content`); the other columns repeat of it what is searched, summed and placed.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::Bool;

pub use super::household_zones::of_zone;
use super::schema::{household_revisions, household_zones, households};
use super::{StoreConnection, StoreError, from_json, id, loaded, stored, to_json, word_text};
use crate::households::{DestinationKind, Entry, HouseClass, Household, VulnerableKind};
use crate::kernel::Timestamp;
use crate::kernel::folding::search_key;
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::zones::{Figures, Property};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = households)]
#[diesel(treat_none_as_null = true)]
pub(super) struct HouseholdRow {
    pub(super) id: String,
    commune_code: String,
    code: String,
    revision: i64,
    as_of: NaiveDate,
    retired_on: Option<NaiveDate>,
    village: String,
    head: String,
    search_key: String,
    people: i64,
    vulnerable: i64,
    kinds: String,
    house_class: String,
    destination_kind: String,
    livestock: i64,
    motorbikes: i64,
    boats: i64,
    rice_kg: i64,
    lon: Option<f64>,
    lat: Option<f64>,
    demonstration: bool,
    content: String,
}

impl HouseholdRow {
    fn of(household: &Household) -> Result<Self, StoreError> {
        let entry = &household.entry;
        let figures = household.figures();
        Ok(Self {
            id: household.id.to_string(),
            commune_code: household.commune_code.clone(),
            code: household.code.clone(),
            revision: household.revision,
            as_of: household.as_of,
            retired_on: household.retired_on,
            village: entry.village.clone(),
            head: entry.head.clone(),
            search_key: folded(&household.code, entry),
            people: entry.people,
            vulnerable: figures.vulnerable,
            kinds: kinds_of(entry),
            house_class: word_text(&entry.house_class),
            destination_kind: word_text(&entry.destination_kind),
            livestock: figures.property.livestock,
            motorbikes: figures.property.motorbikes,
            boats: figures.property.boats,
            rice_kg: figures.property.rice_kg,
            lon: entry.position.map(|(lon, _)| lon),
            lat: entry.position.map(|(_, lat)| lat),
            demonstration: household.demonstration,
            content: to_json(entry)?,
        })
    }

    pub(super) fn into_household(self) -> Result<Household, StoreError> {
        Ok(Household {
            id: id(&self.id)?,
            commune_code: self.commune_code,
            code: self.code,
            revision: self.revision,
            as_of: self.as_of,
            retired_on: self.retired_on,
            demonstration: self.demonstration,
            entry: from_json(&self.content)?,
        })
    }
}

/// What a search looks through: the code, the head, the village and the digits of the telephone.
fn folded(code: &str, entry: &Entry) -> String {
    let digits: String = entry.phone.chars().filter(char::is_ascii_digit).collect();
    plain(&format!("{code} {} {} {digits}", entry.head, entry.village))
}

/// `text` as it is searched: folded, and without LIKE's own signs.
fn plain(text: &str) -> String {
    search_key(text).replace(['%', '_', '\\'], " ")
}

/// The kinds of a line as `;child;older_person;`, so that one can be looked for.
fn kinds_of(entry: &Entry) -> String {
    let mut kinds: Vec<String> = entry.vulnerable.iter().map(|group| word_text(&group.kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.is_empty() { String::new() } else { format!(";{};", kinds.join(";")) }
}

/// Who changed a line, when, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// By whom, as the log names them.
    pub by: String,
    /// On what ground: the file it came with, a remark. Empty where none was given.
    pub reason: String,
}

/// A line of a household as it was at one of its revisions.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdRevision {
    /// The household at that revision.
    pub household: Household,
    /// How it came to be.
    pub change: Change,
}

/// Adds a household at its first revision.
pub fn add(conn: &mut StoreConnection, household: &Household, change: &Change) -> Result<(), StoreError> {
    diesel::insert_into(households::table).values(&HouseholdRow::of(household)?).execute(conn)?;
    add_revision(conn, household, change)
}

/// Writes `household.revision` of a household that is known; `Stale` where the one before it is not the present one.
pub fn change(conn: &mut StoreConnection, household: &Household, change: &Change) -> Result<(), StoreError> {
    let present = households::table
        .filter(households::id.eq(household.id.to_string()))
        .filter(households::revision.eq(household.revision - 1));
    let changed = diesel::update(present).set(&HouseholdRow::of(household)?).execute(conn)?;
    if changed == 0 {
        return Err(StoreError::Stale);
    }
    add_revision(conn, household, change)
}

fn add_revision(conn: &mut StoreConnection, household: &Household, change: &Change) -> Result<(), StoreError> {
    diesel::insert_into(household_revisions::table)
        .values((
            household_revisions::household_id.eq(household.id.to_string()),
            household_revisions::revision.eq(household.revision),
            household_revisions::as_of.eq(household.as_of),
            household_revisions::retired_on.eq(household.retired_on),
            household_revisions::changed_at.eq(stored(change.at)),
            household_revisions::changed_by.eq(&change.by),
            household_revisions::reason.eq(&change.reason),
            household_revisions::content.eq(to_json(&household.entry)?),
        ))
        .execute(conn)?;
    Ok(())
}

/// A household, retired or not.
pub fn get(conn: &mut StoreConnection, household: HouseholdId) -> Result<Household, StoreError> {
    let row: HouseholdRow = households::table
        .filter(households::id.eq(household.to_string()))
        .select(HouseholdRow::as_select())
        .get_result(conn)?;
    row.into_household()
}

/// The households of a commune, by code; those that left the register among them only where they are asked for.
pub fn of_commune(conn: &mut StoreConnection, commune: &str, retired_too: bool) -> Result<Vec<Household>, StoreError> {
    let rows: Vec<HouseholdRow> = households::table
        .filter(households::commune_code.eq(commune))
        .filter(households::retired_on.is_null().or(retired_too.into_sql::<Bool>()))
        .order(households::code)
        .select(HouseholdRow::as_select())
        .load(conn)?;
    rows.into_iter().map(HouseholdRow::into_household).collect()
}

/// Whether the register holds any line of the commune.
pub fn has_any(conn: &mut StoreConnection, commune: &str) -> Result<bool, StoreError> {
    Ok(diesel::select(diesel::dsl::exists(households::table.filter(households::commune_code.eq(commune))))
        .get_result(conn)?)
}

/// A household through all its revisions, oldest first.
pub fn revisions(conn: &mut StoreConnection, household: HouseholdId) -> Result<Vec<HouseholdRevision>, StoreError> {
    let present = get(conn, household)?;
    let rows: Vec<RevisionRow> = household_revisions::table
        .filter(household_revisions::household_id.eq(household.to_string()))
        .order(household_revisions::revision)
        .select(RevisionRow::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| row.onto(&present)).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = household_revisions)]
struct RevisionRow {
    household_id: String,
    revision: i64,
    as_of: NaiveDate,
    retired_on: Option<NaiveDate>,
    changed_at: chrono::NaiveDateTime,
    changed_by: String,
    reason: String,
    content: String,
}

impl RevisionRow {
    fn onto(self, present: &Household) -> Result<HouseholdRevision, StoreError> {
        Ok(HouseholdRevision {
            household: Household {
                revision: self.revision,
                as_of: self.as_of,
                retired_on: self.retired_on,
                entry: from_json(&self.content)?,
                ..present.clone()
            },
            change: Change { at: loaded(self.changed_at), by: self.changed_by, reason: self.reason },
        })
    }
}

/// The register of a commune as it told of `day`: of each household the last line dated that day or before, without
/// those that had left by then.
pub fn on_day(conn: &mut StoreConnection, commune: &str, day: NaiveDate) -> Result<Vec<Household>, StoreError> {
    let present = of_commune(conn, commune, true)?;
    let rows: Vec<RevisionRow> = household_revisions::table
        .inner_join(households::table.on(households::id.eq(household_revisions::household_id)))
        .filter(households::commune_code.eq(commune))
        .filter(household_revisions::as_of.le(day))
        .order((household_revisions::as_of, household_revisions::revision))
        .select(RevisionRow::as_select())
        .load(conn)?;
    let mut last: HashMap<String, RevisionRow> = HashMap::new();
    for row in rows {
        last.insert(row.household_id.clone(), row);
    }
    let mut found = Vec::new();
    for household in &present {
        let Some(row) = last.remove(&household.id.to_string()) else { continue };
        if row.retired_on.is_none_or(|retired| retired > day) {
            found.push(row.onto(household)?.household);
        }
    }
    Ok(found)
}

/// Which households are asked for; empty fields ask for all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of these communes; `None` is all of them.
    pub communes: Option<Vec<String>>,
    /// Of one village, as it is written.
    pub village: Option<String>,
    /// Counted in one zone.
    pub zone: Option<ZoneId>,
    /// In no zone at all.
    pub without_zone: bool,
    /// Words of the code, the head, the village or the telephone.
    pub words: Option<String>,
    /// With people of one kind.
    pub kind: Option<VulnerableKind>,
    /// In a house of one kind.
    pub house_class: Option<HouseClass>,
    /// Going to one kind of place.
    pub destination_kind: Option<DestinationKind>,
    /// Those that left the register, in place of those in it.
    pub retired: bool,
}

type Backend = <StoreConnection as Connection>::Backend;

/// The households a filter stands for.
fn chosen(filter: &Filter) -> households::BoxedQuery<'_, Backend> {
    let mut query = households::table.into_boxed::<Backend>();
    query = if filter.retired {
        query.filter(households::retired_on.is_not_null())
    } else {
        query.filter(households::retired_on.is_null())
    };
    if let Some(communes) = &filter.communes {
        query = query.filter(households::commune_code.eq_any(communes));
    }
    if let Some(village) = &filter.village {
        query = query.filter(households::village.eq(village));
    }
    if let Some(zone) = filter.zone {
        let inside = household_zones::table
            .filter(household_zones::zone_id.eq(zone.to_string()))
            .select(household_zones::household_id);
        query = query.filter(households::id.eq_any(inside));
    }
    if filter.without_zone {
        query = query.filter(households::id.ne_all(household_zones::table.select(household_zones::household_id)));
    }
    for word in filter.words.iter().flat_map(|words| plain(words).split(' ').map(str::to_owned).collect::<Vec<_>>()) {
        query = query.filter(households::search_key.like(format!("%{word}%")));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(households::kinds.like(format!("%;{};%", word_text(kind))));
    }
    if let Some(class) = &filter.house_class {
        query = query.filter(households::house_class.eq(word_text(class)));
    }
    if let Some(kind) = &filter.destination_kind {
        query = query.filter(households::destination_kind.eq(word_text(kind)));
    }
    query
}

/// At most `limit` of the households asked for, by commune and code, beginning after the pair `after`.
pub fn list(
    conn: &mut StoreConnection,
    filter: &Filter,
    after: Option<(&str, &str)>,
    limit: usize,
) -> Result<Vec<Household>, StoreError> {
    let mut query = chosen(filter);
    if let Some((commune, code)) = after {
        query = query.filter(
            households::commune_code
                .gt(commune)
                .or(households::commune_code.eq(commune).and(households::code.gt(code))),
        );
    }
    let rows: Vec<HouseholdRow> = query
        .order((households::commune_code, households::code))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(HouseholdRow::as_select())
        .load(conn)?;
    rows.into_iter().map(HouseholdRow::into_household).collect()
}

/// Totals of the households asked for, by commune and village, and how many of them have people of each kind.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Totals {
    /// By commune and village.
    pub villages: BTreeMap<(String, String), Figures>,
    /// Households by the kind's word.
    pub kinds: BTreeMap<String, i64>,
}

impl Totals {
    /// Over all villages.
    pub fn figures(&self) -> Figures {
        self.villages.values().copied().sum()
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = households)]
struct FiguresRow {
    commune_code: String,
    village: String,
    people: i64,
    vulnerable: i64,
    kinds: String,
    livestock: i64,
    motorbikes: i64,
    boats: i64,
    rice_kg: i64,
}

/// Totals of the households asked for.
pub fn totals(conn: &mut StoreConnection, filter: &Filter) -> Result<Totals, StoreError> {
    let mut totals = Totals::default();
    let rows = chosen(filter).select(FiguresRow::as_select());
    for row in rows.load_iter::<FiguresRow, DefaultLoadingMode>(conn)? {
        let row = row?;
        let figures = Figures {
            households: 1,
            people: row.people,
            vulnerable: row.vulnerable,
            property: Property {
                livestock: row.livestock,
                motorbikes: row.motorbikes,
                boats: row.boats,
                rice_kg: row.rice_kg,
            },
        };
        let sum = totals.villages.entry((row.commune_code, row.village)).or_default();
        *sum = [*sum, figures].into_iter().sum();
        for kind in row.kinds.split(';').filter(|kind| !kind.is_empty()) {
            *totals.kinds.entry(kind.to_owned()).or_default() += 1;
        }
    }
    Ok(totals)
}

/// The households with a line that was written at `since` or later.
pub fn changed_since(conn: &mut StoreConnection, since: Timestamp) -> Result<Vec<HouseholdId>, StoreError> {
    let rows: Vec<String> = household_revisions::table
        .filter(household_revisions::changed_at.ge(stored(since)))
        .select(household_revisions::household_id)
        .distinct()
        .load(conn)?;
    rows.iter().map(|household| id(household)).collect()
}

/// Fills in what lines from before the register was searched lack.
pub fn fold_old_lines(conn: &mut StoreConnection) -> Result<(), StoreError> {
    let rows: Vec<(String, String, String)> = households::table
        .filter(households::search_key.eq(""))
        .select((households::id, households::code, households::content))
        .load(conn)?;
    for (household, code, content) in rows {
        diesel::update(households::table.filter(households::id.eq(household)))
            .set(households::search_key.eq(folded(&code, &from_json(&content)?)))
            .execute(conn)?;
    }
    Ok(())
}

/// Who a household is, for those who may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its head.
    pub head: String,
    /// Its telephone.
    pub phone: String,
}

/// The names of households.
pub fn names_of(conn: &mut StoreConnection, wanted: &[HouseholdId]) -> Result<HashMap<HouseholdId, Named>, StoreError> {
    let mut names = HashMap::with_capacity(wanted.len());
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<HouseholdRow> =
            households::table.filter(households::id.eq_any(ids)).select(HouseholdRow::as_select()).load(conn)?;
        for row in rows {
            let household = row.into_household()?;
            names.insert(household.id, Named { head: household.entry.head, phone: household.entry.phone });
        }
    }
    Ok(names)
}
