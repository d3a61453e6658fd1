//! The household register.

use ungpho::households::{DestinationKind, Entry, HouseClass, Household, VulnerableKind, ZoneBasis, figures_of};
use ungpho::kernel::ids::{HouseholdId, ZoneId};
use ungpho::store::households::{Filter, HouseholdRevision};
use ungpho::store::{Store, StoreConnection, StoreError, household_zones, households, zones};
use ungpho::zones::{Figures, Zone};

use crate::samples::{LARGE, assert_points_nowhere, at, day, household, household_change, read, refused, write, zone};
use crate::support::on_each_database;

fn two_zones(store: &Store) -> (Zone, Zone) {
    let (a, b) = (zone("A"), zone("B"));
    write(store, |conn| {
        zones::add_revision(conn, &a, at(0))?;
        zones::add_revision(conn, &b, at(0))
    });
    (a, b)
}

/// Adds a household that is counted in `zones`.
fn add_in(conn: &mut StoreConnection, household: &Household, zones: &[ZoneId]) -> Result<(), StoreError> {
    households::add(conn, household, &household_change())?;
    let zones: Vec<_> = zones.iter().map(|zone| (*zone, ZoneBasis::Position)).collect();
    household_zones::set_of_household(conn, household.id, &zones)
}

fn figures(store: &Store, zones: &[ZoneId]) -> Figures {
    read(store, |conn| household_zones::register_of(conn, zones)).of_zones(zones)
}

#[test]
fn a_line_comes_back_as_it_was_kept() {
    on_each_database(|store| {
        let full = household("A12", 9);
        let bare = Household {
            entry: Entry { head: "A".into(), village: "B".into(), people: 1, ..Entry::default() },
            ..household("A13", 1)
        };
        write(store, |conn| {
            households::add(conn, &full, &household_change())?;
            households::add(conn, &bare, &household_change())
        });
        for kept in [&full, &bare] {
            assert_eq!(&read(store, |conn| households::get(conn, kept.id)), kept);
            let expected = HouseholdRevision { household: kept.clone(), change: household_change() };
            assert_eq!(read(store, |conn| households::revisions(conn, kept.id)), [expected]);
        }
        assert_eq!(read(store, |conn| households::of_commune(conn, "23500", false)), [full, bare]);
        assert!(read(store, |conn| households::of_commune(conn, "23501", true)).is_empty());
        assert!(read(store, |conn| households::has_any(conn, "23500")));
        assert!(!read(store, |conn| households::has_any(conn, "23501")));
    });
}

#[test]
fn a_code_is_unique_in_its_commune_and_free_in_others() {
    on_each_database(|store| {
        let one = household("A12", 4);
        let elsewhere = Household { commune_code: "23501".into(), ..household("A12", 5) };
        write(store, |conn| {
            households::add(conn, &one, &household_change())?;
            households::add(conn, &elsewhere, &household_change())
        });
        let again = household("A12", 6);
        let error = refused(store, |conn| households::add(conn, &again, &household_change()));
        assert!(matches!(error, StoreError::AlreadyExists), "{error}");
    });
}

#[test]
fn a_change_keeps_the_line_before_it_and_needs_the_revision_that_was_read() {
    on_each_database(|store| {
        let first = household("A12", 4);
        let mut second = Household { revision: 2, as_of: day("2026-06-01"), ..first.clone() };
        second.entry.people = 5;
        let left =
            Household { revision: 3, as_of: day("2026-09-01"), retired_on: Some(day("2026-09-01")), ..second.clone() };
        write(store, |conn| households::add(conn, &first, &household_change()));
        write(store, |conn| households::change(conn, &second, &household_change()));
        let error = refused(store, |conn| households::change(conn, &second, &household_change()));
        assert!(matches!(error, StoreError::Stale), "{error}");
        write(store, |conn| households::change(conn, &left, &household_change()));

        let past: Vec<Household> =
            read(store, |conn| households::revisions(conn, first.id)).into_iter().map(|past| past.household).collect();
        assert_eq!(past, [first.clone(), second.clone(), left.clone()]);
        let on = |text| read(store, |conn| households::on_day(conn, "23500", day(text)));
        assert!(on("2026-02-28").is_empty());
        assert_eq!(on("2026-03-01"), [first.clone()]);
        assert_eq!(on("2026-05-31"), [first]);
        assert_eq!(on("2026-06-01"), [second]);
        assert!(on("2026-09-01").is_empty(), "it had left");
        assert!(read(store, |conn| households::of_commune(conn, "23500", false)).is_empty());
        assert_eq!(read(store, |conn| households::of_commune(conn, "23500", true)), [left]);
    });
}

