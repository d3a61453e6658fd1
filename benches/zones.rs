//! How much processor time a look-up and an alert take, in process, beside the plain ways with the same crates.
//!
//! The data set is a folder that `gen.py` of the comparison kit wrote (`zones.ndjson`, `points.csv`, `alerts.ndjson`),
//! named by `UNGPHO_BENCH_DATA`; without one a small set is made here. All ways must find the same zones, or it stops.
//! Run: `UNGPHO_BENCH_DATA=… cargo bench --bench zones --no-default-features`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a measurement may fail loudly

use std::fs::read_to_string;
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{BoundingRect, Coord, LineString, MultiPolygon, Polygon, PreparedGeometry, Relate};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};
use serde_json::Value;
use ungpho::geometry::area_set::AreaSet;

type Boxes = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;

struct Data {
    zones: Vec<MultiPolygon<f64>>,
    points: Vec<Coord>,
    alerts: Vec<MultiPolygon<f64>>,
}

fn main() {
    let data = match std::env::var_os("UNGPHO_BENCH_DATA").filter(|folder| !folder.is_empty()) {
        Some(folder) => read(Path::new(&folder)),
        None => made(),
    };
    println!("{} zones, {} points, {} alerts with polygons", data.zones.len(), data.points.len(), data.alerts.len());
    let boxes = RTree::bulk_load(data.zones.iter().enumerate().map(|(at, zone)| boxed(at, zone)).collect());
    let begun = std::time::Instant::now();
    let set = AreaSet::new(data.zones.clone());
    println!("prepared in {:.2} s on all cores", begun.elapsed().as_secs_f64());
    look_up(&data, &set, &boxes);
    alerts(&data, &set, &boxes);
}

/// Rounds by turns; the median of each way is compared.
const ROUNDS: usize = 7;

fn look_up(data: &Data, set: &AreaSet<MultiPolygon<f64>>, boxes: &Boxes) {
    for point in &data.points {
        let mut ours = Vec::new();
        set.each_at(point.x, point.y, |at| ours.push(at));
        let mut plain = plain_at(data, boxes, *point);
        plain.sort_unstable();
        assert_eq!(ours, plain, "at {point:?}");
    }
    let [mut ours, mut plain, mut only_boxes] = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        let mut found = 0_usize;
        ours.push(timed(|| data.points.iter().for_each(|point| set.each_at(point.x, point.y, |_| found += 1))));
        plain.push(timed(|| {
            found += data.points.iter().map(|point| plain_at(data, boxes, *point).len()).sum::<usize>();
        }));
        only_boxes.push(timed(|| {
            found +=
                data.points.iter().map(|point| boxes.locate_all_at_point(&[point.x, point.y]).count()).sum::<usize>();
        }));
        std::hint::black_box(found);
    }
    let each = |times: &mut Vec<Duration>| median(times).as_secs_f64() * 1e9 / data.points.len() as f64;
    let (ours, plain, only_boxes) = (each(&mut ours), each(&mut plain), each(&mut only_boxes));
    println!(
        "look-up, ns of processor time: ours {ours:.0}, rstar + geo {plain:.0}, rstar boxes alone {only_boxes:.0}"
    );
    println!("RATIO look-up ours / rstar + geo = {:.3}", ours / plain);
}

fn alerts(data: &Data, set: &AreaSet<MultiPolygon<f64>>, boxes: &Boxes) {
    let (mut ours, mut prepared, mut slowest) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for alert in &data.alerts {
        let mut found = Vec::new();
        let mut times: Vec<_> = (0..3).map(|_| timed(|| found = set.meeting(alert))).collect();
        let time = median(&mut times);
        ours += time;
        slowest = slowest.max(time);
        let mut peer = Vec::new();
        prepared += timed(|| peer = prepared_meeting(data, boxes, alert));
        let mut found: Vec<usize> = found.into_iter().map(|(at, _)| at).collect();
        found.sort_unstable();
        found.dedup();
        peer.sort_unstable();
        peer.dedup();
        assert_eq!(found, peer);
    }
    let each = |time: Duration| time.as_secs_f64() * 1e3 / data.alerts.len().max(1) as f64;
    println!(
        "alert to zones, ms of processor time: ours {:.2} (slowest {:.1}), geo prepared {:.1}",
        each(ours),
        slowest.as_secs_f64() * 1e3,
        each(prepared)
    );
    println!("RATIO alert geo prepared / ours = {:.1}", prepared.as_secs_f64() / ours.as_secs_f64());
}

