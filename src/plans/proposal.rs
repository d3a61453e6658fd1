//! A proposal: who should go to which shelter, beside what a plan arranges now. Nothing of it is ever applied by itself.

mod shortage;
mod trips;
mod work;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::allocation::Position;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{AllocationId, PlanId, ResourceId};
use crate::kernel::{Localized, Timestamp};

pub use trips::{KnownVehicles, trips};
pub use work::{Question, merged, work_out};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AllocationAsk)]
pub struct Ask {
    /// At which level: zones that move at it, shelters and crossings that hold at it.
    pub level: RiskLevel,
    /// Whom is asked about at once.
    pub by: GroupBy,
    /// Nobody goes farther; absent where there is no bound.
    #[serde(default)]
    pub max_distance_m: Option<i64>,
    /// Whether people of one village stay together where there is room, in whichever zones of the plan they live.
    #[serde(default)]
    pub keep_villages: bool,
    /// Minutes between the warning and the onset; where it is absent, those the plan states for the level, and where it
    /// states none vehicles are not reckoned with.
    #[serde(default)]
    pub lead_minutes: Option<i64>,
}

/// Whom a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AllocationGroupBy)]
pub enum GroupBy {
    /// All of a zone who go to shelters, by its figures.
    Zone,
    /// Each household of the register.
    Household,
}

/// People who go together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Where they live.
    pub at: Position,
    /// The zones and villages they live in; each pair once.
    pub parts: Vec<Part>,
}

/// Those of a group who live in one village of one zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The zone's code.
    pub zone: String,
    /// The village; empty where it is not known or not asked for.
    pub village: String,
    /// Households.
    pub households: i64,
    /// People.
    pub people: i64,
    /// Of them those who need help to move.
    pub vulnerable: i64,
}

impl Group {
    /// How many there are.
    pub fn people(&self) -> i64 {
        self.parts.iter().map(|part| part.people).sum()
    }

    /// How many of them need help to move.
    pub fn vulnerable(&self) -> i64 {
        self.parts.iter().map(|part| part.vulnerable).sum()
    }
}

/// A shelter that can be used.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenShelter {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The commune it stands in.
    pub commune: String,
    /// Places for the night that are left: without those that other plans promise which can be at work at the same time.
    pub places: i64,
    /// Where it stands.
    pub at: Position,
}

/// People of one zone who go to one shelter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationRow)]
pub struct Row {
    /// Names the row in an acceptance; counted from 1.
    pub n: i64,
    /// The zone's code.
    pub zone: String,
    /// The shelter's code.
    pub shelter: String,
    /// Its name.
    pub shelter_name: String,
    /// The commune it stands in.
    pub shelter_commune: String,
    /// People; 0 in a row that takes a shelter away.
    pub people: i64,
    /// Of them those who need help to move; absent where it is not known.
    pub vulnerable: Option<i64>,
    /// Households; absent where people were reckoned without them.
    pub households: Option<i64>,
    /// The villages they live in.
    pub villages: Vec<VillageShare>,
    /// How far they go, the mean over the people.
    pub distance_m: Option<i64>,
    /// How far those go who go farthest.
    pub longest_m: Option<i64>,
    /// How that was found.
    pub basis: Option<DistanceBasis>,
    /// Beside what the plan arranges now.
    pub beside: Beside,
    /// People the plan sends from this zone to this shelter now.
    pub current_people: Option<i64>,
}

/// People of one village in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationVillage)]
pub struct VillageShare {
    /// The village.
    pub village: String,
    /// Households, those counted where most of them go.
    pub households: i64,
    /// People.
    pub people: i64,
    /// Of them those who need help to move.
    pub vulnerable: i64,
}

/// How a distance was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DistanceBasis {
    /// Over roads that were loaded.
    Road,
    /// The straight line times a factor; for some of the people at least.
    Straight,
}

/// How a row stands beside what the plan arranges now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AllocationBeside)]
pub enum Beside {
    /// The same people to the same shelter.
    Same,
    /// The plan does not send people of the zone there.
    New,
    /// Another number of people.
    Moved,
    /// The plan sends people there and the proposal does not.
    Dropped,
}

/// People who find no place, whatever is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationShortage)]
pub struct Shortage {
    /// The zones they live in.
    pub zones: Vec<String>,
    /// The villages.
    pub villages: Vec<String>,
    /// How many people can only go to these shelters.
    pub people: i64,
    /// The shelters.
    pub shelters: Vec<ShortShelter>,
    /// Their places.
    pub places: i64,
    /// How many find none.
    pub missing: i64,
    /// In a sentence.
    pub message: Localized,
}

/// A shelter that is too small for all who can go nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationShortShelter)]
pub struct ShortShelter {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its places.
    pub places: i64,
}

/// A shelter that was not used, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationPassedOver)]
pub struct PassedOver {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: Unfit,
    /// In a sentence.
    pub message: Localized,
}

