//! When guessing a password has to stop. A lock keeps new sessions from being opened; it never ends one.

use chrono::TimeDelta;

use crate::kernel::Timestamp;

/// How many attempts may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockRules {
    /// Failures for one name from one address that lock it there.
    pub tries: u32,
    /// For how long.
    pub lock: TimeDelta,
    /// Failures within an hour for one name, from anywhere, that lock it everywhere.
    pub tries_per_hour: u32,
}

/// An attempt to sign in that has not succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// From which address.
    pub address: String,
    /// When.
    pub at: Timestamp,
}

/// Whether another attempt may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// So many may still fail.
    Open {
        /// How many.
        tries_left: u32,
    },
    /// None until then.
    Locked {
        /// Until when.
        until: Timestamp,
    },
}

impl Standing {
    /// Until when it is locked.
    pub fn locked_until(self) -> Option<Timestamp> {
        match self {
            Self::Open { .. } => None,
            Self::Locked { until } => Some(until),
        }
    }
}

/// How a name stands at `now` for `address` (for any address at all where it is none), after `failures`.
///
/// A lock counts from its last failure. While it lasts nothing is tried, so nothing prolongs it.
pub fn standing(failures: &[Attempt], address: Option<&str>, now: Timestamp, rules: &LockRules) -> Standing {
    let hour = TimeDelta::hours(1);
    let everywhere: Vec<Timestamp> = failures.iter().map(|failure| failure.at).collect();
    let mut addresses: Vec<&str> = match address {
        Some(address) => vec![address],
        None => failures.iter().map(|failure| failure.address.as_str()).collect(),
    };
    addresses.sort_unstable();
    addresses.dedup();
    let from = |address: &str| -> Vec<Timestamp> {
        failures.iter().filter(|failure| failure.address == address).map(|failure| failure.at).collect()
    };
    let here = addresses.iter().filter_map(|address| lock_of(&from(address), rules.tries, rules.lock, rules.lock));
    let until =
        here.chain(lock_of(&everywhere, rules.tries_per_hour, hour, rules.lock)).filter(|until| *until > now).max();
    if let Some(until) = until {
        return Standing::Locked { until };
    }
    let recent = |times: &[Timestamp], window| times.iter().filter(|at| **at > now - window).count();
    let used = addresses.iter().map(|address| recent(&from(address), rules.lock)).max().unwrap_or(0);
    let left = rules.tries.saturating_sub(u32::try_from(used).unwrap_or(u32::MAX));
    let used = u32::try_from(recent(&everywhere, hour)).unwrap_or(u32::MAX);
    Standing::Open { tries_left: left.min(rules.tries_per_hour.saturating_sub(used)) }
}

/// The end of the lock that begins where `tries` failures fall within `window`.
fn lock_of(times: &[Timestamp], tries: u32, window: TimeDelta, lock: TimeDelta) -> Option<Timestamp> {
    let last = *times.iter().max()?;
    let counted = times.iter().filter(|at| **at > last - window).count();
    (counted >= usize::try_from(tries).unwrap_or(usize::MAX)).then_some(last + lock)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: LockRules = LockRules { tries: 5, lock: TimeDelta::minutes(15), tries_per_hour: 12 };

    fn at(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn failures(of: &[(&str, i64)]) -> Vec<Attempt> {
        of.iter().map(|(address, minute)| Attempt { address: (*address).into(), at: at(*minute) }).collect()
    }

    #[test]
    fn the_fifth_failure_from_one_address_locks_there_for_a_quarter_of_an_hour() {
        let mut made = failures(&[("a", 0), ("a", 3), ("a", 6), ("a", 9)]);
        assert_eq!(standing(&made, Some("a"), at(9), &RULES), Standing::Open { tries_left: 1 });
        made.extend(failures(&[("a", 12)]));
        let locked = Standing::Locked { until: at(27) };
        assert_eq!(standing(&made, Some("a"), at(12), &RULES), locked);
        assert_eq!(standing(&made, Some("a"), at(26), &RULES), locked, "though the first failures are long ago");
        assert_eq!(standing(&made, Some("a"), at(27), &RULES), Standing::Open { tries_left: 5 });
        assert_eq!(standing(&made, Some("b"), at(12), &RULES), Standing::Open { tries_left: 5 }, "others may try");
        assert_eq!(standing(&made, None, at(12), &RULES), locked, "for the list of accounts");
    }

    #[test]
    fn slow_guessing_is_not_locked_by_the_first_rule() {
        let made = failures(&[("a", 0), ("a", 5), ("a", 10), ("a", 15), ("a", 20)]);
        assert_eq!(standing(&made, Some("a"), at(20), &RULES), Standing::Open { tries_left: 2 });
    }

    #[test]
    fn guessing_from_many_addresses_locks_everywhere() {
        let names = ["a", "b", "c", "d", "e", "f"];
        let made: Vec<(&str, i64)> = (0..12).map(|n| (names[n % 6], i64::try_from(n).unwrap() * 4)).collect();
        assert_eq!(standing(&failures(&made[..11]), Some("z"), at(44), &RULES), Standing::Open { tries_left: 1 });
        assert_eq!(standing(&failures(&made), Some("z"), at(44), &RULES), Standing::Locked { until: at(59) });
        assert_eq!(standing(&[], Some("z"), at(44), &RULES), Standing::Open { tries_left: 5 });
    }
}
