//! Proposing who goes to which shelter: what the registers, the zones and the roads say is put to the allocation, and
//! its answer is kept beside what the plan arranges now. Nothing of it is applied by itself.

mod beside;
mod people;
mod shelters;
mod vehicles;

use std::sync::Arc;

use serde_json::json;

use super::compare_versions::zones_of;
use super::live_data::{Picture, day_of};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::allocation::roads::{RoadNet, distances};
use crate::allocation::{Position, Reckoning};
use crate::kernel::ids::{AllocationId, PlanId};
use crate::kernel::wording::{number_en, number_vi};
use crate::kernel::{Localized, Timestamp};
use crate::plans::proposal::{
    Ask, DraftRead, Group, Inputs, KeptProposal, KnownVehicles, OpenShelter, PassedOver, Proposal, Question, trips,
    work_out,
};
use crate::plans::{Action, Plan, PlanRefusal, PlanVersion, Stage, levels_of, stages, transition};
use crate::store::{StoreConnection, StoreError, allocations, markers, plans};
use crate::zones::Zone;

/// The most pairs of a group and a shelter a proposal is worked out for: some seconds.
const MOST_PAIRS: usize = 8_000_000;
/// The longest bound on a way, in metres.
const MOST_METRES: i64 = 1_000_000;
/// The longest time between warning and onset: 14 days.
const MOST_MINUTES: i64 = 20_160;

/// Works a proposal out for `plan` and keeps it.
pub fn propose_allocation(app: &App, by: &Acting, plan: PlanId, ask: &Ask) -> Result<KeptProposal, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let (ground, net) = app.store.read(|conn| {
        let plan = plans::get(conn, plan)?;
        permit(conn, by, Permission::EditPlan, &plan.unit_code, now)?;
        check(ask, &plan)?;
        let ground = Ground::of(conn, &picture, plan, ask, now)?;
        let (_, net) = app.roads.net(conn)?;
        Ok::<_, ServiceError>((ground, net))
    })?;
    let proposal = worked_out(&ground, &net, &ground.timed(ask))?;
    let kept = KeptProposal {
        id: AllocationId::new(now),
        plan_id: ground.plan.id,
        made_at: now,
        made_by: by.account.display_name.clone(),
        draft: ground.draft,
        proposal,
        accepted: Vec::new(),
    };
    app.store.write(|conn| {
        allocations::insert(conn, &kept)?;
        record(conn, now, deed(&Actor::person(by), &ground.plan, &kept))
    })?;
    app.tell_listeners();
    Ok(kept)
}

fn deed<'a>(actor: &'a Actor, plan: &Plan, kept: &KeptProposal) -> Deed<'a> {
    let totals = &kept.proposal.totals;
    Deed {
        actor,
        action: "allocation_proposed",
        kind: "allocation",
        id: kept.id.to_string(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!(
                "Lập đề xuất bố trí sơ tán cho {}, {}: xếp được {} người, thiếu {} chỗ.",
                plan.code,
                kept.proposal.ask.level.label().vi,
                number_vi(totals.placed),
                number_vi(totals.missing)
            ),
            format!(
                "Proposed an allocation for {}, {}: {} people placed, {} places short.",
                plan.code,
                kept.proposal.ask.level.label().en,
                number_en(totals.placed),
                number_en(totals.missing)
            ),
        ),
        also: json!({"plan_id": plan.id, "unit_code": plan.unit_code}),
    }
}

fn refuse(pointer: &str, vi: impl Into<String>, en: impl Into<String>) -> ServiceError {
    PlanRefusal::at(pointer, vi, en).into()
}

fn check(ask: &Ask, plan: &Plan) -> Result<(), ServiceError> {
    if !levels_of(plan.hazard).contains(&ask.level.digit()) {
        let name = plan.hazard.name();
        return Err(refuse(
            "/level",
            format!("Cấp {} không dùng cho {}.", ask.level.digit(), name.vi),
            format!("Level {} is not used for {}.", ask.level.digit(), name.en),
        ));
    }
    if ask.max_distance_m.is_some_and(|metres| !(1..=MOST_METRES).contains(&metres)) {
        return Err(refuse(
            "/max_distance_m",
            "Khoảng cách xa nhất từ 1 m đến 1.000 km.",
            "The longest way is 1 m to 1,000 km.",
        ));
    }
    if ask.lead_minutes.is_some_and(|minutes| !(0..=MOST_MINUTES).contains(&minutes)) {
        return Err(refuse(
            "/lead_minutes",
            "Thời gian từ 0 phút đến 14 ngày (20.160 phút).",
            "The time is 0 minutes to 14 days (20,160 minutes).",
        ));
    }
    Ok(())
}

/// All a proposal is worked out from.
pub(super) struct Ground {
    pub(super) plan: Plan,
    /// The version it is laid beside: the one being written, else the one in force.
    pub(super) version: PlanVersion,
    /// That version, where it is being written.
    pub(super) draft: Option<DraftRead>,
    zones: Vec<Zone>,
    groups: Vec<Group>,
    elsewhere: (i64, i64),
    shelters: Vec<OpenShelter>,
    passed_over: Vec<PassedOver>,
    vehicles: Vec<KnownVehicles>,
    remarks: Vec<Localized>,
    /// What it rests on.
    pub(super) inputs: Inputs,
}

