//! The disaster risk level of an alert: the official one where the message states it, else advice.
//!
//! CAP severity is no Vietnamese level. Only a level the sender wrote is official; what is derived from
//! severity and certainty is a suggestion that a person or a trigger must not take for one.
//! Scale: Decision 18/2021/QĐ-TTg art. 4. The table of advice is this program's own.

use crate::{
    alerts::{
        cap::{Alert, Certainty, Info, Severity},
        vocabulary::is_level_name,
    },
    hazards::{Hazard, RiskLevel},
    kernel::Localized,
};

/// The level of an alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertLevel {
    /// The level, 0–5.
    pub level: RiskLevel,
    /// Whether the sender stated it (true) or it is advice (false).
    pub official: bool,
    /// What it rests on, for people.
    pub ground: Localized,
}

/// The level of `alert`: the highest official one over all blocks, else the highest advice, else nothing,
/// which means that a person must decide.
pub fn level_of(alert: &Alert) -> Option<AlertLevel> {
    let official = alert.infos.iter().filter_map(stated_level).max_by_key(|level| level.level);
    official.or_else(|| alert.infos.iter().filter_map(advised).max_by_key(|level| level.level))
}

/// The level that a person may raise to because an alert names several hazards at once; nothing where it names one, has
/// no level or the highest. It is offered and never applied. Source: Decision 18/2021/QĐ-TTg article 4: two hazards at
/// once, or one after the other, may raise the level by one.
pub fn offered_level(level: &AlertLevel, hazards: &[Hazard]) -> Option<AlertLevel> {
    let raised = RiskLevel::new(level.level.digit().checked_add(1)?).ok()?;
    // A depression that may become a storm is one system.
    let one_system = |hazard: &Hazard| *hazard == Hazard::TropicalDepression && hazards.contains(&Hazard::Storm);
    let hazards: Vec<Hazard> = hazards.iter().copied().filter(|hazard| !one_system(hazard)).collect();
    if hazards.len() < 2 {
        return None;
    }
    let names = |of: fn(&Localized) -> &String| {
        hazards.iter().map(|hazard| of(&hazard.name()).clone()).collect::<Vec<_>>().join(", ")
    };
    let label = raised.label();
    let ground = Localized::new(
        format!(
            "Bản tin nêu nhiều loại thiên tai ({}): người có thẩm quyền có thể tăng lên {} (Quyết định 18/2021/QĐ-TTg, Điều 4).",
            names(|name| &name.vi),
            label.vi
        ),
        format!(
            "The alert names several hazards ({}): a competent person may raise it to {} (Decision 18/2021/QĐ-TTg art. 4).",
            names(|name| &name.en),
            label.en
        ),
    );
    Some(AlertLevel { level: raised, official: false, ground })
}

/// The highest level that a block states; nothing where it states none.
pub fn stated_level(info: &Info) -> Option<AlertLevel> {
    stated(info).max_by_key(|level| level.level)
}

/// The levels a block states.
fn stated(info: &Info) -> impl Iterator<Item = AlertLevel> + '_ {
    info.parameters.iter().chain(&info.event_codes).filter(|pair| is_level_name(&pair.name)).filter_map(|pair| {
        let level = digit(&pair.value)?;
        let label = level.label();
        let ground = Localized::new(
            format!("Bản tin ghi rủi ro thiên tai {} ({} = {}).", label.vi, pair.name, pair.value),
            format!("The message states disaster risk {} ({} = {}).", label.en, pair.name, pair.value),
        );
        Some(AlertLevel { level, official: true, ground })
    })
}

/// The one number of a text like `3` or `cấp 3`; nothing where there is none, several, or one off the scale.
fn digit(text: &str) -> Option<RiskLevel> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let number = numbers.next()?;
    if numbers.next().is_some() || text.contains(['-', '–']) {
        return None;
    }
    RiskLevel::new(number.parse().ok()?).ok()
}

/// What severity and certainty suggest.
fn advised(info: &Info) -> Option<AlertLevel> {
    let level = RiskLevel::new(advice(info.severity, info.certainty)?).ok()?;
    let label = level.label();
    let ground = Localized::new(
        format!(
            "Gợi ý {} từ severity {} và certainty {}; không phải cấp độ do cơ quan dự báo công bố.",
            label.vi,
            info.severity.as_cap(),
            info.certainty.as_cap()
        ),
        format!(
            "Suggested {} from severity {} and certainty {}; not a level declared by the forecasting agency.",
            label.en,
            info.severity.as_cap(),
            info.certainty.as_cap()
        ),
    );
    Some(AlertLevel { level, official: false, ground })
}

