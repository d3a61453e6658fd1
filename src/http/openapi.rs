//! The interface described by itself: every route of the base is added together with its description, so that a
//! route nobody described does not compile.

use actix_web::{App, HttpResponse, get};
use serde::Serialize;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::AppExt as _;

use super::routes::api;

/// Why a request was refused: a problem document of RFC 9457. `docs/problems.md` has a section for each type.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// For programs; does not change: "/problems/stale".
    pub r#type: String,
    /// For people.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do next, in the reader's language.
    pub detail: String,
    /// This very refusal, as the log names it.
    pub instance: String,
    /// What is wrong in the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemError>,
}

/// One thing that is wrong in a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemError {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What to do about it.
    pub detail: String,
}

/// The description of the interface, OpenAPI 3.1.
pub fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Ứng Phó")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Response plans, evacuation zones, alerts and relocation checklists. Times are UTC (RFC 3339), lists \
             are pages, edits carry If-Match, POSTs that may be sent again carry Idempotency-Key, refusals are problem \
             documents.",
        ))
        .build();
    let base = OpenApiBuilder::new().info(info).build();
    let (_, mut described) = App::new().into_utoipa_app().openapi(base).service(api()).split_for_parts();
    let schemas = &mut described.components.get_or_insert_default().schemas;
    schemas.insert("Problem".into(), Problem::schema());
    schemas.insert("ProblemError".into(), ProblemError::schema());
    for item in described.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        operations.into_iter().flatten().for_each(may_be_refused);
    }
    described
}

/// Any request may be refused, always in the same shape.
fn may_be_refused(operation: &mut Operation) {
    let content = ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name("Problem")))).build();
    let refusal = ResponseBuilder::new()
        .description("refused; `detail` says what to do")
        .content("application/problem+json", content)
        .build();
    operation.responses.responses.insert("default".into(), refusal.into());
}

/// The description of the interface.
#[get("/openapi.json")]
pub async fn read_openapi() -> HttpResponse {
    HttpResponse::Ok().json(document())
}
