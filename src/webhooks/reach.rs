//! How a webhook was reached of late, and when it is left alone for a while.

use chrono::TimeDelta;

use crate::kernel::Timestamp;
use crate::kernel::ids::DeliveryId;

/// After so many different messages in vain, one after the other, nobody is there: only one is tried now and then.
const MANY: i64 = 3;

/// Minutes between attempts while nobody is there.
const RESTS: [i64; 5] = [1, 2, 5, 10, 15];

/// How a webhook was reached of late.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// How many failed in a row.
    pub failures: i64,
    /// The last of them.
    pub failed: Option<DeliveryId>,
    /// Until when it is left alone; then one is tried.
    pub rests_until: Option<Timestamp>,
}

/// What is sent to a webhook now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// What is due.
    Due,
    /// One that waits, whenever it is due.
    One,
    /// Nothing.
    Nothing,
}

impl Reach {
    /// What is sent at `now`.
    pub fn turn(&self, now: Timestamp) -> Turn {
        match self.rests_until {
            None => Turn::Due,
            Some(until) if until <= now => Turn::One,
            Some(_) => Turn::Nothing,
        }
    }

    /// The reach after `delivery` was tried. One message that is always refused does not make the others wait.
    #[must_use]
    pub fn after(self, delivery: DeliveryId, is_delivered: bool, now: Timestamp) -> Self {
        if is_delivered {
            return Self::default();
        }
        let another = self.failed != Some(delivery) || self.rests_until.is_some();
        let failures = self.failures + i64::from(another);
        let rest = usize::try_from(failures - MANY).ok().map(|place| RESTS.get(place).or(RESTS.last()));
        let rests_until = rest.flatten().map(|minutes| now + TimeDelta::minutes(*minutes));
        Self { failures, failed: Some(delivery), rests_until }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn one_message_that_is_refused_holds_up_no_other() {
        let (bad, good) = (DeliveryId::new(at(0)), DeliveryId::new(at(0)));
        let mut reach = Reach::default();
        for minute in 0..10 {
            reach = reach.after(bad, false, at(minute));
            assert_eq!(reach.turn(at(minute)), Turn::Due);
        }
        assert_eq!(reach.after(good, true, at(10)), Reach::default());
    }

    #[test]
    fn where_nobody_is_there_one_is_tried_now_and_then() {
        let mut reach = Reach::default();
        for _ in 0..3 {
            assert_eq!(reach.turn(at(0)), Turn::Due);
            reach = reach.after(DeliveryId::new(at(0)), false, at(0));
        }
        let last = DeliveryId::new(at(0));
        let mut now = 0;
        for rest in [1, 2, 5, 10, 15, 15, 15] {
            assert_eq!(reach.turn(at(now + rest) - TimeDelta::milliseconds(1)), Turn::Nothing, "{now}");
            now += rest;
            assert_eq!(reach.turn(at(now)), Turn::One);
            reach = reach.after(last, false, at(now));
        }
        assert_eq!(reach.after(last, true, at(now)).turn(at(now)), Turn::Due);
    }
}
