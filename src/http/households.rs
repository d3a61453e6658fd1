//! The household register: who lives where. Names, telephones and needs are for those who may read households, within
//! their own unit; everybody who may read gets figures by village.

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
use super::work::off_thread;
use super::zone_measure::FiguresView;
use crate::accounts::Permission;
use crate::households::{DestinationKind, Entry, HouseClass, Household, VulnerableKind, ZoneBasis, hazards_told};
use crate::kernel::ids::{HouseholdId, ZoneId};
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::services::household_register::{
    HouseholdEdit, NewHousehold, PlacedHousehold, add_household, change_household, household_totals, households_on,
    list_households as listed, read_household as read, readable_communes, retire_household,
};
use crate::services::{App, ServiceError};
use crate::store::households::{Filter, HouseholdRevision, Totals};
use crate::zones::Figures;

/// Which households are asked for.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HouseholdQuery {
    /// Of this unit: a commune, or a province and all below it.
    pub commune: Option<String>,
    /// Of this village, as it is written.
    pub village: Option<String>,
    /// Counted in this zone.
    pub zone: Option<String>,
    /// Only those in no zone.
    #[serde(default)]
    pub without_zone: bool,
    /// Words of the code, the head, the village or the telephone, with marks or without.
    pub q: Option<String>,
    /// With vulnerable people of this kind.
    pub kind: Option<String>,
    /// In a house of this class.
    pub house_class: Option<String>,
    /// Going to this kind of destination.
    pub destination_kind: Option<String>,
    /// Those that left the register.
    #[serde(default)]
    pub retired: bool,
}

impl HouseholdQuery {
    /// The filter it stands for, but for the communes.
    pub fn filter(&self) -> Result<Filter, Problem> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Ok(Filter {
            communes: None,
            village: given(&self.village),
            zone: given(&self.zone).map(|zone| zone.parse().map_err(|_| unknown("/zone", &zone))).transpose()?,
            without_zone: self.without_zone,
            words: given(&self.q).map(|words| words.chars().take(200).collect()),
            kind: word::<VulnerableKind>("/kind", self.kind.as_deref())?,
            house_class: word::<HouseClass>("/house_class", self.house_class.as_deref())?,
            destination_kind: word::<DestinationKind>("/destination_kind", self.destination_kind.as_deref())?,
            retired: self.retired,
        })
    }

    /// Whether it asks for no more than a commune and a village.
    fn is_plain(&self) -> bool {
        let none = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let texts = [&self.zone, &self.q, &self.kind, &self.house_class, &self.destination_kind];
        texts.into_iter().all(none) && !self.without_zone && !self.retired
    }
}

/// A word of a fixed list; an empty one asks for all.
fn word<T: serde::de::DeserializeOwned>(pointer: &str, text: Option<&str>) -> Result<Option<T>, Problem> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    serde_json::from_value(text.into()).map(Some).map_err(|_| unknown(pointer, text))
}

fn unknown(pointer: &str, text: &str) -> Problem {
    let text: String = text.chars().take(60).collect();
    Problem::invalid(
        pointer,
        Localized::new(format!("Không có “{text}” trong danh mục."), format!("“{text}” is not on the list.")),
    )
}

/// Limits a filter to the communes the caller may read.
pub fn within_reach(
    app: &App,
    caller: &crate::accounts::Account,
    query: &HouseholdQuery,
    filter: Filter,
) -> Result<Filter, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    let asked = query.commune.as_deref().filter(|commune| !commune.is_empty());
    Ok(Filter { communes: readable_communes(&picture, caller, asked)?, ..filter })
}

/// A zone a household is counted in.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdZoneView {
    /// The zone.
    pub id: ZoneId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What led to it.
    pub basis: ZoneBasis,
}

/// A household of the register.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdView {
    /// Its id.
    pub id: HouseholdId,
    /// The commune that keeps its line.
    pub commune_code: String,
    /// Short code, unique in the commune.
    pub code: String,
    /// Counts the changes of the line; the ETag.
    pub revision: i64,
    /// The day the line tells of.
    pub as_of: NaiveDate,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// What the register says.
    pub entry: Entry,
    /// What it adds to the totals.
    pub figures: FiguresView,
    /// The zones it is counted in.
    pub zones: Vec<HouseholdZoneView>,
}

impl From<PlacedHousehold> for HouseholdView {
    fn from(placed: PlacedHousehold) -> Self {
        let zones = placed.zones.into_iter().map(|zone| HouseholdZoneView {
            id: zone.id,
            code: zone.code,
            name: zone.name,
            basis: zone.basis,
        });
        let zones = zones.collect();
        let Household { id, commune_code, code, revision, as_of, retired_on, demonstration, entry } = placed.household;
        let figures = entry.figures().into();
        Self { id, commune_code, code, revision, as_of, retired_on, demonstration, entry, figures, zones }
    }
}

