//! Time is passed in: nothing but [`SystemClock`] reads the machine's clock.
//!
//! Instants are stored and sent in UTC; people are shown Asia/Ho_Chi_Minh, which is UTC+7 all year.

use std::sync::Mutex;

use chrono::{DateTime, FixedOffset, SubsecRound, TimeDelta, Utc};

/// An instant in UTC, never finer than a millisecond, so that both databases keep it unchanged.
pub type Timestamp = DateTime<Utc>;

/// Where "now" comes from.
pub trait Clock: Send + Sync + 'static {
    /// The present instant, cut to whole milliseconds.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods)]
    fn now(&self) -> Timestamp {
        Utc::now().trunc_subsecs(3)
    }
}

/// A clock that stands still until it is told to move; for tests.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// A clock standing at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now.trunc_subsecs(3)))
    }

    /// Moves the clock on by `step`.
    pub fn advance(&self, step: TimeDelta) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += step;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The offset of Asia/Ho_Chi_Minh: UTC+7, no daylight saving.
pub fn vietnam_offset() -> FixedOffset {
    FixedOffset::east_opt(7 * 3600).unwrap_or_else(|| unreachable!("seven hours is an offset"))
}

/// `instant` as Vietnamese offices write it: `14 giờ 05 ngày 27/9/2022` becomes `14:05 27/09/2022`.
pub fn vietnam_time(instant: Timestamp) -> String {
    instant.with_timezone(&vietnam_offset()).format("%H:%M %d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn people_read_seven_hours_later() {
        let late = Utc.with_ymd_and_hms(2022, 9, 27, 20, 5, 0).unwrap();
        assert_eq!(vietnam_time(late), "03:05 28/09/2022");
    }
}
