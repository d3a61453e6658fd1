//! The list of alerts, and what it can be narrowed by.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;
use serde_json::Value;

use super::Site;
use super::alerts::summary;
use super::caller::Caller;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::alerts::vocabulary::Vocabulary;
use crate::kernel::Timestamp;
use crate::kernel::page::Page;
use crate::store::{StoreConnection, StoreError, alerts};

/// How many alerts are looked at for one page; where few of them fit, the page is short and names where to go on.
const LOOKED_AT: usize = 2_000;
/// How many are read at once.
const BATCH: i64 = 200;

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Only those that have not expired.
    active: Option<bool>,
    /// Only those on which a person has to decide: hazard, place or level could not be told.
    needs_person: Option<bool>,
    /// Only those about this hazard.
    hazard: Option<String>,
    /// Only those of the source with this code.
    source: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

impl ListQuery {
    fn takes(&self, item: &Value) -> bool {
        let waiting = item.pointer("/decided/needs_person").and_then(Value::as_i64).is_some_and(|plans| plans > 0);
        let is = |field: &str, wanted: Option<&str>| {
            wanted.is_none_or(|wanted| item.get(field).and_then(Value::as_str) == Some(wanted))
        };
        let asks = self.needs_person != Some(true) || waiting;
        asks && is("hazard", self.hazard.as_deref()) && is("source_code", self.source.as_deref())
    }

    fn page(
        &self,
        conn: &mut StoreConnection,
        vocabulary: &Vocabulary,
        now: Timestamp,
    ) -> Result<Page<Value>, StoreError> {
        let limit = PageQuery { limit: self.limit, cursor: None }.limit();
        let holding = self.active.unwrap_or(false).then_some(now);
        let (mut items, mut cursor, mut looked_at) = (Vec::new(), self.cursor.clone(), 0);
        loop {
            let batch = alerts::newest(conn, holding, cursor.as_deref(), BATCH)?;
            let at_end = i64::try_from(batch.len()).is_ok_and(|read| read < BATCH);
            let count = batch.len();
            for (position, alert) in batch.iter().enumerate() {
                let item = summary(conn, vocabulary, alert, now)?;
                cursor = Some(alert.id.to_string());
                looked_at += 1;
                if self.takes(&item) {
                    items.push(item);
                }
                if items.len() == limit || looked_at == LOOKED_AT {
                    let next = cursor.filter(|_| !(at_end && position + 1 == count));
                    return Ok(Page { items, next });
                }
            }
            if at_end {
                return Ok(Page { items, next: None });
            }
        }
    }
}

/// Alerts, newest first. A page may be short where few of many fit; `next` tells whether there are more.
#[utoipa::path(tag = "alerts", params(ListQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/alerts")]
pub async fn list_alerts(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<ListQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let query = query.into_inner();
    let page = off_thread(&site.app, move |app| {
        let now = app.now();
        let picture = app.live.current(&app.store, now)?;
        Ok(app.store.read(|conn| query.page(conn, &picture.vocabulary, now))?)
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}
