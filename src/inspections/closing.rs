//! Closing a campaign: a decision of whoever ordered it. What is still owed then is named, and stays owed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::OwedTask;
use crate::kernel::ids::InspectionTaskId;
use crate::kernel::wording::{day_en, day_vi};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{FieldFault, text_fault};

/// The longest reason, in characters.
const MAX_REMARK: usize = 2_000;
/// How many are named in a sentence.
const NAMED: usize = 8;

/// That a campaign was closed: no record is begun, filled in or signed any more, and nothing of it is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionClosing)]
pub struct Closing {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why, and what is to become of what is open.
    pub remark: String,
    /// What was still owed.
    pub open_tasks: Vec<LeftOpen>,
    /// How many units and places had no signed record.
    pub without_record: i64,
}

/// Something that was still owed when a campaign was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionLeftOpen)]
pub struct LeftOpen {
    /// Which.
    pub id: InspectionTaskId,
    /// The unit that owes it.
    pub unit_code: String,
    /// The point that failed.
    pub point: Localized,
    /// Until when.
    pub due_on: NaiveDate,
}

impl LeftOpen {
    /// What is owed by `task`, whose point asks `point`.
    pub fn of(task: &OwedTask, point: Localized) -> Self {
        Self { id: task.id, unit_code: task.outline.unit_code.clone(), point, due_on: task.outline.due_on }
    }
}

/// What is wrong with a closing that names `named` as open, where `open` is: everything that is open is named, and where
/// anything is, why it is left so.
pub fn closing_faults(
    named: &[InspectionTaskId],
    open: &[LeftOpen],
    without_record: i64,
    remark: &str,
) -> Vec<FieldFault> {
    let mut faults: Vec<FieldFault> = text_fault("/remark", remark, MAX_REMARK).into_iter().collect();
    if remark.is_empty() && (!open.is_empty() || without_record > 0) {
        faults.push(FieldFault::new(
            "/remark",
            "Còn việc chưa xong hoặc nơi chưa có biên bản: ghi lý do kết thúc và cách xử lý tiếp.",
            "Something is still open: say why the inspection is closed and what becomes of it.",
        ));
    }
    let unnamed: Vec<&LeftOpen> = open.iter().filter(|task| !named.contains(&task.id)).collect();
    if !unnamed.is_empty() {
        let each = |pick: &dyn Fn(&LeftOpen) -> String| {
            let named = unnamed.iter().take(NAMED).map(|task| pick(task)).collect::<Vec<_>>().join("; ");
            if unnamed.len() > NAMED { format!("{named}; …") } else { named }
        };
        let count = unnamed.len();
        faults.push(FieldFault::new(
            "/open_tasks",
            format!(
                "Còn {count} việc chưa xong chưa được nêu: {}. Nêu đủ các việc này rồi kết thúc.",
                each(&|task| format!("{} ({}, hạn {})", task.point.vi, task.unit_code, day_vi(task.due_on)))
            ),
            format!(
                "{count} open tasks are not named: {}. Name all of them, then close.",
                each(&|task| format!("{} ({}, due {})", task.point.en, task.unit_code, day_en(task.due_on)))
            ),
        ));
    }
    if let Some(at) = named.iter().position(|id| open.iter().all(|task| task.id != *id)) {
        faults.push(FieldFault::new(
            format!("/open_tasks/{at}"),
            "Việc này không còn mở trong đợt kiểm tra. Tải lại danh sách.",
            "This is not open in the inspection any more. Load the list again.",
        ));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(seconds: i64) -> LeftOpen {
        let at = Timestamp::from_timestamp(seconds, 0).unwrap();
        LeftOpen {
            id: InspectionTaskId::new(at),
            unit_code: "23365".into(),
            point: Localized::new("Có phương án", "There is a plan"),
            due_on: NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
        }
    }

    #[test]
    fn whoever_closes_names_all_that_is_open_and_says_why() {
        let pointers = |named: &[InspectionTaskId], open: &[LeftOpen], without, remark| -> Vec<String> {
            closing_faults(named, open, without, remark).into_iter().map(|fault| fault.pointer).collect()
        };
        let open = [left(1), left(2)];
        let both = [open[0].id, open[1].id];
        assert_eq!(pointers(&both, &open, 0, "theo dõi tiếp"), Vec::<String>::new());
        assert_eq!(pointers(&both[..1], &open, 0, "theo dõi tiếp"), ["/open_tasks"]);
        assert_eq!(pointers(&both, &open, 0, ""), ["/remark"]);
        assert_eq!(pointers(&both, &open[..1], 0, "x"), ["/open_tasks/1"], "what is mended meanwhile is not open");
        assert_eq!(pointers(&[], &[], 0, ""), Vec::<String>::new(), "nothing is open, nothing is to be said");
        assert_eq!(pointers(&[], &[], 2, ""), ["/remark"], "two places have no record");
        let told = closing_faults(&[], &open[..1], 0, "x");
        assert!(told[0].wording.vi.contains("Có phương án (23365, hạn"), "{told:?}");
    }
}
