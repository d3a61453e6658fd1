//! What a telephone sends, and what it is answered.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kernel::ids::{ChecklistId, EventId, HouseholdId, RelocationId, ReportId, TaskId, TaskStepId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{RelocationState, Said, TaskChange};
use crate::store::field_reports::{KeptReport, ReportOutcome};

/// The most operations of one outbox; a telephone sends the rest after it.
pub const MAX_OPERATIONS: usize = 500;
/// The most bytes that are kept of an operation that could not be read.
const MAX_KEPT: usize = 16_384;
/// How far a device's clock may be wrong before times are moved.
const CLOCK: TimeDelta = TimeDelta::minutes(2);

/// Operations that wait on a telephone.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Outbox {
    /// The device, the same each time.
    #[serde(default)]
    pub device: Option<String>,
    /// What its clock shows as it sends.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub device_now: Option<Timestamp>,
    /// What was done, each with `id`, `happened_at`, `base_revision`, and one of `relocation`, `household`, `task` (with
    /// `step` where it is about one of its steps) and `group`.
    #[schema(value_type = Vec<Object>)]
    pub operations: Vec<Value>,
}

impl Outbox {
    /// What is added to the device's times so that they are ours.
    pub fn clock_shift(&self, now: Timestamp) -> TimeDelta {
        let wrong = self.device_now.map_or(TimeDelta::zero(), |shown| now - shown);
        if wrong.abs() > CLOCK { wrong } else { TimeDelta::zero() }
    }
}

/// One operation, as far as it could be read.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its id, made by the device: the idempotency key.
    pub id: ReportId,
    /// When it happened, by the device's clock.
    pub happened_at: Option<Timestamp>,
    /// The revision of its target that the device had been given.
    pub base_revision: i64,
    /// What it is about, or what is wrong with it.
    pub about: Result<About, Localized>,
    /// As it was sent.
    pub sent: Value,
}

/// What an operation is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A relocation by its id.
    Relocation {
        /// Which.
        id: RelocationId,
        /// What.
        said: Said,
    },
    /// The household of an event, by its id or its code.
    Household(HouseholdNamed),
    /// A task of a checklist.
    Task {
        /// Which.
        id: TaskId,
        /// Which of its steps, where not the task itself.
        #[serde(default)]
        step: Option<TaskStepId>,
        /// What.
        change: TaskChange,
    },
    /// People who stand in no register.
    Group(GroupCounted),
}

/// A household by its id, or as it is called over the radio.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HouseholdNamed {
    /// In which event; without it, in the one that runs.
    #[serde(default)]
    pub event_id: Option<EventId>,
    /// Its id.
    #[serde(default)]
    pub id: Option<HouseholdId>,
    /// Its commune.
    #[serde(default)]
    pub commune_code: Option<String>,
    /// Its code in that commune.
    #[serde(default)]
    pub code: Option<String>,
    /// What.
    pub said: Said,
}

/// People who stand in no register, counted as a group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupCounted {
    /// The relocation it begins; made by the device.
    pub relocation_id: RelocationId,
    /// In which zone's checklist.
    pub checklist_id: ChecklistId,
    /// What it is called.
    pub label: String,
    /// The village, where it is in one.
    #[serde(default)]
    pub village: String,
    /// How many people.
    pub people: i64,
    /// What else is known.
    #[serde(default)]
    pub said: Option<Said>,
}

/// The parts every operation has.
#[derive(Deserialize)]
struct Frame {
    id: Option<ReportId>,
    happened_at: Option<Timestamp>,
    #[serde(default)]
    base_revision: i64,
}

#[derive(Deserialize)]
struct Body {
    #[serde(flatten)]
    about: About,
}

/// Reads an operation as far as it goes; one without a usable id gets one, so that it can be kept.
pub fn read(sent: &Value, now: Timestamp) -> Operation {
    let frame = serde_json::from_value::<Frame>(sent.clone());
    let about = match (&frame, serde_json::from_value::<Body>(sent.clone())) {
        (Err(error), _) => Err(unreadable(error)),
        (_, Err(error)) => Err(unreadable(&error)),
        (Ok(Frame { id: None, .. }), _) => Err(Localized::new("Thiếu mã (id) của báo cáo.", "The id is missing.")),
        (Ok(_), Ok(body)) => Ok(body.about),
    };
    let frame = frame.unwrap_or(Frame { id: None, happened_at: None, base_revision: 0 });
    let about = about.and_then(|about| match about.said().and_then(Said::fault) {
        Some((pointer, wording)) => {
            Err(Localized::new(format!("{pointer}: {}", wording.vi), format!("{pointer}: {}", wording.en)))
        }
        None => Ok(about),
    });
    Operation {
        id: frame.id.unwrap_or_else(|| ReportId::new(now)),
        happened_at: frame.happened_at,
        base_revision: frame.base_revision,
        about,
        sent: sent.clone(),
    }
}

