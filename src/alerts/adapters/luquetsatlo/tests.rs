use serde_json::json;

use super::super::tests::{alerts, reasons};
use super::super::{CommuneFinder, CommuneFound};
use super::*;
use crate::alerts::cap::Alert;
use crate::alerts::footprint::Footprint;
use crate::alerts::level::level_of;
use crate::alerts::rules::SourceRules;
use crate::alerts::vocabulary::hazard_of;
use crate::hazards::Hazard;

/// Knows three communes of an invented province.
struct Three;

impl CommuneFinder for Three {
    fn find(&self, commune: &str, province: &str) -> CommuneFound {
        if !province.contains("Quảng Ngãi") {
            return CommuneFound::None;
        }
        match commune.trim_start_matches("P. ") {
            "Ngọc Linh" => CommuneFound::One { code: "23365".into(), name: "Xã Ngọc Linh".into(), exact: true },
            "Ba To" => CommuneFound::Several(vec!["Xã Ba Tơ (21484)".into(), "Xã Ba Tô (21496)".into()]),
            _ => CommuneFound::None,
        }
    }
}

fn row(id: u32, name: &str, flood: &str, slide: &str) -> Value {
    json!({"id": id, "commune_id_2cap": id, "commune_name_2cap": name, "provinceName_2cap": "Quảng Ngãi",
        "commune_name": "x", "lat": 15.0, "lon": 107.9, "thoigian": "/Date(1761634800000)/", "luongmuatd": 80.5,
        "luongmuadb": 40, "nguycoluquet": flood, "nguycosatlo": slide, "sogiodubao": 6})
}

fn read(value: &Value) -> Answer {
    Luquetsatlo.read(&Received {
        bytes: value.to_string().as_bytes(),
        content_type: Some("application/json"),
        asked: Some("https://luquetsatlo.example.vn/x?sogiodubao=6&date=2025-10-28+14%3A00%3A00"),
        rules: &SourceRules::vietnamese(),
        communes: &Three,
    })
}

fn words(alert: &Alert) -> Vec<&str> {
    alert.infos[0]
        .parameters
        .iter()
        .filter(|p| p.name.starts_with("luquetsatlo:nguyco"))
        .map(|p| p.value.as_str())
        .collect()
}

#[test]
fn each_commune_and_hazard_is_an_alert_with_the_national_code() {
    let answer = read(&json!([row(813, "Ngọc Linh", "Cao", "Rất cao")]));
    let found = alerts(&answer);
    let hazards: Vec<_> = found.iter().map(|alert| hazard_of(alert).unwrap().hazard).collect();
    assert_eq!(hazards, [Hazard::FlashFlood, Hazard::Landslide]);
    assert_eq!(found[1].identity.to_string(), "luquetsatlo.nchmf.gov.vn,landslide-813,2025-10-28T07:00:00-00:00");
    assert_eq!((words(&found[0]), words(&found[1])), (vec!["Cao"], vec!["Rất cao"]));
    let place = Footprint::of(&found[0]);
    assert_eq!((place.commune_codes, place.unknown_geocodes.len()), (vec!["23365".to_owned()], 0));
    assert_eq!(answer.data_at.unwrap().to_rfc3339(), "2025-10-28T07:00:00+00:00");
    assert!(answer.complete && !answer.empty);
}

#[test]
fn the_sites_words_are_advice_and_no_official_level() {
    let level = |word: &str| {
        let answer = read(&json!([row(813, "Ngọc Linh", word, "")]));
        let found = alerts(&answer);
        assert!(found[0].remarks.iter().any(|remark| remark.code == "site_levels"));
        assert!(found[0].infos[0].description.as_ref().unwrap().contains("18/2021"));
        level_of(&found[0]).map(|level| (level.level.digit(), level.official))
    };
    assert_eq!(level("Rất cao"), Some((3, false)));
    assert_eq!(level("Cao"), Some((2, false)));
    assert_eq!(level("Trung bình"), Some((1, false)));
    assert_eq!(level("Thấp"), Some((1, false)));
    assert_eq!(level("Cực kỳ"), None, "a word that is not known is for a person");
}

#[test]
fn of_rows_that_are_one_commune_today_the_highest_of_each_column_counts() {
    let rows = [
        row(813, "Ngọc Linh", "Trung bình", "Rất cao"),
        row(813, "Ngọc Linh", "Cao", ""),
        row(813, "Ngọc Linh", "", "Thấp"),
    ];
    let found = alerts(&read(&json!(rows)));
    assert_eq!(found.len(), 2);
    assert_eq!((words(&found[0]), words(&found[1])), (vec!["Cao"], vec!["Rất cao"]));
}

