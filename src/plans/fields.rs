//! The fields of a plan's content: the smallest things two editors can change without being in each other's way.
//!
//! A field is named by its JSON pointer: `/title`, `/sections/evacuation`, `/scenarios/4/before`,
//! `/annexes/shelters`, `/arrangements/NL-SL-01/routes`. The same cut serves the record of an edit, the answer to a stale edit, and a merge.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::annex::Annexes;
use super::{PlanContent, Section};
use crate::hazards::RiskLevel;
use crate::kernel::{Localized, Timestamp};

/// Values by field.
pub type Fields = BTreeMap<String, Value>;

/// A field as an edit found it and left it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldEdit {
    /// Which.
    pub pointer: String,
    /// What it was.
    pub before: Value,
    /// What it became.
    pub after: Value,
}

/// One edit of a draft: who changed what, when.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The revision it made.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// Who, as people see it.
    pub by: String,
    /// What.
    pub fields: Vec<FieldEdit>,
}

/// A field that somebody changed after it was read.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FieldConflict {
    /// Which field.
    pub pointer: String,
    /// Its name for people.
    pub label: Localized,
    /// Who changed it last.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What it was when it was read.
    pub base: Value,
    /// What it is now.
    pub current: Value,
}

/// Why a stale edit was not made, with all a merge screen needs.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct EditConflict {
    /// The revision the edit was made on.
    pub base_revision: i64,
    /// The revision there is now.
    pub current_revision: i64,
    /// The fields changed in between.
    pub changes: Vec<FieldConflict>,
    /// Those of them which the edit wanted to change too; where there is none, the edit can be sent again as it is
    /// with the new revision.
    pub overlapping: Vec<String>,
}

/// The fields of `content`.
pub fn fields(content: &PlanContent) -> Fields {
    fields_of(&serde_json::to_value(content).unwrap_or_default())
}

/// The fields of a document, or the fields a merge patch touches.
pub fn fields_of(document: &Value) -> Fields {
    let mut found = Fields::new();
    for (name, value) in document.as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            ("sections" | "annexes" | "lead_times", Value::Object(parts)) => {
                found.extend(parts.iter().map(|(part, value)| (format!("/{name}/{part}"), value.clone())));
            }
            ("scenarios" | "arrangements", Value::Object(wholes)) => {
                for (key, whole) in wholes {
                    let at = format!("/{name}/{}", step(key));
                    match whole {
                        Value::Object(parts) => {
                            found.extend(parts.iter().map(|(part, value)| (format!("{at}/{part}"), value.clone())));
                        }
                        other => {
                            found.insert(at, other.clone());
                        }
                    }
                }
            }
            _ => {
                found.insert(format!("/{name}"), value.clone());
            }
        }
    }
    found
}

