//! The registers of resources: a row that holds the present line. A line is kept whole (`content`); the other columns
//! repeat of it what is searched.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::resource_revisions::{self, Change};
use super::schema::resources;
use super::{StoreConnection, StoreError, from_json, id, to_json, word_text};
use crate::kernel::folding::search_key;
use crate::kernel::ids::ResourceId;
use crate::resources::{Details, Entry, Quantity, Register, Resource};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = resources)]
#[diesel(treat_none_as_null = true)]
struct ResourceRow {
    id: String,
    register: String,
    unit_code: String,
    code: String,
    revision: i64,
    retired_on: Option<NaiveDate>,
    kind: String,
    search_key: String,
    stock: i64,
    demonstration: bool,
    content: String,
}

impl ResourceRow {
    fn of(resource: &Resource) -> Result<Self, StoreError> {
        Ok(Self {
            id: resource.id.to_string(),
            register: word_text(&resource.entry.register()),
            unit_code: resource.unit_code.clone(),
            code: resource.code.clone(),
            revision: resource.revision,
            retired_on: resource.retired_on,
            kind: resource.entry.kind.clone(),
            search_key: folded(&resource.code, &resource.entry),
            stock: resource.stock.thousandths(),
            demonstration: resource.demonstration,
            content: to_json(&resource.entry)?,
        })
    }

    fn into_resource(self) -> Result<Resource, StoreError> {
        Ok(Resource {
            id: id(&self.id)?,
            unit_code: self.unit_code,
            code: self.code,
            revision: self.revision,
            retired_on: self.retired_on,
            demonstration: self.demonstration,
            stock: Quantity::of_thousandths(self.stock),
            entry: from_json(&self.content)?,
        })
    }
}

/// What a search looks through. Telephones are not among it: whoever is not signed in searches too.
fn folded(code: &str, entry: &Entry) -> String {
    let more = match &entry.details {
        Details::Vehicle(vehicle) => vehicle.owner.clone(),
        Details::Team(team) => format!("{} {}", team.duty, team.villages.join(" ")),
        Details::Contact(contact) => format!("{} {} {}", contact.position, contact.duty, contact.villages.join(" ")),
        Details::Supply(_) | Details::WaterPoint(_) | Details::LandingPlace(_) => String::new(),
    };
    let Entry { name, village, place, keeper, remark, .. } = entry;
    plain(&format!("{code} {name} {village} {place} {keeper} {remark} {more}"))
}

/// `text` as it is searched: folded, and without LIKE's own signs.
fn plain(text: &str) -> String {
    search_key(text).replace(['%', '_', '\\'], " ")
}

/// Which resources are asked for; empty fields ask for all.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this register.
    pub register: Option<Register>,
    /// Of these units; `None` is all of them.
    pub units: Option<Vec<String>>,
    /// Of this kind.
    pub kind: Option<String>,
    /// Words of the code, the name, the places, the people.
    pub words: Option<String>,
    /// Those that left the register, in place of those in it.
    pub retired: bool,
}

/// Adds a resource at its first revision.
pub fn add(conn: &mut StoreConnection, resource: &Resource, change: &Change) -> Result<(), StoreError> {
    diesel::insert_into(resources::table).values(&ResourceRow::of(resource)?).execute(conn)?;
    note(conn, resource, change)
}

/// Writes `resource.revision` of a resource that is known; `Stale` where the one before it is not the present one, or
/// something came into the store or left it meanwhile.
pub fn change(conn: &mut StoreConnection, resource: &Resource, change: &Change) -> Result<(), StoreError> {
    let present = resources::table
        .filter(resources::id.eq(resource.id.to_string()))
        .filter(resources::stock.eq(resource.stock.thousandths()))
        .filter(resources::revision.eq(resource.revision - 1));
    if diesel::update(present).set(&ResourceRow::of(resource)?).execute(conn)? == 0 {
        return Err(StoreError::Stale);
    }
    note(conn, resource, change)
}

fn note(conn: &mut StoreConnection, resource: &Resource, change: &Change) -> Result<(), StoreError> {
    let (subject, content) = (resource.id.to_string(), to_json(&resource.entry)?);
    resource_revisions::put(conn, &subject, resource.revision, resource.retired_on, &content, change)
}

