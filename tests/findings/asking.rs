//! Findings as the screens and the command line ask for them, from the real program.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::client::Client;
use crate::app::committee::{Committee, NGOC_LINH, today};
use crate::app::described::Described;
use crate::app::server::{TestServer, attempt};
use crate::app::wait_for;

fn keys(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap().to_owned()).collect()
}

/// Until the demonstration's source is heard for the first time, its silence is a finding.
fn wait_until_heard(editor: &Client) {
    wait_for("a source that is heard", || {
        editor.read("/findings?kind=sources_silent")["items"].as_array().unwrap().is_empty().then_some(())
    });
}

#[test]
fn findings_are_paged_worst_first_and_counted_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let editor = server.signed_in("bientap");
    wait_until_heard(&editor);
    let all = editor.read("/findings?limit=1000");
    let items = all["items"].as_array().unwrap();
    assert!(items.len() > 20, "{} findings", items.len());
    let rank = |item: &Value| ["critical", "serious", "notice"].iter().position(|it| *it == item["severity"]).unwrap();
    assert!(items.windows(2).all(|two| rank(&two[0]) <= rank(&two[1])), "worst first");
    let counted = ["critical", "serious", "notice"].map(|it| all["counts"]["by_severity"][it].as_u64().unwrap());
    assert_eq!(counted.iter().sum::<u64>(), items.len() as u64);
    assert_eq!(all["counts"]["total"], json!(items.len()));
    let by_kind = all["counts"]["by_kind"].as_array().unwrap().iter();
    assert_eq!(by_kind.map(|line| line["count"].as_u64().unwrap()).sum::<u64>(), items.len() as u64);

    // Page by page the same, in the same order.
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = editor.read(&format!("/findings?limit=7{cursor}"));
        paged.extend(keys(&page));
        assert_eq!(page["counts"], all["counts"]);
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(paged, keys(&all));

    // Each filter keeps what it names.
    for (query, field, value) in [
        ("severity=serious", "severity", "serious"),
        ("kind=stock_expired", "kind", "stock_expired"),
        ("owed_by=storekeeper", "owed_by", "storekeeper"),
        ("unit=23365", "unit_code", NGOC_LINH),
    ] {
        let page = editor.read(&format!("/findings?limit=1000&{query}"));
        let wanted: Vec<String> =
            items.iter().filter(|item| item[field] == value).map(|item| item["key"].as_str().unwrap().into()).collect();
        assert!(!wanted.is_empty(), "{query}");
        assert_eq!(keys(&page), wanted, "{query}");
    }
    let landslide = editor.read("/findings?limit=1000&hazard=landslide");
    assert!(
        landslide["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|it| it["hazards"].as_array().unwrap().contains(&json!("landslide")))
    );
    editor.get("/api/v1/findings?kind=no_such_kind").problem(422, "invalid");
    editor.get("/api/v1/findings/00000000000000000000000000000000").problem(404, "not-found");
}

#[test]
fn who_is_not_signed_in_learns_no_name_and_no_number() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let (editor, nobody) = (server.signed_in("bientap"), server.client());
    wait_until_heard(&editor);
    let told = editor.read("/findings?limit=1000");
    let plain = nobody.read("/findings?limit=1000");
    assert_eq!(keys(&told), keys(&plain), "the same stand");
    for item in plain["items"].as_array().unwrap() {
        assert_eq!((&item["facts"], &item["mend"]), (&Value::Null, &Value::Null), "{item}");
    }
    let text = plain.to_string();
    for name in ["A Lá", "A Gió", "Y Mẫu", "0000 000"] {
        assert!(!text.contains(name), "{name} is told to everybody");
    }
    assert!(told.to_string().contains("A Lá"), "who is signed in reads whom to call");
    let key = &keys(&plain)[0];
    nobody
        .post(&format!("/api/v1/findings/{key}/acceptance"), &json!({"until": today(), "reason": "x"}))
        .problem(401, "not-signed-in");
    let question = json!({"hazard": "landslide", "level": {"scale": "disaster_risk", "value": 2}});
    nobody.post("/api/v1/what-if", &question).problem(401, "not-signed-in");
}

