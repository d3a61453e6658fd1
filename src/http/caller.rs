//! Who is calling: a person with a session cookie, a program with a token, or nobody.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};

use super::Site;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::{Account, Acting, Permission};
use crate::config::Anonymous;
use crate::services::{ServiceError, sign_in};

/// The name of the session cookie.
pub const COOKIE: &str = "ungpho_session";

/// The caller of a request.
pub struct Caller {
    account: Option<Account>,
    anonymous: Anonymous,
    origin: String,
}

impl Caller {
    /// The account, where somebody is signed in.
    pub fn account(&self) -> Option<&Account> {
        self.account.as_ref()
    }

    /// What the caller may do.
    pub fn permissions(&self) -> &'static [Permission] {
        match (&self.account, self.anonymous) {
            (Some(account), _) => account.role.permissions(),
            (None, Anonymous::Viewer) => &[Permission::Read],
            (None, Anonymous::LookupOnly) => &[],
        }
    }

    /// Refuses a caller who may not do this.
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        match (&self.account, self.permissions().contains(&permission)) {
            (_, true) => Ok(()),
            (None, false) => Err(ServiceError::NotSignedIn.into()),
            (Some(_), false) => Err(ServiceError::NotPermitted(permission).into()),
        }
    }

    /// The account at work, whatever it may do.
    pub fn signed_in(&self) -> Result<Acting, Problem> {
        let account = self.account.clone().ok_or(ServiceError::NotSignedIn)?;
        Ok(Acting { account, origin: self.origin.clone() })
    }

    /// The account at work, which must be signed in and have one of `permissions`; a refusal names the first.
    pub fn acting_with_any(&self, permissions: &[Permission]) -> Result<Acting, Problem> {
        let held = permissions.iter().find(|permission| self.permissions().contains(permission));
        match held.or(permissions.first()) {
            Some(permission) => self.acting(*permission),
            None => Err(ServiceError::NotSignedIn.into()),
        }
    }

    /// The account at work, which must be signed in and permitted.
    pub fn acting(&self, permission: Permission) -> Result<Acting, Problem> {
        self.require(permission)?;
        self.signed_in()
    }
}

/// Where a request comes from. Behind a proxy that is the proxy: what a client writes into a header is not
/// evidence.
pub fn origin_of(request: &HttpRequest) -> String {
    request.peer_addr().map_or_else(|| "?".to_owned(), |address| address.ip().to_string())
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let site = request.app_data::<web::Data<Site>>().cloned();
        let token = request
            .headers()
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(|token| token.trim().to_owned());
        let session = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
        let origin = origin_of(request);
        Box::pin(async move {
            let site = site.ok_or_else(|| Problem::from(ServiceError::Internal("no site".into())))?;
            let had_token = token.is_some();
            let account = off_thread(&site.app, move |app| match (token, session) {
                (Some(token), _) => sign_in::account_of_token(app, &token),
                (None, Some(session)) => sign_in::account_of_session(app, &session),
                (None, None) => Ok(None),
            })
            .await?;
            // A wrong token is never quietly nobody: a program would not notice.
            if had_token && account.is_none() {
                return Err(ServiceError::NotSignedIn.into());
            }
            Ok(Self { account, anonymous: site.anonymous, origin })
        })
    }
}
