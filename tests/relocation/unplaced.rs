//! A report for which nothing was found waits for a person, who places it or sets it aside; it never goes by itself.

use chrono::TimeDelta;
use serde_json::{Value, json};
use ungpho::accounts::{Account, Acting};
use ungpho::kernel::ids::ReportId;
use ungpho::relocation::{Relocation, RelocationState};
use ungpho::services::ServiceError;
use ungpho::services::settle_unplaced::{Settling, settle_unplaced, settled_for, unplaced_for};
use ungpho::services::take_reports::TakenAs;
use ungpho::store::{StoreError, audit, field_reports, relocations};

use super::office::{Office, at};

#[test]
fn a_wrong_code_over_the_radio_is_placed_by_hand_and_counts_from_when_it_happened() {
    let office = Office::open();
    let zones = office.zones();
    office.register(&[(3, &zones[..1]), (4, &zones[..1])]);
    let activation = office.order_out(&zones[..1], "Nguy cơ sạt lở");
    let list = office.list_of(activation.id, zones[0]);
    let opened = office.moved_by(activation.event_id, list.id);
    office.it_is("2025-10-28T03:00:00Z");
    let (happened, id) = (at("2025-10-28T02:10:00Z"), ReportId::new(office.now()));
    let named = json!({"commune_code": "23365", "code": "A99", "said": {"state": "departed", "departed": 3}});
    let sent = json!({"id": id, "happened_at": happened, "household": named});
    let nonsense = json!({"nonsense": true});
    office.report("bo-dam", vec![sent, nonsense]);

    let stranger = Account { unit_code: Some("23368".into()), ..office.official.account.clone() };
    let stranger = Acting { account: stranger, origin: "test".into() };
    assert_eq!(unplaced_for(&office.app, &stranger).unwrap(), [], "the reports of another commune");
    let refused = settle_unplaced(&office.app, &stranger, id, &Settling::About(opened[0].id));
    assert!(matches!(refused, Err(ServiceError::Store(StoreError::NotFound))), "{refused:?}");
    let waiting = unplaced_for(&office.app, &office.chair).unwrap();
    assert_eq!(waiting.len(), 2);

    let moved = settle_unplaced(&office.app, &office.chair, id, &Settling::About(opened[0].id)).unwrap().unwrap();
    let state = moved.standing.state.unwrap();
    assert_eq!((state.value, state.at), (RelocationState::Departed, happened));
    assert!(state.by.contains("can-bo"), "who said it, not who placed it: {}", state.by);
    assert_eq!((moved.standing.departed.unwrap().value, moved.revision), (3, 1));
    let again = settle_unplaced(&office.app, &office.chair, id, &Settling::About(opened[1].id));
    assert!(matches!(again, Err(ServiceError::Store(StoreError::AlreadyExists))), "{again:?}");
    assert_eq!(office.moved_by(activation.event_id, list.id)[1].revision, 0, "what was refused changed nothing");

    let other = waiting.iter().find(|report| report.id != id).unwrap().id;
    let placed = settle_unplaced(&office.app, &office.chair, other, &Settling::About(opened[1].id));
    assert!(matches!(placed, Err(ServiceError::Invalid { .. })), "nonsense is about no household: {placed:?}");
    let unworded = settle_unplaced(&office.app, &office.chair, other, &Settling::SetAside("  ".into()));
    assert!(matches!(unworded, Err(ServiceError::Invalid { .. })), "{unworded:?}");
    let aside = settle_unplaced(&office.app, &office.chair, other, &Settling::SetAside("Máy thử".into())).unwrap();
    assert_eq!(aside, None);
    assert_eq!(unplaced_for(&office.app, &office.chair).unwrap(), []);
    let log = office.app.store.read(|conn| audit::after(conn, 0, 1_000)).unwrap();
    let said: Vec<String> = log.into_iter().map(|entry| entry.unwrap().record.detail.vi).collect();
    assert!(said.iter().any(|words| words.ends_with("vào hộ A1.")), "{said:?}");
    assert!(said.iter().any(|words| words.ends_with(": “Máy thử”")), "{said:?}");
}

/// An office with one household on the move, A1; and what telephones say of it.
struct Slips {
    office: Office,
    household: Relocation,
}

impl Slips {
    fn new() -> Self {
        let office = Office::open();
        let zones = office.zones();
        office.register(&[(3, &zones[..1])]);
        let activation = office.order_out(&zones[..1], "Nguy cơ sạt lở");
        let list = office.list_of(activation.id, zones[0]);
        let household = office.moved_by(activation.event_id, list.id).pop().unwrap();
        office.it_is("2025-10-28T03:00:00Z");
        Self { office, household }
    }

    fn id(&self, ms: i64) -> ReportId {
        ReportId::new(self.office.now() + TimeDelta::milliseconds(ms))
    }

    fn waiting(&self) -> Vec<ReportId> {
        let mut found: Vec<ReportId> =
            unplaced_for(&self.office.app, &self.office.chair).unwrap().iter().map(|report| report.id).collect();
        found.sort();
        found
    }