#[test]
fn an_accepted_finding_is_shown_marked_and_only_its_own_unit_accepts() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let (own, other) = (server.signed_in("ngoclinh"), server.signed_in("mangri"));
    let described = Described::of(&own);
    let first = wait_for("a finding that is written down", || {
        let page = own.read("/findings?unit=23365&limit=1");
        (page["items"][0]["first_seen"] != Value::Null).then(|| page["items"][0].clone())
    });
    let path = format!("/api/v1/findings/{}/acceptance", first["key"].as_str().unwrap());
    let accept = |by: &crate::app::client::Client, until: Value, reason: &str| {
        by.post(&path, &json!({"until": until, "reason": reason}))
    };
    accept(&other, json!(today()), "không phải việc của tôi").problem(403, "not-permitted");
    accept(&own, json!(today()), " ").problem(422, "invalid");
    accept(&own, json!("2020-01-01"), "đã qua").problem(422, "invalid");
    accept(&own, json!("2099-01-01"), "lâu quá").problem(422, "invalid");
    accept(&own, Value::Null, "chưa ai chấp nhận").problem(422, "invalid");
    let answer = accept(&own, json!(today()), "Chờ mùa khô sửa đường.");
    described.check("post", "/api/v1/findings/{key}/acceptance", &answer);
    let accepted = answer.expect(200);
    assert_eq!(
        (&accepted["state"], &accepted["acceptance"]["reason"]),
        (&json!("accepted"), &json!("Chờ mùa khô sửa đường."))
    );
    assert_eq!(accepted["facts"], first["facts"], "it still says what it said");
    let key = first["key"].as_str().unwrap().to_owned();
    let listed = |query: &str| keys(&own.read(&format!("/findings?limit=1000&unit=23365{query}"))).contains(&key);
    assert!(listed("") && listed("&state=accepted") && !listed("&state=open"));
    assert_eq!(own.read("/findings?unit=23365")["counts"]["accepted"], json!(1));
    let log = server.signed_in("quantri").read("/audit?limit=50");
    let entry = log["items"].as_array().unwrap().iter().find(|entry| entry["action"] == "finding_accepted").cloned();
    assert!(entry.unwrap()["detail"]["vi"].as_str().unwrap().contains("Chờ mùa khô sửa đường."));
    let back = accept(&own, Value::Null, "Đã sửa xong.").expect(200);
    assert_eq!((&back["state"], &back["acceptance"]), (&json!("open"), &Value::Null));
}

#[test]
fn a_mended_finding_leaves_the_list_and_is_found_among_the_mended() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let editor = server.signed_in("bientap");
    let stock = || editor.read("/findings?kind=stock_expired")["items"].as_array().unwrap().clone();
    let expired =
        wait_for("the expired rice", || stock().first().filter(|it| it["first_seen"] != Value::Null).cloned());
    let rice = expired["about"]["id"].as_str().unwrap();
    let path = format!("/api/v1/supplies/{rice}/movements");
    let amount = editor.read(&format!("/supplies/{rice}"))["quantity"].clone();
    editor.post(&path, &json!({"kind": "spoiled", "quantity": amount, "reason": "hết hạn, đã huỷ"})).expect(201);
    assert!(stock().is_empty(), "who reads next sees what was just done");
    let key = expired["key"].as_str().unwrap();
    let mended = wait_for("the mended finding", || {
        let page = editor.read("/findings?state=mended&kind=stock_expired");
        page["items"].as_array().unwrap().iter().find(|it| it["key"] == key).cloned()
    });
    assert_eq!((&mended["state"], &mended["facts"]), (&json!("mended"), &Value::Null));
    assert_eq!(mended["first_seen"], expired["first_seen"]);
    assert!(mended["mended_at"].as_str().unwrap() >= mended["first_seen"].as_str().unwrap());
    let one = editor.get(&format!("/api/v1/findings/{key}"));
    Described::of(&editor).check("get", "/api/v1/findings/{key}", &one);
    assert_eq!(one.json()["state"], "mended");
}

