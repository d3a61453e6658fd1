//! From elements to an alert: every reason to distrust it is collected, not only the first.
//!
//! Refused is what could send people the wrong way: no identity, no trustworthy time, coordinates that
//! are not where they claim to be. Tolerated with a remark is what can only mean one thing.
//! Element order and namespace are not insisted upon. Source: CAP 1.2 section 3, and real messages.

mod area;
mod info;
mod known_outlines;
mod reading;

use std::collections::HashSet;

use crate::{
    alerts::{
        cap::{Alert, AlertIdentity, CapVersion, MsgType, Reference, Status},
        datetime,
        quarantine::{Fault, Reason},
        remarks::Oddity,
        rules::SourceRules,
        xml::Node,
    },
    kernel::folding::nfc,
};
use reading::Reading;

/// Reads a CAP `alert` element, or tells every reason why it cannot be trusted.
///
/// ```
/// use ungpho::alerts::{parse::read_alert, rules::SourceRules, xml};
/// let empty = xml::parse(b"<alert/>", &xml::Limits::default()).unwrap();
/// let reasons = read_alert(&empty, &SourceRules::default()).unwrap_err();
/// assert_eq!(reasons.len(), 5); // sender, identifier, sent, status, msgType
/// ```
pub fn read_alert(element: &Node<'_>, rules: &SourceRules) -> Result<Alert, Vec<Reason>> {
    let mut reading = Reading::new(rules);
    let cap_version = CapVersion::of_namespace(element.namespace.as_deref());
    if let CapVersion::Unknown(namespace) = &cap_version {
        reading.remark(&Oddity::UnknownNamespace(namespace.clone()), format_args!(""));
    }
    let sender = reading.required_text(element, "sender");
    let identifier = reading.required_text(element, "identifier");
    let sent = match element.text_of("sent") {
        Some(_) => reading.time(element, "sent", format_args!("")),
        None => reading.missing("sent"),
    };
    let status = reading.required_value(element, "status", Status::from_cap, Status::as_cap);
    let msg_type = reading.required_value(element, "msgType", MsgType::from_cap, MsgType::as_cap);
    let scope = reading.optional_value(element, format_args!("scope"));
    let references = read_references(element, &mut reading);
    let infos: Vec<_> = element
        .children_named("info")
        .enumerate()
        .map(|(index, info)| info::read_info(info, sent, format_args!("info[{}]", index + 1), &mut reading))
        .collect();
    if let Some(msg_type) = msg_type {
        if infos.is_empty() && matches!(msg_type, MsgType::Alert | MsgType::Update) {
            reading.remark(&Oddity::NoInfo, format_args!(""));
        }
        if references.is_empty() && matches!(msg_type, MsgType::Update | MsgType::Cancel) {
            reading.remark(&Oddity::NoReferences, format_args!(""));
        }
    }
    reading.finish(|remarks| {
        Some(Alert {
            identity: AlertIdentity { sender: sender?, identifier: identifier?, sent: sent? },
            cap_version,
            status: status?,
            msg_type: msg_type?,
            scope,
            source: reading::text(element, "source"),
            restriction: reading::text(element, "restriction"),
            addresses: element.text_of("addresses").map(quoted_list).unwrap_or_default(),
            codes: reading::texts(element, "code"),
            note: reading::text(element, "note"),
            references,
            incidents: element.text_of("incidents").map(quoted_list).unwrap_or_default(),
            infos,
            signed: element.child("Signature").is_some(),
            remarks,
        })
    })
}

/// The triples `sender,identifier,sent`, separated by white space, and by commas at some senders.
fn read_references(element: &Node<'_>, reading: &mut Reading<'_>) -> Vec<Reference> {
    let (mut references, mut seen) = (Vec::new(), HashSet::new());
    // Composed like the sender and the identifier that they name.
    let texts: Vec<String> = element.children_named("references").map(|child| nfc(&child.text)).collect();
    for triple in texts.iter().flat_map(|text| text.split_whitespace()) {
        let triple = triple.trim_matches(',');
        if triple.is_empty() || !seen.insert(triple) {
            continue;
        }
        let reference: Reference = match triple.split(',').collect::<Vec<_>>()[..] {
            // A comma may stand for the minus of the offset, so the time is everything after the second.
            [sender, identifier, ref sent @ ..] if !sender.is_empty() && !identifier.is_empty() => {
                let sent = datetime::parse(&sent.join(","), reading.rules).ok().map(|(instant, _)| instant);
                Reference { sender: sender.to_owned(), identifier: identifier.to_owned(), sent }
            }
            _ => {
                reading.remark(&Oddity::BadReference(triple.to_owned()), format_args!("references"));
                continue;
            }
        };
        if reference.sent.is_none() {
            reading.remark(&Oddity::BadReference(triple.to_owned()), format_args!("references"));
        }
        references.push(reference);
    }
    references
}

/// Items separated by white space; one that holds white space is put in double quotes.
fn quoted_list(text: &str) -> Vec<String> {
    let (text, mut items) = (nfc(text), Vec::new());
    for (index, part) in text.split('"').enumerate() {
        if index % 2 == 1 {
            items.push(part.trim().to_owned());
        } else {
            items.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// The fault that a required element holds an unknown value; shared by the parts of this module.
fn unknown_value(element: &'static str, value: &str) -> Fault {
    Fault::UnknownValue { element, value: value.chars().take(80).collect() }
}

#[cfg(test)]
mod tests;
