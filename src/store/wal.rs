//! SQLite's log of what was written, copied back into the file by a thread of its own, so that no commit waits for it.
//!
//! SQLite would do that inside the commit that makes the log long enough. The thread copies while others write and never
//! keeps one waiting; only where it cannot keep up for long does a writer copy before it begins.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

/// From so many bytes on the log is copied back.
const LONG: u64 = 16 << 20;
/// From so many bytes on a writer does it before it begins.
const TOO_LONG: u64 = 512 << 20;
/// What one transaction wrote where it wrote very much: the memory it took is given back.
const VERY_MUCH: u64 = 24 << 20;

/// As the log is left to this module, and is cut to this length when it begins anew.
pub(super) const SETTINGS: &str = " PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 4194304;";

/// Whose thread copies the log of one database back.
pub(super) struct WalKeeper {
    log: PathBuf,
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
        Ok(Self { log: Path::new(&format!("{file}-wal")).to_owned(), wake: Some(wake), thread: Some(thread) })
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
        if length >= LONG
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
