//! Lines of the register, changed one by one.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::app::committee::{Committee, NGOC_LINH, today};

fn line(head: &str, people: i64) -> Value {
    json!({"head": head, "village": "Mô Po", "people": people})
}

#[test]
fn a_household_is_added_changed_and_taken_out_and_nothing_of_it_is_lost() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let body = json!({"commune_code": NGOC_LINH, "entry": line("A Thử", 4)});
    let added = editor.post("/api/v1/households", &body);
    let first = added.expect(201);
    assert_eq!((&first["code"], &first["as_of"]), (&json!("MP1"), &json!(today())));
    let path = format!("/api/v1/households/{}", first["id"].as_str().unwrap());
    editor.put(&path, &json!({"entry": line("A Thử", 5)})).problem(428, "precondition-required");
    let with = |etag: &str| editor.clone().with("if-match", etag);
    let mut entry = first["entry"].clone();
    entry["people"] = json!(5);
    entry["property"] = json!([{"kind": "livestock", "what": "bò", "quantity": 2.0, "unit": "con"}]);
    let changed = with(added.header("etag")).put(&path, &json!({"code": "A12", "entry": entry, "reason": "sinh con"}));
    assert_eq!(changed.expect(200)["figures"]["property"]["livestock"], 2);
    with(added.header("etag")).put(&path, &json!({"entry": entry})).problem(412, "stale");
    let same = with(changed.header("etag")).put(&path, &json!({"entry": entry}));
    assert_eq!(same.expect(200)["revision"], 2, "the same again is no change");

    let retire = format!("{path}/retire");
    with("\"2\"").post(&retire, &json!({})).problem(422, "invalid");
    let tomorrow = today() + TimeDelta::days(1);
    with("\"2\"").post(&retire, &json!({"on": tomorrow, "reason": "chuyển đi"})).problem(422, "invalid");
    with("\"2\"").post(&retire, &json!({"reason": "chuyển đi"})).expect(200);
    assert!(editor.items("/households").is_empty());
    assert_eq!(editor.items("/households?retired=true").len(), 1);
    let detail = editor.read(&path[7..]);
    let reasons: Vec<_> = detail["revisions"].as_array().unwrap().iter().map(|past| &past["reason"]).collect();
    assert_eq!(reasons, ["chuyển đi", "sinh con", ""]);
    with("\"3\"").put(&path, &json!({"entry": entry, "reason": "về lại"})).expect(200);
    assert_eq!(editor.items("/households").len(), 1);
}

#[test]
fn a_line_with_faults_is_refused_with_their_places() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let pointers = |entry: Value| {
        let body = json!({"commune_code": NGOC_LINH, "entry": entry});
        let problem = editor.post("/api/v1/households", &body).problem(422, "invalid");
        let errors = problem["errors"].as_array().unwrap().iter();
        errors.map(|error| error["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(pointers(json!({"head": " ", "village": "", "people": 0})), ["/head", "/village", "/people"]);
    assert_eq!(pointers(json!({"head": "A", "village": "B", "people": 3, "male": 1, "female": 1})), ["/male"]);
    assert_eq!(pointers(json!({"head": "A", "village": "B", "people": 3, "position": [15.0, 107.0]})), ["/position"]);
    let nowhere = "0192f3a4-0000-7000-8000-000000000000";
    assert_eq!(pointers(json!({"head": "A", "village": "B", "people": 3, "shelter_id": nowhere})), ["/shelter_id"]);
    let long = "x".repeat(501);
    assert_eq!(pointers(json!({"head": long, "village": "B", "people": 3})), ["/head"]);
    let unknown =
        json!({"commune_code": NGOC_LINH, "entry": {"head": "A", "village": "B", "people": 3, "house_class": "stone"}});
    assert!((400..500).contains(&editor.post("/api/v1/households", &unknown).status));
    let coded = |code: &str| {
        editor.post("/api/v1/households", &json!({"commune_code": NGOC_LINH, "code": code, "entry": line("A", 2)}))
    };
    coded("A12").expect(201);
    assert_eq!(coded("a12").problem(422, "invalid")["errors"][0]["pointer"], "/code");
    assert_eq!(coded("A 13").problem(422, "invalid")["errors"][0]["pointer"], "/code");
}

#[test]
fn the_list_is_searched_filtered_paged_and_summed() {
    let office = Committee::new();
    let editor = office.caller("editor");
    for (code, head, kind) in [("A1", "Đinh Văn Thử", "child"), ("A2", "Y Mẫu", "visitor"), ("A3", "A Ví Dụ", "child")]
    {
        let entry = json!({
            "head": head, "village": "Mô Po", "people": 3, "vulnerable": [{"kind": kind, "count": 2}],
            "destination_kind": if code == "A3" { "shelter" } else { "host" },
        });
        editor
            .post("/api/v1/households", &json!({"commune_code": NGOC_LINH, "code": code, "entry": entry}))
            .expect(201);
    }
    let codes = |query: &str| {
        let items = editor.items(&format!("/households{query}"));
        items.iter().map(|item| item["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes("?q=dinh%20thu"), ["A1"]);
    assert_eq!(codes("?kind=child"), ["A1", "A3"]);
    assert_eq!(codes("?destination_kind=shelter"), ["A3"]);
    assert_eq!(codes("?village=M%C3%B4%20Po"), ["A1", "A2", "A3"]);
    let page = editor.read("/households?limit=2");
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    let rest = editor.read(&format!("/households?limit=2&cursor={}", page["next"].as_str().unwrap()));
    assert_eq!((&rest["items"][0]["code"], &rest["next"]), (&json!("A3"), &Value::Null));
    assert_eq!(codes("?commune=23446"), [""; 0]);
    editor.get("/api/v1/households?kind=nobody").problem(422, "invalid");
    let sum = editor.read("/households/summary?kind=child");
    assert_eq!((&sum["figures"]["households"], &sum["figures"]["vulnerable"]), (&json!(2), &json!(4)));
    assert_eq!(sum["kinds"], json!({"child": 2}));
}
