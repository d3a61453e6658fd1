//! The lists by which hazards are told: what ships, and what the office added or corrected.

use actix_web::{HttpResponse, delete, get, post, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::lookup::known_hazard;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::alerts::cap::NamedValue;
use crate::alerts::vocabulary::{OwnCode, OwnWords, Vocabulary};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::ids::TermId;
use crate::services::correct_vocabulary::{put_code, put_words, refused, remove_code, remove_words};
use crate::store::hazard_terms::{self, KeptTerm};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct LanguageQuery {
    /// Only words of this language.
    language: Option<String>,
}

/// Words of events and what they are taken for.
#[derive(Debug, Serialize, ToSchema)]
pub struct HazardWordsView {
    /// Of an own entry; null where it ships.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub id: Option<TermId>,
    /// `vi`, `en` …
    pub language: String,
    /// In lower case; tones are kept.
    pub words: String,
    /// Null: a person is asked.
    #[schema(value_type = Option<String>)]
    pub hazard: Option<Hazard>,
    /// Whether it ships with the program.
    pub shipped: bool,
    /// Who changed it.
    pub changed_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub changed_at: Option<Timestamp>,
}

/// A code and what it is taken for.
#[derive(Debug, Serialize, ToSchema)]
pub struct HazardCodeView {
    /// Of an own entry; null where it ships.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub id: Option<TermId>,
    /// The name of its list, letters and digits in lower case.
    pub list: String,
    /// The code.
    pub code: String,
    /// Null: it is not taken for any.
    #[schema(value_type = Option<String>)]
    pub hazard: Option<Hazard>,
    /// Whether it ships with the program.
    pub shipped: bool,
    /// Who changed it.
    pub changed_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub changed_at: Option<Timestamp>,
}

impl HazardWordsView {
    fn own(kept: KeptTerm<OwnWords>) -> Self {
        let (changed_by, changed_at) = (Some(kept.changed_by), Some(kept.changed_at));
        let OwnWords { language, words, hazard } = kept.term;
        Self { id: Some(kept.id), language, words, hazard, shipped: false, changed_by, changed_at }
    }

    fn shipped(OwnWords { language, words, hazard }: OwnWords) -> Self {
        Self { id: None, language, words, hazard, shipped: true, changed_by: None, changed_at: None }
    }
}

impl HazardCodeView {
    fn own(kept: KeptTerm<OwnCode>) -> Self {
        let (changed_by, changed_at) = (Some(kept.changed_by), Some(kept.changed_at));
        let OwnCode { list, code, hazard } = kept.term;
        Self { id: Some(kept.id), list, code, hazard, shipped: false, changed_by, changed_at }
    }

    fn shipped(OwnCode { list, code, hazard }: OwnCode) -> Self {
        Self { id: None, list, code, hazard, shipped: true, changed_by: None, changed_at: None }
    }
}

fn hazard_in(code: Option<&str>) -> Result<Option<Hazard>, Problem> {
    code.map(known_hazard).transpose()
}

/// Words of events, by language: the office's own, and those that ship where no own entry takes their place.
#[utoipa::path(tag = "alerts", params(LanguageQuery), responses((status = 200, description = "done", body = Object)))]
#[get("/hazard-words")]
pub async fn list_hazard_words(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<LanguageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let language = query.into_inner().language;
    let own = off_thread(&site.app, |app| Ok(app.store.read(hazard_terms::words)?)).await?;
    let replaced = |shipped: &OwnWords| {
        own.iter().any(|kept| kept.term.language == shipped.language && kept.term.words == shipped.words)
    };
    let shipped: Vec<_> = Vocabulary::shipped_words().into_iter().filter(|entry| !replaced(entry)).collect();
    let mut items: Vec<HazardWordsView> = own.into_iter().map(HazardWordsView::own).collect();
    items.extend(shipped.into_iter().map(HazardWordsView::shipped));
    items.retain(|item| language.as_deref().is_none_or(|wanted| item.language == wanted));
    items.sort_by(|a, b| (&a.language, &a.words).cmp(&(&b.language, &b.words)));
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// Codes, by list: the office's own, and those that ship where no own entry takes their place.
#[utoipa::path(tag = "alerts", responses((status = 200, description = "done", body = Object)))]
#[get("/hazard-codes")]
pub async fn list_hazard_codes(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let own = off_thread(&site.app, |app| Ok(app.store.read(hazard_terms::codes)?)).await?;
    let replaced = |shipped: &OwnCode| {
        own.iter().any(|kept| kept.term.list == shipped.list && kept.term.code.eq_ignore_ascii_case(&shipped.code))
    };
    let shipped: Vec<_> = Vocabulary::shipped_codes().into_iter().filter(|entry| !replaced(entry)).collect();
    let mut items: Vec<HazardCodeView> = own.into_iter().map(HazardCodeView::own).collect();
    items.extend(shipped.into_iter().map(HazardCodeView::shipped));
    items.sort_by(|a, b| (&a.list, &a.code).cmp(&(&b.list, &b.code)));
    Ok(HttpResponse::Ok().json(json!({"items": items, "next": null})))
}

/// Words to add, or to correct.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HazardWordsRequest {
    language: String,
    words: String,
    /// Null: ask a person.
    #[serde(default)]
    hazard: Option<String>,
}

/// A code to add, or to correct.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HazardCodeRequest {
    list: String,
    code: String,
    /// Null: not to be taken for any.
    #[serde(default)]
    hazard: Option<String>,
}

