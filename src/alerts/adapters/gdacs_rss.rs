//! RSS of GDACS: each item an event somewhere in the world, most with a link to a CAP message, some without.
//!
//! GDACS's levels are about the help a country may need; they never open anything here. Its CAP says urgency `Past`
//! and certainty `Unknown` as a rule, so these fields mean nothing: whatever comes from GDACS is kept with severity
//! and certainty `Unknown`, and what it said stands in parameters beside it.
//! `gdacs:bbox` is longitude from, longitude to, latitude from, latitude to.

use chrono::DateTime;

use super::cap_tree::{alert, branch, leaf, pair};
use super::{Answer, Received, SourceAdapter};
use crate::alerts::cap::{Alert, Certainty, NamedValue, Severity};
use crate::alerts::document::{Document, read_document};
use crate::alerts::index::{FeedIndex, entry_elements, is_feed, read_index};
use crate::alerts::parse::read_alert;
use crate::alerts::quarantine::Reason;
use crate::alerts::remarks::{Oddity, Remark};
use crate::alerts::rules::SourceRules;
use crate::alerts::xml::{Element, Limits, parse};
use crate::geometry::cap_shapes::{Position, point_text, polygon_text};

/// The adapter.
pub(super) struct GdacsRss;

/// What stands as the sender of alerts made from items.
const SENDER: &str = "gdacs.org";

impl SourceAdapter for GdacsRss {
    fn read(&self, received: &Received<'_>) -> Answer {
        match parse(received.bytes, &Limits::default()) {
            Ok(root) if is_feed(&root) => read_feed(&root, received),
            // A message that an item led to; or no XML at all.
            _ => {
                let mut answer = Answer::of(read_document(received.bytes, received.content_type, received.rules));
                if let Document::Alerts(alerts) = &mut answer.document {
                    alerts.iter_mut().flatten().for_each(sober);
                }
                answer
            }
        }
    }

    fn accept(&self) -> Option<&'static str> {
        // To `text/xml` the server has answered 406.
        Some("application/rss+xml, */*;q=0.8")
    }
}

fn read_feed(root: &Element, received: &Received<'_>) -> Answer {
    let Some(index) = read_index(root) else {
        return Answer::of(read_document(received.bytes, received.content_type, received.rules));
    };
    let items = entry_elements(root);
    let mut entries = Vec::new();
    let mut inline = Vec::new();
    // Both were read from the same elements, in the same order.
    for (item, entry) in items.into_iter().zip(index.entries) {
        if item.text_of("cap").is_some_and(|link| link.starts_with("http")) {
            entries.push(entry);
        } else {
            inline.push(read_item(item, received.rules));
        }
    }
    let empty = entries.is_empty() && inline.is_empty();
    Answer { empty, ..Answer::of(Document::Index(FeedIndex { title: index.title, entries, inline })) }
}

