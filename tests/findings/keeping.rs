//! Whatever people do in the registers and with plans, the findings that are kept are those from nothing.

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use serde_json::{Value, json};
use ungpho::findings::{Finding, Kind, Ref};
use ungpho::geometry::area;
use ungpho::hazards::RiskLevel;
use ungpho::households::{DestinationKind, Entry as HouseholdEntry};
use ungpho::places::{Answer, Shelter, Suitability};
use ungpho::plans::ApprovalForm;
use ungpho::resources::{Condition, Details, Entry, LoanState, MovementKind, Quantity, Register, Resource};
use ungpho::services::ServiceError;
use ungpho::services::advance_plan::{PlanStep, advance_plan};
use ungpho::services::begin_plan::begin_version;
use ungpho::services::draw_zone::{ZoneDrawing, draw_zone, remove_zone};
use ungpho::services::edit_plan::edit_plan;
use ungpho::services::findings::keep_findings;
use ungpho::services::household_register::{
    HouseholdEdit, NewHousehold, add_household, change_household, retire_household,
};
use ungpho::services::lend_resources::{LoanAnswer, NewLoan, answer_loan, ask_loan};
use ungpho::services::live_data::day_of;
use ungpho::services::move_stock::{NewMovement, note_movement};
use ungpho::services::place_households::count_households;
use ungpho::services::plan_versions::VersionAddress;
use ungpho::services::resource_register::{
    NewResource, WhichPhone, add_resource, change_resource, confirm_phone, retire_resource,
};
use ungpho::services::shelter_register::{add_shelter, change_shelter, retire_shelter};
use ungpho::store::resources::Filter;
use ungpho::store::{households, plans, resource_loans, resources, shelters};

use crate::province::Province;

/// Something somebody does; what can't be done is refused, as in life.
#[derive(Debug, Clone)]
struct Act {
    what: u8,
    which: usize,
    number: i64,
    /// Who brings the findings up to date afterwards: a reader, or the loop.
    by_the_loop: bool,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let one = (0..19_u8, any::<prop::sample::Index>(), 0..200_i64, any::<bool>());
    let act = one.prop_map(|(what, which, number, by_the_loop)| Act {
        what,
        which: which.index(10_000),
        number,
        by_the_loop,
    });
    prop::collection::vec(act, 1..14)
}

const COMMUNES: [&str; 4] = ["23365", "23446", "23293", "23344"];

fn of<T: Clone>(all: &[T], which: usize) -> T {
    all[which % all.len()].clone()
}

impl Province {
    fn today(&self) -> NaiveDate {
        day_of(self.clock_now())
    }

    fn clock_now(&self) -> ungpho::kernel::Timestamp {
        self.app.now()
    }

    fn resource_of(&self, register: Register, which: usize) -> Resource {
        let filter = Filter { register: Some(register), ..Filter::default() };
        let all = self.app.store.read(|conn| resources::list(conn, &filter, None, 1_000)).unwrap();
        of(&all, which)
    }

    fn shelter_of(&self, which: usize) -> Shelter {
        of(&self.app.store.read(shelters::all).unwrap(), which)
    }

    /// A place in, or near, a zone in force.
    fn position(&self, which: usize, number: i64) -> (f64, f64) {
        let picture = self.app.live.current(&self.app.store, self.app.now()).unwrap();
        let zone = of(picture.zones.zones(), which);
        let corner = zone.geometry.0[0].exterior().0[0];
        let step = number as f64 / 50_000.0 - 0.002;
        (corner.x + step, corner.y + step / 2.0)
    }

    fn act(&self, act: &Act) -> Result<(), ServiceError> {
        let Act { what, which, number, .. } = *act;
        match what {
            0..=2 => self.on_households(what, which, number),
            3..=8 => self.on_resources(what, which, number),
            9 | 10 => self.on_loans(what, which, number),
            11..=13 => self.on_shelters(what, which, number),
            14..=16 => self.on_plans(what, which, number),
            17 => count_households(&self.app),
            _ => {
                self.wait(TimeDelta::hours(number % 60));
                Ok(())
            }
        }
    }

