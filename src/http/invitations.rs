//! Invitations: what a link is for, and answering it. The secret stands in the body, so that it reaches no log.

use actix_web::{HttpRequest, HttpResponse, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::origin_of;
use super::problem::Problem;
use super::session::{SessionView, signed_in};
use super::work::off_thread;
use crate::accounts::RoleName;
use crate::kernel::Timestamp;
use crate::services::invite::{Acceptance, accept, look};

#[derive(Deserialize, ToSchema)]
struct Secret {
    secret: String,
}

/// What an invitation is for.
#[derive(Serialize, ToSchema)]
struct InvitationView {
    kind: InvitationKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    role: Option<RoleName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_name: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum InvitationKind {
    FirstAdmin,
    SetPassword,
}

/// What the invitation of a secret is for; looking does not use it up.
#[utoipa::path(post, path = "/invitations/look", tag = "session", request_body = Secret, responses((status = 200, body = InvitationView)))]
#[post("/invitations/look")]
pub async fn look_at_invitation(
    site: web::Data<Site>,
    request: HttpRequest,
    body: web::Json<Secret>,
) -> Result<HttpResponse, Problem> {
    site.sign_in_limit.check(&request)?;
    let Secret { secret } = body.into_inner();
    let view = off_thread(&site.app, move |app| {
        let looked = look(app, &secret)?;
        let unit = looked.account.as_ref().and_then(|account| account.unit_code.clone());
        let unit_name = match unit {
            Some(code) => Some(app.live.current(&app.store, app.now())?.unit_name(&code).to_owned()),
            None => None,
        };
        let kind = if looked.account.is_some() { InvitationKind::SetPassword } else { InvitationKind::FirstAdmin };
        let role = looked.account.as_ref().map(|account| account.role);
        let (name, display_name) = looked.account.map(|account| (account.name, account.display_name)).unzip();
        Ok(InvitationView { kind, name, display_name, role, unit_name, expires_at: looked.expires_at })
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

#[derive(Deserialize, ToSchema)]
struct Accepted {
    secret: String,
    password: String,
    name: Option<String>,
    display_name: Option<String>,
}

/// Sets the password and signs in; the invitation is used up.
#[utoipa::path(post, path = "/invitations/accept", tag = "session", request_body = Accepted, responses((status = 200, body = SessionView)))]
#[post("/invitations/accept")]
pub async fn accept_invitation(
    site: web::Data<Site>,
    request: HttpRequest,
    body: web::Json<Accepted>,
) -> Result<HttpResponse, Problem> {
    site.sign_in_limit.check(&request)?;
    let (body, origin) = (body.into_inner(), origin_of(&request));
    let session = off_thread(&site.app, move |app| {
        let acceptance = Acceptance {
            secret: &body.secret,
            password: &body.password,
            name: body.name.as_deref(),
            display_name: body.display_name.as_deref(),
        };
        accept(app, &acceptance, &origin)
    })
    .await?;
    signed_in(&site, &request, session).await
}
