//! Many who bring the same kind of work at the same time, and one thread that does it for all of them together.
//!
//! A durable commit waits for the disk, and each write asks for things that many could ask for at once. So what comes while
//! the thread works is done in its next turn, all in one. Where that fails each is done by itself, so that a fault in one
//! spoils no other; a panic counts as a failure.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use tokio::sync::oneshot;

use super::ServiceError;

/// The most that is done in one turn, so that the first does not wait long for the last.
const MOST: usize = 128;

/// The way to the thread; it ends with whoever holds this.
pub struct Gathering<In, Out> {
    way: OnceLock<Sender<Brought<In, Out>>>,
}

/// What somebody brought, and where they wait for the outcome.
type Brought<In, Out> = (In, oneshot::Sender<Result<Out, ServiceError>>);

impl<In, Out> Default for Gathering<In, Out> {
    fn default() -> Self {
        Self { way: OnceLock::new() }
    }
}

impl<In, Out> Gathering<In, Out>
where
    In: Send + 'static,
    Out: Send + 'static,
{
    /// Hands `what` in; its outcome comes by what is given back. The first caller begins the thread with the work of
    /// `begin`, which gets what was brought and gives as many outcomes in the same order.
    pub fn hand_in<W>(
        &self,
        what: In,
        begin: impl FnOnce() -> W,
    ) -> Result<oneshot::Receiver<Result<Out, ServiceError>>, ServiceError>
    where
        W: FnMut(&[In]) -> Result<Vec<Out>, ServiceError> + Send + 'static,
    {
        let (to, outcome) = oneshot::channel();
        self.way(begin)?.send((what, to)).map_err(|_| lost())?;
        Ok(outcome)
    }

    fn way<W>(&self, begin: impl FnOnce() -> W) -> Result<&Sender<Brought<In, Out>>, ServiceError>
    where
        W: FnMut(&[In]) -> Result<Vec<Out>, ServiceError> + Send + 'static,
    {
        if let Some(way) = self.way.get() {
            return Ok(way);
        }
        let (way, brought) = channel();
        let work = begin();
        let begun = thread::Builder::new().name("gathering".into()).spawn(move || work_on(&brought, work));
        begun.map_err(|error| ServiceError::Internal(format!("a thread cannot begin: {error}")))?;
        // Where two came at once, the thread of the other ends with its way.
        Ok(self.way.get_or_init(|| way))
    }
}

/// What is answered where nobody will answer any more.
pub(super) fn lost() -> ServiceError {
    ServiceError::Internal("what was handed in was lost on its way".into())
}

fn work_on<In, Out>(
    brought: &Receiver<Brought<In, Out>>,
    mut work: impl FnMut(&[In]) -> Result<Vec<Out>, ServiceError>,
) {
    while let Ok(first) = brought.recv() {
        let (group, waiting): (Vec<In>, Vec<_>) =
            std::iter::once(first).chain(brought.try_iter().take(MOST - 1)).unzip();
        for (to, outcome) in waiting.into_iter().zip(outcomes(&mut work, &group)) {
            // Nobody waits any more where the asking side is gone; what was done stands all the same.
            let _ = to.send(outcome);
        }
    }
}

fn outcomes<In, Out>(
    work: &mut impl FnMut(&[In]) -> Result<Vec<Out>, ServiceError>,
    group: &[In],
) -> Vec<Result<Out, ServiceError>> {
    match attempt(work, group) {
        Ok(all) => all.into_iter().map(Ok).collect(),
        Err(error) if group.len() == 1 => vec![Err(error)],
        Err(_) => {
            let alone = |one| attempt(work, std::slice::from_ref(one)).and_then(|mut all| all.pop().ok_or_else(lost));
            group.iter().map(alone).collect()
        }
    }
}

fn attempt<In, Out>(
    work: &mut impl FnMut(&[In]) -> Result<Vec<Out>, ServiceError>,
    some: &[In],
) -> Result<Vec<Out>, ServiceError> {
    catch_unwind(AssertUnwindSafe(|| work(some)))
        .unwrap_or_else(|_| Err(ServiceError::Internal("a write fell over".into())))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Arc, Barrier};

    use super::*;

    /// Numbers are doubled; 13 is refused and 31 falls over.
    fn doubled(some: &[u32]) -> Result<Vec<u32>, ServiceError> {
        assert!(!some.contains(&31), "31 falls over");
        if some.contains(&13) { Err(ServiceError::NotSignedIn) } else { Ok(some.iter().map(|one| one * 2).collect()) }
    }

    fn brought(gathering: &Gathering<u32, u32>, number: u32) -> Result<u32, ServiceError> {
        gathering.hand_in(number, || doubled).unwrap().blocking_recv().unwrap()
    }

    #[test]
    fn a_fault_in_one_spoils_no_other() {
        let gathering = Gathering::default();
        thread::scope(|scope| {
            for number in 0..300 {
                let gathering = &gathering;
                scope.spawn(move || match (number, brought(gathering, number)) {
                    (13, outcome) => assert!(matches!(outcome, Err(ServiceError::NotSignedIn)), "{outcome:?}"),
                    (31, outcome) => assert!(matches!(outcome, Err(ServiceError::Internal(_))), "{outcome:?}"),
                    (_, outcome) => assert_eq!(outcome.unwrap(), number * 2),
                });
            }
        });
    }

    #[test]
    fn what_comes_while_the_thread_works_is_done_in_one_turn() {
        let (gathering, busy, turns) = (Gathering::default(), Arc::new(Barrier::new(2)), Arc::new(AtomicUsize::new(0)));
        let work = || {
            let (busy, turns) = (Arc::clone(&busy), Arc::clone(&turns));
            move |some: &[u32]| {
                if turns.fetch_add(1, Ordering::SeqCst) == 0 {
                    busy.wait();
                }
                Ok(some.to_vec())
            }
        };
        let mut waiting = vec![gathering.hand_in(0, work).unwrap()];
        waiting.extend((1..=100).map(|number| gathering.hand_in(number, work).unwrap()));
        busy.wait();
        for (number, outcome) in (0..).zip(waiting) {
            assert_eq!(outcome.blocking_recv().unwrap().unwrap(), number);
        }
        // The first turn had what had come when it began, the others the rest: not a turn for each.
        assert!((1..=3).contains(&turns.load(Ordering::SeqCst)), "{turns:?}");
    }
}