    fn on_households(&self, what: u8, which: usize, number: i64) -> Result<(), ServiceError> {
        let entry = HouseholdEntry {
            head: "A Thử".into(),
            village: "Thôn Thử".into(),
            people: 1 + number % 9,
            destination_kind: DestinationKind::ALL[which % DestinationKind::ALL.len()],
            position: Some(self.position(which, number)),
            ..HouseholdEntry::default()
        };
        let commune = COMMUNES[which % COMMUNES.len()];
        if what == 0 {
            let new =
                NewHousehold { commune_code: commune.into(), code: None, as_of: None, entry, reason: String::new() };
            return add_household(&self.app, &self.editor, &new).map(drop);
        }
        let all = self.app.store.read(|conn| households::of_commune(conn, commune, false)).unwrap();
        let held = of(&all, which);
        if what == 1 {
            let edit = HouseholdEdit { code: None, as_of: None, entry, reason: String::new() };
            return change_household(&self.app, &self.editor, held.id, held.revision, &edit).map(drop);
        }
        retire_household(&self.app, &self.editor, held.id, held.revision, None, "chuyển đi").map(drop)
    }

    fn on_resources(&self, what: u8, which: usize, number: i64) -> Result<(), ServiceError> {
        let registers = [Register::Vehicle, Register::Team, Register::Supply, Register::Contact];
        let held = self.resource_of(registers[which % registers.len()], which / registers.len());
        let register = held.entry.register();
        match what {
            3 => {
                let new = NewResource {
                    unit_code: COMMUNES[which % COMMUNES.len()].into(),
                    code: None,
                    entry: Entry { phone_confirmed_on: None, ..held.entry },
                    reason: String::new(),
                };
                add_resource(&self.app, &self.editor, &new).map(drop)
            }
            4 | 5 => {
                let mut entry = held.entry.clone();
                match &mut entry.details {
                    Details::Vehicle(vehicle) => {
                        vehicle.number = 1 + number % 5;
                        vehicle.condition = Condition::ALL[which % Condition::ALL.len()];
                    }
                    Details::Team(team) => team.people = 1 + number,
                    Details::Supply(supply) => supply.expires_on = Some(self.today() + TimeDelta::days(number - 60)),
                    Details::Contact(contact) => contact.backup_phone = String::new(),
                    Details::WaterPoint(_) | Details::LandingPlace(_) => {}
                }
                change_resource(&self.app, &self.editor, held.id, held.revision, &entry, "sửa").map(drop)
            }
            6 => retire_resource(&self.app, &self.editor, register, held.id, held.revision, "hỏng").map(drop),
            7 => confirm_phone(&self.app, &self.editor, register, held.id, WhichPhone::Main).map(drop),
            _ => {
                let supply = self.resource_of(Register::Supply, which);
                let new = NewMovement {
                    kind: MovementKind::ALL[which % MovementKind::ALL.len()],
                    quantity: Quantity::whole(number * 10),
                    happened_on: None,
                    reason: "kiểm kê".into(),
                };
                note_movement(&self.app, &self.editor, supply.id, &new).map(drop)
            }
        }
    }

    fn on_loans(&self, what: u8, which: usize, number: i64) -> Result<(), ServiceError> {
        if what == 9 {
            let registers = [Register::Vehicle, Register::Team, Register::Supply];
            let held = self.resource_of(registers[which % registers.len()], which);
            let new = NewLoan {
                resource: held.id,
                to_unit: COMMUNES[(which / 3) % COMMUNES.len()].into(),
                quantity: Quantity::whole(1),
                first_day: self.today(),
                last_day: self.today() + TimeDelta::days(number % 20),
                purpose: "thử".into(),
            };
            return ask_loan(&self.app, &self.editor, &new).map(drop);
        }
        let loans = self.app.store.read(resource_loans::all).unwrap();
        let loan = of(&loans, which);
        let answer = match loan.state {
            LoanState::Asked if number % 2 == 0 => LoanAnswer::Consent,
            LoanState::Asked => LoanAnswer::Refuse,
            _ => LoanAnswer::Withdraw,
        };
        answer_loan(&self.app, &self.editor, loan.id, loan.revision, answer, "thử").map(drop)
    }

