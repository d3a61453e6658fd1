//! How zones came of each other, and since when they stood by themselves.

use ungpho::households::ZoneBasis;
use ungpho::kernel::ids::ZoneId;
use ungpho::plans::{PlanVersion, VersionStatus};
use ungpho::store::{Store, household_zones, households, plans, zone_lineage, zone_standings, zones};
use ungpho::zones::{Lineage, LineageKind, Zone, ZoneStatus};

use crate::samples::{approval, at, household, household_change, plan, read, version, write, zone};
use crate::support::on_each_database;

fn three(store: &Store) -> (PlanVersion, [ZoneId; 3]) {
    let plan = plan("PA-01", "23500");
    let approved = version(plan.id, 1, VersionStatus::Approved(approval("2025-08-01")));
    let zones = ["A", "B", "C"].map(zone);
    write(store, |conn| {
        plans::insert(conn, &plan)?;
        plans::insert_version(conn, &approved, at(0))?;
        zones.iter().try_for_each(|zone| zones::add_revision(conn, zone, at(0)))
    });
    (approved, zones.map(|zone| zone.id))
}

#[test]
fn a_line_is_planned_then_done_and_read_from_both_ends() {
    on_each_database(|store| {
        let (version, [a, b, c]) = three(store);
        let line = |new| Lineage {
            old: a,
            new,
            kind: LineageKind::Split,
            version: version.id,
            happened_at: None,
            decided_by: "Y Hạnh".into(),
            note: Some("Suối đổi dòng".into()),
        };
        write(store, |conn| {
            zone_lineage::put(conn, &line(b))?;
            zone_lineage::put(conn, &line(c))
        });
        assert_eq!(read(store, |conn| zone_lineage::of_zone(conn, a)), (vec![], vec![]), "plans are not history");
        assert!(!read(store, |conn| zone_lineage::is_superseded(conn, a)));
        let done = Lineage { happened_at: Some(at(5)), ..line(b) };
        write(store, |conn| {
            zone_lineage::put(conn, &done)?;
            zone_lineage::remove(conn, version.id, a, c)
        });
        assert_eq!(read(store, |conn| zone_lineage::of_version(conn, version.id)), std::slice::from_ref(&done));
        assert_eq!(read(store, |conn| zone_lineage::of_zone(conn, a)), (vec![], vec![done.clone()]));
        assert_eq!(read(store, |conn| zone_lineage::of_zone(conn, b)), (vec![done], vec![]));
        assert!(read(store, |conn| zone_lineage::is_superseded(conn, a)));
        assert!(!read(store, |conn| zone_lineage::is_superseded(conn, b)));
    });
}

#[test]
fn standings_open_and_close_with_the_status() {
    on_each_database(|store| {
        let first = zone("A");
        let second = Zone { revision: 2, ..first.clone() };
        write(store, |conn| {
            zones::add_revision(conn, &first, at(0))?;
            zones::settle(conn, first.id, 1, ZoneStatus::InForce, at(5))?;
            zones::add_revision(conn, &second, at(10))?;
            zones::settle(conn, first.id, 2, ZoneStatus::Retired, at(20))?;
            zones::settle(conn, first.id, 2, ZoneStatus::Retired, at(25))?;
            zones::settle(conn, first.id, 2, ZoneStatus::InForce, at(30))?;
            zones::settle(conn, first.id, 1, ZoneStatus::InForce, at(30))
        });
        let found = read(store, |conn| zone_standings::of_zone(conn, first.id));
        let found: Vec<_> = found.iter().map(|held| (held.revision, held.from, held.to)).collect();
        assert_eq!(found, [(1, at(0), Some(at(10))), (2, at(10), Some(at(20))), (1, at(30), None)]);
        let before = |instant| read(store, |conn| zone_standings::before(conn, at(instant)));
        assert_eq!(before(0), []);
        assert_eq!(before(10), [(first.id, 1)], "at 10 the first was still it a moment ago");
        assert_eq!(before(15), [(first.id, 2)]);
        assert_eq!(before(28), []);
        assert_eq!(before(99), [(first.id, 1)]);
    });
}

#[test]
fn zones_are_read_at_the_revisions_asked_for() {
    on_each_database(|store| {
        let (a, b) = (zone("A"), zone("B"));
        let a2 = Zone { revision: 2, name: "Xóm Mới".into(), ..a.clone() };
        write(store, |conn| {
            zones::add_revision(conn, &a, at(0))?;
            zones::add_revision(conn, &a2, at(1))?;
            zones::add_revision(conn, &b, at(2))
        });
        let wanted = [(b.id, 1), (a.id, 1), (b.id, 2), (a.id, 2)];
        assert_eq!(read(store, |conn| zones::at_revisions(conn, &wanted)), [b.clone(), a.clone(), a2]);
        assert_eq!(read(store, zones::last_revisions)[&a.id], 2);
        assert_eq!(read(store, |conn| zones::name(conn, a.id)), ("A".into(), "Xóm Mới".into()));
        let heads = read(store, zones::heads);
        assert_eq!(
            heads.iter().map(|head| (head.code.as_str(), head.revision)).collect::<Vec<_>>(),
            [("A", 2), ("B", 1)]
        );
    });
}

#[test]
fn households_are_found_by_box_and_added_to_further_zones() {
    on_each_database(|store| {
        let (a, b) = (zone("A"), zone("B"));
        let (one, mut nowhere) = (household("1", 4), household("2", 5));
        nowhere.entry.position = None;
        write(store, |conn| {
            zones::add_revision(conn, &a, at(0))?;
            zones::add_revision(conn, &b, at(0))?;
            for household in [&one, &nowhere] {
                households::add(conn, household, &household_change())?;
                household_zones::set_of_household(conn, household.id, &[(a.id, ZoneBasis::Stated)])?;
            }
            household_zones::also_in(conn, one.id, b.id, ZoneBasis::Lineage)?;
            household_zones::also_in(conn, one.id, b.id, ZoneBasis::Village)
        });
        let people = |zone| read(store, |conn| household_zones::register_of(conn, &[zone])).of_zone(zone).people;
        assert_eq!((people(a.id), people(b.id)), (9, 4));
        let zones = read(store, |conn| household_zones::zones_of(conn, &[one.id]));
        assert!(zones[&one.id].contains(&(b.id, ZoneBasis::Lineage)), "the first reason stays: {zones:?}");
        let in_box = |bounds| read(store, |conn| household_zones::in_box(conn, bounds)).len();
        assert_eq!(in_box([107.95, 14.95, 107.95, 14.95]), 1, "the edges belong to the box");
        assert_eq!(in_box([107.96, 14.0, 108.0, 15.0]), 0);
    });
}
