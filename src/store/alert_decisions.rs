//! What was decided on alerts, and why.
//!
//! Decisions are kept in sheets, many to a row; an alert with very many zones has several. In a sheet the decisions on one
//! version of a plan stand together, each with its ground (ADR 0042). Those of before stand each with its sentences, in
//! sheets or one to a row, and are read as they are.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::Deserialize;

use super::schema::{alert_decisions, alert_outcomes, alerts, decision_sheets};
use super::{
    IN_A_LIST, StoreConnection, StoreError, from_json, id, insert_rows, optional_id, stored, to_json, word, word_text,
};
use crate::kernel::ids::{AlertId, PlanId, PlanVersionId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::triggers::Outcome;
use crate::plans::why::Why;

/// A decision on a plan or a zone.
#[derive(Debug, Clone)]
pub struct DecisionRecord {
    /// The plan.
    pub plan_id: PlanId,
    /// Its version at that time.
    pub plan_version_id: PlanVersionId,
    /// The zone; `None` for the plan as a whole.
    pub zone_id: Option<ZoneId>,
    /// What happened.
    pub outcome: Outcome,
    /// Why.
    pub why: Why,
}

/// What was decided on an alert when plans were asked in some round.
#[derive(Debug)]
pub struct AskedRound {
    /// The alert.
    pub alert: AlertId,
    /// Which round it was, counted from 1.
    pub round: i64,
    /// The decisions, in order.
    pub decisions: Vec<DecisionRecord>,
}

/// So many decisions stand in a sheet at most.
const A_SHEET: usize = 200;

/// Decisions on one version of a plan that follow each other, as they stand in a sheet: each with its zone, its outcome
/// and its ground.
type Run<W> = (PlanId, PlanVersionId, Vec<(Option<ZoneId>, Outcome, W)>);

/// What stands in a sheet.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Run(Run<Why>),
    /// One decision of before: plan, version, zone, outcome, and why in both languages.
    Line(PlanId, PlanVersionId, Option<ZoneId>, Outcome, String, String),
}

impl Kept {
    fn into_decisions(self) -> Vec<DecisionRecord> {
        match self {
            Self::Run((plan_id, plan_version_id, lines)) => {
                let record =
                    |(zone_id, outcome, why)| DecisionRecord { plan_id, plan_version_id, zone_id, outcome, why };
                lines.into_iter().map(record).collect()
            }
            Self::Line(plan_id, plan_version_id, zone_id, outcome, vi, en) => {
                let why = Why::Said(Localized::new(vi, en));
                vec![DecisionRecord { plan_id, plan_version_id, zone_id, outcome, why }]
            }
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = decision_sheets)]
struct SheetRow {
    alert_id: String,
    first: i64,
    last: i64,
    round: i64,
    decisions: String,
}

#[derive(Insertable)]
#[diesel(table_name = alert_outcomes)]
struct OutcomeRow {
    alert_id: String,
    round: i64,
    outcome: String,
    plans: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = alert_decisions)]
struct DecisionRow {
    position: i64,
    plan_id: String,
    plan_version_id: String,
    zone_id: Option<String>,
    outcome: String,
    reason_vi: String,
    reason_en: String,
}

impl DecisionRow {
    fn into_decision(self) -> Result<(i64, DecisionRecord), StoreError> {
        let record = DecisionRecord {
            plan_id: id(&self.plan_id)?,
            plan_version_id: id(&self.plan_version_id)?,
            zone_id: optional_id(self.zone_id.as_deref())?,
            outcome: word(&self.outcome)?,
            why: Why::Said(Localized::new(self.reason_vi, self.reason_en)),
        };
        Ok((self.position, record))
    }
}

/// Keeps every decision of rounds, in order; `AlreadyExists` where an alert has decisions of that round.
pub fn insert_all(conn: &mut StoreConnection, rounds: &[AskedRound]) -> Result<(), StoreError> {
    let (mut sheets, mut outcomes) = (Vec::new(), Vec::new());
    for asked in rounds {
        let mut first = first_of(conn, asked)?;
        for decisions in asked.decisions.chunks(A_SHEET) {
            let next = first + i64::try_from(decisions.len()).unwrap_or(i64::MAX);
            sheets.push(SheetRow {
                alert_id: asked.alert.to_string(),
                first,
                last: next - 1,
                round: asked.round,
                decisions: to_json(&runs(decisions))?,
            });
            first = next;
        }
        outcomes.extend(counted(asked));
    }
    insert_rows!(conn, decision_sheets::table, sheets);
    insert_rows!(conn, alert_outcomes::table, outcomes);
    Ok(())
}

