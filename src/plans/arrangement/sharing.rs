//! Arrangements of zones that are split, merged or moved: nobody who had a place loses it, and no shelter, vehicle or
//! team is promised more often than before.

use super::{PlannedShelter, PlannedTeam, PlannedVehicles, ZoneArrangement};

impl ZoneArrangement {
    /// What is arranged for several zones together. What was counted is added up; what they do not agree in (who
    /// answers) stays open.
    pub(in crate::plans) fn joined<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next()?.clone();
        parts.for_each(|part| whole.join(part));
        Some(whole)
    }

    fn join(&mut self, other: &Self) {
        for to in &other.destinations {
            match self.destinations.iter_mut().find(|mine| mine.code == to.code) {
                Some(mine) => mine.people = mine.people.saturating_add(to.people),
                None => self.destinations.push(to.clone()),
            }
        }
        self.hosted = self.hosted.saturating_add(other.hosted);
        self.in_place = self.in_place.saturating_add(other.in_place);
        self.to_be_driven = self.to_be_driven.zip(other.to_be_driven).map(|(a, b)| a.saturating_add(b));
        add_new(&mut self.routes, &other.routes);
        for line in &other.vehicles {
            match self.vehicles.iter_mut().find(|mine| mine.id == line.id) {
                Some(mine) => {
                    mine.number = mine.number.saturating_add(line.number);
                    mine.round_trip_minutes = mine.round_trip_minutes.max(line.round_trip_minutes);
                }
                None => self.vehicles.push(line.clone()),
            }
        }
        for team in &other.teams {
            match self.teams.iter_mut().find(|mine| mine.id == team.id) {
                Some(mine) => mine.people = mine.people.zip(team.people).map(|(a, b)| a.saturating_add(b)),
                None => self.teams.push(team.clone()),
            }
        }
        for store in &other.stores {
            if self.stores.iter().all(|mine| mine.id != store.id) {
                self.stores.push(store.clone());
            }
        }
        if self.in_charge != other.in_charge {
            self.in_charge = None;
        }
    }

    /// The same shared out among `parts` zones: everything counted is divided evenly, the rest to the first; ways,
    /// whole teams, stores and who answers are for each. Somebody has to look through it, as nobody knows yet who
    /// lives in which part.
    pub(in crate::plans) fn shared_out(&self, parts: usize) -> Vec<Self> {
        (0..parts).map(|at| self.share(at, parts)).collect()
    }

    fn share(&self, at: usize, parts: usize) -> Self {
        let part = |whole: u32| share_of(whole, at, parts);
        let some = |(whole, share): (u32, u32)| (share > 0 || whole == 0).then_some(share);
        let destinations = self.destinations.iter().filter_map(|to| {
            let people = some((to.people, part(to.people)))?;
            Some(PlannedShelter { people, ..to.clone() })
        });
        let vehicles = self.vehicles.iter().filter_map(|line| {
            let number = some((line.number, part(line.number)))?;
            Some(PlannedVehicles { number, ..line.clone() })
        });
        let teams = self.teams.iter().filter_map(|team| match team.people {
            None => Some(team.clone()),
            Some(whole) => some((whole, part(whole))).map(|share| PlannedTeam { people: Some(share), ..team.clone() }),
        });
        Self {
            destinations: destinations.collect(),
            hosted: part(self.hosted),
            in_place: part(self.in_place),
            to_be_driven: self.to_be_driven.map(part),
            vehicles: vehicles.collect(),
            teams: teams.collect(),
            ..self.clone()
        }
    }
}

/// The share of part `at` of `parts` in `whole`; the first parts get one more where it does not come out even.
fn share_of(whole: u32, at: usize, parts: usize) -> u32 {
    let (at, parts) = (u64::try_from(at).unwrap_or(u64::MAX), u64::try_from(parts).unwrap_or(u64::MAX).max(1));
    let whole = u64::from(whole);
    u32::try_from(whole / parts + u64::from(at < whole % parts)).unwrap_or(u32::MAX)
}

fn add_new<T: Clone + PartialEq>(mine: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !mine.contains(other) {
            mine.push(other.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kernel::Timestamp;
    use crate::kernel::ids::ResourceId;

    fn any_arrangement() -> impl Strategy<Value = ZoneArrangement> {
        let truck = ResourceId::new(Timestamp::UNIX_EPOCH);
        let to = (prop::sample::select(vec!["A", "B", "C"]), 0..500_u32);
        (prop::collection::vec(to, 0..4), 0..50_u32, 0..50_u32, prop::option::of(0..40_u32), 0..5_u32).prop_map(
            move |(to, hosted, in_place, to_be_driven, trucks)| {
                let mut destinations: Vec<PlannedShelter> = Vec::new();
                for (code, people) in to {
                    if destinations.iter().all(|known| known.code != code) {
                        destinations.push(PlannedShelter { code: code.into(), name: String::new(), people });
                    }
                }
                let line = PlannedVehicles { id: truck, name: String::new(), number: trucks, round_trip_minutes: None };
                ZoneArrangement {
                    destinations,
                    hosted,
                    in_place,
                    to_be_driven,
                    vehicles: vec![line],
                    ..ZoneArrangement::default()
                }
            },
        )
    }

    /// People by shelter, with hosts, at home; vehicles.
    fn sums<'a>(of: impl IntoIterator<Item = &'a ZoneArrangement>) -> [u32; 6] {
        of.into_iter().fold([0; 6], |[a, b, c, hosted, in_place, trucks], part| {
            let to = |code| part.destinations.iter().filter(|to| to.code == code).map(|to| to.people).sum::<u32>();
            let number: u32 = part.vehicles.iter().map(|line| line.number).sum();
            [a + to("A"), b + to("B"), c + to("C"), hosted + part.hosted, in_place + part.in_place, trucks + number]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn splitting_and_merging_lose_nobody_and_promise_nothing_twice(
            parts in prop::collection::vec(any_arrangement(), 1..4), into in 1..6_usize,
        ) {
            let whole = ZoneArrangement::joined(&parts).unwrap();
            prop_assert_eq!(sums([&whole]), sums(&parts));
            let shared = whole.shared_out(into);
            prop_assert_eq!(sums(&shared), sums([&whole]));
            let again = ZoneArrangement::joined(&shared).unwrap();
            prop_assert_eq!(sums([&again]), sums([&whole]));
        }

        #[test]
        fn a_zone_that_only_moves_keeps_everything(whole in any_arrangement()) {
            prop_assert_eq!(whole.shared_out(1), vec![whole.clone()]);
        }
    }
}
