//! People who stand in no register: workers, visitors, people in field huts. They are counted all the same.

use super::intake::Intake;
use super::outbox::{GroupCounted, Operation};
use super::{Placed, Sender, not_found};
use crate::kernel::ids::EventId;
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Relocation, Standing};
use crate::services::ServiceError;
use crate::store::field_reports::Target;
use crate::store::{StoreError, activations, checklists, relocations, zones};

/// The longest name of a group, in characters.
const MAX_LABEL: usize = 200;
/// The most people of a group.
const MAX_PEOPLE: i64 = 100_000;

/// Opens the relocation of a group with its first report.
pub(super) fn place_group(
    intake: &mut Intake<'_>,
    sender: &Sender<'_>,
    operation: &Operation,
    group: &GroupCounted,
    happened_at: Timestamp,
) -> Result<Result<Placed, Localized>, ServiceError> {
    if let Some(fault) = fault(group) {
        return Ok(Err(fault));
    }
    let checklist = match checklists::get(intake.conn, group.checklist_id) {
        Ok(checklist) => checklist,
        Err(StoreError::NotFound) => return Ok(Err(not_found())),
        Err(other) => return Err(other.into()),
    };
    let zone = zones::at_revision(intake.conn, checklist.zone_id, checklist.zone_revision)?;
    if let Some(refused) = intake.may_report(sender, &zone.commune_code)? {
        return Ok(Err(refused));
    }
    let event_id = activations::get(intake.conn, checklist.activation_id)?.event_id;
    let known = intake.relocation(group.relocation_id)?.map(|told| &told.relocation);
    match known {
        Some(known) if known.household_id.is_none() && known.commune_code == zone.commune_code => {}
        Some(_) => return Ok(Err(not_found())),
        None => {
            let opened = group.opens(event_id, &zone.commune_code, sender.now);
            relocations::insert_all(intake.conn, std::slice::from_ref(&opened), &[(opened.id, checklist.id)])?;
            intake.open(opened);
        }
    }
    let said = group.first_word();
    let over_others = intake.over_others(sender.by, &zone.commune_code, &said, sender.now)?;
    let Some(told) = intake.relocation(group.relocation_id)? else { return Ok(Err(not_found())) };
    let (revision, outcome, reason) = told.hear(operation.report(sender, happened_at, said, over_others));
    let (target, target_id) = (Target::Relocation, group.relocation_id.to_string());
    Ok(Ok(Placed { target, target_id, unit: zone.commune_code, revision, outcome, reason, over_others }))
}

impl GroupCounted {
    /// The relocation that begins with it.
    fn opens(&self, event_id: EventId, commune_code: &str, now: Timestamp) -> Relocation {
        Relocation {
            id: self.relocation_id,
            event_id,
            household_id: None,
            household_code: String::new(),
            label: Some(self.label.trim().to_owned()),
            commune_code: commune_code.to_owned(),
            village: self.village.trim().to_owned(),
            round: 1,
            is_current: true,
            opened_at: now,
            listed: self.people,
            vulnerable: 0,
            listed_property: Vec::new(),
            revision: 0,
            standing: Standing::default(),
        }
    }
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
