//! An alert in the words of the Common Alerting Protocol (OASIS CAP 1.2, which includes 1.0 and 1.1).
//!
//! Field and value names are CAP's. What a message left out is `None`, `Unknown` or empty; what had to be
//! tolerated to read it stands in [`Alert::remarks`]. These types are stored as JSON.

use serde::{Deserialize, Serialize};

use crate::{
    alerts::remarks::Remark,
    geometry::{cap_shapes::Circle, drawn_ring::DrawnRing},
    kernel::Timestamp,
};

/// Declares a CAP code list: variant, and the value as CAP spells it.
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = concat!("CAP's `", $text, "`.")] #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The value as CAP spells it.
            pub fn as_cap(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value `text` stands for in any case and spacing; compare with [`Self::as_cap`] to see
            /// whether it was spelled exactly.
            pub fn from_cap(text: &str) -> Option<Self> {
                if let Some(exact) = Self::ALL.iter().copied().find(|value| value.as_cap() == text) {
                    return Some(exact);
                }
                let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
                let text = bare(text);
                Self::ALL.iter().copied().find(|value| bare(value.as_cap()) == text)
            }
        }
    };
}

code_list! {
    /// Whether a message is meant in earnest.
    Status { Actual "Actual", Exercise "Exercise", System "System", Test "Test", Draft "Draft" }
}
code_list! {
    /// What a message does to those it references.
    MsgType { Alert "Alert", Update "Update", Cancel "Cancel", Ack "Ack", Error "Error" }
}
code_list! {
    /// For whom a message is meant.
    Scope { Public "Public", Restricted "Restricted", Private "Private" }
}
code_list! {
    /// The kind of event.
    Category {
        Geo "Geo", Met "Met", Safety "Safety", Security "Security", Rescue "Rescue", Fire "Fire", Health "Health",
        Env "Env", Transport "Transport", Infra "Infra", Cbrne "CBRNE", Other "Other",
    }
}
code_list! {
    /// What people are asked to do.
    ResponseType {
        Shelter "Shelter", Evacuate "Evacuate", Prepare "Prepare", Execute "Execute", Avoid "Avoid",
        Monitor "Monitor", Assess "Assess", AllClear "AllClear", None "None",
    }
}
code_list! {
    /// How soon to act.
    Urgency { Immediate "Immediate", Expected "Expected", Future "Future", Past "Past", Unknown "Unknown" }
}
code_list! {
    /// How bad it is; declared from worst to least.
    Severity { Extreme "Extreme", Severe "Severe", Moderate "Moderate", Minor "Minor", Unknown "Unknown" }
}
code_list! {
    /// How sure the sender is; `Very Likely` of CAP 1.0 is read as `Likely`.
    Certainty { Observed "Observed", Likely "Likely", Possible "Possible", Unlikely "Unlikely", Unknown "Unknown" }
}

/// The version of CAP a message was written in, told by its namespace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CapVersion {
    /// `http://www.incident.com/cap/1.0`.
    #[serde(rename = "1.0")]
    V1_0,
    /// `urn:oasis:names:tc:emergency:cap:1.1`.
    #[serde(rename = "1.1")]
    V1_1,
    /// `urn:oasis:names:tc:emergency:cap:1.2`.
    #[serde(rename = "1.2")]
    V1_2,
    /// Another namespace, or an empty text where there was none.
    #[serde(rename = "unknown")]
    Unknown(String),
}

impl CapVersion {
    /// The version whose namespace is `namespace`.
    pub fn of_namespace(namespace: Option<&str>) -> Self {
        match namespace {
            Some("http://www.incident.com/cap/1.0" | "urn:oasis:names:tc:emergency:cap:1.0") => Self::V1_0,
            Some("urn:oasis:names:tc:emergency:cap:1.1") => Self::V1_1,
            Some("urn:oasis:names:tc:emergency:cap:1.2") => Self::V1_2,
            other => Self::Unknown(other.unwrap_or_default().to_owned()),
        }
    }
}

/// What makes a message one message: two are the same when all three agree, the time as an instant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AlertIdentity {
    /// Who sent it, unique worldwide.
    pub sender: String,
    /// The sender's number for it; some senders use one number for several `sent`.
    pub identifier: String,
    /// When it was sent.
    pub sent: Timestamp,
}

impl std::fmt::Display for AlertIdentity {
    /// `sender,identifier,sent`, as in CAP `references`, the time in UTC.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{},{},{}", self.sender, self.identifier, self.sent.format("%Y-%m-%dT%H:%M:%S%.f-00:00"))
    }
}

/// An earlier message that this one is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// Its sender.
    pub sender: String,
    /// Its identifier.
    pub identifier: String,
    /// When it was sent; absent where that could not be read.
    pub sent: Option<Timestamp>,
}

