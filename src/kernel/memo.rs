//! What was worked out a while ago, kept as long as there is room.
//!
//! Two heaps: what is found or added goes to the newer; when that is full the older is thrown away and the newer takes
//! its place. So what is asked for again and again stays, and the whole never holds more than twice what one heap may.
//! An answer is given only for a key that is the same in all it says; a mark made of it only tells where to look.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Values by what they follow from.
pub struct Memo<K, V> {
    most_bytes: usize,
    heaps: Mutex<Heaps<K, V>>,
}

struct Heaps<K, V> {
    newer: Heap<K, V>,
    older: Heap<K, V>,
    /// Of the newer heap.
    bytes: usize,
}

type Heap<K, V> = HashMap<K, Held<V>, foldhash::quality::RandomState>;

struct Held<V> {
    value: Arc<V>,
    bytes: usize,
}

impl<K: Hash + Eq, V> Memo<K, V> {
    /// A memo whose heaps hold so many bytes each, by the count of whoever adds to them.
    pub fn new(most_bytes: usize) -> Self {
        let heaps = Heaps { newer: Heap::default(), older: Heap::default(), bytes: 0 };
        Self { most_bytes, heaps: Mutex::new(heaps) }
    }

    /// The value of `key`, where it is still there.
    pub fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<Arc<V>>
    where
        K: Borrow<Q>,
    {
        let mut heaps = self.heaps.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = heaps.newer.get(key) {
            return Some(Arc::clone(&held.value));
        }
        let (key, held) = heaps.older.remove_entry(key)?;
        let value = Arc::clone(&held.value);
        heaps.keep(key, held, self.most_bytes);
        Some(value)
    }

    /// Keeps the value of a key, which take so many bytes together.
    pub fn keep(&self, key: K, value: Arc<V>, bytes: usize) {
        let mut heaps = self.heaps.lock().unwrap_or_else(PoisonError::into_inner);
        heaps.keep(key, Held { value, bytes }, self.most_bytes);
    }

    /// Keeps nothing any more.
    pub fn clear(&self) {
        let mut heaps = self.heaps.lock().unwrap_or_else(PoisonError::into_inner);
        *heaps = Heaps { newer: Heap::default(), older: Heap::default(), bytes: 0 };
    }
}

impl<K: Hash + Eq, V> Heaps<K, V> {
    fn keep(&mut self, key: K, held: Held<V>, most_bytes: usize) {
        if held.bytes > most_bytes {
            return;
        }
        self.bytes += held.bytes;
        if self.bytes > most_bytes {
            self.bytes = held.bytes;
            self.older = std::mem::take(&mut self.newer);
        }
        if let Some(before) = self.newer.insert(key, held) {
            self.bytes = self.bytes.saturating_sub(before.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memo(keys: std::ops::Range<u32>, most_bytes: usize) -> Memo<u32, u32> {
        let memo = Memo::new(most_bytes);
        keys.for_each(|key| memo.keep(key, Arc::new(key * 2), 10));
        memo
    }

    #[test]
    fn what_was_kept_is_found_and_nothing_else() {
        let memo = memo(0..5, 100);
        assert_eq!((memo.find(&3).as_deref(), memo.find(&7)), (Some(&6), None));
    }

    #[test]
    fn nothing_is_left_of_what_was_let_go() {
        let memo = memo(0..5, 100);
        memo.clear();
        assert_eq!(memo.find(&3), None);
        memo.keep(3, Arc::new(1), 10);
        assert_eq!(memo.find(&3).as_deref(), Some(&1));
    }

    #[test]
    fn two_heaps_are_kept_and_what_is_asked_for_stays() {
        let memo = memo(0..10, 100);
        for key in 10..100 {
            memo.keep(key, Arc::new(0), 10);
            assert_eq!(memo.find(&3).as_deref(), Some(&6), "{key}");
            let heaps = memo.heaps.lock().unwrap();
            assert!(heaps.newer.len() + heaps.older.len() <= 20);
        }
        assert_eq!(memo.find(&4), None);
    }

    #[test]
    fn what_is_kept_twice_counts_once_and_what_is_too_large_is_not_kept() {
        let memo = memo(0..1, 100);
        for _ in 0..50 {
            memo.keep(0, Arc::new(1), 10);
        }
        memo.keep(1, Arc::new(1), 101);
        assert_eq!((memo.find(&0).as_deref(), memo.find(&1)), (Some(&1), None));
        assert_eq!(memo.heaps.lock().unwrap().bytes, 10);
    }
}
