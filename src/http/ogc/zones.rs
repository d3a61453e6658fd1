//! Zones in force as features: nothing of households, nobody's name or phone.

use std::sync::Arc;

use super::collections::{Filter, Value};
use super::crs::Axes;
use super::items::{Item, Page, Shape, Wanted, is, write_feature};
use super::object::ObjectWriter;
use crate::geometry::region::Region;
use crate::kernel::ids::ZoneId;
use crate::services::feature_texts::{FeatureTexts, Joined, WriteZones};
use crate::services::map_layers::{Bounds, Layers};
use crate::services::{App, ServiceError};
use crate::zones::{Slot, Zone, ZoneStatus};

/// A zone among the layers it belongs to.
pub(super) struct ZoneItem<'a> {
    zone: &'a Zone,
    slot: Option<Slot>,
    layers: &'a Layers,
}

impl ZoneItem<'_> {
    fn plan(&self) -> Option<&str> {
        Some(&self.layers.plan_of(self.zone.id)?.plan.code)
    }
}

impl Item for ZoneItem<'_> {
    fn id(&self) -> String {
        self.zone.id.to_string()
    }

    fn write_id(&self, buffer: &mut Vec<u8>) {
        // Nothing in it has to be escaped.
        buffer.push(b'"');
        buffer.extend_from_slice(self.id().as_bytes());
        buffer.push(b'"');
    }

    fn code(&self) -> &str {
        &self.zone.code
    }

    fn shape(&self) -> Shape<'_> {
        Shape::Area(&self.zone.geometry)
    }

    fn bounds(&self) -> Option<Bounds> {
        None
    }

    fn has(&self, filter: &Filter) -> bool {
        let zone = self.zone;
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

    fn written(head: &[u8], items: &[Self], tail: &[u8], axes: Axes) -> Option<Joined> {
        let texts = items.first().filter(|_| axes.is_kept())?.layers.texts()?;
        let mut slots = Vec::with_capacity(items.len());
        slots.extend(items.iter().map_while(|item| item.slot));
        // Of one that has no slot nothing is written.
        if slots.len() == items.len() { texts.join(head, &slots, tail) } else { None }
    }

    fn write_properties(&self, buffer: &mut Vec<u8>) {
        let zone = self.zone;
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
pub(super) fn page<'a>(layers: &'a Layers, wanted: &Wanted) -> Page<ZoneItem<'a>> {
    if let Some(slots) = meeting(layers, wanted, usize::MAX) {
        return page_of(layers, slots, wanted);
    }
    let item = |slot: Slot| Some(ZoneItem { zone: layers.zones().get(slot)?, slot: Some(slot), layers });
    let take = |item: &ZoneItem<'_>| wanted.takes(item);
    match &wanted.region {
        Some(region) => {
            let near = region.boxes().iter().flat_map(|one| layers.slots_in_box(*one));
            wanted.page(near.filter_map(item).filter(take).collect())
        }
        None if wanted.filters.is_empty() => {
            let item = |(slot, zone): (Slot, &'a Arc<Zone>)| ZoneItem { zone, slot: Some(slot), layers };
            wanted.page_of_all(layers.zones(), |zone| &zone.code, item)
        }
        None => wanted.page((0..layers.zones().len()).filter_map(item).filter(take).collect()),
    }
}

/// A page of those of the zones in `slots` that the filters take.
pub(super) fn page_of<'a>(layers: &'a Layers, slots: Vec<Slot>, wanted: &Wanted) -> Page<ZoneItem<'a>> {
    let item = |slot: Slot| Some(ZoneItem { zone: layers.zones().get(slot)?, slot: Some(slot), layers });
    let mut matched = Vec::with_capacity(slots.len());
    matched.extend(slots.into_iter().filter_map(item).filter(|item| wanted.filters_take(item)));
    wanted.page(matched)
}

/// The zones in the boxes that are asked about; nothing where it is no matter of boxes, or more than `most` lie near.
fn meeting(layers: &Layers, wanted: &Wanted, most: usize) -> Option<Vec<Slot>> {
    let Some(Region::Boxes(boxes)) = &wanted.region else { return None };
    let (first, others) = boxes.split_first()?;
    let mut slots = layers.slots_meeting_box(*first, most)?;
    // Over the 180th meridian there are two boxes, and a zone may be in both.
    for other in others {
        slots.extend(layers.slots_meeting_box(*other, most)?);
        slots.sort_unstable();
        slots.dedup();
    }
    Some(slots)
}

/// So many zones are looked at and read sooner than another thread is called.
const FEW: usize = 1_000;
/// So many are written sooner, where they are not kept as text.
const FEW_UNWRITTEN: usize = 200;

/// The zones asked for, where there are few of them and all at hand.
pub(super) fn few_at_hand(app: &App, wanted: &Wanted) -> Option<(Arc<Layers>, Vec<Slot>)> {
    if wanted.when.is_some() {
        return None;
    }
    let layers = app.layers.at_hand(app)?;
    let kept = wanted.axes.is_kept() && layers.texts().is_some_and(FeatureTexts::are_kept);
    let few = if kept { FEW } else { FEW_UNWRITTEN };
    let slots = meeting(&layers, wanted, few)?;
    Some((layers, slots))
}

/// Has zones written as text, where that has not been done since they changed.
pub fn keep_zone_texts(app: &App) -> Result<(), ServiceError> {
    app.layers.keep_texts(app, &InPages)
}

/// Zones as they stand in pages.
struct InPages;

impl WriteZones for InPages {
    fn write_properties(&self, layers: &Layers, slot: Slot, buffer: &mut Vec<u8>) {
        if let Some(zone) = layers.zones().get(slot) {
            ZoneItem { zone, slot: Some(slot), layers }.write_properties(buffer);
        }
    }

    fn write_feature(&self, layers: &Layers, slot: Slot, buffer: &mut Vec<u8>) {
        if let Some(zone) = layers.zones().get(slot) {
            write_feature(buffer, &ZoneItem { zone, slot: Some(slot), layers }, Axes::CRS84, None);
        }
    }
}

/// One zone in force, by its id.
pub(super) fn find<'a>(layers: &'a Layers, id: &str) -> Option<ZoneItem<'a>> {
    let id: ZoneId = id.parse().ok()?;
    Some(ZoneItem { zone: layers.picture.zone(id)?, slot: None, layers })
}
