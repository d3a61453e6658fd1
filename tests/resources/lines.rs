//! Lines of the registers, changed one by one, and by whom.

use serde_json::{Value, json};

use crate::MANG_RI;
use crate::app::committee::{Committee, NGOC_LINH, ROLES, today};

fn truck(name: &str, number: i64) -> Value {
    json!({"kind": "truck", "name": name, "phone": "0900 000 001", "details": {"register": "vehicle", "number": number}})
}

#[test]
fn a_line_is_added_changed_confirmed_and_taken_out_and_nothing_of_it_is_lost() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let added = editor.post("/api/v1/vehicles", &json!({"unit_code": NGOC_LINH, "entry": truck("Xe tải", 1)}));
    let first = added.expect(201);
    assert_eq!((&first["code"], &first["quantity"], &first["free_today"]), (&json!("PT-1"), &json!(1.0), &json!(1.0)));
    let path = format!("/api/v1/vehicles/{}", first["id"].as_str().unwrap());
    editor.put(&path, &json!({"entry": truck("Xe tải", 2)})).problem(428, "precondition-required");
    let with = |etag: &str| editor.clone().with("if-match", etag);
    let confirmed = editor.post(&format!("{path}/confirm-phone"), &json!({})).expect(200);
    assert_eq!(confirmed["entry"]["phone_confirmed_on"], json!(today()));
    with(added.header("etag")).put(&path, &json!({"entry": truck("Xe tải", 2)})).problem(412, "stale");
    let mut entry = confirmed["entry"].clone();
    entry["phone"] = json!("0900 000 002");
    let changed = with("\"2\"").put(&path, &json!({"entry": entry, "reason": "đổi số"})).expect(200);
    assert_eq!(changed["entry"]["phone_confirmed_on"], Value::Null, "nobody has called the new number");
    with("\"3\"").post(&format!("{path}/retire"), &json!({})).problem(422, "invalid");
    with("\"3\"").post(&format!("{path}/retire"), &json!({"reason": "đã bán"})).expect(200);
    assert!(editor.items("/vehicles").is_empty());
    assert_eq!(editor.items("/vehicles?retired=true").len(), 1);
    let detail = editor.read(&path[7..]);
    let reasons: Vec<_> = detail["revisions"].as_array().unwrap().iter().map(|past| &past["reason"]).collect();
    assert_eq!(reasons, ["đã bán", "đổi số", "Xác nhận số điện thoại", ""]);
    editor.get(&format!("/api/v1/teams/{}", first["id"].as_str().unwrap())).problem(404, "not-found");
    let log = office.caller("admin").read("/audit?limit=20");
    let acts: Vec<_> = log["items"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
    for act in ["resource_added", "resource_changed", "resource_phone_confirmed", "resource_retired"] {
        assert!(acts.contains(&json!(act)), "{act} is not in the log: {acts:?}");
    }
}

