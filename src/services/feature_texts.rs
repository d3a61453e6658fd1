//! Features as they are sent, kept as text: a page of zones is then copied instead of written.
//!
//! Whoever keeps the picture of zones at hand has them written once, in an order that keeps neighbours together.
//! After a change most are taken over: the text of a zone that is still the same value and whose properties still
//! read the same. So a text is never older than the picture it belongs to.
//!
//! Where they cannot be kept, on a full disk as with no room granted, pages are written anew each time.

mod shelf;

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::Path;
use std::sync::Arc;

use geo::{BoundingRect, Rect};

pub use self::shelf::Joined;
use self::shelf::{Place, Shelf};
use super::map_layers::Layers;
use crate::geometry::curve;
use crate::zones::{Slot, Zone};

/// Writes zones as features.
pub trait WriteZones {
    /// Writes all of a feature but its geometry.
    fn write_properties(&self, layers: &Layers, slot: Slot, buffer: &mut Vec<u8>);
    /// Writes the feature.
    fn write_feature(&self, layers: &Layers, slot: Slot, buffer: &mut Vec<u8>);
}

/// A text that is kept.
#[derive(Clone, Copy)]
struct Kept {
    place: Place,
    /// What its properties looked like.
    mark: u64,
}

/// The texts of the zones of one picture.
#[derive(Default)]
pub struct FeatureTexts {
    shelf: Option<Arc<Shelf>>,
    kept: Vec<Option<Kept>>,
}

impl FeatureTexts {
    /// The texts of the zones in `slots`, in their order, with commas between them, `head` before and `tail` behind;
    /// nothing where one of them is not kept.
    pub fn join(&self, head: &[u8], slots: &[Slot], tail: &[u8]) -> Option<Joined> {
        let place = |slot: &Slot| Some((*self.kept.get(*slot)?)?.place);
        let mut places = Vec::with_capacity(slots.len());
        places.extend(slots.iter().map_while(place));
        if places.len() < slots.len() {
            return None;
        }
        // What cannot be read is written anew.
        self.shelf.as_ref()?.join(head, &places, tail).ok()
    }

    /// Whether there are any.
    pub fn are_kept(&self) -> bool {
        self.shelf.is_some()
    }

    /// Takes over what still reads the same as when it was written.
    fn take_over(&mut self, layers: &Layers, marks: &[u64], last: &Layers, texts: &Self) {
        self.shelf.clone_from(&texts.shelf);
        let known: HashMap<*const Zone, Kept> = last
            .zones()
            .iter()
            .zip(&texts.kept)
            .filter_map(|(zone, kept)| Some((Arc::as_ptr(zone), (*kept)?)))
            .collect();
        for ((zone, mark), kept) in layers.zones().iter().zip(marks).zip(&mut self.kept) {
            *kept = known.get(&Arc::as_ptr(zone)).filter(|kept| kept.mark == *mark).copied();
        }
    }

    /// The zones without a text, in an order that keeps neighbours together.
    fn missing(&self, layers: &Layers) -> Vec<Slot> {
        let along = |zone: &Zone| {
            let middle = zone.geometry.bounding_rect().map(Rect::center);
            middle.map_or(0, |middle| curve::along(middle.x, middle.y))
        };
        let all = layers.zones().iter().zip(&self.kept).enumerate();
        let mut missing: Vec<(u64, Slot)> =
            all.filter(|(_, (_, kept))| kept.is_none()).map(|(slot, (zone, _))| (along(zone), slot)).collect();
        missing.sort_unstable();
        missing.into_iter().map(|(_, slot)| slot).collect()
    }

    /// The bytes of the texts that are kept.
    fn length(&self) -> u64 {
        self.kept.iter().flatten().map(|kept| u64::from(kept.place.length)).sum()
    }
}

