//! Plans and their versions.

use std::sync::Arc;

use ungpho::hazards::Hazard;
use ungpho::kernel::ids::{PlanId, PlanVersionId};
use ungpho::plans::{Plan, PlanInForce, PlanVersion, VersionStatus, Withdrawal};
use ungpho::store::{Store, StoreError, plans};

use crate::samples::{approval, assert_points_nowhere, at, day, plan, read, refused, version, write};
use crate::support::on_each_database;

fn keep(store: &Store, plan: &Plan, versions: &[PlanVersion]) {
    write(store, |conn| {
        plans::insert(conn, plan)?;
        versions.iter().try_for_each(|version| plans::insert_version(conn, version, at(0)))
    });
}

fn withdrawal(on: &str) -> Withdrawal {
    Withdrawal { on: day(on), reason: "sáp nhập xã".into() }
}

#[test]
fn a_plan_and_its_versions_come_back_as_they_were() {
    on_each_database(|store| {
        let plan = plan("PA-01", "23500");
        let approved = || approval("2025-08-01");
        let versions: Vec<PlanVersion> = (1..)
            .zip([
                VersionStatus::Draft,
                VersionStatus::Submitted,
                VersionStatus::Returned,
                VersionStatus::Appraised,
                VersionStatus::Approved(approved()),
                VersionStatus::Withdrawn(approved(), withdrawal("2025-09-01")),
            ])
            .map(|(number, status)| version(plan.id, number, status))
            .collect();
        let shuffled: Vec<PlanVersion> = versions.iter().rev().cloned().collect();
        keep(store, &plan, &shuffled);
        assert_eq!(read(store, |conn| plans::get(conn, plan.id)), plan);
        assert_eq!(read(store, |conn| plans::versions(conn, plan.id)), versions);
        for version in versions {
            assert_eq!(read(store, |conn| plans::version(conn, version.id)), version);
        }
    });
}

#[test]
fn every_hazard_is_kept() {
    on_each_database(|store| {
        for hazard in Hazard::ALL {
            write(store, |conn| plans::insert(conn, &Plan { hazard: *hazard, ..plan(hazard.code(), "1") }));
        }
        let mut found: Vec<Hazard> = read(store, plans::all).into_iter().map(|plan| plan.hazard).collect();
        found.sort_unstable();
        assert_eq!(found, Hazard::ALL);
    });
}

#[test]
fn the_latest_approved_version_that_holds_is_in_force() {
    on_each_database(|store| {
        let (a, b, c) = (plan("A", "1"), plan("B", "2"), plan("C", "3"));
        let approved = |plan: &Plan, number, from| version(plan.id, number, VersionStatus::Approved(approval(from)));
        let (first, second) = (approved(&a, 1, "2025-08-01"), approved(&a, 2, "2025-09-01"));
        keep(store, &a, &[first.clone(), second.clone(), version(a.id, 3, VersionStatus::Draft)]);
        let withdrawn = version(b.id, 1, VersionStatus::Withdrawn(approval("2025-08-01"), withdrawal("2025-08-02")));
        keep(store, &b, std::slice::from_ref(&withdrawn));
        let only = approved(&c, 1, "2025-08-01");
        keep(store, &c, std::slice::from_ref(&only));

        let in_force = |date| read(store, |conn| plans::in_force(conn, day(date)));
        let pair = |plan: &Plan, version: &PlanVersion| PlanInForce { plan: plan.clone(), version: version.clone() };
        assert_eq!(in_force("2025-07-31"), []);
        assert_eq!(in_force("2025-08-01"), [pair(&a, &first), pair(&b, &withdrawn), pair(&c, &only)]);
        assert_eq!(in_force("2025-08-02"), [pair(&a, &first), pair(&c, &only)], "withdrawn from that day on");
        assert_eq!(in_force("2025-09-01"), [pair(&a, &second), pair(&c, &only)]);
        // Beside what was known on any other day the same is found.
        let days = ["2025-07-31", "2025-08-01", "2025-08-02", "2025-09-01"];
        for (known, asked) in days.iter().flat_map(|known| days.map(|asked| (*known, asked))) {
            let known: Vec<Arc<PlanInForce>> = in_force(known).into_iter().map(Arc::new).collect();
            let found = read(store, |conn| plans::in_force_beside(conn, day(asked), &known));
            assert_eq!(found.iter().map(|held| PlanInForce::clone(held)).collect::<Vec<_>>(), in_force(asked));
            let again = known.iter().filter(|held| found.iter().any(|other| Arc::ptr_eq(held, other)));
            let same = known.iter().filter(|held| in_force(asked).contains(held)).count();
            assert_eq!(again.count(), same, "what stands as it did is not read again");
        }
        assert_eq!(read(store, plans::all), [a, b, c]);
    });
}

