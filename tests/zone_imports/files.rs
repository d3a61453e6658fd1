//! Each format; dry runs; the second time; what is refused and why.

use geo::polygon;
use serde_json::{Value, json};
use ungpho::formats::Format;

use crate::app::cap::Cap;
use crate::app::committee::Committee;
use crate::workshop::{counts, feature, file, import, lie_where_they_should, question, rezipped, square, zones};

#[test]
fn one_file_in_each_format_comes_in_once_and_the_dry_run_tells_what_it_does() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    for format in Format::ALL {
        let prefix = format.code().to_uppercase();
        let bytes = file(format, &zones(&prefix), 4326);
        let query = format!("name=vung.{}&in_force=true", format.extension());
        let before = committee.caller("admin").items("/audit").len();

        let dry = import(approver, &format!("{query}&dry_run=true"), bytes.clone()).expect(200);
        assert_eq!(counts(&dry), (4, 0, 0, 0, 0), "{prefix}: {dry}");
        assert_eq!(dry["file"]["format"], format.code());
        assert_eq!(dry["file"]["crs_stated"], "wgs84", "{prefix}");
        assert_eq!(dry["questions"], json!([]), "{prefix}");
        assert!(approver.items("/zones").iter().all(|zone| zone["properties"]["code"] != format!("{prefix}-1")));
        assert_eq!(committee.caller("admin").items("/audit").len(), before, "a dry run writes nothing");

        let mut real = import(approver, &query, bytes.clone()).expect(200);
        lie_where_they_should(&real["items"]);
        assert_eq!(real["dry_run"], false);
        real["dry_run"] = json!(true);
        assert_eq!(real, dry, "{prefix}: the dry run told what happened");
        let zones = approver.items("/zones");
        let found = zones.iter().filter(|zone| {
            let properties = &zone["properties"];
            properties["code"].as_str().unwrap().starts_with(&format!("{prefix}-"))
                && properties["hazard"] == "landslide"
                && properties["evacuate_from_level"]["value"] == 3
        });
        assert_eq!(found.count(), 4, "{prefix}");
        assert_eq!(committee.caller("admin").items("/audit").len(), before + 1, "one entry an import");

        let again = import(approver, &query, bytes).expect(200);
        assert_eq!(counts(&again), (0, 0, 4, 0, 0), "{prefix}: {again}");
        assert_eq!(committee.caller("admin").items("/audit").len(), before + 1, "and none where nothing changed");
    }
}

#[test]
fn a_known_code_gets_a_new_revision_and_never_another_hazard_or_commune() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let one = |properties: Value, lon: f64| {
        let mut whole = json!({"code": "V-1", "hazard": "flood", "commune_code": "23365", "level": 2});
        whole.as_object_mut().unwrap().extend(properties.as_object().unwrap().clone());
        file(Format::GeoJson, &[feature(whole, square(lon, 15.109))], 4326)
    };
    let sent = |bytes| import(approver, "in_force=true", bytes).expect(200);
    let fate = |answer: &Value| answer["items"][0]["fate"].as_str().unwrap().to_owned();

    assert_eq!(fate(&sent(one(json!({}), 107.936))), "added");
    assert_eq!(fate(&sent(one(json!({}), 107.937))), "changed");
    assert_eq!(fate(&sent(one(json!({"level": 3}), 107.937))), "changed");
    assert_eq!(fate(&sent(one(json!({"level": 3}), 107.937))), "unchanged");
    let zone = approver.items("/zones").into_iter().find(|zone| zone["properties"]["code"] == "V-1").unwrap();
    assert_eq!(zone["properties"]["revision"], 3);
    let history = approver.read(&format!("/zones/{}/history", zone["id"].as_str().unwrap()));
    assert_eq!(history["items"].as_array().unwrap().len(), 3, "{history}");

    for (other, word) in [(json!({"hazard": "fire"}), "lũ"), (json!({"commune_code": "23446"}), "23365")] {
        let answer = sent(one(other, 107.938));
        assert_eq!(fate(&answer), "refused");
        let reasons = answer["items"][0]["reasons"].to_string();
        assert!(reasons.contains("V-1") && reasons.contains(word), "{reasons}");
    }
    let zone = approver.read(&format!("/zones/{}", zone["id"].as_str().unwrap()));
    assert_eq!(zone["properties"]["revision"], 3, "what was refused changed nothing");
}

