//! A file that texts are laid into and read back from by any thread at once. It has no name and is gone when nobody
//! holds it any more, however the program ends. What the system keeps of it in memory it can take back when others
//! need the room; the texts of a whole country are more than a program should hold for itself.

use std::fs::File;
use std::io::{self, IoSliceMut};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Where a text lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub offset: u64,
    pub length: u32,
}

/// The file.
pub(super) struct Shelf {
    file: File,
    /// Buffers that were read into before: a new one would have to be cleared first.
    spare: Mutex<Vec<Vec<u8>>>,
}

/// Texts that lie no further apart are read together, and what is between them is thrown away: to copy so much takes
/// as long as another call.
const GAP: u64 = 8 * 1024;
/// Into so many places at most with one call.
const AT_ONCE: usize = 512;
/// How many buffers are kept, and how large the largest.
const SPARE: usize = 8;
const LARGEST_SPARE: usize = 1024 * 1024;

impl Shelf {
    /// A new one in a folder.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile_in(folder)?, spare: Mutex::default() })
    }

    /// Lays bytes down at `offset`.
    pub(super) fn lay(&self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        at_offset::write(&self.file, offset, bytes)
    }

    /// The texts at `places`, in their order, with commas between them, `head` before and `tail` behind.
    pub(super) fn join(self: &Arc<Self>, head: &[u8], places: &[Place], tail: &[u8]) -> io::Result<Joined> {
        let mut order: Vec<(u64, u32)> = (0..).zip(places).map(|(at, place)| (place.offset, at)).collect();
        order.sort_unstable();
        let order: Vec<usize> = order.into_iter().map(|(_, at)| at as usize).collect();
        let texts: usize = places.iter().map(|place| place.length as usize).sum();
        let length = head.len() + texts + places.len().saturating_sub(1) + tail.len();
        let bytes = self.buffer(length + waste(places, &order));
        let mut joined = Joined { bytes, length, from: Arc::clone(self) };
        let (page, waste) = joined.bytes.split_at_mut_checked(length).ok_or(io::ErrorKind::InvalidInput)?;
        let rooms = rooms(page, head, places, tail).ok_or(io::ErrorKind::InvalidInput)?;
        self.fill(places, &order, rooms, waste)?;
        Ok(joined)
    }

    /// Reads the text of each place into its room, in the `order` in which they lie; neighbours with one call.
    fn fill(&self, places: &[Place], order: &[usize], rooms: Vec<&mut [u8]>, mut waste: &mut [u8]) -> io::Result<()> {
        let mut rooms: Vec<Option<&mut [u8]>> = rooms.into_iter().map(Some).collect();
        let (mut start, mut end) = (0, 0);
        let mut run: Vec<IoSliceMut<'_>> = Vec::with_capacity(places.len().min(AT_ONCE));
        for at in order {
            let (Some(place), Some(room)) = (places.get(*at), rooms.get_mut(*at).and_then(Option::take)) else {
                continue;
            };
            match gap(end, place).filter(|_| run.len() + 1 < AT_ONCE) {
                Some(0) => {}
                Some(gap) => {
                    let (into, rest) = waste.split_at_mut_checked(gap).ok_or(io::ErrorKind::InvalidInput)?;
                    run.push(IoSliceMut::new(into));
                    waste = rest;
                }
                None => {
                    at_offset::read(&self.file, start, &mut run)?;
                    run.clear();
                    start = place.offset;
                }
            }
            end = place.offset + u64::from(place.length);
            run.push(IoSliceMut::new(room));
        }
        at_offset::read(&self.file, start, &mut run)
    }

    fn buffer(&self, length: usize) -> Vec<u8> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut bytes = spare.unwrap_or_default();
        if bytes.len() < length {
            bytes.resize(length, 0);
        }
        bytes
    }

    fn give_back(&self, bytes: Vec<u8>) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.len() < SPARE && bytes.capacity() <= LARGEST_SPARE {
            spare.push(bytes);
        }
    }
}

/// How much lies between the end of what is read and a place; nothing where that is not read together.
fn gap(end: u64, place: &Place) -> Option<usize> {
    let gap = place.offset.checked_sub(end).filter(|gap| *gap <= GAP)?;
    usize::try_from(gap).ok()
}

/// How much is thrown away at most.
fn waste(places: &[Place], order: &[usize]) -> usize {
    let mut end = 0;
    let between = order.iter().filter_map(|at| places.get(*at)).filter_map(|place| {
        let gap = gap(end, place);
        end = place.offset + u64::from(place.length);
        gap
    });
    between.sum()
}

/// Lays out a page: writes all that is not text, and gives the room for each text.
fn rooms<'p>(mut page: &'p mut [u8], head: &[u8], places: &[Place], tail: &[u8]) -> Option<Vec<&'p mut [u8]>> {
    let mut take = |length: usize| {
        let (taken, rest) = std::mem::take(&mut page).split_at_mut_checked(length)?;
        page = rest;
        Some(taken)
    };
    take(head.len())?.copy_from_slice(head);
    let mut rooms = Vec::with_capacity(places.len());
    for (nth, place) in places.iter().enumerate() {
        if nth > 0 {
            take(1)?.copy_from_slice(b",");
        }
        rooms.push(take(place.length as usize)?);
    }
    take(tail.len())?.copy_from_slice(tail);
    Some(rooms)
}

