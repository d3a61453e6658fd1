//! A signed record is frozen; a correction is another version, and says why.

use diesel::connection::SimpleConnection as _;
use ungpho::inspections::{Counts, Grade, InspectionRecordState, InspectionRefusal, OwedState};
use ungpho::services::ServiceError;
use ungpho::services::keep_inspection_record::{correct_record, open_record, read_record, save_record, sign_record};
use ungpho::services::order_inspection::{change_inspection, rank_communes, read_inspection};
use ungpho::store::StoreError;

use crate::office::{MANG_RI, NGOC_LINH, Office, content, form};

#[test]
fn a_signed_record_changes_by_no_way() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH]);
    let signed = office.signed(inspection, NGOC_LINH, "ppf");
    let (id, revision) = (signed.record.id, signed.version.revision);
    let other = content("ppp", office.today());
    let refused = save_record(&office.app, &office.province, id, revision, other);
    assert!(matches!(refused, Err(ServiceError::Inspection(InspectionRefusal::Signed))), "{refused:?}");
    let twice = sign_record(&office.app, &office.province, id, revision);
    assert!(matches!(twice, Err(ServiceError::Inspection(InspectionRefusal::Signed))), "{twice:?}");
    for statement in [
        "UPDATE inspection_record_versions SET content = '{}'",
        "UPDATE inspection_record_versions SET signed_at = NULL, signed_by = NULL",
        "DELETE FROM inspection_record_versions",
    ] {
        let refused = office.app.store.write(|conn| Ok::<_, StoreError>(conn.batch_execute(statement)?));
        assert!(refused.is_err(), "{statement}");
    }
    let read = office.record(&office.province, id).unwrap();
    assert_eq!(read.version, signed.version);
}

#[test]
fn a_correction_is_another_version_that_holds_when_it_is_signed() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH]);
    let first = office.signed(inspection, NGOC_LINH, "pff");
    let id = first.record.id;
    let none = correct_record(&office.app, &office.province, id, first.version.revision, " ");
    assert!(none.is_err(), "without a reason");
    let reason = "Ghi nhầm mục 2";
    let draft = correct_record(&office.app, &office.province, id, first.version.revision, reason).unwrap();
    assert_eq!((draft.version.version, draft.version.state()), (2, InspectionRecordState::Draft));
    assert_eq!(draft.version.content, first.version.content);
    let stale = save_record(&office.app, &office.province, id, first.version.revision, content("ppf", office.today()));
    assert!(matches!(stale, Err(ServiceError::Store(StoreError::Stale))), "{stale:?}");

    let corrected = content("pppf", office.today());
    let saved = save_record(&office.app, &office.province, id, draft.version.revision, corrected).unwrap();
    // While it is drawn up, what was signed holds.
    let counts = |office: &Office| read_inspection(&office.app, &office.province, inspection).unwrap().progress.points;
    assert_eq!(counts(&office), Counts { passed: 1, failed: 2, unknown: 11, not_applicable: 0 });
    assert_eq!(office.record(&office.ngoc_linh, id).unwrap().version.version, 1, "the unit reads what is signed");
    sign_record(&office.app, &office.province, id, saved.version.revision).unwrap();
    assert_eq!(counts(&office), Counts { passed: 3, failed: 1, unknown: 10, not_applicable: 0 });

    let past = read_record(&office.app, &office.province, id, Some(1)).unwrap();
    assert_eq!(past.version, first.version, "the first version is as it was signed");
    let second = office.record(&office.ngoc_linh, id).unwrap();
    assert_eq!((second.versions.len(), second.version.reason.as_str()), (2, reason));
    let states: Vec<(String, OwedState)> =
        office.owed(&office.province).into_iter().map(|seen| (seen.task.outline.point_code, seen.task.state)).collect();
    let expected = [("2", OwedState::Voided), ("3", OwedState::Voided), ("4", OwedState::Open)];
    assert_eq!(states, expected.map(|(code, state)| (code.to_owned(), state)));
    assert_eq!(office.logged("inspection_record_signed"), 2);
    assert_eq!(office.logged("inspection_record_corrected"), 1);
}

#[test]
fn what_failed_without_a_person_and_a_day_cannot_be_signed() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH]);
    let (opened, new) = open_record(&office.app, &office.province, inspection, NGOC_LINH).unwrap();
    assert!(new);
    let (again, new) = open_record(&office.app, &office.second, inspection, NGOC_LINH).unwrap();
    assert_eq!((again.record, new), (opened.record.clone(), false), "one record of one subject");
    let mut broken = content("pf", office.today());
    broken.points[1].responsible = None;
    broken.points[1].due_on = None;
    let saved = save_record(&office.app, &office.province, opened.record.id, 1, broken).unwrap();
    assert!(sign_record(&office.app, &office.province, opened.record.id, saved.version.revision).is_err());
    assert_eq!(office.owed(&office.province).len(), 0, "nothing is owed before it is signed");
}

#[test]
fn what_nobody_looked_at_is_not_passed_anywhere() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH, MANG_RI]);
    let signed = office.signed(inspection, NGOC_LINH, "pn");
    let unknown = signed.version.content.points.iter().filter(|mark| mark.grade == Grade::Unknown).count();
    assert_eq!(unknown, 12);
    assert_eq!(signed.version.tally.counts, Counts { passed: 1, failed: 0, not_applicable: 1, unknown: 12 });
    let (_, ranking) = rank_communes(&office.app, &office.province, inspection).unwrap();
    assert_eq!((ranking.ranked[0].earned, ranking.ranked[0].possible), (1, 13));
    assert_eq!(ranking.apart.len(), 1);
    let progress = read_inspection(&office.app, &office.province, inspection).unwrap().progress;
    assert_eq!((progress.subjects, progress.signed, progress.not_begun), (2, 1, 1));
}

#[test]
fn the_paper_may_come_later_and_what_has_a_record_stays() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH, MANG_RI]);
    office.signed(inspection, NGOC_LINH, "p");
    let gone = change_inspection(&office.app, &office.province, inspection, 1, &form(&[MANG_RI]));
    assert!(gone.is_err(), "Ngọc Linh has a record");
    let decision = ungpho::inspections::Decision {
        number: "812/QĐ-UBND".into(),
        signed_on: office.today(),
        signer: "Nguyễn B".into(),
    };
    let numbered = ungpho::inspections::CampaignForm { decision: Some(decision), ..form(&[NGOC_LINH]) };
    let changed = change_inspection(&office.app, &office.province, inspection, 1, &numbered).unwrap();
    assert_eq!((changed.campaign.revision, changed.progress.subjects), (2, 1));
    assert_eq!(office.logged("inspection_numbered"), 1);
    let stale = change_inspection(&office.app, &office.province, inspection, 1, &form(&[NGOC_LINH]));
    assert!(matches!(stale, Err(ServiceError::Store(StoreError::Stale))));
}
