//! What an alert does to each plan in force: asked in memory, before anything is written.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::area_answers::AreaAnswer;
use super::chain_facts::ChainFacts;
use super::fresh_alerts::FreshAlerts;
use super::live_data::Picture;
use crate::alerts::cap::{MsgType, Status};
use crate::alerts::level::{AlertLevel, level_of};
use crate::alerts::lineage::{AlertState, ends_hazard, not_real_because, state};
use crate::alerts::local_levels::local_levels;
use crate::alerts::telling::onset_of;
use crate::alerts::vocabulary::Vocabulary;
use crate::hazards::Hazard;
use crate::kernel::ids::{AlertId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::PlanInForce;
use crate::plans::triggers::{AlertFacts, Outcome, PlanDecision, decide};
use crate::plans::why::Why;
use crate::relocation::order::id_in;
use crate::relocation::{Activation, Wanted};
use crate::store::alert_decisions::DecisionRecord;
use crate::store::alerts::StoredAlert;
use crate::store::{StoreConnection, StoreError, alerts, orders_out};
use crate::zones::Relation;

/// What the alert does to one plan.
pub struct Decided<'p> {
    /// The plan.
    pub plan: &'p PlanInForce,
    /// What was decided, and why.
    pub decision: PlanDecision,
    /// What the alert is about, where that can be told.
    pub hazard: Option<Hazard>,
    /// Whether it says that the hazard is over.
    pub ends: bool,
    /// The level the activation gets.
    pub level: Option<AlertLevel>,
    /// The zones it wants cleared.
    pub wanted: Vec<Wanted>,
    /// What other messages of the chain that still hold want cleared.
    pub wanted_beside: Vec<Wanted>,
    /// Whether the alert may change what an earlier alert of its chain set going. One that leaves the hazard,
    /// the place or the level open may not: unknown is never safe.
    pub carries: bool,
}

/// What is known of an alert beside what it says itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// The kind of the message that references it, a Cancel before any other.
    pub superseded_by: Option<MsgType>,
    /// Whether it is an order of our own that came back, as where our feed is polled: it already did what it says.
    pub own_order: bool,
}

/// The other messages of an alert's chain that nothing has replaced.
#[derive(Debug, Default)]
pub struct Beside {
    /// Those that hold, as where one message was split in two. What they cover stays covered.
    pub holding: Vec<StoredAlert>,
    /// Whether one of them says that the hazard is over, or takes a message back.
    pub ended: bool,
}

/// An alert with all that the store knows of it: plans can be asked without the store.
pub(super) struct Known {
    /// The alert, in earnest where its chain is a drill of this office.
    pub(super) alert: StoredAlert,
    standing: Standing,
    beside: Beside,
    /// The unit that holds it as a drill by itself.
    within_unit: Option<String>,
}

impl Known {
    /// What the store knows of `alert`; `chains` are those of the alert, among others.
    pub(super) fn of(
        conn: &mut StoreConnection,
        picture: &Picture,
        fresh: &FreshAlerts,
        alert: StoredAlert,
        chains: &ChainFacts,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let alert = in_earnest(alert, chains);
        Ok(Self {
            standing: standing_of(conn, &alert, chains)?,
            beside: beside(conn, &picture.vocabulary, fresh, &alert, chains, now)?,
            within_unit: chains.event_of(&alert.chain_key).and_then(|event| event.within_unit.clone()),
            alert,
        })
    }

    /// What the alert does to every plan of the picture.
    pub(super) fn ask_plans<'p>(&self, picture: &'p Picture, now: Timestamp) -> Vec<Decided<'p>> {
        let mut decisions = ask_plans(picture, &self.alert, self.standing, &self.beside, now);
        // A drill that a unit holds by itself is no matter of the others.
        if let Some(unit) = &self.within_unit {
            let lies_in = |code: &str| picture.gazetteer.path(code, picture.day).is_within(unit);
            decisions.retain(|decided| decided.plan.plan.unit_code == *unit || lies_in(&decided.plan.plan.unit_code));
        }
        decisions
    }
}

fn standing_of(conn: &mut StoreConnection, alert: &StoredAlert, chains: &ChainFacts) -> Result<Standing, StoreError> {
    let identity = &alert.alert.identity;
    let own_order = match id_in(&identity.identifier) {
        Some(order) => orders_out::is_known(conn, order)?,
        None => false,
    };
    Ok(Standing { superseded_by: chains.superseded_by(identity), own_order })
}

/// An exercise whose chain is a drill of this office is answered like a message that is meant in earnest; what it sets
/// going belongs to the drill's event. Nothing of this is stored.
fn in_earnest(mut alert: StoredAlert, chains: &ChainFacts) -> StoredAlert {
    if alert.alert.status == Status::Exercise && chains.is_drill(&alert.chain_key) {
        alert.alert.status = Status::Actual;
    }
    alert
}

