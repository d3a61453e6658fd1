use geo::{MultiPolygon, polygon};
use proptest::prelude::*;

use super::*;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;
use crate::plans::annex::{Annexes, Contact, HouseholdLine, ShelterLine, Supply, VillageEvacuation};
use crate::plans::arrangement::{PlannedCrossing, PlannedLead, PlannedRoute, PlannedShelter, ZoneArrangement};
use crate::plans::{Mode, Scenario, Section, TriggerRule};
use crate::zones::{InCharge, ZoneStatus};

fn square(west: f64, side: f64) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![polygon![
        (x: west, y: 15.0), (x: west + side, y: 15.0), (x: west + side, y: 15.0 + side), (x: west, y: 15.0 + side)
    ]])
}

fn zone(code: &str, geometry: MultiPolygon<f64>) -> Zone {
    Zone {
        id: ZoneId::new(Timestamp::UNIX_EPOCH),
        code: code.into(),
        hazard: Hazard::Landslide,
        status: ZoneStatus::InForce,
        revision: 1,
        name: "Sườn đồi".into(),
        village: None,
        commune_code: "23365".into(),
        evacuate_from_level: RiskLevel::new(2).unwrap(),
        area_m2: crate::geometry::measure::area_m2(&geometry),
        geometry,
        destinations: vec!["NL-01".into()],
        route: None,
        in_charge: None,
        demonstration: true,
    }
}

fn between(from: &PlanContent, to: &PlanContent) -> PlanDiff {
    PlanDiff::between(Side { content: from, zones: &[] }, Side { content: to, zones: &[] })
}

fn of_zones(from: &[Zone], to: &[Zone]) -> Vec<ZoneEvent> {
    let content = PlanContent::default();
    let diff = PlanDiff::between(Side { content: &content, zones: from }, Side { content: &content, zones: to });
    diff.zones.into_iter().map(|change| change.event).collect()
}

#[test]
fn where_nothing_differs_it_says_so() {
    let diff = between(&PlanContent::default(), &PlanContent::default());
    assert!(diff.is_empty());
    assert_eq!(diff.summary[0].vi, "Hai phiên bản giống nhau, không có thay đổi.");
}

#[test]
fn a_zone_that_moved_tells_its_areas_and_what_it_kept() {
    let before = zone("A", square(108.0, 0.01));
    let after = zone("A", square(108.005, 0.01));
    let [ZoneEvent::Moved { before_ha, after_ha, change_pct, kept_pct }] = of_zones(&[before], &[after])[..] else {
        panic!("one move and nothing else");
    };
    // A hundredth of a degree square at 15° N: 1.0755 km by 1.1064 km.
    assert!((before_ha - 119.0).abs() < 1.0, "{before_ha}");
    assert!((after_ha - before_ha).abs() < 0.11);
    assert!(change_pct.unwrap().abs() < 0.2);
    assert!((kept_pct - 50.0).abs() < 0.2, "{kept_pct}");
}

#[test]
fn every_way_a_zone_can_differ_is_told_by_itself() {
    let before = zone("A", square(108.0, 0.01));
    let after = Zone {
        evacuate_from_level: RiskLevel::new(3).unwrap(),
        destinations: vec![],
        in_charge: Some(InCharge { role: "village_head".into(), name: "A Dói".into() }),
        ..before.clone()
    };
    let events = of_zones(&[before.clone(), zone("B", square(108.0, 0.01))], &[after, zone("C", square(108.0, 0.01))]);
    assert!(
        matches!(
            events[..],
            [
                ZoneEvent::LevelChanged { .. },
                ZoneEvent::DestinationsChanged { .. },
                ZoneEvent::InChargeChanged { .. },
                ZoneEvent::Removed { .. },
                ZoneEvent::Added { .. }
            ]
        ),
        "{events:?}"
    );
}

fn villages(rows: &[(&str, Option<u32>)]) -> PlanContent {
    let row = |(village, people): &(&str, Option<u32>)| VillageEvacuation {
        village: (*village).into(),
        people_to_move: *people,
        ..VillageEvacuation::default()
    };
    let annexes = Annexes { villages: rows.iter().map(row).collect(), ..Annexes::default() };
    PlanContent { annexes, ..PlanContent::default() }
}