#[test]
fn a_line_with_faults_is_refused_with_their_places() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let pointers = |path: &str, entry: Value| {
        let answer = editor.post(&format!("/api/v1/{path}"), &json!({"unit_code": NGOC_LINH, "entry": entry}));
        let problem = answer.problem(422, "invalid");
        let errors = problem["errors"].as_array().unwrap().iter();
        errors.map(|error| error["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(pointers("vehicles", truck(" ", 0)), ["/name", "/details/number"]);
    let mut strange = truck("Xe", 1);
    strange["kind"] = json!("spaceship");
    assert_eq!(pointers("vehicles", strange), ["/kind"]);
    assert_eq!(pointers("teams", truck("Xe", 1)), ["/entry/details/register"]);
    let site = json!({"kind": "pond", "name": "Hồ", "details": {"register": "water_point"}});
    assert_eq!(pointers("water-points", site), ["/position"]);
    let nowhere = json!({"unit_code": "99999", "entry": truck("Xe", 1)});
    assert_eq!(editor.post("/api/v1/vehicles", &nowhere).problem(422, "invalid")["errors"][0]["pointer"], "/unit_code");
}

#[test]
fn the_lists_are_searched_filtered_and_paged() {
    let office = Committee::new();
    let editor = office.caller("editor");
    for (unit, name) in [(NGOC_LINH, "Xe tải Đinh"), (NGOC_LINH, "Xe ben"), (MANG_RI, "Xe tải")] {
        editor.post("/api/v1/vehicles", &json!({"unit_code": unit, "entry": truck(name, 1)})).expect(201);
    }
    let names = |query: &str| {
        let items = editor.items(&format!("/vehicles{query}"));
        items.iter().map(|item| item["entry"]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("?q=dinh"), ["Xe tải Đinh"]);
    assert_eq!(names(&format!("?unit={MANG_RI}")), ["Xe tải"]);
    assert_eq!(names("?unit=51").len(), 3, "the province and all below it");
    assert_eq!(names("?kind=truck").len(), 3);
    assert_eq!(names("?kind=boat").len(), 0);
    let page = editor.read("/vehicles?limit=2");
    let rest = editor.read(&format!("/vehicles?limit=2&cursor={}", page["next"].as_str().unwrap()));
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
}

#[test]
fn roles_change_as_it_is_written_down_and_a_unit_ends_where_it_ends() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let id = editor.post("/api/v1/vehicles", &json!({"unit_code": MANG_RI, "entry": truck("Xe", 1)})).expect(201)["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for role in ROLES {
        let caller = office.caller(role);
        assert_eq!(caller.get("/api/v1/vehicles").status, 200, "{role}");
        let changes = ["admin", "editor", "approver", "official"].contains(&role);
        let status = caller.post(
            "/api/v1/teams",
            &json!({
                "unit_code": NGOC_LINH,
                "entry": {"kind": "militia", "name": "Dân quân", "details": {"register": "team", "people": 5}},
            }),
        );
        assert_eq!(status.status, if changes { 201 } else { 403 }, "{role}");
    }
    let official = office.further("can-bo", "official", Some(NGOC_LINH));
    let path = format!("/api/v1/vehicles/{id}");
    let body = json!({"unit_code": MANG_RI, "entry": truck("Xe", 1)});
    official.post("/api/v1/vehicles", &body).problem(403, "not-permitted");
    official
        .clone()
        .with("if-match", "\"1\"")
        .put(&path, &json!({"entry": truck("Xe", 2)}))
        .problem(403, "not-permitted");
    official.post(&format!("{path}/confirm-phone"), &json!({})).problem(403, "not-permitted");
    assert_eq!(official.read(&format!("/vehicles/{id}"))["entry"]["phone"], "0900 000 001", "whoever is signed in");
    office.caller("nobody").get("/api/v1/vehicles").problem(401, "not-signed-in");

    let open = Committee::with_settings("[access]\nanonymous = \"viewer\"\n");
    open.caller("editor").post("/api/v1/vehicles", &body).expect(201);
    let seen = open.caller("nobody").read("/vehicles");
    assert_eq!(seen["items"][0]["entry"]["phone"], "", "a telephone is shown to nobody");
    open.caller("nobody").get("/api/v1/vehicles.csv").problem(401, "not-signed-in");
}

#[test]
fn an_office_adds_to_the_list_of_supplies() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let item = json!({"name": {"vi": "Nến", "en": "Candles"}, "unit": "hộp"});
    let path = "/api/v1/supply-items/candles";
    editor.put(path, &item).expect(200);
    office.caller("viewer").put(path, &item).problem(403, "not-permitted");
    editor.put("/api/v1/supply-items/N%E1%BA%BFn", &item).problem(422, "invalid");
    let kinds = editor.read("/resource-kinds");
    let found = kinds["items"].as_array().unwrap().iter().find(|kind| kind["code"] == "candles").unwrap().clone();
    assert_eq!((&found["unit"], &found["register"]), (&json!("hộp"), &json!("supply")));
    let supply = json!({"kind": "candles", "name": "Nến", "details": {"register": "supply", "unit": "hộp"}});
    editor.post("/api/v1/supplies", &json!({"unit_code": NGOC_LINH, "entry": supply})).expect(201);
}
