//! Units of today and of before the reform: what an old name means, how lists come in, and that an alert which
//! names an old unit reaches the zones that lie there now.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::disallowed_methods, reason = "the program under test runs by the machine's clock")]

mod app;

use std::path::{Path, PathBuf};

use app::cap::Cap;
use app::client::Client;
use app::server::{TestServer, run};
use app::wait_for;
use chrono::Utc;
use serde_json::Value;

/// The texts at `pointer` of each item.
fn each<'v>(items: &'v Value, field: &str) -> Vec<&'v str> {
    items.as_array().unwrap().iter().map(|item| item[field].as_str().unwrap()).collect()
}

fn resolved(client: &Client, query: &str) -> Value {
    client.read(&format!("/admin-units/resolve?{query}"))
}

fn import(client: &Client, query: &str, list: &str) -> Value {
    client.post_bytes(&format!("/api/v1/admin-units/import?{query}"), "text/csv", list.into()).expect(200)
}

/// Files that may be tested against but are not ours to keep.
fn reference_file(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("UNGPHO_TEST_MAPS").map(PathBuf::from);
    let file = folder.map(|folder| folder.join(name)).filter(|file| file.exists());
    if file.is_none() {
        eprintln!("SKIPPED: {name} is absent; name its folder in UNGPHO_TEST_MAPS");
    }
    file
}

#[test]
fn an_old_name_resolves_to_the_communes_of_today() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let anyone = server.client();

    let district = resolved(&anyone, "text=huy%E1%BB%87n%20Kon%20Pl%C3%B4ng");
    assert_eq!(each(&district["candidates"], "code"), ["613"]);
    let kon_plong = &district["candidates"][0];
    assert_eq!((kon_plong["matched"].as_str(), kon_plong["exists"].as_bool()), (Some("exact"), Some(false)));
    assert_eq!(each(&kon_plong["present"], "name"), ["Xã Măng Bút", "Xã Măng Đen", "Xã Kon Plông"]);
    assert_eq!(kon_plong["valid_from"], Value::Null, "nobody wrote down since when");
    assert!(kon_plong["why"]["vi"].as_str().unwrap().contains("Không còn từ 01/7/2025"));

    let loose = resolved(&anyone, "text=H.%20Kon%20Plong&on=2023-05-04");
    assert_eq!(loose["candidates"][0]["matched"], "folded");
    let several = resolved(&anyone, "text=Kon%20Tum");
    assert_eq!(each(&several["candidates"], "code"), ["23293", "608", "62"]);
    assert_eq!(several["candidates"][2]["present"].as_array().unwrap().len(), 40);
    assert!(several["remark"]["en"].as_str().unwrap().starts_with("3 units"));
    let nothing = resolved(&anyone, "text=ph%C6%B0%E1%BB%9Dng%20Kh%C3%B4ng%20C%C3%B3");
    assert_eq!(nothing["candidates"].as_array().unwrap().len(), 0);
    assert!(nothing["remark"]["en"].as_str().unwrap().contains("does not mean there is none"));
    anyone.get("/api/v1/admin-units/resolve").problem(422, "invalid");
}

#[test]
fn a_unit_tells_what_it_was_and_what_took_over() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let anyone = server.client();

    let today = anyone.read("/admin-units/23455");
    assert_eq!(
        (today["name"].as_str(), today["former_district"].as_str()),
        (Some("Xã Măng Bút"), Some("Huyện Kon Plông"))
    );
    assert_eq!(each(&today["history"], "name"), ["Xã Đăk Ring", "Xã Măng Bút"]);
    assert_eq!(each(&today["predecessors"], "name"), ["Xã Đăk Nên", "Xã Đăk Ring", "Xã Măng Bút"]);
    assert_eq!(today["predecessors"][0]["decided_by"], "1677/NQ-UBTVQH15");

    let then = anyone.read("/admin-units/23455?on=2024-09-01");
    assert_eq!((then["name"].as_str(), then["parent_code"].as_str()), (Some("Xã Đăk Ring"), Some("613")));
    assert_eq!(each(&then["successors"], "name"), ["Xã Măng Bút"]);
    assert_eq!((then["valid_to"].as_str(), then["exists"].as_bool()), (Some("2025-06-30"), Some(true)));

    let district = anyone.read("/admin-units/613");
    assert_eq!((district["exists"].as_bool(), district["kind"].as_str()), (Some(false), Some("district")));
    assert_eq!(district["present"].as_array().unwrap().len(), 3);
    anyone.get("/api/v1/admin-units/99999").problem(404, "not-found");

    // Of today by default; of another day on demand; page by page.
    assert_eq!(anyone.read("/admin-units")["items"].as_array().unwrap().len(), 41);
    let before = anyone.items("/admin-units?on=2025-06-30&kind=district");
    assert_eq!(before.len(), 10);
    let communes = anyone.items("/admin-units?on=2025-06-30&parent=613");
    assert_eq!(communes.len(), 9);
    let page = anyone.read("/admin-units?on=2025-06-30&limit=2");
    assert_eq!(each(&page["items"], "code"), ["23281", "23284"]);
    let next = anyone.read(&format!("/admin-units?on=2025-06-30&limit=1&cursor={}", page["next"].as_str().unwrap()));
    assert_eq!(each(&next["items"], "code"), ["23287"]);
    let found = anyone.read("/admin-units?q=kon%20plong");
    assert_eq!(each(&found["items"], "code"), ["23476"]);
}

