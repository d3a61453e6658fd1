//! Which true tables contradict each other: findings, worst first. The facts of a finding may name people, so who is not
//! signed in is told what kind it is and where, and not what it says.

use actix_web::{HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::paging::PageQuery;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::findings::{FindingId, KINDS, Kind, KindFacts, OwedBy, Ref, Severity, facts_of};
use crate::hazards::Hazard;
use crate::kernel::ids::PlanId;
use crate::kernel::page::Page;
use crate::kernel::{Localized, Timestamp};
use crate::services::findings::{
    Counts, FindingFilter, PlanFindings, ShownFinding, StateAsked, accept_finding, finding_of, list_findings,
    plan_findings,
};
use crate::services::live_data::Picture;
use crate::services::resource_register::units_within;
use crate::services::{App, ServiceError};

/// Which findings are asked for.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FindingQuery {
    /// Owed in this unit: a commune, or a province and all below it.
    pub unit: Option<String>,
    /// `critical`, `serious` or `notice`.
    #[param(value_type = Option<String>)]
    pub severity: Option<Severity>,
    /// A code of `/finding-kinds`.
    pub kind: Option<String>,
    /// That speak of a zone or a plan of this hazard, or of its alerts.
    #[param(value_type = Option<String>)]
    pub hazard: Option<Hazard>,
    /// Owed by this role, a code of `/finding-kinds`.
    #[param(value_type = Option<String>)]
    pub owed_by: Option<OwedBy>,
    /// `open`, `accepted` or `mended`; those that stand, accepted or not, where absent.
    #[param(value_type = Option<String>)]
    pub state: Option<FindingStateView>,
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingStateView {
    /// It stands.
    Open,
    /// It stands, and an official lives with it until a day.
    Accepted,
    /// It stands no longer.
    Mended,
}

impl FindingQuery {
    fn filter(&self, picture: &Picture) -> Result<FindingFilter, Problem> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let kind = match given(&self.kind) {
            None => None,
            Some(code) => Some(Kind::from_code(&code).ok_or_else(|| {
                Problem::invalid(
                    "/kind",
                    Localized::new("Không có loại vấn đề này.", "There is no such kind of finding."),
                )
            })?),
        };
        Ok(FindingFilter {
            units: given(&self.unit).map(|unit| units_within(picture, &unit).into_iter().collect()),
            severity: self.severity,
            kind,
            hazard: self.hazard,
            owed_by: self.owed_by,
            state: match self.state {
                None => StateAsked::Standing,
                Some(FindingStateView::Open) => StateAsked::Open,
                Some(FindingStateView::Accepted) => StateAsked::Accepted,
                Some(FindingStateView::Mended) => StateAsked::Mended,
            },
        })
    }
}

/// An entry of a table a finding speaks of.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingEntryView {
    /// `unit`, `zone`, `plan`, `shelter`, `vehicle`, `team`, `store`, `contact`, `household` or `loan`.
    pub what: &'static str,
    /// Its id; of a unit its code.
    pub id: String,
    /// What it is called.
    pub name: Localized,
}

impl FindingEntryView {
    /// People are named to who is signed in.
    fn of((of, name): (Ref, Localized), signed_in: bool) -> Option<Self> {
        let what = match of {
            Ref::Unit(_) => "unit",
            Ref::Zone(_) => "zone",
            Ref::Plan(_) => "plan",
            Ref::Shelter(_) => "shelter",
            Ref::Vehicle(_) => "vehicle",
            Ref::Team(_) => "team",
            Ref::Store(_) => "store",
            Ref::Contact(_) | Ref::Household(_) if !signed_in => return None,
            Ref::Contact(_) => "contact",
            Ref::Household(_) => "household",
            Ref::Loan(_) => "loan",
            Ref::Hearing(_) => "hearing",
        };
        let text = of.to_string();
        let id = text.split_once(':').map_or(text.as_str(), |(_, id)| id).to_owned();
        Some(Self { what, id, name })
    }
}

