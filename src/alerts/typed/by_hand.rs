//! A response that a person begins: on a telegram, on the word of a village head, in a drill. The message says who
//! decided and why, so that everything that follows has a ground, as it has after a bulletin.

use super::{BY_HAND_SENDER, NamedUnit, hazard_codes, unit_area};
use crate::alerts::cap::{
    Alert, AlertIdentity, CapVersion, Certainty, Info, MsgType, ResponseType, Scope, Severity, Status, Urgency,
};
use crate::alerts::event_terms::category;
use crate::hazards::Hazard;
use crate::kernel::Timestamp;

/// A decision to begin a response.
#[derive(Debug, Clone, PartialEq)]
pub struct ByHand {
    /// CAP's `identifier`.
    pub identifier: String,
    /// Against what.
    pub hazard: Hazard,
    /// Where.
    pub unit: NamedUnit,
    /// Why, in the words of who decided.
    pub reason: String,
    /// When it was decided.
    pub decided_at: Timestamp,
    /// When the danger is expected to begin, where that is known.
    pub onset: Option<Timestamp>,
    /// Whether nobody is really moved.
    pub drill: bool,
}

impl ByHand {
    /// The decision as an alert.
    pub fn alert(&self) -> Alert {
        Alert {
            identity: AlertIdentity {
                sender: BY_HAND_SENDER.to_owned(),
                identifier: self.identifier.clone(),
                sent: self.decided_at,
            },
            cap_version: CapVersion::V1_2,
            status: if self.drill { Status::Exercise } else { Status::Actual },
            msg_type: MsgType::Alert,
            scope: Some(Scope::Public),
            source: None,
            restriction: None,
            addresses: Vec::new(),
            codes: Vec::new(),
            note: self.drill.then(|| "Diễn tập. Exercise.".to_owned()),
            references: Vec::new(),
            incidents: Vec::new(),
            infos: vec![self.info("vi-VN"), self.info("en")],
            signed: false,
            remarks: Vec::new(),
        }
    }

    fn info(&self, language: &str) -> Info {
        let vi = language.starts_with("vi");
        let of = self.hazard.name();
        let event = if vi {
            format!("Quyết định ứng phó: {}", of.vi)
        } else {
            format!("Decision to respond: {}", of.en)
        };
        Info {
            language: language.to_owned(),
            categories: vec![category(self.hazard)],
            event,
            response_types: vec![ResponseType::Evacuate],
            urgency: Urgency::Expected,
            severity: Severity::Severe,
            certainty: Certainty::Likely,
            audience: None,
            event_codes: hazard_codes(self.hazard),
            effective: Some(self.decided_at),
            onset: self.onset,
            expires: None,
            sender_name: Some(self.unit.name.clone()),
            headline: Some(format!("{} – {}", self.reason, self.unit.name)),
            description: None,
            instruction: None,
            web: None,
            contact: None,
            parameters: Vec::new(),
            resources: Vec::new(),
            areas: vec![unit_area(&self.unit)],
        }
    }
}
