//! Sources of alerts, whether each still speaks, and how they are changed.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::alerts::adapters::SourceFormat;
use crate::alerts::rules::SourceRules;
use crate::alerts::signature::SigningKey;
use crate::alerts::source::{AlertSource, PollRules, SourceState};
use crate::kernel::ids::SourceId;
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::services::manage_sources::{self, NewSource, SourceChange};
use crate::services::poll_feeds::{self, PollReport};
use crate::store::alert_sources;

/// Whether a source speaks, and what was last heard of it.
#[derive(Serialize, ToSchema)]
struct SourceHealthView {
    /// speaking; late (answers, but with old data); failing; silent (no answer for three polls); never_heard.
    #[schema(value_type = String)]
    state: SourceState,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_success_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_new_alert_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_attempt_at: Option<Timestamp>,
    /// The moment the data speaks of, where the source says so.
    #[schema(value_type = Option<String>, format = DateTime)]
    data_at: Option<Timestamp>,
    consecutive_failures: i64,
    #[schema(value_type = Option<Object>)]
    last_error: Option<Localized>,
    /// What should be known of the last poll although it went well.
    #[schema(value_type = Option<Object>)]
    last_note: Option<Localized>,
    #[schema(value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<Timestamp>,
}

/// A source.
#[derive(Serialize, ToSchema)]
struct AlertSourceView {
    id: String,
    code: String,
    name: String,
    url: String,
    /// auto, nws_geojson, meteoalarm_json, gdacs_rss, cap_zip or luquetsatlo.
    #[schema(value_type = String)]
    format: SourceFormat,
    /// Whether what a complete answer no longer lists is over.
    snapshot: bool,
    /// The authority in the WMO's register of alerting authorities.
    oid: Option<String>,
    /// What the source asks of those who poll it.
    #[schema(value_type = Option<Object>)]
    note: Option<Localized>,
    /// Whose alerts it may bring; anybody's where the list is empty.
    senders: Vec<String>,
    /// For which provinces and communes it speaks; for all where the list is empty.
    covers: Vec<String>,
    /// The key by which its alerts are known; with it only what it signed is used.
    signing_key: Option<String>,
    /// The SHA-256 of that key.
    signing_key_fingerprint: Option<String>,
    also_hosts: Vec<String>,
    user_agent: Option<String>,
    every_seconds: u32,
    enabled: bool,
    demonstration: bool,
    revision: i64,
    etag: String,
    health: SourceHealthView,
}

fn health_of(source: &AlertSource, now: Timestamp) -> SourceHealthView {
    let memory = source.memory.clone();
    SourceHealthView {
        state: source.state(now),
        last_success_at: memory.last_success_at,
        last_new_alert_at: memory.last_new_alert_at,
        last_attempt_at: memory.last_attempt_at,
        data_at: memory.data_at,
        consecutive_failures: memory.consecutive_failures,
        last_error: memory.last_error,
        last_note: memory.last_note,
        next_attempt_at: memory.next_attempt_at,
    }
}

fn view_of(source: &AlertSource, now: Timestamp) -> AlertSourceView {
    let rules = source.rules.clone();
    AlertSourceView {
        id: source.id.to_string(),
        code: source.code.clone(),
        name: source.name.clone(),
        url: source.url.clone(),
        format: rules.format,
        snapshot: rules.is_snapshot(),
        oid: rules.oid,
        note: rules.note,
        senders: rules.senders,
        covers: rules.covers,
        signing_key_fingerprint: rules.signing_key.as_deref().and_then(fingerprint),
        signing_key: rules.signing_key,
        also_hosts: rules.also_hosts,
        user_agent: rules.user_agent,
        every_seconds: rules.every_seconds,
        enabled: source.enabled,
        demonstration: source.demonstration,
        revision: source.revision,
        etag: etag(source.revision),
        health: health_of(source, now),
    }
}

fn fingerprint(key: &str) -> Option<String> {
    SigningKey::from_pem(key).ok().map(|key| key.fingerprint())
}

/// Every source, with its health.
#[utoipa::path(tag = "alerts", responses((status = 200, body = Page<AlertSourceView>)))]
#[get("/alert-sources")]
pub async fn list_sources(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let now = site.app.now();
    let sources = off_thread(&site.app, |app| Ok(app.store.read(alert_sources::all)?)).await?;
    let items: Vec<AlertSourceView> = sources.iter().map(|source| view_of(source, now)).collect();
    Ok(HttpResponse::Ok().json(Page { items, next: None }))
}

/// One source.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, body = AlertSourceView)))]
#[get("/alert-sources/{id}")]
pub async fn read_source(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<SourceId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let source = found(&site, id.into_inner()).await?;
    Ok(answer(&mut HttpResponse::Ok(), &source, site.app.now()))
}

/// The health of one source.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, body = SourceHealthView)))]
#[get("/alert-sources/{id}/health")]
pub async fn read_source_health(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<SourceId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let source = found(&site, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(health_of(&source, site.app.now())))
}

async fn found(site: &Site, id: SourceId) -> Result<AlertSource, Problem> {
    off_thread(&site.app, move |app| Ok(app.store.read(|conn| alert_sources::get(conn, id))?)).await
}

fn answer(builder: &mut actix_web::HttpResponseBuilder, source: &AlertSource, now: Timestamp) -> HttpResponse {
    builder.insert_header((ETAG, etag(source.revision))).json(view_of(source, now))
}

