//! A request as OGC API has it: which representation is wanted, in which language, by which parameters; and the links
//! that lead on from there.

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, ACCEPT_LANGUAGE};
use serde::Serialize;
use url::form_urlencoded;

use crate::http::base::base_of;
use crate::http::problem::Problem;
use crate::kernel::{Language, Localized};

/// How a resource is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// JSON, GeoJSON or `OpenAPI`, as the resource is.
    Json,
    /// A page for people.
    Html,
}

impl Format {
    const BOTH: [Self; 2] = [Self::Json, Self::Html];

    /// The value of `f`.
    fn code(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

/// What a resource is in JSON.
pub(super) const JSON: &str = "application/json";
/// What features are in JSON.
pub(super) const GEOJSON: &str = "application/geo+json";
/// What the description of the interface is in JSON.
pub(super) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";
/// What pages are.
pub(super) const HTML: &str = "text/html";

/// Parameters every resource takes.
pub(super) const COMMON: [&str; 2] = ["f", "lang"];

/// A link of RFC 8288.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    pub href: String,
    pub rel: &'static str,
    pub r#type: &'static str,
    pub title: String,
}

/// A request, understood.
pub(super) struct Ask {
    base: String,
    path: String,
    pairs: Vec<(String, String)>,
    pub format: Format,
    pub language: Language,
}

/// A query is seldom longer.
const ROOM_OF_A_QUERY: usize = 256;

impl Ask {
    /// Reads a request to a resource that takes the parameters `known` beside [`COMMON`]; any other is refused, and
    /// so is one that is given twice.
    pub fn read(request: &HttpRequest, known: &[&str]) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
        for (at, (name, _)) in pairs.iter().enumerate() {
            if !COMMON.contains(&name.as_str()) && !known.contains(&name.as_str()) {
                return Err(unknown(name, known));
            }
            if pairs.iter().take(at).any(|(earlier, _)| earlier == name) {
                return Err(bad(name, Localized::new("Chỉ nêu tham số này một lần.", "Give this parameter once.")));
            }
        }
        let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
        let format = match value("f") {
            Some("json" | "geojson" | "openapi") => Format::Json,
            Some("html") => Format::Html,
            Some(_) => return Err(bad("f", Localized::new("f là json hoặc html.", "f is json or html."))),
            None => header(ACCEPT).map_or(Format::Json, preferred),
        };
        let language = match value("lang") {
            Some("vi") => Language::Vi,
            Some("en") => Language::En,
            Some(_) => return Err(bad("lang", Localized::new("lang là vi hoặc en.", "lang is vi or en."))),
            None => header(ACCEPT_LANGUAGE).map(Language::from_accept_language).unwrap_or_default(),
        };
        let path = request.path().trim_end_matches('/').to_owned();
        Ok(Self { base: base_of(request), path, pairs, format, language })
    }

    /// The value of a parameter.
    pub fn value(&self, wanted: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// All parameters.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The words for the reader.
    pub fn say<'a>(&self, words: &'a Localized) -> &'a str {
        words.in_language(self.language)
    }

    /// The words for its reader, of two that never change.
    pub fn either(&self, vi: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Vi => vi,
            Language::En => en,
        }
    }

    /// The address of a resource below `/ogc`.
    pub fn address(&self, below: &str) -> String {
        format!("{}/ogc{below}", self.base)
    }

    /// This very address with some parameters changed, or left out.
    pub fn here_with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut address = String::with_capacity(self.base.len() + self.path.len() + ROOM_OF_A_QUERY);
        address.extend([self.base.as_str(), &self.path, "?"]);
        let query_at = address.len();
        let mut query = form_urlencoded::Serializer::for_suffix(address, query_at);
        for (name, value) in &self.pairs {
            if !changes.iter().any(|(changed, _)| changed == name) {
                query.append_pair(name, value);
            }
        }
        for (name, value) in changes {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let mut address = query.finish();
        if address.len() == query_at {
            address.pop();
        }
        address
    }

    /// The links to this resource in both representations; in JSON it is of the type `json`.
    pub fn own_links(&self, json: &'static str) -> Vec<Link> {
        Format::BOTH
            .into_iter()
            .map(|format| {
                let (rel, title) = if format == self.format {
                    ("self", self.either("Trang này", "This document"))
                } else {
                    ("alternate", self.either("Dạng khác của trang này", "This document in another form"))
                };
                Link {
                    href: self.here_with(&[("f", Some(format.code()))]),
                    rel,
                    r#type: if format == Format::Json { json } else { HTML },
                    title: title.to_owned(),
                }
            })
            .collect()
    }

    /// A link to another resource below `/ogc`.
    pub fn link(&self, rel: &'static str, below: &str, kind: &'static str, title: &Localized) -> Link {
        let joint = if below.contains('?') { '&' } else { '?' };
        let format = if kind == HTML { "html" } else { "json" };
        Link {
            href: format!("{}{joint}f={format}", self.address(below)),
            rel,
            r#type: kind,
            title: self.say(title).to_owned(),
        }
    }

    /// Links to another resource in both representations.
    pub fn links(&self, rel: &'static str, below: &str, json: &'static str, title: &Localized) -> [Link; 2] {
        [self.link(rel, below, json, title), self.link(rel, below, HTML, title)]
    }
}

/// The representation an `Accept` asks for most; JSON where it does not matter.
fn preferred(accept: &str) -> Format {
    let mut best = (0.0_f32, Format::Json);
    for offer in accept.split(',') {
        let mut parts = offer.split(';').map(str::trim);
        let format = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" | "text/*" => Format::Html,
            "application/json"
            | "application/geo+json"
            | "application/vnd.oai.openapi+json"
            | "application/*"
            | "*/*" => Format::Json,
            _ => continue,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if weight > best.0 {
            best = (weight, format);
        }
    }
    best.1
}

/// A parameter that is not what it should be.
pub(super) fn bad(parameter: &str, detail: Localized) -> Problem {
    Problem::bad_parameter(parameter, detail)
}

fn unknown(name: &str, known: &[&str]) -> Problem {
    let all: Vec<&str> = known.iter().copied().chain(COMMON).collect();
    let list = all.join(", ");
    Problem::bad_parameter(
        name,
        Localized::new(
            format!("Không có tham số “{name}”. Các tham số dùng được: {list}."),
            format!("There is no parameter “{name}”. There are: {list}."),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_pages_and_programs_get_json() {
        assert_eq!(preferred("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Format::Html);
        assert_eq!(preferred("application/geo+json, application/json;q=0.9"), Format::Json);
        assert_eq!(preferred("*/*"), Format::Json);
        assert_eq!(preferred("image/png"), Format::Json);
        assert_eq!(preferred("application/json;q=0.5, text/html;q=0.4"), Format::Json);
        assert_eq!(preferred("text/html;q=0"), Format::Json);
    }
}
