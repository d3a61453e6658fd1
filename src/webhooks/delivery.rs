//! One event on its way to one webhook.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::kernel::Timestamp;
use crate::kernel::ids::{DeliveryId, WebhookId};

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// To be sent, or to be tried again.
    Pending,
    /// Answered with 2xx.
    Delivered,
    /// Tried for a day in vain.
    Dead,
}

/// One event on its way to one webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id, which is sent as `webhook-id`: the same at each attempt.
    pub id: DeliveryId,
    /// To which webhook.
    pub webhook_id: WebhookId,
    /// The number of the event.
    pub seq: i64,
    /// Its kind.
    pub kind: String,
    /// What is sent.
    pub body: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// How often it was tried since it was last begun.
    pub attempts: i64,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
    /// When it was last tried.
    pub tried_at: Option<Timestamp>,
    /// What the other side last answered; none where it did not.
    pub last_status: Option<i64>,
    /// Why there was no answer.
    pub last_error: Option<String>,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// With this status.
    Answered(u16),
    /// Without an answer.
    Unanswered(String),
}

impl Outcome {
    /// Whether it has arrived.
    pub fn is_delivered(&self) -> bool {
        matches!(self, Self::Answered(200..=299))
    }
}

/// Minutes between attempts; a day in all.
const PAUSES: [i64; 10] = [0, 1, 5, 15, 30, 60, 120, 240, 480, 489];

/// How long to wait after so many attempts in vain; nothing where it is given up.
pub fn pause_after(attempts: i64) -> Option<TimeDelta> {
    let place = usize::try_from(attempts.checked_sub(1)?).ok()?;
    match PAUSES.get(place)? {
        0 => Some(TimeDelta::seconds(5)),
        minutes => Some(TimeDelta::minutes(*minutes)),
    }
}

impl Delivery {
    /// The delivery after an attempt at `now`.
    #[must_use]
    pub fn tried(self, outcome: &Outcome, now: Timestamp) -> Self {
        let (last_status, last_error) = match outcome {
            Outcome::Answered(status) => (Some(i64::from(*status)), None),
            Outcome::Unanswered(why) => (None, Some(why.clone())),
        };
        let (state, next_at) = match (outcome.is_delivered(), pause_after(self.attempts)) {
            (true, _) => (DeliveryState::Delivered, None),
            (false, Some(pause)) => (DeliveryState::Pending, Some(now + pause)),
            (false, None) => (DeliveryState::Dead, None),
        };
        Self { state, next_at, tried_at: Some(now), last_status, last_error, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_for_a_day_and_then_it_is_given_up() {
        let pauses: Vec<TimeDelta> = (1..).map_while(pause_after).collect();
        assert!(pauses.is_sorted());
        let whole: TimeDelta = pauses.iter().sum();
        assert!((TimeDelta::hours(23)..=TimeDelta::hours(25)).contains(&whole), "{whole}");
        assert_eq!(pause_after(0), None);
    }
}
