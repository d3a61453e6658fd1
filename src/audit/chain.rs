//! Walking the chain: entry after entry, to the first that is not as it was written.

use super::entry::{AuditEntry, GENESIS};
use crate::kernel::clock::vietnam_time;
use crate::kernel::{Localized, Timestamp};

/// The last entry, as the log remembers it apart from the entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number; 0 before the first.
    pub seq: i64,
    /// Its hash; [`GENESIS`] before the first.
    pub hash: String,
}

/// What is wrong with the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The entry does not have the hash it was written with, or cannot be read.
    Changed,
    /// There is no entry of this number, but later ones.
    Missing,
    /// The entry is whole but does not follow the one before it: one of them was exchanged or moved.
    OutOfOrder,
    /// Entries at the end are gone: this is the first of them.
    TailCut,
    /// The note of the last entry is gone, or names an earlier one.
    HeadLost,
}

/// The first fault that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The number of the entry.
    pub seq: i64,
    /// Its id as it stands there; none where there is no such entry.
    pub id: Option<String>,
    /// Its time as it stands there.
    pub at: Option<Timestamp>,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    fn of(entry: &AuditEntry, kind: FaultKind) -> Self {
        Self { seq: entry.seq, id: Some(entry.record.id.to_string()), at: Some(entry.record.at), kind }
    }

    fn nowhere(seq: i64, kind: FaultKind) -> Self {
        Self { seq, id: None, at: None, kind }
    }

    /// In words: which entry, and what is wrong with it.
    pub fn wording(&self) -> Localized {
        let seq = self.seq;
        let id = self.id.as_deref().unwrap_or("?");
        let at = self.at.map_or_else(|| "?".to_owned(), vietnam_time);
        match self.kind {
            FaultKind::Changed => Localized::new(
                format!("Mục {seq} của nhật ký ({id}, ghi lúc {at}) đã bị sửa sau khi ghi."),
                format!("Entry {seq} of the log ({id}, written {at}) was changed after it was written."),
            ),
            FaultKind::Missing => Localized::new(
                format!("Mục {seq} của nhật ký không còn, trong khi các mục sau vẫn còn."),
                format!("Entry {seq} of the log is missing, while later ones are there."),
            ),
            FaultKind::OutOfOrder => Localized::new(
                format!(
                    "Mục {seq} của nhật ký ({id}, ghi lúc {at}) không nối tiếp: mục này hoặc mục liền trước đã bị thay hoặc đổi chỗ."
                ),
                format!(
                    "Entry {seq} of the log ({id}, written {at}) is out of order: it or the one before was exchanged or moved."
                ),
            ),
            FaultKind::TailCut => Localized::new(
                format!("Phần cuối nhật ký bị cắt: từ mục {seq} trở đi không còn."),
                format!("The tail of the log is cut off: entry {seq} and those after it are gone."),
            ),
            FaultKind::HeadLost => Localized::new(
                format!("Ghi nhận về mục cuối của nhật ký đã mất hoặc bị sửa; mục cuối còn lại là {seq}."),
                format!("The note of the last entry of the log is lost or was changed; the last entry there is {seq}."),
            ),
        }
    }
}

/// A walk along the chain, from the first entry on.
#[derive(Debug)]
pub struct Walk {
    seq: i64,
    hash: String,
    /// The head as it was before the walk began.
    head: Option<Head>,
}

impl Walk {
    /// A walk before its first step. `head` must be read before the first entry is, so that entries which are
    /// added meanwhile are not taken for a fault.
    pub fn new(head: Option<Head>) -> Self {
        Self { seq: 0, hash: GENESIS.into(), head }
    }

    /// The number of the entry the walk stands on.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// Goes on to `entry`, the next there is.
    pub fn step(&mut self, entry: &AuditEntry) -> Result<(), Fault> {
        self.reach(entry.seq)?;
        if !entry.is_whole() {
            return Err(Fault::of(entry, FaultKind::Changed));
        }
        if entry.prev_hash != self.hash {
            return Err(Fault::of(entry, FaultKind::OutOfOrder));
        }
        // The head is who knows whether the last entry is the one that was written.
        if self.head.as_ref().is_some_and(|head| head.seq == entry.seq && head.hash != entry.hash) {
            return Err(Fault::of(entry, FaultKind::OutOfOrder));
        }
        self.seq = entry.seq;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }

    /// The next there is has the number `seq` and cannot be read; `id` as it stands there.
    pub fn unreadable(&self, seq: i64, id: &str) -> Fault {
        self.reach(seq).err().unwrap_or(Fault { id: Some(id.to_owned()), ..Fault::nowhere(seq, FaultKind::Changed) })
    }

    /// No entry comes any more. `now` is the head as it stands after the walk.
    pub fn end(self, now: Option<&Head>) -> Result<i64, Fault> {
        let (Some(before), Some(now)) = (self.head, now) else {
            return Err(Fault::nowhere(self.seq, FaultKind::HeadLost));
        };
        if self.seq < before.seq {
            return Err(Fault::nowhere(self.seq + 1, FaultKind::TailCut));
        }
        if now.seq < self.seq || (before.seq == 0 && before.hash != GENESIS) {
            return Err(Fault::nowhere(self.seq, FaultKind::HeadLost));
        }
        Ok(self.seq)
    }

    fn reach(&self, seq: i64) -> Result<(), Fault> {
        if seq == self.seq + 1 { Ok(()) } else { Err(Fault::nowhere(self.seq + 1, FaultKind::Missing)) }
    }
}
