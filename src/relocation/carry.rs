//! Carrying a new alert of a chain into an activation: zones are added, proposed for stand-down or taken
//! back; nothing that was opened is ended by a message, and nobody's work disappears.

use std::collections::{HashMap, HashSet};

use super::{Activation, ActivationStatus, ActivationZone, ZoneState};
use crate::kernel::Localized;
use crate::kernel::ids::{AlertId, ZoneId};

/// A zone the new alert wants cleared: zone, revision, reason.
pub type Wanted = (ZoneId, i64, Localized);

/// What carrying changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// The zones as they stand now.
    pub zones: Vec<ActivationZone>,
    /// The status as it stands now.
    pub status: ActivationStatus,
    /// Whether anything changed.
    pub changed: bool,
}

/// The zones and status of `activation` after `alert_id`, which wants exactly `wanted` cleared.
///
/// `gone` is the reason given to zones the alert no longer covers; `raised` tells that the level rose,
/// which puts a declined proposal before people again.
pub fn carry_through(
    activation: &Activation,
    alert_id: AlertId,
    wanted: &[Wanted],
    gone: &Localized,
    raised: bool,
) -> Carried {
    use ActivationStatus::{Active, Closed, Declined, Lapsed, Proposed, StoodDown};
    let working = activation.status == Active;
    let mut zones = activation.zones.clone();
    let mut added = false;
    let mut places: HashMap<ZoneId, usize> = zones.iter().enumerate().map(|(at, zone)| (zone.zone_id, at)).collect();

    for (zone_id, zone_revision, reason) in wanted {
        match places.get(zone_id).and_then(|at| zones.get_mut(*at)) {
            None => {
                added = true;
                places.insert(*zone_id, zones.len());
                zones.push(ActivationZone {
                    zone_id: *zone_id,
                    zone_revision: *zone_revision,
                    state: ZoneState::Proposed,
                    alert_id,
                    reason: reason.clone(),
                });
            }
            Some(zone) => {
                let state = match zone.state {
                    ZoneState::Proposed => ZoneState::Proposed,
                    ZoneState::Open | ZoneState::StandDownProposed => ZoneState::Open,
                    ZoneState::StoodDown | ZoneState::Lapsed => {
                        added = true;
                        ZoneState::Proposed
                    }
                };
                if zone.state != state || zone.state == ZoneState::Proposed {
                    (zone.state, zone.alert_id, zone.reason) = (state, alert_id, reason.clone());
                }
            }
        }
    }
    let named: HashSet<ZoneId> = wanted.iter().map(|(zone, _, _)| *zone).collect();
    for zone in zones.iter_mut().filter(|zone| !named.contains(&zone.zone_id)) {
        let state = match zone.state {
            ZoneState::Proposed => ZoneState::Lapsed,
            ZoneState::Open => ZoneState::StandDownProposed,
            same @ (ZoneState::StandDownProposed | ZoneState::StoodDown | ZoneState::Lapsed) => same,
        };
        if state != zone.state {
            (zone.state, zone.alert_id, zone.reason) = (state, alert_id, gone.clone());
        }
    }

    let proposed = zones.iter().any(|zone| zone.state == ZoneState::Proposed);
    let status = match activation.status {
        Active | Closed if working || !added => activation.status,
        Proposed if !proposed => Lapsed,
        Proposed => Proposed,
        Declined if added || (raised && proposed) => Proposed,
        Declined => Declined,
        Lapsed | StoodDown | Closed if added && proposed => Proposed,
        other @ (Lapsed | StoodDown | Active | Closed) => other,
    };
    // A declined or closed activation keeps its zones as they were decided, unless it comes up again.
    if matches!(status, Declined | Closed) {
        return Carried { zones: activation.zones.clone(), status, changed: false };
    }
    let changed = zones != activation.zones || status != activation.status;
    Carried { zones, status, changed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazards::RiskLevel;
    use crate::kernel::Timestamp;
    use crate::kernel::ids::{ActivationId, EventId, PlanId, PlanVersionId};
    use crate::plans::Mode;

    fn now() -> Timestamp {
        "2022-09-27T07:00:00Z".parse().unwrap()
    }

    fn activation(status: ActivationStatus, zones: &[(ZoneId, ZoneState)]) -> Activation {
        let alert_id = AlertId::new(now());
        Activation {
            id: ActivationId::new(now()),
            event_id: EventId::new(now()),
            plan_id: PlanId::new(now()),
            plan_version_id: PlanVersionId::new(now()),
            alert_id,
            level: RiskLevel::new(4).unwrap(),
            level_official: true,
            mode: Mode::Propose,
            status,
            proposed_at: now(),
            escalate_at: None,
            escalated_at: None,
            decided_at: None,
            decided_by: None,
            decision_remark: None,
            revision: 1,
            zones: zones
                .iter()
                .map(|(zone_id, state)| ActivationZone {
                    zone_id: *zone_id,
                    zone_revision: 1,
                    state: *state,
                    alert_id,
                    reason: Localized::new("cũ", "old"),
                })
                .collect(),
        }
    }

    /// Carries an alert that wants `wanted`; gives back the status and the states in order.
    fn carry(from: &Activation, wanted: &[ZoneId], raised: bool) -> (ActivationStatus, Vec<ZoneState>) {
        let wanted: Vec<Wanted> = wanted.iter().map(|id| (*id, 1, Localized::new("mới", "new"))).collect();
        let carried = carry_through(from, AlertId::new(now()), &wanted, &Localized::new("hết", "gone"), raised);
        (carried.status, carried.zones.iter().map(|zone| zone.state).collect())
    }

    #[test]
    fn an_update_that_widens_adds_zones_to_confirm() {
        let (a, b) = (ZoneId::new(now()), ZoneId::new(now()));
        let running = activation(ActivationStatus::Active, &[(a, ZoneState::Open)]);
        assert_eq!(
            carry(&running, &[a, b], false),
            (ActivationStatus::Active, vec![ZoneState::Open, ZoneState::Proposed])
        );
    }

    #[test]
    fn an_update_that_shrinks_only_proposes_to_stand_down() {
        let (a, b) = (ZoneId::new(now()), ZoneId::new(now()));
        let running = activation(ActivationStatus::Active, &[(a, ZoneState::Open), (b, ZoneState::Open)]);
        let (status, states) = carry(&running, &[a], false);
        assert_eq!((status, states), (ActivationStatus::Active, vec![ZoneState::Open, ZoneState::StandDownProposed]));
    }

    #[test]
    fn a_zone_that_is_covered_again_goes_on() {
        let a = ZoneId::new(now());
        let running = activation(ActivationStatus::Active, &[(a, ZoneState::StandDownProposed)]);
        assert_eq!(carry(&running, &[a], false), (ActivationStatus::Active, vec![ZoneState::Open]));
    }

    #[test]
    fn a_proposal_lapses_when_its_alert_is_cancelled() {
        let a = ZoneId::new(now());
        let proposal = activation(ActivationStatus::Proposed, &[(a, ZoneState::Proposed)]);
        assert_eq!(carry(&proposal, &[], false), (ActivationStatus::Lapsed, vec![ZoneState::Lapsed]));
    }

    #[test]
    fn a_declined_proposal_comes_up_again_only_when_it_grows_or_rises() {
        let (a, b) = (ZoneId::new(now()), ZoneId::new(now()));
        let declined = activation(ActivationStatus::Declined, &[(a, ZoneState::Proposed)]);
        assert_eq!(carry(&declined, &[a], false).0, ActivationStatus::Declined);
        assert_eq!(carry(&declined, &[a], true).0, ActivationStatus::Proposed);
        assert_eq!(carry(&declined, &[a, b], false).0, ActivationStatus::Proposed);
    }

    #[test]
    fn carrying_the_same_alert_twice_changes_nothing() {
        let (a, b) = (ZoneId::new(now()), ZoneId::new(now()));
        let running = activation(ActivationStatus::Active, &[(a, ZoneState::Open), (b, ZoneState::Open)]);
        let alert = AlertId::new(now());
        let (wanted, gone) = ([(a, 1, Localized::new("mới", "new"))], Localized::new("hết", "gone"));
        let first = carry_through(&running, alert, &wanted, &gone, false);
        let after = Activation { zones: first.zones.clone(), status: first.status, ..running };
        assert!(!carry_through(&after, alert, &wanted, &gone, false).changed);
    }
}
