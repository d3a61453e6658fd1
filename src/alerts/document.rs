//! What arrived: alerts, a list of alerts, or something else with the reason why it cannot be used.

use crate::alerts::{
    cap::Alert,
    index::{FeedIndex, entry_elements, is_feed, read_index},
    parse::read_alert,
    quarantine::{Fault, Foreign, Reason},
    remarks::{Oddity, Remark},
    rules::SourceRules,
    xml::{Limits, Node, XmlFault, decode_bytes, parse_text},
};

/// A document, read.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// Every alert in it, in document order, each read or with the reasons to put it aside; never empty.
    Alerts(Vec<Result<Alert, Vec<Reason>>>),
    /// A list to follow; it may have no entries.
    Index(FeedIndex),
    /// Neither; the reasons say what it was and what to do.
    Unreadable(Vec<Reason>),
}

/// Reads any bytes whatever; `content_type` is what the server said, used only where the bytes do not tell.
///
/// ```
/// use ungpho::alerts::{document::{Document, read_document}, rules::SourceRules};
/// let page = read_document(b"<!DOCTYPE html><p>503</p>", Some("application/xml"), &SourceRules::default());
/// assert!(matches!(page, Document::Unreadable(reasons) if reasons[0].code == "html_page"));
/// ```
pub fn read_document(bytes: &[u8], content_type: Option<&str>, rules: &SourceRules) -> Document {
    read_within(bytes, content_type, rules, &Limits::default())
}

/// [`read_document`] with other limits than the usual.
pub fn read_within(bytes: &[u8], content_type: Option<&str>, rules: &SourceRules, limits: &Limits) -> Document {
    if let Some(kind) = archive(bytes) {
        return unreadable(&Fault::Foreign(kind));
    }
    let decoded = match decode_bytes(bytes, limits) {
        Ok(decoded) => decoded,
        Err(fault) => return unreadable(&fault.into()),
    };
    let root = match parse_text(&decoded.text, limits) {
        Ok(root) => root,
        Err(XmlFault::NotXml) => return unreadable(&Fault::Foreign(foreign(&decoded.text, content_type))),
        Err(fault) => return unreadable(&fault.into()),
    };
    let mut found = Vec::new();
    find_alerts(&root, &mut found);
    let mut alerts: Vec<_> = found.into_iter().map(|alert| read_alert(alert, rules)).collect();
    if decoded.stray_bytes > 0 {
        let remark = Remark::new(&Oddity::StrayBytes(decoded.stray_bytes), None);
        alerts.iter_mut().flatten().for_each(|alert| alert.remarks.push(remark.clone()));
    }
    if is_feed(&root) && (alerts.is_empty() || entry_elements(&root).into_iter().any(only_links)) {
        return match read_index(&root) {
            Some(index) => Document::Index(FeedIndex { inline: alerts, ..index }),
            None => unreadable(&Fault::EmptyFeed(root.name.into_owned())),
        };
    }
    match (alerts.is_empty(), &*root.name) {
        (false, _) => Document::Alerts(alerts),
        (true, "EDXLDistribution") => unreadable(&Fault::NoAlertInside(root.name.into_owned())),
        (true, _) => unreadable(&Fault::UnknownRoot(root.name.into_owned())),
    }
}

fn unreadable(fault: &Fault) -> Document {
    Document::Unreadable(vec![Reason::new(fault)])
}

/// CAP `alert` elements in the tree, outermost only: by CAP's namespace, by content, or as the root.
fn find_alerts<'a, 't>(root: &'a Node<'t>, found: &mut Vec<&'a Node<'t>>) {
    let mut named = Vec::new();
    root.find_all("alert", &mut named);
    found.extend(named.into_iter().filter(|alert| {
        std::ptr::eq(*alert, root)
            || alert
                .namespace
                .as_deref()
                .is_some_and(|namespace| namespace.contains(":cap:") || namespace.contains("/cap/"))
            || ["identifier", "sender", "msgType", "info"].iter().any(|name| alert.child(name).is_some())
    }));
}

fn only_links(entry: &Node<'_>) -> bool {
    let mut alerts = Vec::new();
    find_alerts(entry, &mut alerts);
    alerts.is_empty()
}

