//! The description of this interface as OpenAPI 3.0, made of the same tables the handlers read.

use serde_json::{Map, Value, json};

use super::ask::{Ask, GEOJSON, HTML, JSON, OPENAPI};
use super::collections::{Collection, Kind, Property};
use super::crs::{Axes, CRS84};
use super::items::{MOST, USUAL};
use crate::hazards::Hazard;
use crate::kernel::Localized;

/// The whole description.
pub(super) fn document(ask: &Ask) -> Value {
    let mut paths = Map::new();
    let mut add = |path: &str, operation: Value| paths.insert(path.to_owned(), json!({"get": operation}));
    let simple =
        |id: &str, summary: &str, json_type: &str, schema: &str| operation(id, summary, &[], json_type, schema, false);
    add("/", simple("getLandingPage", "Landing page", JSON, "landingPage"));
    add("/conformance", simple("getConformance", "Conformance classes", JSON, "confClasses"));
    add("/api", simple("getApi", "This description", OPENAPI, "anything"));
    add("/collections", simple("getCollections", "The collections", JSON, "collections"));
    for collection in Collection::ALL {
        let (id, title) = (collection.id(), collection.title().en);
        let tag = camel(id);
        add(&format!("/collections/{id}"), simple(&format!("describe{tag}"), &title, JSON, "collection"));
        let mut list: Vec<Value> =
            ["limit", "offset", "after", "bbox", "bbox-crs", "crs", "datetime"].map(shared).into();
        list.extend(collection.properties().iter().map(parameter));
        let features =
            operation(&format!("get{tag}"), &collection.about().en, &list, GEOJSON, "featureCollection", false);
        add(&format!("/collections/{id}/items"), features);
        let one = operation(
            &format!("getOneOf{tag}"),
            &format!("One of: {title}"),
            &[shared("featureId"), shared("crs")],
            GEOJSON,
            "feature",
            true,
        );
        add(&format!("/collections/{id}/items/{{featureId}}"), one);
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": ask.say(&title()),
            "description": ask.say(&about()),
            "version": env!("CARGO_PKG_VERSION"),
        },
        "servers": [{"url": ask.address("")}],
        "tags": [{"name": "OGC API - Features"}],
        "paths": paths,
        "components": {"parameters": parameters(), "schemas": schemas(), "responses": {
            "Refused": {"description": "A parameter cannot be used.", "content": problem()},
            "NotFound": {"description": "There is no such thing.", "content": problem()},
            "Failed": {"description": "The system failed.", "content": problem()},
        }},
    })
}

/// What the interface is called.
pub(super) fn title() -> Localized {
    Localized::new("Dữ liệu mở của Ứng Phó", "Open data of Ứng Phó")
}

/// What it is for.
pub(super) fn about() -> Localized {
    Localized::new(
        "Vùng nguy hiểm, điểm sơ tán, bản tin cảnh báo và đơn vị hành chính theo chuẩn OGC API – Features. Mở được bằng QGIS: thêm lớp WFS / OGC API – Features với địa chỉ này. Không có dữ liệu hộ dân.",
        "Evacuation zones, shelters, alerts and administrative units by OGC API – Features. QGIS opens it: add a WFS / OGC API – Features layer with this address. No data of households.",
    )
}

fn camel(id: &str) -> String {
    id.split('-')
        .map(|part| part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1)).collect::<String>())
        .collect()
}

fn problem() -> Value {
    json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}})
}