/// The first position that the decisions of a round have.
fn first_of(conn: &mut StoreConnection, asked: &AskedRound) -> Result<i64, StoreError> {
    if asked.round <= 1 {
        return Ok(0);
    }
    let of_alert = asked.alert.to_string();
    let of_before: Option<i64> = alert_decisions::table
        .filter(alert_decisions::alert_id.eq(&of_alert))
        .filter(alert_decisions::round.lt(asked.round))
        .select(diesel::dsl::max(alert_decisions::position))
        .get_result(conn)?;
    let of_sheets: Option<i64> = decision_sheets::table
        .filter(decision_sheets::alert_id.eq(&of_alert))
        .filter(decision_sheets::round.lt(asked.round))
        .select(diesel::dsl::max(decision_sheets::last))
        .get_result(conn)?;
    Ok(of_before.max(of_sheets).map_or(0, |last| last + 1))
}

/// The decisions of a sheet, those together that follow each other on the same version of a plan.
fn runs(decisions: &[DecisionRecord]) -> Vec<Run<&Why>> {
    let of_one = |one: &DecisionRecord, next: &DecisionRecord| {
        one.plan_version_id == next.plan_version_id && one.plan_id == next.plan_id
    };
    decisions.chunk_by(of_one).filter_map(run).collect()
}

fn run(decisions: &[DecisionRecord]) -> Option<Run<&Why>> {
    let first = decisions.first()?;
    let lines = decisions.iter().map(|decision| (decision.zone_id, decision.outcome, &decision.why)).collect();
    Some((first.plan_id, first.plan_version_id, lines))
}

/// How many plans had which outcome.
fn counted(asked: &AskedRound) -> Vec<OutcomeRow> {
    let mut counts: HashMap<Outcome, i64> = HashMap::new();
    for decision in asked.decisions.iter().filter(|decision| decision.zone_id.is_none()) {
        *counts.entry(decision.outcome).or_default() += 1;
    }
    let row = |(outcome, plans)| OutcomeRow {
        alert_id: asked.alert.to_string(),
        round: asked.round,
        outcome: word_text(&outcome),
        plans,
    };
    counts.into_iter().map(row).collect()
}

/// How many plans had which outcome on each of these alerts, when they were asked last.
pub fn outcomes(
    conn: &mut StoreConnection,
    of: &[AlertId],
) -> Result<HashMap<AlertId, Vec<(Outcome, i64)>>, StoreError> {
    let mut counted: HashMap<AlertId, Vec<(Outcome, i64)>> = HashMap::new();
    for chunk in of.chunks(IN_A_LIST) {
        let ids: Vec<String> = chunk.iter().map(ToString::to_string).collect();
        let of_last = alerts::id.eq(alert_outcomes::alert_id).and(alerts::asked_round.eq(alert_outcomes::round));
        let rows: Vec<(String, String, i64)> = alert_outcomes::table
            .inner_join(alerts::table.on(of_last))
            .filter(alert_outcomes::alert_id.eq_any(ids))
            .select((alert_outcomes::alert_id, alert_outcomes::outcome, alert_outcomes::plans))
            .order((alert_outcomes::alert_id, alert_outcomes::outcome))
            .load(conn)?;
        for (alert, outcome, plans) in rows {
            counted.entry(id(&alert)?).or_default().push((word(&outcome)?, plans));
        }
    }
    Ok(counted)
}

/// The alerts that expire after `now` and whose last answer left some plan to a person, in the order they were sent,
/// each with the round of that answer.
pub fn with_a_person(conn: &mut StoreConnection, now: Timestamp) -> Result<Vec<(AlertId, i64)>, StoreError> {
    let of_last = alerts::id.eq(alert_outcomes::alert_id).and(alerts::asked_round.eq(alert_outcomes::round));
    let rows: Vec<(NaiveDateTime, String, i64)> = alert_outcomes::table
        .inner_join(alerts::table.on(of_last))
        .filter(alerts::expires_at.gt(stored(now)))
        .filter(alerts::responded_at.is_not_null())
        .filter(alert_outcomes::outcome.eq(word_text(&Outcome::NeedsPerson)))
        .select((alerts::sent, alerts::id, alerts::asked_round))
        .order((alerts::sent, alerts::id))
        .load(conn)?;
    rows.into_iter().map(|(_, alert, round)| Ok((id(&alert)?, round))).collect()
}

