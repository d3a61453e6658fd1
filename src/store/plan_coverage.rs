//! Where plans stand, without what they say: what coverage asks of every unit at once.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::{admin_units, plan_versions, plans};
use super::{StoreConnection, StoreError, id, word};
use crate::hazards::Hazard;
use crate::plans::coverage::{CoveredUnit, Standing, StandingAt};

type UnitRow = (String, String, String, Option<String>, NaiveDate);

/// The units that exist on `day`, by code, without their outlines; with `within` only that unit and those below it.
pub fn units(conn: &mut StoreConnection, day: NaiveDate, within: Option<&str>) -> Result<Vec<CoveredUnit>, StoreError> {
    let mut query = admin_units::table
        .filter(admin_units::valid_from.le(day))
        .filter(admin_units::valid_to.is_null().or(admin_units::valid_to.ge(day)))
        .order((admin_units::code, admin_units::valid_from))
        .select((
            admin_units::code,
            admin_units::name,
            admin_units::kind,
            admin_units::parent_code,
            admin_units::valid_from,
        ))
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(within) = within {
        query =
            query.filter(admin_units::code.eq(within.to_owned()).or(admin_units::parent_code.eq(within.to_owned())));
    }
    let rows: Vec<UnitRow> = query.load(conn)?;
    let mut units: Vec<CoveredUnit> = Vec::with_capacity(rows.len());
    for (code, name, kind, parent_code, valid_from) in rows {
        let unit = CoveredUnit { kind: word(&kind)?, code, name, parent_code, valid_from };
        // Of two forms that overlap on the day the later one holds.
        match units.last_mut().filter(|last| last.code == unit.code) {
            Some(last) => *last = unit,
            None => units.push(unit),
        }
    }
    Ok(units)
}

/// Which plans are asked about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Only those of these units.
    pub units: Option<&'a [CoveredUnit]>,
    /// Only those against this hazard.
    pub hazard: Option<Hazard>,
}

type StandingRow =
    (String, i64, String, Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDate>, String, String);

/// Where every version of the plans `asked` about stands, by plan and number.
///
/// Put in order here: asked to sort, SQLite walks an index that lacks most of the columns and fetches every row,
/// documents included; left to itself it answers from `plan_versions_standing` alone.
pub fn standings(conn: &mut StoreConnection, asked: Asked<'_>) -> Result<Vec<Standing>, StoreError> {
    let mut query = plan_versions::table
        .inner_join(plans::table.on(plans::id.eq(plan_versions::plan_id)))
        .select((
            plan_versions::plan_id,
            plan_versions::number,
            plan_versions::status,
            plan_versions::approval_date,
            plan_versions::effective_from,
            plan_versions::withdrawn_on,
            plan_versions::review_by,
            plans::unit_code,
            plans::hazard,
        ))
        .into_boxed::<<StoreConnection as diesel::Connection>::Backend>();
    if let Some(units) = asked.units {
        query = query.filter(plans::unit_code.eq_any(units.iter().map(|unit| unit.code.clone()).collect::<Vec<_>>()));
    }
    if let Some(hazard) = asked.hazard {
        query = query.filter(plans::hazard.eq(hazard.code()));
    }
    let rows: Vec<StandingRow> = query.load(conn)?;
    let mut standings = rows.into_iter().map(to_standing).collect::<Result<Vec<_>, _>>()?;
    standings.sort_unstable_by_key(|standing| (standing.plan_id, standing.number));
    Ok(standings)
}

fn to_standing(row: StandingRow) -> Result<Standing, StoreError> {
    let (plan_id, number, status, approved_on, effective_from, withdrawn_on, review_by, unit_code, hazard) = row;
    let at = match (status.as_str(), approved_on, effective_from, withdrawn_on) {
        ("approved", Some(on), Some(from), _) => StandingAt::Approved { on, from },
        ("withdrawn", _, Some(from), Some(on)) => StandingAt::Withdrawn { from, on },
        ("draft" | "submitted" | "returned" | "appraised", ..) => StandingAt::Open(word(&status)?),
        _ => return Err(StoreError::corrupt(format!("plan version {status} of {plan_id}"))),
    };
    Ok(Standing {
        plan_id: id(&plan_id)?,
        unit_code,
        hazard: Hazard::from_code(&hazard).ok_or_else(|| StoreError::corrupt(hazard.clone()))?,
        number,
        at,
        review_by,
    })
}
