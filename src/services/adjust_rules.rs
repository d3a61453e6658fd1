//! The rules as they hold, changing one, and looking at a version by them.

use std::collections::HashMap;

use serde_json::Value;

use super::compare_versions::zones_of;
use super::live_data::day_of;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::ids::PlanId;
use crate::kernel::{Localized, Timestamp};
use crate::plans::PlanRefusal;
use crate::plans::completeness::{Completeness, KnownShelter, Subject, completeness};
use crate::plans::rules::{Rule, RuleCode, RuleForm, shipped_rules};
use crate::store::{StoreConnection, StoreError, plan_rules, plans, shelters};

/// A rule as it holds, and who last changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRule {
    /// The rule.
    pub rule: Rule,
    /// 0 while nobody has changed it.
    pub revision: i64,
    /// When and by whom it was changed.
    pub changed: Option<(Timestamp, String)>,
}

/// The rules as they hold: those that ship, with what people changed of them.
pub fn held_rules(conn: &mut StoreConnection) -> Result<Vec<HeldRule>, StoreError> {
    let mut adjustments: HashMap<RuleCode, plan_rules::Adjustment> =
        plan_rules::adjustments(conn)?.into_iter().map(|adjustment| (adjustment.code, adjustment)).collect();
    shipped_rules()
        .into_iter()
        .map(|rule| {
            let Some(adjustment) = adjustments.remove(&rule.code) else {
                return Ok(HeldRule { rule, revision: 0, changed: None });
            };
            let code = rule.code.code();
            let rule = rule.adjusted(adjustment.form).map_err(|_| StoreError::corrupt(format!("rule {code}")))?;
            Ok(HeldRule { rule, revision: adjustment.revision, changed: Some((adjustment.at, adjustment.by)) })
        })
        .collect()
}

/// Changes the rule called `code`, read at `revision`.
///
/// # Errors
/// `NotFound` for a rule there is not; `Stale` where somebody changed it since; what of `form` cannot be.
pub fn adjust_rule(
    app: &App,
    by: &Acting,
    code: &str,
    revision: i64,
    form: &RuleForm,
) -> Result<HeldRule, ServiceError> {
    let code = RuleCode::from_code(code).ok_or(StoreError::NotFound)?;
    let now = app.now();
    let held = app.store.write(|conn| {
        let held = held_rules(conn)?.into_iter().find(|held| held.rule.code == code).ok_or(StoreError::NotFound)?;
        if held.revision != revision {
            return Err(ServiceError::from(StoreError::Stale));
        }
        let before = held.rule.clone();
        let rule = held.rule.adjusted(form.clone()).map_err(PlanRefusal::Faults)?;
        let name = by.account.display_name.clone();
        let revision = plan_rules::put(conn, &rule, revision, &name, now)?;
        record(
            conn,
            now,
            Deed {
                actor: &Actor::person(by),
                action: "plan_rule.change",
                kind: "plan_rule",
                id: code.code().to_owned(),
                alert: None,
                paper: None,
                detail: told(&before, &rule),
                also: Value::Null,
            },
        )?;
        Ok(HeldRule { rule, revision, changed: Some((now, name)) })
    })?;
    app.nudge_streams();
    Ok(held)
}

/// What changed of a rule, for the log.
fn told(before: &Rule, after: &Rule) -> Localized {
    let on = |rule: &Rule| if rule.enabled { ("bật", "on") } else { ("tắt", "off") };
    let days = |rule: &Rule| rule.days.map_or(String::new(), |days| format!(", {days}"));
    Localized::new(
        format!(
            "Quy tắc “{}”: từ {}, trọng số {}{} thành {}, trọng số {}{}. Căn cứ: {}",
            after.title.vi,
            on(before).0,
            before.weight,
            days(before),
            on(after).0,
            after.weight,
            days(after),
            after.citation.vi
        ),
        format!(
            "Rule “{}”: from {}, weight {}{} to {}, weight {}{}. Ground: {}",
            after.title.en,
            on(before).1,
            before.weight,
            days(before),
            on(after).1,
            after.weight,
            days(after),
            after.citation.en
        ),
    )
}

/// How complete and fresh version `number` of `plan` is today.
pub fn look_at_version(app: &App, plan: PlanId, number: i64) -> Result<Completeness, ServiceError> {
    let today = day_of(app.now());
    app.store.read(|conn| {
        let (plan, version) = (plans::get(conn, plan)?, plans::version_numbered(conn, plan, number)?);
        let zones = zones_of(conn, &version)?;
        let shelters: Vec<KnownShelter> = shelters::all(conn)?
            .into_iter()
            .map(|shelter| KnownShelter { code: shelter.code, suitable_for: shelter.suitable_for })
            .collect();
        let rules: Vec<Rule> = held_rules(conn)?.into_iter().map(|held| held.rule).collect();
        Ok(completeness(Subject {
            content: &version.content,
            zones: &zones,
            shelters: &shelters,
            hazard: plan.hazard,
            today,
            rules: &rules,
        }))
    })
}
