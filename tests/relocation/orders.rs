//! Any set of devices, any interleaving, loss, repetition and order of sync gives one final state: the one that the
//! stated rules give, told here a second time with sets in place of revisions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Barrier;
use std::thread;

use chrono::TimeDelta;
use proptest::prelude::*;
use serde_json::{Value, json};
use ungpho::accounts::Acting;
use ungpho::kernel::ids::ReportId;
use ungpho::relocation::{Relocation, RelocationState};
use ungpho::services::take_reports::TakenAs;
use ungpho::store::field_reports;

use super::office::{Office, at};

const DEVICES: usize = 3;
const HOUSEHOLDS: usize = 2;

/// What happens on a device, or between a device and the server.
#[derive(Debug, Clone)]
enum Act {
    /// Somebody enters a report: which household, which field, which value, how many minutes after the beginning.
    Enter { device: usize, household: usize, field: usize, value: i64, minute: i64 },
    /// Somebody takes back, on one device, the last report but so many that was made on another or the same.
    TakeBack { device: usize, of: usize, back: usize },
    /// The device sends what waits, from the end or the beginning; the answer may be lost, and then it sends it again.
    Send { device: usize, backwards: bool, answer_lost: bool },
    /// The device fetches what the server knows.
    Fetch { device: usize },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => (0..DEVICES, 0..HOUSEHOLDS, 0_usize..4, 0_i64..4, 0_i64..30).prop_map(
            |(device, household, field, value, minute)| Act::Enter { device, household, field, value, minute }
        ),
        2 => (0..DEVICES, 0..DEVICES, 0_usize..3).prop_map(|(device, of, back)| Act::TakeBack { device, of, back }),
        3 => (0..DEVICES, any::<bool>(), any::<bool>())
            .prop_map(|(device, backwards, answer_lost)| Act::Send { device, backwards, answer_lost }),
        2 => (0..DEVICES).prop_map(|device| Act::Fetch { device }),
    ]
}

const FIELDS: [&str; 4] = ["state", "departed", "arrived", "returned"];
const STATES: [RelocationState; 4] =
    [RelocationState::Notified, RelocationState::Departed, RelocationState::Arrived, RelocationState::Returned];

/// A report with everything its author had before them: the rules with sets.
#[derive(Debug, Clone)]
struct Known {
    id: ReportId,
    household: usize,
    field: usize,
    value: i64,
    minute: i64,
    seen: BTreeSet<ReportId>,
    /// Somebody who may said that it was a slip.
    taken_back: bool,
}

/// Who speaks on each device: two officials, and the chair, who decides for others.
const CHAIR: usize = 2;

/// Whether what was said on `device` may be taken back on `by`.
fn may_take_back(by: usize, device: usize) -> bool {
    by == device || by == CHAIR
}

/// A report that takes back another stands in no field.
const NO_FIELD: usize = FIELDS.len();

#[derive(Default, Clone)]
struct Device {
    waiting: Vec<Value>,
    made: Vec<ReportId>,
    /// Which reports it has been given, or made, by household.
    knows: BTreeMap<usize, BTreeSet<ReportId>>,
    /// The revision it was given, by household.
    revisions: BTreeMap<usize, i64>,
}

struct World {
    office: Office,
    opened: Vec<Relocation>,
    devices: Vec<Device>,
    speakers: [Acting; DEVICES],
    all: Vec<Known>,
    /// Which reports the server has, by household.
    arrived: BTreeMap<usize, BTreeSet<ReportId>>,
    outcomes: BTreeMap<ReportId, usize>,
}

impl World {
    fn new() -> Self {
        let office = Office::open();
        let zones = office.zones();
        office.register(&[(3, &zones[..1]), (2, &zones[..1])]);
        let activation = office.order_out(&zones[..1], "Nguy cơ sạt lở");
        let list = office.list_of(activation.id, zones[0]);
        let opened = office.moved_by(activation.event_id, list.id);
        office.clock.advance(TimeDelta::hours(2));
        let devices = vec![Device::default(); DEVICES];
        let speakers = [office.official.clone(), office.colleague("can-bo-khac"), office.chair.clone()];
        let (all, arrived, outcomes) = Default::default();
        Self { office, opened, devices, speakers, all, arrived, outcomes }
    }

