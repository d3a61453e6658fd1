//! The `area` elements of a block.

use super::known_outlines::read_outline;
use super::reading::{Place, Reading, named_values, text};
use crate::{
    alerts::{cap::Area, quarantine::Fault, remarks::Oddity, xml::Node},
    geometry::{
        cap_areas::Outline,
        cap_shapes::{Circle, Position, ShapeFault, exchanged, parse_circle},
    },
};

/// Reads every area of the block at `place`.
pub(super) fn read_areas(info: &Node<'_>, place: Place<'_>, reading: &mut Reading<'_>) -> Vec<Area> {
    info.children_named("area")
        .enumerate()
        .map(|(index, area)| read_area(area, format_args!("{place}/area[{}]", index + 1), reading))
        .collect()
}

fn read_area(area: &Node<'_>, place: Place<'_>, reading: &mut Reading<'_>) -> Area {
    let area_desc = text(area, "areaDesc");
    if area_desc.is_none() {
        reading.remark(&Oddity::Absent("areaDesc"), place);
    }
    let geocodes = named_values(area, "geocode");
    if geocodes.len() < area.children_named("geocode").count() {
        reading.remark(&Oddity::EmptyShape("geocode"), place);
    }
    let circles = read_circles(area, place, reading);
    let mut flat = Vec::new();
    let mut polygons = Vec::new();
    for (index, polygon) in area.children_named("polygon").enumerate() {
        let place = format_args!("{place}/polygon[{}]", index + 1);
        match read_outline(&polygon.text, &mut reading.points_left) {
            Ok(known) => {
                known.mended.iter().for_each(|mend| reading.remark(&Oddity::Mended(*mend), place));
                match check_ring(&known.ring, known.outline, place, reading) {
                    Inside::Some => polygons.push(known.ring.clone()),
                    Inside::None => flat.push((Fault::NoInside, place.to_string())),
                }
            }
            Err(ShapeFault::Empty) => reading.remark(&Oddity::EmptyShape("polygon"), place),
            Err(fault @ ShapeFault::TooFewPoints(_)) => flat.push((Fault::Shape(fault), place.to_string())),
            Err(fault) => reading.refuse(&Fault::Shape(fault), place),
        }
    }
    // A flat polygon matters only where nothing else tells the area.
    let located = !(polygons.is_empty() && circles.is_empty() && geocodes.is_empty());
    for (fault, place) in flat {
        let place = format_args!("{place}");
        if located { reading.remark(&Oddity::FlatPolygon, place) } else { reading.refuse(&fault, place) }
    }
    Area {
        area_desc: area_desc.unwrap_or_default(),
        polygons,
        circles,
        geocodes,
        altitude_ft: feet(area, "altitude", place, reading),
        ceiling_ft: feet(area, "ceiling", place, reading),
    }
}

fn read_circles(area: &Node<'_>, place: Place<'_>, reading: &mut Reading<'_>) -> Vec<Circle> {
    let mut circles = Vec::new();
    for (index, circle) in area.children_named("circle").enumerate() {
        let place = format_args!("{place}/circle[{}]", index + 1);
        match parse_circle(&circle.text, &mut reading.points_left) {
            Ok(circle) => {
                if outside_unless_exchanged(&[circle.centre], reading.rules.expected_extent) {
                    reading.refuse(&Fault::ElsewhereUnlessExchanged, place);
                }
                circles.push(circle);
            }
            Err(ShapeFault::Empty) => reading.remark(&Oddity::EmptyShape("circle"), place),
            Err(fault) => reading.refuse(&Fault::Shape(fault), place),
        }
    }
    circles
}

/// Whether a ring encloses anything.
enum Inside {
    Some,
    None,
}

fn check_ring(ring: &[Position], outline: Outline, place: Place<'_>, reading: &mut Reading<'_>) -> Inside {
    if outside_unless_exchanged(ring, reading.rules.expected_extent) {
        reading.refuse(&Fault::ElsewhereUnlessExchanged, place);
    }
    match outline {
        Outline::Tangled => reading.refuse(&Fault::NoInside, place),
        Outline::Flat => return Inside::None,
        Outline::Crossing => reading.remark(&Oddity::SelfCrossing, place),
        Outline::Clear => {}
    }
    Inside::Some
}

/// Whether every position misses the extent as written, and every one lies in it when exchanged.
fn outside_unless_exchanged(positions: &[Position], extent: Option<[f64; 4]>) -> bool {
    let Some([west, south, east, north]) = extent else { return false };
    let inside = |[lon, lat]: Position| (west..=east).contains(&lon) && (south..=north).contains(&lat);
    positions.iter().all(|position| !inside(*position) && inside(exchanged(*position)))
}

fn feet(area: &Node<'_>, element: &'static str, place: Place<'_>, reading: &mut Reading<'_>) -> Option<f64> {
    let value = area.text_of(element)?.parse::<f64>().ok().filter(|value| value.abs() < 1e6);
    if value.is_none() {
        reading.remark(&Oddity::BadNumber(element), place);
    }
    // To a thousandth of a foot, so that it stays the same when it is stored as JSON.
    value.map(|feet| (feet * 1e3).round() / 1e3)
}
