use super::*;
use crate::alerts::{
    cap::{Certainty, Severity, Urgency},
    xml::{Limits, parse},
};

const HEAD: &str = "<identifier>1</identifier><sender>kttv</sender><sent>2025-11-06T20:00:00+07:00</sent>\
    <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>";

fn read_with(text: &str, rules: &SourceRules) -> Result<Alert, Vec<Reason>> {
    read_alert(&parse(text.as_bytes(), &Limits::default()).unwrap(), rules)
}

fn read(body: &str) -> Result<Alert, Vec<Reason>> {
    read_with(&format!("<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>{body}</alert>"), &SourceRules::default())
}

/// An alert with one block whose one area holds `shapes`.
fn area(shapes: &str) -> Result<Alert, Vec<Reason>> {
    read(&in_area(shapes))
}

fn in_area(shapes: &str) -> String {
    format!(
        "{HEAD}<info><category>Met</category><event>Bão</event><urgency>Immediate</urgency><severity>Severe</severity>\
        <certainty>Likely</certainty><expires>2025-11-07T20:00:00+07:00</expires>\
        <area><areaDesc>Quảng Ngãi</areaDesc>{shapes}</area></info>"
    )
}

fn codes(result: Result<Alert, Vec<Reason>>) -> Vec<String> {
    result.unwrap_err().into_iter().map(|reason| reason.code).collect()
}

fn remarks(result: Result<Alert, Vec<Reason>>) -> Vec<String> {
    result.unwrap().remarks.into_iter().map(|remark| remark.code).collect()
}

#[test]
fn a_whole_alert_is_read_without_remarks() {
    let alert = area(
        "<polygon>15,108 15,109 16,109 15,108</polygon><circle>15.5,108.5 10</circle>\
        <geocode><valueName>VN-COMMUNE</valueName><value>21343</value></geocode><altitude>100</altitude>",
    )
    .unwrap();
    assert_eq!(alert.remarks, []);
    assert_eq!(alert.identity.to_string(), "kttv,1,2025-11-06T13:00:00-00:00");
    let info = &alert.infos[0];
    assert_eq!(
        (info.urgency, info.severity, info.certainty),
        (Urgency::Immediate, Severity::Severe, Certainty::Likely)
    );
    assert_eq!(info.areas[0].polygons[0][..2], [[108.0, 15.0], [109.0, 15.0]]);
    assert_eq!(info.areas[0].altitude_ft, Some(100.0));
}

#[test]
fn an_alert_is_the_same_after_a_stay_in_json() {
    let alert = area("<polygon>15,108 15,109 16,109</polygon>").unwrap();
    assert_eq!(serde_json::from_str::<Alert>(&serde_json::to_string(&alert).unwrap()).unwrap(), alert);
}

#[test]
fn all_reasons_are_told_at_once() {
    let body = "<sent>hôm qua</sent><status>Real</status><info><expires>2568-11-06T20:00:00+07:00</expires>\
        <area><areaDesc>x</areaDesc><polygon>NaN,108 15,109 16,109</polygon><circle>15,108 -1</circle></area></info>";
    let expected = [
        "missing_element",
        "missing_element",
        "date_unreadable",
        "unknown_value",
        "missing_element",
        "date_other_calendar",
        "bad_radius",
        "coordinates_not_numbers",
    ];
    assert_eq!(codes(read(body)), expected);
}

#[test]
fn a_polygon_of_nan_is_refused_with_its_place() {
    let reasons = area("<polygon>NaN,NaN NaN,NaN NaN,NaN NaN,NaN</polygon>").unwrap_err();
    assert_eq!(reasons[0].code, "coordinates_not_numbers");
    assert_eq!(reasons[0].place.as_deref(), Some("info[1]/area[1]/polygon[1]"));
}

#[test]
fn an_unclosed_ring_is_closed_and_remarked() {
    assert_eq!(remarks(area("<polygon>15,108 15,109 16,109</polygon>")), ["ring_closed"]);
}

#[test]
fn a_self_crossing_ring_is_kept_and_remarked() {
    assert_eq!(remarks(area("<polygon>15,108 16,109 15,109 16,108 15,108</polygon>")), ["self_crossing"]);
}

