//! Naming a person for a task beside the role: who is late is then called by name.

use super::record::{Actor, record};
use super::run_checklist::AtWork;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::kernel::ids::TaskId;
use crate::plans::{FieldFault, TaskPerson, person_faults};
use crate::relocation::Task;
use crate::store::{StoreError, checklists};

/// Names `person` for a task that was read at `revision`, or nobody.
pub fn name_person(
    app: &App,
    by: &Acting,
    task: TaskId,
    revision: i64,
    person: Option<TaskPerson>,
) -> Result<Task, ServiceError> {
    let now = app.now();
    let person = person.map(tidy);
    if let Some(FieldFault { pointer, wording }) =
        person.as_ref().and_then(|person| person_faults("", person).into_iter().next())
    {
        return Err(ServiceError::Invalid { pointer, wording });
    }
    let changed = app.store.write(|conn| {
        let at = AtWork::find(conn, by, task, now)?.open()?;
        if at.task.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let actor = Actor::person(by);
        let next = checklists::update_task(conn, &Task { person: person.clone(), ..at.task.clone() })?;
        record(conn, now, at.deed(&actor, "task_person_named", words(&next)))?;
        Ok::<_, ServiceError>(next)
    })?;
    app.tell_listeners();
    Ok(changed)
}

fn tidy(person: TaskPerson) -> TaskPerson {
    let phone = person.phone.map(|phone| phone.trim().to_owned()).filter(|phone| !phone.is_empty());
    TaskPerson { name: nfc(person.name.trim()), phone }
}

/// The log names the person, never the telephone number.
fn words(task: &Task) -> Localized {
    let title = &task.title;
    match &task.person {
        Some(person) => Localized::new(
            format!("Giao {} ({}): {}.", person.name, task.role.name().vi, title.vi),
            format!("{} ({}) is to do: {}.", person.name, task.role.name().en, title.en),
        ),
        None => Localized::new(
            format!("Bỏ tên người được giao, việc thuộc {}: {}.", task.role.name().vi, title.vi),
            format!("Nobody is named any more, the task is for {}: {}.", task.role.name().en, title.en),
        ),
    }
}
