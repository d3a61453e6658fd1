//! A JSON object of properties written member by member. A page has a thousand of them, and nearly no text in them
//! needs escaping: what needs none is copied whole.

use serde::Serialize;

use super::items::write_json;
use crate::geometry::geojson_text::write_number;

/// Writes an object into a buffer. Names are our own and need no escaping.
pub(super) struct ObjectWriter<'b> {
    buffer: &'b mut Vec<u8>,
    next: u8,
}

impl<'b> ObjectWriter<'b> {
    /// Begins the object.
    pub fn new(buffer: &'b mut Vec<u8>) -> Self {
        Self { buffer, next: b'{' }
    }

    fn name(&mut self, name: &'static str) {
        self.buffer.push(self.next);
        self.next = b',';
        self.buffer.push(b'"');
        self.buffer.extend_from_slice(name.as_bytes());
        self.buffer.extend_from_slice(b"\":");
    }

    /// A text.
    pub fn text(&mut self, name: &'static str, text: &str) {
        self.name(name);
        if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            write_json(self.buffer, &text);
            return;
        }
        self.buffer.push(b'"');
        self.buffer.extend_from_slice(text.as_bytes());
        self.buffer.push(b'"');
    }

    /// A text, or `null`.
    pub fn text_or_null(&mut self, name: &'static str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.null(name),
        }
    }

    fn null(&mut self, name: &'static str) {
        self.name(name);
        self.buffer.extend_from_slice(b"null");
    }

    /// A number, to the nearest whole one.
    pub fn number(&mut self, name: &'static str, number: f64) {
        self.name(name);
        write_number(self.buffer, number, 0);
    }

    /// Anything else.
    pub fn json(&mut self, name: &'static str, value: &impl Serialize) {
        self.name(name);
        write_json(self.buffer, value);
    }

    /// Ends the object.
    pub fn end(self) {
        if self.next == b'{' {
            self.buffer.push(b'{');
        }
        self.buffer.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_reads_back(text in any::<String>(), number in -1_000_000..1_000_000_i32) {
            let mut buffer = Vec::new();
            let mut object = ObjectWriter::new(&mut buffer);
            object.text("text", &text);
            object.text_or_null("nothing", None);
            object.number("number", f64::from(number) + 0.25);
            object.json("list", &["a\"b"]);
            object.end();
            let read: serde_json::Value = serde_json::from_slice(&buffer).unwrap();
            prop_assert_eq!(read, serde_json::json!({"text": text, "nothing": null, "number": number, "list": ["a\"b"]}));
        }
    }

    #[test]
    fn an_object_without_members_is_one() {
        let mut buffer = Vec::new();
        ObjectWriter::new(&mut buffer).end();
        assert_eq!(buffer, b"{}");
    }
}
