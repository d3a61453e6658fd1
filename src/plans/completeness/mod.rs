//! How complete and how fresh a version is: what each rule found, and a score that names what weighs most.
//!
//! A rule counts by the share of what it looked at that was in order. A rule that has nothing to look at (no zone,
//! no contact) isn't counted: that there is none is the finding of another rule. What is not known is never fine.

mod annexes;
mod looks;
mod parts;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

pub use parts::{Part, PartState};

use super::PlanContent;
use super::rules::{Rule, RuleCode, Severity};
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::plans::fields::label;
use crate::zones::Zone;

/// What is looked at, and by which rules.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What the version says.
    pub content: &'a PlanContent,
    /// Its zones, at the revisions written into it.
    pub zones: &'a [Zone],
    /// The shelters of the register.
    pub shelters: &'a [KnownShelter],
    /// Against what the plan is.
    pub hazard: Hazard,
    /// The day it is looked at.
    pub today: NaiveDate,
    /// By which rules.
    pub rules: &'a [Rule],
}

/// A shelter of the register, as far as plans ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownShelter {
    /// Its code.
    pub code: String,
    /// The hazards it is safe for.
    pub suitable_for: Vec<Hazard>,
}

/// How complete and how fresh a version is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Completeness {
    /// 0 to 100, rounded down; 0 where no rule counts.
    pub score: u32,
    /// The score in a sentence that names what weighs most.
    pub sentence: Localized,
    /// The weight that was met, in hundredths.
    pub met_weight: u32,
    /// The weight of the rules that count, in hundredths.
    pub total_weight: u32,
    /// What was found, the heaviest first.
    pub findings: Vec<Finding>,
    /// The parts of the plan and where each stands.
    pub parts: Vec<Part>,
}

/// Something that is missing, wrong or out of date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Finding {
    /// The rule that found it.
    pub rule: RuleCode,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub pointer: String,
    /// The name of the part it is in.
    pub label: Localized,
    /// What.
    pub message: Localized,
    /// What to do.
    pub what_to_do: Localized,
    /// On what ground.
    pub citation: Localized,
    /// Whether the ground was read in the source or is general knowledge to be verified.
    pub verified: bool,
}

/// One thing a rule looked at: in order, or what is the matter with it.
pub(super) struct Look {
    pub(super) pointer: String,
    pub(super) fault: Option<Localized>,
}

impl Look {
    /// Looked at `pointer`; `message` tells what is the matter where it is not `fine`.
    pub(super) fn at(pointer: impl Into<String>, fine: bool, message: impl FnOnce() -> Localized) -> Self {
        Self { pointer: pointer.into(), fault: (!fine).then(message) }
    }
}

/// What one rule found.
struct Verdict<'a> {
    rule: &'a Rule,
    looks: Vec<Look>,
}

impl Verdict<'_> {
    /// The weight that was met and the weight there is, in hundredths.
    fn weights(&self) -> (u32, u32) {
        let whole = self.rule.weight * 100;
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        match (count(self.looks.iter().filter(|look| look.fault.is_none()).count()), count(self.looks.len())) {
            (_, 0) => (0, 0),
            (fine, all) => (u32::try_from(u64::from(whole) * u64::from(fine) / u64::from(all)).unwrap_or(0), whole),
        }
    }

    fn lost(&self) -> u32 {
        let (met, whole) = self.weights();
        whole - met
    }

    fn findings(&self) -> impl Iterator<Item = Finding> {
        self.looks.iter().filter_map(|look| {
            Some(Finding {
                rule: self.rule.code,
                severity: self.rule.severity,
                pointer: look.pointer.clone(),
                label: label(&look.pointer),
                message: look.fault.clone()?,
                what_to_do: self.rule.what_to_do.clone(),
                citation: self.rule.citation.clone(),
                verified: self.rule.verified,
            })
        })
    }
}

/// How complete and how fresh the version is.
pub fn completeness(subject: Subject<'_>) -> Completeness {
    let mut verdicts: Vec<Verdict<'_>> = subject
        .rules
        .iter()
        .filter(|rule| rule.enabled)
        .map(|rule| Verdict { rule, looks: looks::by(rule, subject) })
        .collect();
    verdicts.sort_by_key(|verdict| std::cmp::Reverse(verdict.lost()));
    let (met, total) = verdicts.iter().map(Verdict::weights).fold((0, 0), |sum, (met, all)| (sum.0 + met, sum.1 + all));
    let findings: Vec<Finding> = verdicts.iter().flat_map(Verdict::findings).collect();
    let score = (met * 100).checked_div(total).unwrap_or(0);
    Completeness {
        score,
        sentence: sentence(score, total, &verdicts),
        met_weight: met,
        total_weight: total,
        parts: parts::of(subject, &findings),
        findings,
    }
}

/// How many rules the sentence names.
const NAMED: usize = 3;

fn sentence(score: u32, total: u32, verdicts: &[Verdict<'_>]) -> Localized {
    if total == 0 {
        return Localized::new(
            "Không có quy tắc nào được tính, nên không chấm điểm.",
            "No rule counts, so there is no score.",
        );
    }
    let heaviest = verdicts.iter().filter(|verdict| verdict.lost() > 0).take(NAMED);
    let (vi, en): (Vec<_>, Vec<_>) = heaviest
        .map(|verdict| {
            let count = verdict.findings().count();
            (
                format!("{} ({count} điểm cần xử lý)", verdict.rule.title.vi),
                format!("{} ({count} to be dealt with)", verdict.rule.title.en),
            )
        })
        .unzip();
    if vi.is_empty() {
        return Localized::new(
            format!("Đạt {score}/100: mọi quy tắc được tính đều đạt."),
            format!("{score} of 100: every rule that counts is met."),
        );
    }
    Localized::new(
        format!("Đạt {score}/100. Ảnh hưởng nhiều nhất: {}.", vi.join("; ")),
        format!("{score} of 100. What weighs most: {}.", en.join("; ")),
    )
}

#[cfg(test)]
mod tests;
