//! What is sent: bytes as they are, or in pieces.

use crate::http::pieces::Pieces;

/// The bytes of an answer.
pub(super) enum Body {
    Whole(Vec<u8>),
    Pieces(Pieces),
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Whole(bytes)
    }
}