#[test]
fn people_are_told_for_the_whole_and_for_each_village() {
    let diff = between(
        &villages(&[("Đăk Na", Some(1_200)), ("Lộc Bông", None)]),
        &villages(&[("Đăk Na", Some(1_000)), ("Lộc Bông", Some(50))]),
    );
    let told: Vec<&str> = diff.figures.iter().map(|change| change.message.vi.as_str()).collect();
    assert_eq!(
        told,
        [
            "Toàn phương án: số khẩu cần sơ tán từ 1.200 thành 1.050 (-150).",
            "Thôn Lộc Bông: số khẩu cần sơ tán từ chưa có số thành 50.",
            "Thôn Đăk Na: số khẩu cần sơ tán từ 1.200 thành 1.000 (-200).",
        ]
    );
}

#[test]
fn a_shelter_that_was_closed_takes_its_places_along() {
    let with = |status: &str| {
        let shelter = ShelterLine {
            name: "Trường A".into(),
            capacity: Some(80),
            status: status.into(),
            ..ShelterLine::default()
        };
        PlanContent { annexes: Annexes { shelters: vec![shelter], ..Annexes::default() }, ..PlanContent::default() }
    };
    let diff = between(&with("open"), &with("closed"));
    assert_eq!(diff.shelters[0].event, ShelterEvent::Closed);
    assert_eq!((diff.figures[0].before, diff.figures[0].after), (Some(80), None));
}

#[test]
fn a_changed_line_shows_its_words() {
    let with = |text: &str| PlanContent {
        sections: [(Section::Evacuation, text.to_owned())].into(),
        ..PlanContent::default()
    };
    let diff = between(&with("Chung.\nĐi trước 15 giờ hằng ngày."), &with("Chung.\nĐi trước 17 giờ hằng ngày.\nThêm."));
    let [text] = &diff.texts[..] else { panic!("{:?}", diff.texts) };
    assert_eq!(text.pointer, "/sections/evacuation");
    let kinds: Vec<LineKind> = text.lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::Same, LineKind::Changed, LineKind::Added]);
    let words: Vec<(WordKind, &str)> = text.lines[1].words.iter().map(|word| (word.kind, word.text.as_str())).collect();
    assert_eq!(
        words,
        [
            (WordKind::Same, "Đi trước "),
            (WordKind::Removed, "15"),
            (WordKind::Added, "17"),
            (WordKind::Same, " giờ hằng ngày.")
        ]
    );
}

#[test]
fn household_rows_and_phones_can_be_kept_back() {
    let household = HouseholdLine { head: "A Kín".into(), phone: "0905 000 001".into(), ..HouseholdLine::default() };
    let contact = Contact { name: "A Trực".into(), phone: "0905 000 002".into(), ..Contact::default() };
    let annexes = Annexes { households: vec![household], contacts: vec![contact], ..Annexes::default() };
    let diff = between(&PlanContent::default(), &PlanContent { annexes, ..PlanContent::default() });
    assert!(serde_json::to_string(&diff).unwrap().contains("A Kín"));
    let kept_back = serde_json::to_string(&diff.clone().without_household_rows().without_phones()).unwrap();
    assert!(!kept_back.contains("A Kín") && !kept_back.contains("0905"), "{kept_back}");
    let table = &diff.without_household_rows().tables[0];
    assert_eq!((table.key.as_str(), table.added_count, table.withheld), ("households", 1, true));
}

#[test]
fn a_trigger_at_another_level_and_the_head_of_the_command_are_told() {
    let with = |level: u8, chair: &str| {
        let rule = TriggerRule {
            on_hazards: vec![Hazard::Storm],
            at_level: RiskLevel::new(level).unwrap(),
            mode: Mode::Propose,
        };
        let mut content = PlanContent { triggers: vec![rule], ..PlanContent::default() };
        content.command.chair.name = chair.into();
        content.scenarios.insert(3, Scenario { before: format!("Họp cấp {level}."), ..Scenario::default() });
        content
    };
    let diff = between(&with(3, "A"), &with(4, "B"));
    assert_eq!(
        diff.triggers.iter().map(|change| change.kind).collect::<Vec<_>>(),
        [Presence::Removed, Presence::Added]
    );
    assert_eq!(diff.fields[0].message.vi, "Trưởng Ban Chỉ huy: từ “A” thành “B”.");
    assert_eq!(diff.texts[0].pointer, "/scenarios/3/before");
}

