//! /conf/core: features, one and many.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{COLLECTIONS, ground, ids, link, links, positions};

fn count(collection: &Value) -> u64 {
    collection["numberMatched"].as_u64().unwrap()
}

#[test]
fn conf_core_fc_op_and_fc_response() {
    let ground = ground();
    for id in COLLECTIONS {
        let page = ground.json(&format!("/collections/{id}/items"));
        assert_eq!(page["type"], "FeatureCollection");
        let features = page["features"].as_array().unwrap();
        assert!(!features.is_empty(), "{id}");
        // fc-numberReturned, fc-numberMatched
        assert_eq!(page["numberReturned"], features.len());
        assert!(count(&page) >= features.len() as u64);
        // fc-timeStamp
        let stamp: DateTime<Utc> = page["timeStamp"].as_str().unwrap().parse().unwrap();
        assert!((Utc::now() - stamp).num_seconds().abs() < 120);
        // fc-links
        link(&page, "self", "application/geo+json");
        link(&page, "alternate", "text/html");
        link(&page, "collection", "application/json");
        for one in page["links"].as_array().unwrap() {
            assert!(one["rel"].is_string() && one["type"].is_string());
            ground.follow(one);
        }
    }
}

#[test]
fn conf_core_fc_links_next_leads_over_every_feature_once() {
    let ground = ground();
    for id in COLLECTIONS {
        let all = ids(&ground.json(&format!("/collections/{id}/items?limit=1000")));
        let mut seen = Vec::new();
        let mut page = ground.json(&format!("/collections/{id}/items?limit=3"));
        loop {
            assert_eq!(count(&page), all.len() as u64);
            seen.extend(ids(&page));
            match links(&page, "next").first() {
                Some(next) => page = ground.follow(next).json(),
                None => break,
            }
        }
        assert_eq!(seen, all, "{id}");
        assert_eq!(ids(&ground.json(&format!("/collections/{id}/items?limit=2&offset=1"))), all[1..all.len().min(3)]);
    }
}

#[test]
fn conf_core_fc_limit_response() {
    let ground = ground();
    let counted = |query: &str| ids(&ground.json(&format!("/collections/admin-units/items{query}"))).len();
    assert_eq!(counted(""), 10);
    assert_eq!(counted("?limit=1"), 1);
    assert_eq!(counted("?limit=37"), 37);
    assert_eq!(counted("?limit=1000"), counted("?limit=1000000"));
}

/// Whether a box holds a position of the ring, or an edge crosses it: by the plainest means there are.
fn may_meet(geometry: &Value, [west, south, east, north]: [f64; 4]) -> bool {
    let all = positions(geometry);
    let (lons, lats): (Vec<f64>, Vec<f64>) = all.into_iter().unzip();
    let low = |numbers: &[f64]| numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = |numbers: &[f64]| numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    low(&lons) <= east && high(&lons) >= west && low(&lats) <= north && high(&lats) >= south
}

#[test]
fn conf_core_fc_bbox_response() {
    let ground = ground();
    let boxes = [[107.6, 14.8, 107.95, 15.1], [108.0, 14.3, 108.1, 14.4], [100.0, 0.0, 101.0, 1.0]];
    for id in COLLECTIONS {
        let all = ground.json(&format!("/collections/{id}/items?limit=1000"));
        for bounds in boxes {
            let [west, south, east, north] = bounds;
            let flat = ground.json(&format!("/collections/{id}/items?limit=1000&bbox={west},{south},{east},{north}"));
            let high = format!("/collections/{id}/items?limit=1000&bbox={west},{south},0,{east},{north},3000");
            assert_eq!(ids(&flat), ids(&ground.json(&high)), "six numbers");
            let found = ids(&flat);
            for feature in all["features"].as_array().unwrap() {
                let taken = found.contains(&feature["id"].as_str().unwrap().to_owned());
                let (nowhere, near) = (feature["geometry"].is_null(), may_meet(&feature["geometry"], bounds));
                let inside = positions(&feature["geometry"])
                    .iter()
                    .any(|(lon, lat)| west <= *lon && *lon <= east && south <= *lat && *lat <= north);
                assert!(!taken || near || nowhere, "{id}: taken and not near: {}", feature["id"]);
                assert!(taken || !(inside || nowhere), "{id}: inside and not taken: {}", feature["id"]);
            }
        }
    }
    let most = count(&ground.json("/collections/zones/items?bbox=107,14,109,16"));
    assert!(most > 0 && most == count(&ground.json("/collections/zones/items")));
}

#[test]
fn a_box_over_the_180th_meridian_is_no_box_around_the_world() {
    let ground = ground();
    assert_eq!(count(&ground.json("/collections/zones/items?bbox=170,10,-170,20")), 0);
    let all = count(&ground.json("/collections/zones/items"));
    assert_eq!(count(&ground.json("/collections/zones/items?bbox=107,10,-170,20")), all);
}

