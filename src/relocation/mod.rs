//! From a proposal to the last tick: events, activations, checklists and tasks.

mod activation;
mod carry;
mod checklist;
mod event;
pub mod order;

pub use activation::{Activation, ActivationAct, ActivationStatus, ActivationZone, WrongState, ZoneState};
pub use carry::{Carried, Wanted, carry_through};
pub use checklist::{Checklist, ChecklistState, Task, TaskChange, TaskFault, TaskState, build_tasks};
pub use event::{Event, EventKind, event_name};
