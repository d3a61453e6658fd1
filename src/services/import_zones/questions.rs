//! What has to be asked of a file of zones beside its coordinate system.

use super::ZoneOrder;
use super::plan_draft::PlanDraft;
use crate::formats::FeatureFile;
use crate::kernel::Localized;
use crate::services::place_file::columns::Columns;
use crate::services::place_file::communes::Ground;
use crate::services::place_file::{Choice, Question};

/// Asks for a column that every zone needs and the file does not seem to have.
pub(super) fn unmapped(
    columns: &Columns,
    file: &FeatureFile,
    order: &ZoneOrder,
    plan: Option<&PlanDraft>,
) -> Option<Question> {
    let has = |field: &str| columns.column(field).is_some();
    let has_ids = || file.features.iter().any(|feature| feature.id.is_some());
    let mut missing = Vec::new();
    if !has("code") && !has_ids() {
        missing.push(("code", Localized::new("mã vùng", "the zone's code")));
    }
    if !has("hazard") && order.hazard.is_none() && plan.is_none() {
        missing.push(("hazard", Localized::new("loại thiên tai", "the hazard")));
    }
    if missing.is_empty() || file.features.is_empty() {
        return None;
    }
    let joined =
        |pick: fn(&Localized) -> &str| missing.iter().map(|(_, name)| pick(name)).collect::<Vec<_>>().join(", ");
    let text = Localized::new(
        format!("Chưa rõ cột nào là {}. Chọn cột, hoặc chọn một giá trị cho cả tệp.", joined(|name| &name.vi)),
        format!(
            "No column is known for {}. Choose the column, or a value for the whole file.",
            joined(|name| &name.en)
        ),
    );
    let options = missing
        .iter()
        .flat_map(|(field, name)| {
            let mapped = columns.mapped.iter().find(|mapped| mapped.field == *field);
            mapped.into_iter().flat_map(|mapped| &mapped.candidates).map(move |column| {
                let label =
                    Localized::new(format!("{}: cột {column}", name.vi), format!("{}: column {column}", name.en));
                Choice::plain(format!("{field}:{column}"), label)
            })
        })
        .collect();
    Some(Question { code: "mapping", text, options })
}

/// How many communes are offered at most.
const OFFERED: usize = 100;

/// Asks for the commune of a file whose zones name none and lie in none.
pub(super) fn whose(ground: &Ground, within: &[String]) -> Question {
    let all;
    let codes: Vec<&String> = if within.is_empty() {
        all = ground
            .gazetteer
            .forms()
            .iter()
            .filter(|form| form.kind.is_commune_level() && form.holds_on(ground.today))
            .map(|form| form.code.clone())
            .collect::<Vec<_>>();
        all.iter().take(OFFERED).collect()
    } else {
        within.iter().take(OFFERED).collect()
    };
    let option = |code: &String| {
        let name = ground.name(code);
        Choice::plain(code.clone(), Localized::new(format!("{name} ({code})"), format!("{name} ({code})")))
    };
    Question {
        code: "no_commune",
        text: Localized::new(
            "Tệp không ghi xã và không vùng nào nằm trong ranh giới xã nào. Chọn xã cho cả tệp.",
            "The file names no commune and no zone lies in one. Choose the commune of the whole file.",
        ),
        options: codes.into_iter().map(option).collect(),
    }
}
