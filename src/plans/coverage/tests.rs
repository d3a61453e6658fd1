use proptest::prelude::*;

use super::*;
use crate::kernel::Timestamp;
use crate::plans::rules::{RuleCode, shipped_rules};
use crate::plans::{Approval, VersionStatus, Withdrawal, stages};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-11-24";

fn season() -> Season {
    shipped_rules().into_iter().find(|rule| rule.code == RuleCode::ReviewBeforeSeason).unwrap().season.unwrap()
}

fn unit(formed: &str) -> CoveredUnit {
    CoveredUnit {
        code: "23365".into(),
        name: "Xã Ngọc Linh".into(),
        kind: UnitKind::Commune,
        parent_code: Some("51".into()),
        valid_from: day(formed),
    }
}

fn standing(number: i64, at: StandingAt) -> Standing {
    Standing {
        plan_id: PlanId::new(Timestamp::UNIX_EPOCH),
        unit_code: "23365".into(),
        hazard: Hazard::Storm,
        number,
        at,
        review_by: None,
    }
}

fn approved(on: &str, from: &str) -> StandingAt {
    StandingAt::Approved { on: day(on), from: day(from) }
}

fn storm(versions: &[StandingAt]) -> Cell {
    let versions: Vec<Standing> = (1..).zip(versions).map(|(number, at)| standing(number, *at)).collect();
    cell(Hazard::Storm, &versions, None, Calendar::of(&unit("2025-07-01"), Some(&season()), day(TODAY)))
}

fn owed(cell: &Cell) -> Option<(Act, OwingRole, Option<NaiveDate>, bool)> {
    cell.owes.map(|owes| (owes.act, owes.role, owes.due, owes.overdue))
}

#[test]
fn a_plan_of_this_season_is_in_force_and_nobody_owes_anything() {
    let cell = storm(&[approved("2026-04-20", "2026-05-01")]);
    assert_eq!((cell.state, cell.n, cell.owes), (CellState::InForce, Some(1), None));
    assert_eq!(cell.review_by, Some(day("2027-04-30")));
}

#[test]
fn a_plan_nobody_reviewed_before_the_season_is_stale() {
    let cell = storm(&[approved("2025-08-20", "2025-09-01")]);
    assert_eq!((cell.state, cell.stale_because), (CellState::Stale, Some(StaleBecause::Season)));
    assert_eq!(owed(&cell), Some((Act::Review, OwingRole::Editor, Some(day("2026-04-30")), true)));
}

#[test]
fn where_the_review_has_begun_its_next_step_is_owed() {
    let cell = storm(&[approved("2025-08-20", "2025-09-01"), StandingAt::Open(Stage::Appraised)]);
    assert_eq!(cell.state, CellState::Stale);
    assert_eq!(owed(&cell).map(|owes| (owes.0, owes.1)), Some((Act::Approve, OwingRole::Approver)));
}

#[test]
fn a_review_date_of_the_plan_itself_counts_where_it_is_earlier() {
    let version = Standing { review_by: Some(day("2026-10-01")), ..standing(1, approved("2026-04-20", "2026-05-01")) };
    let calendar = Calendar::of(&unit("2025-07-01"), Some(&season()), day(TODAY));
    let cell = cell(Hazard::Storm, &[version], None, calendar);
    assert_eq!((cell.stale_because, cell.review_by), (Some(StaleBecause::ReviewDate), Some(day("2026-10-01"))));
}

#[test]
fn a_plan_of_the_unit_before_it_was_formed_anew_is_stale() {
    let versions = [standing(1, approved("2026-04-20", "2026-05-01"))];
    let calendar = Calendar::of(&unit("2026-07-01"), Some(&season()), day(TODAY));
    let cell = cell(Hazard::Storm, &versions, None, calendar);
    assert_eq!((cell.state, cell.stale_because), (CellState::Stale, Some(StaleBecause::UnitFormedAnew)));
    assert_eq!(cell.owes.unwrap().due, Some(day("2027-04-30")), "the first season of the new unit");
}

#[test]
fn every_open_stage_is_owed_by_somebody() {
    let check = |stage, expected| {
        let cell = storm(&[StandingAt::Open(stage)]);
        assert_eq!((cell.state, cell.stage), (CellState::Draft, Some(stage)));
        assert_eq!(owed(&cell).map(|owes| (owes.0, owes.1)), Some(expected));
    };
    check(Stage::Draft, (Act::Submit, OwingRole::Editor));
    check(Stage::Returned, (Act::Submit, OwingRole::Editor));
    check(Stage::Submitted, (Act::Appraise, OwingRole::Appraiser));
    check(Stage::Appraised, (Act::Approve, OwingRole::Approver));
}

