//! Whatever is done with plans, in whatever order and by whomever: what was approved stays as it was, byte for
//! byte, zones included.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use serde_json::json;
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::geometry::area;
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::kernel::FixedClock;
use ungpho::kernel::ids::{AccountId, PlanId, PlanVersionId};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::places::REFORM;
use ungpho::plans::ApprovalForm;
use ungpho::services::advance_plan::{PlanStep, advance_plan};
use ungpho::services::begin_plan::{NewPlan, RollOver, begin_plan, begin_version, roll_over};
use ungpho::services::comment_plan::{NewComment, comment_on, settle_comment};
use ungpho::services::draw_zone::{ZoneDrawing, draw_zone, remove_zone};
use ungpho::services::edit_plan::edit_plan;
use ungpho::services::import_admin_units::{ListMeaning, import_admin_units};
use ungpho::services::live_data::day_of;
use ungpho::services::plan_versions::VersionAddress;
use ungpho::services::read_unit_lists::read_units;
use ungpho::services::record::Actor;
use ungpho::services::{App, ServiceError};
use ungpho::store::{Store, StoreError, migrations, plan_comments, plans, zones};

/// Something somebody tries; most tries are refused, as in life.
#[derive(Debug, Clone)]
enum Try {
    Edit { n: i64, text: String, stale: bool },
    Draw { n: i64, code: u8, side: u8 },
    Remove { n: i64, code: u8 },
    Step { n: i64, step: u8, from_days: i64 },
    Comment { n: i64 },
    SettleAll { n: i64 },
    NewVersion,
    RollOver { ahead: i32 },
    Wait { days: i64 },
}

fn tries() -> impl Strategy<Value = Vec<(u8, Try)>> {
    let n = 1..4_i64;
    let one = prop_oneof![
        3 => (n.clone(), "[a-zà-ỹ ]{1,20}", any::<bool>()).prop_map(|(n, text, stale)| Try::Edit { n, text, stale }),
        3 => (n.clone(), 0..3_u8, 1..9_u8).prop_map(|(n, code, side)| Try::Draw { n, code, side }),
        1 => (n.clone(), 0..3_u8).prop_map(|(n, code)| Try::Remove { n, code }),
        9 => (n.clone(), 0..5_u8, -1..40_i64).prop_map(|(n, step, from_days)| Try::Step { n, step, from_days }),
        1 => n.clone().prop_map(|n| Try::Comment { n }),
        1 => n.prop_map(|n| Try::SettleAll { n }),
        2 => Just(Try::NewVersion),
        1 => (0..3_i32).prop_map(|ahead| Try::RollOver { ahead }),
        2 => (0..30_i64).prop_map(|days| Try::Wait { days }),
    ];
    prop::collection::vec((0..3_u8, one), 1..60)
}

struct Committee {
    app: App,
    clock: Arc<FixedClock>,
    people: [Acting; 3],
    plan: PlanId,
    _folder: tempfile::TempDir,
}

