//! The four collections: what they are called, which properties they can be asked by, and what is said of them.

use serde::Serialize;

use super::ask::{Ask, GEOJSON, JSON, Link, bad};
use super::crs::{Axes, CRS84};
use crate::hazards::Hazard;
use crate::http::problem::Problem;
use crate::kernel::{Localized, Timestamp};
use crate::services::map_layers::{Bounds, around, bounds_of};
use crate::services::{App, ServiceError};

/// A collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collection {
    Zones,
    Shelters,
    Alerts,
    AdminUnits,
}

/// A value of a property, as filters compare it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    Nothing,
    Text(&'a str),
    Number(i64),
    Flag(bool),
}

/// What the values of a property may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    Hazard,
    /// From the least to the most.
    Number(i64, i64),
    OneOf(&'static [&'static str]),
    Flag,
}

/// A property that the collection can be asked by.
pub(super) struct Property {
    pub name: &'static str,
    pub kind: Kind,
    /// For the description of the interface.
    pub about: &'static str,
}

const fn property(name: &'static str, kind: Kind, about: &'static str) -> Property {
    Property { name, kind, about }
}

const DEMONSTRATION: Property = property("demonstration", Kind::Flag, "Whether it is invented for the demonstration.");

const ZONES: &[Property] = &[
    property("code", Kind::Text, "The code on papers and walls."),
    property("hazard", Kind::Hazard, "What threatens it."),
    property("level", Kind::Number(0, 5), "The disaster risk level from which its people must move."),
    property("status", Kind::OneOf(&["in_force"]), "Where it stands; this collection holds zones in force."),
    property("commune", Kind::Text, "The code of its commune."),
    property("village", Kind::Text, "Its village."),
    property("plan", Kind::Text, "The code of the plan it belongs to."),
    DEMONSTRATION,
];

const SHELTERS: &[Property] = &[
    property("code", Kind::Text, "The code plans refer to it by."),
    property(
        "kind",
        Kind::OneOf(&["school", "village_hall", "communal_house", "health_station", "office", "other"]),
        "What it is the rest of the year.",
    ),
    property("commune", Kind::Text, "The code of its commune."),
    property("suitable_for", Kind::Hazard, "A hazard it is safe for."),
    DEMONSTRATION,
];

const ALERTS: &[Property] = &[
    property("hazard", Kind::Hazard, "What it warns of."),
    property("level", Kind::Number(0, 5), "The disaster risk level, stated or advised."),
    property(
        "status",
        Kind::OneOf(&["upcoming", "current", "expired", "superseded", "cancelled", "ended_by_absence"]),
        "The state it is in now.",
    ),
    property("sender", Kind::Text, "Who sent it."),
    property("identifier", Kind::Text, "The sender's name of it."),
    property("msg_type", Kind::OneOf(&["Alert", "Update", "Cancel", "Ack", "Error"]), "CAP's message type."),
    DEMONSTRATION,
];

const UNITS: &[Property] = &[
    property("code", Kind::Text, "Two digits for a province, five for a commune-level unit."),
    property("kind", Kind::OneOf(&["province", "district", "commune", "ward", "town", "special_zone"]), "What it is."),
    property("parent", Kind::Text, "The code of the unit above it."),
    property("boundary", Kind::OneOf(&["surveyed", "approximate", "none"]), "How far its outline can be trusted."),
];

impl Collection {
    pub const ALL: [Self; 4] = [Self::Zones, Self::Shelters, Self::Alerts, Self::AdminUnits];

