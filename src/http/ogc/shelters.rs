//! Shelters as features, without those who keep them.

use serde::Serialize;

use super::collections::{Filter, Value};
use super::items::{Item, Page, Shape, Wanted, is, write_json};
use crate::hazards::Hazard;
use crate::places::{Shelter, ShelterKind};
use crate::services::ServiceError;
use crate::services::map_layers::{Bounds, Layers};
use crate::services::map_tiles::shelter_kind;

/// A shelter among its layers.
pub(super) struct ShelterItem<'a> {
    shelter: &'a Shelter,
    layers: &'a Layers,
}

/// What everybody may know of a shelter.
#[derive(Serialize)]
struct Properties<'a> {
    code: &'a str,
    name: &'a str,
    kind: ShelterKind,
    commune: &'a str,
    commune_name: &'a str,
    capacity: i64,
    suitable_for: &'a [Hazard],
    demonstration: bool,
}

impl Item for ShelterItem<'_> {
    fn id(&self) -> String {
        self.shelter.id.to_string()
    }

    fn code(&self) -> &str {
        &self.shelter.code
    }

    fn shape(&self) -> Shape<'_> {
        Shape::Point(self.shelter.lon, self.shelter.lat)
    }

    fn bounds(&self) -> Option<Bounds> {
        None
    }

    fn has(&self, filter: &Filter) -> bool {
        let shelter = self.shelter;
        match filter.name {
            "code" => is(filter, Some(Value::Text(&shelter.code))),
            "kind" => is(filter, Some(Value::Text(shelter_kind(shelter.kind)))),
            "commune" => is(filter, Some(Value::Text(&shelter.commune_code))),
            "suitable_for" => shelter.suitable_for.iter().any(|hazard| is(filter, Some(Value::Text(hazard.code())))),
            "demonstration" => is(filter, Some(Value::Flag(shelter.demonstration))),
            _ => false,
        }
    }

    fn write_properties(&self, buffer: &mut Vec<u8>) {
        let shelter = self.shelter;
        write_json(
            buffer,
            &Properties {
                code: &shelter.code,
                name: &shelter.name,
                kind: shelter.kind,
                commune: &shelter.commune_code,
                commune_name: self.layers.picture.unit_name(&shelter.commune_code),
                capacity: shelter.capacity,
                suitable_for: &shelter.suitable_for,
                demonstration: shelter.demonstration,
            },
        );
    }
}

/// A page of shelters. They have no time of their own: each is in every interval.
pub(super) fn page<'a>(layers: &'a Layers, wanted: &Wanted) -> Result<Page<ShelterItem<'a>>, ServiceError> {
    let all = layers.shelters()?.iter().map(|shelter| ShelterItem { shelter, layers });
    Ok(wanted.page(all.filter(|item| wanted.takes(item)).collect()))
}

/// One shelter, by its id.
pub(super) fn find<'a>(layers: &'a Layers, id: &str) -> Result<Option<ShelterItem<'a>>, ServiceError> {
    let found = layers.shelters()?.iter().find(|shelter| shelter.id.to_string() == id);
    Ok(found.map(|shelter| ShelterItem { shelter, layers }))
}