/// The decisions on an alert when plans were asked last, in order, from position `from` on.
pub fn decisions(
    conn: &mut StoreConnection,
    alert: AlertId,
    from: i64,
    limit: i64,
) -> Result<Vec<(i64, DecisionRecord)>, StoreError> {
    let round: Option<i64> = alerts::table
        .filter(alerts::id.eq(alert.to_string()))
        .select(alerts::asked_round)
        .get_result(conn)
        .optional()?;
    let Some(round) = round else { return Ok(Vec::new()) };
    let mut found = in_sheets(conn, alert, round, from, limit)?;
    if found.is_empty() {
        found = one_by_one(conn, alert, round, from, limit)?;
    }
    Ok(found)
}

/// Of sheets no more are read than hold `limit` decisions.
fn in_sheets(
    conn: &mut StoreConnection,
    alert: AlertId,
    round: i64,
    from: i64,
    limit: i64,
) -> Result<Vec<(i64, DecisionRecord)>, StoreError> {
    let rows: Vec<(i64, String)> = decision_sheets::table
        .filter(decision_sheets::alert_id.eq(alert.to_string()))
        .filter(decision_sheets::round.eq(round))
        .filter(decision_sheets::last.ge(from))
        .filter(decision_sheets::first.lt(from.saturating_add(limit)))
        .order(decision_sheets::first)
        .select((decision_sheets::first, decision_sheets::decisions))
        .load(conn)?;
    let mut found = Vec::new();
    for (first, kept) in rows {
        let kept: Vec<Kept> = from_json(&kept)?;
        let decisions = (first..).zip(kept.into_iter().flat_map(Kept::into_decisions));
        found.extend(decisions.filter(|(position, _)| *position >= from));
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

fn one_by_one(
    conn: &mut StoreConnection,
    alert: AlertId,
    round: i64,
    from: i64,
    limit: i64,
) -> Result<Vec<(i64, DecisionRecord)>, StoreError> {
    let rows: Vec<DecisionRow> = alert_decisions::table
        .filter(alert_decisions::alert_id.eq(alert.to_string()))
        .filter(alert_decisions::round.eq(round))
        .filter(alert_decisions::position.ge(from))
        .order(alert_decisions::position)
        .limit(limit)
        .select(DecisionRow::as_select())
        .load(conn)?;
    rows.into_iter().map(DecisionRow::into_decision).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(plan: PlanId, version: PlanVersionId, zone: Option<ZoneId>, why: Why) -> DecisionRecord {
        DecisionRecord { plan_id: plan, plan_version_id: version, zone_id: zone, outcome: Outcome::NotTriggered, why }
    }

    fn read(sheet: &str) -> Vec<DecisionRecord> {
        let kept: Vec<Kept> = from_json(sheet).unwrap();
        kept.into_iter().flat_map(Kept::into_decisions).collect()
    }

    #[test]
    fn decisions_on_one_version_stand_together_and_come_back_in_their_order() {
        let now = Timestamp::default();
        let plan = || (PlanId::new(now), PlanVersionId::new(now));
        let ((one, of_one), (other, of_other), zone) = (plan(), plan(), Some(ZoneId::new(now)));
        let made = [
            decision(one, of_one, None, Why::NoZone { of: 2 }),
            decision(one, of_one, zone, Why::outside(Some(7.0))),
            decision(other, of_other, None, Why::UnknownPlace),
            decision(one, of_one, None, Why::UnknownLevel),
        ];
        assert_eq!(runs(&made).iter().map(|(.., lines)| lines.len()).collect::<Vec<_>>(), [2, 1, 1]);
        let found = read(&to_json(&runs(&made)).unwrap());
        assert_eq!(format!("{found:?}"), format!("{made:?}"));
    }

    #[test]
    fn sheets_of_before_are_read_with_their_sentences() {
        let ids = ["019335d2-0000-7000-8000-000000000001", "019335d2-0000-7000-8000-000000000002"];
        let sheet = format!(r#"[["{}","{}",null,"needs_person","Chưa rõ.","Not clear."]]"#, ids[0], ids[1]);
        let found = read(&sheet);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].plan_id.to_string(), found[0].outcome), (ids[0].to_owned(), Outcome::NeedsPerson));
        assert_eq!(found[0].why, Why::Said(Localized::new("Chưa rõ.", "Not clear.")));
    }
}
