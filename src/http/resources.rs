//! The registers of resources: vehicles, teams, supplies, water points, landing places and contacts, each at its own
//! address and all in one shape. Telephones are for people who are signed in.

use actix_web::http::header::ETAG;
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::etag::{etag, revision_read};
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::folding::nfc;
use crate::kernel::ids::ResourceId;
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::places::AwayPeriod;
use crate::resources::{Entry, Quantity, Register, kinds};
use crate::services::live_data::Picture;
use crate::services::resource_register::{
    NewResource, ResourceToday, WhichPhone, add_resource, change_resource, confirm_phone, list_resources,
    read_resource, retire_resource, units_within,
};
use crate::services::supply_list::list_supply_items;
use crate::services::{App, ServiceError};
use crate::store::resource_revisions::Revision;
use crate::store::resources::Filter;

/// Which lines of a register are asked for.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResourceQuery {
    /// Of this unit: a commune, or a province and all below it.
    pub unit: Option<String>,
    /// Of this kind, a code of the register's list.
    pub kind: Option<String>,
    /// Words of the code, the name, the place, the people, with marks or without.
    pub q: Option<String>,
    /// Those that left the register.
    #[serde(default)]
    pub retired: bool,
}

impl ResourceQuery {
    /// The filter it stands for.
    pub fn filter(&self, picture: &Picture, register: Register) -> Filter {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Filter {
            register: Some(register),
            units: given(&self.unit).map(|unit| units_within(picture, &unit)),
            kind: given(&self.kind),
            words: given(&self.q).map(|words| words.chars().take(200).collect()),
            retired: self.retired,
        }
    }
}

/// A line of a register.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceView {
    /// Its id.
    pub id: ResourceId,
    /// The commune or province it belongs to.
    pub unit_code: String,
    /// The name of that unit.
    pub unit_name: String,
    /// Short code, unique in the unit.
    pub code: String,
    /// Counts the changes of the line; the ETag.
    pub revision: i64,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// What the register says.
    pub entry: Entry,
    /// How much there is; null where it is not a matter of numbers.
    #[schema(value_type = Option<f64>)]
    pub quantity: Option<Quantity>,
    /// How much is lent today, by consent of the owner.
    #[schema(value_type = f64)]
    pub lent_today: Quantity,
    /// How much can be had today.
    #[schema(value_type = Option<f64>)]
    pub free_today: Option<Quantity>,
    /// What keeps it away today.
    pub away_today: Option<AwayPeriod>,
}

impl ResourceView {
    pub(super) fn of(today: ResourceToday, unit_name: &str, signed_in: bool) -> Self {
        let free_today = today.free();
        let ResourceToday { resource, quantity, lent, away } = today;
        Self {
            id: resource.id,
            unit_name: unit_name.to_owned(),
            unit_code: resource.unit_code,
            code: resource.code,
            revision: resource.revision,
            retired_on: resource.retired_on,
            demonstration: resource.demonstration,
            entry: if signed_in { resource.entry } else { resource.entry.without_phones() },
            quantity,
            lent_today: lent,
            free_today,
            away_today: away,
        }
    }
}

/// A line a resource had.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceRevisionView {
    /// Which one, counted from 1.
    pub revision: i64,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
    /// On what ground.
    pub reason: String,
    /// What it says.
    #[schema(value_type = Object)]
    pub entry: serde_json::Value,
}

impl From<Revision> for ResourceRevisionView {
    fn from(past: Revision) -> Self {
        Self {
            revision: past.revision,
            retired_on: past.retired_on,
            changed_at: past.change.at,
            changed_by: past.change.by,
            reason: past.change.reason,
            entry: serde_json::from_str(&past.content).unwrap_or_default(),
        }
    }
}

/// A line with every line before it, the newest first; those are for people who are signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceDetailView {
    /// The line.
    #[serde(flatten)]
    pub resource: ResourceView,
    /// The lines it had.
    pub revisions: Vec<ResourceRevisionView>,
}

/// A line that is to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateResource {
    /// The unit it belongs to.
    pub unit_code: String,
    /// Its code; the next of the register where absent.
    #[serde(default)]
    pub code: Option<String>,
    /// On what ground.
    #[serde(default)]
    pub reason: String,
    /// What the register says.
    pub entry: Entry,
}

/// A line as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeResource {
    /// On what ground.
    #[serde(default)]
    pub reason: String,
    /// What the register says.
    pub entry: Entry,
}

/// Why something leaves its register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetireResource {
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Which telephone somebody answered.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmPhone {
    /// The first one where absent.
    #[serde(default)]
    pub which: WhichPhone,
}

/// A kind a line can be of.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceKindView {
    /// The register.
    pub register: Register,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// What it is usually measured in.
    pub unit: String,
    /// Whether it is offered for new lines.
    pub offered: bool,
}

