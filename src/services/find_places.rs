//! Communes and villages by name, for people who do not know where they are on a map.

use serde::Serialize;
use utoipa::ToSchema;

use super::picture::Picture;
use crate::geometry::measure;
use crate::kernel::folding::{loose_key, search_key};
use crate::zones::Slot;

/// What kind of place was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A commune, ward or special zone of today.
    Commune,
    /// A village that a zone names.
    Village,
    /// A commune that has ended; its code is that of one that has its area today.
    FormerCommune,
}

/// A place that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceFound {
    /// What it is.
    pub kind: PlaceKind,
    /// The commune of today that it is, or lies in.
    pub code: String,
    /// The name that was found.
    pub name: String,
    /// A point of it, WGS 84, longitude first.
    pub position: Option<(f64, f64)>,
    /// How many zones in force it has.
    pub zones: usize,
}

/// A name people may ask for.
pub(super) struct PlaceName {
    key: String,
    loose: String,
    found: PlaceFound,
}

/// The most places an answer lists.
const MOST: usize = 20;

/// The places whose name holds `asked`, whatever its marks: names that begin with it first, then communes before
/// villages before communes that have ended.
pub fn find_places(picture: &Picture, asked: &str) -> Vec<PlaceFound> {
    let (key, loose) = (search_key(asked), loose_key(asked));
    if loose.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(usize, &PlaceName)> = picture
        .place_names()
        .iter()
        .filter_map(|name| {
            let nearness = if name.key == key {
                0
            } else if name.key.starts_with(&key) || name.key.contains(&format!(" {key}")) {
                1
            } else if name.key.contains(&key) || name.loose.contains(&loose) {
                2
            } else {
                return None;
            };
            Some((nearness, name))
        })
        .collect();
    found.sort_by(|(a_near, a), (b_near, b)| {
        (a_near, a.found.kind, &a.key, &a.found.code).cmp(&(b_near, b.found.kind, &b.key, &b.found.code))
    });
    found.into_iter().take(MOST).map(|(_, name)| name.found.clone()).collect()
}

/// The zones of a commune, or of one of its villages, in order of their codes.
pub fn zones_of_place(picture: &Picture, commune: &str, village: Option<&str>) -> Vec<Slot> {
    let village = village.map(loose_key);
    let is_there = |name: Option<&str>| village.is_none() || name.map(loose_key) == village;
    picture
        .zones
        .of_commune(commune)
        .filter(|(_, zone)| is_there(zone.village.as_deref()))
        .map(|(slot, _)| slot)
        .collect()
}

/// Every name that people may ask for.
pub(super) fn place_names(picture: &Picture) -> Vec<PlaceName> {
    let named = |found: PlaceFound| PlaceName { key: search_key(&found.name), loose: loose_key(&found.name), found };
    let communes = picture.gazetteer.forms().iter().filter(|form| form.code.len() == 5);
    let mut names = Vec::new();
    for form in communes {
        if form.holds_on(picture.day) {
            names.push(named(commune(picture, PlaceKind::Commune, &form.code, &form.name)));
            names.extend(villages(picture, &form.code).into_iter().map(named));
            continue;
        }
        for code in picture.gazetteer.communes(form, picture.day) {
            if picture.unit_name(code) != form.name {
                names.push(named(commune(picture, PlaceKind::FormerCommune, code, &form.name)));
            }
        }
    }
    names
}

fn commune(picture: &Picture, kind: PlaceKind, code: &str, name: &str) -> PlaceFound {
    PlaceFound {
        kind,
        code: code.to_owned(),
        name: name.to_owned(),
        position: picture.commune(code).and_then(|commune| commune.position),
        zones: picture.zones.of_commune(code).count(),
    }
}

/// The villages that the zones of a commune name, each where its first zone lies.
fn villages(picture: &Picture, code: &str) -> Vec<PlaceFound> {
    let mut villages: Vec<PlaceFound> = Vec::new();
    for (_, zone) in picture.zones.of_commune(code) {
        let Some(name) = zone.village.as_deref().filter(|name| !name.is_empty()) else { continue };
        match villages.iter_mut().find(|known| known.name == name) {
            Some(known) => known.zones += 1,
            None => villages.push(PlaceFound {
                kind: PlaceKind::Village,
                code: code.to_owned(),
                name: name.to_owned(),
                position: measure::middle(&zone.geometry).map(Into::into),
                zones: 1,
            }),
        }
    }
    villages
}
