//! Whether anything was committed for a piece of work: told by a mark that goes with it, over the threads that it is handed
//! to.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

tokio::task_local! {
    static AT_WORK: Mark;
}

/// Set as soon as a transaction of the work it belongs to may have been committed.
#[derive(Debug, Clone, Default)]
pub struct Mark(Arc<AtomicBool>);

impl Mark {
    /// The mark of the work at hand, where it has one.
    pub fn here() -> Option<Self> {
        AT_WORK.try_with(Clone::clone).ok()
    }

    /// Whether something may have been committed.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Notes that something may have been committed.
    pub fn set(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Does `work` under this mark.
    pub async fn follow<F: Future>(self, work: F) -> F::Output {
        AT_WORK.scope(self, work).await
    }
}

/// Does `work`, which was handed to this thread, under the mark of whoever handed it over.
pub fn under<T>(mark: Option<Mark>, work: impl FnOnce() -> T) -> T {
    match mark {
        Some(mark) => AT_WORK.sync_scope(mark, work),
        None => work(),
    }
}

/// Notes that a transaction is about to be committed: where the connection breaks in the middle nobody knows.
pub(super) fn note() {
    let _ = AT_WORK.try_with(Mark::set);
}
