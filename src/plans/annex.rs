//! The annex tables of a plan, as data.
//!
//! Columns follow the tables that communes attach to their plans; headings are those officials write. The same
//! declaration makes the row types, the forms a screen is drawn from, and the checks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{
    AdditionalProperties, KnownFormat, Object, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::kernel::Localized;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellKind {
    /// A short text.
    Text,
    /// A text of several lines.
    LongText,
    /// A whole number, 0 or more; absent where it is not known.
    Whole,
    /// A day.
    Day,
    /// A telephone number.
    Phone,
    /// One of the choices, by code; empty where it is not known.
    Choice,
}

/// A value a choice cell may hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Choice {
    /// As stored.
    pub code: &'static str,
    /// As shown.
    pub name: Localized,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Column {
    /// The name on the wire.
    pub key: &'static str,
    /// What its cells hold.
    pub kind: CellKind,
    /// Its heading.
    pub heading: Localized,
    /// What may be chosen; empty for the other kinds.
    pub choices: Vec<Choice>,
}

/// A table: its place among the annexes, its columns, and the columns that tell its rows apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TableForm {
    /// The name on the wire.
    pub key: &'static str,
    /// The number of the annex (Phụ lục).
    pub annex: u8,
    /// Its title.
    pub title: Localized,
    /// Its columns, after the row number.
    pub columns: Vec<Column>,
    /// The columns by which a row is known from one version to the next.
    pub known_by: &'static [&'static str],
}

macro_rules! cell_type {
    (Text) => { String };
    (LongText) => { String };
    (Whole) => { Option<u32> };
    (Day) => { Option<NaiveDate> };
    (Phone) => { String };
    (Choice) => { String };
}

/// The JSON schema of a cell.
fn cell_schema(kind: CellKind, heading: &str, choices: &[&str]) -> Object {
    let cell = ObjectBuilder::new().description(Some(heading));
    let or_unknown = |kind| SchemaType::from_iter([kind, Type::Null]);
    match kind {
        CellKind::Text | CellKind::LongText | CellKind::Phone => cell.schema_type(Type::String),
        CellKind::Choice => {
            cell.schema_type(Type::String).enum_values(Some(choices.iter().copied().chain(std::iter::once(""))))
        }
        CellKind::Whole => cell.schema_type(or_unknown(Type::Integer)).minimum(Some(0)),
        CellKind::Day => {
            cell.schema_type(or_unknown(Type::String)).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
        }
    }
    .build()
}

/// Declares the tables: key, row type, number and title, columns, and what a row is known by.
macro_rules! tables {
    ($($(#[$doc:meta])* $key:ident $row:ident $annex:literal $vi:literal $en:literal by [$($known:literal),+] {
        $($column:ident: $kind:ident $heading_vi:literal $heading_en:literal $([$($choice:literal $choice_vi:literal $choice_en:literal),+])?),+ $(,)?
    })+) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $row {
            $(#[doc = $heading_vi] pub $column: cell_type!($kind),)+
        }

        impl PartialSchema for $row {
            fn schema() -> RefOr<Schema> {
                let row = ObjectBuilder::new()
                    $(.property(stringify!($column), cell_schema(CellKind::$kind, $heading_en, &[$($($choice),+)?])))+
                    .additional_properties(Some(AdditionalProperties::FreeForm(false)));
                row.into()
            }
        }

        impl ToSchema for $row {})+

        /// The annex tables of a plan.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct Annexes {
            $($(#[$doc])* pub $key: Vec<$row>,)+
        }

        impl Annexes {
            /// The forms of the tables, in the order of the annexes.
            pub fn forms() -> Vec<TableForm> {
                vec![$(TableForm {
                    key: stringify!($key),
                    annex: $annex,
                    title: Localized::new($vi, $en),
                    columns: vec![$(Column {
                        key: stringify!($column),
                        kind: CellKind::$kind,
                        heading: Localized::new($heading_vi, $heading_en),
                        choices: vec![$($(Choice { code: $choice, name: Localized::new($choice_vi, $choice_en) }),+)?],
                    }),+],
                    known_by: &[$($known),+],
                }),+]
            }
        }
    };
}