impl Committee {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}", folder.path().join("test.db").display())).unwrap();
        migrations::run(&store).unwrap();
        let clock = Arc::new(FixedClock::at(Utc.with_ymd_and_hms(2026, 4, 1, 2, 0, 0).unwrap()));
        let clock_of_app: Arc<FixedClock> = Arc::clone(&clock);
        let app = App::new(store, clock_of_app, Fetcher::new(FetchLimits::default()).unwrap());
        let units = "code,name,kind,parent_code,lon,lat\n23365,Xã Ngọc Linh,commune,51,107.936,15.109\n";
        let read = read_units(units.as_bytes(), "units.csv", REFORM).unwrap();
        let meaning = ListMeaning { day: REFORM, whole: false };
        import_admin_units(&app, &Actor::system(), &read, meaning).unwrap();
        let person = |role| Acting {
            account: Account {
                id: AccountId::new(app.now()),
                name: format!("{role:?}"),
                display_name: format!("{role:?}"),
                role,
                unit_code: None,
            },
            origin: "test".into(),
        };
        let people = [RoleName::Editor, RoleName::Appraiser, RoleName::Approver].map(person);
        let new = NewPlan { unit_code: "23365".into(), hazard: Hazard::Landslide, code: None };
        let plan = begin_plan(&app, &people[0], &new).unwrap().0.id;
        Self { app, clock, people, plan, _folder: folder }
    }

    fn revision(&self, n: i64) -> i64 {
        self.app.store.read(|conn| plans::version_numbered(conn, self.plan, n)).map_or(1, |version| version.revision)
    }

    /// Tries; whether it was done.
    fn attempt(&self, who: u8, what: &Try) -> Result<(), ServiceError> {
        let by = &self.people[usize::from(who)];
        let at = |n: i64| VersionAddress { plan: self.plan, number: n };
        match what {
            Try::Edit { n, text, stale } => {
                let revision = self.revision(*n) - i64::from(*stale);
                edit_plan(&self.app, by, at(*n), revision, &json!({"sections": {"order": text}}))?;
            }
            Try::Draw { n, code, side } => {
                let (west, south, side) = (107.9, 15.1, f64::from(*side) / 1_000.0);
                let ring = [
                    [west, south],
                    [west + side, south],
                    [west + side, south + side],
                    [west, south + side],
                    [west, south],
                ];
                let drawing = ZoneDrawing {
                    name: "Taluy".into(),
                    village: None,
                    commune_code: None,
                    evacuate_from_level: RiskLevel::new(1).unwrap(),
                    geometry: area::from_geojson(&json!({"type": "Polygon", "coordinates": [ring]})).unwrap(),
                    destinations: Vec::new(),
                    route: None,
                    in_charge: None,
                };
                draw_zone(&self.app, by, at(*n), self.revision(*n), &format!("SL-{code}"), &drawing)?;
            }
            Try::Remove { n, code } => {
                remove_zone(&self.app, by, at(*n), self.revision(*n), &format!("SL-{code}"))?;
            }
            Try::Step { n, step, from_days } => {
                let today = day_of(self.app.now());
                let form = ApprovalForm {
                    number: Some("12/QĐ-UBND".into()),
                    date: Some(today),
                    signer: Some("A".into()),
                    effective_from: Some(today + TimeDelta::days(*from_days)),
                };
                let step = [
                    PlanStep::Submit,
                    PlanStep::Appraise,
                    PlanStep::Approve(form),
                    PlanStep::Return,
                    PlanStep::Withdraw,
                ][usize::from(*step)]
                .clone();
                advance_plan(&self.app, by, at(*n), self.revision(*n), &step, Some("Theo họp Ban Chỉ huy"))?;
            }
            Try::Comment { n } => {
                let new = NewComment { pointer: "/title".into(), reply_to: None, body: "Ghi rõ năm".into() };
                comment_on(&self.app, by, at(*n), &new)?;
            }
            Try::SettleAll { n } => {
                let version = self.app.store.read(|conn| plans::version_numbered(conn, self.plan, *n))?;
                for comment in self.app.store.read(|conn| plan_comments::of_version(conn, version.id))? {
                    settle_comment(&self.app, by, at(*n), comment.id)?;
                }
            }
            Try::NewVersion => drop(begin_version(&self.app, by, self.plan)?),
            Try::RollOver { ahead } => {
                let wanted = RollOver { season: 2026 + ahead, unit_code: None, hazard: None };
                roll_over(&self.app, by, &wanted)?;
            }
            Try::Wait { days } => self.clock.advance(TimeDelta::days(*days)),
        }
        Ok(())
    }

    /// Everything a reader can learn of the versions that were ever approved.
    fn approved(&self) -> BTreeMap<PlanVersionId, Vec<String>> {
        let read = |conn: &mut _| {
            let mut approved = BTreeMap::new();
            for version in plans::versions(conn, self.plan)? {
                let Some(approval) = version.status.approval() else { continue };
                let mut said = vec![plans::content_text(conn, version.id)?, serde_json::to_string(approval).unwrap()];
                for zone in &version.content.zones {
                    said.push(format!("{:?}", Zone::of(&zones::at_revision(conn, zone.zone_id, zone.revision)?)));
                }
                approved.insert(version.id, said);
            }
            Ok::<_, StoreError>(approved)
        };
        self.app.store.read(read).unwrap()
    }
}

/// What is drawn of a zone; its status follows the plans and may change.
#[derive(Debug)]
#[allow(dead_code, reason = "read by its Debug form")]
struct Zone {
    code: String,
    name: String,
    geometry: String,
}

impl Zone {
    fn of(zone: &ungpho::zones::Zone) -> Self {
        Self {
            code: zone.code.clone(),
            name: zone.name.clone(),
            geometry: area::to_geojson(&zone.geometry).to_string(),
        }
    }
}

/// The road from a draft to an approval, among everything else people try: random steps alone seldom find it.
fn road(n: i64) -> Vec<(u8, Try)> {
    let step = |who, step| (who, Try::Step { n, step, from_days: 0 });
    vec![(0, Try::Draw { n, code: 0, side: 5 }), step(0, 0), step(1, 1), step(2, 2)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn approved_versions_stay_byte_identical(before in tries(), between in tries(), after in tries()) {
        let committee = Committee::new();
        let mut known: BTreeMap<PlanVersionId, Vec<String>> = BTreeMap::new();
        let second = [vec![(0, Try::NewVersion)], road(2)].concat();
        let mut done = 0;
        for (who, what) in road(1).into_iter().chain(before).chain(second).chain(between).chain(after) {
            done += usize::from(committee.attempt(who, &what).is_ok());
            let now = committee.approved();
            for (version, said) in &known {
                prop_assert_eq!(now.get(version), Some(said), "after {:?}", what);
            }
            known = now;
        }
        prop_assert!(done > 0);
        prop_assert!(!known.is_empty(), "the first version was approved");
    }
}
