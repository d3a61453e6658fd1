//! The same through the real server: the shapes, photos as evidence, and what is refused.

use reqwest::Method;
use serde_json::{Value, json};
use ungpho::kernel::ids::PhotoId;
use ungpho::kernel::{Clock as _, SystemClock};

use crate::app::client::{Answer, Client};
use crate::app::committee::{Committee, NGOC_LINH, today};
use crate::app::described::Described;

const PROVINCE: &str = "51";

fn on(client: &Client, method: Method, path: &str, revision: &Value, body: &Value) -> Answer {
    client.clone().with("if-match", &format!("\"{revision}\"")).request(method, &format!("/api/v1{path}"), body)
}

fn jpeg(rest: &[u8]) -> Vec<u8> {
    let head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\x00\x02\x00\x03\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01";
    [head, rest].concat()
}

fn put_photo(client: &Client, path: &str, id: &str, query: &str, rest: &[u8]) -> Answer {
    client.put_bytes(&format!("/api/v1{path}/photos/{id}{query}"), "image/jpeg", jpeg(rest))
}

#[test]
fn the_life_of_an_inspection_over_the_wire() {
    let office = Committee::new();
    let described = Described::of(office.caller("nobody"));
    let (inspector, commune) = (office.caller("official"), office.further("ngoclinh", "official", Some(NGOC_LINH)));
    let templates = inspector.items("/inspection-templates");
    assert_eq!((templates.len(), &templates[0]["revision"]), (2, &json!(0)));
    let body = json!({
        "ordered_by": PROVINCE, "template_code": "preparedness", "name": "Kiểm tra trước mùa mưa bão",
        "first_day": today(), "last_day": today(), "leader": {"name": "Trần A"},
        "subjects": [{"unit_code": NGOC_LINH}, {"unit_code": NGOC_LINH, "place": {"kind": "village", "name": "Thôn 1"}}],
    });
    commune.post("/api/v1/inspections", &body).problem(403, "not-permitted");
    office.caller("nobody").post("/api/v1/inspections", &body).problem(401, "not-signed-in");
    let created = inspector.post("/api/v1/inspections", &body);
    described.check("post", "/api/v1/inspections", &created);
    let inspection = created.expect(201);
    assert_eq!(inspection["reminders"].as_array().unwrap().len(), 3);
    let base = format!("/inspections/{}", inspection["id"].as_str().unwrap());
    let nowhere = json!({"subject": "99999"});
    inspector.post(&format!("/api/v1{base}/records"), &nowhere).problem(422, "invalid");
    let record = inspector.post(&format!("/api/v1{base}/records"), &json!({"subject": NGOC_LINH})).expect(201);
    let path = format!("/inspection-records/{}", record["id"].as_str().unwrap());
    assert_eq!(record["counts"]["unknown"], 14);

    let id = PhotoId::new(SystemClock.now()).to_string();
    put_photo(inspector, &path, &id, "?point=99", b"1").problem(422, "invalid");
    put_photo(&commune, &path, &id, "?point=2", b"1").problem(403, "not-permitted");
    let photo = put_photo(inspector, &path, &id, "?point=2", b"1").expect(201);
    assert_eq!(put_photo(inspector, &path, &id, "?point=2", b"1").expect(200), photo, "sent twice it is one");
    put_photo(inspector, &path, &id, "?point=3", b"1").problem(409, "already-exists");
    let image = format!("/api/v1/inspection-photos/{id}");
    assert_eq!(inspector.get(&image).bytes, jpeg(b"1"));
    commune.get(&image).problem(403, "not-permitted");

    let failed = json!({
        "code": "2", "grade": "failed", "remark": "Chưa kiện toàn", "due_on": today(),
        "responsible": {"name": "A Bri", "position": "Phó Chủ tịch"},
    });
    let content = json!({"inspected_on": today(), "points": [{"code": "1", "grade": "passed"}, failed]});
    let saved = on(inspector, Method::PUT, &path, &record["revision"], &content);
    described.check("put", "/api/v1/inspection-records/{id}", &saved);
    let saved = saved.expect(200);
    assert_eq!(saved["content"]["points"].as_array().unwrap().len(), 14);
    on(inspector, Method::PUT, &path, &record["revision"], &json!({"points": []})).problem(412, "stale");
    let empty = json!({});
    let signed = on(inspector, Method::POST, &format!("{path}/signature"), &saved["revision"], &empty).expect(200);
    assert_eq!((&signed["state"], &signed["counts"]["unknown"]), (&json!("signed"), &json!(12)));
    on(inspector, Method::PUT, &path, &signed["revision"], &content).problem(409, "record-signed");
    let later = PhotoId::new(SystemClock.now()).to_string();
    put_photo(inspector, &path, &later, "?point=2", b"2").problem(409, "record-signed");
    inspector.post(&format!("{image}/removal"), &json!({"remark": "nhầm"})).problem(409, "record-signed");
    assert_eq!(commune.get(&image).bytes, jpeg(b"1"), "the unit sees the evidence of what is signed");

    task_over_the_wire(&office, &commune, &described);
    let ranking = inspector.get(&format!("/api/v1{base}/ranking"));
    described.check("get", "/api/v1/inspections/{id}/ranking", &ranking);
    let ranking = ranking.expect(200);
    assert_eq!(ranking["ranked"][0]["counts"]["unknown"], 12);
    assert_eq!((&ranking["ranked"][0]["earned"], &ranking["ranked"][0]["possible"]), (&json!(1), &json!(14)));
}

