//! The registers of resources.

use chrono::NaiveDate;
use proptest::prelude::*;
use ungpho::kernel::ids::{LoanId, MovementId, ResourceId};
use ungpho::resources::{
    Details, Entry, Loan, LoanState, Movement, MovementKind, Quantity, Register, Resource, change_of,
};
use ungpho::store::resource_revisions::Change;
use ungpho::store::resources::Filter;
use ungpho::store::{Store, StoreError, resource_loans, resource_revisions, resources, stock_movements};

use crate::samples::{at, read, write};
use crate::support::on_each_database;

fn change(reason: &str) -> Change {
    Change { at: at(0), by: "A".into(), reason: reason.into() }
}

fn resource(register: Register, unit: &str, code: &str, name: &str) -> Resource {
    Resource {
        id: ResourceId::new(at(0)),
        unit_code: unit.into(),
        code: code.into(),
        revision: 1,
        retired_on: None,
        demonstration: false,
        stock: Quantity::NONE,
        entry: Entry { name: name.into(), phone: "0900".into(), ..Entry::blank(register) },
    }
}

#[test]
fn a_line_of_every_register_comes_back_as_it_was_with_its_past() {
    on_each_database(|store| {
        for (at, register) in Register::ALL.into_iter().enumerate() {
            let first = resource(register, "23365", &format!("A-{at}"), "Một");
            write(store, |conn| resources::add(conn, &first, &change("thêm")));
            assert_eq!(read(store, |conn| resources::get(conn, first.id)), first);
            let mut second = Resource { revision: 2, ..first.clone() };
            second.entry.name = "Hai".into();
            second.retired_on = NaiveDate::from_ymd_opt(2026, 5, 1);
            write(store, |conn| resources::change(conn, &second, &change("sửa")));
            assert_eq!(read(store, |conn| resources::get(conn, first.id)), second);
            let stale = store.write(|conn| resources::change(conn, &second, &change("")));
            assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
            let past = read(store, |conn| resource_revisions::of(conn, &first.id.to_string()));
            let reasons: Vec<_> = past.iter().map(|past| past.change.reason.as_str()).collect();
            assert_eq!(reasons, ["sửa", "thêm"]);
        }
    });
}

#[test]
fn lines_are_found_by_register_unit_kind_and_words() {
    on_each_database(|store| {
        let lines = [
            resource(Register::Vehicle, "23365", "PT-1", "Xe tải Đinh"),
            resource(Register::Vehicle, "23446", "PT-1", "Xuồng"),
            resource(Register::Team, "23365", "LL-1", "Dân quân"),
        ];
        write(store, |conn| lines.iter().try_for_each(|line| resources::add(conn, line, &change(""))));
        let found = |filter: Filter| {
            let found = read(store, |conn| resources::list(conn, &filter, None, 10));
            found.into_iter().map(|line| line.entry.name).collect::<Vec<_>>()
        };
        assert_eq!(found(Filter::default()), ["Dân quân", "Xe tải Đinh", "Xuồng"]);
        assert_eq!(found(Filter { register: Some(Register::Vehicle), ..Filter::default() }), ["Xe tải Đinh", "Xuồng"]);
        assert_eq!(found(Filter { units: Some(vec!["23446".into()]), ..Filter::default() }), ["Xuồng"]);
        assert_eq!(found(Filter { words: Some("dinh tai".into()), ..Filter::default() }), ["Xe tải Đinh"]);
        assert_eq!(found(Filter { words: Some("0900".into()), ..Filter::default() }), [""; 0], "not by telephone");
        assert_eq!(found(Filter { retired: true, ..Filter::default() }), [""; 0]);
        let after = read(store, |conn| resources::list(conn, &Filter::default(), Some(("23365", "LL-1")), 1));
        assert_eq!(after[0].entry.name, "Xe tải Đinh");
    });
}

fn moved(store: &Store, supply: ResourceId, kind: MovementKind, quantity: Quantity) -> Result<Movement, Quantity> {
    let stock = read(store, |conn| resources::get(conn, supply)).stock;
    let delta = change_of(kind, quantity, stock).map_err(|refused| refused.stock)?;
    let movement = Movement {
        id: MovementId::new(at(0)),
        resource: supply,
        position: read(store, |conn| stock_movements::count(conn, supply)) + 1,
        kind,
        quantity,
        delta,
        happened_on: NaiveDate::from_ymd_opt(2026, 5, 1).unwrap(),
        noted_at: at(1),
        noted_by: "A".into(),
        reason: "phiếu".into(),
    };
    write(store, |conn| stock_movements::add(conn, &movement, stock));
    Ok(movement)
}

