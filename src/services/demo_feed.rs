//! The demonstration's own feed: real storms told again as if they happened now.
//!
//! Messages are written with their historic times. Served, message *k* is sent at the moment it was
//! published here; its other times keep their distance to `sent`, and references follow. A message is
//! published by a person, or by itself after a while.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, FixedOffset, SubsecRound, TimeDelta};
use serde::Deserialize;

use super::{App, ServiceError};
use crate::kernel::clock::vietnam_offset;
use crate::kernel::{Localized, Timestamp};
use crate::store::markers;

/// A chain of messages, as `chains.json` lists it.
#[derive(Debug, Clone, Deserialize)]
pub struct Chain {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// Its messages, in order.
    pub messages: Vec<Message>,
}

/// A message of a chain.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// CAP's identifier.
    pub identifier: String,
    /// When it was sent in the story.
    pub sent: DateTime<FixedOffset>,
    /// CAP's msgType.
    pub msg_type: String,
    file: String,
}

/// The feed: the messages in order, and when each was published.
pub struct DemoFeed {
    chains: Vec<Chain>,
    published: Mutex<Vec<Timestamp>>,
}

/// How long until the next message comes by itself.
pub const STEP_MINUTES: i64 = 20;

const MARKER: &str = "demo_feed";

/// The messages themselves, by file name.
const FILES: &[(&str, &str)] = &[
    ("demo-noru-2022-1.xml", include_str!("../../maps/demo/feed/demo-noru-2022-1.xml")),
    ("demo-noru-2022-2.xml", include_str!("../../maps/demo/feed/demo-noru-2022-2.xml")),
    ("demo-noru-2022-3.xml", include_str!("../../maps/demo/feed/demo-noru-2022-3.xml")),
    ("demo-noru-2022-4.xml", include_str!("../../maps/demo/feed/demo-noru-2022-4.xml")),
    ("demo-mua-2025-1.xml", include_str!("../../maps/demo/feed/demo-mua-2025-1.xml")),
    ("demo-mua-2025-2.xml", include_str!("../../maps/demo/feed/demo-mua-2025-2.xml")),
    ("demo-mua-2025-3.xml", include_str!("../../maps/demo/feed/demo-mua-2025-3.xml")),
    ("demo-mua-2025-4.xml", include_str!("../../maps/demo/feed/demo-mua-2025-4.xml")),
];

impl DemoFeed {
    /// The feed as far as it had been published in this store.
    pub fn open(app: &App) -> Result<Self, ServiceError> {
        let chains: Vec<Chain> = serde_json::from_str(include_str!("../../maps/demo/feed/chains.json"))
            .map_err(|error| ServiceError::Internal(format!("chains.json: {error}")))?;
        let published = match app.store.read(|conn| markers::get(conn, MARKER))? {
            Some(text) => serde_json::from_str(&text).map_err(|error| ServiceError::Internal(error.to_string()))?,
            None => Vec::new(),
        };
        Ok(Self { chains, published: Mutex::new(published) })
    }

    /// The chains with the time each message was published.
    pub fn chains(&self) -> Vec<(&Chain, Vec<Option<Timestamp>>)> {
        let published = self.published();
        let mut times = published.into_iter();
        self.chains.iter().map(|chain| (chain, chain.messages.iter().map(|_| times.next()).collect())).collect()
    }

    /// How many messages are still to come.
    pub fn remaining(&self) -> usize {
        self.messages().count().saturating_sub(self.published().len())
    }

    /// When the next message comes by itself; none where all have come.
    pub fn next_at(&self) -> Option<Timestamp> {
        let last = self.published().last().copied()?;
        (self.remaining() > 0).then(|| last + TimeDelta::minutes(STEP_MINUTES))
    }

    /// Publishes the next message now; gives it, where there is one left.
    pub fn publish_next(&self, app: &App) -> Result<Option<&Message>, ServiceError> {
        let mut published = self.published.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(message) = self.messages().nth(published.len()) else { return Ok(None) };
        // Two messages of one second would have one place in the order of times.
        let now = app.now().trunc_subsecs(0);
        let at = published.last().map_or(now, |last| now.max(*last + TimeDelta::seconds(1)));
        published.push(at);
        let text = serde_json::to_string(&*published).map_err(|error| ServiceError::Internal(error.to_string()))?;
        app.store.write(|conn| markers::set(conn, MARKER, &text))?;
        Ok(Some(message))
    }

