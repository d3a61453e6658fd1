//! What everybody may read holds nothing of households and of who keeps a key.

use crate::{COLLECTIONS, ground};

#[test]
fn nothing_of_households_and_nobodys_phone_is_given_away() {
    let ground = ground();
    let admin = ground.server.signed_in("quantri");
    let shelters = admin.items("/shelters");
    let phones: Vec<&str> = shelters.iter().filter_map(|shelter| shelter["keeper_phone"].as_str()).collect();
    assert!(!phones.is_empty());
    let zones = admin.items("/zones");
    let names: Vec<&str> = zones.iter().filter_map(|zone| zone["properties"]["in_charge"]["name"].as_str()).collect();
    assert!(!names.is_empty());
    for id in COLLECTIONS {
        for form in ["json", "html"] {
            let answer = ground.get(&format!("/collections/{id}/items?limit=1000&f={form}"));
            let text = String::from_utf8(answer.bytes).unwrap();
            for secret in phones.iter().chain(&names) {
                assert!(!text.contains(secret), "{id} gives away {secret}");
            }
            for word in ["household", "keeper", "in_charge", "vulnerable", "phone"] {
                assert!(!text.contains(word), "{id} speaks of {word}");
            }
        }
    }
}

#[test]
fn exercises_are_not_shown_as_alerts() {
    let ground = ground();
    let mut exercise = crate::app::cap::Cap::new("exercise-of-ogc", chrono::Utc::now());
    exercise.status = "Exercise".into();
    ground.server.signed_in("quantri").push(&exercise.xml());
    let found = ground.json("/collections/alerts/items?identifier=exercise-of-ogc");
    assert_eq!(found["numberMatched"], 0);
}
