//! Running the service: HTTP, the poller, and the watch on unanswered proposals.

use std::collections::HashMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::rt::spawn;
use actix_web::rt::task::JoinHandle;
use actix_web::{App as HttpApp, HttpServer, web};

use super::audit::insist_on_intact_log;
use super::{Failure, open_app};
use crate::alerts::source::AlertSource;
use crate::config::Settings;
use crate::http::{DemoFeed, RateLimit, Site, guard, keep_zone_texts, routes};
use crate::outbound::post::{PostRules, Poster};
use crate::services::App;
use crate::services::ask_again::ask_again;
use crate::services::escalate_proposals::escalate_proposals;
use crate::services::findings::keep_findings;
use crate::services::invite::invite_first_admin;
use crate::services::place_households::count_households;
use crate::services::poll_feeds::{due_sources, poll_source};
use crate::services::register_sources::{register_from_settings, register_shipped};
use crate::services::replay_drill::publish_due;
use crate::services::resume::resume;
use crate::services::tell_webhooks::{due_webhooks, tell_webhook};
use crate::services::tidy_archive::tidy_daily;
use crate::webhooks::Webhook;

/// `ungpho serve`.
pub fn run(settings: &Settings, despite_tampered_log: bool) -> Result<(), Failure> {
    let app = open_app(settings)?;
    insist_on_intact_log(&app, despite_tampered_log)?;
    register_from_settings(&app, &settings.sources)?;
    if settings.shipped_sources {
        register_shipped(&app)?;
    }
    let resumed = resume(&app)?;
    if resumed.documents + resumed.alerts > 0 {
        println!("finished {} documents and {} alerts that were left over", resumed.documents, resumed.alerts);
    }
    let listener = listen(&settings.listen)?;
    let base = base_of(&listener)?;
    println!("Ứng Phó: {base}");
    if let Some(invited) = invite_first_admin(&app)? {
        println!(
            "Tạo tài khoản quản trị đầu tiên / make the first administrator: {base}/invitation#{}",
            invited.secret
        );
    }
    let sign_in_limit = Arc::new(RateLimit::new(settings.sign_in.per_minute, settings.sign_in.burst));
    let maps_folder = settings.maps_folder();
    let site = Site {
        app,
        anonymous: settings.access.anonymous,
        metrics: settings.access.metrics,
        sign_in_limit,
        maps_folder,
        demo: None,
    };
    serve(listener, site, settings.polling.enabled)
}

/// The address a browser on this machine reaches it by.
pub fn base_of(listener: &TcpListener) -> Result<String, Failure> {
    let address = listener.local_addr()?;
    let reached = if address.ip().is_unspecified() { (Ipv4Addr::LOCALHOST, address.port()).into() } else { address };
    Ok(format!("http://{reached}"))
}

/// Binds the address, or says what to do.
pub fn listen(address: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .map_err(|error| format!("cannot listen on {address}: {error}; choose another with --listen HOST:PORT").into())
}

/// Serves `site` until the process is told to stop.
pub fn serve(listener: TcpListener, site: Site, polling: bool) -> Result<(), Failure> {
    actix_web::rt::System::new().block_on(async move {
        if polling {
            spawn(poll_for_ever(site.app.clone()));
        }
        spawn(escalate_for_ever(site.app.clone()));
        spawn(tidy_for_ever(site.app.clone()));
        spawn(tell_for_ever(site.app.clone()));
        spawn(look_for_ever(site.app.clone()));
        spawn(write_for_ever(site.app.clone()));
        spawn(compare_for_ever(site.app.clone()));
        if let Some(feed) = site.demo.clone() {
            spawn(publish_for_ever(site.app.clone(), feed));
        }
        HttpServer::new(move || {
            let site = site.clone();
            let app = HttpApp::new().wrap(from_fn(guard)).wrap(Compress::default());
            app.configure(|config| routes(config, site))
        })
        .workers(2)
        .shutdown_timeout(3)
        .listen(listener)?
        .run()
        .await
    })?;
    Ok(())
}

/// How many sources are asked at the same time.
const POLLS_AT_ONCE: usize = 8;

