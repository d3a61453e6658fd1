//! Asking the sources of alerts; no bad item stops the rest of its feed.

use chrono::TimeDelta;

use super::ingest_alert::{Arrival, keep, keep_aside, read_kept};
use super::resume::resume;
use super::{App, ServiceError};
use crate::alerts::index::{FeedIndex, IndexEntry};
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::RawState;
use crate::alerts::source::{AlertSource, SourceMemory};
use crate::kernel::checkpoint::checkpoint;
use crate::kernel::{Localized, Timestamp};
use crate::outbound::fetch::{AllowedHosts, FetchFault, Fetched, Validators};
use crate::store::{alert_sources, raw_documents, stream};

/// What a poll found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PollReport {
    /// The source.
    pub source: String,
    /// The source said that nothing has changed.
    pub unchanged: bool,
    /// Documents fetched.
    pub documents: usize,
    /// Alerts not known before.
    pub new_alerts: usize,
    /// Alerts known before.
    pub known_alerts: usize,
    /// Documents, or links that could not be followed, put aside with reasons.
    pub quarantined: usize,
    /// Links that could not be followed now and will be tried again.
    pub postponed: usize,
    /// What went wrong with the feed itself.
    pub error: Option<Localized>,
}

/// The most entries of one index that are asked for in one poll; the rest comes with the next.
const MAX_ENTRIES: usize = 1_000;

/// The sources whose next poll is due.
pub async fn due_sources(app: &App) -> Result<Vec<AlertSource>, ServiceError> {
    let now = app.now();
    off_thread(app, move |app| app.store.read(|conn| alert_sources::due(conn, now)).map_err(Into::into)).await
}

/// Polls one source: fetch, keep, read, follow its links, answer the alerts, remember how it went.
pub async fn poll_source(app: &App, source: &AlertSource) -> Result<PollReport, ServiceError> {
    let mut report = PollReport { source: source.code.clone(), ..PollReport::default() };
    let hosts = AllowedHosts::of_source(&source.url, &source.rules.also_hosts);
    let validators =
        Validators { etag: source.memory.etag.clone(), last_modified: source.memory.last_modified.clone() };

    let mut remembered = validators.clone();
    match app.fetcher.fetch(&source.url, &hosts, &validators).await {
        Ok(Fetched::NotModified) => report.unchanged = true,
        Ok(Fetched::Document { bytes, content_type, validators }) => {
            let arrival = Arrival { url: Some(source.url.clone()), content_type, bytes };
            let index = take_in(app, source, arrival, &mut report).await?;
            if let Some(index) = index {
                follow(app, source, &hosts, &index, &mut report).await?;
            }
            // What could not be used, or whose links could not all be followed, must be read again: a 304
            // would make an error page look like a feed with nothing new.
            let complete = report.postponed == 0 && report.error.is_none();
            remembered = if complete { validators } else { Validators::default() };
        }
        Err(fault) => report.error = Some(fault.wording()),
    }
    off_thread(app, |app| resume(app).map(|_| ())).await?;
    checkpoint("alerts_answered");
    let memory = memory_after(source, &report, remembered, app.now());
    let news =
        report.new_alerts + report.quarantined > 0 || report.error.is_some() != source.memory.last_error.is_some();
    remember(app, source, memory, news).await?;
    checkpoint("source_remembered");
    Ok(report)
}

/// Keeps and reads one document; gives the list it is, where it is one.
async fn take_in(
    app: &App,
    source: &AlertSource,
    arrival: Arrival,
    report: &mut PollReport,
) -> Result<Option<FeedIndex>, ServiceError> {
    let source = source.clone();
    let ingested = off_thread(app, move |app| {
        let document = keep(app, Some(&source), &arrival)?;
        checkpoint("bytes_kept");
        read_kept(app, document.id)
    })
    .await?;
    report.documents += 1;
    report.new_alerts += ingested.new.len();
    report.known_alerts += ingested.known.len();
    if ingested.document.state == RawState::Quarantined {
        report.quarantined += 1;
        if ingested.document.url.as_deref().is_some() {
            report.error =
                report.error.take().or_else(|| ingested.document.reasons.first().map(|reason| reason.wording.clone()));
        }
    }
    Ok(ingested.index)
}