fn advice(severity: Severity, certainty: Certainty) -> Option<u8> {
    use Certainty::{Likely, Observed, Possible, Unknown as Unsure, Unlikely};
    match (severity, certainty) {
        (Severity::Extreme, Observed | Likely) => Some(4),
        (Severity::Extreme, Possible) | (Severity::Severe, Observed | Likely) => Some(3),
        (Severity::Extreme, Unlikely | Unsure)
        | (Severity::Severe, Possible)
        | (Severity::Moderate, Observed | Likely) => Some(2),
        (Severity::Severe | Severity::Moderate, Unlikely | Unsure)
        | (Severity::Moderate, Possible)
        | (Severity::Minor, Observed | Likely | Possible) => Some(1),
        // A note only, or a person must be asked.
        (Severity::Minor, Unlikely | Unsure) | (Severity::Unknown, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::samples::alert_with_infos;

    fn level(infos: &str) -> Option<(u8, bool)> {
        level_of(&alert_with_infos(infos)).map(|level| (level.level.digit(), level.official))
    }

    fn stated(name: &str, value: &str) -> String {
        format!(
            "<info><severity>Extreme</severity><certainty>Observed</certainty>\
            <parameter><valueName>{name}</valueName><value>{value}</value></parameter></info>"
        )
    }

    #[test]
    fn a_stated_level_is_official_and_beats_advice() {
        for name in ["disasterRiskLevel", "capDoRuiRoThienTai", "rui_ro_thien_tai", "DisasterRiskLevel"] {
            assert_eq!(level(&stated(name, "3")), Some((3, true)), "{name}");
        }
        assert_eq!(level(&stated("disasterRiskLevel", "Cấp 5")), Some((5, true)));
        assert_eq!(level(&stated("disasterRiskLevel", "0")), Some((0, true)));
    }

    #[test]
    fn what_is_no_level_is_not_taken_for_one() {
        for value in ["6", "cao", "3-4", "cấp 3, cấp 4", ""] {
            assert_eq!(level(&stated("disasterRiskLevel", value)), Some((4, false)), "{value}");
        }
        assert_eq!(level(&stated("windForce", "3")), Some((4, false)));
    }

    #[test]
    fn several_hazards_offer_one_level_more_and_apply_none() {
        let alert = alert_with_infos(&stated("disasterRiskLevel", "3"));
        let level = level_of(&alert).unwrap();
        let offer =
            |level: &AlertLevel, hazards: &[Hazard]| offered_level(level, hazards).map(|offer| offer.level.digit());
        assert_eq!(offer(&level, &[Hazard::FlashFlood, Hazard::Landslide]), Some(4));
        assert_eq!(offer(&level, &[Hazard::FlashFlood]), None);
        assert_eq!(offer(&level, &[Hazard::TropicalDepression, Hazard::Storm]), None);
        let highest = AlertLevel { level: RiskLevel::new(5).unwrap(), ..level.clone() };
        assert_eq!(offer(&highest, &[Hazard::FlashFlood, Hazard::Landslide]), None);
        assert_eq!(level.level.digit(), 3);
    }

    #[test]
    fn of_several_blocks_the_highest_counts() {
        let both = stated("disasterRiskLevel", "2") + &stated("disasterRiskLevel", "4");
        assert_eq!(level(&both), Some((4, true)));
    }

    #[test]
    fn advice_follows_the_table() {
        let check = |severity: &str, certainty: &str, expected: Option<u8>| {
            let info = format!("<info><severity>{severity}</severity><certainty>{certainty}</certainty></info>");
            assert_eq!(level(&info), expected.map(|level| (level, false)), "{severity} {certainty}");
        };
        let table = [
            ("Extreme", [Some(4), Some(4), Some(3), Some(2), Some(2)]),
            ("Severe", [Some(3), Some(3), Some(2), Some(1), Some(1)]),
            ("Moderate", [Some(2), Some(2), Some(1), Some(1), Some(1)]),
            ("Minor", [Some(1), Some(1), Some(1), None, None]),
            ("Unknown", [None; 5]),
        ];
        for (severity, row) in table {
            for (certainty, expected) in ["Observed", "Likely", "Possible", "Unlikely", "Unknown"].into_iter().zip(row)
            {
                check(severity, certainty, expected);
            }
        }
    }
}