    fn on_shelters(&self, what: u8, which: usize, number: i64) -> Result<(), ServiceError> {
        let held = self.shelter_of(which);
        let (lon, lat) = self.position(which, number);
        let mut line = Shelter { capacity: number, lon, lat, ..held.clone() };
        let answer = Answer::ALL[which % Answer::ALL.len()];
        line.set_suitability(
            ungpho::hazards::Hazard::ALL
                .iter()
                .map(|hazard| Suitability { hazard: *hazard, answer, reason: "thử".into() })
                .collect(),
        );
        match what {
            11 => change_shelter(&self.app, &self.editor, held.id, held.revision, &line, "sửa").map(drop),
            12 => retire_shelter(&self.app, &self.editor, held.id, held.revision, "sập").map(drop),
            _ => add_shelter(&self.app, &self.editor, &Shelter { code: format!("MOI-{}", number % 4), ..line }, "mới")
                .map(drop),
        }
    }

    fn on_plans(&self, what: u8, which: usize, number: i64) -> Result<(), ServiceError> {
        let picture = self.app.live.current(&self.app.store, self.app.now())?;
        if picture.plans.is_empty() {
            return Ok(());
        }
        let held = of(&picture.plans, which);
        let plan = held.plan.id;
        if what == 14 {
            let address = VersionAddress { plan, number: held.version.number };
            let revision = self.revision(address);
            return advance_plan(&self.app, &self.approver, address, revision, &PlanStep::Withdraw, Some("thử"))
                .map(drop);
        }
        let version = begin_version(&self.app, &self.editor, plan)?;
        let address = VersionAddress { plan, number: version.number };
        if what == 15 {
            self.arrange(address, which, number)?;
        } else {
            self.draw(address, which, number)?;
        }
        self.approve(address)
    }

    fn revision(&self, VersionAddress { plan, number }: VersionAddress) -> i64 {
        self.app.store.read(|conn| plans::version_numbered(conn, plan, number)).unwrap().revision
    }

    /// Arranges something for every zone: places in a shelter there is or is not, a vehicle, a way drawn across the map.
    pub fn arrange(&self, address: VersionAddress, which: usize, number: i64) -> Result<(), ServiceError> {
        let version = self.app.store.read(|conn| plans::version_numbered(conn, address.plan, address.number))?;
        let shelter = if number % 7 == 0 { format!("MOI-{}", number % 4) } else { self.shelter_of(which).code };
        let vehicle = self.resource_of(Register::Vehicle, which);
        let store = self.resource_of(Register::Supply, which);
        let line = [self.position(which, 0), self.position(which + 1, 100)].map(|(lon, lat)| [lon, lat]);
        let arranged = json!({
            "destinations": [{"code": shelter, "name": "điểm thử", "people": number}],
            "routes": [{"name": "đường thử", "line": line, "crossings": []}],
            "vehicles": [{"id": vehicle.id, "name": "xe thử", "number": 1 + number % 3, "round_trip_minutes": 30}],
            "stores": [{"id": store.id, "name": "kho thử"}],
        });
        let zones = version.content.zones.iter().map(|zone| (zone.code.clone(), arranged.clone()));
        let patch = json!({"arrangements": zones.collect::<serde_json::Map<String, Value>>()});
        edit_plan(&self.app, &self.editor, address, version.revision, &patch).map(drop)
    }

    /// Draws a zone anew, adds one, or takes one out.
    fn draw(&self, address: VersionAddress, which: usize, number: i64) -> Result<(), ServiceError> {
        let version = self.app.store.read(|conn| plans::version_numbered(conn, address.plan, address.number))?;
        let code = of(&version.content.zones, which).code;
        if number % 5 == 0 {
            return remove_zone(&self.app, &self.editor, address, version.revision, &code).map(drop);
        }
        let (west, south) = self.position(which, number);
        let side = 0.002 + number as f64 / 50_000.0;
        let (east, north) = (west + side, south + side);
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
        let drawing = ZoneDrawing {
            name: "Vùng thử".into(),
            village: Some("Thôn Thử".into()),
            commune_code: None,
            evacuate_from_level: RiskLevel::new(1 + u8::try_from(number % 4).unwrap()).unwrap(),
            geometry: area::from_geojson(&json!({"type": "Polygon", "coordinates": [ring]})).unwrap(),
            destinations: vec![self.shelter_of(which).code],
            route: None,
            in_charge: None,
        };
        let code = if number % 3 == 0 { format!("THU-{}-{}", which % 3, version.content.zones.len()) } else { code };
        draw_zone(&self.app, &self.editor, address, version.revision, &code, &drawing).map(drop)
    }

