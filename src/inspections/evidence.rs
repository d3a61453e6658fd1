//! Photos as evidence: of a point that was looked at, or of what was mended. They are kept as those of tasks of
//! relocation are: told by their content, taken out only by marking.

use crate::kernel::Timestamp;
use crate::kernel::ids::{AccountId, InspectionRecordId, InspectionTaskId, PhotoId};
use crate::relocation::{PhotoLook, Removal};

/// The most photos of a point of a record, or of a task, that count.
pub const MAX_EVIDENCE: usize = 12;
/// The most that are kept, with those that were taken out.
pub const MAX_KEPT_EVIDENCE: usize = 48;

/// A photo, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidencePhoto {
    /// Its id, made by the device that took it.
    pub id: PhotoId,
    /// The record.
    pub record_id: InspectionRecordId,
    /// The version of the record it came with; a later version shows it too, an earlier one does not.
    pub version: i64,
    /// The point of the record.
    pub point_code: String,
    /// The task, where it shows what was mended.
    pub task_id: Option<InspectionTaskId>,
    /// What it looks like.
    pub look: PhotoLook,
    /// Its size in bytes.
    pub length: i64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// When it was taken, by the device's clock.
    pub taken_at: Timestamp,
    /// When it came.
    pub received_at: Timestamp,
    /// Who sent it.
    pub added_by: String,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// That it does not count any more; its bytes stay.
    pub removed: Option<Removal>,
}