#[test]
fn the_stock_is_the_plain_sum_of_its_movements() {
    let told = proptest::collection::vec((0_usize..4, 0_i64..2_000_000), 1..8);
    on_each_database(|store| {
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
            failure_persistence: None,
            cases: 12,
            ..ProptestConfig::default()
        });
        runner
            .run(&told, |told| {
                let supply = resource(Register::Supply, "23365", &ResourceId::new(at(0)).to_string(), "Gạo");
                write(store, |conn| resources::add(conn, &supply, &change("")));
                let mut plain = 0_i64;
                let mut noted = Vec::new();
                for (kind, thousandths) in told {
                    let kind = MovementKind::ALL[kind];
                    match moved(store, supply.id, kind, Quantity::of_thousandths(thousandths)) {
                        Ok(movement) => {
                            noted.insert(0, movement);
                            plain = match kind {
                                MovementKind::Received => plain + thousandths,
                                MovementKind::Issued | MovementKind::Spoiled => plain - thousandths,
                                MovementKind::Counted => thousandths,
                            };
                        }
                        Err(stock) => prop_assert_eq!(stock.thousandths(), plain),
                    }
                }
                let held = read(store, |conn| resources::get(conn, supply.id)).stock;
                prop_assert_eq!(held.thousandths(), plain);
                let all = read(store, |conn| stock_movements::of(conn, supply.id, i64::MAX, 100));
                prop_assert_eq!(&all, &noted);
                prop_assert_eq!(all.iter().map(|movement| movement.delta).sum::<Quantity>(), held);
                Ok(())
            })
            .unwrap();
    });
}

#[test]
fn a_movement_on_an_old_stock_is_stale_and_none_is_ever_changed() {
    on_each_database(|store| {
        let supply = resource(Register::Supply, "23365", "VT-1", "Gạo");
        write(store, |conn| resources::add(conn, &supply, &change("")));
        let first = moved(store, supply.id, MovementKind::Received, Quantity::whole(5)).unwrap();
        let late = Movement { id: MovementId::new(at(0)), position: 2, ..first };
        let stale = store.write(|conn| stock_movements::add(conn, &late, Quantity::NONE));
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
        let edit = Resource { revision: 2, ..supply.clone() };
        let stale = store.write(|conn| resources::change(conn, &edit, &change("")));
        assert!(matches!(stale, Err(StoreError::Stale)), "an edit does not write over a movement: {stale:?}");
        for statement in ["UPDATE stock_movements SET delta = 0", "DELETE FROM stock_movements"] {
            use diesel::connection::SimpleConnection as _;
            let refused = store.write(|conn| Ok::<_, StoreError>(conn.batch_execute(statement)?));
            assert!(refused.is_err(), "{statement}");
        }
    });
}

#[test]
fn a_loan_comes_back_as_it_was_and_is_found_by_both_sides() {
    on_each_database(|store| {
        let boat = resource(Register::Vehicle, "23365", "PT-1", "Xuồng");
        assert!(matches!(boat.entry.details, Details::Vehicle(_)));
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        let asked = Loan {
            id: LoanId::new(at(0)),
            resource: boat.id,
            owner_code: "23365".into(),
            to_unit: "23446".into(),
            quantity: Quantity::whole(2),
            first_day: day(1),
            last_day: day(5),
            purpose: "đón dân".into(),
            state: LoanState::Asked,
            asked_by: "B".into(),
            asked_at: at(0),
            answered_by: None,
            answered_at: None,
            answer_reason: String::new(),
            revision: 1,
        };
        write(store, |conn| {
            resources::add(conn, &boat, &change(""))?;
            resource_loans::add(conn, &asked)
        });
        let answered = Loan {
            state: LoanState::Consented,
            answered_by: Some("A".into()),
            answered_at: Some(at(5)),
            revision: 2,
            ..asked
        };
        write(store, |conn| resource_loans::change(conn, &answered));
        assert_eq!(read(store, |conn| resource_loans::get(conn, answered.id)), answered);
        for unit in ["23365", "23446"] {
            let units = [unit.to_owned()];
            let found = read(store, |conn| resource_loans::list(conn, Some(&units), None, 5));
            assert_eq!(found, std::slice::from_ref(&answered));
        }
        let none = ["1".to_owned()];
        assert!(read(store, |conn| resource_loans::list(conn, Some(&none), None, 5)).is_empty());
        let stale = store.write(|conn| resource_loans::change(conn, &answered));
        assert!(matches!(stale, Err(StoreError::Stale)), "{stale:?}");
    });
}
