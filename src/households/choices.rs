//! The fixed lists of a line of the register.

use serde::{Deserialize, Serialize};

use crate::kernel::Localized;
pub(super) use crate::kernel::choices::choices;

choices! {
    /// How much a house withstands.
    HouseClass {
        Solid "kiên cố" "solid",
        SemiSolid "bán kiên cố" "semi-solid",
        Weak "thiếu kiên cố" "weak",
        Makeshift "đơn sơ" "makeshift",
        | NotStated "chưa ghi" "not stated"
    }
}

choices! {
    /// Whether a household is on the list of poor households.
    Poverty {
        Poor "hộ nghèo" "poor household",
        NearPoor "hộ cận nghèo" "near-poor household",
        Neither "không thuộc hộ nghèo, cận nghèo" "neither poor nor near-poor",
        | NotStated "chưa ghi" "not stated"
    }
}

choices! {
    /// Where a household goes, unless it is told otherwise on the day.
    DestinationKind {
        Host "xen ghép" "hosted by another household",
        Shelter "tập trung" "in a collective shelter",
        InPlace "tại chỗ" "in place",
        | NotStated "chưa ghi" "not stated"
    }
}

choices! {
    /// What led to a household being counted in a zone.
    ZoneBasis {
        Position "theo vị trí nhà" "by the position of the house",
        Stated "theo mã vùng ghi trong danh sách" "by the zone's code in the register",
        Village "theo tên thôn của vùng" "by the zone's village",
        | Lineage "theo vùng trước đó" "by the zone that went before"
    }
}
