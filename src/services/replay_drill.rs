//! A drill on the messages of a past event: they come again, at a chosen speed, as exercises, and today's plans answer.
//!
//! The event is opened first, as a drill, on the chain of the messages to come; so whatever they set going belongs to it
//! and can call nobody. Only a message of a chain whose event is a drill is answered though it is an exercise.

use chrono::{SubsecRound, TimeDelta};
use serde_json::json;

use super::ingest_alert::{Arrival, arrived, read_kept};
use super::record::{Actor, Deed, record};
use super::resume::resume;
use super::start_activation::invalid;
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::alerts::cap::{Alert, AlertIdentity, Reference, Status};
use crate::alerts::compose::{MEDIA_TYPE, compose};
use crate::alerts::document::{Document, read_document};
use crate::alerts::rules::SourceRules;
use crate::alerts::telling::headline_for;
use crate::kernel::ids::EventId;
use crate::kernel::{Language, Localized, Timestamp};
use crate::relocation::{Event, EventKind};
use crate::store::drill_messages::DrillMessage;
use crate::store::{StoreConnection, alert_chains, drill_messages, events, raw_documents};

/// CAP's `sender` of drills.
pub const DRILL_SENDER: &str = "drill@ungpho.invalid";

/// Whose messages come again.
#[derive(Debug, Clone)]
pub enum Scenario {
    /// Those of an event of this office.
    Past(EventId),
    /// Some that are shipped.
    Shipped(String),
}

/// A drill as somebody sets it up.
#[derive(Debug, Clone)]
pub struct NewDrill {
    /// Its messages.
    pub scenario: Scenario,
    /// How many times faster than it was.
    pub speed: f64,
}

/// The speeds there are: from as it was to a week in three hours.
const SPEEDS: std::ops::RangeInclusive<f64> = 1.0..=60.0;
/// The most messages of a drill.
const MOST: usize = 200;

/// Scenarios that are shipped: code, name, messages in order.
pub const SHIPPED: &[(&str, &str, &str, &[&str])] = &[
    (
        "noru-2022",
        "Bão số 4 (NORU), 27–28/9/2022",
        "Storm no. 4 (NORU), 27–28 September 2022",
        &[
            include_str!("../../maps/demo/feed/demo-noru-2022-1.xml"),
            include_str!("../../maps/demo/feed/demo-noru-2022-2.xml"),
            include_str!("../../maps/demo/feed/demo-noru-2022-3.xml"),
            include_str!("../../maps/demo/feed/demo-noru-2022-4.xml"),
        ],
    ),
    (
        "mua-2025",
        "Mưa lớn, lũ quét, sạt lở đất, 25–31/10/2025",
        "Rain, flash flood and landslide, 25–31 October 2025",
        &[
            include_str!("../../maps/demo/feed/demo-mua-2025-1.xml"),
            include_str!("../../maps/demo/feed/demo-mua-2025-2.xml"),
            include_str!("../../maps/demo/feed/demo-mua-2025-3.xml"),
            include_str!("../../maps/demo/feed/demo-mua-2025-4.xml"),
        ],
    ),
    (
        "kalmaegi-2025",
        "Bão số 13 (KALMAEGI), 06–07/11/2025",
        "Storm no. 13 (KALMAEGI), 6–7 November 2025",
        &[
            include_str!("../../maps/demo/drills/kalmaegi-2025-1.xml"),
            include_str!("../../maps/demo/drills/kalmaegi-2025-2.xml"),
            include_str!("../../maps/demo/drills/kalmaegi-2025-3.xml"),
        ],
    ),
];

