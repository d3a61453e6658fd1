//! Property that has to leave with the people, a line each.

use serde::{Deserialize, Serialize};

use crate::households::PropertyKind;
use crate::kernel::Localized;
use crate::kernel::ids::PropertyLineId;

/// Where a line of property stands.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PropertyState {
    /// Has to be moved.
    #[default]
    ToMove,
    /// Raised above the water, where it is.
    RaisedInPlace,
    /// Moved.
    Moved,
    /// Left behind.
    Left,
}

impl PropertyState {
    /// Every state, in the order of the screens.
    pub const ALL: [Self; 4] = [Self::ToMove, Self::RaisedInPlace, Self::Moved, Self::Left];

    /// Its name.
    pub fn name(self) -> Localized {
        match self {
            Self::ToMove => Localized::new("cần di dời", "to move"),
            Self::RaisedInPlace => Localized::new("kê cao tại chỗ", "raised in place"),
            Self::Moved => Localized::new("đã di dời", "moved"),
            Self::Left => Localized::new("để lại", "left"),
        }
    }
}

/// A line of property, as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PropertyMove {
    /// Its id; lines of the register have one from the opening on.
    pub id: PropertyLineId,
    /// What kind.
    pub kind: PropertyKind,
    /// In words: “trâu”, “xe máy”.
    pub what: String,
    /// How much, in `unit`; absent where nobody gave a number.
    pub quantity: Option<f64>,
    /// Head, piece, kilogram … as the register writes it.
    pub unit: String,
    /// Where it stands.
    pub state: PropertyState,
    /// Where it was brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The number of the receipt given for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// What a report says about a line; what is left out is not spoken of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PropertySaid {
    /// Which line; an id that is new begins a line.
    pub line_id: PropertyLineId,
    /// What kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PropertyKind>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<f64>,
    /// In which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<PropertyState>,
    /// Where it was brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The receipt's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}
