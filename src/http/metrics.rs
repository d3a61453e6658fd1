//! Figures for those who watch over the machine, in the text form that Prometheus reads. Nobody and no place is named.

use std::fmt::{self, Write as _};
use std::net::IpAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::http::header::HOST;
use actix_web::http::uri::Authority;
use actix_web::http::{StatusCode, Version};
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, get, web};

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::alerts::source::SourceState;
use crate::config::MetricsFor;
use crate::kernel::Timestamp;
use crate::services::{App, ServiceError};
use crate::store::alert_sources;
use crate::store::tallies::{Tallies, tallies};

/// Answers of this process by the first digit of their status.
static ANSWERED: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];
/// When this process began to serve.
static BEGUN: OnceLock<Timestamp> = OnceLock::new();

/// Notes that serving begins; only the first time counts.
pub fn note_beginning(now: Timestamp) {
    BEGUN.get_or_init(|| now);
}

/// Counts an answer.
pub fn count_answer(status: StatusCode) {
    if let Some(count) = ANSWERED.get(usize::from(status.as_u16() / 100).wrapping_sub(1)) {
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// What a proxy adds when it passes a request on.
const PASSED_ON: [&str; 5] = ["forwarded", "x-forwarded-for", "x-forwarded-proto", "x-real-ip", "via"];

/// Whether the request was made on this machine, and by no proxy for somebody else. Proxies that add nothing pass on the
/// host that was asked for, or speak HTTP/1.0 as nginx does unless it is told otherwise.
fn is_local(request: &HttpRequest) -> bool {
    request.peer_addr().is_some_and(|peer| peer.ip().to_canonical().is_loopback())
        && request.version() >= Version::HTTP_11
        && !PASSED_ON.iter().any(|name| request.headers().contains_key(*name))
        && asked_for(request).is_some_and(|host| names_this_machine(&host))
}

/// The host that was asked for, without a port; nothing where there are several.
fn asked_for(request: &HttpRequest) -> Option<String> {
    let mut hosts = request.headers().get_all(HOST);
    let host = hosts.next().map_or_else(|| request.uri().host(), |host| host.to_str().ok())?;
    if hosts.next().is_some() {
        return None;
    }
    let authority: Authority = host.parse().ok()?;
    Some(authority.host().to_owned())
}

fn names_this_machine(host: &str) -> bool {
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || literal.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

/// How the process and its database are.
#[get("/metrics")]
pub async fn read_metrics(site: web::Data<Site>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let open = match site.metrics {
        MetricsFor::Anyone => true,
        MetricsFor::Local => is_local(&request),
        MetricsFor::SignedIn => false,
    };
    if !open {
        let caller = Caller::from_request(&request, &mut actix_web::dev::Payload::None).await?;
        caller.require(Permission::Read)?;
    }
    let text = off_thread(&site.app, |app| Ok(written(app, &Measured::of(app)?))).await?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}

/// What is read for one answer.
struct Measured {
    tallies: Tallies,
    /// How many sources stand in each state; those that are off are left out.
    sources: [(SourceState, usize); 5],
    zones: usize,
    plans: usize,
    picture: i64,
    log_bytes: Option<u64>,
}

const STATES: [SourceState; 5] =
    [SourceState::Speaking, SourceState::Late, SourceState::Failing, SourceState::Silent, SourceState::NeverHeard];

impl Measured {
    fn of(app: &App) -> Result<Self, ServiceError> {
        let now = app.now();
        let (tallies, sources) =
            app.store.read(|conn| Ok::<_, ServiceError>((tallies(conn)?, alert_sources::all(conn)?)))?;
        let standing: Vec<SourceState> =
            sources.iter().filter(|source| source.enabled).map(|source| source.state(now)).collect();
        let held = app.live.held();
        Ok(Self {
            tallies,
            sources: STATES.map(|state| (state, standing.iter().filter(|found| **found == state).count())),
            zones: held.as_ref().map_or(0, |picture| picture.zones.zones().len()),
            plans: held.as_ref().map_or(0, |picture| picture.plans.len()),
            picture: held.map_or(0, |picture| picture.revision),
            log_bytes: app.store.log_bytes(),
        })
    }
}

/// The text, family by family.
struct Text(String);

impl Text {
    fn family(&mut self, name: &str, kind: &str, help: &str, samples: &[(&str, &dyn fmt::Display)]) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in samples {
            let _ = writeln!(self.0, "{name}{labels} {value}");
        }
    }

    fn gauge(&mut self, name: &str, help: &str, value: &dyn fmt::Display) {
        self.family(name, "gauge", help, &[("", value)]);
    }

    fn counter(&mut self, name: &str, help: &str, value: &dyn fmt::Display) {
        self.family(name, "counter", help, &[("", value)]);
    }
}

fn written(app: &App, measured: &Measured) -> String {
    let mut text = Text(String::with_capacity(4096));
    let build = format!("{{version=\"{}\",store=\"{}\"}}", env!("CARGO_PKG_VERSION"), app.store.kind());
    text.family("ungpho_build_info", "gauge", "The program and its database.", &[(&build, &1)]);
    let now = app.now();
    let uptime = (now - BEGUN.get().copied().unwrap_or(now)).num_seconds();
    text.gauge("ungpho_uptime_seconds", "Since this process began to serve.", &uptime);
    let answered = ANSWERED.each_ref().map(|count| count.load(Ordering::Relaxed));
    let [informed, done, moved, refused, failed] = &answered;
    text.family(
        "ungpho_http_requests_total",
        "counter",
        "Answers of this process by class of status.",
        &[
            ("{class=\"1xx\"}", informed),
            ("{class=\"2xx\"}", done),
            ("{class=\"3xx\"}", moved),
            ("{class=\"4xx\"}", refused),
            ("{class=\"5xx\"}", failed),
        ],
    );
    write_sources(&mut text, measured);
    write_waiting(&mut text, &measured.tallies);
    write_deliveries(&mut text, &measured.tallies, now);
    text.gauge("ungpho_zones_in_force", "Zones in the index of this process.", &measured.zones);
    text.gauge("ungpho_plans_in_force", "Plans in force in this process.", &measured.plans);
    text.gauge("ungpho_index_revision", "The change of zones, plans and units the index shows.", &measured.picture);
    text.gauge("ungpho_store_revision", "The last change of them in the store.", &measured.tallies.live_revision);
    text.counter("ungpho_stream_events_total", "Events of the stream so far.", &measured.tallies.last_event);
    text.counter("ungpho_audit_entries_total", "Entries of the audit log so far.", &measured.tallies.last_entry);
    if let Some(bytes) = measured.log_bytes {
        text.gauge("ungpho_sqlite_wal_bytes", "Length of SQLite's log of what was written.", &bytes);
    }
    text.0
}

fn write_sources(text: &mut Text, measured: &Measured) {
    let samples = measured.sources.map(|(state, count)| {
        let word = match state {
            SourceState::Speaking => "speaking",
            SourceState::Late => "late",
            SourceState::Failing => "failing",
            SourceState::Silent => "silent",
            SourceState::NeverHeard => "never_heard",
        };
        (format!("{{state=\"{word}\"}}"), count)
    });
    let samples: Vec<(&str, &dyn fmt::Display)> =
        samples.iter().map(|(labels, count)| (labels.as_str(), count as &dyn fmt::Display)).collect();
    text.family("ungpho_sources", "gauge", "Sources of alerts that are switched on, by whether they speak.", &samples);
}

fn write_waiting(text: &mut Text, tallies: &Tallies) {
    let documents: [(&str, &dyn fmt::Display); 2] = [
        ("{state=\"unread\"}", &tallies.unread_documents),
        ("{state=\"quarantined\"}", &tallies.quarantined_documents),
    ];
    text.family("ungpho_documents", "gauge", "Documents of sources that wait or were put aside.", &documents);
    text.gauge(
        "ungpho_alerts_unanswered",
        "Alerts stored of which plans were not asked yet.",
        &tallies.unanswered_alerts,
    );
    let proposals: [(&str, &dyn fmt::Display); 2] =
        [("{drill=\"false\"}", &tallies.waiting_proposals), ("{drill=\"true\"}", &tallies.waiting_drill_proposals)];
    text.family("ungpho_proposals_waiting", "gauge", "Proposals to activate that await a person.", &proposals);
    text.gauge(
        "ungpho_proposals_overdue",
        "Those, drills apart, that nobody answered in time.",
        &tallies.overdue_proposals,
    );
    text.gauge("ungpho_reports_unplaced", "Field reports that await a person.", &tallies.unplaced_reports);
}

fn write_deliveries(text: &mut Text, tallies: &Tallies, now: Timestamp) {
    let states: [(&str, &dyn fmt::Display); 2] =
        [("{state=\"pending\"}", &tallies.pending_deliveries), ("{state=\"dead\"}", &tallies.dead_deliveries)];
    text.family(
        "ungpho_deliveries",
        "gauge",
        "Messages on their way to webhooks, and those of thirty days that were given up.",
        &states,
    );
    let age = tallies.oldest_pending_delivery.map_or(0, |since| (now - since).num_seconds().max(0));
    text.gauge("ungpho_oldest_pending_delivery_seconds", "For how long the oldest of them is on its way.", &age);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_has_these_names() {
        for own in ["localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "[::1]", "[::ffff:127.0.0.1]"] {
            assert!(names_this_machine(own), "{own}");
        }
        for other in ["ungpho.example.vn", "localhost.example.vn", "192.168.1.2", "[fe80::1]", "", "0.0.0.0"] {
            assert!(!names_this_machine(other), "{other}");
        }
    }
}
