//! The audit log, and whether it is as it was written.

use actix_web::{HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::problem::Problem;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::audit::AuditEntry;
use crate::kernel::ids::ActivationId;
use crate::kernel::page::{Page, clamp_limit};
use crate::kernel::{Localized, Timestamp};
use crate::services::verify_audit::{Verification, verify_audit};
use crate::store::audit::AuditFilter;
use crate::store::{StoreConnection, StoreError, accounts, audit, checklists};

#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct Query {
    /// The id of what the entries are about.
    subject: Option<String>,
    /// An account's id or name, or the name of a part of the program.
    actor: Option<String>,
    /// The code of what was done.
    action: Option<String>,
    /// Entries before this number; what `next` gave.
    #[serde(alias = "cursor")]
    before: Option<i64>,
    limit: Option<usize>,
}

/// An entry of the log.
#[derive(Serialize, ToSchema)]
struct AuditEntryView {
    id: String,
    /// Its number: 1, 2, 3 and so on without a gap.
    seq: i64,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    #[schema(value_type = Object)]
    actor: Localized,
    account_id: Option<String>,
    /// A network address or "command line"; null for the program itself.
    origin: Option<String>,
    action: String,
    subject_kind: String,
    subject_id: String,
    alert_id: Option<String>,
    /// On what paper: "12/QĐ-UBND, 20/4/2026".
    paper: Option<String>,
    #[schema(value_type = Object)]
    detail: Localized,
    /// SHA-256 over the entry and the hash of the one before.
    hash: String,
}

impl From<AuditEntry> for AuditEntryView {
    fn from(entry: AuditEntry) -> Self {
        let record = entry.record;
        Self {
            id: record.id.to_string(),
            seq: entry.seq,
            at: record.at,
            actor: record.actor,
            account_id: record.account_id.map(|id| id.to_string()),
            origin: record.origin,
            action: record.action,
            subject_kind: record.subject_kind,
            subject_id: record.subject_id,
            alert_id: record.alert_id.map(|id| id.to_string()),
            paper: record.paper,
            detail: record.detail,
            hash: entry.hash,
        }
    }
}

/// What only those see who may read the whole log: it does not go with a thing that everybody reads.
const FOR_READERS_OF_ALL: [&str; 4] = ["account", "archive", "audit", "webhook"];

/// Entries of the log, newest first; of a subject, and where that is an activation, of its tasks too. Those on accounts,
/// webhooks, old documents and the log itself are for who may read the whole log.
#[utoipa::path(get, path = "/audit", tag = "audit", params(Query), responses((status = 200, body = Page<AuditEntryView>)))]
#[get("/audit")]
pub async fn list_audit(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<Query>,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    // The log of one thing goes with the thing; the whole log is for people with a task in it.
    caller.require(if query.subject.is_some() { Permission::Read } else { Permission::ReadAudit })?;
    let limit = clamp_limit(query.limit);
    let found = off_thread(&site.app, move |app| {
        Ok(app.store.read(|conn| {
            let filter = filter(conn, &query)?;
            audit::newest(conn, &filter, i64::try_from(limit + 1).unwrap_or(i64::MAX))
        })?)
    })
    .await?;
    if found.iter().any(|entry| FOR_READERS_OF_ALL.contains(&entry.record.subject_kind.as_str())) {
        caller.require(Permission::ReadAudit)?;
    }
    let page = Page::cut(found, limit, |entry| entry.seq.to_string()).map(AuditEntryView::from);
    Ok(HttpResponse::Ok().json(page))
}

fn filter(conn: &mut StoreConnection, query: &Query) -> Result<AuditFilter, StoreError> {
    let mut filter = AuditFilter {
        subjects: query.subject.clone().into_iter().collect(),
        action: query.action.clone(),
        before: query.before,
        ..AuditFilter::default()
    };
    if let Some(activation) = query.subject.as_deref().and_then(|text| text.parse::<ActivationId>().ok()) {
        let lists: Vec<_> = checklists::of_activation(conn, activation)?.iter().map(|list| list.id).collect();
        let tasks = checklists::tasks_of(conn, &lists)?;
        filter.subjects.extend(tasks.values().flatten().map(|task| task.id.to_string()));
    }
    if let Some(actor) = &query.actor {
        let named = accounts::by_name(conn, actor)?.map(|found| found.account.id);
        match actor.parse().ok().or(named) {
            Some(account) => filter.account = Some(account),
            None => filter.actor = Some(actor.clone()),
        }
    }
    Ok(filter)
}

/// Whether the log is as it was written.
#[derive(Serialize, ToSchema)]
struct VerificationView {
    state: VerificationState,
    /// How many entries are as they were written; those before the fault where there is one.
    entries: i64,
    #[schema(value_type = String, format = DateTime)]
    checked_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<FaultView>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum VerificationState {
    Intact,
    Tampered,
}

/// The first entry that is not as it was written.
#[derive(Serialize, ToSchema)]
struct FaultView {
    seq: i64,
    /// Null where there is no such entry any more.
    id: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    #[schema(value_type = Object)]
    wording: Localized,
}

impl From<Verification> for VerificationView {
    fn from(found: Verification) -> Self {
        Self {
            state: if found.fault.is_none() { VerificationState::Intact } else { VerificationState::Tampered },
            entries: found.entries,
            checked_at: found.checked_at,
            fault: found.fault.map(|fault| FaultView {
                seq: fault.seq,
                wording: fault.wording(),
                id: fault.id,
                at: fault.at,
            }),
        }
    }
}

/// Reads the whole log again and says whether every entry is as it was written.
#[utoipa::path(get, path = "/audit/verification", tag = "audit", responses((status = 200, body = VerificationView)))]
#[get("/audit/verification")]
pub async fn read_audit_verification(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::ReadAudit)?;
    let found = off_thread(&site.app, verify_audit).await?;
    Ok(HttpResponse::Ok().json(VerificationView::from(found)))
}
