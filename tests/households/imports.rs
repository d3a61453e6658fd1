//! Registers from files.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::app::committee::{Committee, NGOC_LINH, today};
use crate::sheets::{fated, import, ngoc_linh, row, workbook};

fn a_week_ago() -> String {
    (today() - TimeDelta::days(7)).format("%-d/%-m/%Y").to_string()
}

fn named<'a>(items: &'a [Value], head: &str) -> &'a Value {
    items.iter().find(|item| item["entry"]["head"] == head).unwrap_or_else(|| panic!("{head} is not there"))
}

#[test]
fn a_register_as_officials_keep_it_is_shown_row_by_row_and_then_taken_in() {
    let office = Committee::new();
    let official = office.further("can-bo", "official", Some(NGOC_LINH));
    let file = ngoc_linh(&a_week_ago());
    let seen = import(&official, "ho-dan.xlsx", file.clone(), "dry_run=true").expect(200);
    assert_eq!(seen["communes"], json!([NGOC_LINH]), "the title names the commune");
    assert_eq!(seen["as_of"], json!(today() - TimeDelta::days(7)), "and the day");
    assert_eq!(seen["header_rows"], json!([5, 6]));
    assert_eq!(fated(&seen, "new"), [9, 10, 18]);
    assert_eq!(fated(&seen, "doubtful"), [11, 17, 19], "{}", seen["rows"]);
    assert_eq!(fated(&seen, "refused"), [12, 13, 14]);
    for row in seen["rows"].as_array().unwrap() {
        let told = !row["reasons"].as_array().unwrap().is_empty();
        assert_eq!(told, row["fate"] != "new", "{row}");
    }
    let totals: Vec<_> =
        seen["totals"].as_array().unwrap().iter().map(|total| (&total["row"], &total["agrees"])).collect();
    assert_eq!(totals, [(&json!(15), &json!(false)), (&json!(20), &json!(false))]);
    assert_eq!(seen["passed_over"][0]["text"], "NGƯỜI LẬP BIỂU");
    assert_eq!(seen["counts"]["without_zone"], 3);
    assert!(official.read("/households")["items"].as_array().unwrap().is_empty(), "a dry run writes nothing");

    let done = import(&official, "ho-dan.xlsx", file.clone(), "doubtful=11").expect(200);
    assert_eq!(done["counts"]["new"], 3);
    assert_eq!((&done["counts"]["doubtful_taken"], &row(&done, 11)["taken"]), (&json!(1), &json!(true)));
    let items = official.items("/households");
    assert_eq!(items.len(), 4);
    let one = named(&items, "A Thử Một");
    assert_eq!(one["code"], "NN1");
    let entry = &one["entry"];
    assert_eq!((&entry["people"], &entry["male"], &entry["female"]), (&json!(5), &json!(2), &json!(3)));
    assert_eq!(entry["vulnerable"], json!([{"kind": "child", "count": 2}, {"kind": "older_person", "count": 1}]));
    assert_eq!((&entry["house_class"], &entry["destination_kind"]), (&json!("semi_solid"), &json!("host")));
    assert_eq!((&entry["phone"], &entry["hazards"]), (&json!("0912345678"), &json!(["landslide"])));
    assert_eq!(one["figures"]["property"], json!({"livestock": 3, "motorbikes": 2, "boats": 0, "rice_tonnes": 0.5}));
    assert_eq!(one["figures"]["vulnerable"], 3);
    let eight = &named(&items, "Y Thử Tám")["entry"];
    assert_eq!(eight["village"], "Thôn Mô Po");
    assert_eq!(eight["property"][2], json!({"kind": "other", "what": "3 bao xi măng", "quantity": null, "unit": ""}));
    assert_eq!(named(&items, "A Thử Ba")["entry"]["people"], 6);

    let log = office.caller("admin").read("/audit?limit=5")["items"][0].clone();
    assert_eq!(log["action"], "households_imported");
    let detail = log["detail"]["vi"].as_str().or(log["detail"].as_str()).unwrap();
    assert!(detail.contains(seen["sha256"].as_str().unwrap()) && detail.contains("ho-dan.xlsx"), "{log}");
    assert!(!log.to_string().contains("Thử"), "the log names no household: {log}");
}

