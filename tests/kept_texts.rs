//! Zones kept as text: what is kept always says what the zones say now, whatever has changed and whoever reads, and
//! where nothing can be kept everything is answered all the same.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::library::Poller;
use app::server::{TestServer, run};
use app::wait_for;
use proptest::prelude::*;
use serde_json::{Value, json};
use ungpho::config::Maps;
use ungpho::http::keep_zone_texts;
use ungpho::places::REFORM;
use ungpho::services::App;
use ungpho::services::app::Rules;
use ungpho::services::import_admin_units::{ListMeaning, import_admin_units};
use ungpho::services::import_zones::{Importer, ZoneOrder, import_zones};
use ungpho::services::map_layers::Layers;
use ungpho::services::place_file::read_places;
use ungpho::services::read_unit_lists::read_unit_file;
use ungpho::services::record::Actor;

/// A zone of a file: its code, its name, and where it lies in hundredths of a degree.
type Row = (u32, String, i32);

/// So many steps lead along each side of a zone.
const STEPS: i32 = 3;

fn lines(rows: &[Row], steps: i32) -> String {
    let feature = |(code, name, place): &Row| {
        let (west, south) = (105.0 + f64::from(*place) / 100.0, 15.0 + f64::from(*place % 7) / 100.0);
        let (east, north) = (west + 0.005, south + 0.004);
        let on = |step: i32, from: f64, to: f64| from + (to - from) * f64::from(step) / f64::from(steps);
        let mut ring: Vec<[f64; 2]> = (0..steps).map(|step| [on(step, west, east), south]).collect();
        ring.extend((0..steps).map(|step| [east, on(step, south, north)]));
        ring.extend([[east, north], [west, north], [west, south]]);
        json!({
            "type": "Feature",
            "properties": {"id": code, "hazard": "flood", "commune": "20501", "risk_level": 2, "name": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        })
    };
    rows.iter().map(|row| feature(row).to_string()).collect::<Vec<_>>().join("\n")
}

fn import(app: &App, rows: &[Row], steps: i32) {
    let file = read_places("zones.ndjson", lines(rows, steps).as_bytes()).unwrap();
    let order = ZoneOrder { in_force: true, ..ZoneOrder::default() };
    let draft = import_zones(app, Importer::CommandLine, &file, &order).unwrap();
    assert!(draft.questions.is_empty(), "{:?}", draft.questions);
    app.nudge_streams();
}

fn call_commune(app: &App, name: &str) {
    let list = format!("code,name,kind,parent_code,lon,lat\n20501,{name},commune,51,105.5,15.1\n");
    let read = read_unit_file(list.as_bytes(), "units.csv", REFORM, None).unwrap();
    let meaning = ListMeaning { day: REFORM, whole: false };
    let report = import_admin_units(app, &Actor::command_line(), &read, meaning).unwrap();
    assert!(report.refused.is_empty(), "{:?}", report.refused);
    app.nudge_streams();
}

fn program(folder: &Path, maps: Maps) -> App {
    Poller::new(folder).app.with_rules(Rules { maps, ..Rules::default() })
}

fn maps(folder: &Path) -> Maps {
    Maps { kept_folder: Some(folder.to_owned()), ..Maps::default() }
}

/// Holds the kept texts of `layers` against its zones; how many there are.
fn check(layers: &Layers) -> usize {
    let slots: Vec<usize> = (0..layers.zones().len()).rev().collect();
    let joined = layers.texts().unwrap().join(b"[", &slots, b"]").unwrap();
    let read: Vec<Value> = serde_json::from_slice(joined.as_ref()).unwrap();
    assert_eq!(read.len(), slots.len());
    for (text, slot) in read.iter().zip(&slots) {
        let (zone, said) = (&layers.zones()[*slot], &text["properties"]);
        assert_eq!(text["id"], json!(zone.id), "of another zone");
        assert_eq!(
            (&said["revision"], &said["name"]),
            (&json!(zone.revision), &json!(zone.name)),
            "of another revision"
        );
        assert_eq!(said["commune_name"], json!(layers.picture.unit_name(&zone.commune_code)), "of another register");
        let corner = zone.geometry.0[0].exterior().0[0];
        let at = &text["geometry"]["coordinates"][0][0];
        assert!((at[0].as_f64().unwrap() - corner.x).abs() < 1e-7, "lies elsewhere");
    }
    slots.len()
}

#[derive(Debug, Clone)]
enum Change {
    Put(Vec<(u32, i32)>),
    Call(u32),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => prop::collection::vec((0..30_u32, 0..900), 1..30).prop_map(Change::Put),
        1 => (0..3_u32).prop_map(Change::Call),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_every_change_texts_are_those_of_the_zones(changes in prop::collection::vec(change(), 1..12)) {
        let folder = tempfile::tempdir().unwrap();
        let app = program(folder.path(), maps(folder.path()));
        for (nth, change) in changes.iter().enumerate() {
            let before = app.layers.current(&app).unwrap();
            match change {
                Change::Put(places) => {
                    let mut rows: Vec<Row> =
                        places.iter().map(|(code, place)| (*code, format!("Khu {code} lần {nth}"), *place)).collect();
                    rows.sort();
                    rows.dedup_by_key(|row| row.0);
                    import(&app, &rows, STEPS);
                }
                Change::Call(name) => call_commune(&app, &format!("Xã Số {name}")),
            }
            let after = app.layers.current(&app).unwrap();
            prop_assert!(Arc::ptr_eq(&before, &after) || after.texts().is_none(), "what was kept is of another picture");
            keep_zone_texts(&app).unwrap();
            check(&app.layers.current(&app).unwrap());
        }
    }
}

#[test]
fn nobody_reads_an_old_text_while_zones_change() {
    let folder = tempfile::tempdir().unwrap();
    let app = program(folder.path(), maps(folder.path()));
    let rows = |nth: i32| (0..40).map(|code| (code, format!("Khu {code} lần {nth}"), nth + 10)).collect::<Vec<Row>>();
    import(&app, &rows(0), STEPS);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut seen = 0;
                    while !done.load(Ordering::Relaxed) {
                        let layers = app.layers.current(&app).unwrap();
                        if layers.texts().is_some() {
                            seen += check(&layers);
                        }
                    }
                    seen
                })
            })
            .collect();
        for nth in 1..25 {
            keep_zone_texts(&app).unwrap();
            // Some of them only, so that both old and new texts are read.
            import(&app, &rows(nth)[..=(7 * usize::try_from(nth).unwrap()) % 39], STEPS);
        }
        keep_zone_texts(&app).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(50));
        done.store(true, Ordering::Relaxed);
        assert!(readers.into_iter().map(|reader| reader.join().unwrap()).sum::<usize>() > 0);
    });
    assert_eq!(check(&app.layers.current(&app).unwrap()), 40);
}