#[test]
fn a_box_in_a_bay_of_a_zone_does_not_meet_it() {
    // A corner of the box around a zone where the zone itself is not: found by halving towards a corner.
    let ground = ground();
    let page = ground.json("/collections/zones/items?limit=1000");
    let mut tried = 0;
    for feature in page["features"].as_array().unwrap() {
        let all = positions(&feature["geometry"]);
        let west = all.iter().map(|at| at.0).fold(f64::INFINITY, f64::min);
        let south = all.iter().map(|at| at.1).fold(f64::INFINITY, f64::min);
        if all.contains(&(west, south)) {
            continue;
        }
        let tiny = format!("bbox={},{},{},{}", west - 1e-9, south - 1e-9, west + 1e-9, south + 1e-9);
        let found = ids(&ground.json(&format!("/collections/zones/items?limit=1000&{tiny}")));
        assert!(!found.contains(&feature["id"].as_str().unwrap().to_owned()), "{}", feature["id"]);
        tried += 1;
    }
    assert!(tried > 0);
}

#[test]
fn conf_core_fc_time_response() {
    let ground = ground();
    let query = |id: &str, when: &str| ground.json(&format!("/collections/{id}/items?limit=1000&datetime={when}"));
    let alerts = ground.json("/collections/alerts/items?limit=1000");
    let alert = &alerts["features"][0];
    let at = |name: &str| alert["properties"][name].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    let (begins, expires) = (at("begins"), at("expires"));
    let text = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let hour = chrono::TimeDelta::hours(1);
    let id = alert["id"].as_str().unwrap().to_owned();
    let holds = |when: &str| ids(&query("alerts", when)).contains(&id);
    assert!(holds(&text(begins + hour)));
    assert!(!holds(&text(begins - hour)));
    assert!(!holds(&text(expires + hour)));
    assert!(holds(&format!("{}/{}", text(begins - hour), text(begins + hour))));
    assert!(holds(&format!("../{}", text(begins + hour))) && holds(&format!("/{}", text(begins + hour))));
    assert!(!holds(&format!("../{}", text(begins - hour))));
    assert!(holds(&format!("{}/..", text(expires - hour))) && holds(&format!("{}/", text(expires - hour))));
    assert!(!holds(&format!("{}/..", text(expires + hour))));
    // What has no time is in every interval.
    assert_eq!(count(&query("shelters", "1990-01-01T00:00:00Z")), count(&ground.json("/collections/shelters/items")));
    // Zones as they stand now, and not before there were any.
    assert_eq!(count(&query("zones", &text(Utc::now()))), count(&ground.json("/collections/zones/items")));
    assert_eq!(count(&query("zones", "2000-01-01T00:00:00Z")), 0);
    // Units by their days in Viet Nam: the reform ended districts on 30 June 2025 at midnight there.
    let districts = |when: &str| count(&query("admin-units", &format!("{when}&kind=district")));
    assert!(districts("2025-06-30T16:59:59Z") > 0);
    assert_eq!(districts("2025-06-30T17:00:00Z"), 0);
    assert!(districts("../2025-07-02T00:00:00Z") > 0);
}

#[test]
fn filters_of_every_collection_take_what_has_the_value_and_nothing_else() {
    let ground = ground();
    for id in COLLECTIONS {
        let all = ground.json(&format!("/collections/{id}/items?limit=1000"));
        let description = ground.json("/api");
        let operation = &description["paths"][format!("/collections/{id}/items")]["get"];
        let own = operation["parameters"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str());
        for name in own {
            let has = |feature: &Value, wanted: &Value| {
                let value = &feature["properties"][name];
                value == wanted || value.as_array().is_some_and(|values| values.contains(wanted))
            };
            let features = all["features"].as_array().unwrap();
            let value = features.iter().map(|feature| &feature["properties"][name]).find(|value| !value.is_null());
            let Some(value) = value.map(|value| value.get(0).unwrap_or(value).clone()) else { continue };
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let query: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
            let found = ground.json(&format!("/collections/{id}/items?limit=1000&{name}={query}"));
            let expected: Vec<String> = features
                .iter()
                .filter(|feature| has(feature, &value))
                .map(|feature| feature["id"].as_str().unwrap().to_owned())
                .collect();
            assert!(!expected.is_empty());
            assert_eq!(ids(&found), expected, "{id} {name}={text}");
        }
    }
}

#[test]
fn conf_core_f_op_f_success_and_f_links() {
    let ground = ground();
    for id in COLLECTIONS {
        for listed in ground.json(&format!("/collections/{id}/items?limit=20"))["features"].as_array().unwrap() {
            let own = listed["id"].as_str().unwrap();
            let answer = ground.get(&format!("/collections/{id}/items/{own}"));
            assert_eq!(answer.header("content-type"), "application/geo+json");
            let alone = answer.expect(200);
            for same in ["type", "id", "geometry", "properties"] {
                assert_eq!(alone[same], listed[same], "{id} {same}");
            }
            for (rel, kind) in
                [("self", "application/geo+json"), ("alternate", "text/html"), ("collection", "application/json")]
            {
                ground.follow(link(&alone, rel, kind));
            }
        }
        ground.get(&format!("/collections/{id}/items/nothing")).problem(404, "not-found");
    }
}

#[test]
fn a_former_commune_has_an_address_of_its_own() {
    let ground = ground();
    let past = ground.json("/collections/admin-units/items?limit=1&datetime=2025-06-01T00:00:00Z&kind=commune");
    let id = &ids(&past)[0];
    assert!(id.contains('@'), "{id}");
    assert_eq!(ground.json(&format!("/collections/admin-units/items/{id}"))["id"], id.as_str());
}