/// What an official said of a finding.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingAcceptanceView {
    /// The last day on which it is accepted.
    pub until: NaiveDate,
    /// Why; for who is signed in.
    pub reason: String,
    /// By whom; for who is signed in.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Two facts that disagree.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// By what it is known again as long as the contradiction stands.
    #[schema(value_type = String)]
    pub key: FindingId,
    /// Which kind, a code of `/finding-kinds`.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// The name of the kind.
    pub kind_name: Localized,
    /// The family of kinds.
    pub family: String,
    /// Its name.
    pub family_name: Localized,
    /// How much it matters.
    #[schema(value_type = String)]
    pub severity: Severity,
    /// In words.
    pub severity_name: Localized,
    /// The unit that owes the mending.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// What it is about; null where it is a person and nobody is signed in, and where it is mended.
    pub about: Option<FindingEntryView>,
    /// The other, where there is one.
    pub against: Option<FindingEntryView>,
    /// The hazards of the zones and plans it speaks of.
    #[schema(value_type = Vec<String>)]
    pub hazards: Vec<Hazard>,
    /// The two facts; null where nobody is signed in, and where it is mended.
    pub facts: Option<[Localized; 2]>,
    /// What would mend it; null where the facts are.
    pub mend: Option<Localized>,
    /// The role that owes the mending.
    #[schema(value_type = String)]
    pub owed_by: OwedBy,
    /// Its name, with the unit where it stands.
    pub owed_by_name: Localized,
    /// Where it stands.
    pub state: FindingStateView,
    /// Since when it stands; null where that was not written down yet.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub first_seen: Option<Timestamp>,
    /// When it was mended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub mended_at: Option<Timestamp>,
    /// How often it came back after it was mended.
    pub came_back: i64,
    /// What an official said of it, where that holds today.
    pub acceptance: Option<FindingAcceptanceView>,
}

impl FindingView {
    /// A finding as it is shown.
    pub fn of(shown: ShownFinding, picture: &Picture, signed_in: bool) -> Self {
        let facts = facts_of(shown.kind);
        let known = shown.known.as_ref();
        let mended_at = known.and_then(|known| known.mended_at);
        let acceptance = shown.acceptance.and_then(|said| {
            let told = |text: String| if signed_in { text } else { String::new() };
            Some(FindingAcceptanceView {
                until: said.until?,
                reason: told(said.reason),
                by: told(said.by),
                at: said.at,
            })
        });
        let state = match (mended_at, &acceptance) {
            (Some(_), _) => FindingStateView::Mended,
            (None, Some(_)) => FindingStateView::Accepted,
            (None, None) => FindingStateView::Open,
        };
        let owed_by_name = shown.finding.as_ref().map_or_else(|| facts.owed_by.name(), |it| it.owed_by.clone());
        let told = shown.finding.filter(|_| signed_in);
        let (told, mend) = told.map(|finding| (finding.facts, finding.mend)).unzip();
        Self {
            key: shown.id,
            kind: shown.kind,
            kind_name: facts.name(),
            family: word(&facts.family),
            family_name: facts.family.name(),
            severity: shown.severity,
            severity_name: shown.severity.name(),
            unit_code: shown.unit.to_string(),
            unit_name: picture.unit_name(shown.unit.as_str()).to_owned(),
            about: shown.about.and_then(|about| FindingEntryView::of(about, signed_in)),
            against: shown.against.and_then(|against| FindingEntryView::of(against, signed_in)),
            hazards: shown.hazards,
            facts: told,
            mend,
            owed_by: facts.owed_by,
            owed_by_name,
            state,
            first_seen: known.map(|known| known.first_seen),
            mended_at,
            came_back: known.map_or(0, |known| known.came_back),
            acceptance,
        }
    }
}