#[test]
fn a_name_that_fits_several_or_none_is_kept_with_its_reason() {
    let found = alerts(&read(&json!([row(1, "Ba To", "Cao", ""), row(2, "P. Không Có", "Cao", "")])));
    let told: Vec<_> = found
        .iter()
        .map(|alert| {
            let place = Footprint::of(alert);
            assert!(place.commune_codes.is_empty());
            assert_eq!(place.unknown_geocodes[0].name, "LUQUETSATLO-COMMUNE");
            alert.remarks.last().unwrap().code.clone()
        })
        .collect();
    assert_eq!(told, ["place_ambiguous", "place_unknown"]);
    assert!(found[0].remarks.last().unwrap().wording.vi.contains("Ba Tô"));
}

#[test]
fn letters_through_a_wrong_encoding_and_taken_apart_are_put_right() {
    let wrong = "Ngá»\u{8d}c Linh"; // "Ngọc Linh" taken for Windows-1252
    let apart = "Ngo\u{323}c Linh";
    for (name, mended) in [(wrong, true), (apart, false)] {
        let found = alerts(&read(&json!([row(813, name, "Cao", "")])));
        assert_eq!(Footprint::of(&found[0]).commune_codes, ["23365"], "{name}");
        assert_eq!(found[0].remarks.iter().any(|remark| remark.code == "text_mended"), mended);
    }
}

#[test]
fn a_danger_has_one_identifier_over_the_hours() {
    let hour = |written: &str| {
        let mut row = row(813, "Ngọc Linh", "Cao", "");
        row["thoigian"] = json!(written);
        alerts(&read(&json!([row])))[0].identity.clone()
    };
    let (first, second) = (hour("2025-10-28T14:00:00"), hour("/Date(1761638400000)/"));
    assert_eq!(first.identifier, second.identifier);
    assert_eq!((second.sent - first.sent).num_hours(), 1);
    let nameless = |name: &str| {
        let mut row = row(813, name, "Cao", "");
        row["commune_id_2cap"] = Value::Null;
        alerts(&read(&json!([row])))[0].identity.identifier.clone()
    };
    assert_eq!(nameless("Ngọc Linh"), "flash_flood-ngoc-linh-quang-ngai");
}

#[test]
fn one_bad_row_does_not_stop_the_others_and_makes_the_answer_incomplete() {
    let answer = read(&json!([{"lat": 1}, row(813, "Ngọc Linh", "Cao", ""), 7]));
    assert_eq!(reasons(&answer), ["unreadable_row", "unreadable_row"]);
    assert_eq!(answer.identities().len(), 1);
    assert!(!answer.complete);
}

#[test]
fn rows_without_a_level_say_that_the_hour_was_computed_and_no_rows_say_nothing() {
    let computed = read(&json!([row(813, "Ngọc Linh", "", "")]));
    assert!(computed.complete && !computed.empty && computed.data_at.is_some());
    assert!(computed.identities().is_empty());
    let silent = read(&json!([]));
    assert!(silent.empty && !silent.complete && silent.data_at.is_none());
}

#[test]
fn empty_hours_are_walked_back_and_no_further_than_twelve() {
    let url = "https://luquetsatlo.example.vn/LayerMapBox/getDSCanhbaoSLLQ?sogiodubao=3";
    let now = "2025-10-28T17:12:00Z".parse().unwrap();
    let empty = read(&json!([]));
    let mut question = Luquetsatlo.first(url, now);
    assert_eq!(question.address, "https://luquetsatlo.example.vn/LayerMapBox/getDSCanhbaoSLLQ");
    assert_eq!(question.form.as_deref(), Some("sogiodubao=3&date=2025-10-29+00%3A00%3A00"));
    let mut count = 1;
    while let Some(next) = Luquetsatlo.next(url, &question, &empty, count) {
        (question, count) = (next, count + 1);
    }
    assert_eq!(count, 13);
    assert_eq!(question.form.as_deref(), Some("sogiodubao=3&date=2025-10-28+12%3A00%3A00"));
    let full = read(&json!([row(813, "Ngọc Linh", "Cao", "")]));
    assert_eq!(Luquetsatlo.next(url, &question, &full, 1), None);
}
