//! Hazards and scales.

use actix_web::{HttpResponse, get};
use serde_json::{Value, json};

use crate::hazards::{Hazard, RiskLevel, Scale, hazard_facts};

fn list(items: Vec<Value>) -> HttpResponse {
    HttpResponse::Ok().json(json!({"items": items, "next": null}))
}

/// The hazards of the law, with the levels each uses and how well that is known.
#[utoipa::path(tag = "reference", responses((status = 200, description = "done", body = Object)))]
#[get("/hazards")]
pub async fn list_hazards() -> HttpResponse {
    let view = |hazard: Hazard, lowest: Option<RiskLevel>, highest: Option<RiskLevel>, source: &str, verified: bool| {
        json!({
            "code": hazard.code(),
            "name": hazard.name(),
            "incident": hazard.is_incident(),
            "lowest": lowest,
            "highest": highest,
            "source": source,
            "verified": verified,
        })
    };
    list(
        hazard_facts().iter().map(|row| view(row.hazard, row.lowest, row.highest, &row.source, row.verified)).collect(),
    )
}

/// The scales that papers call "cấp", and the words of the disaster risk levels.
#[utoipa::path(tag = "reference", responses((status = 200, description = "done", body = Object)))]
#[get("/risk-scales")]
pub async fn list_risk_scales() -> HttpResponse {
    let view = |scale: &Scale| {
        let values: Vec<Value> = match scale {
            Scale::DisasterRisk => scale
                .range()
                .filter_map(|value| RiskLevel::new(value).ok())
                .map(|level| json!({"value": level.digit(), "word": level.word()}))
                .collect(),
            _ => scale.range().map(|value| json!({"value": value, "word": null})).collect(),
        };
        json!({"scale": scale, "name": scale.name(), "lowest": scale.range().start(), "highest": scale.range().end(), "values": values})
    };
    list(Scale::ALL.iter().map(view).collect())
}
