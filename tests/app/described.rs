//! The interface as it describes itself, and whether an answer is what it says.

use serde_json::{Value, json};

use super::client::{Answer, Client};

pub struct Described {
    pub document: Value,
}

impl Described {
    /// The description a server gives.
    pub fn of(client: &Client) -> Self {
        Self { document: client.get("/openapi.json").expect(200) }
    }

    /// Every operation: method, path template, and what is said of it.
    pub fn operations(&self) -> Vec<(String, String, &Value)> {
        let paths = self.document["paths"].as_object().unwrap();
        paths
            .iter()
            .flat_map(|(path, item)| {
                item.as_object()
                    .unwrap()
                    .iter()
                    .map(move |(method, operation)| (method.clone(), path.clone(), operation))
            })
            .collect()
    }

    /// Fails where `answer` is not what the description says of `method` and `template`.
    #[track_caller]
    pub fn check(&self, method: &str, template: &str, answer: &Answer) {
        let operation = &self.document["paths"][template][method];
        assert!(operation.is_object(), "{method} {template} is not described");
        let responses = &operation["responses"];
        let status = answer.status.to_string();
        let said = responses.get(&status).or_else(|| (answer.status >= 400).then(|| &responses["default"]));
        let said = said.unwrap_or_else(|| panic!("{method} {template}: {status} is not described"));
        let kind = answer.header("content-type").split(';').next().unwrap().to_owned();
        let Some(content) = said["content"].as_object().filter(|content| !content.is_empty()) else { return };
        let schema = content.get(&kind).or(content.get("*/*"));
        let schema = schema.unwrap_or_else(|| panic!("{method} {template}: {kind} is not described: {content:?}"));
        if !kind.ends_with("json") {
            return;
        }
        let mut schema = schema["schema"].clone();
        schema["components"] = self.document["components"].clone();
        let validator =
            jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{method} {template}: {error}"));
        let body: Value = answer.json();
        let faults: Vec<String> =
            validator.iter_errors(&body).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{method} {template} {status}:\n{}", faults.join("\n"));
    }
}

/// A path template with its names filled in.
pub fn filled(template: &str, names: &Value) -> String {
    let mut path = template.to_owned();
    for (name, value) in names.as_object().unwrap() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        path = path.replace(&format!("{{{name}}}"), &text);
    }
    path
}

/// No names.
pub fn none() -> Value {
    json!({})
}
