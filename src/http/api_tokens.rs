//! Tokens of programs' accounts.

use actix_web::{HttpResponse, delete, get, post, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{ApiToken, Permission};
use crate::kernel::Timestamp;
use crate::kernel::ids::{AccountId, TokenId};
use crate::kernel::page::Page;
use crate::services::manage_tokens;

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
struct TokenView {
    id: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
    /// To a quarter of an hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
}

impl From<ApiToken> for TokenView {
    fn from(token: ApiToken) -> Self {
        let ApiToken { id, created_at, revoked_at, last_used_at } = token;
        Self { id: id.to_string(), created_at, revoked_at, last_used_at }
    }
}

/// The tokens of an account, newest first.
#[utoipa::path(get, path = "/accounts/{id}/tokens", tag = "accounts", params(("id" = String, Path)), responses((status = 200, body = Page<TokenView>)))]
#[get("/accounts/{id}/tokens")]
pub async fn list_account_tokens(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let id = id.into_inner();
    let tokens = off_thread(&site.app, move |app| manage_tokens::list_tokens(app, &by, id)).await?;
    let items: Vec<TokenView> = tokens.into_iter().map(TokenView::from).collect();
    Ok(HttpResponse::Ok().json(Page { items, next: None }))
}

/// A fresh token.
#[derive(Serialize, ToSchema)]
struct NewTokenView {
    id: String,
    /// Shown this once.
    token: String,
}

/// Makes a token for a program's account.
#[utoipa::path(post, path = "/accounts/{id}/tokens", tag = "accounts", params(("id" = String, Path)), responses((status = 201, body = NewTokenView)))]
#[post("/accounts/{id}/tokens")]
pub async fn create_account_token(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AccountId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let id = id.into_inner();
    let (token, secret) = off_thread(&site.app, move |app| manage_tokens::create_token(app, &by, id)).await?;
    Ok(HttpResponse::Created().json(NewTokenView { id: token.to_string(), token: secret }))
}

/// Revokes a token; it stops at once.
#[utoipa::path(delete, path = "/accounts/{id}/tokens/{token_id}", tag = "accounts", params(("id" = String, Path), ("token_id" = String, Path)), responses((status = 204)))]
#[delete("/accounts/{id}/tokens/{token_id}")]
pub async fn revoke_account_token(
    site: web::Data<Site>,
    caller: Caller,
    ids: web::Path<(AccountId, TokenId)>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageAccounts)?;
    let (account, token) = ids.into_inner();
    off_thread(&site.app, move |app| manage_tokens::revoke_token(app, &by, account, token)).await?;
    Ok(HttpResponse::NoContent().finish())
}