#[test]
fn every_feature_is_told_what_keeps_it_out() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let base = || json!({"code": "R-1", "hazard": "Sạt lở đất", "xa": "Xã Ngọc Linh", "cap": "Cấp III"});
    let with = |name: &str, value: Value| {
        let mut properties = base();
        properties[name] = value;
        properties
    };
    let (lon, lat) = (107.936, 15.109);
    let bow_tie = geo::Geometry::Polygon(polygon![
        (x: lon, y: lat), (x: lon + 0.01, y: lat + 0.01), (x: lon + 0.01, y: lat), (x: lon, y: lat + 0.008)
    ]);
    let features = [
        feature(base(), square(lon, lat)),
        feature(with("cap", json!(4)), square(lon + 0.01, lat)),
        feature(with("code", json!("R-3")), bow_tie),
        feature(
            {
                let mut p = with("hazard", json!("ma quỷ"));
                p["code"] = json!("R-4");
                p
            },
            square(lon, lat),
        ),
        feature(
            {
                let mut p = with("cap", json!(7));
                p["code"] = json!("R-5");
                p
            },
            square(lon, lat),
        ),
        feature(
            {
                let mut p = with("code", json!("R-6"));
                p["cap"] = Value::Null;
                p
            },
            square(lon, lat),
        ),
        feature(
            {
                let mut p = with("code", json!("R-7"));
                p["xa"] = json!("Xã Không Có");
                p
            },
            square(lon, lat),
        ),
        feature(with("code", json!("R-8")), geo::Geometry::Point(geo::Point::new(lon, lat))),
        feature(with("code", Value::Null), square(lon, lat)),
    ];
    let answer = import(approver, "in_force=true&repair=none", file(Format::GeoJson, &features, 4326)).expect(200);
    let items = answer["items"].as_array().unwrap();
    let said = |at: usize, fate: &str, words: &str| {
        let item = &items[at];
        assert_eq!(item["fate"], fate, "{at}: {item}");
        assert!(item["reasons"].to_string().contains(words), "{at}: {}", item["reasons"]);
    };
    assert_eq!((items[0]["fate"].as_str(), items[0]["level"].as_u64()), (Some("added"), Some(3)));
    assert_eq!(items[0]["commune_name"], "Xã Ngọc Linh");
    said(1, "refused", "hai lần");
    assert_eq!(items[2]["fate"], "refused", "{}", items[2]);
    assert!(!items[2]["faults"].as_array().unwrap().is_empty());
    said(3, "refused", "ma quỷ");
    said(4, "refused", "1–5");
    said(5, "refused", "Thiếu cấp độ rủi ro");
    said(6, "refused", "Không tìm thấy đơn vị");
    said(7, "refused", "Không phải vùng khép kín");
    said(8, "refused", "Thiếu mã vùng");
    assert_eq!(counts(&answer), (1, 0, 0, 8, 0));
    for item in items {
        for reason in item["reasons"].as_array().unwrap() {
            assert!(reason["vi"].as_str().unwrap().ends_with('.') && reason["en"].as_str().unwrap().ends_with('.'));
        }
    }
}

#[test]
fn columns_are_found_by_their_usual_names_or_asked_for() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let (lon, lat) = (107.936, 15.109);
    let odd = json!({"so_hieu": "K-1", "mo_ta": "lũ quét", "cap": 2, "xa": "Ngọc Linh"});
    let bytes = file(Format::NdJson, &[feature(odd, square(lon, lat))], 4326);
    let draft = import(approver, "dry_run=true&in_force=true", bytes.clone()).expect(200);
    let asked = question(&draft, "mapping");
    let values: Vec<&str> = asked["options"].as_array().unwrap().iter().map(|o| o["value"].as_str().unwrap()).collect();
    assert!(values.contains(&"code:so_hieu") && values.contains(&"hazard:mo_ta"), "{values:?}");
    let refused = import(approver, "in_force=true", bytes.clone()).problem(409, "import-questions");
    assert_eq!(refused["draft"]["questions"][0]["code"], "mapping");

    let query = "in_force=true&map=code:so_hieu,hazard:mo_ta";
    let answer = import(approver, query, bytes).expect(200);
    assert_eq!(counts(&answer), (1, 0, 0, 0, 0), "{answer}");
    let item = &answer["items"][0];
    assert_eq!((item["hazard"].as_str(), item["commune_code"].as_str()), (Some("flash_flood"), Some("23365")));
    let code = answer["mapping"].as_array().unwrap().iter().find(|mapped| mapped["field"] == "code").unwrap();
    assert_eq!(code["property"], "so_hieu");
}

