//! The resources of the demonstration province, from `maps/demo/resources.json`. All of it is labelled.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::move_stock::{NewMovement, moved};
use super::record::Actor;
use super::{App, ServiceError};
use crate::kernel::Timestamp;
use crate::kernel::ids::{LoanId, ResourceId};
use crate::resources::{Entry, Loan, LoanState, MovementKind, Quantity, Resource};
use crate::store::resource_revisions::Change;
use crate::store::{StoreConnection, resource_loans, resources};

#[derive(Deserialize)]
struct File {
    resources: Vec<ResourceFile>,
    loans: Vec<LoanFile>,
}

#[derive(Deserialize)]
struct ResourceFile {
    unit_code: String,
    code: String,
    stock: Option<Quantity>,
    entry: Entry,
}

#[derive(Deserialize)]
struct LoanFile {
    /// Unit and code.
    resource: (String, String),
    to_unit: String,
    quantity: Quantity,
    first_day: NaiveDate,
    last_day: NaiveDate,
    purpose: String,
    state: LoanState,
}

/// The id and name of each resource, by unit and code.
pub(super) type ResourcesByCode = HashMap<(String, String), (ResourceId, String)>;

/// Fills the registers of an empty store.
pub(super) fn load_resources(app: &App, conn: &mut StoreConnection) -> Result<ResourcesByCode, ServiceError> {
    let now = app.now();
    let file: File = serde_json::from_str(include_str!("../../maps/demo/resources.json"))
        .map_err(|error| ServiceError::Internal(format!("resources.json: {error}")))?;
    let actor = Actor::system();
    let change = Change { at: now, by: actor.name().to_owned(), reason: "maps/demo/resources.json".into() };
    let mut ids = HashMap::new();
    for line in file.resources {
        let resource = Resource {
            id: ResourceId::new(now),
            unit_code: line.unit_code,
            code: line.code,
            revision: 1,
            retired_on: None,
            demonstration: true,
            stock: Quantity::NONE,
            entry: line.entry,
        };
        resources::add(conn, &resource, &change)?;
        if let Some(quantity) = line.stock {
            let new = NewMovement {
                kind: MovementKind::Counted,
                quantity,
                happened_on: None,
                reason: "Kiểm kê đầu mùa mưa (minh hoạ)".into(),
            };
            moved(conn, &resource, &new, super::live_data::day_of(now), actor.name(), now)?;
        }
        ids.insert((resource.unit_code, resource.code), (resource.id, resource.entry.name));
    }
    for loan in file.loans {
        let resource = ids
            .get(&loan.resource)
            .map(|(id, _)| *id)
            .ok_or_else(|| ServiceError::Internal(format!("resources.json: {}", loan.resource.1)))?;
        resource_loans::add(conn, &demo_loan(loan, resource, actor.name(), now))?;
    }
    Ok(ids)
}

fn demo_loan(loan: LoanFile, resource: ResourceId, by: &str, now: Timestamp) -> Loan {
    let answered = loan.state != LoanState::Asked;
    let reason = if loan.state == LoanState::Refused { "Đang dùng cho địa bàn (minh hoạ)" } else { "" };
    Loan {
        id: LoanId::new(now),
        resource,
        owner_code: loan.resource.0,
        to_unit: loan.to_unit,
        quantity: loan.quantity,
        first_day: loan.first_day,
        last_day: loan.last_day,
        purpose: loan.purpose,
        state: loan.state,
        asked_by: by.to_owned(),
        asked_at: now,
        answered_by: answered.then(|| by.to_owned()),
        answered_at: answered.then_some(now),
        answer_reason: reason.to_owned(),
        revision: 1,
    }
}
