//! What the register says of a household, and what another copy of it says otherwise.

use serde::{Deserialize, Serialize};

use super::{DestinationKind, HouseClass, Poverty, PropertyLine, VulnerableGroup};
use crate::hazards::Hazard;
use crate::kernel::ids::ShelterId;

/// A line of the register. Texts that are not stated are empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Entry {
    /// Head of the household (họ và tên chủ hộ); shown to few.
    pub head: String,
    /// Village (thôn, làng, tổ dân phố).
    pub village: String,
    /// How many belong to it (số khẩu).
    pub people: i64,
    /// Of them men (nam).
    pub male: Option<i64>,
    /// Of them women (nữ).
    pub female: Option<i64>,
    /// Who needs help, by kind.
    pub vulnerable: Vec<VulnerableGroup>,
    /// How many need help to move, where the register says so itself; else it follows from the kinds.
    pub vulnerable_people: Option<i64>,
    /// What the register says of them in its own words, beyond the kinds.
    pub vulnerable_note: String,
    /// How much the house withstands (loại nhà).
    pub house_class: HouseClass,
    /// Whether it is on the list of poor households.
    pub poverty: Poverty,
    /// Whether it belongs to an ethnic minority (đồng bào dân tộc thiểu số).
    pub ethnic_minority: bool,
    /// What threatens it, as written (nguy cơ).
    pub danger: String,
    /// The hazards recognised in that.
    pub hazards: Vec<Hazard>,
    /// How it is put up (hình thức sơ tán).
    pub destination_kind: DestinationKind,
    /// Where it goes (nơi sơ tán đến), as written: the host, the building.
    pub destination: String,
    /// The shelter of the register this names.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub shelter_id: Option<ShelterId>,
    /// By what it moves (phương tiện di chuyển).
    pub transport: String,
    /// Who helps (người hỗ trợ).
    pub helper: String,
    /// Telephone.
    pub phone: String,
    /// Livestock and property to be moved.
    pub property: Vec<PropertyLine>,
    /// Remark (ghi chú).
    pub note: String,
    /// Where the house stands: longitude, latitude, WGS 84.
    #[schema(value_type = Option<[f64; 2]>)]
    pub position: Option<(f64, f64)>,
    /// Codes of zones the register itself says the household lives in.
    pub zone_codes: Vec<String>,
}

/// A field whose value is another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// What it said.
    #[schema(value_type = Object)]
    pub from: serde_json::Value,
    /// What it says.
    #[schema(value_type = Object)]
    pub to: serde_json::Value,
}

/// The fields in which `now` differs from `before`, in the order of the register's columns.
pub fn changes(before: &Entry, now: &Entry) -> Vec<FieldChange> {
    let [before, now] = [before, now].map(fields);
    before
        .into_iter()
        .zip(now)
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| FieldChange { field: field.to_owned(), from, to })
        .collect()
}

fn fields(entry: &Entry) -> Vec<(&'static str, serde_json::Value)> {
    use serde_json::json;
    vec![
        ("head", json!(entry.head)),
        ("village", json!(entry.village)),
        ("people", json!(entry.people)),
        ("male", json!(entry.male)),
        ("female", json!(entry.female)),
        ("vulnerable", json!(entry.vulnerable)),
        ("vulnerable_people", json!(entry.vulnerable_people)),
        ("vulnerable_note", json!(entry.vulnerable_note)),
        ("house_class", json!(entry.house_class)),
        ("poverty", json!(entry.poverty)),
        ("ethnic_minority", json!(entry.ethnic_minority)),
        ("danger", json!(entry.danger)),
        ("hazards", json!(entry.hazards)),
        ("destination_kind", json!(entry.destination_kind)),
        ("destination", json!(entry.destination)),
        ("shelter_id", json!(entry.shelter_id)),
        ("transport", json!(entry.transport)),
        ("helper", json!(entry.helper)),
        ("phone", json!(entry.phone)),
        ("property", json!(entry.property)),
        ("note", json!(entry.note)),
        ("position", json!(entry.position)),
        ("zone_codes", json!(entry.zone_codes)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_an_entry_is_compared() {
        let whole = serde_json::to_value(Entry::default()).unwrap();
        let mut written: Vec<&str> = whole.as_object().unwrap().keys().map(String::as_str).collect();
        let compared = fields(&Entry::default());
        let mut compared: Vec<&str> = compared.iter().map(|(field, _)| *field).collect();
        written.sort_unstable();
        compared.sort_unstable();
        assert_eq!(compared, written);
    }

    #[test]
    fn a_change_says_what_was_and_what_is() {
        let before = Entry { people: 4, ..Entry::default() };
        let now = Entry { people: 5, phone: "0900 000 000".into(), ..Entry::default() };
        let found = changes(&before, &now);
        assert_eq!(found.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), ["people", "phone"]);
        assert_eq!((&found[0].from, &found[0].to), (&serde_json::json!(4), &serde_json::json!(5)));
        assert!(changes(&now, &now).is_empty());
    }
}
