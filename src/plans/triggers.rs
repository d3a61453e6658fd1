//! When an alert sets a plan going, and why, and why not.
//!
//! Pure functions: every plan gets an outcome and every zone of a concerned plan too, each with a reason a
//! person can read. What is not known never counts as safe: it goes to a person.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::PlanInForce;
use super::why::Why;
use crate::alerts::level::AlertLevel;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::ids::ZoneId;
use crate::kernel::{Localized, Timestamp};
use crate::zones::{Relation, Zone};

/// A rule of a plan: from this level on, for alerts of these hazards, act like this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TriggerRule {
    /// Hazards of alerts it listens to; a landslide plan listens to heavy rain too.
    pub on_hazards: Vec<Hazard>,
    /// The lowest level it answers.
    pub at_level: RiskLevel,
    /// How.
    pub mode: Mode,
}

/// How far a rule goes without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Propose and wait for a person.
    Propose,
    /// Propose, and call the next person up when nobody has answered in time. Never acts by itself.
    EscalateAfter {
        /// How long the first person has.
        minutes: u32,
    },
    /// Open the checklists at once; the approval of the plan is the signature. Only on an official level.
    Auto,
}

/// What happened to a plan or a zone on an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Awaits a person's word.
    Proposed,
    /// Set going by the plan itself.
    Triggered,
    /// Left alone, for the reason given.
    NotTriggered,
    /// The program cannot tell; a person must.
    NeedsPerson,
    /// Was set going before; the alert suggests to end it.
    StandDownProposed,
}

/// What is known of an alert when plans are asked.
#[derive(Debug, Clone)]
pub struct AlertFacts {
    /// Why it must not open anything; `None` where it is meant in earnest and holds.
    pub not_applicable: Option<Localized>,
    /// Its hazard; `None` where it could not be told.
    pub hazard: Option<Hazard>,
    /// Its level, the highest where it states several; `None` where it could not be told.
    pub level: Option<AlertLevel>,
    /// The levels of zones for which it states another.
    pub local_levels: HashMap<ZoneId, AlertLevel>,
    /// Whether it has a place that could be used.
    pub located: bool,
    /// When it begins.
    pub onset: Timestamp,
}

/// The outcome for one plan.
#[derive(Debug, Clone)]
pub struct PlanDecision {
    /// For the plan as a whole.
    pub outcome: Outcome,
    /// Why.
    pub why: Why,
    /// How to act, where the plan is set going.
    pub mode: Option<Mode>,
    /// The level by which it was decided, the highest over the plan's zones; nothing where none was asked for.
    pub level: Option<AlertLevel>,
    /// For each zone of the plan, where the alert concerns the plan.
    pub zones: Vec<ZoneDecision>,
}

/// The outcome for one zone of a plan.
#[derive(Debug, Clone)]
pub struct ZoneDecision {
    /// The zone.
    pub zone_id: ZoneId,
    /// Its outcome.
    pub outcome: Outcome,
    /// Why.
    pub why: Why,
}

impl PlanDecision {
    /// The zones to be cleared.
    pub fn chosen(&self) -> impl Iterator<Item = &ZoneDecision> {
        self.zones.iter().filter(|zone| matches!(zone.outcome, Outcome::Proposed | Outcome::Triggered))
    }

    fn without_zones(outcome: Outcome, why: Why) -> Self {
        Self { outcome, why, mode: None, level: None, zones: Vec::new() }
    }
}