    fn act(&mut self, act: &Act) {
        match *act {
            Act::Enter { device, household, field, value, minute } => {
                self.enter(device, household, field, value, minute);
            }
            Act::TakeBack { device, of, back } => self.take_back(device, of, back),
            Act::Send { device, backwards, answer_lost } => self.send(device, backwards, answer_lost),
            Act::Fetch { device } => {
                for household in 0..HOUSEHOLDS {
                    let arrived = self.arrived.get(&household).cloned().unwrap_or_default();
                    let revision = i64::try_from(arrived.len()).unwrap();
                    let own = &mut self.devices[device];
                    own.knows.entry(household).or_default().extend(arrived);
                    own.revisions.insert(household, revision);
                }
            }
        }
    }

    fn enter(&mut self, device: usize, household: usize, field: usize, value: i64, minute: i64) {
        // Ids that grow, as telephones make them.
        self.office.clock.advance(TimeDelta::milliseconds(1));
        let id = ReportId::new(self.office.now());
        let own = &mut self.devices[device];
        let seen = own.knows.entry(household).or_default();
        self.all.push(Known { id, household, field, value, minute, seen: seen.clone(), taken_back: false });
        seen.insert(id);
        own.made.push(id);
        let said = match FIELDS[field] {
            "state" => json!({"state": STATES[usize::try_from(value).unwrap()]}),
            count => json!({count: value}),
        };
        own.waiting.push(json!({
            "id": id,
            "happened_at": at("2025-10-28T00:30:00Z") + TimeDelta::minutes(minute),
            "base_revision": own.revisions.get(&household).copied().unwrap_or(0),
            "relocation": {"id": self.opened[household].id, "said": said},
        }));
    }

    fn take_back(&mut self, device: usize, of: usize, back: usize) {
        self.office.clock.advance(TimeDelta::milliseconds(1));
        let id = ReportId::new(self.office.now());
        let Some(&slip) = self.devices[of].made.iter().rev().nth(back) else { return };
        let slip = self.all.iter_mut().find(|known| known.id == slip).unwrap();
        slip.taken_back |= may_take_back(device, of);
        let household = slip.household;
        let own = &mut self.devices[device];
        own.knows.entry(household).or_default().insert(id);
        own.waiting.push(json!({
            "id": id,
            "happened_at": at("2025-10-28T00:30:00Z"),
            "base_revision": own.revisions.get(&household).copied().unwrap_or(0),
            "relocation": {"id": self.opened[household].id, "said": {"takes_back": slip.id}},
        }));
        let seen = BTreeSet::new();
        self.all.push(Known { id, household, field: NO_FIELD, value: 0, minute: 0, seen, taken_back: false });
    }

    fn send(&mut self, device: usize, backwards: bool, answer_lost: bool) {
        let mut waiting = self.devices[device].waiting.clone();
        if backwards {
            waiting.reverse();
        }
        let taken = self.office.report_as(&self.speakers[device], &format!("may-{device}"), waiting);
        for taken in taken {
            if taken.outcome != TakenAs::Duplicate {
                *self.outcomes.entry(taken.id).or_default() += 1;
            }
            let known = self.all.iter().find(|known| known.id == taken.id).unwrap();
            self.arrived.entry(known.household).or_default().insert(taken.id);
        }
        if !answer_lost {
            self.devices[device].waiting.clear();
        }
    }

    /// Everything arrives in the end.
    fn settle(&mut self) {
        for device in 0..DEVICES {
            self.send(device, device % 2 == 0, false);
        }
    }
}

/// What the rules say of a household's field: the latest word, and the words that nobody saw where they differ.
fn by_the_rules(all: &[Known], household: usize, field: usize) -> (Option<i64>, BTreeSet<i64>) {
    let stands = |known: &&Known| known.household == household && known.field == field && !known.taken_back;
    let spoken: Vec<&Known> = all.iter().filter(stands).collect();
    let last = spoken.iter().max_by_key(|known| (known.minute, known.id)).map(|known| known.value);
    let unseen = spoken.iter().filter(|known| !spoken.iter().any(|other| other.seen.contains(&known.id)));
    let heads: BTreeSet<i64> = unseen.map(|known| known.value).collect();
    (last, if heads.len() > 1 { heads } else { BTreeSet::new() })
}

