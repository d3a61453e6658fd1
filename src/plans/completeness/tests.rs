use geo::MultiPolygon;

use super::*;
use crate::hazards::RiskLevel;
use crate::kernel::Timestamp;
use crate::kernel::ids::ZoneId;
use crate::plans::annex::{Annexes, Contact, DangerPoint, Force, Means, ShelterLine, Supply, VillageEvacuation};
use crate::plans::arrangement::{PlannedRoute, ZoneArrangement};
use crate::plans::rules::shipped_rules;
use crate::plans::{
    Command, Mode, Person, Phase, PlanZone, Role, Scenario, Section, Subject as TaskSubject, TaskTemplate, TriggerRule,
    new_content,
};
use crate::zones::{InCharge, ZoneStatus};

const HAZARD: Hazard = Hazard::Landslide;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn zone() -> Zone {
    Zone {
        id: ZoneId::new(Timestamp::UNIX_EPOCH),
        code: "NL-SL-01".into(),
        hazard: HAZARD,
        status: ZoneStatus::InForce,
        revision: 1,
        name: "Sườn đồi".into(),
        village: None,
        commune_code: "23365".into(),
        evacuate_from_level: RiskLevel::new(1).unwrap(),
        area_m2: 1.0,
        geometry: MultiPolygon::new(vec![]),
        destinations: vec!["NL-01".into()],
        route: None,
        in_charge: Some(InCharge { role: "village_head".into(), name: "A Dói".into() }),
        demonstration: true,
    }
}

/// A plan in which nothing is missing on 24 November 2026.
fn complete() -> PlanContent {
    let written = || "Đã viết.".to_owned();
    let scenario = Scenario { situation: written(), before: written(), during: written(), after: written() };
    let confirmed = Some(day("2026-10-01"));
    let person = |name: &str| Person { role: "commune_chair".into(), name: name.into() };
    PlanContent {
        title: "Phương án".into(),
        review_by: Some(day("2027-04-30")),
        legal_bases: vec!["Luật Phòng, chống thiên tai".into()],
        sections: Section::ALL.iter().map(|section| (*section, written())).collect(),
        scenarios: crate::plans::levels_of(HAZARD).into_iter().map(|level| (level, scenario.clone())).collect(),
        triggers: vec![TriggerRule {
            on_hazards: vec![HAZARD],
            at_level: RiskLevel::new(1).unwrap(),
            mode: Mode::Propose,
        }],
        lead_times: [(1, 360)].into(),
        zones: vec![PlanZone { zone_id: zone().id, code: zone().code, revision: 1 }],
        arrangements: [(
            zone().code,
            ZoneArrangement {
                routes: vec![PlannedRoute { name: "đường liên thôn".into(), ..PlannedRoute::default() }],
                to_be_driven: Some(0),
                ..ZoneArrangement::default()
            },
        )]
        .into(),
        tasks: vec![TaskTemplate {
            phase: Phase::Before,
            subject: TaskSubject::People,
            role: Role::VillageHead,
            title: Localized::new("Báo từng nhà", "Tell every house"),
            due: None,
            zone: None,
            from_level: None,
            person: None,
            steps: Vec::new(),
        }],
        command: Command { chair: person("A"), standing: person("B") },
        annexes: Annexes {
            danger_points: vec![DangerPoint::default()],
            villages: vec![VillageEvacuation {
                village: "Đăk Na".into(),
                households_to_move: Some(3),
                people_to_move: Some(12),
                hosted_households: Some(1),
                hosted_people: Some(4),
                sheltered_households: Some(2),
                sheltered_people: Some(8),
                ..VillageEvacuation::default()
            }],
            shelters: vec![ShelterLine {
                code: "NL-01".into(),
                suitable_for: "bão, sạt lở".into(),
                ..ShelterLine::default()
            }],
            forces: vec![Force::default()],
            means: vec![Means::default()],
            supplies: vec![Supply { item: "Gạo".into(), use_by: Some(day("2027-01-01")), ..Supply::default() }],
            contacts: vec![Contact {
                phone: "0905 000 001".into(),
                phone_confirmed_on: confirmed,
                ..Contact::default()
            }],
            ..Annexes::default()
        },
    }
}