#[test]
fn a_zone_without_a_commune_gets_the_one_it_lies_in_and_an_unknown_code_is_kept() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let properties = |code: &str| json!({"id": code, "hazard": "typhoon", "risk_level": 5});
    let mut strange = properties("U-2");
    strange["commune"] = json!("00777");
    let mut former = properties("U-3");
    former["commune"] = json!("23458");
    let features = [
        feature(properties("U-1"), square(108.220, 14.913)),
        feature(strange, square(105.8, 21.0)),
        feature(former, square(108.220, 14.913)),
    ];
    let answer = import(approver, "in_force=true", file(Format::GeoJson, &features, 4326)).expect(200);
    let items = answer["items"].as_array().unwrap();
    assert_eq!((items[0]["commune_code"].as_str(), items[0]["hazard"].as_str()), (Some("23455"), Some("storm")));
    assert!(items[0]["reasons"].to_string().contains("gần đúng"), "{}", items[0]);
    assert_eq!((items[1]["commune_code"].as_str(), items[1]["fate"].as_str()), (Some("00777"), Some("added")));
    assert!(items[1]["reasons"].to_string().contains("không có trong danh mục"), "{}", items[1]);
    assert_eq!(items[2]["fate"], "added", "{}", items[2]);

    let nowhere = [feature(properties("U-9"), square(105.8, 21.0))];
    let bytes = file(Format::GeoJson, &nowhere, 4326);
    let draft = import(approver, "in_force=true&dry_run=true", bytes.clone()).expect(200);
    assert_eq!(question(&draft, "no_commune")["options"].as_array().unwrap().len(), 40);
    let answer = import(approver, "in_force=true&commune=23365", bytes).expect(200);
    assert_eq!(answer["items"][0]["commune_code"], "23365");
}

#[test]
fn an_alert_for_a_province_reaches_zones_of_a_commune_that_only_the_file_knows() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    let zone = |code: &str, commune: &str, province: Value| {
        let properties =
            json!({"id": code, "hazard": "flood", "commune": commune, "province": province, "risk_level": 2});
        feature(properties, square(105.8, 21.0))
    };
    // A table of numbers loses the zero of 08. Where the register knows the commune the file is not believed.
    let features = [
        zone("P-1", "00777", json!(8)),
        zone("P-2", "00778", json!("09")),
        zone("P-3", "23365", json!("08")),
        zone("P-4", "00779", json!("tỉnh khác")),
    ];
    let answer = import(approver, "in_force=true", file(Format::GeoJson, &features, 4326)).expect(200);
    assert_eq!(counts(&answer), (4, 0, 0, 0, 0), "{answer}");

    let touched = |name: &str, province: &str| {
        let area = format!("<geocode><valueName>VN-PROVINCE</valueName><value>{province}</value></geocode>");
        let alert =
            committee.caller("admin").push(&Cap { area, ..Cap::new(name, chrono::Utc::now()) }.xml()).expect(201);
        let zones = approver.read(&format!("/alerts/{}/zones", alert["id"].as_str().unwrap()));
        zones["zones"]
            .as_array()
            .unwrap()
            .iter()
            .map(|zone| zone["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(touched("one", "08"), ["P-1"]);

    // A later file puts it right.
    let features = [zone("P-1", "00777", json!("09"))];
    import(approver, "", file(Format::GeoJson, &features, 4326)).expect(200);
    assert_eq!(touched("two", "08"), [""; 0]);
    assert_eq!(touched("three", "09"), ["P-1", "P-2"]);
}

#[test]
fn an_old_encoding_is_converted_on_the_way() {
    let committee = Committee::new();
    let approver = committee.caller("approver");
    // "Khu sạt lở núi Sơn Hà, xã Ngọc Linh" as TCVN3 fonts have it, over a placeholder of the same length.
    let words: &[u8] = b"Khu s\xb9t l\xeb n\xf3i S\xacn H\xb5, x\xb7 Ng\xe4c Linh";
    let placeholder = "x".repeat(words.len());
    let properties = json!({"code": "T-1", "name": placeholder, "hazard": "landslide", "commune": "23365", "cap": 2});
    let written = file(Format::Shapefile, &[feature(properties, square(107.936, 15.109))], 4326);
    let bytes = rezipped(&written, |name, mut content| {
        if name.ends_with(".cpg") {
            return None;
        }
        if name.ends_with(".dbf") {
            let at = content.windows(words.len()).position(|part| part == placeholder.as_bytes()).unwrap();
            content[at..at + words.len()].copy_from_slice(words);
            // The language driver of the header says UTF-8 or nothing; old programs leave it empty.
            content[29] = 0;
        }
        Some(content)
    });
    let answer = import(approver, "in_force=true&name=vung.zip", bytes).expect(200);
    assert_eq!(answer["items"][0]["name"], "Khu sạt lở núi Sơn Hà, xã Ngọc Linh", "{answer}");
    assert!(answer["remarks"].to_string().contains("TCVN3"), "{}", answer["remarks"]);
}