/// Adds words, in place of what there was for the same ones.
#[utoipa::path(tag = "alerts", request_body = HazardWordsRequest, responses((status = 201, body = HazardWordsView)))]
#[post("/hazard-words")]
pub async fn create_hazard_words(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<HazardWordsRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    let hazard = hazard_in(body.hazard.as_deref())?;
    let term = OwnWords::new(&body.language, &body.words, hazard).map_err(|fault| refused("/words", fault))?;
    let kept = off_thread(&site.app, move |app| put_words(app, &by, &term)).await?;
    Ok(HttpResponse::Created().json(HazardWordsView::own(kept)))
}

/// Adds a code, in place of what there was for the same one.
#[utoipa::path(tag = "alerts", request_body = HazardCodeRequest, responses((status = 201, body = HazardCodeView)))]
#[post("/hazard-codes")]
pub async fn create_hazard_code(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<HazardCodeRequest>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    let hazard = hazard_in(body.hazard.as_deref())?;
    let term = OwnCode::new(&body.list, &body.code, hazard).map_err(|fault| refused("/code", fault))?;
    let kept = off_thread(&site.app, move |app| put_code(app, &by, &term)).await?;
    Ok(HttpResponse::Created().json(HazardCodeView::own(kept)))
}

/// Takes away words of the office's own; what ships for them holds again.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 204, description = "gone")))]
#[delete("/hazard-words/{id}")]
pub async fn delete_hazard_words(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<TermId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    let id = id.into_inner();
    off_thread(&site.app, move |app| remove_words(app, &by, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes away a code of the office's own; what ships for it holds again.
#[utoipa::path(tag = "alerts", params(("id" = String, Path)), responses((status = 204, description = "gone")))]
#[delete("/hazard-codes/{id}")]
pub async fn delete_hazard_code(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<TermId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ManageSources)?;
    let id = id.into_inner();
    off_thread(&site.app, move |app| remove_code(app, &by, id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A text and codes to try.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TryHazardRequest {
    /// An `event` as a sender writes it.
    #[serde(default)]
    text: String,
    /// Its language; nothing depends on it yet.
    #[serde(default)]
    #[allow(dead_code, reason = "taken so that a form can send it")]
    language: Option<String>,
    /// Event codes or parameters.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    codes: Vec<NamedValue>,
}

/// What a text and codes would be taken for, and why.
#[utoipa::path(tag = "alerts", request_body = TryHazardRequest, responses((status = 200, description = "done", body = Object)))]
#[post("/hazard-words/try")]
pub async fn try_hazard_words(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<TryHazardRequest>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let body = body.into_inner();
    let found = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        Ok(picture.vocabulary.hazard_of_terms(&body.text, &body.codes))
    })
    .await?;
    let ground = found.as_ref().map(|found| &found.ground);
    Ok(HttpResponse::Ok().json(json!({"hazard": found.as_ref().map(|found| found.hazard), "ground": ground})))
}
