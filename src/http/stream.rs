//! What happens, as it happens: Server-Sent Events that a screen can resume with `Last-Event-ID`.

use std::convert::Infallible;
use std::time::Duration;

use actix_web::{HttpRequest, Responder, get, web};
use actix_web_lab::sse::{Data, Event, Sse};
use futures_util::stream;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::services::App;
use crate::store::stream::{StreamEvent, after, head};

/// How long to wait for a nudge before looking whether another process has published something.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const BATCH: i64 = 200;

/// Events from now on, or from the one after `Last-Event-ID`.
#[utoipa::path(tag = "stream", responses((status = 200, description = "server-sent events", body = String, content_type = "text/event-stream")))]
#[get("/stream")]
pub async fn follow_stream(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
) -> Result<impl Responder, Problem> {
    caller.require(Permission::Read)?;
    let resumed =
        request.headers().get("last-event-id").and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    let from: i64 = match resumed {
        Some(seq) => seq,
        None => off_thread(&site.app, |app| Ok(app.store.read(head)?)).await?,
    };
    let follower = Follower { app: site.app.clone(), nudges: site.app.nudges(), from, waiting: Vec::new() };
    let events = stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await;
        Some((Ok::<Event, Infallible>(event), follower))
    });
    Ok(Sse::from_stream(events).with_keep_alive(Duration::from_secs(15)))
}

struct Follower {
    app: App,
    nudges: tokio::sync::watch::Receiver<()>,
    from: i64,
    /// Read and not yet sent, the next one last.
    waiting: Vec<StreamEvent>,
}

impl Follower {
    async fn next(&mut self) -> Event {
        loop {
            if let Some(event) = self.waiting.pop() {
                self.from = event.seq;
                return Data::new(event.payload).event(event.kind).id(event.seq.to_string()).into();
            }
            let from = self.from;
            match off_thread(&self.app, move |app| Ok(app.store.read(|conn| after(conn, from, BATCH))?)).await {
                Ok(found) if !found.is_empty() => {
                    self.waiting = found;
                    self.waiting.reverse();
                    continue;
                }
                // The store may be away for a moment; the stream waits for it.
                Ok(_) | Err(_) => {}
            }
            let _ = tokio::time::timeout(LOOK_EVERY, self.nudges.changed()).await;
        }
    }
}