/// What stands beside an alert in its chain, which is one of `chains`.
pub(super) fn beside(
    conn: &mut StoreConnection,
    vocabulary: &Vocabulary,
    fresh: &FreshAlerts,
    alert: &StoredAlert,
    chains: &ChainFacts,
    now: Timestamp,
) -> Result<Beside, StoreError> {
    let mut beside = Beside::default();
    let ids: Vec<AlertId> = chains.standing_beside(alert).collect();
    for other in alerts::get_all(conn, &ids, &mut fresh.of(&ids))? {
        let other = in_earnest(other, chains);
        let hazard = vocabulary.hazard_of(&other.alert).map(|found| found.hazard);
        beside.ended |= not_real_because(&other.alert).is_none() && ends_hazard(&other.alert, hazard);
        if not_applicable(&other, hazard, Standing::default(), now).is_none() {
            beside.holding.push(other);
        }
    }
    Ok(beside)
}

/// What `alert` does to every plan of the picture, given what stands `beside` it in its chain.
pub fn ask_plans<'p>(
    picture: &'p Picture,
    alert: &StoredAlert,
    standing: Standing,
    beside: &Beside,
    now: Timestamp,
) -> Vec<Decided<'p>> {
    let asked = Question::new(picture, alert, standing, now);
    let hazard = asked.facts.hazard;
    let carries = may_carry(alert, hazard, standing, beside, now);
    let holding: Vec<Question<'_>> =
        beside.holding.iter().map(|other| Question::new(picture, other, Standing::default(), now)).collect();

    picture
        .plans
        .iter()
        .map(|plan| {
            let decision = asked.about(plan);
            let others: Vec<PlanDecision> = holding.iter().map(|other| other.about(plan)).collect();
            let open = |decision: &PlanDecision| decision.outcome == Outcome::NeedsPerson;
            Decided {
                plan,
                hazard,
                ends: ends_hazard(&alert.alert, hazard),
                level: decision.level.clone().or_else(|| asked.facts.level.clone()),
                carries: carries && !open(&decision) && !others.iter().any(open),
                wanted: wanted_zones(picture, &decision),
                wanted_beside: others.iter().flat_map(|other| wanted_zones(picture, other)).collect(),
                decision,
            }
        })
        .collect()
}

/// An alert held against the picture, ready to be asked about each plan.
struct Question<'p> {
    picture: &'p Picture,
    facts: AlertFacts,
    /// What the picture says of its area; nothing where no plan asks for it.
    area: Option<Arc<AreaAnswer>>,
}

impl<'p> Question<'p> {
    fn new(picture: &'p Picture, alert: &StoredAlert, standing: Standing, now: Timestamp) -> Self {
        let hazard = picture.vocabulary.hazard_of(&alert.alert).map(|found| found.hazard);
        let not_applicable = not_applicable(alert, hazard, standing, now);
        let asked_for = not_applicable.is_none() && hazard.is_some_and(|hazard| listens(picture, hazard));
        let area = asked_for.then(|| picture.areas.of(picture, &alert.alert));
        let cap = &alert.alert;
        let facts = AlertFacts {
            not_applicable,
            hazard,
            level: level_of(cap),
            local_levels: if asked_for { levels_by_zone(picture, alert) } else { HashMap::new() },
            // Where no plan asks, nobody looks at it.
            located: area.as_ref().is_some_and(|area| area.located),
            onset: onset_of(cap).0,
        };
        Self { picture, facts, area }
    }

    fn about(&self, plan: &PlanInForce) -> PlanDecision {
        let zone = |id| self.picture.zone(id).map(Arc::as_ref);
        let Some(area) = &self.area else { return decide(plan, &self.facts, &HashMap::new(), zone, |_| None) };
        let mut decision = decide(plan, &self.facts, &area.touched, zone, |zone| area.distance_km(zone));
        if area.former.is_empty() {
            return decision;
        }
        for of_zone in &mut decision.zones {
            if area.touched.get(&of_zone.zone_id) != Some(&Relation::Geocode) {
                continue;
            }
            let Some(zone) = self.picture.zone(of_zone.zone_id) else { continue };
            let communes = self.picture.gazetteer.communes_of_code(&zone.commune_code, self.picture.day);
            for former in area.former.iter().filter(|former| former.concerns(&communes)) {
                of_zone.why = of_zone.why.with(&former.remark);
            }
        }
        decision
    }
}

/// Whether a plan in force listens to `hazard`. Where none does, it does not matter what the alert touches.
fn listens(picture: &Picture, hazard: Hazard) -> bool {
    let rules = picture.plans.iter().flat_map(|plan| &plan.version.content.triggers);
    rules.into_iter().any(|rule| rule.on_hazards.contains(&hazard))
}

