//! Faults in words: what is wrong, where, and what to do next.

use geo::Coord;

use super::{Fault, FaultKind, MAX_VERTICES, SLIVER_WIDTH_M};
use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};

impl FaultKind {
    /// The name of the fault in answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooManyVertices => "too_many_vertices",
            Self::OutOfRange => "out_of_range",
            Self::Antimeridian => "antimeridian",
            Self::TooIntricate => "too_intricate",
            Self::RingTooShort => "ring_too_short",
            Self::ZeroArea => "zero_area",
            Self::Spike => "spike",
            Self::SelfIntersection => "self_intersection",
            Self::SelfTouch => "self_touch",
            Self::HoleOutside => "hole_outside",
            Self::HoleCrossesShell => "hole_crosses_shell",
            Self::HoleTouchesShell => "hole_touches_shell",
            Self::HolesOverlap => "holes_overlap",
            Self::InteriorCut => "interior_cut",
            Self::PartsOverlap => "parts_overlap",
            Self::PartsTouch => "parts_touch",
            Self::Sliver => "sliver",
            Self::DuplicateVertices => "duplicate_vertices",
        }
    }

    /// What is wrong, to be followed by the place.
    fn what(self) -> (String, String) {
        let (vi, en) = match self {
            Self::TooManyVertices => {
                let limit = i64::try_from(MAX_VERTICES).unwrap_or(i64::MAX);
                return (
                    format!("Vùng có hơn {} đỉnh", number_vi(limit)),
                    format!("The area has more than {} vertices", number_en(limit)),
                );
            }
            Self::OutOfRange => ("Tọa độ nằm ngoài Trái Đất", "A position lies off the Earth"),
            Self::Antimeridian => ("Đường biên vượt kinh tuyến 180", "The outline crosses the antimeridian"),
            Self::TooIntricate => (
                "Đường biên chồng chéo quá nhiều, không kiểm tra hết được",
                "The outline lies over itself too often to be checked",
            ),
            Self::RingTooShort => {
                ("Đường khép kín có ít hơn ba đỉnh khác nhau", "A ring has fewer than three different corners")
            }
            Self::ZeroArea => {
                ("Các đỉnh của đường khép kín nằm trên một đường thẳng", "The corners of a ring lie on one line")
            }
            Self::Spike => {
                ("Đường biên đi ra rồi quay lại theo cùng một đường", "The outline goes out and back on one line")
            }
            Self::SelfIntersection => ("Đường biên tự cắt", "The outline crosses itself"),
            Self::SelfTouch => ("Đường biên chạm vào chính nó", "The outline touches itself"),
            Self::HoleOutside => ("Khoảng trống nằm ngoài đường biên", "A hole lies outside the outline"),
            Self::HoleCrossesShell => ("Khoảng trống cắt đường biên", "A hole crosses the outline"),
            Self::HoleTouchesShell => {
                ("Khoảng trống có cạnh trùng đường biên", "A hole touches the outline along a line")
            }
            Self::HolesOverlap => {
                ("Hai khoảng trống chồng lên hoặc có cạnh trùng nhau", "Two holes overlap or touch along a line")
            }
            Self::InteriorCut => {
                ("Các đường biên chạm nhau, chia rời một phần của vùng", "Rings touch so that they cut a part in two")
            }
            Self::PartsOverlap => ("Hai phần của vùng chồng lên nhau", "Two parts of the area overlap"),
            Self::PartsTouch => ("Hai phần của vùng có cạnh trùng nhau", "Two parts of the area touch along a line"),
            Self::Sliver => {
                return (
                    format!("Có mảnh hẹp dưới {SLIVER_WIDTH_M} m"),
                    format!("There is a sliver less than {SLIVER_WIDTH_M} m wide"),
                );
            }
            Self::DuplicateVertices => ("Có đỉnh lặp lại liền nhau", "A corner is repeated in a row"),
        };
        (vi.into(), en.into())
    }

    /// What to do about it.
    fn remedy(self) -> (&'static str, &'static str) {
        match self {
            Self::TooManyVertices => ("Đơn giản hóa đường biên.", "Simplify the outline."),
            Self::OutOfRange => (
                "Kiểm tra thứ tự kinh độ, vĩ độ và hệ tọa độ của tệp.",
                "Check the order longitude, latitude and the file's coordinate system.",
            ),
            Self::Antimeridian => {
                ("Vẽ thành hai phần, mỗi bên kinh tuyến một phần.", "Draw it as two parts, one on each side.")
            }
            Self::TooIntricate => ("Vẽ lại đường biên.", "Draw the outline again."),
            Self::RingTooShort | Self::ZeroArea => ("Xóa hoặc vẽ lại.", "Take it out or draw it again."),
            Self::Spike => ("Xóa đỉnh nhọn này.", "Take this corner out."),
            Self::SelfIntersection | Self::SelfTouch => ("Kéo đỉnh để tách ra.", "Move a corner so that it does not."),
            Self::HoleOutside => ("Đưa vào trong, hoặc vẽ thành một phần riêng.", "Move it inside, or make it a part."),
            Self::HoleCrossesShell | Self::HoleTouchesShell => {
                ("Kéo đỉnh để tách ra.", "Move a corner so that they are apart.")
            }
            Self::HolesOverlap => ("Gộp hai khoảng trống.", "Make one hole of them."),
            Self::InteriorCut => ("Vẽ thành các phần riêng.", "Draw them as parts."),
            Self::PartsOverlap | Self::PartsTouch => ("Gộp hai phần.", "Make one part of them."),
            Self::Sliver => ("Xem có phải mép vẽ hai lần không.", "See whether an edge was drawn twice."),
            Self::DuplicateVertices => ("Vẫn dùng được; có thể bỏ bớt.", "It can be used so; they may be taken out."),
        }
    }
}

impl Fault {
    /// The fault for people: what is wrong, where, and what to do next.
    pub fn wording(&self) -> Localized {
        let ((vi, en), (next_vi, next_en)) = (self.kind.what(), self.kind.remedy());
        match self.at {
            None => Localized::new(format!("{vi}. {next_vi}"), format!("{en}. {next_en}")),
            Some(at) => {
                let place = place(at);
                Localized::new(format!("{vi} tại {}. {next_vi}", place.vi), format!("{en} at {}. {next_en}", place.en))
            }
        }
    }
}

/// A position in words, to a metre: `kinh độ 108,05123, vĩ độ 15,12345`.
pub fn place(at: Coord<f64>) -> Localized {
    let (lon, lat) = (format!("{:.5}", at.x), format!("{:.5}", at.y));
    Localized::new(
        format!("kinh độ {}, vĩ độ {}", lon.replace('.', ","), lat.replace('.', ",")),
        format!("longitude {lon}, latitude {lat}"),
    )
}
