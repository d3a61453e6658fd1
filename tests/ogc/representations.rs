//! /conf/geojson and /conf/html: the same resources for programs and for people.

use crate::{COLLECTIONS, ground, ids};

/// Every kind of resource, and what it is in JSON.
fn resources() -> Vec<(String, &'static str)> {
    let ground = ground();
    let mut all: Vec<(String, &str)> = vec![
        (String::new(), "application/json"),
        ("/conformance".into(), "application/json"),
        ("/api".into(), "application/vnd.oai.openapi+json;version=3.0"),
        ("/collections".into(), "application/json"),
    ];
    for id in COLLECTIONS {
        let first = ids(&ground.json(&format!("/collections/{id}/items?limit=1"))).remove(0);
        all.push((format!("/collections/{id}"), "application/json"));
        all.push((format!("/collections/{id}/items"), "application/geo+json"));
        all.push((format!("/collections/{id}/items/{first}"), "application/geo+json"));
    }
    all
}

#[test]
fn conf_geojson_definition_and_content() {
    let ground = ground();
    for (path, kind) in resources() {
        let client = ground.client().with("accept", "application/geo+json, application/json;q=0.9");
        let answer = client.get(&format!("/ogc{path}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        if kind != "application/geo+json" {
            continue;
        }
        let read: geojson::GeoJson = String::from_utf8(answer.bytes.clone()).unwrap().parse().unwrap();
        match read {
            geojson::GeoJson::FeatureCollection(collection) => assert!(!collection.features.is_empty()),
            geojson::GeoJson::Feature(feature) => {
                let Some(geojson::feature::Id::String(id)) = feature.id else { panic!("no id") };
                assert!(path.ends_with(&format!("/{id}")));
            }
            geojson::GeoJson::Geometry(_) => panic!("a bare geometry"),
        }
    }
}

#[test]
fn conf_html_definition_and_content() {
    let ground = ground();
    let browser = ground.client().with("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    for (path, _) in resources() {
        let asked = ground.get(&format!("{path}?f=html"));
        let shown = browser.get(&format!("/ogc{path}"));
        for answer in [&asked, &shown] {
            assert_eq!((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"), "{path}");
            let text = String::from_utf8(answer.bytes.clone()).unwrap();
            assert!(text.starts_with("<!doctype html>"));
            for part in ["<html lang=\"vi\">", "<title>", "<h1>", "rel=\"alternate\"", "</html>"] {
                assert!(text.contains(part), "{path}: no {part}");
            }
            // Nothing is loaded from anywhere: no script, no picture, no sheet.
            for part in ["<script", "<img", "<link", "url(", "src="] {
                assert!(!text.contains(part), "{path}: {part}");
            }
        }
    }
}

#[test]
fn pages_speak_the_readers_language() {
    let ground = ground();
    let page = |client: crate::app::client::Client, path: &str| String::from_utf8(client.get(path).bytes).unwrap();
    let english = ground.client().with("accept-language", "en-GB,en;q=0.9,vi;q=0.5");
    assert!(page(english.clone(), "/ogc/collections/zones?f=html").contains("Evacuation zones"));
    assert!(page(english, "/ogc/collections/zones?f=html&lang=vi").contains("Vùng nguy hiểm phải di dời"));
    let zones = page(ground.client(), "/ogc/collections/zones/items?f=html&limit=2");
    assert!(zones.contains("Loại thiên tai") && zones.contains("Trang sau"), "{zones}");
}

#[test]
fn an_answer_says_by_what_it_differs_and_lets_other_sites_read_it() {
    let ground = ground();
    let answer = ground.get("/collections/zones/items");
    assert!(answer.header("vary").contains("accept"));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}
