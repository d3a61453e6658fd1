//! Alerts for tests of this module, written as CAP so that they take the same road as real ones.

use crate::alerts::{cap::Alert, parse::read_alert, rules::SourceRules, xml};

/// An alert of 2025-11-06 20:00 (UTC+7) with these `info` elements.
pub(crate) fn alert_with_infos(infos: &str) -> Alert {
    alert(&format!("<msgType>Alert</msgType>{infos}"))
}

/// An `info` element with one area holding `shapes`.
pub(crate) fn info_with_area(shapes: &str) -> String {
    format!("<info><event>Bão</event><area><areaDesc>x</areaDesc>{shapes}</area></info>")
}

/// An alert with `body` after sender `kttv`, identifier `1`, the time, and status Actual where none is given.
pub(crate) fn alert(body: &str) -> Alert {
    let status = if body.contains("<status>") { "" } else { "<status>Actual</status>" };
    let text = format!(
        "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier><sender>kttv</sender>\
        <sent>2025-11-06T20:00:00+07:00</sent>{status}{body}</alert>"
    );
    read_alert(&xml::parse(text.as_bytes(), &xml::Limits::default()).unwrap(), &SourceRules::default()).unwrap()
}
