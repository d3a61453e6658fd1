//! What this installation is.

use actix_web::{HttpResponse, get, web};
use serde_json::json;

use super::Site;
use super::problem::Problem;
use super::work::off_thread;
use crate::services::load_demonstration::DEMO_ACCOUNTS;

/// Name, version, the clock, and whether it is the demonstration.
#[utoipa::path(tag = "reference", responses((status = 200, description = "done", body = Object)))]
#[get("/meta")]
pub async fn read_meta(site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    let picture = off_thread(&site.app, |app| Ok(app.live.current(&app.store, app.now())?)).await?;
    let accounts: Vec<_> = site
        .demo
        .iter()
        .flat_map(|_| DEMO_ACCOUNTS)
        .map(|account| {
            json!({
                "name": account.name,
                "display_name": account.display_name,
                "role": account.role,
                "unit_code": account.unit_code,
                "unit_name": account.unit_code.map(|code| picture.unit_name(code)),
                "password": account.password,
            })
        })
        .collect();
    Ok(HttpResponse::Ok().json(json!({
        "name": "Ứng Phó",
        "version": env!("CARGO_PKG_VERSION"),
        "demonstration": site.demo.is_some(),
        "now": site.app.now(),
        "time_zone": "Asia/Ho_Chi_Minh",
        "anonymous": site.anonymous,
        "demo_accounts": accounts,
    })))
}
