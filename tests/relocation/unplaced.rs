//! A report for which nothing was found waits for a person, who places it or sets it aside; it never goes by itself.

use serde_json::json;
use ungpho::accounts::{Account, Acting};
use ungpho::kernel::ids::ReportId;
use ungpho::relocation::RelocationState;
use ungpho::services::ServiceError;
use ungpho::services::settle_unplaced::{Settling, settle_unplaced, unplaced_for};
use ungpho::store::{StoreError, audit};

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
