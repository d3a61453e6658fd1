//! An office with a plan in force, zones, households and a clock that the story moves.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chrono::{NaiveDate, TimeDelta};
use diesel::connection::SimpleConnection;
use diesel::deserialize::QueryableByName;
use diesel::pg::Pg;
use diesel::sqlite::Sqlite;
use diesel::{Connection, PgConnection, RunQueryDsl, SqliteConnection};
use geo::{MultiPolygon, polygon};
use serde_json::{Value, json};
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::households::{Entry, Household, PropertyKind, PropertyLine, ZoneBasis};
use ungpho::kernel::ids::{
    AccountId, ActivationId, ChecklistId, EventId, HouseholdId, PlanId, PlanVersionId, ReportId, ZoneId,
};
use ungpho::kernel::{Clock, FixedClock, Localized, Timestamp};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::plans::{
    Approval, Command, Mode, Person, Phase, Plan, PlanContent, PlanVersion, PlanZone, Role, Subject, TaskTemplate,
    TriggerRule, VersionStatus,
};
use ungpho::relocation::{
    Activation, Checklist, CriterionMet, EventKind, EventName, MoveFigures, Relocation, ZoneStage, return_criteria,
};
use ungpho::services::advance_zone::{StageDecision, advance_zone};
use ungpho::services::start_activation::{InEvent, Start, start_activation};
use ungpho::services::take_reports::{Outbox, Taken, take_reports};
use ungpho::services::widen_activation::{Widening, Wider, widen_activation};
use ungpho::services::{App, ServiceError};
use ungpho::store::households::Change;
use ungpho::store::move_figures::{Scope, figures};
use ungpho::store::relocations::Asked;
use ungpho::store::{
    Store, accounts, activations, checklists, household_zones, households, migrations, plans, relocations, zones,
};
use ungpho::zones::{Zone, ZoneStatus};

use crate::support::TestDatabase;

/// The commune of the stories; the name is not looked at.
pub const COMMUNE: &str = "23365";
/// How many zones the plan has.
pub const ZONES: usize = 3;

/// SQLite's function of JSON, and one for the items of a list, which SQLite calls `json_each`.
const JSON_AS_SQLITE_HAS_IT: &str = "
CREATE OR REPLACE FUNCTION at_path(path text) RETURNS text[] LANGUAGE SQL IMMUTABLE AS
  $$ SELECT string_to_array(substr(path, 3), '.') $$;
CREATE OR REPLACE FUNCTION json_extract(said text, path text) RETURNS text LANGUAGE SQL IMMUTABLE AS
  $$ SELECT said::jsonb #>> at_path(path) $$;
CREATE OR REPLACE FUNCTION json_items(said text, path text) RETURNS TABLE (value text) LANGUAGE SQL IMMUTABLE AS
  $$ SELECT item::text FROM jsonb_array_elements(COALESCE(said::jsonb #> at_path(path), '[]')) item $$;";

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Where every story begins.
fn beginning() -> Timestamp {
    at("2025-10-28T00:00:00Z")
}

/// A store with the plan, made once.
static TEMPLATE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    migrations::run(&store).unwrap();
    lay_out(&store);
    folder
});

/// The plan with its zones.
fn lay_out(store: &Store) {
    let plan = Plan {
        id: PlanId::new(beginning()),
        code: "PA".into(),
        unit_code: COMMUNE.into(),
        hazard: Hazard::Landslide,
        demonstration: false,
    };
    let drawn: Vec<Zone> = (0..ZONES).map(zone).collect();
    store
        .write(|conn| {
            drawn.iter().try_for_each(|zone| zones::add_revision(conn, zone, beginning()))?;
            plans::insert(conn, &plan)?;
            plans::insert_version(conn, &version(plan.id, &drawn), beginning())
        })
        .unwrap();
}

fn open(folder: &Path) -> Store {
    Store::open(&format!("sqlite://{}", folder.join("test.db").display())).unwrap()
}

pub struct Office {
    pub app: App,
    pub clock: Arc<FixedClock>,
    pub chair: Acting,
    pub official: Acting,
    keeper: Keeper,
}

/// Where the database lies; gone with the office.
enum Keeper {
    Sqlite(tempfile::TempDir),
    Postgres(TestDatabase),
}

