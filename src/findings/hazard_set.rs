//! Some hazards, in four bytes.

use crate::hazards::Hazard;

/// A set of hazards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct HazardSet(u32);

impl HazardSet {
    fn bit(hazard: Hazard) -> u32 {
        1 << (hazard as u32)
    }

    /// Whether `hazard` is among them.
    pub fn contains(self, hazard: Hazard) -> bool {
        self.0 & Self::bit(hazard) != 0
    }

    /// They, in the order of the law.
    pub fn to_vec(self) -> Vec<Hazard> {
        Hazard::ALL.iter().copied().filter(|hazard| self.contains(*hazard)).collect()
    }
}

impl FromIterator<Hazard> for HazardSet {
    fn from_iter<I: IntoIterator<Item = Hazard>>(hazards: I) -> Self {
        Self(hazards.into_iter().fold(0, |all, hazard| all | Self::bit(hazard)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hazard_has_its_place_and_comes_out_once() {
        let all: HazardSet = Hazard::ALL.iter().copied().collect();
        assert_eq!(all.to_vec(), Hazard::ALL);
        let two: HazardSet = [Hazard::Flood, Hazard::Storm, Hazard::Flood].into_iter().collect();
        assert_eq!(two.to_vec(), [Hazard::Storm, Hazard::Flood]);
        assert!(two.contains(Hazard::Flood) && !two.contains(Hazard::Landslide));
        assert_eq!(HazardSet::default().to_vec(), []);
    }
}