#[test]
fn a_list_is_previewed_taken_in_once_and_closes_old_forms_by_date() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let admin = server.signed_in("quantri");
    let list = "code,name,type,province_code,province,lat,lon\n\
                26000,Phường Trấn Biên,Phường,75,Tỉnh Đồng Nai,10.95,106.85\n\
                26005,Xã Xuân Lộc,Xã,75,Tỉnh Đồng Nai,10.92,107.41\n\
                2600,Xã Sai Mã,Xã,75,Tỉnh Đồng Nai,10.9,107\n";
    let preview = import(&admin, "dry_run=true", list);
    assert_eq!((preview["added"].as_u64(), preview["provinces"].as_u64()), (Some(3), Some(1)));
    assert_eq!(preview["refused"][0]["place"], "line 4");
    admin.get("/api/v1/admin-units/26000").problem(404, "not-found");

    assert_eq!(import(&admin, "name=dong-nai.csv", list)["added"], 3);
    let again = import(&admin, "name=dong-nai.csv", list);
    assert_eq!((again["added"].as_u64(), again["unchanged"].as_u64()), (Some(0), Some(3)));
    let log = admin.items("/audit?subject=dong-nai.csv");
    assert_eq!(log.len(), 1, "what changed nothing is not written down");
    assert_eq!(log[0]["action"], "admin_units_imported");

    let later = "code,name,type,province_code,province,lat,lon\n\
                 26000,Phường Trấn Biên,Phường,75,Thành phố Đồng Nai,10.95,106.85\n";
    let partly = import(&admin, "as_of=2026-04-30", later);
    assert_eq!(
        (partly["changed"].as_u64(), partly["closed"].as_u64(), partly["left_out"].as_u64()),
        (Some(1), Some(0), Some(1))
    );
    let city = admin.read("/admin-units/75");
    assert_eq!((city["name"].as_str(), city["valid_from"].as_str()), (Some("Thành phố Đồng Nai"), Some("2026-04-30")));
    assert_eq!(admin.read("/admin-units/75?on=2026-04-29")["name"], "Tỉnh Đồng Nai");
    let spoilt = format!("{later}2605,Xã Xuân Lộc,Xã,75,Thành phố Đồng Nai,10.92,107.41\n");
    let unread = import(&admin, "as_of=2026-05-01&whole_list=true", &spoilt);
    assert_eq!((unread["closed"].as_u64(), unread["left_out"].as_u64()), (Some(0), Some(1)), "its row may be the one");
    let whole = import(&admin, "as_of=2026-05-01&whole_list=true", later);
    assert_eq!((whole["changed"].as_u64(), whole["closed"].as_u64()), (Some(0), Some(1)));
    assert_eq!(admin.read("/admin-units/26005")["valid_to"], "2026-04-30");
    // The first list again does not bring back what has ended.
    import(&admin, "", list);
    assert_eq!(admin.read("/admin-units/75")["name"], "Thành phố Đồng Nai");
    assert_eq!(admin.read("/admin-units/26005")["exists"], false);

    let mapping = "old_code,old_valid_to,new_code,decided_by\n26005,2026-04-30,26000,số 1\n26999,2026-04-30,26000,\n";
    let mapped = import(&admin, "", mapping);
    assert_eq!((mapped["successions"].as_u64(), mapped["refused"][0]["place"].as_str()), (Some(1), Some("line 3")));
    assert_eq!(each(&admin.read("/admin-units/26005")["present"], "code"), ["26000"]);
}

