use super::*;

fn check(text: &str, expected: XmlFault) {
    assert_eq!(parse(text.as_bytes(), &Limits::default()).unwrap_err(), expected, "{text}");
}

fn read(bytes: &[u8]) -> Element {
    parse(bytes, &Limits::default()).unwrap()
}

fn malformed(text: &str) {
    let fault = parse(text.as_bytes(), &Limits::default()).unwrap_err();
    assert!(matches!(fault, XmlFault::Malformed { .. } | XmlFault::CutShort(_)), "{text}: {fault}");
}

#[test]
fn malformed_xml_is_refused() {
    malformed("<alert><identifier>1</alert>");
    malformed("<alert><identifier>1</identifier>");
    malformed("<alert");
    malformed("<!-- only a comment -->");
    malformed("<alert a='1' a='2'/>");
    malformed("<alert>\0</alert>");
    malformed("<alert>&#0;</alert>");
    malformed("<alert>a & b</alert>");
}

#[test]
fn what_is_cut_short_says_where_and_what_is_wrong_in_which_line() {
    check("<alert><info><event>Bão", XmlFault::CutShort("event".into()));
    let fault = parse(b"<alert>\n<info>\n</alert>", &Limits::default()).unwrap_err();
    assert!(matches!(fault, XmlFault::Malformed { line: 3, .. }), "{fault}");
}

#[test]
fn a_document_type_and_its_entities_are_refused() {
    check("<!DOCTYPE alert [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><alert>&x;</alert>", XmlFault::Doctype);
    check("<alert>&x;</alert>", XmlFault::UnknownEntity("x".into()));
    check("<alert>&nbsp;</alert>", XmlFault::UnknownEntity("nbsp".into()));
}

#[test]
fn an_html_page_is_called_so() {
    check("<!DOCTYPE html><html><body>Bảo trì</body></html>", XmlFault::Html);
    check("  \r\n<HTML><head></head></HTML>", XmlFault::Html);
    check("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", XmlFault::Html);
    check("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'><html/>", XmlFault::Html);
    check("<!-- lỗi --><html><br></html>", XmlFault::Html);
    check("<h:html xmlns:h='http://www.w3.org/1999/xhtml'/>", XmlFault::Html);
}

#[test]
fn an_alert_that_speaks_of_html_is_no_page() {
    assert_eq!(read(b"<alert><html/><note><![CDATA[<!DOCTYPE html>]]></note></alert>").name, "alert");
}

#[test]
fn what_is_not_xml_is_called_so() {
    check("503 Service Unavailable", XmlFault::NotXml);
    check("{\"a\": 1}", XmlFault::NotXml);
    check("", XmlFault::Empty);
    check("\u{feff}", XmlFault::Empty);
}

#[test]
fn nothing_may_follow_the_document() {
    check("<a/><b/>", XmlFault::TrailingContent);
    check("<a/>tail", XmlFault::TrailingContent);
    assert_eq!(read(b"<a/>\n<!-- fine --> \n").name, "a");
}

#[test]
fn every_limit_holds() {
    let limits = Limits { bytes: 200, depth: 3, elements: 5, text: 10 };
    let fault = |text: &str| parse(text.as_bytes(), &limits).unwrap_err();
    assert_eq!(fault(&" ".repeat(201)), XmlFault::TooLong { limit: 200 });
    assert_eq!(fault("<a><a><a><a/></a></a></a>"), XmlFault::TooDeep { limit: 3 });
    assert_eq!(fault("<a><b/><b/><b/><b/><b/></a>"), XmlFault::TooManyElements { limit: 5 });
    assert_eq!(fault("<a>12345<!-- -->678901</a>"), XmlFault::TooMuchText { limit: 10 });
    assert!(parse(b"<a><a><a/></a></a>", &limits).is_ok());
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    check(&"<a>".repeat(1_000_000), XmlFault::TooDeep { limit: 64 });
}

#[test]
fn prefixes_cdata_and_entities_are_read() {
    let root = read(b"<c:alert xmlns:c='urn:cap'><c:event>a &amp; b<![CDATA[ <i>&c ]]>&#x111;</c:event></c:alert>");
    assert_eq!(root.namespace.as_deref(), Some("urn:cap"));
    assert_eq!(root.text_of("event"), Some("a & b <i>&c \u{111}"));
}

#[test]
fn text_is_trimmed_at_its_ends_only() {
    assert_eq!(read(b"<a>\n  one\n  two \n</a>").text, "one\n  two");
}

#[test]
fn byte_order_marks_and_declared_encodings_are_honoured() {
    assert_eq!(read("\u{feff}<?xml version='1.0' encoding='utf-8'?><a>lũ</a>".as_bytes()).text, "lũ");
    assert_eq!(read(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>temp\xeate</a>").text, "tempête");
    let mut wide = vec![0xff, 0xfe];
    wide.extend("<?xml version='1.0' encoding='UTF-16'?><a>bão</a>".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&wide).text, "bão");
    check("<?xml version='1.0' encoding='x-none'?><a/>", XmlFault::UnknownEncoding("x-none".into()));
}

#[test]
fn what_only_begins_like_a_declaration_declares_nothing() {
    for name in ["xm\u{fffd}", "xmé", "xml\u{1ea1}", "é", "x", "", "xml-stylesheet", "XML"] {
        let text = format!("<?{name} version='1.0' encoding='x-none'?><a>lũ</a>");
        assert_eq!(read(text.as_bytes()).text, "lũ", "{name}");
    }
    let damaged = [b"<?xm\x9d\xdf rsion='1.0' encoding='ISO-8859-1'?><a>l".as_slice(), "ũ</a>".as_bytes()].concat();
    assert_eq!(read(&damaged).text, "lũ");
}

#[test]
fn stray_bytes_are_kept_as_latin_1_and_counted() {
    let plain = "<a>lũ temp\u{0}te</a>".replace('\0', "?");
    let decoded = decode_bytes(plain.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(decoded.stray_bytes, 0);
    let decoded = decode_bytes(b"<a>l\xc5\xa9 m\xe9t\xe9o</a>", &Limits::default()).unwrap();
    assert_eq!((&*decoded.text, decoded.stray_bytes), ("<a>lũ météo</a>", 2));
}

#[test]
fn white_space_before_the_declaration_is_forgiven() {
    assert_eq!(read(b"\n\n<?xml version='1.0'?><a/>").name, "a");
}