    /// The name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Zones => "zones",
            Self::Shelters => "shelters",
            Self::Alerts => "alerts",
            Self::AdminUnits => "admin-units",
        }
    }

    /// The collection of this name.
    pub fn named(id: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|collection| collection.id() == id).ok_or_else(Problem::not_found)
    }

    /// The name for people.
    pub fn title(self) -> Localized {
        match self {
            Self::Zones => Localized::new("Vùng nguy hiểm phải di dời", "Evacuation zones"),
            Self::Shelters => Localized::new("Điểm sơ tán", "Shelters"),
            Self::Alerts => Localized::new("Bản tin cảnh báo", "Alerts"),
            Self::AdminUnits => Localized::new("Đơn vị hành chính", "Administrative units"),
        }
    }

    /// What is in it.
    pub fn about(self) -> Localized {
        match self {
            Self::Zones => Localized::new(
                "Vùng đang có hiệu lực của các phương án đã duyệt. Không nêu datetime: hiện trạng. Có datetime: vùng có hiệu lực vào ngày (của khoảng: ngày cuối) đó.",
                "Zones in force of approved plans. Without datetime as they stand now; with it, those in force on that day, or on the last day of the interval.",
            ),
            Self::Shelters => Localized::new(
                "Nơi đưa dân đến. Không có tên và điện thoại người giữ chìa khóa.",
                "Places people are taken to, without names and phones of those who keep them.",
            ),
            Self::Alerts => Localized::new(
                "Bản tin thật, gửi cho công chúng: 10.000 bản tin nhận gần nhất. Không có bản tin diễn tập.",
                "Messages meant in earnest and for the public, the 10,000 received last. No exercises.",
            ),
            Self::AdminUnits => Localized::new(
                "Tỉnh, xã, phường, đặc khu. Không nêu datetime: đơn vị hiện nay. Có datetime: mọi đơn vị tồn tại trong khoảng đó.",
                "Provinces, communes, wards and special zones. Without datetime those of today; with it, every form that existed then.",
            ),
        }
    }

    /// What it can be asked by.
    pub fn properties(self) -> &'static [Property] {
        match self {
            Self::Zones => ZONES,
            Self::Shelters => SHELTERS,
            Self::Alerts => ALERTS,
            Self::AdminUnits => UNITS,
        }
    }

    /// The box around all of it, and between which times it lies.
    pub fn extent(self, app: &App) -> Result<Extent, ServiceError> {
        let layers = app.layers.current(app)?;
        let open = Some([None, None]);
        let (bounds, interval) = match self {
            Self::Zones => (layers.zone_bounds(), open),
            Self::Shelters => (around(layers.shelters()?.iter().map(|at| [at.lon, at.lat, at.lon, at.lat])), None),
            Self::AdminUnits => {
                let bounds = layers.units()?.iter().map(|unit| {
                    unit.boundary.as_ref().and_then(bounds_of).unwrap_or([unit.lon, unit.lat, unit.lon, unit.lat])
                });
                (around(bounds), open)
            }
            Self::Alerts => {
                let alerts = app.map_alerts.current(app)?;
                let all = || alerts.public(app.now()).map(|(alert, _)| alert);
                let first = all().map(|alert| alert.begins).min();
                let last = all().map(|alert| alert.ends).max();
                (around(all().filter_map(|alert| alert.bounds)), Some([first, last]))
            }
        };
        Ok(Extent {
            // Where there is nothing yet, it may come to be anywhere.
            spatial: Spatial { bbox: [bounds.unwrap_or([-180.0, -90.0, 180.0, 90.0])], crs: CRS84 },
            temporal: interval.map(|interval| Temporal { interval: [interval], trs: GREGORIAN }),
        })
    }

    /// What is said of it.
    pub fn view(self, ask: &Ask, extent: Extent) -> CollectionView {
        let below = format!("/collections/{}", self.id());
        let links = ask.links("items", &format!("{below}/items"), GEOJSON, &self.title()).into();
        CollectionView {
            id: self.id(),
            title: ask.say(&self.title()).to_owned(),
            description: ask.say(&self.about()).to_owned(),
            extent,
            item_type: "feature",
            crs: Axes::uris(),
            storage_crs: CRS84,
            links,
        }
    }

    /// The same with the links from one collection to where it stands.
    pub fn own_view(self, ask: &Ask, extent: Extent) -> CollectionView {
        let mut view = self.view(ask, extent);
        view.links.splice(0..0, ask.own_links(JSON));
        view
    }
}

const GREGORIAN: &str = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

/// Where and when a collection lies.
#[derive(Serialize)]
pub(super) struct Extent {
    pub spatial: Spatial,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temporal: Option<Temporal>,
}

#[derive(Serialize)]
pub(super) struct Spatial {
    pub bbox: [Bounds; 1],
    crs: &'static str,
}

#[derive(Serialize)]
pub(super) struct Temporal {
    pub interval: [[Option<Timestamp>; 2]; 1],
    trs: &'static str,
}

/// A collection as it is described.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CollectionView {
    pub id: &'static str,
    pub title: String,
    pub description: String,
    pub extent: Extent,
    item_type: &'static str,
    crs: Vec<String>,
    storage_crs: &'static str,
    pub links: Vec<Link>,
}

/// A filter on one property.
#[derive(Debug)]
pub(super) struct Filter {
    pub name: &'static str,
    wanted: Wanted,
}

#[derive(Debug)]
enum Wanted {
    Text(String),
    Number(i64),
    Flag(bool),
}

impl Filter {
    /// Reads what is wanted of `property`.
    pub fn read(property: &Property, text: &str) -> Result<Self, Problem> {
        let wrong = |vi: String, en: String| bad(property.name, Localized::new(vi, en));
        let wanted = match property.kind {
            Kind::Text => Wanted::Text(text.to_owned()),
            Kind::Hazard => match Hazard::from_code(text) {
                Some(_) => Wanted::Text(text.to_owned()),
                None => {
                    return Err(wrong(
                        format!("Không có loại thiên tai “{text}”. Xem danh sách tại /api/v1/hazards."),
                        format!("There is no hazard “{text}”. See /api/v1/hazards."),
                    ));
                }
            },
            Kind::OneOf(known) if known.contains(&text) => Wanted::Text(text.to_owned()),
            Kind::OneOf(known) => {
                let known = known.join(", ");
                return Err(wrong(format!("Các giá trị dùng được: {known}."), format!("One of: {known}.")));
            }
            Kind::Number(least, most) => match text.parse() {
                Ok(number) if (least..=most).contains(&number) => Wanted::Number(number),
                _ => {
                    return Err(wrong(
                        format!("Nêu một số nguyên từ {least} đến {most}."),
                        format!("A whole number from {least} to {most}."),
                    ));
                }
            },
            Kind::Flag => match text {
                "true" => Wanted::Flag(true),
                "false" => Wanted::Flag(false),
                _ => return Err(wrong("Nêu true hoặc false.".into(), "true or false.".into())),
            },
        };
        Ok(Self { name: property.name, wanted })
    }

    /// Whether `value` is what is wanted.
    pub fn takes(&self, value: Value<'_>) -> bool {
        match (&self.wanted, value) {
            (Wanted::Text(wanted), Value::Text(text)) => wanted == text,
            (Wanted::Number(wanted), Value::Number(number)) => *wanted == number,
            (Wanted::Flag(wanted), Value::Flag(flag)) => *wanted == flag,
            _ => false,
        }
    }
}
