//! The CAP message that follows a change of an activation, written in the transaction that made the change.
//!
//! A message is for those who are not here. Should it fail to be written, the decision stands all the same: people are
//! moved by what was decided, and the log says that nothing was sent and what to do.

use std::collections::BTreeSet;

use serde_json::json;

use super::ServiceError;
use super::live_data::day_of;
use super::record::{Noted, Notes};
use crate::alerts::cap::{AlertIdentity, MsgType};
use crate::alerts::compose::{ComposeFault, compose};
use crate::alerts::telling::{OnsetBasis, onset_of};
use crate::config::Orders;
use crate::kernel::ids::{ActivationId, OrderId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::Activation;
use crate::relocation::order::{
    Earnest, NO_SENDER, Order, OrderMessage, OrderSender, PlaceNames, Told, chain, follows, identifier_of, sent_after,
};
use crate::store::{
    StoreConnection, StoreError, activations, admin_units, alerts, checklists, events, orders_out, plans, shelters,
    zones,
};

/// Writes the message that follows what `activation` is now, where one does; gives its id. `by_person` tells that a
/// person has just decided on it. Call it after everything else of the change, before the transaction ends.
pub fn issue_order(
    conn: &mut StoreConnection,
    orders: &Orders,
    activation: ActivationId,
    by_person: bool,
    now: Timestamp,
) -> Result<Option<OrderId>, ServiceError> {
    let activation = activations::get(conn, activation)?;
    issue_order_for(conn, orders, &activation, by_person, now)
}

/// [`issue_order`] for an activation as it has just been written.
pub fn issue_order_for(
    conn: &mut StoreConnection,
    orders: &Orders,
    activation: &Activation,
    by_person: bool,
    now: Timestamp,
) -> Result<Option<OrderId>, ServiceError> {
    let mut notes = Notes::default();
    let sent = issue_order_noted(conn, orders, activation, by_person, &mut notes, now)?;
    notes.write(conn, now)?;
    Ok(sent)
}

/// [`issue_order_for`], where what the log will say is gathered in `notes`.
pub(super) fn issue_order_noted(
    conn: &mut StoreConnection,
    orders: &Orders,
    activation: &Activation,
    by_person: bool,
    notes: &mut Notes,
    now: Timestamp,
) -> Result<Option<OrderId>, ServiceError> {
    let earlier = orders_out::of_activation(conn, activation.id)?;
    let open = checklists::open_zones(conn, activation.id)?;
    if earlier.is_empty() && open.is_empty() {
        // Nothing was told, and nobody has to leave.
        return Ok(None);
    }
    let event = events::get(conn, activation.event_id)?;
    let plan = plans::get(conn, activation.plan_id)?;
    let earnest = earnest_of(&event, plan.demonstration, orders, &earlier);
    let chain = chain(&earlier, earnest.status());
    let last = chain.last().copied();
    let at_work = Told::of(activation, open);
    let before = last.map(|message| &message.told);
    let Some(msg_type) = follows(before, &at_work, by_person) else { return Ok(None) };
    // A Cancel names what it releases.
    let told = match (msg_type, before) {
        (MsgType::Cancel, Some(before)) => before.clone(),
        _ => at_work,
    };
    let alert = alerts::get(conn, activation.alert_id)?.alert;
    let version = plans::version(conn, activation.plan_version_id)?;
    let wanted: BTreeSet<(ZoneId, i64)> =
        told.zones.iter().chain(before.into_iter().flat_map(|told| &told.zones)).copied().collect();
    let zones = zones::at_revisions(conn, &wanted.into_iter().collect::<Vec<_>>())?;
    let names = place_names(conn, now)?;
    let references: Vec<AlertIdentity> = chain.iter().map(|message| message.identity()).collect();
    let configured = orders.sender.as_ref().map(OrderSender::as_str);
    let (onset, basis) = onset_of(&alert);
    let order = Order {
        id: OrderId::new(now),
        sender: configured.or(last.map(|message| message.sender.as_str())).unwrap_or(NO_SENDER),
        sender_name: orders.sender_name.as_deref(),
        sent: sent_after(last.map(|message| message.sent), now),
        earnest,
        msg_type,
        references: &references,
        event: &event,
        plan: &plan,
        version: &version,
        told: &told,
        before,
        zones: &zones,
        onset: (basis == OnsetBasis::Onset).then_some(onset),
        basis: &alert.identity,
        names: &names,
    };
    match compose(&order.alert()) {
        Ok(xml) => send(conn, activation, &order, xml, notes).map(Some),
        Err(fault) => {
            note_failure(activation, &fault, notes);
            Ok(None)
        }
    }
}

/// How earnest the next message is. A chain that was begun in somebody's name goes on in it, even if the setting is
/// gone: an order in force can only be ended by who gave it.
fn earnest_of(event: &crate::relocation::Event, invented: bool, orders: &Orders, earlier: &[OrderMessage]) -> Earnest {
    let running = Earnest::of(event, invented, true, earlier);
    let begun = chain(earlier, running.status()).last().is_some();
    Earnest::of(event, invented, orders.sender.is_some() || begun, earlier)
}

fn place_names(conn: &mut StoreConnection, now: Timestamp) -> Result<PlaceNames, StoreError> {
    Ok(PlaceNames {
        units: admin_units::names(conn, day_of(now))?,
        shelters: shelters::ever(conn)?.into_iter().map(|shelter| (shelter.code, shelter.name)).collect(),
    })
}

fn send(
    conn: &mut StoreConnection,
    activation: &Activation,
    order: &Order<'_>,
    xml: Vec<u8>,
    notes: &mut Notes,
) -> Result<OrderId, ServiceError> {
    let message = OrderMessage {
        id: order.id,
        activation_id: activation.id,
        status: order.earnest.status(),
        msg_type: order.msg_type,
        sender: order.sender.to_owned(),
        sent: order.sent,
        told: order.told.clone(),
        references: order.references.to_vec(),
        headline: order.headline(),
        xml,
    };
    orders_out::insert(conn, &message)?;
    let kind = format!("{}, {}", message.msg_type.as_cap(), message.status.as_cap());
    let identifier = identifier_of(message.id);
    let detail = Localized::new(
        format!("Phát bản tin CAP ({kind}) {identifier}: {}", message.headline.vi),
        format!("CAP message sent ({kind}) {identifier}: {}", message.headline.en),
    );
    notes.add(noted(activation, "order_sent", detail));
    Ok(message.id)
}

fn note_failure(activation: &Activation, fault: &ComposeFault, notes: &mut Notes) {
    tracing::error!(activation = %activation.id, %fault, "a CAP message of our own could not be written");
    let detail = Localized::new(
        format!(
            "Không phát được bản tin CAP ({fault}). Quyết định vẫn có hiệu lực; thông báo cho các nơi nhận bằng cách \
             khác và báo người quản trị."
        ),
        format!(
            "No CAP message was sent ({fault}). The decision stands; tell the receivers in another way, and tell the \
             administrator."
        ),
    );
    notes.add(noted(activation, "order_not_sent", detail));
}

fn noted(activation: &Activation, action: &'static str, detail: Localized) -> Noted {
    Noted {
        action,
        kind: "activation",
        id: activation.id.to_string(),
        alert: Some(activation.alert_id),
        detail,
        also: json!({"activation_id": activation.id}),
    }
}