/// A step of a JSON pointer (RFC 6901): a zone may be called "NL/SL-01".
pub fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name a step of a JSON pointer stands for.
fn unstepped(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// What changed between two contents, field by field.
pub fn changed(before: &PlanContent, after: &PlanContent) -> Vec<FieldEdit> {
    let (before, after) = (fields(before), fields(after));
    let pointers: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let value = |fields: &Fields, pointer: &str| fields.get(pointer).cloned().unwrap_or(Value::Null);
    pointers
        .into_iter()
        .filter(|pointer| before.get(*pointer) != after.get(*pointer))
        .map(|pointer| FieldEdit {
            pointer: pointer.clone(),
            before: value(&before, pointer),
            after: value(&after, pointer),
        })
        .collect()
}

/// What stands in the way of `patch`, made on `base_revision`: the edits since then.
pub fn conflict(base_revision: i64, current_revision: i64, since: &[Edit], patch: &Value) -> EditConflict {
    let mut changes: BTreeMap<&str, FieldConflict> = BTreeMap::new();
    for edit in since {
        for field in &edit.fields {
            changes
                .entry(&field.pointer)
                .and_modify(|seen| {
                    seen.by.clone_from(&edit.by);
                    seen.at = edit.at;
                    seen.current = field.after.clone();
                })
                .or_insert_with(|| FieldConflict {
                    pointer: field.pointer.clone(),
                    label: label(&field.pointer),
                    by: edit.by.clone(),
                    at: edit.at,
                    base: field.before.clone(),
                    current: field.after.clone(),
                });
        }
    }
    changes.retain(|_, change| change.base != change.current);
    let wanted = fields_of(patch);
    let touches =
        |pointer: &str| wanted.keys().any(|wanted| wanted == pointer || pointer.starts_with(&format!("{wanted}/")));
    let overlapping = changes.keys().filter(|pointer| touches(pointer)).map(|pointer| (*pointer).to_owned()).collect();
    EditConflict { base_revision, current_revision, changes: changes.into_values().collect(), overlapping }
}

/// The name of a field for people.
pub fn label(pointer: &str) -> Localized {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    match parts.as_slice() {
        ["title", ..] => Localized::new("Tên phương án", "Title"),
        ["review_by", ..] => Localized::new("Hạn rà soát", "Review by"),
        ["legal_bases", ..] => Localized::new("Căn cứ pháp lý", "Legal bases"),
        ["triggers", ..] => Localized::new("Ngưỡng kích hoạt", "Triggers"),
        ["lead_times", level] if *level != "0" => Localized::new(
            format!("Thời gian từ cảnh báo đến khi xảy ra, cấp {level}"),
            format!("Time between warning and onset, level {level}"),
        ),
        ["lead_times", ..] => Localized::new("Thời gian từ cảnh báo đến khi xảy ra", "Time between warning and onset"),
        ["zones", ..] => Localized::new("Vùng phải di dời", "Zones"),
        ["arrangements", zone, rest @ ..] => arrangement_label(&unstepped(zone), rest),
        ["arrangements"] => Localized::new("Bố trí sơ tán", "Arrangements"),
        ["tasks", ..] => Localized::new("Danh mục công việc", "Task list"),
        ["command", ..] => Localized::new("Ban Chỉ huy", "Command"),
        ["sections", code, ..] => {
            let section = Section::ALL.iter().find(|section| section.code() == *code);
            section.map_or_else(|| Localized::new(*code, *code), |section| section.heading())
        }
        ["annexes", key, ..] => {
            let form = Annexes::forms().into_iter().find(|form| form.key == *key);
            form.map_or_else(
                || Localized::new(*key, *key),
                |form| {
                    Localized::new(
                        format!("Phụ lục {}. {}", form.annex, form.title.vi),
                        format!("Annex {}. {}", form.annex, form.title.en),
                    )
                },
            )
        }
        ["scenarios", level, rest @ ..] => scenario_label(level, rest),
        _ => Localized::new(pointer, pointer),
    }
}

fn scenario_label(level: &str, part: &[&str]) -> Localized {
    let level = level.parse().ok().filter(|level| *level > 0).and_then(|level| RiskLevel::new(level).ok());
    let situation = level.map_or_else(
        || Localized::new("Mọi tình huống", "Any situation"),
        |level| {
            let label = level.label();
            Localized::new(format!("Tình huống {}", label.vi), format!("Situation, {}", label.en))
        },
    );
    let part = match part {
        ["situation"] => Localized::new("diễn biến", "what may happen"),
        ["before"] => Localized::new("trước thiên tai", "before"),
        ["during"] => Localized::new("trong thiên tai", "during"),
        ["after"] => Localized::new("sau thiên tai", "after"),
        _ => return situation,
    };
    Localized::new(format!("{}: {}", situation.vi, part.vi), format!("{}: {}", situation.en, part.en))
}

fn arrangement_label(zone: &str, part: &[&str]) -> Localized {
    let (vi, en) = match part.first().copied() {
        Some("destinations") => ("điểm sơ tán", "destinations"),
        Some("hosted") => ("số người xen ghép", "people with hosts"),
        Some("in_place") => ("số người ở tại chỗ", "people who stay"),
        Some("routes") => ("tuyến sơ tán", "routes"),
        Some("to_be_driven") => ("số người cần chở", "people to be driven"),
        Some("vehicles") => ("phương tiện", "vehicles"),
        Some("teams") => ("lực lượng", "teams"),
        Some("stores") => ("kho vật tư, nhu yếu phẩm", "stores"),
        Some("in_charge") => ("người phụ trách", "person in charge"),
        _ => return Localized::new(format!("Bố trí sơ tán vùng {zone}"), format!("Arrangement of zone {zone}")),
    };
    Localized::new(format!("Bố trí sơ tán vùng {zone}: {vi}"), format!("Arrangement of zone {zone}: {en}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::Scenario;
    use proptest::prelude::*;
    use serde_json::json;

    fn content() -> PlanContent {
        PlanContent { title: "Phương án".into(), ..PlanContent::default() }
    }

    fn edit(revision: i64, by: &str, pointer: &str, before: Value, after: Value) -> Edit {
        let fields = vec![FieldEdit { pointer: pointer.into(), before, after }];
        Edit { revision, at: Timestamp::UNIX_EPOCH, by: by.into(), fields }
    }

    #[test]
    fn fields_are_cut_where_two_people_can_work_side_by_side() {
        let mut after = content();
        after.sections.insert(Section::Evacuation, "Đi trước 15 giờ.".into());
        after.scenarios.insert(4, Scenario { before: "Họp.".into(), ..Scenario::default() });
        let changed: Vec<String> = changed(&content(), &after).into_iter().map(|field| field.pointer).collect();
        let scenario = ["after", "before", "during", "situation"].map(|part| format!("/scenarios/4/{part}"));
        assert_eq!(changed, [scenario.as_slice(), &["/sections/evacuation".to_owned()]].concat());
    }

    #[test]
    fn a_stale_edit_learns_who_changed_what_and_what_overlaps() {
        let since = [
            edit(6, "A Trực", "/sections/order", json!("cũ"), json!("giữa")),
            edit(7, "Y Hot", "/sections/order", json!("giữa"), json!("mới")),
            edit(8, "Y Hot", "/title", json!("Cũ"), json!("Mới")),
        ];
        let found = conflict(5, 8, &since, &json!({"sections": {"order": "của tôi", "purpose": "..."}}));
        assert_eq!(found.overlapping, ["/sections/order"]);
        let order = &found.changes[0];
        assert_eq!((order.by.as_str(), &order.base, &order.current), ("Y Hot", &json!("cũ"), &json!("mới")));
        assert_eq!(found.changes.len(), 2, "the title changed too, and is told although it does not overlap");
    }

    #[test]
    fn two_people_arrange_two_zones_or_two_parts_of_one_side_by_side() {
        let since = [edit(6, "A", "/arrangements/NL~1SL-01/hosted", json!(0), json!(12))];
        let found = |patch: Value| conflict(5, 6, &since, &patch).overlapping;
        assert!(found(json!({"arrangements": {"NL-SL-02": {"hosted": 3}}})).is_empty());
        assert!(found(json!({"arrangements": {"NL/SL-01": {"in_place": 3}}})).is_empty());
        for both in [json!({"hosted": 3}), json!(null)] {
            let patch = json!({"arrangements": {"NL/SL-01": both}});
            assert_eq!(found(patch), ["/arrangements/NL~1SL-01/hosted"]);
        }
        assert_eq!(label("/arrangements/NL~1SL-01/hosted").vi, "Bố trí sơ tán vùng NL/SL-01: số người xen ghép");
    }

    #[test]
    fn a_change_that_was_taken_back_is_no_conflict() {
        let since =
            [edit(6, "A", "/title", json!("một"), json!("hai")), edit(7, "A", "/title", json!("hai"), json!("một"))];
        assert!(conflict(5, 7, &since, &json!({"title": "ba"})).changes.is_empty());
    }

    #[test]
    fn taking_a_whole_situation_away_overlaps_with_a_change_of_one_part() {
        let since = [edit(6, "A", "/scenarios/4/before", json!(""), json!("Họp."))];
        assert_eq!(conflict(5, 6, &since, &json!({"scenarios": {"4": null}})).overlapping, ["/scenarios/4/before"]);
    }

    /// What a merge screen does: my patch, where nobody else touched its fields, on what they left.
    fn side_by_side(base: &PlanContent, theirs: &Value, mine: &Value) -> Option<PlanContent> {
        let their_content = crate::plans::patched(base, theirs).unwrap();
        let since =
            [Edit { revision: 2, at: Timestamp::UNIX_EPOCH, by: "B".into(), fields: changed(base, &their_content) }];
        let free = conflict(1, 2, &since, mine).overlapping.is_empty();
        free.then(|| crate::plans::patched(&their_content, mine).unwrap())
    }

    fn any_arrangements() -> impl Strategy<Value = Value> {
        let part = prop::sample::select(vec!["hosted", "in_place", "to_be_driven"]);
        let parts = prop::collection::btree_map(part, 0..3_u32, 1..3).prop_map(|parts| json!(parts));
        let zone = prop_oneof![4 => parts, 1 => Just(Value::Null)];
        prop::collection::btree_map(prop::sample::select(vec!["Z/1", "Z-2", "Z-3"]), zone, 1..3)
            .prop_map(|zones| json!({ "arrangements": zones }))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn arrangements_that_do_not_overlap_merge_without_loss_to_either_side(
            base in any_arrangements(), theirs in any_arrangements(), mine in any_arrangements(),
        ) {
            let base = crate::plans::patched(&content(), &base).unwrap();
            let Some(merged) = side_by_side(&base, &theirs, &mine) else { return Ok(()) };
            let mine_alone = crate::plans::patched(&base, &mine).unwrap();
            // A number that is not there and none are the same, but for those to be driven: there it means everybody.
            let said = |field: &FieldEdit, value: &Value| {
                let none = *value == json!(0) || *value == json!([]);
                if none && !field.pointer.ends_with("/to_be_driven") { Value::Null } else { value.clone() }
            };
            let held = |who: &str, before: &PlanContent, after: &PlanContent| {
                for field in changed(before, after) {
                    let wrote = said(&field, &field.before) != said(&field, &field.after);
                    let value = fields(&merged).get(&field.pointer).cloned().unwrap_or(Value::Null);
                    let holds = said(&field, &value) == said(&field, &field.after);
                    prop_assert!(!wrote || holds, "{who} holds at {}: {value} {}", field.pointer, field.after);
                }
                Ok(())
            };
            held("mine", &base, &mine_alone)?;
            held("theirs", &base, &crate::plans::patched(&base, &theirs).unwrap())?;
        }
    }

    #[test]
    fn every_field_has_a_name_for_people() {
        for pointer in fields(&content()).keys() {
            assert_ne!(label(pointer).vi, *pointer);
        }
        assert_eq!(label("/scenarios/4/before").vi, "Tình huống cấp 4 (rất lớn): trước thiên tai");
        assert_eq!(label("/annexes/shelters").vi, "Phụ lục 4. Địa điểm sơ tán");
    }
}
