//! Any bytes as a document of alerts: read or refused; what is read is understood, stored as JSON without loss, and
//! written as CAP reads back as it was.

#![no_main]

use std::collections::HashSet;

use chrono::SubsecRound;
use libfuzzer_sys::fuzz_target;
use ungpho::alerts::cap::{Alert, Area, CapVersion, Info, NamedValue, Reference, Resource};
use ungpho::alerts::compose::compose;
use ungpho::alerts::document::{Document, read_document};
use ungpho::alerts::footprint::Footprint;
use ungpho::alerts::level::{level_of, offered_level};
use ungpho::alerts::rules::SourceRules;
use ungpho::alerts::vocabulary::Vocabulary;
use ungpho::kernel::Timestamp;
use ungpho::kernel::folding::nfc;

fuzz_target!(|bytes: &[u8]| {
    for rules in [SourceRules::default(), SourceRules::vietnamese()] {
        match read_document(bytes, None, &rules) {
            Document::Alerts(alerts) => {
                assert!(!alerts.is_empty());
                alerts.into_iter().for_each(look_at);
            }
            Document::Index(index) => index.inline.into_iter().for_each(look_at),
            Document::Unreadable(reasons) => assert!(!reasons.is_empty()),
        }
    }
});

fn look_at<R>(alert: Result<Alert, Vec<R>>) {
    let alert = match alert {
        Ok(alert) => alert,
        Err(reasons) => return assert!(!reasons.is_empty()),
    };
    let footprint = Footprint::of(&alert);
    assert!(footprint.is_located() || !footprint.is_drawn());
    let vocabulary = Vocabulary::shipped();
    let _ = vocabulary.hazard_of(&alert);
    let hazards = vocabulary.hazards_named(&alert);
    if let Some(level) = level_of(&alert) {
        let _ = offered_level(&level, &hazards);
    }
    let json = serde_json::to_string(&alert).expect("an alert is stored");
    assert_eq!(serde_json::from_str::<Alert>(&json).expect("and taken out again"), alert);
    let Ok(written) = compose(&alert) else { return };
    match read_document(&written, None, &SourceRules::default()) {
        Document::Alerts(mut read) if read.len() == 1 => {
            let read = read.remove(0).unwrap_or_else(|reasons| panic!("{reasons:?}\n{}", shown(&written)));
            let read = Alert { remarks: Vec::new(), ..read };
            assert_eq!(read, expected(alert), "\n{}", shown(&written));
        }
        other => panic!("{other:?}\n{}", shown(&written)),
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What `compose` says it keeps: times to the second, texts without what XML has no place for, no bytes of resources,
/// no signature, no remarks. Pairs and texts that have nothing left are not there any more.
fn expected(alert: Alert) -> Alert {
    let mut seen = HashSet::new();
    let references = alert.references.into_iter().map(|r| Reference { sent: seconds(r.sent), ..r });
    let mut identity = alert.identity;
    identity.sent = identity.sent.trunc_subsecs(0);
    Alert {
        identity,
        cap_version: CapVersion::V1_2,
        source: some(alert.source),
        restriction: some(alert.restriction),
        addresses: texts(alert.addresses),
        codes: texts(alert.codes),
        note: some(alert.note),
        references: references.filter(|reference| seen.insert(reference.clone())).collect(),
        incidents: texts(alert.incidents),
        infos: alert.infos.into_iter().map(expected_info).collect(),
        signed: false,
        remarks: Vec::new(),
        ..alert
    }
}

fn expected_info(info: Info) -> Info {
    Info {
        language: some(Some(info.language)).unwrap_or_else(|| "en-US".into()),
        event: text(&info.event),
        audience: some(info.audience),
        event_codes: pairs(info.event_codes),
        effective: seconds(info.effective),
        onset: seconds(info.onset),
        expires: seconds(info.expires),
        sender_name: some(info.sender_name),
        headline: some(info.headline),
        description: some(info.description),
        instruction: some(info.instruction),
        web: some(info.web),
        contact: some(info.contact),
        parameters: pairs(info.parameters),
        resources: info.resources.into_iter().map(expected_resource).collect(),
        areas: info.areas.into_iter().map(expected_area).collect(),
        ..info
    }
}

fn expected_resource(resource: Resource) -> Resource {
    Resource {
        description: text(&resource.description),
        mime_type: some(resource.mime_type),
        uri: some(resource.uri),
        digest: some(resource.digest),
        embedded: false,
        ..resource
    }
}

fn expected_area(area: Area) -> Area {
    Area { area_desc: text(&area.area_desc), geocodes: pairs(area.geocodes), ..area }
}

fn seconds(instant: Option<Timestamp>) -> Option<Timestamp> {
    instant.map(|instant| instant.trunc_subsecs(0))
}

fn text(text: &str) -> String {
    let place = |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}') || c == '\r';
    let placed: String = text.chars().map(|c| if place(c) { c } else { ' ' }).collect();
    nfc(placed.replace("\r\n", "\n").replace('\r', "\n").trim())
}

fn some(given: Option<String>) -> Option<String> {
    given.map(|given| text(&given)).filter(|given| !given.is_empty())
}

fn texts(given: Vec<String>) -> Vec<String> {
    given.into_iter().filter_map(|given| some(Some(given))).collect()
}

fn pairs(pairs: Vec<NamedValue>) -> Vec<NamedValue> {
    let pairs = pairs.into_iter().map(|pair| NamedValue { name: text(&pair.name), value: text(&pair.value) });
    pairs.filter(|pair| !pair.value.is_empty()).collect()
}
