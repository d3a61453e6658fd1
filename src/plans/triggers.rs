//! When an alert sets a plan going, and why, and why not.
//!
//! Pure functions: every plan gets an outcome and every zone of a concerned plan too, each with a reason a
//! person can read. What is not known never counts as safe: it goes to a person.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::PlanInForce;
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
    pub reason: Localized,
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
    pub reason: Localized,
}

impl PlanDecision {
    /// The zones to be cleared.
    pub fn chosen(&self) -> impl Iterator<Item = &ZoneDecision> {
        self.zones.iter().filter(|zone| matches!(zone.outcome, Outcome::Proposed | Outcome::Triggered))
    }

    fn without_zones(outcome: Outcome, reason: Localized) -> Self {
        Self { outcome, reason, mode: None, level: None, zones: Vec::new() }
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
        return PlanDecision::without_zones(Outcome::NotTriggered, why.clone());
    }
    let Some(hazard) = alert.hazard else {
        return PlanDecision::without_zones(Outcome::NeedsPerson, words::unknown_hazard());
    };
    let rules: Vec<&TriggerRule> =
        plan.version.content.triggers.iter().filter(|rule| rule.on_hazards.contains(&hazard)).collect();
    let Some(lowest) = rules.iter().map(|rule| rule.at_level).min() else {
        return PlanDecision::without_zones(Outcome::NotTriggered, words::other_hazard(hazard, plan.plan.hazard));
    };
    if !alert.located {
        return PlanDecision::without_zones(Outcome::NeedsPerson, words::unknown_place());
    }
    let Some(highest) = &alert.level else {
        return PlanDecision::without_zones(Outcome::NeedsPerson, words::unknown_level());
    };
    let level_at = |zone: ZoneId| alert.local_levels.get(&zone).unwrap_or(highest);
    let touched_levels =
        plan.version.content.zones.iter().map(|zone| zone.zone_id).filter(|id| touched.contains_key(id));
    let level = touched_levels.map(level_at).max_by_key(|level| level.level).unwrap_or(highest);
    let rule_at = |level: &AlertLevel| {
        rules.iter().filter(|rule| rule.at_level <= level.level).max_by_key(|rule| rule.at_level).copied()
    };
    let Some(rule) = rule_at(level) else {
        return PlanDecision::without_zones(Outcome::NotTriggered, words::level_too_low(level, lowest));
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
            let (outcome, reason) = match touched.get(&zone.id) {
                None => (Outcome::NotTriggered, words::not_touched(distance_km(zone))),
                Some(_) if lowest > level.level => (Outcome::NotTriggered, words::level_too_low(level, lowest)),
                Some(_) if zone.evacuate_from_level > level.level => {
                    (Outcome::NotTriggered, words::zone_moves_later(zone.evacuate_from_level, level))
                }
                Some(relation) => (outcome, words::touched(*relation, zone, level)),
            };
            ZoneDecision { zone_id: zone.id, outcome, reason }
        })
        .collect();

    let chosen = zones.iter().filter(|zone| zone.outcome == outcome).count();
    let level_told = Some(level.clone());
    if chosen == 0 {
        let reason = words::no_zone(zones.len());
        return PlanDecision { outcome: Outcome::NotTriggered, reason, mode: None, level: level_told, zones };
    }
    let reason = words::plan_chosen(hazard, level, rule, mode, chosen, zones.len());
    PlanDecision { outcome, reason, mode: Some(mode), level: level_told, zones }
}

/// The sentences, in one place so that they can be read together.
mod words {
    use super::{AlertLevel, Hazard, Localized, Mode, Relation, RiskLevel, TriggerRule, Zone};

    fn level_words(level: &AlertLevel) -> Localized {
        let label = level.level.label();
        if level.official {
            Localized::new(format!("{} do nơi phát công bố", label.vi), format!("{}, as published", label.en))
        } else {
            Localized::new(
                format!("{} theo gợi ý của hệ thống", label.vi),
                format!("{}, advice of this system", label.en),
            )
        }
    }

    pub fn unknown_hazard() -> Localized {
        Localized::new(
            "Chưa rõ bản tin nói về loại thiên tai nào. Đọc bản tin và quyết định có kích hoạt phương án hay không.",
            "It is not clear which hazard the alert is about. Read it and decide whether to activate the plan.",
        )
    }

    pub fn other_hazard(of_alert: Hazard, of_plan: Hazard) -> Localized {
        Localized::new(
            format!(
                "Bản tin về {}; phương án {} không dùng cho loại thiên tai này.",
                of_alert.name().vi,
                of_plan.name().vi
            ),
            format!(
                "The alert is about {}; the {} plan does not answer that hazard.",
                of_alert.name().en,
                of_plan.name().en
            ),
        )
    }

