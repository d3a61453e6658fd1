//! OGC API – Features: Part 1 Core with GeoJSON, HTML and OpenAPI 3.0, and Part 2, coordinate systems by reference.
//!
//! Everything here can be read without signing in, so nothing here tells of households or of who keeps a key. The
//! answers come from the layers in memory; features are written straight into the bytes that are sent.

mod alerts;
mod api;
mod ask;
mod body;
mod collections;
mod crs;
mod items;
mod object;
mod page;
mod shelters;
mod units;
mod when;
mod zones;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, VARY};
use actix_web::{HttpRequest, HttpResponse, Scope, route, routes, web};
use serde::Serialize;
use serde_json::Value;

use self::ask::{Ask, Format, GEOJSON, HTML, JSON, Link, OPENAPI};
use self::body::Body;
use self::collections::{Collection, CollectionView};
use self::crs::Axes;
use self::items::{Item, PARAMETERS, Page, Wanted, write_feature};
use super::Site;
use super::problem::Problem;
use super::tiles::OPEN;
use super::work::off_thread;
use crate::kernel::clock::vietnam_time;
use crate::kernel::{Language, Localized, Timestamp};
use crate::services::map_layers::bounds_of;
use crate::services::{App, ServiceError};

pub use self::zones::keep_zone_texts;

/// The classes that `tests/ogc.rs` tests.
const CONFORMS_TO: [&str; 5] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
];

/// Every address below `/ogc`.
pub fn ogc() -> Scope {
    web::scope("/ogc")
        .service(list_items)
        .service(read_landing_page)
        .service(read_conformance)
        .service(read_ogc_api)
        .service(list_collections)
        .service(read_collection)
        .service(read_item)
        .default_service(web::to(|| async { Err::<&str, _>(Problem::not_found()) }))
}

#[derive(Serialize)]
struct LandingPage<'a> {
    title: &'a str,
    description: &'a str,
    links: &'a [Link],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Conformance {
    conforms_to: [&'static str; 5],
}

#[derive(Serialize)]
struct Collections<'a> {
    links: &'a [Link],
    crs: Vec<String>,
    #[serde(rename = "collections")]
    views: &'a [CollectionView],
}

fn json_of(value: &impl Serialize) -> Vec<u8> {
    let mut buffer = Vec::new();
    items::write_json(&mut buffer, value);
    buffer
}

/// An answer in the representation that was asked for, made on whichever thread.
struct Made {
    format: Format,
    language: Language,
    kind: &'static str,
    /// The coordinate system, where there are coordinates.
    axes: Option<Axes>,
    body: Body,
}

impl Made {
    fn of<B: Into<Body>>(
        ask: &Ask,
        kind: &'static str,
        json: impl FnOnce() -> B,
        html: impl FnOnce() -> String,
    ) -> Self {
        let body = match ask.format {
            Format::Json => json().into(),
            Format::Html => html().into_bytes().into(),
        };
        Self { format: ask.format, language: ask.language, kind, axes: None, body }
    }

    fn within(self, axes: Axes) -> Self {
        Self { axes: Some(axes), ..self }
    }

    fn respond(self) -> HttpResponse {
        let kind = if self.format == Format::Json { self.kind } else { "text/html; charset=utf-8" };
        let mut answer = HttpResponse::Ok();
        answer
            .insert_header((CONTENT_TYPE, kind))
            .insert_header((VARY, "accept, accept-language"))
            .insert_header((CACHE_CONTROL, "no-cache"))
            .insert_header((CONTENT_LANGUAGE, if self.language == Language::Vi { "vi" } else { "en" }))
            .insert_header(OPEN)
            .insert_header(("access-control-expose-headers", "content-crs"));
        if let Some(axes) = self.axes {
            answer.insert_header(("content-crs", format!("<{}>", axes.uri())));
        }
        match self.body {
            Body::Whole(bytes) => answer.body(bytes),
            Body::Pieces(page) => answer.body(page),
        }
    }
}

fn definition() -> Localized {
    Localized::new("Mô tả giao diện (OpenAPI 3.0)", "API definition (OpenAPI 3.0)")
}

