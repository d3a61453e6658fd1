//! A quantity of a supply: a number with at most three decimals, kept whole so that sums agree to the last gram.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Thousandths of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Quantity(i64);

impl Quantity {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The most that is kept of anything.
    pub const MOST: Self = Self(1_000_000_000_000);

    /// So many thousandths.
    pub fn of_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// So many whole units.
    pub fn whole(units: i64) -> Self {
        Self(units.saturating_mul(1_000))
    }

    /// A number people wrote; `None` where it is negative, too large, or finer than a thousandth.
    pub fn of_number(number: f64) -> Option<Self> {
        let scaled = number * 1_000.0;
        let fine = (scaled - scaled.round()).abs() > 1e-3;
        #[allow(clippy::cast_possible_truncation, reason = "the range is checked first")]
        let quantity = (0.0..=Self::MOST.0 as f64).contains(&scaled).then(|| Self(scaled.round() as i64));
        quantity.filter(|_| !fine)
    }

    /// In thousandths.
    pub fn thousandths(self) -> i64 {
        self.0
    }

    /// As a number.
    pub fn number(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// Changed by `delta`.
    #[must_use]
    pub fn plus(self, delta: Self) -> Self {
        Self(self.0.saturating_add(delta.0))
    }

    /// Without `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// As Vietnamese offices write it: `1.234,5`.
    pub fn vi(self) -> String {
        let (whole, rest) = (self.0 / 1_000, (self.0 % 1_000).abs());
        let sign = if self.0 < 0 && whole == 0 { "-" } else { "" };
        let whole = format!("{sign}{}", crate::kernel::wording::number_vi(whole));
        if rest == 0 { whole } else { format!("{whole},{}", format!("{rest:03}").trim_end_matches('0')) }
    }

    /// In English: `1,234.5`.
    pub fn en(self) -> String {
        let swap = |c| match c {
            '.' => ',',
            ',' => '.',
            other => other,
        };
        self.vi().chars().map(swap).collect()
    }
}

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.number())
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Self::of_number(number).ok_or_else(|| {
            serde::de::Error::custom("a quantity is a number from 0 to 1,000,000,000 with at most three decimals")
        })
    }
}

impl std::iter::Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::NONE, Self::plus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_and_written_as_people_do() {
        let check = |number: f64, vi: &str, en: &str| {
            let quantity = Quantity::of_number(number).unwrap();
            assert_eq!((quantity.vi().as_str(), quantity.en().as_str()), (vi, en));
        };
        check(0.0, "0", "0");
        check(0.1, "0,1", "0.1");
        check(24.75, "24,75", "24.75");
        check(1_234.5, "1.234,5", "1,234.5");
        assert_eq!(Quantity::whole(2).minus(Quantity::whole(5)).vi(), "-3");
        for number in [-1.0, f64::NAN, f64::INFINITY, 1e10, 0.000_4] {
            assert_eq!(Quantity::of_number(number), None, "{number}");
        }
    }

    #[test]
    fn a_tenth_ten_times_is_one() {
        let tenth = Quantity::of_number(0.1).unwrap();
        assert_eq!(std::iter::repeat_n(tenth, 10).sum::<Quantity>(), Quantity::whole(1));
    }
}
