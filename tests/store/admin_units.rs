//! Administrative units.

use std::collections::HashMap;

use ungpho::places::{AdminUnit, BoundaryKind, UnitKind};
use ungpho::store::admin_units;

use crate::samples::{VIETNAMESE, day, read, unit, write};
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

#[test]
fn a_commune_knows_its_province() {
    on_each_database(|store| {
        write(store, |conn| {
            admin_units::put(conn, &unit("23500", "2025-07-01", "Xã A"))?;
            admin_units::put(conn, &AdminUnit { parent_code: None, ..unit("51", "1975-01-01", "Tỉnh") })
        });
        assert_eq!(read(store, admin_units::provinces), HashMap::from([("23500".into(), "51".into())]));
    });
}
