//! Activations with their zones.

use ungpho::kernel::ids::{ActivationId, AlertId, EventId, PlanId, PlanVersionId, ZoneId};
use ungpho::plans::Mode;
use ungpho::relocation::{Activation, ActivationStatus, ZoneState};
use ungpho::store::{StoreError, activations, events, zones};

use crate::samples::{activation, assert_points_nowhere, at, event, level, read, refused, stage, write, zone};
use crate::support::on_each_database;

#[test]
fn an_activation_comes_back_as_it_was() {
    on_each_database(|store| {
        let (first, second) = (write(store, |conn| stage(conn, "S1")), write(store, |conn| stage(conn, "S2")));
        let full = activation(&first);
        let bare = Activation {
            id: ActivationId::new(at(1_000)),
            mode: Mode::Auto,
            status: ActivationStatus::Active,
            level_official: false,
            escalate_at: None,
            decided_at: None,
            decided_by: None,
            decision_remark: None,
            zones: vec![],
            ..activation(&second)
        };
        write(store, |conn| activations::insert(conn, &full));
        write(store, |conn| activations::insert(conn, &bare));
        assert_eq!(read(store, |conn| activations::get(conn, full.id)), full);
        assert_eq!(read(store, |conn| activations::get(conn, bare.id)), bare);
        let of_plan = |event, plan| read(store, |conn| activations::of_plan(conn, event, plan));
        assert_eq!(of_plan(full.event_id, full.plan_id), Some(full.clone()));
        assert_eq!(of_plan(full.event_id, bare.plan_id), None);
        let list = |event, status| read(store, |conn| activations::list(conn, event, status));
        assert_eq!(list(None, None), [bare.clone(), full.clone()]);
        assert_eq!(list(Some(full.event_id), None), std::slice::from_ref(&full));
        assert_eq!(list(None, Some(ActivationStatus::Active)), [bare]);
        assert_eq!(list(Some(full.event_id), Some(ActivationStatus::Active)), []);
        let error = store.read(|conn| activations::get(conn, ActivationId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
    });
}

#[test]
fn zones_are_given_in_the_order_of_their_codes() {
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "S"));
        let in_order = activation(&stage);
        let mut reversed = in_order.clone();
        reversed.zones.reverse();
        write(store, |conn| activations::insert(conn, &reversed));
        assert_eq!(read(store, |conn| activations::get(conn, in_order.id)), in_order);
    });
}

#[test]
fn more_zones_than_fit_in_one_statement_are_kept() {
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "S"));
        let mut wide = activation(&stage);
        let sample = wide.zones[0].clone();
        wide.zones = write(store, |conn| {
            (0..1_001)
                .map(|number| {
                    let zone = zone(&format!("W{number:04}"));
                    zones::add_revision(conn, &zone, at(0))?;
                    Ok(ungpho::relocation::ActivationZone { zone_id: zone.id, ..sample.clone() })
                })
                .collect()
        });
        write(store, |conn| activations::insert(conn, &wide));
        assert_eq!(read(store, |conn| activations::get(conn, wide.id)), wide);
    });
}

#[test]
fn a_plan_is_activated_once_in_an_event() {
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "S"));
        write(store, |conn| activations::insert(conn, &activation(&stage)));
        let error = refused(store, |conn| activations::insert(conn, &activation(&stage)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        let other_event = event("other");
        write(store, |conn| {
            events::insert(conn, &other_event)?;
            activations::insert(conn, &Activation { event_id: other_event.id, ..activation(&stage) })
        });
    });
}

#[test]
fn a_change_counts_the_revision_up_and_a_late_one_is_stale() {
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "S"));
        let first = activation(&stage);
        write(store, |conn| activations::insert(conn, &first));

        let mut changed = Activation {
            status: ActivationStatus::Active,
            level: level(5),
            escalate_at: None,
            decided_by: None,
            ..first.clone()
        };
        changed.zones.remove(0);
        changed.zones[0].state = ZoneState::StoodDown;
        let second = write(store, |conn| activations::update(conn, &changed));
        assert_eq!(second, Activation { revision: 2, ..changed });
        assert_eq!(read(store, |conn| activations::get(conn, first.id)), second);

        let late = Activation { status: ActivationStatus::Declined, zones: vec![], ..first };
        let error = refused(store, |conn| activations::update(conn, &late));
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        assert_eq!(read(store, |conn| activations::get(conn, late.id)), second, "the stale change left nothing");
    });
}

#[test]
fn proposals_go_up_when_their_time_has_come_and_only_once() {
    on_each_database(|store| {
        let stages: Vec<_> = ["S1", "S2", "S3", "S4"].map(|name| write(store, |conn| stage(conn, name))).into();
        let due = Activation { escalate_at: Some(at(1_000)), ..activation(&stages[0]) };
        let others = [
            Activation { escalate_at: None, ..activation(&stages[1]) },
            Activation { escalate_at: Some(at(0)), escalated_at: Some(at(1)), ..activation(&stages[2]) },
            Activation { status: ActivationStatus::Declined, escalate_at: Some(at(0)), ..activation(&stages[3]) },
        ];
        for activation in std::iter::once(&due).chain(&others) {
            write(store, |conn| activations::insert(conn, activation));
        }
        let to_escalate = |now| read(store, |conn| activations::to_escalate(conn, at(now)));
        assert_eq!(to_escalate(999), []);
        assert_eq!(to_escalate(1_000), std::slice::from_ref(&due));
        write(store, |conn| activations::update(conn, &Activation { escalated_at: Some(at(1_000)), ..due.clone() }));
        assert_eq!(to_escalate(2_000), []);
    });
}

#[test]
fn what_an_activation_points_to_must_exist() {
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "S"));
        let good = activation(&stage);
        let mut stray_zone = good.clone();
        stray_zone.zones[0].zone_id = ZoneId::new(at(0));
        let mut stray_zone_alert = good.clone();
        stray_zone_alert.zones[0].alert_id = AlertId::new(at(0));
        for stray in [
            Activation { event_id: EventId::new(at(0)), ..good.clone() },
            Activation { plan_id: PlanId::new(at(0)), ..good.clone() },
            Activation { plan_version_id: PlanVersionId::new(at(0)), ..good.clone() },
            Activation { alert_id: AlertId::new(at(0)), ..good },
            stray_zone,
        ] {
            // A stray zone could not be read back by its code, so it must be refused here.
            assert_points_nowhere(&refused(store, |conn| activations::insert(conn, &stray)));
        }
        assert_points_nowhere(&refused(store, |conn| activations::insert(conn, &stray_zone_alert)));
        assert_eq!(read(store, |conn| activations::list(conn, None, None)), []);
    });
}