/// Why a shelter cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AllocationUnfit)]
pub enum Unfit {
    /// It lies in a zone of the hazard that is moved at the level.
    InsideZone,
    /// The register says that it is not safe for the hazard.
    Unsuitable,
    /// The register does not say whether it is.
    SuitabilityUnknown,
    /// It has no places for the night.
    NoCapacity,
    /// It is not to be had on the day.
    Away,
    /// It belongs to another commune, which has not consented.
    NoConsent,
    /// Other plans that can be at work at the same time promise all of its places.
    PromisedElsewhere,
}

/// Sums.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationTotals)]
pub struct Totals {
    /// People of the zones.
    pub people: i64,
    /// Of them those who go to hosts (xen ghép).
    pub hosted: i64,
    /// Of them those who stay at home (tại chỗ).
    pub in_place: i64,
    /// Of them those who get a place in a shelter.
    pub placed: i64,
    /// Of them those who get none.
    pub missing: i64,
    /// People times metres.
    pub person_metres: i64,
    /// The longest way of anybody.
    pub longest_m: Option<i64>,
    /// The mean way.
    pub mean_m: Option<i64>,
    /// People whose way was found over roads.
    pub by_road: i64,
    /// People whose way is the straight line times the factor.
    pub by_straight_line: i64,
}

/// Whether the vehicles of the plan carry everybody between the warning and the onset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationTrips)]
pub struct Trips {
    /// Whether they do.
    pub verdict: TripVerdict,
    /// The time there is.
    pub lead_minutes: Option<i64>,
    /// What each line of vehicles does.
    pub vehicles: Vec<VehicleWork>,
    /// Whom this schedule leaves behind.
    pub left_behind: Vec<LeftInZone>,
    /// In a sentence.
    pub message: Localized,
}

/// Whether vehicles and time are enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AllocationTripVerdict)]
pub enum TripVerdict {
    /// They are: the schedule carries everybody.
    Suffices,
    /// They are not, whatever the schedule.
    CannotSuffice,
    /// The schedule that was found leaves people behind; a better one may or may not exist.
    NotFound,
    /// It cannot be said: no vehicle of the plan carries people, or the time is not stated.
    Unknown,
}

/// What vehicles of one line of the register do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationVehicleWork)]
pub struct VehicleWork {
    /// The line.
    #[schema(value_type = String, format = Uuid)]
    pub id: ResourceId,
    /// Its name.
    pub name: String,
    /// How many.
    pub number: i64,
    /// Trips of all of them.
    pub trips: i64,
    /// Minutes after the warning at which the last is back.
    pub back_after_minutes: i64,
}

/// People of a zone whom no trip carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationLeftInZone)]
pub struct LeftInZone {
    /// The zone's code.
    pub zone: String,
    /// How many.
    pub people: i64,
}

/// What a proposal rests on, so that a change of it can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The revision of each zone.
    pub zones: BTreeMap<String, i64>,
    /// The revision of each shelter that could be used.
    pub shelters: BTreeMap<String, i64>,
    /// Places of shelters that other plans promise and that were taken off.
    #[serde(default)]
    pub promised: BTreeMap<String, i64>,
    /// How many households, and the hash of their ids and revisions.
    pub households: (i64, String),
    /// The change of the roads.
    pub roads: i64,
}

/// A proposal as it was worked out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// What was asked.
    pub ask: Ask,
    /// Whether everybody finds a place.
    pub feasible: bool,
    /// Whether the prices prove that no allocation of as many people is shorter, the vulnerable weighing more.
    pub proved: bool,
    /// By how many (weighted) person-metres keeping groups together is above that.
    pub rise_person_metres: i64,
    /// Who goes where.
    pub rows: Vec<Row>,
    /// Sums.
    pub totals: Totals,
    /// Who finds no place, and why.
    pub shortages: Vec<Shortage>,
    /// Shelters that were not used.
    pub passed_over: Vec<PassedOver>,
    /// Vehicles against time.
    pub trips: Option<Trips>,
    /// What it rests on, in words.
    pub remarks: Vec<Localized>,
    /// What it rests on.
    pub inputs: Inputs,
}

/// The draft a proposal was laid beside: the number of the version and its revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = AllocationDraft)]
pub struct DraftRead {
    /// The number of the version.
    pub n: i64,
    /// Its revision.
    pub revision: i64,
}

/// A row that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedRow {
    /// Which.
    pub n: i64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// A proposal that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptProposal {
    /// Its id.
    pub id: AllocationId,
    /// The plan.
    pub plan_id: PlanId,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// The draft it was laid beside, at the revision it may still be taken over into; none where the plan has no
    /// version being written.
    pub draft: Option<DraftRead>,
    /// What it says.
    pub proposal: Proposal,
    /// The rows that were taken over.
    pub accepted: Vec<AcceptedRow>,
}