/// Kinds that are told by their first bytes.
fn archive(bytes: &[u8]) -> Option<Foreign> {
    [
        (&b"PK\x03\x04"[..], Foreign::Zip),
        (b"PK\x05\x06", Foreign::Zip),
        (b"\x1f\x8b", Foreign::Gzip),
        (b"%PDF", Foreign::Pdf),
    ]
    .into_iter()
    .find_map(|(magic, kind)| bytes.starts_with(magic).then_some(kind))
}

/// What text is that does not begin with `<`.
fn foreign(text: &str, content_type: Option<&str>) -> Foreign {
    let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
    let head: String = text.chars().take(4_000).collect();
    let control = head.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if control * 20 > head.chars().count() {
        return Foreign::Binary;
    }
    if head.starts_with(['{', '[']) {
        let geo =
            head.contains("\"FeatureCollection\"") || (head.contains("\"Feature\"") && head.contains("\"geometry\""));
        return if geo || content_type.contains("geo+json") { Foreign::GeoJson } else { Foreign::Json };
    }
    let mut lines = head.lines();
    let fields = |line: &str| line.matches([',', ';', '\t']).count();
    let columns = lines.next().map_or(0, fields);
    let regular = columns >= 2 && lines.next().is_none_or(|second| fields(second) >= columns);
    if regular || content_type.contains("csv") { Foreign::Csv } else { Foreign::Text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::{footprint::Footprint, vocabulary::hazard_of};

    const ALERT: &str = "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier><sender>s</sender>\
        <sent>2025-11-06T13:00:00-00:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope></alert>";

    fn read(bytes: &[u8]) -> Document {
        read_document(bytes, None, &SourceRules::default())
    }

    fn unreadable_as(bytes: &[u8], code: &str) {
        match read(bytes) {
            Document::Unreadable(reasons) => assert_eq!(reasons[0].code, code),
            other => panic!("{code}: {other:?}"),
        }
    }

    fn alerts(text: &str) -> Vec<Result<Alert, Vec<Reason>>> {
        match read(text.as_bytes()) {
            Document::Alerts(alerts) => alerts,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_bare_alert_is_read() {
        assert!(alerts(ALERT)[0].is_ok());
    }

    #[test]
    fn every_alert_of_an_envelope_is_read_even_beside_a_bad_one() {
        let bad = ALERT.replace("<sender>s</sender>", "");
        let read = alerts(&format!(
            "<EDXLDistribution><contentObject><contentXML>{ALERT}{bad}</contentXML></contentObject></EDXLDistribution>"
        ));
        assert_eq!(read.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn an_alert_inside_an_atom_entry_is_read() {
        let read = alerts(&format!(
            "<feed><entry><id>1</id><content type='application/cap+xml'>{ALERT}</content></entry></feed>"
        ));
        assert_eq!(read.len(), 1);
    }

    #[test]
    fn entries_that_only_link_are_kept_beside_alerts_in_full() {
        let text = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>t</title><updated>2025-11-06T13:00:00Z</updated>\
            <entry><id>1</id><title>a</title><updated>2025-11-06T13:00:00Z</updated><content type='application/xml'>{ALERT}</content></entry>\
            <entry><id>2</id><title>b</title><updated>2025-11-06T13:00:00Z</updated><link href='https://a.vn/2.cap'/></entry></feed>"
        );
        let Document::Index(index) = read(text.as_bytes()) else { panic!("not an index") };
        assert_eq!((index.entries.len(), index.inline.len()), (2, 1));
    }

    #[test]
    fn an_entry_with_cap_elements_is_no_alert() {
        let text = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:cap='urn:oasis:names:tc:emergency:cap:1.1'><id>f</id><title>t</title>\
            <updated>2010-08-31T14:24:00Z</updated><entry><id>http://n.gov/1</id><title>x</title><updated>2010-08-31T14:24:00Z</updated>\
            <link href='http://n.gov/1.cap'/><cap:event>Flood</cap:event><cap:status>Actual</cap:status></entry></feed>";
        let Document::Index(index) = read(text.as_bytes()) else { panic!("not an index") };
        assert_eq!(index.entries[0].links, ["http://n.gov/1.cap", "http://n.gov/1"]);
    }

    #[test]
    fn everything_else_is_called_by_its_name() {
        unreadable_as(b"", "empty");
        unreadable_as(b" \n", "empty");
        unreadable_as(b"<!doctype html><title>200 OK</title>", "html_page");
        unreadable_as(b"{\"type\": \"FeatureCollection\", \"features\": []}", "geojson");
        unreadable_as(b"{\"alerts\": []}", "json");
        unreadable_as("xa,tinh,muc\nBa Tơ,Quảng Ngãi,Cao\n".as_bytes(), "csv");
        unreadable_as(b"PK\x03\x04....", "zip");
        unreadable_as(b"\x1f\x8b\x08\x00", "gzip");
        unreadable_as(b"%PDF-1.7", "pdf");
        unreadable_as("Bảo trì hệ thống".as_bytes(), "text");
        unreadable_as(&[7, 1, 2, 3, 0, 255, 254, 1, 2], "binary");
        unreadable_as(b"<svg/>", "unknown_root");
        unreadable_as(b"<EDXLDistribution/>", "no_alert_inside");
        unreadable_as(b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "doctype");
        unreadable_as(b"<rss/>", "feed_without_content");
    }

    #[test]
    fn an_oversize_body_is_refused_unread() {
        unreadable_as(&vec![b' '; (8 << 20) + 1], "too_long");
    }

    /// Built to take time by the square of its size; each is read or refused within a moment.
    #[test]
    fn hostile_documents_do_not_hold_up_the_others() {
        let inside = |body: String| ALERT.replace("</alert>", &format!("<info><area>{body}</area></info></alert>"));
        let numbers = |each: fn(u32) -> String, count| (0..count).map(each).collect::<Vec<_>>().join(" ");
        let zigzag = numbers(|i| format!("{},{}", i % 2 * 20, f64::from(i) / 2_000.0), 190_000);
        let documents = [
            inside(format!("<polygon>{zigzag}</polygon>")),
            inside("<polygon/>".repeat(190_000)),
            inside("<circle>15,108 900</circle>".repeat(50_000)),
            inside(numbers(|i| format!("<circle>15,108 {i}</circle>"), 1_500)),
            inside(format!("<geocode><valueName>x</valueName><value>{}</value></geocode>", "a ".repeat(1_000_000))),
            ALERT.replace(
                "</alert>",
                &format!("<references>{}</references></alert>", numbers(|i| format!("a,{i},x"), 200_000)),
            ),
            ALERT.replace("</alert>", &format!("<info><event>{}</event></info></alert>", "bão ".repeat(500_000))),
            format!("<feed><entry>{}</entry></feed>", numbers(|i| format!("<link>{i}</link>"), 150_000)),
            format!("<alert {}/>", numbers(|i| format!("a{i}=''"), 500_000)),
        ];
        for document in documents {
            let begun = std::time::Instant::now();
            if let Document::Alerts(alerts) = read(document.as_bytes()) {
                for alert in alerts.iter().flatten() {
                    let _ = (Footprint::of(alert), hazard_of(alert));
                }
            }
            let took = begun.elapsed();
            assert!(took.as_secs() < 20, "{took:?}");
        }
    }

    #[test]
    fn stray_bytes_are_remarked() {
        let mut bytes = ALERT.replace("<sender>s", "<sender>m?t").into_bytes();
        bytes.iter_mut().filter(|byte| **byte == b'?').for_each(|byte| *byte = 0xe9);
        let Document::Alerts(alerts) = read(&bytes) else { panic!() };
        let alert = alerts[0].as_ref().unwrap();
        assert_eq!(
            (alert.identity.sender.as_str(), alert.remarks.last().unwrap().code.as_str()),
            ("mét", "stray_bytes")
        );
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
            read(&bytes);
        }

        #[test]
        fn no_damage_to_an_alert_makes_it_panic(at in 0..ALERT.len(), byte in proptest::prelude::any::<u8>(), cut in 0..ALERT.len()) {
            let mut bytes = ALERT.as_bytes().to_vec();
            bytes[at] = byte;
            read(&bytes);
            bytes.truncate(cut);
            read(&bytes);
        }

        #[test]
        fn no_soup_of_tags_makes_it_panic(
            soup in "(<(/?(feed|rss|channel|item|entry|alert|info|area|polygon|circle|sent|link|id)( a='b')?/?>)|[0-9, .&;é-]{0,4}){0,40}",
        ) {
            read(soup.as_bytes());
        }
    }
}
