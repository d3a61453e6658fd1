//! A report: what a person said about a relocation, and when it happened. Reports are kept for ever and never changed.

use serde::{Deserialize, Serialize};

use super::property::PropertySaid;
use crate::kernel::ids::{AccountId, ReportId, ShelterId};
use crate::kernel::{Localized, Timestamp};

/// Where the moving of a household stands.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RelocationState {
    /// Nobody has said anything yet: never taken for safe.
    #[default]
    Unknown,
    /// They have been told.
    Notified,
    /// They will go.
    Agreed,
    /// They will not go.
    Refused,
    /// They have left.
    Departed,
    /// They are where they were to go.
    Arrived,
    /// They were moved on to another place.
    Transferred,
    /// They are home again.
    Returned,
    /// They cannot go home: the house or the ground is lost.
    CannotReturn,
}

impl RelocationState {
    /// Every state, in the order of a move.
    pub const ALL: [Self; 9] = [
        Self::Unknown,
        Self::Notified,
        Self::Agreed,
        Self::Refused,
        Self::Departed,
        Self::Arrived,
        Self::Transferred,
        Self::Returned,
        Self::CannotReturn,
    ];

    /// Whether people in this state are out of the danger zone.
    pub fn is_away(self) -> bool {
        matches!(self, Self::Departed | Self::Arrived | Self::Transferred | Self::CannotReturn)
    }

    /// Its name.
    pub fn name(self) -> Localized {
        match self {
            Self::Unknown => Localized::new("chưa rõ", "not yet known"),
            Self::Notified => Localized::new("đã thông báo", "notified"),
            Self::Agreed => Localized::new("đồng ý di dời", "agreed"),
            Self::Refused => Localized::new("chưa chấp hành", "refused"),
            Self::Departed => Localized::new("đã rời nhà", "departed"),
            Self::Arrived => Localized::new("đã đến nơi", "arrived"),
            Self::Transferred => Localized::new("đã chuyển nơi khác", "transferred"),
            Self::Returned => Localized::new("đã trở về", "returned"),
            Self::CannotReturn => Localized::new("không thể trở về", "cannot return"),
        }
    }
}

/// The form of an evacuation, as reports to the province count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvacuationForm {
    /// With relatives or neighbours in a solid house (xen ghép).
    Host,
    /// In a public building (tập trung).
    Shelter,
    /// Upstairs or next door (tại chỗ).
    InPlace,
}

/// Where a household goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The form.
    pub kind: EvacuationForm,
    /// The shelter of the register, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelter_id: Option<ShelterId>,
    /// In words: the host's name, another commune, a place that stands in no register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// The counts of people a report can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// By the register, at the opening.
    Listed,
    /// At home when somebody came to look.
    Present,
    /// Who left.
    Departed,
    /// Who arrived.
    Arrived,
    /// Who came home.
    Returned,
}

/// Why two numbers differ, for exactly these numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// One count.
    pub of: Count,
    /// Its number.
    pub of_number: i64,
    /// The other.
    pub against: Count,
    /// Its number.
    pub against_number: i64,
    /// Why.
    pub why: String,
}

/// What a report says; what is left out is not spoken of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Said {
    /// Where the move stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<RelocationState>,
    /// People at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<i64>,
    /// People who left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub departed: Option<i64>,
    /// People who arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived: Option<i64>,
    /// People who came home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<i64>,
    /// Where to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<Destination>,
    /// Why they refuse, or cannot return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The decision to force them: its number and date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coercion: Option<String>,
    /// Anything else; every remark stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Why two numbers differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explains: Option<Explanation>,
    /// An earlier report that was a slip: it counts no longer, and stays to be read. Nothing else is said with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Uuid)]
    pub takes_back: Option<ReportId>,
    /// Property.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub property: Vec<PropertySaid>,
}

/// A report about a relocation.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Made by the device, so that a report sent twice is one.
    pub id: ReportId,
    /// When it happened.
    pub happened_at: Timestamp,
    /// Which device; none at a desk.
    pub device: Option<String>,
    /// Who said it, by name.
    pub by: String,
    /// The account that brought it.
    pub account: Option<AccountId>,
    /// The account whose words these are, where somebody at a desk placed what another had said.
    pub speaker: Option<AccountId>,
    /// The report as which it was said first and found no place.
    pub first_said: Option<ReportId>,
    /// Of one that takes back another: whether whoever brought it could decide for others there when it came. None where
    /// nothing is taken back, and where it came before anybody asked.
    pub over_others: Option<bool>,
    /// The revision of the relocation that the device had been given.
    pub base_revision: i64,
    /// The revision the relocation got by this report.
    pub revision: i64,
    /// What.
    pub said: Said,
}

