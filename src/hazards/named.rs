//! Which hazard a file means by a word: its code, its name in either language, or a name of the list.
//!
//! The list (`hazard_names.json`) is data that an official can correct.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Hazard;
use crate::kernel::folding::{exact_key, search_key};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    #[serde(rename = "note")]
    _note: String,
    names: BTreeMap<String, Hazard>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    serde_json::from_str(include_str!("hazard_names.json")).unwrap_or_else(|error| panic!("hazard_names.json: {error}"))
});

/// The hazard that `text` names; a name with every mark goes before one without.
pub fn hazard_named(text: &str) -> Option<Hazard> {
    let folded = search_key(text).replace(['_', '-'], " ");
    Hazard::from_code(&folded.replace(' ', "_")).or_else(|| same(&exact_key(text), exact_key)).or_else(|| {
        let plain = |name: &str| search_key(name);
        same(&folded, plain)
    })
}

fn same(wanted: &str, key: impl Fn(&str) -> String) -> Option<Hazard> {
    let own = || {
        Hazard::ALL.iter().copied().flat_map(|hazard| {
            let name = hazard.name();
            [(name.vi, hazard), (name.en, hazard)]
        })
    };
    let listed = || NAMES.names.iter().map(|(name, hazard)| (name.clone(), *hazard));
    own().chain(listed()).find(|(name, _)| key(name) == wanted).map(|(_, hazard)| hazard)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_of_either_language_are_known() {
        let check = |text: &str, expected| assert_eq!(hazard_named(text), expected, "{text}");
        check("landslide", Some(Hazard::Landslide));
        check("Flash_Flood", Some(Hazard::FlashFlood));
        check("flash flood", Some(Hazard::FlashFlood));
        check("Sạt lở đất", Some(Hazard::Landslide));
        check("SAT LO DAT", Some(Hazard::Landslide));
        check("lũ quét", Some(Hazard::FlashFlood));
        check("Lu quet", Some(Hazard::FlashFlood));
        check("bão", Some(Hazard::Storm));
        check("thông báo", None);
        check("", None);
        check("vùng 3", None);
    }

    #[test]
    fn other_names_of_the_generator_and_of_papers_lead_to_the_laws_hazard() {
        let check = |text: &str, expected| assert_eq!(hazard_named(text), Some(expected), "{text}");
        for (text, hazard) in [
            ("flood", Hazard::Flood),
            ("storm_surge", Hazard::StormSurge),
            ("typhoon", Hazard::Storm),
            ("tsunami", Hazard::Tsunami),
            ("wildfire", Hazard::ForestFire),
            ("Cháy rừng", Hazard::ForestFire),
            ("ngap lut", Hazard::Inundation),
        ] {
            check(text, hazard);
        }
    }

    #[test]
    fn the_list_is_readable_and_says_nothing_that_a_name_says_otherwise() {
        for (name, hazard) in &NAMES.names {
            assert_eq!(hazard_named(name), Some(*hazard), "{name}");
        }
    }
}