fn yes() -> bool {
    true
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateAlertSource {
    code: String,
    name: String,
    url: String,
    #[serde(default = "yes")]
    enabled: bool,
    every_seconds: Option<u32>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    format: SourceFormat,
    #[serde(default)]
    also_hosts: Vec<String>,
    #[serde(default)]
    senders: Vec<String>,
    /// Codes of provinces (two digits) and communes (five) of today.
    #[serde(default)]
    covers: Vec<String>,
    /// A certificate or a public key in PEM.
    signing_key: Option<String>,
    #[schema(value_type = Option<Object>)]
    note: Option<Localized>,
    user_agent: Option<String>,
    snapshot: Option<bool>,
    oid: Option<String>,
    /// The source is Vietnamese: times without an offset are of UTC+7, and areas lie in Viet Nam or its seas.
    #[serde(default)]
    vietnamese: bool,
}

/// Adds a source.
#[utoipa::path(tag = "alerts", request_body = CreateAlertSource, responses((status = 201, body = AlertSourceView)))]
#[post("/alert-sources")]
pub async fn create_source(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<CreateAlertSource>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    let body = body.into_inner();
    let usual = PollRules::default();
    let rules = PollRules {
        every_seconds: body.every_seconds.unwrap_or(usual.every_seconds),
        format: body.format,
        also_hosts: body.also_hosts,
        senders: body.senders,
        covers: body.covers,
        signing_key: body.signing_key.map(|key| key.trim().to_owned()),
        note: body.note,
        user_agent: body.user_agent,
        snapshot: body.snapshot,
        oid: body.oid,
        reading: if body.vietnamese { SourceRules::vietnamese() } else { usual.reading },
        ..usual
    };
    let new = NewSource { code: body.code, name: body.name, url: body.url, enabled: body.enabled, rules };
    let made = off_thread(&site.app, move |app| manage_sources::add_source(app, &by, new)).await?;
    Ok(answer(&mut HttpResponse::Created(), &made, site.app.now()))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::option_option, reason = "left out, null and a value are three things")]
struct ChangeAlertSource {
    name: Option<String>,
    url: Option<String>,
    enabled: Option<bool>,
    every_seconds: Option<u32>,
    #[schema(value_type = Option<String>)]
    format: Option<SourceFormat>,
    also_hosts: Option<Vec<String>>,
    senders: Option<Vec<String>>,
    /// Codes of provinces (two digits) and communes (five) of today; none is all of them.
    covers: Option<Vec<String>>,
    /// A certificate or a public key in PEM; null takes it away, and signatures are not checked any more.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    signing_key: Option<Option<String>>,
    /// Null takes the note away.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Object>)]
    note: Option<Option<Localized>>,
    /// Null is the program's own name.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    user_agent: Option<Option<String>>,
    /// Null is as the format has it.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<bool>)]
    snapshot: Option<Option<bool>>,
}

/// What is given, null included; serde takes null for nothing given otherwise.
#[allow(clippy::option_option, reason = "left out, null and a value are three things")]
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Changes a source that was read.
#[utoipa::path(tag = "alerts", request_body = ChangeAlertSource, params(("id" = String, Path)), responses((status = 200, body = AlertSourceView)))]
#[patch("/alert-sources/{id}")]
pub async fn change_source(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<SourceId>,
    body: web::Json<ChangeAlertSource>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    let (id, revision) = (id.into_inner(), revision_read(&request)?);
    let body = body.into_inner();
    let change = SourceChange {
        name: body.name,
        url: body.url,
        enabled: body.enabled,
        every_seconds: body.every_seconds,
        format: body.format,
        also_hosts: body.also_hosts,
        senders: body.senders,
        covers: body.covers,
        signing_key: body.signing_key,
        note: body.note,
        user_agent: body.user_agent,
        snapshot: body.snapshot,
    };
    let changed =
        off_thread(&site.app, move |app| manage_sources::change_source(app, &by, id, revision, &change)).await?;
    Ok(answer(&mut HttpResponse::Ok(), &changed, site.app.now()))
}

/// What a poll found.
#[derive(Serialize, ToSchema)]
struct PollReportView {
    source: String,
    /// The source said that nothing has changed.
    unchanged: bool,
    documents: usize,
    new_alerts: usize,
    known_alerts: usize,
    /// Documents, or links that could not be followed, put aside with reasons.
    quarantined: usize,
    /// Links that will be tried again.
    postponed: usize,
    /// Alerts that are over because the source lists them no more.
    ended: usize,
    /// Alerts that have left the list and hold on.
    unlisted: usize,
    #[schema(value_type = Option<Object>)]
    error: Option<Localized>,
    #[schema(value_type = Option<Object>)]
    note: Option<Localized>,
    /// For how many seconds the source asks to be left alone.
    retry_after: Option<i64>,
}

impl From<PollReport> for PollReportView {
    fn from(report: PollReport) -> Self {
        Self {
            source: report.source,
            unchanged: report.unchanged,
            documents: report.documents,
            new_alerts: report.new_alerts,
            known_alerts: report.known_alerts,
            quarantined: report.quarantined,
            postponed: report.postponed,
            ended: report.ended,
            unlisted: report.unlisted,
            error: report.error,
            note: report.note,
            retry_after: report.retry_after,
        }
    }
}

/// Polls a source at once, on or off, and says what was found. It may take as long as the source does.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 200, body = PollReportView)))]
#[post("/alert-sources/{id}/poll")]
pub async fn poll_source(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<SourceId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    let source = found(&site, id.into_inner()).await?;
    let noted = source.clone();
    off_thread(&site.app, move |app| manage_sources::note_poll(app, &by, &noted)).await?;
    let report = poll_feeds::poll_source(&site.app, &source).await.map_err(Problem::from)?;
    Ok(HttpResponse::Ok().json(PollReportView::from(report)))
}
