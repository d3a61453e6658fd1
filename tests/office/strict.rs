//! A reader of CAP 1.2 that shares nothing with the program's own: another XML library, and the schema's demands
//! (order, number and words of elements, the pattern of times) written down from the standard by hand.

use std::collections::BTreeMap;

use chrono::DateTime;
use roxmltree::{Document, Node};

const CAP: &str = "urn:oasis:names:tc:emergency:cap:1.2";

/// How often a child may stand.
#[derive(Clone, Copy, PartialEq)]
enum Times {
    Once,
    AtMostOnce,
    AtLeastOnce,
    Any,
}
use Times::{Any, AtLeastOnce, AtMostOnce, Once};

const ALERT: &[(&str, Times)] = &[
    ("identifier", Once),
    ("sender", Once),
    ("sent", Once),
    ("status", Once),
    ("msgType", Once),
    ("source", AtMostOnce),
    ("scope", Once),
    ("restriction", AtMostOnce),
    ("addresses", AtMostOnce),
    ("code", Any),
    ("note", AtMostOnce),
    ("references", AtMostOnce),
    ("incidents", AtMostOnce),
    ("info", Any),
];
const INFO: &[(&str, Times)] = &[
    ("language", AtMostOnce),
    ("category", AtLeastOnce),
    ("event", Once),
    ("responseType", Any),
    ("urgency", Once),
    ("severity", Once),
    ("certainty", Once),
    ("audience", AtMostOnce),
    ("eventCode", Any),
    ("effective", AtMostOnce),
    ("onset", AtMostOnce),
    ("expires", AtMostOnce),
    ("senderName", AtMostOnce),
    ("headline", AtMostOnce),
    ("description", AtMostOnce),
    ("instruction", AtMostOnce),
    ("web", AtMostOnce),
    ("contact", AtMostOnce),
    ("parameter", Any),
    ("resource", Any),
    ("area", Any),
];
const AREA: &[(&str, Times)] = &[
    ("areaDesc", Once),
    ("polygon", Any),
    ("circle", Any),
    ("geocode", Any),
    ("altitude", AtMostOnce),
    ("ceiling", AtMostOnce),
];
const PAIR: &[(&str, Times)] = &[("valueName", Once), ("value", Once)];