impl Office {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(TEMPLATE.path()).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        Self::on(open(folder.path()), Keeper::Sqlite(folder))
    }

    /// The same on PostgreSQL, where there is a server.
    pub fn open_on_postgres() -> Option<Self> {
        let database = TestDatabase::postgres()?;
        migrations::run(&database.store).unwrap();
        lay_out(&database.store);
        Some(Self::on(database.store.clone(), Keeper::Postgres(database)))
    }

    fn on(store: Store, keeper: Keeper) -> Self {
        let clock = Arc::new(FixedClock::at(beginning()));
        let fetcher = Fetcher::new(FetchLimits::default()).unwrap();
        let app = App::new(store, clock.clone(), fetcher);
        let chair = person(&app, "chu-tich", RoleName::Approver);
        let official = person(&app, "can-bo", RoleName::Official);
        Self { app, clock, chair, official, keeper }
    }

    /// Another official of the commune.
    pub fn colleague(&self, name: &str) -> Acting {
        person(&self.app, name, RoleName::Official)
    }

    /// The rows of a question in plain SQL, in words that both databases understand.
    pub fn ask<T>(&self, sql: &str) -> Vec<T>
    where
        T: QueryableByName<Sqlite> + QueryableByName<Pg> + 'static,
    {
        match &self.keeper {
            Keeper::Sqlite(folder) => {
                let file = folder.path().join("test.db").display().to_string();
                let sql = sql.replace("json_items(", "json_each(");
                diesel::sql_query(sql).load(&mut SqliteConnection::establish(&file).unwrap()).unwrap()
            }
            Keeper::Postgres(database) => {
                let mut connection = PgConnection::establish(&database.url).unwrap();
                connection.batch_execute(JSON_AS_SQLITE_HAS_IT).unwrap();
                diesel::sql_query(sql).load(&mut connection).unwrap()
            }
        }
    }

    /// It is `text` now.
    pub fn it_is(&self, text: &str) {
        let now = self.clock.now();
        assert!(at(text) >= now, "time goes on: {text} after {now}");
        self.clock.advance(at(text) - now);
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn zones(&self) -> Vec<ZoneId> {
        let picture = self.app.live.current(&self.app.store, self.now()).unwrap();
        let mut zones: Vec<(String, ZoneId)> =
            picture.zones.zones().iter().map(|zone| (zone.code.clone(), zone.id)).collect();
        zones.sort();
        zones.into_iter().map(|(_, id)| id).collect()
    }

    /// Enters households of `people` into the register, in these zones each; codes are A1, A2 …
    pub fn register(&self, households: &[(i64, &[ZoneId])]) -> Vec<HouseholdId> {
        self.app
            .store
            .write(|conn| {
                (1..)
                    .zip(households)
                    .map(|(number, (people, zones))| {
                        let household = household(number, *people);
                        let change = Change { at: beginning(), by: "test".into(), reason: String::new() };
                        households::add(conn, &household, &change)?;
                        let zones: Vec<_> = zones.iter().map(|zone| (*zone, ZoneBasis::Stated)).collect();
                        household_zones::set_of_household(conn, household.id, &zones)?;
                        Ok::<_, ungpho::store::StoreError>(household.id)
                    })
                    .collect::<Result<Vec<_>, _>>()
            })
            .unwrap()
    }

    /// The chair sets the plan going for `zones` in a new event.
    pub fn order_out(&self, zones: &[ZoneId], reason: &str) -> Activation {
        let plan = self.app.store.read(plans::all).unwrap().pop().unwrap();
        let start = Start {
            plan: plan.id,
            event: InEvent::New {
                name: EventName::Episode { what: "mưa lũ".into(), from: day("2025-10-25"), to: None },
                kind: EventKind::Real,
            },
            level: RiskLevel::new(2).unwrap(),
            zones: Some(zones.to_vec()),
            stage: ZoneStage::Ordered,
            onset: None,
            reason: reason.into(),
        };
        let id = start_activation(&self.app, &self.chair, &start).unwrap();
        self.activation(id)
    }

    pub fn activation(&self, id: ActivationId) -> Activation {
        self.app.store.read(|conn| activations::get(conn, id)).unwrap()
    }

    /// The chair orders `zones` out again, in the same event.
    pub fn order_again(&self, id: ActivationId, zones: &[ZoneId], reason: &str) -> Activation {
        let revision = self.activation(id).revision;
        let widening = Widening {
            by: &self.chair,
            activation: id,
            revision,
            wider: Wider::Zones(zones.to_vec()),
            stage: ZoneStage::Ordered,
            reason: reason.into(),
        };
        widen_activation(&self.app, &widening).unwrap()
    }

    /// The checklist of the latest round of a zone.
    pub fn list_of(&self, activation: ActivationId, zone: ZoneId) -> Checklist {
        let lists = self.app.store.read(|conn| checklists::of_activation(conn, activation)).unwrap();
        lists.into_iter().filter(|list| list.zone_id == zone).max_by_key(|list| list.round).unwrap()
    }

    /// The relocations of a checklist, by code.
    pub fn moved_by(&self, event: EventId, checklist: ChecklistId) -> Vec<Relocation> {
        let asked = Asked { checklist: Some(checklist), ..Asked::default() };
        let found = self.app.store.read(|conn| relocations::list(conn, event, &asked, None, 100_000)).unwrap();
        let mut found: Vec<_> = found;
        found.sort_by_key(|relocation| relocation.household_code[1..].parse::<u32>().unwrap_or(0));
        found
    }

    /// Reports from the field, all from one device, received now.
    pub fn report(&self, device: &str, operations: Vec<Value>) -> Vec<Taken> {
        self.report_as(&self.official, device, operations)
    }

    /// The same under another account.
    pub fn report_as(&self, by: &Acting, device: &str, operations: Vec<Value>) -> Vec<Taken> {
        let mut taken = Vec::new();
        for some in operations.chunks(500) {
            let outbox = Outbox { device: Some(device.into()), device_now: None, operations: some.to_vec() };
            taken.extend(take_reports(&self.app, by, &outbox).unwrap());
        }
        taken
    }

    /// One operation on a relocation.
    pub fn said(&self, relocation: &Relocation, at: Timestamp, said: &Value) -> Value {
        json!({
            "id": ReportId::new(self.now()),
            "happened_at": at,
            "base_revision": relocation.revision,
            "relocation": {"id": relocation.id, "said": said},
        })
    }

    pub fn step(&self, list: &Checklist, to: ZoneStage, remark: Option<&str>) -> Result<Checklist, ServiceError> {
        let chair = matches!(to, ZoneStage::Ordered | ZoneStage::ReturnAllowed);
        let met = |code: &str| CriterionMet { code: code.into(), met: true, note: None };
        let criteria = return_criteria().iter().map(|criterion| met(&criterion.code)).collect();
        let decision = StageDecision {
            checklist: list.id,
            from: list.stage,
            to,
            happened_at: None,
            remark: remark.map(str::to_owned),
            criteria: if to == ZoneStage::ReturnAllowed { criteria } else { Vec::new() },
        };
        advance_zone(&self.app, if chair { &self.chair } else { &self.official }, &decision)
    }

    pub fn figures(&self, event: EventId) -> MoveFigures {
        self.app.store.read(|conn| figures(conn, Scope::Communes(event, &[COMMUNE.to_owned()]))).unwrap()
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(app: &App, name: &str, role: RoleName) -> Acting {
    let account = Account {
        id: AccountId::new(beginning()),
        name: name.into(),
        display_name: name.into(),
        role,
        unit_code: Some(COMMUNE.into()),
    };
    app.store.write(|conn| accounts::insert(conn, &account, None, beginning())).unwrap();
    Acting { account, origin: "test".into() }
}

fn household(number: i64, people: i64) -> Household {
    Household {
        id: HouseholdId::new(beginning()),
        commune_code: COMMUNE.into(),
        code: format!("A{number}"),
        revision: 1,
        as_of: day("2025-09-01"),
        retired_on: None,
        demonstration: false,
        entry: Entry {
            head: format!("Chủ hộ {number}"),
            village: format!("Thôn {}", number % 4 + 1),
            people,
            property: vec![PropertyLine {
                kind: PropertyKind::Livestock,
                what: "bò".into(),
                quantity: Some(2.0),
                unit: "con".into(),
            }],
            ..Entry::default()
        },
    }
}

fn zone(number: usize) -> Zone {
    let west = 108.0 + f64::from(u32::try_from(number).unwrap()) * 0.2;
    let square = polygon![
        (x: west, y: 15.0), (x: west + 0.1, y: 15.0), (x: west + 0.1, y: 15.1), (x: west, y: 15.1), (x: west, y: 15.0)
    ];
    Zone {
        id: ZoneId::new(beginning() + TimeDelta::milliseconds(i64::try_from(number).unwrap())),
        code: format!("Z-{number}"),
        hazard: Hazard::Landslide,
        status: ZoneStatus::InForce,
        revision: 1,
        name: format!("Vùng {number}"),
        village: None,
        commune_code: COMMUNE.into(),
        evacuate_from_level: RiskLevel::new(2).unwrap(),
        geometry: MultiPolygon::new(vec![square]),
        area_m2: 1.0,
        destinations: Vec::new(),
        route: None,
        in_charge: None,
        demonstration: false,
    }
}

/// A task of the plan, at every level or from one on.
fn task(title: &str, from_level: Option<u8>) -> TaskTemplate {
    TaskTemplate {
        phase: Phase::Before,
        subject: Subject::People,
        role: Role::VillageHead,
        title: Localized::new(title, title),
        due: None,
        zone: None,
        from_level,
        person: None,
        steps: vec!["gọi loa".into(), "gõ cửa".into()],
    }
}

fn version(plan: PlanId, drawn: &[Zone]) -> PlanVersion {
    let person = |role: &str| Person { role: role.into(), name: "A".into() };
    PlanVersion {
        id: PlanVersionId::new(beginning()),
        plan_id: plan,
        number: 1,
        status: VersionStatus::Approved(Approval {
            number: "1".into(),
            date: day("2025-01-01"),
            signer: "B".into(),
            effective_from: day("2025-01-01"),
        }),
        revision: 1,
        content: PlanContent {
            title: "Phương án".into(),
            triggers: vec![TriggerRule {
                on_hazards: vec![Hazard::Storm],
                at_level: RiskLevel::new(3).unwrap(),
                mode: Mode::Propose,
            }],
            zones: drawn
                .iter()
                .map(|zone| PlanZone { zone_id: zone.id, code: zone.code.clone(), revision: 1 })
                .collect(),
            tasks: vec![task("Báo từng nhà", None), task("Xin lực lượng của tỉnh", Some(3))],
            command: Command { chair: person("commune_chair"), standing: person("military_officer") },
            ..PlanContent::default()
        },
    }
}
