//! What the store knows of the chains of some alerts, asked for all of them at once.

use std::collections::{BTreeSet, HashMap};

use crate::alerts::cap::{AlertIdentity, MsgType};
use crate::kernel::ids::AlertId;
use crate::relocation::{Event, EventKind};
use crate::store::alert_chains::Superseding;
use crate::store::alerts::StoredAlert;
use crate::store::{StoreConnection, StoreError, alert_chains, events};

/// The chains of some alerts: who is in them, what references whom, and which event they have.
pub(super) struct ChainFacts {
    members: HashMap<String, Vec<(AlertId, AlertIdentity)>>,
    superseding: Superseding,
    events: HashMap<String, Event>,
}

impl ChainFacts {
    /// Those of `of`.
    pub(super) fn of(conn: &mut StoreConnection, of: &[StoredAlert]) -> Result<Self, StoreError> {
        let chains = chains_of(of.iter());
        let members = alert_chains::identities_in(conn, &chains)?;
        let others = members.values().flatten().map(|(_, identity)| identity);
        let identities: BTreeSet<&AlertIdentity> = others.chain(of.iter().map(|kept| &kept.alert.identity)).collect();
        let superseding = Superseding::of(conn, &identities.into_iter().collect::<Vec<_>>())?;
        Ok(Self { superseding, events: events::of_chains(conn, &chains)?, members })
    }

    /// The other messages of a chain that nothing has replaced.
    pub(super) fn standing_beside<'c>(&'c self, alert: &'c StoredAlert) -> impl Iterator<Item = AlertId> + 'c {
        let members = self.members.get(&alert.chain_key).into_iter().flatten();
        members.filter(|(id, identity)| *id != alert.id && self.superseded_by(identity).is_none()).map(|(id, _)| *id)
    }

    /// The strongest message that references this one.
    pub(super) fn superseded_by(&self, identity: &AlertIdentity) -> Option<MsgType> {
        self.superseding.strongest(identity)
    }

    /// The event of a chain.
    pub(super) fn event_of(&self, chain_key: &str) -> Option<&Event> {
        self.events.get(chain_key)
    }

    /// Whether a chain is a drill.
    pub(super) fn is_drill(&self, chain_key: &str) -> bool {
        self.event_of(chain_key).is_some_and(|event| event.kind == EventKind::Drill)
    }
}

/// The different chains of alerts.
pub(super) fn chains_of<'a>(of: impl Iterator<Item = &'a StoredAlert>) -> Vec<&'a str> {
    let chains: BTreeSet<&str> = of.map(|kept| kept.chain_key.as_str()).collect();
    chains.into_iter().collect()
}
