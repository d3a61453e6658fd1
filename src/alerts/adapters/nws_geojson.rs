//! GeoJSON of the United States' National Weather Service (api.weather.gov), a feature an alert.
//!
//! Half of them have no geometry and only geocodes (UGC, SAME). `ends` is the end of the event, `expires` that of the
//! text, which is issued anew every few hours: the alert holds until `ends` where it is given. What a message replaces
//! stands in `references` and, once it has expired, in `parameters.expiredReferences`.

use serde_json::{Map, Value};

use super::cap_tree::{alert, branch, json_of, leaf, pair, text_of, texts_of};
use super::{Answer, Received, SourceAdapter};
use crate::alerts::cap::Alert;
use crate::alerts::datetime;
use crate::alerts::document::Document;
use crate::alerts::parse::read_alert;
use crate::alerts::quarantine::{Fault, Reason};
use crate::alerts::remarks::{Oddity, Remark};
use crate::alerts::rules::SourceRules;
use crate::alerts::xml::Element;
use crate::geometry::cap_shapes::{Position, point_text, polygon_text};

/// The adapter.
pub(super) struct NwsGeojson;

/// The most pages of one answer, of up to 500 alerts each.
const MAX_PAGES: usize = 20;

impl SourceAdapter for NwsGeojson {
    fn read(&self, received: &Received<'_>) -> Answer {
        match json_of(received) {
            Ok(value) => read_collection(&value, received.rules),
            Err(document) => Answer::of(document),
        }
    }

    fn next(&self, _: &str, _: &super::Question, answer: &Answer, count: usize) -> Option<super::Question> {
        answer.next_page.as_deref().filter(|_| count < MAX_PAGES).map(super::Question::get)
    }

    fn accept(&self) -> Option<&'static str> {
        Some("application/geo+json")
    }
}

fn read_collection(value: &Value, rules: &SourceRules) -> Answer {
    let kind = value.get("type").and_then(Value::as_str);
    let features = match (kind, value.get("features").and_then(Value::as_array)) {
        (Some("FeatureCollection"), Some(features)) => features.as_slice(),
        (Some("Feature"), None) => std::slice::from_ref(value),
        _ => {
            let fault = Fault::UnexpectedShape("GeoJSON FeatureCollection");
            return Answer::of(Document::Unreadable(vec![Reason::new(&fault)]));
        }
    };
    let read = |(index, feature): (usize, &Value)| read_feature(feature, &format!("features[{}]", index + 1), rules);
    let alerts = features.iter().enumerate().map(read).collect();
    let next_page = value.pointer("/pagination/next").and_then(Value::as_str).map(str::to_owned);
    let data_at = value.get("updated").and_then(Value::as_str).and_then(|text| datetime::parse(text, rules).ok());
    Answer { next_page, data_at: data_at.map(|(instant, _)| instant), ..Answer::list("api.weather.gov", alerts) }
}

fn read_feature(feature: &Value, place: &str, rules: &SourceRules) -> Result<Alert, Vec<Reason>> {
    let Some(properties) = feature.get("properties").and_then(Value::as_object) else {
        return Err(vec![Reason::at(&Fault::Missing("properties"), place)]);
    };
    let (shapes, remarks) = shapes_of(feature.get("geometry").unwrap_or(&Value::Null));
    let shapes = shapes.map_err(|fault| vec![Reason::at(&fault, format!("{place}/geometry"))])?;
    let tree = tree_of(properties, shapes);
    let within = |mut reason: Reason| {
        reason.place = Some(reason.place.map_or_else(|| place.to_owned(), |inner| format!("{place}/{inner}")));
        reason
    };
    let mut alert = read_alert(&tree, rules).map_err(|reasons| reasons.into_iter().map(within).collect::<Vec<_>>())?;
    alert.remarks.extend(remarks.iter().map(|oddity| Remark::new(oddity, None)));
    if text(properties, "ends").is_some_and(|ends| Some(ends) != text(properties, "expires")) {
        alert.remarks.push(Remark::new(&Oddity::EndOfEvent, Some("info[1]".into())));
    }
    Ok(alert)
}

fn text(properties: &Map<String, Value>, name: &str) -> Option<String> {
    properties.get(name).and_then(text_of)
}