#[test]
fn a_line_that_came_late_does_not_hide_a_newer_one() {
    on_each_database(|store| {
        let june = Household { as_of: day("2026-06-01"), ..household("A12", 6) };
        let march = Household { revision: 2, as_of: day("2026-03-01"), ..june.clone() };
        write(store, |conn| households::add(conn, &june, &household_change()));
        write(store, |conn| households::change(conn, &march, &household_change()));
        let revisions = |text| {
            let on = read(store, |conn| households::on_day(conn, "23500", day(text)));
            on.iter().map(|household| household.revision).collect::<Vec<_>>()
        };
        assert_eq!(revisions("2026-04-01"), [2]);
        assert_eq!(revisions("2026-07-01"), [1]);
    });
}

#[test]
fn households_are_found_by_what_is_asked() {
    on_each_database(|store| {
        let (a, _) = two_zones(store);
        let mut one = household("A1", 4);
        one.entry.head = "Đinh Thị Hoà".into();
        let mut two = household("A2", 5);
        two.entry = Entry {
            head: "A Phương".into(),
            village: "Mô Po".into(),
            people: 5,
            phone: "0912.345-678".into(),
            ..Entry::default()
        };
        let three = Household { commune_code: "23501".into(), ..household("A1", 7) };
        write(store, |conn| {
            add_in(conn, &one, &[a.id])?;
            add_in(conn, &two, &[])?;
            add_in(conn, &three, &[])
        });
        let found = |filter: &Filter| {
            let found = read(store, |conn| households::list(conn, filter, None, 100));
            let totals = read(store, |conn| households::totals(conn, filter));
            assert_eq!(totals.figures(), figures_of(&found), "totals are those of what is listed: {filter:?}");
            found.iter().map(|household| household.entry.people).collect::<Vec<_>>()
        };
        let words = |text: &str| Filter { words: Some(text.into()), ..Filter::default() };
        assert_eq!(found(&Filter::default()), [4, 5, 7], "by commune and code");
        assert_eq!(found(&Filter { communes: Some(vec!["23500".into()]), ..Filter::default() }), [4, 5]);
        assert_eq!(found(&Filter { communes: Some(vec![]), ..Filter::default() }), [0; 0]);
        assert_eq!(found(&Filter { village: Some("Mô Po".into()), ..Filter::default() }), [5]);
        assert_eq!(found(&Filter { zone: Some(a.id), ..Filter::default() }), [4]);
        assert_eq!(found(&Filter { without_zone: true, ..Filter::default() }), [5, 7]);
        assert_eq!(found(&words("dinh hoa")), [4]);
        assert_eq!(found(&words("a2")), [5]);
        assert_eq!(found(&words("0912345678")), [5]);
        assert_eq!(found(&words("%")), [4, 5, 7], "LIKE's own signs mean nothing");
        assert_eq!(found(&Filter { kind: Some(VulnerableKind::Child), ..Filter::default() }), [4, 7]);
        assert_eq!(found(&Filter { kind: Some(VulnerableKind::Visitor), ..Filter::default() }), [0; 0]);
        assert_eq!(found(&Filter { house_class: Some(HouseClass::NotStated), ..Filter::default() }), [5]);
        assert_eq!(found(&Filter { destination_kind: Some(DestinationKind::Shelter), ..Filter::default() }), [4, 7]);
        assert_eq!(found(&Filter { retired: true, ..Filter::default() }), [0; 0]);

        let page = |after| read(store, |conn| households::list(conn, &Filter::default(), after, 2));
        assert_eq!(page(None), [one, two]);
        assert_eq!(page(Some(("23500", "A2"))), [three]);
        let totals = read(store, |conn| households::totals(conn, &Filter::default()));
        assert_eq!(totals.kinds["older_person"], 2);
        assert_eq!(totals.villages[&("23500".into(), "Mô Po".into())].people, 5);
    });
}

