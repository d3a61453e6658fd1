//! Registers from files and as files.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::MANG_RI;
use crate::app::client::{Answer, Client};
use crate::app::committee::{Committee, NGOC_LINH};

fn workbook(rows: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(line.split('|').map(str::trim)) {
            match cell.strip_prefix('#') {
                Some(number) => drop(sheet.write(row, column, number.parse::<f64>().unwrap()).unwrap()),
                None if !cell.is_empty() => drop(sheet.write(row, column, cell).unwrap()),
                None => {}
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn import(by: &Client, register: &str, bytes: Vec<u8>, query: &str) -> Answer {
    let path = format!("/api/v1/{register}/import?name=so.xlsx&{query}");
    by.post_bytes(&path, "application/octet-stream", bytes)
}

fn fated(seen: &Value, fate: &str) -> Vec<u64> {
    let rows = seen["rows"].as_array().unwrap().iter().filter(|row| row["fate"] == fate);
    rows.map(|row| row["row"].as_u64().unwrap()).collect()
}

/// Phụ lục 6 with five lines that are wrong or doubtful.
fn means() -> Vec<u8> {
    workbook(&[
        "UBND XÃ NGỌC LINH",
        "TT | Tên phương tiện, trang thiết bị | Đơn vị tính | Số lượng hiện có | Tình trạng | Nơi để | Chủ sở hữu (Nhà nước/tư nhân – hợp đồng huy động) | Người quản lý, lái, số điện thoại | Ghi chú",
        "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9)",
        "#1 | Xe tải 5 tấn | chiếc | #1 | Tốt | Trụ sở xã | Nhà nước | A Thử, 0900 000 001 | ",
        "#2 | Máy phát điện | cái | #2 | Cần sửa | Trụ sở xã | UBND xã | | ",
        "#3 | Ca nô | chiếc | nhiều | Tốt | Bến | | | ",
        "#4 | | chiếc | #3 | Tốt | Kho | | | ",
        "#5 | Xuồng | chiếc | #0 | Tốt | Kho | | | ",
        "#6 | Cáp treo | bộ | #1 | Tốt | Kho | | | ",
        "#7 | Bộ đàm | bộ | khoảng 8 | Tốt | BCH | | | ",
        " | Tổng cộng | | #12",
    ])
}

#[test]
fn a_register_is_shown_line_by_line_then_taken_in_and_a_second_time_updates() {
    let office = Committee::new();
    let official = office.further("can-bo", "official", Some(NGOC_LINH));
    let seen = import(&official, "vehicles", means(), "dry_run=true").expect(200);
    assert_eq!(fated(&seen, "new"), [4, 5]);
    assert_eq!(fated(&seen, "refused"), [6, 7, 8], "{}", seen["rows"]);
    assert_eq!(fated(&seen, "doubtful"), [9, 10], "{}", seen["rows"]);
    assert_eq!(seen["passed_over"], json!([11]));
    for row in seen["rows"].as_array().unwrap() {
        assert_eq!(row["reasons"].as_array().unwrap().is_empty(), row["fate"] == "new", "{row}");
    }
    assert!(official.items("/vehicles").is_empty(), "a dry run writes nothing");
    import(&official, "vehicles", means(), "doubtful=10").expect(200);
    let items = official.items("/vehicles");
    assert_eq!(items.len(), 3);
    let truck = items.iter().find(|item| item["entry"]["kind"] == "truck").unwrap();
    assert_eq!(truck["entry"]["keeper"], "A Thử");
    assert_eq!(truck["entry"]["phone"], "0900 000 001");
    assert_eq!(truck["entry"]["details"]["ownership"], "state");
    let again = import(&official, "vehicles", means(), "doubtful=10").expect(200);
    assert_eq!(fated(&again, "unchanged"), [4, 5, 10], "{}", again["rows"]);
    let other = workbook(&["Tên phương tiện | Số lượng | Nơi để", "Xe tải 5 tấn | #2 | Trụ sở xã"]);
    let changed = import(&official, "vehicles", other, "").expect(200);
    assert_eq!((fated(&changed, "updated"), changed["missing"].as_array().unwrap().len()), (vec![2], 2));
    let items = official.items("/vehicles");
    assert_eq!(items.len(), 3, "nothing is doubled and nothing leaves");
    let truck = items.iter().find(|item| item["entry"]["kind"] == "truck").unwrap();
    let (entry, number) = (&truck["entry"], &truck["entry"]["details"]["number"]);
    assert_eq!((number, &entry["keeper"]), (&json!(2), &json!("A Thử")), "what the file leaves open stays");
    let log = office.caller("admin").read("/audit?limit=5")["items"][0].clone();
    assert_eq!(log["action"], "resources_imported");
    import(&official, "vehicles", workbook(&["a | b", "1 | 2"]), "dry_run=true").problem(422, "invalid");
    let elsewhere = workbook(&[
        "Tên phương tiện | Số lượng | Xã",
        "Xe tải 2 tấn | #1 | Xã Măng Ri",
        "Xe tải 2 tấn | #1 | Xã Ngọc Linh",
    ]);
    let seen = import(&official, "vehicles", elsewhere, "").expect(200);
    assert_eq!((fated(&seen, "refused"), fated(&seen, "new")), (vec![2], vec![3]), "only the lines of others stay out");
    assert_eq!(office.caller("admin").items(&format!("/vehicles?unit={MANG_RI}")).len(), 0);
    import(office.caller("viewer"), "vehicles", means(), "dry_run=true").problem(403, "not-permitted");
}

#[test]
fn a_file_of_supplies_counts_the_store() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let file = |rice: &str| {
        workbook(&[
            "TT | Danh mục | Đơn vị tính | Nhu cầu | Hiện có | Còn thiếu | Nguồn | Nơi dự trữ | Hạn sử dụng | Ghi chú",
            &format!("1 | Gạo | kg | 1.000 | {rice} | | dự trữ | Kho xã | 30/6/2027 | "),
            "2 | Mì tôm | | 200 | 50 | | hợp đồng với cửa hàng | Kho xã | 12/2027 | ",
            "3 | Áo phao | cái | 100 | 80 | | vận động | Kho xã | sang năm | ",
        ])
    };
    let unit = format!("unit={NGOC_LINH}");
    let seen = import(editor, "supplies", file("400,5"), &unit).expect(200);
    assert_eq!((fated(&seen, "new"), fated(&seen, "refused")), (vec![2, 3], vec![4]), "{}", seen["rows"]);
    let items = editor.items("/supplies");
    let rice = items.iter().find(|item| item["entry"]["kind"] == "rice").unwrap();
    assert_eq!((&rice["quantity"], &rice["entry"]["details"]["needed"]), (&json!(400.5), &json!(1_000.0)));
    let noodles = items.iter().find(|item| item["entry"]["kind"] == "instant_noodles").unwrap();
    assert_eq!(noodles["entry"]["details"]["unit"], "thùng", "measured as the list says");
    assert_eq!(noodles["entry"]["details"]["expires_on"], "2027-12-31", "the last day of the month");
    let again = import(editor, "supplies", file("390"), &unit).expect(200);
    assert_eq!((fated(&again, "updated"), fated(&again, "unchanged")), (vec![2], vec![3]));
    let path = format!("/supplies/{}/movements", rice["id"].as_str().unwrap());
    let moved = editor.items(&path);
    assert_eq!((&moved[0]["kind"], &moved[0]["delta"]), (&json!("counted"), &json!(-10.5)));
}

#[test]
fn what_goes_out_comes_in_again_unchanged() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let lines = [
        (
            "teams",
            json!({"kind": "militia", "name": "Dân quân", "village": "Mô Po", "place": "BCH quân sự", "keeper": "A Thử", "phone": "0900000001",
            "details": {"register": "team", "people": 20, "duty": "Cứu nạn", "minutes": 30, "villages": ["Mô Po", "Xa Úa"]}}),
        ),
        (
            "contacts",
            json!({"kind": "other", "name": "A Tre", "phone": "0900000002",
            "details": {"register": "contact", "position": "Chủ tịch", "duty": "Trưởng ban", "backup_phone": "kênh 1", "villages": ["Mô Po"]}}),
        ),
        (
            "water-points",
            json!({"kind": "pond", "name": "Hồ Đăk Nai", "position": [107.93, 15.07], "village": "Đăk Nai",
            "details": {"register": "water_point", "access": "đường bê tông", "capacity": "5.000 m³", "inspected_on": "2026-03-01"}}),
        ),
        (
            "landing-places",
            json!({"kind": "helicopter", "name": "Sân vận động", "position": [107.93, 15.07],
            "details": {"register": "landing_place", "access": "đường nhựa", "capacity": "1 trực thăng"}}),
        ),
        (
            "vehicles",
            json!({"kind": "excavator", "name": "Máy đào", "place": "Bãi", "keeper": "Lê Thử", "phone": "0900000003", "phone_confirmed_on": "2026-05-02",
            "details": {"register": "vehicle", "number": 1, "unit": "chiếc", "condition": "working", "ownership": "private", "owner": "Ông Lê Thử",
                "contract": {"number": "03/HĐ", "until": "2026-12-31"}}}),
        ),
        (
            "supplies",
            json!({"kind": "rice", "name": "Gạo", "place": "Kho",
            "details": {"register": "supply", "unit": "kg", "needed": 100.5, "source": "contract", "expires_on": "2027-06-30",
                "contract": {"number": "02/HĐNT", "partner": "Cửa hàng", "until": "2027-01-01"}}}),
        ),
    ];
    for (register, entry) in lines {
        editor.post(&format!("/api/v1/{register}"), &json!({"unit_code": NGOC_LINH, "entry": entry})).expect(201);
        for ending in ["xlsx", "csv"] {
            let file = editor.get(&format!("/api/v1/{register}.{ending}?unit={NGOC_LINH}"));
            assert_eq!(file.status, 200, "{register}");
            let seen = import(editor, register, file.bytes, "dry_run=true").expect(200);
            assert_eq!(seen["counts"]["unchanged"], 1, "{register}.{ending}: {}", seen["rows"]);
        }
        let blank = editor.get(&format!("/api/v1/{register}/template.xlsx"));
        let seen = import(editor, register, blank.bytes, "dry_run=true").expect(200);
        assert!(seen["rows"].as_array().unwrap().is_empty(), "{register}: {}", seen["rows"]);
    }
    assert_eq!(editor.items(&format!("/teams?unit={MANG_RI}")).len(), 0);
}
