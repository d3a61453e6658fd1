//! One reader of the stream for all who listen: what is new is read from the store once and kept in memory for a while,
//! so that thousands of listeners cost the store what one does.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::watch;

use super::App;
use crate::store::stream::{StreamEvent, after, head};

/// How long to wait for a nudge before looking whether another process has published something.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The shortest time between two looks, so that thousands of listeners are woken for many events at once.
const PAUSE: Duration = Duration::from_millis(150);
/// How many events are read at once.
const BATCH: i64 = 1_000;
/// How many are kept in memory; who is further behind reads from the store.
const KEPT: usize = 8_192;

/// What telephones report: of one unit many come at once, and they are told as one.
const TOLD_TOGETHER: &str = "relocations";

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
        Named::from(event).published()
    }
}

/// An event with what it names, where that can be read.
struct Named {
    seq: i64,
    kind: String,
    payload: String,
    names: Option<Map<String, Value>>,
}

impl From<StreamEvent> for Named {
    fn from(StreamEvent { seq, kind, payload, .. }: StreamEvent) -> Self {
        let names = serde_json::from_str(&payload).ok();
        Self { seq, kind, payload, names }
    }
}

impl Named {
    fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        let list = self.names.as_ref().and_then(|names| names.get(name)).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    }

    fn units(&self) -> Vec<String> {
        self.list("units").map(str::to_owned).collect()
    }

    /// Whether it may be told with others of its units.
    fn is_joined(&self) -> bool {
        self.kind == TOLD_TOGETHER && self.names.is_some()
    }

    /// Names also what an earlier one named, and says since when.
    fn join(&mut self, earlier: &Self) {
        let ids: BTreeSet<&str> = earlier.list("ids").chain(self.list("ids")).collect();
        let ids: Value = ids.into_iter().collect();
        let since = earlier.names.as_ref().and_then(|names| names.get("at")).cloned();
        if let Some(names) = &mut self.names {
            names.insert("ids".into(), ids);
            names.extend(since.map(|since| ("at".to_owned(), since)));
            self.payload = Value::Object(names.clone()).to_string();
        }
    }

    fn published(self) -> Published {
        let units = self.units();
        Published { seq: self.seq, kind: self.kind, payload: self.payload, units }
    }
}

/// Events as listeners get them: those on relocations of the same units as one, with the ids of all, the number of the
/// last and the time of the first.
fn told_together(events: Vec<StreamEvent>) -> Vec<Published> {
    let mut together: Vec<Option<Named>> = Vec::with_capacity(events.len());
    let mut last_of: HashMap<Vec<String>, usize> = HashMap::new();
    for mut event in events.into_iter().map(Named::from) {
        if event.is_joined()
            && let Some(place) = last_of.insert(event.units(), together.len())
            && let Some(earlier) = together.get_mut(place).and_then(Option::take)
        {
            event.join(&earlier);
        }
        together.push(Some(event));
    }
    together.into_iter().flatten().map(Named::published).collect()
}

/// The newest events, and word of each new one.
pub struct StreamHub {
    kept: Mutex<Kept>,
    newest: watch::Sender<i64>,
    begun: OnceLock<()>,
}

/// Everything that came after number `since`.
#[derive(Default)]
struct Kept {
    since: i64,
    events: VecDeque<Arc<Published>>,
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
        match *self.newest.borrow() {
            newest if newest <= seq => Found::New(Vec::new()),
            _ if kept.since <= seq => {
                let from = kept.events.partition_point(|event| event.seq <= seq);
                Found::New(kept.events.range(from..).cloned().collect())
            }
            _ => Found::TooFarBehind,
        }
    }

    /// Begins after number `seq`, with nothing.
    fn begin(&self, seq: i64) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).since = seq;
        self.newest.send_replace(seq);
    }

    fn add(&self, events: Vec<StreamEvent>) {
        let events = told_together(events);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.events.extend(events.into_iter().map(Arc::new));
        while kept.events.len() > KEPT
            && let Some(gone) = kept.events.pop_front()
        {
            kept.since = gone.seq;
        }
        if let Some(last) = kept.events.back() {
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
                app.stream.begin(seq);
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::kernel::Timestamp;

    fn event(seq: i64, kind: &str, payload: &Value) -> StreamEvent {
        StreamEvent { seq, at: Timestamp::UNIX_EPOCH, kind: kind.into(), payload: payload.to_string() }
    }

    fn reported(seq: i64, unit: &str, id: &str) -> StreamEvent {
        event(seq, TOLD_TOGETHER, &json!({"at": format!("at {seq}"), "units": [unit], "ids": [id]}))
    }

    #[test]
    fn reports_of_one_unit_are_told_as_one_and_no_id_is_lost() {
        let told = told_together(vec![
            reported(1, "23365", "a"),
            reported(2, "23368", "b"),
            event(3, "task", &json!({"units": ["23365"], "id": "t"})),
            reported(4, "23365", "c"),
            event(5, TOLD_TOGETHER, &json!("not an object")),
            reported(6, "23365", "a"),
        ]);
        let seen: Vec<(i64, Value)> =
            told.iter().map(|event| (event.seq, serde_json::from_str(&event.payload).unwrap())).collect();
        assert_eq!(
            seen,
            [
                (2, json!({"at": "at 2", "units": ["23368"], "ids": ["b"]})),
                (3, json!({"units": ["23365"], "id": "t"})),
                (5, json!("not an object")),
                (6, json!({"at": "at 1", "units": ["23365"], "ids": ["a", "c"]})),
            ]
        );
    }

    #[test]
    fn a_listener_finds_what_came_since_or_is_told_that_memory_ends() {
        let hub = StreamHub::default();
        hub.begin(4);
        hub.add((5..=9).map(|seq| reported(seq, "23365", &seq.to_string())).collect());
        let found = |seq| match hub.after(seq) {
            Found::New(events) => Some(events.iter().map(|event| event.seq).collect::<Vec<_>>()),
            Found::TooFarBehind => None,
        };
        assert_eq!([found(9), found(6), found(4), found(3)], [Some(vec![]), Some(vec![9]), Some(vec![9]), None]);
        let many = i64::try_from(KEPT).unwrap();
        hub.add((10..10 + many).map(|seq| event(seq, "task", &json!({}))).collect());
        assert_eq!(found(8), None, "number 9 had to go");
        assert_eq!(found(9).map(|events| events.len()), Some(KEPT));
    }
}
