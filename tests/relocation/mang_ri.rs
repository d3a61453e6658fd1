//! Măng Ri, November 2025: cracks seen in the afternoon, 85 households with 332 people out by 20:30, the paper later
//! (domain: local sign first, act first and number the paper later). Households are invented, the sums are not.

use serde_json::json;
use ungpho::relocation::{EventKind, HouseholdsAndPeople, ZoneStage};
use ungpho::services::add_paper::{NewPaper, add_paper};
use ungpho::services::quick_report::{send_report, sentence, unit_figures};
use ungpho::services::short_codes::{Heard, answer_short_codes};
use ungpho::services::take_reports::TakenAs;
use ungpho::store::activation_papers;

use super::office::{COMMUNE, Office, at, day};

#[test]
fn out_before_the_paper_is_written_household_by_household_over_the_radio() {
    let office = Office::open();
    let zones = office.zones();
    let mut people = vec![4; 85];
    people[..8].fill(3);
    assert_eq!(people.iter().sum::<i64>(), 332);
    let all: Vec<(i64, &[_])> = people.iter().map(|people| (*people, &zones[..1])).collect();
    office.register(&all);

    // 15:40 in Viet Nam: cracks behind the village.
    office.it_is("2025-11-06T08:40:00Z");
    let activation = office.order_out(&zones[..1], "Vết nứt dài sau làng, trưởng thôn báo lúc 15 giờ 30");
    let papers = || office.app.store.read(|conn| activation_papers::of(conn, activation.id)).unwrap();
    assert!(papers().is_empty(), "nobody waits for a number");

    // The radio calls household after household; one code is misheard.
    office.it_is("2025-11-06T13:20:00Z");
    let mut message: Vec<String> = (1..=85).map(|number| format!("A{number} N {}", people[number - 1])).collect();
    message.push("A900 N 3".into());
    message.push("A12 Q 4".into());
    let mut answers = Vec::new();
    for some in message.chunks(40) {
        let heard = Heard {
            message: some.join("; "),
            commune_code: COMMUNE.into(),
            at: Some(at("2025-11-06T13:10:00Z")),
            from: Some("bo-dam-1".into()),
            dry_run: false,
        };
        answers.extend(answer_short_codes(&office.app, &office.official, &heard).unwrap());
    }
    assert_eq!(answers.len(), 87);
    let taken = |outcome: TakenAs| {
        answers.iter().filter(|answer| answer.taken.as_ref().is_some_and(|taken| taken.outcome == outcome)).count()
    };
    assert_eq!((taken(TakenAs::Applied), taken(TakenAs::Unplaced)), (85, 1), "A900 is kept for a person");
    assert!(answers[0].words.vi.starts_with("Hộ A1 (Thôn 2): đã đến nơi, 3 người."), "{:?}", answers[0].words);
    assert!(answers[86].words.vi.contains("Không hiểu chữ “Q”"), "{:?}", answers[86].words);

    office.it_is("2025-11-06T13:30:00Z");
    let list = office.list_of(activation.id, zones[0]);
    office.step(&list, ZoneStage::Cleared, None).unwrap();
    let figures = office.figures(activation.event_id);
    assert_eq!(figures.evacuated, HouseholdsAndPeople { households: 85, people: 332 });
    assert_eq!(figures.unstated.households, 85, "the radio did not say where to");
    let words = sentence(EventKind::Real, &figures, office.now(), None);
    assert!(words.vi.starts_with("Đến 20 giờ 30 ngày 06/11/2025: đã sơ tán 85 hộ/332 khẩu"), "{}", words.vi);

    // The paper comes the next morning; the record of the evening stays.
    office.it_is("2025-11-07T01:00:00Z");
    let paper = NewPaper {
        number: "45/QĐ-UBND".into(),
        dated: day("2025-11-06"),
        file: Some(("45.pdf".into(), "application/pdf".into(), b"%PDF-1.7 ...".to_vec())),
    };
    add_paper(&office.app, &office.chair, activation.id, &paper).unwrap();
    assert_eq!(papers().len(), 1);
    let decided = office.activation(activation.id).decided_at;
    assert_eq!(decided, Some(at("2025-11-06T08:40:00Z")));
}

#[test]
fn a_commune_that_has_not_reported_is_named_until_it_does_and_the_change_is_told() {
    let office = Office::open();
    let zones = office.zones();
    office.register(&[(5, &zones[..1]), (3, &zones[..1])]);
    office.it_is("2025-11-06T08:00:00Z");
    let activation = office.order_out(&zones[..1], "Công điện của tỉnh");
    let event = activation.event_id;
    let silent = || unit_figures(&office.app, event, COMMUNE).unwrap().silent;
    assert_eq!(silent(), [COMMUNE]);
    send_report(&office.app, &office.official, event, COMMUNE, None, None).unwrap();
    assert_eq!(silent(), [""; 0]);

    // 19:00 comes, and with it the next report.
    office.it_is("2025-11-06T12:00:00Z");
    assert_eq!(silent(), [COMMUNE]);
    let list = office.list_of(activation.id, zones[0]);
    let first = &office.moved_by(event, list.id)[0];
    office.report("may-1", vec![office.said(first, office.now(), &json!({"state": "departed", "departed": 5}))]);
    let figures = unit_figures(&office.app, event, COMMUNE).unwrap();
    let words =
        sentence(EventKind::Real, &figures.total, office.now(), figures.before.as_ref().map(|before| &before.figures));
    assert!(words.vi.contains("tăng 1 hộ, tăng 5 khẩu so với báo cáo trước"), "{}", words.vi);
    assert!(words.vi.contains("chưa rõ tình hình 1 hộ/3 khẩu"), "{}", words.vi);
}
