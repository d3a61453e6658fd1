//! Response plans (phương án ứng phó): one per unit and hazard, in versions that are frozen once approved.

pub mod annex;
pub mod arrangement;
mod check;
pub mod completeness;
pub mod coverage;
pub mod diff;
mod content;
pub mod fields;
mod first_tasks;
mod history;
mod lifecycle;
mod plan;
pub mod proposal;
mod refusal;
mod reigns;
pub mod rules;
mod section;
mod task_template;
mod template;
pub mod triggers;
pub mod why;

pub use check::{ApprovalForm, FieldFault, check_approval, check_content, patched, person_faults, text_fault};
pub use content::{Command, Person, PlanContent, PlanZone, Scenario};
pub use history::{Comment, Settled, Step, StepKind};
pub use lifecycle::{Action, NotNow, Stage, transition};
pub use plan::{Approval, Plan, PlanInForce, PlanVersion, VersionStatus, Withdrawal, stages};
pub use refusal::PlanRefusal;
pub use reigns::{Reign, reigns};
pub use section::{Section, SectionGroup};
pub use task_template::{Due, MAX_STEP, MAX_STEPS, Phase, Role, Subject, TaskPerson, TaskTemplate};
pub use template::{is_written, levels_of, new_content};
pub use triggers::{Mode, TriggerRule};
