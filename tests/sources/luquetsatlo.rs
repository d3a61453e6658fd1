//! The table of communes at risk, in the shape of luquetsatlo.nchmf.gov.vn, on the demonstration province; the rows
//! are invented.

use serde_json::{Value, json};
use ungpho::accounts::Acting;
use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::cap::MsgType;
use ungpho::alerts::lineage::AlertState;
use ungpho::alerts::source::SourceState;
use ungpho::relocation::{Activation, ActivationAct, ActivationStatus, ZoneStage, ZoneState};
use ungpho::services::decide_activation::{Decision, decide_activation};
use ungpho::services::load_demonstration::load_demonstration;
use ungpho::store::{accounts, activations};

use crate::app::feed::Reply;
use crate::workshop::{Workshop, vietnamese};

const PATH: &str = "/LayerMapBox/getDSCanhbaoSLLQ";

/// 14:20 in Viet Nam.
const NOW: &str = "2026-11-25T07:20:00Z";

fn shop() -> Workshop {
    let shop = Workshop::at(NOW);
    load_demonstration(&shop.poller.app).unwrap();
    shop.with_source(PATH, vietnamese(SourceFormat::Luquetsatlo))
}

/// A row of the table of an hour in Viet Nam.
fn row(id: u32, name: &str, hour: u32, slide: &str) -> Value {
    json!({"id": id, "commune_id_2cap": id, "commune_name_2cap": name, "provinceName_2cap": "Quảng Ngãi",
        "commune_name": "x", "lat": 15.0, "lon": 107.9, "thoigian": format!("2026-11-25T{hour:02}:00:00"),
        "luongmuatd": 80.5, "luongmuadb": 40, "nguycoluquet": "", "nguycosatlo": slide, "sogiodubao": 6})
}

impl Workshop {
    /// Answers the question for an hour of Viet Nam with these rows.
    fn set_hour(&self, hour: u32, rows: &[Value]) {
        let asked = format!("{PATH}?sogiodubao=6&date=2026-11-25+{hour:02}%3A00%3A00");
        self.feed.set(&asked, Reply::ok("application/json", json!(rows).to_string()));
    }

    fn activation(&self) -> Activation {
        let mut found = self.poller.app.store.read(|conn| activations::list(conn, None, None)).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    fn zone_states(&self) -> Vec<ZoneState> {
        let mut states: Vec<ZoneState> = self.activation().zones.iter().map(|zone| zone.state).collect();
        states.dedup();
        states
    }

    fn confirm(&self) {
        let app = &self.poller.app;
        let account = app.store.read(|conn| accounts::by_name(conn, "chutich")).unwrap().unwrap().account;
        let (by, activation) = (Acting { account, origin: "test".into() }, self.activation());
        let decision = Decision {
            by: &by,
            activation: activation.id,
            revision: activation.revision,
            act: ActivationAct::Confirm,
            stage: ZoneStage::Ordered,
            remark: None,
        };
        decide_activation(app, &decision).unwrap();
    }
}

#[test]
fn the_hours_are_asked_for_by_post_and_walked_back_to_the_last_that_was_computed() {
    let shop = shop();
    for hour in [14, 13] {
        shop.set_hour(hour, &[]);
    }
    shop.set_hour(12, &[row(813, "Ngọc Linh", 12, "Rất cao")]);
    let report = shop.poll();
    assert_eq!((report.documents, report.new_alerts, report.note), (3, 1, None), "{:?}", report.error);
    let requests = shop.feed.requests(PATH);
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(request.method, "POST");
        assert!(request.headers["content-type"].starts_with("application/x-www-form-urlencoded"));
        assert_eq!(request.headers["x-requested-with"], "XMLHttpRequest");
        assert_eq!(request.if_none_match, None);
    }
    assert_eq!(requests[0].body, "sogiodubao=6&date=2026-11-25+14%3A00%3A00");
    let alert = shop.poller.alert("landslide-813");
    assert_eq!(alert.alert.identity.sent.to_rfc3339(), "2026-11-25T05:00:00+00:00");
    assert_eq!(alert.alert.infos[0].areas[0].geocodes[0].value, "23365");
    assert_eq!(shop.poller.source("s").memory.data_at, Some(alert.alert.identity.sent));
    let kept = shop.poller.app.store.read(|conn| ungpho::store::raw_documents::get(conn, alert.raw_document_id));
    assert!(kept.unwrap().url.unwrap().ends_with(&format!("{PATH}?sogiodubao=6&date=2026-11-25+12%3A00%3A00")));
}

