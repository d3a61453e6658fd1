//! Who may do what: a province inspects its communes, a commune its villages and shelters, nobody themselves by a team
//! of others, and the inspected unit reads what was signed and reports.

use ungpho::accounts::Acting;
use ungpho::inspections::{Answer, CampaignForm, InspectedPlaceKind, Member, Place, Subject, shipped_templates};
use ungpho::services::ServiceError;
use ungpho::services::correct_template::{list_templates, put_template};
use ungpho::services::keep_inspection_record::{list_records, open_record, save_record};
use ungpho::services::order_inspection::{list_inspections, order_inspection, read_inspection};
use ungpho::store::StoreError;

use crate::office::{MANG_RI, NGOC_LINH, Office, PROVINCE, content, form};

#[track_caller]
fn refused<T>(answer: Result<T, ServiceError>) {
    match answer {
        Err(ServiceError::NotPermitted(_)) => {}
        Err(error) => panic!("another refusal: {error}"),
        Ok(_) => panic!("it was permitted"),
    }
}

#[test]
fn a_commune_orders_inspections_of_its_own_places_only() {
    let office = Office::open();
    let order = |by: &Acting, ordered_by: &str, form: &CampaignForm| {
        order_inspection(&office.app, by, ordered_by, "fire_prevention", form)
    };
    refused(order(&office.ngoc_linh, PROVINCE, &form(&[NGOC_LINH])));
    refused(order(&office.ngoc_linh, MANG_RI, &form(&[MANG_RI])));
    refused(order(&office.viewer, PROVINCE, &form(&[NGOC_LINH])));
    let place = |unit: &str| Subject {
        unit_code: unit.into(),
        place: Some(Place { kind: InspectedPlaceKind::Village, name: "Thôn Tu Răng".into(), shelter_id: None }),
    };
    let outside = CampaignForm { subjects: vec![place(NGOC_LINH), place(MANG_RI)], ..form(&[]) };
    assert!(matches!(order(&office.ngoc_linh, NGOC_LINH, &outside), Err(ServiceError::Plan(_))));
    let inside = CampaignForm { subjects: vec![place(NGOC_LINH)], ..form(&[]) };
    let own = order(&office.ngoc_linh, NGOC_LINH, &inside).unwrap().campaign;
    let key = own.form.subjects[0].key();
    open_record(&office.app, &office.ngoc_linh, own.id, &key).unwrap();
    refused(open_record(&office.app, &office.mang_ri, own.id, &key));
    refused(read_inspection(&office.app, &office.mang_ri, own.id));
    assert_eq!(list_inspections(&office.app, &office.mang_ri, None, None, 10).unwrap().items.len(), 0);
    assert_eq!(list_inspections(&office.app, &office.province, None, None, 10).unwrap().items.len(), 1);
}

#[test]
fn the_inspected_unit_reads_its_signed_record_and_nothing_else() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH, MANG_RI]);
    let (draft, _) = open_record(&office.app, &office.province, inspection, MANG_RI).unwrap();
    let signed = office.signed(inspection, NGOC_LINH, "pf");
    refused(open_record(&office.app, &office.ngoc_linh, inspection, NGOC_LINH));
    refused(save_record(&office.app, &office.ngoc_linh, signed.record.id, 3, content("pp", office.today())));
    let read = office.record(&office.ngoc_linh, signed.record.id).unwrap();
    assert!(!read.may_inspect);
    refused(office.record(&office.mang_ri, signed.record.id));
    let unread = office.record(&office.mang_ri, draft.record.id);
    assert!(matches!(unread, Err(ServiceError::Store(StoreError::NotFound))), "a draft is not theirs to read");
    let unread = office.record(&office.viewer, draft.record.id);
    assert!(matches!(unread, Err(ServiceError::Store(StoreError::NotFound))), "nor anybody's who does not inspect");
    let seen = |by: &Acting| list_records(&office.app, by, inspection, None, 10).unwrap().1.items.len();
    assert_eq!((seen(&office.province), seen(&office.ngoc_linh), seen(&office.mang_ri)), (2, 1, 0));
    assert_eq!(seen(&office.viewer), 1);

    let id = office.owed(&office.ngoc_linh)[0].task.id;
    assert_eq!(office.owed(&office.mang_ri).len(), 0);
    refused(office.answer(&office.mang_ri, id, Answer::Report));
    refused(office.answer(&office.viewer, id, Answer::Report));
    refused(office.answer(&office.ngoc_linh, id, Answer::Confirm));
    office.days_go_by(20);
    refused(office.remind(&office.ngoc_linh, id));
    office.answer(&office.ngoc_linh, id, Answer::Report).unwrap();
}

#[test]
fn a_member_of_the_team_inspects_others_but_not_their_own_unit() {
    let office = Office::open();
    let member =
        Member { name: "Cán bộ Ngọc Linh".into(), position: String::new(), account: Some("ngoclinh".into()) };
    let with = CampaignForm { members: vec![member], ..form(&[NGOC_LINH, MANG_RI]) };
    let campaign = order_inspection(&office.app, &office.province, PROVINCE, "preparedness", &with).unwrap().campaign;
    open_record(&office.app, &office.ngoc_linh, campaign.id, MANG_RI).unwrap();
    refused(open_record(&office.app, &office.ngoc_linh, campaign.id, NGOC_LINH));
    let ghost = Member { name: "Ai đó".into(), position: String::new(), account: Some("khong-co".into()) };
    let unknown = CampaignForm { members: vec![ghost], ..form(&[NGOC_LINH]) };
    let order = order_inspection(&office.app, &office.province, PROVINCE, "preparedness", &unknown);
    assert!(matches!(order, Err(ServiceError::Plan(_))), "{order:?}");
}

#[test]
fn a_province_corrects_templates_and_running_inspections_keep_theirs() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH]);
    let mut template = shipped_templates()[0].clone();
    template.points.truncate(3);
    refused(put_template(&office.app, &office.ngoc_linh, 0, &template));
    let held = put_template(&office.app, &office.province, 0, &template).unwrap();
    assert_eq!((held.revision, held.changed.is_some()), (1, true));
    let stale = put_template(&office.app, &office.province, 0, &template);
    assert!(matches!(stale, Err(ServiceError::Store(StoreError::Stale))));
    put_template(&office.app, &office.second, 1, &template).unwrap();
    let codes: Vec<(String, usize)> = list_templates(&office.app)
        .unwrap()
        .into_iter()
        .map(|held| (held.template.code, held.template.points.len()))
        .collect();
    assert_eq!(codes, [("preparedness".to_owned(), 3), ("fire_prevention".to_owned(), 10)]);
    let running = read_inspection(&office.app, &office.province, inspection).unwrap();
    assert_eq!(running.campaign.template.points.len(), 14);
    assert_eq!(office.logged("inspection_template_set"), 2);
}
