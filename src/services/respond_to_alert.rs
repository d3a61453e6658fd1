//! The main road: alert → touched zones → plans in force → activation → checklist → audit entry.
//!
//! Everything is decided first ([`ask_plans`]), on a picture of zones and plans in memory; then one
//! transaction writes it all down ([`activate`]). Answering an alert twice changes nothing: the first thing
//! the transaction does is to note that the alert has been answered.
//!
//! [`ask_plans`]: super::ask_plans
//! [`activate`]: super::activate

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::sync_channel;
use std::thread;

use serde_json::json;

use super::activate::{carry, open_event, propose};
use super::ask_plans::{Decided, Known};
use super::chain_facts::{ChainFacts, chains_of};
use super::issue_order::issue_order_noted;
use super::live_data::Picture;
use super::record::{Noted, Notes};
use super::{App, ServiceError};
use crate::config::Orders;
use crate::kernel::each::each;
use crate::kernel::ids::{ActivationId, AlertId, EventId, PlanId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Activation, Event};
use crate::store::alert_decisions::{self, AskedRound};
use crate::store::alerts::StoredAlert;
use crate::store::{StoreConnection, StoreError, activations, alert_answers, alerts, events};

/// What answering an alert did.
#[derive(Debug, PartialEq, Eq)]
pub enum Response {
    /// Plans were asked; these activations were opened or changed.
    Answered(Vec<ActivationId>),
    /// Plans had been asked before; nothing was done.
    AlreadyAnswered,
}

/// Asks every plan in force about an alert, and opens or changes the activations that follow from it.
pub fn respond_to_alert(app: &App, alert: AlertId) -> Result<Response, ServiceError> {
    let mut responses = respond_to_alerts(app, &[alert])?;
    responses.pop().ok_or_else(|| ServiceError::Internal("an alert was not answered".into()))
}

/// So many decisions are gathered before they are written.
const DECISIONS_AT_ONCE: usize = 5_000;

/// Answers several alerts, in their order, many in one transaction. About those that somebody changed while plans were
/// asked, plans are asked anew.
pub fn respond_to_alerts(app: &App, ids: &[AlertId]) -> Result<Vec<Response>, ServiceError> {
    let mut responses: HashMap<AlertId, Response> = HashMap::with_capacity(ids.len());
    let mut left = ids.to_vec();
    while !left.is_empty() {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        responses.extend(ask_and_write_down(app, &picture, &left, now)?);
        left.retain(|id| !responses.contains_key(id));
    }
    app.nudge_streams();
    let response = |id| responses.remove(id).ok_or_else(|| ServiceError::Internal("an alert was not answered".into()));
    ids.iter().map(response).collect()
}

/// So many alerts are written down in one transaction; about the next ones plans are asked meanwhile.
const WRITTEN_AT_ONCE: usize = 100;

/// Asks about alerts and does what was decided; of an alert that is another by then, nothing, and it is left out.
fn ask_and_write_down(
    app: &App,
    picture: &Picture,
    ids: &[AlertId],
    now: Timestamp,
) -> Result<HashMap<AlertId, Response>, ServiceError> {
    let mut responses = HashMap::with_capacity(ids.len());
    let mut write = |ids: &[AlertId], asked: Asked<'_>| {
        let open: HashSet<AlertId> = asked.iter().map(|(alert, _)| alert.id).collect();
        let others = ids.iter().filter(|id| !open.contains(id));
        responses.extend(others.map(|id| (*id, Response::AlreadyAnswered)));
        responses.extend(write_down(app, &asked, now)?);
        Ok::<_, ServiceError>(())
    };
    let mut pieces = ids.chunks(WRITTEN_AT_ONCE);
    if ids.len() <= WRITTEN_AT_ONCE {
        pieces.try_for_each(|ids| write(ids, ask(app, picture, ids, now)?))?;
        return Ok(responses);
    }
    thread::scope(|scope| {
        let (hand_on, handed_on) = sync_channel(1);
        scope.spawn(move || {
            for ids in pieces {
                // Where writing failed nobody waits for more.
                if hand_on.send((ids, ask(app, picture, ids, now))).is_err() {
                    break;
                }
            }
        });
        handed_on.into_iter().try_for_each(|(ids, asked)| write(ids, asked?))
    })?;
    Ok(responses)
}

/// Alerts as they were when plans were asked, each with what it does to every plan.
type Asked<'p> = Vec<(StoredAlert, Vec<Decided<'p>>)>;