fn classes() -> Localized {
    Localized::new("Các phần của chuẩn được tuân thủ", "Conformance classes")
}

fn data() -> Localized {
    Localized::new("Các bộ dữ liệu", "Collections")
}

/// Where everything begins; people type the address with a slash at its end, or without.
#[routes]
#[get("")]
#[head("")]
#[get("/")]
#[head("/")]
pub async fn read_landing_page(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let ask = Ask::read(&request, &[])?;
    let mut links = ask.own_links(JSON);
    links.push(ask.link("service-desc", "/api", OPENAPI, &definition()));
    links.push(ask.link("service-doc", "/api", HTML, &definition()));
    links.extend(ask.links("conformance", "/conformance", JSON, &classes()));
    links.extend(ask.links("data", "/collections", JSON, &data()));
    let (title, about) = (api::title(), api::about());
    let json = || json_of(&LandingPage { title: ask.say(&title), description: ask.say(&about), links: &links });
    let html = || {
        let mut page = page::Page::new(&ask, &title);
        page.say(&about);
        page.links(links.iter().filter(|link| link.rel != "self" && link.rel != "alternate"));
        page.finish()
    };
    Ok(Made::of(&ask, JSON, json, html).respond())
}

/// Which parts of the standard are kept to.
#[route("/conformance", method = "GET", method = "HEAD")]
pub async fn read_conformance(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let ask = Ask::read(&request, &[])?;
    let html = || {
        let mut page = page::Page::new(&ask, &classes());
        page.list(CONFORMS_TO.map(str::to_owned));
        page.finish()
    };
    Ok(Made::of(&ask, JSON, || json_of(&Conformance { conforms_to: CONFORMS_TO }), html).respond())
}

/// The description of the interface.
#[route("/api", method = "GET", method = "HEAD")]
pub async fn read_ogc_api(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let ask = Ask::read(&request, &[])?;
    let document = api::document(&ask);
    let html = || {
        let mut page = page::Page::new(&ask, &definition());
        page.say(&api::about());
        let paths = document.get("paths").and_then(Value::as_object);
        for (path, operation) in paths.into_iter().flatten() {
            page.head(&Localized::new(format!("GET /ogc{path}"), format!("GET /ogc{path}")));
            let summary = operation.pointer("/get/summary").and_then(Value::as_str).unwrap_or_default();
            page.say(&Localized::new(summary, summary));
            page.facts(&parameters_of(operation, &document));
        }
        page.finish()
    };
    Ok(Made::of(&ask, OPENAPI, || json_of(&document), html).respond())
}

/// The parameters of an operation, each with what it does.
fn parameters_of(operation: &Value, document: &Value) -> Vec<(String, String)> {
    let listed = operation.pointer("/get/parameters").and_then(Value::as_array).into_iter().flatten();
    listed
        .filter_map(|parameter| {
            let shared = parameter.get("$ref").and_then(Value::as_str).and_then(|link| link.strip_prefix('#'));
            let parameter = shared.map_or(Some(parameter), |pointer| document.pointer(pointer))?;
            let words = |name: &str| Some(parameter.get(name)?.as_str()?.to_owned());
            Some((words("name")?, words("description")?))
        })
        .collect()
}

/// The collections there are.
#[route("/collections", method = "GET", method = "HEAD")]
pub async fn list_collections(site: web::Data<Site>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let ask = Ask::read(&request, &[])?;
    let extents = off_thread(&site.app, |app| {
        Collection::ALL.into_iter().map(|collection| collection.extent(app)).collect::<Result<Vec<_>, _>>()
    })
    .await?;
    let views: Vec<CollectionView> =
        Collection::ALL.into_iter().zip(extents).map(|(collection, extent)| collection.view(&ask, extent)).collect();
    let links = ask.own_links(JSON);
    let json = || json_of(&Collections { links: &links, crs: Axes::uris(), views: &views });
    let html = || {
        let mut page = page::Page::new(&ask, &data());
        for view in &views {
            describe(&mut page, view);
            let below = format!("/collections/{}", view.id);
            page.links(&[ask.link("collection", &below, HTML, &Localized::new("Chi tiết", "Details"))]);
        }
        page.finish()
    };
    Ok(Made::of(&ask, JSON, json, html).respond())
}

