//! Alerts that people of the office type in: a bulletin that came on paper or by telephone, and what somebody saw
//! with their own eyes. Each becomes a CAP message and takes the road of every other.

mod bulletin;
mod by_hand;
mod local_sign;

pub use bulletin::{AreaGroup, Bulletin, BulletinKind, WARNING_NUMBER};
pub use by_hand::ByHand;
pub use local_sign::{LocalSign, Seen, SignKind};

use crate::alerts::cap::{Alert, Area, NamedValue};
use crate::alerts::event_terms::event_code;
use crate::hazards::Hazard;

/// CAP's `sender` of bulletins that were typed in; a name that can belong to nobody else (RFC 2606).
pub const BULLETIN_SENDER: &str = "typed-bulletin@ungpho.invalid";
/// CAP's `sender` of what people saw.
pub const LOCAL_SIGN_SENDER: &str = "local-sign@ungpho.invalid";
/// CAP's `sender` of responses that a person began.
pub const BY_HAND_SENDER: &str = "by-hand@ungpho.invalid";

/// What kind of typed alert it is, where it is one; told by its sender.
pub fn typed_kind(alert: &Alert) -> Option<&'static str> {
    match alert.identity.sender.as_str() {
        BULLETIN_SENDER => Some("bulletin"),
        LOCAL_SIGN_SENDER => Some("local_sign"),
        BY_HAND_SENDER => Some("by_hand"),
        _ => None,
    }
}

/// A unit that an alert names: its code and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedUnit {
    /// Two digits for a province, five for a commune.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The codes of `hazard`: our own first, which says it exactly, then the one that others understand.
fn hazard_codes(hazard: Hazard) -> Vec<NamedValue> {
    let own = NamedValue { name: "VN-HAZARD".to_owned(), value: hazard.code().to_owned() };
    std::iter::once(own).chain(event_code(hazard)).collect()
}

/// The area of a unit, by its code.
fn unit_area(unit: &NamedUnit) -> Area {
    let list = if unit.code.len() == 2 { "VN-PROVINCE" } else { "VN-COMMUNE" };
    Area {
        area_desc: unit.name.clone(),
        polygons: Vec::new(),
        circles: Vec::new(),
        geocodes: vec![NamedValue { name: list.to_owned(), value: unit.code.clone() }],
        altitude_ft: None,
        ceiling_ft: None,
    }
}

#[cfg(test)]
mod tests;
