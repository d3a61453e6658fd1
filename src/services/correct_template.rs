//! The templates of inspections: what the program comes with, corrected and added to by offices.

use serde_json::json;

use super::inspection_work::{InspectionWork, not_permitted};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::{Acting, Permission};
use crate::inspections::{Template, shipped_templates, template_faults};
use crate::kernel::{Localized, Timestamp};
use crate::plans::PlanRefusal;
use crate::store::inspection_templates::{self as kept, KeptTemplate};
use crate::store::{StoreConnection, StoreError};

/// The most templates there are.
const MAX_TEMPLATES: usize = 100;

/// A template as it holds, and who last changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTemplate {
    /// The template.
    pub template: Template,
    /// 0 while nobody has corrected what the program came with.
    pub revision: i64,
    /// When and by whom it was corrected.
    pub changed: Option<(Timestamp, String)>,
}

impl From<KeptTemplate> for HeldTemplate {
    fn from(kept: KeptTemplate) -> Self {
        let KeptTemplate { template, revision, changed_at, changed_by } = kept;
        Self { template, revision, changed: Some((changed_at, changed_by)) }
    }
}

/// Every template, those of the program first.
pub(super) fn held_templates(conn: &mut StoreConnection) -> Result<Vec<HeldTemplate>, StoreError> {
    let shipped = |template: &Template| HeldTemplate { template: template.clone(), revision: 0, changed: None };
    let mut held: Vec<HeldTemplate> = shipped_templates().iter().map(shipped).collect();
    for own in kept::all(conn)? {
        match held.iter_mut().find(|held| held.template.code == own.template.code) {
            Some(held) => *held = own.into(),
            None => held.push(own.into()),
        }
    }
    Ok(held)
}

/// Every template, for whoever orders an inspection.
pub fn list_templates(app: &App) -> Result<Vec<HeldTemplate>, ServiceError> {
    Ok(app.store.read(held_templates)?)
}

/// Corrects a template that was read at `revision`, or adds one (0). Inspections that were ordered keep theirs. For
/// accounts of a province.
pub fn put_template(app: &App, by: &Acting, revision: i64, template: &Template) -> Result<HeldTemplate, ServiceError> {
    let work = InspectionWork::begin(app)?;
    if !by.account.role.may(Permission::Inspect) || !work.is_of_a_province(by) {
        return Err(not_permitted());
    }
    let faults = template_faults(template);
    if !faults.is_empty() {
        return Err(PlanRefusal::Faults(faults).into());
    }
    let held = app.store.write(|conn| {
        let held = held_templates(conn)?;
        let present = held.iter().find(|held| held.template.code == template.code);
        if present.map_or(0, |held| held.revision) != revision {
            return Err(StoreError::Stale.into());
        }
        if present.is_none() && held.len() >= MAX_TEMPLATES {
            return Err(
                PlanRefusal::at("/code", "Đã có quá nhiều mẫu kiểm tra.", "There are too many templates.").into()
            );
        }
        let actor = Actor::person(by);
        let kept = KeptTemplate {
            template: template.clone(),
            revision: revision + 1,
            changed_at: work.now,
            changed_by: actor.name().to_owned(),
        };
        kept::put(conn, &kept)?;
        let (name, points) = (&template.name, template.points.len());
        let deed = Deed {
            actor: &actor,
            action: "inspection_template_set",
            kind: "inspection_template",
            id: template.code.clone(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Sửa mẫu kiểm tra “{}”, {points} mục.", name.vi),
                format!("Set the template of inspections “{}”, {points} points.", name.en),
            ),
            also: json!({}),
        };
        record(conn, work.now, deed)?;
        Ok::<_, ServiceError>(HeldTemplate::from(kept))
    })?;
    app.tell_listeners();
    Ok(held)
}
