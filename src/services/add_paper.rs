//! Act first, number the paper later: the decision or telegram of an activation, added when it is written.

use chrono::NaiveDate;
use serde_json::json;

use super::record::{Actor, Deed, record};
use super::start_activation::invalid;
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::Localized;
use crate::kernel::ids::{ActivationId, PaperId};
use crate::store::activation_papers::Paper;
use crate::store::{activation_papers, activations, plans};

/// The largest file of a paper, in bytes: a scan of some pages.
pub const MAX_FILE: usize = 8 * 1024 * 1024;
/// What a paper may be: a scan or a document.
const MEDIA_TYPES: [&str; 4] = ["application/pdf", "image/jpeg", "image/png", "image/webp"];

/// A paper as it is added.
#[derive(Debug, Clone)]
pub struct NewPaper {
    /// Its number and kind: `12/QĐ-UBND`.
    pub number: String,
    /// The day it bears.
    pub dated: NaiveDate,
    /// Its file: name, media type, bytes.
    pub file: Option<(String, String, Vec<u8>)>,
}

/// Adds a paper to an activation; who confirmed it, and when, does not change by that.
pub fn add_paper(app: &App, by: &Acting, id: ActivationId, new: &NewPaper) -> Result<Paper, ServiceError> {
    let now = app.now();
    let number = new.number.trim();
    if number.is_empty() || number.chars().count() > 100 {
        return Err(invalid(
            "/number",
            "Ghi số, ký hiệu văn bản, ví dụ 12/QĐ-UBND.",
            "Write its number, such as 12/QĐ-UBND.",
        ));
    }
    if let Some((name, media_type, bytes)) = &new.file {
        if !MEDIA_TYPES.contains(&media_type.as_str()) {
            return Err(invalid(
                "/file",
                "Tệp phải là PDF hoặc ảnh JPEG, PNG, WebP.",
                "The file must be a PDF or a JPEG, PNG or WebP image.",
            ));
        }
        if bytes.len() > MAX_FILE || name.chars().count() > 200 {
            return Err(invalid("/file", "Tệp lớn hơn 8 MB.", "The file is larger than 8 MB."));
        }
    }
    let paper = app.store.write(|conn| {
        let activation = activations::get(conn, id)?;
        let unit = plans::get(conn, activation.plan_id)?.unit_code;
        permit(conn, by, Permission::ConfirmActivation, &unit, now)?;
        let actor = Actor::person(by);
        let paper = Paper {
            id: PaperId::new(now),
            activation_id: id,
            number: number.to_owned(),
            dated: new.dated,
            file_name: new.file.as_ref().map(|(name, _, _)| name.clone()),
            media_type: new.file.as_ref().map(|(_, media_type, _)| media_type.clone()),
            added_by: actor.name().to_owned(),
            added_at: now,
        };
        activation_papers::insert(conn, &paper, new.file.as_ref().map(|(_, _, bytes)| bytes.as_slice()))?;
        let dated = new.dated.format("%d/%m/%Y").to_string();
        let deed = Deed {
            actor: &actor,
            action: "paper_added",
            kind: "activation",
            id: id.to_string(),
            alert: Some(activation.alert_id),
            paper: Some(format!("{number}, {dated}")),
            detail: Localized::new(
                format!("Bổ sung văn bản {number} ngày {dated}."),
                format!("Paper {number} of {dated} added."),
            ),
            also: json!({"activation_id": id}),
        };
        record(conn, now, deed)?;
        Ok::<_, ServiceError>(paper)
    })?;
    app.nudge_streams();
    Ok(paper)
}