#[test]
fn a_danger_goes_on_from_hour_to_hour_and_its_end_is_only_proposed() {
    let shop = shop();
    shop.set_hour(14, &[row(813, "Ngọc Linh", 14, "Rất cao"), row(900, "Không Có", 14, "Cao")]);
    shop.poll();
    assert_eq!((shop.activation().status, shop.zone_states()), (ActivationStatus::Proposed, vec![ZoneState::Proposed]));
    shop.confirm();
    assert_eq!(shop.zone_states(), [ZoneState::Open]);

    // An hour later it still stands there: one danger, one event, one activation.
    shop.set_hour(15, &[row(813, "Ngọc Linh", 15, "Rất cao")]);
    let report = shop.poll_after(60);
    assert_eq!((report.new_alerts, report.ended), (1, 1), "the place nobody knows is gone: {report:?}");
    let later = shop.poller.alert("landslide-813");
    assert_eq!((later.alert.msg_type, shop.zone_states()), (MsgType::Update, vec![ZoneState::Open]));
    assert_eq!(shop.state("landslide-900"), AlertState::EndedByAbsence);

    // Empty answers end nothing, however often.
    for _ in 0..2 {
        for hour in 3..=16 {
            shop.set_hour(hour, &[]);
        }
        let report = shop.poll_after(30);
        assert_eq!((report.ended, report.error), (0, None));
        assert!(report.note.unwrap().vi.contains("không có nghĩa là an toàn"));
        assert_eq!((shop.state("landslide-813"), shop.zone_states()), (AlertState::Current, vec![ZoneState::Open]));
    }

    // Another commune is at risk, and this one is not listed: standing down is proposed, nothing is ended.
    shop.set_hour(16, &[row(814, "Xốp", 16, "Trung bình")]);
    let report = shop.poll_after(0);
    assert_eq!((report.new_alerts, report.ended), (1, 1), "{report:?}");
    assert_eq!(shop.state("landslide-813"), AlertState::EndedByAbsence);
    let running =
        shop.poller.app.store.read(|conn| activations::list(conn, None, Some(ActivationStatus::Active))).unwrap();
    assert_eq!(running.len(), 1);
    assert!(running[0].zones.iter().all(|zone| zone.state == ZoneState::StandDownProposed));
    assert!(running[0].zones[0].reason.vi.contains("không còn liệt kê"));

    // It comes back within the hour: the work goes on.
    shop.set_hour(16, &[row(813, "Ngọc Linh", 16, "Rất cao"), row(814, "Xốp", 16, "Trung bình")]);
    shop.poll();
    let running =
        shop.poller.app.store.read(|conn| activations::list(conn, None, Some(ActivationStatus::Active))).unwrap();
    assert!(running[0].zones.iter().all(|zone| zone.state == ZoneState::Open), "{:?}", running[0].zones);
}

#[test]
fn the_same_hour_listed_again_takes_the_alert_back() {
    let shop = shop();
    shop.set_hour(14, &[row(813, "Ngọc Linh", 14, "Rất cao")]);
    shop.poll();
    shop.set_hour(14, &[row(814, "Xốp", 14, "Thấp")]);
    assert_eq!(shop.poll().ended, 1);
    assert_eq!(shop.state("landslide-813"), AlertState::EndedByAbsence);
    shop.set_hour(14, &[row(813, "Ngọc Linh", 14, "Rất cao"), row(814, "Xốp", 14, "Thấp")]);
    let report = shop.poll();
    assert_eq!((report.new_alerts, shop.state("landslide-813")), (0, AlertState::Current));
}

#[test]
fn an_older_hour_ends_nothing_that_a_newer_one_brought() {
    let shop = shop();
    shop.set_hour(13, &[row(814, "Xốp", 13, "Cao")]);
    shop.set_hour(14, &[row(813, "Ngọc Linh", 14, "Rất cao")]);
    shop.poll();
    // The site loses the hour again, and the one before it is what is found.
    shop.set_hour(14, &[]);
    let report = shop.poll();
    assert_eq!((report.ended, shop.state("landslide-813")), (0, AlertState::Current), "{report:?}");
}

#[test]
fn names_are_recognised_through_wrong_encodings_and_never_guessed() {
    let shop = shop();
    let names = ["Ngá»\u{8d}c Linh", "Ngo\u{323}c Linh", "Ngoc Linh", "Xã Ngọc Linh"];
    let rows: Vec<Value> = (1..).zip(names).map(|(id, name)| row(id, name, 14, "Cao")).collect();
    shop.set_hour(14, &rows);
    assert_eq!(shop.poll().new_alerts, 4);
    let geocode = |id: u32| {
        let alert = shop.poller.alert(&format!("landslide-{id}"));
        alert.alert.infos[0].areas[0].geocodes[0].clone()
    };
    for id in [1, 2, 4] {
        assert_eq!((geocode(id).name.as_str(), geocode(id).value.as_str()), ("VN-COMMUNE", "23365"), "{id}");
    }
    assert_eq!(geocode(3).name, "LUQUETSATLO-COMMUNE", "without its marks it may be another");
    let alert = shop.poller.alert("landslide-3");
    assert!(alert.alert.remarks.iter().any(|remark| remark.wording.vi.contains("Xã Ngọc Linh (23365)")));
}

#[test]
fn a_site_that_answers_with_old_hours_is_late() {
    let shop = shop();
    shop.set_hour(14, &[row(813, "Ngọc Linh", 14, "Cao")]);
    shop.poll();
    assert_eq!(shop.health(), SourceState::Speaking);
    for hour in 15..=18 {
        shop.set_hour(hour, &[]);
    }
    shop.poll_after(180);
    assert_eq!(shop.health(), SourceState::Late, "{:?}", shop.poller.source("s").memory);
    shop.feed.set(&format!("{PATH}?sogiodubao=6&date=2026-11-25+17%3A00%3A00"), Reply::status(500));
    shop.poller.poll("s");
    assert_eq!(shop.health(), SourceState::Failing);
    shop.clock.advance(chrono::TimeDelta::hours(1));
    assert_eq!(shop.health(), SourceState::Silent);
}

#[test]
fn the_same_commune_in_danger_another_day_is_another_danger() {
    let shop = shop();
    shop.set_hour(14, &[row(813, "Ngọc Linh", 14, "Cao")]);
    shop.poll();
    let first = shop.poller.alert("landslide-813");
    let mut later = row(813, "Ngọc Linh", 14, "Cao");
    later["thoigian"] = json!("2026-11-27T14:00:00");
    let asked = format!("{PATH}?sogiodubao=6&date=2026-11-27+14%3A00%3A00");
    shop.feed.set(&asked, Reply::ok("application/json", json!([later]).to_string()));
    assert_eq!(shop.poll_after(48 * 60).new_alerts, 1);
    let second = shop.poller.alert("landslide-813");
    assert_eq!(second.alert.msg_type, MsgType::Alert);
    assert!(second.alert.references.is_empty() && second.chain_key != first.chain_key);
}
