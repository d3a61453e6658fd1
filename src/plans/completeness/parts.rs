//! The parts of a plan and where each stands: the table of contents with a mark on each line.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Finding, Subject};
use crate::kernel::Localized;
use crate::plans::annex::Annexes;
use crate::plans::fields::label;
use crate::plans::rules::Concern;
use crate::plans::{Section, is_written, levels_of};

/// A part of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Part {
    /// Its field.
    pub pointer: String,
    /// Its name.
    pub label: Localized,
    /// Where it stands.
    pub state: PartState,
}

/// Where a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// Nothing was found.
    Complete,
    /// Something is missing.
    Missing,
    /// It is there, and something in it is out of date.
    Stale,
}

pub(super) fn of(subject: Subject<'_>, findings: &[Finding]) -> Vec<Part> {
    let content = subject.content;
    let tables = serde_json::to_value(&content.annexes).unwrap_or_default();
    let annexes = Annexes::forms().into_iter().map(|form| {
        let rows = tables.get(form.key).and_then(serde_json::Value::as_array).map_or(0, Vec::len);
        (format!("/annexes/{}", form.key), rows > 0)
    });
    let sections = Section::ALL.iter().map(|section| {
        let text = content.sections.get(section);
        (format!("/sections/{}", section.code()), text.is_some_and(|text| is_written(text)))
    });
    let scenarios = levels_of(subject.hazard)
        .into_iter()
        .map(|level| (format!("/scenarios/{level}"), content.scenarios.contains_key(&level)));
    let lists = [
        ("/legal_bases", !content.legal_bases.is_empty()),
        ("/triggers", !content.triggers.is_empty()),
        ("/zones", !content.zones.is_empty()),
        ("/arrangements", content.zones.is_empty() || !content.arrangements.is_empty()),
        ("/tasks", !content.tasks.is_empty()),
        ("/command", true),
        ("/review_by", content.review_by.is_some()),
    ];
    let lists = lists.into_iter().map(|(pointer, there)| (pointer.to_owned(), there));
    lists
        .chain(sections)
        .chain(scenarios)
        .chain(annexes)
        .map(|(pointer, there)| Part {
            label: label(&pointer),
            state: state(subject, &pointer, there, findings),
            pointer,
        })
        .collect()
}

fn state(subject: Subject<'_>, pointer: &str, there: bool, findings: &[Finding]) -> PartState {
    let within = |found: &Finding| {
        found.pointer.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let concern = |found: &Finding| subject.rules.iter().find(|rule| rule.code == found.rule).map(|rule| rule.concern);
    let found = |wanted: Concern| findings.iter().any(|found| within(found) && concern(found) == Some(wanted));
    match () {
        () if !there || found(Concern::Completeness) => PartState::Missing,
        () if found(Concern::Freshness) => PartState::Stale,
        () => PartState::Complete,
    }
}
