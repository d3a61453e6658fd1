//! Roads that were loaded.

use ungpho::hazards::RiskLevel;
use ungpho::store::roads::{self, Road, RoadSet};

use crate::samples::{at, read, write};
use crate::support::on_each_database;

fn set(unit: &str, lines: i64) -> RoadSet {
    RoadSet {
        unit_code: unit.into(),
        file_name: "duong.geojson".into(),
        lines,
        crossings: 1,
        length_m: 1_234,
        loaded_at: at(0),
        loaded_by: "A".into(),
    }
}

fn road(name: &str, closes_at: Option<u8>) -> Road {
    Road {
        name: name.into(),
        closes_at: closes_at.map(|digit| RiskLevel::new(digit).unwrap()),
        ford: closes_at.is_some(),
        line: vec![[107.936_000_1, 15.109], [107.94, 15.11]],
    }
}

#[test]
fn a_set_takes_the_place_of_that_of_its_unit_and_one_for_the_whole_of_all() {
    on_each_database(|store| {
        let many: Vec<Road> = (0..200).map(|n| road(&format!("đường {n}"), (n % 3 == 0).then_some(2))).collect();
        write(store, |conn| roads::replace(conn, &set("23365", 200), &many));
        assert_eq!(read(store, roads::all), many);
        write(store, |conn| roads::replace(conn, &set("23446", 1), &[road("Măng Ri", None)]));
        write(store, |conn| roads::replace(conn, &set("23365", 1), &[road("Ngọc Linh", Some(3))]));
        assert_eq!(read(store, roads::all), [road("Ngọc Linh", Some(3)), road("Măng Ri", None)]);
        assert_eq!(read(store, roads::sets), [set("23365", 1), set("23446", 1)]);
        write(store, |conn| roads::replace(conn, &set("", 1), &[road("Cả tỉnh", None)]));
        assert_eq!(read(store, roads::all), [road("Cả tỉnh", None)]);
        assert_eq!(read(store, roads::sets), [set("", 1)]);
    });
}
