//! Checklists and their tasks.

use diesel::RunQueryDsl;
use ungpho::kernel::Localized;
use ungpho::kernel::ids::{ActivationId, ChecklistId, PhotoId, TaskId, TaskStepId, ZoneId};
use ungpho::plans::{Due, Phase, Role, Subject, TaskPerson, TaskTemplate};
use ungpho::relocation::{
    Activation, Checklist, ChecklistState, PhotoLook, Removal, Task, TaskPhoto, TaskState, TaskStep, build_tasks,
};
use ungpho::store::{Store, StoreError, activations, checklists, task_photos, task_steps};

use crate::samples::{VIETNAMESE, activation, assert_points_nowhere, at, checklist, read, refused, stage, task, write};
use crate::support::on_each_database;

fn active(store: &Store) -> Activation {
    write(store, |conn| {
        let stage = stage(conn, "S")?;
        let activation = activation(&stage);
        activations::insert(conn, &activation)?;
        Ok(activation)
    })
}

fn every_state() -> Vec<TaskState> {
    let remark = || Some(VIETNAMESE.to_owned());
    vec![
        TaskState::Open,
        TaskState::Done { at: at(17), remark: remark() },
        TaskState::Done { at: at(18), remark: None },
        TaskState::DoneEarlier { at: at(-1), remark: remark() },
        TaskState::DoneEarlier { at: at(-2), remark: None },
        TaskState::NotApplicable { remark: VIETNAMESE.into() },
    ]
}

#[test]
fn a_checklist_and_its_tasks_come_back_as_they_were() {
    on_each_database(|store| {
        let activation = active(store);
        let (first, second) = (activation.zones[0].zone_id, activation.zones[1].zone_id);
        let one = checklist(activation.id, first, 1);
        let two = Checklist { id: ChecklistId::new(at(1_000)), ..checklist(activation.id, second, 1) };
        let tasks: Vec<Task> =
            (1..).zip(every_state()).map(|(position, state)| task(one.id, position, state)).collect();
        let bare = Task { due_at: None, changed_by: None, changed_at: None, ..task(two.id, i64::MAX, TaskState::Open) };
        let shuffled: Vec<Task> = tasks.iter().rev().cloned().collect();
        write(store, |conn| {
            checklists::insert(conn, &one, &shuffled)?;
            checklists::insert(conn, &two, std::slice::from_ref(&bare))
        });
        assert_eq!(read(store, |conn| checklists::get(conn, one.id)), one);
        assert_eq!(read(store, |conn| checklists::of_activation(conn, activation.id)), [one.clone(), two.clone()]);
        assert_eq!(read(store, |conn| checklists::of_activation(conn, ActivationId::new(at(0)))), []);
        let found = read(store, |conn| checklists::tasks_of(conn, &[two.id, one.id, ChecklistId::new(at(0))]));
        assert_eq!(found.len(), 2);
        assert_eq!(found[&one.id], tasks);
        assert_eq!(found[&two.id], std::slice::from_ref(&bare));
        assert_eq!(read(store, |conn| checklists::task(conn, bare.id)), bare);
    });
}

