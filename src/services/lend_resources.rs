//! A unit asks another for a resource, and is answered. Nothing counts as lent before somebody of the owner consented.

use chrono::NaiveDate;
use serde_json::json;

use super::record::{Actor, Deed, record};
use super::resource_register::{ResourceWork, refused, units_within};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::Localized;
use crate::kernel::ids::{LoanId, ResourceId};
use crate::kernel::page::Page;
use crate::kernel::wording::{day_en, day_vi};
use crate::resources::{Loan, LoanState, MAX_TEXT, Quantity, Resource, free_between};
use crate::store::{StoreConnection, StoreError, admin_units, resource_loans, resources};

/// A loan with what it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct LoanOf {
    /// The loan.
    pub loan: Loan,
    /// The resource.
    pub resource: Resource,
}

/// A loan that is asked for.
#[derive(Debug, Clone)]
pub struct NewLoan {
    /// Of what.
    pub resource: ResourceId,
    /// For which unit.
    pub to_unit: String,
    /// How much.
    pub quantity: Quantity,
    /// From when.
    pub first_day: NaiveDate,
    /// Until when, that day included.
    pub last_day: NaiveDate,
    /// What for.
    pub purpose: String,
}

/// Asks for a resource of another unit.
pub fn ask_loan(app: &App, by: &Acting, new: &NewLoan) -> Result<LoanOf, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let asked = app.store.write(|conn| {
        permit(conn, by, Permission::EditResources, &new.to_unit, work.now)?;
        let resource = resources::get(conn, new.resource)?;
        check(conn, &work, &resource, new)?;
        let loan = Loan {
            id: LoanId::new(work.now),
            resource: resource.id,
            owner_code: resource.unit_code.clone(),
            to_unit: new.to_unit.clone(),
            quantity: new.quantity,
            first_day: new.first_day,
            last_day: new.last_day,
            purpose: new.purpose.trim().chars().take(MAX_TEXT).collect(),
            state: LoanState::Asked,
            asked_by: Actor::person(by).name().to_owned(),
            asked_at: work.now,
            answered_by: None,
            answered_at: None,
            answer_reason: String::new(),
            revision: 1,
        };
        resource_loans::add(conn, &loan)?;
        tell(conn, &work, by, &resource, &loan, ("loan_asked", "Hỏi mượn", "Asked for"))?;
        Ok::<_, ServiceError>(LoanOf { loan, resource })
    })?;
    app.nudge_streams();
    Ok(asked)
}

fn check(
    conn: &mut StoreConnection,
    work: &ResourceWork,
    resource: &Resource,
    new: &NewLoan,
) -> Result<(), ServiceError> {
    if !admin_units::is_known(conn, &new.to_unit)? {
        return Err(refused("/to_unit", "Không có đơn vị này.", "There is no such unit."));
    }
    if resource.unit_code == new.to_unit {
        return Err(refused("/to_unit", "Đơn vị đã có nguồn lực này.", "The unit has this resource itself."));
    }
    let Some(quantity) = resource.quantity().filter(|_| resource.retired_on.is_none()) else {
        return Err(refused("/resource_id", "Loại này không cho mượn.", "This is nothing that is lent."));
    };
    if new.quantity == Quantity::NONE || new.quantity > quantity {
        let (vi, en) = (quantity.vi(), quantity.en());
        return Err(refused(
            "/quantity",
            &format!("Nhập số từ 1 đến {vi}."),
            &format!("Give a number from 1 to {en}."),
        ));
    }
    if new.last_day < new.first_day || new.last_day < work.today() {
        return Err(refused(
            "/last_day",
            "Ngày trả đứng trước ngày mượn, hoặc đã qua.",
            "The loan ends before it begins, or has ended.",
        ));
    }
    if (new.last_day - new.first_day).num_days() > 366 {
        return Err(refused("/last_day", "Mượn nhiều nhất một năm.", "A loan lasts a year at most."));
    }
    Ok(())
}

/// What is done about a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoanAnswer {
    /// The owner consents.
    Consent,
    /// The owner refuses, with a reason.
    Refuse,
    /// Whoever asked takes it back, or gives the thing back.
    Withdraw,
}

