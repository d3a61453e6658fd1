//! Features as they are sent, kept as text while there is room: most of a page of zones is then copied.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::zones::Slot;

/// The texts of the zones of one index, each written when it is first asked for. What found no room is written anew
/// each time.
pub struct FeatureTexts {
    texts: Vec<OnceLock<Box<[u8]>>>,
    /// Bytes left.
    room: AtomicUsize,
}

impl FeatureTexts {
    /// For so many zones, in so many bytes.
    pub fn new(zones: usize, room: usize) -> Self {
        Self { texts: (0..zones).map(|_| OnceLock::new()).collect(), room: AtomicUsize::new(room) }
    }

    /// Appends the text of the zone in `slot`, which `write` appends where it is not kept.
    pub fn append(&self, slot: Slot, buffer: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
        let kept = self.texts.get(slot);
        if let Some(text) = kept.and_then(OnceLock::get) {
            buffer.extend_from_slice(text);
            return;
        }
        let before = buffer.len();
        write(buffer);
        let text = buffer.get(before..).unwrap_or_default();
        let take = |room: usize| room.checked_sub(text.len());
        if let Some(kept) = kept
            && self.room.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
        {
            // Another reader may have been quicker; its text is the same, and the room stays taken.
            let _ = kept.set(text.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_room_is_written_once_and_what_has_none_each_time() {
        let texts = FeatureTexts::new(3, 10);
        let mut written = 0;
        let mut ask = |slot: Slot, text: &str| {
            let mut buffer = b">".to_vec();
            texts.append(slot, &mut buffer, |buffer| {
                written += 1;
                buffer.extend_from_slice(text.as_bytes());
            });
            (String::from_utf8(buffer).unwrap(), written)
        };
        assert_eq!(ask(0, "six by"), (">six by".into(), 1));
        assert_eq!(ask(0, "unasked"), (">six by".into(), 1));
        assert_eq!(ask(1, "five."), (">five.".into(), 2));
        assert_eq!(ask(1, "five!"), (">five!".into(), 3), "there was no room for it");
        assert_eq!(ask(2, "four"), (">four".into(), 4));
        assert_eq!(ask(2, ""), (">four".into(), 4));
        assert_eq!(ask(9, "no such slot"), (">no such slot".into(), 5));
    }
}