fn arranged(arrangement: ZoneArrangement) -> PlanContent {
    PlanContent { arrangements: [("NL-SL-01".to_owned(), arrangement)].into(), ..PlanContent::default() }
}

fn to(code: &str, people: u32) -> PlannedShelter {
    PlannedShelter { code: code.into(), name: format!("Trường {code}"), people }
}

#[test]
fn what_is_arranged_is_told_by_zone_and_shelter() {
    let route = PlannedRoute { name: "đường liên thôn".into(), line: None, crossings: None };
    let looked_at = PlannedRoute {
        crossings: Some(vec![PlannedCrossing {
            name: "Đăk Mek".into(), closes_at: Some(RiskLevel::new(2).unwrap())
        }]),
        ..route.clone()
    };
    let before = ZoneArrangement {
        destinations: vec![to("A", 100), to("B", 20)],
        routes: vec![route],
        ..ZoneArrangement::default()
    };
    let after = ZoneArrangement {
        destinations: vec![to("C", 40), to("A", 80)],
        hosted: 1,
        routes: vec![looked_at],
        ..ZoneArrangement::default()
    };
    let diff = between(&arranged(before), &arranged(after));
    let told: Vec<&str> = diff.arrangements.iter().map(|change| change.message.vi.as_str()).collect();
    assert_eq!(
        told,
        [
            "Vùng NL-SL-01: điểm sơ tán Trường A từ 100 người thành 80 người.",
            "Vùng NL-SL-01: bỏ điểm sơ tán Trường B (20 người).",
            "Vùng NL-SL-01: thêm điểm sơ tán Trường C (40 người).",
            "Vùng NL-SL-01: thêm số người xen ghép (1 người).",
            "Vùng NL-SL-01: tuyến sơ tán đường liên thôn từ chưa vẽ, chưa xem ngầm tràn thành chưa vẽ, qua ngầm Đăk Mek đóng từ cấp 2.",
        ]
    );
    assert_eq!(diff.summary[0].vi, "Bố trí sơ tán: sửa ở 1 vùng (NL-SL-01).");
}

#[test]
fn the_telephone_of_who_answers_for_a_zone_can_be_kept_back() {
    let lead = PlannedLead { name: "A Dói".into(), phone: "0905 000 003".into(), ..PlannedLead::default() };
    let diff = between(
        &PlanContent::default(),
        &arranged(ZoneArrangement { in_charge: Some(lead), ..ZoneArrangement::default() }),
    );
    let kept_back = serde_json::to_string(&diff.without_phones()).unwrap();
    assert!(kept_back.contains("A Dói") && !kept_back.contains("0905"), "{kept_back}");
}

/// Contents from few words, so that rows meet rows of the same key.
fn any_content() -> impl Strategy<Value = PlanContent> {
    let name = prop::sample::select(vec!["", "Gạo", "Mì tôm", "Nước uống"]);
    let supply = (name.clone(), prop::option::of(0..3_u32)).prop_map(|(item, held)| Supply {
        item: item.into(),
        held,
        ..Supply::default()
    });
    let village = (name, prop::option::of(0..3_u32)).prop_map(|(village, people_total)| VillageEvacuation {
        village: village.into(),
        people_total,
        ..VillageEvacuation::default()
    });
    let text = prop::collection::vec(prop::sample::select(vec!["một", "hai ba", "hai bốn", ""]), 0..6);
    let zone = prop::sample::select(vec!["Z-1", "Z-2"]);
    let shelter = prop::collection::btree_map(prop::sample::select(vec!["A", "B", "C"]), 0..3_u32, 0..3);
    let arrangement = (shelter, 0..2_u32).prop_map(|(shelters, hosted)| ZoneArrangement {
        destinations: shelters.into_iter().map(|(code, people)| to(code, people)).collect(),
        hosted,
        ..ZoneArrangement::default()
    });
    let arrangements = prop::collection::btree_map(zone.prop_map(str::to_owned), arrangement, 0..3);
    let tables = (prop::collection::vec(supply, 0..8), prop::collection::vec(village, 0..5), arrangements);
    (tables, text, "[ab]{0,2}").prop_map(|((supplies, villages, arrangements), text, title)| PlanContent {
        title,
        arrangements,
        sections: [(Section::Order, text.join("\n"))].into(),
        annexes: Annexes { villages, supplies, ..Annexes::default() },
        ..PlanContent::default()
    })
}

