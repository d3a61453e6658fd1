//! An index that followed others through many changes answers like one made anew, and like asking each zone.

use std::collections::HashMap;
use std::sync::Arc;

use geo::{Coord, Intersects, MultiPolygon, Point, Rect};
use proptest::prelude::*;

use super::{Relation, ZoneIndex};
use crate::alerts::footprint::Footprint;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::ZoneId;
use crate::zones::{Zone, ZoneStatus};

fn zone(number: u32, revision: i64, (x, y, width, height): (i32, i32, i32, i32)) -> Arc<Zone> {
    let corner = |x: i32, y: i32| Coord { x: f64::from(x) / 10.0, y: f64::from(y) / 10.0 };
    let area = Rect::new(corner(x, y), corner(x + width, y + height)).to_polygon();
    Arc::new(Zone {
        id: ZoneId::new("2026-11-24T00:00:00Z".parse().unwrap()),
        code: format!("Z{number:04}"),
        hazard: Hazard::Landslide,
        status: ZoneStatus::InForce,
        revision,
        name: String::new(),
        village: None,
        commune_code: format!("{:05}", number % 7),
        evacuate_from_level: RiskLevel::new(2).unwrap(),
        geometry: MultiPolygon::new(vec![area]),
        area_m2: 1.0,
        destinations: Vec::new(),
        route: None,
        in_charge: None,
        demonstration: false,
    })
}

fn footprint(polygons: MultiPolygon<f64>, commune_codes: Vec<String>) -> Footprint {
    Footprint {
        polygons,
        circles: MultiPolygon::new(Vec::new()),
        markers: Vec::new(),
        commune_codes,
        district_codes: Vec::new(),
        province_codes: Vec::new(),
        unknown_geocodes: Vec::new(),
    }
}

#[derive(Debug, Clone)]
enum Change {
    Put(u32, (i32, i32, i32, i32)),
    Take(u32),
    Many(u32),
}

fn change() -> impl Strategy<Value = Change> {
    let place = (-50..50, -50..50, 1..30, 1..30);
    prop_oneof![
        6 => (0..40_u32, place).prop_map(|(number, place)| Change::Put(number, place)),
        2 => (0..40_u32).prop_map(Change::Take),
        1 => (500..700_u32).prop_map(Change::Many),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_index_that_followed_others_answers_like_one_made_anew(
        steps in prop::collection::vec(prop::collection::vec(change(), 1..5), 1..8),
        asked in (-50..50, -50..50, 1..40, 1..40),
    ) {
        let mut held: HashMap<u32, Arc<Zone>> = HashMap::new();
        let mut index = ZoneIndex::default();
        for (revision, changes) in (1..).zip(steps) {
            for change in changes {
                match change {
                    Change::Put(number, place) => drop(held.insert(number, zone(number, revision, place))),
                    Change::Take(number) => drop(held.remove(&number)),
                    Change::Many(count) => {
                        let there = |number: u32| i32::try_from(number % 90).unwrap() - 45;
                        let many = (100..100 + count).map(|number| (number, zone(number, revision, (there(number), there(number * 7), 2, 2))));
                        held.extend(many);
                    }
                }
            }
            let zones: Vec<_> = held.values().cloned().collect();
            index = index.followed_by(zones.clone(), HashMap::new());
            let anew = ZoneIndex::new(zones, HashMap::new());
            let codes = |found: Vec<Arc<Zone>>| found.iter().map(|zone| (zone.code.clone(), zone.revision)).collect::<Vec<_>>();
            for step in -20..20 {
                let (x, y) = (f64::from(step) / 4.0, f64::from(step * 3 % 20) / 4.0);
                let mut slow: Vec<_> = held.values().filter(|zone| zone.geometry.intersects(&Point::new(x, y))).cloned().collect();
                slow.sort_by(|a, b| a.code.cmp(&b.code));
                prop_assert_eq!(codes(index.at(x, y)), codes(slow));
                prop_assert_eq!(index.slots_at(x, y), anew.slots_at(x, y));
            }
            let asked = &zone(0, 0, asked).geometry;
            let touched = index.touched_by(&footprint(asked.clone(), vec!["00003".into()]));
            let mut slow: Vec<_> = held
                .values()
                .filter_map(|zone| {
                    let relation = if zone.geometry.intersects(asked) {
                        Relation::Polygon
                    } else if zone.commune_code == "00003" {
                        Relation::Geocode
                    } else {
                        return None;
                    };
                    Some((zone.code.clone(), relation))
                })
                .collect();
            slow.sort();
            prop_assert_eq!(touched.iter().map(|touch| (touch.zone.code.clone(), touch.relation)).collect::<Vec<_>>(), slow);
            prop_assert_eq!(index.of_commune("00003").count(), held.values().filter(|zone| zone.commune_code == "00003").count());
        }
    }
}