    pub fn unknown_place() -> Localized {
        Localized::new(
            "Chưa rõ bản tin nói về nơi nào. Không có nghĩa là an toàn: đọc phần khu vực trong bản tin và quyết định.",
            "It is not clear where the alert holds. That does not mean safe: read its area text and decide.",
        )
    }

    pub fn unknown_level() -> Localized {
        Localized::new(
            "Bản tin không nêu cấp độ rủi ro thiên tai và mức nghiêm trọng chưa rõ. Đọc bản tin và quyết định.",
            "The alert states no disaster risk level and its severity is unknown. Read it and decide.",
        )
    }

    pub fn level_too_low(level: &AlertLevel, lowest: RiskLevel) -> Localized {
        let (stated, lowest) = (level_words(level), lowest.label());
        Localized::new(
            format!("Mức của bản tin: {}; phương án bắt đầu từ {}.", stated.vi, lowest.vi),
            format!("The alert is at {}; the plan begins at {}.", stated.en, lowest.en),
        )
    }

    pub fn not_touched(distance_km: Option<f64>) -> Localized {
        match distance_km {
            Some(km) => Localized::new(
                format!("Nằm ngoài khu vực của bản tin, cách khoảng {} km.", format!("{km:.1}").replace('.', ",")),
                format!("Outside the area of the alert, about {km:.1} km away."),
            ),
            None => Localized::new("Nằm ngoài khu vực của bản tin.", "Outside the area of the alert."),
        }
    }

    pub fn zone_moves_later(from: RiskLevel, level: &AlertLevel) -> Localized {
        let (from, stated) = (from.label(), level_words(level));
        Localized::new(
            format!("Trong khu vực của bản tin, nhưng chỉ di dời từ {}; mức của bản tin: {}.", from.vi, stated.vi),
            format!("In the area of the alert, but it moves only from {}; the alert is at {}.", from.en, stated.en),
        )
    }

    pub fn touched(relation: Relation, zone: &Zone, level: &AlertLevel) -> Localized {
        let (from, stated) = (zone.evacuate_from_level.label(), level_words(level));
        let how = match relation {
            Relation::Polygon => Localized::new(
                "Nằm trong hoặc giáp khu vực khoanh vẽ của bản tin",
                "Inside or at the edge of the area drawn in the alert",
            ),
            Relation::Circle => Localized::new(
                "Nằm trong hoặc giáp vòng tròn của bản tin",
                "Inside or at the edge of the circle in the alert",
            ),
            Relation::Geocode => Localized::new("Xã được nêu tên trong bản tin", "Its commune is named in the alert"),
        };
        Localized::new(
            format!("{}; vùng di dời từ {}, mức của bản tin: {}.", how.vi, from.vi, stated.vi),
            format!("{}; the zone moves from {}, the alert is at {}.", how.en, from.en, stated.en),
        )
    }

    pub fn no_zone(of: usize) -> Localized {
        Localized::new(
            format!("Không vùng nào trong {of} vùng của phương án phải di dời theo bản tin này."),
            format!("None of the plan's {of} zones has to move on this alert."),
        )
    }

    pub fn plan_chosen(
        hazard: Hazard,
        level: &AlertLevel,
        rule: &TriggerRule,
        mode: Mode,
        chosen: usize,
        of: usize,
    ) -> Localized {
        let (stated, from) = (level_words(level), rule.at_level.label());
        let act = match mode {
            Mode::Propose if rule.mode == Mode::Auto => Localized::new(
                "Phương án cho phép tự động, nhưng cấp độ chưa được công bố nên chờ người có thẩm quyền xác nhận",
                "The plan may act by itself, but the level is not official, so a competent person must confirm",
            ),
            Mode::Propose => Localized::new("Chờ người có thẩm quyền xác nhận", "A competent person must confirm"),
            Mode::EscalateAfter { minutes } => Localized::new(
                format!("Chờ xác nhận; sau {minutes} phút chưa trả lời thì báo lên cấp trên"),
                format!("Must be confirmed; goes to the next level after {minutes} minutes without an answer"),
            ),
            Mode::Auto => Localized::new(
                "Tự động kích hoạt theo phương án đã được phê duyệt",
                "Activated automatically under the approved plan",
            ),
        };
        Localized::new(
            format!(
                "Bản tin về {}, {}; phương án áp dụng từ {}. {chosen}/{of} vùng phải di dời. {}.",
                hazard.name().vi,
                stated.vi,
                from.vi,
                act.vi
            ),
            format!(
                "The alert is about {}, {}; the plan applies from {}. {chosen} of {of} zones must move. {}.",
                hazard.name().en,
                stated.en,
                from.en,
                act.en
            ),
        )
    }
}
