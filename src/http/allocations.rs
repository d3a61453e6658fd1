//! Proposals of who goes to which shelter: made, read, and taken over row by row.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::hazards::RiskLevel;
use crate::kernel::ids::{AllocationId, PlanId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::proposal::{
    Ask, DraftRead, GroupBy, KeptProposal, PassedOver, Proposal, Row, Shortage, Totals, Trips,
};
use crate::services::accept_allocation::{Chosen, accept_allocation, stale};
use crate::services::propose_allocation::propose_allocation;
use crate::services::{App, ServiceError};
use crate::store::{StoreError, allocations, plans};

/// A proposal of who goes to which shelter. It is advice: nothing of it is applied by itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct AllocationView {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: AllocationId,
    /// The plan.
    #[schema(value_type = String, format = Uuid)]
    pub plan_id: PlanId,
    /// The plan's code.
    pub plan_code: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// At which level.
    pub level: RiskLevel,
    /// Whom groups are.
    pub by: GroupBy,
    /// Nobody goes farther.
    pub max_distance_m: Option<i64>,
    /// Whether villages stay together where there is room.
    pub keep_villages: bool,
    /// Minutes between the warning and the onset.
    pub lead_minutes: Option<i64>,
    /// The draft it was laid beside; none where the plan had none, and an acceptance begins one.
    pub version: Option<DraftRead>,
    /// What changed since; where there is anything, it cannot be taken over any more.
    pub stale: Vec<Localized>,
    /// Whether everybody finds a place.
    pub feasible: bool,
    /// Whether it is proved that no allocation of as many people is shorter, the vulnerable weighing more.
    pub proved: bool,
    /// By how many (weighted) person-metres keeping people together is above the proved least.
    pub rise_person_metres: i64,
    /// Who goes where, beside what the plan arranges now.
    pub rows: Vec<AllocationRowView>,
    /// Sums.
    pub totals: Totals,
    /// Who finds no place, and why.
    pub shortages: Vec<Shortage>,
    /// Shelters that were not used, and why.
    pub passed_over: Vec<PassedOver>,
    /// Vehicles against time; absent where no time was given.
    pub trips: Option<Trips>,
    /// What it rests on.
    pub remarks: Vec<Localized>,
    /// What it is.
    pub advice: Localized,
}

/// A row, and whether it was taken over.
#[derive(Debug, Serialize, ToSchema)]
pub struct AllocationRowView {
    /// The row. Its villages are for those who may read the household register.
    #[serde(flatten)]
    pub row: Row,
    /// When it was taken over.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted_at: Option<Timestamp>,
    /// By whom.
    pub accepted_by: Option<String>,
}

/// A proposal in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct AllocationHead {
    /// Its id.
    #[schema(value_type = String, format = Uuid)]
    pub id: AllocationId,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: String,
    /// At which level.
    pub level: RiskLevel,
    /// Whom groups are.
    pub by: GroupBy,
    /// Whether everybody finds a place.
    pub feasible: bool,
    /// Sums.
    pub totals: Totals,
    /// How many of its rows were taken over.
    pub accepted_rows: usize,
    /// How many rows it has.
    pub rows: usize,
}

/// The newest proposals of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct AllocationList {
    /// The newest first.
    pub items: Vec<AllocationHead>,
    /// Always absent: older ones are not listed.
    pub next: Option<String>,
}

/// The rows to take over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptRows {
    /// `"all"`, or the numbers of rows.
    #[schema(value_type = Object)]
    pub rows: Value,
}

/// A proposal and the draft its rows went into.
#[derive(Debug, Serialize, ToSchema)]
pub struct AcceptedAllocation {
    /// The proposal.
    pub allocation: AllocationView,
    /// The draft.
    pub version: DraftRead,
}

/// How many proposals are listed.
const LISTED: usize = 50;

fn view(app: &App, kept: KeptProposal, villages: bool) -> Result<AllocationView, ServiceError> {
    let changes = stale(app, &kept)?;
    let plan_code = app.store.read(|conn| Ok::<_, StoreError>(plans::get(conn, kept.plan_id)?.code))?;
    let KeptProposal { id, plan_id, made_at, made_by, draft, proposal, accepted } = kept;
    let Proposal {
        ask,
        feasible,
        proved,
        rise_person_metres,
        rows,
        totals,
        shortages,
        passed_over,
        trips,
        remarks,
        ..
    } = proposal;
    let row = |mut row: Row| {
        if !villages {
            row.villages.clear();
        }
        let taken = accepted.iter().find(|taken| taken.n == row.n);
        AllocationRowView {
            accepted_at: taken.map(|taken| taken.at),
            accepted_by: taken.map(|taken| taken.by.clone()),
            row,
        }
    };
    let shortage = |mut shortage: Shortage| {
        if !villages {
            shortage.villages.clear();
        }
        shortage
    };
    Ok(AllocationView {
        id,
        plan_id,
        plan_code,
        made_at,
        made_by,
        level: ask.level,
        by: ask.by,
        max_distance_m: ask.max_distance_m,
        keep_villages: ask.keep_villages,
        lead_minutes: ask.lead_minutes,
        version: draft,
        stale: changes,
        feasible,
        proved,
        rise_person_metres,
        rows: rows.into_iter().map(row).collect(),
        totals,
        shortages: shortages.into_iter().map(shortage).collect(),
        passed_over,
        trips,
        remarks,
        advice: Localized::new(
            "Đây là đề xuất để người có thẩm quyền xem xét; không dòng nào tự áp dụng.",
            "This is a proposal for a competent person to look at; no row is applied by itself.",
        ),
    })
}

