//! Sums over relocations, counted by the database from the very rows the lists show.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double, Nullable};

use super::events::episode_ids;
use super::schema::{relocation_checklists, relocation_property, relocations};
use super::{StoreConnection, StoreError, word};
use crate::kernel::ids::{ChecklistId, EventId};
use crate::relocation::{Counted, MoveFigures, PropertyTotal};

/// What figures are asked of.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// Everybody of an event and those that turned out to be one with it.
    Event(EventId),
    /// The same, of these communes.
    Communes(EventId, &'a [String]),
    /// The households of a zone's round.
    Checklist(ChecklistId),
    /// The households of all rounds of an activation.
    Activation(crate::kernel::ids::ActivationId),
}

type Row = (
    String,
    String,
    String,
    Option<String>,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// A group of relocations that stand alike, with the place they are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedAt {
    /// The commune.
    pub commune_code: String,
    /// The village.
    pub village: String,
    /// The group.
    pub counted: Counted,
}

/// Relocations by commune, village, state and form.
pub fn count(conn: &mut StoreConnection, scope: Scope<'_>) -> Result<Vec<CountedAt>, StoreError> {
    let total = |column: &str| sql::<Nullable<BigInt>>(&format!("CAST(SUM({column}) AS BIGINT)"));
    let mut query = relocations::table
        .group_by((relocations::commune_code, relocations::village, relocations::state, relocations::destination_kind))
        .select((
            relocations::commune_code,
            relocations::village,
            relocations::state,
            relocations::destination_kind,
            sql::<BigInt>("COUNT(*)"),
            total("listed"),
            total("people"),
            total("uncounted"),
            total("uncounted * people"),
            total("vulnerable"),
            total("conflicts"),
            total("differences"),
        ))
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    query = match scope {
        Scope::Event(event) => {
            query.filter(relocations::event_id.eq_any(episode_ids(conn, event)?)).filter(relocations::is_current)
        }
        Scope::Communes(event, communes) => query
            .filter(relocations::event_id.eq_any(episode_ids(conn, event)?))
            .filter(relocations::commune_code.eq_any(communes.to_vec()))
            .filter(relocations::is_current),
        Scope::Checklist(checklist) => query.filter(relocations::id.eq_any(tied_in(names(&[checklist])))),
        Scope::Activation(activation) => {
            let lists = checklists_of(conn, activation)?;
            query.filter(relocations::id.eq_any(tied_in(names(&lists)))).filter(relocations::is_current)
        }
    };
    let rows: Vec<Row> = query.load(conn)?;
    rows.into_iter().map(counted_at).collect()
}

fn checklists_of(
    conn: &mut StoreConnection,
    activation: crate::kernel::ids::ActivationId,
) -> Result<Vec<ChecklistId>, StoreError> {
    Ok(super::checklists::of_activation(conn, activation)?.into_iter().map(|list| list.id).collect())
}

#[diesel::dsl::auto_type(no_type_alias)]
fn tied_in(lists: Vec<String>) -> _ {
    relocation_checklists::table
        .filter(relocation_checklists::checklist_id.eq_any(lists))
        .select(relocation_checklists::relocation_id)
}

fn names(lists: &[ChecklistId]) -> Vec<String> {
    lists.iter().map(ToString::to_string).collect()
}

fn counted_at(row: Row) -> Result<CountedAt, StoreError> {
    let (commune_code, village, state, form, households, listed, people, alone, alone_people, vulnerable, against, off) =
        row;
    Ok(CountedAt {
        commune_code,
        village,
        counted: Counted {
            state: word(&state)?,
            destination: form.as_deref().map(word).transpose()?,
            households,
            listed: listed.unwrap_or(0),
            people: people.unwrap_or(0),
            uncounted_households: alone.unwrap_or(0),
            uncounted_people: alone_people.unwrap_or(0),
            vulnerable: vulnerable.unwrap_or(0),
            conflicts: against.unwrap_or(0),
            differences: off.unwrap_or(0),
        },
    })
}