/// Asks every plan of the picture about those of the alerts that nobody has answered.
fn ask<'p>(app: &App, picture: &'p Picture, ids: &[AlertId], now: Timestamp) -> Result<Asked<'p>, StoreError> {
    let fresh = &app.fresh;
    let known: Vec<Known> = app.store.read(|conn| {
        let mut kept = alerts::get_all(conn, ids, &mut fresh.of(ids))?;
        kept.retain(|alert| alert.responded_at.is_none());
        let chains = ChainFacts::of(conn, &kept)?;
        kept.into_iter().map(|alert| Known::of(conn, picture, fresh, alert, &chains, now)).collect()
    })?;
    let decided = each(&known, |known| known.ask_plans(picture, now));
    Ok(known.into_iter().map(|known| known.alert).zip(decided).collect())
}

/// Does and keeps what was decided, in one transaction; of an alert that is another by now, nothing, and it is left out.
fn write_down(app: &App, asked: &Asked<'_>, now: Timestamp) -> Result<HashMap<AlertId, Response>, ServiceError> {
    app.store.write(|conn| {
        let unchanged = alerts::unchanged(conn, asked.iter().map(|(alert, _)| alert))?;
        let asked = || asked.iter().filter(|(alert, _)| unchanged.contains(&alert.id));
        let ids: Vec<AlertId> = asked().map(|(alert, _)| alert.id).collect();
        let rounds = alert_answers::mark_all_answered(conn, &ids, now)?;
        let mut doing = Doing::new(conn, &app.rules.orders, asked().map(|(alert, _)| alert), now)?;
        let (mut responses, mut made) = (HashMap::with_capacity(ids.len()), Vec::new());
        for (alert, decisions) in asked() {
            let Some(round) = rounds.get(&alert.id) else {
                responses.insert(alert.id, Response::AlreadyAnswered);
                continue;
            };
            let (changed, answer) = doing.answer(conn, alert, decisions, *round)?;
            made.push(answer);
            if made.iter().map(|answer: &AskedRound| answer.decisions.len()).sum::<usize>() > DECISIONS_AT_ONCE {
                alert_decisions::insert_all(conn, &std::mem::take(&mut made))?;
            }
            responses.insert(alert.id, Response::Answered(changed));
        }
        alert_decisions::insert_all(conn, &made)?;
        doing.notes.write(conn, now)?;
        Ok(responses)
    })
}

/// What answering alerts does in a transaction, and what the log will say of it.
pub(super) struct Doing<'o> {
    orders: &'o Orders,
    now: Timestamp,
    /// The events of the chains, by chain.
    events: HashMap<String, Event>,
    /// For the alert that is acted on: the events in which a plan has an activation, its own first.
    at_work: Option<(AlertId, HashMap<PlanId, Vec<EventId>>)>,
    /// Gathered in the order in which things were done.
    pub(super) notes: Notes,
}

impl<'o> Doing<'o> {
    /// Ready to act on `alerts`.
    pub(super) fn new<'a>(
        conn: &mut StoreConnection,
        orders: &'o Orders,
        alerts: impl Iterator<Item = &'a StoredAlert>,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let events = events::of_chains(conn, &chains_of(alerts))?;
        Ok(Self { orders, now, events, at_work: None, notes: Notes::default() })
    }

    /// Does what follows from an alert; gives the activations that were opened or changed, and what is to be kept of
    /// the decisions.
    fn answer(
        &mut self,
        conn: &mut StoreConnection,
        alert: &StoredAlert,
        decided: &[Decided<'_>],
        round: i64,
    ) -> Result<(Vec<ActivationId>, AskedRound), ServiceError> {
        let (mut changed, mut decisions) = (Vec::new(), Vec::new());
        for decided in decided {
            let activations = self.act_on(conn, alert, decided)?;
            decisions.extend(decided.records(!activations.is_empty()));
            changed.extend(activations);
        }
        self.notes.add(answered(alert.id, changed.len()));
        Ok((changed, AskedRound { alert: alert.id, round, decisions }))
    }

    /// Opens or changes the activations of one plan, and sends what of them has to be told; gives those that changed.
    pub(super) fn act_on(
        &mut self,
        conn: &mut StoreConnection,
        alert: &StoredAlert,
        decided: &Decided<'_>,
    ) -> Result<Vec<ActivationId>, ServiceError> {
        if decided.wanted.is_empty() && !decided.carries {
            return Ok(Vec::new());
        }
        let (now, event) = (self.now, self.events.get(&alert.chain_key).map(|event| event.id));
        let running = match event {
            Some(event) => self.running_in(conn, alert.id, event, decided.plan.plan.id)?,
            None => Vec::new(),
        };
        let mut changed = Vec::new();
        match running.split_first() {
            None if decided.wanted.is_empty() => {}
            None => {
                let event = event.map_or_else(|| self.open_event(conn, alert, decided), Ok)?;
                changed.push(propose(conn, alert, decided, event, &mut self.notes, now)?);
            }
            Some((first, others)) => {
                changed.extend(carry(conn, alert, decided, first, &mut self.notes, now)?);
                for other in others {
                    changed.extend(carry(conn, alert, &decided.within(other), other, &mut self.notes, now)?);
                }
            }
        }
        for activation in &changed {
            issue_order_noted(conn, self.orders, activation, false, &mut self.notes, now)?;
        }
        Ok(changed.into_iter().map(|activation| activation.id).collect())
    }

    /// The activations of a plan in an event, and in those that turned out to belong to it.
    fn running_in(
        &mut self,
        conn: &mut StoreConnection,
        alert: AlertId,
        event: EventId,
        plan: PlanId,
    ) -> Result<Vec<Activation>, StoreError> {
        if self.at_work.as_ref().is_none_or(|(of, _)| *of != alert) {
            let mut by_plan: HashMap<PlanId, Vec<EventId>> = HashMap::new();
            for event in std::iter::once(event).chain(events::joined(conn, event)?) {
                for plan in activations::plans_in(conn, event)? {
                    by_plan.entry(plan).or_default().push(event);
                }
            }
            self.at_work = Some((alert, by_plan));
        }
        let events = self.at_work.as_ref().and_then(|(_, by_plan)| by_plan.get(&plan)).cloned().unwrap_or_default();
        let found = events.into_iter().map(|event| activations::of_plan(conn, event, plan));
        found.filter_map(Result::transpose).collect()
    }

    fn open_event(
        &mut self,
        conn: &mut StoreConnection,
        alert: &StoredAlert,
        decided: &Decided<'_>,
    ) -> Result<EventId, StoreError> {
        let event = open_event(conn, alert, decided.hazard, self.now)?;
        let id = event.id;
        self.events.insert(alert.chain_key.clone(), event);
        Ok(id)
    }
}

