//! People who stand in no register: workers, visitors, people in field huts. They are counted all the same.

use super::about_household::apply;
use super::outbox::{GroupCounted, Operation};
use super::{Placed, Sender, may_report, not_found};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Relocation, Report, Standing};
use crate::services::ServiceError;
use crate::store::field_reports::Target;
use crate::store::{StoreConnection, StoreError, activations, checklists, relocations, zones};

/// The longest name of a group, in characters.
const MAX_LABEL: usize = 200;
/// The most people of a group.
const MAX_PEOPLE: i64 = 100_000;

/// Opens the relocation of a group with its first report.
pub(super) fn place_group(
    conn: &mut StoreConnection,
    sender: &Sender<'_>,
    operation: &Operation,
    group: &GroupCounted,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    if let Some(fault) = fault(group) {
        return Ok(Err(fault));
    }
    let checklist = match checklists::get(conn, group.checklist_id) {
        Ok(checklist) => checklist,
        Err(StoreError::NotFound) => return Ok(Err(not_found())),
        Err(other) => return Err(other.into()),
    };
    let zone = zones::at_revision(conn, checklist.zone_id, checklist.zone_revision)?;
    if let Some(refused) = may_report(conn, sender, &zone.commune_code)? {
        return Ok(Err(refused));
    }
    let event_id = activations::get(conn, checklist.activation_id)?.event_id;
    let relocation = match relocations::find(conn, group.relocation_id)? {
        Some(known) if known.household_id.is_none() && known.commune_code == zone.commune_code => known,
        Some(_) => return Ok(Err(not_found())),
        None => {
            let opened = Relocation {
                id: group.relocation_id,
                event_id,
                household_id: None,
                household_code: String::new(),
                label: Some(group.label.trim().to_owned()),
                commune_code: zone.commune_code.clone(),
                village: group.village.trim().to_owned(),
                round: 1,
                is_current: true,
                opened_at: sender.now,
                listed: group.people,
                vulnerable: 0,
                listed_property: Vec::new(),
                revision: 0,
                standing: Standing::default(),
            };
            relocations::insert_all(conn, std::slice::from_ref(&opened), &[(opened.id, checklist.id)])?;
            opened
        }
    };
    let report = Report {
        id: operation.id,
        happened_at,
        device: sender.device.map(str::to_owned),
        by: sender.actor.name().to_owned(),
        base_revision: operation.base_revision,
        revision: 0,
        said: group.first_word(),
    };
    let (relocation, report, outcome) = apply(conn, relocation, report)?;
    Ok(Ok(Placed {
        target: Target::Relocation,
        target_id: relocation.id.to_string(),
        unit: relocation.commune_code,
        revision: report.revision,
        outcome,
    }))
}

fn fault(group: &GroupCounted) -> Option<Localized> {
    let label = group.label.trim();
    if label.is_empty() || label.chars().count() > MAX_LABEL || group.village.chars().count() > MAX_LABEL {
        return Some(Localized::new(
            "Ghi tên nhóm người, tối đa 200 ký tự, ví dụ: lán trại rẫy suối Đăk Pxi.",
            "Name the group in at most 200 characters, such as: field huts at the stream.",
        ));
    }
    (!(0..=MAX_PEOPLE).contains(&group.people))
        .then(|| Localized::new("Số người từ 0 đến 100.000.", "The number of people is 0 to 100,000."))
}
