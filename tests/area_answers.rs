//! What is kept of an area (`services/area_answers.rs`) never outlives what it was found from: neither a change of
//! zones and plans nor a change of the area gets an old answer.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;

use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::kernel::ids::{PlanId, PlanVersionId, ZoneId};
use ungpho::kernel::{FixedClock, Timestamp};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::plans::triggers::Outcome;
use ungpho::plans::{
    Approval, Command, Mode, Person, Plan, PlanContent, PlanVersion, PlanZone, TriggerRule, VersionStatus,
};
use ungpho::services::App;
use ungpho::services::ingest_alert::{Arrival, take_in};
use ungpho::services::respond_to_alert::respond_to_alert;
use ungpho::store::{Store, alert_decisions, markers, migrations, plans, zones};
use ungpho::zones::{Zone, ZoneStatus};

fn now() -> Timestamp {
    "2025-11-06T13:00:00Z".parse().unwrap()
}

fn zone(code: &str, west: f64, south: f64) -> Zone {
    let square = geo::Rect::new((west, south), (west + 0.01, south + 0.01)).to_polygon();
    Zone {
        id: ZoneId::new(now()),
        code: code.into(),
        hazard: Hazard::Storm,
        status: ZoneStatus::InForce,
        revision: 1,
        name: code.into(),
        village: None,
        commune_code: "23365".into(),
        evacuate_from_level: RiskLevel::new(3).unwrap(),
        geometry: geo::MultiPolygon::new(vec![square]),
        area_m2: 1.0,
        destinations: Vec::new(),
        route: None,
        in_charge: None,
        demonstration: false,
    }
}

fn plan(code: &str, hazard: Hazard) -> Plan {
    Plan { id: PlanId::new(now()), code: code.into(), unit_code: "23365".into(), hazard, demonstration: false }
}

fn version(plan: &Plan, number: i64, from: &str, held: &[(&Zone, i64)]) -> PlanVersion {
    let person = |role: &str| Person { role: role.into(), name: "A".into() };
    let day = from.parse().unwrap();
    PlanVersion {
        id: PlanVersionId::new(now()),
        plan_id: plan.id,
        number,
        status: VersionStatus::Approved(Approval {
            number: number.to_string(),
            date: day,
            signer: "B".into(),
            effective_from: day,
        }),
        revision: 1,
        content: PlanContent {
            title: "Phương án".into(),
            triggers: vec![TriggerRule {
                on_hazards: vec![plan.hazard],
                at_level: RiskLevel::new(3).unwrap(),
                mode: Mode::Propose,
            }],
            zones: held
                .iter()
                .map(|(zone, revision)| PlanZone { zone_id: zone.id, code: zone.code.clone(), revision: *revision })
                .collect(),
            command: Command { chair: person("commune_chair"), standing: person("military_officer") },
            ..PlanContent::default()
        },
    }
}

/// A program with one plan for storms of two zones.
struct Office {
    app: App,
    plan: Plan,
    near: Zone,
    far: Zone,
    _folder: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}", folder.path().join("test.db").display())).unwrap();
        migrations::run(&store).unwrap();
        let (near, far, plan) = (zone("NEAR", 107.5, 14.5), zone("FAR", 108.5, 15.5), plan("P", Hazard::Storm));
        store
            .write(|conn| {
                zones::add_revision(conn, &near, now())?;
                zones::add_revision(conn, &far, now())?;
                plans::insert(conn, &plan)?;
                plans::insert_version(conn, &version(&plan, 1, "2025-01-01", &[(&near, 1), (&far, 1)]), now())
            })
            .unwrap();
        let app = App::new(store, Arc::new(FixedClock::at(now())), Fetcher::new(FetchLimits::default()).unwrap());
        Self { app, plan, near, far, _folder: folder }
    }

    /// What is decided on a storm of level 4 in the area of `polygon`: for each zone whether it was chosen, and why.
    fn decided(&self, identifier: &str, event: &str, polygon: &str) -> Vec<(Option<ZoneId>, Outcome, String)> {
        let bytes = format!(
            "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>{identifier}</identifier>\
             <sender>s@example.vn</sender><sent>2025-11-06T19:00:00+07:00</sent><status>Actual</status>\
             <msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>{event}</event>\
             <urgency>Expected</urgency><severity>Extreme</severity><certainty>Likely</certainty>\
             <parameter><valueName>disasterRiskLevel</valueName><value>4</value></parameter>\
             <area><areaDesc>x</areaDesc><polygon>{polygon}</polygon></area></info></alert>"
        );
        let arrival = Arrival { bytes: bytes.into_bytes(), ..Arrival::default() };
        let alert = take_in(&self.app, None, &arrival).unwrap().new[0];
        respond_to_alert(&self.app, alert).unwrap();
        let decisions = self.app.store.read(|conn| alert_decisions::decisions(conn, alert, 0, 100)).unwrap();
        decisions
            .into_iter()
            .map(|(_, decision)| (decision.zone_id, decision.outcome, decision.why.words().vi))
            .collect()
    }

    /// The zones that were chosen.
    fn chosen(&self, identifier: &str, polygon: &str) -> Vec<ZoneId> {
        let decided = self.decided(identifier, "Bão", polygon);
        decided
            .into_iter()
            .filter(|(_, outcome, _)| *outcome == Outcome::Proposed)
            .filter_map(|(zone, ..)| zone)
            .collect()
    }
}

