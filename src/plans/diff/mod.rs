//! What differs between two versions of a plan, told in the words of a plan: zones, shelters, people, tables, texts.
//!
//! Pure: two contents with their zones as they were approved, in; sentences with the values behind them, out.

mod arrangements;
mod figures;
mod lists;
mod summary;
mod tables;
mod texts;
mod zones;

use serde::Serialize;
use utoipa::ToSchema;

pub use arrangements::{ArrangementChange, ArrangementPart};
pub use figures::{FigureChange, FigureKind, ShelterChange, ShelterEvent};
pub use lists::{FieldChange, Presence, TaskChange, TriggerChange};
pub use tables::{CellChange, CellValue, Row, RowChange, TableChange};
pub use texts::{Line, LineKind, TextChange, Word, WordKind};
pub use zones::{ZoneChange, ZoneEvent};

use super::PlanContent;
use crate::kernel::Localized;
use crate::zones::Zone;

/// A version to be compared: what it says, and its zones at the revisions approved with it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What it says.
    pub content: &'a PlanContent,
    /// Its zones.
    pub zones: &'a [Zone],
}

/// What differs between two versions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct PlanDiff {
    /// In a few sentences; where nothing differs, that.
    pub summary: Vec<Localized>,
    /// The zones.
    pub zones: Vec<ZoneChange>,
    /// The shelters of annex 4: which there are, which can be used, for how many.
    pub shelters: Vec<ShelterChange>,
    /// Households, people and places in shelters.
    pub figures: Vec<FigureChange>,
    /// What is arranged for zones.
    pub arrangements: Vec<ArrangementChange>,
    /// When to act.
    pub triggers: Vec<TriggerChange>,
    /// What to do.
    pub tasks: Vec<TaskChange>,
    /// The annex tables, row by row.
    pub tables: Vec<TableChange>,
    /// The written parts, line by line.
    pub texts: Vec<TextChange>,
    /// Title, dates, persons.
    pub fields: Vec<FieldChange>,
}

impl PlanDiff {
    /// What differs between `from` and `to`.
    pub fn between(from: Side<'_>, to: Side<'_>) -> Self {
        let mut diff = Self {
            summary: Vec::new(),
            zones: zones::changes(from.zones, to.zones),
            shelters: figures::shelter_changes(&from.content.annexes.shelters, &to.content.annexes.shelters),
            figures: figures::changes(&from.content.annexes, &to.content.annexes),
            arrangements: arrangements::changes(from.content, to.content),
            triggers: lists::trigger_changes(&from.content.triggers, &to.content.triggers),
            tasks: lists::task_changes(&from.content.tasks, &to.content.tasks),
            tables: tables::changes(&from.content.annexes, &to.content.annexes),
            texts: texts::changes(from.content, to.content),
            fields: lists::field_changes(from.content, to.content),
        };
        diff.summary = summary::of(&diff);
        diff
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.zones.is_empty()
            && self.shelters.is_empty()
            && self.figures.is_empty()
            && self.arrangements.is_empty()
            && self.triggers.is_empty()
            && self.tasks.is_empty()
            && self.tables.is_empty()
            && self.texts.is_empty()
            && self.fields.is_empty()
    }

    /// The same for readers who may not see who lives where: the household table tells how many rows, not which.
    #[must_use]
    pub fn without_household_rows(mut self) -> Self {
        self.tables.iter_mut().filter(|table| table.key == "households").for_each(TableChange::withhold_rows);
        self
    }

    /// The same for readers who are not signed in: without telephone numbers.
    #[must_use]
    pub fn without_phones(mut self) -> Self {
        self.tables.iter_mut().for_each(TableChange::withhold_phones);
        self.arrangements.retain(|change| change.part != ArrangementPart::Phone);
        for person in self.tasks.iter_mut().filter_map(|change| change.task.person.as_mut()) {
            person.phone = None;
        }
        self
    }
}

#[cfg(test)]
mod tests;
