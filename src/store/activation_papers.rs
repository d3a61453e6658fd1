//! The papers of an activation: decisions and telegrams, often written after the act.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::activation_papers;
use super::{StoreConnection, StoreError, id, loaded, stored};
use crate::kernel::Timestamp;
use crate::kernel::ids::{ActivationId, PaperId};

/// A paper, without its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its id.
    pub id: PaperId,
    /// What it decides on.
    pub activation_id: ActivationId,
    /// Its number and kind: `12/QĐ-UBND`.
    pub number: String,
    /// The day it bears.
    pub dated: NaiveDate,
    /// The name of the file, where one was added.
    pub file_name: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
    /// Who added it.
    pub added_by: String,
    /// When.
    pub added_at: Timestamp,
}

type PaperRow = (String, String, String, NaiveDate, Option<String>, Option<String>, String, NaiveDateTime);

/// Adds a paper, with its file where there is one.
pub fn insert(conn: &mut StoreConnection, paper: &Paper, content: Option<&[u8]>) -> Result<(), StoreError> {
    diesel::insert_into(activation_papers::table)
        .values((
            activation_papers::id.eq(paper.id.to_string()),
            activation_papers::activation_id.eq(paper.activation_id.to_string()),
            activation_papers::number.eq(&paper.number),
            activation_papers::dated.eq(paper.dated),
            activation_papers::file_name.eq(&paper.file_name),
            activation_papers::media_type.eq(&paper.media_type),
            activation_papers::content.eq(content),
            activation_papers::added_by.eq(&paper.added_by),
            activation_papers::added_at.eq(stored(paper.added_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The papers of an activation, oldest first.
pub fn of(conn: &mut StoreConnection, activation: ActivationId) -> Result<Vec<Paper>, StoreError> {
    let rows: Vec<PaperRow> = activation_papers::table
        .filter(activation_papers::activation_id.eq(activation.to_string()))
        .order(activation_papers::id)
        .select((
            activation_papers::id,
            activation_papers::activation_id,
            activation_papers::number,
            activation_papers::dated,
            activation_papers::file_name,
            activation_papers::media_type,
            activation_papers::added_by,
            activation_papers::added_at,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(paper, activation, number, dated, file_name, media_type, added_by, added_at)| {
            Ok(Paper {
                id: id(&paper)?,
                activation_id: id(&activation)?,
                number,
                dated,
                file_name,
                media_type,
                added_by,
                added_at: loaded(added_at),
            })
        })
        .collect()
}

/// The file of a paper: media type, name, bytes.
pub fn file(conn: &mut StoreConnection, paper: PaperId) -> Result<(String, String, Vec<u8>), StoreError> {
    let row: (Option<String>, Option<String>, Option<Vec<u8>>) = activation_papers::table
        .filter(activation_papers::id.eq(paper.to_string()))
        .select((activation_papers::media_type, activation_papers::file_name, activation_papers::content))
        .get_result(conn)?;
    match row {
        (Some(media_type), Some(name), Some(bytes)) => Ok((media_type, name, bytes)),
        _ => Err(StoreError::NotFound),
    }
}
