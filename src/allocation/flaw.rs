//! What is wrong with a solution that claims to be the best.

use std::fmt;

/// The first thing found wrong by [`Allocation::check`].
///
/// [`Allocation::check`]: super::Allocation::check
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The answer belongs to a question with other numbers of groups or shelters.
    Size,
    /// Fewer than one person, a forbidden way or an unknown place: group, shelter.
    Flow(usize, usize),
    /// The people of this group do not add up.
    People(usize),
    /// More people than places in this shelter.
    Places(usize),
    /// The cost is not the sum over the flows.
    Cost,
    /// The price of this shelter is above 0, or below 0 though places are left.
    ShelterPrice(usize),
    /// The price of this group is above that of leaving a person behind, or below it though people are left behind.
    GroupPrice(usize),
    /// This pair would be cheaper than the prices say: group, shelter.
    Cheaper(usize, usize),
    /// People take this pair though it is dearer than the prices say: group, shelter.
    Dearer(usize, usize),
    /// The bottlenecks do not explain the people left behind.
    Shortage,
    /// This group of a bottleneck may use this shelter, which is not part of it.
    WayOut(usize, usize),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size => write!(f, "the answer belongs to another question"),
            Self::Flow(group, shelter) => write!(f, "nobody of group {group} can be sent to shelter {shelter} so"),
            Self::People(group) => write!(f, "the people of group {group} do not add up"),
            Self::Places(shelter) => write!(f, "shelter {shelter} has fewer places"),
            Self::Cost => write!(f, "the cost is another"),
            Self::ShelterPrice(shelter) => write!(f, "the price of shelter {shelter} does not fit its free places"),
            Self::GroupPrice(group) => write!(f, "the price of group {group} does not fit its people left behind"),
            Self::Cheaper(group, shelter) => write!(f, "group {group} could go to shelter {shelter} for less"),
            Self::Dearer(group, shelter) => write!(f, "group {group} pays too much in shelter {shelter}"),
            Self::Shortage => write!(f, "the bottlenecks do not explain the people left behind"),
            Self::WayOut(group, shelter) => write!(f, "group {group} could still go to shelter {shelter}"),
        }
    }
}

impl std::error::Error for Flaw {}
