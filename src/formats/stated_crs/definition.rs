//! Definitions in WKT, taken apart.

use super::{TM3, UTM};

/// `KEYWORD["name", …]`.
#[derive(Debug, Default)]
pub(super) struct Node {
    keyword: String,
    values: Vec<String>,
    children: Vec<Node>,
}

impl Node {
    /// Reads one definition; `None` where it is none or nested deeper than any is.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut open: Vec<Self> = Vec::new();
        let mut word = String::new();
        let mut quoted = false;
        for c in text.chars().take(20_000) {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => word.push(c),
                '[' | '(' => {
                    if open.len() > 30 {
                        return None;
                    }
                    open.push(Self {
                        keyword: std::mem::take(&mut word).trim().to_ascii_uppercase(),
                        ..Self::default()
                    });
                }
                ',' | ']' | ')' => {
                    let value = std::mem::take(&mut word);
                    let node = open.last_mut()?;
                    if !value.trim().is_empty() {
                        node.values.push(value.trim().to_owned());
                    }
                    if c != ',' {
                        let node = open.pop()?;
                        match open.last_mut() {
                            Some(parent) => parent.children.push(node),
                            None => return Some(node),
                        }
                    }
                }
                _ => word.push(c),
            }
        }
        None
    }

    pub(super) fn name(&self) -> String {
        self.values.first().cloned().unwrap_or_else(|| self.keyword.clone())
    }

    fn child(&self, keywords: &[&str]) -> Option<&Self> {
        self.children.iter().find(|child| keywords.contains(&child.keyword.as_str()))
    }

    /// The part about the plane, where heights are defined beside it or a change of datum is bound to it.
    pub(super) fn horizontal(&self) -> &Self {
        let inner = match self.keyword.as_str() {
            "COMPD_CS" | "COMPOUNDCRS" => self.child(&["PROJCS", "GEOGCS", "PROJCRS", "GEOGCRS", "PROJECTEDCRS"]),
            "BOUNDCRS" => self.child(&["SOURCECRS"]).and_then(|source| source.children.first()),
            _ => None,
        };
        inner.unwrap_or(self)
    }

    pub(super) fn code(&self) -> Option<u16> {
        let mut named = self.children.iter().filter(|child| matches!(child.keyword.as_str(), "AUTHORITY" | "ID"));
        let epsg = named.find(|child| child.values.first().is_some_and(|name| name.eq_ignore_ascii_case("EPSG")))?;
        epsg.values.get(1)?.parse().ok()
    }

    /// A number of the projection, by the names it goes under; a name counts without case and underscores.
    fn parameter(&self, names: &[&str]) -> Option<f64> {
        let plain = |name: &str| name.to_ascii_lowercase().replace(['_', '-'], " ");
        let found = self.children.iter().find_map(|child| match child.keyword.as_str() {
            "PARAMETER" if child.values.first().is_some_and(|name| names.contains(&plain(name).as_str())) => {
                child.values.get(1)?.parse().ok()
            }
            "CONVERSION" => child.parameter(names),
            _ => None,
        });
        found.filter(|number: &f64| number.is_finite())
    }

    /// The datum's name, folded.
    fn datum(&self) -> Option<String> {
        let own = self.child(&["DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE"]).map(|datum| folded(&datum.name()));
        own.or_else(|| self.child(&["GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS"]).and_then(Self::datum))
    }

    /// Whether a shift to WGS 84 is given that is VN-2000's.
    fn shifts_as_vn2000(&self) -> bool {
        self.children.iter().any(|child| match child.keyword.as_str() {
            "TOWGS84" => {
                let shift = child.values.first().and_then(|x| x.parse::<f64>().ok());
                shift.is_some_and(|x| (x + 191.904).abs() < 0.01 || (x + 192.873).abs() < 0.01)
            }
            _ => child.shifts_as_vn2000(),
        })
    }

    pub(super) fn recognised(&self) -> Option<u16> {
        let datum = self.datum().unwrap_or_default();
        let own = folded(&self.name());
        let vn2000 = ["vn2000", "vietnam2000"].iter().any(|known| datum.contains(known) || own.contains(known))
            || self.shifts_as_vn2000();
        let wgs84 = datum.contains("wgs1984") || datum.contains("wgs84");
        match self.keyword.as_str() {
            "GEOGCS" | "GEOGCRS" | "GEODCRS" | "GEOGRAPHICCRS" if vn2000 => Some(4756),
            "GEOGCS" | "GEOGCRS" | "GEODCRS" | "GEOGRAPHICCRS" if wgs84 => Some(4326),
            "PROJCS" | "PROJCRS" | "PROJECTEDCRS" => self.projected(vn2000, wgs84),
            _ => None,
        }
    }

    fn projected(&self, vn2000: bool, wgs84: bool) -> Option<u16> {
        let meridian = self.parameter(&["central meridian", "longitude of natural origin"])?;
        let scale = self.parameter(&["scale factor", "scale factor at natural origin"])?;
        let easting = self.parameter(&["false easting"])?;
        let northing = self.parameter(&["false northing"]).unwrap_or(0.0);
        let origin = self.parameter(&["latitude of origin", "latitude of natural origin"]).unwrap_or(0.0);
        let near = |one: f64, other: f64| (one - other).abs() < 1e-6;
        if !(near(easting, 500_000.0) && near(northing, 0.0) && near(origin, 0.0)) {
            return None;
        }
        let zone = |zones: &[(u16, f64, &str, &str)]| {
            zones.iter().find(|(_, known, _, _)| (known - meridian).abs() < 1e-4).map(|(code, ..)| *code)
        };
        match (near(scale, 0.9999), near(scale, 0.9996)) {
            (true, _) if vn2000 => zone(&TM3),
            (_, true) if vn2000 => zone(&UTM),
            (_, true) if wgs84 => zone(&UTM).map(|code| if code == 3405 { 32648 } else { 32649 }),
            _ => None,
        }
    }
}

/// Letters and digits only, in lower case.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
