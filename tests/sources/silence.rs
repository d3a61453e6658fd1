//! Where no source is heard: told to the office as a finding, and to everybody with the answer of the look-up.

use serde_json::{Value, json};

use crate::app::described::Described;
use crate::app::server::TestServer;
use crate::app::wait_for;

#[test]
fn zones_whose_only_source_is_silent_are_a_finding_and_the_public_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let (admin, viewer, anybody) = (server.signed_in("quantri"), server.signed_in("xem"), server.client());
    let described = Described::of(&admin);
    let silence = || viewer.read("/alert-sources/silence?limit=1000");
    let source = || admin.items("/alert-sources").into_iter().find(|source| source["code"] == "demo").unwrap();
    let change = |change: &Value| {
        let source = source();
        let address = format!("/api/v1/alert-sources/{}", source["id"].as_str().unwrap());
        admin.clone().with("if-match", source["etag"].as_str().unwrap()).patch(&address, change)
    };
    wait_for("the source to speak", || (source()["health"]["state"] == "speaking").then_some(()));
    described.check("get", "/api/v1/alert-sources/silence", &viewer.get("/api/v1/alert-sources/silence"));
    let heard = silence();
    assert_eq!((&heard["zones"], &heard["communes"], &heard["items"]), (&json!(0), &json!(0), &json!([])));

    // It is said to speak for one commune only: of the others nobody tells.
    let zones = admin.items("/zones");
    let of_commune = |code: &str| zones.iter().filter(|zone| zone["properties"]["commune_code"] == code).count();
    let here = zones[0]["properties"]["commune_code"].as_str().unwrap();
    let elsewhere = zones
        .iter()
        .map(|zone| zone["properties"]["commune_code"].as_str().unwrap())
        .find(|code| *code != here)
        .unwrap();
    assert_eq!(change(&json!({"covers": ["99999"]})).problem(422, "invalid")["errors"][0]["pointer"], "/covers");
    assert_eq!(change(&json!({"covers": [here]})).expect(200)["covers"], json!([here]));
    wait_for("the source to speak again", || (source()["health"]["state"] == "speaking").then_some(()));
    let found = silence();
    assert_eq!(found["zones"], json!(zones.len() - of_commune(here)));
    let items = found["items"].as_array().unwrap();
    assert!(items.iter().all(|item| item["commune_code"] != here && item["sources"] == json!([])), "{found}");
    let counted: u64 =
        items.iter().filter(|item| item["commune_code"] == elsewhere).map(|item| item["zones"].as_u64().unwrap()).sum();
    assert_eq!(usize::try_from(counted).unwrap(), of_commune(elsewhere));

    let asked = |commune: &str| anybody.read(&format!("/lookup/place?commune={commune}"))["no_data"].clone();
    assert_eq!(asked(here), Value::Null);
    let told = asked(elsewhere);
    assert!(told["sentence"]["vi"].as_str().unwrap().ends_with("không có nghĩa là không có cảnh báo."), "{told}");
    assert_eq!(told["last_heard_at"], Value::Null);

    // Switched off, nobody tells of anything; the page of one is as long as it is asked to be.
    change(&json!({"enabled": false})).expect(200);
    let found = silence();
    assert_eq!(found["zones"], json!(zones.len()));
    let first = viewer.read("/alert-sources/silence?limit=1");
    assert_eq!((first["items"].as_array().unwrap().len(), &first["next"]), (1, &json!("1")));
    assert_eq!(viewer.read("/alert-sources/silence?limit=1&cursor=1")["items"][0], found["items"][1]);
    assert!(asked(here).is_object());
    let batch = anybody.post("/api/v1/lookup", &json!({"points": [{"lon": 108.0, "lat": 15.0}]})).expect(200);
    assert!(batch["items"][0]["no_data"]["sentence"]["en"].is_string(), "{batch}");
}
