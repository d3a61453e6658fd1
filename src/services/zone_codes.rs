//! Codes of zones keep their place: what stands on papers and walls stays true.

use super::ServiceError;
use crate::kernel::ids::ZoneId;
use crate::plans::PlanRefusal;
use crate::store::{StoreConnection, StoreError, plans, zone_lineage, zones};
use crate::zones::placing::{ZONE_TOLERANCE_M, shared};
use crate::zones::{Zone, ZoneStatus};

/// The revision at which a zone last stood: as a plan last approved it, or as it was in force by itself. `None` for one
/// that only drafts know.
fn last_standing(conn: &mut StoreConnection, zone: ZoneId) -> Result<Option<i64>, StoreError> {
    let approved = plans::approved_holding(conn, zone)?;
    let held = approved.iter().rev().flat_map(|version| &version.content.zones).find(|held| held.zone_id == zone);
    if let Some(held) = held {
        return Ok(Some(held.revision));
    }
    let (status, revision) = zones::standing(conn, zone)?;
    Ok((status != ZoneStatus::Draft).then_some(revision))
}

/// Whether a zone was ever in force, or is to be.
pub(super) fn has_stood(conn: &mut StoreConnection, zone: ZoneId) -> Result<bool, StoreError> {
    Ok(last_standing(conn, zone)?.is_some())
}

/// Refuses `code`, told at `pointer`, for a new zone where a zone that stood has it.
pub(super) fn refuse_used(conn: &mut StoreConnection, pointer: &str, code: &str) -> Result<(), ServiceError> {
    match zones::by_code(conn, code)? {
        Some((zone, _)) if has_stood(conn, zone)? => Err(PlanRefusal::at(
            pointer,
            format!("Mã vùng “{code}” đã dùng và không dùng lại cho nơi khác. Chọn mã khác."),
            format!("The code “{code}” was used and is not used again for another place. Choose another."),
        )
        .into()),
        _ => Ok(()),
    }
}

/// Refuses to draw a known zone anew where others stand for it by now, or at quite another place.
pub(super) fn refuse_another_place(conn: &mut StoreConnection, drawn: &Zone) -> Result<(), ServiceError> {
    let code = &drawn.code;
    if zone_lineage::is_superseded(conn, drawn.id)? {
        return Err(PlanRefusal::at(
            "/code",
            format!("Vùng “{code}” đã được tách, gộp hoặc chuyển sang vùng khác. Chọn mã khác."),
            format!("Zone “{code}” was split, merged or moved, and others stand for it. Choose another code."),
        )
        .into());
    }
    let Some(revision) = last_standing(conn, drawn.id)? else { return Ok(()) };
    let before = zones::at_revision(conn, drawn.id, revision)?;
    if shared(&before.geometry, &drawn.geometry, ZONE_TOLERANCE_M).is_empty() {
        return Err(PlanRefusal::at(
            "/geometry",
            format!("Vùng “{code}” được vẽ ở nơi khác hẳn. Dùng thao tác Chuyển vùng để đặt mã mới và giữ nguồn gốc."),
            format!("Zone “{code}” is drawn at quite another place. Move it: that gives it a new code and keeps where it came from."),
        )
        .into());
    }
    Ok(())
}