    fn departed(&self) -> Option<i64> {
        let stands = self.office.app.store.read(|conn| relocations::get(conn, self.household.id)).unwrap();
        stands.standing.departed.map(|heard| heard.value)
    }
}

/// Three people of the household called `code` have left.
fn says_left(id: ReportId, code: &str) -> Value {
    json!({"id": id, "household": {"commune_code": "23365", "code": code, "said": {"departed": 3}}})
}

fn takes_back(id: ReportId, slip: ReportId, code: &str) -> Value {
    json!({"id": id, "household": {"commune_code": "23365", "code": code, "said": {"takes_back": slip}}})
}

#[test]
fn what_found_no_place_is_taken_back_whichever_comes_first() {
    // In one outbox or in two, in both orders, and each a second time.
    for (order, together) in [([0, 1], true), ([1, 0], true), ([0, 1], false), ([1, 0], false)] {
        let slips = Slips::new();
        let (slip, back) = (slips.id(0), slips.id(1));
        let sent = [says_left(slip, "A99"), takes_back(back, slip, "A99")];
        let sent: Vec<Value> = order.iter().map(|which| sent[*which].clone()).collect();
        for _ in 0..2 {
            if together {
                slips.office.report("may-1", sent.clone());
            } else {
                for sent in &sent {
                    slips.office.report("may-1", vec![sent.clone()]);
                }
            }
        }
        assert_eq!(slips.waiting(), [], "{order:?} {together}");
        let settled = settled_for(&slips.office.app, &slips.office.chair).unwrap();
        let (kept, how) = settled.iter().find(|(kept, _)| kept.id == slip).unwrap();
        assert_eq!((how.taken_back_by, how.at, how.placed_as), (Some(back), slips.office.now(), None));
        assert!(how.by.contains("can-bo") && kept.content.contains("A99"), "{how:?}");
        let again = settle_unplaced(&slips.office.app, &slips.office.chair, slip, &Settling::About(slips.household.id));
        assert!(matches!(again, Err(ServiceError::Store(StoreError::AlreadyExists))), "{again:?}");
        let both = slips.office.app.store.read(|conn| field_reports::find_all(conn, &[slip, back])).unwrap();
        assert_eq!(both.len(), 2, "both are kept");
    }
}

#[test]
fn another_does_not_take_back_what_found_no_place() {
    for order in [[0, 1], [1, 0]] {
        let slips = Slips::new();
        let colleague = slips.office.colleague("can-bo-khac");
        let (slip, back) = (slips.id(0), slips.id(1));
        for which in order {
            if which == 0 {
                slips.office.report("may-1", vec![says_left(slip, "A99")]);
            } else {
                let taken = slips.office.report_as(&colleague, "may-1", vec![takes_back(back, slip, "A99")]);
                assert_eq!(taken[0].outcome, TakenAs::Unplaced);
                assert!(taken[0].reason.is_some());
            }
        }
        assert_eq!(slips.waiting(), [slip, back], "{order:?}: a person decides");
    }
}

#[test]
fn what_a_person_placed_meanwhile_is_taken_back_there() {
    let slips = Slips::new();
    let (office, slip) = (&slips.office, slips.id(0));
    office.report("may-1", vec![says_left(slip, "A99")]);
    settle_unplaced(&office.app, &office.chair, slip, &Settling::About(slips.household.id)).unwrap();
    assert_eq!(slips.departed(), Some(3));
    let colleague = office.colleague("can-bo-khac");
    let not_theirs = office.report_as(&colleague, "may-2", vec![takes_back(slips.id(1), slip, "A99")]);
    assert_eq!((not_theirs[0].outcome, slips.departed()), (TakenAs::Unplaced, Some(3)));
    let taken = office.report("may-1", vec![takes_back(slips.id(2), slip, "A99")]);
    assert_eq!((taken[0].outcome, slips.departed()), (TakenAs::Applied, None));
    let log = office.app.store.read(|conn| audit::after(conn, 0, 1_000)).unwrap();
    let acts: Vec<String> = log.into_iter().map(|entry| entry.unwrap().record.action).collect();
    assert_eq!(acts.iter().filter(|act| *act == "report_taken_back").count(), 1, "{acts:?}");
}

#[test]
fn what_takes_back_and_found_no_place_counts_once_its_slip_has_one() {
    for order in [[0, 1], [1, 0]] {
        let slips = Slips::new();
        let (slip, back) = (slips.id(0), slips.id(1));
        let sent = [says_left(slip, "A1"), takes_back(back, slip, "A99")];
        for which in order {
            slips.office.report("may-1", vec![sent[which].clone()]);
        }
        assert_eq!((slips.departed(), slips.waiting()), (None, vec![]), "{order:?}");
        let stands = slips.office.app.store.read(|conn| relocations::get(conn, slips.household.id)).unwrap();
        assert_eq!(stands.revision, 2, "{order:?}");
    }
}
