//! An order as a CAP alert: two blocks, Vietnamese and English, with the same codes, times and areas.

use std::collections::{HashMap, HashSet};

use super::outline::{Outline, rings_of};
use super::{Earnest, Told, identifier_of, words};
use crate::alerts::cap::{
    Alert, AlertIdentity, Area, CapVersion, Category, Certainty, Info, MsgType, NamedValue, Reference, ResponseType,
    Scope, Severity, Urgency,
};
use crate::alerts::event_terms::{category, event_code};
use crate::geometry::drawn_ring::DrawnRing;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{OrderId, ZoneId};
use crate::kernel::{Language, Localized, Timestamp};
use crate::plans::{Plan, PlanVersion};
use crate::relocation::Event;
use crate::zones::Zone;

/// The parameter of a published risk level; readers of ours take it for official.
pub const RISK_LEVEL: &str = "disasterRiskLevel";
/// The parameter of a level that is advice; no reader of ours takes it for a level.
const ADVISED_LEVEL: &str = "advisedDisasterRiskLevel";
/// The `valueName` under which the code of a zone stands as a geocode.
pub const ZONE_LIST: &str = "UNGPHO-ZONE";

/// Names of places by their codes.
#[derive(Debug, Clone, Default)]
pub struct PlaceNames {
    /// Of administrative units.
    pub units: HashMap<String, String>,
    /// Of shelters.
    pub shelters: HashMap<String, String>,
}

impl PlaceNames {
    /// The unit called `code`; the code itself where it is unknown.
    pub fn unit<'a>(&'a self, code: &'a str) -> &'a str {
        self.units.get(code).map_or(code, String::as_str)
    }

    /// The shelter called `code`; the code itself where it is unknown.
    pub fn shelter<'a>(&'a self, code: &'a str) -> &'a str {
        self.shelters.get(code).map_or(code, String::as_str)
    }
}

/// Everything an order is written from. Neither households nor persons are in it.
pub struct Order<'a> {
    /// Its id.
    pub id: OrderId,
    /// CAP's `sender`.
    pub sender: &'a str,
    /// The sender's name for people, where one is set.
    pub sender_name: Option<&'a str>,
    /// CAP's `sent`.
    pub sent: Timestamp,
    /// Whether people are really moved.
    pub earnest: Earnest,
    /// What it does.
    pub msg_type: MsgType,
    /// Every earlier message of its chain, oldest first.
    pub references: &'a [AlertIdentity],
    /// The episode.
    pub event: &'a Event,
    /// The plan.
    pub plan: &'a Plan,
    /// The version at work.
    pub version: &'a PlanVersion,
    /// What is at work now; of a Cancel, what was.
    pub told: &'a Told,
    /// What the message before said.
    pub before: Option<&'a Told>,
    /// The zones of `told`, and those of `before` that it has no longer.
    pub zones: &'a [Zone],
    /// When the danger is expected to begin, where that is known.
    pub onset: Option<Timestamp>,
    /// The alert of others that it rests on.
    pub basis: &'a AlertIdentity,
    /// Names of places.
    pub names: &'a PlaceNames,
}

