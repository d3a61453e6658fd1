//! The rules a plan is looked at by: data that ships with the program and that an official can correct.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FieldFault;
use crate::kernel::Localized;

/// Declares the rules: variant and code.
macro_rules! rule_codes {
    ($($variant:ident $code:literal),+ $(,)?) => {
        /// A rule. What it looks at is code; how much it weighs, from when on, and on what ground is data.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum RuleCode { $(#[doc = $code] $variant,)+ }

        impl RuleCode {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The rule called `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|rule| rule.code() == code)
            }
        }
    };
}

rule_codes! {
    LegalParts "legal_parts",
    FourOnTheSpot "four_on_the_spot",
    LegalBases "legal_bases",
    Scenarios "scenarios",
    Triggers "triggers",
    ZonesNamed "zones_named",
    ZoneDestinations "zone_destinations",
    DestinationsListed "destinations_listed",
    DestinationsSuitable "destinations_suitable",
    ZoneTasks "zone_tasks",
    ZoneInCharge "zone_in_charge",
    ZoneRoutes "zone_routes",
    ZoneVehicles "zone_vehicles",
    Annexes "annexes",
    ContactPhones "contact_phones",
    PhonesConfirmed "phones_confirmed",
    CommandNamed "command_named",
    ReviewDate "review_date",
    ReviewOverdue "review_overdue",
    SuppliesUseBy "supplies_use_by",
    MovedAddUp "moved_add_up",
    ReviewBeforeSeason "review_before_season",
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// People may come to harm, or the plan cannot be approved as it is.
    High,
    /// To be mended before the season.
    Medium,
    /// To be mended when the plan is next taken up.
    Low,
}

/// What a rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// That something is there.
    Completeness,
    /// That it still holds.
    Freshness,
}

/// A rule as it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Rule {
    /// Which.
    pub code: RuleCode,
    /// What it looks for.
    pub concern: Concern,
    /// How much its findings matter.
    pub severity: Severity,
    /// Its name.
    pub title: Localized,
    /// What to do about a finding.
    pub what_to_do: Localized,
    /// On what ground.
    pub citation: Localized,
    /// Whether the ground was read in the source (true) or is general knowledge to be verified (false).
    pub verified: bool,
    /// How much it weighs in the score; 0 where it is not scored.
    pub weight: u32,
    /// After how many days something is out of date; only for rules that count days.
    pub days: Option<u32>,
    /// The days of the year a yearly review is due; only for the rule of the season.
    pub season: Option<Season>,
    /// Whether it is looked at.
    pub enabled: bool,
}

/// By which day of the year plans must have been looked through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Everywhere else.
    pub elsewhere: YearDay,
    /// In the units of the coast.
    pub coast: YearDay,
    /// The units of the coast: communes, or provinces whose communes all count.
    pub coast_units: Vec<String>,
}

/// A day of every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct YearDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31; in a shorter month its last day.
    pub day: u32,
}

impl YearDay {
    /// The day in `year`.
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        (1..=self.day).rev().find_map(|day| NaiveDate::from_ymd_opt(year, self.month, day))
    }
}

impl Season {
    /// The day for the unit called `code` of the province `parent`.
    pub fn day_for(&self, code: &str, parent: Option<&str>) -> YearDay {
        let coastal = |code: &str| self.coast_units.iter().any(|unit| unit == code);
        if coastal(code) || parent.is_some_and(coastal) { self.coast } else { self.elsewhere }
    }
}

/// What people may change of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleForm {
    /// Whether it is looked at.
    pub enabled: bool,
    /// How much it weighs.
    pub weight: u32,
    /// After how many days something is out of date; absent to keep.
    pub days: Option<u32>,
    /// The days of the yearly review; absent to keep.
    pub season: Option<Season>,
    /// On what ground; absent to keep.
    pub citation: Option<Localized>,
}

/// The heaviest a rule can be.
const MAX_WEIGHT: u32 = 100;
/// The longest time a rule can leave.
const MAX_DAYS: u32 = 3_650;

impl Rule {
    /// The rule with what `form` changes of it.
    ///
    /// # Errors
    /// What cannot be, field by field.
    pub fn adjusted(mut self, form: RuleForm) -> Result<Self, Vec<FieldFault>> {
        let faults = self.faults(&form);
        if !faults.is_empty() {
            return Err(faults);
        }
        self.enabled = form.enabled;
        self.weight = form.weight;
        self.days = form.days.or(self.days);
        self.season = form.season.or(self.season);
        if let Some(citation) = form.citation {
            self.verified = self.verified && citation == self.citation;
            self.citation = citation;
        }
        Ok(self)
    }

    fn faults(&self, form: &RuleForm) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut unless = |fine: bool, pointer: &str, vi: &str, en: &str| {
            if !fine {
                faults.push(FieldFault::new(pointer, vi, en));
            }
        };
        unless(form.weight <= MAX_WEIGHT, "/weight", "Trọng số từ 0 đến 100.", "A weight is 0 to 100.");
        unless(
            form.days.is_none_or(|days| self.days.is_some() && (1..=MAX_DAYS).contains(&days)),
            "/days",
            "Số ngày từ 1 đến 3.650, và chỉ có ở quy tắc tính theo ngày.",
            "1 to 3,650 days, and only for a rule that counts days.",
        );
        let is_day = |day: YearDay| day.in_year(2028).is_some() && day.day <= 31;
        unless(
            form.season
                .as_ref()
                .is_none_or(|season| self.season.is_some() && is_day(season.elsewhere) && is_day(season.coast)),
            "/season",
            "Ngày, tháng chưa đúng, hoặc quy tắc này không có mùa.",
            "No such day of the year, or the rule has no season.",
        );
        unless(
            form.citation.as_ref().is_none_or(|citation| {
                [&citation.vi, &citation.en].iter().all(|text| !text.trim().is_empty() && text.chars().count() <= 500)
            }),
            "/citation",
            "Ghi căn cứ bằng cả hai ngôn ngữ, mỗi ngôn ngữ không quá 500 ký tự.",
            "Give the ground in both languages, no more than 500 characters each.",
        );
        faults
    }
}

/// The rules that ship with the program.
///
/// # Panics
/// Never with the shipped file: a test reads it.
pub fn shipped_rules() -> Vec<Rule> {
    serde_json::from_str(include_str!("completeness_rules.json"))
        .unwrap_or_else(|error| panic!("completeness_rules.json: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_ships_once_and_is_spelled_as_on_the_wire() {
        let shipped: Vec<RuleCode> = shipped_rules().into_iter().map(|rule| rule.code).collect();
        assert_eq!(shipped, RuleCode::ALL);
        for code in RuleCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.code());
        }
    }

    #[test]
    fn shipped_rules_are_such_as_a_person_could_have_set() {
        for rule in shipped_rules() {
            let form = RuleForm {
                enabled: rule.enabled,
                weight: rule.weight,
                days: rule.days,
                season: rule.season.clone(),
                citation: Some(rule.citation.clone()),
            };
            assert_eq!(rule.clone().adjusted(form), Ok(rule));
        }
    }

    #[test]
    fn what_a_rule_does_not_have_cannot_be_given_to_it() {
        let rule = shipped_rules().into_iter().find(|rule| rule.code == RuleCode::LegalParts).unwrap();
        let season = Season {
            elsewhere: YearDay { month: 13, day: 1 },
            coast: YearDay { month: 1, day: 1 },
            coast_units: vec![],
        };
        let form = RuleForm {
            enabled: true,
            weight: 101,
            days: Some(3),
            season: Some(season),
            citation: Some(Localized::new(" ", "x")),
        };
        let pointers: Vec<String> = rule.adjusted(form).unwrap_err().into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(pointers, ["/weight", "/days", "/season", "/citation"]);
    }

    #[test]
    fn a_ground_somebody_wrote_is_not_one_that_was_read_here() {
        let rule = shipped_rules().into_iter().find(|rule| rule.verified).unwrap();
        let form =
            RuleForm { enabled: true, weight: 1, days: None, season: None, citation: Some(Localized::new("a", "b")) };
        assert!(!rule.adjusted(form).unwrap().verified);
    }

    #[test]
    fn the_season_ends_on_a_day_there_is() {
        assert_eq!(YearDay { month: 2, day: 30 }.in_year(2027), NaiveDate::from_ymd_opt(2027, 2, 28));
    }
}
