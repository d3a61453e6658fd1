//! Zones in force as features: nothing of households, nobody's name or phone.

use std::borrow::Borrow;
use std::sync::Arc;

use super::collections::{Filter, Value};
use super::items::{Item, Page, Shape, Wanted, is};
use super::object::ObjectWriter;
use crate::kernel::ids::ZoneId;
use crate::services::map_layers::{Bounds, Layers};
use crate::services::{App, ServiceError};
use crate::zones::{Zone, ZoneStatus};

/// A zone among the layers it belongs to.
pub(super) struct ZoneItem<'a, Z> {
    pub zone: Z,
    pub layers: &'a Layers,
}

impl<Z: Borrow<Arc<Zone>>> ZoneItem<'_, Z> {
    fn zone(&self) -> &Zone {
        self.zone.borrow()
    }

    fn plan(&self) -> Option<&str> {
        Some(&self.layers.plan_of(self.zone().id)?.plan.code)
    }
}

impl<Z: Borrow<Arc<Zone>>> Item for ZoneItem<'_, Z> {
    fn id(&self) -> String {
        self.zone().id.to_string()
    }

    fn write_id(&self, buffer: &mut Vec<u8>) {
        // Nothing in it has to be escaped.
        buffer.push(b'"');
        buffer.extend_from_slice(self.id().as_bytes());
        buffer.push(b'"');
    }

    fn code(&self) -> &str {
        &self.zone().code
    }

    fn shape(&self) -> Shape<'_> {
        Shape::Area(&self.zone().geometry)
    }

    fn bounds(&self) -> Option<Bounds> {
        None
    }

    fn has(&self, filter: &Filter) -> bool {
        let zone = self.zone();
        is(
            filter,
            match filter.name {
                "code" => Some(Value::Text(&zone.code)),
                "hazard" => Some(Value::Text(zone.hazard.code())),
                "level" => Some(Value::Number(zone.evacuate_from_level.digit().into())),
                "status" => (zone.status == ZoneStatus::InForce).then_some(Value::Text("in_force")),
                "commune" => Some(Value::Text(&zone.commune_code)),
                "village" => zone.village.as_deref().map(Value::Text),
                "plan" => self.plan().map(Value::Text),
                "demonstration" => Some(Value::Flag(zone.demonstration)),
                _ => None,
            },
        )
    }

    fn write_properties(&self, buffer: &mut Vec<u8>) {
        let zone = self.zone();
        let mut object = ObjectWriter::new(buffer);
        object.text("code", &zone.code);
        object.text("name", &zone.name);
        object.text("hazard", zone.hazard.code());
        object.number("level", zone.evacuate_from_level.digit().into());
        object.json("status", &zone.status);
        object.text("commune", &zone.commune_code);
        object.text("commune_name", self.layers.picture.unit_name(&zone.commune_code));
        object.text_or_null("village", zone.village.as_deref());
        object.text_or_null("plan", self.plan());
        object.json("destinations", &zone.destinations);
        object.text_or_null("route", zone.route.as_deref());
        object.number("area_m2", zone.area_m2);
        object.json("revision", &zone.revision);
        object.json("demonstration", &zone.demonstration);
        object.end();
    }
}

/// The layers of the time that is asked for: as they stand now, or as they stood on a past day.
pub(super) fn layers_of(app: &App, wanted: &Wanted) -> Result<Arc<Layers>, ServiceError> {
    let current = app.layers.current(app)?;
    match wanted.when.and_then(|when| when.past_day(current.picture.day)) {
        Some(day) => app.layers.on(app, day),
        None => Ok(current),
    }
}

/// A page of zones.
pub(super) fn page<'a>(layers: &'a Layers, wanted: &Wanted) -> Page<ZoneItem<'a, Arc<Zone>>> {
    let take = |zone: &Arc<Zone>| wanted.takes(&ZoneItem { zone, layers });
    let mut matched: Vec<Arc<Zone>> = Vec::new();
    match &wanted.region {
        Some(region) => {
            for one in region.boxes() {
                matched.extend(layers.in_box(*one).into_iter().filter(&take));
            }
            // Over the 180th meridian there are two boxes, and a zone may be in both.
            if region.boxes().len() > 1 {
                matched.sort_by(|a, b| a.code.cmp(&b.code));
                matched.dedup_by(|a, b| a.id == b.id);
            }
        }
        None if wanted.filters.is_empty() => {
            let item = |zone: &Arc<Zone>| ZoneItem { zone: Arc::clone(zone), layers };
            return wanted.page_of_all(layers.zones(), |zone| &zone.code, item);
        }
        None => matched.extend(layers.zones().iter().filter(|zone| take(zone)).cloned()),
    }
    wanted.page(matched.into_iter().map(|zone| ZoneItem { zone, layers }).collect())
}

/// One zone in force, by its id.
pub(super) fn find<'a>(layers: &'a Layers, id: &str) -> Option<ZoneItem<'a, Arc<Zone>>> {
    let id: ZoneId = id.parse().ok()?;
    Some(ZoneItem { zone: Arc::clone(layers.picture.zone(id)?), layers })
}
