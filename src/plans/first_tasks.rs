//! The tasks a new plan begins with: the common steps of an evacuation, before, during and after (`first_tasks.json`).
//! The office changes them in its plan.

use std::sync::LazyLock;

use serde::Deserialize;

use super::TaskTemplate;
use crate::hazards::Hazard;
use crate::kernel::Localized;

/// A shipped task, with what it is called where a hazard asks for other words.
#[derive(Debug, Deserialize)]
struct FirstTask {
    /// What it is, as a name that stays.
    #[cfg_attr(not(test), expect(dead_code, reason = "names the step for people who read the file, and for the test"))]
    id: String,
    #[serde(flatten)]
    task: TaskTemplate,
    #[serde(default)]
    instead: Vec<Instead>,
}

#[derive(Debug, Deserialize)]
struct Instead {
    hazards: Vec<Hazard>,
    title: Localized,
}

fn shipped() -> &'static [FirstTask] {
    #[derive(Deserialize)]
    struct Shipped {
        tasks: Vec<FirstTask>,
    }
    #[expect(clippy::panic, reason = "the file is compiled in and read by a test")]
    static SHIPPED: LazyLock<Vec<FirstTask>> = LazyLock::new(|| {
        serde_json::from_str::<Shipped>(include_str!("first_tasks.json"))
            .unwrap_or_else(|error| panic!("first_tasks.json: {error}"))
            .tasks
    });
    &SHIPPED
}

/// The tasks of a new plan against `hazard`.
pub(super) fn first_tasks(hazard: Hazard) -> Vec<TaskTemplate> {
    shipped()
        .iter()
        .map(|first| {
            let other = first.instead.iter().find(|instead| instead.hazards.contains(&hazard));
            let title = other.map_or(&first.task.title, |instead| &instead.title);
            TaskTemplate { title: title.clone(), ..first.task.clone() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::plans::{Phase, Role};

    /// The common list of the field: what each of its 26 steps is called in the template, and in which phase it falls.
    const STEPS: [(u8, &str, Phase); 26] = [
        (1, "confirm_warning", Phase::Before),
        (2, "call_command", Phase::Before),
        (3, "tell_villages", Phase::Before),
        (4, "check_households", Phase::Before),
        (5, "open_shelters", Phase::Before),
        (6, "assign_means", Phase::Before),
        (7, "plan_waves", Phase::Before),
        (8, "pack_essentials", Phase::Before),
        (9, "make_houses_safe", Phase::Before),
        (10, "move_property", Phase::Before),
        (11, "move_and_count", Phase::During),
        (12, "close_roads", Phase::During),
        (13, "guard_property", Phase::During),
        (14, "hand_out_supplies", Phase::During),
        (15, "give_medical_care", Phase::During),
        (16, "report_hourly", Phase::During),
        (17, "win_over_refusers", Phase::During),
        (18, "list_missing", Phase::During),
        (19, "keep_shelters_from_fire", Phase::During),
        (20, "inspect_homes", Phase::After),
        (21, "decide_return", Phase::After),
        (22, "count_returned", Phase::After),
        (23, "assess_damage", Phase::After),
        (24, "relief_and_cleaning", Phase::After),
        (25, "settle_who_cannot_return", Phase::After),
        (26, "learn_and_update", Phase::After),
    ];

    #[test]
    fn every_step_of_the_field_is_a_task_of_its_own() {
        let found: Vec<(&str, Phase)> = shipped().iter().map(|first| (first.id.as_str(), first.task.phase)).collect();
        let listed: Vec<(&str, Phase)> = STEPS.iter().map(|(_, id, phase)| (*id, *phase)).collect();
        assert_eq!(found, listed);
        for hazard in Hazard::ALL {
            let tasks = first_tasks(*hazard);
            assert_eq!(tasks.len(), STEPS.len(), "{hazard}");
            let mut titles: Vec<&str> = tasks.iter().map(|task| task.title.vi.as_str()).collect();
            titles.sort_unstable();
            titles.dedup();
            assert_eq!(titles.len(), STEPS.len(), "{hazard}: two tasks say the same");
        }
    }

    #[test]
    fn what_can_be_timed_beforehand_has_a_time_and_both_languages() {
        for task in first_tasks(Hazard::Landslide) {
            assert_eq!(task.due.is_some(), task.phase != Phase::After, "{}", task.title.vi);
            assert!(!task.title.vi.is_empty() && !task.title.en.is_empty());
        }
    }

    #[test]
    fn words_follow_the_hazard() {
        let shelter = |hazard| {
            let task = first_tasks(hazard).into_iter().find(|task| task.role == Role::SchoolHead).unwrap();
            task.title.vi
        };
        assert!(shelter(Hazard::Flood).contains("mức lũ"));
        assert!(shelter(Hazard::Landslide).contains("sườn dốc"));
        assert!(shelter(Hazard::ForestFire).contains("an toàn với thiên tai này"));
    }

    /// The demonstration has lists of its own, by hazard; each holds every step of the field too.
    #[test]
    fn the_demonstration_holds_every_step_as_a_task_of_its_own() {
        #[derive(Deserialize)]
        struct Line {
            step: u8,
            #[serde(flatten)]
            task: TaskTemplate,
        }
        #[derive(Deserialize)]
        struct File {
            templates: BTreeMap<String, Vec<Line>>,
        }
        let file: File = serde_json::from_str(include_str!("../../maps/demo/task-templates.json")).unwrap();
        assert_eq!(file.templates.keys().collect::<Vec<_>>(), ["flood", "landslide", "storm"]);
        for (name, lines) in &file.templates {
            for (number, id, phase) in STEPS {
                let of_step: Vec<&Line> = lines.iter().filter(|line| line.step == number).collect();
                assert!(!of_step.is_empty(), "{name} lacks step {number} ({id})");
                assert!(of_step.iter().all(|line| line.task.phase == phase), "{name}: step {number} ({id})");
            }
            let mut titles: Vec<&str> = lines.iter().map(|line| line.task.title.vi.as_str()).collect();
            titles.sort_unstable();
            assert!(titles.windows(2).all(|two| two[0] != two[1]), "{name}: two tasks say the same");
        }
    }
}