    pub fn approve(&self, address: VersionAddress) -> Result<(), ServiceError> {
        let today = self.today();
        let form = ApprovalForm {
            number: Some("99/QĐ-UBND".into()),
            date: Some(today),
            signer: Some("Chủ tịch thử".into()),
            effective_from: Some(today),
        };
        for (by, step) in [
            (&self.editor, PlanStep::Submit),
            (&self.appraiser, PlanStep::Appraise),
            (&self.approver, PlanStep::Approve(form)),
        ] {
            advance_plan(&self.app, by, address, self.revision(address), &step, None)?;
        }
        Ok(())
    }
}

fn told(found: &[Finding]) -> Vec<String> {
    found.iter().map(|finding| format!("{} {:?} {}", finding.key, finding.severity, finding.facts[1].vi)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn after_whatever_people_do_the_kept_findings_are_those_from_nothing(acts in acts()) {
        let province = Province::open();
        keep_findings(&province.app).unwrap();
        let mut done = 0;
        for act in acts {
            done += usize::from(province.act(&act).is_ok());
            // A new day is the loop's work.
            let kept = if act.by_the_loop || act.what == 18 { province.found() } else { province.kept() };
            let (kept, anew) = (told(&kept), told(&province.anew()));
            let only = |one: &[String], other: &[String]| {
                one.iter().filter(|it| !other.contains(it)).cloned().collect::<Vec<_>>()
            };
            prop_assert!(
                kept == anew,
                "after {act:?} only kept: {:#?}; only anew: {:#?}",
                only(&kept, &anew),
                only(&anew, &kept)
            );
        }
        prop_assume!(done > 0);
    }
}

#[test]
fn what_is_written_down_says_since_when_and_a_finding_that_comes_back_is_known_again() {
    let province = Province::open();
    province.found();
    let truck = |province: &Province| {
        let all = province.app.store.read(|conn| resources::ever(conn, Some(Register::Vehicle))).unwrap();
        all.into_iter().find(|it| (it.unit_code.as_str(), it.code.as_str()) == ("23446", "PT-1")).unwrap()
    };
    let standing = |province: &Province| {
        let found = province.found().into_iter();
        found
            .filter(|it| it.kind == Kind::VehicleContractExpired && it.about == Ref::Vehicle(truck(province).id))
            .collect::<Vec<_>>()
    };
    let first = standing(&province);
    let id = first[0].key.id();
    let known = |province: &Province| {
        let mut known = province.app.store.read(|conn| ungpho::store::findings::known(conn, &[id])).unwrap();
        known.remove(&id).unwrap()
    };
    let begun = known(&province);
    assert_eq!((begun.first_seen, begun.mended_at, begun.came_back), (province.app.now(), None, 0));
    province.wait(TimeDelta::hours(3));
    let held = truck(&province);
    let mut entry = held.entry.clone();
    if let Details::Vehicle(vehicle) = &mut entry.details {
        vehicle.contract.as_mut().unwrap().until = Some(province.today() + TimeDelta::days(200));
    }
    change_resource(&province.app, &province.editor, held.id, held.revision, &entry, "ký lại").unwrap();
    assert_eq!(standing(&province), []);
    let mended = known(&province);
    assert_eq!((mended.first_seen, mended.mended_at), (begun.first_seen, Some(province.app.now())));
    province.wait(TimeDelta::hours(3));
    let again = truck(&province);
    change_resource(&province.app, &province.editor, held.id, again.revision, &held.entry, "nhầm").unwrap();
    assert_eq!(standing(&province).len(), 1);
    let back = known(&province);
    assert_eq!((back.first_seen, back.mended_at, back.came_back), (province.app.now(), None, 1));
}
