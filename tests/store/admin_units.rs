//! Administrative units.

use std::collections::HashMap;

use ungpho::places::{AdminUnit, BoundaryKind, Share, Succession, UnitKey, UnitKind};
use ungpho::store::admin_units::UnitFilter;
use ungpho::store::{admin_units, unit_successions};

use crate::samples::{VIETNAMESE, assert_points_nowhere, day, read, refused, unit, write};
use crate::support::on_each_database;

fn names_found(store: &ungpho::store::Store, search: &str) -> Vec<String> {
    read(store, |conn| admin_units::on(conn, day("2025-07-01"), Some(search)))
        .into_iter()
        .map(|unit| unit.name)
        .collect()
}

#[test]
fn a_unit_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = AdminUnit { valid_to: Some(day("2025-12-31")), ..unit("00001", "2025-07-01", VIETNAMESE) };
        let bare = AdminUnit {
            kind: UnitKind::Province,
            parent_code: None,
            former_district: None,
            boundary: None,
            boundary_kind: BoundaryKind::None,
            ..unit("51", "1975-01-01", "Tỉnh Quảng Ngãi")
        };
        write(store, |conn| {
            admin_units::put(conn, &full)?;
            admin_units::put(conn, &bare)
        });
        assert_eq!(read(store, |conn| admin_units::on(conn, day("2025-07-01"), None)), [full, bare]);
    });
}

#[test]
fn putting_a_unit_again_replaces_all_of_it() {
    on_each_database(|store| {
        write(store, |conn| admin_units::put(conn, &unit("1", "2025-07-01", "Xã Cũ")));
        let bare = AdminUnit {
            parent_code: None,
            former_district: None,
            boundary: None,
            boundary_kind: BoundaryKind::None,
            ..unit("1", "2025-07-01", "Xã Mới")
        };
        write(store, |conn| admin_units::put(conn, &bare));
        assert_eq!(read(store, |conn| admin_units::on(conn, day("2026-01-01"), None)), [bare]);
        assert_eq!(names_found(store, "cu"), [""; 0]);
    });
}

#[test]
fn a_code_names_another_area_before_and_after_a_reform() {
    on_each_database(|store| {
        let before = AdminUnit { valid_to: Some(day("2025-06-30")), ..unit("23500", "2004-01-01", "Xã Trước") };
        let after = unit("23500", "2025-07-01", "Xã Sau");
        write(store, |conn| {
            admin_units::put(conn, &before)?;
            admin_units::put(conn, &after)
        });
        let on = |date| read(store, |conn| admin_units::on(conn, day(date), None));
        assert_eq!(on("2003-12-31"), []);
        assert_eq!(on("2004-01-01"), std::slice::from_ref(&before));
        assert_eq!(on("2025-06-30"), [before]);
        assert_eq!(on("2025-07-01"), [after]);
        let names = |date| read(store, |conn| admin_units::names(conn, day(date)));
        assert_eq!(names("2025-06-30"), HashMap::from([("23500".into(), "Xã Trước".into())]));
        assert_eq!(names("2025-07-01"), HashMap::from([("23500".into(), "Xã Sau".into())]));
    });
}

#[test]
fn search_folds_ba_to_and_ba_to_into_one_and_identity_does_not() {
    on_each_database(|store| {
        write(store, |conn| {
            admin_units::put(conn, &unit("21484", "2025-07-01", "Xã Ba Tơ"))?;
            admin_units::put(conn, &unit("21500", "2025-07-01", "Xã Ba Tô"))
        });
        for search in ["Ba Tơ", "ba tô", "BA TO", "  ba   to "] {
            assert_eq!(names_found(store, search), ["Xã Ba Tơ", "Xã Ba Tô"], "{search}");
        }
        let names = read(store, |conn| admin_units::names(conn, day("2025-07-01")));
        assert_ne!(names["21484"], names["21500"]);
    });
}

