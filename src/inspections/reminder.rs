//! Reminders (đôn đốc): counted, and climbing from the person to the chair to the level above. The program proposes
//! whom to remind; a person does it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::OwedState;
use super::template::shipped_reminders;
use crate::kernel::Localized;
use crate::kernel::choices::choices;
use crate::plans::FieldFault;

/// The most levels of a ladder.
const MAX_LEVELS: usize = 6;
/// The most days between two of them.
const MAX_DAYS: i64 = 365;

choices! {
    /// Whom a reminder goes to.
    ReminderRecipient {
        Chair "Chủ tịch Ủy ban nhân dân của đơn vị" "the chair of the unit",
        Above "cấp trên của đơn vị" "the level above the unit",
        | Responsible "người chịu trách nhiệm" "the person responsible"
    }
}

choices! {
    /// How somebody was reminded.
    ReminderChannel {
        Phone "gọi điện" "by telephone",
        Message "nhắn tin" "by message",
        Letter "văn bản" "by letter",
        Meeting "tại cuộc họp" "at a meeting",
        | Other "cách khác" "otherwise"
    }
}

/// One rung of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReminderStep {
    /// Its number, from 1.
    pub level: i64,
    /// Whom it goes to.
    pub to: ReminderRecipient,
    /// Of the first: so many days after the due date. Of the others: so many after the one before was given.
    pub after_days: i64,
}

/// The ladder the program comes with.
pub fn shipped_ladder() -> Vec<ReminderStep> {
    shipped_reminders().to_vec()
}

/// What is wrong with a ladder: it is numbered from 1, and each rung takes a day at least.
pub fn ladder_faults(ladder: &[ReminderStep]) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if ladder.is_empty() || ladder.len() > MAX_LEVELS {
        faults.push(FieldFault::new(
            "/reminders",
            format!("Cần từ 1 đến {MAX_LEVELS} mức nhắc."),
            format!("From 1 to {MAX_LEVELS} levels of reminders."),
        ));
    }
    for (at, step) in ladder.iter().enumerate().take(MAX_LEVELS) {
        if usize::try_from(step.level) != Ok(at + 1) {
            faults.push(FieldFault::new(
                format!("/reminders/{at}/level"),
                "Các mức nhắc đánh số 1, 2, 3… theo thứ tự.",
                "Levels are numbered 1, 2, 3 and so on.",
            ));
        }
        if !(1..=MAX_DAYS).contains(&step.after_days) {
            faults.push(FieldFault::new(
                format!("/reminders/{at}/after_days"),
                format!("Nhập số ngày từ 1 đến {MAX_DAYS}."),
                format!("Give 1 to {MAX_DAYS} days."),
            ));
        }
    }
    faults
}

/// A reminder that was given: which level, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Its level.
    pub level: i64,
    /// The day, in Viet Nam.
    pub on: NaiveDate,
}

/// A reminder the program proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProposedReminder {
    /// Its level.
    pub level: i64,
    /// Whom it goes to.
    pub to: ReminderRecipient,
    /// By how many days the task is late.
    pub days_late: i64,
    /// Whether its day has come; otherwise a reminder now would repeat the level that was reached.
    pub due: bool,
}

/// By how many days something is late; 0 where it is not, or nobody owes it any more. What was reported as done waits
/// for the inspectors and not for the unit.
pub fn days_late(state: OwedState, due_on: NaiveDate, today: NaiveDate) -> i64 {
    if state.is_with_the_unit() { (today - due_on).num_days().max(0) } else { 0 }
}

