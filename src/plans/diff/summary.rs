//! The difference in a few sentences: what an approver reads first.

use super::{PlanDiff, Presence, ZoneEvent};
use crate::kernel::Localized;

pub(super) fn of(diff: &PlanDiff) -> Vec<Localized> {
    if diff.is_empty() {
        return vec![Localized::new(
            "Hai phiên bản giống nhau, không có thay đổi.",
            "The two versions are the same; nothing differs.",
        )];
    }
    let mut told = Vec::new();
    told.extend(zones(diff));
    told.extend(diff.shelters.iter().map(|change| change.message.clone()));
    told.extend(diff.figures.iter().filter(|change| change.village.is_none()).map(|change| change.message.clone()));
    told.extend(arrangements(diff));
    told.extend(diff.triggers.iter().map(|change| change.message.clone()));
    told.extend(tasks(diff));
    told.extend(diff.tables.iter().map(|change| change.message.clone()));
    told.extend(diff.texts.iter().map(|change| change.message.clone()));
    told.extend(diff.fields.iter().map(|change| change.message.clone()));
    told
}

fn zones(diff: &PlanDiff) -> Option<Localized> {
    let codes = |wanted: fn(&ZoneEvent) -> bool| {
        let mut codes: Vec<&str> =
            diff.zones.iter().filter(|change| wanted(&change.event)).map(|change| change.code.as_str()).collect();
        codes.dedup();
        codes
    };
    let groups = [
        (codes(|event| matches!(event, ZoneEvent::Added { .. })), "thêm", "added"),
        (codes(|event| matches!(event, ZoneEvent::Removed { .. })), "bỏ", "removed"),
        (codes(|event| !matches!(event, ZoneEvent::Added { .. } | ZoneEvent::Removed { .. })), "sửa", "changed"),
    ];
    let told = groups.iter().filter(|(codes, ..)| !codes.is_empty());
    let (vi, en): (Vec<_>, Vec<_>) = told
        .map(|(codes, vi, en)| {
            (
                format!("{vi} {} ({})", codes.len(), codes.join(", ")),
                format!("{} {en} ({})", codes.len(), codes.join(", ")),
            )
        })
        .unzip();
    (!vi.is_empty())
        .then(|| Localized::new(format!("Vùng phải di dời: {}.", vi.join("; ")), format!("Zones: {}.", en.join("; "))))
}

fn arrangements(diff: &PlanDiff) -> Option<Localized> {
    let mut zones: Vec<&str> = diff.arrangements.iter().map(|change| change.zone.as_str()).collect();
    zones.dedup();
    (!zones.is_empty()).then(|| {
        Localized::new(
            format!("Bố trí sơ tán: sửa ở {} vùng ({}).", zones.len(), zones.join(", ")),
            format!("Arrangements: changed for {} zones ({}).", zones.len(), zones.join(", ")),
        )
    })
}

fn tasks(diff: &PlanDiff) -> Option<Localized> {
    let count = |kind| diff.tasks.iter().filter(|change| change.kind == kind).count();
    let (added, removed) = (count(Presence::Added), count(Presence::Removed));
    (added + removed > 0).then(|| {
        Localized::new(
            format!("Danh mục công việc: thêm {added}, bỏ {removed}."),
            format!("Task list: {added} added, {removed} removed."),
        )
    })
}
