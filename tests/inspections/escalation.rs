//! What is owed, and reminders that climb as the clock moves.

use ungpho::inspections::{Answer, InspectionRefusal, OwedState, ReminderRecipient};
use ungpho::services::ServiceError;
use ungpho::services::answer_owed::{OwedQuery, list_owed};
use ungpho::services::order_inspection::read_inspection;
use ungpho::services::remind_owed::write_letter;

use crate::office::{MANG_RI, NGOC_LINH, Office};

#[test]
fn reminders_climb_from_the_person_to_the_chair_to_the_level_above() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH, MANG_RI]);
    office.signed(inspection, NGOC_LINH, "pf");
    let id = office.owed(&office.province)[0].task.id;
    let level = || office.task(id).proposal.map(|(proposed, name)| (proposed.level, proposed.to, proposed.due, name));

    office.days_go_by(10);
    assert_eq!(level(), None, "on its day it is not late");
    let early = office.remind(&office.province, id);
    assert!(matches!(early, Err(ServiceError::Inspection(InspectionRefusal::NotLate))), "{early:?}");

    office.days_go_by(1);
    let (number, to, due, name) = level().unwrap();
    assert_eq!(
        (number, to, due, name.as_str()),
        (1, ReminderRecipient::Responsible, true, "ông (bà) A Bri, Trưởng thôn")
    );
    office.remind(&office.province, id).unwrap();
    office.days_go_by(4);
    assert_eq!(level().unwrap().0, 1);
    // Reminding the same person again does not put off the chair.
    assert_eq!(office.remind(&office.second, id).unwrap().task.level, 1);
    office.days_go_by(1);
    let (number, to, due, name) = level().unwrap();
    let chair = "Chủ tịch Ủy ban nhân dân xã Ngọc Linh";
    assert_eq!((number, to, due, name.as_str()), (2, ReminderRecipient::Chair, true, chair));
    office.remind(&office.province, id).unwrap();
    office.days_go_by(5);
    let (number, to, due, name) = level().unwrap();
    let above = "Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi";
    assert_eq!((number, to, due, name.as_str()), (3, ReminderRecipient::Above, true, above));
    let seen = office.remind(&office.province, id).unwrap();
    assert_eq!((seen.task.reminders, seen.task.level), (4, 3));
    let levels: Vec<i64> =
        seen.steps.iter().filter_map(|step| step.reminder.as_ref()).map(|given| given.level).collect();
    assert_eq!(levels, [1, 1, 2, 3]);
    assert_eq!(office.logged("inspection_task_reminded"), 4);
}

#[test]
fn nothing_happens_by_itself() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH]);
    office.signed(inspection, NGOC_LINH, "fff");
    office.days_go_by(200);
    for seen in office.owed(&office.province) {
        assert_eq!((seen.task.state, seen.task.reminders, seen.steps.len()), (OwedState::Open, 0, 0));
        assert_eq!(seen.proposal.unwrap().0.level, 1, "the person is asked first, however late it is");
    }
}

#[test]
fn what_is_owed_is_reported_sent_back_and_confirmed() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH]);
    office.signed(inspection, NGOC_LINH, "pfp");
    let id = office.owed(&office.province)[0].task.id;
    let early = office.answer(&office.province, id, Answer::Confirm);
    assert!(matches!(early, Err(ServiceError::Inspection(InspectionRefusal::NotNow(_)))), "{early:?}");
    office.days_go_by(12);
    let overdue = || {
        let query = OwedQuery { overdue: true, ..OwedQuery::default() };
        list_owed(&office.app, &office.ngoc_linh, &query, None, 10).unwrap().items.len()
    };
    assert_eq!(overdue(), 1);
    office.answer(&office.ngoc_linh, id, Answer::Report).unwrap();
    assert_eq!(overdue(), 0, "whoever has reported waits for the inspectors");
    assert_eq!(office.task(id).proposal, None);
    office.answer(&office.province, id, Answer::SendBack).unwrap();
    assert_eq!(overdue(), 1, "the day it was due is not another one");
    office.answer(&office.ngoc_linh, id, Answer::Report).unwrap();
    let seen = office.answer(&office.second, id, Answer::Confirm).unwrap();
    assert_eq!((seen.task.state, seen.steps.len()), (OwedState::Confirmed, 4));
    assert_eq!(overdue(), 0);
    let tasks = read_inspection(&office.app, &office.province, inspection).unwrap().progress.tasks;
    assert_eq!((tasks.open, tasks.confirmed, tasks.overdue), (0, 1, 0));
    for (action, times) in [("reported", 2), ("sent_back", 1), ("confirmed", 1)] {
        assert_eq!(office.logged(&format!("inspection_task_{action}")), times, "{action}");
    }
}

#[test]
fn nobody_confirms_what_they_reported_themselves() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH]);
    office.signed(inspection, NGOC_LINH, "f");
    let id = office.owed(&office.province)[0].task.id;
    // The province covers the commune, so its official may report in its place.
    office.answer(&office.province, id, Answer::Report).unwrap();
    let own = office.answer(&office.province, id, Answer::Confirm);
    assert!(matches!(own, Err(ServiceError::Inspection(InspectionRefusal::OwnReport))), "{own:?}");
    office.answer(&office.second, id, Answer::Confirm).unwrap();
}

#[test]
fn a_letter_tells_of_everything_the_unit_is_late_with() {
    let office = Office::open();
    let inspection = office.order(&[NGOC_LINH, MANG_RI]);
    office.signed(inspection, NGOC_LINH, "pffp");
    office.signed(inspection, MANG_RI, "f");
    let tasks = office.owed(&office.ngoc_linh);
    assert_eq!(tasks.len(), 2, "the other commune's is not theirs");
    let id = tasks[0].task.id;
    let early = write_letter(&office.app, &office.province, id, false);
    assert!(matches!(early, Err(ServiceError::Inspection(InspectionRefusal::NotLate))));
    office.days_go_by(13);
    let letter = write_letter(&office.app, &office.province, id, true).unwrap();
    assert_eq!(letter.items.len(), 2);
    assert_eq!(letter.issuing_body, "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI");
    assert_eq!(letter.place_and_date, "Quảng Ngãi, ngày 14 tháng 9 năm 2026");
    assert_eq!(letter.addressed_to, "Kính gửi: Ủy ban nhân dân xã Ngọc Linh (ông (bà) A Bri, Trưởng thôn)");
    assert_eq!((letter.items[0].due_on.as_str(), letter.items[0].overdue.as_str()), ("11/9/2026", "quá hạn 3 ngày"));
    assert!(letter.missing.iter().any(|missing| missing.en.contains("decision")), "the paper is still to come");
    assert_eq!(write_letter(&office.app, &office.province, id, false).unwrap().items.len(), 1);
    assert!(write_letter(&office.app, &office.ngoc_linh, id, false).is_err(), "a unit writes none to itself");
}