#[test]
fn lists_opened_together_have_the_same_tasks_each_its_own() {
    on_each_database(|store| {
        let activation = active(store);
        let before = checklist(activation.id, activation.zones[0].zone_id, 1);
        let lists: Vec<Checklist> = (2..=40)
            .map(|round| Checklist {
                figures: before.figures,
                ..checklist(activation.id, activation.zones[1].zone_id, round)
            })
            .collect();
        let template = |steps: &[&str], person| TaskTemplate {
            phase: Phase::Before,
            subject: Subject::Property,
            role: Role::VillageHead,
            title: Localized::new(VIETNAMESE, "title"),
            due: Some(Due::MinutesFromOpening(30)),
            zone: None,
            from_level: None,
            person,
            steps: steps.iter().map(ToString::to_string).collect(),
        };
        let named = TaskPerson { name: "Y Nga".into(), phone: Some("0905000000".into()) };
        let templates = [template(&["gọi", "đưa đi"], Some(named)), template(&[], None), template(&["khóa cửa"], None)];
        let of = |list: &Checklist| build_tasks(templates.iter(), 0, list.id, at(60), at(0));
        write(store, |conn| {
            checklists::insert(conn, &before, &[task(before.id, 1, TaskState::Open)])?;
            checklists::insert_alike(conn, &lists, &of(&lists[0]))
        });
        let ids: Vec<ChecklistId> = lists.iter().map(|list| list.id).collect();
        let kept = read(store, |conn| checklists::tasks_of(conn, &ids));
        assert_eq!(kept.len(), lists.len());
        for list in &lists {
            assert_eq!(kept[&list.id], of(list), "as if each had been built by itself");
            assert_eq!(read(store, |conn| checklists::get(conn, list.id)), *list);
        }
        assert_eq!(read(store, |conn| checklists::tasks_of(conn, &[before.id]))[&before.id].len(), 1);
        // One list alone, and lists that have nothing to do.
        let one = checklist(activation.id, activation.zones[1].zone_id, 50);
        let idle = [51, 52].map(|round| checklist(activation.id, activation.zones[1].zone_id, round));
        write(store, |conn| {
            checklists::insert_alike(conn, std::slice::from_ref(&one), &of(&one))?;
            checklists::insert_alike(conn, &idle, &[])?;
            checklists::insert_alike(conn, &[], &[])
        });
        assert_eq!(read(store, |conn| checklists::tasks_of(conn, &[one.id, idle[1].id])).len(), 1);
    });
}

#[test]
fn every_role_is_kept() {
    on_each_database(|store| {
        let activation = active(store);
        let list = checklist(activation.id, activation.zones[0].zone_id, 1);
        let tasks: Vec<Task> = (1..)
            .zip(Role::ALL)
            .map(|(position, role)| Task { role: *role, ..task(list.id, position, TaskState::Open) })
            .collect();
        write(store, |conn| checklists::insert(conn, &list, &tasks));
        assert_eq!(read(store, |conn| checklists::tasks_of(conn, &[list.id]))[&list.id], tasks);
    });
}

#[test]
fn more_tasks_than_fit_in_one_statement_are_kept() {
    on_each_database(|store| {
        let activation = active(store);
        let list = checklist(activation.id, activation.zones[0].zone_id, 1);
        let tasks: Vec<Task> = (1..=1_001).map(|position| task(list.id, position, TaskState::Open)).collect();
        write(store, |conn| checklists::insert(conn, &list, &tasks));
        assert_eq!(read(store, |conn| checklists::tasks_of(conn, &[list.id]))[&list.id], tasks);
    });
}

#[test]
fn a_zone_is_cleared_once_a_round() {
    on_each_database(|store| {
        let activation = active(store);
        let zone = activation.zones[0].zone_id;
        let rounds = |zone| {
            let all = read(store, |conn| checklists::rounds_of(conn, activation.id));
            all.get(&zone).copied().unwrap_or(0)
        };
        assert_eq!(rounds(zone), 0);
        for round in [1, 2] {
            write(store, |conn| checklists::insert(conn, &checklist(activation.id, zone, round), &[]));
            assert_eq!(rounds(zone), round);
        }
        let error = refused(store, |conn| checklists::insert(conn, &checklist(activation.id, zone, 2), &[]));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        assert_eq!(rounds(activation.zones[1].zone_id), 0);
    });
}

#[test]
fn two_tasks_cannot_stand_in_one_place() {
    on_each_database(|store| {
        let activation = active(store);
        let list = checklist(activation.id, activation.zones[0].zone_id, 1);
        let twice = [task(list.id, 1, TaskState::Open), task(list.id, 1, TaskState::Open)];
        let error = refused(store, |conn| checklists::insert(conn, &list, &twice));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        assert_eq!(read(store, |conn| checklists::of_activation(conn, activation.id)), [], "nothing half done");
    });
}

