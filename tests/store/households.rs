//! The household register.

use ungpho::kernel::ids::ZoneId;
use ungpho::store::{Store, households, zones};
use ungpho::zones::{Figures, Household, Property, Zone};

use crate::samples::{LARGE, assert_points_nowhere, at, household, read, refused, write, zone};
use crate::support::on_each_database;

fn two_zones(store: &Store) -> (Zone, Zone) {
    let (a, b) = (zone("A"), zone("B"));
    write(store, |conn| {
        zones::add_revision(conn, &a, at(0))?;
        zones::add_revision(conn, &b, at(0))
    });
    (a, b)
}

fn figures(store: &Store, zones: &[ZoneId]) -> Figures {
    read(store, |conn| households::register_of(conn, zones)).of_zones(zones)
}

#[test]
fn a_household_in_two_zones_counts_once() {
    on_each_database(|store| {
        let (a, b) = two_zones(store);
        write(store, |conn| {
            households::put(conn, &household("1", 4), &[a.id, b.id])?;
            households::put(conn, &household("2", 5), &[a.id])?;
            households::put(conn, &household("3", 6), &[b.id])?;
            households::put(conn, &household("4", 100), &[])
        });
        let people = |zones: &[ZoneId]| {
            let figures = figures(store, zones);
            (figures.households, figures.people)
        };
        assert_eq!(people(&[a.id]), (2, 9));
        assert_eq!(people(&[b.id]), (2, 10));
        assert_eq!(people(&[a.id, b.id]), (3, 15));
        assert_eq!(people(&[a.id, a.id, b.id]), (3, 15));
        assert_eq!(people(&[]), (0, 0));
        assert_eq!(people(&[ZoneId::new(at(0))]), (0, 0));
        let register = read(store, |conn| households::register_of(conn, &[a.id, b.id]));
        assert_eq!(register.of_zone(a.id).people, 9);
        assert_eq!(register.of_zones(&[b.id]).people, 10);
    });
}

#[test]
fn a_household_counts_once_over_more_zones_than_fit_in_one_statement() {
    on_each_database(|store| {
        let (a, b) = two_zones(store);
        write(store, |conn| households::put(conn, &household("1", 4), &[a.id, b.id]));
        let mut zones: Vec<ZoneId> = (0..1_200).map(|_| ZoneId::new(at(0))).collect();
        zones[0] = a.id;
        zones[1_199] = b.id;
        assert_eq!(figures(store, &zones).people, 4);
    });
}

#[test]
fn putting_a_household_again_replaces_it_and_its_zones() {
    on_each_database(|store| {
        let (a, b) = two_zones(store);
        let large = Household {
            property: Property { livestock: LARGE, motorbikes: 0, boats: 7, rice_kg: 1 },
            position: None,
            ..household("1", 9)
        };
        write(store, |conn| households::put(conn, &household("1", 4), &[a.id]));
        write(store, |conn| households::put(conn, &large, &[b.id]));
        assert_eq!(figures(store, &[a.id]), Figures::default());
        assert_eq!(figures(store, &[b.id]), Figures::of([&large]));
    });
}

#[test]
fn a_household_lives_in_zones_that_exist() {
    on_each_database(|store| {
        let nowhere = ZoneId::new(at(0));
        assert_points_nowhere(&refused(store, |conn| households::put(conn, &household("1", 4), &[nowhere])));
        let (a, _) = two_zones(store);
        write(store, |conn| households::put(conn, &household("1", 4), &[a.id]));
        assert_points_nowhere(&refused(store, |conn| households::put(conn, &household("1", 9), &[nowhere])));
        assert_eq!(figures(store, &[a.id]).people, 4, "the refused change left nothing behind");
    });
}
