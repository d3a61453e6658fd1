//! One `info` block, written in the order of the schema.

use super::{ComposeFault, cap_time, latitude_first, polygon_text, writing::Writing};
use crate::alerts::cap::{Area, Info, NamedValue, Resource};

/// Writes a block with everything in it.
pub(super) fn write_info(out: &mut Writing, info: &Info) -> Result<(), ComposeFault> {
    if info.categories.is_empty() {
        return Err(ComposeFault::Missing("category"));
    }
    let time = |at: Option<_>| at.map(cap_time);
    out.within("info", &[], |out| {
        out.optional("language", Some(&info.language))?;
        info.categories.iter().try_for_each(|category| out.text("category", category.as_cap()))?;
        out.text("event", &info.event)?;
        info.response_types.iter().try_for_each(|response| out.text("responseType", response.as_cap()))?;
        out.text("urgency", info.urgency.as_cap())?;
        out.text("severity", info.severity.as_cap())?;
        out.text("certainty", info.certainty.as_cap())?;
        out.optional("audience", info.audience.as_deref())?;
        write_pairs(out, "eventCode", &info.event_codes)?;
        out.optional("effective", time(info.effective).as_deref())?;
        out.optional("onset", time(info.onset).as_deref())?;
        out.optional("expires", time(info.expires).as_deref())?;
        out.optional("senderName", info.sender_name.as_deref())?;
        out.optional("headline", info.headline.as_deref())?;
        out.optional("description", info.description.as_deref())?;
        out.optional("instruction", info.instruction.as_deref())?;
        out.optional("web", info.web.as_deref())?;
        out.optional("contact", info.contact.as_deref())?;
        write_pairs(out, "parameter", &info.parameters)?;
        info.resources.iter().try_for_each(|resource| write_resource(out, resource))?;
        info.areas.iter().try_for_each(|area| write_area(out, area))
    })
}

fn write_pairs(out: &mut Writing, element: &'static str, pairs: &[NamedValue]) -> Result<(), ComposeFault> {
    pairs.iter().try_for_each(|pair| {
        out.within(element, &[], |out| {
            out.text("valueName", &pair.name)?;
            out.text("value", &pair.value)
        })
    })
}

fn write_resource(out: &mut Writing, resource: &Resource) -> Result<(), ComposeFault> {
    let mime_type = resource.mime_type.as_deref().ok_or(ComposeFault::Missing("mimeType"))?;
    out.within("resource", &[], |out| {
        out.text("resourceDesc", &resource.description)?;
        out.text("mimeType", mime_type)?;
        out.optional("size", resource.size.map(|size| size.to_string()).as_deref())?;
        out.optional("uri", resource.uri.as_deref())?;
        out.optional("digest", resource.digest.as_deref())
    })
}

fn write_area(out: &mut Writing, area: &Area) -> Result<(), ComposeFault> {
    let feet = |feet: Option<f64>| match feet {
        Some(feet) if !feet.is_finite() => Err(ComposeFault::NotFinite),
        feet => Ok(feet.map(|feet| feet.to_string())),
    };
    out.within("area", &[], |out| {
        out.text("areaDesc", &area.area_desc)?;
        area.polygons.iter().try_for_each(|ring| out.text("polygon", &polygon_text(ring)?))?;
        for circle in &area.circles {
            if circle.centre.iter().chain([&circle.radius_km]).any(|number| !number.is_finite()) {
                return Err(ComposeFault::NotFinite);
            }
            out.text("circle", &format!("{} {}", latitude_first(circle.centre), circle.radius_km))?;
        }
        write_pairs(out, "geocode", &area.geocodes)?;
        out.optional("altitude", feet(area.altitude_ft)?.as_deref())?;
        out.optional("ceiling", feet(area.ceiling_ft)?.as_deref())
    })
}