#[test]
fn a_hopeless_tangle_is_refused() {
    let pairs: Vec<String> =
        (0..400).map(|i| format!("{},{}", f64::from(i * 7919 % 400) / 100.0 + 10.0, 105 + i % 2)).collect();
    let tangle = pairs.join(" ");
    assert_eq!(codes(area(&format!("<polygon>{tangle}</polygon>"))), ["polygon_no_inside"]);
}

#[test]
fn an_exchanged_pair_is_refused_as_such() {
    assert_eq!(codes(area("<polygon>108,15 109,15 109,16 108,15</polygon>")), ["coordinates_exchanged"]);
}

#[test]
fn a_shape_that_fits_only_when_exchanged_is_refused_at_a_source_with_an_extent() {
    let body = in_area("<polygon>80,15 81,15 81,16 80,15</polygon><circle>80,15 5</circle>");
    let text = format!("<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>{body}</alert>");
    let rules = SourceRules { expected_extent: Some([70.0, 5.0, 90.0, 30.0]), ..SourceRules::default() };
    assert_eq!(codes(read_with(&text, &rules)), ["outside_unless_exchanged", "outside_unless_exchanged"]);
    assert!(read_with(&text, &SourceRules::default()).is_ok(), "nothing is known of other sources");
}

#[test]
fn a_shape_abroad_is_no_exchange() {
    let body = in_area("<polygon>35,139 35,140 36,140 35,139</polygon>");
    assert!(read_with(&format!("<alert>{body}</alert>"), &SourceRules::vietnamese()).is_ok());
}

#[test]
fn a_flat_polygon_is_a_reason_only_where_it_stands_alone() {
    assert_eq!(codes(area("<polygon>15,108 16,109 15,108</polygon>")), ["polygon_too_few_points"]);
    let beside = "<polygon>15,108 16,109 15,108</polygon><geocode><valueName>x</valueName><value>1</value></geocode>";
    assert_eq!(remarks(area(beside)), ["flat_polygon"]);
}

#[test]
fn empty_shapes_are_remarked() {
    assert_eq!(remarks(area("<polygon/><polygon> </polygon><circle/>")), ["empty_shape"; 3]);
}

#[test]
fn an_unknown_namespace_is_remarked_and_remembered() {
    let alert =
        read_with(&format!("<alert xmlns='http://example.org/cap'>{HEAD}</alert>"), &SourceRules::default()).unwrap();
    assert_eq!(alert.cap_version, CapVersion::Unknown("http://example.org/cap".into()));
    assert_eq!(alert.remarks[0].code, "unknown_namespace");
}

#[test]
fn older_versions_are_read() {
    let body = format!(
        "{}<info><certainty>Very Likely</certainty><eventCode>SAME=TSW</eventCode></info>",
        HEAD.replace("<scope>Public</scope>", "")
    );
    let alert =
        read_with(&format!("<alert xmlns='http://www.incident.com/cap/1.0'>{body}</alert>"), &SourceRules::default())
            .unwrap();
    assert_eq!((alert.cap_version, alert.scope), (CapVersion::V1_0, None));
    assert_eq!(alert.infos[0].certainty, Certainty::Likely);
    assert_eq!(alert.infos[0].event_codes[0].value, "TSW");
}

#[test]
fn a_buddhist_year_is_refused_and_read_by_the_sources_rule() {
    let text = format!("<alert>{}</alert>", HEAD.replace("2025", "2568"));
    assert_eq!(codes(read_with(&text, &SourceRules::default())), ["date_other_calendar"]);
    let rules = SourceRules { buddhist_era: true, ..SourceRules::default() };
    let alert = read_with(&text, &rules).unwrap();
    assert_eq!(alert.identity.sent.to_rfc3339(), "2025-11-06T13:00:00+00:00");
    assert!(alert.remarks.iter().any(|remark| remark.code == "buddhist_era"));
}

#[test]
fn a_missing_expires_stays_missing() {
    let alert = read(&format!("{HEAD}<info><event>Lũ</event></info>")).unwrap();
    assert_eq!(alert.infos[0].expires, None);
    assert!(alert.remarks.iter().any(|remark| remark.code == "no_expires"));
}

