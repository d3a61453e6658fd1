use super::*;
use crate::places::{REFORM, UNKNOWN_BEGINNING};

fn read(text: &str) -> UnitsRead {
    read_units(text.as_bytes(), "units.csv", REFORM).unwrap()
}

#[test]
fn a_csv_line_becomes_a_unit_of_the_reform() {
    let read = read("code,name,kind,parent_code,lon,lat\n23365,Xã Ngọc Linh,commune,51,107.936,15.109\n");
    assert!(read.refused.is_empty());
    let unit = &read.units[0].listed.unit;
    assert_eq!((unit.code.as_str(), unit.valid_from, unit.kind), ("23365", REFORM, UnitKind::Commune));
}

#[test]
fn rows_that_cannot_be_used_are_told_and_the_others_kept() {
    let read = read(
        "code,name,lon,lat,valid_to\n2336,Xã A,107,15,\n23365,,107,15,\n23446,Xã Măng Ri,108.027,14.918,\n\
         23446,Xã Măng Ri,108.027,14.918,\n613,Xã B,107,15,30/6/2025\n",
    );
    assert_eq!(read.units.len(), 1);
    let places: Vec<_> = read.refused.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["line 2", "line 3", "line 5", "line 6"]);
}

#[test]
fn the_line_that_is_told_is_the_line_of_the_file_though_a_cell_holds_several() {
    let read = read("code,name,lon,lat\n23446,\"Xã\nMăng Ri\",x,y\n2,Xã A,107,15\n");
    let places: Vec<_> = read.refused.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["line 2", "line 4"]);
}

#[test]
fn provinces_of_the_national_list_stand_beside_their_communes() {
    let UnitsRead { units, refused, .. } = read(
        "code,name,type,province_code,province,lat,lon,area_km2,population,merged_from\n\
         00004,Phường Ba Đình,Phường,01,Thành phố Hà Nội,21.0,105.8,2.97,65023,\n\
         00008,Phường Ngọc Hà,Phường,01,Thành phố Hà Nội,21.2,105.9,2.68,93536,\n",
    );
    assert!(refused.is_empty());
    let province = &units[0];
    assert!(province.listed.named_only);
    assert_eq!((province.listed.unit.code.as_str(), units.len()), ("01", 3));
    assert!((province.listed.unit.lat - 21.1).abs() < 1e-9);
    assert_eq!(units[1].listed.unit.parent_code.as_deref(), Some("01"));
}

#[test]
fn old_communes_end_the_day_before_and_say_what_took_over() {
    let UnitsRead { units, refused, .. } = read(
        "code,name,district_code,district,province_code,province,lat,lon,new_commune_codes\n\
         21142,Xã Trà Bùi,525,Huyện Trà Bồng,51,Tỉnh Quảng Ngãi,15.1,108.4,21136|21157\n",
    );
    assert!(refused.is_empty());
    let codes: Vec<_> = units.iter().map(|unit| unit.listed.unit.code.as_str()).collect();
    assert_eq!(codes, ["51", "525", "21142"]);
    assert!(units.iter().all(|unit| unit.listed.unit.valid_to == REFORM.pred_opt()));
    assert!(units.iter().all(|unit| unit.listed.unit.valid_from == UNKNOWN_BEGINNING));
    assert_eq!(units[1].listed.unit.parent_code.as_deref(), Some("51"));
    assert_eq!(units[2].successors, ["21136", "21157"]);
}

#[test]
fn a_file_of_old_and_new_codes_is_a_mapping() {
    let read = read("old_code,old_valid_to,new_code,share\n23455,2025-06-30,23455,\n613,,23473,half\n");
    assert_eq!((read.units.len(), read.mapping.len(), read.refused.len()), (0, 1, 1));
    assert_eq!((read.mapping[0].new_from, read.mapping[0].share), (REFORM, None));
}

#[test]
fn an_outline_that_crosses_itself_is_told() {
    let bow_tie = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"code":"23365","name":"Xã Ngọc Linh"},
        "geometry":{"type":"Polygon","coordinates":[[[0,0],[2,1],[2,0],[0,1.5],[0,0]]]}}]}"#;
    let read = read(bow_tie);
    assert!(read.units.is_empty());
    assert!(read.refused[0].1.en.contains("crosses itself"));
}

#[test]
fn a_file_in_another_encoding_is_refused_with_what_to_do() {
    let refused = read_units(b"code,name\n23365,Ng\xf4c Linh\n", "units.csv", REFORM).unwrap_err();
    assert!(refused.0.en.contains("UTF-8"));
}
