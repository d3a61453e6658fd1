//! GeoJSON in the shape of api.weather.gov, in pages; the messages are invented.

use serde_json::{Value, json};
use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::lineage::AlertState;

use crate::app::feed::Reply;
use crate::workshop::{Workshop, rules};

fn feature(id: &str, more: &Value) -> Value {
    let mut feature = json!({"type": "Feature", "id": format!("https://example.gov/alerts/{id}"), "geometry": null,
        "properties": {"id": id, "sender": "office@example.gov", "sent": "2026-11-25T06:00:00+00:00",
            "effective": "2026-11-25T06:00:00+00:00", "onset": "2026-11-25T06:00:00+00:00",
            "expires": "2026-11-25T09:00:00+00:00", "ends": "2026-11-26T00:00:00+00:00", "status": "Actual",
            "messageType": "Alert", "category": "Met", "severity": "Severe", "certainty": "Likely",
            "urgency": "Expected", "event": "Flood Warning", "areaDesc": "Somewhere",
            "geocode": {"UGC": ["XXC001"], "SAME": ["000001"]}, "references": [], "parameters": {}}});
    feature["properties"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    feature
}

fn page(features: &[Value], next: Option<&str>) -> Reply {
    let mut page = json!({"type": "FeatureCollection", "features": features, "updated": "2026-11-25T07:19:00+00:00"});
    if let Some(next) = next {
        page["pagination"] = json!({"next": next});
    }
    Reply::ok("application/geo+json", page.to_string())
}

fn shop() -> Workshop {
    Workshop::at("2026-11-25T07:20:00Z").with_source("/alerts", rules(SourceFormat::NwsGeojson))
}

#[test]
fn pages_are_walked_and_an_alert_without_geometry_is_kept_until_the_event_ends() {
    let shop = shop();
    shop.feed.set("/alerts", page(&[feature("a", &json!({}))], Some(&shop.feed.url("/alerts?cursor=2"))).etag("\"1\""));
    shop.feed.set("/alerts?cursor=2", page(&[feature("b", &json!({}))], None));
    assert_eq!((shop.poll().new_alerts, shop.identifiers()), (2, vec!["a".to_owned(), "b".into()]));
    let kept = shop.poller.alert("a");
    assert_eq!(kept.expires_at.to_rfc3339(), "2026-11-26T00:00:00+00:00", "the end of the event, not of the text");
    assert!(kept.alert.infos[0].areas[0].geocodes.iter().any(|code| code.value == "XXC001"));
    assert_eq!(shop.poller.source("s").memory.data_at.unwrap().to_rfc3339(), "2026-11-25T07:19:00+00:00");
    assert_eq!(shop.poller.source("s").memory.etag, None, "of pages, one being unchanged says nothing of the others");
    assert_eq!(shop.poll().new_alerts, 0);
}

#[test]
fn what_replaces_what_has_expired_is_told_by_the_expired_references() {
    let shop = shop();
    shop.feed.set("/alerts", page(&[feature("a", &json!({}))], None));
    shop.poll();
    let later = feature(
        "b",
        &json!({"sent": "2026-11-25T07:00:00+00:00", "messageType": "Update",
            "parameters": {"expiredReferences": ["office@example.gov,a,2026-11-25T06:00:00+00:00"]}}),
    );
    shop.feed.set("/alerts", page(&[later], None));
    let report = shop.poll();
    assert_eq!((report.new_alerts, report.ended), (1, 0), "replaced, so it did not only vanish: {report:?}");
    assert_eq!((shop.state("a"), shop.state("b")), (AlertState::Superseded, AlertState::Current));
}

#[test]
fn what_a_whole_answer_lists_no_more_is_over_and_a_part_of_one_says_nothing() {
    let shop = shop();
    let (a, b) = (feature("a", &json!({})), feature("b", &json!({})));
    let second = shop.feed.url("/alerts?cursor=2");
    shop.feed.set("/alerts", page(std::slice::from_ref(&a), Some(&second)));
    shop.feed.set("/alerts?cursor=2", page(&[b], None));
    shop.poll();
    // The second page fails, or leads to another host, or holds what cannot be read.
    let bad = feature("c", &json!({"sent": "yesterday"}));
    for broken in [Reply::status(500), page(&[bad], None)] {
        shop.feed.set("/alerts?cursor=2", broken);
        assert_eq!(shop.poller.poll("s").ended, 0);
        assert_eq!(shop.state("b"), AlertState::Current);
    }
    shop.feed.set("/alerts", page(std::slice::from_ref(&a), Some("https://elsewhere.example/2")));
    let report = shop.poller.poll("s");
    assert!(report.error.unwrap().en.contains("elsewhere.example"));
    assert_eq!(shop.state("b"), AlertState::Current);

    shop.feed.set("/alerts", page(&[a], None));
    assert_eq!(shop.poll().ended, 1);
    assert_eq!((shop.state("a"), shop.state("b")), (AlertState::Current, AlertState::EndedByAbsence));
    shop.feed.set("/alerts", page(&[], None));
    let report = shop.poll();
    assert_eq!((report.ended, report.error), (1, None), "none in force is an answer");
    assert_eq!(shop.state("a"), AlertState::EndedByAbsence);
}

#[test]
fn a_clock_that_is_far_ahead_does_not_make_every_later_answer_look_old() {
    let shop = shop();
    let ahead =
        json!({"type": "FeatureCollection", "features": [feature("a", &json!({}))], "updated": "2099-01-01T00:00:00Z"});
    shop.feed.set("/alerts", Reply::ok("application/geo+json", ahead.to_string()));
    shop.poll();
    assert_eq!(shop.poller.source("s").memory.data_at, Some(shop.now()));
    let right = json!({"type": "FeatureCollection", "features": [], "updated": "2026-11-25T07:21:00Z"});
    shop.feed.set("/alerts", Reply::ok("application/geo+json", right.to_string()));
    assert_eq!(shop.poll_after(2).ended, 1);
}

#[test]
fn a_list_without_end_is_walked_for_a_while_only() {
    let shop = shop();
    shop.feed.set("/alerts", page(&[feature("a", &json!({}))], Some(&shop.feed.url("/alerts"))));
    let report = shop.poll();
    assert_eq!((report.documents, report.new_alerts, report.ended), (20, 1, 0));
    assert!(report.note.is_some());
}
