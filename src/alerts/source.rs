//! A place where alerts come from, and whether it still speaks.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::alerts::adapters::SourceFormat;
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
    /// Counts the changes of what is set, not those of what is remembered.
    pub revision: i64,
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
    /// In which format it writes.
    pub format: SourceFormat,
    /// Whether each answer holds all that is in force, so that what is absent from it is over; as the format has it
    /// where nothing is said.
    pub snapshot: Option<bool>,
    /// Whose alerts the source may bring, by CAP's `sender`; anybody's where the list is empty.
    pub senders: Vec<String>,
    /// For which provinces and communes of today it speaks, by their codes; for all where the list is empty.
    pub covers: Vec<String>,
    /// The key by which its alerts are known, a certificate or a public key in PEM; with it only what it signed is used.
    pub signing_key: Option<String>,
    /// How this program calls itself there.
    pub user_agent: Option<String>,
    /// What is asked for as `Accept`.
    pub accept: Option<String>,
    /// The authority in the WMO's register of alerting authorities.
    pub oid: Option<String>,
    /// What the source asks of those who poll it, and other remarks for people.
    pub note: Option<Localized>,
    /// How its messages are written.
    pub reading: SourceRules,
}

impl Default for PollRules {
    fn default() -> Self {
        Self {
            every_seconds: 60,
            also_hosts: Vec::new(),
            format: SourceFormat::default(),
            snapshot: None,
            senders: Vec::new(),
            covers: Vec::new(),
            signing_key: None,
            user_agent: None,
            accept: None,
            oid: None,
            note: None,
            reading: SourceRules::default(),
        }
    }
}

impl PollRules {
    /// Whether what a complete answer no longer lists is over.
    pub fn is_snapshot(&self) -> bool {
        self.snapshot.unwrap_or(self.format.is_snapshot())
    }

    /// Whether the source may bring alerts of `sender`.
    pub fn admits(&self, sender: &str) -> bool {
        let same = |admitted: &String| admitted.trim().eq_ignore_ascii_case(sender.trim());
        self.senders.is_empty() || self.senders.iter().any(same)
    }
}

/// What is remembered of a source from one poll to the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceMemory {
    /// For the next conditional request.
    pub etag: Option<String>,
    /// For the next conditional request.
    pub last_modified: Option<String>,
    /// When the source last sent its document although it may have been asked conditionally.
    pub asked_in_full_at: Option<Timestamp>,
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
    /// What should be known of the last poll although it went well.
    pub last_note: Option<Localized>,
    /// The moment the data of the source speaks of, where it says so.
    pub data_at: Option<Timestamp>,
}

/// How old the data of a source may be, however often it is asked: what is computed every hour comes an hour late and
/// may fail once.
const DATA_PATIENCE: TimeDelta = TimeDelta::hours(3);

/// For how long a source may say that nothing has changed before it is asked for all of it again: a server that says so
/// wrongly must not keep an alert back for good.
const TRUST_IN_UNCHANGED: TimeDelta = TimeDelta::hours(1);

/// The longest time for which a source may ask to be left alone: one header must not silence it for a day.
const LONGEST_REST: TimeDelta = TimeDelta::hours(1);

/// Whether a source still speaks. Silence is never "no alert".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceState {
    /// Answered lately.
    Speaking,
    /// Answers, but with data that is old.
    Late,
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
        let patience = TimeDelta::seconds(i64::from(self.rules.every_seconds) * 3 + 60);
        let old = |data_at: Timestamp| now - data_at > patience.max(DATA_PATIENCE);
        if now - last > patience {
            SourceState::Silent
        } else if self.memory.consecutive_failures > 0 {
            SourceState::Failing
        } else if self.memory.data_at.is_some_and(old) {
            SourceState::Late
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
        now + TimeDelta::milliseconds(milliseconds)
    }

    /// Whether it may be asked only for what has changed.
    pub fn trusts_unchanged(&self, now: Timestamp) -> bool {
        self.memory.asked_in_full_at.is_some_and(|at| at <= now && now - at < TRUST_IN_UNCHANGED)
    }
}

/// Until when a source is left alone that asked for `seconds` of rest.
pub fn rest_until(now: Timestamp, seconds: i64) -> Timestamp {
    now + TimeDelta::try_seconds(seconds.max(0)).unwrap_or(LONGEST_REST).min(LONGEST_REST)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            revision: 1,
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
    fn a_source_that_answers_with_old_data_is_late() {
        let data = |hours| SourceMemory {
            last_success_at: Some(now()),
            data_at: Some(now() - TimeDelta::hours(hours)),
            ..Default::default()
        };
        assert_eq!(source(data(3)).state(now()), SourceState::Speaking);
        assert_eq!(source(data(4)).state(now()), SourceState::Late);
        let failing = SourceMemory { consecutive_failures: 1, ..data(4) };
        assert_eq!(source(failing).state(now()), SourceState::Failing);
    }

    #[test]
    fn a_source_is_taken_at_its_word_that_nothing_has_changed_for_an_hour() {
        let full = |minutes| {
            let at = Some(now() - TimeDelta::minutes(minutes));
            source(SourceMemory { asked_in_full_at: at, ..Default::default() }).trusts_unchanged(now())
        };
        assert_eq!([full(0), full(59), full(60), full(-5)], [true, true, false, false]);
    }

    #[test]
    fn a_source_may_rest_for_an_hour_and_no_longer() {
        let rest = |seconds| (rest_until(now(), seconds) - now()).num_seconds();
        assert_eq!([rest(120), rest(i64::MAX), rest(-5)], [120, 3_600, 0]);
    }

    #[test]
    fn rules_of_before_are_read_and_new_ones_come_back() {
        let old = r#"{"every_seconds": 30, "also_hosts": ["a.example"], "reading": {"assumed_offset_minutes": 420}}"#;
        let rules: PollRules = serde_json::from_str(old).unwrap();
        assert_eq!((rules.every_seconds, rules.format, rules.is_snapshot()), (30, SourceFormat::Auto, false));
        let new = PollRules {
            format: SourceFormat::Luquetsatlo,
            senders: vec!["Kttv@example.vn".into()],
            note: Some(Localized::new("mỗi giờ một lần", "once an hour")),
            ..rules
        };
        assert!(new.is_snapshot() && new.admits("kttv@example.vn ") && !new.admits("other"));
        assert!(!PollRules { snapshot: Some(false), ..new.clone() }.is_snapshot());
        let text = serde_json::to_string(&new).unwrap();
        assert_eq!(serde_json::from_str::<PollRules>(&text).unwrap(), new);
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
