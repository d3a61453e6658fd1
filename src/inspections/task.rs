//! What is owed after an inspection: every point that failed, by a unit, until a day. The unit reports it done, the
//! inspectors confirm it or send it back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Grade, Mark, ReminderChannel, ReminderRecipient, Responsible};
use crate::kernel::choices::choices;
use crate::kernel::ids::{AccountId, InspectionId, InspectionRecordId, InspectionStepId, InspectionTaskId};
use crate::kernel::{Localized, Timestamp};

choices! {
    /// Where something owed stands.
    OwedState {
        Reported "đã báo cáo, chờ xác nhận" "reported done, not confirmed yet",
        SentBack "trả lại, chưa đạt" "sent back",
        Confirmed "đã xác nhận khắc phục" "confirmed",
        Voided "không còn, biên bản đã sửa" "void, the record was corrected",
        | Open "chưa khắc phục" "open"
    }
}

impl OwedState {
    /// Whether it is neither confirmed nor void.
    pub fn is_owed(self) -> bool {
        match self {
            Self::Open | Self::SentBack | Self::Reported => true,
            Self::Confirmed | Self::Voided => false,
        }
    }

    /// Whether the unit has to do something.
    pub fn is_with_the_unit(self) -> bool {
        match self {
            Self::Open | Self::SentBack => true,
            Self::Reported | Self::Confirmed | Self::Voided => false,
        }
    }
}

/// What somebody says to something owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[schema(as = InspectionAnswer)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The unit says that it is done.
    Report,
    /// The inspectors agree.
    Confirm,
    /// The inspectors do not, with a reason.
    SendBack,
}

/// An answer that does not fit where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotNow(pub OwedState);

/// Where a task stands after an answer: the whole table.
pub fn transition(state: OwedState, answer: Answer) -> Result<OwedState, NotNow> {
    match (state, answer) {
        (OwedState::Open | OwedState::SentBack, Answer::Report) => Ok(OwedState::Reported),
        (OwedState::Reported, Answer::Confirm) => Ok(OwedState::Confirmed),
        (OwedState::Reported, Answer::SendBack) => Ok(OwedState::SentBack),
        (OwedState::Open | OwedState::SentBack, Answer::Confirm | Answer::SendBack)
        | (OwedState::Reported, Answer::Report)
        | (OwedState::Confirmed | OwedState::Voided, _) => Err(NotNow(state)),
    }
}

/// What is owed, by whom, until when: as a record says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskOutline {
    /// The point that failed.
    pub point_code: String,
    /// The unit that owes it.
    pub unit_code: String,
    /// Who answers for it.
    pub responsible: Responsible,
    /// Until when.
    pub due_on: NaiveDate,
    /// What was found.
    pub remark: String,
}

/// Something owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedTask {
    /// Its id.
    pub id: InspectionTaskId,
    /// The campaign.
    pub inspection_id: InspectionId,
    /// The record that says so.
    pub record_id: InspectionRecordId,
    /// What is owed.
    pub outline: TaskOutline,
    /// Where it stands.
    pub state: OwedState,
    /// How many reminders were given.
    pub reminders: i64,
    /// The highest level of them; 0 for none.
    pub level: i64,
    /// Whose account reported it last.
    pub reported_by: Option<AccountId>,
    /// Counts its changes.
    pub revision: i64,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

choices! {
    /// What happened to something owed.
    OwedStepKind {
        Reported "báo cáo đã khắc phục" "reported done",
        SentBack "trả lại" "sent back",
        Confirmed "xác nhận đã khắc phục" "confirmed",
        Reminded "nhắc, đôn đốc" "reminded",
        Voided "không còn" "made void",
        | Changed "sửa theo biên bản" "changed by a correction"
    }
}

/// A reminder in the history of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderGiven {
    /// Its level.
    pub level: i64,
    /// Whom it went to.
    pub to: ReminderRecipient,
    /// Their name, as it was said.
    pub name: String,
    /// How.
    pub channel: ReminderChannel,
    /// The number of the letter, where there was one.
    pub number: String,
}

/// One step in the history of a task; steps are only added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedStep {
    /// Its id.
    pub id: InspectionStepId,
    /// The task.
    pub task_id: InspectionTaskId,
    /// What happened.
    pub kind: OwedStepKind,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// What was said.
    pub remark: String,
    /// The reminder, where it was one.
    pub reminder: Option<ReminderGiven>,
}

/// What a signed version makes of what is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conclusion {
    /// A point failed of which nothing was owed.
    Open(TaskOutline),
    /// The record says otherwise than before what is owed; `state` is where it stands then.
    Change {
        /// The task.
        task: InspectionTaskId,
        /// What it says now.
        outline: TaskOutline,
        /// Where it stands.
        state: OwedState,
    },
    /// The point does not fail any more: nothing is owed.
    Void(InspectionTaskId),
}

