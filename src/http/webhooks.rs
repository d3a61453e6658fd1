//! Webhooks: which programs are told of what, and what became of each message.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, delete, get, patch, post, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::json::with;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{Acting, Permission};
use crate::kernel::Timestamp;
use crate::kernel::ids::{DeliveryId, WebhookId};
use crate::kernel::page::Page;
use crate::services::manage_webhooks::{self, WebhookChange, permit_webhooks};
use crate::store::{deliveries, webhooks};
use crate::webhooks::{Delivery, DeliveryState, KINDS, Webhook};

/// Adds the addresses of webhooks.
pub(super) fn add(config: &mut ServiceConfig<'_>) {
    config
        .service(list_webhooks)
        .service(create_webhook)
        .service(read_webhook)
        .service(change_webhook)
        .service(remove_webhook)
        .service(list_deliveries)
        .service(send_delivery_again);
}

/// A subscription.
#[derive(Serialize, ToSchema)]
struct WebhookView {
    id: WebhookId,
    name: String,
    url: String,
    /// Kinds of events, as docs/stream.md names them.
    kinds: Vec<String>,
    enabled: bool,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    etag: String,
}

impl WebhookView {
    fn of(webhook: &Webhook) -> Self {
        Self {
            id: webhook.id,
            name: webhook.name.clone(),
            url: webhook.url.clone(),
            kinds: webhook.kinds.clone(),
            enabled: webhook.enabled,
            made_at: webhook.made_at,
            etag: etag(webhook.revision),
        }
    }
}

/// One event on its way to one webhook.
#[derive(Serialize, ToSchema)]
struct DeliveryView {
    /// Sent as `webhook-id`, the same at each attempt.
    id: DeliveryId,
    webhook_id: WebhookId,
    /// The number of the event in the stream.
    seq: i64,
    kind: String,
    /// The JSON that is sent.
    body: String,
    state: DeliveryState,
    attempts: i64,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    next_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    tried_at: Option<Timestamp>,
    /// What the other side last answered.
    last_status: Option<i64>,
    /// Why there was no answer.
    last_error: Option<String>,
}

impl From<Delivery> for DeliveryView {
    fn from(delivery: Delivery) -> Self {
        let Delivery { id, webhook_id, seq, kind, body, state, attempts, .. } = delivery;
        let Delivery { made_at, next_at, tried_at, last_status, last_error, .. } = delivery;
        Self { id, webhook_id, seq, kind, body, state, attempts, made_at, next_at, tried_at, last_status, last_error }
    }
}

fn acting(caller: &Caller) -> Result<Acting, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    permit_webhooks(&by)?;
    Ok(by)
}

fn answer(builder: &mut HttpResponseBuilder, webhook: &Webhook) -> HttpResponse {
    builder.insert_header((ETAG, etag(webhook.revision))).json(WebhookView::of(webhook))
}

/// Who is told of what; for administrators of the whole province. `kinds` beside the items are those there are.
#[utoipa::path(tag = "stream", responses((status = 200, description = "webhooks, and the kinds there are", body = Object)))]
#[get("/webhooks")]
pub async fn list_webhooks(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    acting(&caller)?;
    let all = off_thread(&site.app, |app| Ok(app.store.read(webhooks::all)?)).await?;
    let items: Vec<WebhookView> = all.iter().map(WebhookView::of).collect();
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null, "kinds": KINDS})))
}

/// A webhook to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookRequest {
    name: String,
    /// https; hosts inside and http only where `[webhooks] local_hosts` names them.
    url: String,
    kinds: Vec<String>,
    enabled: Option<bool>,
}

/// Adds a webhook. `secret` is told this once; by it what is sent is signed as Standard Webhooks say.
#[utoipa::path(tag = "stream", request_body = WebhookRequest, responses((status = 201, description = "the webhook, with its secret", body = Object)))]
#[post("/webhooks")]
pub async fn create_webhook(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<WebhookRequest>,
) -> Result<HttpResponse, Problem> {
    let by = acting(&caller)?;
    let WebhookRequest { name, url, kinds, enabled } = body.into_inner();
    let new = WebhookChange { name: Some(name), url: Some(url), kinds: Some(kinds), enabled };
    let made = off_thread(&site.app, move |app| manage_webhooks::add_webhook(app, &by, new)).await?;
    let view = serde_json::to_value(WebhookView::of(&made)).unwrap_or_default();
    let view = with(view, "secret", serde_json::Value::String(made.secret.text()));
    Ok(HttpResponse::Created().insert_header((ETAG, etag(made.revision))).json(view))
}

