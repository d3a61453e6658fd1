//! Zones and their revisions.

use ungpho::hazards::Hazard;
use ungpho::kernel::ids::ZoneId;
use ungpho::store::{StoreError, zone_batches, zones};
use ungpho::zones::{Zone, ZoneStatus};

use crate::samples::{at, level, read, refused, square, write, zone};
use crate::support::on_each_database;

#[test]
fn a_zone_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = zone("B");
        let bare = Zone {
            village: None,
            route: None,
            in_charge: None,
            destinations: vec![],
            status: ZoneStatus::Draft,
            hazard: Hazard::Inundation,
            ..zone("A")
        };
        write(store, |conn| {
            zones::add_revision(conn, &full, at(0))?;
            zones::add_revision(conn, &bare, at(0))
        });
        assert_eq!(read(store, |conn| zones::current(conn, None)), [bare.clone(), full.clone()]);
        assert_eq!(read(store, |conn| zones::current(conn, Some(ZoneStatus::InForce))), std::slice::from_ref(&full));
        assert_eq!(read(store, |conn| zones::current(conn, Some(ZoneStatus::Retired))), []);
        assert_eq!(read(store, |conn| zones::by_code(conn, "B")), Some((full.id, 1)));
        assert_eq!(read(store, |conn| zones::by_code(conn, "b")), None);
    });
}

#[test]
fn coordinates_are_kept_to_the_last_digit() {
    on_each_database(|store| {
        for (number, (lon, lat)) in [
            (107.123_456_789_012_34, 14.987_654_321_098_765),
            (107.946_325_173_980_27, 15.043_218_765_123_456),
            (0.1 + 0.2, 1.0 / 3.0),
        ]
        .into_iter()
        .enumerate()
        {
            let exact = Zone { geometry: square(lon, lat), area_m2: 1e9 / 7.0, ..zone(&number.to_string()) };
            write(store, |conn| zones::add_revision(conn, &exact, at(0)));
            assert_eq!(read(store, |conn| zones::at_revision(conn, exact.id, 1)), exact);
        }
    });
}

#[test]
fn an_older_revision_stays_as_it_was() {
    on_each_database(|store| {
        let first = zone("A");
        let second = Zone {
            revision: 2,
            name: "Xóm Mới".into(),
            geometry: square(108.0, 15.0),
            evacuate_from_level: level(4),
            village: None,
            ..first.clone()
        };
        write(store, |conn| zones::add_revision(conn, &first, at(0)));
        write(store, |conn| zones::add_revision(conn, &second, at(1)));
        assert_eq!(read(store, |conn| zones::current(conn, None)), std::slice::from_ref(&second));
        assert_eq!(read(store, |conn| zones::at_revision(conn, first.id, 1)), first);
        assert_eq!(read(store, |conn| zones::at_revision(conn, first.id, 2)), second);
    });
}

#[test]
fn what_is_not_there_is_not_found() {
    on_each_database(|store| {
        let known = zone("A");
        write(store, |conn| zones::add_revision(conn, &known, at(0)));
        for (id, revision) in [(ZoneId::new(at(0)), 1), (known.id, 2)] {
            let error = store.read(|conn| zones::at_revision(conn, id, revision)).unwrap_err();
            assert!(matches!(error, StoreError::NotFound), "{error:?}");
        }
    });
}

#[test]
fn codes_and_revisions_are_taken_once() {
    on_each_database(|store| {
        let known = zone("A");
        write(store, |conn| zones::add_revision(conn, &known, at(0)));
        for taken in [zone("A"), known] {
            let error = refused(store, |conn| zones::add_revision(conn, &taken, at(0)));
            assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        }
        assert_eq!(read(store, |conn| zones::current(conn, None)).len(), 1);
    });
}

#[test]
fn many_zones_at_once_are_as_if_one_by_one() {
    on_each_database(|store| {
        let many: Vec<Zone> = (0..1_203).map(|number| zone(&format!("Z-{number:04}"))).collect();
        let again = Zone { revision: 2, name: "Xóm Mới".into(), village: None, ..many[700].clone() };
        write(store, |conn| {
            zone_batches::add_new(conn, &many.iter().collect::<Vec<_>>(), at(0))?;
            zone_batches::add_revisions(conn, &[&again], at(1))
        });
        assert_eq!(read(store, |conn| zones::current(conn, None)), many, "the newest revision is not yet the current");
        assert_eq!(read(store, |conn| zones::at_revision(conn, again.id, 2)), again);
        let known = read(store, |conn| zone_batches::known(conn, &["Z-0700", "Z-1202", "Z-9999"]));
        assert_eq!(known.len(), 2);
        let last = &known["Z-0700"];
        assert_eq!((last.id, last.revision, last.current_revision), (again.id, 2, 1));
        assert_eq!((last.name.as_str(), last.village.as_deref()), ("Xóm Mới", None));
        assert_eq!(known["Z-1202"].outline, ungpho::geometry::area::to_wkb(&many[1_202].geometry));
    });
}
