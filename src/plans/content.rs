//! What a version of a plan says: one document, frozen as a whole when it is approved.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::annex::Annexes;
use super::arrangement::ZoneArrangement;
use super::section::Section;
use super::{TaskTemplate, TriggerRule};
use crate::hazards::RiskLevel;
use crate::kernel::ids::ZoneId;

/// What a version says. Texts are CommonMark in Unicode NFC; no HTML in them is ever shown as HTML.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlanContent {
    /// Its title.
    pub title: String,
    /// By when it must be looked through again; every year before the season.
    pub review_by: Option<NaiveDate>,
    /// The legal bases (căn cứ), a line each.
    pub legal_bases: Vec<String>,
    /// The written parts.
    pub sections: BTreeMap<Section, String>,
    /// What may happen and what is done, by the digit of the risk level; 0 stands for "any situation" where the
    /// law has no levels for the hazard.
    #[schema(value_type = BTreeMap<String, Scenario>)]
    pub scenarios: BTreeMap<u8, Scenario>,
    /// When to act.
    pub triggers: Vec<TriggerRule>,
    /// Minutes between the warning and the onset that are reckoned with, by the digit of the risk level; 0 stands for any
    /// level that is not named. Absent where nobody has said.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, u32>)]
    pub lead_times: BTreeMap<u8, u32>,
    /// The zones of the plan, each at the revision that is approved with it.
    pub zones: Vec<PlanZone>,
    /// What is arranged for a zone, by its code.
    pub arrangements: BTreeMap<String, ZoneArrangement>,
    /// What to do in a zone.
    pub tasks: Vec<TaskTemplate>,
    /// Who commands.
    pub command: Command,
    /// The annex tables.
    pub annexes: Annexes,
}

/// One situation (tình huống) and the measures before, during and after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// What may happen.
    pub situation: String,
    /// Before (trước).
    pub before: String,
    /// During (trong).
    pub during: String,
    /// After (sau).
    pub after: String,
}

/// A zone in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanZone {
    /// The zone.
    #[schema(value_type = String, format = Uuid)]
    pub zone_id: ZoneId,
    /// Its code, for readers.
    pub code: String,
    /// The revision that was approved.
    pub revision: i64,
}

/// Who commands under the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// The chair.
    pub chair: Person,
    /// The standing member.
    pub standing: Person,
}

/// A person in a role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// The role's code.
    pub role: String,
    /// The name; empty while nobody is named.
    pub name: String,
}

impl Default for Command {
    fn default() -> Self {
        let person = |role: &str| Person { role: role.to_owned(), name: String::new() };
        Self { chair: person("commune_chair"), standing: person("military_officer") }
    }
}

impl PlanContent {
    /// The minutes between the warning and the onset that are reckoned with at a level.
    pub fn lead_minutes(&self, level: RiskLevel) -> Option<u32> {
        self.lead_times.get(&level.digit()).or_else(|| self.lead_times.get(&0)).copied()
    }

    /// The content with the zones called `old` taken out and `new` ones put in. Tasks for one of the old zones alone
    /// become tasks for each of the new ones; what was arranged for the old ones is shared out among the new ones.
    #[must_use]
    pub fn with_zones_replaced(&self, old: &[&str], new: Vec<PlanZone>) -> Self {
        let mut content = self.clone();
        content.tasks = Vec::with_capacity(self.tasks.len());
        for task in &self.tasks {
            if !task.zone.as_deref().is_some_and(|only| old.contains(&only)) {
                content.tasks.push(task.clone());
                continue;
            }
            for zone in &new {
                let task = TaskTemplate { zone: Some(zone.code.clone()), ..task.clone() };
                // Two zones merged may have had the same to do.
                if !content.tasks.contains(&task) {
                    content.tasks.push(task);
                }
            }
        }
        if let Some(arranged) = ZoneArrangement::joined(old.iter().filter_map(|code| self.arrangements.get(*code))) {
            content.arrangements.retain(|code, _| !old.contains(&code.as_str()));
            let codes = new.iter().map(|zone| zone.code.clone());
            content.arrangements.extend(codes.zip(arranged.shared_out(new.len())));
        }
        content.zones.retain(|zone| !old.contains(&zone.code.as_str()));
        content.zones.extend(new);
        content.zones.sort_by(|a, b| a.code.cmp(&b.code));
        content
    }

    /// The content without the zone called `code` and what was arranged for it.
    #[must_use]
    pub fn without_zone(&self, code: &str) -> Self {
        let mut content = self.clone();
        content.zones.retain(|held| held.code != code);
        content.arrangements.remove(code);
        content
    }

    /// The zone called `code`.
    pub fn zone(&self, code: &str) -> Option<&PlanZone> {
        self.zones.iter().find(|zone| zone.code == code)
    }
}