fn tree_of(properties: &Map<String, Value>, shapes: Vec<Element>) -> Element {
    let copied = |names: &[(&str, &str)]| -> Vec<Element> {
        let copy = |(from, to): &(&str, &str)| {
            let texts = properties.get(*from).map(texts_of).unwrap_or_default();
            texts.into_iter().map(|text| leaf(to, text)).collect::<Vec<_>>()
        };
        names.iter().flat_map(copy).collect()
    };
    let mut head = copied(&[
        ("id", "identifier"),
        ("sender", "sender"),
        ("sent", "sent"),
        ("status", "status"),
        ("messageType", "msgType"),
        ("scope", "scope"),
        ("code", "code"),
    ]);
    head.push(leaf("references", references_of(properties)));
    let mut info = copied(&[
        ("language", "language"),
        ("category", "category"),
        ("event", "event"),
        ("response", "responseType"),
        ("urgency", "urgency"),
        ("severity", "severity"),
        ("certainty", "certainty"),
        ("effective", "effective"),
        ("onset", "onset"),
        ("senderName", "senderName"),
        ("headline", "headline"),
        ("description", "description"),
        ("instruction", "instruction"),
        ("web", "web"),
    ]);
    let (ends, expires) = (text(properties, "ends"), text(properties, "expires"));
    info.extend(ends.or_else(|| expires.clone()).map(|end| leaf("expires", end)));
    info.extend(expires.map(|expires| pair("parameter", "expires", expires)));
    info.extend(lists(properties, "eventCode", "eventCode"));
    info.extend(lists(properties, "parameters", "parameter"));
    let mut area = copied(&[("areaDesc", "areaDesc")]);
    area.extend(shapes);
    area.extend(lists(properties, "geocode", "geocode"));
    info.push(branch("area", area));
    head.push(branch("info", info));
    alert(head)
}

/// An object of lists, `{"UGC": ["TXZ001"]}`, as pairs.
fn lists(properties: &Map<String, Value>, from: &str, element: &str) -> Vec<Element> {
    let Some(Value::Object(named)) = properties.get(from) else { return Vec::new() };
    named
        .iter()
        .flat_map(|(name, values)| texts_of(values).into_iter().map(move |value| pair(element, name, value)))
        .collect()
}

/// The triples of `references` and `parameters.expiredReferences`.
fn references_of(properties: &Map<String, Value>) -> String {
    let part = |reference: &Value, name: &str| reference.get(name).and_then(text_of).unwrap_or_default();
    let listed =
        properties.get("references").and_then(Value::as_array).into_iter().flatten().map(|reference| {
            [part(reference, "sender"), part(reference, "identifier"), part(reference, "sent")].join(",")
        });
    let expired = properties.get("parameters").and_then(|parameters| parameters.get("expiredReferences"));
    let all: Vec<String> = listed.chain(expired.map(texts_of).unwrap_or_default()).collect();
    all.join(" ")
}

type Shapes = Result<Vec<Element>, Fault>;

/// The geometry as CAP shapes; outlines without their holes.
fn shapes_of(geometry: &Value) -> (Shapes, Vec<Oddity>) {
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    let bad = || Fault::UnexpectedShape("Polygon, MultiPolygon, Point");
    match geometry.get("type").and_then(Value::as_str) {
        None if geometry.is_null() => (Ok(Vec::new()), Vec::new()),
        Some("Point") => match position(coordinates) {
            Some(position) => (Ok(vec![leaf("circle", point_text(position))]), Vec::new()),
            None => (Err(bad()), Vec::new()),
        },
        Some("Polygon") => polygons(std::slice::from_ref(coordinates)),
        Some("MultiPolygon") => polygons(coordinates.as_array().map_or(&[][..], Vec::as_slice)),
        _ => (Err(bad()), Vec::new()),
    }
}

fn polygons(polygons: &[Value]) -> (Shapes, Vec<Oddity>) {
    let mut holes = false;
    let outlines = polygons.iter().map(|polygon| {
        let rings = polygon.as_array().map_or(&[][..], Vec::as_slice);
        holes |= rings.len() > 1;
        let ring = rings.first().and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        ring.iter().map(position).collect::<Option<Vec<Position>>>().filter(|ring| !ring.is_empty())
    });
    let read: Option<Vec<Element>> = outlines.map(|ring| Some(leaf("polygon", polygon_text(&ring?)))).collect();
    let remarks = if holes { vec![Oddity::HolesFilled] } else { Vec::new() };
    match read.filter(|read| !read.is_empty()) {
        Some(read) => (Ok(read), remarks),
        None => (Err(Fault::UnexpectedShape("Polygon, MultiPolygon, Point")), remarks),
    }
}

/// GeoJSON writes longitude first; a height behind is left out.
fn position(value: &Value) -> Option<Position> {
    let pair = value.as_array()?;
    Some([pair.first()?.as_f64()?, pair.get(1)?.as_f64()?])
}

#[cfg(test)]
mod tests {
    use super::super::SourceFormat::NwsGeojson as Nws;
    use super::super::tests::{alerts, read, reasons};
    use super::*;
    use crate::alerts::lineage::{expires_or_assumed, references};
    use serde_json::json;

    fn feature() -> Value {
        json!({"type": "Feature", "id": "https://example.gov/alerts/urn:1", "geometry": null, "properties": {
            "@id": "https://example.gov/alerts/urn:1", "id": "urn:1", "sender": "office@example.gov",
            "sent": "2025-09-01T08:00:00-05:00", "effective": "2025-09-01T08:00:00-05:00",
            "onset": "2025-09-01T09:00:00-05:00", "expires": "2025-09-01T14:00:00-05:00",
            "ends": "2025-09-02T20:00:00-05:00", "status": "Actual", "messageType": "Update", "category": "Met",
            "severity": "Severe", "certainty": "Likely", "urgency": "Expected", "event": "Flood Warning",
            "response": "Avoid", "areaDesc": "A; B", "geocode": {"SAME": ["001073"], "UGC": ["ALC073", "ALC117"]},
            "references": [{"@id": "x", "identifier": "urn:0", "sender": "office@example.gov", "sent": "2025-09-01T02:00:00-05:00"}],
            "parameters": {"expiredReferences": ["office@example.gov,urn:a,2025-08-31T02:00:00-05:00 office@example.gov,urn:b,2025-08-31T08:00:00-05:00"], "VTEC": ["/O.CON/"]}
        }})
    }

