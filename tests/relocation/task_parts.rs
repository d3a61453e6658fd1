//! Steps, persons and photos of tasks over HTTP, as a desk and a telephone use them.

#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

use reqwest::Method;
use serde_json::{Value, json};
use ungpho::hazards::RiskLevel;
use ungpho::kernel::ids::{PhotoId, ReportId, TaskStepId};
use ungpho::relocation::{Task, ZoneStage};
use ungpho::services::widen_activation::{Widening, Wider, widen_activation};
use ungpho::store::checklists;

use crate::app::client::Client;
use crate::app::server::TestServer;
use crate::app::wait_for;
use crate::office::Office;

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))
}

const PLAN: &str = "PA-23365-SL";

/// A demonstration whose landslide plan was activated.
struct Scene {
    server: TestServer,
    official: Client,
    checklist: String,
    _folder: tempfile::TempDir,
}

impl Scene {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = TestServer::demo(folder.path());
        let admin = server.signed_in("quantri");
        let activation = wait_for("an activation", || {
            admin.items("/activations").into_iter().find(|found| found["plan"]["code"] == PLAN)
        });
        server.signed_in("chutich").decide(&activation, "confirm", &json!({})).expect(200);
        let lists = admin.items(&format!("/activations/{}/checklists", text(&activation, "id")));
        let checklist = text(&lists[0], "id").to_owned();
        let official = server.signed_in("ngoclinh");
        Self { server, official, checklist, _folder: folder }
    }

    fn tasks(&self, client: &Client) -> Vec<Value> {
        client.read(&format!("/checklists/{}", self.checklist))["tasks"].as_array().unwrap().clone()
    }

    fn task(&self, id: &str) -> Value {
        self.tasks(&self.official).into_iter().find(|task| task["id"] == id).unwrap()
    }

    /// The first task that has steps.
    fn with_steps(&self) -> Value {
        let tasks = self.tasks(&self.official);
        tasks.into_iter().find(|task| task["steps_total"].as_i64().unwrap() >= 3).expect("a task with steps")
    }

    fn log(&self, action: &str) -> Vec<Value> {
        self.server.signed_in("quantri").items(&format!("/audit?action={action}"))
    }
}

fn now() -> ungpho::kernel::Timestamp {
    chrono::Utc::now()
}

fn tick(client: &Client, task: &Value, step: &Value, body: &Value) -> crate::app::client::Answer {
    let path = format!("/api/v1/tasks/{}/steps/{}", text(task, "id"), text(step, "id"));
    client.clone().with("if-match", text(step, "etag")).patch(&path, body)
}