#[test]
fn where_there_is_no_place_or_no_room_pages_are_written_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<Row> = (0..5).map(|code| (code, format!("Khu {code}"), 10)).collect();
    let nowhere = maps(&folder.path().join("no such folder"));
    let no_room = Maps { kept_megabytes: 0, ..maps(folder.path()) };
    for (name, maps) in [("nowhere", nowhere), ("no room", no_room)] {
        let own = tempfile::tempdir().unwrap();
        let app = program(own.path(), maps);
        import(&app, &rows, STEPS);
        keep_zone_texts(&app).unwrap();
        let layers = app.layers.current(&app).unwrap();
        assert!(
            !layers.texts().unwrap().are_kept() && layers.texts().unwrap().join(b"", &[0], b"").is_none(),
            "{name}"
        );
    }
}

#[test]
fn what_finds_no_room_any_more_is_written_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let app = program(folder.path(), Maps { kept_megabytes: 1, ..maps(folder.path()) });
    // Each text has some thirty kilobytes.
    import(&app, &(0..90).map(|code| (code, format!("Khu {code}"), 10)).collect::<Vec<Row>>(), 700);
    keep_zone_texts(&app).unwrap();
    let layers = app.layers.current(&app).unwrap();
    let kept = (0..90).filter(|slot| layers.texts().unwrap().join(b"", &[*slot], b"").is_some()).count();
    assert!((20..60).contains(&kept), "{kept} of 90");
}

/// The server has a file open that no folder names.
#[cfg(target_os = "linux")]
fn keeps_texts(server: &TestServer) -> bool {
    server.open_files().iter().any(|file| file.ends_with("(deleted)"))
}

#[cfg(target_os = "linux")]
#[test]
fn a_page_of_kept_zones_is_the_page_that_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<Row> = (0..600).map(|code| (code, format!("Khu “{code}” \\ \"{code}\""), 3)).collect();
    std::fs::write(folder.path().join("zones.ndjson"), lines(&rows, STEPS)).unwrap();
    run(folder.path(), &["import", "zones", "zones.ndjson", "--in-force"]);
    let asked = ["?limit=1000", "?limit=7&offset=3", "?bbox=105,15,105.1,15.2&limit=500", "?bbox=1,1,2,2", "?code=17"];
    let pages = |kept_megabytes: u32| -> Vec<Value> {
        let settings = format!("[maps]\nkept_megabytes = {kept_megabytes}\n[polling]\nenabled = false\n");
        let server = TestServer::serve(folder.path(), &settings);
        let get = |query: &&str| {
            let mut page = server.client().get(&format!("/ogc/collections/zones/items{query}")).expect(200);
            page.as_object_mut().unwrap().remove("timeStamp").unwrap();
            page.as_object_mut().unwrap().remove("links").unwrap();
            page
        };
        get(&asked[0]);
        if kept_megabytes > 0 {
            wait_for("texts", || keeps_texts(&server).then_some(()));
            // The file is there a moment before it is used.
            std::thread::sleep(std::time::Duration::from_millis(500));
        }
        asked.iter().map(get).collect()
    };
    let written = pages(0);
    assert_eq!(written[0]["numberReturned"], 600);
    assert_eq!(written, pages(16));
}