/// A webhook, without its secret.
#[utoipa::path(tag = "stream", params(("id" = String, Path)), responses((status = 200, body = WebhookView)))]
#[get("/webhooks/{id}")]
pub async fn read_webhook(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<WebhookId>,
) -> Result<HttpResponse, Problem> {
    acting(&caller)?;
    let id = id.into_inner();
    let webhook = off_thread(&site.app, move |app| Ok(app.store.read(|conn| webhooks::get(conn, id))?)).await?;
    Ok(answer(&mut HttpResponse::Ok(), &webhook))
}

/// What changes of a webhook; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WebhookPatch {
    name: Option<String>,
    url: Option<String>,
    kinds: Option<Vec<String>>,
    /// While it is off nothing new is written down for it; what is on its way waits, for a day at most.
    enabled: Option<bool>,
}

/// Changes a webhook that was read.
#[utoipa::path(tag = "stream", params(("id" = String, Path), ("If-Match" = String, Header)), request_body = WebhookPatch, responses((status = 200, body = WebhookView)))]
#[patch("/webhooks/{id}")]
pub async fn change_webhook(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<WebhookId>,
    body: web::Json<WebhookPatch>,
) -> Result<HttpResponse, Problem> {
    let by = acting(&caller)?;
    let (id, revision) = (id.into_inner(), revision_read(&request)?);
    let WebhookPatch { name, url, kinds, enabled } = body.into_inner();
    let change = WebhookChange { name, url, kinds, enabled };
    let changed =
        off_thread(&site.app, move |app| manage_webhooks::change_webhook(app, &by, id, revision, &change)).await?;
    Ok(answer(&mut HttpResponse::Ok(), &changed))
}

/// Takes a webhook that was read away, with what was on its way to it.
#[utoipa::path(tag = "stream", params(("id" = String, Path), ("If-Match" = String, Header)), responses((status = 204, description = "gone")))]
#[delete("/webhooks/{id}")]
pub async fn remove_webhook(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<WebhookId>,
) -> Result<HttpResponse, Problem> {
    let by = acting(&caller)?;
    let (id, revision) = (id.into_inner(), revision_read(&request)?);
    off_thread(&site.app, move |app| manage_webhooks::remove_webhook(app, &by, id, revision)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Which deliveries are asked for.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DeliveryQuery {
    /// Those of this webhook.
    #[param(value_type = Option<String>)]
    webhook: Option<WebhookId>,
    /// pending, delivered or dead.
    #[param(value_type = Option<String>)]
    state: Option<DeliveryState>,
}

/// What was sent, newest first, and what became of it; kept for thirty days.
#[utoipa::path(tag = "stream", params(DeliveryQuery, PageQuery), responses((status = 200, body = Page<DeliveryView>)))]
#[get("/deliveries")]
pub async fn list_deliveries(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<DeliveryQuery>,
    page: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    acting(&caller)?;
    let DeliveryQuery { webhook, state } = query.into_inner();
    let (cursor, fetch, limit) = (page.cursor.clone(), page.fetch(), page.limit());
    let found = off_thread(&site.app, move |app| {
        Ok(app.store.read(|conn| deliveries::newest(conn, webhook, state, cursor.as_deref(), fetch))?)
    })
    .await?;
    let page = Page::cut(found, limit, |delivery| delivery.id.to_string());
    Ok(HttpResponse::Ok().json(page.map(DeliveryView::from)))
}

/// Sends a delivery once more, under the same id; one that was given up begins anew.
#[utoipa::path(tag = "stream", params(("id" = String, Path)), responses((status = 200, body = DeliveryView)))]
#[post("/deliveries/{id}/again")]
pub async fn send_delivery_again(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<DeliveryId>,
) -> Result<HttpResponse, Problem> {
    let by = acting(&caller)?;
    let id = id.into_inner();
    let again = off_thread(&site.app, move |app| manage_webhooks::send_again(app, &by, id)).await?;
    Ok(HttpResponse::Ok().json(DeliveryView::from(again)))
}