#[test]
fn steps_are_ticked_one_by_one_and_a_task_is_not_done_in_silence_over_open_ones() {
    let scene = Scene::open();
    let task = scene.with_steps();
    let (id, total) = (text(&task, "id").to_owned(), task["steps_total"].as_i64().unwrap());
    assert_eq!((&task["steps_done"], &task["state"]), (&json!(0), &json!("open")));
    let first = &task["steps"][0];
    assert_eq!((&first["position"], &first["done"], &first["added_by"]), (&json!(1), &json!(false), &Value::Null));

    tick(&scene.server.client(), &task, first, &json!({"state": "done"})).problem(401, "not-signed-in");
    tick(&scene.server.signed_in("mangri"), &task, first, &json!({"state": "done"})).problem(403, "not-permitted");
    tick(&scene.official, &task, first, &json!({"state": "not_applicable", "remark": "x"})).problem(422, "invalid");
    let ticked = tick(&scene.official, &task, first, &json!({"state": "done"})).expect(200);
    assert_eq!((&ticked["steps_done"], &ticked["revision"]), (&json!(1), &task["revision"]), "the task stays as it is");
    assert!(text(&ticked["steps"][0], "changed_by").contains("ngoclinh"));
    tick(&scene.official, &task, first, &json!({"state": "open"})).problem(412, "stale");

    let refused = scene.official.clone().with("accept-language", "vi").change_task(&task, &json!({"state": "done"}));
    let refused = refused.problem(422, "invalid");
    let detail = refused["errors"][0]["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains(&format!("Còn {} bước", total - 1)), "{detail}");
    assert!(detail.contains(text(&task["steps"][1], "title")), "{detail}");
    let done =
        scene.official.change_task(&task, &json!({"state": "done", "remark": "bước sau làm buổi chiều"})).expect(200);
    assert_eq!((&done["state"], &done["steps_done"]), (&json!("done"), &json!(1)), "open steps stay open");
    let line = &scene.log("task_changed")[0];
    assert!(text(&line["detail"], "vi").contains(&format!("Còn {}/{total} bước chưa xong", total - 1)), "{line}");
    assert_eq!(scene.log("step_changed").len(), 1);

    let step = TaskStepId::new(now()).to_string();
    let path = format!("/api/v1/tasks/{id}/steps");
    scene.server.signed_in("mangri").post(&path, &json!({"title": "x"})).problem(403, "not-permitted");
    scene.official.post(&path, &json!({"title": "  "})).problem(422, "invalid");
    scene.official.post(&path, &json!({"title": "x".repeat(201)})).problem(422, "invalid");
    let new = json!({"id": step, "title": "  Báo điểm trường Đăk Na  "});
    let added = scene.official.post(&path, &new).expect(201);
    let again = scene.official.post(&path, &new).expect(201);
    assert_eq!(added, again, "sent twice it is one");
    let last = added["steps"].as_array().unwrap().last().unwrap();
    assert_eq!((text(last, "title"), &last["position"]), ("Báo điểm trường Đăk Na", &json!(total + 1)));
    assert!(text(last, "added_by").contains("ngoclinh"));
    assert_eq!(scene.log("step_added").len(), 1);
    for number in added["steps"].as_array().unwrap().len()..30 {
        scene.official.post(&path, &json!({"title": format!("bước {number}")})).expect(201);
    }
    scene.official.post(&path, &json!({"title": "bước thừa"})).problem(422, "invalid");
}

#[test]
fn a_telephone_ticks_steps_too_and_the_latest_word_stands() {
    let scene = Scene::open();
    let task = scene.with_steps();
    let (id, step) = (text(&task, "id"), text(&task["steps"][1], "id"));
    let cursor = scene.official.read("/sync")["cursor"].as_i64().unwrap();
    let operation = |minutes_ago: i64, state: &str| {
        json!({
            "id": ReportId::new(now()).to_string(),
            "happened_at": now() - chrono::TimeDelta::minutes(minutes_ago),
            "base_revision": 1,
            "task": {"id": id, "step": step, "change": {"state": state}},
        })
    };
    let outcomes = |operations: &[Value]| {
        let answer =
            scene.official.post("/api/v1/sync", &json!({"device": "may-1", "operations": operations})).expect(200);
        let taken = answer["operations"].as_array().unwrap();
        taken.iter().map(|taken| text(taken, "outcome").to_owned()).collect::<Vec<_>>()
    };
    let (done, opened) = (operation(10, "done"), operation(20, "open"));
    // The later word comes first; the earlier is kept and changes nothing.
    assert_eq!(outcomes(&[done.clone(), opened]), ["applied", "superseded"]);
    assert_eq!(outcomes(&[done]), ["duplicate"]);
    let stands = scene.task(id);
    assert_eq!((&stands["steps_done"], &stands["steps"][1]["done"]), (&json!(1), &json!(true)));
    let unknown = json!({
        "id": ReportId::new(now()).to_string(),
        "task": {"id": id, "step": TaskStepId::new(now()).to_string(), "change": {"state": "done"}},
    });
    assert_eq!(outcomes(&[unknown]), ["unplaced"]);
    // Said before the desk spoke, heard after it.
    tick(&scene.official, &stands, &stands["steps"][1], &json!({"state": "open"})).expect(200);
    assert_eq!(outcomes(&[operation(1, "done")]), ["superseded"]);
    assert_eq!(scene.task(id)["steps_done"], json!(0));
    // A task ticked in the field is done, whatever steps are open; they stay open.
    let whole = json!({"id": ReportId::new(now()).to_string(), "task": {"id": id, "change": {"state": "done"}}});
    assert_eq!(outcomes(&[whole]), ["applied"]);
    let stands = scene.task(id);
    assert_eq!((&stands["state"], &stands["steps_done"]), (&json!("done"), &json!(0)));
    // Another telephone of the commune hears of it.
    let changes = scene.official.read(&format!("/sync?since={cursor}"));
    let lists = changes["checklists"].as_array().unwrap();
    assert_eq!(lists.iter().map(|list| text(list, "id")).collect::<Vec<_>>(), [scene.checklist.as_str()]);
}

#[test]
fn a_person_is_named_and_the_telephone_number_is_for_those_who_are_signed_in() {
    let scene = Scene::open();
    let task = scene.tasks(&scene.official)[0].clone();
    let path = format!("/api/v1/tasks/{}/person", text(&task, "id"));
    let put = |client: &Client, task: &Value, body: &Value| {
        client.clone().with("if-match", text(task, "etag")).put(&path, body)
    };
    let person = json!({"name": " A Thuận ", "phone": "0905 000 111"});
    put(&scene.server.client(), &task, &person).problem(401, "not-signed-in");
    put(&scene.server.signed_in("mangri"), &task, &person).problem(403, "not-permitted");
    put(&scene.official, &task, &json!({"name": " "})).problem(422, "invalid");
    put(&scene.official, &task, &json!({"name": "A Thuận", "phone": "<gọi>"})).problem(422, "invalid");
    scene.official.put(&path, &person).problem(428, "precondition-required");
    let named = put(&scene.official, &task, &person).expect(200);
    assert_eq!(named["person"], json!({"name": "A Thuận", "phone": "0905 000 111"}));
    put(&scene.official, &task, &person).problem(412, "stale");
    let seen = |client: &Client| scene.tasks(client).into_iter().find(|one| one["id"] == task["id"]).unwrap();
    assert_eq!(seen(&scene.official)["person"]["phone"], "0905 000 111");
    let line = &scene.log("task_person_named")[0];
    assert!(text(&line["detail"], "vi").contains("A Thuận") && !line.to_string().contains("0905"), "{line}");
    // The demonstration lets nobody in particular read; where it does, names are shown and numbers are not.
    let nobody = scene.server.client().get(&format!("/api/v1/checklists/{}", scene.checklist));
    if nobody.status == 200 {
        let seen = seen(&scene.server.client());
        assert_eq!(seen["person"], json!({"name": "A Thuận", "phone": null}));
    }
    let nobody = put(&scene.official, &named, &json!({})).expect(200);
    assert_eq!(nobody["person"], Value::Null);
}

/// The head of a JPEG of 3 × 2 pixels, as far as its size is told, and whatever else.
fn jpeg(rest: &[u8]) -> Vec<u8> {
    let head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x11\x08\x00\x02\x00\x03\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01";
    [head, rest].concat()
}

#[test]
fn photos_are_kept_once_shown_to_the_signed_in_and_taken_out_by_marking() {
    let scene = Scene::open();
    let task = text(&scene.tasks(&scene.official)[2], "id").to_owned();
    let put = |client: &Client, id: &str, bytes: Vec<u8>| {
        let path = format!("/api/v1/tasks/{task}/photos/{id}?taken_at=2025-10-28T01:02:03Z");
        client.put_bytes(&path, "application/octet-stream", bytes)
    };
    let new_id = || PhotoId::new(now()).to_string();
    let id = new_id();
    put(&scene.server.client(), &id, jpeg(b"")).problem(401, "not-signed-in");
    put(&scene.server.signed_in("mangri"), &id, jpeg(b"")).problem(403, "not-permitted");
    put(&scene.official, &id, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec())
        .problem(422, "invalid");
    put(&scene.official, &id, jpeg(&vec![0; 6 * 1024 * 1024])).problem(422, "invalid");

    let photo = put(&scene.official, &id, jpeg(b"mot")).expect(201);
    assert_eq!((&photo["media_type"], &photo["width"], &photo["height"]), (&json!("image/jpeg"), &json!(3), &json!(2)));
    assert_eq!(text(&photo, "taken_at"), "2025-10-28T01:02:03Z");
    assert!(text(&photo, "received_at") > "2025-10-28T01:02:03Z");
    assert_eq!(put(&scene.official, &id, jpeg(b"mot")).expect(200), photo, "sent twice it is one");
    put(&scene.official, &id, jpeg(b"hai")).problem(409, "already-exists");
    assert_eq!(scene.task(&task)["photos"], json!([photo]));
    assert_eq!(scene.log("photo_added").len(), 1);

    let path = format!("/api/v1/task-photos/{id}");
    let shown = scene.official.get(&path);
    assert_eq!((shown.header("content-type"), shown.header("x-content-type-options")), ("image/jpeg", "nosniff"));
    let tag = shown.header("etag").to_owned();
    assert_eq!(shown.bytes, jpeg(b"mot"));
    assert_eq!(scene.official.clone().with("if-none-match", &tag).get(&path).status, 304);
    scene.server.client().get(&path).problem(401, "not-signed-in");

    for _ in 1..12 {
        put(&scene.official, &new_id(), jpeg(b"nua")).expect(201);
    }
    put(&scene.official, &new_id(), jpeg(b"thua")).problem(422, "invalid");
    let removal = format!("{path}/removal");
    scene.official.post(&removal, &json!({"remark": " "})).problem(422, "invalid");
    scene.server.signed_in("mangri").post(&removal, &json!({"remark": "x"})).problem(403, "not-permitted");
    let removed = scene.official.post(&removal, &json!({"remark": "chụp nhầm nhà"})).expect(200);
    assert_eq!(removed["removed"]["remark"], "chụp nhầm nhà");
    assert_eq!(scene.official.request(Method::DELETE, &path, &Value::Null).status, 404, "no way to delete one");
    let kept = scene.task(&task)["photos"].as_array().unwrap().clone();
    assert_eq!(kept.len(), 12, "it is marked, not dropped");
    assert_eq!(scene.log("photo_removed").len(), 1);
    // Its bytes are for those who read the log.
    assert_eq!(scene.official.get(&path).bytes, jpeg(b"mot"));
    scene.server.signed_in("xem").get(&path).problem(403, "not-permitted");
    put(&scene.official, &new_id(), jpeg(b"cho trong")).expect(201);
}

#[test]
fn a_higher_level_adds_its_tasks_to_the_lists_that_are_open() {
    let office = Office::open();
    let zones = office.zones();
    let activation = office.order_out(&zones[..1], "Công điện số 1");
    let list = office.list_of(activation.id, zones[0]);
    let tasks = || -> Vec<Task> {
        office.app.store.read(|conn| checklists::tasks_of(conn, &[list.id])).unwrap().remove(&list.id).unwrap()
    };
    let titles = |tasks: &[Task]| tasks.iter().map(|task| task.title.vi.clone()).collect::<Vec<_>>();
    let before = tasks();
    assert_eq!(titles(&before), ["Báo từng nhà"]);
    assert_eq!(before[0].steps.iter().map(|step| step.title.as_str()).collect::<Vec<_>>(), ["gọi loa", "gõ cửa"]);
    let raise = |level: u8| {
        let widening = Widening {
            by: &office.chair,
            activation: activation.id,
            revision: office.activation(activation.id).revision,
            wider: Wider::Level(RiskLevel::new(level).unwrap()),
            stage: ZoneStage::Ordered,
            reason: "Công điện số 2".into(),
        };
        widen_activation(&office.app, &widening).unwrap();
    };
    raise(3);
    let after = tasks();
    assert_eq!(titles(&after), ["Báo từng nhà", "Xin lực lượng của tỉnh"]);
    assert_eq!((&after[0], after[1].position, after[1].steps.len()), (&before[0], 2, 2));
    // The zones that came with the level have both from the beginning; a list that has them gets nothing twice.
    let other = office.list_of(activation.id, zones[1]);
    let whole =
        office.app.store.read(|conn| checklists::tasks_of(conn, &[other.id])).unwrap().remove(&other.id).unwrap();
    assert_eq!(whole.len(), 2);
    raise(4);
    assert_eq!(tasks().len(), 2);
}