    fn collection(features: &[Value]) -> Answer {
        read(
            Nws,
            json!({"type": "FeatureCollection", "features": features, "updated": "2025-09-01T13:05:00+00:00"})
                .to_string()
                .as_bytes(),
        )
    }

    #[test]
    fn without_geometry_the_geocodes_tell_the_place() {
        let answer = collection(&[feature()]);
        let alert = &alerts(&answer)[0];
        let geocodes: Vec<String> =
            alert.infos[0].areas[0].geocodes.iter().map(|g| format!("{}={}", g.name, g.value)).collect();
        assert_eq!(geocodes, ["SAME=001073", "UGC=ALC073", "UGC=ALC117"]);
        assert!(alert.infos[0].areas[0].polygons.is_empty());
        assert!(answer.complete && !answer.empty);
        assert_eq!(answer.data_at.unwrap().to_rfc3339(), "2025-09-01T13:05:00+00:00");
    }

    #[test]
    fn the_end_of_the_event_comes_before_the_end_of_the_text() {
        let alert = &alerts(&collection(&[feature()]))[0];
        assert_eq!(expires_or_assumed(alert).0.to_rfc3339(), "2025-09-03T01:00:00+00:00");
        assert!(alert.remarks.iter().any(|remark| remark.code == "end_of_event"));
        let mut open = feature();
        open["properties"]["ends"] = Value::Null;
        assert_eq!(expires_or_assumed(&alerts(&collection(&[open]))[0]).0.to_rfc3339(), "2025-09-01T19:00:00+00:00");
    }

    #[test]
    fn what_has_expired_is_referenced_too() {
        let alert = &alerts(&collection(&[feature()]))[0];
        let named: Vec<&str> = alert.references.iter().map(|reference| reference.identifier.as_str()).collect();
        assert_eq!(named, ["urn:0", "urn:a", "urn:b"]);
        assert!(alert.references.iter().all(|reference| reference.sent.is_some()));
        let mut earlier = feature();
        earlier["properties"]["id"] = json!("urn:0");
        earlier["properties"]["sent"] = json!("2025-09-01T07:00:00Z");
        assert!(references(&alert.references[0], &alerts(&collection(&[earlier]))[0].identity));
    }

    #[test]
    fn polygons_are_turned_and_their_holes_filled() {
        let ring = json!([[-86.0, 33.0], [-85.0, 33.0], [-85.0, 34.0], [-86.0, 33.0]]);
        let mut drawn = feature();
        drawn["geometry"] = json!({"type": "Polygon", "coordinates": [ring, ring]});
        let alert = &alerts(&collection(&[drawn.clone()]))[0];
        let [lon, lat] = alert.infos[0].areas[0].polygons[0][0];
        assert!((lon + 86.0).abs() < 1e-9 && (lat - 33.0).abs() < 1e-9);
        assert!(alert.remarks.iter().any(|remark| remark.code == "holes_filled"));
        drawn["geometry"] = json!({"type": "MultiPolygon", "coordinates": [[ring], [ring]]});
        assert_eq!(alerts(&collection(&[drawn]))[0].infos[0].areas[0].polygons.len(), 2);
    }

    #[test]
    fn one_bad_feature_does_not_stop_the_others_and_makes_the_answer_incomplete() {
        let mut bad = feature();
        bad["properties"]["sent"] = json!("yesterday");
        let mut strange = feature();
        strange["geometry"] = json!({"type": "Polygon", "coordinates": "x"});
        let answer = collection(&[bad, json!(7), strange, feature()]);
        assert_eq!(reasons(&answer), ["date_unreadable", "missing_element", "unexpected_shape"]);
        assert_eq!(answer.identities().len(), 1);
        assert!(!answer.complete);
    }

    #[test]
    fn nothing_in_force_is_an_answer_and_pages_go_on() {
        let answer = collection(&[]);
        assert!(answer.complete && answer.empty);
        let paged =
            json!({"type": "FeatureCollection", "features": [], "pagination": {"next": "https://example.gov/2"}});
        let answer = read(Nws, paged.to_string().as_bytes());
        let next = NwsGeojson.next("", &super::super::Question::get(""), &answer, 1);
        assert_eq!(next.unwrap().address, "https://example.gov/2");
        assert_eq!(NwsGeojson.next("", &super::super::Question::get(""), &answer, MAX_PAGES), None);
        assert_eq!(reasons(&read(Nws, b"{\"alerts\": []}")), ["unexpected_shape"]);
    }
}