/// A line a household had.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdRevisionView {
    /// Which one, counted from 1.
    pub revision: i64,
    /// The day it tells of.
    pub as_of: NaiveDate,
    /// The day the household left the register.
    pub retired_on: Option<NaiveDate>,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by: String,
    /// On what ground.
    pub reason: String,
    /// What it says.
    pub entry: Entry,
}

/// A household with every line it had, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdDetailView {
    /// The household.
    #[serde(flatten)]
    pub household: HouseholdView,
    /// Its lines.
    pub revisions: Vec<HouseholdRevisionView>,
}

fn detail(placed: PlacedHousehold, past: Vec<HouseholdRevision>) -> HouseholdDetailView {
    let revisions = past.into_iter().map(|HouseholdRevision { household, change }| HouseholdRevisionView {
        revision: household.revision,
        as_of: household.as_of,
        retired_on: household.retired_on,
        changed_at: change.at,
        changed_by: change.by,
        reason: change.reason,
        entry: household.entry,
    });
    HouseholdDetailView { revisions: revisions.collect(), household: placed.into() }
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DayQuery {
    /// The register of one commune as it told of this day; without zones.
    on: Option<NaiveDate>,
}

/// Households by commune and code; with `on`, those the register of one commune named on a past day.
#[utoipa::path(tag = "households", params(HouseholdQuery, PageQuery, DayQuery), responses((status = 200, body = Page<HouseholdView>)))]
#[get("/households")]
pub async fn list_households(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<HouseholdQuery>,
    paging: web::Query<PageQuery>,
    day: web::Query<DayQuery>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ReadHouseholds)?;
    let filter = query.filter()?;
    let (query, paging, on) = (query.into_inner(), paging.into_inner(), day.on);
    let page = off_thread(&site.app, move |app| {
        let filter = within_reach(app, &by.account, &query, filter)?;
        match on {
            None => listed(app, &filter, paging.cursor.as_deref(), paging.limit()),
            Some(day) => past_page(app, &filter, day, &paging),
        }
    })
    .await?;
    Ok(HttpResponse::Ok().json(page.map(HouseholdView::from)))
}

fn past_page(
    app: &App,
    filter: &Filter,
    day: NaiveDate,
    paging: &PageQuery,
) -> Result<Page<PlacedHousehold>, ServiceError> {
    let Some([commune]) = filter.communes.as_deref() else {
        return Err(ServiceError::Invalid {
            pointer: "/commune".into(),
            wording: Localized::new(
                "Sổ của một ngày đã qua được xem theo từng xã. Chọn xã.",
                "The register of a past day is shown by commune. Choose one.",
            ),
        });
    };
    let after = paging.cursor.as_deref().and_then(|cursor| cursor.split_once('/')).map(|(_, code)| code);
    let found = households_on(app, commune, day)?.into_iter();
    let found = found.filter(|household| after.is_none_or(|after| household.code.as_str() > after));
    let found = found.filter(|household| filter.village.as_ref().is_none_or(|name| household.entry.village == *name));
    let found = found.take(paging.limit() + 1).map(|household| PlacedHousehold { household, zones: Vec::new() });
    let cursor = |last: &PlacedHousehold| format!("{}/{}", last.household.commune_code, last.household.code);
    Ok(Page::cut(found.collect(), paging.limit(), cursor))
}

/// Figures of a village.
#[derive(Debug, Serialize, ToSchema)]
pub struct VillageFiguresView {
    /// The commune.
    pub commune_code: String,
    /// The village.
    pub village: String,
    /// Its figures.
    pub figures: FiguresView,
}

/// Figures of the households asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdSummaryView {
    /// Of all of them.
    pub figures: FiguresView,
    /// By village.
    pub villages: Vec<VillageFiguresView>,
    /// How many households have people of each kind.
    #[schema(value_type = Object)]
    pub kinds: std::collections::BTreeMap<String, i64>,
}

impl From<Totals> for HouseholdSummaryView {
    fn from(totals: Totals) -> Self {
        let figures = totals.figures().into();
        let village = |((commune_code, village), figures): ((String, String), Figures)| VillageFiguresView {
            commune_code,
            village,
            figures: figures.into(),
        };
        Self { figures, villages: totals.villages.into_iter().map(village).collect(), kinds: totals.kinds }
    }
}

/// Figures by village, without names: for everybody who is signed in and may read. Who may not read households asks for no more than a
/// commune and a village, since a count of few tells of a family.
#[utoipa::path(tag = "households", params(HouseholdQuery), responses((status = 200, body = HouseholdSummaryView)))]
#[get("/households/summary")]
pub async fn read_household_summary(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<HouseholdQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let account = caller.signed_in()?.account;
    if !query.is_plain() {
        caller.require(Permission::ReadHouseholds)?;
    }
    let filter = query.filter()?;
    let query = query.into_inner();
    let totals = off_thread(&site.app, move |app| {
        let filter = within_reach(app, &account, &query, filter)?;
        household_totals(app, &filter)
    })
    .await?;
    Ok(HttpResponse::Ok().json(HouseholdSummaryView::from(totals)))
}

