//! Figures of a move that agree with each other: households and people, by form and by state, and property beside them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::property::PropertyState;
use super::report::RelocationState;
use crate::households::PropertyKind;

/// Households and people: hộ/khẩu.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HouseholdsAndPeople {
    /// Hộ.
    pub households: i64,
    /// Khẩu.
    pub people: i64,
}

impl HouseholdsAndPeople {
    /// Both sums.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { households: self.households + other.households, people: self.people + other.people }
    }

    /// Both differences.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { households: self.households - other.households, people: self.people - other.people }
    }
}

/// How much property of one kind and unit stands where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PropertyTotal {
    /// The kind.
    pub kind: PropertyKind,
    /// The unit; amounts of different units are never added.
    pub unit: String,
    /// Where it stands.
    pub state: PropertyState,
    /// Lines.
    pub lines: i64,
    /// How much.
    pub quantity: f64,
}

/// The figures of a place: a zone, a village, a commune, a province.
///
/// `evacuated = host + shelter + unstated`, and `listed = evacuated + in_place + returned + not_moved + unknown`, in
/// households; people beside them are who was counted, where somebody counted, else who is listed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MoveFigures {
    /// Everybody who has to move, with the people of the register.
    pub listed: HouseholdsAndPeople,
    /// Of the listed people, those who need help.
    pub vulnerable: i64,
    /// Out of the danger zone now.
    pub evacuated: HouseholdsAndPeople,
    /// Of them with relatives or neighbours (xen ghép).
    pub host: HouseholdsAndPeople,
    /// Of them in public buildings (tập trung).
    pub shelter: HouseholdsAndPeople,
    /// Of them where nobody has said in which form.
    pub unstated: HouseholdsAndPeople,
    /// Upstairs or next door (tại chỗ): moved, but not out of the place.
    pub in_place: HouseholdsAndPeople,
    /// Home again.
    pub returned: HouseholdsAndPeople,
    /// Told, willing or refusing, and not gone.
    pub not_moved: HouseholdsAndPeople,
    /// Nobody has said anything: never safe.
    pub unknown: HouseholdsAndPeople,
    /// Of the evacuated, people whom nobody counted: the number is the register's.
    pub uncounted: HouseholdsAndPeople,
    /// By state.
    pub by_state: BTreeMap<RelocationState, HouseholdsAndPeople>,
    /// Contradictions that await a person.
    pub conflicts: i64,
    /// Numbers that do not agree and that nobody has explained.
    pub differences: i64,
    /// Shelters in use.
    pub shelters_in_use: i64,
    /// Property.
    pub property: Vec<PropertyTotal>,
}

/// One group of relocations that stand alike, as the store counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Where they stand.
    pub state: RelocationState,
    /// In which form.
    pub destination: Option<super::report::EvacuationForm>,
    /// How many.
    pub households: i64,
    /// People by the register.
    pub listed: i64,
    /// People by the best count.
    pub people: i64,
    /// Households of them whom nobody counted.
    pub uncounted_households: i64,
    /// People of those, by the register.
    pub uncounted_people: i64,
    /// People who need help, by the register.
    pub vulnerable: i64,
    /// Contradictions.
    pub conflicts: i64,
    /// Unexplained differences.
    pub differences: i64,
}

impl MoveFigures {
    /// Adds property to what is of the same kind and unit and stands in the same state.
    pub fn add_property(&mut self, more: &PropertyTotal) {
        let key = |total: &PropertyTotal| (total.kind, total.unit.clone(), total.state);
        let place = self.property.partition_point(|total| key(total) < key(more));
        match self.property.get_mut(place).filter(|total| key(total) == key(more)) {
            Some(total) => {
                total.lines += more.lines;
                total.quantity += more.quantity;
            }
            None => self.property.insert(place, more.clone()),
        }
    }

    /// Adds a group.
    pub fn add(&mut self, group: &Counted) {
        use super::report::EvacuationForm::{Host, InPlace, Shelter};
        use RelocationState::{Agreed, Notified, Refused, Returned, Unknown};
        let of = HouseholdsAndPeople { households: group.households, people: group.people };
        let sum = |into: &mut HouseholdsAndPeople| *into = into.plus(of);
        let listed = HouseholdsAndPeople { households: group.households, people: group.listed };
        self.listed = self.listed.plus(listed);
        self.vulnerable += group.vulnerable;
        self.conflicts += group.conflicts;
        self.differences += group.differences;
        sum(self.by_state.entry(group.state).or_default());
        match group.state {
            Unknown => sum(&mut self.unknown),
            Notified | Agreed | Refused => sum(&mut self.not_moved),
            Returned => sum(&mut self.returned),
            _ if group.destination == Some(InPlace) => sum(&mut self.in_place),
            _ => {
                sum(&mut self.evacuated);
                match group.destination {
                    Some(Host) => sum(&mut self.host),
                    Some(Shelter) => sum(&mut self.shelter),
                    Some(InPlace) | None => sum(&mut self.unstated),
                }
                let uncounted =
                    HouseholdsAndPeople { households: group.uncounted_households, people: group.uncounted_people };
                self.uncounted = self.uncounted.plus(uncounted);
            }
        }
    }
}