/// An alert made of an item.
fn read_item(item: &Element, rules: &SourceRules) -> Result<Alert, Vec<Reason>> {
    let text = |name: &str| item.text_of(name).unwrap_or_default();
    let time = |names: &[&str]| names.iter().find_map(|name| date(item.text_of(name)?));
    let identifier = match (item.text_of("eventtype"), item.text_of("eventid")) {
        (Some(kind), Some(id)) => format!("{kind}{id}"),
        _ => text("guid").to_owned(),
    };
    // An item without a time of its own is refused by the reader, with its reason.
    let sent = time(&["datemodified", "pubDate", "fromdate"]).unwrap_or_default();
    let mut info = vec![
        leaf("language", "en"),
        leaf("category", "Other"),
        leaf("event", text("title").split(" in ").next().unwrap_or_default()),
        leaf("urgency", "Unknown"),
        leaf("severity", "Unknown"),
        leaf("certainty", "Unknown"),
        leaf("senderName", "GDACS"),
        leaf("headline", text("title")),
        leaf("description", text("description")),
        leaf("web", text("link")),
    ];
    info.extend(time(&["fromdate"]).map(|from| leaf("onset", from)));
    info.extend(item.text_of("eventtype").map(|kind| pair("eventCode", "eventtype", kind)));
    let said = [
        "alertlevel",
        "episodealertlevel",
        "iscurrent",
        "eventid",
        "episodeid",
        "version",
        "country",
        "iso3",
        "todate",
    ];
    info.extend(said.iter().filter_map(|name| Some(pair("parameter", &format!("gdacs:{name}"), item.text_of(name)?))));
    // An event that is over is told, and holds no longer.
    if text("iscurrent").eq_ignore_ascii_case("false") {
        info.push(leaf("expires", time(&["todate"]).unwrap_or_else(|| sent.clone())));
    }
    let mut area = vec![leaf("areaDesc", if text("country").is_empty() { text("title") } else { text("country") })];
    area.extend(shape(item));
    info.push(branch("area", area));
    let tree = alert(vec![
        leaf("identifier", identifier.replace(char::is_whitespace, "")),
        leaf("sender", SENDER),
        leaf("sent", sent),
        leaf("status", "Actual"),
        leaf("msgType", "Alert"),
        leaf("scope", "Public"),
        branch("info", info),
    ]);
    let title: String = text("title").chars().take(80).collect();
    let mut alert = read_alert(&tree, rules).map_err(|reasons| {
        let place = |reason: Reason| Reason { place: Some(title.clone()), ..reason };
        reasons.into_iter().map(place).collect::<Vec<_>>()
    })?;
    alert.remarks.push(Remark::new(&Oddity::MadeFrom("RSS item"), None));
    alert.remarks.push(Remark::new(&Oddity::ImpactLevels, None));
    Ok(alert)
}

/// Takes from a message of GDACS what would make it more than advice.
fn sober(alert: &mut Alert) {
    for info in &mut alert.infos {
        let said = [("gdacs:severity", info.severity.as_cap()), ("gdacs:certainty", info.certainty.as_cap())];
        let kept = said.map(|(name, value)| NamedValue { name: name.into(), value: value.into() });
        info.parameters.extend(kept);
        (info.severity, info.certainty) = (Severity::Unknown, Certainty::Unknown);
    }
    alert.remarks.push(Remark::new(&Oddity::ImpactLevels, None));
}

/// A time of RSS as CAP writes it.
fn date(text: &str) -> Option<String> {
    let date = DateTime::parse_from_rfc2822(text).or_else(|_| DateTime::parse_from_rfc3339(text)).ok()?;
    Some(date.to_rfc3339())
}

