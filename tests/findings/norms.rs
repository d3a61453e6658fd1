//! Norms are corrected by a province, with their history, and everything is looked at again with them.

use serde_json::json;
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::findings::{Choice, Kind, Norms};
use ungpho::kernel::ids::AccountId;
use ungpho::plans::PlanRefusal;
use ungpho::services::ServiceError;
use ungpho::services::correct_norms::{norms_history, put_norms, read_norms};
use ungpho::store::{StoreError, accounts, stream};

use crate::app::server::TestServer;
use crate::province::{Province, beginning};

fn of_a_commune(province: &Province) -> Acting {
    let account = Account {
        id: AccountId::new(beginning()),
        name: "xa-thu".into(),
        display_name: "Cán bộ xã".into(),
        role: RoleName::Official,
        unit_code: Some("23365".into()),
    };
    province.app.store.write(|conn| accounts::insert(conn, &account, None, beginning())).unwrap();
    Acting { account, origin: "test".into() }
}

fn with_rice(value: f64) -> Norms {
    let mut norms = Norms::shipped();
    let rice = norms.items.iter_mut().find(|item| item.item == "rice").unwrap();
    (rice.vietnam.value, rice.vietnam.source) = (value, "Quyết định thử nghiệm 1/QĐ-UBND, điều 2.".into());
    norms
}

#[test]
fn with_other_norms_everything_is_looked_at_again_and_kept_is_what_would_be_found_anew() {
    let province = Province::open();
    let short = |province: &Province| province.found().iter().filter(|it| it.kind == Kind::StockShort).count();
    let before = short(&province);
    let (norms, last) = read_norms(&province.app).unwrap();
    assert_eq!((norms, last), (Norms::shipped(), None));

    put_norms(&province.app, &province.editor, 0, &with_rice(50.0), "thử mức cao").unwrap();
    assert!(short(&province) > before, "a hundred times the rice is not there");
    assert_eq!(province.kept(), province.anew());
    let none = Norms { items: vec![with_rice(0.0).items[0].clone()], choice: Choice::Vietnam, ..Norms::shipped() };
    put_norms(&province.app, &province.editor, 1, &none, "chỉ tính gạo, mức 0").unwrap();
    assert_eq!(short(&province), 0, "nobody needs anything");
    assert_eq!(province.kept(), province.anew());

    let history = norms_history(&province.app, None, 10).unwrap().items;
    let told: Vec<(i64, &str)> = history.iter().map(|held| (held.revision, held.reason.as_str())).collect();
    assert_eq!(told, [(2, "chỉ tính gạo, mức 0"), (1, "thử mức cao")]);
    assert!(history[0].changed_by.contains("bien-tap-thu") && history[0].changed_at == province.app.now());
    let first = norms_history(&province.app, Some("2"), 10).unwrap().items;
    assert_eq!(first.iter().map(|held| held.revision).collect::<Vec<_>>(), [1]);
}

#[test]
fn only_a_province_corrects_norms_each_on_what_it_read_and_with_a_ground() {
    let province = Province::open();
    let commune = of_a_commune(&province);
    let refused = put_norms(&province.app, &commune, 0, &with_rice(1.0), "vì sao");
    assert!(matches!(refused, Err(ServiceError::NotPermitted(_))), "{refused:?}");
    let stale = put_norms(&province.app, &province.editor, 3, &with_rice(1.0), "vì sao");
    assert!(matches!(stale, Err(ServiceError::Store(StoreError::Stale))), "{stale:?}");
    let mut wrong = with_rice(-1.0);
    wrong.items[1].item = "khong-co".into();
    let Err(ServiceError::Plan(PlanRefusal::Faults(faults))) =
        put_norms(&province.app, &province.editor, 0, &wrong, " ")
    else {
        panic!("it was taken")
    };
    let mut pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/norms/items/0/vietnam/value", "/norms/items/1/item", "/reason"]);
    let head = province.app.store.read(stream::head).unwrap();
    put_norms(&province.app, &province.editor, 0, &with_rice(0.6), "Quyết định mới").unwrap();
    let told = province.app.store.read(|conn| stream::after(conn, head, 10)).unwrap();
    assert_eq!(told.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["norms"]);
}

#[test]
fn over_http_norms_are_read_by_all_and_who_set_them_by_whoever_is_signed_in() {
    let folder = tempfile::tempdir().unwrap();
    let server = TestServer::demo(folder.path());
    let admin = server.signed_in("quantri");
    let held = admin.read("/norms");
    assert_eq!((&held["revision"], &held["etag"], &held["norms"]), (&json!(0), &json!("\"0\""), &held["shipped"]));
    let body = json!({"norms": with_rice(0.6), "reason": "Quyết định mới"});
    let put = |etag: &str| admin.clone().with("if-match", etag).put("/api/v1/norms", &body);
    put("\"0\"").expect(200);
    put("\"0\"").problem(412, "stale");
    let history = admin.read("/norms/history");
    let revisions: Vec<i64> =
        history["items"].as_array().unwrap().iter().map(|each| each["revision"].as_i64().unwrap()).collect();
    assert_eq!(revisions, [1, 0], "those the program comes with stand last");
    assert!(history["items"][0]["changed_by"].as_str().unwrap().contains("quantri"));
    assert_eq!(server.client().read("/norms")["changed_by"], json!(null));
}
