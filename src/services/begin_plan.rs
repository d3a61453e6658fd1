//! Beginning: a new plan from the template, a new version of a plan, or the next season's versions in one go.

use chrono::Datelike;

use super::live_data::day_of;
use super::plan_versions::record_on;
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::hazards::Hazard;
use crate::kernel::ids::{PlanId, PlanVersionId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{
    Plan, PlanContent, PlanRefusal, PlanVersion, Stage, Step, StepKind, VersionStatus, new_content, stages,
};
use crate::store::{StoreConnection, StoreError, admin_units, plan_history, plans};

/// A plan to be begun.
#[derive(Debug, Clone)]
pub struct NewPlan {
    /// Whose.
    pub unit_code: String,
    /// Against what.
    pub hazard: Hazard,
    /// The code on papers; made from unit and hazard where absent.
    pub code: Option<String>,
}

/// Begins a plan with a first version from the template.
pub fn begin_plan(app: &App, by: &Acting, new: &NewPlan) -> Result<(Plan, PlanVersion), ServiceError> {
    let now = app.now();
    let begun = app.store.write(|conn| {
        permit(conn, by, Permission::EditPlan, &new.unit_code, now)?;
        let name = unit_name(conn, &new.unit_code, now)?;
        if let Some(known) = plans::of_unit(conn, &new.unit_code, new.hazard)? {
            return Err(PlanRefusal::PlanExists(known.code).into());
        }
        let plan = Plan {
            id: PlanId::new(now),
            code: code_of(new)?,
            unit_code: new.unit_code.clone(),
            hazard: new.hazard,
            demonstration: false,
        };
        plans::insert(conn, &plan)?;
        let content = new_content(new.hazard, &name, day_of(now));
        let version = begin_draft(conn, by, &plan, 1, content, now)?;
        Ok::<_, ServiceError>((plan, version))
    })?;
    app.nudge_streams();
    Ok(begun)
}

/// Begins a new version of a plan from the latest one that was approved, or the latest there is.
pub fn begin_version(app: &App, by: &Acting, plan: PlanId) -> Result<PlanVersion, ServiceError> {
    let now = app.now();
    let begun = app.store.write(|conn| {
        let plan = plans::get(conn, plan)?;
        begin_next(conn, by, &plan, now)
    })?;
    app.nudge_streams();
    Ok(begun)
}

/// Begins a new version of `plan` within a transaction.
pub(super) fn begin_next(
    conn: &mut StoreConnection,
    by: &Acting,
    plan: &Plan,
    now: Timestamp,
) -> Result<PlanVersion, ServiceError> {
    permit(conn, by, Permission::EditPlan, &plan.unit_code, now)?;
    let (number, content) = ground_of(conn, plan, now)?;
    begin_draft(conn, by, plan, number, content, now)
}

/// Which plans are taken over to the next season.
#[derive(Debug, Clone)]
pub struct RollOver {
    /// The year.
    pub season: i32,
    /// Only those of this unit and of the units below it.
    pub unit_code: Option<String>,
    /// Only those against this hazard.
    pub hazard: Option<Hazard>,
}

/// What became of one plan in a roll-over.
#[derive(Debug, Clone)]
pub struct RolledOver {
    /// The plan.
    pub plan: Plan,
    /// The number of the new draft, or why there is none.
    pub outcome: Result<i64, Localized>,
}

/// The years a roll-over may be for, counted from this one: a slip of the finger is not a season.
const SEASONS_AHEAD: i32 = 2;

/// Begins drafts for the next season from every plan in force that the person may edit and that has no draft.
pub fn roll_over(app: &App, by: &Acting, wanted: &RollOver) -> Result<Vec<RolledOver>, ServiceError> {
    let now = app.now();
    let this_year = day_of(now).year();
    if !(this_year..=this_year + SEASONS_AHEAD).contains(&wanted.season) {
        let refusal = PlanRefusal::at(
            "/season",
            format!("Năm phải từ {this_year} đến {}.", this_year + SEASONS_AHEAD),
            format!("The year must be from {this_year} to {}.", this_year + SEASONS_AHEAD),
        );
        return Err(refusal.into());
    }
    let rolled = app.store.write(|conn| {
        let mut rolled = Vec::new();
        for held in plans::in_force(conn, day_of(now))? {
            let path = admin_units::path(conn, &held.plan.unit_code, day_of(now))?;
            let asked = wanted.unit_code.as_deref().is_none_or(|unit| path.is_within(unit))
                && wanted.hazard.is_none_or(|hazard| hazard == held.plan.hazard);
            if !asked || !by.account.may_in(Permission::EditPlan, &path) {
                continue;
            }
            let outcome = match ground_of(conn, &held.plan, now) {
                Ok((number, content)) => {
                    let content = for_season(content, wanted.season);
                    Ok(begin_draft(conn, by, &held.plan, number, content, now)?.number)
                }
                Err(ServiceError::Plan(PlanRefusal::OpenVersion(number))) => Err(Localized::new(
                    format!("Đã có bản {number} đang được lập."),
                    format!("Version {number} is being worked on already."),
                )),
                Err(other) => return Err(other),
            };
            rolled.push(RolledOver { plan: held.plan, outcome });
        }
        Ok(rolled)
    })?;
    app.nudge_streams();
    Ok(rolled)
}

/// The content moved on to `season`: the year in the title, and the review a year on.
fn for_season(mut content: PlanContent, season: i32) -> PlanContent {
    for year in season - 5..season {
        content.title = content.title.replace(&format!("năm {year}"), &format!("năm {season}"));
    }
    content.review_by =
        content.review_by.and_then(|day| day.with_year(season).or_else(|| day.succ_opt()?.with_year(season)));
    content
}

/// What a new version of `plan` begins from, and its number. Refused while a version is being worked on.
fn ground_of(conn: &mut StoreConnection, plan: &Plan, now: Timestamp) -> Result<(i64, PlanContent), ServiceError> {
    let heads = plans::heads(conn, Some(plan.id))?;
    let stages = stages(heads.iter().map(|head| &head.status), day_of(now));
    if let Some((_, open)) = stages.iter().zip(&heads).find(|(stage, _)| stage.is_open()) {
        return Err(PlanRefusal::OpenVersion(open.number).into());
    }
    let approved = stages.iter().zip(&heads).rev().find(|(stage, _)| **stage == Stage::Approved);
    let ground = approved.map(|(_, head)| head).or(heads.last()).ok_or(StoreError::NotFound)?;
    let number = heads.last().map_or(1, |last| last.number + 1);
    Ok((number, plans::version(conn, ground.id)?.content))
}

fn begin_draft(
    conn: &mut StoreConnection,
    by: &Acting,
    plan: &Plan,
    number: i64,
    content: PlanContent,
    now: Timestamp,
) -> Result<PlanVersion, ServiceError> {
    let version = PlanVersion {
        id: PlanVersionId::new(now),
        plan_id: plan.id,
        number,
        revision: 1,
        status: VersionStatus::Draft,
        content,
    };
    plans::insert_version(conn, &version, now)?;
    let step = Step {
        at: now,
        account_id: Some(by.account.id),
        by: by.account.display_name.clone(),
        kind: StepKind::Begin,
        remark: None,
    };
    plan_history::add_step(conn, version.id, &step)?;
    let detail = Localized::new(
        format!("Lập bản {number} của {}.", plan.code),
        format!("Began version {number} of {}.", plan.code),
    );
    record_on(conn, by, (plan, &version), "plan_begun", detail, now)?;
    Ok(version)
}

/// The name of a unit that exists today.
fn unit_name(conn: &mut StoreConnection, code: &str, now: Timestamp) -> Result<String, ServiceError> {
    let name = admin_units::names(conn, day_of(now))?.remove(code);
    name.map(|name| lower_first(&name)).ok_or_else(|| {
        let refusal = PlanRefusal::at(
            "/unit_code",
            format!("Không có đơn vị hành chính mã “{code}”. Chọn đơn vị trong danh mục."),
            format!("There is no administrative unit “{code}”. Choose one of the list."),
        );
        refusal.into()
    })
}

/// "Xã Ngọc Linh" within a sentence: "xã Ngọc Linh".
fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The longest code of a plan.
const MAX_CODE: usize = 60;

fn code_of(new: &NewPlan) -> Result<String, ServiceError> {
    let code = new.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let code = code.map_or_else(|| format!("PA-{}-{}", new.unit_code, new.hazard.code()), str::to_owned);
    if code.chars().count() <= MAX_CODE && code.chars().all(|c| !c.is_control()) {
        return Ok(code);
    }
    let refusal = PlanRefusal::at(
        "/code",
        "Mã phương án dài quá 60 ký tự hoặc có ký tự lạ.",
        "The code is longer than 60 characters or holds control characters.",
    );
    Err(refusal.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_moves_the_year_and_the_review_on() {
        let content = PlanContent {
            title: "Phương án ứng phó bão xã Ngọc Linh năm 2026".into(),
            review_by: Some("2028-02-29".parse().unwrap()),
            ..PlanContent::default()
        };
        let next = for_season(content, 2027);
        assert_eq!(next.title, "Phương án ứng phó bão xã Ngọc Linh năm 2027");
        assert_eq!(next.review_by, Some("2027-03-01".parse().unwrap()), "29 February has no namesake in 2027");
    }
}
