//! Campaigns of inspection.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::schema::{inspection_members, inspection_units, inspections};
use super::{StoreConnection, StoreError, from_json, id, to_json};
use crate::inspections::Campaign;
use crate::kernel::ids::InspectionId;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = inspections)]
#[diesel(treat_none_as_null = true)]
struct CampaignRow {
    id: String,
    ordered_by: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
    revision: i64,
    demonstration: bool,
    template: String,
    content: String,
    closing: Option<String>,
}

impl CampaignRow {
    fn of(campaign: &Campaign) -> Result<Self, StoreError> {
        Ok(Self {
            id: campaign.id.to_string(),
            ordered_by: campaign.ordered_by.clone(),
            first_day: campaign.form.first_day,
            last_day: campaign.form.last_day,
            revision: campaign.revision,
            demonstration: campaign.demonstration,
            template: to_json(&campaign.template)?,
            content: to_json(&campaign.form)?,
            closing: campaign.closing.as_ref().map(to_json).transpose()?,
        })
    }

    fn into_campaign(self) -> Result<Campaign, StoreError> {
        Ok(Campaign {
            id: id(&self.id)?,
            ordered_by: self.ordered_by,
            template: from_json(&self.template)?,
            form: from_json(&self.content)?,
            closing: self.closing.as_deref().map(from_json).transpose()?,
            revision: self.revision,
            demonstration: self.demonstration,
        })
    }
}

/// Adds a campaign.
pub fn add(conn: &mut StoreConnection, campaign: &Campaign) -> Result<(), StoreError> {
    diesel::insert_into(inspections::table).values(CampaignRow::of(campaign)?).execute(conn)?;
    put_units(conn, campaign)
}

/// Writes `campaign.revision`; `Stale` where the one before it is not the present one.
pub fn change(conn: &mut StoreConnection, campaign: &Campaign) -> Result<(), StoreError> {
    let row = CampaignRow::of(campaign)?;
    let present =
        inspections::table.filter(inspections::id.eq(&row.id)).filter(inspections::revision.eq(row.revision - 1));
    if diesel::update(present).set(&row).execute(conn)? == 0 {
        return Err(StoreError::Stale);
    }
    put_units(conn, campaign)
}

/// Writes anew which units a campaign concerns, and which accounts are in its team.
fn put_units(conn: &mut StoreConnection, campaign: &Campaign) -> Result<(), StoreError> {
    let of = campaign.id.to_string();
    diesel::delete(inspection_units::table.filter(inspection_units::inspection_id.eq(&of))).execute(conn)?;
    let units: BTreeSet<&str> = std::iter::once(campaign.ordered_by.as_str())
        .chain(campaign.form.subjects.iter().map(|subject| subject.unit_code.as_str()))
        .collect();
    for unit in units {
        diesel::insert_into(inspection_units::table)
            .values((inspection_units::inspection_id.eq(&of), inspection_units::unit_code.eq(unit)))
            .execute(conn)?;
    }
    diesel::delete(inspection_members::table.filter(inspection_members::inspection_id.eq(&of))).execute(conn)?;
    for account in campaign.accounts() {
        diesel::insert_into(inspection_members::table)
            .values((inspection_members::inspection_id.eq(&of), inspection_members::account.eq(account)))
            .execute(conn)?;
    }
    Ok(())
}

/// A campaign.
pub fn get(conn: &mut StoreConnection, campaign: InspectionId) -> Result<Campaign, StoreError> {
    let row: CampaignRow = inspections::table
        .filter(inspections::id.eq(campaign.to_string()))
        .select(CampaignRow::as_select())
        .get_result(conn)?;
    row.into_campaign()
}

type Backend = <StoreConnection as Connection>::Backend;

/// Which campaigns are asked for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Those that concern one of these units; `None` is all.
    pub units: Option<Vec<String>>,
    /// Those in whose team this account is too, and that concern one of the units beside it; `None` there is any.
    pub member: Option<(String, Option<Vec<String>>)>,
}

/// At most `limit` campaigns, newest first, those before `before` only.
pub fn list(
    conn: &mut StoreConnection,
    asked: &Asked,
    before: Option<&str>,
    limit: usize,
) -> Result<Vec<Campaign>, StoreError> {
    let mut query = inspections::table.into_boxed::<Backend>();
    if let Some(units) = &asked.units {
        let concerning = |units: &[String]| {
            inspection_units::table
                .filter(inspection_units::unit_code.eq_any(units.to_vec()))
                .select(inspection_units::inspection_id)
        };
        let own = inspections::id.eq_any(concerning(units));
        query = match &asked.member {
            None => query.filter(own),
            Some((account, narrowed)) => {
                let of_team = inspections::id.eq_any(
                    inspection_members::table
                        .filter(inspection_members::account.eq(account.clone()))
                        .select(inspection_members::inspection_id),
                );
                match narrowed {
                    None => query.filter(own.or(of_team)),
                    Some(narrowed) => query.filter(own.or(of_team.and(inspections::id.eq_any(concerning(narrowed))))),
                }
            }
        };
    }
    if let Some(before) = before {
        query = query.filter(inspections::id.lt(before));
    }
    let rows: Vec<CampaignRow> = query
        .order(inspections::id.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(CampaignRow::as_select())
        .load(conn)?;
    rows.into_iter().map(CampaignRow::into_campaign).collect()
}
