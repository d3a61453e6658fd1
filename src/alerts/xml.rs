//! A small element tree over quick-xml's events, bounded in every direction; what is plain is read without them.
//!
//! It knows nothing of CAP. Elements are matched by local name and remember their namespace, because
//! live senders use every prefix and some a wrong namespace. DOCTYPE, and every entity beyond the five
//! of XML itself, is refused, so there is nothing to expand or fetch.

mod decoding;
mod fault;
mod plain;

use std::borrow::Cow;

pub use decoding::{Decoded, decode_bytes};
pub use fault::XmlFault;
use quick_xml::{
    escape::unescape,
    events::{BytesStart, Event},
    name::ResolveResult,
    reader::NsReader,
};

/// The most attributes of one element that are read; none of CAP's elements has any.
const MAX_ATTRIBUTES: usize = 256;

/// How much of a document is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes as received.
    pub bytes: usize,
    /// Elements within elements.
    pub depth: usize,
    /// Elements in all.
    pub elements: usize,
    /// Bytes of text (UTF-8) in one element.
    pub text: usize,
}

impl Default for Limits {
    /// 8 MiB, 64 deep, 200,000 elements, 4 MiB of text in one: five times the largest real alert seen.
    fn default() -> Self {
        Self { bytes: 8 << 20, depth: 64, elements: 200_000, text: 4 << 20 }
    }
}

/// One element. Its words lie in the text it was read from, where they stand there as they are meant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Node<'t> {
    /// The name without its prefix.
    pub name: Cow<'t, str>,
    /// The namespace its prefix, or the default declaration, stands for.
    pub namespace: Option<Cow<'t, str>>,
    /// Its attributes by local name, namespace declarations left out.
    pub attributes: Vec<(String, String)>,
    /// Its own text, CDATA included, trimmed; text between children is joined.
    pub text: Cow<'t, str>,
    /// Its child elements in document order.
    pub children: Vec<Node<'t>>,
}

/// One element that owns its words.
pub type Element = Node<'static>;

impl Node<'_> {
    /// The first child called `name`.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child called `name`.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child called `name`, unless it is empty.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| &*child.text).filter(|text| !text.is_empty())
    }

    /// The value of the attribute `name`, trimmed, unless it is empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// This element and everything below it that is called `name`, outermost only, in document order.
    pub fn find_all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        if self.name == name {
            found.push(self);
        } else {
            self.children.iter().for_each(|child| child.find_all(name, found));
        }
    }

    /// The same with words of its own.
    pub fn into_owned(self) -> Element {
        Node {
            name: Cow::Owned(self.name.into_owned()),
            namespace: self.namespace.map(|namespace| Cow::Owned(namespace.into_owned())),
            attributes: self.attributes,
            text: Cow::Owned(self.text.into_owned()),
            children: self.children.into_iter().map(Node::into_owned).collect(),
        }
    }
}

/// Reads one whole document into its root element.
///
/// ```
/// use ungpho::alerts::xml::{Limits, parse};
/// let root = parse("<a:x xmlns:a='urn:y'>1 &lt; 2</a:x>".as_bytes(), &Limits::default()).unwrap();
/// assert_eq!((&*root.name, root.namespace.as_deref(), &*root.text), ("x", Some("urn:y"), "1 < 2"));
/// ```
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Element, XmlFault> {
    parse_text(&decode_bytes(bytes, limits)?.text, limits).map(Node::into_owned)
}

/// [`parse`] for text that is already decoded and has no declaration.
pub fn parse_text<'t>(text: &'t str, limits: &Limits) -> Result<Node<'t>, XmlFault> {
    match plain::read(text, limits) {
        Some(root) => Ok(root),
        None => parse_any(text, limits),
    }
}

