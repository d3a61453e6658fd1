//! The steps of a task: small things that are ticked by themselves.

use crate::kernel::Timestamp;
use crate::kernel::ids::TaskStepId;

/// A step of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskStep {
    /// Its id.
    pub id: TaskStepId,
    /// Its place among the steps, from 1.
    pub position: i64,
    /// What to do, in the words of the office.
    pub title: String,
    /// Who added it on the spot; nobody where the plan names it.
    pub added_by: Option<String>,
    /// When it was done; open without.
    pub done_at: Option<Timestamp>,
    /// Who ticked it last.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<Timestamp>,
    /// Counted up at every change.
    pub revision: i64,
}

impl TaskStep {
    /// A step that nobody has ticked yet.
    pub fn new(id: TaskStepId, position: i64, title: String, added_by: Option<String>) -> Self {
        Self { id, position, title, added_by, done_at: None, changed_by: None, changed_at: None, revision: 1 }
    }
}

/// The place behind `steps`.
pub fn next_position(steps: &[TaskStep]) -> i64 {
    steps.iter().map(|step| step.position).max().unwrap_or(0) + 1
}
