//! The vehicles a plan promises to its zones, as far as they carry people and can be used.

use std::collections::BTreeMap;

use crate::kernel::ids::ResourceId;
use crate::plans::PlanVersion;
use crate::plans::proposal::KnownVehicles;
use crate::resources::{Condition, Details};
use crate::store::{StoreConnection, StoreError, resources};
use crate::zones::Zone;

/// The vehicles promised to `zones`: of each line as many as are promised, and never more than there are.
pub(super) fn of(
    conn: &mut StoreConnection,
    version: &PlanVersion,
    zones: &[Zone],
) -> Result<Vec<KnownVehicles>, StoreError> {
    let mut promised: BTreeMap<ResourceId, i64> = BTreeMap::new();
    for zone in zones {
        let arranged = version.content.arrangements.get(&zone.code);
        for line in arranged.into_iter().flat_map(|arranged| &arranged.vehicles) {
            *promised.entry(line.id).or_default() += i64::from(line.number);
        }
    }
    let mut found = Vec::new();
    for (id, number) in promised {
        let held = match resources::get(conn, id) {
            Ok(held) => held,
            // A line that never was in this register carries nobody.
            Err(StoreError::NotFound) => continue,
            Err(error) => return Err(error),
        };
        let Details::Vehicle(vehicle) = &held.entry.details else { continue };
        if held.retired_on.is_some() || vehicle.condition == Condition::Broken {
            continue;
        }
        found.push(KnownVehicles {
            id,
            name: held.entry.name.clone(),
            number: number.min(vehicle.number),
            seats: vehicle.per_trip.unwrap_or(0),
        });
    }
    Ok(found)
}
