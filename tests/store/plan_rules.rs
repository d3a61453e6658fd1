//! What people changed of the rules, and which hazards concern which units.

use ungpho::hazards::Hazard;
use ungpho::kernel::Localized;
use ungpho::plans::coverage::{Duty, Standing, StandingAt};
use ungpho::plans::rules::{Rule, RuleCode, Season, YearDay, shipped_rules};
use ungpho::plans::{Stage, VersionStatus, Withdrawal};
use ungpho::store::plan_coverage::Asked;
use ungpho::store::{StoreError, admin_units, plan_coverage, plan_duties, plan_rules, plans};

use crate::samples::{VIETNAMESE, approval, at, day, plan, read, refused, unit, version, write};
use crate::support::on_each_database;

fn rule(code: RuleCode) -> Rule {
    shipped_rules().into_iter().find(|rule| rule.code == code).unwrap()
}

#[test]
fn a_changed_rule_comes_back_as_it_was_set() {
    on_each_database(|store| {
        assert_eq!(read(store, plan_rules::adjustments), []);
        let season = Season {
            elsewhere: YearDay { month: 5, day: 31 },
            coast: YearDay { month: 8, day: 31 },
            coast_units: vec!["51".into()],
        };
        let set = Rule {
            enabled: false,
            weight: 7,
            season: Some(season.clone()),
            citation: Localized::new(VIETNAMESE, "ground"),
            ..rule(RuleCode::ReviewBeforeSeason)
        };
        assert_eq!(write(store, |conn| plan_rules::put(conn, &set, 0, VIETNAMESE, at(5))), 1);
        let found = read(store, plan_rules::adjustments);
        let [found] = &found[..] else { panic!("{found:?}") };
        assert_eq!((found.code, found.revision, found.at, found.by.as_str()), (set.code, 1, at(5), VIETNAMESE));
        assert_eq!((found.form.enabled, found.form.weight, found.form.days), (false, 7, None));
        assert_eq!((&found.form.season, &found.form.citation), (&Some(season), &Some(set.citation)));
    });
}

#[test]
fn a_rule_somebody_changed_first_is_not_overwritten() {
    on_each_database(|store| {
        let set = rule(RuleCode::PhonesConfirmed);
        write(store, |conn| plan_rules::put(conn, &set, 0, "A", at(1)));
        let error = refused(store, |conn| plan_rules::put(conn, &set, 0, "B", at(2)));
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        assert_eq!(write(store, |conn| plan_rules::put(conn, &set, 1, "B", at(2))), 2);
        let error = refused(store, |conn| plan_rules::put(conn, &set, 1, "C", at(3)));
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        assert_eq!(read(store, plan_rules::adjustments)[0].by, "B");
    });
}

#[test]
fn the_latest_word_on_a_unit_and_a_hazard_is_kept() {
    on_each_database(|store| {
        let duty = |hazard, applicable| Duty {
            unit_code: "23365".into(),
            hazard,
            applicable,
            reason: VIETNAMESE.into(),
            decided_by: "A".into(),
            on: day("2022-09-27"),
        };
        write(store, |conn| {
            plan_duties::put(conn, &duty(Hazard::Tsunami, false), at(1))?;
            plan_duties::put(conn, &duty(Hazard::Storm, false), at(1))?;
            plan_duties::put(conn, &duty(Hazard::Tsunami, true), at(2))
        });
        assert_eq!(read(store, plan_duties::all), [duty(Hazard::Storm, false), duty(Hazard::Tsunami, true)]);
    });
}

#[test]
fn every_version_is_told_by_where_it_stands() {
    on_each_database(|store| {
        let (own, other) = (plan("A", "23365"), plan("B", "23446"));
        let statuses = [
            VersionStatus::Withdrawn(approval("2025-08-01"), Withdrawal { on: day("2025-09-01"), reason: "x".into() }),
            VersionStatus::Approved(approval("2025-10-01")),
            VersionStatus::Returned,
        ];
        write(store, |conn| {
            plans::insert(conn, &own)?;
            plans::insert(conn, &other)?;
            plans::insert_version(conn, &version(other.id, 1, VersionStatus::Draft), at(0))?;
            let versions = (1..).zip(statuses.iter().cloned());
            versions
                .map(|(number, status)| version(own.id, number, status))
                .try_for_each(|version| plans::insert_version(conn, &version, at(0)))
        });
        let on = approval("2025-10-01").date;
        let expected = [
            StandingAt::Withdrawn { from: day("2025-08-01"), on: day("2025-09-01") },
            StandingAt::Approved { on, from: day("2025-10-01") },
            StandingAt::Open(Stage::Returned),
        ];
        let unit = |code: &str| {
            write(store, |conn| admin_units::put(conn, &unit(code, "2025-07-01", "Xã Thử")));
            read(store, |conn| plan_coverage::units(conn, day("2026-01-01"), Some(code)))
        };
        let units = unit("23365");
        assert_eq!((units.len(), units[0].code.as_str()), (1, "23365"));
        let asked = Asked { units: Some(&units), hazard: Some(own.hazard) };
        let found = read(store, |conn| plan_coverage::standings(conn, asked));
        let standings: Vec<Standing> = (1..)
            .zip(expected)
            .map(|(number, at)| Standing {
                plan_id: own.id,
                unit_code: own.unit_code.clone(),
                hazard: own.hazard,
                number,
                at,
                review_by: None,
            })
            .collect();
        assert_eq!(found, standings);
        assert_eq!(read(store, |conn| plan_coverage::standings(conn, Asked::default())).len(), 4);
    });
}

#[test]
fn of_two_forms_of_a_unit_the_later_one_is_covered() {
    on_each_database(|store| {
        write(store, |conn| {
            admin_units::put(conn, &unit("23365", "2020-01-01", "Xã Cũ"))?;
            admin_units::put(conn, &unit("23365", "2025-07-01", "Xã Mới"))
        });
        let names = |on| {
            let units = read(store, |conn| plan_coverage::units(conn, day(on), None));
            units.into_iter().map(|unit| unit.name).collect::<Vec<_>>()
        };
        assert_eq!(names("2026-01-01"), ["Xã Mới"]);
        assert_eq!(names("2021-01-01"), ["Xã Cũ"]);
        assert_eq!(names("2019-01-01"), [""; 0]);
    });
}