/// Texts that were read and joined.
pub struct Joined {
    bytes: Vec<u8>,
    length: usize,
    from: Arc<Shelf>,
}

impl AsRef<[u8]> for Joined {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl Drop for Joined {
    fn drop(&mut self) {
        self.from.give_back(std::mem::take(&mut self.bytes));
    }
}

/// Reading and writing at a place of a file that several threads use.
#[cfg(target_os = "linux")]
mod at_offset {
    use std::fs::File;
    use std::io::{self, IoSliceMut};
    use std::os::unix::fs::FileExt;

    pub(super) fn write(file: &File, offset: u64, bytes: &[u8]) -> io::Result<()> {
        file.write_all_at(bytes, offset)
    }

    /// Fills the rooms one behind the other, with one call if the system gives all at once.
    pub(super) fn read(file: &File, mut offset: u64, rooms: &mut [IoSliceMut<'_>]) -> io::Result<()> {
        let wanted: usize = rooms.iter().map(|room| room.len()).sum();
        if wanted == 0 || rustix::io::preadv(file, rooms, offset).is_ok_and(|read| read == wanted) {
            return Ok(());
        }
        for room in rooms {
            file.read_exact_at(room, offset)?;
            offset += room.len() as u64;
        }
        Ok(())
    }
}

/// Elsewhere no texts are kept.
#[cfg(not(target_os = "linux"))]
mod at_offset {
    use std::fs::File;
    use std::io::{self, IoSliceMut};

    pub(super) fn write(_: &File, _: u64, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn read(_: &File, _: u64, _: &mut [IoSliceMut<'_>]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_laid_down_is_read_back_in_any_order(
            texts in prop::collection::vec(prop_oneof![0..40_usize, 3_000..12_000_usize], 1..40),
            asked in prop::collection::vec(any::<prop::sample::Index>(), 0..60),
        ) {
            let shelf = Arc::new(Shelf::new(&std::env::temp_dir()).unwrap());
            let texts: Vec<Vec<u8>> = (b'a'..).zip(texts).map(|(letter, length)| vec![letter; length]).collect();
            let (mut places, mut end) = (Vec::new(), 0);
            for text in &texts {
                shelf.lay(end, text).unwrap();
                places.push(Place { offset: end, length: u32::try_from(text.len()).unwrap() });
                end += text.len() as u64;
            }
            let asked: Vec<usize> = asked.iter().map(|index| index.index(texts.len())).collect();
            let wanted: Vec<Place> = asked.iter().map(|at| places[*at]).collect();
            let expected = asked.iter().map(|at| texts[*at].as_slice()).collect::<Vec<_>>().join(&b',');
            // Twice, the second time into a buffer that holds another page.
            for head in ["head [", "["] {
                let page = shelf.join(head.as_bytes(), &wanted, b"]").unwrap();
                prop_assert_eq!(page.as_ref(), [head.as_bytes(), &expected, b"]"].concat());
            }
        }
    }

    #[test]
    fn more_places_than_one_call_takes_are_read() {
        let shelf = Arc::new(Shelf::new(&std::env::temp_dir()).unwrap());
        let all: Vec<u8> = (0..20_000_u32).map(|at| b'a' + u8::try_from(at % 26).unwrap()).collect();
        shelf.lay(0, &all).unwrap();
        let places: Vec<Place> = (0..2_000).map(|at| Place { offset: at * 10, length: 7 }).collect();
        let page = shelf.join(b"", &places, b"").unwrap();
        assert_eq!(page.as_ref(), all.chunks(10).map(|ten| &ten[..7]).collect::<Vec<_>>().join(&b','));
    }

    #[test]
    fn what_is_not_in_the_file_is_an_error() {
        let shelf = Arc::new(Shelf::new(&std::env::temp_dir()).unwrap());
        shelf.lay(0, b"short").unwrap();
        assert!(shelf.join(b"", &[Place { offset: 3, length: 9 }], b"").is_err());
    }

    #[test]
    fn many_threads_read_while_one_lays_down() {
        let shelf = Arc::new(Shelf::new(&std::env::temp_dir()).unwrap());
        let text = |at: u64| [b'0' + u8::try_from(at % 10).unwrap(); 500];
        (0..100).for_each(|at| shelf.lay(at * 500, &text(at)).unwrap());
        std::thread::scope(|scope| {
            scope.spawn(|| (100..1_000).for_each(|at| shelf.lay(at * 500, &text(at)).unwrap()));
            for reader in 0..4_u64 {
                let shelf = &shelf;
                scope.spawn(move || {
                    for round in 0..500 {
                        let asked: Vec<u64> = (0..9).map(|nth| (reader * 31 + round * 17 + nth * 7) % 100).collect();
                        let places: Vec<Place> =
                            asked.iter().map(|at| Place { offset: at * 500, length: 500 }).collect();
                        let page = shelf.join(b"", &places, b"").unwrap();
                        assert_eq!(page.as_ref(), asked.iter().map(|at| text(*at)).collect::<Vec<_>>().join(&b','));
                    }
                });
            }
        });
    }
}
