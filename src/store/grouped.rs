//! Many small writes, each durable before it is answered, in few commits: who comes while a commit runs waits for the
//! next one and shares it.
//!
//! A durable commit waits for the disk, and SQLite has one writer. So one of those who wait, the leader, runs what all
//! of them brought, each behind a savepoint, and commits once. A write that fails takes back only itself; if the commit
//! fails, everybody is told. PostgreSQL groups commits itself, so there each write is a transaction of its own.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{SyncSender, TryRecvError, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

use diesel::connection::SimpleConnection;

use super::connection::{Store, StoreConnection};
use super::error::{StoreError, Transient};

/// The most writes of one commit, so that the first does not wait long for the last.
const MOST: usize = 256;

/// Writes that wait for a leader.
#[derive(Default)]
pub(super) struct Waiting {
    queue: Mutex<Vec<Box<dyn Job>>>,
    /// Held by whoever runs a group.
    leading: Mutex<()>,
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
        lock(&self.waiting().queue).push(Box::new(Pending { write, outcome: None, to }));
        let leading = lock(&self.waiting().leading);
        // Whoever led before may have run this one already; else it is in one of the next groups.
        loop {
            match from.try_recv() {
                Ok(ended) => return settle(ended),
                Err(TryRecvError::Empty) => self.run_group(&leading),
                Err(TryRecvError::Disconnected) => {
                    return Err(StoreError::Unavailable("a write was lost on its way".into()).into());
                }
            }
        }
    }

    /// Runs what waits, the first [`MOST`] of it, in one transaction; only one thread at a time leads.
    fn run_group(&self, _leading: &MutexGuard<'_, ()>) {
        let mut jobs = {
            let mut queue = lock(&self.waiting().queue);
            let count = queue.len().min(MOST);
            queue.drain(..count).collect::<Vec<_>>()
        };
        let ran = self.write(|conn| jobs.iter_mut().try_for_each(|job| behind_savepoint(conn, job.as_mut())));
        let failure: Option<StoreError> = ran.err();
        for job in jobs {
            job.answer(failure.clone());
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

fn settle<T, E>(ended: Ended<T, E>) -> Result<T, E> {
    ended.unwrap_or_else(|panic| resume_unwind(panic))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