fn word<T: Serialize>(of: &T) -> String {
    serde_json::to_value(of).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// How many of each severity.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingSeverityCounts {
    critical: usize,
    serious: usize,
    notice: usize,
}

/// How many of a kind and severity.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingKindCount {
    /// The kind.
    #[schema(value_type = String)]
    kind: Kind,
    /// Its name.
    name: Localized,
    /// The severity.
    #[schema(value_type = String)]
    severity: Severity,
    /// How many.
    count: usize,
}

/// How many findings there are among those asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingCountsView {
    /// Altogether.
    total: usize,
    /// Of them, those an official accepted.
    accepted: usize,
    /// By severity.
    by_severity: FindingSeverityCounts,
    /// By kind and severity, the most frequent first.
    by_kind: Vec<FindingKindCount>,
}

impl From<&Counts> for FindingCountsView {
    fn from(counts: &Counts) -> Self {
        let of = |(kind, severity, count): &(Kind, Severity, usize)| FindingKindCount {
            kind: *kind,
            name: facts_of(*kind).name(),
            severity: *severity,
            count: *count,
        };
        Self {
            total: counts.total(),
            accepted: counts.accepted,
            by_severity: FindingSeverityCounts {
                critical: counts.of_severity(Severity::Critical),
                serious: counts.of_severity(Severity::Serious),
                notice: counts.of_severity(Severity::Notice),
            },
            by_kind: counts.each.iter().map(of).collect(),
        }
    }
}

/// A page of findings, worst first; the counts are over all that were asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingPageView {
    items: Vec<FindingView>,
    next: Option<String>,
    counts: FindingCountsView,
    /// The day for which it was looked.
    day: NaiveDate,
}

/// The findings that stand, worst first: which true tables contradict each other. All of it is advice.
#[utoipa::path(
    tag = "findings", params(FindingQuery, PageQuery),
    responses((status = 200, body = FindingPageView), (status = 422, description = "no such kind"))
)]
#[get("/findings")]
pub async fn list_cross_findings(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<FindingQuery>,
    paging: web::Query<PageQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let picture = off_thread(&site.app, |app| Ok(app.live.current(&app.store, app.now())?)).await?;
    let filter = query.filter(&picture)?;
    let page = off_thread(&site.app, move |app| {
        let (page, counts, day) = list_findings(app, &filter, paging.cursor.as_deref(), paging.limit())?;
        let items = page.items.into_iter().map(|shown| FindingView::of(shown, &picture, signed_in)).collect();
        Ok(FindingPageView { items, next: page.next, counts: FindingCountsView::from(&counts), day })
    })
    .await?;
    Ok(HttpResponse::Ok().json(page))
}

fn viewed(app: &App, shown: ShownFinding, signed_in: bool) -> Result<FindingView, ServiceError> {
    let picture = app.live.current(&app.store, app.now())?;
    Ok(FindingView::of(shown, &picture, signed_in))
}

