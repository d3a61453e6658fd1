//! The same work on each of many things, on two processors.

use std::panic::resume_unwind;
use std::thread;

/// So many things are worth a second thread.
const WORTH_A_THREAD: usize = 16;

/// Does the same to each, the second half of many in a thread of its own; what comes of them, in their order.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() < WORTH_A_THREAD {
        return items.iter().map(work).collect();
    }
    let (here, there) = items.split_at(items.len() / 2);
    thread::scope(|scope| {
        let there = scope.spawn(|| there.iter().map(&work).collect::<Vec<_>>());
        let mut done: Vec<R> = here.iter().map(&work).collect();
        done.extend(there.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_of_many_stands_in_their_order() {
        for count in [0, 1, 15, 16, 17, 1_001] {
            let numbers: Vec<usize> = (0..count).collect();
            let expected: Vec<usize> = numbers.iter().map(|number| number * 3).collect();
            assert_eq!(each(&numbers, |number| number * 3), expected);
        }
    }
}