impl Ground {
    /// What is known now of what `ask` asks about `plan`.
    pub(super) fn of(
        conn: &mut StoreConnection,
        picture: &Arc<Picture>,
        plan: Plan,
        ask: &Ask,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let (version, draft) = beside(conn, &plan, now)?;
        let mut zones = zones_of(conn, &version)?;
        zones.retain(|zone| zone.evacuate_from_level <= ask.level);
        zones.sort_by(|a, b| a.code.cmp(&b.code));
        if zones.is_empty() {
            let label = ask.level.label();
            return Err(refuse(
                "/level",
                format!("Phương án không có vùng nào phải di dời ở {}. Chọn cấp cao hơn, hoặc vẽ vùng.", label.vi),
                format!("The plan has no zone that moves at {}. Choose a higher level, or draw zones.", label.en),
            ));
        }
        let people = people::of(conn, &version, &zones, ask)?;
        let known = shelters::of(conn, picture, &plan, &zones, ask.level, day_of(now))?;
        let vehicles = vehicles::of(conn, &version, &zones)?;
        let mut remarks = people.remarks;
        remarks.extend(known.taken_off);
        let inputs = Inputs {
            zones: zones.iter().map(|zone| (zone.code.clone(), zone.revision)).collect(),
            shelters: known.revisions,
            promised: known.promised,
            households: people.digest,
            roads: markers::counter(conn, markers::ROADS)?,
        };
        Ok(Self {
            plan,
            version,
            draft,
            zones,
            groups: people.groups,
            elsewhere: people.elsewhere,
            shelters: known.open,
            passed_over: known.passed_over,
            vehicles,
            remarks,
            inputs,
        })
    }
}

impl Ground {
    /// The question with the time the plan states for its level, where none is given.
    fn timed(&self, ask: &Ask) -> Ask {
        let stated = || self.version.content.lead_minutes(ask.level).map(i64::from);
        Ask { lead_minutes: ask.lead_minutes.or_else(stated), ..ask.clone() }
    }
}

/// The version a proposal is laid beside: the one that can be edited, else the one in force, else the last there is.
fn beside(
    conn: &mut StoreConnection,
    plan: &Plan,
    now: Timestamp,
) -> Result<(PlanVersion, Option<DraftRead>), ServiceError> {
    let heads = plans::heads(conn, Some(plan.id))?;
    let stages = stages(heads.iter().map(|head| &head.status), day_of(now));
    let find = |wanted: &dyn Fn(Stage) -> bool| {
        stages.iter().zip(&heads).rev().find(|(stage, _)| wanted(**stage)).map(|(_, head)| head.id)
    };
    if let Some(open) = find(&|stage| transition(stage, Action::Edit).is_ok()) {
        let version = plans::version(conn, open)?;
        let draft = DraftRead { n: version.number, revision: version.revision };
        return Ok((version, Some(draft)));
    }
    let last = heads.last().map(|head| head.id);
    let ground = find(&|stage| stage == Stage::Approved).or(last).ok_or(StoreError::NotFound)?;
    Ok((plans::version(conn, ground)?, None))
}

fn worked_out(ground: &Ground, net: &RoadNet, ask: &Ask) -> Result<Proposal, ServiceError> {
    if ground.groups.len().saturating_mul(ground.shelters.len()) > MOST_PAIRS {
        return Err(refuse(
            "/by",
            "Quá nhiều hộ và điểm sơ tán để tính một lần. Tính theo vùng (by: zone), hoặc chia phương án.",
            "Too many households and shelters at once. Ask by zone, or split the plan.",
        ));
    }
    let from: Vec<Position> = ground.groups.iter().map(|group| group.at).collect();
    let to: Vec<Position> = ground.shelters.iter().map(|shelter| shelter.at).collect();
    let ways = distances(net, &from, &to, ask.level, Reckoning::shipped());
    let codes: Vec<String> = ground.zones.iter().map(|zone| zone.code.clone()).collect();
    let question = Question {
        ask,
        groups: &ground.groups,
        shelters: &ground.shelters,
        ways: &ways,
        arrangements: &ground.version.content.arrangements,
        zones: &codes,
        elsewhere: ground.elsewhere,
        passed_over: ground.passed_over.clone(),
        remarks: ground.remarks.clone(),
        inputs: ground.inputs.clone(),
    };
    let mut proposal = work_out(question).map_err(|fault| {
        refuse(
            "",
            "Số liệu quá lớn để tính một lần. Chia nhỏ phương án.",
            format!("It cannot be reckoned with: {fault}."),
        )
    })?;
    proposal.trips = trips(&proposal, &ground.version.content.arrangements, &ground.vehicles);
    add_grounds(&mut proposal, ground);
    Ok(proposal)
}

/// Says by which numbers of ours it was reckoned, where they were used.
fn add_grounds(proposal: &mut Proposal, ground: &Ground) {
    let shipped = Reckoning::shipped();
    let used = [
        (proposal.totals.by_straight_line > 0, &shipped.detour_per_mille),
        (proposal.totals.by_road > 0, &shipped.near_road_m),
        (ground.groups.iter().any(|group| group.vulnerable() > 0), &shipped.vulnerable_per_cent),
        (proposal.trips.is_some(), &shipped.metres_a_minute),
        (proposal.trips.is_some(), &shipped.boarding_minutes),
    ];
    proposal.remarks.extend(used.into_iter().filter(|(used, _)| *used).map(|(_, number)| number.why.clone()));
    if proposal.rise_person_metres > 0 {
        proposal.remarks.push(Localized::new(
            format!(
                "Giữ người đi cùng nhau làm tổng quãng đường tăng {} người-mét so với mức ít nhất đã chứng minh.",
                number_vi(proposal.rise_person_metres)
            ),
            format!(
                "Keeping people together adds {} person-metres to the proved least.",
                number_en(proposal.rise_person_metres)
            ),
        ));
    }
}
