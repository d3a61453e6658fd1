//! Signing in and out, and one's own password.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::{COOKIE, Caller, origin_of};
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{Account, Permission, RoleName};
use crate::services::invite::is_first_run;
use crate::services::sign_in::{self, SESSION_HOURS, Session};

#[derive(Deserialize, ToSchema)]
struct SignIn {
    name: String,
    password: String,
}

/// Who is signed in, and what that account may do.
#[derive(Serialize, ToSchema)]
pub struct SessionView {
    account: Option<SessionAccount>,
    #[schema(value_type = Vec<String>)]
    permissions: &'static [Permission],
    /// True while the program has no account that can sign in.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    first_run: bool,
}

/// The account of a session.
#[derive(Serialize, ToSchema)]
pub struct SessionAccount {
    id: String,
    name: String,
    display_name: String,
    #[schema(value_type = String)]
    role: RoleName,
    unit_code: Option<String>,
    unit_name: Option<String>,
}

async fn view(
    site: &Site,
    account: Option<&Account>,
    permissions: &'static [Permission],
) -> Result<SessionView, Problem> {
    let unit_name = match account.and_then(|account| account.unit_code.clone()) {
        Some(code) => {
            let picture = off_thread(&site.app, |app| Ok(app.live.current(&app.store, app.now())?)).await?;
            Some(picture.unit_name(&code).to_owned())
        }
        None => None,
    };
    let account = account.map(|account| SessionAccount {
        id: account.id.to_string(),
        name: account.name.clone(),
        display_name: account.display_name.clone(),
        role: account.role,
        unit_code: account.unit_code.clone(),
        unit_name,
    });
    Ok(SessionView { account, permissions, first_run: false })
}

/// The answer to somebody who just signed in, with the cookie.
pub async fn signed_in(site: &Site, request: &HttpRequest, session: Session) -> Result<HttpResponse, Problem> {
    let view = view(site, Some(&session.account), session.account.role.permissions()).await?;
    let cookie = Cookie::build(COOKIE, session.secret)
        .path("/")
        .http_only(true)
        .secure(request.connection_info().scheme() == "https")
        .same_site(SameSite::Strict)
        .max_age(Duration::hours(SESSION_HOURS))
        .finish();
    Ok(HttpResponse::Ok().cookie(cookie).json(view))
}

/// Opens a session.
#[utoipa::path(post, path = "/session", tag = "session", request_body = SignIn, responses((status = 200, body = SessionView)))]
#[post("/session")]
pub async fn create_session(
    site: web::Data<Site>,
    request: HttpRequest,
    body: web::Json<SignIn>,
) -> Result<HttpResponse, Problem> {
    site.sign_in_limit.check(&request)?;
    let (SignIn { name, password }, address) = (body.into_inner(), origin_of(&request));
    let session = off_thread(&site.app, move |app| sign_in::sign_in(app, &name, &password, &address)).await?;
    signed_in(&site, &request, session).await
}

/// Who is signed in.
#[utoipa::path(get, path = "/session", tag = "session", responses((status = 200, body = SessionView)))]
#[get("/session")]
pub async fn read_session(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    let view = view(&site, caller.account(), caller.permissions()).await?;
    let first_run = caller.account().is_none() && off_thread(&site.app, is_first_run).await?;
    Ok(HttpResponse::Ok().json(SessionView { first_run, ..view }))
}

/// Ends the session.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
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

#[derive(Deserialize, ToSchema)]
struct NewPassword {
    old_password: String,
    new_password: String,
}

/// Changes one's own password and ends the other sessions of the account.
#[utoipa::path(put, path = "/session/password", tag = "session", request_body = NewPassword, responses((status = 204)))]
#[put("/session/password")]
pub async fn change_own_password(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    body: web::Json<NewPassword>,
) -> Result<HttpResponse, Problem> {
    let by = caller.signed_in()?;
    site.sign_in_limit.check(&request)?;
    let NewPassword { old_password, new_password } = body.into_inner();
    let session = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
    off_thread(&site.app, move |app| {
        sign_in::change_password(app, &by, session.as_deref(), &old_password, &new_password)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