/// What an alert does to a plan.
///
/// `touched` are the zones the alert touches; `zone` finds a zone of the plan; `distance_km` tells how far
/// the alert stayed away from a zone, for the reason only.
pub fn decide<'z>(
    plan: &PlanInForce,
    alert: &AlertFacts,
    touched: &HashMap<ZoneId, Relation>,
    zone: impl Fn(ZoneId) -> Option<&'z Zone>,
    distance_km: impl Fn(&Zone) -> Option<f64>,
) -> PlanDecision {
    if let Some(why) = &alert.not_applicable {
        return PlanDecision::without_zones(Outcome::NotTriggered, Why::Said(why.clone()));
    }
    let Some(hazard) = alert.hazard else {
        return PlanDecision::without_zones(Outcome::NeedsPerson, Why::UnknownHazard);
    };
    let rules: Vec<&TriggerRule> =
        plan.version.content.triggers.iter().filter(|rule| rule.on_hazards.contains(&hazard)).collect();
    let Some(lowest) = rules.iter().map(|rule| rule.at_level).min() else {
        let why = Why::OtherHazard { alert: hazard, plan: plan.plan.hazard };
        return PlanDecision::without_zones(Outcome::NotTriggered, why);
    };
    if !alert.located {
        return PlanDecision::without_zones(Outcome::NeedsPerson, Why::UnknownPlace);
    }
    let Some(highest) = &alert.level else {
        return PlanDecision::without_zones(Outcome::NeedsPerson, Why::UnknownLevel);
    };
    let level_at = |zone: ZoneId| alert.local_levels.get(&zone).unwrap_or(highest);
    let touched_levels =
        plan.version.content.zones.iter().map(|zone| zone.zone_id).filter(|id| touched.contains_key(id));
    let level = touched_levels.map(level_at).max_by_key(|level| level.level).unwrap_or(highest);
    let rule_at = |level: &AlertLevel| {
        rules.iter().filter(|rule| rule.at_level <= level.level).max_by_key(|rule| rule.at_level).copied()
    };
    let Some(rule) = rule_at(level) else {
        return PlanDecision::without_zones(Outcome::NotTriggered, Why::LevelTooLow { level: level.into(), lowest });
    };

    // By itself a plan acts only where its rule says so for the level of every zone that it clears.
    let clears = |zone: &Zone| {
        let level = level_at(zone.id);
        touched.contains_key(&zone.id) && lowest <= level.level && zone.evacuate_from_level <= level.level
    };
    let planned: Vec<&Zone> = plan.version.content.zones.iter().filter_map(|planned| zone(planned.zone_id)).collect();
    let auto = |zone: &&Zone| rule_at(level_at(zone.id)).is_some_and(|rule| rule.mode == Mode::Auto);
    let all_auto = level.official && planned.iter().copied().filter(|zone| clears(zone)).all(|zone| auto(&zone));
    let mode = if rule.mode == Mode::Auto && !all_auto { Mode::Propose } else { rule.mode };
    let outcome = if mode == Mode::Auto { Outcome::Triggered } else { Outcome::Proposed };
    let zones: Vec<ZoneDecision> = planned
        .iter()
        .map(|zone| {
            let level = level_at(zone.id);
            let (outcome, why) = match touched.get(&zone.id) {
                None => (Outcome::NotTriggered, Why::outside(distance_km(zone))),
                Some(_) if lowest > level.level => {
                    (Outcome::NotTriggered, Why::LevelTooLow { level: level.into(), lowest })
                }
                Some(_) if zone.evacuate_from_level > level.level => {
                    (Outcome::NotTriggered, Why::MovesLater { from: zone.evacuate_from_level, level: level.into() })
                }
                Some(relation) => {
                    let (relation, from) = (*relation, zone.evacuate_from_level);
                    (outcome, Why::Touched { relation, from, level: level.into() })
                }
            };
            ZoneDecision { zone_id: zone.id, outcome, why }
        })
        .collect();

    let chosen = zones.iter().filter(|zone| zone.outcome == outcome).count();
    let level_told = Some(level.clone());
    if chosen == 0 {
        let why = Why::NoZone { of: zones.len() };
        return PlanDecision { outcome: Outcome::NotTriggered, why, mode: None, level: level_told, zones };
    }
    let (level, from) = (level.into(), rule.at_level);
    let why = Why::Chosen { hazard, level, from, rule: rule.mode, mode, chosen, of: zones.len() };
    PlanDecision { outcome, why, mode: Some(mode), level: level_told, zones }
}
