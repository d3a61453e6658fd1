//! The relocation checklist of a zone, and its tasks.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::stage::ZoneStage;
use super::task_step::TaskStep;
use crate::alerts::telling::OnsetBasis;
use crate::kernel::ids::{ActivationId, ChecklistId, TaskId, TaskStepId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{Phase, Role, Subject, TaskPerson, TaskTemplate};
use crate::zones::Figures;

/// A checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    /// Its id.
    pub id: ChecklistId,
    /// The activation that opened it.
    pub activation_id: ActivationId,
    /// The zone to be cleared.
    pub zone_id: ZoneId,
    /// How often the zone has been cleared in this activation, this time included.
    pub round: i64,
    /// The zone's revision at the opening.
    pub zone_revision: i64,
    /// Where it stands.
    pub state: ChecklistState,
    /// Where the zone stands on its way out and back.
    pub stage: ZoneStage,
    /// Since when.
    pub stage_at: Timestamp,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When the danger is expected to begin.
    pub onset: Timestamp,
    /// What that rests on.
    pub onset_basis: OnsetBasis,
    /// People and property at the opening.
    pub figures: Figures,
}

/// Where a checklist stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChecklistState {
    /// Being worked on.
    Open,
    /// Ended because the zone was stood down; what was done stays.
    StoodDown,
    /// Ended with its activation.
    Closed,
}

/// One line of a checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// Its checklist.
    pub checklist_id: ChecklistId,
    /// Its place, from 1.
    pub position: i64,
    /// Before, during or after.
    pub phase: Phase,
    /// People, property or command.
    pub subject: Subject,
    /// Who does it.
    pub role: Role,
    /// Who of them by name, where somebody is named.
    pub person: Option<TaskPerson>,
    /// What to do.
    pub title: Localized,
    /// By when.
    pub due_at: Option<Timestamp>,
    /// Where it stands.
    pub state: TaskState,
    /// Who changed it last.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<Timestamp>,
    /// Counted up at every change of the task itself.
    pub revision: i64,
    /// Its steps in order; they have revisions of their own.
    pub steps: Vec<TaskStep>,
}

impl Task {
    /// The steps that are not done.
    pub fn open_steps(&self) -> Vec<&TaskStep> {
        self.steps.iter().filter(|step| step.done_at.is_none()).collect()
    }

    /// Whether it should be done by `now` and is not.
    pub fn is_late(&self, now: Timestamp) -> bool {
        !self.state.is_settled() && self.due_at.is_some_and(|due| due < now)
    }

    /// Whether a person at a desk, who sees the steps, may take the task to `next`: done with steps open needs a remark.
    ///
    /// What comes from the field is taken as it was said: who ticked there may not have heard of a step.
    pub fn may_become(&self, next: &TaskState) -> Result<(), TaskFault> {
        let open = self.open_steps();
        match next {
            TaskState::Done { remark: None, .. } | TaskState::DoneEarlier { remark: None, .. } if !open.is_empty() => {
                Err(TaskFault::StepsOpen(open.iter().map(|step| step.title.clone()).collect()))
            }
            TaskState::Open
            | TaskState::Done { .. }
            | TaskState::DoneEarlier { .. }
            | TaskState::NotApplicable { .. } => Ok(()),
        }
    }
}

/// Where a task stands; what a state needs is part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// To be done.
    Open,
    /// Done, and ticked when it was.
    Done {
        /// When.
        at: Timestamp,
        /// A remark, where there is one.
        remark: Option<String>,
    },
    /// Done before it was ticked.
    DoneEarlier {
        /// When it was really done.
        at: Timestamp,
        /// A remark, where there is one.
        remark: Option<String>,
    },
    /// Does not apply here.
    NotApplicable {
        /// Why not.
        remark: String,
    },
}

impl TaskState {
    /// Whether nothing is left to do.
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::Open)
    }
}

/// What a person asks for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TaskChange {
    /// The new state: `open`, `done`, `done_earlier`, `not_applicable`.
    pub state: String,
    /// A remark.
    pub remark: Option<String>,
    /// When it was done, for `done_earlier`.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub done_at: Option<Timestamp>,
}

