//! What has to be moved beside the people, in lines.

use serde::{Deserialize, Serialize};

use super::choices::choices;
use crate::kernel::Localized;
use crate::kernel::folding::search_key;
use crate::zones::Property;

choices! {
    /// A kind of property.
    PropertyKind {
        Livestock "gia súc, gia cầm" "livestock and poultry",
        Vehicle "xe" "vehicles",
        BoatOrCage "tàu thuyền, lồng bè" "boats and fish cages",
        Rice "thóc, lúa, gạo" "rice",
        Papers "giấy tờ" "papers",
        Gongs "cồng chiêng, đồ lễ" "gongs and ritual goods",
        Machine "máy móc, đồ điện" "machines and appliances",
        | Other "tài sản khác" "other property"
    }
}

/// One line: so much of something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertyLine {
    /// Of which kind.
    pub kind: PropertyKind,
    /// What, as the register calls it: "bò", "xe máy", "lúa".
    pub what: String,
    /// How much; absent where no number is given.
    #[serde(default)]
    pub quantity: Option<f64>,
    /// In which unit: "con", "kg", "chiếc". Empty where none is given.
    #[serde(default)]
    pub unit: String,
}

impl PropertyLine {
    /// The number of things a line counts; one where it gives no number.
    fn pieces(&self) -> i64 {
        whole(self.quantity.unwrap_or(1.0))
    }

    /// How many kilograms of rice a line holds; none where its unit is no weight.
    fn kilograms(&self) -> i64 {
        let in_kg = match search_key(&self.unit).as_str() {
            "kg" | "ki" | "ky" | "can" | "kilogam" | "kilogram" => 1.0,
            "yen" => 10.0,
            "ta" => 100.0,
            "tan" | "t" => 1_000.0,
            _ => return 0,
        };
        self.quantity.map_or(0, |quantity| whole(quantity * in_kg))
    }
}

/// A quantity as a whole number; what no register can hold counts as nothing.
fn whole(quantity: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation)]
    if (0.0..=1e12).contains(&quantity) { quantity.round() as i64 } else { 0 }
}

/// Words for poultry, folded: they are moved in baskets and do not count as head of cattle.
const POULTRY: [&str; 8] = ["ga", "vit", "ngan", "ngong", "gia cam", "chim", "bo cau", "ga vit"];

/// Words for motorbikes, folded.
const MOTORBIKES: [&str; 4] = ["xe may", "mo to", "xe gan may", "xe mo to"];

/// Words for cages and rafts, folded: no boats.
const CAGES: [&str; 4] = ["long be", "long", "be", "long ca"];

/// The four figures that are summed over zones.
pub(super) fn property_of(lines: &[PropertyLine]) -> Property {
    lines.iter().fold(Property::default(), |mut sum, line| {
        let what = search_key(&line.what);
        let is = |words: &[&str]| words.iter().any(|word| what == *word);
        match line.kind {
            PropertyKind::Livestock if !is(&POULTRY) => add(&mut sum.livestock, line.pieces()),
            PropertyKind::Vehicle if is(&MOTORBIKES) => add(&mut sum.motorbikes, line.pieces()),
            PropertyKind::BoatOrCage if !is(&CAGES) => add(&mut sum.boats, line.pieces()),
            PropertyKind::Rice => add(&mut sum.rice_kg, line.kilograms()),
            PropertyKind::Livestock
            | PropertyKind::Vehicle
            | PropertyKind::BoatOrCage
            | PropertyKind::Papers
            | PropertyKind::Gongs
            | PropertyKind::Machine
            | PropertyKind::Other => {}
        }
        sum
    })
}

fn add(sum: &mut i64, more: i64) {
    *sum = sum.saturating_add(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: PropertyKind, what: &str, quantity: Option<f64>, unit: &str) -> PropertyLine {
        PropertyLine { kind, what: what.into(), quantity, unit: unit.into() }
    }

    #[test]
    fn four_figures_are_summed_and_nothing_else_is_counted_into_them() {
        use PropertyKind::{BoatOrCage, Gongs, Livestock, Rice, Vehicle};
        let lines = [
            line(Livestock, "bò", Some(3.0), "con"),
            line(Livestock, "Trâu", Some(2.0), ""),
            line(Livestock, "gà", Some(40.0), "con"),
            line(Vehicle, "xe máy", None, ""),
            line(Vehicle, "xe tải", Some(1.0), "chiếc"),
            line(BoatOrCage, "thuyền", Some(2.0), "chiếc"),
            line(BoatOrCage, "lồng bè", Some(9.0), "cái"),
            line(Rice, "lúa", Some(0.5), "tấn"),
            line(Rice, "gạo", Some(20.0), "kg"),
            line(Rice, "thóc", Some(10.0), "bao"),
            line(Gongs, "chiêng", Some(1.0), "bộ"),
        ];
        assert_eq!(property_of(&lines), Property { livestock: 5, motorbikes: 1, boats: 2, rice_kg: 520 });
    }

    #[test]
    fn quantities_nobody_can_own_count_as_nothing() {
        for quantity in [f64::NAN, f64::INFINITY, -3.0, 1e300] {
            let lines = [line(PropertyKind::Livestock, "bò", Some(quantity), "con")];
            assert_eq!(property_of(&lines).livestock, 0, "{quantity}");
        }
    }
}