fn plain_at(data: &Data, boxes: &Boxes, point: Coord) -> Vec<usize> {
    let inside = |at: &usize| data.zones[*at].coordinate_position(&point) != CoordPos::Outside;
    boxes.locate_all_at_point(&[point.x, point.y]).map(|found| found.data).filter(inside).collect()
}

fn prepared_meeting(data: &Data, boxes: &Boxes, alert: &MultiPolygon<f64>) -> Vec<usize> {
    let mut found = Vec::new();
    for polygon in alert {
        let bounds = polygon.bounding_rect().unwrap();
        let prepared = PreparedGeometry::from(polygon);
        let envelope = AABB::from_corners(bounds.min().into(), bounds.max().into());
        let candidates = boxes.locate_in_envelope_intersecting(&envelope).map(|found| found.data);
        found.extend(candidates.filter(|at| prepared.relate(&data.zones[*at]).is_intersects()));
    }
    found
}

fn timed(mut work: impl FnMut()) -> Duration {
    let begun = ThreadTime::now();
    work();
    begun.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn boxed(at: usize, zone: &MultiPolygon<f64>) -> GeomWithData<Rectangle<[f64; 2]>, usize> {
    let bounds = zone.bounding_rect().unwrap();
    GeomWithData::new(Rectangle::from_corners(bounds.min().into(), bounds.max().into()), at)
}

fn read(folder: &Path) -> Data {
    let lines = |name: &str| read_to_string(folder.join(name)).unwrap();
    let json = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    let zones = lines("zones.ndjson").lines().map(|line| polygons(&json(line)["geometry"]["coordinates"])).collect();
    let number = |text: &str| text.parse::<f64>().unwrap();
    let points = lines("points.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            Coord { x: number(cells[1]), y: number(cells[2]) }
        })
        .collect();
    let rings = |alert: Value| {
        alert["polygons"].as_array().unwrap().iter().map(|ring| Polygon::new(line(ring), vec![])).collect()
    };
    let alerts = lines("alerts.ndjson")
        .lines()
        .map(|line| MultiPolygon::new(rings(json(line))))
        .filter(|alert| !alert.0.is_empty())
        .collect();
    Data { zones, points, alerts }
}

fn polygons(coordinates: &Value) -> MultiPolygon<f64> {
    let polygon = |rings: &Value| {
        let mut rings = rings.as_array().unwrap().iter().map(line);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    coordinates.as_array().unwrap().iter().map(polygon).collect()
}

fn line(ring: &Value) -> LineString<f64> {
    let corner = |pair: &Value| Coord { x: pair[0].as_f64().unwrap(), y: pair[1].as_f64().unwrap() };
    ring.as_array().unwrap().iter().map(corner).collect()
}

/// A few thousand stars, points among them and round alerts, from a fixed sequence of numbers.
fn made() -> Data {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut star = |corners: usize, spread: f64, size: f64| {
        let centre = Coord { x: 104.0 + next() * spread, y: 10.0 + next() * spread };
        let ring = (0..corners).map(|corner| {
            let (angle, radius) = (std::f64::consts::TAU * corner as f64 / corners as f64, size * (0.5 + next() / 2.0));
            Coord { x: centre.x + radius * angle.cos(), y: centre.y + radius * angle.sin() }
        });
        MultiPolygon::new(vec![Polygon::new(ring.collect(), vec![])])
    };
    let zones = (0..5000).map(|_| star(60, 5.0, 0.06)).collect();
    let alerts = (0..20).map(|_| star(600, 5.0, 1.0)).collect();
    let points = (0..10_000).map(|_| star(3, 5.0, 0.01).0[0].exterior().0[0]).collect();
    Data { zones, points, alerts }
}
