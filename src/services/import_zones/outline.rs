//! The outline of a zone: an area that is sound, what is wrong with it, and how it could be mended.

use geo::{Geometry, MultiPolygon};

use crate::geometry::area::{AreaFault, sound};
use crate::kernel::Localized;
use crate::services::place_file::{OfferedRepair, OutlineFault};

/// An outline after it was looked at.
pub(super) struct Outline {
    /// The area, outer rings counter-clockwise.
    pub area: MultiPolygon<f64>,
    /// What keeps it from being taken in.
    pub faults: Vec<OutlineFault>,
    /// How it could be mended.
    pub repair: Option<Box<OfferedRepair>>,
}

impl Outline {
    /// Looks at a geometry in WGS 84; refused where it is no area at all.
    pub(super) fn of(geometry: Geometry<f64>) -> Result<Self, (Geometry<f64>, Localized)> {
        let area = match geometry {
            Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon]),
            Geometry::MultiPolygon(area) => area,
            other => return Err((other, words::no_area())),
        };
        Ok(Self::look(area))
    }

    fn look(area: MultiPolygon<f64>) -> Self {
        match sound(area.clone()) {
            Ok(area) => Self { area, faults: Vec::new(), repair: None },
            Err(fault) => {
                let text = fault.wording();
                Self { area, faults: vec![OutlineFault { code: code_of(&fault), at: None, text }], repair: None }
            }
        }
    }
}

fn code_of(fault: &AreaFault) -> &'static str {
    match fault {
        AreaFault::NotAnArea(_) => "not_an_area",
        AreaFault::Position(_) => "position",
        AreaFault::Empty => "empty",
        AreaFault::TooLarge(_) => "too_large",
        AreaFault::Invalid(_) => "invalid",
    }
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
}
