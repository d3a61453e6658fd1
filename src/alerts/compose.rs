//! From an alert to the bytes of a CAP 1.2 message: element order of the schema, times with a numeric offset,
//! latitude before longitude.
//!
//! What is written is what [`read_document`] reads back. Strict where reading is patient: a message that the schema
//! or the prose of CAP 1.2 section 3.2 would refuse is not written, and the fault says why.
//!
//! [`read_document`]: crate::alerts::document::read_document

mod block;
mod feed;
mod writing;

pub use feed::{Feed, FeedEntry, compose_feed};

use quick_xml::events::{BytesDecl, Event};
use thiserror::Error;

use crate::{
    alerts::cap::{Alert, AlertIdentity, Reference},
    geometry::cap_shapes::{MAX_POINTS, Position},
    kernel::{Timestamp, clock::vietnam_offset},
};
use block::write_info;
use writing::{Writing, allowed, has_place};

/// CAP's media type, as its own list of best practices and RFC 6838 name it.
pub const MEDIA_TYPE: &str = "application/cap+xml";

/// The namespace of CAP 1.2.
const NAMESPACE: &str = "urn:oasis:names:tc:emergency:cap:1.2";

/// Why an alert cannot be written as CAP 1.2.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ComposeFault {
    /// A sender or an identifier, own or referenced, is empty or has white space, a comma, `<` or `&` in it.
    #[error("“{0}” cannot stand as a sender or an identifier")]
    Identity(String),
    /// Something that the schema demands is not there.
    #[error("there is no {0}")]
    Missing(&'static str),
    /// A polygon is not closed or has fewer than four positions.
    #[error("a polygon is not a closed ring of at least four positions")]
    OpenRing,
    /// A number that is not finite.
    #[error("a number is not finite")]
    NotFinite,
    /// More positions than one document may have.
    #[error("more than {MAX_POINTS} positions")]
    TooManyPoints,
    /// The writer failed; writing to memory does not.
    #[error("cannot be written: {0}")]
    Writer(String),
}

/// Whether `text` may stand as CAP's `sender` or `identifier`: not empty, at most 200 characters, no white space,
/// comma, `<` or `&` (CAP 1.2 section 3.2.1), and nothing that XML has no place for.
pub fn is_identity_text(text: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || !has_place(c) || matches!(c, ',' | '<' | '&');
    !text.is_empty() && text.chars().count() <= 200 && !text.contains(forbidden)
}

/// An instant as CAP writes it, in Vietnamese time and to the second (the schema has no fractions):
/// `2025-11-06T20:00:00+07:00`.
pub fn cap_time(instant: Timestamp) -> String {
    instant.with_timezone(&vietnam_offset()).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `sender,identifier,sent`, as `references` holds it; the time is written as in the message itself.
pub fn reference_text(identity: &AlertIdentity) -> String {
    format!("{},{},{}", identity.sender, identity.identifier, cap_time(identity.sent))
}

/// The bytes of `alert` as CAP 1.2 in UTF-8. Times are cut to seconds; characters that XML has no place for become
/// spaces; the bytes of resources, signatures and remarks of reading are not written.
pub fn compose(alert: &Alert) -> Result<Vec<u8>, ComposeFault> {
    check_size(alert)?;
    let mut out = Writing::new();
    out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.within("alert", &[("xmlns", NAMESPACE)], |out| {
        out.text("identifier", identity_text(&alert.identity.identifier)?)?;
        out.text("sender", identity_text(&alert.identity.sender)?)?;
        out.text("sent", &cap_time(alert.identity.sent))?;
        out.text("status", alert.status.as_cap())?;
        out.text("msgType", alert.msg_type.as_cap())?;
        out.optional("source", alert.source.as_deref())?;
        out.text("scope", alert.scope.ok_or(ComposeFault::Missing("scope"))?.as_cap())?;
        out.optional("restriction", alert.restriction.as_deref())?;
        out.optional("addresses", quoted(&alert.addresses).as_deref())?;
        alert.codes.iter().try_for_each(|code| out.text("code", code))?;
        out.optional("note", alert.note.as_deref())?;
        out.optional("references", references(&alert.references)?.as_deref())?;
        out.optional("incidents", quoted(&alert.incidents).as_deref())?;
        alert.infos.iter().try_for_each(|info| write_info(out, info))
    })?;
    Ok(out.finish())
}

fn identity_text(text: &str) -> Result<&str, ComposeFault> {
    if is_identity_text(text) { Ok(text) } else { Err(ComposeFault::Identity(text.chars().take(80).collect())) }
}

fn references(references: &[Reference]) -> Result<Option<String>, ComposeFault> {
    let texts = references
        .iter()
        .map(|reference| {
            Ok(reference_text(&AlertIdentity {
                sender: identity_text(&reference.sender)?.to_owned(),
                identifier: identity_text(&reference.identifier)?.to_owned(),
                sent: reference.sent.ok_or(ComposeFault::Missing("time of a reference"))?,
            }))
        })
        .collect::<Result<Vec<_>, ComposeFault>>()?;
    Ok((!texts.is_empty()).then(|| texts.join(" ")))
}

/// Items separated by spaces, those with white space in double quotes; an item cannot hold a quote itself.
fn quoted(items: &[String]) -> Option<String> {
    let text = |item: &String| {
        let bare = allowed(item).replace('"', "'");
        if bare.contains(char::is_whitespace) { format!("\"{bare}\"") } else { bare }
    };
    (!items.is_empty()).then(|| items.iter().map(text).collect::<Vec<_>>().join(" "))
}

/// Refuses more positions than a reader of ours would take; a circle counts for as many as it is drawn with.
fn check_size(alert: &Alert) -> Result<(), ComposeFault> {
    let areas = || alert.infos.iter().flat_map(|info| &info.areas);
    let circles = areas().map(|area| area.circles.len()).sum::<usize>();
    let points = areas().flat_map(|area| &area.polygons).map(|ring| ring.len()).sum::<usize>();
    let circle_points = circles.saturating_mul(crate::geometry::cap_shapes::CIRCLE_POINTS.into());
    if points.saturating_add(circle_points) > MAX_POINTS { Err(ComposeFault::TooManyPoints) } else { Ok(()) }
}

/// A ring as CAP writes it, which must be closed and have at least four positions.
fn polygon_text(ring: &[Position]) -> Result<String, ComposeFault> {
    if ring.len() < 4 || ring.first() != ring.last() {
        return Err(ComposeFault::OpenRing);
    }
    if ring.iter().flatten().any(|number| !number.is_finite()) {
        return Err(ComposeFault::NotFinite);
    }
    Ok(ring.iter().map(|position| latitude_first(*position)).collect::<Vec<_>>().join(" "))
}

fn latitude_first([longitude, latitude]: Position) -> String {
    format!("{latitude},{longitude}")
}

#[cfg(test)]
mod tests;
