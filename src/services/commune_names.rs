//! The communes of the day by their names, for sources that write names and no codes.

use std::sync::Arc;

use chrono::NaiveDate;

use super::live_data::Picture;
use crate::alerts::adapters::{CommuneFinder, CommuneFound};
use crate::kernel::folding::exact_key;
use crate::places::resolve::{Candidate, Matched, resolve};
use crate::places::{Gazetteer, UnitKind};

/// Knows the communes of one day.
pub(super) struct CommuneNames {
    gazetteer: Arc<Gazetteer>,
    day: NaiveDate,
}

impl CommuneFinder for CommuneNames {
    /// A name is taken for a commune only where every mark agrees; what it is (xã, phường) may be written otherwise.
    /// A name that differs by a mark may be meant, and is told as that.
    fn find(&self, commune: &str, province: &str) -> CommuneFound {
        let found = self.in_province(commune, province);
        let certain = |candidate: &&Candidate| match candidate.matched {
            Matched::Code | Matched::Exact => true,
            Matched::OtherKind => is_called(commune, candidate.unit.bare_name()),
            Matched::Folded => false,
        };
        let sure: Vec<&Candidate> = found.iter().filter(certain).collect();
        match sure.as_slice() {
            [one] => CommuneFound::One {
                code: one.unit.code.clone(),
                name: one.unit.name.clone(),
                exact: one.matched <= Matched::Exact,
            },
            _ if found.is_empty() => CommuneFound::None,
            _ => CommuneFound::Several(found.iter().map(named).collect()),
        }
    }
}

impl CommuneNames {
    /// Those of the day of `picture`.
    pub fn of(picture: &Picture) -> Self {
        Self { gazetteer: Arc::clone(&picture.gazetteer), day: picture.day }
    }

    /// The communes of today that may be called `commune`, in the province called `province`.
    fn in_province(&self, commune: &str, province: &str) -> Vec<Candidate> {
        let (gazetteer, day) = (&self.gazetteer, self.day);
        // A comma would part a name from the unit above it.
        let candidates = |text: &str| resolve(gazetteer, &text.replace([',', ';', '\n'], " "), day, day).candidates;
        let provinces: Vec<String> = candidates(province)
            .into_iter()
            .filter(|candidate| candidate.unit.kind == UnitKind::Province && candidate.exists)
            .map(|candidate| candidate.unit.code)
            .collect();
        let lies_there = |code: &str| {
            let path = gazetteer.path(code, day);
            provinces.iter().any(|province| path.is_within(province))
        };
        candidates(commune)
            .into_iter()
            .filter(|candidate| candidate.exists && candidate.unit.kind.is_commune_level())
            .filter(|candidate| province.trim().is_empty() || lies_there(&candidate.unit.code))
            .collect()
    }
}

fn named(candidate: &Candidate) -> String {
    format!("{} ({})", candidate.unit.name, candidate.unit.code)
}

/// Whether `written` is `bare`, or ends in it behind a word for what it is.
fn is_called(written: &str, bare: &str) -> bool {
    let (written, bare) = (exact_key(written), exact_key(bare));
    written.strip_suffix(&bare).is_some_and(|before| before.is_empty() || before.ends_with([' ', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{UNKNOWN_BEGINNING, UnitForm};

    fn names() -> CommuneNames {
        let unit = |code: &str, name: &str, kind, parent: Option<&str>| UnitForm {
            code: code.into(),
            name: name.into(),
            kind,
            parent_code: parent.map(str::to_owned),
            former_district: None,
            valid_from: UNKNOWN_BEGINNING,
            valid_to: None,
        };
        let units = vec![
            unit("51", "Tỉnh Quảng Ngãi", UnitKind::Province, None),
            unit("52", "Tỉnh Gia Lai", UnitKind::Province, None),
            unit("21484", "Xã Ba Tơ", UnitKind::Commune, Some("51")),
            unit("21496", "Xã Ba Tô", UnitKind::Commune, Some("51")),
            unit("23284", "Phường Đăk Bla", UnitKind::Ward, Some("51")),
            unit("23341", "Xã Đăk Long", UnitKind::Commune, Some("51")),
            unit("24000", "Xã Hòa Bình", UnitKind::Commune, Some("52")),
        ];
        let gazetteer = Arc::new(Gazetteer::new(units, Vec::new()));
        CommuneNames { gazetteer, day: "2026-11-24".parse().unwrap() }
    }

    fn code(written: &str, province: &str) -> Option<(String, bool)> {
        match names().find(written, province) {
            CommuneFound::One { code, exact, .. } => Some((code, exact)),
            CommuneFound::Several(_) | CommuneFound::None => None,
        }
    }

    #[test]
    fn a_name_is_found_with_or_without_what_it_is_and_wherever_its_tone_stands() {
        for written in ["Ba Tơ", "xã Ba Tơ", "X. Ba Tơ", "BA TƠ", "Ba To\u{31b}"] {
            assert_eq!(code(written, "Quảng Ngãi"), Some(("21484".into(), true)), "{written}");
        }
        assert_eq!(code("Hoà Bình", "Gia Lai"), Some(("24000".into(), true)));
        assert_eq!(code("P. Đăk Bla", "tỉnh Quảng Ngãi"), Some(("23284".into(), true)));
        assert_eq!(code("Xã Đăk Bla", "Quảng Ngãi"), Some(("23284".into(), false)), "another word for what it is");
    }

    #[test]
    fn a_name_that_differs_by_a_mark_is_never_taken_for_another() {
        assert_eq!(
            names().find("Ba To", "Quảng Ngãi"),
            CommuneFound::Several(vec!["Xã Ba Tơ (21484)".into(), "Xã Ba Tô (21496)".into()])
        );
        assert_eq!(
            names().find("Đắk Long", "Quảng Ngãi"),
            CommuneFound::Several(vec!["Xã Đăk Long (23341)".into()]),
            "one that may be meant is still only that"
        );
    }

    #[test]
    fn a_commune_of_another_province_is_none() {
        assert_eq!(names().find("Ba Tơ", "Gia Lai"), CommuneFound::None);
        assert_eq!(names().find("Ba Tơ", "Lâm Đồng"), CommuneFound::None);
        assert_eq!(names().find("Không Có", "Quảng Ngãi"), CommuneFound::None);
        assert_eq!(code("Ba Tơ", ""), Some(("21484".into(), true)));
    }
}