fn check(world: &World) -> Result<(), TestCaseError> {
    for household in 0..HOUSEHOLDS {
        let id = world.opened[household].id;
        let store = &world.office.app.store;
        let held = store.read(|conn| ungpho::store::relocations::get(conn, id)).unwrap();
        let standing = &held.standing;
        let own = world.all.iter().filter(|known| known.household == household).count();
        prop_assert_eq!(held.revision, i64::try_from(own).unwrap());
        let kept = store.read(|conn| field_reports::about(conn, &id.to_string())).unwrap();
        prop_assert_eq!(kept.len(), own, "every report is kept, once");

        for (field, name) in FIELDS.iter().enumerate() {
            let (last, heads) = by_the_rules(&world.all, household, field);
            let shown = match *name {
                "state" => standing.state.as_ref().map(|heard| {
                    i64::try_from(STATES.iter().position(|state| *state == heard.value).unwrap()).unwrap()
                }),
                "departed" => standing.departed.as_ref().map(|heard| heard.value),
                "arrived" => standing.arrived.as_ref().map(|heard| heard.value),
                _ => standing.returned.as_ref().map(|heard| heard.value),
            };
            prop_assert_eq!(shown, last, "{} of household {}", name, household);
            let conflict = standing.conflicts.iter().find(|conflict| conflict.field == *name);
            let told: BTreeSet<i64> =
                conflict.iter().flat_map(|conflict| &conflict.said).filter_map(|said| said.value.as_i64()).collect();
            let expected = if *name == "state" { BTreeSet::new() } else { heads };
            prop_assert_eq!(told, expected, "conflict on {} of household {}", name, household);
        }
    }
    for known in &world.all {
        prop_assert_eq!(world.outcomes.get(&known.id), Some(&1), "each operation counts once");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_order_of_sync_gives_the_state_of_the_rules(acts in prop::collection::vec(act(), 1..25)) {
        let mut world = World::new();
        for act in &acts {
            world.act(act);
        }
        world.settle();
        check(&world)?;
    }

    /// Reports that were all made offline, some taken back by who may and who may not: the order in which they reach the
    /// server does not matter at all.
    #[test]
    fn what_was_made_offline_may_arrive_in_any_order(
        entries in prop::collection::vec((0..DEVICES, 0..HOUSEHOLDS, 0_usize..4, 0_i64..4, 0_i64..30), 1..10),
        slips in prop::collection::vec((0..DEVICES, 0..DEVICES, 0_usize..3), 0..4),
        order in any::<prop::sample::Index>(),
        seed in any::<u64>(),
    ) {
        let mut world = World::new();
        for (device, household, field, value, minute) in entries {
            world.enter(device, household, field, value, minute);
        }
        for (device, of, back) in slips {
            world.take_back(device, of, back);
        }
        let mut all: Vec<(usize, Value)> = world
            .devices
            .iter()
            .enumerate()
            .flat_map(|(device, own)| own.waiting.iter().map(move |sent| (device, sent.clone())))
            .collect();
        shuffle(&mut all, seed);
        // One comes twice.
        let again = all[order.index(all.len())].clone();
        all.push(again);
        for (device, sent) in all {
            let by = &world.speakers[device];
            for taken in world.office.report_as(by, &format!("may-{device}"), vec![sent]) {
                if taken.outcome != TakenAs::Duplicate {
                    *world.outcomes.entry(taken.id).or_default() += 1;
                }
            }
        }
        check(&world)?;
    }

    /// Reports that reach the server at the same instant, some of them twice, each by a connection of its own.
    #[test]
    fn what_arrives_at_the_same_time_is_taken_in_as_if_one_after_the_other(
        entries in prop::collection::vec((0..DEVICES, 0..HOUSEHOLDS, 0_usize..4, 0_i64..4, 0_i64..30), 2..16),
    ) {
        let mut world = World::new();
        for (device, household, field, value, minute) in entries {
            world.enter(device, household, field, value, minute);
        }
        let sent: Vec<(usize, Value)> = world
            .devices
            .iter()
            .enumerate()
            .flat_map(|(device, own)| own.waiting.iter().map(move |sent| (device, sent.clone())))
            .collect();
        let all: Vec<&(usize, Value)> = sent.iter().chain(&sent[..2]).collect();
        let (office, speakers, together) = (&world.office, &world.speakers, Barrier::new(all.len()));
        let send = &|(device, sent): &(usize, Value)| {
            together.wait();
            office.report_as(&speakers[*device], &format!("may-{device}"), vec![sent.clone()])
        };
        let taken: Vec<_> = thread::scope(|scope| {
            let senders: Vec<_> = all.iter().map(|one| scope.spawn(move || send(one))).collect();
            senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
        });
        for taken in taken.iter().filter(|taken| taken.outcome != TakenAs::Duplicate) {
            *world.outcomes.entry(taken.id).or_default() += 1;
        }
        check(&world)?;
    }
}

/// Fisher and Yates, with a generator of Knuth.
fn shuffle<T>(items: &mut [T], seed: u64) {
    let mut state = seed;
    for last in (1..items.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let place = usize::try_from((state >> 33) % u64::try_from(last + 1).unwrap()).unwrap();
        items.swap(last, place);
    }
}

#[test]
fn a_clock_that_is_hours_off_is_put_right_and_both_times_are_kept() {
    use ungpho::services::take_reports::{Outbox, take_reports};
    let world = World::new();
    let office = &world.office;
    let wrong = office.now() + TimeDelta::hours(9);
    let made = wrong - TimeDelta::minutes(10);
    let operation = json!({
        "id": ReportId::new(office.now()),
        "happened_at": made,
        "base_revision": 0,
        "relocation": {"id": world.opened[0].id, "said": {"state": "departed"}},
    });
    let outbox = Outbox { device: Some("may-sai-gio".into()), device_now: Some(wrong), operations: vec![operation] };
    let taken = take_reports(&office.app, &office.official, &outbox).unwrap();
    assert_eq!(taken[0].happened_at, office.now() - TimeDelta::minutes(10));
    let id = world.opened[0].id.to_string();
    let kept = office.app.store.read(|conn| field_reports::about(conn, &id)).unwrap();
    assert_eq!(kept[0].device_time, made);
}

#[test]
fn what_cannot_be_placed_is_kept_and_answered() {
    let world = World::new();
    let office = &world.office;
    let unknown = ungpho::kernel::ids::RelocationId::new(office.now());
    let id = |ms: i64| ReportId::new(office.now() + TimeDelta::milliseconds(ms));
    let operations = vec![
        json!({"id": id(0), "relocation": {"id": unknown, "said": {"state": "departed"}}}),
        json!({"id": id(1), "relocation": {"id": world.opened[0].id, "said": {"departed": -1}}}),
        json!({"id": id(2), "household": {"commune_code": "23365", "code": "KHONG-CO", "said": {"state": "departed"}}}),
        json!({"nonsense": true}),
        json!("not even an object"),
    ];
    let taken = office.report("may-1", operations);
    assert_eq!(taken.len(), 5);
    for taken in &taken {
        assert_eq!(taken.outcome, TakenAs::Unplaced, "{taken:?}");
        assert!(taken.reason.is_some(), "{taken:?}");
    }
    let kept = office.app.store.read(|conn| field_reports::unplaced(conn, 100)).unwrap();
    assert_eq!(kept.len(), 5);
    assert!(kept.iter().any(|report| report.content.contains("nonsense")));
}

#[test]
fn who_may_not_take_back_is_told_why_and_the_report_counts_on() {
    use ungpho::services::take_reports::report_on;
    let world = World::new();
    let (office, household) = (&world.office, &world.opened[0]);
    let colleague = &world.speakers[1];
    let stands = || office.app.store.read(|conn| ungpho::store::relocations::get(conn, household.id)).unwrap();
    let slip = office.said(household, office.now(), &json!({"state": "departed", "departed": 3}));
    let back = |ms: i64| {
        let id = ReportId::new(office.now() + TimeDelta::milliseconds(ms));
        json!({"id": id, "relocation": {"id": household.id, "said": {"takes_back": slip["id"]}}})
    };
    // It comes before what it takes back: kept, and told on what it depends.
    let early = office.report_as(colleague, "may-1", vec![back(1)]).pop().unwrap();
    assert_eq!(early.outcome, TakenAs::Applied);
    assert!(early.reason.unwrap().vi.contains("chưa đến"));
    office.report("may-0", vec![slip.clone()]);
    assert_eq!(stands().standing.departed.unwrap().value, 3);

    let late = office.report_as(colleague, "may-1", vec![back(2)]).pop().unwrap();
    assert_eq!(late.outcome, TakenAs::NotPermitted);
    let reason = late.reason.unwrap();
    assert!(reason.vi.contains("do người khác báo") && reason.en.contains("Somebody else"), "{reason:?}");
    assert_eq!(stands().standing.departed.unwrap().value, 3);
    let slip_id: ReportId = serde_json::from_value(slip["id"].clone()).unwrap();
    let said = ungpho::relocation::Said { takes_back: Some(slip_id), ..Default::default() };
    let at_desk = report_on(&office.app, colleague, household.id, stands().revision, None, &said).unwrap();
    assert_eq!((at_desk.outcome, at_desk.over_others), (field_reports::ReportOutcome::NotPermitted, Some(false)));

    let chair = report_on(&office.app, &office.chair, household.id, stands().revision, None, &said).unwrap();
    assert_eq!((chair.outcome, chair.reason), (field_reports::ReportOutcome::Applied, None));
    assert_eq!(stands().standing.departed, None);
    let kept = office.app.store.read(|conn| field_reports::about(conn, &household.id.to_string())).unwrap();
    assert_eq!((kept.len(), kept.last().unwrap().revision), (5, 5), "nothing is dropped");
}