fn describe(page: &mut page::Page<'_>, view: &CollectionView) {
    page.head(&Localized::new(view.title.clone(), view.title.clone()));
    page.say(&Localized::new(view.description.clone(), view.description.clone()));
    page.links(view.links.iter().filter(|link| link.rel == "items"));
}

/// One collection.
#[route("/collections/{collection}", method = "GET", method = "HEAD")]
pub async fn read_collection(
    site: web::Data<Site>,
    request: HttpRequest,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let collection = Collection::named(&name)?;
    let ask = Ask::read(&request, &[])?;
    let extent = off_thread(&site.app, move |app| collection.extent(app)).await?;
    let view = collection.own_view(&ask, extent);
    let html = || {
        let mut page = page::Page::new(&ask, &collection.title());
        page.say(&collection.about());
        page.links(view.links.iter().filter(|link| link.rel == "items"));
        page.head(&Localized::new("Phạm vi (tây, nam, đông, bắc)", "Extent (west, south, east, north)"));
        page.list(view.extent.spatial.bbox.iter().map(|bounds| format!("{bounds:?}")));
        page.head(&Localized::new("Lọc theo", "Filters"));
        let filters = collection.properties().iter().map(|one| (one.name.to_owned(), page.label(one.name)));
        let filters: Vec<_> = filters.collect();
        page.facts(&filters);
        page.head(&Localized::new("Hệ tọa độ", "Coordinate systems"));
        page.list(Axes::uris());
        page.finish()
    };
    Ok(Made::of(&ask, JSON, || json_of(&view), html).respond())
}

/// A page of features.
#[route("/collections/{collection}/items", method = "GET", method = "HEAD")]
pub async fn list_items(
    site: web::Data<Site>,
    request: HttpRequest,
    name: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    let collection = Collection::named(&name)?;
    let names = collection.properties().iter().map(|property| property.name);
    let known: Vec<&str> = PARAMETERS.into_iter().chain(names).collect();
    let ask = Ask::read(&request, &known)?;
    let wanted = Wanted::read(&ask, collection)?;
    if collection == Collection::Zones
        && let Some((layers, slots)) = zones::few_at_hand(&site.app, &wanted)
    {
        let page = zones::page_of(&layers, slots, &wanted);
        return Ok(shown(&ask, collection, &page, wanted.axes, site.app.now()).respond());
    }
    off_thread(&site.app, move |app| items_of(app, &ask, collection, &wanted)).await.map(Made::respond)
}

fn items_of(app: &App, ask: &Ask, collection: Collection, wanted: &Wanted) -> Result<Made, ServiceError> {
    let now = app.now();
    Ok(match collection {
        Collection::Zones => {
            let layers = zones::layers_of(app, wanted)?;
            shown(ask, collection, &zones::page(&layers, wanted), wanted.axes, now)
        }
        Collection::Shelters => {
            let layers = app.layers.current(app)?;
            shown(ask, collection, &shelters::page(&layers, wanted)?, wanted.axes, now)
        }
        Collection::AdminUnits => {
            let layers = app.layers.current(app)?;
            match wanted.when {
                None => shown(ask, collection, &units::page(&layers, wanted)?, wanted.axes, now),
                Some(when) => {
                    let page = units::page_of_past(app, &layers, wanted, when)?;
                    shown(ask, collection, &page, wanted.axes, now)
                }
            }
        }
        Collection::Alerts => {
            let view = app.map_alerts.current(app)?;
            shown(ask, collection, &alerts::page(&view, wanted, now), wanted.axes, now)
        }
    })
}