#[test]
fn an_approved_version_that_waits_for_its_day_is_no_cover_yet_and_nobody_owes_anything() {
    let cell = storm(&[approved("2026-11-20", "2026-12-01")]);
    assert_eq!((cell.state, cell.stage, cell.owes), (CellState::Draft, Some(Stage::Approved), None));
    assert_eq!(cell.effective_from, Some(day("2026-12-01")));
}

#[test]
fn a_hazard_is_missing_until_a_person_says_it_does_not_concern_the_unit() {
    let duty = |applicable, on| Duty {
        unit_code: "23365".into(),
        hazard: Hazard::Tsunami,
        applicable,
        reason: "Không giáp biển".into(),
        decided_by: "A Trực".into(),
        on: day(on),
    };
    let ask = |duty: Option<&Duty>| {
        cell(Hazard::Tsunami, &[], duty, Calendar::of(&unit("2025-07-01"), Some(&season()), day(TODAY)))
    };
    assert_eq!(owed(&ask(None)), Some((Act::Write, OwingRole::Editor, Some(day("2026-04-30")), true)));
    assert_eq!(ask(Some(&duty(true, "2026-01-01"))).state, CellState::Missing);
    let said = ask(Some(&duty(false, "2026-01-01")));
    assert_eq!(
        (said.state, said.reason.as_deref(), said.owes),
        (CellState::NotApplicable, Some("Không giáp biển"), None)
    );
    assert_eq!(ask(Some(&duty(false, "2025-01-01"))).state, CellState::Missing, "said of the unit before");
}

#[test]
fn units_of_the_coast_have_a_later_day_and_a_rule_that_is_off_has_none() {
    let coast = Season { coast_units: vec!["51".into()], ..season() };
    let due = |season: Option<&Season>| {
        cell(Hazard::Storm, &[], None, Calendar::of(&unit("2025-07-01"), season, day("2026-06-01"))).owes.unwrap().due
    };
    assert_eq!(due(Some(&season())), Some(day("2026-04-30")));
    assert_eq!(due(Some(&coast)), Some(day("2025-08-31")));
    assert_eq!(due(None), None);
}

#[test]
fn every_cell_is_counted_once() {
    let standings = [standing(1, approved("2026-04-20", "2026-05-01"))];
    let hazards = covered_hazards();
    let table = coverage(Question {
        units: &[unit("2025-07-01")],
        hazards: &hazards,
        standings: &standings,
        duties: &[],
        season: Some(&season()),
        today: day(TODAY),
    });
    assert_eq!(table.totals, Totals { in_force: 1, missing: 23, ..Totals::default() });
    assert_eq!((table.units[0].totals, table.units[0].cells.len()), (table.totals, 24));
    assert_eq!(table.hazards.iter().map(|hazard| hazard.totals.in_force).sum::<u32>(), 1);
}

fn any_standing() -> impl Strategy<Value = StandingAt> {
    let any_day = (0..40_u64).prop_map(|days| day("2026-11-01") + chrono::Days::new(days));
    let open = prop::sample::select(vec![Stage::Draft, Stage::Submitted, Stage::Returned, Stage::Appraised]);
    prop_oneof![
        open.prop_map(StandingAt::Open),
        any_day.clone().prop_map(|from| StandingAt::Approved { on: day("2026-10-01"), from }),
        (any_day.clone(), any_day).prop_map(|(from, on)| StandingAt::Withdrawn { from, on }),
    ]
}

fn kept(at: StandingAt) -> VersionStatus {
    let approval =
        |from| Approval { number: "1".into(), date: day("2026-10-01"), signer: "A".into(), effective_from: from };
    match at {
        StandingAt::Open(Stage::Submitted) => VersionStatus::Submitted,
        StandingAt::Open(Stage::Returned) => VersionStatus::Returned,
        StandingAt::Open(Stage::Appraised) => VersionStatus::Appraised,
        StandingAt::Open(_) => VersionStatus::Draft,
        StandingAt::Approved { from, .. } => VersionStatus::Approved(approval(from)),
        StandingAt::Withdrawn { from, on } => {
            VersionStatus::Withdrawn(approval(from), Withdrawal { on, reason: "x".into() })
        }
    }
}

proptest! {
    #[test]
    fn what_is_in_force_here_is_what_is_in_force_everywhere(versions in prop::collection::vec(any_standing(), 0..6)) {
        let statuses: Vec<VersionStatus> = versions.iter().copied().map(kept).collect();
        let today = day(TODAY);
        let expected = stages(statuses.iter(), today).iter().zip(&versions).position(|(stage, at)| {
            *stage == Stage::Approved && matches!(at, StandingAt::Approved { from, .. } if *from <= today)
        });
        let standings: Vec<Standing> = (0..).zip(&versions).map(|(number, at)| standing(number, *at)).collect();
        let found = in_force(&standings, today).map(|(version, ..)| usize::try_from(version.number).unwrap());
        prop_assert_eq!(found, expected);
    }
}
