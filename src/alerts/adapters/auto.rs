//! What tells by itself what it is: CAP, envelopes of CAP, and lists in Atom or RSS.

use super::{Answer, Received, SourceAdapter};
use crate::alerts::document::read_document;

/// Reads by the bytes alone.
pub(super) struct Auto;

impl SourceAdapter for Auto {
    fn read(&self, received: &Received<'_>) -> Answer {
        Answer::of(read_document(received.bytes, received.content_type, received.rules))
    }
}
