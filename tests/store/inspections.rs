//! Inspections: campaigns, records in versions, what is owed, evidence.

use chrono::NaiveDate;
use diesel::connection::SimpleConnection as _;
use ungpho::inspections::{
    Campaign, CampaignForm, Closing, Counts, Decision, EvidencePhoto, Grade, InspectedPlaceKind, LeftOpen, Member,
    OwedState, OwedStep, OwedStepKind, OwedTask, Place, Record, RecordStanding, RecordVersion, ReminderChannel,
    ReminderGiven, ReminderRecipient, Responsible, Subject, Tally, TaskOutline, blank, shipped_ladder,
    shipped_templates,
};
use ungpho::kernel::Localized;
use ungpho::kernel::ids::{
    AccountId, InspectionId, InspectionRecordId, InspectionStepId, InspectionTaskId, PhotoId, ShelterId,
};
use ungpho::relocation::{PhotoLook, Removal};
use ungpho::store::inspection_tasks::Filter;
use ungpho::store::inspection_templates::KeptTemplate;
use ungpho::store::inspections::Asked;
use ungpho::store::{
    Store, StoreError, inspection_photos, inspection_records, inspection_tasks, inspection_templates, inspections,
};

use crate::samples::{VIETNAMESE, at, day, read, refused, write};
use crate::support::on_each_database;

fn campaign(units: &[&str]) -> Campaign {
    let subject = |unit: &&str| Subject { unit_code: (*unit).into(), place: None };
    let member = |name: &str| Member { name: name.into(), position: VIETNAMESE.into(), account: Some("a".into()) };
    let place =
        Place { kind: InspectedPlaceKind::Shelter, name: "Nhà rông".into(), shelter_id: Some(ShelterId::new(at(0))) };
    let mut subjects: Vec<Subject> = units.iter().map(subject).collect();
    subjects.push(Subject { unit_code: units[0].into(), place: Some(place) });
    Campaign {
        id: InspectionId::new(at(0)),
        ordered_by: "51".into(),
        template: shipped_templates()[0].clone(),
        form: CampaignForm {
            name: VIETNAMESE.into(),
            note: "ghi chú".into(),
            first_day: day("2026-09-01"),
            last_day: day("2026-09-20"),
            decision: Some(Decision {
                number: "1/QĐ".into(), signed_on: day("2026-08-30"), signer: VIETNAMESE.into()
            }),
            leader: member("A"),
            members: vec![member("B")],
            subjects,
            reminders: shipped_ladder(),
        },
        closing: None,
        revision: 1,
        demonstration: true,
    }
}

fn version(record: InspectionRecordId, number: i64, passed: usize) -> RecordVersion {
    let points = &shipped_templates()[0].points;
    let mut content = blank(points);
    content.points.iter_mut().take(passed).for_each(|mark| mark.grade = Grade::Passed);
    RecordVersion {
        record_id: record,
        version: number,
        revision: number * 10,
        opened_at: at(number),
        opened_by: VIETNAMESE.into(),
        reason: "lý do".into(),
        signed: None,
        tally: Tally::of(points, &content),
        content,
    }
}

fn begun(store: &Store, campaign: &Campaign) -> (Record, RecordVersion) {
    let record = Record {
        id: InspectionRecordId::new(at(0)),
        inspection_id: campaign.id,
        subject: campaign.form.subjects[0].clone(),
        demonstration: true,
    };
    let first = version(record.id, 1, 3);
    write(store, |conn| {
        inspections::add(conn, campaign)?;
        inspection_records::add(conn, &record, &first)
    });
    (record, first)
}

#[test]
fn a_campaign_comes_back_as_it_was_and_is_found_by_every_unit_it_concerns() {
    on_each_database(|store| {
        let first = campaign(&["23365", "23446"]);
        write(store, |conn| inspections::add(conn, &first));
        assert_eq!(read(store, |conn| inspections::get(conn, first.id)), first);
        let found = |unit: &str| {
            let units = [unit.to_owned()];
            let asked = Asked { units: Some(units.to_vec()), member: None };
            read(store, |conn| inspections::list(conn, &asked, None, 10)).len()
        };
        assert_eq!(["51", "23365", "23446", "23455"].map(found), [1, 1, 1, 0]);
        let mut second = Campaign { revision: 2, ..first.clone() };
        second.form = campaign(&["23455"]).form;
        write(store, |conn| inspections::change(conn, &second));
        assert_eq!(["51", "23365", "23446", "23455"].map(found), [1, 0, 0, 1]);
        assert!(matches!(refused(store, |conn| inspections::change(conn, &second)), StoreError::Stale));
        let before = second.id.to_string();
        assert!(read(store, |conn| inspections::list(conn, &Asked::default(), Some(&before), 10)).is_empty());
    });
}

