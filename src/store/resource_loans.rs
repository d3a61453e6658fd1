//! Loans of resources between units.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::resource_loans;
use super::{StoreConnection, StoreError, id, loaded, stored, word, word_text};
use crate::kernel::ids::{LoanId, ResourceId};
use crate::resources::{Loan, Quantity};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = resource_loans)]
#[diesel(treat_none_as_null = true)]
struct LoanRow {
    id: String,
    resource_id: String,
    owner_code: String,
    to_unit: String,
    quantity: i64,
    first_day: NaiveDate,
    last_day: NaiveDate,
    purpose: String,
    state: String,
    asked_by: String,
    asked_at: NaiveDateTime,
    answered_by: Option<String>,
    answered_at: Option<NaiveDateTime>,
    answer_reason: String,
    revision: i64,
}

impl LoanRow {
    fn of(loan: &Loan) -> Self {
        Self {
            id: loan.id.to_string(),
            resource_id: loan.resource.to_string(),
            owner_code: loan.owner_code.clone(),
            to_unit: loan.to_unit.clone(),
            quantity: loan.quantity.thousandths(),
            first_day: loan.first_day,
            last_day: loan.last_day,
            purpose: loan.purpose.clone(),
            state: word_text(&loan.state),
            asked_by: loan.asked_by.clone(),
            asked_at: stored(loan.asked_at),
            answered_by: loan.answered_by.clone(),
            answered_at: loan.answered_at.map(stored),
            answer_reason: loan.answer_reason.clone(),
            revision: loan.revision,
        }
    }

    fn into_loan(self) -> Result<Loan, StoreError> {
        Ok(Loan {
            id: id(&self.id)?,
            resource: id(&self.resource_id)?,
            owner_code: self.owner_code,
            to_unit: self.to_unit,
            quantity: Quantity::of_thousandths(self.quantity),
            first_day: self.first_day,
            last_day: self.last_day,
            purpose: self.purpose,
            state: word(&self.state)?,
            asked_by: self.asked_by,
            asked_at: loaded(self.asked_at),
            answered_by: self.answered_by,
            answered_at: self.answered_at.map(loaded),
            answer_reason: self.answer_reason,
            revision: self.revision,
        })
    }
}

/// Adds a loan that is asked for.
pub fn add(conn: &mut StoreConnection, loan: &Loan) -> Result<(), StoreError> {
    diesel::insert_into(resource_loans::table).values(&LoanRow::of(loan)).execute(conn)?;
    Ok(())
}

/// Writes `loan.revision`; `Stale` where the one before it is not the present one.
pub fn change(conn: &mut StoreConnection, loan: &Loan) -> Result<(), StoreError> {
    let row = LoanRow::of(loan);
    let present = resource_loans::table
        .filter(resource_loans::id.eq(&row.id))
        .filter(resource_loans::revision.eq(loan.revision - 1));
    match diesel::update(present).set(&row).execute(conn)? {
        0 => Err(StoreError::Stale),
        _ => Ok(()),
    }
}

/// A loan.
pub fn get(conn: &mut StoreConnection, loan: LoanId) -> Result<Loan, StoreError> {
    let row: LoanRow = resource_loans::table
        .filter(resource_loans::id.eq(loan.to_string()))
        .select(LoanRow::as_select())
        .get_result(conn)?;
    row.into_loan()
}

/// Every loan there ever was.
pub fn all(conn: &mut StoreConnection) -> Result<Vec<Loan>, StoreError> {
    let rows: Vec<LoanRow> = resource_loans::table.select(LoanRow::as_select()).load(conn)?;
    rows.into_iter().map(LoanRow::into_loan).collect()
}

/// Every loan of these resources, oldest first.
pub fn of_resources(conn: &mut StoreConnection, wanted: &[ResourceId]) -> Result<Vec<Loan>, StoreError> {
    let mut loans = Vec::new();
    for chunk in wanted.chunks(500) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let rows: Vec<LoanRow> = resource_loans::table
            .filter(resource_loans::resource_id.eq_any(ids))
            .order(resource_loans::id)
            .select(LoanRow::as_select())
            .load(conn)?;
        for row in rows {
            loans.push(row.into_loan()?);
        }
    }
    Ok(loans)
}

type Backend = <StoreConnection as Connection>::Backend;

/// At most `limit` loans that `units` give or take, newest first, those before `before` only; `None` is all units.
pub fn list(
    conn: &mut StoreConnection,
    units: Option<&[String]>,
    before: Option<&str>,
    limit: usize,
) -> Result<Vec<Loan>, StoreError> {
    let mut query = resource_loans::table.into_boxed::<Backend>();
    if let Some(units) = units {
        query = query.filter(resource_loans::owner_code.eq_any(units).or(resource_loans::to_unit.eq_any(units)));
    }
    if let Some(before) = before {
        query = query.filter(resource_loans::id.lt(before));
    }
    let rows: Vec<LoanRow> = query
        .order(resource_loans::id.desc())
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select(LoanRow::as_select())
        .load(conn)?;
    rows.into_iter().map(LoanRow::into_loan).collect()
}
