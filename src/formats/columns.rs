//! Properties as the columns of a table, for formats that have columns.

use serde_json::Value;

use super::FileFeature;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Whole numbers that fit into 64 bits.
    Integer,
    /// Numbers.
    Real,
    /// Yes or no.
    Bool,
    /// Anything else, as text.
    Text,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// The name of the property.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
}

/// The columns of all features, in the order in which they first appear. Where a feature has an id and no
/// property is called so, `id` is the first.
pub(super) fn columns_of(features: &[FileFeature], with_id: bool) -> Vec<Column> {
    let mut order: Vec<String> = Vec::new();
    let mut kinds: std::collections::HashMap<String, Option<Kind>> = std::collections::HashMap::new();
    for feature in features {
        for (name, value) in &feature.properties {
            let kind = kind_of(value);
            if let Some(known) = kinds.get_mut(name) {
                *known = common(*known, kind);
            } else {
                order.push(name.clone());
                kinds.insert(name.clone(), kind);
            }
        }
    }
    let ids = with_id && !kinds.contains_key("id") && features.iter().any(|feature| feature.id.is_some());
    let id = ids.then(|| Column { name: "id".into(), kind: Kind::Text });
    let kind = |name: &String| kinds.get(name).copied().flatten().unwrap_or(Kind::Text);
    id.into_iter().chain(order.into_iter().map(|name| Column { kind: kind(&name), name })).collect()
}

fn kind_of(value: &Value) -> Option<Kind> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some(Kind::Bool),
        Value::Number(number) if number.as_i64().is_some() => Some(Kind::Integer),
        Value::Number(_) => Some(Kind::Real),
        _ => Some(Kind::Text),
    }
}

fn common(one: Option<Kind>, other: Option<Kind>) -> Option<Kind> {
    match (one, other) {
        (None, kind) | (kind, None) => kind,
        (Some(one), Some(other)) if one == other => Some(one),
        (Some(Kind::Integer | Kind::Real), Some(Kind::Integer | Kind::Real)) => Some(Kind::Real),
        _ => Some(Kind::Text),
    }
}

/// The value of a column in a feature; `None` where it has none.
pub(super) fn value_of<'a>(feature: &'a FileFeature, column: &Column) -> Option<std::borrow::Cow<'a, Value>> {
    use std::borrow::Cow;
    match feature.properties.get(&column.name) {
        Some(Value::Null) => None,
        Some(value) => Some(Cow::Borrowed(value)),
        None if column.name == "id" => feature.id.clone().map(|id| Cow::Owned(Value::String(id))),
        None => None,
    }
}

/// A value as text: a text as it is, anything else as JSON.
pub(super) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