#[test]
fn a_campaign_is_found_by_its_team_too_and_says_that_it_was_closed() {
    on_each_database(|store| {
        let first = campaign(&["23365"]);
        write(store, |conn| inspections::add(conn, &first));
        let found = |account: &str, beside: Option<&str>| {
            let member = Some((account.to_owned(), beside.map(|unit| vec![unit.to_owned()])));
            let asked = Asked { units: Some(vec!["23446".into()]), member };
            read(store, |conn| inspections::list(conn, &asked, None, 10)).len()
        };
        assert_eq!([found("a", None), found("b", None)], [1, 0]);
        assert_eq!([found("a", Some("23365")), found("a", Some("23446"))], [1, 0]);
        let left = LeftOpen {
            id: InspectionTaskId::new(at(0)),
            unit_code: "23365".into(),
            point: Localized::new(VIETNAMESE, "point"),
            due_on: day("2026-10-01"),
        };
        let closing = Closing {
            at: at(9),
            by: VIETNAMESE.into(),
            remark: "hết đợt".into(),
            open_tasks: vec![left],
            without_record: 2,
        };
        let mut closed = Campaign { revision: 2, closing: Some(closing), ..first.clone() };
        closed.form.leader.account = Some("b".into());
        closed.form.members.clear();
        write(store, |conn| inspections::change(conn, &closed));
        assert_eq!(read(store, |conn| inspections::get(conn, first.id)), closed);
        assert_eq!([found("a", None), found("b", None)], [0, 1]);
        let reopened = Campaign { revision: 3, closing: None, ..closed };
        write(store, |conn| inspections::change(conn, &reopened));
        assert_eq!(read(store, |conn| inspections::get(conn, first.id)).closing, None);
    });
}

#[test]
fn a_corrected_template_takes_the_place_of_its_last_revision_only() {
    on_each_database(|store| {
        let kept = KeptTemplate {
            template: shipped_templates()[1].clone(),
            revision: 1,
            changed_at: at(5),
            changed_by: VIETNAMESE.into(),
        };
        write(store, |conn| inspection_templates::put(conn, &kept));
        assert_eq!(read(store, inspection_templates::all), std::slice::from_ref(&kept));
        let third = KeptTemplate { revision: 3, ..kept.clone() };
        assert!(matches!(refused(store, |conn| inspection_templates::put(conn, &third)), StoreError::Stale));
        let second = KeptTemplate { revision: 2, ..kept.clone() };
        write(store, |conn| inspection_templates::put(conn, &second));
        assert!(matches!(refused(store, |conn| inspection_templates::put(conn, &kept)), StoreError::AlreadyExists));
    });
}

#[test]
fn a_record_has_one_draft_and_what_is_signed_stays() {
    on_each_database(|store| {
        let campaign = campaign(&["23365"]);
        let (record, first) = begun(store, &campaign);
        let key = record.subject.key();
        assert_eq!(read(store, |conn| inspection_records::get(conn, record.id)), record);
        assert_eq!(read(store, |conn| inspection_records::of_subject(conn, campaign.id, &key)), Some(record.clone()));
        let twice = Record { id: InspectionRecordId::new(at(0)), ..record.clone() };
        let again = version(twice.id, 1, 0);
        let answer = refused(store, |conn| inspection_records::add(conn, &twice, &again));
        assert!(matches!(answer, StoreError::AlreadyExists), "one record of a subject: {answer:?}");

        let signed = RecordVersion { revision: 11, signed: Some((at(9), "A".into())), ..first.clone() };
        write(store, |conn| inspection_records::change_version(conn, &signed));
        let later = RecordVersion { revision: 12, ..signed.clone() };
        assert!(matches!(refused(store, |conn| inspection_records::change_version(conn, &later)), StoreError::Stale));
        for statement in
            ["UPDATE inspection_record_versions SET content = '{}'", "DELETE FROM inspection_record_versions"]
        {
            let answer = store.write(|conn| Ok::<_, StoreError>(conn.batch_execute(statement)?));
            assert!(answer.is_err(), "{statement}");
        }
        let second = version(record.id, 2, 5);
        write(store, |conn| inspection_records::add_version(conn, &second));
        let versions = read(store, |conn| inspection_records::versions_of(conn, record.id));
        assert_eq!(versions, [second.clone(), signed.clone()]);
        let listed = read(store, |conn| inspection_records::list(conn, campaign.id, None, 10));
        assert_eq!(listed, [(record.clone(), vec![second.clone(), signed.clone()])]);

        // What is signed counts until the correction is signed.
        let counted = || read(store, |conn| inspection_records::standings(conn, &[campaign.id]))[&campaign.id][&key];
        let counts = Counts { passed: 3, unknown: 11, ..Counts::default() };
        assert_eq!(counted(), RecordStanding::Signed(Tally { counts, earned: 3, possible: 14 }));
        let second = RecordVersion { revision: 21, signed: Some((at(20), "A".into())), ..second };
        write(store, |conn| inspection_records::change_version(conn, &second));
        assert_eq!(counted(), RecordStanding::Signed(second.tally));
    });
}

