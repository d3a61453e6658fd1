//! Taking rows of a proposal over into the draft of its plan, where what it rests on is still so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::json;

use super::begin_plan::begin_next;
use super::edit_plan::keep_content;
use super::live_data::Picture;
use super::plan_versions::{VersionAddress, take_up};
use super::propose_allocation::Ground;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::AllocationId;
use crate::kernel::{Localized, Timestamp};
use crate::plans::arrangement::PlannedShelter;
use crate::plans::fields::label;
use crate::plans::proposal::{AcceptedRow, Beside, DraftRead, Inputs, KeptProposal, Row};
use crate::plans::{Action, Plan, PlanContent, PlanRefusal, PlanVersion, check_content};
use crate::store::{StoreConnection, StoreError, allocations, plan_history, plans};

/// Which rows are taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// All of them.
    All,
    /// Those of these numbers.
    Rows(Vec<i64>),
}

/// Writes rows of a proposal into the draft of its plan; where there is none, one is begun.
///
/// # Errors
/// [`PlanRefusal::StaleProposal`] with what changed since it was made.
pub fn accept_allocation(
    app: &App,
    by: &Acting,
    allocation: AllocationId,
    chosen: &Chosen,
) -> Result<(KeptProposal, PlanVersion), ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let accepted = app.store.write(|conn| {
        let kept = allocations::get(conn, allocation)?;
        let plan = plans::get(conn, kept.plan_id)?;
        permit(conn, by, Permission::EditPlan, &plan.unit_code, now)?;
        let rows = chosen_of(&kept, chosen)?;
        let changes = stale_in(conn, &picture, &kept, now)?;
        if !changes.is_empty() {
            return Err(PlanRefusal::StaleProposal(changes).into());
        }
        let number = match kept.draft {
            Some(draft) => draft.n,
            None => begin_next(conn, by, &plan, now)?.number,
        };
        let address = VersionAddress { plan: plan.id, number };
        let taken = take_up(conn, by, address, Action::Edit, now)?;
        let content = with_rows(&taken.version.content, &rows);
        let faults = check_content(&content, plan.hazard);
        if !faults.is_empty() {
            return Err(PlanRefusal::Faults(faults).into());
        }
        let version = keep_content(conn, by, taken, content, now)?;
        note(conn, by, &plan, &kept, &rows, &version, now)?;
        Ok::<_, ServiceError>((allocations::get(conn, allocation)?, version))
    })?;
    app.nudge_streams();
    Ok(accepted)
}

fn note(
    conn: &mut StoreConnection,
    by: &Acting,
    plan: &Plan,
    kept: &KeptProposal,
    rows: &[&Row],
    version: &PlanVersion,
    now: Timestamp,
) -> Result<(), StoreError> {
    let accepted: Vec<AcceptedRow> =
        rows.iter().map(|row| AcceptedRow { n: row.n, at: now, by: by.account.display_name.clone() }).collect();
    let draft = DraftRead { n: version.number, revision: version.revision };
    allocations::note_accepted(conn, kept.id, draft, &accepted)?;
    let told = rows.iter().map(|row| format!("{} → {}: {}", row.zone, row.shelter, row.people));
    let told = told.collect::<Vec<_>>().join("; ");
    let deed = Deed {
        actor: &Actor::person(by),
        action: "allocation_accepted",
        kind: "allocation",
        id: kept.id.to_string(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!("Đưa {} dòng của đề xuất vào bản {} của {} ({told}).", rows.len(), version.number, plan.code),
            format!(
                "Took {} rows of a proposal over into version {} of {} ({told}).",
                rows.len(),
                version.number,
                plan.code
            ),
        ),
        also: json!({"plan_id": plan.id, "version": version.number, "unit_code": plan.unit_code}),
    };
    record(conn, now, deed)
}

fn chosen_of<'k>(kept: &'k KeptProposal, chosen: &Chosen) -> Result<Vec<&'k Row>, ServiceError> {
    let all = &kept.proposal.rows;
    let Chosen::Rows(numbers) = chosen else { return Ok(all.iter().collect()) };
    let mut rows = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let row = all.iter().find(|row| row.n == *number).ok_or_else(|| {
            PlanRefusal::at(
                &format!("/rows/{at}"),
                format!("Đề xuất không có dòng {number}. Tải lại đề xuất."),
                format!("The proposal has no row {number}. Load it again."),
            )
        })?;
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(PlanRefusal::at("/rows", "Chọn ít nhất một dòng.", "Choose at least one row.").into());
    }
    Ok(rows)
}

/// The content with what the rows say: each sets how many people of its zone go to its shelter.
fn with_rows(content: &PlanContent, rows: &[&Row]) -> PlanContent {
    let mut content = content.clone();
    for row in rows {
        let destinations = &mut content.arrangements.entry(row.zone.clone()).or_default().destinations;
        if row.beside == Beside::Dropped {
            destinations.retain(|to| to.code != row.shelter);
            continue;
        }
        let people = u32::try_from(row.people).unwrap_or(u32::MAX);
        match destinations.iter_mut().find(|to| to.code == row.shelter) {
            Some(to) => to.people = people,
            None => {
                destinations.push(PlannedShelter { code: row.shelter.clone(), name: row.shelter_name.clone(), people });
            }
        }
    }
    content
}