/// Follows the links of an index that have not been followed yet.
async fn follow(
    app: &App,
    source: &AlertSource,
    hosts: &AllowedHosts,
    index: &FeedIndex,
    report: &mut PollReport,
) -> Result<(), ServiceError> {
    let mut asked = 0;
    for entry in &index.entries {
        let Some(address) = entry.links.iter().find_map(|link| resolve(&source.url, link)) else {
            put_aside(app, source, entry, None, &Reason::entry_without_link(), report).await?;
            continue;
        };
        if already_followed(app, &address, entry.updated).await? {
            continue;
        }
        if asked == MAX_ENTRIES {
            report.postponed += 1;
            continue;
        }
        asked += 1;
        match app.fetcher.fetch(&address, hosts, &Validators::default()).await {
            Ok(Fetched::Document { bytes, content_type, .. }) => {
                let arrival = Arrival { url: Some(address), content_type, bytes };
                // An item is never a list to follow: one level is enough, and ends.
                let before = report.error.take();
                take_in(app, source, arrival, report).await?;
                report.error = before;
            }
            Ok(Fetched::NotModified) => {}
            Err(fault) if fault.is_passing() => report.postponed += 1,
            Err(fault) => {
                put_aside(app, source, entry, Some(address), &reason_of(&fault), report).await?;
            }
        }
    }
    Ok(())
}

fn resolve(base: &str, link: &str) -> Option<String> {
    Some(url::Url::parse(base).ok()?.join(link).ok()?.to_string())
}

fn reason_of(fault: &FetchFault) -> Reason {
    Reason { code: "link_not_followed".into(), wording: fault.wording(), place: None }
}

async fn already_followed(app: &App, address: &str, updated: Option<Timestamp>) -> Result<bool, ServiceError> {
    let address = address.to_owned();
    off_thread(app, move |app| {
        let last = app.store.read(|conn| raw_documents::last_from(conn, &address))?;
        Ok(last.is_some_and(|received| updated.is_none_or(|updated| updated <= received)))
    })
    .await
}

/// Keeps a trace of an entry that cannot be followed, once, so that it is not lost in silence.
async fn put_aside(
    app: &App,
    source: &AlertSource,
    entry: &IndexEntry,
    address: Option<String>,
    reason: &Reason,
    report: &mut PollReport,
) -> Result<(), ServiceError> {
    let parts = [Some(entry.id.as_str()), entry.title.as_deref(), address.as_deref()];
    let trace = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let (source, reason) = (source.clone(), reason.clone());
    let fresh = off_thread(app, move |app| {
        let arrival =
            Arrival { url: address, content_type: Some("text/x-index-entry".into()), bytes: trace.into_bytes() };
        keep_aside(app, &source, &arrival, reason)
    })
    .await?;
    report.quarantined += usize::from(fresh);
    Ok(())
}

fn memory_after(source: &AlertSource, report: &PollReport, validators: Validators, now: Timestamp) -> SourceMemory {
    let failed = report.error.is_some();
    let failures = if failed { source.memory.consecutive_failures + 1 } else { 0 };
    let next = source.next_attempt(now, failures, jitter());
    SourceMemory {
        etag: validators.etag,
        last_modified: validators.last_modified,
        last_attempt_at: Some(now),
        last_success_at: if failed { source.memory.last_success_at } else { Some(now) },
        last_new_alert_at: if report.new_alerts > 0 { Some(now) } else { source.memory.last_new_alert_at },
        next_attempt_at: Some(next.max(now + TimeDelta::seconds(1))),
        consecutive_failures: failures,
        last_error: report.error.clone(),
    }
}

/// A number between 0 and 1 that nobody has to be able to guess or not.
fn jitter() -> f64 {
    let mut byte = [0_u8; 1];
    if getrandom::fill(&mut byte).is_err() {
        return 0.5;
    }
    f64::from(u8::from_be_bytes(byte)) / 255.0
}

/// Writes down how a poll went; `news` also tells the screens.
async fn remember(app: &App, source: &AlertSource, memory: SourceMemory, news: bool) -> Result<(), ServiceError> {
    let changed = AlertSource { memory, ..source.clone() };
    off_thread(app, move |app| {
        let now = app.now();
        app.store.write(|conn| {
            alert_sources::remember(conn, &changed)?;
            if !news {
                return Ok(());
            }
            let payload = serde_json::json!({"kind": "source", "id": changed.id, "at": now});
            stream::publish(conn, now, "source", &payload)
        })?;
        app.nudge_streams();
        Ok(())
    })
    .await
}

/// Runs blocking work off the asynchronous threads.
async fn off_thread<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&App) -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    let app = app.clone();
    tokio::task::spawn_blocking(move || work(&app))
        .await
        .map_err(|error| ServiceError::Internal(format!("a task ended early: {error}")))?
}

/// Polls the source called `code` at once, whenever its next poll was due.
pub async fn poll_now(app: &App, code: &str) -> Result<Option<PollReport>, ServiceError> {
    let code = code.to_owned();
    let source =
        off_thread(app, move |app| app.store.read(|conn| alert_sources::by_code(conn, &code)).map_err(Into::into))
            .await?;
    match source {
        Some(source) => poll_source(app, &source).await.map(Some),
        None => Ok(None),
    }
}