#[test]
fn a_second_file_updates_and_doubles_nobody() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let file = ngoc_linh(&a_week_ago());
    import(editor, "a.xlsx", file.clone(), "doubtful=11").expect(200);
    let again = import(editor, "a.xlsx", file, "doubtful=11").expect(200);
    assert_eq!((&again["counts"]["new"], &again["counts"]["updated"]), (&json!(0), &json!(0)), "{}", again["rows"]);
    assert_eq!(fated(&again, "unchanged"), [9, 10, 11, 18]);
    assert_eq!(editor.items("/households").len(), 4);

    let second = workbook(
        &[
            "Mã hộ | Chủ hộ | Thôn | Nhân khẩu | Điện thoại | Ghi chú",
            "NN1 | A Thử Một | Ngọc Nang | #6 | | ",
            " | Y THỬ HAI | thôn Ngọc Nang | #4 | | ",
            " | A Thứ Ba | Ngọc Nang | #6 | | ",
            " | Y Thử Chín | Ngọc Nang | #2 | 0900 000 009 | ",
            "NN1 | A Thử Một | Ngọc Nang | #6 | | ",
        ],
        &[],
    );
    let query = format!("commune={NGOC_LINH}");
    let seen = import(editor, "b.xlsx", second.clone(), &format!("dry_run=true&{query}")).expect(200);
    assert_eq!(fated(&seen, "updated"), [2, 3]);
    assert_eq!(
        row(&seen, 2)["changes"],
        json!([
            {"field": "village", "from": "Thôn Ngọc Nang", "to": "Ngọc Nang"},
            {"field": "people", "from": 5, "to": 6},
            {"field": "male", "from": 2, "to": null},
            {"field": "female", "from": 3, "to": null},
        ])
    );
    assert_eq!(fated(&seen, "new"), [5]);
    assert_eq!(fated(&seen, "doubtful"), [4, 6], "other marks are another name until somebody looks; and one twice");
    assert!(seen["missing"].as_array().unwrap().is_empty(), "Mô Po is not in the file: {}", seen["missing"]);

    let done = import(editor, "b.xlsx", second, &query).expect(200);
    assert_eq!(done["counts"], seen["counts"]);
    let items = editor.items("/households");
    assert_eq!(items.len(), 5);
    let one = named(&items, "A Thử Một");
    assert_eq!(
        (&one["revision"], &one["entry"]["phone"]),
        (&json!(2), &json!("0912345678")),
        "an empty cell changes nothing"
    );
    let detail = editor.read(&format!("/households/{}", one["id"].as_str().unwrap()));
    let past: Vec<_> = detail["revisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|past| (&past["reason"], &past["entry"]["people"]))
        .collect();
    assert_eq!(past, [(&json!("b.xlsx"), &json!(6)), (&json!("a.xlsx"), &json!(5))]);
    let day = today() - TimeDelta::days(7);
    let then = editor.read(&format!("/households?commune={NGOC_LINH}&on={day}"));
    assert_eq!(named(then["items"].as_array().unwrap(), "A Thử Một")["entry"]["people"], 5);
    assert_eq!(then["items"].as_array().unwrap().len(), 4);

    let third = workbook(&["Chủ hộ | Thôn | Số khẩu", "Y Thử Hai | Ngọc Nang | #4", "X | Y | Z"], &[]);
    let left = import(editor, "c.xlsx", third, &query).expect(200);
    let missing: Vec<_> = left["missing"].as_array().unwrap().iter().map(|household| &household["head"]).collect();
    assert_eq!(missing, ["A Thử Một", "A Thử Ba", "Y Thử Chín"]);
    assert_eq!(editor.items("/households").len(), 5, "nobody leaves in silence");
}

#[test]
fn what_goes_out_comes_in_again_unchanged() {
    let office = Committee::new();
    let editor = office.caller("editor");
    import(editor, "a.xlsx", ngoc_linh(&a_week_ago()), "doubtful=all").expect(200);
    for ending in ["xlsx", "csv"] {
        let out = editor.get(&format!("/api/v1/households.{ending}?commune={NGOC_LINH}"));
        assert_eq!(out.status, 200);
        let back =
            import(editor, &format!("out.{ending}"), out.bytes.clone(), "dry_run=true&commune=23365").expect(200);
        let counts = &back["counts"];
        assert_eq!(fated(&back, "updated"), [0; 0], "{ending}: {}", back["rows"]);
        assert!(counts["unchanged"].as_u64().unwrap() >= 5, "{ending}: {counts}");
        assert_eq!(
            (&counts["new"], &counts["refused"], &counts["missing"]),
            (&json!(0), &json!(0), &json!(0)),
            "{ending}"
        );
        assert!(back["totals"].as_array().unwrap().iter().all(|total| total["agrees"] == true), "{}", back["totals"]);
    }
    let log = office.caller("admin").read("/audit?limit=5");
    assert_eq!(log["items"][0]["action"], "households_exported");
    let template = editor.get("/api/v1/households/template.xlsx");
    let read = import(editor, "mau.xlsx", template.bytes.clone(), "dry_run=true&commune=23365").expect(200);
    assert_eq!(fated(&read, "new"), [5]);
    assert!(read["columns"].as_array().unwrap().iter().filter(|column| column["field"].is_null()).count() <= 1);
}

#[test]
fn files_that_cannot_be_read_say_what_to_do() {
    let office = Committee::new();
    let editor = office.caller("editor");
    let refuse = |bytes: &[u8], query: &str| import(editor, "x", bytes.to_vec(), query).problem(422, "invalid");
    refuse(b"PK\x03\x04broken", "");
    refuse(b"\xD0\xCF\x11\xE0old", "");
    refuse("a,b\n1,2\n".as_bytes(), "");
    let list = "Chủ hộ;Thôn;Số khẩu\nA;B;2\n".as_bytes();
    assert_eq!(refuse(list, "")["errors"][0]["pointer"], "/commune");
    assert_eq!(refuse(list, "commune=99999")["errors"][0]["pointer"], "/commune");
    refuse(list, "commune=23365&columns=A-head");
    refuse(list, "commune=23365&doubtful=x");
    let chosen = import(editor, "x.csv", list.to_vec(), "commune=23365&dry_run=true&columns=B:note,C:none").expect(200);
    assert_eq!(fated(&chosen, "refused"), [2]);
    assert_eq!(chosen["columns"][1]["field"], "note");
}