/// The longest remark, in characters.
pub const MAX_REMARK: usize = 2_000;

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TaskFault {
    /// There is no such state.
    #[error("there is no task state {0}")]
    UnknownState(String),
    /// "Not applicable" without a remark.
    #[error("not applicable needs a remark")]
    RemarkMissing,
    /// "Done earlier" without a time.
    #[error("done earlier needs the time it was done")]
    TimeMissing,
    /// A time that has not come yet.
    #[error("the time it was done lies in the future")]
    TimeInFuture,
    /// The remark is too long.
    #[error("the remark is too long")]
    RemarkTooLong,
    /// Done without a remark while these steps are open.
    #[error("steps are open: {}", .0.join("; "))]
    StepsOpen(Vec<String>),
    /// A step is done or not; remarks and "not applicable" belong to its task.
    #[error("a step is done or open, without a remark")]
    NotForSteps,
}

impl TaskChange {
    /// The state this change leads to at `now`.
    pub fn state_at(&self, now: Timestamp) -> Result<TaskState, TaskFault> {
        let remark =
            self.remark.as_deref().map(str::trim).filter(|remark| !remark.is_empty()).map(crate::kernel::folding::nfc);
        if remark.as_ref().is_some_and(|remark| remark.chars().count() > MAX_REMARK) {
            return Err(TaskFault::RemarkTooLong);
        }
        match self.state.as_str() {
            "open" => Ok(TaskState::Open),
            "done" => Ok(TaskState::Done { at: now, remark }),
            "done_earlier" => match self.done_at {
                None => Err(TaskFault::TimeMissing),
                Some(at) if at > now => Err(TaskFault::TimeInFuture),
                Some(at) => Ok(TaskState::DoneEarlier { at, remark }),
            },
            "not_applicable" => Ok(TaskState::NotApplicable { remark: remark.ok_or(TaskFault::RemarkMissing)? }),
            other => Err(TaskFault::UnknownState(other.chars().take(40).collect())),
        }
    }

    /// When a step of this change was done, or that it is open.
    pub fn step_done_at(&self, now: Timestamp) -> Result<Option<Timestamp>, TaskFault> {
        match self.state_at(now)? {
            TaskState::Open => Ok(None),
            TaskState::Done { at, remark: None } | TaskState::DoneEarlier { at, remark: None } => Ok(Some(at)),
            TaskState::Done { .. } | TaskState::DoneEarlier { .. } | TaskState::NotApplicable { .. } => {
                Err(TaskFault::NotForSteps)
            }
        }
    }
}

