//! Bytes that are sent in pieces, so that a large answer goes through a small buffer of the connection instead of being
//! copied into a large one.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;

/// Bytes that are handed on piece by piece.
pub(super) struct Pieces(Bytes);

/// How much is handed on at once: with the headers a little less than what a connection keeps as its buffer.
const PIECE: usize = 120 * 1024;

impl Pieces {
    /// Those of `owner`, which is let go when they are sent.
    pub(super) fn of(owner: impl AsRef<[u8]> + Send + 'static) -> Self {
        Self(Bytes::from_owner(owner))
    }
}

impl MessageBody for Pieces {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0.len() as u64)
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        let left = &mut self.get_mut().0;
        let next = left.len().min(PIECE);
        Poll::Ready((next > 0).then(|| Ok(left.split_to(next))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pieces_make_the_whole_and_none_is_large(length in prop_oneof![0..5_usize, 0..500_000_usize]) {
            let whole: Vec<u8> = (0..=u8::MAX).cycle().take(length).collect();
            let mut body = Pieces::of(whole.clone());
            prop_assert_eq!(body.size(), BodySize::Sized(length as u64));
            let (mut sent, mut context) = (Vec::new(), Context::from_waker(std::task::Waker::noop()));
            while let Poll::Ready(Some(Ok(piece))) = Pin::new(&mut body).poll_next(&mut context) {
                prop_assert!(!piece.is_empty() && piece.len() <= PIECE);
                sent.extend_from_slice(&piece);
            }
            prop_assert!(sent == whole);
        }
    }
}
