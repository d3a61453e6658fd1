//! Alerts of a source whose key is known: what it signed is used, anything else goes to a person.

use serde_json::json;
use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::raw::RawState;
use ungpho::alerts::source::PollRules;
use ungpho::store::alert_sources;

use crate::app::feed::Reply;
use crate::app::server::TestServer;
use crate::workshop::{Workshop, rules};

const CERTIFICATE: &str = include_str!("../fixtures/signed-alerts/rsa-certificate.pem");
const OTHER: &str = include_str!("../fixtures/signed-alerts/other-certificate.pem");
const SIGNED: &str = include_str!("../fixtures/signed-alerts/rsa.xml");

fn known_by(key: &str) -> PollRules {
    PollRules { signing_key: Some(key.into()), ..rules(SourceFormat::Auto) }
}

/// What a poll of a document makes of it: the alerts, and the codes of the reasons it was put aside for.
fn polled(rules: PollRules, document: &[u8]) -> (Workshop, Vec<String>, Vec<String>) {
    let shop = Workshop::at("2026-11-25T07:20:00Z").with_source("/s", rules);
    shop.feed.set("/s", Reply::cap(document.to_vec()));
    shop.poller.poll("s");
    let aside = shop.poller.documents(RawState::Quarantined);
    let codes = aside.into_iter().flat_map(|document| document.reasons).map(|reason| reason.code).collect();
    let found = shop.identifiers();
    (shop, found, codes)
}

#[test]
fn what_the_source_signed_is_used_and_said_to_be_verified() {
    let (shop, found, aside) = polled(known_by(CERTIFICATE), SIGNED.as_bytes());
    assert_eq!((found, aside), (vec!["signed-rsa".to_owned()], vec![]));
    assert!(shop.poller.alert("signed-rsa").alert.is_verified());

    // Without a key nothing is checked, and nothing is said to be.
    let (shop, found, aside) = polled(rules(SourceFormat::Auto), SIGNED.as_bytes());
    assert_eq!((found.len(), aside.len()), (1, 0));
    let alert = shop.poller.alert("signed-rsa").alert;
    assert!(alert.signed && !alert.is_verified());
}

#[test]
fn anything_else_goes_to_a_person_and_sets_nothing_going() {
    let wrapped = include_bytes!("../fixtures/signed-alerts/wrapped.xml").as_slice();
    let part = include_bytes!("../fixtures/signed-alerts/part.xml").as_slice();
    let tampered = SIGNED.replace("<value>4<", "<value>5<");
    let shop = Workshop::at("2026-11-25T07:20:00Z");
    let bare = shop.cap("bare").xml();
    for (key, document, reason) in [
        (CERTIFICATE, tampered.as_bytes(), "signature_wrong"),
        (CERTIFICATE, wrapped, "signature_wrong"),
        (CERTIFICATE, part, "signature_wrong"),
        (CERTIFICATE, bare.as_slice(), "signature_missing"),
        (OTHER, SIGNED.as_bytes(), "signature_wrong"),
        ("no key", SIGNED.as_bytes(), "signature_key_unusable"),
    ] {
        let (_, found, aside) = polled(known_by(key), document);
        assert_eq!((found, aside), (vec![], vec![reason.to_owned()]), "{reason}");
    }
}

#[test]
fn alerts_inside_a_list_that_nobody_signed_are_not_taken_for_signed() {
    let inner = SIGNED.split_once("?>").unwrap().1;
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>t</title><entry><id>e</id><title>t</title>\
         <content type='text/xml'>{inner}</content></entry></feed>"
    );
    let (_, found, _) = polled(known_by(CERTIFICATE), feed.as_bytes());
    assert_eq!(found, [""; 0]);
}

#[test]
fn once_the_key_is_mended_what_was_put_aside_can_be_read_again() {
    let (shop, _, _) = polled(known_by(OTHER), SIGNED.as_bytes());
    let app = &shop.poller.app;
    let before = shop.poller.source("s");
    let mended = ungpho::alerts::source::AlertSource { rules: known_by(CERTIFICATE), ..before.clone() };
    app.store.write(|conn| alert_sources::change(conn, &before, &mended)).unwrap();
    let document = shop.poller.documents(RawState::Quarantined).pop().unwrap();
    app.store
        .write(|conn| ungpho::store::raw_documents::settle(conn, document.id, RawState::Received, &document.reasons))
        .unwrap();
    ungpho::services::resume::resume(app).unwrap();
    assert_eq!(shop.identifiers(), ["signed-rsa"]);
}

#[test]
fn the_key_is_set_through_the_interface_and_only_a_key_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let admin = server.signed_in("quantri");
    let demo = admin.items("/alert-sources").into_iter().find(|source| source["code"] == "demo").unwrap();
    let address = format!("/api/v1/alert-sources/{}", demo["id"].as_str().unwrap());
    let change = |revision: &str, body| admin.clone().with("if-match", revision).patch(&address, &body);
    let first = demo["etag"].as_str().unwrap();
    let refused = change(first, json!({"signing_key": "khóa"})).problem(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/signing_key");
    let set = change(first, json!({"signing_key": CERTIFICATE})).expect(200);
    assert_eq!(set["signing_key"], CERTIFICATE.trim());
    assert_eq!(set["signing_key_fingerprint"].as_str().unwrap().len(), 64);
    let format = change(set["etag"].as_str().unwrap(), json!({"format": "luquetsatlo"})).problem(422, "invalid");
    assert_eq!(format["errors"][0]["pointer"], "/signing_key");
    let taken = change(set["etag"].as_str().unwrap(), json!({"signing_key": null})).expect(200);
    assert!(taken["signing_key"].is_null() && taken["signing_key_fingerprint"].is_null());
    let log = admin.items("/audit");
    let told = log.iter().find(|entry| entry["action"] == "source_changed").unwrap();
    assert!(told["detail"]["vi"].as_str().unwrap().contains("khóa chữ ký"), "{told}");
}
