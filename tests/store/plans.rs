//! Plans and their versions.

use ungpho::hazards::Hazard;
use ungpho::kernel::ids::{PlanId, PlanVersionId};
use ungpho::plans::{Plan, PlanInForce, PlanVersion, VersionStatus};
use ungpho::store::{Store, StoreError, plans};

use crate::samples::{approval, assert_points_nowhere, at, day, plan, read, refused, version, write};
use crate::support::on_each_database;

fn keep(store: &Store, plan: &Plan, versions: &[PlanVersion]) {
    write(store, |conn| {
        plans::insert(conn, plan)?;
        versions.iter().try_for_each(|version| plans::insert_version(conn, version, at(0)))
    });
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
                VersionStatus::Appraised,
                VersionStatus::Approved(approved()),
                VersionStatus::Superseded(approved()),
                VersionStatus::Withdrawn(approved()),
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
        keep(store, &b, &[version(b.id, 1, VersionStatus::Withdrawn(approval("2025-08-01")))]);
        let only = approved(&c, 1, "2025-08-01");
        keep(store, &c, std::slice::from_ref(&only));

        let in_force = |date| read(store, |conn| plans::in_force(conn, day(date)));
        let pair = |plan: &Plan, version: &PlanVersion| PlanInForce { plan: plan.clone(), version: version.clone() };
        assert_eq!(in_force("2025-07-31"), []);
        assert_eq!(in_force("2025-08-01"), [pair(&a, &first), pair(&c, &only)]);
        assert_eq!(in_force("2025-09-01"), [pair(&a, &second), pair(&c, &only)]);
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
