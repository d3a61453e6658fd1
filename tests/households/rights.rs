//! Who may read and change the register, and where.

use serde_json::json;

use crate::app::client::Client;
use crate::app::committee::{Committee, NGOC_LINH, ROLES};
use crate::sheets::{import, workbook};

const MANG_RI: &str = "23446";

fn add(by: &Client, commune: &str) -> u16 {
    let entry = json!({"head": "A Thử", "village": "Mô Po", "people": 4});
    by.post("/api/v1/households", &json!({"commune_code": commune, "entry": entry})).status
}

#[test]
fn roles_read_and_change_as_it_is_written_down() {
    let office = Committee::new();
    assert_eq!(add(office.caller("editor"), NGOC_LINH), 201);
    let list = "/api/v1/households";
    let id = office.caller("editor").items("/households")[0]["id"].as_str().unwrap().to_owned();
    for role in ROLES {
        let caller = office.caller(role);
        let reads = !["viewer", "integration"].contains(&role);
        let changes = reads && role != "appraiser";
        for path in [
            list.to_owned(),
            format!("{list}/{id}"),
            format!("{list}.xlsx"),
            format!("{list}.csv"),
            format!("{list}/summary?q=thu"),
        ] {
            let expected = if reads { 200 } else { 403 };
            assert_eq!(caller.get(&path).status, expected, "{role} {path}");
        }
        let sum = caller.get(&format!("{list}/summary?commune={NGOC_LINH}")).expect(200);
        assert_eq!(sum["figures"]["people"], 4, "{role}: figures are for all");
        assert!(!sum.to_string().contains("Thử"), "{role}");
        assert_eq!(add(caller, MANG_RI) == 201, changes, "{role}");
        let file = workbook(&["Chủ hộ | Thôn | Số khẩu", "B | C | #2"], &[]);
        let status = import(caller, "x.xlsx", file, &format!("dry_run=true&commune={NGOC_LINH}")).status;
        assert_eq!(status, if changes { 200 } else { 403 }, "{role}");
        let retired =
            caller.clone().with("if-match", "\"99\"").post(&format!("{list}/{id}/retire"), &json!({"reason": "x"}));
        assert_eq!(retired.status, if changes { 412 } else { 403 }, "{role}");
    }
    for path in [list, "/api/v1/households/summary", "/api/v1/households.xlsx"] {
        office.caller("nobody").get(path).problem(401, "not-signed-in");
    }
}

#[test]
fn a_unit_ends_where_it_ends() {
    let office = Committee::new();
    for commune in [NGOC_LINH, MANG_RI] {
        assert_eq!(add(office.caller("editor"), commune), 201);
    }
    let official = office.further("can-bo", "official", Some(NGOC_LINH));
    let codes: Vec<_> = official.items("/households").iter().map(|item| item["commune_code"].clone()).collect();
    assert_eq!(codes, [NGOC_LINH]);
    assert_eq!(official.read("/households/summary")["figures"]["households"], 1);
    official.get(&format!("/api/v1/households?commune={MANG_RI}")).problem(403, "not-permitted");
    official.get(&format!("/api/v1/households.csv?commune={MANG_RI}")).problem(403, "not-permitted");
    let elsewhere = office.caller("editor").items(&format!("/households?commune={MANG_RI}"))[0]["id"].clone();
    official.get(&format!("/api/v1/households/{}", elsewhere.as_str().unwrap())).problem(403, "not-permitted");
    assert_eq!(add(&official, MANG_RI), 403);
    let file = workbook(&["Chủ hộ | Thôn | Số khẩu | Xã", "B | C | #2 | Xã Măng Ri"], &[]);
    import(&official, "x.xlsx", file, "dry_run=true").problem(403, "not-permitted");
}
