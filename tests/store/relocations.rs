//! Relocations, their reports, sums and stages, on both databases.

use ungpho::households::PropertyKind;
use ungpho::kernel::ids::{AccountId, PropertyLineId, RelocationId, ReportId};
use ungpho::relocation::{
    Checklist, Event, HouseholdsAndPeople, PropertyMove, PropertyState, Relocation, Said, StageStep, Standing,
    ZoneStage,
};
use ungpho::store::field_reports::{KeptReport, ReportOutcome, Target, content_of};
use ungpho::store::move_figures::{Scope, figures};
use ungpho::store::{activations, checklist_stages, checklists, events, field_reports, relocations};

use crate::samples::{VIETNAMESE, activation, at, checklist, read, refused, stage, write};
use crate::support::databases;
use crate::support::databases::naming;

#[test]
fn a_relocation_its_reports_and_its_sums_come_back() {
    for database in databases() {
        let store = &database.store;
        naming(store.kind(), || {
            let (list, event) = write(store, |conn| {
                let set = stage(conn, "A")?;
                let running = activation(&set);
                activations::insert(conn, &running)?;
                let list = checklist(running.id, running.zones[0].zone_id, 1);
                checklists::insert(conn, &list, &[])?;
                checklist_stages::begin(conn, &[&list], VIETNAMESE, Some(VIETNAMESE))?;
                Ok((list, running.event_id))
            });
            let cattle = PropertyMove {
                id: PropertyLineId::new(at(0)),
                kind: PropertyKind::Livestock,
                what: VIETNAMESE.into(),
                quantity: Some(2.5),
                unit: "con".into(),
                state: PropertyState::ToMove,
                place: None,
                receipt: None,
            };
            let opened = Relocation {
                id: RelocationId::new(at(0)),
                event_id: event,
                household_id: None,
                household_code: "A12".into(),
                label: Some(VIETNAMESE.into()),
                commune_code: "23365".into(),
                village: VIETNAMESE.into(),
                round: 1,
                is_current: true,
                opened_at: at(1),
                listed: 7,
                vulnerable: 2,
                listed_property: vec![cattle.clone()],
                revision: 0,
                standing: Standing::of(7, &[cattle], &[]),
            };
            write(store, |conn| relocations::insert_all(conn, std::slice::from_ref(&opened), &[(opened.id, list.id)]));
            assert_eq!(read(store, |conn| relocations::get(conn, opened.id)), opened);
            let called = || read(store, |conn| relocations::by_code(conn, "23365", "A12"));
            assert_eq!(called(), [], "the event of the samples is over, and over the radio nobody means it");
            let open = Event { closed_at: None, ..read(store, |conn| events::get(conn, event)) };
            write(store, |conn| events::update(conn, &open));
            assert_eq!(called(), std::slice::from_ref(&opened));
            assert_eq!(read(store, |conn| relocations::of_checklist(conn, list.id)), [opened.id]);

            let said: Said = serde_json::from_value(serde_json::json!({
                "state": "departed", "departed": 6, "destination": {"kind": "host", "place": VIETNAMESE},
            }))
            .unwrap();
            let report = KeptReport {
                id: ReportId::new(at(2)),
                target: Target::Relocation,
                target_id: opened.id.to_string(),
                happened_at: at(2),
                device_time: at(3),
                received_at: at(4),
                device: Some(VIETNAMESE.into()),
                account_id: None,
                by: VIETNAMESE.into(),
                base_revision: 0,
                revision: 1,
                outcome: ReportOutcome::Applied,
                reason: None,
                content: content_of(&said).unwrap(),
                speaker: Some(AccountId::new(at(5))),
                first_said: Some(ReportId::new(at(1))),
                takes_back: Some(ReportId::new(at(0))),
                over_others: Some(false),
            };
            assert_eq!(write(store, |conn| relocations::lock(conn, &[opened.id])), [(opened.id, 0)]);
            write(store, |conn| field_reports::insert(conn, &report));
            refused(store, |conn| field_reports::insert(conn, &report));
            assert_eq!(read(store, |conn| field_reports::find_all(conn, &[report.id])), std::slice::from_ref(&report));

            let heard = read(store, |conn| field_reports::of_relocations(conn, &[opened.id]));
            let mut moved = opened.clone();
            moved.hear(&heard[&opened.id]);
            write(store, |conn| {
                relocations::update(conn, &moved)?;
                relocations::put_property(conn, &moved)
            });
            assert_eq!(read(store, |conn| relocations::get(conn, opened.id)), moved);
            let both = HouseholdsAndPeople { households: 1, people: 6 };
            for scope in [Scope::Event(event), Scope::Checklist(list.id), Scope::Activation(list.activation_id)] {
                let sums = read(store, |conn| figures(conn, scope));
                assert_eq!((sums.evacuated, sums.host, sums.differences), (both, both, 1), "{scope:?}");
                assert_eq!((sums.property.len(), sums.property[0].quantity.to_string().as_str()), (1, "2.5"));
            }
        });
    }
}

#[test]
fn a_zone_moves_on_from_the_stage_that_was_read_only() {
    for database in databases() {
        let store = &database.store;
        naming(store.kind(), || {
            let list = write(store, |conn| {
                let set = stage(conn, "A")?;
                let running = activation(&set);
                activations::insert(conn, &running)?;
                let list = checklist(running.id, running.zones[0].zone_id, 1);
                checklists::insert(conn, &list, &[])?;
                checklist_stages::begin(conn, &[&list], "x", None)?;
                Ok(list)
            });
            let next = Checklist { stage: ZoneStage::Cleared, stage_at: at(9), ..list.clone() };
            write(store, |conn| checklists::advance(conn, &next, ZoneStage::Ordered));
            refused(store, |conn| checklists::advance(conn, &next, ZoneStage::Ordered));
            let step = StageStep {
                position: 2,
                stage: ZoneStage::Cleared,
                happened_at: at(9),
                entered_at: at(10),
                decided_by: VIETNAMESE.into(),
                remark: Some(VIETNAMESE.into()),
                criteria: Vec::new(),
            };
            write(store, |conn| checklist_stages::insert(conn, list.id, &step));
            assert_eq!(read(store, |conn| checklist_stages::of(conn, list.id))[1], step);
            assert_eq!(read(store, |conn| checklists::get(conn, list.id)), next);
            assert_eq!(read(store, |conn| checklists::open_zones(conn, list.activation_id)).len(), 1);
        });
    }
}