/// Opens a drill; its first message comes at once.
pub fn start_drill(app: &App, by: &Acting, new: &NewDrill) -> Result<Event, ServiceError> {
    if !by.account.role.may(Permission::ConfirmActivation) {
        return Err(ServiceError::NotPermitted(Permission::ConfirmActivation));
    }
    if !SPEEDS.contains(&new.speed) {
        return Err(invalid("/speed", "Tốc độ từ 1 đến 60 lần.", "The speed is 1 to 60 times."));
    }
    let now = app.now().trunc_subsecs(0);
    let (name, messages) = messages_of(app, &new.scenario)?;
    if messages.is_empty() || messages.len() > MOST {
        return Err(invalid(
            "/scenario",
            "Đợt này không có bản tin để diễn lại.",
            "It has no messages to be told again.",
        ));
    }
    let id = EventId::new(now);
    let retold = retell(&messages, id, now, new.speed);
    let first = retold.first().map(|(_, alert)| alert.identity.to_string()).unwrap_or_default();
    let event = Event {
        id,
        chain_key: first,
        name: Localized::new(format!("Diễn tập: {}", name.vi), format!("Drill: {}", name.en)),
        kind: EventKind::Drill,
        started_at: now,
        closed_at: None,
        demonstration: false,
        within_unit: by.account.unit_code.clone(),
        joined_to: None,
    };
    let to_come = (1..)
        .zip(&retold)
        .map(|(position, (due_at, alert))| drill_message(id, position, *due_at, alert))
        .collect::<Result<Vec<_>, ServiceError>>()?;
    app.store.write(|conn| {
        events::insert(conn, &event)?;
        to_come.iter().try_for_each(|message| drill_messages::insert(conn, message))?;
        note(conn, by, &event, to_come.len(), now)
    })?;
    app.nudge_streams();
    // The drill is there: what could not be told now is told by whoever looks next.
    if let Err(error) = publish_due(app) {
        tracing::error!(drill = %event.id, %error, "the first message of a drill could not be told yet");
    }
    Ok(event)
}

fn drill_message(
    event_id: EventId,
    position: i64,
    due_at: Timestamp,
    alert: &Alert,
) -> Result<DrillMessage, ServiceError> {
    let xml = compose(alert).map_err(|fault| ServiceError::Internal(format!("a message of a drill: {fault}")))?;
    let xml = String::from_utf8(xml).map_err(|error| ServiceError::Internal(error.to_string()))?;
    let said = |language| headline_for(alert, language).unwrap_or(alert.msg_type.as_cap()).to_owned();
    let headline = Localized::new(said(Language::Vi), said(Language::En));
    Ok(DrillMessage { event_id, position, due_at, sent_at: None, headline, xml })
}

/// The messages of a scenario, the oldest first.
fn messages_of(app: &App, scenario: &Scenario) -> Result<(Localized, Vec<Alert>), ServiceError> {
    let (name, mut messages) = match scenario {
        Scenario::Past(event) => app.store.read(|conn| {
            let event = events::get(conn, *event)?;
            let found = alert_chains::alerts_in(conn, &event.chain_key)?;
            Ok::<_, ServiceError>((event.name, found.into_iter().map(|stored| stored.alert).collect::<Vec<_>>()))
        })?,
        Scenario::Shipped(code) => {
            let Some((_, vi, en, files)) = SHIPPED.iter().find(|(known, ..)| known == code) else {
                return Err(invalid("/scenario", "Không có kịch bản này.", "There is no such scenario."));
            };
            (Localized::new(*vi, *en), files.iter().flat_map(|text| alerts_in(text)).collect())
        }
    };
    messages.sort_by_key(|alert| alert.identity.sent);
    Ok((name, messages))
}

fn alerts_in(text: &str) -> Vec<Alert> {
    match read_document(text.as_bytes(), Some(MEDIA_TYPE), &SourceRules::default()) {
        Document::Alerts(found) => found.into_iter().flatten().collect(),
        Document::Index(_) | Document::Unreadable(_) => Vec::new(),
    }
}