fn owed(record: &Record, point: &str, due_on: NaiveDate) -> OwedTask {
    OwedTask {
        id: InspectionTaskId::new(at(0)),
        inspection_id: record.inspection_id,
        record_id: record.id,
        outline: TaskOutline {
            point_code: point.into(),
            unit_code: "23365".into(),
            responsible: Responsible { name: VIETNAMESE.into(), position: "Trưởng thôn".into(), phone: "0".into() },
            due_on,
            remark: VIETNAMESE.into(),
        },
        state: OwedState::Open,
        reminders: 2,
        level: 1,
        reported_by: Some(AccountId::new(at(0))),
        revision: 1,
        demonstration: true,
    }
}

#[test]
fn what_is_owed_is_found_by_unit_state_and_day_and_its_history_only_grows() {
    on_each_database(|store| {
        let (record, _) = begun(store, &campaign(&["23365"]));
        let (early, late) = (owed(&record, "1", day("2026-09-05")), owed(&record, "2", day("2026-09-09")));
        write(store, |conn| [&late, &early].into_iter().try_for_each(|task| inspection_tasks::add(conn, task)));
        assert_eq!(read(store, |conn| inspection_tasks::get(conn, early.id)), early);
        let list = |filter: &Filter| read(store, |conn| inspection_tasks::list(conn, filter, None, 10));
        assert_eq!(list(&Filter::default()), [early.clone(), late.clone()], "the one due first first");
        assert_eq!(list(&Filter { late_on: Some(day("2026-09-06")), ..Filter::default() }), [early.clone()]);
        assert!(list(&Filter { units: Some(vec!["23446".into()]), ..Filter::default() }).is_empty());
        let first = early.id.to_string();
        let after = Some((early.outline.due_on, first.as_str()));
        assert_eq!(read(store, |conn| inspection_tasks::list(conn, &Filter::default(), after, 10)), [late.clone()]);
        let reported = OwedTask { state: OwedState::Reported, revision: 2, reported_by: None, ..early.clone() };
        write(store, |conn| inspection_tasks::change(conn, &reported));
        assert!(matches!(refused(store, |conn| inspection_tasks::change(conn, &reported)), StoreError::Stale));
        assert_eq!(list(&Filter { state: Some(OwedState::Reported), ..Filter::default() }), [reported.clone()]);
        let of = record.inspection_id;
        let counts = read(store, |conn| inspection_tasks::counts(conn, &[of], day("2026-10-01")))[&of];
        assert_eq!((counts.open, counts.reported, counts.overdue), (1, 1, 1));

        let step = OwedStep {
            id: InspectionStepId::new(at(1)),
            task_id: early.id,
            kind: OwedStepKind::Reminded,
            at: at(1),
            by: VIETNAMESE.into(),
            account_id: Some(AccountId::new(at(0))),
            remark: VIETNAMESE.into(),
            reminder: Some(ReminderGiven {
                level: 2,
                to: ReminderRecipient::Chair,
                name: VIETNAMESE.into(),
                channel: ReminderChannel::Letter,
                number: "5/UBND".into(),
            }),
        };
        write(store, |conn| inspection_tasks::add_step(conn, &step));
        assert_eq!(read(store, |conn| inspection_tasks::steps_of(conn, &[early.id]))[&early.id], [step]);
        for statement in ["UPDATE inspection_steps SET remark = ''", "DELETE FROM inspection_steps"] {
            let answer = store.write(|conn| Ok::<_, StoreError>(conn.batch_execute(statement)?));
            assert!(answer.is_err(), "{statement}");
        }
    });
}

#[test]
fn evidence_is_kept_and_marked_never_deleted() {
    on_each_database(|store| {
        let (record, _) = begun(store, &campaign(&["23365"]));
        let photo = EvidencePhoto {
            id: PhotoId::new(at(0)),
            record_id: record.id,
            version: 1,
            point_code: "5".into(),
            task_id: None,
            look: PhotoLook { media_type: "image/png".into(), width: 3, height: 2 },
            length: 5,
            sha256: "abc".into(),
            taken_at: at(0),
            received_at: at(1),
            added_by: VIETNAMESE.into(),
            account_id: Some(AccountId::new(at(0))),
            removed: None,
        };
        write(store, |conn| inspection_photos::insert(conn, &photo, b"bytes"));
        assert_eq!(read(store, |conn| inspection_photos::find(conn, photo.id)), Some(photo.clone()));
        assert_eq!(read(store, |conn| inspection_photos::content(conn, photo.id)), b"bytes");
        let removal = Removal { at: at(9), by: "A".into(), remark: VIETNAMESE.into() };
        write(store, |conn| inspection_photos::mark_removed(conn, photo.id, &removal));
        assert!(matches!(
            refused(store, |conn| inspection_photos::mark_removed(conn, photo.id, &removal)),
            StoreError::Stale
        ));
        let marked = EvidencePhoto { removed: Some(removal), ..photo };
        assert_eq!(read(store, |conn| inspection_photos::of_record(conn, record.id)), [marked]);
        let statement = "DELETE FROM inspection_photos";
        assert!(store.write(|conn| Ok::<_, StoreError>(conn.batch_execute(statement)?)).is_err());
    });
}
