//! For how long bytes are kept, and what stays of a document without them.

use chrono::TimeDelta;
use serde_json::Value;
use ungpho::alerts::lineage::AlertState;
use ungpho::alerts::raw::RawState;
use ungpho::config::Archive;
use ungpho::services::app::Rules;
use ungpho::services::tidy_archive::{Tidied, raw_bytes, tidy_archive, tidy_daily};
use ungpho::services::{App, ServiceError};
use ungpho::store::audit;

use crate::app::feed::Reply;
use crate::app::server::{TestServer, run};
use crate::workshop::{Workshop, rules};

fn keeping(app: &App, raw_days: u32) -> App {
    app.clone().with_rules(Rules { archive: Archive { raw_days }, ..Rules::default() })
}

#[test]
fn old_bytes_go_once_a_day_and_all_else_of_them_stays() {
    let shop =
        Workshop::at("2025-10-25T00:00:00Z").with_source("/s", rules(ungpho::alerts::adapters::SourceFormat::Auto));
    let xml = shop.cap("old").xml();
    shop.feed.set("/s", Reply::cap(xml.clone()));
    shop.poll();
    let document = shop.poller.documents(RawState::Stored).pop().unwrap();
    assert_eq!(document.length, i64::try_from(xml.len()).unwrap());
    let app = keeping(&shop.poller.app, 400);

    assert_eq!(tidy_daily(&app).unwrap(), Some(Tidied::default()));
    shop.clock.advance(TimeDelta::days(400) - TimeDelta::seconds(1));
    assert_eq!(tidy_daily(&app).unwrap(), Some(Tidied::default()), "a second is missing");
    shop.clock.advance(TimeDelta::seconds(2));
    assert_eq!(tidy_archive(&keeping(&app, 0)).unwrap(), Tidied::default(), "0 keeps for ever");
    assert_eq!(tidy_daily(&app).unwrap(), None, "it was done today");
    shop.clock.advance(TimeDelta::days(1));
    assert_eq!(tidy_daily(&app).unwrap(), Some(Tidied { documents: 1, bytes: document.length }));
    assert!(matches!(raw_bytes(&app, document.id), Err(ServiceError::BytesDropped { .. })));
    let kept = shop.poller.documents(RawState::Stored).pop().unwrap();
    assert_eq!((kept.sha256, kept.received_at), (document.sha256, document.received_at));
    assert_eq!(shop.state("old"), AlertState::Expired, "what was read of it is untouched");
    let log = app.store.read(|conn| audit::newest(conn, &audit::AuditFilter::default(), 50)).unwrap();
    let told: Vec<&str> = log
        .iter()
        .filter(|entry| entry.record.action == "raw_bytes_dropped")
        .map(|entry| entry.record.detail.vi.as_str())
        .collect();
    assert_eq!(told.len(), 1, "{log:?}");
    assert!(told[0].starts_with("Bỏ bản gốc của 1 tài liệu cũ hơn 400 ngày"), "{told:?}");

    // The source serves the very same bytes: they are kept again, and bring nothing new.
    let report = shop.poll();
    assert_eq!((report.new_alerts, report.known_alerts, report.quarantined), (0, 1, 0));
    let again = shop.poller.documents(RawState::Duplicate).pop().unwrap();
    assert_eq!(raw_bytes(&app, again.id).unwrap(), xml);
}

#[test]
fn a_dropped_original_is_gone_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let shop = Workshop::in_folder(folder.path(), "2024-10-25T00:00:00Z")
        .with_source("/s", rules(ungpho::alerts::adapters::SourceFormat::Auto));
    shop.feed.set("/s", Reply::cap(shop.cap("old").xml()));
    shop.poll();
    let id = shop.poller.alert("old").id;
    drop(shop);

    let settings = "database_url = 'sqlite://test.db'\n[access]\nanonymous = 'viewer'\n[polling]\nenabled = false\n";
    std::fs::write(folder.path().join("ungpho.toml"), settings).unwrap();
    run(folder.path(), &["migrate"]);
    let server = TestServer::serve(folder.path(), settings);
    let anybody = server.client();
    let raw = crate::app::wait_for("the daily pass", || {
        let raw = anybody.get(&format!("/api/v1/alerts/{id}/raw"));
        (raw.status != 200).then_some(raw)
    });
    let problem = raw.problem(410, "bytes-dropped");
    assert!(problem["detail"].as_str().unwrap().starts_with("Bản gốc đã quá thời hạn lưu trữ"), "{problem}");
    let alert: Value = anybody.read(&format!("/alerts/{id}"));
    assert!(alert["raw"]["dropped_at"].is_string() && alert["raw"]["sha256"].as_str().unwrap().len() == 64, "{alert}");
    assert_eq!(alert["identifier"], "old");
}