/// The tasks of a checklist from `templates`, opened at `opened_at` for a danger that begins at `onset`: phase by
/// phase, in each phase people first, then property beside them, then command; otherwise in the plan's own order.
/// `behind` is the place of the task before the first.
pub fn build_tasks<'t>(
    templates: impl Iterator<Item = &'t TaskTemplate>,
    behind: i64,
    checklist_id: ChecklistId,
    onset: Timestamp,
    opened_at: Timestamp,
) -> Vec<Task> {
    let mut ordered: Vec<&TaskTemplate> = templates.collect();
    ordered.sort_by_key(|template| (template.phase, template.subject));
    (behind + 1..)
        .zip(ordered)
        .map(|(position, template)| Task {
            id: TaskId::at(checklist_id, position),
            checklist_id,
            position,
            phase: template.phase,
            subject: template.subject,
            role: template.role,
            person: template.person.clone(),
            title: template.title.clone(),
            due_at: template.due.map(|due| due.at(onset, opened_at)),
            state: TaskState::Open,
            changed_by: None,
            changed_at: None,
            revision: 1,
            steps: (1..)
                .zip(&template.steps)
                .map(|(step, title)| {
                    TaskStep::new(TaskStepId::at(checklist_id, position, step), step, title.clone(), None)
                })
                .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2022-09-27T07:00:00Z".parse().unwrap()
    }

    fn change(state: &str, remark: Option<&str>, done_at: Option<&str>) -> Result<TaskState, TaskFault> {
        let done_at = done_at.map(|at| at.parse().unwrap());
        TaskChange { state: state.into(), remark: remark.map(str::to_owned), done_at }.state_at(now())
    }

    #[test]
    fn not_applicable_needs_a_remark() {
        assert_eq!(change("not_applicable", None, None), Err(TaskFault::RemarkMissing));
        assert_eq!(change("not_applicable", Some("  "), None), Err(TaskFault::RemarkMissing));
        assert!(change("not_applicable", Some("không có thuyền"), None).is_ok());
    }

    #[test]
    fn done_earlier_needs_a_time_that_has_passed() {
        assert_eq!(change("done_earlier", None, None), Err(TaskFault::TimeMissing));
        assert_eq!(change("done_earlier", None, Some("2022-09-27T08:00:00Z")), Err(TaskFault::TimeInFuture));
        assert!(change("done_earlier", None, Some("2022-09-27T06:30:00Z")).is_ok());
    }

    #[test]
    fn other_words_are_no_state() {
        assert!(matches!(change("xong", None, None), Err(TaskFault::UnknownState(_))));
    }

    fn with_steps() -> Task {
        let line = TaskTemplate {
            phase: Phase::Before,
            subject: Subject::People,
            role: Role::VillageHead,
            title: Localized::new("Báo từng nhà", "Tell every house"),
            due: Some(crate::plans::Due::MinutesFromOpening(30)),
            zone: None,
            from_level: None,
            person: Some(TaskPerson { name: "A Thuận".into(), phone: Some("0905 000 111".into()) }),
            steps: vec!["Gọi loa".into(), "Gõ cửa từng nhà".into()],
        };
        build_tasks([line].iter(), 0, ChecklistId::new(now()), now(), now()).remove(0)
    }

    #[test]
    fn steps_and_the_person_come_from_the_plan() {
        let task = with_steps();
        let steps: Vec<_> = task.steps.iter().map(|step| (step.position, step.title.as_str())).collect();
        assert_eq!(steps, [(1, "Gọi loa"), (2, "Gõ cửa từng nhà")]);
        assert_eq!(task.person.as_ref().map(|person| person.name.as_str()), Some("A Thuận"));
        assert_eq!(task.open_steps().len(), 2);
        assert!(!task.is_late(now()) && task.is_late(now() + chrono::TimeDelta::minutes(31)));
    }

    #[test]
    fn done_with_open_steps_needs_a_word_at_a_desk() {
        let mut task = with_steps();
        let done = |remark: Option<&str>| TaskState::Done { at: now(), remark: remark.map(str::to_owned) };
        let titles = vec!["Gọi loa".to_owned(), "Gõ cửa từng nhà".to_owned()];
        assert_eq!(task.may_become(&done(None)), Err(TaskFault::StepsOpen(titles)));
        assert_eq!(task.may_become(&done(Some("mất điện, đã báo miệng"))), Ok(()));
        assert_eq!(task.may_become(&TaskState::Open), Ok(()));
        task.steps.iter_mut().for_each(|step| step.done_at = Some(now()));
        assert_eq!(task.may_become(&done(None)), Ok(()));
    }

    #[test]
    fn a_step_is_done_or_open_and_nothing_else() {
        let step = |state: &str, remark: Option<&str>| {
            TaskChange { state: state.into(), remark: remark.map(str::to_owned), done_at: None }.step_done_at(now())
        };
        assert_eq!(step("done", None), Ok(Some(now())));
        assert_eq!(step("open", None), Ok(None));
        assert_eq!(step("done", Some("x")), Err(TaskFault::NotForSteps));
        assert_eq!(step("not_applicable", Some("x")), Err(TaskFault::NotForSteps));
        assert_eq!(step("xong", None), Err(TaskFault::UnknownState("xong".into())));
    }

    #[test]
    fn people_come_first_in_each_phase_and_tasks_of_other_zones_are_left_out() {
        let line = |phase, subject| TaskTemplate {
            phase,
            subject,
            role: Role::VillageHead,
            title: Localized::new("a", "a"),
            due: None,
            zone: None,
            from_level: None,
            person: None,
            steps: vec!["gọi loa".into(), "gõ cửa".into()],
        };
        let elsewhere = TaskTemplate { zone: Some("z2".into()), ..line(Phase::Before, Subject::People) };
        let templates = [
            line(Phase::During, Subject::People),
            line(Phase::Before, Subject::Property),
            line(Phase::Before, Subject::Command),
            line(Phase::Before, Subject::People),
            elsewhere,
        ];
        let order: Vec<_> =
            build_tasks(templates.iter().filter(|task| task.is_for("z1")), 0, ChecklistId::new(now()), now(), now())
                .into_iter()
                .map(|task| (task.position, task.phase, task.subject))
                .collect();
        assert_eq!(
            order,
            [
                (1, Phase::Before, Subject::People),
                (2, Phase::Before, Subject::Property),
                (3, Phase::Before, Subject::Command),
                (4, Phase::During, Subject::People),
            ]
        );
    }
}