/// Gives a supply another stock; `Stale` where it is no longer what it was taken for. The line is the same.
pub(super) fn set_stock(
    conn: &mut StoreConnection,
    resource: ResourceId,
    from: Quantity,
    to: Quantity,
) -> Result<(), StoreError> {
    let present =
        resources::table.filter(resources::id.eq(resource.to_string())).filter(resources::stock.eq(from.thousandths()));
    match diesel::update(present).set(resources::stock.eq(to.thousandths())).execute(conn)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

/// Holds a resource until the commit, so that what is decided about it is decided by one after the other.
pub fn hold(conn: &mut StoreConnection, resource: &Resource) -> Result<(), StoreError> {
    set_stock(conn, resource.id, resource.stock, resource.stock)
}

/// Every resource there ever was, of one register or of all.
pub fn ever(conn: &mut StoreConnection, register: Option<Register>) -> Result<Vec<Resource>, StoreError> {
    let mut query = resources::table.select(ResourceRow::as_select()).into_boxed::<Backend>();
    if let Some(register) = register {
        query = query.filter(resources::register.eq(word_text(&register)));
    }
    let rows: Vec<ResourceRow> = query.load(conn)?;
    rows.into_iter().map(ResourceRow::into_resource).collect()
}

/// These resources, in their registers or out of them.
pub fn of_ids(conn: &mut StoreConnection, wanted: &[ResourceId]) -> Result<Vec<Resource>, StoreError> {
    let mut found = Vec::with_capacity(wanted.len());
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<ResourceRow> =
            resources::table.filter(resources::id.eq_any(ids)).select(ResourceRow::as_select()).load(conn)?;
        for row in rows {
            found.push(row.into_resource()?);
        }
    }
    Ok(found)
}

/// A resource, in its register or out of it.
pub fn get(conn: &mut StoreConnection, resource: ResourceId) -> Result<Resource, StoreError> {
    let row: ResourceRow = resources::table
        .filter(resources::id.eq(resource.to_string()))
        .select(ResourceRow::as_select())
        .get_result(conn)?;
    row.into_resource()
}

/// Every resource of a unit, by code; those that left the registers among them only where they are asked for.
pub fn of_unit(conn: &mut StoreConnection, unit: &str, retired_too: bool) -> Result<Vec<Resource>, StoreError> {
    let rows: Vec<ResourceRow> = resources::table
        .filter(resources::unit_code.eq(unit))
        .filter(resources::retired_on.is_null().or(retired_too.into_sql::<Bool>()))
        .order(resources::code)
        .select(ResourceRow::as_select())
        .load(conn)?;
    rows.into_iter().map(ResourceRow::into_resource).collect()
}

type Backend = <StoreConnection as Connection>::Backend;

/// At most `limit` of the resources asked for, by unit and code, beginning after the pair `after`.
pub fn list(
    conn: &mut StoreConnection,
    filter: &Filter,
    after: Option<(&str, &str)>,
    limit: usize,
) -> Result<Vec<Resource>, StoreError> {
    let mut query = resources::table.into_boxed::<Backend>();
    query = if filter.retired {
        query.filter(resources::retired_on.is_not_null())
    } else {
        query.filter(resources::retired_on.is_null())
    };
    if let Some(register) = &filter.register {
        query = query.filter(resources::register.eq(word_text(register)));
    }
    if let Some(units) = &filter.units {
        query = query.filter(resources::unit_code.eq_any(units));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(resources::kind.eq(kind));
    }
    for word in filter.words.iter().flat_map(|words| plain(words).split(' ').map(str::to_owned).collect::<Vec<_>>()) {
        query = query.filter(resources::search_key.like(format!("%{word}%")));
    }
    if let Some((unit, code)) = after {
        query =
            query.filter(resources::unit_code.gt(unit).or(resources::unit_code.eq(unit).and(resources::code.gt(code))));
    }
    let rows: Vec<ResourceRow> = query
        .order((resources::unit_code, resources::code))
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(ResourceRow::as_select())
        .load(conn)?;
    rows.into_iter().map(ResourceRow::into_resource).collect()
}
