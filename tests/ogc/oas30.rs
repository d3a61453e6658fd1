//! /conf/oas30: the description is OpenAPI 3.0, and every answer is what it says.

use serde_json::{Value, json};

use crate::{COLLECTIONS, ground, ids};

/// A schema of OpenAPI 3.0 as one of JSON Schema: `nullable` is a word of the former only.
fn as_json_schema(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut members = members.clone();
            let nullable = members.remove("nullable") == Some(json!(true));
            let inner: Value = members.iter().map(|(name, value)| (name.clone(), as_json_schema(value))).collect();
            if nullable { json!({"anyOf": [inner, {"type": "null"}]}) } else { inner }
        }
        Value::Array(items) => items.iter().map(as_json_schema).collect(),
        other => other.clone(),
    }
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(link) => {
            document.pointer(link.strip_prefix('#').unwrap()).unwrap_or_else(|| panic!("{link} leads nowhere"))
        }
        None => value,
    }
}

#[test]
fn conf_oas30_oas_definition_2_every_reference_leads_somewhere() {
    fn walk(document: &Value, value: &Value) {
        resolved(document, value);
        match value {
            Value::Object(members) => members.values().for_each(|member| walk(document, member)),
            Value::Array(items) => items.iter().for_each(|item| walk(document, item)),
            _ => {}
        }
    }
    let document = ground().json("/api");
    assert!(document["openapi"].as_str().unwrap().starts_with("3.0."));
    assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
    walk(&document, &document);
    let mut names = Vec::new();
    for operation in document["paths"].as_object().unwrap().values().map(|item| &item["get"]) {
        names.push(operation["operationId"].as_str().unwrap().to_owned());
        for parameter in operation["parameters"].as_array().unwrap() {
            let parameter = resolved(&document, parameter);
            assert!(parameter["name"].is_string() && parameter["in"].is_string() && parameter["schema"].is_object());
        }
    }
    let unique: std::collections::HashSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
}

#[test]
fn conf_oas30_oas_impl_completeness_and_exceptions_codes() {
    let ground = ground();
    let document = ground.json("/api");
    let root = ground.path_of(&document["servers"][0]["url"]);
    for (template, item) in document["paths"].as_object().unwrap() {
        let operation = &item["get"];
        let collection = COLLECTIONS.iter().find(|id| template.contains(&format!("/collections/{id}/")));
        let feature = collection.map(|id| ids(&ground.json(&format!("/collections/{id}/items?limit=1"))).remove(0));
        let path = template.replace("{featureId}", &feature.unwrap_or_default());
        let path = format!("{root}{}", if path == "/" { "" } else { &path });
        for (query, status) in [("f=json", 200), ("f=html", 200), ("f=unheard", 400), ("never=1", 400)] {
            let answer = ground.client().get(&format!("{path}?{query}"));
            assert_eq!(answer.status, status, "{path}?{query}");
            check(&document, operation, &answer, &path);
        }
        if template.contains("{featureId}") {
            let missing = format!("{root}{}", template.replace("{featureId}", "nothing"));
            let answer = ground.client().get(&missing);
            assert_eq!(answer.status, 404);
            check(&document, operation, &answer, &missing);
        }
    }
}

/// Fails where an answer is not what the operation says.
fn check(document: &Value, operation: &Value, answer: &crate::app::client::Answer, path: &str) {
    let said = &operation["responses"][answer.status.to_string()];
    assert!(said.is_object(), "{path}: {} is not described", answer.status);
    let said = resolved(document, said);
    let kind = answer.header("content-type");
    let kind = kind.strip_suffix("; charset=utf-8").unwrap_or(kind);
    let schema = &said["content"][kind]["schema"];
    assert!(schema.is_object(), "{path}: {kind} is not described in {said}");
    if kind == "text/html" {
        return;
    }
    let mut schema = as_json_schema(schema);
    schema["components"] = as_json_schema(&document["components"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let body = answer.json();
    let faults: Vec<String> =
        validator.iter_errors(&body).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{path}:\n{}", faults.join("\n"));
}

#[test]
fn conf_core_fc_limit_definition_fc_bbox_definition_and_fc_time_definition() {
    let document = ground().json("/api");
    let parameters = &document["components"]["parameters"];
    let limit = &parameters["limit"];
    assert_eq!(limit["schema"], json!({"type": "integer", "minimum": 1, "maximum": 1000, "default": 10}));
    let bbox = &parameters["bbox"]["schema"];
    assert_eq!((&bbox["type"], &bbox["items"]["type"]), (&json!("array"), &json!("number")));
    assert_eq!(bbox["oneOf"], json!([{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]));
    assert_eq!(parameters["datetime"]["schema"]["type"], "string");
    for name in ["limit", "bbox", "datetime"] {
        let one = &parameters[name];
        assert_eq!((&one["in"], &one["style"], &one["explode"]), (&json!("query"), &json!("form"), &json!(false)));
        assert_eq!(one["required"], false);
        for id in COLLECTIONS {
            let used = &document["paths"][format!("/collections/{id}/items")]["get"]["parameters"];
            let link = json!({"$ref": format!("#/components/parameters/{name}")});
            assert!(used.as_array().unwrap().contains(&link), "{id} {name}");
        }
    }
}

#[test]
fn conf_oas30_security_nothing_here_wants_a_sign_in() {
    let document = ground().json("/api");
    assert!(document.get("security").is_none());
    assert!(document["components"].get("securitySchemes").is_none());
}
