//! Triggers, tasks, and the single fields: title, dates, persons.

use serde::Serialize;
use utoipa::ToSchema;

use crate::kernel::Localized;
use crate::plans::{PlanContent, TaskTemplate, TriggerRule};

/// On which side something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Only the later version has it.
    Added,
    /// Only the earlier version has it.
    Removed,
}

impl Presence {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Added => ["Thêm", "added"],
            Self::Removed => ["Bỏ", "removed"],
        }
    }
}

/// A trigger only one of the versions has; one at another level is one removed and one added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TriggerChange {
    /// Which version has it.
    pub kind: Presence,
    /// The trigger.
    pub trigger: TriggerRule,
    /// In a sentence.
    pub message: Localized,
}

/// A task only one of the versions has.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct TaskChange {
    /// Which version has it.
    pub kind: Presence,
    /// The task.
    pub task: TaskTemplate,
    /// In a sentence.
    pub message: Localized,
}

/// A single field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldChange {
    /// The field.
    pub pointer: String,
    /// Its name.
    pub label: Localized,
    /// Before; absent where it was empty.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// In a sentence.
    pub message: Localized,
}

/// What only one of two lists holds; what stands twice is counted twice.
fn one_sided<T: PartialEq + Clone>(from: &[T], to: &[T]) -> Vec<(Presence, T)> {
    let mut added: Vec<&T> = to.iter().collect();
    let mut found = Vec::new();
    for item in from {
        match added.iter().position(|other| *other == item) {
            Some(at) => drop(added.remove(at)),
            None => found.push((Presence::Removed, item.clone())),
        }
    }
    found.extend(added.into_iter().map(|item| (Presence::Added, item.clone())));
    found
}

pub(super) fn trigger_changes(from: &[TriggerRule], to: &[TriggerRule]) -> Vec<TriggerChange> {
    one_sided(from, to)
        .into_iter()
        .map(|(kind, trigger)| {
            let names: Vec<Localized> = trigger.on_hazards.iter().map(|hazard| hazard.name()).collect();
            let join = |pick: fn(&Localized) -> &str| names.iter().map(pick).collect::<Vec<_>>().join(", ");
            let level = trigger.at_level.label();
            let [vi, en] = kind.words();
            let message = Localized::new(
                format!("{vi} ngưỡng kích hoạt: {}, từ {}.", join(|name| &name.vi), level.vi),
                format!("Trigger {en}: {}, from {}.", join(|name| &name.en), level.en),
            );
            TriggerChange { kind, trigger, message }
        })
        .collect()
}

pub(super) fn task_changes(from: &[TaskTemplate], to: &[TaskTemplate]) -> Vec<TaskChange> {
    one_sided(from, to)
        .into_iter()
        .map(|(kind, task)| {
            let [vi, en] = kind.words();
            let message = Localized::new(
                format!("{vi} việc: {} ({}).", task.title.vi.trim_end_matches('.'), task.role.name().vi),
                format!("Task {en}: {} ({}).", task.title.en.trim_end_matches('.'), task.role.name().en),
            );
            TaskChange { kind, task, message }
        })
        .collect()
}

pub(super) fn field_changes(from: &PlanContent, to: &PlanContent) -> Vec<FieldChange> {
    let values = |content: &PlanContent| {
        let command = &content.command;
        [
            content.title.clone(),
            content.review_by.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default(),
            command.chair.name.clone(),
            command.chair.role.clone(),
            command.standing.name.clone(),
            command.standing.role.clone(),
            lead_times(content),
        ]
        .map(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
    };
    FIELDS
        .iter()
        .zip(values(from).into_iter().zip(values(to)))
        .filter(|(_, (before, after))| before != after)
        .map(|((pointer, vi, en), (before, after))| FieldChange {
            pointer: (*pointer).to_owned(),
            label: Localized::new(*vi, *en),
            message: Localized::new(
                format!(
                    "{vi}: từ {} thành {}.",
                    shown(before.as_deref(), "chưa có"),
                    shown(after.as_deref(), "chưa có")
                ),
                format!("{en}: from {} to {}.", shown(before.as_deref(), "none"), shown(after.as_deref(), "none")),
            ),
            before,
            after,
        })
        .collect()
}

fn shown(value: Option<&str>, none: &str) -> String {
    value.map_or_else(|| none.to_owned(), |text| format!("“{text}”"))
}

/// "cấp 3: 12 giờ; cấp 4: 24 giờ", in Vietnamese like the other values.
fn lead_times(content: &PlanContent) -> String {
    let told = content.lead_times.iter().map(|(level, minutes)| {
        let which = if *level == 0 { "mọi cấp".to_owned() } else { format!("cấp {level}") };
        match (minutes / 60, minutes % 60) {
            (0, rest) => format!("{which}: {rest} phút"),
            (hours, 0) => format!("{which}: {hours} giờ"),
            (hours, rest) => format!("{which}: {hours} giờ {rest} phút"),
        }
    });
    told.collect::<Vec<_>>().join("; ")
}

const FIELDS: [(&str, &str, &str); 7] = [
    ("/title", "Tên phương án", "Title"),
    ("/review_by", "Hạn rà soát", "Review by"),
    ("/command/chair/name", "Trưởng Ban Chỉ huy", "Head of the command"),
    ("/command/chair/role", "Chức danh của Trưởng Ban Chỉ huy", "Role of the head of the command"),
    ("/command/standing/name", "Thường trực Ban Chỉ huy", "Standing member"),
    ("/command/standing/role", "Chức danh của thường trực Ban Chỉ huy", "Role of the standing member"),
    ("/lead_times", "Thời gian từ cảnh báo đến khi xảy ra", "Time between warning and onset"),
];
