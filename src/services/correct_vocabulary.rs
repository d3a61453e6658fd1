//! An office corrects by which words and codes hazards are told. It holds for every alert that is looked at from then
//! on, and alerts in force that had gone to a person are asked about again; what was decided before stays beside it.

use serde_json::json;

use super::ask_again::ask_again;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::alerts::vocabulary::{OwnCode, OwnWords, TermFault};
use crate::hazards::Hazard;
use crate::kernel::ids::TermId;
use crate::kernel::{Localized, Timestamp};
use crate::store::hazard_terms::{self, KeptTerm};
use crate::store::{StoreConnection, StoreError};

/// What is wrong with an entry, as a refusal.
pub fn refused(pointer: &str, fault: TermFault) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.to_owned(), wording: fault.wording() }
}

/// Adds or changes words.
pub fn put_words(app: &App, by: &Acting, term: &OwnWords) -> Result<KeptTerm<OwnWords>, ServiceError> {
    let now = app.now();
    let kept = app.store.write(|conn| {
        let kept = hazard_terms::put_words(conn, term, &by.account.display_name, now)?;
        note(conn, by, kept.id, meaning(&term.words, term.hazard), now)?;
        Ok::<_, StoreError>(kept)
    })?;
    settle(app);
    Ok(kept)
}

/// Adds or changes a code.
pub fn put_code(app: &App, by: &Acting, term: &OwnCode) -> Result<KeptTerm<OwnCode>, ServiceError> {
    let now = app.now();
    let kept = app.store.write(|conn| {
        let kept = hazard_terms::put_code(conn, term, &by.account.display_name, now)?;
        note(conn, by, kept.id, meaning(&format!("{} {}", term.list, term.code), term.hazard), now)?;
        Ok::<_, StoreError>(kept)
    })?;
    settle(app);
    Ok(kept)
}

/// Takes away words of the office's own.
pub fn remove_words(app: &App, by: &Acting, term: TermId) -> Result<(), ServiceError> {
    let now = app.now();
    app.store.write(|conn| {
        let was = hazard_terms::remove_words(conn, term)?;
        note(conn, by, term, removed(&was.words), now)
    })?;
    settle(app);
    Ok(())
}

/// Takes away a code of the office's own.
pub fn remove_code(app: &App, by: &Acting, term: TermId) -> Result<(), ServiceError> {
    let now = app.now();
    app.store.write(|conn| {
        let was = hazard_terms::remove_code(conn, term)?;
        note(conn, by, term, removed(&format!("{} {}", was.list, was.code)), now)
    })?;
    settle(app);
    Ok(())
}

/// Asks again about alerts that went to a person. Where that fails the correction stands, and the watch on proposals
/// comes back to it.
fn settle(app: &App) {
    app.nudge_streams();
    if let Err(error) = ask_again(app) {
        tracing::error!(%error, "alerts could not be asked about again; it will be tried again");
    }
}

fn meaning(what: &str, hazard: Option<Hazard>) -> Localized {
    match hazard.map(Hazard::name) {
        Some(name) => Localized::new(
            format!("“{what}” trong bản tin được hiểu là {}.", name.vi),
            format!("“{what}” in an alert means {}.", name.en),
        ),
        None => Localized::new(
            format!("“{what}” trong bản tin: hỏi người trực, không tự xác định loại thiên tai."),
            format!("“{what}” in an alert: a person is asked, no hazard is told from it."),
        ),
    }
}

fn removed(what: &str) -> Localized {
    Localized::new(
        format!("Bỏ mục “{what}” của đơn vị khỏi bảng đối chiếu."),
        format!("Took the office's own entry “{what}” out of the lists."),
    )
}

fn note(
    conn: &mut StoreConnection,
    by: &Acting,
    term: TermId,
    detail: Localized,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = Actor::person(by);
    let deed = Deed {
        actor: &actor,
        action: "vocabulary_corrected",
        kind: "vocabulary",
        id: term.to_string(),
        alert: None,
        paper: None,
        detail,
        also: json!({}),
    };
    record(conn, now, deed)
}
