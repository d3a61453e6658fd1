//! What is exported opens again, and coming back unchanged it changes nothing.

use ungpho::formats::Format;

use crate::app::committee::Committee;
use crate::workshop::{counts, file, import, lie_where_they_should, zones};

#[test]
fn every_format_goes_out_and_comes_back_without_changing_anything() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    import(approver, "in_force=true", file(Format::GeoJson, &zones("X"), 4326)).expect(200);
    for format in Format::ALL {
        let answer = approver.get(&format!("/api/v1/zones/export?format={}", format.code()));
        assert_eq!(answer.status, 200, "{}: {}", format.code(), String::from_utf8_lossy(&answer.bytes));
        assert!(answer.header("content-disposition").contains(&format!("zones.{}", format.extension())));
        let query = format!("name=zones.{}&in_force=true", format.extension());
        let back = import(approver, &query, answer.bytes.clone()).expect(200);
        assert_eq!(counts(&back), (0, 0, 4, 0, 0), "{}: {back}", format.code());
        assert_eq!(approver.get(&format!("/api/v1/zones/export?format={}&hazard=fire", format.code())).status, 200);
    }
}

#[test]
fn vn_2000_goes_out_in_the_formats_that_can_say_so() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    import(approver, "in_force=true", file(Format::GeoJson, &zones("X"), 4326)).expect(200);
    for format in [Format::Shapefile, Format::GeoPackage, Format::FlatGeobuf] {
        let answer = approver.get(&format!("/api/v1/zones/export?format={}&crs=EPSG:9216", format.code()));
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
        let query = format!("name=z.{}&dry_run=true&in_force=true", format.extension());
        let back = import(approver, &query, answer.bytes.clone()).expect(200);
        assert_eq!(back["file"]["crs_stated"], "EPSG:9216");
        lie_where_they_should(&back["items"]);
    }
    approver.get("/api/v1/zones/export?format=geojson&crs=EPSG:9216").problem(422, "invalid");
    approver.get("/api/v1/zones/export?format=dwg").problem(422, "invalid");
    approver.get("/api/v1/zones/export?crs=EPSG:1").problem(422, "invalid");
    committee.caller("nobody").get("/api/v1/zones/export").problem(401, "not-signed-in");
    let only = approver.get("/api/v1/zones/export?commune=23365").expect(200);
    assert_eq!(only["features"].as_array().unwrap().len(), 1);
}
