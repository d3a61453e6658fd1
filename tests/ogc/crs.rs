//! Part 2, /conf/crs: coordinate systems by reference.

use serde_json::Value;

use crate::app::server::{TestServer, run};
use crate::{COLLECTIONS, CRS84, ground, ids, positions};

fn epsg(code: u16) -> String {
    format!("http://www.opengis.net/def/crs/EPSG/0/{code}")
}

fn systems() -> Vec<String> {
    let mut codes = vec![4326, 4756, 3405, 3406, 5896, 5897, 5898, 5899];
    codes.extend(9205..=9218);
    codes.into_iter().map(epsg).collect()
}

#[test]
fn conf_crs_crs_uri_and_storage_crs() {
    let ground = ground();
    for id in COLLECTIONS {
        let collection = ground.json(&format!("/collections/{id}"));
        let listed: Vec<&str> = collection["crs"].as_array().unwrap().iter().map(|uri| uri.as_str().unwrap()).collect();
        assert_eq!(listed[0], CRS84);
        for wanted in systems() {
            assert!(listed.contains(&wanted.as_str()), "{id} {wanted}");
        }
        assert_eq!(listed.len(), systems().len() + 1);
        assert!(listed.contains(&collection["storageCrs"].as_str().unwrap()));
    }
    assert_eq!(ground.json("/collections")["crs"], ground.json("/collections/zones")["crs"]);
}

#[test]
fn conf_crs_default_crs_and_crs_parameter_default() {
    let ground = ground();
    for id in COLLECTIONS {
        let path = format!("/collections/{id}/items");
        let (plain, named) = (ground.get(&path), ground.get(&format!("{path}?crs={CRS84}")));
        assert_eq!(plain.header("content-crs"), format!("<{CRS84}>"));
        assert_eq!(named.header("content-crs"), format!("<{CRS84}>"));
        assert_eq!(plain.json()["features"], named.json()["features"]);
        let first = &ids(&plain.json())[0];
        assert_eq!(ground.get(&format!("{path}/{first}")).header("content-crs"), format!("<{CRS84}>"));
    }
}

#[test]
fn conf_crs_crs_parameter_names_every_system_in_the_header() {
    let ground = ground();
    let zone = ids(&ground.json("/collections/zones/items?limit=1")).remove(0);
    for uri in systems() {
        for path in ["/collections/zones/items?limit=2", &format!("/collections/zones/items/{zone}?f=json")] {
            let answer = ground.get(&format!("{path}&crs={uri}"));
            assert_eq!(answer.header("content-crs"), format!("<{uri}>"));
            assert_eq!(answer.status, 200);
        }
    }
}

#[test]
fn conf_crs_crs_parameter_invalid() {
    let ground = ground();
    let zone = ids(&ground.json("/collections/zones/items?limit=1")).remove(0);
    for uri in
        ["http://www.opengis.net/def/crs/0/unsupported", "EPSG:9216", "http://www.opengis.net/def/crs/EPSG/0/3857"]
    {
        for path in ["/collections/zones/items?limit=1", &format!("/collections/zones/items/{zone}?f=json")] {
            let problem = ground.get(&format!("{path}&crs={uri}")).problem(400, "invalid-parameter");
            assert_eq!(problem["errors"][0]["pointer"], "/crs");
        }
    }
}

#[test]
fn conf_crs_crs_parameter_transform_gives_latitude_first_in_degrees() {
    let ground = ground();
    let kept = ground.json("/collections/zones/items?limit=5");
    let turned = ground.json(&format!("/collections/zones/items?limit=5&crs={}", epsg(4326)));
    for (a, b) in kept["features"].as_array().unwrap().iter().zip(turned["features"].as_array().unwrap()) {
        let swapped: Vec<(f64, f64)> = positions(&b["geometry"]).into_iter().map(|(lat, lon)| (lon, lat)).collect();
        assert_eq!(positions(&a["geometry"]), swapped);
    }
    // VN-2000 in degrees lies about 225 m from WGS 84, and latitude comes first there too.
    let vn2000 = ground.json(&format!("/collections/zones/items?limit=1&crs={}", epsg(4756)));
    let ((lat, lon), (east, north)) =
        (positions(&vn2000["features"][0]["geometry"])[0], positions(&kept["features"][0]["geometry"])[0]);
    let metres = ((lat - north) * 111_000.0).hypot((lon - east) * 107_000.0);
    assert!((150.0..300.0).contains(&metres), "{metres}");
}

