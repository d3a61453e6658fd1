//! SQLite's log of what was written, copied back into the file by a thread of its own, so that no commit waits for it.
//!
//! SQLite would do that inside the commit that makes the log long enough. The thread copies while others write and never
//! keeps one waiting; only where it cannot keep up for long does a writer copy before it begins.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

/// Whenever the log has grown by so many bytes it is copied back: much oftener, and what is written again and again would
/// be copied each time; much seldomer, and commits would wait for the disk behind one long copy.
const LONG: u64 = 8 << 20;
/// From so many bytes on a writer does it before it begins.
const TOO_LONG: u64 = 512 << 20;
/// What one transaction wrote where it wrote very much: the memory it took is given back.
const VERY_MUCH: u64 = 24 << 20;

/// As the log is left to this module, and is cut to this length when it begins anew.
pub(super) const SETTINGS: &str = " PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 4194304;";

/// Whose thread copies the log of one database back.
pub(super) struct WalKeeper {
    log: PathBuf,
    growth: Growth,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl WalKeeper {
    /// For the database in `file`.
    pub(super) fn start(file: &str) -> std::io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let of_thread = file.to_owned();
        let thread =
            std::thread::Builder::new().name("wal".into()).spawn(move || copy_when_woken(&of_thread, &woken))?;
        let log = Path::new(&format!("{file}-wal")).to_owned();
        Ok(Self { log, growth: Growth::default(), wake: Some(wake), thread: Some(thread) })
    }

    pub(super) fn length(&self) -> u64 {
        std::fs::metadata(&self.log).map_or(0, |found| found.len())
    }

    /// Before a transaction; gives how long the log is.
    pub(super) fn before(&self, writer: &mut SqliteConnection) -> u64 {
        let length = self.length();
        if length >= TOO_LONG
            && let Err(error) = writer.batch_execute(COPY)
        {
            tracing::warn!(%error, "the log of the database could not be copied back");
        }
        length
    }

    /// After a transaction that began when the log was so long.
    pub(super) fn after(&self, writer: &mut SqliteConnection, before: u64) {
        let length = self.length();
        if self.growth.is_long(length)
            && let Some(wake) = &self.wake
        {
            // Where it has been woken already it will see this too.
            let _ = wake.try_send(());
        }
        if length.saturating_sub(before) >= VERY_MUCH {
            let _ = writer.batch_execute("PRAGMA shrink_memory");
        }
    }
}

/// How long the log was when it was last to be copied; 0 after it has begun anew.
#[derive(Default)]
struct Growth(AtomicU64);

impl Growth {
    /// Whether a log of this length is to be copied now.
    fn is_long(&self, length: u64) -> bool {
        let copied_at = self.0.load(Ordering::Relaxed);
        // A shorter log is one that has begun anew.
        let since = if length < copied_at { 0 } else { copied_at };
        let long = length - since >= LONG;
        self.0.store(if long { length } else { since }, Ordering::Relaxed);
        long
    }
}

/// Waits for nobody and keeps nobody waiting.
const COPY: &str = "PRAGMA wal_checkpoint(PASSIVE)";

fn copy_when_woken(file: &str, woken: &Receiver<()>) {
    let mut connection = None;
    while woken.recv().is_ok() {
        let copied = match &mut connection {
            Some(connection) => SqliteConnection::batch_execute(connection, COPY).map_err(|error| error.to_string()),
            none => match SqliteConnection::establish(file) {
                Ok(opened) => none.insert(opened).batch_execute(COPY).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            },
        };
        if let Err(error) = copied {
            tracing::warn!(error, "the log of the database could not be copied back; it is tried again");
        }
    }
}

impl Drop for WalKeeper {
    fn drop(&mut self) {
        drop(self.wake.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_copied_whenever_it_has_grown_by_as_much_and_anew_after_it_was_cut() {
        let growth = Growth::default();
        let told: Vec<bool> = [8, 16, 17, 31, 32, 70, 71, 4, 19, 20, 21, 0, 16, 31]
            .into_iter()
            .map(|sixteenths| growth.is_long(sixteenths * LONG / 16))
            .collect();
        let [f, t] = [false, true];
        assert_eq!(told, [f, t, f, f, t, t, f, f, t, f, f, f, t, f]);
    }
}
