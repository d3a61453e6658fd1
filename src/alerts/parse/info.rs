//! One `info` block.

use super::{
    area::read_areas,
    reading::{Place, Reading, named_values, text},
};
use crate::{
    alerts::{
        cap::{Certainty, Info, Resource, Severity, Urgency},
        remarks::Oddity,
        xml::Node,
    },
    kernel::Timestamp,
};

/// Reads the block at `place`; `sent` is the message's own time, for the order of times.
pub(super) fn read_info(info: &Node<'_>, sent: Option<Timestamp>, place: Place<'_>, reading: &mut Reading<'_>) -> Info {
    let event = text(info, "event");
    if event.is_none() {
        reading.remark(&Oddity::Absent("event"), place);
    }
    let effective = reading.time(info, "effective", place);
    let onset = reading.time(info, "onset", place);
    let expires = reading.time(info, "expires", place);
    if info.text_of("expires").is_none() {
        reading.remark(&Oddity::NoExpires, place);
    }
    if let (Some(expires), Some(sent)) = (expires, sent)
        && expires < sent
    {
        reading.remark(&Oddity::ExpiresBeforeSent, place);
    }
    if let (Some(expires), Some(onset)) = (expires, onset)
        && expires < onset
    {
        reading.remark(&Oddity::ExpiresBeforeOnset, place);
    }
    Info {
        language: text(info, "language").unwrap_or_else(|| "en-US".to_owned()),
        categories: reading.values(info, place),
        event: event.unwrap_or_default(),
        response_types: reading.values(info, place),
        urgency: reading.expected_value(info, place).unwrap_or(Urgency::Unknown),
        severity: reading.expected_value(info, place).unwrap_or(Severity::Unknown),
        certainty: reading.expected_value(info, place).unwrap_or(Certainty::Unknown),
        audience: text(info, "audience"),
        event_codes: named_values(info, "eventCode"),
        effective,
        onset,
        expires,
        sender_name: text(info, "senderName"),
        headline: text(info, "headline"),
        description: text(info, "description"),
        instruction: text(info, "instruction"),
        web: text(info, "web"),
        contact: text(info, "contact"),
        parameters: named_values(info, "parameter"),
        resources: info.children_named("resource").map(read_resource).collect(),
        areas: read_areas(info, place, reading),
    }
}

fn read_resource(resource: &Node<'_>) -> Resource {
    Resource {
        description: text(resource, "resourceDesc").unwrap_or_default(),
        mime_type: text(resource, "mimeType"),
        size: resource.text_of("size").and_then(|size| size.parse().ok()),
        uri: text(resource, "uri"),
        digest: text(resource, "digest"),
        embedded: resource.text_of("derefUri").is_some(),
    }
}