/// Has the texts written, and knows the file they are in.
#[derive(Default)]
pub struct TextKeeper {
    /// The layers whose texts were kept last.
    last: Option<Arc<Layers>>,
    marks: RandomState,
    /// How much of the file is used.
    end: u64,
    /// Whether the last attempt failed, which was said.
    failed: bool,
}

/// How much is laid down at once.
const PIECE: usize = 1024 * 1024;

impl TextKeeper {
    /// Has the texts of `layers` written as far as they have changed, into a file of at most `room` bytes in `folder`.
    pub fn keep(&mut self, layers: &Arc<Layers>, folder: &Path, room: u64, zones: &impl WriteZones) {
        let texts = if room == 0 { Ok(FeatureTexts::default()) } else { self.followed(layers, folder, room, zones) };
        self.last = texts.is_ok().then(|| Arc::clone(layers));
        let failed = std::mem::replace(&mut self.failed, texts.is_err());
        layers.keep_texts(texts.unwrap_or_else(|error| {
            if !failed {
                let folder = folder.display();
                tracing::warn!(%error, %folder, "no texts of zones can be kept; pages of them are written each time");
            }
            FeatureTexts::default()
        }));
    }

    fn followed(
        &mut self,
        layers: &Arc<Layers>,
        folder: &Path,
        room: u64,
        zones: &impl WriteZones,
    ) -> io::Result<FeatureTexts> {
        let marks = self.marks_of(layers, zones);
        let mut texts = FeatureTexts { shelf: None, kept: vec![None; layers.zones().len()] };
        if let Some(last) = self.last.take()
            && let Some(before) = last.texts()
        {
            texts.take_over(layers, &marks, &last, before);
        }
        // Where more than half of a file is of no use any more a new one takes its place.
        let shelf = if let Some(shelf) = texts.shelf.take().filter(|_| texts.length() >= self.end / 2) {
            shelf
        } else {
            self.end = 0;
            texts.kept.fill(None);
            Arc::new(Shelf::new(folder)?)
        };
        self.write_missing(&mut texts, &shelf, layers, &marks, room, zones)?;
        texts.shelf = Some(shelf);
        Ok(texts)
    }

    /// Writes the texts that are missing, neighbours one behind the other, as long as there is room.
    fn write_missing(
        &mut self,
        texts: &mut FeatureTexts,
        shelf: &Shelf,
        layers: &Layers,
        marks: &[u64],
        room: u64,
        zones: &impl WriteZones,
    ) -> io::Result<()> {
        let mut piece = Vec::with_capacity(PIECE);
        for slot in texts.missing(layers) {
            let before = piece.len();
            zones.write_feature(layers, slot, &mut piece);
            let (Some(kept), Some(mark)) = (texts.kept.get_mut(slot), marks.get(slot)) else { continue };
            let Ok(length) = u32::try_from(piece.len() - before) else {
                return Err(io::ErrorKind::FileTooLarge.into());
            };
            let place = Place { offset: self.end + before as u64, length };
            if place.offset + u64::from(length) > room {
                piece.truncate(before);
                break;
            }
            *kept = Some(Kept { place, mark: *mark });
            if piece.len() >= PIECE {
                self.lay(shelf, &mut piece)?;
            }
        }
        self.lay(shelf, &mut piece)
    }

    fn lay(&mut self, shelf: &Shelf, piece: &mut Vec<u8>) -> io::Result<()> {
        shelf.lay(self.end, piece)?;
        self.end += piece.len() as u64;
        piece.clear();
        Ok(())
    }

    /// A number for the properties of each zone as they read now: another where they read otherwise.
    fn marks_of(&self, layers: &Layers, zones: &impl WriteZones) -> Vec<u64> {
        let mut properties = Vec::new();
        let mark = |slot: Slot| {
            properties.clear();
            zones.write_properties(layers, slot, &mut properties);
            self.marks.hash_one(&properties)
        };
        (0..layers.zones().len()).map(mark).collect()
    }
}
