//! Two small communes in which nothing is the matter, what each kind fires on, and engines that are told of changes.

mod arrangements;
mod incremental;
mod kinds;
mod resources;
mod shelters;
mod texts;
mod town;

use super::facts::Facts;
use super::{Engine, Finding, Kind};

/// What a kind fires on, and what mends it.
struct Example {
    kind: Kind,
    /// What makes the town contradict itself.
    breaks: fn(&mut Facts),
    /// What an office would do about it.
    mends: fn(&mut Facts),
}

/// Every example.
fn examples() -> impl Iterator<Item = &'static Example> {
    [arrangements::EXAMPLES, shelters::EXAMPLES, resources::EXAMPLES].into_iter().flatten()
}

/// Everything found in `facts`, in the order of the keys.
fn all(facts: &Facts) -> Vec<Finding> {
    let engine = Engine::from_nothing(facts.clone());
    let mut found: Vec<Finding> = engine.findings().collect();
    found.sort_by(|one, other| one.key.cmp(&other.key));
    found
}

fn of(kind: Kind, facts: &Facts) -> Vec<Finding> {
    all(facts).into_iter().filter(|finding| finding.kind == kind).collect()
}
