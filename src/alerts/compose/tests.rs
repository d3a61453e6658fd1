use chrono::{TimeDelta, TimeZone, Utc};
use proptest::{collection::vec, option, prelude::*, sample::select, string::string_regex};

use super::*;
use crate::{
    alerts::{
        cap::{
            Area, CapVersion, Category, Certainty, Info, MsgType, NamedValue, Resource, ResponseType, Scope, Severity,
            Status, Urgency,
        },
        document::{Document, read_document},
        rules::SourceRules,
    },
    geometry::cap_shapes::Circle,
    kernel::folding::nfc,
};

fn read_back(bytes: &[u8]) -> Alert {
    match read_document(bytes, Some(MEDIA_TYPE), &SourceRules::default()) {
        Document::Alerts(mut alerts) if alerts.len() == 1 => {
            let alert = alerts.remove(0).unwrap_or_else(|reasons| panic!("{reasons:#?}"));
            Alert { remarks: Vec::new(), ..alert }
        }
        other => panic!("{other:#?}\n{}", String::from_utf8_lossy(bytes)),
    }
}

/// What a reader makes of a text: composed, without white space around it.
fn text() -> impl Strategy<Value = String> {
    string_regex("[ -~\\nàáạảãăằđêếôơợưứỳ“”–🌊<>&\"']{1,60}")
        .unwrap()
        .prop_map(|text| nfc(text.trim()))
        .prop_filter("not empty", |text| !text.is_empty())
}

fn item() -> impl Strategy<Value = String> {
    string_regex("[a-zđ0-9]{1,8}( [a-z]{1,8})?").unwrap()
}

fn identity() -> impl Strategy<Value = AlertIdentity> {
    ("[a-zA-Z0-9.@:_-]{1,30}", "[a-zA-Z0-9.@:_-]{1,30}", instant())
        .prop_map(|(sender, identifier, sent)| AlertIdentity { sender, identifier, sent })
}

fn instant() -> impl Strategy<Value = Timestamp> {
    (0_i64..4_000_000_000).prop_map(|seconds| Utc.timestamp_opt(seconds, 0).unwrap())
}

fn pairs() -> impl Strategy<Value = Vec<NamedValue>> {
    vec((text(), text()).prop_map(|(name, value)| NamedValue { name, value }), 0..3)
}

/// A triangle about a place, to a millionth of a degree.
fn ring() -> impl Strategy<Value = Vec<Position>> {
    (-170_000_000_i32..170_000_000, -80_000_000_i32..80_000_000, 1_i32..900_000).prop_map(|(lon, lat, size)| {
        let degrees = |millionths: i32| (f64::from(millionths) * 1e3).round() / 1e9;
        let corner = |east: i32, north: i32| [degrees(lon + east), degrees(lat + north)];
        vec![corner(0, 0), corner(size, 0), corner(0, size), corner(0, 0)]
    })
}

fn circle() -> impl Strategy<Value = Circle> {
    (-179_000_i32..179_000, -89_000_i32..89_000, 0_u32..900_000).prop_map(|(lon, lat, metres)| Circle {
        centre: [f64::from(lon) / 1e3, f64::from(lat) / 1e3],
        radius_km: f64::from(metres) / 1e3,
    })
}

fn area() -> impl Strategy<Value = Area> {
    let feet = || option::of((0_u32..30_000).prop_map(f64::from));
    (text(), vec(ring(), 0..3), vec(circle(), 0..2), pairs(), feet(), feet()).prop_map(
        |(area_desc, polygons, circles, geocodes, altitude_ft, ceiling_ft)| Area {
            area_desc,
            polygons: polygons.into_iter().map(Into::into).collect(),
            circles,
            geocodes,
            altitude_ft,
            ceiling_ft,
        },
    )
}

fn resource() -> impl Strategy<Value = Resource> {
    (text(), text(), option::of(any::<u64>()), option::of(text()), option::of(text())).prop_map(
        |(description, mime_type, size, uri, digest)| Resource {
            description,
            mime_type: Some(mime_type),
            size,
            uri,
            digest,
            embedded: false,
        },
    )
}

fn info() -> impl Strategy<Value = Info> {
    let codes = (
        vec(select(Category::ALL), 1..3),
        vec(select(ResponseType::ALL), 0..3),
        select(Urgency::ALL),
        select(Severity::ALL),
        select(Certainty::ALL),
    );
    let times = (option::of(instant()), option::of(instant()), option::of(instant()));
    let texts = (text(), vec(option::of(text()), 7));
    let lists = (pairs(), pairs(), vec(resource(), 0..2), vec(area(), 0..3));
    (codes, times, texts, lists).prop_map(|(codes, times, (event, texts), lists)| {
        let [audience, sender_name, headline, description, instruction, web, contact] = texts.try_into().unwrap();
        Info {
            language: "vi-VN".into(),
            categories: codes.0,
            event,
            response_types: codes.1,
            urgency: codes.2,
            severity: codes.3,
            certainty: codes.4,
            audience,
            event_codes: lists.0,
            effective: times.0,
            onset: times.1,
            expires: times.2,
            sender_name,
            headline,
            description,
            instruction,
            web,
            contact,
            parameters: lists.1,
            resources: lists.2,
            areas: lists.3,
        }
    })
}

