//! Closing an inspection is a decision that names what is left open; who belongs to a team finds it in their list.

use ungpho::accounts::Acting;
use ungpho::inspections::{Answer, CampaignForm, InspectionRefusal, Member};
use ungpho::kernel::ids::{InspectionId, InspectionTaskId};
use ungpho::services::ServiceError;
use ungpho::services::close_inspection::{close_inspection, reopen_inspection};
use ungpho::services::keep_inspection_record::{correct_record, open_record, save_record};
use ungpho::services::order_inspection::{
    CampaignStanding, change_inspection, list_inspections, order_inspection, read_inspection,
};
use ungpho::store::{StoreError, stream};

use crate::office::{MANG_RI, NGOC_LINH, Office, PROVINCE, content, form};

fn close(
    office: &Office,
    by: &Acting,
    id: InspectionId,
    named: &[InspectionTaskId],
    remark: &str,
) -> Result<CampaignStanding, ServiceError> {
    let revision = read_inspection(&office.app, &office.province, id).unwrap().campaign.revision;
    close_inspection(&office.app, by, id, revision, (named, remark))
}

fn pointers(answer: Result<CampaignStanding, ServiceError>) -> Vec<String> {
    match answer {
        Err(ServiceError::Plan(ungpho::plans::PlanRefusal::Faults(faults))) => {
            faults.into_iter().map(|fault| fault.pointer).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn is_closed<T: std::fmt::Debug>(answer: Result<T, ServiceError>) {
    match answer {
        Err(ServiceError::Inspection(InspectionRefusal::Closed)) => {}
        other => panic!("it was not refused as closed: {other:?}"),
    }
}

#[test]
fn whoever_closes_names_what_is_open_and_nothing_is_changed_afterwards() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH, MANG_RI]);
    let signed = office.signed(inspection, NGOC_LINH, "pff");
    let (draft, _) = open_record(&office.app, &office.province, inspection, MANG_RI).unwrap();
    let open: Vec<InspectionTaskId> = office.owed(&office.ngoc_linh).iter().map(|seen| seen.task.id).collect();
    assert_eq!(open.len(), 2);
    assert_eq!(pointers(close(&office, &office.province, inspection, &[], "hết đợt")), ["/open_tasks"]);
    assert_eq!(pointers(close(&office, &office.province, inspection, &open, "")), ["/remark"]);
    let refused = close(&office, &office.ngoc_linh, inspection, &open, "hết đợt");
    assert!(matches!(refused, Err(ServiceError::NotPermitted(_))), "{refused:?}");
    let stale = close_inspection(&office.app, &office.province, inspection, 7, (&open, "hết đợt"));
    assert!(matches!(stale, Err(ServiceError::Store(StoreError::Stale))), "{stale:?}");

    let closed = close(&office, &office.province, inspection, &open, "theo dõi tiếp ở đợt sau").unwrap();
    let closing = closed.campaign.closing.clone().unwrap();
    assert_eq!((closing.open_tasks.len(), closing.without_record), (2, 1), "Măng Ri has only a draft");
    assert!(closing.open_tasks.iter().all(|task| task.unit_code == NGOC_LINH && open.contains(&task.id)));
    assert_eq!(office.logged("inspection_closed"), 1);

    is_closed(close(&office, &office.province, inspection, &open, "lần nữa"));
    let (id, revision) = (draft.record.id, draft.version.revision);
    is_closed(save_record(&office.app, &office.province, id, revision, content("pp", office.today())));
    is_closed(correct_record(&office.app, &office.province, signed.record.id, signed.version.revision, "nhầm"));
    is_closed(change_inspection(
        &office.app,
        &office.province,
        inspection,
        closed.campaign.revision,
        &form(&[NGOC_LINH]),
    ));
    // What is owed goes on as before.
    office.answer(&office.ngoc_linh, open[0], Answer::Report).unwrap();
    office.answer(&office.second, open[0], Answer::Confirm).unwrap();

    let again = reopen_inspection(&office.app, &office.province, inspection, closed.campaign.revision, "còn một xã");
    let again = again.unwrap().campaign;
    assert_eq!(again.closing, None);
    save_record(&office.app, &office.province, id, revision, content("pp", office.today())).unwrap();
    assert_eq!(office.logged("inspection_reopened"), 1);
    let twice = reopen_inspection(&office.app, &office.province, inspection, again.revision, "lần nữa");
    assert!(matches!(twice, Err(ServiceError::Inspection(InspectionRefusal::NotClosed))), "{twice:?}");
}

#[test]
fn a_member_of_another_commune_sees_the_campaign_of_their_team_in_the_list() {
    let office = Office::open();
    let member =
        |account: &str| Member { name: "Cán bộ".into(), position: String::new(), account: Some(account.into()) };
    let with = CampaignForm { members: vec![member("mangri")], ..form(&[NGOC_LINH]) };
    let campaign = order_inspection(&office.app, &office.province, PROVINCE, "preparedness", &with).unwrap().campaign;
    let listed = |by: &Acting, unit: Option<&str>| -> Vec<InspectionId> {
        let page = list_inspections(&office.app, by, unit, None, 10).unwrap();
        page.items.iter().map(|standing| standing.campaign.id).collect()
    };
    assert_eq!(listed(&office.mang_ri, None), [campaign.id]);
    assert_eq!(listed(&office.mang_ri, Some(NGOC_LINH)), [campaign.id]);
    assert_eq!(listed(&office.mang_ri, Some(MANG_RI)), [], "it does not look at their own commune");
    let without = CampaignForm { members: Vec::new(), ..with };
    change_inspection(&office.app, &office.province, campaign.id, 1, &without).unwrap();
    assert_eq!(listed(&office.mang_ri, None), [], "who left the team does not see it any more");
    assert_eq!(listed(&office.ngoc_linh, None), [campaign.id]);
}

#[test]
fn the_stream_tells_every_unit_that_is_inspected() {
    let office = Office::open();
    let before = office.app.store.read(stream::head).unwrap();
    office.order(&[NGOC_LINH, MANG_RI]);
    let told = office.app.store.read(|conn| stream::after(conn, before, 10)).unwrap();
    let [event] = &told[..] else { panic!("{told:?}") };
    let payload: serde_json::Value = serde_json::from_str(&event.payload).unwrap();
    assert_eq!(event.kind, "inspection");
    assert_eq!(payload["units"], serde_json::json!([NGOC_LINH, MANG_RI, PROVINCE]));
    let inspection = payload["inspection_id"].as_str().unwrap().parse().unwrap();
    let before = event.seq;
    office.signed(inspection, NGOC_LINH, "p");
    for event in office.app.store.read(|conn| stream::after(conn, before, 10)).unwrap() {
        let payload: serde_json::Value = serde_json::from_str(&event.payload).unwrap();
        assert_eq!((event.kind.as_str(), &payload["units"]), ("inspection_record", &serde_json::json!([NGOC_LINH])));
    }
}
