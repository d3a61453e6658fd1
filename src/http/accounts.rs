//! Accounts, their invitations, and the roles there are.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, patch, post, web};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{AccountState, Permission, RoleName};
use crate::kernel::ids::AccountId;
use crate::kernel::page::{Page, clamp_limit};
use crate::kernel::{Localized, Timestamp};
use crate::services::invite::Invited;
use crate::services::live_data::Picture;
use crate::services::manage_accounts::{self, AccountChange, Listed, NewAccount};
use crate::services::{App, ServiceError};

/// An account.
#[derive(Serialize, ToSchema)]
struct AccountView {
    id: String,
    name: String,
    display_name: String,
    #[schema(value_type = String)]
    role: RoleName,
    #[schema(value_type = Object)]
    role_name: Localized,
    unit_code: Option<String>,
    unit_name: Option<String>,
    /// active, invited, disabled or locked.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    locked_until: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_sign_in_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    revision: i64,
    /// How many tokens can be used.
    tokens: i64,
    /// Shown once, when the account is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    invitation: Option<LinkView>,
}

/// A link that sets a password, once.
#[derive(Serialize, ToSchema)]
struct LinkView {
    /// `/invitation#…`: the secret stands in the fragment, which browsers do not send.
    url_path: String,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl From<Invited> for LinkView {
    fn from(invited: Invited) -> Self {
        Self { url_path: format!("/invitation#{}", invited.secret), expires_at: invited.expires_at }
    }
}

fn view(listed: Listed, picture: &Picture) -> AccountView {
    let record = listed.record;
    let state = match record.state(listed.locked_until.is_some()) {
        AccountState::Active => "active",
        AccountState::Invited => "invited",
        AccountState::Disabled => "disabled",
        AccountState::Locked => "locked",
    };
    let account = record.account;
    AccountView {
        id: account.id.to_string(),
        unit_name: account.unit_code.as_deref().map(|code| picture.unit_name(code).to_owned()),
        name: account.name,
        display_name: account.display_name,
        role: account.role,
        role_name: account.role.name(),
        unit_code: account.unit_code,
        state,
        locked_until: listed.locked_until,
        last_sign_in_at: record.last_sign_in_at,
        created_at: record.created_at,
        revision: record.revision,
        tokens: listed.tokens,
        invitation: None,
    }
}

fn one(app: &App, listed: Listed) -> Result<AccountView, ServiceError> {
    Ok(view(listed, &*app.live.current(&app.store, app.now())?))
}

#[derive(Deserialize)]
struct Query {
    unit: Option<String>,
    role: Option<RoleName>,
    limit: Option<usize>,
    cursor: Option<String>,
}

/// The accounts of the own unit and those below, by name.
#[utoipa::path(get, path = "/accounts", tag = "accounts", responses((status = 200, body = Page<AccountView>)))]
#[get("/accounts")]
pub async fn list_accounts(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let query = query.into_inner();
    let limit = clamp_limit(query.limit);
    let page = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let wanted = |listed: &Listed| {
            let account = &listed.record.account;
            query.role.is_none_or(|role| account.role == role)
                && query.unit.as_ref().is_none_or(|unit| account.unit_code.as_ref() == Some(unit))
                && query.cursor.as_ref().is_none_or(|cursor| account.name > *cursor)
        };
        let found = manage_accounts::list_accounts(app, &by)?.into_iter().filter(wanted).take(limit + 1).collect();
        Ok(Page::cut(found, limit, |listed| listed.record.account.name.clone()).map(|listed| view(listed, &picture)))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// One account.
#[utoipa::path(get, path = "/accounts/{id}", tag = "accounts", params(("id" = String, Path)), responses((status = 200, body = AccountView)))]
#[get("/accounts/{id}")]
pub async fn read_account(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let id = id.into_inner();
    let found = off_thread(&site.app, move |app| one(app, manage_accounts::read_account(app, &by, id)?)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(found.revision))).json(found))
}

#[derive(Deserialize, ToSchema)]
struct CreateAccount {
    name: String,
    display_name: String,
    #[schema(value_type = String)]
    role: RoleName,
    unit_code: Option<String>,
}

/// Makes an account; a person's comes with a link to set the password, shown this once.
#[utoipa::path(post, path = "/accounts", tag = "accounts", request_body = CreateAccount, responses((status = 201, body = AccountView)))]
#[post("/accounts")]
pub async fn create_account(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<CreateAccount>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let body = body.into_inner();
    let made = off_thread(&site.app, move |app| {
        let CreateAccount { name, display_name, role, unit_code } = &body;
        let new = NewAccount { name, display_name, role: *role, unit_code: unit_code.as_deref() };
        let (listed, invited) = manage_accounts::create_account(app, &by, &new)?;
        Ok(AccountView { invitation: invited.map(LinkView::from), ..one(app, listed)? })
    })
    .await?;
    Ok(HttpResponse::Created().insert_header((ETAG, etag(made.revision))).json(made))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(clippy::option_option, reason = "left out, null and a unit are three things")]
struct ChangeAccount {
    display_name: Option<String>,
    #[schema(value_type = Option<String>)]
    role: Option<RoleName>,
    /// Null is the whole province; where it is left out the unit stays.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    unit_code: Option<Option<String>>,
    disabled: Option<bool>,
    #[serde(default)]
    unlock: bool,
}

/// What is given, null included; serde takes null for nothing given otherwise.
#[allow(clippy::option_option, reason = "left out, null and a unit are three things")]
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Changes an account that was read.
#[utoipa::path(patch, path = "/accounts/{id}", tag = "accounts", request_body = ChangeAccount, params(("id" = String, Path)), responses((status = 200, body = AccountView)))]
#[patch("/accounts/{id}")]
pub async fn change_account(
    site: web::Data<Site>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<AccountId>,
    body: web::Json<ChangeAccount>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let (id, revision) = (id.into_inner(), revision_read(&request)?);
    let ChangeAccount { display_name, role, unit_code, disabled, unlock } = body.into_inner();
    let change = AccountChange { display_name, role, unit_code, disabled, unlock };
    let changed =
        off_thread(&site.app, move |app| one(app, manage_accounts::change_account(app, &by, id, revision, &change)?))
            .await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(changed.revision))).json(changed))
}

/// A new link to set the password; earlier ones are gone.
#[utoipa::path(post, path = "/accounts/{id}/invitation", tag = "accounts", params(("id" = String, Path)), responses((status = 201, body = LinkView)))]
#[post("/accounts/{id}/invitation")]
pub async fn invite_account_again(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let id = id.into_inner();
    let invited = off_thread(&site.app, move |app| manage_accounts::invite_again(app, &by, id)).await?;
    Ok(HttpResponse::Created().json(LinkView::from(invited)))
}

/// A role.
#[derive(Serialize, ToSchema)]
struct RoleView {
    #[schema(value_type = String)]
    role: RoleName,
    #[schema(value_type = Object)]
    name: Localized,
    #[schema(value_type = Object)]
    what: Localized,
    #[schema(value_type = Vec<String>)]
    permissions: &'static [Permission],
}

/// The roles there are, and what each may do.
#[utoipa::path(get, path = "/roles", tag = "accounts", responses((status = 200, body = Page<RoleView>)))]
#[get("/roles")]
pub async fn list_roles(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let view =
        |role: RoleName| RoleView { role, name: role.name(), what: role.what(), permissions: role.permissions() };
    Ok(HttpResponse::Ok().json(Page { items: RoleName::ALL.map(view).into_iter().collect::<Vec<_>>(), next: None }))
}