fn side(lines: &[Line], other: LineKind) -> Vec<&str> {
    lines
        .iter()
        .filter(|line| line.kind != other && line.kind != LineKind::Changed)
        .map(|line| line.text.as_str())
        .collect()
}

proptest! {
    #[test]
    fn a_version_does_not_differ_from_itself(content in any_content()) {
        prop_assert!(between(&content, &content).is_empty());
    }

    #[test]
    fn rows_added_less_rows_removed_is_what_a_table_grew_by(from in any_content(), to in any_content()) {
        let diff = between(&from, &to);
        let table = diff.tables.iter().find(|table| table.key == "supplies");
        let (added, removed) = table.map_or((0, 0), |table| (table.added.len(), table.removed.len()));
        prop_assert_eq!(to.annexes.supplies.len() + removed, from.annexes.supplies.len() + added);
    }

    #[test]
    fn told_the_other_way_round_it_is_the_mirror(from in any_content(), to in any_content()) {
        let (there, back) = (between(&from, &to), between(&to, &from));
        prop_assert_eq!(there.tables.len(), back.tables.len());
        for (table, mirror) in there.tables.iter().zip(&back.tables) {
            prop_assert_eq!(&table.added, &mirror.removed);
            prop_assert_eq!(&table.removed, &mirror.added);
            let turned: Vec<_> = mirror.changed.iter().map(|row| {
                let cells = row.cells.iter().map(|cell| CellChange { before: cell.after.clone(), after: cell.before.clone(), ..cell.clone() });
                RowChange { known_by: row.known_by.clone(), cells: cells.collect() }
            }).collect();
            prop_assert_eq!(&table.changed, &turned);
        }
        let figures: Vec<_> = there.figures.iter().map(|figure| (figure.before, figure.after)).collect();
        let mirrored: Vec<_> = back.figures.iter().map(|figure| (figure.after, figure.before)).collect();
        prop_assert_eq!(figures, mirrored);
        let arranged: Vec<_> = there.arrangements.iter().map(|c| (&c.known_by, &c.before, &c.after)).collect();
        let mirrored: Vec<_> = back.arrangements.iter().map(|c| (&c.known_by, &c.after, &c.before)).collect();
        prop_assert_eq!(arranged, mirrored);
        prop_assert_eq!(there.texts.len(), back.texts.len());
        prop_assert_eq!(there.fields.len(), back.fields.len());
    }

    #[test]
    fn no_change_of_what_is_arranged_is_passed_over(from in any_content(), to in any_content()) {
        let empty = |content: &PlanContent| {
            let mut content = content.clone();
            content.arrangements.retain(|_, arranged| *arranged != ZoneArrangement::default());
            content.arrangements
        };
        prop_assert_eq!(between(&from, &to).arrangements.is_empty(), empty(&from) == empty(&to));
    }

    #[test]
    fn the_lines_of_a_text_make_both_versions_again(from in any_content(), to in any_content()) {
        let diff = between(&from, &to);
        let Some(text) = diff.texts.first() else { return Ok(()) };
        let (before, after) = (&from.sections[&Section::Order], &to.sections[&Section::Order]);
        if text.lines.iter().all(|line| line.kind != LineKind::Changed) {
            prop_assert_eq!(side(&text.lines, LineKind::Added), before.lines().collect::<Vec<_>>());
            prop_assert_eq!(side(&text.lines, LineKind::Removed), after.lines().collect::<Vec<_>>());
        }
        for line in text.lines.iter().filter(|line| line.kind == LineKind::Changed) {
            let joined = |other: WordKind| line.words.iter().filter(|word| word.kind != other).map(|word| word.text.as_str()).collect::<String>();
            prop_assert_eq!(joined(WordKind::Removed), line.text.clone());
            prop_assert!(before.lines().any(|earlier| earlier == joined(WordKind::Added)));
        }
    }
}