impl Report {
    /// Whether whoever made this report had `other` before them: the server had given it, or the same device made it
    /// earlier. Devices make ids that grow (UUIDv7); of two reports at most one saw the other.
    pub fn saw(&self, other: &Self) -> bool {
        let given = other.revision <= self.base_revision;
        let same_device = self.device.is_some() && self.device == other.device;
        given || (same_device && self.id > other.id && self.revision > other.base_revision)
    }
}

/// The longest text of a report, in characters.
const MAX_TEXT: usize = 2_000;
/// The most lines of property of one report.
const MAX_LINES: usize = 200;
/// The most people of one relocation: a whole construction camp.
const MAX_PEOPLE: i64 = 100_000;
/// The most of anything in one line of property.
const MAX_QUANTITY: f64 = 1e9;

impl Said {
    /// What is wrong with it: the JSON pointer of the field and what to do.
    pub fn fault(&self) -> Option<(String, Localized)> {
        if *self == Self::default() {
            return Some((String::new(), Localized::new("Báo cáo không có nội dung.", "The report says nothing.")));
        }
        if self.takes_back.is_some() && *self != (Self { takes_back: self.takes_back, ..Self::default() }) {
            return Some((
                "/takes_back".to_owned(),
                Localized::new(
                    "Rút lại một báo cáo thì gửi riêng, không kèm nội dung khác.",
                    "A report is taken back by itself, with nothing else.",
                ),
            ));
        }
        let counts = [
            ("/present", self.present),
            ("/departed", self.departed),
            ("/arrived", self.arrived),
            ("/returned", self.returned),
        ];
        for (pointer, count) in counts {
            if count.is_some_and(|count| !(0..=MAX_PEOPLE).contains(&count)) {
                return Some((
                    pointer.to_owned(),
                    Localized::new("Số người từ 0 đến 100.000.", "The number of people is 0 to 100,000."),
                ));
            }
        }
        self.text_fault().or_else(|| self.property_fault())
    }

    fn text_fault(&self) -> Option<(String, Localized)> {
        let place = self.destination.as_ref().and_then(|destination| destination.place.as_deref());
        let texts = [
            ("/destination/place", place),
            ("/reason", self.reason.as_deref()),
            ("/coercion", self.coercion.as_deref()),
            ("/remark", self.remark.as_deref()),
            ("/explains/why", self.explains.as_ref().map(|explains| explains.why.as_str())),
        ];
        let long = texts.into_iter().find(|(_, text)| text.is_some_and(|text| text.chars().count() > MAX_TEXT));
        if let Some((pointer, _)) = long {
            return Some((pointer.to_owned(), too_long()));
        }
        let unexplained = self.explains.as_ref().is_some_and(|explains| explains.why.trim().is_empty());
        unexplained.then(|| {
            ("/explains/why".to_owned(), Localized::new("Ghi lý do chênh lệch.", "Write why the numbers differ."))
        })
    }

    fn property_fault(&self) -> Option<(String, Localized)> {
        if self.property.len() > MAX_LINES {
            return Some((
                "/property".to_owned(),
                Localized::new("Nhiều nhất 200 dòng tài sản một lần.", "At most 200 lines of property at a time."),
            ));
        }
        for (at, line) in self.property.iter().enumerate() {
            let texts = [&line.what, &line.unit, &line.place, &line.receipt];
            if texts.into_iter().flatten().any(|text| text.chars().count() > MAX_TEXT) {
                return Some((format!("/property/{at}"), too_long()));
            }
            if line.quantity.is_some_and(|quantity| !(0.0..=MAX_QUANTITY).contains(&quantity)) {
                return Some((
                    format!("/property/{at}/quantity"),
                    Localized::new("Số lượng không âm, tối đa một tỉ.", "The quantity is 0 to 1,000,000,000."),
                ));
            }
        }
        None
    }
}

fn too_long() -> Localized {
    Localized::new("Dài quá 2.000 ký tự. Rút ngắn lại.", "Longer than 2,000 characters. Shorten it.")
}