#[test]
fn a_text_that_expires_before_it_was_sent_is_remarked() {
    let found = remarks(read(&in_area("").replace("2025-11-07", "2025-11-01")));
    assert_eq!(found, ["expires_before_sent"]);
}

#[test]
fn a_cancel_needs_no_info_but_a_reference() {
    let cancel = HEAD.replace("<msgType>Alert", "<msgType>Cancel");
    let with = format!("{cancel}<references>kttv,0,2025-11-06T13:00:00-00:00</references>");
    assert_eq!(remarks(read(&with)), Vec::<String>::new());
    assert_eq!(remarks(read(&cancel)), ["no_references"]);
}

#[test]
fn references_are_triples_in_any_spacing() {
    let body = format!(
        "{HEAD}<references>a,1,2025-11-06T13:00:00-00:00\n\ta,2,2025-11-06T20:00:00+07:00, b,3,soon x</references>"
    );
    let alert = read(&body).unwrap();
    let read: Vec<_> =
        alert.references.iter().map(|r| (r.sender.as_str(), r.identifier.as_str(), r.sent.is_some())).collect();
    assert_eq!(read, [("a", "1", true), ("a", "2", true), ("b", "3", false)]);
    assert_eq!(alert.references[0].sent, alert.references[1].sent);
    assert_eq!(alert.remarks.iter().filter(|remark| remark.code == "bad_reference").count(), 2);
}

#[test]
fn values_in_unusual_case_are_understood() {
    let found = remarks(read(&HEAD.replace("Actual", "actual")));
    assert_eq!(found, ["unusual_spelling", "no_info"]);
}

#[test]
fn of_endless_reasons_and_remarks_two_hundred_are_kept_and_the_rest_counted() {
    let reasons = area(&"<circle>x</circle>".repeat(5_000)).unwrap_err();
    assert_eq!((reasons.len(), reasons[200].code.as_str()), (201, "more_reasons"));
    assert!(reasons[200].wording.en.contains("4800"));
    assert_eq!(area(&"<polygon/>".repeat(5_000)).unwrap().remarks.len(), 201);
}

#[test]
fn order_does_not_matter() {
    let body = "<info><event>Lũ</event></info><msgType>Alert</msgType><status>Actual</status>\
        <sent>2025-11-06T20:00:00+07:00</sent><sender>s</sender><identifier>i</identifier>";
    assert!(read(body).is_ok());
}

#[test]
fn quoted_items_keep_their_spaces() {
    assert_eq!(quoted_list("a \"bão số 13\"  b"), ["a", "bão số 13", "b"]);
}

#[test]
fn attached_files_leave_their_bytes_behind() {
    let body = format!(
        "{HEAD}<info><resource><resourceDesc>map</resourceDesc><mimeType>image/png</mimeType>\
        <derefUri>AAAA</derefUri></resource></info>"
    );
    assert!(read(&body).unwrap().infos[0].resources[0].embedded);
}

#[test]
fn a_reference_is_composed_like_the_identity_it_names() {
    let decomposed = "So\u{31b}\u{309}";
    let body = HEAD.replace("kttv", decomposed);
    let earlier = read(&body).unwrap();
    let later = format!("{body}<references>{decomposed},1,2025-11-06T20:00:00+07:00</references>");
    let later = read(&later.replace("<identifier>1<", "<identifier>2<")).unwrap();
    assert!(crate::alerts::lineage::references(&later.references[0], &earlier.identity), "{later:?}");
}

#[test]
fn a_pair_of_cap_1_0_without_a_value_carries_nothing() {
    let geocodes = |text: &str| area(&format!("<circle>15,108 5</circle><geocode>{text}</geocode>"));
    assert_eq!(geocodes("VN-COMMUNE = 21343").unwrap().infos[0].areas[0].geocodes[0].value, "21343");
    assert_eq!(geocodes("VN-COMMUNE=").unwrap().infos[0].areas[0].geocodes, []);
    let flat = "<polygon>15,108 15,109 15,108</polygon><geocode>VN-COMMUNE=</geocode>";
    assert_eq!(codes(area(flat)).len(), 1, "no area is told");
}