/// The messages as exercises from `now` on, all distances of time shortened by `speed`.
fn retell(messages: &[Alert], drill: EventId, now: Timestamp, speed: f64) -> Vec<(Timestamp, Alert)> {
    let Some(begun) = messages.first().map(|alert| alert.identity.sent) else { return Vec::new() };
    let moved = |at: Timestamp| {
        #[allow(clippy::cast_possible_truncation)] // seconds of some weeks
        let seconds = ((at - begun).num_seconds() as f64 / speed).round() as i64;
        now + TimeDelta::seconds(seconds)
    };
    // Two messages of one second would have one place in the order of times.
    let mut identities: Vec<AlertIdentity> = Vec::with_capacity(messages.len());
    for (place, alert) in (1..).zip(messages) {
        let sent = moved(alert.identity.sent);
        let sent = identities.last().map_or(sent, |last| sent.max(last.sent + TimeDelta::seconds(1)));
        let identifier = format!("{drill}-{place}");
        identities.push(AlertIdentity { sender: DRILL_SENDER.to_owned(), identifier, sent });
    }
    let told_as = |reference: &Reference| {
        let original = messages.iter().position(|alert| alert.identity.identifier == reference.identifier)?;
        identities.get(original)
    };
    messages
        .iter()
        .zip(&identities)
        .map(|(alert, identity)| {
            let references = alert.references.iter().filter_map(told_as).map(reference_to).collect();
            (identity.sent, exercise(alert, identity.clone(), references, moved))
        })
        .collect()
}

fn reference_to(identity: &AlertIdentity) -> Reference {
    Reference { sender: identity.sender.clone(), identifier: identity.identifier.clone(), sent: Some(identity.sent) }
}

fn exercise(
    alert: &Alert,
    identity: AlertIdentity,
    references: Vec<Reference>,
    moved: impl Fn(Timestamp) -> Timestamp,
) -> Alert {
    let mut told = Alert {
        identity,
        status: Status::Exercise,
        references,
        note: Some("DIỄN TẬP – không phải cảnh báo thật. EXERCISE – not a real warning.".to_owned()),
        incidents: Vec::new(),
        signed: false,
        remarks: Vec::new(),
        ..alert.clone()
    };
    for info in &mut told.infos {
        for time in [&mut info.effective, &mut info.onset, &mut info.expires] {
            *time = time.map(&moved);
        }
        let mark = if info.language.to_lowercase().starts_with("vi") { "DIỄN TẬP" } else { "DRILL" };
        info.headline = info.headline.take().map(|headline| format!("[{mark}] {headline}"));
    }
    told
}

/// Tells the messages of drills whose moment has come; gives how many.
pub fn publish_due(app: &App) -> Result<usize, ServiceError> {
    let now = app.now();
    let due = app.store.read(|conn| drill_messages::due(conn, now))?;
    let mut told = 0;
    for message in due {
        let arrival =
            Arrival { url: None, content_type: Some(MEDIA_TYPE.to_owned()), bytes: message.xml.clone().into_bytes() };
        let document = arrived(app, None, &arrival);
        let first = app.store.write(|conn| {
            if !drill_messages::mark_sent(conn, &message, now)? {
                return Ok(false);
            }
            raw_documents::insert(conn, &document, &arrival.bytes)?;
            Ok::<_, ServiceError>(true)
        })?;
        if first {
            read_kept(app, document.id)?;
            told += 1;
        }
    }
    if told > 0 {
        resume(app)?;
    }
    Ok(told)
}

fn note(
    conn: &mut StoreConnection,
    by: &Acting,
    event: &Event,
    messages: usize,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let deed = Deed {
        actor: &Actor::person(by),
        action: "drill_started",
        kind: "event",
        id: event.id.to_string(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!("{}: {messages} bản tin được diễn lại.", event.name.vi),
            format!("{}: {messages} messages are told again.", event.name.en),
        ),
        also: json!({"event_id": event.id}),
    };
    record(conn, now, deed)?;
    Ok(())
}
