//! Zones of which no source that is asked would tell: a finding, for whoever looks after the sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Zone;
use crate::alerts::hearing::{Hearing, Silence};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;

/// The zones of one commune over which the same silence lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnheardZones {
    /// The commune.
    pub commune_code: String,
    /// What threatens the zones.
    pub hazards: Vec<Hazard>,
    /// How many they are.
    pub zones: usize,
    /// Why nothing is heard of them.
    pub silence: Silence,
}

/// The zones among `zones` of which nothing is heard at `now`, by commune; `is_within` tells whether the first unit is
/// the second or lies in it.
pub fn unheard_zones(
    zones: &[Arc<Zone>],
    hearing: &Hearing,
    is_within: impl Fn(&str, &str) -> bool,
    now: Timestamp,
) -> Vec<UnheardZones> {
    if hearing.is_whole(now) {
        return Vec::new();
    }
    let mut counted: BTreeMap<(&str, Hazard), usize> = BTreeMap::new();
    for zone in zones {
        *counted.entry((&zone.commune_code, zone.hazard)).or_default() += 1;
    }
    let mut found: Vec<UnheardZones> = Vec::new();
    for ((commune, hazard), zones) in counted {
        let Some(silence) = hearing.silence_of(Some(hazard), |unit| is_within(commune, unit), now) else { continue };
        match found.iter_mut().rev().find(|one| one.commune_code == commune && one.silence == silence) {
            Some(one) => {
                one.hazards.push(hazard);
                one.zones += zones;
            }
            None => {
                found.push(UnheardZones { commune_code: commune.to_owned(), hazards: vec![hazard], zones, silence });
            }
        }
    }
    found
}
