//! What follows where a source no longer lists an alert, or lists it again.
//!
//! A source that lists all that is in force ends an alert by listing it no more; then standing down is proposed to a
//! person, as after a cancel. Any other source only takes it off its list: nothing follows from that. An answer that
//! could not be read whole says nothing of what is absent from it.

use std::collections::HashSet;

use serde_json::json;

use super::ask_plans::{Standing, ask_plans, beside};
use super::chain_facts::ChainFacts;
use super::record::{Actor, Deed, record};
use super::respond_to_alert::Doing;
use super::{App, ServiceError};
use crate::alerts::cap::AlertIdentity;
use crate::alerts::source::AlertSource;
use crate::kernel::ids::AlertId;
use crate::kernel::{Localized, Timestamp};
use crate::store::alert_listing::{self, Held};
use crate::store::alerts::{self, Listing, StoredAlert};
use crate::store::{StoreConnection, StoreError};

/// What a source was heard to list.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// The messages.
    pub listed: HashSet<AlertIdentity>,
    /// Whether that is all it lists.
    pub complete: bool,
    /// The moment it speaks of.
    pub data_at: Option<Timestamp>,
}

/// How many alerts changed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Changes {
    /// Those that are over because their source lists them no more.
    pub ended: usize,
    /// Those that are off the list and hold on.
    pub unlisted: usize,
    /// Those that are listed again.
    pub back: usize,
}

/// What is to be done about an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    End,
    Unlist,
    TakeBack,
}

/// Notes which alerts of `source` it lists no more, and which again.
pub(super) fn note_listing(app: &App, source: &AlertSource, heard: &Heard) -> Result<Changes, ServiceError> {
    let now = app.now();
    let held = app.store.read(|conn| alert_listing::holding_of(conn, source.id, now))?;
    let dangers: HashSet<(&str, &str)> = heard.listed.iter().map(danger_of).collect();
    let is_listed = |identity: &AlertIdentity| {
        // A danger is listed by whichever of its messages.
        heard.listed.contains(identity)
            || (source.rules.format.names_dangers() && dangers.contains(&danger_of(identity)))
    };
    let mut changes = Changes::default();
    for alert in held {
        match step(source, &alert, heard, is_listed(&alert.identity)) {
            Some(Step::End) => changes.ended += usize::from(change(app, alert.id, Step::End, now)?),
            Some(Step::Unlist) => changes.unlisted += usize::from(change(app, alert.id, Step::Unlist, now)?),
            Some(Step::TakeBack) => changes.back += usize::from(change(app, alert.id, Step::TakeBack, now)?),
            None => {}
        }
    }
    Ok(changes)
}

fn danger_of(identity: &AlertIdentity) -> (&str, &str) {
    (&identity.sender, &identity.identifier)
}

fn step(source: &AlertSource, alert: &Held, heard: &Heard, is_listed: bool) -> Option<Step> {
    let marked = alert.listing != Listing::default();
    if is_listed {
        return marked.then_some(Step::TakeBack);
    }
    if alert.listing.ended_by_absence_at.is_some() || !heard.complete {
        return None;
    }
    if !source.rules.is_snapshot() {
        return (!marked).then_some(Step::Unlist);
    }
    // A picture of an earlier moment knows nothing of what came later.
    let later = heard.data_at.is_some_and(|data_at| alert.identity.sent > data_at);
    let older_picture = heard.data_at.is_some() && heard.data_at < source.memory.data_at;
    (!later && !older_picture).then_some(Step::End)
}

/// Writes the change of one alert down, with what follows from it; false where another process was quicker, or a later
/// message has taken the alert's place.
fn change(app: &App, alert: AlertId, step: Step, now: Timestamp) -> Result<bool, ServiceError> {
    let picture = app.live.current(&app.store, now)?;
    let (before, superseded_by, others) = app.store.read(|conn| {
        let before = alerts::get(conn, alert)?;
        let chains = ChainFacts::of(conn, std::slice::from_ref(&before))?;
        let superseded_by = chains.superseded_by(&before.alert.identity);
        let others = beside(conn, &picture.vocabulary, &app.fresh, &before, &chains, now)?;
        Ok::<_, StoreError>((before, superseded_by, others))
    })?;
    if superseded_by.is_some() && step != Step::TakeBack {
        return Ok(false);
    }
    let listing = match step {
        Step::End => Listing { ended_by_absence_at: Some(now), ..Listing::default() },
        Step::Unlist => Listing { unlisted_at: Some(now), ..Listing::default() },
        Step::TakeBack => Listing::default(),
    };
    let after = StoredAlert { listing, ..before.clone() };
    let was_over = before.listing.ended_by_absence_at.is_some();
    let matters = superseded_by.is_none() && (step == Step::End || step == Step::TakeBack && was_over);
    let decisions = if matters { ask_plans(&picture, &after, Standing::default(), &others, now) } else { Vec::new() };
    let changed = app.store.write(|conn| {
        if alerts::get(conn, alert)?.listing != before.listing {
            return Ok::<_, ServiceError>(false);
        }
        alert_listing::set(conn, alert, listing, now)?;
        alert_listing::note_changes(conn)?;
        let mut doing = Doing::new(conn, &app.rules.orders, std::iter::once(&after), now)?;
        for decided in &decisions {
            doing.act_on(conn, &after, decided)?;
        }
        doing.notes.write(conn, now)?;
        note(conn, &after, step, now)?;
        Ok(true)
    })?;
    app.nudge_streams();
    Ok(changed)
}

fn note(conn: &mut StoreConnection, alert: &StoredAlert, step: Step, now: Timestamp) -> Result<(), StoreError> {
    let identifier = &alert.alert.identity.identifier;
    let (action, detail) = match step {
        Step::End => (
            "alert_ended_by_absence",
            Localized::new(
                format!("Nguồn liệt kê mọi cảnh báo còn hiệu lực và không còn liệt kê bản tin {identifier}."),
                format!("The source lists all alerts in force and no longer lists {identifier}."),
            ),
        ),
        Step::Unlist => (
            "alert_unlisted",
            Localized::new(
                format!("Bản tin {identifier} không còn trong danh mục của nguồn; bản tin vẫn giữ hiệu lực."),
                format!("Alert {identifier} has left the list of its source; it holds on."),
            ),
        ),
        Step::TakeBack => (
            "alert_listed_again",
            Localized::new(
                format!("Nguồn lại liệt kê bản tin {identifier}."),
                format!("The source lists alert {identifier} again."),
            ),
        ),
    };
    let (actor, id) = (Actor::system(), alert.id.to_string());
    let deed =
        Deed { actor: &actor, action, kind: "alert", id, alert: Some(alert.id), paper: None, detail, also: json!({}) };
    record(conn, now, deed)
}
