//! Why an alert sets a plan or a zone going, or leaves it alone.
//!
//! Kept as what it rests on; the sentences are made where somebody reads them, and stand here together so that they can be
//! read together (ADR 0042).

use serde::{Deserialize, Serialize};

use super::Mode;
use crate::alerts::level::AlertLevel;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;
use crate::zones::Relation;

/// The ground of a decision on a plan or a zone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// In words, as they were kept.
    Said(Localized),
    /// The alert does not tell its hazard.
    UnknownHazard,
    /// The plan does not answer this hazard.
    OtherHazard {
        /// What the alert is about.
        alert: Hazard,
        /// What the plan is for.
        plan: Hazard,
    },
    /// The alert has no place that could be used.
    UnknownPlace,
    /// The alert has no level, stated or advised.
    UnknownLevel,
    /// The plan begins at a higher level.
    LevelTooLow {
        /// That of the alert.
        level: Stated,
        /// Where the plan begins.
        lowest: RiskLevel,
    },
    /// The alert does not touch the zone.
    Outside {
        /// How far it stays away, in tenths of a kilometre, where that can be told.
        tenths_km: Option<u32>,
    },
    /// The zone moves at a higher level only.
    MovesLater {
        /// Where it does.
        from: RiskLevel,
        /// That of the alert.
        level: Stated,
    },
    /// The alert touches the zone.
    Touched {
        /// How.
        relation: Relation,
        /// From where on the zone moves.
        from: RiskLevel,
        /// That of the alert.
        level: Stated,
    },
    /// No zone of the plan has to move.
    NoZone {
        /// How many it has.
        of: usize,
    },
    /// Zones of the plan have to move.
    Chosen {
        /// What the alert is about.
        hazard: Hazard,
        /// Its level.
        level: Stated,
        /// Where the rule begins that applies.
        from: RiskLevel,
        /// What the rule says.
        rule: Mode,
        /// What is done.
        mode: Mode,
        /// How many zones have to move.
        chosen: usize,
        /// Of how many.
        of: usize,
    },
}

/// The level of an alert, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The level.
    level: RiskLevel,
    /// Whether the sender published it; otherwise it is advice of this system.
    official: bool,
}

impl From<&AlertLevel> for Stated {
    fn from(level: &AlertLevel) -> Self {
        Self { level: level.level, official: level.official }
    }
}

impl Stated {
    fn words(self) -> Localized {
        let label = self.level.label();
        if self.official {
            Localized::new(format!("{} do nơi phát công bố", label.vi), format!("{}, as published", label.en))
        } else {
            Localized::new(
                format!("{} theo gợi ý của hệ thống", label.vi),
                format!("{}, advice of this system", label.en),
            )
        }
    }
}

impl Why {
    /// That a zone lies outside, so many kilometres away.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no way on Earth is that long")]
    pub fn outside(distance_km: Option<f64>) -> Self {
        Self::Outside { tenths_km: distance_km.map(|km| (km * 10.0).round() as u32) }
    }

