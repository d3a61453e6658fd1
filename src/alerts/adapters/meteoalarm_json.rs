//! JSON of MeteoAlarm (feeds.meteoalarm.org/api/v1/warnings/feeds-…): `{"warnings": [{"uuid": …, "alert": {…}}]}`,
//! each `alert` a CAP message whose elements are names of JSON and whose repeated elements are lists.
//!
//! Places are given as EMMA_ID only. Entries of level 1, green, say that there is nothing; they are read like the
//! others and their severity tells.

use serde_json::Value;

use super::cap_tree::{json_of, text_of};
use super::{Answer, Received, SourceAdapter};
use crate::alerts::cap::Alert;
use crate::alerts::document::Document;
use crate::alerts::parse::read_alert;
use crate::alerts::quarantine::{Fault, Reason};
use crate::alerts::rules::SourceRules;
use crate::alerts::xml::{Element, Limits};

/// The adapter.
pub(super) struct MeteoalarmJson;

impl SourceAdapter for MeteoalarmJson {
    fn read(&self, received: &Received<'_>) -> Answer {
        let value = match json_of(received) {
            Ok(value) => value,
            Err(document) => return Answer::of(document),
        };
        let Some(warnings) = value.get("warnings").and_then(Value::as_array) else {
            let fault = Fault::UnexpectedShape("{\"warnings\": […]}");
            return Answer::of(Document::Unreadable(vec![Reason::new(&fault)]));
        };
        let read = |(index, warning): (usize, &Value)| {
            read_warning(warning, &format!("warnings[{}]", index + 1), received.rules)
        };
        Answer::list("MeteoAlarm", warnings.iter().enumerate().map(read).collect())
    }

    fn accept(&self) -> Option<&'static str> {
        Some("application/json")
    }
}

fn read_warning(warning: &Value, place: &str, rules: &SourceRules) -> Result<Alert, Vec<Reason>> {
    let Some(alert @ Value::Object(_)) = warning.get("alert") else {
        return Err(vec![Reason::at(&Fault::Missing("alert"), place)]);
    };
    let mut left = Limits::default().elements;
    let Some(tree) = element("alert", alert, &mut left) else {
        let fault = crate::alerts::xml::XmlFault::TooManyElements { limit: Limits::default().elements };
        return Err(vec![Reason::at(&fault.into(), place)]);
    };
    let tree = Element { namespace: Some("urn:oasis:names:tc:emergency:cap:1.2".into()), ..tree };
    read_alert(&tree, rules).map_err(|reasons| {
        let within = |reason: Reason| Reason {
            place: Some(reason.place.as_ref().map_or_else(|| place.to_owned(), |inner| format!("{place}/{inner}"))),
            ..reason
        };
        reasons.into_iter().map(within).collect()
    })
}

/// A JSON value as an element: names become children, a list becomes children of one name. `None` once `left`
/// elements have been made. The depth is that of the JSON, which is bounded where it is read.
fn element(name: &str, value: &Value, left: &mut usize) -> Option<Element> {
    *left = left.checked_sub(1)?;
    let mut made = Element { name: name.to_owned().into(), ..Element::default() };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let items = match member {
                    Value::Array(items) => items.as_slice(),
                    Value::Null => &[],
                    one => std::slice::from_ref(one),
                };
                for item in items {
                    made.children.push(element(name, item, left)?);
                }
            }
        }
        // A list within a list has no meaning in CAP.
        Value::Array(_) | Value::Null => {}
        one => made.text = text_of(one).unwrap_or_default().into(),
    }
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::super::SourceFormat::MeteoalarmJson as Json;
    use super::super::tests::{alerts, read, reasons};
    use super::*;
    use crate::alerts::vocabulary::hazard_of;
    use crate::hazards::Hazard;
    use serde_json::json;

    fn warning() -> Value {
        json!({"uuid": "b1", "alert": {
        "identifier": "2.49.0.0.1.x", "sender": "warn@example.org", "sent": "2025-10-01T06:00:00+02:00",
        "status": "Actual", "msgType": "Alert", "scope": "Public", "code": ["ENC"],
        "info": [
            {"language": "en", "category": ["Met"], "event": "Orange rain-flood warning", "urgency": "Expected",
             "severity": "Severe", "certainty": "Likely", "onset": "2025-10-01T12:00:00+02:00",
             "expires": "2025-10-01T20:00:00+02:00", "headline": "x", "web": null,
             "parameter": [{"valueName": "awareness_level", "value": "3; orange; Severe"},
                           {"valueName": "awareness_type", "value": "13; rain-flood"}],
             "area": [{"areaDesc": "North", "geocode": [{"valueName": "EMMA_ID", "value": "XX001"}]},
                      {"areaDesc": "South", "geocode": [{"valueName": "EMMA_ID", "value": "XX002"}]}]},
            {"language": "xx", "event": "…", "area": {"areaDesc": "North"}}
        ]}})
    }

    fn all(warnings: &[Value]) -> Answer {
        read(Json, json!({"warnings": warnings}).to_string().as_bytes())
    }

    #[test]
    fn every_block_and_area_is_read() {
        let alert = &alerts(&all(&[warning()]))[0];
        assert_eq!(alert.infos.len(), 2);
        assert_eq!(alert.infos[0].areas.len(), 2);
        assert_eq!(alert.infos[0].areas[1].geocodes[0].value, "XX002");
        assert_eq!(hazard_of(alert).unwrap().hazard, Hazard::Flood);
        assert_eq!(alert.identity.sent.to_rfc3339(), "2025-10-01T04:00:00+00:00");
    }

    #[test]
    fn one_bad_warning_does_not_stop_the_others() {
        let mut bad = warning();
        bad["alert"]["sender"] = Value::Null;
        let answer = all(&[bad, json!({"uuid": "b2"}), warning()]);
        assert_eq!(reasons(&answer), ["missing_element", "missing_element"]);
        assert_eq!(answer.identities().len(), 1);
        assert!(!answer.complete);
    }

    #[test]
    fn nothing_in_force_is_an_answer_and_another_shape_is_none() {
        assert!(all(&[]).complete && all(&[]).empty);
        assert_eq!(reasons(&read(Json, b"[]")), ["unexpected_shape"]);
    }
}
