//! What the plans of the demonstration arrange for their zones, from `maps/demo/arrangements.json`.
//!
//! It isn't perfect, on purpose: the hall of Ngọc Linh (NL-TRU-03) is promised to people of the landslide plan and of
//! the flood plan, the only pickup to every zone of the commune, the school NL-TRG-01 is taken by pupils until the end
//! of the year and lies behind a crossing that closes at level 2, Đăk Plô has no vehicle that carries people, and of
//! one zone there nobody is in charge.

use serde::Deserialize;

use super::ServiceError;
use super::demo_resources::ResourcesByCode;
use crate::kernel::ids::ResourceId;
use crate::plans::arrangement::{
    PlannedLead, PlannedRoute, PlannedShelter, PlannedStore, PlannedTeam, PlannedVehicles, ZoneArrangement,
};

/// The arrangement of a zone as the file has it: resources by unit and code.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArrangementFile {
    destinations: Vec<PlannedShelter>,
    hosted: u32,
    in_place: u32,
    routes: Vec<PlannedRoute>,
    to_be_driven: Option<u32>,
    vehicles: Vec<Promised>,
    teams: Vec<Promised>,
    stores: Vec<Promised>,
    in_charge: Option<PlannedLead>,
}

/// Something of the registers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Promised {
    /// Unit and code.
    resource: (String, String),
    number: Option<u32>,
    people: Option<u32>,
    round_trip_minutes: Option<u32>,
}

impl Promised {
    fn known(&self, resources: &ResourcesByCode) -> Result<(ResourceId, String), ServiceError> {
        let (unit, code) = &self.resource;
        let known = resources.get(&self.resource).cloned();
        known.ok_or_else(|| ServiceError::Internal(format!("arrangements.json: {unit} {code}")))
    }
}

/// What `file` arranges, with the resources as they are known.
pub(super) fn arranged(file: &ArrangementFile, resources: &ResourcesByCode) -> Result<ZoneArrangement, ServiceError> {
    let vehicles = file.vehicles.iter().map(|line| {
        let (id, name) = line.known(resources)?;
        let number = line.number.unwrap_or(1);
        Ok(PlannedVehicles { id, name, number, round_trip_minutes: line.round_trip_minutes })
    });
    let teams = file.teams.iter().map(|line| {
        let (id, name) = line.known(resources)?;
        Ok(PlannedTeam { id, name, people: line.people })
    });
    let stores = file.stores.iter().map(|line| {
        let (id, name) = line.known(resources)?;
        Ok(PlannedStore { id, name })
    });
    Ok(ZoneArrangement {
        destinations: file.destinations.clone(),
        hosted: file.hosted,
        in_place: file.in_place,
        routes: file.routes.clone(),
        to_be_driven: file.to_be_driven,
        vehicles: vehicles.collect::<Result<_, ServiceError>>()?,
        teams: teams.collect::<Result<_, ServiceError>>()?,
        stores: stores.collect::<Result<_, ServiceError>>()?,
        in_charge: file.in_charge.clone(),
    })
}