    /// In sentences.
    pub fn words(&self) -> Localized {
        match self {
            Self::Said(words) => words.clone(),
            Self::UnknownHazard => Localized::new(
                "Chưa rõ bản tin nói về loại thiên tai nào. Đọc bản tin và quyết định có kích hoạt phương án hay không.",
                "It is not clear which hazard the alert is about. Read it and decide whether to activate the plan.",
            ),
            Self::OtherHazard { alert, plan } => other_hazard(alert.name(), plan.name()),
            Self::UnknownPlace => Localized::new(
                "Chưa rõ bản tin nói về nơi nào. Không có nghĩa là an toàn: đọc phần khu vực trong bản tin và quyết định.",
                "It is not clear where the alert holds. That does not mean safe: read its area text and decide.",
            ),
            Self::UnknownLevel => Localized::new(
                "Bản tin không nêu cấp độ rủi ro thiên tai và mức nghiêm trọng chưa rõ. Đọc bản tin và quyết định.",
                "The alert states no disaster risk level and its severity is unknown. Read it and decide.",
            ),
            Self::LevelTooLow { level, lowest } => level_too_low(&level.words(), &lowest.label()),
            Self::Outside { tenths_km } => outside(*tenths_km),
            Self::MovesLater { from, level } => moves_later(&from.label(), &level.words()),
            Self::Touched { relation, from, level } => touched(*relation, &from.label(), &level.words()),
            Self::NoZone { of } => Localized::new(
                format!("Không vùng nào trong {of} vùng của phương án phải di dời theo bản tin này."),
                format!("None of the plan's {of} zones has to move on this alert."),
            ),
            Self::Chosen { hazard, level, from, rule, mode, chosen, of } => {
                let (hazard, stated, from, act) = (hazard.name(), level.words(), from.label(), act(*rule, *mode));
                Localized::new(
                    format!(
                        "Bản tin về {}, {}; phương án áp dụng từ {}. {chosen}/{of} vùng phải di dời. {}.",
                        hazard.vi, stated.vi, from.vi, act.vi
                    ),
                    format!(
                        "The alert is about {}, {}; the plan applies from {}. {chosen} of {of} zones must move. {}.",
                        hazard.en, stated.en, from.en, act.en
                    ),
                )
            }
        }
    }

    /// The same, with something more to be said.
    #[must_use]
    pub fn with(&self, more: &Localized) -> Self {
        let Localized { vi, en } = self.words();
        Self::Said(Localized::new(format!("{vi} {}", more.vi), format!("{en} {}", more.en)))
    }
}

fn other_hazard(alert: Localized, plan: Localized) -> Localized {
    Localized::new(
        format!("Bản tin về {}; phương án {} không dùng cho loại thiên tai này.", alert.vi, plan.vi),
        format!("The alert is about {}; the {} plan does not answer that hazard.", alert.en, plan.en),
    )
}

fn level_too_low(stated: &Localized, lowest: &Localized) -> Localized {
    Localized::new(
        format!("Mức của bản tin: {}; phương án bắt đầu từ {}.", stated.vi, lowest.vi),
        format!("The alert is at {}; the plan begins at {}.", stated.en, lowest.en),
    )
}

fn outside(tenths_km: Option<u32>) -> Localized {
    match tenths_km {
        Some(tenths) => {
            let (whole, tenth) = (tenths / 10, tenths % 10);
            Localized::new(
                format!("Nằm ngoài khu vực của bản tin, cách khoảng {whole},{tenth} km."),
                format!("Outside the area of the alert, about {whole}.{tenth} km away."),
            )
        }
        None => Localized::new("Nằm ngoài khu vực của bản tin.", "Outside the area of the alert."),
    }
}

fn moves_later(from: &Localized, stated: &Localized) -> Localized {
    Localized::new(
        format!("Trong khu vực của bản tin, nhưng chỉ di dời từ {}; mức của bản tin: {}.", from.vi, stated.vi),
        format!("In the area of the alert, but it moves only from {}; the alert is at {}.", from.en, stated.en),
    )
}

fn touched(relation: Relation, from: &Localized, stated: &Localized) -> Localized {
    let how = match relation {
        Relation::Polygon => Localized::new(
            "Nằm trong hoặc giáp khu vực khoanh vẽ của bản tin",
            "Inside or at the edge of the area drawn in the alert",
        ),
        Relation::Circle => Localized::new(
            "Nằm trong hoặc giáp vòng tròn của bản tin",
            "Inside or at the edge of the circle in the alert",
        ),
        Relation::Geocode => Localized::new("Xã được nêu tên trong bản tin", "Its commune is named in the alert"),
    };
    Localized::new(
        format!("{}; vùng di dời từ {}, mức của bản tin: {}.", how.vi, from.vi, stated.vi),
        format!("{}; the zone moves from {}, the alert is at {}.", how.en, from.en, stated.en),
    )
}