fn square(west: f64, south: f64, side: f64) -> Value {
    let (east, north) = (west + side, south + side);
    json!({"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]})
}

#[test]
fn a_draft_is_looked_at_as_if_it_were_in_force_and_nothing_of_it_is_kept() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let described = Described::of(editor);
    let shelter = json!({
        "code": "NL-1", "name": "Trường thử", "kind": "school", "commune_code": NGOC_LINH, "capacity": 50,
        "lon": 107.932, "lat": 15.102, "facts": {"suitability": [{"hazard": "landslide", "answer": "yes", "reason": "nền cao"}]},
    });
    let made = editor.post("/api/v1/shelters", &shelter);
    assert!(made.status == 201 || made.status == 200, "{} {}", made.status, String::from_utf8_lossy(&made.bytes));
    let address = office.begin(NGOC_LINH, "landslide");
    let drawn = json!({
        "name": "Taluy", "village": "Ngọc Súc", "evacuate_from_level": {"scale": "disaster_risk", "value": 1},
        "geometry": square(107.93, 15.10, 0.005), "destinations": ["NL-1"],
    });
    office.on("editor", Method::PUT, &address, "/zones/NL-T-01", &drawn).expect(200);
    let plan = address.split('/').nth(2).unwrap();
    let look = || {
        let answer = editor.get(&format!("/api/v1/plans/{plan}/findings"));
        described.check("get", "/api/v1/plans/{id}/findings", &answer);
        answer.expect(200)
    };
    let kinds = |found: &Value| {
        let items = found["items"].as_array().unwrap().iter();
        items.map(|item| item["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let found = look();
    assert_eq!((&found["as_if"], &found["version"]), (&json!(true), &json!(1)));
    let has = |found: &Value, kind: &str| kinds(found).iter().any(|it| it == kind);
    for kind in ["suitable_inside_zone", "zone_without_team", "zone_without_route", "zone_people_unknown"] {
        assert!(has(&found, kind), "{kind} is not among {:?}", kinds(&found));
    }
    assert_eq!(editor.read("/findings?limit=1000")["items"], json!([]), "a draft is nobody's plan yet");
    let completeness = editor.get(&format!("/api/v1{address}/completeness"));
    described.check("get", "/api/v1/plans/{id}/versions/{n}/completeness", &completeness);
    let warned = completeness.json()["warnings"].as_array().unwrap().clone();
    assert!(!warned.is_empty() && warned.iter().all(|it| it["severity"] == "critical"), "{warned:?}");

    // What is arranged is no longer missing.
    let arranged = json!({"arrangements": {"NL-T-01": {
        "hosted": 5, "routes": [{"name": "đường thôn", "line": [[107.93, 15.10], [107.92, 15.09]], "crossings": []}],
    }}});
    office.on("editor", Method::PATCH, &address, "", &arranged).expect(200);
    let better = look();
    assert!(!has(&better, "zone_without_route") && !has(&better, "route_not_drawn"), "{:?}", kinds(&better));
    assert!(has(&better, "zone_without_team"));

    // It can be approved all the same, and then the same stands for everybody.
    let whole: Value = serde_json::from_str(include_str!("../fixtures/plan-ngoc-linh-landslide.json")).unwrap();
    office.on("editor", Method::PATCH, &address, "", &whole).expect(200);
    let before: Vec<String> = keys(&look());
    office.approve(&address, &Committee::approval("12/QĐ-UBND"));
    let after = look();
    assert_eq!(after["as_if"], json!(false));
    assert_eq!(keys(&after), before, "what was foretold is what stands");
}

#[test]
fn the_command_line_writes_findings_and_ends_with_1_where_a_critical_one_stands() {
    let folder = tempfile::tempdir().unwrap();
    let (status, said) = attempt(folder.path(), &["findings"]);
    assert_eq!((status, said.trim()), (Some(0), "0 findings, 0 of them critical"));
    let server = TestServer::demo(folder.path());
    let editor = server.signed_in("bientap");
    wait_until_heard(&editor);
    let counts = editor.read("/findings")["counts"].clone();
    std::fs::write(folder.path().join("ungpho.toml"), "database_url = \"sqlite://data/demo/ungpho-demo.db\"\n")
        .unwrap();
    let (status, text) = attempt(folder.path(), &["findings", "--unit", NGOC_LINH]);
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("[nghiêm trọng]") && text.contains("Xã Ngọc Linh"), "{text}");
    let (_, json) = attempt(folder.path(), &["findings", "--format", "json"]);
    let (json, tail) = json.rsplit_once("]\n").unwrap();
    let all: Vec<Value> = serde_json::from_str(&format!("{json}]")).unwrap();
    assert_eq!(json!(all.len()), counts["total"], "{tail}");
    let (_, csv) = attempt(folder.path(), &["findings", "--format", "csv"]);
    let mut lines = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(lines.headers().unwrap().get(2), Some("kind"));
    let rows = lines.records().filter_map(Result::ok).filter(|row| row.len() == 12).count();
    assert_eq!(json!(rows), counts["total"]);
}
