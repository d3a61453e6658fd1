//! A bulletin that a duty officer types in, as a CAP message.
//!
//! What the bulletin says is taken as it stands: the published level is official, and nothing is added to it. Which
//! parts a bulletin has: Decision 18/2021/QĐ-TTg, articles 8 to 37.

use super::{BULLETIN_SENDER, NamedUnit, hazard_codes, unit_area};
use crate::alerts::cap::{
    Alert, AlertIdentity, Area, CapVersion, Certainty, Info, MsgType, NamedValue, Reference, ResponseType, Scope,
    Severity, Status, Urgency,
};
use crate::alerts::event_terms::category;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::clock::vietnam_time;
use crate::kernel::{Language, Timestamp};

/// The parameter that holds the bulletin's own number.
pub const WARNING_NUMBER: &str = "bulletinNumber";

/// What a bulletin does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulletinKind {
    /// It warns, for the first time or again.
    Warning,
    /// The last bulletin (tin cuối cùng): the hazard is over.
    Last,
    /// It takes an earlier one back.
    Cancel,
}

/// A bulletin as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Bulletin {
    /// CAP's `identifier`.
    pub identifier: String,
    /// What it does.
    pub kind: BulletinKind,
    /// What it is about.
    pub hazard: Hazard,
    /// Who published it.
    pub issuer: String,
    /// Its own number.
    pub number: Option<String>,
    /// When it was published.
    pub issued_at: Timestamp,
    /// Its title.
    pub title: String,
    /// When the hazard begins here.
    pub onset: Option<Timestamp>,
    /// When the next bulletin is due.
    pub next_bulletin_at: Option<Timestamp>,
    /// What it says of places, each group with the level and wind that hold there. At least one.
    pub groups: Vec<AreaGroup>,
    /// Its text.
    pub text: Option<String>,
    /// The message it goes on with.
    pub follows: Option<AlertIdentity>,
}

/// Places of a bulletin for which it says the same.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AreaGroup {
    /// The published risk level; nothing where the bulletin states none.
    pub level: Option<RiskLevel>,
    /// Wind force, Beaufort.
    pub wind_force: Option<u8>,
    /// Gusts, Beaufort.
    pub wind_gust: Option<u8>,
    /// The units it names.
    pub units: Vec<NamedUnit>,
    /// Places it describes in words, which no code tells.
    pub area_text: Option<String>,
}

impl Bulletin {
    /// The bulletin as an alert, ready to be composed.
    pub fn alert(&self) -> Alert {
        Alert {
            identity: AlertIdentity {
                sender: BULLETIN_SENDER.to_owned(),
                identifier: self.identifier.clone(),
                sent: self.issued_at,
            },
            cap_version: CapVersion::V1_2,
            status: Status::Actual,
            msg_type: match (self.kind, &self.follows) {
                (BulletinKind::Cancel, _) => MsgType::Cancel,
                (BulletinKind::Warning | BulletinKind::Last, Some(_)) => MsgType::Update,
                (BulletinKind::Warning | BulletinKind::Last, None) => MsgType::Alert,
            },
            scope: Some(Scope::Public),
            source: Some(self.issuer.clone()),
            restriction: None,
            addresses: Vec::new(),
            codes: Vec::new(),
            note: None,
            references: self.follows.iter().map(reference).collect(),
            incidents: Vec::new(),
            infos: self.groups.iter().map(|group| self.info(group)).collect(),
            signed: false,
            remarks: Vec::new(),
        }
    }

    /// The block about one group of places.
    fn info(&self, group: &AreaGroup) -> Info {
        let over = self.kind != BulletinKind::Warning;
        Info {
            language: "vi-VN".to_owned(),
            categories: vec![category(self.hazard)],
            event: self.hazard.name().in_language(Language::Vi).to_owned(),
            response_types: vec![if over { ResponseType::AllClear } else { ResponseType::Prepare }],
            urgency: if over { Urgency::Past } else { Urgency::Expected },
            severity: if over { Severity::Minor } else { severity(group.level) },
            certainty: if over { Certainty::Unlikely } else { Certainty::Likely },
            audience: None,
            event_codes: hazard_codes(self.hazard),
            effective: Some(self.issued_at),
            onset: self.onset,
            // A bulletin does not say when it ends; the next one does.
            expires: None,
            sender_name: Some(self.issuer.clone()),
            headline: Some(self.title.clone()),
            description: self.description(group),
            instruction: None,
            web: None,
            contact: None,
            parameters: self.parameters(group),
            resources: Vec::new(),
            areas: group.areas(),
        }
    }

    /// Wind and the next bulletin in words, and the text.
    fn description(&self, group: &AreaGroup) -> Option<String> {
        let wind = group.wind_force.map(|force| match group.wind_gust {
            Some(gust) => format!("Gió mạnh cấp {force}, giật cấp {gust}."),
            None => format!("Gió mạnh cấp {force}."),
        });
        let next = self.next_bulletin_at.map(|at| format!("Bản tin tiếp theo: {}.", vietnam_time(at)));
        let parts: Vec<String> = [self.text.clone(), wind, next].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    fn parameters(&self, group: &AreaGroup) -> Vec<NamedValue> {
        let said = |name: &str, value: Option<String>| value.map(|value| NamedValue { name: name.to_owned(), value });
        let level = group.level.filter(|_| self.kind == BulletinKind::Warning);
        [
            said("disasterRiskLevel", level.map(|level| level.digit().to_string())),
            said("windForce", group.wind_force.map(|force| force.to_string())),
            said("windGust", group.wind_gust.map(|gust| gust.to_string())),
            said("nextBulletin", self.next_bulletin_at.map(crate::alerts::compose::cap_time)),
            said(WARNING_NUMBER, self.number.clone()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl AreaGroup {
    fn areas(&self) -> Vec<Area> {
        let described = self.area_text.iter().map(|text| Area {
            area_desc: text.clone(),
            polygons: Vec::new(),
            circles: Vec::new(),
            geocodes: Vec::new(),
            altitude_ft: None,
            ceiling_ft: None,
        });
        self.units.iter().map(unit_area).chain(described).collect()
    }
}

fn reference(identity: &AlertIdentity) -> Reference {
    Reference { sender: identity.sender.clone(), identifier: identity.identifier.clone(), sent: Some(identity.sent) }
}

/// CAP's severity for a published level, as a reader of ours would turn it back.
fn severity(level: Option<RiskLevel>) -> Severity {
    match level.map(RiskLevel::digit) {
        None => Severity::Unknown,
        Some(4..) => Severity::Extreme,
        Some(3) => Severity::Severe,
        Some(2) => Severity::Moderate,
        Some(_) => Severity::Minor,
    }
}
