//! The kinds of findings: what each is called, how much it matters, on what rule it rests and who owes the mending.

use serde::{Deserialize, Serialize};

use crate::kernel::Localized;

/// Declares the kinds: variant and code.
macro_rules! kinds {
    ($($variant:ident $code:literal),+ $(,)?) => {
        /// A kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $(#[doc = $code] $variant,)+ }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The kind called `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    UnitNotListed "unit_not_listed",
    ZoneWithoutPlan "zone_without_plan",
    ZonePeopleUnknown "zone_people_unknown",
    ZoneNotInForce "zone_not_in_force",
    ZoneLevelNotCovered "zone_level_not_covered",
    ZoneWithoutDestination "zone_without_destination",
    ZoneWithoutRoute "zone_without_route",
    ZoneWithoutVehicle "zone_without_vehicle",
    ZoneWithoutTeam "zone_without_team",
    ZoneWithoutPersonInCharge "zone_without_person_in_charge",
    ZoneWithoutTasks "zone_without_tasks",
    PeopleUnplaced "people_unplaced",
    DestinationNotRegistered "destination_not_registered",
    ResourceNotRegistered "resource_not_registered",
    RouteNotDrawn "route_not_drawn",
    RouteThroughZone "route_through_zone",
    RouteNotSurveyed "route_not_surveyed",
    CrossingLevelUnknown "crossing_level_unknown",
    RouteThroughCrossing "route_through_crossing",
    RouteClosesLater "route_closes_later",
    ShelterInZone "shelter_in_zone",
    ShelterInCompanionZone "shelter_in_companion_zone",
    SuitableInsideZone "suitable_inside_zone",
    ShelterPlaceUnknown "shelter_place_unknown",
    ShelterUnsuitable "shelter_unsuitable",
    SuitabilityUnknown "suitability_unknown",
    ShelterUnavailable "shelter_unavailable",
    ShelterInspectionOld "shelter_inspection_old",
    ShelterWithoutWater "shelter_without_water",
    ShelterWithoutPower "shelter_without_power",
    ToiletsShort "toilets_short",
    SpaceShort "space_short",
    CapacityUnknown "capacity_unknown",
    CapacityShortByNight "capacity_short_by_night",
    CapacityShortByDay "capacity_short_by_day",
    ShelterPromisedTwice "shelter_promised_twice",
    ShelterOutsideWithoutConsent "shelter_outside_without_consent",
    VehicleOverpromised "vehicle_overpromised",
    VehiclePromisedTwice "vehicle_promised_twice",
    VehicleUnusable "vehicle_unusable",
    VehicleConditionUnknown "vehicle_condition_unknown",
    VehicleContractExpired "vehicle_contract_expired",
    LeadTimeUnknown "lead_time_unknown",
    TripTimeUnknown "trip_time_unknown",
    TripsTooLong "trips_too_long",
    TeamOverpromised "team_overpromised",
    TeamPromisedTwice "team_promised_twice",
    TeamLate "team_late",
    TeamTimeUnknown "team_time_unknown",
    StorePromisedTwice "store_promised_twice",
    StockShort "stock_short",
    StockExpired "stock_expired",
    StockExpiresSoon "stock_expires_soon",
    UseByUnknown "use_by_unknown",
    SupplyContractExpired "supply_contract_expired",
    BorrowedWithoutConsent "borrowed_without_consent",
    LentOut "lent_out",
    LoanUnanswered "loan_unanswered",
    PersonInChargeUnreachable "person_in_charge_unreachable",
    KeeperUnreachable "keeper_unreachable",
    DriverUnreachable "driver_unreachable",
    CommanderUnreachable "commander_unreachable",
    ContactUnreachable "contact_unreachable",
    ContactWithoutSpare "contact_without_spare",
    CommandWithoutContact "command_without_contact",
    VillageFiguresDisagree "village_figures_disagree",
    RegisterLinesDisagree "register_lines_disagree",
    HouseholdsUndecided "households_undecided",
    StaysInPlace "stays_in_place",
    SourcesSilent "sources_silent",
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// People may come to harm if the plan is carried out as it is.
    Critical,
    /// To be mended before the season; the plan may fail in this.
    Serious,
    /// To be mended when the table is next taken up.
    Notice,
}

impl Severity {
    /// The name for people.
    pub fn name(self) -> Localized {
        match self {
            Self::Critical => Localized::new("nghiêm trọng", "critical"),
            Self::Serious => Localized::new("cần xử lý sớm", "serious"),
            Self::Notice => Localized::new("lưu ý", "notice"),
        }
    }
}

/// Kinds that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Zones and what is arranged for them.
    Zones,
    /// Ways out.
    Routes,
    /// Where shelters stand.
    ShelterPlaces,
    /// Whether shelters can be used.
    ShelterFitness,
    /// Whether shelters have room.
    ShelterCapacity,
    /// Vehicles.
    Vehicles,
    /// Trips and time.
    Trips,
    /// Teams.
    Teams,
    /// Supplies.
    Supplies,
    /// Loans between units.
    Loans,
    /// Telephones.
    Phones,
    /// Figures of two tables.
    Figures,
    /// Households.
    Households,
}

