//! What a file says of zones, before it is held against the register.

use std::collections::HashSet;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::plan_draft::PlanDraft;
use super::questions::{unmapped, whose};
use super::reader::Reader;
use super::{Importer, ZoneOrder};
use crate::formats::FeatureFile;
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Timestamp;
use crate::services::ServiceError;
use crate::services::live_data::day_of;
use crate::services::place_file::columns::{Columns, Register};
use crate::services::place_file::communes::{Ground, Said};
use crate::services::place_file::{DraftItem, Expected, FileFacts, ImportDraft, decide};
use crate::store::StoreConnection;

/// A zone as a file has it; its area is that of the item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ZoneForm {
    pub code: String,
    pub name: Option<String>,
    pub village: Option<String>,
    pub hazard: Hazard,
    pub commune_code: String,
    /// The province the file states, where the register does not know the commune.
    pub stated_province: Option<String>,
    pub level: Option<RiskLevel>,
    pub destinations: Option<Vec<String>>,
    pub route: Option<String>,
    /// Its outline was mended.
    pub repaired: bool,
    pub demonstration: bool,
}

/// A file, read: items, and for those that may be taken in what they are.
pub(super) struct Prepared {
    pub draft: ImportDraft,
    pub forms: Vec<Option<ZoneForm>>,
}

impl Prepared {
    pub(super) fn of(
        conn: &mut StoreConnection,
        by: Importer<'_>,
        file: &FeatureFile,
        order: &ZoneOrder,
        plan: Option<&PlanDraft>,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let ground = Ground::on(conn, day_of(now))?;
        let columns = Columns::of(file, Register::Zones, &order.file.columns);
        let scope = order.file.commune.as_deref().or(plan.map(PlanDraft::unit)).or(by.unit());
        let within = scope.map(|unit| ground.communes_in(unit)).unwrap_or_default();
        let usual = order.file.commune.clone().or_else(|| single(&within));
        let said = |at: usize| file.features.get(at).and_then(|feature| said(&ground, &columns, &feature.properties));
        let expected = Expected { ground: &ground, within };
        let (reading, mut questions, mut remarks) = decide(file, &order.file, said, &expected);
        questions.extend(unmapped(&columns, file, order, plan));
        remarks.extend(file.remarks.iter().cloned());

        let reader = Reader { ground: &ground, columns: &columns, order, plan, by, usual, reading };
        let mut codes = HashSet::new();
        let mut items = Vec::with_capacity(file.features.len());
        let mut forms = Vec::with_capacity(file.features.len());
        let mut homeless = 0;
        for feature in &file.features {
            let (item, form, no_commune) = reader.read(feature, &mut codes);
            homeless += usize::from(no_commune);
            items.push(item);
            forms.push(form);
        }
        if homeless > 0 && homeless == file.features.len() {
            questions.push(whose(&ground, &expected.within));
        }
        for (place, reason) in &file.refused {
            items.push(DraftItem::at(place.clone()).refused(reason.clone()));
            forms.push(None);
        }
        let facts = FileFacts::of(&order.file.name, file);
        Ok(Self { draft: ImportDraft { file: facts, reading, questions, columns, items, remarks }, forms })
    }
}

fn single(codes: &[String]) -> Option<String> {
    match codes {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// What a feature says of its commune.
pub(super) fn said(ground: &Ground, columns: &Columns, properties: &Map<String, Value>) -> Option<Rc<Said>> {
    let code = columns.text(properties, "commune_code");
    let name = columns.text(properties, "commune");
    ground.said(code.as_deref(), name.as_deref())
}
