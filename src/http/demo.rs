//! The demonstration's feed and its controls; there only in the demonstration.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde_json::{Value, json};

use super::Site;
use super::problem::Problem;
pub use crate::services::demo_feed::DemoFeed;
use crate::services::poll_feeds::poll_now;

use super::work::off_thread;

fn feed_of(site: &Site) -> Result<Arc<DemoFeed>, Problem> {
    site.demo.clone().ok_or_else(Problem::not_found)
}

/// The Atom feed that the real poller polls.
#[get("/demo/feed.atom")]
pub async fn serve_demo_feed(site: web::Data<Site>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let info = request.connection_info();
    let base = format!("{}://{}", info.scheme(), info.host());
    let feed = feed_of(&site)?;
    let tag = format!("\"{}-to-come\"", feed.remaining());
    let known = request.headers().get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str());
    if known {
        return Ok(HttpResponse::NotModified().finish());
    }
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/atom+xml"))
        .insert_header((ETAG, tag))
        .body(feed.atom(&base)))
}

/// A message of the feed.
#[get("/demo/messages/{identifier}.xml")]
pub async fn serve_demo_message(site: web::Data<Site>, identifier: web::Path<String>) -> Result<HttpResponse, Problem> {
    let text = feed_of(&site)?.message(&identifier).ok_or_else(Problem::not_found)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, "application/cap+xml")).body(text))
}

/// What the demonstration has told and has still to tell.
#[utoipa::path(tag = "demonstration", responses((status = 200, description = "done", body = Object)))]
#[get("/demo")]
pub async fn read_demo(site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    let feed = feed_of(&site)?;
    let chains: Vec<Value> = feed
        .chains()
        .into_iter()
        .map(|(chain, published)| {
            let messages: Vec<Value> = chain
                .messages
                .iter()
                .zip(published)
                .map(|(message, at)| {
                    json!({"identifier": message.identifier, "msg_type": message.msg_type, "published_at": at})
                })
                .collect();
            json!({"code": chain.code, "name": chain.name, "messages": messages})
        })
        .collect();
    Ok(HttpResponse::Ok().json(json!({"chains": chains, "next_at": feed.next_at()})))
}

/// Publishes the next message, and polls the feed at once.
#[utoipa::path(tag = "demonstration", responses((status = 200, description = "done", body = Object)))]
#[post("/demo/advance")]
pub async fn advance_demo(site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    let feed = feed_of(&site)?;
    let publisher = Arc::clone(&feed);
    let published = off_thread(&site.app, move |app| Ok(publisher.publish_next(app)?.cloned())).await?;
    poll_now(&site.app, crate::services::load_demonstration::DEMO_SOURCE).await?;
    Ok(HttpResponse::Ok().json(json!({
        "published": published.map(|message| json!({"identifier": message.identifier, "msg_type": message.msg_type})),
        "remaining": feed.remaining(),
    })))
}
