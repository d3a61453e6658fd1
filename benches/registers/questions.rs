//! A what-if for a province with a full register of households.

use std::time::Instant;

use geo::{MultiPolygon, polygon};
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::services::App;
use ungpho::services::what_if::{Question, what_if};

use super::country::PROVINCE;
use super::{memory, middle_and_worst};

const ROUNDS: usize = 9;

/// Asks about one hazard, about another that moves fewer, about a drawn area, and about a commune.
pub fn ask(app: &App) {
    let level = RiskLevel::new(5).unwrap();
    let of =
        |unit: &str| Question { hazard: Hazard::Flood, level, zones: None, area: None, unit: Some(unit.to_owned()) };
    let square = |south: f64, height: f64| -> MultiPolygon<f64> {
        let (west, east, north) = (102.4, 108.6, south + height);
        polygon![(x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north)].into()
    };
    let all = || Some((0..2_940).map(|at| format!("V-{:06}", at % 98 + at / 98 * 3_321)).collect());
    let asked: [(&str, Question); 5] = [
        ("the province against floods", of(PROVINCE)),
        ("every zone of the province, named", Question { zones: all(), ..of(PROVINCE) }),
        ("an area drawn around the province", Question { area: Some(square(8.9, 0.5)), ..of(PROVINCE) }),
        ("an area drawn through it", Question { area: Some(square(9.1, 0.05)), ..of(PROVINCE) }),
        ("one commune", of("10003")),
    ];
    for (name, question) in asked {
        let begun = Instant::now();
        let answer = what_if(app, &question).unwrap();
        let first = begun.elapsed().as_secs_f64() * 1e3;
        let times = (0..ROUNDS).map(|_| {
            let begun = Instant::now();
            what_if(app, &question).unwrap();
            begun.elapsed().as_secs_f64() * 1e3
        });
        let (middle, worst) = middle_and_worst(times.collect());
        let register = &answer.total.register;
        println!(
            "what-if, {name}: first {first:.0} ms, then {middle:.1} ms, at most {worst:.1} ms; {} zones, {} households, \
             {} people, {} shelters; {} MB",
            answer.zones.len(),
            register.households,
            register.people,
            answer.shelters.len(),
            memory()
        );
    }
}
