//! The lists by which hazards are told, corrected by the office; and documents that are read again.

use serde_json::{Value, json};

use crate::app::committee::Committee;
use crate::{NARROW, landslide, plan_in_force, push};

const WORDS: &str = "/api/v1/hazard-words";

fn tried(committee: &Committee, text: &str) -> Value {
    committee.caller("viewer").post("/api/v1/hazard-words/try", &json!({"text": text})).expect(200)
}

#[test]
fn own_words_hold_for_the_next_alert_and_can_be_taken_away() {
    let committee = Committee::new();
    plan_in_force(&committee);
    let admin = committee.caller("admin");
    let odd = |identifier: &str| {
        let message = crate::app::cap::Cap { event: "Trượt taluy".into(), ..landslide(identifier, NARROW) };
        push(&committee, &message)
    };
    let before = odd("odd-1");
    let needing = |id: &str| {
        let waiting = admin.items("/alerts?needs_person=true");
        waiting.iter().any(|alert| alert["id"] == id)
    };
    assert!(needing(&before), "what cannot be told goes to a person");
    assert_eq!(tried(&committee, "Trượt taluy")["hazard"], Value::Null);

    let own =
        admin.post(WORDS, &json!({"language": "vi", "words": " Trượt  Taluy", "hazard": "landslide"})).expect(201);
    assert_eq!((&own["words"], &own["shipped"]), (&json!("trượt taluy"), &json!(false)));
    // What had gone to a person is asked about again, by the road of every alert, and once.
    assert!(!needing(&before));
    let decided = |id: &str| admin.items(&format!("/alerts/{id}/decisions"));
    let answers = decided(&before);
    assert_eq!(answers.iter().filter(|answer| answer["zone"].is_null()).count(), 1, "{answers:?}");
    assert_eq!(answers[0]["outcome"], "proposed");
    assert_eq!(admin.items("/activations").len(), 1);
    let again = |words: &str| admin.post(WORDS, &json!({"language": "vi", "words": words, "hazard": "landslide"}));
    again("trượt taluy").expect(201);
    again("sụt taluy").expect(201);
    assert_eq!((admin.items("/activations").len(), decided(&before)), (1, answers));
    let reasked = admin.items("/audit").into_iter().filter(|entry| entry["action"] == "alert_asked_again");
    assert_eq!(reasked.map(|entry| entry["subject_id"].clone()).collect::<Vec<_>>(), [json!(before)]);

    let found = tried(&committee, "Cảnh báo TRƯỢT TALUY nguy hiểm");
    assert_eq!(found["hazard"], "landslide");
    assert!(found["ground"]["vi"].as_str().unwrap().contains("trượt taluy"));
    let after = odd("odd-2");
    assert!(!needing(&after));
    assert_eq!(admin.read(&format!("/alerts/{after}"))["hazard"], "landslide");
    assert_eq!(admin.items("/activations").len(), 2);
    assert_eq!(admin.items("/alerts?hazard=landslide").len(), 2, "the earlier one is named by it too");

    // Correcting a shipped word, and taking the correction back.
    let storm = admin.post(WORDS, &json!({"language": "vi", "words": "bão", "hazard": null})).expect(201);
    assert_eq!(tried(&committee, "Tin bão")["hazard"], Value::Null);
    let listed = |words: &str| -> Vec<Value> {
        admin.items("/hazard-words?language=vi").into_iter().filter(|entry| entry["words"] == words).collect()
    };
    assert_eq!((listed("bão").len(), &listed("bão")[0]["shipped"]), (1, &json!(false)));
    admin.delete(&format!("{WORDS}/{}", storm["id"].as_str().unwrap())).expect(204);
    assert_eq!(listed("bão")[0]["shipped"], true);
    assert_eq!(tried(&committee, "Tin bão")["hazard"], "storm");
    admin.delete(&format!("{WORDS}/{}", storm["id"].as_str().unwrap())).problem(404, "not-found");

    let code = json!({"list": "KTTV", "code": "LQ", "hazard": "flash_flood"});
    let code = admin.post("/api/v1/hazard-codes", &code).expect(201);
    let asked = json!({"codes": [{"name": "kttv", "value": "lq"}]});
    assert_eq!(admin.post("/api/v1/hazard-words/try", &asked).expect(200)["hazard"], "flash_flood");
    admin.delete(&format!("/api/v1/hazard-codes/{}", code["id"].as_str().unwrap())).expect(204);

    admin.post(WORDS, &json!({"language": "vi", "words": " ", "hazard": "storm"})).problem(422, "invalid");
    admin.post(WORDS, &json!({"language": "vi", "words": "x", "hazard": "ma"})).problem(422, "invalid");
    for role in ["editor", "official", "viewer", "integration"] {
        committee.caller(role).post(WORDS, &json!({"language": "vi", "words": "x"})).problem(403, "not-permitted");
    }
    let log = admin.items("/audit");
    assert_eq!(log.iter().filter(|entry| entry["action"] == "vocabulary_corrected").count(), 7);
}

#[test]
fn what_was_put_aside_can_be_read_again() {
    let committee = Committee::new();
    let official = committee.caller("official");
    let answer = committee.caller("integration").push(b"<alert>broken").expect(201);
    assert_eq!(answer["outcome"], "quarantined");
    let id = official.items("/quarantine")[0]["id"].as_str().unwrap().to_owned();
    let retried = official.post(&format!("/api/v1/quarantine/{id}/retry"), &Value::Null).expect(200);
    assert_eq!((&retried["state"], retried["alerts"].as_array().unwrap().len()), (&json!("quarantined"), 0));
    assert!(!retried["reasons"].as_array().unwrap().is_empty());
    assert_eq!(official.items("/quarantine").len(), 1, "it stays, with its reasons");
    committee
        .caller("viewer")
        .post(&format!("/api/v1/quarantine/{id}/retry"), &Value::Null)
        .problem(403, "not-permitted");
}
