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
    /// On its way for a day in vain, tried or not.
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
    /// Since when it is on its way: since it was made, or sent again by a person.
    pub begun_at: Timestamp,
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

/// For how long it is tried; then it is given up, whether it was tried or not.
pub const GIVEN_UP_AFTER: TimeDelta = TimeDelta::days(1);

/// Minutes between attempts; the last again and again.
const PAUSES: [i64; 9] = [0, 1, 5, 15, 30, 60, 120, 240, 480];

/// How long to wait after so many attempts in vain.
pub fn pause_after(attempts: i64) -> TimeDelta {
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(PAUSES.len() - 1);
    match PAUSES.get(place) {
        None | Some(0) => TimeDelta::seconds(5),
        Some(minutes) => TimeDelta::minutes(*minutes),
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
        let (state, next_at) = if outcome.is_delivered() {
            (DeliveryState::Delivered, None)
        } else {
            (DeliveryState::Pending, Some(now + pause_after(self.attempts)))
        };
        Self { state, next_at, tried_at: Some(now), last_status, last_error, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_a_day_has_eleven_attempts() {
        assert!((1..20).map(pause_after).is_sorted());
        assert_eq!(pause_after(1), TimeDelta::seconds(5));
        assert_eq!(pause_after(i64::MAX), pause_after(9));
        let mut tried = TimeDelta::zero();
        let attempts = (1..).take_while(|attempt| {
            let in_time = tried < GIVEN_UP_AFTER;
            tried += pause_after(*attempt);
            in_time
        });
        assert_eq!(attempts.count(), 11);
    }
}