/// What an operation that was kept as it was sent says of a household; none where it says nothing of one or cannot be
/// read.
pub fn said_in(sent: &str, now: Timestamp) -> Option<Said> {
    match read(&serde_json::from_str(sent).ok()?, now).about {
        Ok(About::Relocation { said, .. }) => Some(said),
        Ok(About::Household(named)) => Some(named.said),
        Ok(About::Task { .. } | About::Group(_)) | Err(_) => None,
    }
}

fn unreadable(error: &serde_json::Error) -> Localized {
    Localized::new(
        "Không đọc được báo cáo. Cập nhật ứng dụng; bản gửi được giữ lại.",
        format!("The report cannot be read ({error}). Update the app; what was sent is kept."),
    )
}

impl About {
    pub(super) fn said(&self) -> Option<&Said> {
        match self {
            Self::Relocation { said, .. } => Some(said),
            Self::Household(named) => Some(&named.said),
            Self::Group(group) => group.said.as_ref(),
            Self::Task { .. } => None,
        }
    }
}

impl Operation {
    /// The report it takes back.
    pub fn takes_back(&self) -> Option<ReportId> {
        self.about.as_ref().ok().and_then(About::said).and_then(|said| said.takes_back)
    }

    /// What is kept of it: what it says where it found its place, else all that was sent, up to a limit.
    pub fn content(&self, placed: bool) -> String {
        let said = |said: &Said| serde_json::to_string(said).unwrap_or_default();
        match (&self.about, placed) {
            (Ok(About::Relocation { said: it, .. }), true) => said(it),
            (Ok(About::Household(named)), true) => said(&named.said),
            (Ok(About::Group(group)), true) => said(&group.first_word()),
            (Ok(About::Task { change, .. }), true) => serde_json::to_string(change).unwrap_or_default(),
            _ => self.sent.to_string().chars().take(MAX_KEPT).collect(),
        }
    }
}

impl GroupCounted {
    /// What the group's first report says: how many are there, and what else was told.
    pub fn first_word(&self) -> Said {
        let said = self.said.clone().unwrap_or_default();
        Said {
            present: said.present.or(Some(self.people)),
            state: said.state.or(Some(RelocationState::Unknown)),
            ..said
        }
    }
}

/// What became of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TakenAs {
    /// Counts.
    Applied,
    /// Kept; a later word already stood.
    Superseded,
    /// Counts, and contradicts another; a person settles it.
    Conflict,
    /// Kept; it would take back what another said, and the sender may not.
    NotPermitted,
    /// Kept for a person: nothing was found that it is about.
    Unplaced,
    /// It had come before.
    Duplicate,
}

/// The answer to an operation.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Taken {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: ReportId,
    /// What became of it.
    pub outcome: TakenAs,
    /// The relocation or task, where it found one.
    pub target_id: Option<String>,
    /// The revision that got by it.
    pub revision: i64,
    /// When it is held to have happened.
    #[schema(value_type = String, format = DateTime)]
    pub happened_at: Timestamp,
    /// Why, where that needs words.
    pub reason: Option<Localized>,
}

impl Taken {
    /// The answer to an operation that was kept.
    pub fn new(kept: &KeptReport) -> Self {
        let outcome = match kept.outcome {
            ReportOutcome::Applied => TakenAs::Applied,
            ReportOutcome::Superseded => TakenAs::Superseded,
            ReportOutcome::Conflict => TakenAs::Conflict,
            ReportOutcome::NotPermitted => TakenAs::NotPermitted,
            ReportOutcome::Unplaced => TakenAs::Unplaced,
        };
        Self {
            id: kept.id,
            outcome,
            target_id: (!kept.target_id.is_empty()).then(|| kept.target_id.clone()),
            revision: kept.revision,
            happened_at: kept.happened_at,
            reason: kept.reason.clone(),
        }
    }

    /// The answer to one that had been kept before.
    pub fn again(kept: &KeptReport) -> Self {
        Self { outcome: TakenAs::Duplicate, ..Self::new(kept) }
    }
}
