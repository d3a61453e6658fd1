//! What goes on with resources: kinds, movements of stock, loans between units.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::paging::PageQuery;
use super::problem::Problem;
use super::resources::{ResourceKindView, all_kinds};
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::ids::{LoanId, MovementId, ResourceId};
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::resources::{LoanState, Movement, MovementKind, Quantity, Register, SupplyItem};
use crate::services::lend_resources::{LoanAnswer, LoanOf, NewLoan, answer_loan, ask_loan, list_loans};
use crate::services::live_data::Picture;
use crate::services::move_stock::{NewMovement, list_movements, note_movement};
use crate::services::supply_list::put_supply_item;

/// Every kind of every register, with what supplies are measured in.
#[utoipa::path(tag = "resources", responses((status = 200, body = Page<ResourceKindView>)))]
#[get("/resource-kinds")]
pub async fn list_resource_kinds(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let items = off_thread(&site.app, all_kinds).await?;
    Ok(HttpResponse::Ok().json(Page { items, next: None }))
}

/// An item of the list of supplies.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutSupplyItem {
    /// Its name.
    pub name: Localized,
    /// What it is measured in.
    pub unit: String,
    /// Whether it is offered for new lines.
    #[serde(default = "offered")]
    pub offered: bool,
}

fn offered() -> bool {
    true
}

/// Adds an item to the list of supplies, or corrects one.
#[utoipa::path(tag = "resources", request_body = PutSupplyItem, params(("code" = String, Path, description = "the item")), responses((status = 200, body = ResourceKindView)))]
#[put("/supply-items/{code}")]
pub async fn put_supply_item_by_code(
    site: web::Data<Site>,
    caller: Caller,
    code: web::Path<String>,
    body: web::Json<PutSupplyItem>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let PutSupplyItem { name, unit, offered } = body.into_inner();
    let item = SupplyItem { code: code.into_inner(), name, unit, offered };
    let item = off_thread(&site.app, move |app| put_supply_item(app, &by, &item)).await?;
    let SupplyItem { code, name, unit, offered } = item;
    Ok(HttpResponse::Ok().json(ResourceKindView { register: Register::Supply, code, name, unit, offered }))
}

/// A movement of a stock.
#[derive(Debug, Serialize, ToSchema)]
pub struct MovementView {
    /// Its id.
    pub id: MovementId,
    /// Which one of the supply, counted from 1.
    pub position: i64,
    /// What happened.
    pub kind: MovementKind,
    /// How much; of a count what was found.
    #[schema(value_type = f64)]
    pub quantity: Quantity,
    /// How much the stock changed; of a count how far the books were off.
    #[schema(value_type = f64)]
    pub delta: Quantity,
    /// When it happened.
    pub happened_on: NaiveDate,
    /// When it was noted.
    #[schema(value_type = String, format = DateTime)]
    pub noted_at: Timestamp,
    /// By whom.
    pub noted_by: String,
    /// Why.
    pub reason: String,
}

impl From<Movement> for MovementView {
    fn from(movement: Movement) -> Self {
        Self {
            id: movement.id,
            position: movement.position,
            kind: movement.kind,
            quantity: movement.quantity,
            delta: movement.delta,
            happened_on: movement.happened_on,
            noted_at: movement.noted_at,
            noted_by: movement.noted_by,
            reason: movement.reason,
        }
    }
}

/// The movements of a supply, newest first. The stock is the sum of their changes.
#[utoipa::path(tag = "resources", params(("id" = String, Path, description = "the supply"), PageQuery), responses((status = 200, body = Page<MovementView>)))]
#[get("/supplies/{id}/movements")]
pub async fn list_supply_movements(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ResourceId>,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    // Movements name who noted them.
    caller.signed_in()?;
    let (id, paging) = (id.into_inner(), paging.into_inner());
    let page = off_thread(&site.app, move |app| list_movements(app, id, paging.cursor.as_deref(), paging.limit()));
    Ok(HttpResponse::Ok().json(page.await?.map(MovementView::from)))
}

/// A movement that is to be noted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMovement {
    /// What happened.
    pub kind: MovementKind,
    /// How much; of a count what was found.
    #[schema(value_type = f64)]
    pub quantity: Quantity,
    /// When; today where absent.
    #[serde(default)]
    pub happened_on: Option<NaiveDate>,
    /// Why: from where, to whom, by which paper.
    pub reason: String,
}

/// A movement that was noted, and what is there now.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotedMovementView {
    /// The movement.
    #[serde(flatten)]
    pub movement: MovementView,
    /// What is there now.
    #[schema(value_type = f64)]
    pub stock: Quantity,
}

/// Notes a movement of a supply. Nothing is written over; a count keeps the difference.
#[utoipa::path(tag = "resources", request_body = CreateMovement, params(("id" = String, Path, description = "the supply")), responses((status = 201, body = NotedMovementView)))]
#[post("/supplies/{id}/movements")]
pub async fn create_supply_movement(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<ResourceId>,
    body: web::Json<CreateMovement>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let CreateMovement { kind, quantity, happened_on, reason } = body.into_inner();
    let (id, new) = (id.into_inner(), NewMovement { kind, quantity, happened_on, reason });
    let (today, movement) = off_thread(&site.app, move |app| note_movement(app, &by, id, &new)).await?;
    let stock = today.resource.stock;
    Ok(HttpResponse::Created().json(NotedMovementView { movement: movement.into(), stock }))
}

