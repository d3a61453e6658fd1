//! An outline that is being drawn, measured: how large, who lives inside, what is wrong with it, how it lies.

use geo::{BoundingRect, MultiPolygon, Orient, orient::Direction};

use super::live_data::Picture;
use super::{App, ServiceError};
use crate::geometry::area_set::{AreaSet, HasArea};
use crate::geometry::measure;
use crate::geometry::validity::{Fault, Repair, faults, repaired};
use crate::hazards::Hazard;
use crate::households::{Household, figures_of};
use crate::places::BoundaryKind;
use crate::store::household_zones;
use crate::zones::Figures;
use crate::zones::placing::{Overlap, PlacingFault, outside_commune, overlaps};

/// What is to be measured.
#[derive(Debug, Clone)]
pub struct MeasureOrder {
    /// The outline as it is drawn, sound or not.
    pub outline: MultiPolygon<f64>,
    /// Overlaps are told with zones of this hazard.
    pub hazard: Option<Hazard>,
    /// The commune it should lie in.
    pub commune_code: Option<String>,
    /// Codes of zones it may lie over: itself, or those it is to take the place of.
    pub except: Vec<String>,
    /// Whether to count households. Around a house drawn closely the count tells of one family, so it is for those
    /// who may read the register.
    pub count_households: bool,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Its area in m²; of an outline at fault, that of its repair, or of what was drawn where none is offered.
    pub area_m2: f64,
    /// People and property inside by the positions of the register, the boundary included. `None` where they may not be
    /// counted, or where it cannot be told what is inside.
    pub figures: Option<Figures>,
    /// What is wrong with the outline.
    pub faults: Vec<Fault>,
    /// How it could be put right.
    pub repair: Option<Repair>,
    /// Which share lies outside the commune, 0–1; `None` where no surveyed border of it is known.
    pub outside_commune_share: Option<f64>,
    /// Zones of the same hazard it lies over.
    pub overlaps: Vec<Overlap>,
}

/// Measures an outline. Nothing is kept.
pub fn measure_zone(app: &App, order: &MeasureOrder) -> Result<Measured, ServiceError> {
    let faults = faults(&order.outline);
    let refused = faults.iter().any(|fault| fault.kind.refuses());
    let repair = if faults.is_empty() { None } else { repaired(&order.outline) };
    let sound = match &repair {
        _ if !refused => Some(order.outline.orient(Direction::Default)),
        Some(repair) => Some(repair.area.clone()),
        None => None,
    };
    let Some(area) = sound else {
        return Ok(Measured {
            area_m2: 0.0,
            figures: None,
            faults,
            repair,
            outside_commune_share: None,
            overlaps: Vec::new(),
        });
    };
    let picture = app.live.current(&app.store, app.now())?;
    let alone = AreaSet::new(vec![area.clone()]);
    Ok(Measured {
        area_m2: measure::area_m2(&area),
        figures: if order.count_households { Some(figures_inside(app, &area, &alone)?) } else { None },
        faults,
        repair,
        outside_commune_share: order.commune_code.as_ref().and_then(|code| outside_share(&picture, code, &area)),
        overlaps: order.hazard.map(|hazard| overlapping(&picture, hazard, order, &area, &alone)).unwrap_or_default(),
    })
}

fn figures_inside(
    app: &App,
    area: &MultiPolygon<f64>,
    alone: &AreaSet<MultiPolygon<f64>>,
) -> Result<Figures, ServiceError> {
    let Some(bounds) = area.bounding_rect() else { return Ok(Figures::default()) };
    let bounds = [bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y];
    let near = app.store.read(|conn| household_zones::in_box(conn, bounds))?;
    let is_inside = |household: &&Household| {
        household.entry.position.is_some_and(|(lon, lat)| {
            let mut found = false;
            alone.each_at(lon, lat, |_| found = true);
            found
        })
    };
    Ok(figures_of(near.iter().filter(is_inside)))
}

fn outside_share(picture: &Picture, commune: &str, area: &MultiPolygon<f64>) -> Option<f64> {
    let commune = picture.commune(commune).filter(|commune| commune.kind == BoundaryKind::Surveyed)?;
    Some(match outside_commune(area, commune.area()) {
        Some(PlacingFault::OutsideCommune { share, .. }) => share,
        _ => 0.0,
    })
}

fn overlapping(
    picture: &Picture,
    hazard: Hazard,
    order: &MeasureOrder,
    area: &MultiPolygon<f64>,
    alone: &AreaSet<MultiPolygon<f64>>,
) -> Vec<Overlap> {
    let Some(bounds) = area.bounding_rect() else { return Vec::new() };
    let near = picture.zones.in_box([bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y]);
    // Meeting at all is told quickly; only those that do are cut against each other.
    let meeting = near.iter().filter(|zone| {
        zone.hazard == hazard && !order.except.contains(&zone.code) && !alone.meeting(&zone.geometry).is_empty()
    });
    overlaps(area, meeting.map(|zone| (zone.code.as_str(), zone.name.as_str(), &zone.geometry)))
}
