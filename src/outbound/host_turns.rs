//! One request at a time for each host, and a pause after each: a poller must not be a burden to a public server.
//!
//! A request that hangs does not keep the others waiting for good: who has waited for the patience goes on beside it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};
use tokio::time::{Instant, sleep, timeout};

/// From when on a host may be asked again.
type NextAt = Option<Instant>;

/// The hosts that were asked, and whose turn it is at each.
#[derive(Debug, Default)]
pub(super) struct HostTurns {
    hosts: Mutex<HashMap<String, Arc<Turn<NextAt>>>>,
}

/// A turn at a host; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct HostTurn {
    held: Option<OwnedMutexGuard<NextAt>>,
    pause: Duration,
}

impl HostTurns {
    /// Waits for the turn at `host`, for no longer than `patience`.
    pub(super) async fn take(&self, host: &str, pause: Duration, patience: Duration) -> HostTurn {
        let turn = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(hosts.entry(host.to_owned()).or_default())
        };
        let held = timeout(patience, turn.lock_owned()).await.ok();
        if let Some(next_at) = held.as_deref().copied().flatten() {
            sleep(next_at.saturating_duration_since(Instant::now())).await;
        }
        HostTurn { held, pause }
    }
}

impl Drop for HostTurn {
    fn drop(&mut self) {
        if let Some(held) = &mut self.held {
            **held = Some(Instant::now() + self.pause);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const LONG: Duration = Duration::from_mins(1);

    fn run<F: Future>(work: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(work)
    }

    #[test]
    fn a_host_is_asked_once_at_a_time_and_another_at_once() {
        run(async {
            let turns = Arc::new(HostTurns::default());
            let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
            let tasks: Vec<_> = (0..4)
                .map(|_| {
                    let (turns, running, most) = (Arc::clone(&turns), Arc::clone(&running), Arc::clone(&most));
                    tokio::spawn(async move {
                        let _turn = turns.take("a", Duration::ZERO, LONG).await;
                        most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        sleep(Duration::from_millis(5)).await;
                        running.fetch_sub(1, Ordering::SeqCst);
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(most.load(Ordering::SeqCst), 1);
            let _a = turns.take("a", Duration::ZERO, LONG).await;
            let begun = Instant::now();
            let _b = turns.take("b", Duration::ZERO, LONG).await;
            assert!(begun.elapsed() < Duration::from_secs(5));
        });
    }

    #[test]
    fn there_is_a_pause_after_each_and_nobody_waits_for_one_that_hangs() {
        run(async {
            let turns = HostTurns::default();
            drop(turns.take("a", Duration::from_millis(50), LONG).await);
            let begun = Instant::now();
            let hanging = turns.take("a", Duration::ZERO, LONG).await;
            assert!(begun.elapsed() >= Duration::from_millis(40), "{:?}", begun.elapsed());
            let begun = Instant::now();
            let beside = turns.take("a", Duration::ZERO, Duration::from_millis(30)).await;
            assert!(begun.elapsed() >= Duration::from_millis(20) && beside.held.is_none());
            drop(hanging);
        });
    }
}
