//! What an office added to the shipped lists of hazards, or corrected of them.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::schema::{hazard_codes, hazard_words};
use super::{StoreConnection, StoreError, id, loaded, markers, on_each_backend, stored};
use crate::alerts::vocabulary::{OwnCode, OwnTerms, OwnWords};
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::ids::TermId;

/// An entry, and who last changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTerm<T> {
    /// Its id.
    pub id: TermId,
    /// The entry.
    pub term: T,
    /// Who, as people see it.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
}

type Row = (String, String, String, Option<String>, String, NaiveDateTime);

fn kept<T>(row: Row, make: impl FnOnce(String, String, Option<Hazard>) -> T) -> Result<KeptTerm<T>, StoreError> {
    let (row_id, first, second, hazard, changed_by, changed_at) = row;
    let known = |code: String| {
        Hazard::from_code(&code).ok_or_else(|| StoreError::corrupt(format!("hazard {code} of an own entry")))
    };
    let term = make(first, second, hazard.map(known).transpose()?);
    Ok(KeptTerm { id: id(&row_id)?, term, changed_by, changed_at: loaded(changed_at) })
}

/// The words, by language and words.
pub fn words(conn: &mut StoreConnection) -> Result<Vec<KeptTerm<OwnWords>>, StoreError> {
    let rows: Vec<Row> = hazard_words::table.order((hazard_words::language, hazard_words::words)).load(conn)?;
    rows.into_iter().map(|row| kept(row, |language, words, hazard| OwnWords { language, words, hazard })).collect()
}

/// The codes, by list and code.
pub fn codes(conn: &mut StoreConnection) -> Result<Vec<KeptTerm<OwnCode>>, StoreError> {
    let rows: Vec<Row> = hazard_codes::table.order((hazard_codes::list, hazard_codes::code)).load(conn)?;
    rows.into_iter().map(|row| kept(row, |list, code, hazard| OwnCode { list, code, hazard })).collect()
}

/// Everything of the office's own.
pub fn own(conn: &mut StoreConnection) -> Result<OwnTerms, StoreError> {
    Ok(OwnTerms {
        words: words(conn)?.into_iter().map(|kept| kept.term).collect(),
        codes: codes(conn)?.into_iter().map(|kept| kept.term).collect(),
    })
}

/// Keeps words in place of what was kept for the same ones, and lets every process know.
pub fn put_words(
    conn: &mut StoreConnection,
    term: &OwnWords,
    by: &str,
    now: Timestamp,
) -> Result<KeptTerm<OwnWords>, StoreError> {
    let what = (hazard_words::hazard.eq(term.hazard.map(Hazard::code)), hazard_words::changed_by.eq(by));
    let what = (what, hazard_words::changed_at.eq(stored(now)));
    on_each_backend!(conn, conn => diesel::insert_into(hazard_words::table)
        .values((
            hazard_words::id.eq(TermId::new(now).to_string()),
            hazard_words::language.eq(&term.language),
            hazard_words::words.eq(&term.words),
            what,
        ))
        .on_conflict((hazard_words::language, hazard_words::words))
        .do_update()
        .set(what)
        .execute(conn))?;
    changed(conn)?;
    let all = words(conn)?;
    let same = |kept: &KeptTerm<OwnWords>| kept.term.language == term.language && kept.term.words == term.words;
    all.into_iter().find(same).ok_or(StoreError::NotFound)
}

/// Keeps a code in place of what was kept for the same one, and lets every process know.
pub fn put_code(
    conn: &mut StoreConnection,
    term: &OwnCode,
    by: &str,
    now: Timestamp,
) -> Result<KeptTerm<OwnCode>, StoreError> {
    let what = (hazard_codes::hazard.eq(term.hazard.map(Hazard::code)), hazard_codes::changed_by.eq(by));
    let what = (what, hazard_codes::changed_at.eq(stored(now)));
    on_each_backend!(conn, conn => diesel::insert_into(hazard_codes::table)
        .values((
            hazard_codes::id.eq(TermId::new(now).to_string()),
            hazard_codes::list.eq(&term.list),
            hazard_codes::code.eq(&term.code),
            what,
        ))
        .on_conflict((hazard_codes::list, hazard_codes::code))
        .do_update()
        .set(what)
        .execute(conn))?;
    changed(conn)?;
    let all = codes(conn)?;
    let same = |kept: &KeptTerm<OwnCode>| kept.term.list == term.list && kept.term.code == term.code;
    all.into_iter().find(same).ok_or(StoreError::NotFound)
}

/// Takes words away; what ships for the same words holds again. Gives what they were.
pub fn remove_words(conn: &mut StoreConnection, term: TermId) -> Result<OwnWords, StoreError> {
    let kept = words(conn)?.into_iter().find(|kept| kept.id == term).ok_or(StoreError::NotFound)?;
    diesel::delete(hazard_words::table.filter(hazard_words::id.eq(term.to_string()))).execute(conn)?;
    changed(conn)?;
    Ok(kept.term)
}

/// Takes a code away; what ships for the same one holds again. Gives what it was.
pub fn remove_code(conn: &mut StoreConnection, term: TermId) -> Result<OwnCode, StoreError> {
    let kept = codes(conn)?.into_iter().find(|kept| kept.id == term).ok_or(StoreError::NotFound)?;
    diesel::delete(hazard_codes::table.filter(hazard_codes::id.eq(term.to_string()))).execute(conn)?;
    changed(conn)?;
    Ok(kept.term)
}

fn changed(conn: &mut StoreConnection) -> Result<(), StoreError> {
    markers::advance(conn, markers::VOCABULARY)?;
    markers::advance(conn, markers::LIVE_DATA)?;
    Ok(())
}
