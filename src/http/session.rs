//! Signing in and out.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Site;
use super::caller::{COOKIE, Caller};
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{Account, Permission};
use crate::services::sign_in::{self, SESSION_HOURS};

#[derive(Deserialize, utoipa::ToSchema)]
struct SignIn {
    name: String,
    password: String,
}

fn view(account: Option<&Account>, permissions: &[Permission], unit_name: Option<String>) -> Value {
    json!({
        "account": account.map(|account| json!({
            "id": account.id,
            "name": account.name,
            "display_name": account.display_name,
            "role": account.role,
            "unit_code": account.unit_code,
            "unit_name": unit_name,
        })),
        "permissions": permissions,
    })
}

async fn unit_name(site: &Site, account: Option<&Account>) -> Result<Option<String>, Problem> {
    let Some(code) = account.and_then(|account| account.unit_code.clone()) else { return Ok(None) };
    let picture = off_thread(&site.app, |app| Ok(app.live.current(&app.store, app.now())?)).await?;
    Ok(Some(picture.unit_name(&code).to_owned()))
}

/// Opens a session.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "done", body = Object)))]
#[post("/session")]
pub async fn create_session(
    site: web::Data<Site>,
    request: HttpRequest,
    body: web::Json<SignIn>,
) -> Result<HttpResponse, Problem> {
    let SignIn { name, password } = body.into_inner();
    let session = off_thread(&site.app, move |app| sign_in::sign_in(app, &name, &password)).await?;
    let unit_name = unit_name(&site, Some(&session.account)).await?;
    let cookie = Cookie::build(COOKIE, session.secret)
        .path("/")
        .http_only(true)
        .secure(request.connection_info().scheme() == "https")
        .same_site(SameSite::Strict)
        .max_age(Duration::hours(SESSION_HOURS))
        .finish();
    let body = view(Some(&session.account), session.account.role.permissions(), unit_name);
    Ok(HttpResponse::Ok().cookie(cookie).json(body))
}

/// Who is signed in.
#[utoipa::path(tag = "accounts", responses((status = 200, description = "done", body = Object)))]
#[get("/session")]
pub async fn read_session(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    let unit_name = unit_name(&site, caller.account()).await?;
    Ok(HttpResponse::Ok().json(view(caller.account(), caller.permissions(), unit_name)))
}

/// Ends the session.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "done")))]
#[delete("/session")]
pub async fn end_session(site: web::Data<Site>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    if let Some(cookie) = request.cookie(COOKIE) {
        let secret = cookie.value().to_owned();
        off_thread(&site.app, move |app| sign_in::sign_out(app, &secret)).await?;
    }
    let mut gone = Cookie::build(COOKIE, "").path("/").finish();
    gone.make_removal();
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}