const WORDS: &[(&str, &[&str])] = &[
    ("status", &["Actual", "Exercise", "System", "Test", "Draft"]),
    ("msgType", &["Alert", "Update", "Cancel", "Ack", "Error"]),
    ("scope", &["Public", "Restricted", "Private"]),
    (
        "category",
        &[
            "Geo",
            "Met",
            "Safety",
            "Security",
            "Rescue",
            "Fire",
            "Health",
            "Env",
            "Transport",
            "Infra",
            "CBRNE",
            "Other",
        ],
    ),
    ("responseType", &["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"]),
    ("urgency", &["Immediate", "Expected", "Future", "Past", "Unknown"]),
    ("severity", &["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
    ("certainty", &["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
];

/// A message, read strictly.
#[derive(Debug)]
pub struct Message {
    pub fields: BTreeMap<String, String>,
    pub infos: Vec<Info>,
}

/// A block of a message.
#[derive(Debug)]
pub struct Info {
    pub fields: BTreeMap<String, String>,
    pub parameters: BTreeMap<String, String>,
    pub event_codes: BTreeMap<String, String>,
    pub areas: Vec<Area>,
}

/// An area of a block: its name, its rings as longitude and latitude, its codes.
#[derive(Debug)]
pub struct Area {
    pub name: String,
    pub rings: Vec<Vec<[f64; 2]>>,
    pub codes: BTreeMap<String, String>,
}

impl Message {
    /// Reads `bytes`; panics at the first thing that the schema or the prose of CAP 1.2 forbids.
    pub fn read(bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(!text.contains("<!DOCTYPE"), "a document type");
        let document = Document::parse(text).unwrap();
        let alert = document.root_element();
        assert_eq!((alert.tag_name().name(), alert.tag_name().namespace()), ("alert", Some(CAP)));
        let fields = checked(alert, ALERT);
        for name in ["identifier", "sender"] {
            assert!(!fields[name].contains([' ', ',', '<', '&', '\n', '\t']), "{name}: {}", fields[name]);
        }
        Self { infos: named(alert, "info").map(Info::read).collect(), fields }
    }

    /// The messages it refers to: sender, identifier, time as it is written.
    pub fn references(&self) -> Vec<[String; 3]> {
        let triple = |text: &str| {
            let parts: Vec<String> = text.split(',').map(str::to_owned).collect();
            let parts: [String; 3] = parts.try_into().unwrap_or_else(|parts| panic!("no triple: {parts:?}"));
            assert_time(&parts[2]);
            parts
        };
        self.fields.get("references").map(|all| all.split_whitespace().map(triple).collect()).unwrap_or_default()
    }

    /// What others refer to it by.
    pub fn identity(&self) -> [String; 3] {
        ["sender", "identifier", "sent"].map(|name| self.fields[name].clone())
    }
}

impl Info {
    fn read(info: Node<'_, '_>) -> Self {
        Self {
            fields: checked(info, INFO),
            parameters: pairs(info, "parameter"),
            event_codes: pairs(info, "eventCode"),
            areas: named(info, "area").map(Area::read).collect(),
        }
    }
}

impl Area {
    fn read(area: Node<'_, '_>) -> Self {
        let fields = checked(area, AREA);
        Self {
            name: fields["areaDesc"].clone(),
            rings: named(area, "polygon").map(|polygon| ring(polygon.text().unwrap())).collect(),
            codes: pairs(area, "geocode"),
        }
    }
}

/// `lat,lon lat,lon …`: at least four positions, the last the first.
fn ring(text: &str) -> Vec<[f64; 2]> {
    let position = |pair: &str| {
        let (lat, lon) = pair.split_once(',').unwrap();
        let (lat, lon): (f64, f64) = (lat.parse().unwrap(), lon.parse().unwrap());
        assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0, "{pair}");
        [lon, lat]
    };
    let ring: Vec<_> = text.split(' ').map(position).collect();
    assert!(ring.len() >= 4 && ring.first() == ring.last(), "{text}");
    ring
}

fn named<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.tag_name().name() == name)
}

fn pairs(node: Node<'_, '_>, name: &str) -> BTreeMap<String, String> {
    named(node, name)
        .map(|pair| {
            let fields = checked(pair, PAIR);
            (fields["valueName"].clone(), fields["value"].clone())
        })
        .collect()
}

/// The texts of the children, each by its name (of several the last), after holding them against `rule`.
fn checked(node: Node<'_, '_>, rule: &[(&str, Times)]) -> BTreeMap<String, String> {
    let within = node.tag_name().name();
    let children: Vec<Node<'_, '_>> = node.children().filter(Node::is_element).collect();
    let place = |name: &str| rule.iter().position(|(known, _)| *known == name);
    let places: Vec<usize> = children
        .iter()
        .map(|child| {
            assert_eq!(child.tag_name().namespace(), Some(CAP), "{within}");
            place(child.tag_name().name()).unwrap_or_else(|| panic!("{within} has no {}", child.tag_name().name()))
        })
        .collect();
    assert!(places.is_sorted(), "{within}: out of order");
    for (index, (name, times)) in rule.iter().enumerate() {
        let count = places.iter().filter(|place| **place == index).count();
        let holds = match times {
            Once => count == 1,
            AtMostOnce => count <= 1,
            AtLeastOnce => count >= 1,
            Any => true,
        };
        assert!(holds, "{within}: {count} × {name}");
    }
    let texts = children.iter().map(|child| {
        let (name, text) = (child.tag_name().name(), child.text().unwrap_or_default());
        if let Some((_, words)) = WORDS.iter().find(|(known, _)| *known == name) {
            assert!(words.contains(&text), "{name}: {text}");
        }
        if matches!(name, "sent" | "effective" | "onset" | "expires") {
            assert_time(text);
        }
        (name.to_owned(), text.to_owned())
    });
    texts.collect()
}

/// `2025-11-06T20:00:00+07:00`: seconds, a numeric offset, never `Z`.
fn assert_time(text: &str) {
    assert!(text.len() == 25 && !text.ends_with('Z'), "{text}");
    DateTime::parse_from_rfc3339(text).unwrap_or_else(|error| panic!("{text}: {error}"));
}

/// The feed: each entry's id and the address of its message.
pub fn feed(bytes: &[u8]) -> Vec<(String, String)> {
    const ATOM: &str = "http://www.w3.org/2005/Atom";
    let text = std::str::from_utf8(bytes).unwrap();
    let document = Document::parse(text).unwrap();
    let feed = document.root_element();
    assert_eq!((feed.tag_name().name(), feed.tag_name().namespace()), ("feed", Some(ATOM)));
    let text_of = |node: Node<'_, '_>, name: &str| {
        let found: Vec<String> = node
            .children()
            .filter(|child| child.tag_name().name() == name)
            .map(|child| child.text().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(found.len(), 1, "{name} in {text}");
        assert!(!found[0].is_empty(), "{name} is empty");
        found[0].clone()
    };
    for name in ["id", "title"] {
        text_of(feed, name);
    }
    assert_time(&text_of(feed, "updated"));
    feed.children()
        .filter(|child| child.tag_name().name() == "entry")
        .map(|entry| {
            text_of(entry, "title");
            assert_time(&text_of(entry, "updated"));
            let link = entry.children().find(|child| child.tag_name().name() == "link").unwrap();
            assert_eq!(link.attribute("type"), Some("application/cap+xml"));
            (text_of(entry, "id"), link.attribute("href").unwrap().to_owned())
        })
        .collect()
}
