//! The 22 named natural hazards (Law 33/2013/QH13 art. 3.1 as amended by 60/2020/QH14), two kinds of
//! incident (sự cố) that travel in the same command system, and "other".

use serde::{Deserialize, Serialize};

use crate::kernel::Localized;

/// Declares the hazards: variant, code on the wire, Vietnamese, English.
macro_rules! hazards {
    ($($variant:ident $code:literal $vi:literal $en:literal),+ $(,)?) => {
        /// A natural hazard of the law, or an incident handled by the same command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Hazard {
            $(#[doc = $vi] $variant,)+
        }

        impl Hazard {
            /// Every hazard, in the order of the law.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire and in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The name for people.
            pub fn name(self) -> Localized {
                match self { $(Self::$variant => Localized::new($vi, $en),)+ }
            }

            /// The hazard called `code`; names other systems use for the same thing are understood.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    "typhoon" => Some(Self::Storm),
                    "wildfire" => Some(Self::ForestFire),
                    _ => None,
                }
            }
        }
    };
}

hazards! {
    Storm "storm" "bão" "storm",
    TropicalDepression "tropical_depression" "áp thấp nhiệt đới" "tropical depression",
    StrongWindAtSea "strong_wind_at_sea" "gió mạnh trên biển" "strong wind at sea",
    Tornado "tornado" "lốc" "tornado",
    Lightning "lightning" "sét" "lightning",
    HeavyRain "heavy_rain" "mưa lớn" "heavy rain",
    Flood "flood" "lũ" "flood",
    FlashFlood "flash_flood" "lũ quét" "flash flood",
    Inundation "inundation" "ngập lụt" "inundation",
    Landslide "landslide" "sạt lở đất" "landslide",
    Subsidence "subsidence" "sụt lún đất" "subsidence",
    StormSurge "storm_surge" "nước dâng" "storm surge",
    SalineIntrusion "saline_intrusion" "xâm nhập mặn" "saline intrusion",
    HeatWave "heat_wave" "nắng nóng" "heat wave",
    Drought "drought" "hạn hán" "drought",
    ForestFire "forest_fire" "cháy rừng do tự nhiên" "natural forest fire",
    DamagingCold "damaging_cold" "rét hại" "damaging cold",
    Hail "hail" "mưa đá" "hail",
    Fog "fog" "sương mù" "fog",
    Frost "frost" "sương muối" "frost",
    Earthquake "earthquake" "động đất" "earthquake",
    Tsunami "tsunami" "sóng thần" "tsunami",
    Fire "fire" "cháy" "fire",
    DamFailure "dam_failure" "sự cố hồ đập" "dam failure",
    Other "other" "loại thiên tai khác" "other hazard",
}

impl Hazard {
    /// Whether the law counts it as an incident (sự cố) and not as a natural disaster (thiên tai).
    pub fn is_incident(self) -> bool {
        matches!(self, Self::Fire | Self::DamFailure)
    }
}

impl std::fmt::Display for Hazard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_the_serde_name_and_reads_back() {
        for hazard in Hazard::ALL {
            assert_eq!(serde_json::to_value(hazard).unwrap(), hazard.code());
            assert_eq!(Hazard::from_code(hazard.code()), Some(*hazard));
        }
    }

    #[test]
    fn the_law_names_twenty_two() {
        let named = Hazard::ALL.iter().filter(|h| !h.is_incident() && **h != Hazard::Other);
        assert_eq!(named.count(), 22);
    }
}