/// A loan between units.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoanView {
    /// Its id.
    pub id: LoanId,
    /// What is asked for.
    pub resource_id: ResourceId,
    /// Its register.
    pub register: Register,
    /// Its code.
    pub resource_code: String,
    /// Its name.
    pub resource_name: String,
    /// The unit it belongs to.
    pub owner_code: String,
    /// The name of that unit.
    pub owner_name: String,
    /// The unit that asks.
    pub to_unit: String,
    /// The name of that unit.
    pub to_unit_name: String,
    /// How much.
    #[schema(value_type = f64)]
    pub quantity: Quantity,
    /// From when.
    pub first_day: NaiveDate,
    /// Until when, that day included.
    pub last_day: NaiveDate,
    /// What for.
    pub purpose: String,
    /// Where it stands; only what was consented to counts.
    pub state: LoanState,
    /// Who asked.
    pub asked_by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// Who consented, refused or withdrew.
    pub answered_by: Option<String>,
    /// When.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub answered_at: Option<Timestamp>,
    /// Why it was refused or withdrawn.
    pub answer_reason: String,
    /// Counts its changes; the ETag.
    pub revision: i64,
}

impl LoanView {
    fn of(LoanOf { loan, resource }: LoanOf, picture: &Picture) -> Self {
        Self {
            id: loan.id,
            resource_id: loan.resource,
            register: resource.entry.register(),
            resource_code: resource.code,
            resource_name: resource.entry.name,
            owner_name: picture.unit_name(&loan.owner_code).to_owned(),
            owner_code: loan.owner_code,
            to_unit_name: picture.unit_name(&loan.to_unit).to_owned(),
            to_unit: loan.to_unit,
            quantity: loan.quantity,
            first_day: loan.first_day,
            last_day: loan.last_day,
            purpose: loan.purpose,
            state: loan.state,
            asked_by: loan.asked_by,
            asked_at: loan.asked_at,
            answered_by: loan.answered_by,
            answered_at: loan.answered_at,
            answer_reason: loan.answer_reason,
            revision: loan.revision,
        }
    }
}

/// Which loans are asked for.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct LoanQuery {
    /// Given or taken by this unit or one below it.
    unit: Option<String>,
}

/// Loans between units, newest first.
#[utoipa::path(tag = "resources", params(LoanQuery, PageQuery), responses((status = 200, body = Page<LoanView>)))]
#[get("/loans")]
pub async fn list_resource_loans(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<LoanQuery>,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    // Loans name who asked and who answered.
    caller.signed_in()?;
    let (unit, paging) = (query.into_inner().unit.filter(|unit| !unit.is_empty()), paging.into_inner());
    let page = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let page = list_loans(app, unit.as_deref(), paging.cursor.as_deref(), paging.limit())?;
        Ok(page.map(|loan| LoanView::of(loan, &picture)))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

/// A loan that is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateLoan {
    /// Of what.
    pub resource_id: ResourceId,
    /// For which unit.
    pub to_unit: String,
    /// How much.
    #[schema(value_type = f64)]
    pub quantity: Quantity,
    /// From when.
    pub first_day: NaiveDate,
    /// Until when, that day included.
    pub last_day: NaiveDate,
    /// What for.
    #[serde(default)]
    pub purpose: String,
}

/// Asks for a resource of another unit. It counts when its owner consents.
#[utoipa::path(tag = "resources", request_body = CreateLoan, responses((status = 201, body = LoanView)))]
#[post("/loans")]
pub async fn create_loan(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<CreateLoan>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let CreateLoan { resource_id, to_unit, quantity, first_day, last_day, purpose } = body.into_inner();
    let new = NewLoan { resource: resource_id, to_unit, quantity, first_day, last_day, purpose };
    let view = off_thread(&site.app, move |app| {
        let asked = ask_loan(app, &by, &new)?;
        let picture = app.live.current(&app.store, app.now())?;
        Ok(LoanView::of(asked, &picture))
    })
    .await?;
    Ok(HttpResponse::Created().insert_header((ETAG, etag(view.revision))).json(view))
}

/// What is said to a loan.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerLoan {
    /// Consent or refuse, as the owner; withdraw, as who asked.
    pub answer: LoanAnswer,
    /// Why; asked for where it is refused.
    #[serde(default)]
    pub reason: String,
}

/// Consents to a loan, refuses it, or ends it.
#[utoipa::path(tag = "resources", request_body = AnswerLoan, params(("id" = String, Path, description = "the loan"), ("If-Match" = String, Header)), responses((status = 200, body = LoanView)))]
#[post("/loans/{id}/answer")]
pub async fn answer_resource_loan(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<LoanId>,
    request: HttpRequest,
    body: web::Json<AnswerLoan>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let revision = revision_read(&request)?;
    let (id, body) = (id.into_inner(), body.into_inner());
    let view = off_thread(&site.app, move |app| {
        let answered = answer_loan(app, &by, id, revision, body.answer, &body.reason)?;
        let picture = app.live.current(&app.store, app.now())?;
        Ok(LoanView::of(answered, &picture))
    })
    .await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(view.revision))).json(view))
}
