//! Scales and values on them.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::kernel::Localized;

/// The scales that Vietnamese papers all call "cấp".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Disaster risk level (cấp độ rủi ro thiên tai), 1–5 by Decision 18/2021/QĐ-TTg art. 4;
    /// earthquake bulletins also print 0.
    DisasterRisk,
    /// Flood alarm (báo động lũ) I–III, Decision 05/2020/QĐ-TTg.
    FloodAlarm,
    /// Civil-defence level (cấp độ phòng thủ dân sự) 1–3, Law 18/2023/QH15.
    CivilDefence,
    /// Wind force (cấp gió), 0–17 and 18 for "above 17".
    WindForce,
    /// Susceptibility (nguy cơ): 1 thấp, 2 trung bình, 3 cao, 4 rất cao.
    Susceptibility,
    /// Forest-fire forecast class I–V.
    ForestFireClass,
    /// Earthquake intensity I–XII.
    EarthquakeIntensity,
}

impl Scale {
    /// Every scale.
    pub const ALL: &'static [Self] = &[
        Self::DisasterRisk,
        Self::FloodAlarm,
        Self::CivilDefence,
        Self::WindForce,
        Self::Susceptibility,
        Self::ForestFireClass,
        Self::EarthquakeIntensity,
    ];

    /// The lowest and the highest value there is.
    pub fn range(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::DisasterRisk => 0..=5,
            Self::FloodAlarm | Self::CivilDefence => 1..=3,
            Self::WindForce => 0..=18,
            Self::Susceptibility => 1..=4,
            Self::ForestFireClass => 1..=5,
            Self::EarthquakeIntensity => 1..=12,
        }
    }

    /// The name for people.
    pub fn name(self) -> Localized {
        match self {
            Self::DisasterRisk => Localized::new("cấp độ rủi ro thiên tai", "disaster risk level"),
            Self::FloodAlarm => Localized::new("báo động lũ", "flood alarm"),
            Self::CivilDefence => Localized::new("cấp độ phòng thủ dân sự", "civil-defence level"),
            Self::WindForce => Localized::new("cấp gió", "wind force"),
            Self::Susceptibility => Localized::new("nguy cơ", "susceptibility"),
            Self::ForestFireClass => Localized::new("cấp dự báo cháy rừng", "forest-fire class"),
            Self::EarthquakeIntensity => Localized::new("cường độ chấn động", "earthquake intensity"),
        }
    }
}

/// A value on a scale; on the wire `{"scale": "disaster_risk", "value": 4}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "UncheckedValue")]
pub struct ScaleValue {
    scale: Scale,
    value: u8,
}

#[derive(Deserialize)]
struct UncheckedValue {
    scale: Scale,
    value: u8,
}

impl TryFrom<UncheckedValue> for ScaleValue {
    type Error = InvalidLevel;
    fn try_from(raw: UncheckedValue) -> Result<Self, InvalidLevel> {
        Self::new(raw.scale, raw.value)
    }
}

/// A value outside its scale.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{value} is not on the scale {scale:?}")]
pub struct InvalidLevel {
    /// The scale.
    pub scale: Scale,
    /// The value that is not on it.
    pub value: u8,
}

impl ScaleValue {
    /// `value` on `scale`.
    pub fn new(scale: Scale, value: u8) -> Result<Self, InvalidLevel> {
        if scale.range().contains(&value) { Ok(Self { scale, value }) } else { Err(InvalidLevel { scale, value }) }
    }

    /// Which scale.
    pub fn scale(self) -> Scale {
        self.scale
    }

    /// The number on the scale.
    pub fn value(self) -> u8 {
        self.value
    }
}

/// A disaster risk level (cấp độ rủi ro thiên tai), 0–5; on the wire a [`ScaleValue`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(into = "ScaleValue", try_from = "ScaleValue")]
#[schema(as = RiskLevel, value_type = ScaleValue)]
pub struct RiskLevel(u8);

impl RiskLevel {
    /// The level numbered `value`.
    pub fn new(value: u8) -> Result<Self, InvalidLevel> {
        ScaleValue::new(Scale::DisasterRisk, value).map(|level| Self(level.value))
    }

    /// The digit that is printed beside the word.
    pub fn digit(self) -> u8 {
        self.0
    }

    /// The word of Decision 18/2021/QĐ-TTg art. 4.
    pub fn word(self) -> Localized {
        match self.0 {
            0 => Localized::new("dưới cấp 1", "below level 1"),
            1 => Localized::new("thấp", "low"),
            2 => Localized::new("trung bình", "medium"),
            3 => Localized::new("lớn", "great"),
            4 => Localized::new("rất lớn", "very great"),
            _ => Localized::new("thảm họa", "catastrophe"),
        }
    }

    /// Digit and word, "cấp 4 (rất lớn)": never one without the other.
    pub fn label(self) -> Localized {
        let word = self.word();
        Localized::new(format!("cấp {} ({})", self.0, word.vi), format!("level {} ({})", self.0, word.en))
    }
}

impl From<RiskLevel> for ScaleValue {
    fn from(level: RiskLevel) -> Self {
        Self { scale: Scale::DisasterRisk, value: level.0 }
    }
}

impl TryFrom<ScaleValue> for RiskLevel {
    type Error = InvalidLevel;
    fn try_from(level: ScaleValue) -> Result<Self, InvalidLevel> {
        match level.scale {
            Scale::DisasterRisk => Ok(Self(level.value)),
            scale => Err(InvalidLevel { scale, value: level.value }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_travels_with_its_scale() {
        let four = RiskLevel::new(4).unwrap();
        assert_eq!(serde_json::to_string(&four).unwrap(), r#"{"scale":"disaster_risk","value":4}"#);
    }

    #[test]
    fn a_wind_force_is_not_a_risk_level() {
        let text = r#"{"scale":"wind_force","value":4}"#;
        assert!(serde_json::from_str::<RiskLevel>(text).is_err());
    }

    #[test]
    fn values_outside_their_scale_are_refused() {
        assert!(RiskLevel::new(6).is_err());
        assert!(ScaleValue::new(Scale::FloodAlarm, 4).is_err(), "there is no báo động IV");
        assert!(ScaleValue::new(Scale::FloodAlarm, 0).is_err());
        assert!(RiskLevel::new(0).is_ok(), "earthquake bulletins print level 0");
    }
}
