//! Where no source of alerts is heard: the zones and communes of which nobody would tell.

use std::collections::HashSet;

use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::Hazard;
use crate::kernel::{Localized, Timestamp};
use crate::services::live_data::Picture;
use crate::services::source_watch::unheard_in;
use crate::zones::UnheardZones;

/// Zones of one commune of which nothing is heard, for one reason.
#[derive(Serialize, ToSchema)]
struct UnheardView {
    commune_code: String,
    commune_name: String,
    /// What threatens the zones.
    #[schema(value_type = Vec<String>)]
    hazards: Vec<Hazard>,
    zones: usize,
    /// Codes of the sources that speak for the commune; none where nobody is asked about it.
    sources: Vec<String>,
    /// When the last of them was heard.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_heard_at: Option<Timestamp>,
    sentence: Localized,
}

impl UnheardView {
    fn of(picture: &Picture, found: UnheardZones) -> Self {
        Self {
            commune_name: picture.unit_name(&found.commune_code).to_owned(),
            commune_code: found.commune_code,
            hazards: found.hazards,
            zones: found.zones,
            sentence: found.silence.wording(),
            last_heard_at: found.silence.last_heard_at,
            sources: found.silence.sources.into_iter().map(|(code, _)| code).collect(),
        }
    }
}

/// Where nothing is heard, by commune, and how much that is.
#[derive(Serialize, ToSchema)]
struct SilenceView {
    items: Vec<UnheardView>,
    next: Option<String>,
    /// All zones in force of which nothing is heard.
    zones: usize,
    /// The communes they lie in.
    communes: usize,
    #[schema(value_type = String, format = DateTime)]
    checked_at: Timestamp,
}

/// Zones in force of which nothing is heard: every source that would tell of them is silent, answers with old data or
/// was never heard, or there is none.
#[utoipa::path(tag = "alerts", params(PageQuery), responses((status = 200, body = SilenceView)))]
#[get("/alert-sources/silence")]
pub async fn list_silence(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let now = site.app.now();
    let view = off_thread(&site.app, move |app| {
        let (picture, hearing) = (app.live.current(&app.store, now)?, app.sources.current(&app.store, now)?);
        let found = unheard_in(&picture, &hearing, now);
        let from = query.cursor.as_deref().and_then(|cursor| cursor.parse().ok()).unwrap_or(0);
        let to = usize::saturating_add(from, query.limit());
        Ok(SilenceView {
            zones: found.iter().map(|one| one.zones).sum(),
            communes: found.iter().map(|one| &one.commune_code).collect::<HashSet<_>>().len(),
            next: (found.len() > to).then(|| to.to_string()),
            items: found.into_iter().skip(from).take(query.limit()).map(|one| UnheardView::of(&picture, one)).collect(),
            checked_at: now,
        })
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}
