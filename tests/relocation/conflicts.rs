//! What the interface says of a contradiction: who said what on which device, and where it can be settled.

use serde_json::{Value, json};
use ungpho::kernel::ids::ReportId;
use ungpho::kernel::{Clock, SystemClock};

use super::killed::at_work;
use crate::app::server::TestServer;

#[test]
fn a_contradiction_names_the_devices_of_its_words_and_the_checklists_of_its_household() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let chair = server.signed_in("chutich");
    let relocations = at_work(&chair);
    let own = &relocations[0];
    let path = format!("/api/v1/relocations/{}", own["id"].as_str().unwrap());
    let at_desk = chair.clone().with("if-match", own["etag"].as_str().unwrap());
    let settled = at_desk.patch(&path, &json!({"departed": 3})).expect(200);
    assert_eq!((&settled["conflicts"], &settled["outcome"]), (&json!([]), &json!("applied")));

    let operation = json!({
        "id": ReportId::new(SystemClock.now()), "base_revision": 0,
        "relocation": {"id": own["id"], "said": {"departed": 5}},
    });
    let outbox = json!({"device": "may-2", "operations": [operation]});
    let taken = chair.post("/api/v1/sync", &outbox).expect(200)["operations"][0].clone();
    assert_eq!(taken["outcome"], "conflict");

    let activation = chair.items("/activations").into_iter().find(|begun| begun["status"] == "active").unwrap();
    let lists = chair.items(&format!("/activations/{}/checklists", activation["id"].as_str().unwrap()));
    let of_household = |list: &&Value| {
        let path = format!("/activations/{}/relocations?checklist=", activation["id"].as_str().unwrap());
        let moved = chair.items(&format!("{path}{}", list["id"].as_str().unwrap()));
        moved.iter().any(|relocation| relocation["id"] == own["id"])
    };
    let expected: Vec<&Value> = lists.iter().filter(of_household).map(|list| &list["id"]).collect();
    assert!(!expected.is_empty());
    let named = |told: &Value| {
        let mut ids: Vec<Value> = told["checklist_ids"].as_array().unwrap().clone();
        ids.sort_by_key(ToString::to_string);
        ids
    };
    let mut sorted: Vec<Value> = expected.into_iter().cloned().collect();
    sorted.sort_by_key(ToString::to_string);
    assert_eq!(named(&taken), sorted);

    let one = chair.get(&path).expect(200);
    let event = one["event_id"].as_str().unwrap();
    let listed = chair.items(&format!("/events/{event}/relocations?to_settle=true"));
    let changes = chair.read("/sync");
    let synced = changes["relocations"].as_array().unwrap().iter().find(|moved| moved["id"] == own["id"]).unwrap();
    for shown in [&one, listed.iter().find(|moved| moved["id"] == own["id"]).unwrap(), synced] {
        let conflict = &shown["conflicts"][0];
        assert_eq!(named(conflict), sorted);
        let words: Vec<(&Value, &Value)> =
            conflict["said"].as_array().unwrap().iter().map(|said| (&said["value"], &said["device"])).collect();
        assert_eq!(words.len(), 2, "{conflict}");
        assert!(
            words.contains(&(&json!(5), &json!("may-2"))) && words.contains(&(&json!(3), &Value::Null)),
            "{conflict}"
        );
    }
}

#[test]
fn every_zone_of_an_event_says_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let chair = server.signed_in("chutich");
    at_work(&chair);
    let activation = chair.items("/activations").into_iter().find(|begun| begun["status"] == "active").unwrap();
    let activation = chair.read(&format!("/activations/{}", activation["id"].as_str().unwrap()));
    let event = activation["event"]["id"].as_str().unwrap().to_owned();
    let zones = chair.items(&format!("/events/{event}/zones"));
    let lists = chair.items(&format!("/activations/{}/checklists", activation["id"].as_str().unwrap()));
    assert!(!lists.is_empty());
    for list in &lists {
        let told: Vec<&Value> = zones.iter().filter(|zone| zone["zone_id"] == list["zone"]["id"]).collect();
        assert_eq!(told.len(), 1, "{list}");
        assert_eq!(
            (&told[0]["state"], &told[0]["round"], &told[0]["is_open"]),
            (&json!("order"), &list["round"], &json!(true))
        );
        assert_eq!((&told[0]["since"], &told[0]["checklist_id"]), (&list["stage_at"], &list["id"]));
        assert_eq!(told[0]["checklist_ids"], json!([list["id"]]));
        assert_eq!(told[0]["commune_code"], list["zone"]["commune_code"]);
    }
    let normal = zones.iter().filter(|zone| zone["state"] == "normal");
    assert!(normal.clone().all(|zone| zone["checklist_ids"] == json!([]) && zone["since"].is_null()));
    let page = chair.read(&format!("/events/{event}/zones?limit=1"));
    assert_eq!((&page["items"][0], page["next"].is_null()), (&zones[0], zones.len() == 1));
    chair.get(&format!("/api/v1/events/{event}/zones?cursor=x")).problem(422, "invalid");
    chair.get(&format!("/api/v1/events/{}/zones", activation["id"].as_str().unwrap())).problem(404, "not-found");
}