/// A page of features as it is sent.
fn shown<T: Item>(ask: &Ask, collection: Collection, page: &Page<T>, axes: Axes, now: Timestamp) -> Made {
    let links = page.links(ask, collection);
    let html = || {
        let mut shown = page::Page::new(ask, &collection.title());
        let (first, last) = (page.items.len(), page.total);
        shown.say(&Localized::new(
            format!("{first} trong {last} mục. Dữ liệu lúc {}.", vietnam_time(now)),
            format!("{first} of {last}. Data as of {} (UTC+7).", vietnam_time(now)),
        ));
        shown
            .links(links.iter().filter(|link| link.rel == "next" || (link.rel == "collection" && link.r#type == HTML)));
        let rows: Vec<(String, Value)> = page
            .items
            .iter()
            .map(|item| {
                let address = ask.link("item", &item_path(collection, &item.id()), HTML, &collection.title()).href;
                (address, properties_of(item))
            })
            .collect();
        shown.table(&rows);
        shown.finish()
    };
    Made::of(ask, GEOJSON, || page.write(&links, axes, now), html).within(axes)
}

fn item_path(collection: Collection, id: &str) -> String {
    format!("/collections/{}/items/{id}", collection.id())
}

fn properties_of(item: &impl Item) -> Value {
    let mut written = Vec::new();
    item.write_properties(&mut written);
    serde_json::from_slice(&written).unwrap_or_default()
}

/// One feature.
#[route("/collections/{collection}/items/{feature}", method = "GET", method = "HEAD")]
pub async fn read_item(
    site: web::Data<Site>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (name, id) = path.into_inner();
    let collection = Collection::named(&name)?;
    let ask = Ask::read(&request, &["crs"])?;
    let axes = ask.value("crs").map_or(Ok(Axes::CRS84), |uri| Axes::read("crs", uri))?;
    let made = off_thread(&site.app, move |app| one(app, &ask, collection, &id, axes)).await?;
    made.map(Made::respond).ok_or_else(Problem::not_found)
}

fn one(app: &App, ask: &Ask, collection: Collection, id: &str, axes: Axes) -> Result<Option<Made>, ServiceError> {
    let layers = app.layers.current(app)?;
    Ok(match collection {
        Collection::Zones => zones::find(&layers, id).map(|item| shown_alone(ask, collection, &item, axes)),
        Collection::Shelters => shelters::find(&layers, id)?.map(|item| shown_alone(ask, collection, &item, axes)),
        Collection::AdminUnits => units::find(app, &layers, id)?.map(|item| shown_alone(ask, collection, &item, axes)),
        Collection::Alerts => {
            let view = app.map_alerts.current(app)?;
            alerts::find(&view, id, app.now()).map(|item| shown_alone(ask, collection, &item, axes))
        }
    })
}

fn shown_alone(ask: &Ask, collection: Collection, item: &impl Item, axes: Axes) -> Made {
    let mut links = ask.own_links(GEOJSON);
    links.extend(ask.links("collection", &format!("/collections/{}", collection.id()), JSON, &collection.title()));
    let json = || {
        let mut buffer = Vec::new();
        write_feature(&mut buffer, item, axes, Some(&links));
        buffer
    };
    let html = || {
        let properties = properties_of(item);
        let named = ["name", "headline", "code"].into_iter().find_map(|name| properties.get(name)?.as_str());
        let named = named.unwrap_or_default();
        let mut page = page::Page::new(ask, &Localized::new(named, named));
        page.links(links.iter().filter(|link| link.rel == "collection" && link.r#type == HTML));
        page.object(&properties);
        page.head(&Localized::new("Vị trí", "Place"));
        page.say(&where_it_is(item));
        page.finish()
    };
    Made::of(ask, GEOJSON, json, html).within(axes)
}

/// Where a feature is, in words.
fn where_it_is(item: &impl Item) -> Localized {
    let around = match item.shape() {
        items::Shape::Nowhere => None,
        items::Shape::Point(lon, lat) => Some([lon, lat, lon, lat]),
        items::Shape::Area(area) => bounds_of(area),
    };
    match around {
        None => Localized::new("Chưa rõ vị trí.", "Its place is not known."),
        Some([west, south, east, north]) => Localized::new(
            format!("Kinh độ {west:.5} đến {east:.5}, vĩ độ {south:.5} đến {north:.5} (WGS 84)."),
            format!("Longitude {west:.5} to {east:.5}, latitude {south:.5} to {north:.5} (WGS 84)."),
        ),
    }
}