impl Family {
    /// The name for people.
    pub fn name(self) -> Localized {
        match self {
            Self::Zones => Localized::new("Vùng phải sơ tán và bố trí", "Zones and arrangements"),
            Self::Routes => Localized::new("Tuyến sơ tán", "Routes"),
            Self::ShelterPlaces => Localized::new("Vị trí điểm sơ tán", "Where shelters stand"),
            Self::ShelterFitness => Localized::new("Điều kiện điểm sơ tán", "Fitness of shelters"),
            Self::ShelterCapacity => Localized::new("Sức chứa", "Capacity"),
            Self::Vehicles => Localized::new("Phương tiện", "Vehicles"),
            Self::Trips => Localized::new("Chuyến xe và thời gian", "Trips and time"),
            Self::Teams => Localized::new("Lực lượng", "Teams"),
            Self::Supplies => Localized::new("Vật tư, nhu yếu phẩm", "Supplies"),
            Self::Loans => Localized::new("Mượn và cho mượn", "Loans"),
            Self::Phones => Localized::new("Số điện thoại", "Telephones"),
            Self::Figures => Localized::new("Số liệu", "Figures"),
            Self::Households => Localized::new("Hộ dân", "Households"),
        }
    }
}

/// Who owes the mending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwedBy {
    /// The chair, who decides and signs.
    Chair,
    /// The standing member of the command.
    StandingMember,
    /// The officer who writes the plan and keeps the tables.
    Officer,
    /// The village head.
    VillageHead,
    /// Who keeps supplies.
    Storekeeper,
    /// The chair of the unit that owns what is asked for.
    Owner,
}

impl OwedBy {
    /// Every role.
    pub const ALL: [Self; 6] =
        [Self::Chair, Self::StandingMember, Self::Officer, Self::VillageHead, Self::Storekeeper, Self::Owner];

    /// The role as offices name it.
    pub fn name(self) -> Localized {
        match self {
            Self::Chair => Localized::new("Chủ tịch UBND, Trưởng Ban Chỉ huy", "Chair, head of the command"),
            Self::StandingMember => Localized::new("Thường trực Ban Chỉ huy", "Standing member of the command"),
            Self::Officer => Localized::new(
                "Phòng Kinh tế, công chức nông nghiệp và môi trường",
                "Economy office, agriculture and environment officer",
            ),
            Self::VillageHead => Localized::new("Trưởng thôn, tổ trưởng tổ dân phố", "Village head"),
            Self::Storekeeper => Localized::new("Người phụ trách hậu cần", "Logistics officer"),
            Self::Owner => Localized::new("Chủ tịch UBND nơi có nguồn lực", "Chair of the unit that owns it"),
        }
    }
}

/// Words in Vietnamese and English.
pub(super) type Words = (&'static str, &'static str);

/// A kind as the screen and the documents show it.
#[derive(Debug, Clone, Copy)]
pub struct KindFacts {
    /// Which.
    pub kind: Kind,
    /// To what it belongs.
    pub family: Family,
    /// How much it matters as a rule; a finding can matter more or less.
    pub severity: Severity,
    /// Who owes the mending.
    pub owed_by: OwedBy,
    pub(super) name: Words,
    /// `{0}` is what the finding is about, `{1}` the other.
    pub(super) mend: Words,
    pub(super) rule: Words,
    pub(super) source: Words,
}

impl KindFacts {
    /// The name for people.
    pub fn name(&self) -> Localized {
        localized(self.name)
    }

    /// When it fires.
    pub fn rule(&self) -> Localized {
        localized(self.rule)
    }

    /// On what the rule rests.
    pub fn source(&self) -> Localized {
        localized(self.source)
    }
}

fn localized((vi, en): Words) -> Localized {
    Localized::new(vi, en)
}

/// The law that says what a plan holds.
pub(super) const LAW: Words = (
    "Luật Phòng, chống thiên tai điều 22 và sổ tay 02/QĐ-TWPCTT (cần đối chiếu lại).",
    "Law on Natural Disaster Prevention and Control art. 22 and handbook 02/QĐ-TWPCTT (to be verified).",
);

/// The usual tables of plans.
pub(super) const ANNEXES: Words = (
    "Mẫu phụ lục thường dùng của phương án cấp xã (cần đối chiếu lại).",
    "The usual annexes of commune plans (to be verified).",
);

/// What inspections look at.
pub(super) const INSPECTION: Words = (
    "Nội dung kiểm tra công tác chuẩn bị hằng năm (cần đối chiếu lại).",
    "What the yearly inspection of preparations looks at (to be verified).",
);

/// What nobody knows counts as unsafe.
pub(super) const UNKNOWN: Words = (
    "Nguyên tắc của chương trình: điều chưa rõ không được coi là an toàn.",
    "A principle of this program: what is not known never counts as safe.",
);

/// The norms that can be edited.
pub(super) const NORMS: Words = (
    "Định mức trong norms.json, có thể sửa, mỗi định mức ghi rõ nguồn.",
    "The norms of norms.json, which can be edited and name their sources.",
);

/// Four on the spot.
pub(super) const FOUR: Words = ("Phương châm “bốn tại chỗ”.", "The rule of “four on the spot”.");

#[cfg(test)]
mod tests {
    use super::super::rules::KINDS;
    use super::*;

    #[test]
    fn the_registry_names_every_kind_once_in_both_languages() {
        let all: Vec<Kind> = KINDS.iter().flat_map(|family| family.iter().map(|facts| facts.kind)).collect();
        let sorted: std::collections::BTreeSet<Kind> = all.iter().copied().collect();
        assert_eq!(sorted.into_iter().collect::<Vec<_>>(), Kind::ALL);
        assert_eq!(all.len(), Kind::ALL.len());
        for facts in KINDS.iter().copied().flatten() {
            for words in [facts.mend, facts.rule, facts.source] {
                assert!(words.0.ends_with('.') && words.1.ends_with('.'), "{:?}", facts.kind);
            }
            assert!(!facts.name.0.is_empty() && !facts.name.1.is_empty());
            assert_eq!(facts.mend.0.contains("{1}"), facts.mend.1.contains("{1}"), "{:?}", facts.kind);
        }
    }

    #[test]
    fn codes_are_the_serde_names_and_read_back() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            assert_eq!(Kind::from_code(kind.code()), Some(*kind));
        }
    }
}