const AROUND_NEAR: &str = "14.4,107.4 14.4,107.6 14.6,107.6 14.6,107.4 14.4,107.4";

#[test]
fn the_same_area_gets_the_same_answer() {
    let office = Office::new();
    let first = office.decided("1", "Bão", AROUND_NEAR);
    assert_eq!(first.len(), 3, "the plan and its zones: {first:?}");
    assert_eq!(office.decided("2", "Bão", AROUND_NEAR), first);
    assert_eq!(office.chosen("3", AROUND_NEAR), [office.near.id]);
}

#[test]
fn an_area_that_changed_gets_its_own_answer() {
    let office = Office::new();
    assert_eq!(office.chosen("1", AROUND_NEAR), [office.near.id]);
    assert_eq!(office.chosen("2", "15.4,108.4 15.4,108.6 15.6,108.6 15.6,108.4 15.4,108.4"), [office.far.id]);
    assert_eq!(office.chosen("3", "14.4,107.4 14.4,107.6 15.6,108.5 15.6,107.4 14.4,107.4"), [office.near.id]);
    assert_eq!(
        office.chosen("4", "14.4,107.4 14.4,108.6 15.6,108.6 15.6,107.4 14.4,107.4"),
        [office.near.id, office.far.id]
    );
}

#[test]
fn a_zone_that_moved_and_a_plan_that_came_are_asked_anew() {
    let office = Office::new();
    assert_eq!(office.chosen("1", AROUND_NEAR), [office.near.id]);

    let moved = Zone { revision: 2, geometry: zone("x", 109.5, 16.5).geometry, ..office.near.clone() };
    let came = Zone { id: ZoneId::new(now()), ..zone("CAME", 107.55, 14.55) };
    let held = [(&moved, 2), (&office.far, 1), (&came, 1)];
    let next = version(&office.plan, 2, "2025-02-01", &held);
    office
        .app
        .store
        .write(|conn| {
            zones::add_revision(conn, &moved, now())?;
            zones::add_revision(conn, &came, now())?;
            plans::insert_version(conn, &next, now())?;
            markers::advance(conn, markers::LIVE_DATA)
        })
        .unwrap();
    office.app.live.note_change();
    assert_eq!(office.chosen("2", AROUND_NEAR), [came.id]);
}

#[test]
fn a_plan_that_begins_to_listen_is_told_of_an_area_nobody_asked_for() {
    let office = Office::new();
    let before = office.decided("1", "Lũ quét", AROUND_NEAR);
    assert_eq!(
        before.iter().map(|(zone, outcome, _)| (*zone, *outcome)).collect::<Vec<_>>(),
        [(None, Outcome::NotTriggered)]
    );

    let flood = plan("Q", Hazard::FlashFlood);
    let low = zone("LOW", 107.52, 14.52);
    office
        .app
        .store
        .write(|conn| {
            zones::add_revision(conn, &low, now())?;
            plans::insert(conn, &flood)?;
            plans::insert_version(conn, &version(&flood, 1, "2025-01-01", &[(&low, 1)]), now())?;
            markers::advance(conn, markers::LIVE_DATA)
        })
        .unwrap();
    office.app.live.note_change();
    let after = office.decided("2", "Lũ quét", AROUND_NEAR);
    assert!(after.iter().any(|(zone, outcome, _)| *zone == Some(low.id) && *outcome == Outcome::Proposed), "{after:?}");
}
