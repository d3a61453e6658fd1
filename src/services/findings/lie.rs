//! Where things lie: which zones a building stands in, which a way leads through, which units share a border.

use std::collections::HashMap;
use std::sync::Arc;

use geo::{BoundingRect, Coord, Intersects, LineString, Rect};

use super::told::{is_placed, unit_code};
use crate::findings::Entry;
use crate::findings::facts::Unit;
use crate::geometry::area_set::AreaSet;
use crate::kernel::ids::ZoneId;
use crate::services::picture::Picture;
use crate::zones::Zone;

/// The zones in force that a place lies in, the edge counted as inside; nothing where it is no place.
pub(super) fn zones_at(picture: &Picture, (lon, lat): (f64, f64)) -> Option<Vec<ZoneId>> {
    is_placed(lon, lat).then(|| in_order(picture.zones.at(lon, lat).iter().map(|zone| zone.id).collect()))
}

/// The zones in force that a line has a point in common with; nothing where it is no line.
pub(super) fn zones_along(picture: &Picture, line: &[[f64; 2]]) -> Option<Vec<ZoneId>> {
    let line = line_of(line)?;
    let bounds = line.bounding_rect()?;
    let near = picture.zones.in_box([bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y]);
    Some(in_order(near.iter().filter(|zone| zone.geometry.intersects(&line)).map(|zone| zone.id).collect()))
}

fn line_of(line: &[[f64; 2]]) -> Option<LineString<f64>> {
    is_line(line).then(|| line.iter().map(|[lon, lat]| Coord { x: *lon, y: *lat }).collect())
}

fn is_line(line: &[[f64; 2]]) -> bool {
    line.len() > 1 && line.iter().flatten().all(|number| number.is_finite())
}

fn in_order(mut zones: Vec<ZoneId>) -> Vec<ZoneId> {
    zones.sort_unstable();
    zones.dedup();
    zones
}

/// Zones that are not in force, asked as if they were.
pub(super) struct Drawn {
    zones: AreaSet<Arc<Zone>>,
}

impl Drawn {
    pub(super) fn of(zones: Vec<Arc<Zone>>) -> Self {
        Self { zones: AreaSet::new(zones) }
    }

    /// Those a place lies in.
    pub(super) fn at(&self, (lon, lat): (f64, f64)) -> Vec<ZoneId> {
        let mut found = Vec::new();
        self.zones.each_at(lon, lat, |position| found.extend(self.zones.get(position).map(|zone| zone.id)));
        found
    }

    /// Those a line has a point in common with.
    pub(super) fn along(&self, line: &[[f64; 2]]) -> Vec<ZoneId> {
        let Some(line) = line_of(line) else { return Vec::new() };
        let met = self.zones.values().filter(|zone| zone.geometry.intersects(&line));
        met.map(|zone| zone.id).collect()
    }
}

/// Boxes around zones that changed.
#[derive(Default)]
pub(super) struct Changed(Vec<Rect<f64>>);

impl Changed {
    pub(super) fn add(&mut self, zone: &Zone) {
        self.0.extend(zone.geometry.bounding_rect());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a place lies in one of them.
    pub(super) fn holds(&self, (lon, lat): (f64, f64)) -> bool {
        self.0.iter().any(|bounds| {
            (bounds.min().x..=bounds.max().x).contains(&lon) && (bounds.min().y..=bounds.max().y).contains(&lat)
        })
    }

    /// Whether the box around a line meets one of them.
    pub(super) fn meets(&self, line: &[[f64; 2]]) -> bool {
        box_around(line).is_some_and(|bounds| self.0.iter().any(|changed| changed.intersects(&bounds)))
    }
}

/// The box around a line; nothing where it is no line.
fn box_around(line: &[[f64; 2]]) -> Option<Rect<f64>> {
    let corner = |extreme: fn(f64, f64) -> f64| {
        line.iter().copied().reduce(|[x, y], [lon, lat]| [extreme(x, lon), extreme(y, lat)])
    };
    let ([west, south], [east, north]) = (corner(f64::min)?, corner(f64::max)?);
    is_line(line).then(|| Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }))
}

/// The units of the day, those in `asked` with the units they share a border with.
pub(super) fn units<'a>(picture: &Picture, asked: impl IntoIterator<Item = &'a str>) -> Vec<Entry> {
    let mut near: HashMap<&str, Vec<&str>> = HashMap::new();
    for code in asked {
        near.entry(code).or_insert_with(|| picture.neighbours_of(code));
    }
    let of_today = picture.gazetteer.forms().iter().filter(|form| form.holds_on(picture.day));
    let unit = |form: &crate::places::UnitForm| {
        let neighbours = near.get(form.code.as_str()).map_or(&[][..], Vec::as_slice);
        Entry::Unit(Unit {
            code: unit_code(&form.code),
            name: in_a_sentence(&form.name, form.bare_name()),
            province: unit_code(form.parent_code.as_deref().unwrap_or(&form.code)),
            neighbours: neighbours.iter().map(|code| unit_code(code)).collect(),
        })
    };
    of_today.map(unit).collect()
}

/// "xã Măng Bút" of "Xã Măng Bút".
fn in_a_sentence(name: &str, bare: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if name != bare => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_for_the_kind_is_small_within_a_sentence() {
        assert_eq!(in_a_sentence("Xã Măng Bút", "Măng Bút"), "xã Măng Bút");
        assert_eq!(in_a_sentence("Đặc khu Lý Sơn", "Lý Sơn"), "đặc khu Lý Sơn");
        assert_eq!(in_a_sentence("Kon Tum", "Kon Tum"), "Kon Tum");
    }

    #[test]
    fn a_line_that_only_passes_a_box_near_is_looked_at_and_no_line_is_none() {
        let changed = Changed(vec![Rect::new(Coord { x: 108.0, y: 15.0 }, Coord { x: 108.1, y: 15.1 })]);
        assert!(changed.meets(&[[107.9, 15.05], [108.05, 15.05]]));
        assert!(!changed.meets(&[[107.9, 15.05], [107.95, 15.05]]));
        assert!(!changed.meets(&[[108.05, 15.05]]) && !changed.meets(&[[f64::NAN, 0.0], [1.0, 1.0]]));
        assert!(changed.holds((108.1, 15.0)) && !changed.holds((108.2, 15.0)));
    }
}