/// What is done where a rule says `rule`.
fn act(rule: Mode, mode: Mode) -> Localized {
    match mode {
        Mode::Propose if rule == Mode::Auto => Localized::new(
            "Phương án cho phép tự động, nhưng cấp độ chưa được công bố nên chờ người có thẩm quyền xác nhận",
            "The plan may act by itself, but the level is not official, so a competent person must confirm",
        ),
        Mode::Propose => Localized::new("Chờ người có thẩm quyền xác nhận", "A competent person must confirm"),
        Mode::EscalateAfter { minutes } => Localized::new(
            format!("Chờ xác nhận; sau {minutes} phút chưa trả lời thì báo lên cấp trên"),
            format!("Must be confirmed; goes to the next level after {minutes} minutes without an answer"),
        ),
        Mode::Auto => Localized::new(
            "Tự động kích hoạt theo phương án đã được phê duyệt",
            "Activated automatically under the approved plan",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(digit: u8) -> RiskLevel {
        RiskLevel::new(digit).unwrap()
    }

    #[test]
    fn a_distance_is_told_to_a_tenth_as_each_language_writes_it() {
        let told = |km| Why::outside(km).words();
        assert_eq!(told(Some(12.345)).vi, "Nằm ngoài khu vực của bản tin, cách khoảng 12,3 km.");
        assert_eq!(told(Some(12.35)).en, "Outside the area of the alert, about 12.4 km away.");
        assert_eq!(told(Some(0.04)).en, "Outside the area of the alert, about 0.0 km away.");
        assert_eq!(told(None).en, "Outside the area of the alert.");
    }

    #[test]
    fn advice_is_told_apart_from_what_was_published() {
        let touched = |official| {
            let stated = Stated { level: level(3), official };
            Why::Touched { relation: Relation::Polygon, from: level(2), level: stated }.words().en
        };
        assert!(touched(true).ends_with("as published."));
        assert!(touched(false).ends_with("advice of this system."));
    }

    #[test]
    fn every_ground_is_read_back_as_it_was_kept_and_in_little_room() {
        let stated = Stated { level: level(4), official: true };
        let grounds = [
            Why::Said(Localized::new("Vì thế", "Therefore")),
            Why::UnknownHazard,
            Why::OtherHazard { alert: Hazard::Storm, plan: Hazard::Flood },
            Why::UnknownPlace,
            Why::UnknownLevel,
            Why::LevelTooLow { level: stated, lowest: level(5) },
            Why::outside(Some(3.0)),
            Why::outside(None),
            Why::MovesLater { from: level(5), level: stated },
            Why::Touched { relation: Relation::Geocode, from: level(1), level: stated },
            Why::NoZone { of: 7 },
            Why::Chosen {
                hazard: Hazard::Storm,
                level: stated,
                from: level(3),
                rule: Mode::Auto,
                mode: Mode::EscalateAfter { minutes: 15 },
                chosen: 2,
                of: 7,
            },
        ];
        for why in grounds {
            let kept = serde_json::to_string(&why).unwrap();
            assert_eq!(serde_json::from_str::<Why>(&kept).unwrap(), why);
            assert!(kept.len() < 256, "{kept}");
            let Localized { vi, en } = why.words();
            assert!(!vi.is_empty() && !en.is_empty() && vi != en);
        }
        assert_eq!(serde_json::to_string(&Why::outside(Some(3.0))).unwrap(), r#"{"outside":{"tenths_km":30}}"#);
    }

    #[test]
    fn more_is_said_after_it_in_both_languages() {
        let more = Why::UnknownPlace.with(&Localized::new("Thêm.", "More."));
        assert_eq!(more.words().vi, format!("{} Thêm.", Why::UnknownPlace.words().vi));
        assert_eq!(more.words().en, format!("{} More.", Why::UnknownPlace.words().en));
    }
}
