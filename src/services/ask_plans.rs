//! What an alert does to each plan in force: asked in memory, before anything is written.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use geo::MultiPolygon;

use super::live_data::Picture;
use crate::alerts::cap::MsgType;
use crate::alerts::footprint::Footprint;
use crate::alerts::level::{AlertLevel, level_of};
use crate::alerts::lineage::{AlertState, ends_hazard, not_real_because, state};
use crate::alerts::local_levels::local_levels;
use crate::alerts::telling::onset_of;
use crate::alerts::vocabulary::Vocabulary;
use crate::geometry::measure::distance_m;
use crate::hazards::Hazard;
use crate::kernel::ids::{AlertId, ZoneId};
use crate::kernel::{Localized, Timestamp};
use crate::places::resolve::former_code;
use crate::plans::PlanInForce;
use crate::plans::triggers::{AlertFacts, Outcome, PlanDecision, decide};
use crate::relocation::order::id_in;
use crate::relocation::{Activation, Wanted};
use crate::store::alerts::{DecisionRecord, StoredAlert};
use crate::store::{StoreConnection, StoreError, alerts, orders_out};
use crate::zones::{Relation, Zone};

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

/// An alert, and what it does to every plan of the picture, by all that is known of it.
pub fn ask_plans_about<'p>(
    conn: &mut StoreConnection,
    picture: &'p Picture,
    id: AlertId,
    now: Timestamp,
) -> Result<(StoredAlert, Vec<Decided<'p>>), StoreError> {
    let alert = alerts::get(conn, id)?;
    let standing = standing_of(conn, &alert)?;
    let others = beside(conn, &picture.vocabulary, &alert, now)?;
    let decisions = ask_plans(picture, &alert, standing, &others, now);
    Ok((alert, decisions))
}

fn standing_of(conn: &mut StoreConnection, alert: &StoredAlert) -> Result<Standing, StoreError> {
    let identity = &alert.alert.identity;
    let own_order = match id_in(&identity.identifier) {
        Some(order) => orders_out::is_known(conn, order)?,
        None => false,
    };
    Ok(Standing { superseded_by: alerts::superseded_by(conn, identity)?, own_order })
}

/// What stands beside an alert in its chain.
pub fn beside(
    conn: &mut StoreConnection,
    vocabulary: &Vocabulary,
    alert: &StoredAlert,
    now: Timestamp,
) -> Result<Beside, StoreError> {
    let mut beside = Beside::default();
    for other in alerts::of_chain(conn, &alert.chain_key)? {
        let superseded_by = alerts::superseded_by(conn, &other.alert.identity)?;
        if other.id == alert.id || superseded_by.is_some() {
            continue;
        }
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
    touched: HashMap<ZoneId, Relation>,
    area: MultiPolygon<f64>,
    former: Vec<FormerCode<'p>>,
}

/// A code of the alert that is no longer in use.
struct FormerCode<'p> {
    /// The communes that have its area today.
    communes: BTreeSet<&'p str>,
    /// What is said of it.
    remark: Localized,
}

impl<'p> Question<'p> {
    fn new(picture: &'p Picture, alert: &StoredAlert, standing: Standing, now: Timestamp) -> Self {
        let footprint = Footprint::of(&alert.alert);
        let touches = picture.zones.touched_by(&footprint);
        let leads_somewhere = |code| !picture.gazetteer.communes_of_code(code, picture.day).is_empty();
        // A code that leads nowhere may be anywhere.
        let located = footprint.is_drawn() || !touches.is_empty() || footprint.codes().any(leads_somewhere);
        Self {
            picture,
            facts: AlertFacts {
                local_levels: levels_by_zone(picture, alert),
                ..facts_of(
                    alert,
                    picture.vocabulary.hazard_of(&alert.alert).map(|found| found.hazard),
                    located,
                    standing,
                    now,
                )
            },
            former: footprint.codes().filter_map(|code| FormerCode::of(picture, code)).collect(),
            touched: touches.into_iter().map(|touch| (touch.zone.id, touch.relation)).collect(),
            area: footprint.polygons.iter().chain(footprint.circles.iter()).cloned().collect(),
        }
    }

    fn about(&self, plan: &PlanInForce) -> PlanDecision {
        let zone = |id| self.picture.zone(id).map(Arc::as_ref);
        let mut decision = decide(plan, &self.facts, &self.touched, zone, |zone| distance_km(zone, &self.area));
        for of_zone in &mut decision.zones {
            if self.touched.get(&of_zone.zone_id) != Some(&Relation::Geocode) {
                continue;
            }
            let Some(zone) = self.picture.zone(of_zone.zone_id) else { continue };
            let communes = self.picture.gazetteer.communes_of_code(&zone.commune_code, self.picture.day);
            for former in self.former.iter().filter(|former| !former.communes.is_disjoint(&communes)) {
                let Localized { vi, en } = &of_zone.reason;
                of_zone.reason =
                    Localized::new(format!("{vi} {}", former.remark.vi), format!("{en} {}", former.remark.en));
            }
        }
        decision
    }
}

impl<'p> FormerCode<'p> {
    fn of(picture: &'p Picture, code: &str) -> Option<Self> {
        let remark = former_code(&picture.gazetteer, code, picture.day)?;
        Some(Self { communes: picture.gazetteer.communes_of_code(code, picture.day), remark })
    }
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
        .filter_map(|chosen| Some((chosen.zone_id, picture.zone(chosen.zone_id)?.revision, chosen.reason.clone())))
        .collect()
}

fn facts_of(
    alert: &StoredAlert,
    hazard: Option<Hazard>,
    located: bool,
    standing: Standing,
    now: Timestamp,
) -> AlertFacts {
    let cap = &alert.alert;
    AlertFacts {
        not_applicable: not_applicable(alert, hazard, standing, now),
        hazard,
        level: level_of(cap),
        local_levels: HashMap::new(),
        located,
        onset: onset_of(cap).0,
    }
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

fn distance_km(zone: &Zone, area: &MultiPolygon<f64>) -> Option<f64> {
    distance_m(&zone.geometry, area).map(|metres| metres / 1_000.0)
}

impl Decided<'_> {
    /// The same, but of zones that `running` has: new ones come up once, in the first activation of the episode.
    #[must_use]
    pub fn within(&self, running: &Activation) -> Self {
        let its_own = |wanted: &[Wanted]| {
            wanted.iter().filter(|(zone, ..)| running.zones.iter().any(|own| own.zone_id == *zone)).cloned().collect()
        };
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
        let record = |zone_id, outcome, reason: &Localized| DecisionRecord {
            plan_id: self.plan.plan.id,
            plan_version_id: self.plan.version.id,
            zone_id,
            outcome,
            reason: reason.clone(),
        };
        let ending = changed && self.decision.chosen().next().is_none();
        let outcome = if ending { Outcome::StandDownProposed } else { self.decision.outcome };
        let zones = self.decision.zones.iter();
        std::iter::once(record(None, outcome, &self.decision.reason))
            .chain(zones.map(|zone| record(Some(zone.zone_id), zone.outcome, &zone.reason)))
            .collect()
    }
}