#[test]
fn only_who_keeps_the_register_may_change_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let send = |client: Client, query: &str, body: &[u8]| {
        client.post_bytes(&format!("/api/v1/admin-units/import?{query}"), "text/csv", body.to_vec())
    };
    send(server.client(), "", b"code,name\n").problem(401, "not-signed-in");
    send(server.signed_in("chutich"), "", b"code,name\n").problem(403, "not-permitted");
    let admin = || server.signed_in("quantri");
    send(admin(), "whole_list=true", b"code,name\n").problem(422, "invalid");
    send(admin(), "", b"code,name\n1,Ng\xf4c\n").problem(422, "invalid");
    send(admin(), "", &vec![b'x'; 65 * 1024 * 1024]).problem(413, "too-large");
}

/// An alert at level 3 that names one place by a code and draws nothing.
fn alert_for(list: &str, code: &str) -> Vec<u8> {
    let area = format!("<geocode><valueName>{list}</valueName><value>{code}</value></geocode>");
    Cap { area, ..Cap::new(&format!("unit-{code}"), Utc::now()) }.xml()
}

#[test]
fn an_alert_for_an_old_unit_reaches_the_zones_of_its_successors() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let admin = server.signed_in("quantri");
    let push = |list: &str, code: &str| admin.push(&alert_for(list, code)).json()["id"].as_str().unwrap().to_owned();
    let touched = |id: &str| admin.read(&format!("/alerts/{id}/zones"))["total"].as_u64().unwrap();

    let commune = touched(&push("VN-COMMUNE", "23365"));
    assert!(commune > 0, "the demonstration has zones in Ngọc Linh");
    // Mường Hoong went into Ngọc Linh; both lay in the district of Đăk Glei.
    let old = push("VN-COMMUNE", "23362");
    assert_eq!(touched(&old), commune);
    let district = push("VN-DISTRICT", "610");
    assert!(touched(&district) >= commune);
    assert!(touched(&push("VN-PROVINCE", "62")) >= touched(&district));

    let remark = |id: &str| admin.read(&format!("/alerts/{id}"))["remarks"].to_string();
    assert!(remark(&old).contains("Bản tin nêu mã 23362 (Xã Mường Hoong). Không còn từ 01/7/2025"));
    let reasons =
        || admin.items(&format!("/alerts/{old}/decisions")).iter().map(|it| it["reason"].to_string()).collect();
    let said: Vec<String> = wait_for("decisions", || Some(reasons()).filter(|found: &Vec<String>| !found.is_empty()));
    assert!(said.iter().any(|reason| reason.contains("Xã Mường Hoong")), "{said:?}");

    // A code that leads nowhere may be anywhere: a person must look.
    let unknown = push("VN-COMMUNE", "99999");
    assert_eq!(touched(&unknown), 0);
    let outcomes = admin.items(&format!("/alerts/{unknown}/decisions"));
    assert!(outcomes.iter().any(|it| it["outcome"] == "needs_person"), "{outcomes:?}");
}

fn import_file(folder: &Path, file: &Path) -> String {
    run(folder, &["import", "admin-units", file.to_str().unwrap()])
}

#[test]
fn the_national_list_has_34_provinces_and_3321_communes() {
    let Some(file) = reference_file("vn-communes-2025.csv") else { return };
    let folder = tempfile::tempdir().unwrap();
    let begun = std::time::Instant::now();
    let said = import_file(folder.path(), &file);
    assert!(said.contains("34 provinces, 0 districts, 3321 communes"), "{said}");
    assert!(said.contains("3,355 added") && said.contains("0 rows refused"), "{said}");
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    assert!(import_file(folder.path(), &file).contains("3,355 unchanged"));

    let Some(old) = reference_file("kontum-quangngai-communes-before-2025.csv") else { return };
    let said = import_file(folder.path(), &old);
    assert!(said.contains("2 provinces, 22 districts, 272 communes") && said.contains("273 steps"), "{said}");
    assert!(import_file(folder.path(), &old).contains("0 added, 0 changed, 0 updated, 296 unchanged"));
}