/// What a signed version, in which `marks` stand, makes of what is `held`. Where `unit` is the unit of the subject.
///
/// What was confirmed stays confirmed: the record tells of the day of the inspection, and that day's fault was mended.
/// A point that failed without a day cannot be signed, so there is none here.
pub fn conclusions(unit: &str, marks: &[Mark], held: &[OwedTask]) -> Vec<Conclusion> {
    let mut made = Vec::new();
    for mark in marks {
        let task = held.iter().find(|task| task.outline.point_code == mark.code);
        let outline = outline_of(unit, mark);
        match (outline, task) {
            (Some(outline), None) => made.push(Conclusion::Open(outline)),
            (Some(outline), Some(task)) => match task.state {
                OwedState::Confirmed => {}
                OwedState::Voided => {
                    made.push(Conclusion::Change { task: task.id, outline, state: OwedState::Open });
                }
                state @ (OwedState::Open | OwedState::SentBack | OwedState::Reported) => {
                    if outline != task.outline {
                        made.push(Conclusion::Change { task: task.id, outline, state });
                    }
                }
            },
            (None, Some(task)) if !settled(task.state) => made.push(Conclusion::Void(task.id)),
            (None, _) => {}
        }
    }
    made
}

fn outline_of(unit: &str, mark: &Mark) -> Option<TaskOutline> {
    if mark.grade != Grade::Failed {
        return None;
    }
    Some(TaskOutline {
        point_code: mark.code.clone(),
        unit_code: mark.owed_by.clone().unwrap_or_else(|| unit.to_owned()),
        responsible: mark.responsible.clone()?,
        due_on: mark.due_on?,
        remark: mark.remark.clone(),
    })
}

/// Whether nothing more is to come of a task.
pub fn settled(state: OwedState) -> bool {
    match state {
        OwedState::Confirmed | OwedState::Voided => true,
        OwedState::Open | OwedState::Reported | OwedState::SentBack => false,
    }
}

impl NotNow {
    /// What to do instead.
    pub fn words(self) -> Localized {
        match self.0 {
            OwedState::Open | OwedState::SentBack => Localized::new(
                "Đơn vị chưa báo cáo kết quả khắc phục nên chưa thể xác nhận hoặc trả lại.",
                "The unit has not reported yet: there is nothing to confirm or send back.",
            ),
            OwedState::Reported => Localized::new(
                "Đã có báo cáo khắc phục, đang chờ đoàn kiểm tra xác nhận.",
                "It was reported already and waits for the inspectors.",
            ),
            OwedState::Confirmed => Localized::new("Việc này đã được xác nhận khắc phục.", "It was confirmed already."),
            OwedState::Voided => Localized::new(
                "Việc này không còn: biên bản đã được sửa.",
                "Nothing is owed any more: the record was corrected.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(code: &str, grade: Grade) -> Mark {
        Mark {
            code: code.into(),
            grade,
            remark: "thiếu".into(),
            responsible: Some(Responsible { name: "A".into(), ..Responsible::default() }),
            due_on: NaiveDate::from_ymd_opt(2026, 9, 5),
            owed_by: None,
        }
    }

    fn task(code: &str, state: OwedState) -> OwedTask {
        let now = Timestamp::UNIX_EPOCH;
        OwedTask {
            id: InspectionTaskId::new(now),
            inspection_id: InspectionId::new(now),
            record_id: InspectionRecordId::new(now),
            outline: outline_of("23365", &mark(code, Grade::Failed)).unwrap(),
            state,
            reminders: 0,
            level: 0,
            reported_by: None,
            revision: 1,
            demonstration: false,
        }
    }

    #[test]
    fn the_way_of_a_task() {
        use Answer::{Confirm, Report, SendBack};
        use OwedState::{Confirmed, Open, Reported, SentBack, Voided};
        let expected = |state, answer| match (state, answer) {
            (Open | SentBack, Report) => Some(Reported),
            (Reported, Confirm) => Some(Confirmed),
            (Reported, SendBack) => Some(SentBack),
            _ => None,
        };
        for state in [Open, Reported, SentBack, Confirmed, Voided] {
            for answer in [Report, Confirm, SendBack] {
                assert_eq!(transition(state, answer).ok(), expected(state, answer), "{state:?} {answer:?}");
            }
        }
    }

    #[test]
    fn what_failed_is_owed_and_nothing_else_is() {
        let grades = [("1", Grade::Passed), ("2", Grade::Failed), ("3", Grade::Unknown), ("4", Grade::NotApplicable)];
        let made = conclusions("23365", &grades.map(|(code, grade)| mark(code, grade)), &[]);
        let [Conclusion::Open(outline)] = made.as_slice() else { panic!("{made:?}") };
        assert_eq!((outline.point_code.as_str(), outline.unit_code.as_str()), ("2", "23365"));
    }

    #[test]
    fn a_correction_changes_voids_and_reopens_but_takes_no_confirmation_away() {
        let held = [
            task("1", OwedState::Open),
            task("2", OwedState::Confirmed),
            task("3", OwedState::Voided),
            task("4", OwedState::Reported),
            task("5", OwedState::Confirmed),
        ];
        let later = Mark { due_on: NaiveDate::from_ymd_opt(2026, 9, 9), ..mark("4", Grade::Failed) };
        let marks = [
            mark("1", Grade::Passed),
            mark("2", Grade::Failed),
            mark("3", Grade::Failed),
            later.clone(),
            mark("5", Grade::Passed),
        ];
        let made = conclusions("23365", &marks, &held);
        let expected = [
            Conclusion::Void(held[0].id),
            Conclusion::Change { task: held[2].id, outline: held[2].outline.clone(), state: OwedState::Open },
            Conclusion::Change {
                task: held[3].id,
                outline: outline_of("23365", &later).unwrap(),
                state: OwedState::Reported,
            },
        ];
        assert_eq!(made, expected);
        assert_eq!(conclusions("23365", &[mark("1", Grade::Failed)], &held[..1]), [], "nothing new, nothing to do");
    }
}
