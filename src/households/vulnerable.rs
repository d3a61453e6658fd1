//! Who of a household needs help to move, by kind.
//!
//! The kinds are those of Law 18/2023/QH15, art. 2.4, and those that practice adds.

use serde::{Deserialize, Serialize};

use super::choices::choices;
use crate::kernel::Localized;

choices! {
    /// A kind of vulnerable person.
    VulnerableKind {
        Child "trẻ em" "children",
        OlderPerson "người cao tuổi" "older people",
        PregnantOrNursing "phụ nữ mang thai, nuôi con dưới 36 tháng" "pregnant or nursing women",
        Disabled "người khuyết tật" "people with disabilities",
        SeverelyIll "người bệnh hiểm nghèo, bệnh nặng" "severely ill people",
        NoLegalCapacity "người mất năng lực hành vi dân sự" "people without legal capacity",
        LivingAlone "hộ neo đơn, sống một mình" "living alone",
        NoVietnamese "người không biết tiếng Việt" "people who do not speak Vietnamese",
        FieldHut "người ở lán, trại rẫy" "people staying at field huts",
        SiteWorker "công nhân công trường" "workers of building sites",
        BoardingPupil "học sinh bán trú, nội trú" "boarding pupils",
        Visitor "khách du lịch, khách vãng lai" "visitors",
        PoorPerson "người nghèo" "poor people",
        EthnicMinority "người dân tộc thiểu số ở vùng khó khăn" "ethnic minorities in areas of hardship",
        DifficultArea "người sinh sống ở vùng đặc biệt khó khăn" "people in areas of special hardship",
        | Other "đối tượng khác" "others"
    }
}

impl VulnerableKind {
    /// Whether people of this kind are counted among those who need help to move. Poverty, and where one lives, call
    /// for other help.
    pub fn needs_help_to_move(self) -> bool {
        match self {
            Self::Child
            | Self::OlderPerson
            | Self::PregnantOrNursing
            | Self::Disabled
            | Self::SeverelyIll
            | Self::NoLegalCapacity
            | Self::LivingAlone
            | Self::NoVietnamese
            | Self::FieldHut
            | Self::SiteWorker
            | Self::BoardingPupil
            | Self::Visitor
            | Self::Other => true,
            Self::PoorPerson | Self::EthnicMinority | Self::DifficultArea => false,
        }
    }
}

/// How many of a household are of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VulnerableGroup {
    /// The kind.
    pub kind: VulnerableKind,
    /// How many; absent where the register names the kind without a number.
    #[serde(default)]
    pub count: Option<i64>,
}

/// How many of a household of `people` need help to move, where the register does not say: the sum of the kinds, a
/// kind without a number counting one, and never more than there are. One person can be of two kinds, so the sum is
/// an upper bound.
pub(super) fn needing_help(groups: &[VulnerableGroup], people: i64) -> i64 {
    let counted = groups.iter().filter(|group| group.kind.needs_help_to_move());
    let sum = counted.fold(0_i64, |sum, group| sum.saturating_add(group.count.unwrap_or(1).max(0)));
    sum.min(people.max(0))
}