/// That an alert was held against the plans, and how many plans it changed.
fn answered(alert: AlertId, changed: usize) -> Noted {
    Noted {
        action: "alert_answered",
        kind: "alert",
        id: alert.to_string(),
        alert: Some(alert),
        detail: Localized::new(
            format!(
                "Đã đối chiếu bản tin với các phương án: {changed} phương án được đề nghị kích hoạt hoặc thay đổi."
            ),
            format!("The alert was held against the plans: {changed} plans proposed or changed."),
        ),
        also: json!({}),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::kernel::SystemClock;
    use crate::outbound::fetch::{FetchLimits, Fetcher};
    use crate::services::ingest_alert::{Arrival, take_in_all};
    use crate::store::{Store, alert_chains, migrations};

    const ALERT: &str = "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier><sender>s@x</sender>\
        <sent>2026-11-24T08:00:00+07:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>\
        <info><category>Met</category><event>Lũ</event><urgency>Expected</urgency><severity>Severe</severity>\
        <certainty>Likely</certainty><area><areaDesc>Xã Ngọc Linh</areaDesc></area></info></alert>";

    /// An alert that nobody has answered, in the chain it is given.
    fn unanswered(folder: &std::path::Path) -> (App, AlertId) {
        let store = Store::open(&format!("sqlite://{}", folder.join("t.db").display())).unwrap();
        migrations::run(&store).unwrap();
        let app = App::new(store, Arc::new(SystemClock), Fetcher::new(FetchLimits::default()).unwrap());
        let arrival = Arrival { url: None, content_type: None, bytes: ALERT.into() };
        let taken = take_in_all(&app, None, &[arrival]).unwrap();
        (app, taken[0].new[0])
    }

    #[test]
    fn what_was_decided_on_an_alert_that_is_another_by_now_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let (app, id) = unanswered(folder.path());
        let now = app.now();
        let picture = app.live.current(&app.store, now).unwrap();
        let ask = || ask(&app, &picture, &[id], now).unwrap();
        let open = || app.store.read(alert_answers::unanswered).unwrap();

        let before = ask();
        let alert = before[0].0.alert.clone();
        let written = alerts::Written::of(&alert).unwrap();
        app.store.write(|conn| alerts::rewrite(conn, id, &alert, &written, now, now)).unwrap();
        assert_eq!(write_down(&app, &before, now).unwrap(), HashMap::new(), "it is read otherwise");

        let before = ask();
        let chain = before[0].0.chain_key.clone();
        app.store.write(|conn| alert_chains::join(conn, std::slice::from_ref(&chain), "joined")).unwrap();
        assert_eq!(write_down(&app, &before, now).unwrap(), HashMap::new(), "its chain has another name");
        assert_eq!(open(), [id]);

        assert_eq!(respond_to_alert(&app, id).unwrap(), Response::Answered(Vec::new()));
        assert_eq!(open(), []);
        assert_eq!(respond_to_alert(&app, id).unwrap(), Response::AlreadyAnswered);
    }
}