fn shared(name: &str) -> Value {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

fn operation(id: &str, summary: &str, more: &[Value], json_type: &str, schema: &str, may_miss: bool) -> Value {
    let parameters: Vec<Value> = more.iter().cloned().chain(["f", "lang"].map(shared)).collect();
    let mut content = Map::new();
    content.insert(json_type.to_owned(), json!({"schema": {"$ref": format!("#/components/schemas/{schema}")}}));
    content.insert(HTML.to_owned(), json!({"schema": {"type": "string"}}));
    let mut responses = Map::new();
    let mut done = json!({"description": "Done.", "content": content});
    if json_type == GEOJSON
        && let Some(done) = done.as_object_mut()
    {
        let about = json!({"description": "The coordinate system of the answer, in angle brackets.", "schema": {"type": "string"}});
        done.insert("headers".into(), json!({"Content-Crs": about}));
    }
    responses.insert("200".into(), done);
    responses.insert("400".into(), json!({"$ref": "#/components/responses/Refused"}));
    if may_miss {
        responses.insert("404".into(), json!({"$ref": "#/components/responses/NotFound"}));
    }
    responses.insert("500".into(), json!({"$ref": "#/components/responses/Failed"}));
    json!({
        "operationId": id,
        "summary": summary,
        "tags": ["OGC API - Features"],
        "parameters": parameters,
        "responses": responses,
    })
}

/// The parameter that filters by a property.
fn parameter(property: &Property) -> Value {
    let schema = match property.kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Hazard => {
            json!({"type": "string", "enum": Hazard::ALL.iter().map(|hazard| hazard.code()).collect::<Vec<_>>()})
        }
        Kind::Number(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::OneOf(known) => json!({"type": "string", "enum": known}),
        Kind::Flag => json!({"type": "boolean"}),
    };
    query(property.name, property.about, &schema)
}

fn query(name: &str, about: &str, schema: &Value) -> Value {
    json!({
        "name": name,
        "in": "query",
        "required": false,
        "description": about,
        "schema": schema,
        "style": "form",
        "explode": false,
    })
}

fn parameters() -> Value {
    let uris = Axes::uris();
    json!({
        "limit": query(
            "limit",
            "The most features of one page. Whoever asks for more than the maximum gets the maximum.",
            &json!({"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}),
        ),
        "offset": query("offset", "How many features to leave out first.", &json!({"type": "integer", "minimum": 0, "default": 0})),
        "after": query("after", "The code after which the page begins; links to the next page carry it.", &json!({"type": "string"})),
        "bbox": query(
            "bbox",
            "Features that meet this box, its edge included: lower left, then upper right, with heights or without, \
             which say nothing here. Longitude first unless bbox-crs says otherwise; a west greater than the east \
             crosses the 180th meridian. Features without a place are always included.",
            &json!({
                "type": "array",
                "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
                "items": {"type": "number"},
            }),
        ),
        "bbox-crs": query("bbox-crs", "The coordinate system of bbox.", &json!({"type": "string", "format": "uri", "default": CRS84, "enum": uris})),
        "crs": query("crs", "The coordinate system of the answer.", &json!({"type": "string", "format": "uri", "default": CRS84, "enum": uris})),
        "datetime": query(
            "datetime",
            "An instant of RFC 3339, or an interval of two with a slash between, either of which may be \"..\" or empty.",
            &json!({"type": "string"}),
        ),
        "featureId": {
            "name": "featureId",
            "in": "path",
            "required": true,
            "description": "The id of the feature.",
            "schema": {"type": "string"},
        },
        "f": query("f", "The representation, in place of Accept.", &json!({"type": "string", "enum": ["json", "html"]})),
        "lang": query("lang", "The language, in place of Accept-Language.", &json!({"type": "string", "enum": ["vi", "en"]})),
    })
}

fn schemas() -> Value {
    let list_of = |schema: &str| json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{schema}")}});
    json!({
        "anything": {"type": "object"},
        "link": {
            "type": "object",
            "required": ["href", "rel"],
            "properties": {
                "href": {"type": "string"},
                "rel": {"type": "string"},
                "type": {"type": "string"},
                "title": {"type": "string"},
            },
        },
        "landingPage": {
            "type": "object",
            "required": ["links"],
            "properties": {"title": {"type": "string"}, "description": {"type": "string"}, "links": list_of("link")},
        },
        "confClasses": {
            "type": "object",
            "required": ["conformsTo"],
            "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
        },
        "collections": {
            "type": "object",
            "required": ["links", "collections"],
            "properties": {
                "links": list_of("link"),
                "crs": {"type": "array", "items": {"type": "string"}},
                "collections": list_of("collection"),
            },
        },
        "collection": {
            "type": "object",
            "required": ["id", "links", "extent", "itemType", "crs", "storageCrs"],
            "properties": {
                "id": {"type": "string"},
                "title": {"type": "string"},
                "description": {"type": "string"},
                "links": list_of("link"),
                "extent": {
                    "type": "object",
                    "required": ["spatial"],
                    "properties": {
                        "spatial": {
                            "type": "object",
                            "required": ["bbox", "crs"],
                            "properties": {
                                "bbox": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"}},
                                },
                                "crs": {"type": "string", "enum": [CRS84]},
                            },
                        },
                        "temporal": {
                            "type": "object",
                            "required": ["interval"],
                            "properties": {
                                "interval": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": {
                                        "type": "array",
                                        "minItems": 2,
                                        "maxItems": 2,
                                        "items": {"type": "string", "format": "date-time", "nullable": true},
                                    },
                                },
                                "trs": {"type": "string"},
                            },
                        },
                    },
                },
                "itemType": {"type": "string"},
                "crs": {"type": "array", "items": {"type": "string"}},
                "storageCrs": {"type": "string"},
            },
        },
        "featureCollection": {
            "type": "object",
            "required": ["type", "features", "links", "timeStamp", "numberMatched", "numberReturned"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": list_of("feature"),
                "links": list_of("link"),
                "timeStamp": {"type": "string", "format": "date-time"},
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
            },
        },
        "feature": {
            "type": "object",
            "required": ["type", "id", "geometry", "properties"],
            "properties": {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": {"type": "string"},
                "geometry": {"$ref": "#/components/schemas/geometry"},
                "properties": {"type": "object"},
                "links": list_of("link"),
            },
        },
        "geometry": {
            "type": "object",
            "nullable": true,
            "required": ["type", "coordinates"],
            "properties": {
                "type": {"type": "string", "enum": ["Point", "Polygon", "MultiPolygon"]},
                "coordinates": {"type": "array", "items": {}},
            },
        },
        "problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "instance": {"type": "string"},
                "errors": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
                    },
                },
            },
        },
    })
}