fn arranged(plan: &mut PlanContent) -> &mut ZoneArrangement {
    plan.arrangements.get_mut("NL-SL-01").unwrap()
}

fn look(content: &PlanContent, zone: &Zone, shelters: &[KnownShelter], rules: &[Rule]) -> Completeness {
    completeness(Subject {
        content,
        zones: std::slice::from_ref(zone),
        shelters,
        hazard: HAZARD,
        today: day("2026-11-24"),
        rules,
    })
}

fn found(content: &PlanContent) -> Vec<(&'static str, String)> {
    let found = look(content, &zone(), &[], &shipped_rules()).findings;
    found.into_iter().map(|finding| (finding.rule.code(), finding.pointer)).collect()
}

#[test]
fn a_plan_in_which_nothing_is_missing_is_told_so() {
    let whole = look(&complete(), &zone(), &[], &shipped_rules());
    assert_eq!(whole.findings, []);
    assert_eq!((whole.score, whole.met_weight), (100, whole.total_weight));
    assert_eq!(whole.sentence.vi, "Đạt 100/100: mọi quy tắc được tính đều đạt.");
    let open: Vec<&str> =
        whole.parts.iter().filter(|part| part.state != PartState::Complete).map(|part| part.pointer.as_str()).collect();
    assert_eq!(open, ["/annexes/households", "/annexes/maps"], "not scored, and still shown as not there");
}

#[test]
fn a_new_plan_hears_of_everything_its_template_leaves_open() {
    let new = new_content(HAZARD, "xã Ngọc Linh", day("2026-11-24"));
    let completeness = look(&new, &zone(), &[], &shipped_rules());
    let count = |rule| completeness.findings.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!(count(RuleCode::LegalParts), 7);
    assert_eq!(count(RuleCode::FourOnTheSpot), 4);
    assert_eq!(count(RuleCode::Annexes), 7);
    assert_eq!((count(RuleCode::CommandNamed), count(RuleCode::ReviewDate)), (2, 1));
    let zones = completeness.findings.iter().find(|finding| finding.rule == RuleCode::ZonesNamed).unwrap();
    assert_eq!(zones.message.vi, "Chưa có vùng nào phải di dời: xác nhận không có hoặc bổ sung.");
    assert!(completeness.score < 20, "{}", completeness.score);
    assert!(
        completeness.sentence.vi.contains("Bảy nội dung bắt buộc theo luật (7 điểm cần xử lý)"),
        "{:?}",
        completeness.sentence
    );
}

#[test]
fn each_rule_finds_what_it_is_there_for() {
    let check = |change: &dyn Fn(&mut PlanContent), expected: (&str, &str)| {
        let mut content = complete();
        change(&mut content);
        assert_eq!(
            found(&content),
            [(expected.0, expected.1.to_owned())]
                .map(|(rule, pointer)| (RuleCode::from_code(rule).unwrap().code(), pointer))
        );
    };
    check(&|plan| drop(plan.sections.remove(&Section::Recovery)), ("legal_parts", "/sections/recovery"));
    check(
        &|plan| drop(plan.sections.insert(Section::ForcesOnTheSpot, "- …".into())),
        ("four_on_the_spot", "/sections/forces_on_the_spot"),
    );
    check(&|plan| plan.legal_bases.clear(), ("legal_bases", "/legal_bases"));
    check(&|plan| drop(plan.scenarios.remove(&2)), ("scenarios", "/scenarios/2"));
    check(&|plan| plan.triggers.clear(), ("triggers", "/triggers"));
    check(&|plan| plan.zones.clear(), ("zones_named", "/zones"));
    check(&|plan| plan.tasks[0].zone = Some("X".into()), ("zone_tasks", "/zones/0"));
    check(&|plan| arranged(plan).routes.clear(), ("zone_routes", "/arrangements/NL-SL-01/routes"));
    check(&|plan| arranged(plan).to_be_driven = None, ("zone_vehicles", "/arrangements/NL-SL-01/vehicles"));
    check(&|plan| plan.annexes.forces.clear(), ("annexes", "/annexes/forces"));
    check(&|plan| plan.annexes.shelters[0].status = "closed".into(), ("destinations_listed", "/zones/0"));
    check(&|plan| plan.annexes.shelters[0].suitable_for = "bão, lũ".into(), ("destinations_suitable", "/zones/0"));
    check(&|plan| plan.annexes.shelters[0].suitable_for.clear(), ("destinations_suitable", "/zones/0"));
    check(&|plan| plan.annexes.contacts[0].phone.clear(), ("contact_phones", "/annexes/contacts/0/phone"));
    check(
        &|plan| plan.annexes.contacts[0].phone_confirmed_on = None,
        ("phones_confirmed", "/annexes/contacts/0/phone_confirmed_on"),
    );
    check(
        &|plan| plan.annexes.contacts[0].phone_confirmed_on = Some(day("2026-08-25")),
        ("phones_confirmed", "/annexes/contacts/0/phone_confirmed_on"),
    );
    check(&|plan| plan.command.standing.name = " ".into(), ("command_named", "/command/standing"));
    check(&|plan| plan.review_by = None, ("review_date", "/review_by"));
    check(&|plan| plan.review_by = Some(day("2026-11-23")), ("review_overdue", "/review_by"));
    check(
        &|plan| plan.annexes.supplies[0].use_by = Some(day("2026-11-23")),
        ("supplies_use_by", "/annexes/supplies/0/use_by"),
    );
    check(&|plan| plan.annexes.villages[0].sheltered_people = Some(7), ("moved_add_up", "/annexes/villages/0"));
    check(&|plan| plan.annexes.villages[0].hosted_people = None, ("moved_add_up", "/annexes/villages/0"));
}

