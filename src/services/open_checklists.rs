//! Opening the relocation checklists of the zones of an activation that await it.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::ServiceError;
use super::open_relocations::open_relocations;
use super::record::{Actor, Deed, paper_of, record};
use crate::alerts::cap::Alert;
use crate::alerts::telling::onset_of;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{ChecklistId, ZoneId};
use crate::kernel::wording::{number_en, number_vi};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{PlanVersion, TaskTemplate};
use crate::relocation::{
    Activation, ActivationAct, ActivationZone, Checklist, ChecklistState, ZoneStage, ZoneState, build_tasks,
};
use crate::store::{StoreConnection, activations, checklist_stages, checklists, household_zones, plans};
use crate::zones::Figures;

/// Opens a checklist at `stage` for every zone of `activation` that is proposed, and a relocation for each of its
/// households, in the running transaction, and writes down who said so. Gives the activation back as it stands now.
pub fn open_checklists(
    conn: &mut StoreConnection,
    activation: &Activation,
    alert: &Alert,
    stage: ZoneStage,
    actor: &Actor,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Activation, ServiceError> {
    let status = activation.after(ActivationAct::Confirm)?;
    let version = plans::version(conn, activation.plan_version_id)?;
    let (onset, onset_basis) = onset_of(alert);
    let waiting: Vec<ZoneId> = zones_in(activation, ZoneState::Proposed);
    let register = household_zones::register_of(conn, &waiting)?;
    let rounds = checklists::rounds_of(conn, activation.id)?;
    let mut next = Activation {
        status,
        decided_at: Some(now),
        decided_by: Some(actor.name().to_owned()),
        decision_remark: remark.map(str::to_owned),
        escalate_at: None,
        ..activation.clone()
    };
    let mut opened = Vec::with_capacity(waiting.len());
    for (tasks, zones) in
        by_tasks(&version, next.level, next.zones.iter_mut().filter(|zone| zone.state == ZoneState::Proposed))
    {
        let lists: Vec<Checklist> = zones
            .into_iter()
            .map(|zone| {
                zone.state = ZoneState::Open;
                Checklist {
                    id: ChecklistId::new(now),
                    activation_id: activation.id,
                    zone_id: zone.zone_id,
                    round: rounds.get(&zone.zone_id).unwrap_or(&0) + 1,
                    zone_revision: zone.zone_revision,
                    state: ChecklistState::Open,
                    stage,
                    stage_at: now,
                    opened_at: now,
                    onset,
                    onset_basis,
                    figures: register.of_zone(zone.zone_id),
                }
            })
            .collect();
        let Some(first) = lists.first() else { continue };
        checklists::insert_alike(conn, &lists, &build_tasks(tasks.into_iter(), 0, first.id, onset, now))?;
        opened.extend(lists);
    }
    let opened: Vec<&Checklist> = opened.iter().collect();
    checklist_stages::begin(conn, &opened, actor.name(), remark)?;
    open_relocations(conn, activation.event_id, &opened, &register, now)?;
    let next = activations::update_moved(conn, &next, ZoneState::Proposed, ZoneState::Open)?;
    let deed = Deed {
        actor,
        action: "activation_confirmed",
        kind: "activation",
        id: next.id.to_string(),
        alert: Some(next.alert_id),
        paper: version.status.approval().map(paper_of),
        detail: words(&waiting, register.of_zones(&waiting), remark),
        also: json!({"activation_id": next.id}),
    };
    record(conn, now, deed)?;
    Ok(next)
}

/// Adds what the plan asks for at the higher level of `next` alone to the checklists that are open, after an activation
/// rose from `before`. What is on the lists stays.
pub fn add_for_level(
    conn: &mut StoreConnection,
    before: RiskLevel,
    next: &Activation,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let (had, has) = (before.digit(), next.level.digit());
    if has <= had {
        return Ok(());
    }
    let version = plans::version(conn, next.plan_version_id)?;
    let new: Vec<&TaskTemplate> =
        version.content.tasks.iter().filter(|task| task.holds_at(has) && !task.holds_at(had)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let codes = codes_in(&version);
    let lists = checklists::of_activation(conn, next.id)?;
    let open: Vec<&Checklist> = lists.iter().filter(|list| list.state == ChecklistState::Open).collect();
    let known = checklists::tasks_of(conn, &open.iter().map(|list| list.id).collect::<Vec<_>>())?;
    for list in open {
        let code = codes.get(&list.zone_id).copied().unwrap_or_default();
        let behind = known.get(&list.id).into_iter().flatten().map(|task| task.position).max().unwrap_or(0);
        let wanted = new.iter().copied().filter(|task| task.is_for(code));
        checklists::insert_tasks(conn, &build_tasks(wanted, behind, list.id, list.onset, now))?;
    }
    Ok(())
}

/// The zones, those together that have the same to do at a level, with what that is.
fn by_tasks<'v, 'z>(
    version: &'v PlanVersion,
    level: RiskLevel,
    zones: impl Iterator<Item = &'z mut ActivationZone>,
) -> Vec<(Vec<&'v TaskTemplate>, Vec<&'z mut ActivationZone>)> {
    let codes = codes_in(version);
    let at_level: Vec<&TaskTemplate> =
        version.content.tasks.iter().filter(|task| task.holds_at(level.digit())).collect();
    // A zone the plan does not name gets the common tasks, and so does one that no task is for alone.
    let with_own: HashSet<&str> = at_level.iter().filter_map(|task| task.zone.as_deref()).collect();
    let mut common = Vec::new();
    let mut groups = Vec::new();
    for zone in zones {
        let code = codes.get(&zone.zone_id).copied().unwrap_or_default();
        if with_own.contains(code) {
            groups.push((tasks_for(&at_level, code), vec![zone]));
        } else {
            common.push(zone);
        }
    }
    groups.push((tasks_for(&at_level, ""), common));
    groups
}

fn tasks_for<'v>(tasks: &[&'v TaskTemplate], code: &str) -> Vec<&'v TaskTemplate> {
    tasks.iter().copied().filter(|task| task.is_for(code)).collect()
}

/// The codes of zones as the plan wrote them.
fn codes_in(version: &PlanVersion) -> HashMap<ZoneId, &str> {
    version.content.zones.iter().map(|planned| (planned.zone_id, planned.code.as_str())).collect()
}

/// The zones of an activation that are in `state`.
pub fn zones_in(activation: &Activation, state: ZoneState) -> Vec<ZoneId> {
    activation.zones.iter().filter(|zone| zone.state == state).map(|zone| zone.zone_id).collect()
}

fn words(zones: &[ZoneId], figures: Figures, remark: Option<&str>) -> Localized {
    let remark = remark.map(|remark| format!(" “{remark}”")).unwrap_or_default();
    let (households, people) = (figures.households, figures.people);
    Localized::new(
        format!(
            "Kích hoạt phương án: mở danh sách việc di dời cho {} vùng, {} hộ/{} khẩu.{remark}",
            zones.len(),
            number_vi(households),
            number_vi(people)
        ),
        format!(
            "Plan activated: relocation checklists opened for {} zones, {} households/{} people.{remark}",
            zones.len(),
            number_en(households),
            number_en(people)
        ),
    )
}
