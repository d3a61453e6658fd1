//! MeteoAlarm's two roads, in their shapes; the messages are invented.

use serde_json::json;
use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::lineage::AlertState;

use crate::app::feed::Reply;
use crate::workshop::{Workshop, rules};

const NOW: &str = "2026-11-25T07:20:00Z";

#[test]
fn the_json_feed_is_read_and_what_it_drops_holds_on() {
    let shop = Workshop::at(NOW).with_source("/feeds-x", rules(SourceFormat::MeteoalarmJson));
    let warning = |identifier: &str| {
        let info = |language: &str, event: &str| {
            json!({"language": language, "category": ["Met"], "event": event, "urgency": "Immediate",
                "severity": "Severe", "certainty": "Likely", "onset": "2026-11-25T07:00:00+00:00",
                "expires": "2026-11-26T07:00:00+00:00",
                "parameter": [{"valueName": "awareness_type", "value": "12; Flooding"},
                    {"valueName": "awareness_level", "value": "3; orange; Severe"}],
                "area": [{"areaDesc": "Somewhere", "geocode": [{"valueName": "EMMA_ID", "value": "XX001"}]}]})
        };
        json!({"uuid": identifier, "alert": {"identifier": identifier, "sender": "met@example.eu",
            "sent": "2026-11-25T07:00:00+00:00", "status": "Actual", "msgType": "Alert", "scope": "Public",
            "info": [info("en-GB", "Orange Flooding Warning"), info("fr-FR", "Crues")]}})
    };
    let feed = |identifiers: &[&str]| {
        let warnings: Vec<_> = identifiers.iter().map(|identifier| warning(identifier)).collect();
        Reply::ok("application/json", json!({"warnings": warnings}).to_string())
    };
    shop.feed.set("/feeds-x", feed(&["a", "b"]));
    assert_eq!(shop.poll().new_alerts, 2);
    assert_eq!(shop.feed.requests("/feeds-x")[0].headers["accept"], "application/json");
    assert_eq!(shop.poller.alert("a").alert.infos.len(), 2, "one block a language");
    shop.feed.set("/feeds-x", feed(&["b"]));
    assert_eq!(shop.poll().unlisted, 1);
    assert_eq!(shop.state("a"), AlertState::Current);
    shop.feed.set("/feeds-x", feed(&[]));
    assert_eq!(shop.poll().error, None, "an empty list is an answer");
}

#[test]
fn the_atom_feed_leads_to_the_messages() {
    let shop = Workshop::at(NOW).with_source("/atom-x", rules(SourceFormat::Auto));
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:cap=\"urn:oasis:names:tc:emergency:cap:1.2\"><id>f</id>\
         <title>MeteoAlarm</title><updated>2026-11-25T07:00:00Z</updated><entry><cap:areaDesc>Somewhere</cap:areaDesc>\
         <cap:event>Orange Flooding Warning</cap:event><cap:identifier>a</cap:identifier><cap:status>Actual</cap:status>\
         <id>https://example.eu/warnings/a?index_info=1</id><title>Orange Flooding Warning</title>\
         <updated>2026-11-25T07:00:00Z</updated><link type=\"application/cap+xml\" href=\"/warnings/a\"/>\
         <link href=\"https://example.eu\" hreflang=\"en\"/></entry></feed>";
    shop.feed.set("/atom-x", Reply::ok("application/atom+xml", atom));
    shop.feed.set("/warnings/a", Reply::cap(shop.cap("a").xml()));
    let report = shop.poll();
    assert_eq!((report.new_alerts, shop.identifiers()), (1, vec!["a".to_owned()]), "{report:?}");
}
