//! /conf/core: the landing page, the declaration, the collections.

use serde_json::Value;

use crate::{COLLECTIONS, CRS84, ground, link, links};

#[test]
fn conf_core_root_op_and_root_success() {
    let ground = ground();
    let page = ground.json("?f=json");
    link(&page, "service-desc", "application/vnd.oai.openapi+json;version=3.0");
    link(&page, "service-doc", "text/html");
    link(&page, "conformance", "application/json");
    link(&page, "data", "application/json");
    link(&page, "self", "application/json");
    link(&page, "alternate", "text/html");
    for one in page["links"].as_array().unwrap() {
        ground.follow(one);
    }
    assert_eq!(ground.client().get("/ogc/?f=json").json(), page);
}

#[test]
fn conf_core_api_definition_op_and_api_definition_success() {
    let ground = ground();
    let page = ground.json("");
    let description = ground.follow(link(&page, "service-desc", "application/vnd.oai.openapi+json;version=3.0"));
    assert_eq!(description.header("content-type"), "application/vnd.oai.openapi+json;version=3.0");
    assert_eq!(description.json()["openapi"], "3.0.3");
    ground.follow(link(&page, "service-doc", "text/html"));
}

#[test]
fn conf_core_conformance_op_and_conformance_success() {
    let ground = ground();
    let declared = ground.json("/conformance");
    let classes: Vec<&str> =
        declared["conformsTo"].as_array().unwrap().iter().map(|uri| uri.as_str().unwrap()).collect();
    let mut expected: Vec<String> = ["core", "oas30", "html", "geojson"]
        .map(|class| format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{class}"))
        .to_vec();
    expected.push("http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs".into());
    assert_eq!(classes, expected);
}

#[test]
fn conf_core_fc_md_op_and_fc_md_success() {
    let ground = ground();
    let all = ground.json("/collections");
    // fc-md-links
    link(&all, "self", "application/json");
    link(&all, "alternate", "text/html");
    // fc-md-items
    let listed: Vec<&str> =
        all["collections"].as_array().unwrap().iter().map(|collection| collection["id"].as_str().unwrap()).collect();
    assert_eq!(listed, COLLECTIONS);
    for collection in all["collections"].as_array().unwrap() {
        check_collection(collection);
    }
}

/// /conf/core/fc-md-items-links, fc-md-extent and the order of `crs`.
fn check_collection(collection: &Value) {
    for kind in ["application/geo+json", "text/html"] {
        ground().follow(link(collection, "items", kind));
    }
    for one in collection["links"].as_array().unwrap() {
        assert!(one["rel"].is_string() && one["type"].is_string(), "{one}");
    }
    let bounds: Vec<f64> =
        collection["extent"]["spatial"]["bbox"][0].as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect();
    assert_eq!(bounds.len(), 4);
    assert!(bounds[0] < bounds[2] && bounds[1] < bounds[3], "{bounds:?}");
    assert_eq!(collection["extent"]["spatial"]["crs"], CRS84);
    assert_eq!(collection["crs"][0], CRS84);
}

#[test]
fn conf_core_fc_md_extent_holds_every_feature() {
    let ground = ground();
    for id in COLLECTIONS {
        let bounds = ground.json(&format!("/collections/{id}"))["extent"]["spatial"]["bbox"][0].clone();
        let bounds: Vec<f64> = bounds.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect();
        for feature in ground.json(&format!("/collections/{id}/items?limit=1000"))["features"].as_array().unwrap() {
            for (lon, lat) in crate::positions(&feature["geometry"]) {
                let hair = 1e-7;
                assert!(bounds[0] - hair <= lon && lon <= bounds[2] + hair, "{id} {lon} {bounds:?}");
                assert!(bounds[1] - hair <= lat && lat <= bounds[3] + hair, "{id} {lat} {bounds:?}");
            }
        }
    }
}

#[test]
fn conf_core_sfc_md_op_and_sfc_md_success() {
    let ground = ground();
    let all = ground.json("/collections");
    for listed in all["collections"].as_array().unwrap() {
        let alone = ground.json(&format!("/collections/{}", listed["id"].as_str().unwrap()));
        for same in ["id", "title", "description", "extent", "itemType", "crs", "storageCrs"] {
            assert_eq!(alone[same], listed[same], "{same}");
        }
        check_collection(&alone);
        link(&alone, "self", "application/json");
        link(&alone, "alternate", "text/html");
    }
    ground.get("/collections/nothing").problem(404, "not-found");
    ground.get("/nothing").problem(404, "not-found");
}

#[test]
fn conf_core_query_param_unknown() {
    let ground = ground();
    let zone = crate::ids(&ground.json("/collections/zones/items?limit=1")).remove(0);
    for path in ["", "/conformance", "/api", "/collections", "/collections/zones", "/collections/zones/items"] {
        let problem = ground.get(&format!("{path}?unknownQueryParameter=1")).problem(400, "invalid-parameter");
        assert_eq!(problem["errors"][0]["pointer"], "/unknownQueryParameter");
    }
    ground.get(&format!("/collections/zones/items/{zone}?hazard=storm")).problem(400, "invalid-parameter");
    // A property of another collection is none of this one.
    ground.get("/collections/zones/items?suitable_for=storm").problem(400, "invalid-parameter");
}

#[test]
fn conf_core_query_param_invalid() {
    let ground = ground();
    for query in [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "offset=-1",
        "bbox=1,2,3",
        "bbox=1,2,3,4,5",
        "bbox=107,15,108,14",
        "bbox=a,b,c,d",
        "bbox=NaN,14,108,15",
        "datetime=yesterday",
        "datetime=2026-02-01T00:00:00Z/2026-01-01T00:00:00Z",
        "hazard=dragon",
        "level=6",
        "level=high",
        "status=unheard",
        "demonstration=maybe",
        "f=xml",
        "lang=fr",
        "limit=1&limit=2",
    ] {
        ground.get(&format!("/collections/zones/items?{query}")).problem(400, "invalid-parameter");
    }
}

#[test]
fn conf_core_http_head_gives_the_headers_alone() {
    let ground = ground();
    for path in ["/ogc", "/ogc/collections/zones/items"] {
        let answer = ground.client().request(reqwest::Method::HEAD, path, &Value::Null);
        assert_eq!((answer.status, answer.bytes.len()), (200, 0), "{path}");
    }
    assert!(links(&ground.json(""), "data").len() == 2);
}