#[test]
fn ending_touches_only_the_open_checklists_of_the_zones() {
    on_each_database(|store| {
        let activation = active(store);
        let (first, second) = (activation.zones[0].zone_id, activation.zones[1].zone_id);
        let closed = Checklist { state: ChecklistState::Closed, ..checklist(activation.id, first, 1) };
        let lists = [closed, checklist(activation.id, first, 2), checklist(activation.id, second, 1)];
        for list in &lists {
            let done = task(list.id, 1, TaskState::Done { at: at(0), remark: None });
            write(store, |conn| checklists::insert(conn, list, std::slice::from_ref(&done)));
        }
        let states = || lists.each_ref().map(|list| read(store, |conn| checklists::get(conn, list.id)).state);
        write(store, |conn| checklists::end(conn, activation.id, &[], ChecklistState::StoodDown));
        assert_eq!(states(), [ChecklistState::Closed, ChecklistState::Open, ChecklistState::Open]);
        write(store, |conn| checklists::end(conn, activation.id, &[first], ChecklistState::StoodDown));
        assert_eq!(states(), [ChecklistState::Closed, ChecklistState::StoodDown, ChecklistState::Open]);
        write(store, |conn| checklists::end(conn, activation.id, &[first, second], ChecklistState::Closed));
        assert_eq!(states(), [ChecklistState::Closed, ChecklistState::StoodDown, ChecklistState::Closed]);
        let tasks = read(store, |conn| checklists::tasks_of(conn, &[lists[1].id]));
        assert_eq!(tasks[&lists[1].id][0].state, TaskState::Done { at: at(0), remark: None });
    });
}

#[test]
fn a_tick_counts_the_revision_up_and_a_late_one_is_stale() {
    on_each_database(|store| {
        let activation = active(store);
        let list = checklist(activation.id, activation.zones[0].zone_id, 1);
        let first = task(list.id, 1, TaskState::Open);
        write(store, |conn| checklists::insert(conn, &list, std::slice::from_ref(&first)));
        let mut current = first.clone();
        for state in every_state() {
            let changed = Task { state, changed_by: None, due_at: None, ..current.clone() };
            let next = write(store, |conn| checklists::update_task(conn, &changed));
            assert_eq!(next, Task { revision: current.revision + 1, ..changed });
            assert_eq!(read(store, |conn| checklists::task(conn, first.id)), next);
            current = next;
        }
        let late = Task { state: TaskState::NotApplicable { remark: "muộn".into() }, ..first };
        let error = refused(store, |conn| checklists::update_task(conn, &late));
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        assert_eq!(read(store, |conn| checklists::task(conn, late.id)), current);
    });
}