/// Answers a loan, or ends it.
pub fn answer_loan(
    app: &App,
    by: &Acting,
    loan: LoanId,
    revision: i64,
    answer: LoanAnswer,
    reason: &str,
) -> Result<LoanOf, ServiceError> {
    let work = ResourceWork::begin(app)?;
    let answered = app.store.write(|conn| {
        let held = resource_loans::get(conn, loan)?;
        let answering = if answer == LoanAnswer::Withdraw { &held.to_unit } else { &held.owner_code };
        permit(conn, by, Permission::EditResources, answering, work.now)?;
        if held.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let resource = resources::get(conn, held.resource)?;
        let state = decided(conn, &held, &resource, answer, reason)?;
        let answered = Loan {
            state,
            answered_by: Some(Actor::person(by).name().to_owned()),
            answered_at: Some(work.now),
            answer_reason: reason.trim().chars().take(MAX_TEXT).collect(),
            revision: revision + 1,
            ..held
        };
        resource_loans::change(conn, &answered)?;
        let words = match state {
            LoanState::Consented => ("loan_consented", "Đồng ý cho mượn", "Lent"),
            LoanState::Refused => ("loan_refused", "Từ chối cho mượn", "Refused to lend"),
            LoanState::Withdrawn | LoanState::Asked => ("loan_withdrawn", "Rút hoặc trả lại", "Withdrew or gave back"),
        };
        tell(conn, &work, by, &resource, &answered, words)?;
        Ok::<_, ServiceError>(LoanOf { loan: answered, resource })
    })?;
    app.nudge_streams();
    Ok(answered)
}

/// Where a loan stands after an answer. What is with others already is not lent twice.
fn decided(
    conn: &mut StoreConnection,
    held: &Loan,
    resource: &Resource,
    answer: LoanAnswer,
    reason: &str,
) -> Result<LoanState, ServiceError> {
    match (held.state, answer) {
        (LoanState::Asked, LoanAnswer::Consent) => {
            resources::hold(conn, resource)?;
            let loans = resource_loans::of_resources(conn, &[held.resource])?;
            let quantity = resource.quantity().filter(|_| resource.retired_on.is_none()).unwrap_or_default();
            let free = free_between(quantity, &loans, held.first_day, held.last_day);
            if held.quantity > free {
                return Err(refused(
                    "/answer",
                    &format!("Trong những ngày này chỉ còn {} chưa cho mượn.", free.vi()),
                    &format!("On these days only {} is not lent yet.", free.en()),
                ));
            }
            Ok(LoanState::Consented)
        }
        (LoanState::Asked, LoanAnswer::Refuse) if reason.trim().is_empty() => {
            Err(refused("/reason", "Ghi lý do từ chối.", "Say why it is refused."))
        }
        (LoanState::Asked, LoanAnswer::Refuse) => Ok(LoanState::Refused),
        (LoanState::Asked | LoanState::Consented, LoanAnswer::Withdraw) => Ok(LoanState::Withdrawn),
        (LoanState::Consented | LoanState::Refused | LoanState::Withdrawn, _) => {
            let state = held.state.name();
            Err(refused(
                "/answer",
                &format!("Yêu cầu này đã xong: {}.", state.vi),
                &format!("This request is settled: {}.", state.en),
            ))
        }
    }
}

/// A page of the loans a unit, or one below it, gives or takes, newest first.
pub fn list_loans(
    app: &App,
    unit: Option<&str>,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<LoanOf>, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let units = unit.map(|unit| units_within(&picture, unit));
    app.store.read(|conn| {
        let found = resource_loans::list(conn, units.as_deref(), cursor, limit + 1)?;
        let page = Page::cut(found, limit, |last| last.id.to_string());
        let mut items = Vec::with_capacity(page.items.len());
        for loan in page.items {
            let resource = resources::get(conn, loan.resource)?;
            items.push(LoanOf { loan, resource });
        }
        Ok(Page { items, next: page.next })
    })
}

fn tell(
    conn: &mut StoreConnection,
    work: &ResourceWork,
    by: &Acting,
    resource: &Resource,
    loan: &Loan,
    (action, vi, en): (&str, &str, &str),
) -> Result<(), StoreError> {
    let (owner, to) = (work.unit_name(&loan.owner_code), work.unit_name(&loan.to_unit));
    let (code, name, quantity) = (&resource.code, &resource.entry.name, loan.quantity);
    let days = (loan.first_day, loan.last_day);
    let deed = Deed {
        actor: &Actor::person(by),
        action,
        kind: "loan",
        id: loan.id.to_string(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!(
                "{vi} {code} ({name}), số lượng {}, của {owner} cho {to}, {} đến {}.",
                quantity.vi(),
                day_vi(days.0),
                day_vi(days.1)
            ),
            format!(
                "{en} {code} ({name}), quantity {}, of {owner} for {to}, {} to {}.",
                quantity.en(),
                day_en(days.0),
                day_en(days.1)
            ),
        ),
        also: json!({"unit_code": loan.owner_code, "to_unit": loan.to_unit}),
    };
    record(conn, work.now, deed)
}
