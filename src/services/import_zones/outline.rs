//! The outline of a zone: an area that is sound, what is wrong with it, and how it could be mended.

use geo::{Geometry, MultiPolygon, Orient, orient::Direction};

use crate::geometry::measure;
use crate::geometry::validity::{Fault, faults, repaired};
use crate::kernel::Localized;
use crate::services::place_file::{OfferedRepair, OutlineFault};

/// An outline after it was looked at.
pub(super) struct Outline {
    /// The area, outer rings counter-clockwise where it is sound.
    pub area: MultiPolygon<f64>,
    /// What is wrong with it.
    pub faults: Vec<OutlineFault>,
    /// Whether one of the faults keeps it from being taken in; others are warnings.
    pub refused: bool,
    /// How it could be mended.
    pub repair: Option<Box<OfferedRepair>>,
}

impl Outline {
    /// Looks at a geometry in WGS 84; refused where it is no area at all.
    pub(super) fn of(geometry: Geometry<f64>) -> Result<Self, (Geometry<f64>, Localized)> {
        match geometry {
            Geometry::Polygon(polygon) => Ok(Self::look(MultiPolygon::new(vec![polygon]))),
            Geometry::MultiPolygon(area) => Ok(Self::look(area)),
            other => Err((other, words::no_area())),
        }
    }

    fn look(area: MultiPolygon<f64>) -> Self {
        if area.iter().all(|part| part.exterior().0.is_empty()) {
            let fault = OutlineFault { code: "empty", at: None, text: words::empty() };
            return Self { area, faults: vec![fault], refused: true, repair: None };
        }
        let found = faults(&area);
        let refused = found.iter().any(|fault| fault.kind.refuses());
        let repair = if found.is_empty() { None } else { repaired(&area) };
        let repair = repair.map(|repair| {
            Box::new(OfferedRepair {
                area: repair.area,
                changes: repair.changes,
                area_before_m2: repair.area_before_m2,
                area_after_m2: repair.area_after_m2,
            })
        });
        let area = if refused { area } else { area.orient(Direction::Default) };
        Self { area, faults: found.iter().map(told).collect(), refused, repair }
    }

    /// Its size in m²; nothing where it cannot be measured.
    pub(super) fn size(area: &MultiPolygon<f64>) -> Option<f64> {
        Some(measure::area_m2(area)).filter(|size| size.is_finite())
    }
}

fn told(fault: &Fault) -> OutlineFault {
    OutlineFault { code: fault.kind.code(), at: fault.at.map(|at| (at.x, at.y)), text: fault.wording() }
}

/// The sentences.
mod words {
    use super::Localized;

    pub fn no_area() -> Localized {
        Localized::new(
            "Không phải vùng khép kín (điểm hoặc đường). Vẽ lại thành vùng, hoặc bỏ đối tượng này khỏi tệp.",
            "Not a closed area (a point or a line). Draw it as an area, or take it out of the file.",
        )
    }

    pub fn empty() -> Localized {
        Localized::new("Vùng không có diện tích. Vẽ lại vùng.", "The area is empty. Draw it again.")
    }
}
