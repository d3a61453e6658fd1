//! The draft of a plan that zones go into.

use std::collections::HashMap;

use super::Importer;
use super::settle::Settled;
use crate::hazards::Hazard;
use crate::kernel::{Localized, Timestamp};
use crate::plans::{Action, PlanRefusal, PlanZone, stages, transition};
use crate::services::ServiceError;
use crate::services::edit_plan::keep_content;
use crate::services::live_data::day_of;
use crate::services::plan_versions::{Taken, VersionAddress, read_version, take_up};
use crate::services::record::{Deed, record};
use crate::store::{StoreConnection, plans};

/// A version of a plan that is being written.
pub(super) struct PlanDraft {
    taken: Taken,
}

impl PlanDraft {
    /// The draft of the plan called `code`, which `by` must be allowed to change.
    pub(super) fn find(
        conn: &mut StoreConnection,
        by: Importer<'_>,
        code: &str,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let plan = plans::all(conn)?.into_iter().find(|plan| plan.code == code).ok_or_else(|| words::no_plan(code))?;
        let heads = plans::heads(conn, Some(plan.id))?;
        let open = stages(heads.iter().map(|head| &head.status), day_of(now))
            .into_iter()
            .zip(&heads)
            .find(|(stage, _)| transition(*stage, Action::Edit).is_ok());
        let Some((_, head)) = open else { return Err(words::no_draft(code)) };
        let address = VersionAddress { plan: plan.id, number: head.number };
        let taken = match by {
            Importer::Person(acting) => take_up(conn, acting, address, Action::Edit, now)?,
            Importer::CommandLine => {
                let taken = read_version(conn, address, now)?;
                transition(taken.stage, Action::Edit).map_err(PlanRefusal::from)?;
                taken
            }
        };
        Ok(Self { taken })
    }

    /// The hazard of the plan.
    pub(super) fn hazard(&self) -> Hazard {
        self.taken.plan.hazard
    }

    /// The unit of the plan.
    pub(super) fn unit(&self) -> &str {
        &self.taken.plan.unit_code
    }

    /// Whether the plan is invented for the demonstration.
    pub(super) fn demonstration(&self) -> bool {
        self.taken.plan.demonstration
    }

    /// Puts the zones that were taken in into the draft, each at its newest revision.
    pub(super) fn take_in(
        self,
        conn: &mut StoreConnection,
        by: Importer<'_>,
        settled: &Settled,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut content = self.taken.version.content.clone();
        let mut zones: HashMap<String, PlanZone> =
            content.zones.drain(..).map(|zone| (zone.code.clone(), zone)).collect();
        for zone in &settled.taken_in {
            zones.insert(zone.code.clone(), zone.clone());
        }
        content.zones = zones.into_values().collect();
        content.zones.sort_by(|a, b| a.code.cmp(&b.code));
        match by {
            Importer::Person(acting) => keep_content(conn, acting, self.taken, content, now).map(|_| ()),
            Importer::CommandLine if content == self.taken.version.content => Ok(()),
            Importer::CommandLine => {
                let Taken { plan, mut version, .. } = self.taken;
                version.content = content;
                plans::update_content(conn, &version, now)?;
                let deed = Deed {
                    actor: &by.actor(),
                    action: "plan_edited",
                    kind: "plan",
                    id: plan.id.to_string(),
                    alert: None,
                    paper: None,
                    detail: Localized::new(
                        format!("Sửa bản {} của {}: vùng nguy hiểm.", version.number, plan.code),
                        format!("Changed version {} of {}: zones.", version.number, plan.code),
                    ),
                    also: serde_json::json!({"version": version.number, "unit_code": plan.unit_code}),
                };
                record(conn, now, deed).map_err(ServiceError::from)
            }
        }
    }
}

/// The refusals.
mod words {
    use super::{Localized, ServiceError};

    fn invalid(vi: String, en: String) -> ServiceError {
        ServiceError::Invalid { pointer: "/plan".into(), wording: Localized::new(vi, en) }
    }

    pub fn no_plan(code: &str) -> ServiceError {
        invalid(
            format!("Không có phương án mã “{code}”. Kiểm tra mã, hoặc lập phương án trước."),
            format!("There is no plan called “{code}”. Check the code, or begin the plan first."),
        )
    }

    pub fn no_draft(code: &str) -> ServiceError {
        invalid(
            format!("Phương án {code} không có bản đang soạn. Tạo bản mới rồi nhập lại."),
            format!("The plan {code} has no draft. Make a new version and import again."),
        )
    }
}