/// Polls what is due, each source by itself, so that one that hangs keeps no other waiting.
async fn poll_for_ever(app: App) {
    let mut running = HashMap::new();
    loop {
        running.retain(|_, poll: &mut JoinHandle<()>| !poll.is_finished());
        match due_sources(&app).await {
            Ok(due) => {
                for source in due {
                    if running.len() < POLLS_AT_ONCE && !running.contains_key(&source.id) {
                        running.insert(source.id, spawn(poll_and_go_on(app.clone(), source)));
                    }
                }
            }
            Err(error) => tracing::error!(%error, "the sources could not be read; polling goes on"),
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn poll_and_go_on(app: App, source: AlertSource) {
    if let Err(error) = poll_source(&app, &source).await {
        tracing::error!(source = source.code, %error, "polling failed; it goes on");
    }
}

async fn escalate_for_ever(app: App) {
    loop {
        let worker = app.clone();
        let watch = move || {
            // Lists that another process, or an import, has changed.
            ask_again(&worker)?;
            publish_due(&worker)?;
            escalate_proposals(&worker)
        };
        match web::block(watch).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "escalation failed; it goes on"),
            Err(error) => tracing::error!(%error, "escalation ended early; it goes on"),
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}

/// How often it is looked whether a day has begun.
const TIDY_EVERY: Duration = Duration::from_mins(15);

/// Drops the bytes of old documents, once a day.
async fn tidy_for_ever(app: App) {
    loop {
        let worker = app.clone();
        match web::block(move || tidy_daily(&worker)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "old documents could not be dropped; it goes on"),
            Err(error) => tracing::error!(%error, "dropping old documents ended early; it goes on"),
        }
        tokio::time::sleep(TIDY_EVERY).await;
    }
}

/// Keeps the picture of zones, what is known of the sources, and the households counted in the zones at hand: after each change in this process at once, for those of others every second.
async fn look_for_ever(app: App) {
    let mut nudges = app.nudges();
    loop {
        let worker = app.clone();
        let look = move || {
            worker.sources.current(&worker.store, worker.now())?;
            count_households(&worker)
        };
        match web::block(look).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "zones and sources could not be read; the look goes on"),
            Err(error) => tracing::error!(%error, "zones and sources could not be read; the look goes on"),
        }
        let _ = tokio::time::timeout(Duration::from_secs(1), nudges.changed()).await;
    }
}

/// Keeps zones as text at hand. It is a loop of its own because a slow disk may hold it up.
async fn write_for_ever(app: App) {
    let mut nudges = app.nudges();
    loop {
        let worker = app.clone();
        match web::block(move || keep_zone_texts(&worker)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "zones could not be written as text; it goes on"),
            Err(error) => tracing::error!(%error, "writing zones as text ended early; it goes on"),
        }
        let _ = tokio::time::timeout(Duration::from_secs(1), nudges.changed()).await;
    }
}

/// Keeps at hand which tables contradict each other, once somebody has asked, and writes down since when. It is a loop
/// of its own because a new day, or an import, takes it a while.
async fn compare_for_ever(app: App) {
    let mut nudges = app.nudges();
    loop {
        let worker = app.clone();
        let keep = move || if worker.findings.are_asked_for() { keep_findings(&worker) } else { Ok(()) };
        match web::block(keep).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "findings could not be brought up to date; it goes on"),
            Err(error) => tracing::error!(%error, "bringing findings up to date ended early; it goes on"),
        }
        let _ = tokio::time::timeout(Duration::from_secs(1), nudges.changed()).await;
    }
}

/// Tells webhooks what is new: after each change in this process at once, for those of others every second. Each webhook by
/// itself, so that one that hangs keeps no other waiting.
async fn tell_for_ever(app: App) {
    let poster = match Poster::new(PostRules::new(&app.rules.webhooks.local_hosts)) {
        Ok(poster) => poster,
        Err(error) => return tracing::error!(%error, "no webhook can be told"),
    };
    let mut news = app.publications();
    let mut running = HashMap::new();
    loop {
        running.retain(|_, telling: &mut JoinHandle<()>| !telling.is_finished());
        let worker = app.clone();
        match web::block(move || due_webhooks(&worker)).await {
            Ok(Ok(due)) => {
                for webhook in due {
                    running
                        .entry(webhook.id)
                        .or_insert_with(|| spawn(tell_and_go_on(app.clone(), poster.clone(), webhook)));
                }
            }
            Ok(Err(error)) => tracing::error!(%error, "what is new for webhooks could not be read; it goes on"),
            Err(error) => tracing::error!(%error, "reading what is new for webhooks ended early; it goes on"),
        }
        let _ = tokio::time::timeout(Duration::from_secs(1), news.changed()).await;
        // Many changes at once are looked at together.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn tell_and_go_on(app: App, poster: Poster, webhook: Webhook) {
    if let Err(error) = tell_webhook(&app, &poster, webhook.id).await {
        tracing::error!(webhook = webhook.name, %error, "a webhook could not be told; it goes on");
    }
}

async fn publish_for_ever(app: App, feed: Arc<DemoFeed>) {
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let (worker, publisher) = (app.clone(), Arc::clone(&feed));
        let due = publisher.next_at().is_some_and(|at| at <= worker.now());
        if due && let Ok(Err(error)) = web::block(move || publisher.publish_next(&worker).map(|_| ())).await {
            tracing::error!(%error, "the demonstration's next message was not published");
        }
    }
}
