//! Response plans (phương án ứng phó): one per commune and hazard, in versions that are frozen once approved.

mod plan;
mod task_template;
pub mod triggers;

pub use plan::{Approval, Command, Person, Plan, PlanContent, PlanInForce, PlanVersion, PlanZone, VersionStatus};
pub use task_template::{Due, Phase, Role, Subject, TaskTemplate};
pub use triggers::{Mode, TriggerRule};