/// One unit at a position whose coordinates in VN-2000 were computed elsewhere, by EPSG operation 6960.
fn at_the_test_vectors() -> (tempfile::TempDir, TestServer) {
    let folder = tempfile::tempdir().unwrap();
    let list = "code,name,kind,parent_code,former_district,valid_from,lon,lat,area_km2,population,source\n\
                51,Tỉnh Quảng Ngãi,province,,,2025-07-01,108.6,15.0,1,1,test\n\
                23293,Phường Kon Tum,ward,51,,2025-07-01,108.0,14.35,1,1,test\n";
    std::fs::write(folder.path().join("units.csv"), list).unwrap();
    run(folder.path(), &["import", "admin-units", "units.csv"]);
    let server = TestServer::serve(folder.path(), "");
    (folder, server)
}

#[test]
fn conf_crs_crs_parameter_transform_to_a_millimetre() {
    let (_folder, server) = at_the_test_vectors();
    for (code, east, north) in
        [(9216, 553_734.270, 1_587_082.469), (5898, 499_805.069, 1_587_024.565), (3406, 176_199.765, 1_588_652.223)]
    {
        let path = format!("/ogc/collections/admin-units/items/23293?crs={}", epsg(code));
        let place: Value = server.client().get(&path).expect(200)["geometry"].clone();
        assert_eq!(place["type"], "Point");
        let (x, y) = (place["coordinates"][0].as_f64().unwrap(), place["coordinates"][1].as_f64().unwrap());
        assert!((x - east).abs() < 0.0011 && (y - north).abs() < 0.0011, "{code}: {x} {y}");
    }
}

#[test]
fn conf_crs_bbox_crs_parameter_means_the_box_in_that_system() {
    let (_folder, server) = at_the_test_vectors();
    let found = |code: u16, [a, b, c, d]: [f64; 4]| {
        let path = format!("/ogc/collections/admin-units/items?bbox={a},{b},{c},{d}&bbox-crs={}", epsg(code));
        ids(&server.client().get(&path).expect(200))
    };
    let kon_tum = vec!["23293".to_owned()];
    // Within ten centimetres of it, and ten centimetres beside it.
    for (code, east, north) in [(9216, 553_734.270, 1_587_082.469), (5898, 499_805.069, 1_587_024.565)] {
        assert_eq!(found(code, [east - 0.1, north - 0.1, east + 0.1, north + 0.1]), kon_tum, "{code}");
        assert!(found(code, [east + 0.1, north - 0.1, east + 10.0, north + 0.1]).is_empty(), "{code}");
    }
    assert_eq!(found(4326, [14.3, 107.9, 14.4, 108.1]), kon_tum);
    assert!(found(4326, [107.9, 14.3, 108.1, 14.4]).is_empty());
}

#[test]
fn conf_crs_bbox_crs_parameter_default_and_invalid() {
    let ground = ground();
    for id in COLLECTIONS {
        let path = format!("/collections/{id}/items?limit=1000&bbox=107.5,14.5,108.2,15.1");
        let plain = ground.json(&path);
        assert_eq!(plain["features"], ground.json(&format!("{path}&bbox-crs={CRS84}"))["features"]);
        let wrong = "http://www.opengis.net/def/crs/0/unsupported";
        let problem = ground.get(&format!("{path}&bbox-crs={wrong}")).problem(400, "invalid-parameter");
        assert_eq!(problem["errors"][0]["pointer"], "/bbox-crs");
    }
    ground.get("/collections/zones/items?bbox-crs=nonsense").problem(400, "invalid-parameter");
}