#[test]
fn codes_numbers_and_one_plan_a_commune_and_hazard_are_taken_once() {
    on_each_database(|store| {
        let known = plan("A", "1");
        keep(store, &known, &[version(known.id, 1, VersionStatus::Draft)]);
        for taken in [plan("A", "2"), plan("B", "1"), Plan { code: "B".into(), ..plan("B", "1") }] {
            let error = refused(store, |conn| plans::insert(conn, &taken));
            assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        }
        let again = version(known.id, 1, VersionStatus::Draft);
        let error = refused(store, |conn| plans::insert_version(conn, &again, at(0)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        let other_hazard = Plan { hazard: Hazard::Storm, ..plan("B", "1") };
        write(store, |conn| plans::insert(conn, &other_hazard));
    });
}

#[test]
fn a_version_belongs_to_a_plan_and_what_is_not_there_is_not_found() {
    on_each_database(|store| {
        let stray = version(PlanId::new(at(0)), 1, VersionStatus::Draft);
        assert_points_nowhere(&refused(store, |conn| plans::insert_version(conn, &stray, at(0))));
        let error = store.read(|conn| plans::get(conn, PlanId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
        let error = store.read(|conn| plans::version(conn, PlanVersionId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
        assert_eq!(read(store, |conn| plans::versions(conn, PlanId::new(at(0)))), []);
    });
}

#[test]
fn a_withdrawn_version_leaves_nothing_in_force_unless_it_never_took_effect() {
    on_each_database(|store| {
        let (a, b) = (plan("A", "1"), plan("B", "2"));
        let approved = |plan: &Plan, from| version(plan.id, 1, VersionStatus::Approved(approval(from)));
        let gone =
            |plan: &Plan, from, on| version(plan.id, 2, VersionStatus::Withdrawn(approval(from), withdrawal(on)));
        keep(store, &a, &[approved(&a, "2025-08-01"), gone(&a, "2025-09-01", "2025-10-01")]);
        keep(store, &b, &[approved(&b, "2025-08-01"), gone(&b, "2025-09-01", "2025-08-20")]);
        let in_force = read(store, |conn| plans::in_force(conn, day("2025-11-01")));
        let codes: Vec<_> = in_force.iter().map(|held| (held.plan.code.as_str(), held.version.number)).collect();
        assert_eq!(codes, [("B", 1)]);
    });
}

#[test]
fn a_draft_moves_on_by_one_and_a_stale_edit_is_refused() {
    on_each_database(|store| {
        let plan = plan("A", "1");
        let mut draft = version(plan.id, 1, VersionStatus::Draft);
        keep(store, &plan, std::slice::from_ref(&draft));
        draft.content.title = "Phương án mới".into();
        assert_eq!(write(store, |conn| plans::update_content(conn, &draft, at(1))), draft.revision + 1);
        let error = refused(store, |conn| plans::update_content(conn, &draft, at(2)).map(|_| ()));
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        let kept = read(store, |conn| plans::version_numbered(conn, plan.id, 1));
        assert_eq!((kept.content.title.as_str(), kept.revision), ("Phương án mới", draft.revision + 1));
    });
}

#[test]
fn no_statement_changes_an_approved_version() {
    on_each_database(|store| {
        let plan = plan("A", "1");
        let frozen = version(plan.id, 1, VersionStatus::Approved(approval("2025-08-01")));
        keep(store, &plan, std::slice::from_ref(&frozen));
        let mut changed = frozen.clone();
        changed.content.title = "Khác".into();
        let error = refused(store, |conn| plans::update_content(conn, &changed, at(1)).map(|_| ()));
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        let by_hand = refused(store, |conn| {
            use diesel::connection::SimpleConnection;
            conn.batch_execute("UPDATE plan_versions SET content = '{}'").map_err(StoreError::from)
        });
        assert!(matches!(by_hand, StoreError::Database(_)), "{by_hand:?}");
        assert_eq!(read(store, |conn| plans::version(conn, frozen.id)), frozen);
    });
}
