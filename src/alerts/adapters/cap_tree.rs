//! CAP as a tree, made of what other formats say: so that everything takes the same road and meets the same doubts.

use serde_json::Value;

use super::Received;
use crate::alerts::document::{Document, read_document};
use crate::alerts::quarantine::{Fault, Reason};
use crate::alerts::xml::{Element, Limits, XmlFault};

/// The namespace of CAP 1.2.
const CAP: &str = "urn:oasis:names:tc:emergency:cap:1.2";

/// An element with text.
pub(super) fn leaf(name: &str, text: impl Into<String>) -> Element {
    let text = text.into().trim().to_owned();
    Element { name: name.to_owned().into(), text: text.into(), ..Element::default() }
}

/// An element with children.
pub(super) fn branch(name: &str, children: Vec<Element>) -> Element {
    Element { name: name.to_owned().into(), children, ..Element::default() }
}

/// A whole alert.
pub(super) fn alert(children: Vec<Element>) -> Element {
    Element { namespace: Some(CAP.into()), ..branch("alert", children) }
}

/// A `parameter`, `eventCode` or `geocode`.
pub(super) fn pair(element: &str, name: &str, value: impl Into<String>) -> Element {
    branch(element, vec![leaf("valueName", name), leaf("value", value)])
}

/// The text of a JSON value that stands for one: a string, a number, true or false.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The texts of a JSON value: of one, or of each in a list.
pub(super) fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text_of).collect(),
        one => text_of(one).into_iter().collect(),
    }
}

/// The JSON of an answer; or what the answer is instead, an error page for example.
pub(super) fn json_of(received: &Received<'_>) -> Result<Value, Document> {
    let limits = Limits::default();
    let unreadable = |fault: &Fault| Document::Unreadable(vec![Reason::new(fault)]);
    if received.bytes.len() > limits.bytes {
        return Err(unreadable(&XmlFault::TooLong { limit: limits.bytes }.into()));
    }
    let bytes = received.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(received.bytes);
    let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if !matches!(begins, Some(b'{' | b'[')) {
        return Err(read_document(received.bytes, received.content_type, received.rules));
    }
    // The nesting of what is read is bounded by serde_json itself, at 128.
    serde_json::from_slice(bytes).map_err(|error| {
        let is_cut_short = error.classify() == serde_json::error::Category::Eof;
        unreadable(&Fault::MalformedJson { line: error.line(), is_cut_short })
    })
}