/// Every kind of every register, those offices added to the list of supplies among them.
pub(super) fn all_kinds(app: &App) -> Result<Vec<ResourceKindView>, ServiceError> {
    let own = Register::ALL.into_iter().filter(|register| *register != Register::Supply).flat_map(|register| {
        kinds(register).into_iter().map(move |kind| ResourceKindView {
            register,
            code: kind.code,
            name: kind.name,
            unit: String::new(),
            offered: true,
        })
    });
    let item = |item: crate::resources::SupplyItem| ResourceKindView {
        register: Register::Supply,
        code: item.code,
        name: item.name,
        unit: item.unit,
        offered: item.offered,
    };
    let other = ResourceKindView {
        register: Register::Supply,
        code: "other".into(),
        name: Localized::new("khác", "other"),
        unit: String::new(),
        offered: true,
    };
    Ok(own.chain(list_supply_items(app)?.into_iter().map(item)).chain([other]).collect())
}

/// Texts as they are compared: composed.
fn composed(entry: Entry) -> Entry {
    let text = |text: String| nfc(text.trim());
    Entry {
        name: text(entry.name),
        village: text(entry.village),
        place: text(entry.place),
        keeper: text(entry.keeper),
        phone: text(entry.phone),
        remark: text(entry.remark),
        ..entry
    }
}

fn of_register(entry: Entry, register: Register) -> Result<Entry, Problem> {
    if entry.register() == register {
        return Ok(composed(entry));
    }
    Err(Problem::invalid(
        "/entry/details/register",
        Localized::new("Dòng này thuộc sổ khác.", "This line belongs to another register."),
    ))
}

fn answer(view: &ResourceView, status: actix_web::http::StatusCode) -> HttpResponse {
    HttpResponse::build(status).insert_header((ETAG, etag(view.revision))).json(view)
}

fn viewed(app: &App, today: ResourceToday, signed_in: bool) -> Result<ResourceView, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let unit = today.resource.unit_code.clone();
    Ok(ResourceView::of(today, picture.unit_name(&unit), signed_in))
}

pub(super) async fn list(
    site: &Site,
    caller: &Caller,
    register: Register,
    query: ResourceQuery,
    paging: PageQuery,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let page: Page<ResourceView> = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        let filter = query.filter(&picture, register);
        let page = list_resources(app, &filter, paging.cursor.as_deref(), paging.limit())?;
        Ok(page.map(|today| {
            let unit = today.resource.unit_code.clone();
            ResourceView::of(today, picture.unit_name(&unit), signed_in)
        }))
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

pub(super) async fn read(
    site: &Site,
    caller: &Caller,
    register: Register,
    id: ResourceId,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let detail = off_thread(&site.app, move |app| {
        let (today, past) = read_resource(app, register, id)?;
        let resource = viewed(app, today, signed_in)?;
        let past = if signed_in { past } else { Vec::new() };
        Ok(ResourceDetailView { resource, revisions: past.into_iter().map(Into::into).collect() })
    })
    .await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(detail.resource.revision))).json(detail))
}

pub(super) async fn create(
    site: &Site,
    caller: &Caller,
    register: Register,
    body: CreateResource,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let CreateResource { unit_code, code, reason, entry } = body;
    let new = NewResource { unit_code, code, reason, entry: of_register(entry, register)? };
    let view = off_thread(&site.app, move |app| {
        let added = add_resource(app, &by, &new)?;
        viewed(app, added, true)
    })
    .await?;
    Ok(answer(&view, actix_web::http::StatusCode::CREATED))
}

pub(super) async fn change(
    site: &Site,
    caller: &Caller,
    register: Register,
    id: ResourceId,
    request: &HttpRequest,
    body: ChangeResource,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let revision = revision_read(request)?;
    let entry = of_register(body.entry, register)?;
    let view = off_thread(&site.app, move |app| {
        let changed = change_resource(app, &by, id, revision, &entry, &body.reason)?;
        viewed(app, changed, true)
    })
    .await?;
    Ok(answer(&view, actix_web::http::StatusCode::OK))
}

pub(super) async fn retire(
    site: &Site,
    caller: &Caller,
    register: Register,
    id: ResourceId,
    request: &HttpRequest,
    body: RetireResource,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let revision = revision_read(request)?;
    let view = off_thread(&site.app, move |app| {
        let retired = retire_resource(app, &by, register, id, revision, &body.reason)?;
        viewed(app, retired, true)
    })
    .await?;
    Ok(answer(&view, actix_web::http::StatusCode::OK))
}

pub(super) async fn confirm(
    site: &Site,
    caller: &Caller,
    register: Register,
    id: ResourceId,
    body: ConfirmPhone,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let view = off_thread(&site.app, move |app| {
        let confirmed = confirm_phone(app, &by, register, id, body.which)?;
        viewed(app, confirmed, true)
    })
    .await?;
    Ok(answer(&view, actix_web::http::StatusCode::OK))
}