/// Property of a kind, a unit and a state, with the place it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct PropertyAt {
    /// The commune.
    pub commune_code: String,
    /// The village.
    pub village: String,
    /// How much.
    pub total: PropertyTotal,
}

type PropertyRow = (String, String, String, String, String, i64, Option<f64>);

/// Property by commune, village, kind, unit and state.
pub fn property(conn: &mut StoreConnection, scope: Scope<'_>) -> Result<Vec<PropertyAt>, StoreError> {
    use relocation_property as lines;
    let mut query = relocation_property::table
        .inner_join(relocations::table.on(relocations::id.eq(relocation_property::relocation_id)))
        .group_by((relocations::commune_code, relocations::village, lines::kind, lines::unit, lines::state))
        .select((
            relocations::commune_code,
            relocations::village,
            lines::kind,
            lines::unit,
            lines::state,
            sql::<BigInt>("COUNT(*)"),
            sql::<Nullable<Double>>("SUM(quantity)"),
        ))
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    query = match scope {
        Scope::Event(event) => {
            query.filter(relocations::event_id.eq_any(episode_ids(conn, event)?)).filter(relocations::is_current)
        }
        Scope::Communes(event, communes) => query
            .filter(relocations::event_id.eq_any(episode_ids(conn, event)?))
            .filter(relocations::commune_code.eq_any(communes.to_vec()))
            .filter(relocations::is_current),
        Scope::Checklist(checklist) => query.filter(relocations::id.eq_any(tied_in(names(&[checklist])))),
        Scope::Activation(activation) => {
            let lists = checklists_of(conn, activation)?;
            query.filter(relocations::id.eq_any(tied_in(names(&lists)))).filter(relocations::is_current)
        }
    };
    let rows: Vec<PropertyRow> = query.load(conn)?;
    rows.into_iter()
        .map(|(commune_code, village, kind, unit, state, lines, quantity)| {
            let quantity = quantity.unwrap_or(0.0);
            let total = PropertyTotal { kind: word(&kind)?, unit, state: word(&state)?, lines, quantity };
            Ok(PropertyAt { commune_code, village, total })
        })
        .collect()
}

/// How many shelters of the register hold people now.
pub fn shelters_in_use(
    conn: &mut StoreConnection,
    event: EventId,
    communes: Option<&[String]>,
) -> Result<i64, StoreError> {
    let mut query = relocations::table
        .filter(relocations::event_id.eq_any(episode_ids(conn, event)?))
        .filter(relocations::is_current)
        .filter(relocations::shelter_id.is_not_null())
        .filter(relocations::state.eq_any(["arrived", "transferred", "cannot_return"]))
        .select(sql::<BigInt>("COUNT(DISTINCT shelter_id)"))
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(communes) = communes {
        query = query.filter(relocations::commune_code.eq_any(communes.to_vec()));
    }
    Ok(query.get_result(conn)?)
}

/// The figures of a zone's round.
pub fn of_checklist(conn: &mut StoreConnection, checklist: ChecklistId) -> Result<MoveFigures, StoreError> {
    figures(conn, Scope::Checklist(checklist))
}

/// The figures of a scope as one sum.
pub fn figures(conn: &mut StoreConnection, scope: Scope<'_>) -> Result<MoveFigures, StoreError> {
    let mut sum = MoveFigures::default();
    for group in count(conn, scope)? {
        sum.add(&group.counted);
    }
    for of in property(conn, scope)? {
        sum.add_property(&of.total);
    }
    sum.shelters_in_use = match scope {
        Scope::Event(event) => shelters_in_use(conn, event, None)?,
        Scope::Communes(event, communes) => shelters_in_use(conn, event, Some(communes))?,
        Scope::Checklist(_) | Scope::Activation(_) => 0,
    };
    Ok(sum)
}
