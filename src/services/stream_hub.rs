//! One reader of the stream for all who listen: what is new is read from the store once and kept in memory for a while,
//! so that thousands of listeners cost the store what one does.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use super::App;
use crate::store::stream::{StreamEvent, after, head};

/// How long to wait for a nudge before looking whether another process has published something.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The shortest time between two looks, so that thousands of listeners are woken for many events at once.
const PAUSE: Duration = Duration::from_millis(50);
/// How many events are read at once.
const BATCH: i64 = 1_000;
/// How many are kept in memory; who is further behind reads from the store.
const KEPT: usize = 8_192;

/// An event as listeners get it.
#[derive(Debug)]
pub struct Published {
    /// Its number.
    pub seq: i64,
    /// What it is about.
    pub kind: String,
    /// A JSON object that names what changed.
    pub payload: String,
    /// The units it concerns; none where it concerns everybody.
    pub units: Vec<String>,
}

impl From<StreamEvent> for Published {
    fn from(event: StreamEvent) -> Self {
        let named = serde_json::from_str::<Value>(&event.payload).ok();
        let units = named.as_ref().and_then(|payload| payload.get("units")).and_then(Value::as_array);
        let units = units.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        Self { seq: event.seq, kind: event.kind, payload: event.payload, units }
    }
}

/// The newest events, and word of each new one.
pub struct StreamHub {
    kept: Mutex<VecDeque<Arc<Published>>>,
    newest: watch::Sender<i64>,
    begun: OnceLock<()>,
}

impl Default for StreamHub {
    fn default() -> Self {
        Self { kept: Mutex::default(), newest: watch::Sender::new(-1), begun: OnceLock::new() }
    }
}

/// What a listener finds after the event it knows.
pub enum Found {
    /// These came since.
    New(Vec<Arc<Published>>),
    /// Memory does not reach back so far.
    TooFarBehind,
}

impl StreamHub {
    /// Something to wait on for new events; the first caller sets the reader going.
    pub fn listen(&self, app: &App) -> watch::Receiver<i64> {
        self.begun.get_or_init(|| {
            tokio::spawn(read_on(app.clone()));
        });
        self.newest.subscribe()
    }

    /// The events after number `seq`, oldest first.
    pub fn after(&self, seq: i64) -> Found {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = *self.newest.borrow();
        match kept.front() {
            _ if newest <= seq => Found::New(Vec::new()),
            Some(first) if first.seq <= seq + 1 => {
                let from = kept.partition_point(|event| event.seq <= seq);
                Found::New(kept.range(from..).cloned().collect())
            }
            _ => Found::TooFarBehind,
        }
    }

    fn add(&self, events: Vec<StreamEvent>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(events.into_iter().map(|event| Arc::new(Published::from(event))));
        let too_many = kept.len().saturating_sub(KEPT);
        kept.drain(..too_many);
        if let Some(last) = kept.back() {
            self.newest.send_replace(last.seq);
        }
    }
}

/// Follows the store for as long as the process runs.
async fn read_on(app: App) {
    let mut published = app.publications();
    let mut from: Option<i64> = None;
    loop {
        let asked = app.clone();
        let since = from;
        let found = tokio::task::spawn_blocking(move || match since {
            None => asked.store.read(head).map(|seq| (seq, Vec::new())),
            Some(seq) => asked.store.read(|conn| after(conn, seq, BATCH)).map(|events| (seq, events)),
        });
        // The store may be away for a moment; the stream waits for it.
        if let Ok(Ok((seq, events))) = found.await {
            let full = i64::try_from(events.len()).unwrap_or(0) == BATCH;
            from = Some(events.last().map_or(seq, |last| last.seq));
            if since.is_none() {
                app.stream.newest.send_replace(seq);
            }
            if !events.is_empty() {
                app.stream.add(events);
            }
            if full {
                continue;
            }
            // Under load many are told at once, a moment later.
            if since.is_some() {
                tokio::time::sleep(PAUSE).await;
            }
        }
        let _ = tokio::time::timeout(LOOK_EVERY, published.changed()).await;
    }
}