/// A finding, standing or mended.
#[utoipa::path(
    tag = "findings", params(("key" = String, Path)),
    responses((status = 200, body = FindingView), (status = 404, description = "there never was such a finding"))
)]
#[get("/findings/{key}")]
pub async fn read_cross_finding(
    site: web::Data<Site>,
    caller: Caller,
    key: web::Path<FindingId>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let view = off_thread(&site.app, move |app| viewed(app, finding_of(app, key.into_inner())?, signed_in)).await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Until when an official lives with a finding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptFinding {
    /// The last day; null takes an earlier acceptance back.
    pub until: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// Says that a finding is known and lived with until a day. It is shown all the same, and counts again afterwards.
#[utoipa::path(
    tag = "findings", params(("key" = String, Path)), request_body = AcceptFinding,
    responses(
        (status = 200, body = FindingView),
        (status = 403, description = "not in this unit"),
        (status = 404, description = "it does not stand"),
        (status = 422, description = "no reason, or a day that is past or more than a year ahead")
    )
)]
#[post("/findings/{key}/acceptance")]
pub async fn accept_cross_finding(
    site: web::Data<Site>,
    caller: Caller,
    key: web::Path<FindingId>,
    body: web::Json<AcceptFinding>,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting_with_any(&[Permission::EditPlan, Permission::EditResources])?;
    let AcceptFinding { until, reason } = body.into_inner();
    let view = off_thread(&site.app, move |app| {
        let shown = accept_finding(app, &by, key.into_inner(), until, &reason)?;
        viewed(app, shown, true)
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}

/// A kind of finding, for filters and explanations.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingKindView {
    /// Its code.
    #[schema(value_type = String)]
    kind: Kind,
    /// Its name.
    name: Localized,
    /// The family it belongs to.
    family: String,
    /// The name of that.
    family_name: Localized,
    /// How much one matters as a rule.
    #[schema(value_type = String)]
    severity: Severity,
    /// The role that owes the mending.
    #[schema(value_type = String)]
    owed_by: OwedBy,
    /// Its name.
    owed_by_name: Localized,
    /// When it fires.
    rule: Localized,
    /// On what the rule rests.
    source: Localized,
}

impl From<&KindFacts> for FindingKindView {
    fn from(facts: &KindFacts) -> Self {
        Self {
            kind: facts.kind,
            name: facts.name(),
            family: word(&facts.family),
            family_name: facts.family.name(),
            severity: facts.severity,
            owed_by: facts.owed_by,
            owed_by_name: facts.owed_by.name(),
            rule: facts.rule(),
            source: facts.source(),
        }
    }
}

/// Every kind of finding: its rule, and on what the rule rests.
#[utoipa::path(tag = "findings", responses((status = 200, body = Page<FindingKindView>)))]
#[get("/finding-kinds")]
pub async fn list_finding_kinds(caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let items: Vec<FindingKindView> = KINDS.iter().copied().flatten().map(Into::into).collect();
    Ok(HttpResponse::Ok().json(Page { items, next: None }))
}

/// Which version of a plan is looked at.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct PlanFindingsQuery {
    /// The number of the version; the one that is being worked on where absent, or else the one in force.
    version: Option<i64>,
}

/// What stands about a plan, worst first.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanFindingsView {
    /// The plan.
    plan_id: PlanId,
    /// The version that was looked at.
    version: i64,
    /// Whether it is not in force and was looked at as if it were, beside all others.
    as_if: bool,
    /// The day for which it was looked.
    day: NaiveDate,
    /// What was found.
    items: Vec<FindingView>,
    /// How much of it.
    counts: FindingCountsView,
}

impl PlanFindingsView {
    fn of(found: PlanFindings, picture: &Picture, signed_in: bool) -> Self {
        let counts = FindingCountsView::from(&found.counts);
        let items = found.items.into_iter().map(|shown| FindingView::of(shown, picture, signed_in)).collect();
        Self { plan_id: found.plan, version: found.version, as_if: found.as_if, day: found.day, items, counts }
    }
}

/// What stands about a plan; of a version that is not in force, what would stand if it were. Nothing is kept of that.
#[utoipa::path(
    tag = "findings", params(("id" = String, Path), PlanFindingsQuery),
    responses((status = 200, body = PlanFindingsView), (status = 404, description = "no such plan or version"))
)]
#[get("/plans/{id}/findings")]
pub async fn list_plan_findings(
    site: web::Data<Site>,
    caller: Caller,
    plan: web::Path<PlanId>,
    query: web::Query<PlanFindingsQuery>,
) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let signed_in = caller.account().is_some();
    let view = off_thread(&site.app, move |app| {
        let found = plan_findings(app, plan.into_inner(), query.version)?;
        let picture = app.live.current(&app.store, app.now())?;
        Ok(PlanFindingsView::of(found, &picture, signed_in))
    })
    .await?;
    Ok(HttpResponse::Ok().json(view))
}
