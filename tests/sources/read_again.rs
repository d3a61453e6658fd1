//! What was received is read again with the reader and the rules of today, because an official asks.

use serde_json::json;
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::raw::RawState;
use ungpho::alerts::source::{AlertSource, PollRules};
use ungpho::kernel::ids::AccountId;
use ungpho::services::ServiceError;
use ungpho::services::read_again::{Reread, read_again, read_alert_again};
use ungpho::store::audit::AuditFilter;
use ungpho::store::{alert_sources, audit, raw_documents};

use crate::app::feed::Reply;
use crate::app::server::TestServer;
use crate::workshop::{Workshop, rules, vietnamese};

impl Workshop {
    fn official(&self) -> Acting {
        let account = Account {
            id: AccountId::new(self.now()),
            name: "truc".into(),
            display_name: "Trực ban".into(),
            role: RoleName::Admin,
            unit_code: None,
        };
        Acting { account, origin: "test".into() }
    }

    fn change_rules(&self, rules: PollRules) {
        let source = AlertSource { rules, ..self.poller.source("s") };
        self.poller.app.store.write(|conn| alert_sources::register(conn, &source)).unwrap();
    }

    /// The actions of the log, the newest first.
    fn log(&self) -> Vec<String> {
        let all = AuditFilter::default();
        let entries = self.poller.app.store.read(|conn| audit::newest(conn, &all, 100)).unwrap();
        entries.into_iter().map(|entry| entry.record.action).collect()
    }

    fn read(&self, identifier: &str) -> Result<Reread, ServiceError> {
        read_alert_again(&self.poller.app, &self.official(), self.poller.alert(identifier).id)
    }
}

/// A time without an offset, which the rules of the source tell.
fn shop() -> Workshop {
    let shop = Workshop::at("2026-11-25T07:20:00Z").with_source("/s", vietnamese(SourceFormat::Auto));
    let mut cap = shop.cap("a");
    cap.expires = Some("2026-11-26T07:00:00".into());
    shop.feed.set("/s", Reply::cap(cap.xml()));
    shop.poll();
    shop
}

#[test]
fn an_alert_is_read_by_the_rules_of_today_and_plans_are_asked_again() {
    let shop = shop();
    assert!(matches!(shop.read("a"), Ok(Reread::Same)));
    assert_eq!(shop.log()[0], "alert_read_again");
    let before = shop.poller.alert("a");
    assert_eq!(before.expires_at, "2026-11-26T00:00:00Z".parse::<ungpho::kernel::Timestamp>().unwrap());

    let mut rules = vietnamese(SourceFormat::Auto);
    rules.reading.assumed_offset_minutes = Some(480);
    shop.change_rules(rules);
    assert!(matches!(shop.read("a"), Ok(Reread::Otherwise)));
    let after = shop.poller.alert("a");
    assert_eq!(after.expires_at, "2026-11-25T23:00:00Z".parse::<ungpho::kernel::Timestamp>().unwrap());
    assert_eq!((after.id, &after.chain_key), (before.id, &before.chain_key));
    assert!(after.responded_at.is_some(), "plans were asked again");
    assert_eq!(shop.log()[..2], ["alert_answered", "alert_read_again"]);
    assert!(matches!(shop.read("a"), Ok(Reread::Same)));
}

#[test]
fn an_alert_never_goes_because_it_is_read_again() {
    let shop = shop();
    let before = shop.poller.alert("a");
    // The time without an offset is told by nothing any more.
    shop.change_rules(rules(SourceFormat::Auto));
    let Ok(Reread::Unusable(reasons)) = shop.read("a") else { panic!("it could be used") };
    assert_eq!(reasons.len(), 1);
    let after = shop.poller.alert("a");
    assert_eq!((after.alert, after.expires_at), (before.alert, before.expires_at));
    assert_eq!(shop.log()[0], "alert_read_again");

    let store = &shop.poller.app.store;
    store.write(|conn| raw_documents::drop_bytes(conn, &[before.raw_document_id], shop.now())).unwrap();
    assert!(matches!(shop.read("a"), Err(ServiceError::BytesDropped { .. })));
}

#[test]
fn a_document_of_which_a_part_was_put_aside_is_read_again() {
    let both = |shop: &Workshop| {
        let mut other = shop.cap("b");
        other.sender = "other@ungpho.example".into();
        let bare = |xml: Vec<u8>| String::from_utf8(xml).unwrap().split_once("?>").unwrap().1.to_owned();
        format!(
            "<EDXLDistribution xmlns=\"urn:oasis:names:tc:emergency:EDXL:DE:1.0\"><contentObject><xmlContent><embeddedXMLContent>{}{}\
             </embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>",
            bare(shop.cap("a").xml()),
            bare(other.xml())
        )
        .into_bytes()
    };
    let only = PollRules { senders: vec!["test@ungpho.example".into()], ..rules(SourceFormat::Auto) };
    let shop = Workshop::at("2026-11-25T07:20:00Z").with_source("/s", only);
    shop.feed.set("/s", Reply::cap(both(&shop)));
    shop.poll();
    assert_eq!(shop.identifiers(), ["a"]);
    let [document] = &shop.poller.documents(RawState::Stored)[..] else { panic!("one document") };
    assert_eq!(document.reasons.len(), 1);

    let again = || read_again(&shop.poller.app, &shop.official(), document.id).unwrap();
    let same = again();
    assert_eq!((same.document.state, same.document.reasons.len(), same.new.len()), (RawState::Stored, 1, 0));
    assert_eq!(shop.log()[0], "document_read_again");

    shop.change_rules(rules(SourceFormat::Auto));
    let read = again();
    assert_eq!((read.document.state, read.document.reasons.len(), read.new.len()), (RawState::Stored, 0, 1));
    assert_eq!(shop.identifiers(), ["a", "b"]);
    let lines = shop.log().len();
    again();
    assert_eq!(shop.log().len(), lines, "nothing of it is put aside any more");
}

#[test]
fn only_who_may_report_alerts_has_them_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let viewer = server.signed_in("xem");
    let admin = server.signed_in("quantri");
    let alert = crate::app::wait_for("an alert", || admin.items("/alerts").into_iter().next());
    let address = format!("/api/v1/alerts/{}/read-again", alert["id"].as_str().unwrap());
    viewer.post(&address, &json!({})).problem(403, "not-permitted");
    assert_eq!(admin.post(&address, &json!({})).expect(200), json!({"outcome": "same", "reasons": []}));
}