    /// The text of a published message, told as of its publication.
    pub fn message(&self, identifier: &str) -> Option<String> {
        let published = self.published();
        let told: Vec<(&Message, Timestamp)> = self.messages().zip(published).collect();
        let (message, at) = told.iter().find(|(message, _)| message.identifier == identifier)?;
        let (_, text) = FILES.iter().find(|(file, _)| *file == message.file)?;
        Some(retell(text, *at - message.sent.to_utc(), &told))
    }

    /// The Atom feed of what has been published, newest first; links lead to `/demo/messages/…` at `base`.
    pub fn atom(&self, base: &str) -> String {
        let published = self.published();
        let updated = published.last().map(chrono::DateTime::to_rfc3339).unwrap_or_default();
        let told: Vec<_> = self.messages().zip(&published).collect();
        let entries: Vec<String> = told
            .into_iter()
            .rev()
            .map(|(message, at)| {
                let (id, at) = (&message.identifier, at.to_rfc3339());
                format!(
                    "  <entry><id>{id}</id><title>[MINH HOẠ] {id}</title><updated>{at}</updated>\
                     <link rel=\"alternate\" type=\"application/cap+xml\" href=\"{base}/demo/messages/{id}.xml\"/></entry>"
                )
            })
            .collect();
        let entries = entries.join("\n");
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  \
             <id>{base}/demo/feed.atom</id>\n  <title>[MINH HOẠ] Nguồn bản tin minh hoạ / Demonstration feed</title>\n  \
             <updated>{updated}</updated>\n{entries}\n</feed>\n"
        )
    }

    fn published(&self) -> Vec<Timestamp> {
        self.published.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn messages(&self) -> impl Iterator<Item = &Message> {
        self.chains.iter().flat_map(|chain| &chain.messages)
    }
}

/// The length of a time like `2022-09-27T14:00:00+07:00`.
const TIME_LENGTH: usize = 25;

/// `text` with every time moved by `shift`; times that are the `sent` of another message, as in references,
/// become the time that one was published.
fn retell(text: &str, shift: TimeDelta, told: &[(&Message, Timestamp)]) -> String {
    let mut retold = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        retold.push_str(before);
        let time = from.get(..TIME_LENGTH).and_then(|time| DateTime::parse_from_rfc3339(time).ok());
        let (taken, written) = if let Some(time) = time {
            let published = told.iter().find(|(message, _)| message.sent == time).map(|(_, at)| *at);
            let moved = published.unwrap_or_else(|| time.to_utc() + shift);
            (TIME_LENGTH, moved.with_timezone(&vietnam_offset()).format("%Y-%m-%dT%H:%M:%S%:z").to_string())
        } else {
            let digits = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
            (digits, from.get(..digits).unwrap_or_default().to_owned())
        };
        retold.push_str(&written);
        rest = from.get(taken..).unwrap_or_default();
    }
    retold.push_str(rest);
    retold
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(identifier: &str, sent: &str) -> Message {
        Message {
            identifier: identifier.into(),
            sent: sent.parse().unwrap(),
            msg_type: "Alert".into(),
            file: String::new(),
        }
    }

    #[test]
    fn times_keep_their_distance_and_references_follow() {
        let (first, second) = (message("a", "2022-09-27T14:00:00+07:00"), message("b", "2022-09-27T20:00:00+07:00"));
        let told =
            [(&first, "2026-11-24T01:00:00Z".parse().unwrap()), (&second, "2026-11-24T01:05:00Z".parse().unwrap())];
        let shift = told[1].1 - second.sent.to_utc();
        let text = "<sent>2022-09-27T20:00:00+07:00</sent><references>s,a,2022-09-27T14:00:00+07:00</references>\
                    <onset>2022-09-27T22:30:00+07:00</onset><polygon>15.26200,108.56</polygon>";
        assert_eq!(
            retell(text, shift, &told),
            "<sent>2026-11-24T08:05:00+07:00</sent><references>s,a,2026-11-24T08:00:00+07:00</references>\
             <onset>2026-11-24T10:35:00+07:00</onset><polygon>15.26200,108.56</polygon>"
        );
    }

    #[test]
    fn every_message_of_every_chain_is_there() {
        let chains: Vec<Chain> = serde_json::from_str(include_str!("../../maps/demo/feed/chains.json")).unwrap();
        for message in chains.iter().flat_map(|chain| &chain.messages) {
            let (_, text) = FILES.iter().find(|(file, _)| *file == message.file).unwrap();
            assert!(text.contains(&format!("<identifier>{}</identifier>", message.identifier)));
        }
    }
}