/// A household with every line it had.
#[utoipa::path(tag = "households", params(("id" = String, Path, description = "the household")), responses((status = 200, body = HouseholdDetailView)))]
#[get("/households/{id}")]
pub async fn read_household(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<HouseholdId>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ReadHouseholds)?;
    let id = id.into_inner();
    let (placed, past) = off_thread(&site.app, move |app| read(app, &by, id)).await?;
    let tag = etag(placed.household.revision);
    Ok(HttpResponse::Ok().insert_header((ETAG, tag)).json(detail(placed, past)))
}

/// A household that is to be added.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateHousehold {
    /// The commune.
    pub commune_code: String,
    /// Its code; made from its village where absent.
    #[serde(default)]
    pub code: Option<String>,
    /// The day the line tells of; today where absent.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// On what ground.
    #[serde(default)]
    pub reason: String,
    /// What the register says.
    pub entry: Entry,
}

/// Adds a household to the register.
#[utoipa::path(tag = "households", request_body = CreateHousehold, responses((status = 201, body = HouseholdView)))]
#[post("/households")]
pub async fn create_household(
    site: web::Data<Site>,
    caller: Caller,
    body: web::Json<CreateHousehold>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditHouseholds)?;
    let CreateHousehold { commune_code, code, as_of, reason, entry } = body.into_inner();
    let new = NewHousehold { commune_code, code, as_of, entry: composed(entry), reason };
    let added = off_thread(&site.app, move |app| add_household(app, &by, &new)).await?;
    let tag = etag(added.household.revision);
    Ok(HttpResponse::Created().insert_header((ETAG, tag)).json(HouseholdView::from(added)))
}

/// A household's line as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeHousehold {
    /// Another code.
    #[serde(default)]
    pub code: Option<String>,
    /// The day the line tells of; today where absent.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// On what ground.
    #[serde(default)]
    pub reason: String,
    /// What the register says.
    pub entry: Entry,
}

/// Gives a household another line; the one before it is kept. One that had left comes back.
#[utoipa::path(tag = "households", request_body = ChangeHousehold, params(("id" = String, Path, description = "the household"), ("If-Match" = String, Header)), responses((status = 200, body = HouseholdView)))]
#[put("/households/{id}")]
pub async fn put_household(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<HouseholdId>,
    request: HttpRequest,
    body: web::Json<ChangeHousehold>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditHouseholds)?;
    let revision = revision_read(&request)?;
    let id = id.into_inner();
    let ChangeHousehold { code, as_of, reason, entry } = body.into_inner();
    let edit = HouseholdEdit { code, as_of, entry: composed(entry), reason };
    let changed = off_thread(&site.app, move |app| change_household(app, &by, id, revision, &edit)).await?;
    let tag = etag(changed.household.revision);
    Ok(HttpResponse::Ok().insert_header((ETAG, tag)).json(HouseholdView::from(changed)))
}

/// Why a household leaves the register.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetireHousehold {
    /// Since when; today where absent.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Takes a household out of the register as of a day. Its lines stay.
#[utoipa::path(operation_id = "retire_household", tag = "households", request_body = RetireHousehold, params(("id" = String, Path, description = "the household"), ("If-Match" = String, Header)), responses((status = 200, body = HouseholdView)))]
#[post("/households/{id}/retire")]
pub async fn retire(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<HouseholdId>,
    request: HttpRequest,
    body: web::Json<RetireHousehold>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditHouseholds)?;
    let revision = revision_read(&request)?;
    let id = id.into_inner();
    let RetireHousehold { on, reason } = body.into_inner();
    let retired = off_thread(&site.app, move |app| retire_household(app, &by, id, revision, on, &reason)).await?;
    let tag = etag(retired.household.revision);
    Ok(HttpResponse::Ok().insert_header((ETAG, tag)).json(HouseholdView::from(retired)))
}

/// Texts composed and trimmed, as they are kept; hazards that are not given are those the danger names.
fn composed(mut entry: Entry) -> Entry {
    let texts = [
        &mut entry.head,
        &mut entry.village,
        &mut entry.vulnerable_note,
        &mut entry.danger,
        &mut entry.destination,
        &mut entry.transport,
        &mut entry.helper,
        &mut entry.phone,
        &mut entry.note,
    ];
    let lines = entry.property.iter_mut().flat_map(|line| [&mut line.what, &mut line.unit]);
    for text in texts.into_iter().chain(lines).chain(&mut entry.zone_codes) {
        *text = crate::kernel::folding::nfc(text.trim());
    }
    if entry.hazards.is_empty() {
        entry.hazards = hazards_told(&entry.danger);
    }
    entry
}
