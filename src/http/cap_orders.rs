//! Our own orders for everybody who listens: CAP 1.2 messages, and the Atom feed that leads to them.
//!
//! They hold no household and nobody's name, so they are read without signing in. A message never changes once it was
//! sent; the feed says in its ETag which message is its newest.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, route, web};
use serde::Deserialize;

use super::Site;
use super::base::base_of;
use super::problem::Problem;
use super::work::off_thread;
use crate::alerts::compose::{Feed, FeedEntry, MEDIA_TYPE, compose_feed};
use crate::kernel::Localized;
use crate::relocation::order::{OrderMessage, id_in, identifier_of};
use crate::services::ServiceError;
use crate::store::orders_out;

/// How many messages one page of the feed has.
const PAGE: usize = 100;

#[derive(Deserialize)]
struct FeedQuery {
    /// Only messages with a number below this one.
    before: Option<i64>,
}

/// The messages we sent, newest first; an older part is linked as RFC 5005 has it.
#[route("/cap/feed.atom", method = "GET", method = "HEAD")]
pub async fn read_order_feed(
    site: web::Data<Site>,
    request: HttpRequest,
    query: web::Query<FeedQuery>,
) -> Result<HttpResponse, Problem> {
    let before = query.into_inner().before;
    let mut found = off_thread(&site.app, move |app| {
        let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        Ok(app.store.read(|conn| orders_out::newest(conn, before, one_more))?)
    })
    .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let tag = format!("\"orders-{}-{}\"", found.first().map_or(0, |(number, _)| *number), found.len());
    if request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, tag)).finish());
    }
    let base = base_of(&request);
    let own = |before: Option<i64>| match before {
        None => format!("{base}/cap/feed.atom"),
        Some(number) => format!("{base}/cap/feed.atom?before={number}"),
    };
    let feed = Feed {
        address: own(before),
        title: "Lệnh sơ tán, di dời".to_owned(),
        subtitle: what_the_statuses_mean(),
        author: site.app.rules.orders.sender_name.clone().unwrap_or_else(|| "Ứng Phó".to_owned()),
        updated: found.first().map_or_else(|| site.app.now(), |(_, message)| message.sent),
        older: found.last().filter(|_| more).map(|(number, _)| own(Some(*number))),
        entries: found.iter().map(|(_, message)| entry(message, &base)).collect(),
    };
    let bytes = compose_feed(&feed).map_err(|fault| ServiceError::Internal(format!("the feed of orders: {fault}")))?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/atom+xml; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header((ETAG, tag))
        .body(bytes))
}

fn what_the_statuses_mean() -> Localized {
    Localized::new(
        "Bản tin CAP 1.2. Chỉ status “Actual” là lệnh thật; “Exercise” là diễn tập, “Test” là thử.",
        "CAP 1.2 messages. Only those with status “Actual” are orders; “Exercise” and “Test” are not.",
    )
}

fn entry(message: &OrderMessage, base: &str) -> FeedEntry {
    FeedEntry {
        identifier: identifier_of(message.id),
        headline: message.headline.clone(),
        sent: message.sent,
        status: message.status.as_cap(),
        address: format!("{base}/cap/{}.xml", message.id),
    }
}

/// A message we sent, byte for byte as it was first written.
#[route("/cap/{identifier}.xml", method = "GET", method = "HEAD")]
pub async fn read_order_message(site: web::Data<Site>, identifier: web::Path<String>) -> Result<HttpResponse, Problem> {
    let id = id_in(&identifier).ok_or_else(Problem::not_found)?;
    let bytes = off_thread(&site.app, move |app| Ok(app.store.read(|conn| orders_out::xml(conn, id))?)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, format!("{MEDIA_TYPE}; charset=utf-8")))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(bytes))
}