#[test]
fn the_signs_of_like_are_letters_in_a_search() {
    on_each_database(|store| {
        for (code, name) in [("1", "Xã 100%"), ("2", "Xã a_b"), ("3", r"Xã c\d"), ("4", "Xã 1000 aXb cd")] {
            write(store, |conn| admin_units::put(conn, &unit(code, "2025-07-01", name)));
        }
        assert_eq!(names_found(store, "%"), ["Xã 100%"]);
        assert_eq!(names_found(store, "0%"), ["Xã 100%"]);
        assert_eq!(names_found(store, "a_b"), ["Xã a_b"]);
        assert_eq!(names_found(store, "_"), ["Xã a_b"]);
        assert_eq!(names_found(store, r"\"), [r"Xã c\d"]);
        assert_eq!(names_found(store, r"\d"), [r"Xã c\d"]);
        assert_eq!(names_found(store, r"\%"), [""; 0]);
        assert_eq!(names_found(store, "'; DROP TABLE admin_units; --"), [""; 0]);
        assert_eq!(names_found(store, "").len(), 4);
    });
}

/// A commune that ended with the reform, its district and province, and what there is today.
fn reform() -> Vec<AdminUnit> {
    let under = |parent: Option<&str>, kind, unit| AdminUnit { parent_code: parent.map(str::to_owned), kind, ..unit };
    let ended = |unit| AdminUnit { valid_to: Some(day("2025-06-30")), ..unit };
    vec![
        under(None, UnitKind::Province, unit("51", "2025-07-01", "Tỉnh Quảng Ngãi")),
        under(None, UnitKind::Province, ended(unit("62", "1900-01-01", "Tỉnh Kon Tum"))),
        under(Some("62"), UnitKind::District, ended(unit("613", "1900-01-01", "Huyện Kon Plông"))),
        under(Some("613"), UnitKind::Commune, ended(unit("23455", "1900-01-01", "Xã Đăk Ring"))),
        under(Some("613"), UnitKind::Commune, ended(unit("23458", "1900-01-01", "Xã Măng Bút"))),
        unit("23455", "2025-07-01", "Xã Măng Bút"),
    ]
}

fn succession(old: &str, new: &str) -> Succession {
    Succession {
        old: UnitKey { code: old.into(), valid_from: day("1900-01-01") },
        new: UnitKey { code: new.into(), valid_from: day("2025-07-01") },
        share: Share::Whole,
        decided_by: Some("1677/NQ-UBTVQH15".into()),
        source: VIETNAMESE.into(),
    }
}

#[test]
fn a_succession_comes_back_as_it_was_and_is_replaced_by_one_between_the_same_forms() {
    on_each_database(|store| {
        write(store, |conn| reform().iter().try_for_each(|unit| admin_units::put(conn, unit)));
        let first = succession("23455", "23455");
        let second = succession("23458", "23455");
        write(store, |conn| unit_successions::put(conn, &second));
        write(store, |conn| unit_successions::put(conn, &first));
        assert_eq!(read(store, unit_successions::all), [first.clone(), second.clone()]);
        let other = Succession { share: Share::Part, decided_by: None, ..second };
        write(store, |conn| unit_successions::put(conn, &other));
        assert_eq!(read(store, unit_successions::all), [first, other]);
    });
}

#[test]
fn a_succession_needs_both_its_forms() {
    on_each_database(|store| {
        write(store, |conn| reform().iter().try_for_each(|unit| admin_units::put(conn, unit)));
        for (old, new) in [("99999", "23455"), ("23458", "23458")] {
            assert_points_nowhere(&refused(store, |conn| unit_successions::put(conn, &succession(old, new))));
        }
    });
}

#[test]
fn a_unit_stands_below_what_has_its_area_on_the_day() {
    on_each_database(|store| {
        write(store, |conn| {
            reform().iter().try_for_each(|unit| admin_units::put(conn, unit))?;
            unit_successions::put(conn, &succession("23455", "23455"))?;
            unit_successions::put(conn, &succession("23458", "23455"))
        });
        let within = |code: &str, date: &str, unit: &str| {
            read(store, |conn| admin_units::path(conn, code, day(date))).is_within(unit)
        };
        assert!(within("23455", "2024-09-01", "613") && within("23455", "2024-09-01", "62"));
        assert!(!within("23455", "2024-09-01", "51"));
        assert!(within("23455", "2026-11-24", "51") && !within("23455", "2026-11-24", "62"));
        assert!(within("23458", "2026-11-24", "51"), "a plan of the old commune is the new province's");
        assert!(within("23458", "2026-11-24", "23455"), "and the new commune's");
        assert!(within("613", "2026-11-24", "51") && within("62", "2026-11-24", "51"));
        assert!(within("99999", "2026-11-24", "99999") && !within("99999", "2026-11-24", "51"));
    });
}

#[test]
fn a_list_is_cut_by_kind_parent_and_the_last_code_seen() {
    on_each_database(|store| {
        write(store, |conn| reform().iter().try_for_each(|unit| admin_units::put(conn, unit)));
        let codes = |date, filter: UnitFilter| -> Vec<String> {
            read(store, |conn| admin_units::list(conn, day(date), &filter)).into_iter().map(|unit| unit.code).collect()
        };
        let all = UnitFilter::default;
        assert_eq!(codes("2025-06-30", all()), ["23455", "23458", "613", "62"]);
        assert_eq!(codes("2025-07-01", all()), ["23455", "51"]);
        let before = |filter| codes("2025-06-30", filter);
        assert_eq!(before(UnitFilter { kind: Some(UnitKind::District), ..all() }), ["613"]);
        assert_eq!(before(UnitFilter { parent: Some("613".into()), ..all() }), ["23455", "23458"]);
        assert_eq!(before(UnitFilter { after: Some("23458".into()), ..all() }), ["613", "62"]);
        assert_eq!(before(UnitFilter { limit: Some(1), ..all() }), ["23455"]);
        let history = read(store, |conn| admin_units::history(conn, "23455"));
        assert_eq!(history.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["Xã Đăk Ring", "Xã Măng Bút"]);
    });
}
