//! Which entries an entry names: by this it is known what a change can touch.

use super::{Contact, Loan, Plan, Shelter, Silence, Store, Team, Vehicle, Zone};
use crate::findings::Ref;

/// An entry that names others.
pub(in crate::findings) trait Mentions {
    /// The entries it names, each once and in order.
    fn mentions(&self) -> Vec<Ref>;
}

fn in_order(mut named: Vec<Ref>) -> Vec<Ref> {
    named.sort_unstable();
    named.dedup();
    named
}

impl Mentions for Zone {
    fn mentions(&self) -> Vec<Ref> {
        vec![Ref::Unit(self.commune)]
    }
}

impl Mentions for Silence {
    fn mentions(&self) -> Vec<Ref> {
        vec![Ref::Unit(self.commune)]
    }
}

impl Mentions for Shelter {
    fn mentions(&self) -> Vec<Ref> {
        let zones = self.inside.iter().flatten().copied().map(Ref::Zone);
        in_order(zones.chain([Ref::Unit(self.commune)]).collect())
    }
}

impl Mentions for Loan {
    fn mentions(&self) -> Vec<Ref> {
        in_order(vec![self.resource, Ref::Unit(self.owner), Ref::Unit(self.to)])
    }
}

macro_rules! names_its_unit {
    ($($entry:ty),+) => {$(
        impl Mentions for $entry {
            fn mentions(&self) -> Vec<Ref> {
                vec![Ref::Unit(self.unit)]
            }
        }
    )+};
}

names_its_unit!(Vehicle, Team, Store, Contact);

impl Mentions for Plan {
    fn mentions(&self) -> Vec<Ref> {
        let mut named = vec![Ref::Unit(self.unit)];
        for arrangement in &self.arrangements {
            named.push(Ref::Zone(arrangement.zone));
            named.extend(arrangement.destinations.iter().map(|to| Ref::Shelter(to.shelter)));
            let crossed = arrangement.routes.iter().flat_map(|route| route.crosses.iter().flatten());
            named.extend(crossed.copied().map(Ref::Zone));
            named.extend(arrangement.vehicles.iter().map(|promise| Ref::Vehicle(promise.vehicle)));
            named.extend(arrangement.teams.iter().map(|promise| Ref::Team(promise.team)));
            named.extend(arrangement.stores.iter().copied().map(Ref::Store));
        }
        in_order(named)
    }
}
