//! What happens, as it happens: Server-Sent Events that a screen can resume with `Last-Event-ID`.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpRequest, Responder, get, web};
use actix_web_lab::sse::{Data, Event, Sse};
use futures_util::stream;
use serde::Deserialize;
use tokio::sync::watch;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::services::App;
use crate::services::stream_hub::{Found, Published};
use crate::store::stream::{after, head};

/// How long to wait before trying again where the store is away.
const PATIENCE: Duration = Duration::from_secs(2);
const BATCH: i64 = 200;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct StreamQuery {
    /// Only what concerns this unit and those below it, and what concerns everybody.
    unit: Option<String>,
}

/// Events from now on, or from the one after `Last-Event-ID`. Every kind stands in `docs/stream.md`: alerts, activations,
/// tasks, plans, registers, findings, norms, inspections. `unit` limits them to what concerns it, those below it, and
/// everybody.
#[utoipa::path(tag = "stream", params(StreamQuery), responses((status = 200, description = "server-sent events", body = String, content_type = "text/event-stream")))]
#[get("/stream")]
pub async fn follow_stream(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    query: web::Query<StreamQuery>,
) -> Result<impl Responder, Problem> {
    caller.require(Permission::Read)?;
    let resumed =
        request.headers().get("last-event-id").and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    let from: i64 = match resumed {
        Some(seq) => seq,
        None => off_thread(&site.app, |app| Ok(app.store.read(head)?)).await?,
    };
    let newest = site.app.stream.listen(&site.app);
    let unit = query.into_inner().unit;
    let follower =
        Follower { app: site.app.clone(), newest, from, unit, within: HashMap::new(), waiting: VecDeque::new() };
    let events = stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await;
        Some((Ok::<Event, Infallible>(event), follower))
    });
    Ok(Sse::from_stream(events).with_keep_alive(Duration::from_secs(15)))
}

struct Follower {
    app: App,
    newest: watch::Receiver<i64>,
    from: i64,
    unit: Option<String>,
    /// Whether units lie in the one that is followed, as far as that was asked.
    within: HashMap<String, bool>,
    /// Read and not yet sent.
    waiting: VecDeque<Arc<Published>>,
}

impl Follower {
    async fn next(&mut self) -> Event {
        loop {
            while let Some(event) = self.waiting.pop_front() {
                self.from = event.seq;
                if self.concerns(&event) {
                    let data = Data::new(event.payload.clone()).event(event.kind.clone());
                    return data.id(event.seq.to_string()).into();
                }
            }
            let newest = *self.newest.borrow_and_update();
            if (0..self.from).contains(&newest) {
                // A database was put back that does not come so far. Hearing something twice does no harm.
                self.from = newest;
            }
            match self.app.stream.after(self.from) {
                Found::New(events) if !events.is_empty() => self.waiting.extend(events),
                Found::New(_) => {
                    // A sender that is gone sends nothing more; the connection ends with the process.
                    if self.newest.changed().await.is_err() {
                        tokio::time::sleep(PATIENCE).await;
                    }
                }
                Found::TooFarBehind => self.catch_up().await,
            }
        }
    }

    /// Reads from the store what memory no longer holds.
    async fn catch_up(&mut self) {
        let from = self.from;
        match off_thread(&self.app, move |app| Ok(app.store.read(|conn| after(conn, from, BATCH))?)).await {
            Ok(found) if !found.is_empty() => {
                self.waiting.extend(found.into_iter().map(|event| Arc::new(Published::from(event))));
            }
            Ok(_) | Err(_) => tokio::time::sleep(PATIENCE).await,
        }
    }

    fn concerns(&mut self, event: &Published) -> bool {
        let Some(unit) = &self.unit else { return true };
        event.units.is_empty()
            || event.units.iter().any(|concerned| {
                if let Some(within) = self.within.get(concerned) {
                    return *within;
                }
                let lies = concerned == unit || lies_in(&self.app, concerned, unit);
                self.within.insert(concerned.clone(), lies);
                lies
            })
    }
}

fn lies_in(app: &App, concerned: &str, unit: &str) -> bool {
    app.live.held().is_some_and(|picture| picture.gazetteer.path(concerned, picture.day).is_within(unit))
}