/// What changed since a proposal was made, so that it cannot be taken over; empty where it can.
pub fn stale(app: &App, kept: &KeptProposal) -> Result<Vec<Localized>, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    app.store.read(|conn| stale_in(conn, &picture, kept, now))
}

fn stale_in(
    conn: &mut StoreConnection,
    picture: &Arc<Picture>,
    kept: &KeptProposal,
    now: Timestamp,
) -> Result<Vec<Localized>, ServiceError> {
    let plan = plans::get(conn, kept.plan_id)?;
    let ground = match Ground::of(conn, picture, plan, &kept.proposal.ask, now) {
        Ok(ground) => ground,
        // No zone of the plan moves at the level any more.
        Err(ServiceError::Plan(PlanRefusal::Faults(faults))) => {
            return Ok(faults.into_iter().map(|fault| fault.wording).collect());
        }
        Err(other) => return Err(other),
    };
    let mut changes = draft_changes(conn, kept, &ground)?;
    changes.extend(input_changes(&kept.proposal.inputs, &ground.inputs));
    Ok(changes)
}

/// What others did to the zones and arrangements of the draft since the proposal was laid beside it.
fn draft_changes(
    conn: &mut StoreConnection,
    kept: &KeptProposal,
    ground: &Ground,
) -> Result<Vec<Localized>, StoreError> {
    let (Some(read), Some(open)) = (kept.draft, ground.draft) else {
        return Ok(match (kept.draft, ground.draft) {
            (None, Some(open)) => {
                vec![Localized::new(format!("Bản {} đã được lập.", open.n), format!("Version {} was begun.", open.n))]
            }
            (Some(read), None) => vec![Localized::new(
                format!("Bản {} không còn được soạn.", read.n),
                format!("Version {} is not being written any more.", read.n),
            )],
            _ => Vec::new(),
        });
    };
    if read.n != open.n {
        return Ok(vec![Localized::new(
            format!("Bản đang soạn là bản {}, không còn là bản {}.", open.n, read.n),
            format!("The version being written is {} and not {}.", open.n, read.n),
        )]);
    }
    let mut changes = Vec::new();
    for edit in plan_history::edits_since(conn, ground.version.id, read.revision)? {
        let touched = |pointer: &str| pointer.starts_with("/zones") || pointer.starts_with("/arrangements");
        let labels: Vec<Localized> =
            edit.fields.iter().filter(|field| touched(&field.pointer)).map(|field| label(&field.pointer)).collect();
        if !labels.is_empty() {
            let joined = |pick: fn(&Localized) -> &str| labels.iter().map(pick).collect::<Vec<_>>().join("; ");
            changes.push(Localized::new(
                format!("{} đã sửa bản {}: {}.", edit.by, read.n, joined(|label| &label.vi)),
                format!("{} changed version {}: {}.", edit.by, read.n, joined(|label| &label.en)),
            ));
        }
    }
    Ok(changes)
}

/// What changed in the registers and on the map.
fn input_changes(before: &Inputs, now: &Inputs) -> Vec<Localized> {
    let mut changes = Vec::new();
    let zones = differing(&before.zones, &now.zones);
    if !zones.is_empty() {
        changes.push(Localized::new(format!("Vùng {zones} đã thay đổi."), format!("Zone {zones} changed.")));
    }
    let shelters = differing(&before.shelters, &now.shelters);
    if !shelters.is_empty() {
        changes.push(Localized::new(
            format!("Điểm sơ tán {shelters} đã thay đổi, thêm vào hoặc không còn dùng được."),
            format!("Shelter {shelters} changed, came in, or can no longer be used."),
        ));
    }
    let promised = differing(&before.promised, &now.promised);
    if !promised.is_empty() {
        changes.push(Localized::new(
            format!("Số chỗ phương án khác dùng ở {promised} đã thay đổi."),
            format!("What other plans use of {promised} changed."),
        ));
    }
    if before.households != now.households {
        changes.push(Localized::new(
            format!("Sổ hộ của các vùng đã thay đổi ({} hộ, trước đó {} hộ).", now.households.0, before.households.0),
            format!(
                "The household register of the zones changed ({} households, {} before).",
                now.households.0, before.households.0
            ),
        ));
    }
    if before.roads != now.roads {
        changes.push(Localized::new("Mạng đường đã được tải lại.", "Roads were loaded again."));
    }
    changes
}

/// The keys of which the two maps say different things.
fn differing(before: &BTreeMap<String, i64>, now: &BTreeMap<String, i64>) -> String {
    let keys: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let changed = keys.into_iter().filter(|key| before.get(*key) != now.get(*key)).map(String::as_str);
    changed.collect::<Vec<_>>().join(", ")
}
