//! An alert that states different levels for different areas: which holds where.

use std::collections::BTreeMap;

use crate::alerts::cap::{Alert, Area, Info};
use crate::alerts::footprint::Footprint;
use crate::alerts::level::{AlertLevel, level_of, stated_level};

/// A level and where it holds, the lowest first. Nothing where one level holds everywhere, which is nearly always.
///
/// Only levels that the sender stated are told apart. A block that states none may be of any that the alert states, so
/// it has the highest; and a block without an area, or with one that only words tell, may hold anywhere, so that no place
/// has less than what it states.
pub fn local_levels(alert: &Alert) -> Vec<(AlertLevel, Footprint)> {
    let Some(highest) = level_of(alert).filter(|level| level.official) else { return Vec::new() };
    let of_block = |info: &Info| stated_level(info).unwrap_or_else(|| highest.clone());
    let placed = alert.infos.iter().filter(|info| !info.areas.is_empty());
    let mut blocks: BTreeMap<_, (AlertLevel, Vec<&Info>)> = BTreeMap::new();
    for info in placed {
        let level = of_block(info);
        blocks.entry(level.level).or_insert_with(|| (level, Vec::new())).1.push(info);
    }
    if blocks.len() < 2 {
        return Vec::new();
    }
    let is_open = |area: &Area| !Footprint::of_areas(std::iter::once(area)).is_located();
    let anywhere = |info: &Info| info.areas.is_empty() || info.areas.iter().any(is_open);
    let least = alert.infos.iter().filter(|info| anywhere(info)).map(of_block).max_by_key(|level| level.level);
    blocks
        .into_values()
        .map(|(level, infos)| {
            let footprint = Footprint::of_areas(infos.into_iter().flat_map(|info| &info.areas));
            let raised = least.clone().filter(|least| least.level > level.level);
            (raised.unwrap_or(level), footprint)
        })
        .collect()
}