/// [`parse_text`] for whatever XML there is, and for what is wrong with it.
fn parse_any(text: &str, limits: &Limits) -> Result<Element, XmlFault> {
    recognise(text)?;
    let mut reader = NsReader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<Element> = None;
    let mut count = 0;
    loop {
        let position = reader.buffer_position();
        let malformed = |error: &dyn std::fmt::Display| XmlFault::Malformed {
            line: line_of(text, position),
            detail: error.to_string(),
        };
        let event = reader.read_event().map_err(|error| malformed(&error))?;
        match event {
            Event::Start(_) | Event::Empty(_) if root.is_some() => return Err(XmlFault::TrailingContent),
            Event::Start(ref start) | Event::Empty(ref start) => {
                if open.is_empty() && start.local_name().into_inner().eq_ignore_ascii_case("html") {
                    return Err(XmlFault::Html);
                }
                count += 1;
                if count > limits.elements {
                    return Err(XmlFault::TooManyElements { limit: limits.elements });
                }
                if open.len() >= limits.depth {
                    return Err(XmlFault::TooDeep { limit: limits.depth });
                }
                let attributes = attributes_of(start).map_err(|error| malformed(&error))?;
                let (namespace, local) = reader.resolver().resolve_element(start.name());
                let namespace = match namespace {
                    ResolveResult::Bound(bound) => Some(Cow::Owned(bound.into_inner().to_owned())),
                    ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
                };
                let name = Cow::Owned(local.into_inner().to_owned());
                let element = Element { name, namespace, attributes, ..Element::default() };
                if matches!(event, Event::Empty(_)) {
                    close(element, &mut open, &mut root);
                } else {
                    open.push(element);
                }
            }
            Event::End(_) => match open.pop() {
                Some(element) => close(element, &mut open, &mut root),
                None => return Err(malformed(&"an end without a beginning")),
            },
            Event::Text(piece) => append(&piece.xml10_content(), &mut open, limits)?,
            Event::CData(piece) => append(&piece.xml10_content(), &mut open, limits)?,
            Event::GeneralRef(reference) => {
                let known = match &*reference {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "apos" => Some('\''),
                    "quot" => Some('"'),
                    _ => reference.resolve_char_ref().map_err(|error| malformed(&error))?,
                };
                let known = known.ok_or_else(|| XmlFault::UnknownEntity(reference.to_string()))?;
                append(known.encode_utf8(&mut [0; 4]), &mut open, limits)?;
            }
            Event::DocType(kind) if begins_html(&kind) => return Err(XmlFault::Html),
            Event::DocType(_) => return Err(XmlFault::Doctype),
            Event::Decl(_) => return Err(malformed(&"a second XML declaration")),
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    match (root, open.last()) {
        (_, Some(element)) => Err(XmlFault::CutShort(element.name.clone().into_owned())),
        (Some(root), None) => Ok(root),
        (None, None) => Err(XmlFault::Malformed { line: 1, detail: "no element".to_owned() }),
    }
}

/// An element's attributes; comparing their names takes time by the square, so there may not be many.
fn attributes_of(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, quick_xml::Error> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().take(MAX_ATTRIBUTES) {
        let attribute = attribute?;
        if attribute.key.as_namespace_binding().is_none() {
            let value = unescape(&attribute.value)?.into_owned();
            attributes.push((attribute.key.local_name().into_inner().to_owned(), value));
        }
    }
    Ok(attributes)
}

/// Tells web pages and other things from XML before a parser complains in its own words.
fn recognise(text: &str) -> Result<(), XmlFault> {
    let head: String = text.trim_start().chars().take(40).collect::<String>().to_ascii_lowercase();
    if head.is_empty() {
        return Err(XmlFault::Empty);
    }
    if !head.starts_with('<') {
        return Err(XmlFault::NotXml);
    }
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Err(XmlFault::Html);
    }
    if let Some(position) = text.find('\0') {
        let position = position as u64;
        return Err(XmlFault::Malformed { line: line_of(text, position), detail: "a zero character".to_owned() });
    }
    Ok(())
}

fn begins_html(doctype: &str) -> bool {
    doctype.trim_start().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html"))
}

fn close(mut element: Element, open: &mut [Element], root: &mut Option<Element>) {
    let trimmed = element.text.trim();
    if trimmed.len() != element.text.len() {
        element.text = Cow::Owned(trimmed.to_owned());
    }
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

fn append(piece: &str, open: &mut [Element], limits: &Limits) -> Result<(), XmlFault> {
    match open.last_mut() {
        Some(element) if element.text.len() + piece.len() > limits.text => {
            Err(XmlFault::TooMuchText { limit: limits.text })
        }
        Some(element) => {
            element.text.to_mut().push_str(piece);
            Ok(())
        }
        None if piece.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() => Ok(()),
        None => Err(XmlFault::TrailingContent),
    }
}

/// The line of a position in bytes, counted from 1.
fn line_of(text: &str, position: u64) -> usize {
    let read = usize::try_from(position).ok().and_then(|end| text.as_bytes().get(..end)).unwrap_or(&[]);
    1 + read.split(|byte| *byte == b'\n').skip(1).count()
}

#[cfg(test)]
mod tests;