fn task_over_the_wire(office: &Committee, commune: &Client, described: &Described) {
    let inspector = office.caller("official");
    let tasks = commune.items("/inspection-tasks");
    let [task] = tasks.as_slice() else { panic!("{tasks:?}") };
    assert_eq!((&task["state"], &task["may"]["report"]), (&json!("open"), &json!(true)));
    let path = format!("/inspection-tasks/{}", task["id"].as_str().unwrap());
    // It is due today, so nobody is late yet.
    inspector.get(&format!("/api/v1{path}/letter")).problem(409, "not-late");
    let remind = json!({"channel": "phone"});
    on(inspector, Method::POST, &format!("{path}/reminders"), &task["revision"], &remind).problem(409, "not-late");
    assert_eq!(inspector.items("/inspection-tasks?overdue=true").len(), 0);
    assert_eq!(inspector.items("/reminders").len(), 0, "nothing is late yet");
    let found = commune.items(&format!("/inspections/{}/findings", task["inspection_id"].as_str().unwrap()));
    assert_eq!(found, tasks, "what the inspection found is what is owed");
    inspector.get("/api/v1/inspection-tasks?state=nothing").problem(422, "invalid");

    let id = PhotoId::new(SystemClock.now()).to_string();
    put_photo(commune, &path, &id, "", b"mended").expect(201);
    let answer = |by: &Client, revision: &Value, answer: &str, remark: &str| {
        let body = json!({"answer": answer, "remark": remark});
        on(by, Method::POST, &format!("{path}/answer"), revision, &body)
    };
    answer(commune, &task["revision"], "report", " ").problem(422, "invalid");
    answer(inspector, &task["revision"], "confirm", "").problem(409, "wrong-step");
    let reported = answer(commune, &task["revision"], "report", "Đã kiện toàn");
    described.check("post", "/api/v1/inspection-tasks/{id}/answer", &reported);
    let reported = reported.expect(200);
    assert_eq!(reported["photos"].as_array().unwrap().len(), 1);
    answer(commune, &reported["revision"], "confirm", "").problem(403, "not-permitted");
    let confirmed = answer(inspector, &reported["revision"], "confirm", "").expect(200);
    assert_eq!((&confirmed["state"], confirmed["steps"].as_array().unwrap().len()), (&json!("confirmed"), 2));
    put_photo(commune, &path, &PhotoId::new(SystemClock.now()).to_string(), "", b"late").problem(409, "wrong-step");
}