/// The levels of zones, where the alert states several: the highest of those that hold there.
fn levels_by_zone(picture: &Picture, alert: &StoredAlert) -> HashMap<ZoneId, AlertLevel> {
    let mut levels = HashMap::new();
    // The lowest come first, so that a higher one takes its place.
    for (level, footprint) in local_levels(&alert.alert) {
        for touch in picture.zones.touched_by(&footprint) {
            levels.insert(touch.zone.id, level.clone());
        }
    }
    levels
}

fn wanted_zones(picture: &Picture, decision: &PlanDecision) -> Vec<Wanted> {
    decision
        .chosen()
        .filter_map(|chosen| Some((chosen.zone_id, picture.zone(chosen.zone_id)?.revision, chosen.why.words())))
        .collect()
}

/// Why an alert opens nothing, whatever a plan says.
fn not_applicable(
    alert: &StoredAlert,
    hazard: Option<Hazard>,
    standing: Standing,
    now: Timestamp,
) -> Option<Localized> {
    let cap = &alert.alert;
    if standing.own_order {
        return Some(Localized::new(
            "Đây là lệnh do chính hệ thống này phát; việc đã được thực hiện khi phát.",
            "This is an order that this very system sent; what it says was done when it left.",
        ));
    }
    if let Some(why) = not_real_because(cap) {
        return Some(why);
    }
    if ends_hazard(cap, hazard) {
        return Some(Localized::new(
            "Bản tin báo hết nguy hiểm hoặc huỷ bản tin trước.",
            "The alert says all clear, or cancels an earlier one.",
        ));
    }
    match alert.state(standing.superseded_by, now) {
        AlertState::Upcoming | AlertState::Current => None,
        AlertState::Expired => {
            Some(Localized::new("Bản tin đã hết hạn khi nhận được.", "The alert had expired when it arrived."))
        }
        AlertState::Superseded => {
            Some(Localized::new("Đã có bản tin mới hơn thay thế.", "A later alert has replaced it."))
        }
        AlertState::Cancelled => Some(Localized::new("Bản tin đã bị huỷ.", "The alert has been cancelled.")),
        AlertState::EndedByAbsence => Some(Localized::new(
            "Nguồn liệt kê mọi cảnh báo còn hiệu lực và không còn liệt kê bản tin này.",
            "The source lists all alerts in force, and this one no more.",
        )),
        AlertState::NotReal => Some(Localized::new("Không phải bản tin thật.", "Not a real alert.")),
    }
}

/// Whether the alert may change what earlier ones of its chain set going, so that zones left out may be proposed for
/// stand-down. It must say something of an earlier message, or be gone from a source that lists all that is in force,
/// which is as good as cancelled.
///
/// An expired message changes nothing: the end of a message is not the end of the danger. One that was replaced before
/// it was read speaks for itself no more, but it tells what it replaced; so it carries what the chain's last words say.
fn may_carry(alert: &StoredAlert, hazard: Option<Hazard>, standing: Standing, beside: &Beside, now: Timestamp) -> bool {
    let cap = &alert.alert;
    let gone = alert.listing.ended_by_absence_at.is_some();
    let of_earlier = gone || matches!(cap.msg_type, MsgType::Update | MsgType::Cancel);
    if standing.own_order || not_real_because(cap).is_some() || !of_earlier {
        return false;
    }
    if standing.superseded_by.is_some() {
        return beside.ended || !beside.holding.is_empty();
    }
    ends_hazard(cap, hazard) || state(cap, None, now) != AlertState::Expired
}

impl Decided<'_> {
    /// The same, but of zones that `running` has: new ones come up once, in the first activation of the episode.
    #[must_use]
    pub fn within(&self, running: &Activation) -> Self {
        let own: HashSet<ZoneId> = running.zones.iter().map(|zone| zone.zone_id).collect();
        let its_own = |wanted: &[Wanted]| wanted.iter().filter(|(zone, ..)| own.contains(zone)).cloned().collect();
        Self {
            plan: self.plan,
            decision: self.decision.clone(),
            level: self.level.clone(),
            wanted: its_own(&self.wanted),
            wanted_beside: its_own(&self.wanted_beside),
            ..*self
        }
    }

    /// The decision on a plan and on each of its zones, to be kept. `changed` tells that an activation was opened
    /// or changed; where no zone was chosen, that can only have been towards its end.
    pub fn records(&self, changed: bool) -> Vec<DecisionRecord> {
        let record = |zone_id, outcome, why: &Why| DecisionRecord {
            plan_id: self.plan.plan.id,
            plan_version_id: self.plan.version.id,
            zone_id,
            outcome,
            why: why.clone(),
        };
        let ending = changed && self.decision.chosen().next().is_none();
        let outcome = if ending { Outcome::StandDownProposed } else { self.decision.outcome };
        let zones = self.decision.zones.iter();
        std::iter::once(record(None, outcome, &self.decision.why))
            .chain(zones.map(|zone| record(Some(zone.zone_id), zone.outcome, &zone.why)))
            .collect()
    }
}