impl Order<'_> {
    /// The headline in both languages.
    pub fn headline(&self) -> Localized {
        words::headline(self)
    }

    /// The order as an alert, ready to be composed, and how closely its zones are drawn.
    pub fn alert(&self) -> Alert {
        let (outline, areas) = self.areas();
        Alert {
            identity: AlertIdentity {
                sender: self.sender.to_owned(),
                identifier: identifier_of(self.id),
                sent: self.sent,
            },
            cap_version: CapVersion::V1_2,
            status: self.earnest.status(),
            msg_type: self.msg_type,
            scope: Some(Scope::Public),
            source: None,
            restriction: None,
            addresses: Vec::new(),
            codes: Vec::new(),
            note: words::note(self.earnest).map(|note| format!("{} {}", note.vi, note.en)),
            references: self
                .references
                .iter()
                .map(|AlertIdentity { sender, identifier, sent }| Reference {
                    sender: sender.clone(),
                    identifier: identifier.clone(),
                    sent: Some(*sent),
                })
                .collect(),
            incidents: vec![format!("urn:uuid:{}", self.event.id)],
            infos: [Language::Vi, Language::En].map(|language| self.info(language, outline, &areas)).into(),
            signed: false,
            remarks: Vec::new(),
        }
    }

    fn info(&self, language: Language, outline: Outline, areas: &[Area]) -> Info {
        let said = |words: Localized| words.in_language(language).to_owned();
        let ended = self.msg_type == MsgType::Cancel;
        let mut categories = vec![category(self.plan.hazard)];
        categories.extend((categories != [Category::Safety]).then_some(Category::Safety));
        Info {
            language: match language {
                Language::Vi => "vi-VN".to_owned(),
                Language::En => "en".to_owned(),
            },
            categories,
            event: said(words::event(self.plan.hazard)),
            // The end of an order is not yet the end of the danger: people are not told that all is clear.
            response_types: vec![if ended { ResponseType::Monitor } else { ResponseType::Evacuate }],
            urgency: if ended { Urgency::Past } else { Urgency::Immediate },
            severity: if ended { Severity::Unknown } else { severity(self.told.level) },
            certainty: if ended { Certainty::Unknown } else { Certainty::Likely },
            audience: None,
            event_codes: event_code(self.plan.hazard).into_iter().collect(),
            effective: Some(self.sent),
            onset: self.onset.filter(|_| !ended),
            // It holds until a person ends it; nobody knows when that will be.
            expires: None,
            sender_name: self.sender_name.map(str::to_owned),
            headline: Some(said(self.headline())),
            description: Some(said(words::description(self))),
            instruction: Some(said(words::instruction(self))),
            web: None,
            contact: None,
            parameters: self.parameters(outline),
            resources: Vec::new(),
            areas: areas.to_vec(),
        }
    }

    fn parameters(&self, outline: Outline) -> Vec<NamedValue> {
        let level = if self.told.official { RISK_LEVEL } else { ADVISED_LEVEL };
        let approval = self.version.status.approval().map(words::paper).unwrap_or_default();
        [
            (level, self.told.level.digit().to_string()),
            ("planCode", self.plan.code.clone()),
            ("planVersion", self.version.number.to_string()),
            ("planApproval", approval),
            ("basedOn", crate::alerts::compose::reference_text(self.basis)),
            ("zoneOutline", outline.name().to_owned()),
        ]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        // The level of an order that has ended is no level any more.
        .filter(|(name, _)| *name != level || self.msg_type != MsgType::Cancel)
        .map(|(name, value)| NamedValue { name: name.to_owned(), value })
        .collect()
    }

    /// An area a zone, in the order of their codes.
    fn areas(&self) -> (Outline, Vec<Area>) {
        let zones = self.zones_of(self.told);
        let (outline, rings) = rings_of(&zones.iter().map(|zone| &zone.geometry).collect::<Vec<_>>());
        let areas = zones.iter().zip(rings).map(|(zone, polygons)| Area {
            area_desc: words::place(zone, self.names),
            polygons: polygons.into_iter().map(DrawnRing::from).collect(),
            circles: Vec::new(),
            geocodes: vec![NamedValue { name: ZONE_LIST.to_owned(), value: zone.code.clone() }],
            altitude_ft: None,
            ceiling_ft: None,
        });
        (outline, areas.collect())
    }

    /// The zones `told` names, in the order of their codes.
    pub(super) fn zones_of(&self, told: &Told) -> Vec<&Zone> {
        let named: HashSet<(ZoneId, i64)> = told.zones.iter().copied().collect();
        let mut zones: Vec<&Zone> =
            self.zones.iter().filter(|zone| named.contains(&(zone.id, zone.revision))).collect();
        zones.sort_by(|a, b| a.code.cmp(&b.code));
        zones
    }
}

/// CAP's severity for a level, as a reader of ours would turn it back.
fn severity(level: RiskLevel) -> Severity {
    match level.digit() {
        4.. => Severity::Extreme,
        3 => Severity::Severe,
        2 => Severity::Moderate,
        0 | 1 => Severity::Minor,
    }
}
