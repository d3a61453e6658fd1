//! How much a person needs and how old a figure may be: data that ships with the program and that an official can correct.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::facts::GREATEST;
use crate::kernel::Localized;
use crate::plans::{FieldFault, text_fault};

/// Norms and limits, with the source of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NormChoice)]
pub enum Choice {
    /// Vietnamese practice.
    Vietnam,
    /// The Sphere Handbook.
    Sphere,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BothNorms {
    /// Vietnamese practice.
    pub vietnam: Norm,
    /// The Sphere Handbook.
    pub sphere: Norm,
}

/// How much of an item people need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = NormPer)]
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

    /// Every value with what it is called, for comparing.
    pub fn values(&self) -> Vec<(String, f64)> {
        let both = |name: &str, vietnam: &Norm, sphere: &Norm| {
            [(name.to_owned(), vietnam.value), (format!("{name} (Sphere)"), sphere.value)]
        };
        let items = self.items.iter().flat_map(|item| both(&item.vi, &item.vietnam, &item.sphere));
        let (space, toilets) = (&self.space_m2_per_person, &self.people_per_toilet);
        let single = [
            ("số ngày dự trữ", &self.days_of_supply),
            ("ngày xác nhận điện thoại", &self.phone_days),
            ("ngày kiểm tra điểm sơ tán", &self.inspection_days),
            ("ngày xem trước", &self.ahead_days),
            ("% chênh lệch số liệu", &self.figure_tolerance_percent),
        ];
        items
            .chain(both("m² một người", &space.vietnam, &space.sphere))
            .chain(both("người một nhà vệ sinh", &toilets.vietnam, &toilets.sphere))
            .chain(single.map(|(name, norm)| (name.to_owned(), norm.value)))
            .collect()
    }

    /// Whose values these are, for a sentence.
    pub fn whose(&self) -> Localized {
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

/// The most items.
const MAX_ITEMS: usize = 100;
/// The longest source, in characters.
const MAX_SOURCE: usize = 1_000;
/// The longest name or unit, in characters.
const MAX_NAME: usize = 100;

/// What is wrong with norms, each with its place below `/norms`.
pub fn norms_faults(norms: &Norms) -> Vec<FieldFault> {
    let mut faults: Vec<FieldFault> = text_fault("/norms/note", &norms.note, MAX_SOURCE).into_iter().collect();
    let mut norm =
        |pointer: String, norm: &Norm, least: f64, most: f64| norm_faults(&mut faults, &pointer, norm, (least, most));
    let greatest = GREATEST as f64;
    for (at, item) in norms.items.iter().enumerate() {
        norm(format!("/norms/items/{at}/vietnam"), &item.vietnam, 0.0, greatest);
        norm(format!("/norms/items/{at}/sphere"), &item.sphere, 0.0, greatest);
    }
    for (name, both, least) in
        [("space_m2_per_person", &norms.space_m2_per_person, 0.0), ("people_per_toilet", &norms.people_per_toilet, 1.0)]
    {
        norm(format!("/norms/{name}/vietnam"), &both.vietnam, least, greatest);
        norm(format!("/norms/{name}/sphere"), &both.sphere, least, greatest);
    }
    norm("/norms/days_of_supply".into(), &norms.days_of_supply, 1.0, 366.0);
    for (name, days) in [
        ("phone_days", &norms.phone_days),
        ("inspection_days", &norms.inspection_days),
        ("ahead_days", &norms.ahead_days),
    ] {
        norm(format!("/norms/{name}"), days, 0.0, 3_660.0);
    }
    norm("/norms/figure_tolerance_percent".into(), &norms.figure_tolerance_percent, 0.0, 100.0);
    faults.extend(item_faults(&norms.items));
    faults
}

fn norm_faults(faults: &mut Vec<FieldFault>, pointer: &str, norm: &Norm, (least, most): (f64, f64)) {
    if !(least..=most).contains(&norm.value) {
        faults.push(FieldFault::new(
            format!("{pointer}/value"),
            format!("Nhập số từ {least} đến {most}."),
            format!("Give a number from {least} to {most}."),
        ));
    }
    if norm.source.trim().is_empty() {
        faults.push(FieldFault::new(
            format!("{pointer}/source"),
            "Ghi nguồn của định mức: văn bản, sổ tay, hoặc cơ sở tính.",
            "Say where the norm comes from: a paper, a handbook, or on what it rests.",
        ));
    }
    faults.extend(text_fault(&format!("{pointer}/source"), &norm.source, MAX_SOURCE));
}

fn item_faults(items: &[ItemNorm]) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if items.is_empty() || items.len() > MAX_ITEMS {
        faults.push(FieldFault::new(
            "/norms/items",
            format!("Có từ 1 đến {MAX_ITEMS} mặt hàng."),
            format!("There are 1 to {MAX_ITEMS} items."),
        ));
    }
    let mut seen = BTreeSet::new();
    for (at, item) in items.iter().enumerate().take(MAX_ITEMS) {
        if !seen.insert(item.item.as_str()) {
            faults.push(FieldFault::new(
                format!("/norms/items/{at}/item"),
                "Mặt hàng này đã có trong bảng định mức.",
                "The item stands there twice.",
            ));
        }
        let texts = [("vi", &item.vi), ("en", &item.en), ("unit_vi", &item.unit_vi), ("unit_en", &item.unit_en)];
        for (name, text) in texts {
            let pointer = format!("/norms/items/{at}/{name}");
            if text.trim().is_empty() {
                faults.push(FieldFault::new(pointer, "Không để trống.", "It is not left blank."));
            } else {
                faults.extend(text_fault(&pointer, text, MAX_NAME));
            }
        }
    }
    faults
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
    fn the_shipped_norms_are_without_fault_and_what_is_wrong_is_named_with_its_place() {
        assert_eq!(norms_faults(&Norms::shipped()), []);
        let mut wrong = Norms::shipped();
        wrong.items[0].vietnam.value = f64::NAN;
        wrong.items[1].sphere.source = " ".into();
        wrong.items[2].item = "rice".into();
        wrong.people_per_toilet.vietnam.value = 0.0;
        wrong.days_of_supply.value = 0.0;
        let mut pointers: Vec<String> = norms_faults(&wrong).into_iter().map(|fault| fault.pointer).collect();
        pointers.sort();
        assert_eq!(
            pointers,
            [
                "/norms/days_of_supply/value",
                "/norms/items/0/vietnam/value",
                "/norms/items/1/sphere/source",
                "/norms/items/2/item",
                "/norms/people_per_toilet/vietnam/value"
            ]
        );
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
