//! Zones measured, split, merged and moved over HTTP: what comes of it on paper, on the map and in their history.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use app::client::{Answer, Client};
use app::committee::{Committee, NGOC_LINH, today};
use app::server::TestServer;
use chrono::Days;
use geo::{BooleanOps, BoundingRect, Rect};
use reqwest::Method;
use serde_json::{Value, json};
use ungpho::geometry::area;

/// A box: west, south, and its sides in thousandths of a degree, about 110 m each.
fn square(west: f64, south: f64, width: f64, height: f64) -> Value {
    let (east, north) = (west + width / 1e3, south + height / 1e3);
    json!({"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]})
}

fn zone(name: &str, geometry: &Value) -> Value {
    json!({
        "name": name,
        "village": "Ngọc Súc",
        "evacuate_from_level": {"scale": "disaster_risk", "value": 2},
        "geometry": geometry,
        "destinations": ["NL-DT-01"],
        "route": "Đường liên thôn về trung tâm xã",
    })
}

struct Office {
    committee: Committee,
    plan: String,
}

impl Office {
    /// A plan in force with the zones NL-T-01 and NL-T-02 side by side, and NL-T-03 apart.
    fn new() -> Self {
        let committee = Committee::new();
        let first = committee.begin(NGOC_LINH, "landslide");
        let draw = |code: &str, body: &Value| {
            committee.on("editor", Method::PUT, &first, &format!("/zones/{code}"), body).expect(200)
        };
        draw("NL-T-01", &zone("Taluy Ngọc Súc", &square(107.93, 15.10, 4.0, 4.0)));
        draw("NL-T-02", &zone("Suối Tu Răng", &square(107.934, 15.10, 4.0, 4.0)));
        draw("NL-T-03", &zone("Đồi Chè", &square(107.96, 15.12, 4.0, 4.0)));
        committee.approve(&first, &Committee::approval("1/QĐ-UBND"));
        let plan = first.trim_end_matches("/versions/1").to_owned();
        Self { committee, plan }
    }

    /// A new draft; its address.
    fn draft(&self, number: i64) -> String {
        self.committee.caller("editor").post(&format!("/api/v1{}/versions", self.plan), &json!({})).expect(201);
        format!("{}/versions/{number}", self.plan)
    }

    fn act(&self, address: &str, act: &str, body: &Value) -> Answer {
        self.committee.on("editor", Method::POST, address, &format!("/zones/{act}"), body)
    }

    fn read(&self, path: &str) -> Value {
        self.committee.caller("viewer").get(&format!("/api/v1{path}")).expect(200)
    }

    /// The codes of a list of zones.
    fn codes(&self, query: &str) -> Vec<String> {
        let found = self.read(&format!("/zones?limit=100{query}"));
        let codes = found["features"].as_array().unwrap().iter().map(|zone| &zone["properties"]["code"]);
        codes.map(|code| code.as_str().unwrap().to_owned()).collect()
    }

    fn id_of(&self, query: &str, code: &str) -> String {
        let found = self.read(&format!("/zones?limit=100{query}"));
        let zones = found["features"].as_array().unwrap();
        let zone = zones.iter().find(|zone| zone["properties"]["code"] == code).unwrap();
        zone["id"].as_str().unwrap().to_owned()
    }

    fn measure(&self, role: &str, body: &Value) -> Answer {
        self.committee.caller(role).post("/api/v1/zones/measure", body)
    }
}

fn codes_in(version: &Value) -> Vec<&str> {
    version["content"]["zones"].as_array().unwrap().iter().map(|zone| zone["code"].as_str().unwrap()).collect()
}

#[test]
fn an_outline_is_measured_and_its_faults_are_shown_with_a_repair() {
    let office = Office::new();
    let bow_tie = json!({"type": "Polygon", "coordinates": [[[107.0, 15.0], [107.02, 15.02], [107.02, 15.0], [107.0, 15.02], [107.0, 15.0]]]});
    let found = office.measure("editor", &json!({"geometry": bow_tie})).expect(200);
    let fault = &found["faults"][0];
    assert_eq!(fault["code"], "self_intersection");
    let (lon, lat) = (fault["at"][0].as_f64().unwrap(), fault["at"][1].as_f64().unwrap());
    assert!((lon - 107.01).abs() < 1e-9 && (lat - 15.01).abs() < 1e-9, "{fault}");
    assert!(fault["text"]["vi"].as_str().unwrap().starts_with("Đường biên tự cắt"));
    assert_eq!(found["repair"]["geometry"]["type"], "MultiPolygon");
    assert_eq!(found["area_m2"], found["repair"]["area_after_m2"]);

    let over = json!({"geometry": square(107.936, 15.10, 4.0, 4.0), "hazard": "landslide"});
    let found = office.measure("editor", &over).expect(200);
    let overlaps = found["overlaps"].as_array().unwrap();
    assert_eq!(overlaps.len(), 1, "it only touches NL-T-01's neighbour: {found}");
    assert_eq!(overlaps[0]["code"], "NL-T-02");
    assert!((overlaps[0]["share"].as_f64().unwrap() - 0.5).abs() < 0.01, "{found}");
    let mut except = over.clone();
    except["except"] = json!(["NL-T-02"]);
    assert_eq!(office.measure("editor", &except).expect(200)["overlaps"], json!([]));
    let mut other = over;
    other["hazard"] = json!("flood");
    assert_eq!(office.measure("editor", &other).expect(200)["overlaps"], json!([]));
}

#[test]
fn households_are_counted_only_for_those_who_may_read_the_register() {
    let office = Office::new();
    let body = json!({"geometry": square(107.93, 15.10, 4.0, 4.0), "commune_code": NGOC_LINH});
    let counted = office.measure("editor", &body).expect(200);
    assert_eq!(counted["figures"]["households"], 0, "there is no register: {counted}");
    assert_eq!(counted["outside_commune_share"], Value::Null, "the commune has no surveyed border");
    assert_eq!(office.measure("viewer", &body).expect(200)["figures"], Value::Null);
    office.measure("nobody", &body).problem(401, "not-signed-in");
    office.measure("editor", &json!({"geometry": {"type": "Point", "coordinates": [1, 2]}})).problem(422, "invalid");
}

#[test]
fn households_go_with_the_parts_of_a_split_zone() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let [editor, appraiser, chair] = ["bientap", "thamdinh", "chutich"].map(|name| server.signed_in(name));
    let of = |code: &str| {
        let found = editor.get("/api/v1/zones?limit=100").expect(200);
        found["features"].as_array().unwrap().iter().find(|zone| zone["properties"]["code"] == code).unwrap().clone()
    };
    let zone = of("NL-SL-01");
    let people = |zone: &Value| {
        let figure = |name: &str| zone[name].as_i64().unwrap();
        (figure("households"), figure("people"), figure("vulnerable"))
    };
    let measured = editor.post("/api/v1/zones/measure", &json!({"geometry": zone["geometry"]})).expect(200);
    assert_eq!(people(&measured["figures"]), people(&zone["properties"]), "each household of the zone lies in it");
    assert_eq!(measured["figures"]["property"], zone["properties"]["property"]);
    assert!(people(&measured["figures"]).0 > 5, "{measured}");

    // Cut in two at its middle.
    let whole = area::from_geojson(&zone["geometry"]).unwrap();
    let bounds = whole.bounding_rect().unwrap();
    let half = |west: f64, east: f64| {
        let strip = Rect::new((west, bounds.min().y - 1.0), (east, bounds.max().y + 1.0)).to_polygon();
        area::to_geojson(&whole.intersection(&strip))
    };
    let (west, east) = (half(0.0, bounds.center().x), half(bounds.center().x, 179.0));
    let plans = editor.get("/api/v1/plans?limit=100").expect(200);
    let plan = plans["items"].as_array().unwrap().iter().find(|plan| plan["code"] == "PA-23365-SL").unwrap();
    let draft =
        editor.post(&format!("/api/v1/plans/{}/versions", plan["id"].as_str().unwrap()), &json!({})).expect(201);
    let address = format!("/api/v1/plans/{}/versions/{}", plan["id"].as_str().unwrap(), draft["n"]);
    let act = |by: &Client, path: &str, body: &Value| {
        let etag = by.get(&address).header("etag").to_owned();
        by.clone().with("if-match", &etag).post(&format!("{address}/{path}"), body).expect(200)
    };
    let part = |code: &str, geometry: &Value| json!({"code": code, "name": code, "geometry": geometry});
    act(
        &editor,
        "zones/split",
        &json!({"code": "NL-SL-01", "parts": [part("NL-SL-11", &west), part("NL-SL-12", &east)]}),
    );
    act(&editor, "submit", &json!({}));
    act(&appraiser, "appraise", &json!({}));
    act(&chair, "approve", &Committee::approval("9/QĐ-UBND"));
    let (a, b) = (of("NL-SL-11"), of("NL-SL-12"));
    let (a, b) = (people(&a["properties"]), people(&b["properties"]));
    assert!(a.0 > 0 && b.0 > 0, "{a:?} {b:?}");
    assert_eq!((a.0 + b.0, a.1 + b.1, a.2 + b.2), people(&zone["properties"]));
}

#[test]
fn a_faulty_zone_is_refused_with_the_places_of_its_faults() {
    let office = Office::new();
    let address = office.draft(2);
    let spike = json!({"type": "Polygon", "coordinates": [[[107.0, 15.0], [107.02, 15.0], [107.04, 15.0], [107.02, 15.0], [107.02, 15.02], [107.0, 15.0]]]});
    let answer = office.committee.on("editor", Method::PUT, &address, "/zones/NL-T-09", &zone("Gai", &spike));
    let problem = answer.json();
    assert!((400..500).contains(&answer.status), "{problem}");
    assert_eq!(problem["errors"][0]["pointer"], "/geometry");
    assert_eq!(
        problem["faults"],
        json!([{
            "code": "spike",
            "at": [107.04, 15.0],
            "text": problem["faults"][0]["text"],
        }])
    );
}

#[test]
fn a_split_zone_gives_way_to_its_parts_when_the_plan_is_approved() {
    let office = Office::new();
    let old = office.id_of("", "NL-T-01");
    let address = office.draft(2);
    let part = |code: &str, west: f64, width: f64| json!({"code": code, "name": format!("Phần {code}"), "geometry": square(west, 15.10, width, 4.0)});

    let gap =
        json!({"code": "NL-T-01", "parts": [part("NL-T-11", 107.93, 1.0), part("NL-T-12", 107.932, 2.0)], "note": ""});
    let problem = office.act(&address, "split", &gap).problem(422, "zone-pieces");
    let fault = &problem["faults"][0];
    assert_eq!((fault["code"].as_str(), problem["faults"].as_array().unwrap().len()), (Some("missing"), 1));
    assert!((107.931..=107.932).contains(&fault["at"][0].as_f64().unwrap()), "{problem}");
    assert!((fault["area_m2"].as_f64().unwrap() - 107.5 * 442.5).abs() < 500.0, "{problem}");
    let beyond = json!({"code": "NL-T-01", "parts": [part("NL-T-11", 107.93, 1.0), part("NL-T-12", 107.931, 4.0)]});
    assert_eq!(office.act(&address, "split", &beyond).problem(422, "zone-pieces")["faults"][0]["code"], "outside");
    let used = json!({"code": "NL-T-01", "parts": [part("NL-T-02", 107.93, 1.0), part("NL-T-12", 107.931, 3.0)]});
    assert_eq!(office.act(&address, "split", &used).json()["errors"][0]["pointer"], "/parts/0/code");

    let good = json!({"code": "NL-T-01", "parts": [part("NL-T-11", 107.93, 1.0), part("NL-T-12", 107.931, 3.0)], "note": "Có đường mới chia đôi."});
    let version = office.act(&address, "split", &good).expect(200);
    assert_eq!(codes_in(&version), ["NL-T-02", "NL-T-03", "NL-T-11", "NL-T-12"]);
    assert_eq!(office.codes(""), ["NL-T-01", "NL-T-02", "NL-T-03"], "nothing has happened on the map");
    assert_eq!(office.read(&format!("/zones/{old}/history"))["lineage"]["to"], json!([]), "and nothing in history");

    office.committee.approve(&address, &Committee::approval("2/QĐ-UBND"));
    assert_eq!(office.codes(""), ["NL-T-02", "NL-T-03", "NL-T-11", "NL-T-12"]);
    assert_eq!(office.codes("&status=retired"), ["NL-T-01"]);
    assert_eq!(office.read(&format!("/zones/{old}"))["properties"]["status"], "retired");
    let history = office.read(&format!("/zones/{old}/history"));
    let to = history["lineage"]["to"].as_array().unwrap();
    assert_eq!(to.iter().map(|kin| &kin["code"]).collect::<Vec<_>>(), ["NL-T-11", "NL-T-12"]);
    assert!(
        to.iter().all(|kin| kin["kind"] == "split" && kin["note"] == "Có đường mới chia đôi." && kin["at"].is_string())
    );
    let new = office.read(&format!("/zones/{}/history", office.id_of("", "NL-T-11")));
    assert_eq!(new["lineage"]["from"][0]["zone_id"], old.as_str());
    assert_eq!(new["items"][0]["in_force"], json!([{"from": today(), "to": null}]));
    let inherited = office.read(&format!("/zones/{}", office.id_of("", "NL-T-12")));
    assert_eq!(inherited["properties"]["destinations"], json!(["NL-DT-01"]));
    assert_eq!(inherited["properties"]["evacuate_from_level"]["value"], 2);

    // Neither the old code nor a code in use names another place.
    let third = office.draft(3);
    let put = |code: &str, geometry: &Value| {
        office
            .committee
            .on("editor", Method::PUT, &third, &format!("/zones/{code}"), &zone("Nơi khác", geometry))
            .json()
    };
    assert_eq!(put("NL-T-01", &square(107.93, 15.10, 4.0, 4.0))["errors"][0]["pointer"], "/code");
    assert_eq!(put("NL-T-03", &square(107.90, 15.10, 4.0, 4.0))["errors"][0]["pointer"], "/geometry");
    assert_eq!(put("NL-T-03", &square(107.961, 15.12, 4.0, 4.0))["n"], 3, "it may grow and shrink where it is");
}

#[test]
fn zones_are_merged_and_moved_with_new_codes() {
    let office = Office::new();
    let address = office.draft(2);
    let merge = |geometry: Value| json!({"codes": ["NL-T-01", "NL-T-02"], "into": {"code": "NL-T-20", "name": "Ngọc Súc", "geometry": geometry}, "note": "Hai vùng liền nhau."});
    let short = office.act(&address, "merge", &merge(square(107.93, 15.10, 6.0, 4.0))).problem(422, "zone-pieces");
    assert_eq!(short["faults"][0]["code"], "missing");
    office.act(&address, "merge", &merge(Value::Null)).expect(200);
    let to = json!({"code": "NL-T-30", "geometry": square(107.97, 15.13, 3.0, 3.0)});
    let version =
        office.act(&address, "move", &json!({"code": "NL-T-03", "to": to, "note": "Khu tái định cư."})).expect(200);
    assert_eq!(codes_in(&version), ["NL-T-20", "NL-T-30"]);

    let stale = office.committee.caller("editor").clone().with("if-match", "\"1\"");
    let again =
        stale.request(Method::POST, &format!("/api/v1{address}/zones/move"), &json!({"code": "NL-T-30", "to": to}));
    assert_eq!(again.status, 412, "{:?}", again.json());

    // A change of mind within the draft leaves one line, from what was in force.
    let other = json!({"code": "NL-T-31", "geometry": square(107.98, 15.13, 3.0, 3.0)});
    office.act(&address, "move", &json!({"code": "NL-T-30", "to": other, "note": "Khu tái định cư."})).expect(200);
    office.committee.approve(&address, &Committee::approval("2/QĐ-UBND"));
    assert_eq!(office.codes(""), ["NL-T-20", "NL-T-31"]);
    assert_eq!(office.codes("&status=retired"), ["NL-T-01", "NL-T-02", "NL-T-03"]);
    let lineage =
        |code: &str| office.read(&format!("/zones/{}/history", office.id_of("", code)))["lineage"]["from"].clone();
    let came_of = |code: &str| -> Vec<(String, String)> {
        let lines = lineage(code);
        let lines = lines.as_array().unwrap().iter();
        lines.map(|kin| (kin["code"].as_str().unwrap().into(), kin["kind"].as_str().unwrap().into())).collect()
    };
    assert_eq!(came_of("NL-T-20"), [("NL-T-01".into(), "merge".into()), ("NL-T-02".into(), "merge".into())]);
    assert_eq!(came_of("NL-T-31"), [("NL-T-03".into(), "move".into())]);
    let merged = office.read(&format!("/zones/{}", office.id_of("", "NL-T-20")));
    assert_eq!(merged["geometry"]["type"], "Polygon", "two neighbours are one part");
}

#[test]
fn what_is_approved_for_later_leaves_the_map_of_today() {
    let office = Office::new();
    let address = office.draft(2);
    let merge = json!({"codes": ["NL-T-01", "NL-T-02"], "into": {"code": "NL-T-20", "name": "Ngọc Súc"}});
    office.act(&address, "merge", &merge).expect(200);
    let later = today().checked_add_days(Days::new(3)).unwrap();
    let mut approval = Committee::approval("2/QĐ-UBND");
    approval["effective_from"] = json!(later);
    office.committee.approve(&address, &approval);

    let old = ["NL-T-01", "NL-T-02", "NL-T-03"];
    assert_eq!(office.codes(""), old);
    assert_eq!(office.codes(&format!("&on={}", today())), old);
    assert_eq!(office.codes(&format!("&on={}", later.pred_opt().unwrap())), old);
    assert_eq!(office.codes(&format!("&on={later}")), ["NL-T-03", "NL-T-20"]);
    assert_eq!(
        office.codes(&format!("&on={}", today().pred_opt().unwrap())),
        [""; 0],
        "the first plan holds from today"
    );
    assert_eq!(office.codes(&format!("&on={today}&hazard=flood", today = today())), [""; 0]);
    assert_eq!(office.codes(&format!("&on={later}&bbox=107.95,15.1,108,15.2")), ["NL-T-03"]);
    let history = office.read(&format!("/zones/{}/history", office.id_of("", "NL-T-01")));
    assert_eq!(history["items"][0]["in_force"], json!([{"from": today(), "to": later.pred_opt().unwrap()}]));
    assert!(history["lineage"]["to"][0]["at"].as_str().unwrap() > today().to_string().as_str());

    // Withdrawn before its day, it never happened.
    office.committee.step("approver", &address, "withdraw", &json!({"remark": "Chưa xong đường."})).expect(200);
    let history = office.read(&format!("/zones/{}/history", office.id_of("", "NL-T-01")));
    assert_eq!(history["lineage"]["to"], json!([]));
    assert_eq!(office.codes(&format!("&on={later}")), old);

    let caller = office.committee.caller("viewer");
    caller.get("/api/v1/zones?status=gone").problem(400, "invalid-parameter");
    caller.get("/api/v1/zones?status=retired&on=2026-01-01").problem(400, "invalid-parameter");
}
