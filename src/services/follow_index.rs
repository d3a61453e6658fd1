//! Following the links of a list of alerts, each once.

use super::ServiceError;
use super::app::App;
use super::ingest_alert::{Arrival, keep_aside, read_kept};
use super::poll_feeds::{Poll, off_thread, resolve};
use crate::alerts::cap::AlertIdentity;
use crate::alerts::index::{FeedIndex, IndexEntry};
use crate::alerts::quarantine::Reason;
use crate::outbound::fetch::{Ask, FetchFault, Fetched};
use crate::store::{StoreError, alert_listing, alerts, raw_documents};

/// The most entries of one index that are asked for in one poll; the rest comes with the next.
const MAX_ENTRIES: usize = 1_000;

/// The most entries of one index that are looked at. A list of more is no list of alerts in force.
const MAX_LISTED: usize = 20_000;

/// An entry, and where it leads.
struct Step {
    entry: IndexEntry,
    /// Where to; nowhere where it has no link.
    address: Option<String>,
    /// Whether it is still to be asked for, or put aside.
    open: bool,
}

/// Follows the links of an index at `base` that have not been followed yet, and hears what it lists.
pub(super) async fn follow(poll: &mut Poll<'_>, base: &str, index: &FeedIndex) -> Result<(), ServiceError> {
    let (entries, base) = (index.entries.clone(), base.to_owned());
    if entries.is_empty() {
        return Ok(());
    }
    poll.report.postponed += entries.len().saturating_sub(MAX_LISTED);
    let steps = off_thread(poll.app, move |app| steps_of(app, &base, entries)).await?;
    let (mut asked, mut busy, mut fetched) = (0, false, Fetch::default());
    for step in steps.iter().filter(|step| step.open) {
        let Some(address) = &step.address else {
            put_aside(poll, &step.entry, None, &Reason::entry_without_link()).await?;
            continue;
        };
        if busy || asked == MAX_ENTRIES {
            poll.report.postponed += 1;
            continue;
        }
        asked += 1;
        busy = follow_one(poll, &step.entry, address, &mut fetched).await?;
        if fetched.is_full() {
            poll.take_in_all(fetched.take(), true).await?;
        }
    }
    poll.take_in_all(fetched.take(), false).await?;
    let addresses = steps.into_iter().map(|step| step.address).collect::<Option<Vec<_>>>();
    hear(poll, addresses).await
}

fn steps_of(app: &App, base: &str, entries: Vec<IndexEntry>) -> Result<Vec<Step>, ServiceError> {
    app.store.read(|conn| {
        let step = |entry: IndexEntry| {
            let address = entry.links.iter().find_map(|link| resolve(base, link));
            let last = match &address {
                Some(address) => raw_documents::last_from(conn, address)?,
                None => None,
            };
            let followed = last.is_some_and(|received| entry.updated.is_none_or(|updated| updated <= received));
            Ok(Step { entry, address, open: !followed })
        };
        entries.into_iter().take(MAX_LISTED).map(step).collect()
    })
}

/// What links led to, and was not kept yet: documents are kept and read some at a time, so that the disk is waited for
/// once for all of them. Should the process die before, they are fetched again.
#[derive(Default)]
struct Fetch {
    arrivals: Vec<Arrival>,
    bytes: usize,
}

impl Fetch {
    /// How many documents, or bytes, are kept at once.
    const MOST: (usize, usize) = (200, 4 * 1024 * 1024);

    fn add(&mut self, arrival: Arrival) {
        self.bytes += arrival.bytes.len();
        self.arrivals.push(arrival);
    }

    fn is_full(&self) -> bool {
        self.arrivals.len() >= Self::MOST.0 || self.bytes >= Self::MOST.1
    }

    fn take(&mut self) -> Vec<Arrival> {
        std::mem::take(self).arrivals
    }
}

/// Follows one link; true where the source asks to be left alone.
async fn follow_one(
    poll: &mut Poll<'_>,
    entry: &IndexEntry,
    address: &str,
    fetched: &mut Fetch,
) -> Result<bool, ServiceError> {
    let rules = &poll.source.rules;
    let ask = Ask { accept: rules.accept.as_deref(), user_agent: rules.user_agent.as_deref(), ..Ask::get(address) };
    match poll.app.fetcher.fetch(&ask, &poll.hosts).await {
        Ok(Fetched::Document { bytes, content_type, .. }) => {
            // An item is never a list to follow: one level is enough, and ends.
            fetched.add(Arrival { url: Some(address.to_owned()), content_type, bytes });
            Ok(false)
        }
        Ok(Fetched::NotModified) => Ok(false),
        Err(fault) if fault.is_passing() => {
            poll.report.postponed += 1;
            Ok(poll.wait_as_asked(&fault))
        }
        Err(fault) => {
            put_aside(poll, entry, Some(address.to_owned()), &reason_of(&fault)).await?;
            Ok(false)
        }
    }
}

fn reason_of(fault: &FetchFault) -> Reason {
    Reason { code: "link_not_followed".into(), wording: fault.wording(), place: None }
}

/// Hears which messages the list leads to. Where one of them cannot be told, what is absent cannot either.
async fn hear(poll: &mut Poll<'_>, addresses: Option<Vec<String>>) -> Result<(), ServiceError> {
    let Some(addresses) = addresses else {
        poll.heard.complete = false;
        return Ok(());
    };
    let found = off_thread(poll.app, move |app| {
        addresses.iter().map(|address| messages_at(app, address)).collect::<Result<Vec<_>, _>>()
    })
    .await?;
    for messages in found {
        poll.heard.complete &= !messages.is_empty();
        poll.heard.listed.extend(messages);
    }
    Ok(())
}

/// The messages in the last document that came from `address`.
fn messages_at(app: &App, address: &str) -> Result<Vec<AlertIdentity>, ServiceError> {
    let (document, kept) = app.store.read(|conn| {
        let document = alert_listing::document_from(conn, address)?;
        let kept = match document {
            Some(document) => alerts::of_document(conn, document)?,
            None => Vec::new(),
        };
        Ok::<_, StoreError>((document, kept))
    })?;
    match document {
        // Read again where its messages had come by another road before.
        Some(document) if kept.is_empty() => Ok(read_kept(app, document)?.listed),
        _ => Ok(kept.into_iter().map(|alert| alert.alert.identity).collect()),
    }
}

/// Keeps a trace of an entry that cannot be followed, once, so that it is not lost in silence.
async fn put_aside(
    poll: &mut Poll<'_>,
    entry: &IndexEntry,
    address: Option<String>,
    reason: &Reason,
) -> Result<(), ServiceError> {
    let parts = [Some(entry.id.as_str()), entry.title.as_deref(), address.as_deref()];
    let trace = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let (source, reason) = (poll.source.clone(), reason.clone());
    let fresh = off_thread(poll.app, move |app| {
        let arrival =
            Arrival { url: address, content_type: Some("text/x-index-entry".into()), bytes: trace.into_bytes() };
        keep_aside(app, &source, &arrival, reason)
    })
    .await?;
    poll.report.quarantined += usize::from(fresh);
    Ok(())
}
