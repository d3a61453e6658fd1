//! The writer under messages and feeds.

use quick_xml::{
    events::{BytesEnd, BytesStart, BytesText, Event},
    writer::Writer,
};

use super::ComposeFault;
use crate::kernel::folding::nfc;

/// XML being written to memory.
pub(super) struct Writing(Writer<Vec<u8>>);

impl Writing {
    pub(super) fn new() -> Self {
        Self(Writer::new_with_indent(Vec::new(), b' ', 2))
    }

    pub(super) fn event<'a>(&mut self, event: impl Into<Event<'a>>) -> Result<(), ComposeFault> {
        self.0.write_event(event).map_err(|error| ComposeFault::Writer(error.to_string()))
    }

    /// An element with `content` in it.
    pub(super) fn within(
        &mut self,
        element: &str,
        attributes: &[(&str, &str)],
        content: impl FnOnce(&mut Self) -> Result<(), ComposeFault>,
    ) -> Result<(), ComposeFault> {
        self.event(Event::Start(start(element, attributes)))?;
        content(self)?;
        self.event(Event::End(BytesEnd::new(element)))
    }

    /// An element with text.
    pub(super) fn text(&mut self, element: &str, text: &str) -> Result<(), ComposeFault> {
        self.attributed(element, &[], text)
    }

    /// An element with attributes and text.
    pub(super) fn attributed(
        &mut self,
        element: &str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> Result<(), ComposeFault> {
        self.event(Event::Start(start(element, attributes)))?;
        self.event(Event::Text(BytesText::new(&allowed(text))))?;
        self.event(Event::End(BytesEnd::new(element)))
    }

    /// An element without content.
    pub(super) fn empty(&mut self, element: &str, attributes: &[(&str, &str)]) -> Result<(), ComposeFault> {
        self.event(Event::Empty(start(element, attributes)))
    }

    /// An element with text, where there is any.
    pub(super) fn optional(&mut self, element: &str, text: Option<&str>) -> Result<(), ComposeFault> {
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => self.text(element, text),
            None => Ok(()),
        }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }
}

fn start<'a>(element: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(element);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_str()));
    }
    start
}

/// The text composed (NFC), with `\n` at the ends of lines and a space for what XML 1.0 has no place for.
pub(super) fn allowed(text: &str) -> String {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    nfc(&unix).chars().map(|c| if has_place(c) { c } else { ' ' }).collect()
}

/// Whether XML 1.0 has a place for `c`; of line ends, only `\n` is written.
pub(super) fn has_place(c: char) -> bool {
    !matches!(c, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
