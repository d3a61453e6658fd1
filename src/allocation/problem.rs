//! The question: how many people, how many places, and what each way costs.

use std::fmt;

use super::{Costs, Flow};

/// The most pairs of a group and a shelter that can be asked about at once. A problem that large takes some ten
/// seconds; one of four million a tenth of one.
pub const MOST_PAIRS: usize = 100_000_000;

/// Groups of people, shelters with places, and the cost of one person for every pair.
///
/// Made by [`Problem::new`], which refuses what could not be answered in 64-bit whole numbers; all that follows
/// relies on it and cannot overflow.
#[derive(Debug, Clone)]
pub struct Problem<C> {
    people: Vec<i64>,
    places: Vec<i64>,
    costs: C,
    unplaced_price: i64,
}

/// Why a question cannot be put.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// The costs are not for as many groups and shelters as there are.
    SizesDiffer,
    /// The group at this place in the list has fewer than 0 people.
    NegativePeople(usize),
    /// The shelter at this place in the list has fewer than 0 places.
    NegativePlaces(usize),
    /// The cost of a pair is below 0.
    NegativeCost {
        /// Place of the group in its list.
        group: usize,
        /// Place of the shelter in its list.
        shelter: usize,
    },
    /// The group at this place in the list has a weight below 1.
    Weight(usize),
    /// A longitude outside -180–180°, a latitude outside -90–90°, or no number at all.
    Position {
        /// Degrees east as given.
        lon: f64,
        /// Degrees north as given.
        lat: f64,
    },
    /// More than [`MOST_PAIRS`] pairs, or a sum of people, places or costs that would not fit in 64 bits.
    TooLarge,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SizesDiffer => write!(f, "the costs are for other numbers of groups and shelters"),
            Self::NegativePeople(group) => write!(f, "group {group} has fewer than 0 people"),
            Self::NegativePlaces(shelter) => write!(f, "shelter {shelter} has fewer than 0 places"),
            Self::NegativeCost { group, shelter } => {
                write!(f, "the cost of group {group} in shelter {shelter} is below 0")
            }
            Self::Weight(group) => write!(f, "the weight of group {group} is below 1"),
            Self::Position { lon, lat } => write!(f, "{lon}, {lat} is no longitude and latitude in degrees"),
            Self::TooLarge => {
                write!(f, "there are too many pairs, or people, places or costs too large to be added up")
            }
        }
    }
}

impl std::error::Error for Fault {}

impl<C: Costs> Problem<C> {
    /// The question of `people` (one number a group) and `places` (one a shelter) under `costs`.
    pub fn new(people: Vec<i64>, places: Vec<i64>, costs: C) -> Result<Self, Fault> {
        if people.len() != costs.groups() || places.len() != costs.shelters() {
            return Err(Fault::SizesDiffer);
        }
        if people.len().checked_mul(places.len()).is_none_or(|pairs| pairs > MOST_PAIRS) {
            return Err(Fault::TooLarge);
        }
        if let Some(group) = people.iter().position(|people| *people < 0) {
            return Err(Fault::NegativePeople(group));
        }
        if let Some(shelter) = places.iter().position(|places| *places < 0) {
            return Err(Fault::NegativePlaces(shelter));
        }
        let unplaced_price = sums(&people, &places, costs.greatest()).ok_or(Fault::TooLarge)?;
        Ok(Self { people, places, costs, unplaced_price })
    }

    /// People of each group.
    pub fn people(&self) -> &[i64] {
        &self.people
    }

    /// Places of each shelter.
    pub fn places(&self) -> &[i64] {
        &self.places
    }

    /// What each way costs.
    pub fn costs(&self) -> &C {
        &self.costs
    }

    /// The sum of cost times people over `flows`.
    pub(super) fn cost_of(&self, flows: &[Flow]) -> i64 {
        let each = |flow: &Flow| self.costs.cost(flow.group, flow.shelter).unwrap_or(0) * flow.people;
        flows.iter().map(each).sum()
    }

    /// A price for leaving a person behind that no detour can reach: one more than the greatest cost, times the
    /// number of nodes a way through the network can have.
    pub(super) fn unplaced_price(&self) -> i64 {
        self.unplaced_price
    }
}

/// Checks that all people, all places, and eight times the dearest solution and the price of leaving a person behind
/// fit in 64 bits, so that a few of them can be added up; answers that price.
fn sums(people: &[i64], places: &[i64], greatest: i64) -> Option<i64> {
    let total = |parts: &[i64]| parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part));
    let all_people = total(people)?;
    all_people.checked_add(total(places)?)?;
    all_people.checked_mul(greatest)?.checked_mul(8)?;
    let nodes = people.len().checked_add(places.len())?.checked_add(2)?;
    u32::try_from(nodes).ok()?;
    let price = greatest.checked_add(1)?.checked_mul(i64::try_from(nodes).ok()?)?;
    price.checked_mul(8).map(|_| price)
}