/// Whom to remind of a task that is late, and at which level.
///
/// The next level is due so many days after the level before was **first** given: reminding the same person again does
/// not put off the chair. On the last rung it stays on that rung. Nothing is proposed for what is not late.
pub fn propose(
    ladder: &[ReminderStep],
    given: &[Given],
    state: OwedState,
    due_on: NaiveDate,
    today: NaiveDate,
) -> Option<ProposedReminder> {
    let days_late = days_late(state, due_on, today);
    if days_late == 0 {
        return None;
    }
    let reached = given.iter().map(|given| given.level).max().unwrap_or(0);
    let since = given.iter().filter(|given| given.level == reached).map(|given| given.on).min().unwrap_or(due_on);
    let next =
        ladder.iter().find(|step| step.level > reached).filter(|step| (today - since).num_days() >= step.after_days);
    let proposed = |step: &ReminderStep, due| ProposedReminder { level: step.level, to: step.to, days_late, due };
    if let Some(step) = next {
        return Some(proposed(step, true));
    }
    let held = ladder.iter().rev().find(|step| step.level <= reached).or(ladder.first())?;
    let last = given.iter().map(|given| given.on).max();
    let again = last.is_some_and(|last| (today - last).num_days() >= held.after_days);
    Some(proposed(held, again))
}

impl ProposedReminder {
    /// In words, with the name of who is to be reminded.
    pub fn words(&self, name: &str) -> Localized {
        let Self { level, days_late, .. } = self;
        if self.due {
            Localized::new(
                format!("Quá hạn {days_late} ngày. Đề nghị nhắc (mức {level}): {name}."),
                format!("{days_late} days late. A reminder is due (level {level}): {name}."),
            )
        } else {
            Localized::new(
                format!(
                    "Quá hạn {days_late} ngày. Chưa đến ngày nhắc mức tiếp theo; nhắc ngay thì tính ở mức {level}: {name}."
                ),
                format!(
                    "{days_late} days late. The next reminder is not due; one now counts at level {level}: {name}."
                ),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    fn at(today: u32, given: &[(i64, u32)]) -> Option<(i64, bool)> {
        let given: Vec<Given> = given.iter().map(|&(level, on)| Given { level, on: day(on) }).collect();
        let proposed = propose(&shipped_ladder(), &given, OwedState::Open, day(5), day(today));
        proposed.map(|proposed| (proposed.level, proposed.due))
    }

    #[test]
    fn the_ladder_is_climbed_with_the_days() {
        assert_eq!(at(5, &[]), None, "on its day it is not late");
        assert_eq!(at(6, &[]), Some((1, true)));
        assert_eq!(at(20, &[]), Some((1, true)), "nobody skips the person responsible");
        assert_eq!(at(7, &[(1, 6)]), Some((1, true)), "the same person may be reminded again");
        assert_eq!(at(10, &[(1, 6)]), Some((1, true)));
        assert_eq!(at(11, &[(1, 6)]), Some((2, true)));
        assert_eq!(at(11, &[(1, 6), (1, 10)]), Some((2, true)), "a second call does not put off the chair");
        assert_eq!(at(15, &[(1, 6), (2, 11)]), Some((2, false)), "the chair has had four days");
        assert_eq!(at(16, &[(1, 6), (2, 11)]), Some((3, true)));
        assert_eq!(at(17, &[(1, 6), (2, 11), (3, 16)]), Some((3, false)));
        assert_eq!(at(21, &[(1, 6), (2, 11), (3, 16)]), Some((3, true)), "the last rung is repeated");
    }

    #[test]
    fn whoever_has_reported_is_not_reminded() {
        for state in [OwedState::Reported, OwedState::Confirmed, OwedState::Voided] {
            assert_eq!(propose(&shipped_ladder(), &[], state, day(5), day(20)), None, "{state:?}");
        }
        assert!(propose(&shipped_ladder(), &[], OwedState::SentBack, day(5), day(20)).is_some());
    }

    #[test]
    fn a_ladder_is_numbered_and_takes_its_time() {
        assert_eq!(ladder_faults(&shipped_ladder()), []);
        let step = |level, after_days| ReminderStep { level, to: ReminderRecipient::Chair, after_days };
        assert_eq!(ladder_faults(&[]).len(), 1);
        let pointers: Vec<String> =
            ladder_faults(&[step(2, 1), step(2, 0)]).into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(pointers, ["/reminders/0/level", "/reminders/1/after_days"]);
    }
}
