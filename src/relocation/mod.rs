//! From a proposal to the last person home: events, activations, checklists, and the relocation of every household.

mod activation;
mod carry;
mod checklist;
mod dusk;
mod event;
mod move_figures;
mod moving;
pub mod order;
mod photo;
mod property;
mod report;
pub mod review;
pub mod short_code;
mod stage;
mod standing;
mod taking_back;
mod task_step;
mod unseen;
mod zone_now;

pub use activation::{Activation, ActivationAct, ActivationStatus, ActivationZone, WrongState, ZoneState};
pub use carry::{Carried, Wanted, carry_through};
pub use checklist::{Checklist, ChecklistState, MAX_REMARK, Task, TaskChange, TaskFault, TaskState, build_tasks};
pub use dusk::sunset;
pub use event::{Event, EventKind, EventName, event_name};
pub use move_figures::{Counted, HouseholdsAndPeople, MoveFigures, PropertyTotal};
pub use moving::Relocation;
pub use photo::{MAX_KEPT_PHOTOS, MAX_PHOTO, MAX_PHOTOS, NotAPhoto, PhotoLook, Removal, TaskPhoto, look_of};
pub use property::{PropertyMove, PropertySaid, PropertyState};
pub use report::{Count, Destination, EvacuationForm, Explanation, RelocationState, Report, Said};
pub use stage::{CriterionMet, ReturnCriterion, StageStep, WrongStage, ZoneStage, return_criteria};
pub use standing::{Conflict, Difference, Explained, Heard, Standing};
pub use taking_back::{TakenBack, not_come_yet, not_theirs};
pub use task_step::{TaskStep, next_position};
pub use zone_now::{ZoneNow, ZoneRound};