fn reads_villages(caller: &Caller) -> bool {
    caller.permissions().contains(&Permission::ReadHouseholds)
}

/// Works out who should go to which shelter at a level, and keeps the proposal beside what the plan arranges now.
#[utoipa::path(
    tag = "plans", params(("id" = String, Path, description = "the plan")), request_body = Ask,
    responses((status = 201, body = AllocationView))
)]
#[post("/plans/{id}/allocation")]
pub async fn create_allocation(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PlanId>,
    body: web::Json<Ask>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let (id, ask, villages) = (id.into_inner(), body.into_inner(), reads_villages(&caller));
    let made = off_thread(&site.app, move |app| {
        let kept = propose_allocation(app, &by, id, &ask)?;
        view(app, kept, villages)
    })
    .await?;
    Ok(HttpResponse::build(StatusCode::CREATED).json(made))
}

/// The newest proposals of a plan.
#[utoipa::path(tag = "plans", params(("id" = String, Path, description = "the plan")), responses((status = 200, body = AllocationList)))]
#[get("/plans/{id}/allocation")]
pub async fn list_allocations(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<PlanId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let id = id.into_inner();
    let kept = off_thread(&site.app, move |app| {
        Ok(app.store.read(|conn| {
            let plan = plans::get(conn, id)?;
            allocations::of_plan(conn, plan.id, LISTED)
        })?)
    })
    .await?;
    let items = kept.into_iter().map(|kept| AllocationHead {
        id: kept.id,
        made_at: kept.made_at,
        made_by: kept.made_by,
        level: kept.proposal.ask.level,
        by: kept.proposal.ask.by,
        feasible: kept.proposal.feasible,
        totals: kept.proposal.totals,
        accepted_rows: kept.accepted.len(),
        rows: kept.proposal.rows.len(),
    });
    Ok(HttpResponse::Ok().json(AllocationList { items: items.collect(), next: None }))
}

/// A proposal, with what changed since it was made. Villages are for those who may read the household register.
#[utoipa::path(tag = "plans", params(("id" = String, Path, description = "the proposal")), responses((status = 200, body = AllocationView)))]
#[get("/allocations/{id}")]
pub async fn read_allocation(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AllocationId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let (id, villages) = (id.into_inner(), reads_villages(&caller));
    let read = off_thread(&site.app, move |app| {
        let kept = app.store.read(|conn| allocations::get(conn, id))?;
        view(app, kept, villages)
    })
    .await?;
    Ok(HttpResponse::Ok().json(read))
}

/// Takes rows of a proposal over into the draft of its plan; a draft is begun where there is none. Refused with what
/// changed where the draft or the registers are not as they were.
#[utoipa::path(
    tag = "plans", params(("id" = String, Path, description = "the proposal")), request_body = AcceptRows,
    responses((status = 200, body = AcceptedAllocation), (status = 409, description = "out of date; `changes` tells what changed"))
)]
#[post("/allocations/{id}/acceptance")]
pub async fn accept_allocation_rows(
    site: web::Data<Site>,
    caller: Caller,
    id: web::Path<AllocationId>,
    body: web::Json<AcceptRows>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditPlan)?;
    let chosen = chosen(&body.rows)?;
    let (id, villages) = (id.into_inner(), reads_villages(&caller));
    let done = off_thread(&site.app, move |app| {
        let (kept, version) = accept_allocation(app, &by, id, &chosen)?;
        let version = DraftRead { n: version.number, revision: version.revision };
        Ok(AcceptedAllocation { allocation: view(app, kept, villages)?, version })
    })
    .await?;
    Ok(HttpResponse::Ok().json(done))
}

fn chosen(rows: &Value) -> Result<Chosen, Problem> {
    let numbers = match rows {
        Value::String(word) if word == "all" => return Ok(Chosen::All),
        Value::Array(numbers) => numbers.iter().map(Value::as_i64).collect::<Option<Vec<_>>>(),
        _ => None,
    };
    numbers.map(Chosen::Rows).ok_or_else(|| {
        Problem::invalid(
            "/rows",
            Localized::new("rows là “all” hoặc danh sách số dòng.", "rows is “all” or a list of row numbers."),
        )
    })
}