#[test]
fn a_household_in_two_zones_counts_once() {
    on_each_database(|store| {
        let (a, b) = two_zones(store);
        write(store, |conn| {
            add_in(conn, &household("1", 4), &[a.id, b.id])?;
            add_in(conn, &household("2", 5), &[a.id])?;
            add_in(conn, &household("3", 6), &[b.id])?;
            add_in(conn, &household("4", 100), &[])
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
        let register = read(store, |conn| household_zones::register_of(conn, &[a.id, b.id]));
        assert_eq!(register.of_zone(a.id).people, 9);
        assert_eq!(register.of_zones(&[b.id]).people, 10);
        let both = read(store, |conn| households::of_zone(conn, &[b.id, a.id]));
        assert_eq!(both.iter().map(|household| household.code.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
    });
}

#[test]
fn a_household_counts_once_over_more_zones_than_fit_in_one_statement() {
    on_each_database(|store| {
        let (a, b) = two_zones(store);
        write(store, |conn| add_in(conn, &household("1", 4), &[a.id, b.id]));
        let mut zones: Vec<ZoneId> = (0..1_200).map(|_| ZoneId::new(at(0))).collect();
        zones[0] = a.id;
        zones[1_199] = b.id;
        assert_eq!(figures(store, &zones).people, 4);
    });
}

#[test]
fn placing_a_household_or_a_zone_anew_replaces_what_was() {
    on_each_database(|store| {
        let (a, b) = two_zones(store);
        let one = household("1", 4);
        write(store, |conn| add_in(conn, &one, &[a.id]));
        write(store, |conn| household_zones::set_of_household(conn, one.id, &[(b.id, ZoneBasis::Village)]));
        assert_eq!((figures(store, &[a.id]), figures(store, &[b.id])), (Figures::default(), one.figures()));
        write(store, |conn| household_zones::set_of_zone(conn, b.id, &[]));
        write(store, |conn| household_zones::set_of_zone(conn, a.id, &[(one.id, ZoneBasis::Lineage)]));
        assert_eq!((figures(store, &[a.id]), figures(store, &[b.id])), (one.figures(), Figures::default()));
        assert_eq!(read(store, |conn| household_zones::counted_by(conn, a.id, ZoneBasis::Lineage)), [one.id]);
        write(store, |conn| household_zones::note_counted(conn, a.id, 1));
        write(store, |conn| household_zones::note_counted(conn, a.id, LARGE));
        assert_eq!(read(store, household_zones::counted)[&a.id], LARGE);
    });
}

#[test]
fn who_left_the_register_counts_nowhere() {
    on_each_database(|store| {
        let (a, _) = two_zones(store);
        let one = household("1", 4);
        let left = Household { revision: 2, retired_on: Some(day("2026-09-01")), ..one.clone() };
        write(store, |conn| add_in(conn, &one, &[a.id]));
        write(store, |conn| households::change(conn, &left, &household_change()));
        assert_eq!(figures(store, &[a.id]), Figures::default());
        let everywhere = [-180.0, -90.0, 180.0, 90.0];
        assert!(read(store, |conn| household_zones::in_box(conn, everywhere)).is_empty());
        assert!(read(store, |conn| household_zones::near(conn, a.id, "23500", everywhere)).is_empty());
    });
}

#[test]
fn a_zone_may_hold_those_of_its_commune_those_inside_and_those_counted_in_it() {
    on_each_database(|store| {
        let (a, _) = two_zones(store);
        let elsewhere = |code: &str| Household { commune_code: "23999".into(), ..household(code, 3) };
        let (inside, mut counted, mut nowhere) = (elsewhere("1"), elsewhere("2"), elsewhere("3"));
        counted.entry.position = Some((100.0, 10.0));
        nowhere.entry.position = None;
        let mut own = household("4", 3);
        own.entry.position = None;
        write(store, |conn| {
            add_in(conn, &inside, &[])?;
            add_in(conn, &counted, &[a.id])?;
            add_in(conn, &nowhere, &[])?;
            add_in(conn, &own, &[])
        });
        let near = read(store, |conn| household_zones::near(conn, a.id, "23500", [107.0, 14.0, 108.0, 15.0]));
        assert_eq!(near.iter().map(|household| household.code.as_str()).collect::<Vec<_>>(), ["4", "1", "2"]);
    });
}

#[test]
fn a_household_lives_in_zones_that_exist() {
    on_each_database(|store| {
        let nowhere = ZoneId::new(at(0));
        assert_points_nowhere(&refused(store, |conn| add_in(conn, &household("1", 4), &[nowhere])));
        let (a, _) = two_zones(store);
        let one = household("1", 4);
        write(store, |conn| add_in(conn, &one, &[a.id]));
        let stranger = [(nowhere, ZoneBasis::Stated)];
        assert_points_nowhere(&refused(store, |conn| household_zones::set_of_household(conn, one.id, &stranger)));
        assert_eq!(figures(store, &[a.id]).people, 4, "the refused change left nothing behind");
        let unknown = HouseholdId::new(at(1));
        assert!(matches!(store.read(|conn| households::get(conn, unknown)), Err(StoreError::NotFound)));
    });
}
