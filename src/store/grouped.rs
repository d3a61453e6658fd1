//! Many small writes, each durable before it is answered, in few commits: what comes while a commit runs shares the next.
//!
//! A durable commit waits for the disk, and SQLite has one writer. So one thread takes what waits, runs each write
//! behind a savepoint, and commits once for all. A write that fails takes back only itself; if the commit fails, everybody
//! is told. PostgreSQL groups commits itself, so there each write is a transaction of its own.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use diesel::connection::SimpleConnection;

use super::connection::{Store, StoreConnection};
use super::error::{StoreError, Transient};

/// The most writes of one commit, so that the first does not wait long for the last.
const MOST: usize = 256;

/// The way to the thread that writes for all; it ends with the last store that knows the way.
#[derive(Default)]
pub(super) struct Waiting {
    way: OnceLock<Sender<Box<dyn Job>>>,
}

/// A write with the way back to whoever waits for it.
trait Job: Send {
    /// Runs it; false where what it wrote must be taken back.
    fn run(&mut self, conn: &mut StoreConnection) -> bool;
    /// Tells the outcome; `failure` where the commit failed.
    fn answer(self: Box<Self>, failure: Option<StoreError>);
}

/// How a write ended: with its own outcome, or in a panic.
type Ended<T, E> = Result<Result<T, E>, Box<dyn Any + Send>>;

struct Pending<T, E, F> {
    write: F,
    outcome: Option<Ended<T, E>>,
    to: SyncSender<Ended<T, E>>,
}

impl<T, E, F> Job for Pending<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnMut(&mut StoreConnection) -> Result<T, E> + Send,
{
    fn run(&mut self, conn: &mut StoreConnection) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.write)(conn)));
        let keeps = matches!(outcome, Ok(Ok(_)));
        self.outcome = Some(outcome);
        keeps
    }

    fn answer(self: Box<Self>, failure: Option<StoreError>) {
        let outcome = match (self.outcome, failure) {
            (Some(Ok(Err(own))), _) => Ok(Err(own)),
            (Some(Err(panic)), _) => Err(panic),
            (_, Some(failure)) => Ok(Err(failure.into())),
            (Some(done), None) => done,
            (None, None) => Ok(Err(StoreError::Unavailable("a write was not run".into()).into())),
        };
        // Nobody waits any more where the asking thread is gone; the write stands all the same.
        let _ = self.to.send(outcome);
    }
}

impl Store {
    /// Runs `write` as [`Store::write`] does, durable when this returns Ok, sharing its commit with others that come at
    /// the same time.
    ///
    /// # Panics
    /// When `write` does.
    pub fn write_grouped<T, E>(
        &self,
        mut write: impl FnMut(&mut StoreConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Transient + Send + 'static,
    {
        if !self.is_sqlite() {
            return self.write(&mut write);
        }
        let (to, from) = sync_channel(1);
        let job = Box::new(Pending { write, outcome: None, to });
        let lost = || StoreError::Unavailable("a write was lost on its way".into());
        self.way_to_writer()?.send(job).map_err(|_| lost())?;
        from.recv().map_err(|_| lost())?.unwrap_or_else(|panic| resume_unwind(panic))
    }

    fn way_to_writer(&self) -> Result<&Sender<Box<dyn Job>>, StoreError> {
        if let Some(way) = self.waiting().way.get() {
            return Ok(way);
        }
        let (way, jobs) = channel();
        let writer = self.apart();
        let spawned = thread::Builder::new().name("grouped-writes".into()).spawn(move || writer.write_for_all(&jobs));
        spawned.map_err(|error| StoreError::Unavailable(format!("the writing thread: {error}")))?;
        // Where two came at once, the thread of the other ends with its way.
        Ok(self.waiting().way.get_or_init(|| way))
    }

    /// Takes what waits, the first [`MOST`] of it, and runs it in one transaction; for as long as anybody may come.
    fn write_for_all(&self, jobs: &Receiver<Box<dyn Job>>) {
        while let Ok(first) = jobs.recv() {
            let mut group: Vec<Box<dyn Job>> = vec![first];
            group.extend(jobs.try_iter().take(MOST - 1));
            let ran = self.write(|conn| group.iter_mut().try_for_each(|job| behind_savepoint(conn, job.as_mut())));
            let failure: Option<StoreError> = ran.err();
            for job in group {
                job.answer(failure.clone());
            }
        }
    }
}

fn behind_savepoint(conn: &mut StoreConnection, job: &mut dyn Job) -> Result<(), StoreError> {
    conn.batch_execute("SAVEPOINT grouped")?;
    if !job.run(conn) {
        conn.batch_execute("ROLLBACK TO grouped")?;
    }
    conn.batch_execute("RELEASE grouped")?;
    Ok(())
}