tables! {
    /// Phụ lục 1. Các khu vực, điểm xung yếu.
    danger_points DangerPoint 1 "Các khu vực, điểm xung yếu có nguy cơ" "Danger points" by ["name", "village"] {
        name: Text "Tên điểm, khu vực" "Place",
        village: Text "Thôn, làng, tổ dân phố" "Village",
        hazards: Text "Loại thiên tai" "Hazards",
        susceptibility: Choice "Mức độ nguy cơ" "Susceptibility" ["low" "thấp" "low", "medium" "trung bình" "medium", "high" "cao" "high", "very_high" "rất cao" "very high"],
        position: Text "Tọa độ (VN-2000 hoặc GPS)" "Coordinates (VN-2000 or GPS)",
        households: Whole "Số hộ bị ảnh hưởng" "Households affected",
        people: Whole "Số khẩu" "People",
        works: Text "Công trình bị ảnh hưởng" "Works affected",
        measures: LongText "Biện pháp" "Measures",
        in_charge: Text "Người phụ trách" "In charge",
        phone: Phone "Số điện thoại" "Telephone",
        remark: LongText "Ghi chú" "Remark",
    }
    /// Phụ lục 2. Tổng hợp số hộ, số dân cần sơ tán theo thôn.
    villages VillageEvacuation 2 "Tổng hợp số hộ, số dân cần sơ tán, di dời theo thôn" "Households and people to be evacuated, by village" by ["village", "situation"] {
        village: Text "Thôn" "Village",
        situation: Text "Tình huống, cấp độ" "Situation, level",
        households_total: Whole "Tổng số hộ" "Households",
        people_total: Whole "Tổng số khẩu" "People",
        households_to_move: Whole "Số hộ cần sơ tán" "Households to move",
        people_to_move: Whole "Số khẩu cần sơ tán" "People to move",
        elderly: Whole "Người cao tuổi" "Older people",
        children: Whole "Trẻ em" "Children",
        pregnant_or_nursing: Whole "Phụ nữ mang thai, nuôi con nhỏ" "Pregnant or nursing women",
        disabled: Whole "Người khuyết tật" "People with disabilities",
        seriously_ill: Whole "Người bệnh nặng" "Seriously ill",
        poor_households: Whole "Hộ nghèo, cận nghèo" "Poor and near-poor households",
        minority_households: Whole "Hộ đồng bào DTTS" "Ethnic-minority households",
        hosted_households: Whole "Xen ghép (hộ)" "Hosted (households)",
        hosted_people: Whole "Xen ghép (khẩu)" "Hosted (people)",
        sheltered_households: Whole "Tập trung (hộ)" "In shelters (households)",
        sheltered_people: Whole "Tập trung (khẩu)" "In shelters (people)",
        destination: Text "Địa điểm sơ tán đến" "Destination",
        remark: LongText "Ghi chú" "Remark",
    }
    /// Phụ lục 3. Danh sách chi tiết hộ dân.
    households HouseholdLine 3 "Danh sách chi tiết hộ dân cần sơ tán" "Household register" by ["head", "village"] {
        head: Text "Họ và tên chủ hộ" "Head of household",
        village: Text "Thôn, tổ" "Village",
        people: Whole "Số khẩu" "People",
        men: Whole "Nam" "Men",
        women: Whole "Nữ" "Women",
        vulnerable: Text "Đối tượng dễ bị tổn thương" "Vulnerable people",
        house_class: Choice "Loại nhà" "House" ["solid" "kiên cố" "solid", "semi_solid" "bán kiên cố" "semi-solid", "weak" "thiếu kiên cố" "weak", "makeshift" "đơn sơ" "makeshift"],
        danger: Text "Nguy cơ" "Danger",
        destination: Text "Nơi sơ tán đến" "Destination",
        form: Choice "Hình thức" "Form" ["hosted" "xen ghép" "hosted", "sheltered" "tập trung" "in a shelter", "in_place" "tại chỗ" "in place"],
        transport: Text "Phương tiện di chuyển" "Transport",
        helper: Text "Người hỗ trợ" "Helper",
        phone: Phone "Số điện thoại" "Telephone",
        property: Text "Gia súc, tài sản cần di dời" "Livestock and property to be moved",
        remark: LongText "Ghi chú" "Remark",
    }
    /// Phụ lục 4. Địa điểm sơ tán.
    shelters ShelterLine 4 "Địa điểm sơ tán" "Shelters" by ["name", "village"] {
        code: Text "Mã" "Code",
        name: Text "Tên địa điểm" "Name",
        village: Text "Địa chỉ (thôn)" "Address (village)",
        kind: Choice "Loại công trình" "Building" ["school" "trường học" "school", "community_house" "nhà văn hóa, nhà rông" "community house", "health_station" "trạm y tế" "health station", "office" "trụ sở" "office", "private_house" "nhà dân" "private house", "other" "loại khác" "other"],
        structure: Text "Số tầng, kết cấu" "Storeys, structure",
        area_m2: Whole "Diện tích (m²)" "Area (m²)",
        capacity: Whole "Sức chứa (người)" "Capacity (people)",
        facilities: Text "Nước sạch, nhà vệ sinh, điện dự phòng, bếp" "Water, toilets, backup power, kitchen",
        keeper: Text "Người quản lý" "Keeper",
        phone: Phone "Số điện thoại" "Telephone",
        phone_confirmed_on: Day "Ngày xác nhận số điện thoại" "Telephone confirmed on",
        suitable_for: Text "Dùng cho thiên tai" "Suitable for hazards",
        status: Choice "Tình trạng" "Condition" ["open" "dùng được" "usable", "closed" "không dùng" "closed"],
        remark: LongText "Ghi chú" "Remark",
    }
    /// Phụ lục 5. Lực lượng huy động.
    forces Force 5 "Lực lượng huy động" "Forces" by ["name", "unit"] {
        name: Text "Lực lượng" "Force",
        unit: Text "Đơn vị" "Unit",
        people: Whole "Số người" "People",
        commander: Text "Người chỉ huy" "Commander",
        phone: Phone "Số điện thoại" "Telephone",
        phone_confirmed_on: Day "Ngày xác nhận số điện thoại" "Telephone confirmed on",
        duty: LongText "Nhiệm vụ" "Duty",
        ready_within: Text "Thời gian có mặt" "Ready within",
        remark: LongText "Ghi chú" "Remark",
    }
    /// Phụ lục 6. Phương tiện, trang thiết bị.
    means Means 6 "Phương tiện, trang thiết bị" "Means and equipment" by ["name", "place"] {
        name: Text "Tên phương tiện, trang thiết bị" "Item",
        unit: Text "Đơn vị tính" "Unit of measure",
        quantity: Whole "Số lượng hiện có" "Quantity",
        condition: Text "Tình trạng" "Condition",
        place: Text "Nơi để" "Where",
        owner: Choice "Chủ sở hữu" "Owner" ["state" "Nhà nước" "state", "private_contract" "tư nhân, có hợp đồng huy động" "private, under contract", "private" "tư nhân" "private"],
        keeper: Text "Người quản lý, lái" "Keeper, driver",
        phone: Phone "Số điện thoại" "Telephone",
        phone_confirmed_on: Day "Ngày xác nhận số điện thoại" "Telephone confirmed on",
        remark: LongText "Ghi chú" "Remark",
    }
    /// Phụ lục 7. Vật tư, nhu yếu phẩm dự trữ.
    supplies Supply 7 "Vật tư, nhu yếu phẩm dự trữ" "Supplies" by ["item", "place"] {
        item: Text "Danh mục" "Item",
        unit: Text "Đơn vị tính" "Unit of measure",
        needed: Whole "Nhu cầu" "Needed",
        held: Whole "Hiện có" "Held",
        source: Text "Nguồn" "Source",
        place: Text "Nơi dự trữ" "Where",
        use_by: Day "Hạn sử dụng" "Use by",
        remark: LongText "Ghi chú" "Remark",
    }
    /// Phụ lục 8. Danh bạ chỉ huy.
    contacts Contact 8 "Danh bạ chỉ huy" "Contacts of the command" by ["name"] {
        name: Text "Họ và tên" "Name",
        position: Text "Chức vụ" "Position",
        duty: Text "Nhiệm vụ trong Ban Chỉ huy" "Duty in the command",
        phone: Phone "Điện thoại di động" "Mobile telephone",
        other_phone: Phone "Điện thoại, bộ đàm dự phòng" "Other telephone or radio",
        phone_confirmed_on: Day "Ngày xác nhận số điện thoại" "Telephone confirmed on",
        village: Text "Phụ trách thôn" "Village in charge of",
    }
    /// Phụ lục 9. Sơ đồ, bản đồ.
    maps MapLine 9 "Sơ đồ, bản đồ phương án sơ tán" "Maps" by ["title"] {
        title: Text "Tên sơ đồ, bản đồ" "Map",
        kind: Choice "Nội dung" "Shows" ["danger" "khu vực nguy hiểm" "danger areas", "route" "tuyến sơ tán" "routes", "shelter" "địa điểm sơ tán" "shelters", "blocked" "điểm bị chia cắt" "blocked points", "helipad" "bãi đáp trực thăng" "helipad", "all" "tổng hợp" "all"],
        place: Text "Nơi lưu" "Where it is kept",
        made_on: Day "Ngày lập" "Made on",
        remark: LongText "Ghi chú" "Remark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_drawn_from_its_form() {
        let annexes = serde_json::to_value(Annexes::default()).unwrap();
        let forms = Annexes::forms();
        assert_eq!(forms.len(), 9);
        for form in forms {
            assert!(annexes[form.key].is_array(), "{}", form.key);
            for known in form.known_by {
                assert!(form.columns.iter().any(|column| column.key == *known), "{}.{known}", form.key);
            }
            for column in &form.columns {
                assert_eq!(column.kind == CellKind::Choice, !column.choices.is_empty(), "{}.{}", form.key, column.key);
            }
        }
    }

    #[test]
    fn a_row_may_leave_cells_out_but_not_invent_columns() {
        let row: Supply = serde_json::from_str(r#"{"item": "Gạo", "held": 500}"#).unwrap();
        assert_eq!((row.held, row.needed), (Some(500), None));
        assert!(serde_json::from_str::<Supply>(r#"{"item": "Gạo", "color": "trắng"}"#).is_err());
    }
}
