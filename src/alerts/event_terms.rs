//! What a hazard is called in the lists that other programs read: OASIS Event Terms v1.2, and CAP's categories.
//!
//! Only hazards that the list has a term for are given one; a near miss would send people the wrong way. The other
//! direction, from the terms of any sender to a hazard, is [`vocabulary`](super::vocabulary).

use crate::{
    alerts::cap::{Category, NamedValue},
    hazards::Hazard,
};

/// The `valueName` under which OASIS event terms stand in `eventCode`.
pub const EVENT_LIST: &str = "OET:v1.2";

/// The term for `hazard` as an `eventCode`; nothing where the list has none.
pub fn event_code(hazard: Hazard) -> Option<NamedValue> {
    use Hazard::{
        DamFailure, DamagingCold, Drought, Earthquake, Fire, FlashFlood, Flood, Fog, ForestFire, Frost, Hail, HeatWave,
        HeavyRain, Inundation, Landslide, Lightning, Other, SalineIntrusion, Storm, StormSurge, StrongWindAtSea,
        Subsidence, Tornado, TropicalDepression, Tsunami,
    };
    let code = match hazard {
        Storm => "OET-204",
        TropicalDepression => "OET-201",
        StrongWindAtSea => "OET-218",
        Tornado => "OET-196",
        Lightning => "OET-122",
        HeavyRain => "OET-159",
        Flood => "OET-081",
        FlashFlood => "OET-079",
        Inundation => "OET-140",
        Landslide => "OET-119",
        Subsidence => "OET-180",
        StormSurge => "OET-189",
        HeatWave => "OET-098",
        Drought => "OET-063",
        ForestFire => "OET-086",
        DamagingCold => "OET-044",
        Hail => "OET-095",
        Fog => "OET-082",
        Frost => "OET-091",
        Earthquake => "OET-068",
        Tsunami => "OET-203",
        DamFailure => "OET-052",
        SalineIntrusion | Fire | Other => return None,
    };
    Some(NamedValue { name: EVENT_LIST.to_owned(), value: code.to_owned() })
}

/// The category of `hazard`.
pub fn category(hazard: Hazard) -> Category {
    use Hazard::{
        DamFailure, DamagingCold, Drought, Earthquake, Fire, FlashFlood, Flood, Fog, ForestFire, Frost, Hail, HeatWave,
        HeavyRain, Inundation, Landslide, Lightning, Other, SalineIntrusion, Storm, StormSurge, StrongWindAtSea,
        Subsidence, Tornado, TropicalDepression, Tsunami,
    };
    match hazard {
        Storm | TropicalDepression | StrongWindAtSea | Tornado | Lightning | HeavyRain | Flood | FlashFlood
        | Inundation | StormSurge | HeatWave | Drought | DamagingCold | Hail | Fog | Frost => Category::Met,
        Landslide | Subsidence | Earthquake | Tsunami => Category::Geo,
        SalineIntrusion => Category::Env,
        ForestFire | Fire => Category::Fire,
        DamFailure => Category::Infra,
        Other => Category::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::{samples::alert_with_infos, vocabulary::hazard_of};

    #[test]
    fn a_reader_of_ours_takes_each_term_for_the_hazard_it_stands_for_or_leaves_it_open() {
        let mut open = Vec::new();
        for hazard in Hazard::ALL {
            let Some(code) = event_code(*hazard) else { continue };
            let pair = format!("<valueName>{}</valueName><value>{}</value>", code.name, code.value);
            let alert = alert_with_infos(&format!("<info><eventCode>{pair}</eventCode></info>"));
            match hazard_of(&alert) {
                Some(found) => assert_eq!(found.hazard, *hazard, "{code:?}"),
                None => open.push(*hazard),
            }
        }
        assert_eq!(open, [Hazard::StrongWindAtSea], "“wind” alone may be anywhere; the event says “trên biển”");
    }
}