#[test]
fn what_a_checklist_points_to_must_exist_and_what_is_not_there_is_not_found() {
    on_each_database(|store| {
        let activation = active(store);
        let zone = activation.zones[0].zone_id;
        for stray in [checklist(ActivationId::new(at(0)), zone, 1), checklist(activation.id, ZoneId::new(at(0)), 1)] {
            assert_points_nowhere(&refused(store, |conn| checklists::insert(conn, &stray, &[])));
        }
        let stray = task(ChecklistId::new(at(0)), 1, TaskState::Open);
        assert_points_nowhere(&refused(store, |conn| {
            checklists::insert(conn, &checklist(activation.id, zone, 1), std::slice::from_ref(&stray))
        }));
        let error = store.read(|conn| checklists::get(conn, ChecklistId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
        let error = store.read(|conn| checklists::task(conn, TaskId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
    });
}

fn step(position: i64, title: &str) -> TaskStep {
    TaskStep::new(TaskStepId::new(at(position)), position, title.into(), None)
}

#[test]
fn steps_come_back_with_their_task_and_are_ticked_once_a_revision() {
    on_each_database(|store| {
        let activation = active(store);
        let list = checklist(activation.id, activation.zones[0].zone_id, 1);
        let steps = vec![step(1, "Gọi loa"), step(2, VIETNAMESE)];
        let kept = Task { steps: steps.clone(), person: None, ..task(list.id, 1, TaskState::Open) };
        let other = task(list.id, 2, TaskState::Open);
        write(store, |conn| checklists::insert(conn, &list, &[kept.clone(), other.clone()]));
        assert_eq!(read(store, |conn| checklists::task(conn, kept.id)), kept);
        assert_eq!(read(store, |conn| checklists::tasks_of(conn, &[list.id]))[&list.id], [kept.clone(), other.clone()]);
        let done = TaskStep {
            done_at: Some(at(3)),
            changed_by: Some(VIETNAMESE.into()),
            changed_at: Some(at(4)),
            ..steps[1].clone()
        };
        let next = write(store, |conn| task_steps::update(conn, &done));
        assert_eq!(next, TaskStep { revision: 2, ..done.clone() });
        assert!(matches!(refused(store, |conn| task_steps::update(conn, &done)), StoreError::Stale));
        let added = TaskStep { added_by: Some(VIETNAMESE.into()), ..step(3, "Thêm tại chỗ") };
        write(store, |conn| task_steps::insert(conn, &other, &added));
        assert!(matches!(refused(store, |conn| task_steps::insert(conn, &other, &added)), StoreError::AlreadyExists));
        assert_eq!(read(store, |conn| checklists::task(conn, kept.id)).steps, [steps[0].clone(), next]);
        assert_eq!(read(store, |conn| checklists::task(conn, other.id)).steps, [added.clone()]);
        let ids = [added.id.to_string(), kept.id.to_string(), list.id.to_string()];
        assert_eq!(read(store, |conn| checklists::with_tasks(conn, &ids)), [list.id, list.id]);
    });
}

#[test]
fn photos_are_kept_whole_and_marked_but_never_deleted() {
    on_each_database(|store| {
        let activation = active(store);
        let list = checklist(activation.id, activation.zones[0].zone_id, 1);
        let of = task(list.id, 1, TaskState::Open);
        write(store, |conn| checklists::insert(conn, &list, std::slice::from_ref(&of)));
        let photo = TaskPhoto {
            id: PhotoId::new(at(0)),
            task_id: of.id,
            look: PhotoLook { media_type: "image/webp".into(), width: 1_600, height: 1 },
            length: 4,
            sha256: "ab".into(),
            taken_at: at(-1_000),
            received_at: at(5),
            added_by: VIETNAMESE.into(),
            account_id: None,
            removed: None,
        };
        let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        write(store, |conn| task_photos::insert(conn, list.id, &photo, &bytes));
        assert!(matches!(
            refused(store, |conn| task_photos::insert(conn, list.id, &photo, b"x")),
            StoreError::AlreadyExists
        ));
        assert_eq!(read(store, |conn| task_photos::find(conn, photo.id)), Some(photo.clone()));
        assert_eq!(read(store, |conn| task_photos::find(conn, PhotoId::new(at(1)))), None);
        assert_eq!(read(store, |conn| task_photos::content(conn, photo.id)), bytes);
        let removal = Removal { at: at(9), by: VIETNAMESE.into(), remark: VIETNAMESE.into() };
        write(store, |conn| task_photos::mark_removed(conn, photo.id, &removal));
        assert!(matches!(
            refused(store, |conn| task_photos::mark_removed(conn, photo.id, &removal)),
            StoreError::Stale
        ));
        let marked = TaskPhoto { removed: Some(removal), ..photo.clone() };
        assert_eq!(read(store, |conn| task_photos::of_task(conn, of.id)), [marked.clone()]);
        assert_eq!(read(store, |conn| task_photos::of_checklists(conn, &[list.id]))[&of.id], [marked]);
        assert_eq!(read(store, |conn| task_photos::content(conn, photo.id)), bytes, "its bytes stay");
        let deleted =
            store.write(|conn| diesel::sql_query("DELETE FROM task_photos").execute(conn).map_err(StoreError::from));
        assert!(deleted.is_err(), "a photo was deleted");
        assert_eq!(read(store, |conn| task_photos::of_task(conn, of.id)).len(), 1);
    });
}
