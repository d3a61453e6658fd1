//! What somebody saw: a crack, a bang in the mountain, a stream that turned muddy. Most evacuations of 2025 began with
//! such a sign and not with a bulletin, so it can start a response alone. It has no published level: what follows from
//! it is advice, and waits for a person.

use serde::{Deserialize, Serialize};

use super::{LOCAL_SIGN_SENDER, NamedUnit, hazard_codes, unit_area};
use crate::alerts::cap::{
    Alert, AlertIdentity, Area, CapVersion, Category, Certainty, Info, MsgType, NamedValue, ResponseType, Scope,
    Severity, Status, Urgency,
};
use crate::alerts::event_terms::category;
use crate::geometry::cap_shapes::Circle;
use crate::hazards::Hazard;
use crate::kernel::{Localized, Timestamp};

/// Signs that people know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignKind {
    /// A crack in the ground, a wall or a slope.
    Crack,
    /// A bang or rumble from the mountain.
    Bang,
    /// A stream suddenly muddy.
    MuddyStream,
    /// A stream suddenly dry, though it rains.
    DryStream,
    /// Falling rocks or earth.
    FallingRocks,
    /// Trees or poles that begin to lean.
    LeaningTrees,
    /// Water that rises fast.
    RisingWater,
    /// A ford that is under water.
    FloodedFord,
    /// Something else, told in the note.
    Other,
}

impl SignKind {
    /// Every sign, in the order in which people are offered them.
    pub const ALL: [Self; 9] = [
        Self::Crack,
        Self::Bang,
        Self::MuddyStream,
        Self::DryStream,
        Self::FallingRocks,
        Self::LeaningTrees,
        Self::RisingWater,
        Self::FloodedFord,
        Self::Other,
    ];

    /// Its name.
    pub fn name(self) -> Localized {
        let (vi, en) = match self {
            Self::Crack => ("Vết nứt đất, nứt tường, nứt taluy", "A crack in ground, wall or slope"),
            Self::Bang => ("Tiếng nổ, tiếng ầm trong núi", "A bang or rumble in the mountain"),
            Self::MuddyStream => ("Nước suối đục bất thường", "A stream suddenly muddy"),
            Self::DryStream => ("Suối cạn đột ngột khi đang mưa", "A stream suddenly dry while it rains"),
            Self::FallingRocks => ("Đất đá lăn, rơi", "Falling rocks or earth"),
            Self::LeaningTrees => ("Cây, cột điện nghiêng dần", "Trees or poles beginning to lean"),
            Self::RisingWater => ("Nước lên nhanh", "Water rising fast"),
            Self::FloodedFord => ("Ngầm tràn ngập, chảy xiết", "A ford under fast water"),
            Self::Other => ("Dấu hiệu khác", "Another sign"),
        };
        Localized::new(vi, en)
    }

    /// What it is a sign of.
    pub fn hazard(self) -> Hazard {
        match self {
            Self::Crack | Self::Bang | Self::FallingRocks | Self::LeaningTrees | Self::Other => Hazard::Landslide,
            Self::MuddyStream | Self::DryStream => Hazard::FlashFlood,
            Self::RisingWater | Self::FloodedFord => Hazard::Flood,
        }
    }
}

/// Where something was seen.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen {
    /// At a place, and how far around it people may be in danger.
    At {
        /// WGS 84.
        lon: f64,
        /// WGS 84.
        lat: f64,
        /// Metres.
        radius_m: f64,
        /// What the place is called.
        name: String,
    },
    /// Somewhere in a commune.
    In(NamedUnit),
}

/// A report of what was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalSign {
    /// CAP's `identifier`, made by the telephone, so that a report sent twice is one.
    pub identifier: String,
    /// What was seen.
    pub signs: Vec<SignKind>,
    /// What it is a sign of.
    pub hazard: Hazard,
    /// When.
    pub seen_at: Timestamp,
    /// Where.
    pub seen: Seen,
    /// The village, where it was told.
    pub village: Option<String>,
    /// What else was said.
    pub note: Option<String>,
    /// How many people are near, where it was told.
    pub people_near: Option<u32>,
    /// The office that took the report.
    pub office: Option<String>,
}

impl LocalSign {
    /// The report as an alert, ready to be composed.
    pub fn alert(&self) -> Alert {
        Alert {
            identity: AlertIdentity {
                sender: LOCAL_SIGN_SENDER.to_owned(),
                identifier: self.identifier.clone(),
                sent: self.seen_at,
            },
            cap_version: CapVersion::V1_2,
            status: Status::Actual,
            msg_type: MsgType::Alert,
            scope: Some(Scope::Public),
            source: None,
            restriction: None,
            addresses: Vec::new(),
            codes: Vec::new(),
            note: None,
            references: Vec::new(),
            incidents: Vec::new(),
            infos: vec![self.info("vi-VN"), self.info("en")],
            signed: false,
            remarks: Vec::new(),
        }
    }

    fn info(&self, language: &str) -> Info {
        let vi = language.starts_with("vi");
        let said = |words: Localized| if vi { words.vi } else { words.en };
        let signs: Vec<String> = self.signs.iter().map(|sign| said(sign.name())).collect();
        let signs = signs.join("; ");
        let of = said(self.hazard.name());
        let mut categories = vec![category(self.hazard)];
        categories.extend((categories != [Category::Safety]).then_some(Category::Safety));
        Info {
            language: language.to_owned(),
            categories,
            event: if vi { format!("Dấu hiệu tại chỗ: {of}") } else { format!("Local sign: {of}") },
            response_types: vec![ResponseType::Evacuate],
            urgency: Urgency::Immediate,
            severity: Severity::Severe,
            certainty: Certainty::Observed,
            audience: None,
            event_codes: hazard_codes(self.hazard),
            effective: Some(self.seen_at),
            onset: Some(self.seen_at),
            expires: None,
            sender_name: self.office.clone(),
            headline: Some(format!("{signs} – {}", self.place())),
            description: self.note.clone(),
            instruction: None,
            web: None,
            contact: None,
            parameters: self.parameters(),
            resources: Vec::new(),
            areas: vec![self.area()],
        }
    }

    fn parameters(&self) -> Vec<NamedValue> {
        let signs = self.signs.iter().filter_map(|sign| serde_json::to_value(sign).ok());
        let signs: Vec<String> = signs.filter_map(|sign| sign.as_str().map(str::to_owned)).collect();
        let people = self.people_near.map(|people| ("peopleNear", people.to_string()));
        [("localSigns", signs.join(" "))]
            .into_iter()
            .chain(people)
            .map(|(name, value)| NamedValue { name: name.to_owned(), value })
            .collect()
    }

    fn place(&self) -> String {
        let unit = match &self.seen {
            Seen::At { name, .. } => name,
            Seen::In(unit) => &unit.name,
        };
        match &self.village {
            Some(village) => format!("{village}, {unit}"),
            None => unit.clone(),
        }
    }

    fn area(&self) -> Area {
        match &self.seen {
            Seen::In(unit) => Area { area_desc: self.place(), ..unit_area(unit) },
            Seen::At { lon, lat, radius_m, .. } => Area {
                area_desc: self.place(),
                polygons: Vec::new(),
                circles: vec![Circle { centre: [*lon, *lat], radius_km: radius_m / 1_000.0 }],
                geocodes: Vec::new(),
                altitude_ft: None,
                ceiling_ft: None,
            },
        }
    }
}
