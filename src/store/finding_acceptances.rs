//! What officials said of findings they know of: only added. The newest of a finding counts.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::finding_acceptances;
use super::{StoreConnection, StoreError, id, loaded, stored};
use crate::findings::FindingId;
use crate::findings::kept::Acceptance;
use crate::kernel::ids::AcceptanceId;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = finding_acceptances)]
struct AcceptanceRow {
    id: String,
    finding_id: String,
    until_day: Option<NaiveDate>,
    reason: String,
    said_by: String,
    account_id: String,
    at: NaiveDateTime,
}

impl AcceptanceRow {
    fn into_acceptance(self) -> Result<Acceptance, StoreError> {
        Ok(Acceptance {
            finding: id(&self.finding_id)?,
            until: self.until_day,
            reason: self.reason,
            by: self.said_by,
            account: id(&self.account_id)?,
            at: loaded(self.at),
        })
    }
}

/// Adds what an official said.
pub fn add(conn: &mut StoreConnection, said: &Acceptance) -> Result<(), StoreError> {
    let row = AcceptanceRow {
        id: AcceptanceId::new(said.at).to_string(),
        finding_id: said.finding.to_string(),
        until_day: said.until,
        reason: said.reason.clone(),
        said_by: said.by.clone(),
        account_id: said.account.to_string(),
        at: stored(said.at),
    };
    diesel::insert_into(finding_acceptances::table).values(&row).execute(conn)?;
    Ok(())
}

/// The newest of each finding that holds on `day`.
pub fn holding_on(conn: &mut StoreConnection, day: NaiveDate) -> Result<HashMap<FindingId, Acceptance>, StoreError> {
    let rows: Vec<AcceptanceRow> =
        finding_acceptances::table.order(finding_acceptances::id).select(AcceptanceRow::as_select()).load(conn)?;
    let mut newest = HashMap::new();
    for row in rows {
        let said = row.into_acceptance()?;
        newest.insert(said.finding, said);
    }
    newest.retain(|_, said: &mut Acceptance| said.holds_on(day));
    Ok(newest)
}
