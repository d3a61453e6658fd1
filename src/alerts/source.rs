//! A place where alerts come from, and whether it still speaks.

use serde::{Deserialize, Serialize};

use crate::alerts::rules::SourceRules;
use crate::kernel::ids::SourceId;
use crate::kernel::{Localized, Timestamp};

/// A source of alerts.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertSource {
    /// Its id.
    pub id: SourceId,
    /// A short name for commands and logs.
    pub code: String,
    /// Its name for people.
    pub name: String,
    /// The address of its feed or document.
    pub url: String,
    /// Whether it is polled.
    pub enabled: bool,
    /// Whether it is the demonstration's own.
    pub demonstration: bool,
    /// Its habits, and whom it may lead to.
    pub rules: PollRules,
    /// What is remembered from one poll to the next.
    pub memory: SourceMemory,
}

/// How a source is polled and read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PollRules {
    /// Seconds between two polls.
    pub every_seconds: u32,
    /// Hosts, beside the feed's own, to which its links may lead.
    pub also_hosts: Vec<String>,
    /// How its messages are written.
    pub reading: SourceRules,
}

impl Default for PollRules {
    fn default() -> Self {
        Self { every_seconds: 60, also_hosts: Vec::new(), reading: SourceRules::default() }
    }
}

/// What is remembered of a source from one poll to the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceMemory {
    /// For the next conditional request.
    pub etag: Option<String>,
    /// For the next conditional request.
    pub last_modified: Option<String>,
    /// The last poll.
    pub last_attempt_at: Option<Timestamp>,
    /// The last poll that was answered sensibly.
    pub last_success_at: Option<Timestamp>,
    /// The last poll that brought an alert not known before.
    pub last_new_alert_at: Option<Timestamp>,
    /// When it is polled next.
    pub next_attempt_at: Option<Timestamp>,
    /// Polls that failed since the last one that did not.
    pub consecutive_failures: i64,
    /// What went wrong last.
    pub last_error: Option<Localized>,
}

/// Whether a source still speaks. Silence is never "no alert".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// Answered lately.
    Speaking,
    /// Has not answered for three polls or more.
    Silent,
    /// Answered wrongly at the last poll.
    Failing,
    /// Was never heard.
    NeverHeard,
}

impl AlertSource {
    /// Whether the source speaks at `now`.
    pub fn state(&self, now: Timestamp) -> SourceState {
        let Some(last) = self.memory.last_success_at else { return SourceState::NeverHeard };
        let patience = chrono::TimeDelta::seconds(i64::from(self.rules.every_seconds) * 3 + 60);
        if now - last > patience {
            SourceState::Silent
        } else if self.memory.consecutive_failures > 0 {
            SourceState::Failing
        } else {
            SourceState::Speaking
        }
    }

    /// When to poll next after `failures` failures in a row: doubling from the usual interval up to an hour,
    /// and up to a quarter more by `jitter` (0–1), so that many installations do not ask at once.
    pub fn next_attempt(&self, now: Timestamp, failures: i64, jitter: f64) -> Timestamp {
        let usual = f64::from(self.rules.every_seconds.max(1));
        let doublings = i32::try_from(failures.clamp(0, 12)).unwrap_or(12);
        let wait = (usual * 2_f64.powi(doublings)).min(3_600_f64.max(usual));
        #[allow(clippy::cast_possible_truncation)]
        let milliseconds = (wait * (1.0 + 0.25 * jitter.clamp(0.0, 1.0)) * 1_000.0) as i64;
        now + chrono::TimeDelta::milliseconds(milliseconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    fn now() -> Timestamp {
        "2025-10-28T00:00:00Z".parse().unwrap()
    }

    fn source(memory: SourceMemory) -> AlertSource {
        AlertSource {
            id: SourceId::new(now()),
            code: "s".into(),
            name: "s".into(),
            url: "http://localhost/".into(),
            enabled: true,
            demonstration: false,
            rules: PollRules::default(),
            memory,
        }
    }

    #[test]
    fn a_source_that_was_never_heard_is_not_called_quiet() {
        assert_eq!(source(SourceMemory::default()).state(now()), SourceState::NeverHeard);
    }

    #[test]
    fn silence_is_noticed_after_three_polls() {
        let heard = |ago| SourceMemory { last_success_at: Some(now() - TimeDelta::seconds(ago)), ..Default::default() };
        assert_eq!(source(heard(100)).state(now()), SourceState::Speaking);
        assert_eq!(source(heard(241)).state(now()), SourceState::Silent);
        let failing = SourceMemory { consecutive_failures: 1, ..heard(100) };
        assert_eq!(source(failing).state(now()), SourceState::Failing);
    }

    #[test]
    fn waiting_doubles_up_to_an_hour() {
        let wait = |failures, jitter| {
            (source(SourceMemory::default()).next_attempt(now(), failures, jitter) - now()).num_seconds()
        };
        assert_eq!([wait(0, 0.0), wait(1, 0.0), wait(3, 0.0), wait(50, 0.0)], [60, 120, 480, 3_600]);
        assert_eq!(wait(0, 1.0), 75);
    }
}
