//! Shelters (điểm sơ tán). One can be safe for one hazard and unsafe for another.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::AwayPeriod;
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::kernel::choices::choices;
use crate::kernel::ids::ShelterId;

/// A building people are taken to.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelter {
    /// Its id.
    pub id: ShelterId,
    /// The short code plans refer to it by.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is the rest of the year.
    pub kind: ShelterKind,
    /// The commune it stands in.
    pub commune_code: String,
    /// How many people it takes for the night, when they lie down.
    pub capacity: i64,
    /// The hazards it is safe for; suitability is a matter of hazard, not of building. Of the others it is unsafe for
    /// those its facts say so of, and for the rest nothing is known.
    pub suitable_for: Vec<Hazard>,
    /// Who opens it.
    pub keeper_name: Option<String>,
    /// How to reach who opens it.
    pub keeper_phone: Option<String>,
    /// WGS 84.
    pub lon: f64,
    /// WGS 84.
    pub lat: f64,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// Counts the changes of its line.
    pub revision: i64,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// What else the register says of it.
    pub facts: ShelterFacts,
}

choices! {
    /// An answer that may not be known yet; what is not known counts as no for who relies on it.
    Answer {
        Yes "có" "yes",
        No "không" "no",
        | Unknown "chưa rõ" "not known"
    }
}

/// Whether a building is safe for a hazard, and why that is thought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Suitability {
    /// The hazard.
    pub hazard: Hazard,
    /// Whether it is safe.
    #[serde(default)]
    pub answer: Answer,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// What Phụ lục 4 says of a building beyond who it takes and where it stands. Texts that are not stated are empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShelterFacts {
    /// Village (thôn).
    pub village: String,
    /// How many people it takes by day, sitting.
    pub capacity_day: Option<i64>,
    /// Hazards it is not safe for or not known to be, and reasons.
    pub suitability: Vec<Suitability>,
    /// Storeys (số tầng).
    pub storeys: Option<i64>,
    /// What it is built of (kết cấu).
    pub structure: String,
    /// Floor area, m² (diện tích).
    pub floor_area_m2: Option<f64>,
    /// Clean water.
    pub water: Answer,
    /// Toilets.
    pub toilets: Option<i64>,
    /// Power when the grid fails.
    pub backup_power: Answer,
    /// A kitchen.
    pub kitchen: Answer,
    /// The way there, in words: class of road, steepness, for which vehicles.
    pub access: String,
    /// Whether the way crosses a submersible crossing (ngầm tràn), which floods first.
    pub crosses_spillway: Answer,
    /// When somebody last looked at it.
    pub inspected_on: Option<NaiveDate>,
    /// Who that was.
    pub inspected_by: String,
    /// When the keeper last answered the telephone.
    pub keeper_phone_confirmed_on: Option<NaiveDate>,
    /// Communes that may bring their people, by the consent of this one.
    pub shared_with: Vec<String>,
    /// Days on which it is not to be had.
    pub away: Vec<AwayPeriod>,
    /// Remark (ghi chú).
    pub remark: String,
}

impl Shelter {
    /// Whether it is safe, for every hazard something is said of, in the order of the law.
    pub fn suitability(&self) -> Vec<Suitability> {
        let of = |hazard: &Hazard| {
            let said = self.facts.suitability.iter().find(|said| said.hazard == *hazard);
            let reason = said.map(|said| said.reason.clone()).unwrap_or_default();
            let answer = match said {
                _ if self.suitable_for.contains(hazard) => Answer::Yes,
                // A yes that is no longer among those it is safe for has lost its ground.
                Some(said) if said.answer != Answer::Yes => said.answer,
                _ => Answer::Unknown,
            };
            (answer != Answer::Unknown || !reason.is_empty()).then_some(Suitability { hazard: *hazard, answer, reason })
        };
        Hazard::ALL.iter().filter_map(of).collect()
    }

    /// Takes over what is said of each hazard.
    pub fn set_suitability(&mut self, said: Vec<Suitability>) {
        self.suitable_for = said.iter().filter(|said| said.answer == Answer::Yes).map(|said| said.hazard).collect();
        self.facts.suitability = said;
    }
}

/// Kinds of buildings (Phụ lục 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShelterKind {
    /// Trường học.
    School,
    /// Nhà văn hóa thôn.
    VillageHall,
    /// Nhà rông.
    CommunalHouse,
    /// Trạm y tế.
    HealthStation,
    /// Trụ sở.
    Office,
    /// Anything else.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Timestamp;

    #[test]
    fn a_hazard_nothing_is_said_of_is_not_known() {
        let mut shelter = Shelter {
            id: ShelterId::new(Timestamp::UNIX_EPOCH),
            code: "A".into(),
            name: String::new(),
            kind: ShelterKind::Other,
            commune_code: String::new(),
            capacity: 1,
            suitable_for: vec![Hazard::Storm],
            keeper_name: None,
            keeper_phone: None,
            lon: 0.0,
            lat: 0.0,
            demonstration: false,
            revision: 1,
            retired_on: None,
            facts: ShelterFacts::default(),
        };
        let told = |shelter: &Shelter| {
            shelter.suitability().into_iter().map(|said| (said.hazard, said.answer)).collect::<Vec<_>>()
        };
        assert_eq!(told(&shelter), [(Hazard::Storm, Answer::Yes)]);
        let no = Suitability { hazard: Hazard::Flood, answer: Answer::No, reason: "dưới mức lũ".into() };
        let yes = Suitability { hazard: Hazard::Landslide, answer: Answer::Yes, reason: String::new() };
        shelter.set_suitability(vec![yes, no]);
        assert_eq!(shelter.suitable_for, [Hazard::Landslide]);
        assert_eq!(told(&shelter), [(Hazard::Flood, Answer::No), (Hazard::Landslide, Answer::Yes)]);
        shelter.suitable_for.clear();
        assert_eq!(told(&shelter), [(Hazard::Flood, Answer::No)], "no yes without being listed");
    }
}