/// A value of a list that the name tells: `eventCode`, `parameter` and `geocode` are made of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedValue {
    /// CAP's `valueName`.
    pub name: String,
    /// CAP's `value`.
    pub value: String,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Sender, identifier and time.
    pub identity: AlertIdentity,
    /// The version of CAP.
    pub cap_version: CapVersion,
    /// Whether it is meant in earnest.
    pub status: Status,
    /// What it does.
    pub msg_type: MsgType,
    /// For whom it is; optional in CAP 1.0.
    pub scope: Option<Scope>,
    /// Who or what the sender speaks for.
    pub source: Option<String>,
    /// The rule that limits a `Restricted` message.
    pub restriction: Option<String>,
    /// The receivers of a `Private` message.
    pub addresses: Vec<String>,
    /// Marks of profiles and special handling.
    pub codes: Vec<String>,
    /// A remark by the sender, as on exercises.
    pub note: Option<String>,
    /// The messages it updates, cancels or answers.
    pub references: Vec<Reference>,
    /// Names of the incidents it belongs to.
    pub incidents: Vec<String>,
    /// What is to be said: one block a language, or one a severity, area or time. A `Cancel` may have none.
    pub infos: Vec<Info>,
    /// Whether an XML signature is attached. It has not been verified.
    pub signed: bool,
    /// What was tolerated while reading.
    pub remarks: Vec<Remark>,
}

/// One block of what is to be said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Info {
    /// The language as the sender wrote it; CAP's default, `en-US`, where it is absent.
    pub language: String,
    /// Kinds of event.
    pub categories: Vec<Category>,
    /// The event in the block's language; empty where the sender left it out.
    pub event: String,
    /// What people are asked to do.
    pub response_types: Vec<ResponseType>,
    /// How soon to act.
    pub urgency: Urgency,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whom it is meant for.
    pub audience: Option<String>,
    /// Codes of the event in lists of events.
    pub event_codes: Vec<NamedValue>,
    /// From when the text holds; `sent` where absent.
    pub effective: Option<Timestamp>,
    /// When the event is expected to begin.
    pub onset: Option<Timestamp>,
    /// When the text stops to hold, which need not be the end of the event.
    pub expires: Option<Timestamp>,
    /// The sender's name for people.
    pub sender_name: Option<String>,
    /// A short line.
    pub headline: Option<String>,
    /// What happens.
    pub description: Option<String>,
    /// What to do.
    pub instruction: Option<String>,
    /// A page with more.
    pub web: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// Further facts by name.
    pub parameters: Vec<NamedValue>,
    /// Files that belong to it.
    pub resources: Vec<Resource>,
    /// Where.
    pub areas: Vec<Area>,
}

/// A file that belongs to a block, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// What it is.
    pub description: String,
    /// Its MIME type.
    pub mime_type: Option<String>,
    /// Its size in bytes as the sender says.
    pub size: Option<u64>,
    /// Where it is; nothing here follows it.
    pub uri: Option<String>,
    /// Its SHA-1 as the sender says.
    pub digest: Option<String>,
    /// Whether its bytes were in the message (`derefUri`); they stay in the raw document.
    pub embedded: bool,
}

/// Where a block holds: all its polygons, circles and geocodes together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The area in words.
    pub area_desc: String,
    /// Closed rings, longitude first.
    pub polygons: Vec<DrawnRing>,
    /// Circles.
    pub circles: Vec<Circle>,
    /// Codes of places in lists of places.
    pub geocodes: Vec<NamedValue>,
    /// The least altitude in feet above mean sea level.
    pub altitude_ft: Option<f64>,
    /// The greatest altitude in feet above mean sea level.
    pub ceiling_ft: Option<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    #[test]
    fn values_are_spelled_as_cap_spells_them() {
        assert_eq!(serde_json::to_string(&Category::Cbrne).unwrap(), "\"CBRNE\"");
        for value in ResponseType::ALL {
            assert_eq!(serde_json::to_value(value).unwrap(), value.as_cap());
        }
    }

    #[test]
    fn unusual_case_and_spacing_are_understood() {
        assert_eq!(ResponseType::from_cap(" all clear"), Some(ResponseType::AllClear));
        assert_eq!(Status::from_cap("ACTUAL"), Some(Status::Actual));
        assert_eq!(Status::from_cap("Actually"), None);
    }

    #[test]
    fn the_worst_severity_is_the_least() {
        assert!(Severity::Extreme < Severity::Minor);
    }

    #[test]
    fn an_identity_is_written_as_in_references() {
        let sent = Utc.with_ymd_and_hms(2025, 11, 6, 13, 0, 0).unwrap();
        let identity = AlertIdentity { sender: "kttv".into(), identifier: "1".into(), sent };
        assert_eq!(identity.to_string(), "kttv,1,2025-11-06T13:00:00-00:00");
    }
}
