//! What a column of a register can hold.

use serde::{Deserialize, Serialize};

use crate::kernel::Localized;

/// Declares the fields: variant, name for people.
macro_rules! fields {
    ($($variant:ident $vi:literal $en:literal),+ $(,)?) => {
        /// What a column holds.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Field {
            $(#[doc = $vi] $variant,)+
        }

        impl Field {
            /// Every field, in the order people are offered them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name for people.
            pub fn name(self) -> Localized {
                match self { $(Self::$variant => Localized::new($vi, $en),)+ }
            }
        }
    };
}

fields! {
    Ordinal "Số thứ tự" "Number of the row",
    Code "Mã hộ" "Code of the household",
    Head "Họ và tên chủ hộ" "Head of household",
    Village "Thôn, tổ" "Village",
    Commune "Xã, phường" "Commune",
    People "Số khẩu" "People",
    Male "Nam" "Men",
    Female "Nữ" "Women",
    MaleFemale "Nam/Nữ (chung một ô)" "Men/women in one cell",
    Vulnerable "Đối tượng dễ bị tổn thương" "Vulnerable people",
    VulnerablePeople "Số người dễ bị tổn thương" "Number of vulnerable people",
    Child "Trẻ em" "Children",
    OlderPerson "Người cao tuổi" "Older people",
    PregnantOrNursing "Phụ nữ mang thai, nuôi con nhỏ" "Pregnant or nursing women",
    Disabled "Người khuyết tật" "People with disabilities",
    SeverelyIll "Người bệnh nặng" "Severely ill people",
    HouseClass "Loại nhà" "House",
    Poor "Hộ nghèo (đánh dấu)" "Poor household (ticked)",
    NearPoor "Hộ cận nghèo (đánh dấu)" "Near-poor household (ticked)",
    Poverty "Diện hộ (nghèo, cận nghèo)" "Poor or near-poor",
    Ethnic "Dân tộc" "Ethnic group",
    Minority "Hộ DTTS (đánh dấu)" "Ethnic minority (ticked)",
    Danger "Nguy cơ" "Danger",
    Destination "Nơi sơ tán đến" "Destination",
    DestinationKind "Hình thức sơ tán" "Form of evacuation",
    Host "Xen ghép (đánh dấu)" "Hosted (ticked)",
    Shelter "Tập trung (đánh dấu)" "In a shelter (ticked)",
    InPlace "Tại chỗ (đánh dấu)" "In place (ticked)",
    Transport "Phương tiện di chuyển" "Transport",
    Helper "Người hỗ trợ" "Helper",
    Phone "Số điện thoại" "Telephone",
    Property "Gia súc, tài sản cần di dời" "Livestock and property",
    Livestock "Gia súc, gia cầm (số con)" "Livestock (head)",
    Motorbikes "Xe máy (số chiếc)" "Motorbikes (number)",
    Boats "Thuyền (số chiếc)" "Boats (number)",
    Rice "Lúa, gạo (kg)" "Rice (kg)",
    Note "Ghi chú" "Remark",
    Lon "Kinh độ" "Longitude",
    Lat "Vĩ độ" "Latitude",
    Position "Tọa độ (vĩ độ, kinh độ)" "Position (latitude, longitude)",
    Zone "Mã vùng" "Code of the zone",
    AsOf "Ngày rà soát" "Day of the review",
}

impl Field {
    /// The word for it in files and addresses.
    pub fn code(self) -> String {
        serde_json::to_value(self).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// The field called `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        serde_json::from_value(code.into()).ok()
    }

    /// Whether several columns may hold it: counts of animals by kind, remarks, zones.
    pub(super) fn may_repeat(self) -> bool {
        matches!(self, Self::Livestock | Self::Rice | Self::Boats | Self::Note | Self::Zone | Self::Property)
    }
}
