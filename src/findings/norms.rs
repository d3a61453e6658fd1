//! How much a person needs and how old a figure may be: data that ships with the program and that an official can correct.

use serde::{Deserialize, Serialize};

use crate::kernel::Localized;

/// Norms and limits, with the source of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norms {
    /// What the file says of itself.
    pub note: String,
    /// Whose values are reckoned with.
    pub choice: Choice,
    /// For how many days supplies must last.
    pub days_of_supply: Norm,
    /// Supplies.
    pub items: Vec<ItemNorm>,
    /// Floor of a shelter, m² a person.
    pub space_m2_per_person: BothNorms,
    /// People who share a toilet.
    pub people_per_toilet: BothNorms,
    /// Days after which a telephone must have been called again.
    pub phone_days: Norm,
    /// Days after which a shelter must have been looked at again.
    pub inspection_days: Norm,
    /// Days ahead.
    pub ahead_days: Norm,
    /// By how many percent two tables may differ.
    pub figure_tolerance_percent: Norm,
}

/// Whose values are reckoned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Vietnamese practice.
    Vietnam,
    /// The Sphere Handbook.
    Sphere,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// The value, 0 or more.
    pub value: f64,
    /// Where it was read, or on what it rests.
    pub source: String,
    /// General knowledge that nobody has read in its source yet.
    pub verify: bool,
}

/// A value of Vietnamese practice beside that of the Sphere Handbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BothNorms {
    /// Vietnamese practice.
    pub vietnam: Norm,
    /// The Sphere Handbook.
    pub sphere: Norm,
}

/// How much of an item people need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemNorm {
    /// Its code in the list of supplies.
    pub item: String,
    /// Its name in Vietnamese.
    pub vi: String,
    /// Its name in English.
    pub en: String,
    /// Its unit in Vietnamese.
    pub unit_vi: String,
    /// Its unit in English.
    pub unit_en: String,
    /// For whom the value is.
    pub per: Per,
    /// Whether there must be enough of it.
    pub required: bool,
    /// Whether it goes off, so that a lot without a use-by day is not known to be good.
    pub perishable: bool,
    /// Vietnamese practice.
    pub vietnam: Norm,
    /// The Sphere Handbook.
    pub sphere: Norm,
}

/// For whom a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// For each person and day.
    PersonAndDay,
    /// For each person once.
    Person,
}

impl Norms {
    /// The shipped norms.
    ///
    /// # Panics
    /// Never with the shipped file: a test reads it.
    pub fn shipped() -> Self {
        serde_json::from_str(include_str!("norms.json")).unwrap_or_else(|error| panic!("norms.json: {error}"))
    }

    /// The value that is reckoned with.
    pub(super) fn chosen<'a>(&self, both: &'a BothNorms) -> &'a Norm {
        match self.choice {
            Choice::Vietnam => &both.vietnam,
            Choice::Sphere => &both.sphere,
        }
    }

    /// The norm of `item`.
    pub(super) fn item(&self, item: &str) -> Option<&ItemNorm> {
        self.items.iter().find(|norm| norm.item == item)
    }

    /// What `people` need of an item, in thousandths of its unit, rounded up.
    pub fn need(&self, norm: &ItemNorm, people: i64) -> i64 {
        let value = match self.choice {
            Choice::Vietnam => norm.vietnam.value,
            Choice::Sphere => norm.sphere.value,
        };
        let days = match norm.per {
            Per::PersonAndDay => self.days_of_supply.value,
            Per::Person => 1.0,
        };
        // The least part is cut before rounding up: 0.1 × 3 is not 0.30000000000000004 of anything.
        whole_up(people as f64 * value * days * 1_000.0 - 1e-6)
    }

    /// Whose values these are, for a sentence.
    pub(super) fn whose(&self) -> Localized {
        match self.choice {
            Choice::Vietnam => Localized::new("định mức trong nước", "the domestic norm"),
            Choice::Sphere => Localized::new("định mức Sphere", "the Sphere norm"),
        }
    }
}

impl Norm {
    /// The value as a number of days, people or percent, rounded up.
    pub(super) fn whole(&self) -> i64 {
        whole_up(self.value)
    }
}

/// The next whole number, 0 at least; what is not a number is 0.
#[allow(clippy::cast_possible_truncation, reason = "a float that is too large becomes the greatest whole number")]
pub(super) fn whole_up(number: f64) -> i64 {
    (number.ceil() as i64).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_norm_has_a_source_and_no_item_stands_twice() {
        let norms = Norms::shipped();
        let items: std::collections::BTreeSet<&str> = norms.items.iter().map(|norm| norm.item.as_str()).collect();
        assert_eq!(items.len(), norms.items.len());
        for norm in norms.items.iter().flat_map(|item| [&item.vietnam, &item.sphere]) {
            assert!(norm.value > 0.0 && norm.source.ends_with('.'), "{norm:?}");
        }
    }

    #[test]
    fn need_is_people_times_days_and_follows_the_choice() {
        let mut norms = Norms::shipped();
        let rice = norms.item("rice").unwrap().clone();
        assert_eq!(norms.need(&rice, 100), 150_000, "100 × 0.5 kg × 3 days");
        norms.choice = Choice::Sphere;
        assert_eq!(norms.need(&rice, 100), 120_000);
        let blanket = norms.item("blanket").unwrap().clone();
        assert_eq!(norms.need(&blanket, 3), 3_000, "once, not a day");
        assert_eq!(whole_up(f64::NAN), 0);
    }
}