#[test]
fn a_zone_without_destination_or_person_is_found() {
    let bare = Zone { destinations: vec![], in_charge: None, ..zone() };
    let codes: Vec<RuleCode> =
        look(&complete(), &bare, &[], &shipped_rules()).findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(codes, [RuleCode::ZoneDestinations, RuleCode::ZoneInCharge]);
}

#[test]
fn of_annex_and_register_the_one_that_warns_is_believed() {
    let register = |suitable_for| [KnownShelter { code: "NL-01".into(), suitable_for }];
    let unsafe_there = look(&complete(), &zone(), &register(vec![Hazard::Storm]), &shipped_rules());
    assert_eq!(unsafe_there.findings[0].rule, RuleCode::DestinationsSuitable);
    let mut elsewhere = complete();
    elsewhere.annexes.shelters[0].code = "KHÁC".into();
    let known = look(&elsewhere, &zone(), &register(vec![HAZARD]), &shipped_rules());
    assert_eq!(known.findings, [], "a shelter of the register need not stand in the annex");
}

#[test]
fn a_rule_that_is_off_finds_nothing_and_weighs_nothing() {
    let mut plan = complete();
    plan.legal_bases.clear();
    let mut rules = shipped_rules();
    rules.iter_mut().filter(|rule| rule.code == RuleCode::LegalBases).for_each(|rule| rule.enabled = false);
    let completeness = look(&plan, &zone(), &[], &rules);
    assert_eq!((completeness.score, completeness.findings.len()), (100, 0));
    for rule in &mut rules {
        rule.enabled = false;
    }
    assert_eq!(look(&plan, &zone(), &[], &rules).sentence.en, "No rule counts, so there is no score.");
}

#[test]
fn what_is_out_of_date_is_told_from_what_is_missing() {
    let mut plan = complete();
    plan.annexes.supplies[0].use_by = Some(day("2026-01-01"));
    plan.annexes.means.clear();
    let parts = look(&plan, &zone(), &[], &shipped_rules()).parts;
    let state = |pointer: &str| parts.iter().find(|part| part.pointer == pointer).unwrap().state;
    assert_eq!((state("/annexes/supplies"), state("/annexes/means")), (PartState::Stale, PartState::Missing));
}

#[test]
fn nearly_everything_is_not_everything() {
    let mut plan = complete();
    plan.annexes.contacts = vec![plan.annexes.contacts[0].clone(); 3_000];
    plan.annexes.contacts[0].phone_confirmed_on = None;
    assert_eq!(look(&plan, &zone(), &[], &shipped_rules()).score, 99);
}