/// The box of the item, else its point. A box without an inside, or beyond the Earth, is not drawn.
fn shape(item: &Element) -> Option<Element> {
    let numbers = |text: &str| -> Option<Vec<f64>> {
        let numbers: Result<Vec<f64>, _> = text.split_whitespace().map(str::parse).collect();
        numbers.ok().filter(|numbers| numbers.iter().all(|number: &f64| number.is_finite()))
    };
    let boxed = item.text_of("bbox").and_then(numbers).and_then(|numbers| match numbers[..] {
        [west, east, south, north] if west < east && south < north && south >= -90.0 && north <= 90.0 => {
            let ring: [Position; 5] = [[west, south], [east, south], [east, north], [west, north], [west, south]];
            Some(leaf("polygon", polygon_text(&ring)))
        }
        _ => None,
    });
    boxed.or_else(|| match item.text_of("point").and_then(numbers)?[..] {
        // georss:point is latitude first; the bounds of the Earth are looked at by the reader.
        [latitude, longitude] => Some(leaf("circle", point_text([longitude, latitude]))),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::SourceFormat::GdacsRss as Gdacs;
    use super::super::tests::{alerts, read, reasons};
    use super::*;
    use crate::alerts::level::level_of;
    use crate::alerts::vocabulary::hazard_of;
    use crate::hazards::Hazard;

    fn item(more: &str) -> String {
        format!(
            "<item><title>Orange alert for tropical cyclone X in Viet Nam</title><description>d</description>\
            <link>https://example.org/report</link><pubDate>Mon, 22 Sep 2025 06:00:00 GMT</pubDate>\
            <gdacs:iscurrent>true</gdacs:iscurrent><gdacs:fromdate>Sun, 21 Sep 2025 00:00:00 GMT</gdacs:fromdate>\
            <gdacs:todate>Mon, 22 Sep 2025 06:00:00 GMT</gdacs:todate><guid isPermaLink='false'>TC1001</guid>\
            <gdacs:bbox>104 112 10 18</gdacs:bbox><georss:point>14 108</georss:point>\
            <gdacs:eventtype>TC</gdacs:eventtype><gdacs:alertlevel>Orange</gdacs:alertlevel>\
            <gdacs:eventid>1001</gdacs:eventid><gdacs:country>Viet Nam</gdacs:country>{more}</item>"
        )
    }

    fn feed(items: &str) -> Answer {
        let rss = format!(
            "<rss xmlns:gdacs='http://www.gdacs.org' xmlns:georss='http://www.georss.org/georss' version='2.0'>\
            <channel><title>GDACS</title><link>https://example.org</link>{items}</channel></rss>"
        );
        read(Gdacs, rss.as_bytes())
    }

    #[test]
    fn an_item_without_a_message_becomes_advice_that_has_no_level() {
        let alert = &alerts(&feed(&item("")))[0];
        assert_eq!(alert.identity.identifier, "TC1001");
        assert_eq!(hazard_of(alert).unwrap().hazard, Hazard::Storm);
        assert_eq!(level_of(alert), None, "a person must decide");
        assert_eq!(alert.infos[0].certainty, Certainty::Unknown);
        assert!(alert.infos[0].parameters.iter().any(|p| p.name == "gdacs:alertlevel" && p.value == "Orange"));
        assert!(alert.remarks.iter().any(|remark| remark.code == "impact_levels"));
    }

    #[test]
    fn the_box_is_longitudes_first_and_then_latitudes() {
        let alert = &alerts(&feed(&item("")))[0];
        assert_eq!(alert.infos[0].areas[0].polygons[0][..3], [[104.0, 10.0], [112.0, 10.0], [112.0, 18.0]]);
        let pointed = item("").replace("<gdacs:bbox>104 112 10 18</gdacs:bbox>", "<gdacs:bbox>a b</gdacs:bbox>");
        let [lon, lat] = alerts(&feed(&pointed))[0].infos[0].areas[0].circles[0].centre;
        assert!((lon - 108.0).abs() < 1e-9 && (lat - 14.0).abs() < 1e-9);
    }

    #[test]
    fn an_item_with_a_message_leads_to_it() {
        let answer = feed(&item("<gdacs:cap>https://example.org/cap_1001.xml</gdacs:cap>"));
        let Document::Index(index) = &answer.document else { panic!() };
        assert_eq!(index.entries[0].links[0], "https://example.org/cap_1001.xml");
        assert!(index.inline.is_empty());
    }

    #[test]
    fn a_message_of_gdacs_is_advice_too_and_what_it_said_stays_beside_it() {
        let cap = "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>GDACS_TC_1001_1</identifier>\
            <sender>info@example.org</sender><sent>2025-09-22T06:00:00-00:00</sent><status>Actual</status><msgType>Alert</msgType>\
            <scope>Public</scope><info><event>Tropical cyclone</event><urgency>Past</urgency><severity>Severe</severity>\
            <certainty>Likely</certainty></info></alert>";
        let alert = &alerts(&read(Gdacs, cap.as_bytes()))[0];
        assert_eq!(level_of(alert), None);
        assert!(alert.infos[0].parameters.iter().any(|p| p.name == "gdacs:severity" && p.value == "Severe"));
    }

    #[test]
    fn an_event_that_is_over_holds_no_longer() {
        let over = item("").replace("<gdacs:iscurrent>true", "<gdacs:iscurrent>false");
        assert_eq!(alerts(&feed(&over))[0].infos[0].expires.unwrap().to_rfc3339(), "2025-09-22T06:00:00+00:00");
        assert_eq!(alerts(&feed(&item("")))[0].infos[0].expires, None);
    }

    #[test]
    fn one_bad_item_does_not_stop_the_others_and_an_empty_list_is_an_answer() {
        let undated = item("").replace("pubDate", "x").replace("fromdate", "y");
        let answer = feed(&(undated + &item("")));
        assert_eq!(reasons(&answer), ["missing_element"]);
        assert_eq!(answer.identities().len(), 1);
        assert!(feed("").complete && feed("").empty);
    }
}