fn alert() -> impl Strategy<Value = Alert> {
    let head = (identity(), select(Status::ALL), select(MsgType::ALL), select(Scope::ALL));
    let texts = (option::of(text()), option::of(text()), option::of(text()));
    let lists = (vec(item(), 0..3), vec(text(), 0..2), vec(item(), 0..3), vec(identity(), 0..4));
    (head, texts, lists, vec(info(), 0..3)).prop_map(|(head, texts, (addresses, codes, incidents, earlier), infos)| {
        let mut references: Vec<Reference> = Vec::new();
        for AlertIdentity { sender, identifier, sent } in earlier {
            let reference = Reference { sender, identifier, sent: Some(sent) };
            if !references.contains(&reference) {
                references.push(reference);
            }
        }
        Alert {
            identity: head.0,
            cap_version: CapVersion::V1_2,
            status: head.1,
            msg_type: head.2,
            scope: Some(head.3),
            source: texts.0,
            restriction: texts.1,
            addresses,
            codes,
            note: texts.2,
            references,
            incidents,
            infos,
            signed: false,
            remarks: Vec::new(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_composed_is_read_back_as_it_was(alert in alert()) {
        let bytes = compose(&alert).unwrap();
        prop_assert_eq!(read_back(&bytes), alert);
    }
}

fn sample() -> Alert {
    let mut alert = crate::alerts::samples::alert_with_infos(
        "<info><category>Met</category><event>Bão</event><area><areaDesc>x</areaDesc>\
         <polygon>15,108 15,109 16,109 15,108</polygon></area></info>",
    );
    alert.scope = Some(Scope::Public);
    alert
}

#[test]
fn latitude_comes_first_and_times_have_their_offset() {
    let text = String::from_utf8(compose(&sample()).unwrap()).unwrap();
    assert!(text.contains("<polygon>15,108 15,109 16,109 15,108</polygon>"), "{text}");
    assert!(text.contains("<sent>2025-11-06T20:00:00+07:00</sent>"), "{text}");
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"urn:oasis"), "{text}");
}

#[test]
fn references_are_written_in_the_spelling_of_the_messages() {
    let mut alert = sample();
    let first = AlertIdentity { sender: "a@b".into(), identifier: "1".into(), sent: alert.identity.sent };
    let second = AlertIdentity { identifier: "2".into(), sent: first.sent + TimeDelta::minutes(5), ..first.clone() };
    alert.references = [first, second]
        .map(|AlertIdentity { sender, identifier, sent }| Reference { sender, identifier, sent: Some(sent) })
        .into();
    let text = String::from_utf8(compose(&alert).unwrap()).unwrap();
    let expected = "<references>a@b,1,2025-11-06T20:00:00+07:00 a@b,2,2025-11-06T20:05:00+07:00</references>";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn what_the_schema_would_refuse_is_not_written() {
    let refused = |change: fn(&mut Alert)| {
        let mut alert = sample();
        change(&mut alert);
        compose(&alert).unwrap_err()
    };
    assert_eq!(refused(|alert| alert.scope = None), ComposeFault::Missing("scope"));
    assert_eq!(refused(|alert| alert.infos[0].categories.clear()), ComposeFault::Missing("category"));
    assert_eq!(refused(|alert| alert.identity.sender = "a, b".into()), ComposeFault::Identity("a, b".into()));
    let ring = |alert: &mut Alert, ring: Vec<Position>| alert.infos[0].areas[0].polygons = vec![ring.into()];
    let mut opened = sample();
    let mut positions = opened.infos[0].areas[0].polygons[0].to_vec();
    positions[0] = [1.0, 1.0];
    ring(&mut opened, positions);
    assert_eq!(compose(&opened).unwrap_err(), ComposeFault::OpenRing);
    let mut alert = sample();
    ring(&mut alert, vec![[108.0, f64::NAN]; 4]);
    assert!(matches!(compose(&alert).unwrap_err(), ComposeFault::OpenRing | ComposeFault::NotFinite));
    ring(&mut alert, vec![[108.0, 15.0]; MAX_POINTS + 1]);
    assert_eq!(compose(&alert).unwrap_err(), ComposeFault::TooManyPoints);
}

#[test]
fn characters_without_a_place_in_xml_become_spaces() {
    let mut alert = sample();
    alert.note = Some("một\u{0}hai\u{b}ba\r\nbốn\u{ffff}".into());
    assert_eq!(read_back(&compose(&alert).unwrap()).note.as_deref(), Some("một hai ba\nbốn"));
}

#[test]
fn an_item_stays_one_item_where_a_character_of_it_becomes_a_space() {
    let mut alert = sample();
    alert.addresses = vec!["xã\u{1}Ba".into(), "b".into()];
    assert_eq!(read_back(&compose(&alert).unwrap()).addresses, ["xã Ba", "b"]);
}

#[test]
fn what_xml_has_no_place_for_is_no_identity() {
    for text in ["a\u{ffff}", "\u{fffe}", "a\u{7}"] {
        assert!(!is_identity_text(text), "{text:?}");
    }
}
