//! Where a unit stands in the hierarchy.

/// A unit's code with those of the units above it: a commune, then its province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitPath(Vec<String>);

impl UnitPath {
    /// The path of `code` under `above`, the nearest first.
    pub fn new<'a>(code: &'a str, above: impl IntoIterator<Item = &'a str>) -> Self {
        Self(std::iter::once(code).chain(above).map(str::to_owned).collect())
    }

    /// Whether the unit is `unit` or lies below it.
    pub fn is_within(&self, unit: &str) -> bool {
        self.0.iter().any(|code| code == unit)
    }
}
