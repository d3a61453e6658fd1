//! What was received is read once more, because somebody asks: the program, or how its source is read, may have changed
//! since. The bytes never do.

use serde_json::json;

use super::commune_names::CommuneNames;
use super::ingest_alert::{Ingested, Read, read_kept};
use super::record::{Actor, Deed, record};
use super::respond_to_alert::respond_to_alert;
use super::resume::resume;
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::alerts::cap::{Alert, MsgType};
use crate::alerts::lineage::{chain_key, chains_joined, expires_or_assumed, members};
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::alerts::remarks::{Oddity, Remark};
use crate::kernel::ids::{AlertId, RawDocumentId};
use crate::kernel::{Localized, Timestamp};
use crate::store::alerts::{StoredAlert, Written};
use crate::store::{
    StoreConnection, StoreError, alert_answers, alert_chains, alert_listing, alert_sources, alerts, events,
    raw_documents,
};

/// Reads `document` again, where all or a part of it was put aside; any other is given as it is.
pub fn read_again(app: &App, by: &Acting, document: RawDocumentId) -> Result<Ingested, ServiceError> {
    let now = app.now();
    app.store.write(|conn| {
        let kept = raw_documents::get(conn, document)?;
        if kept.reasons.is_empty() || kept.state == RawState::Received {
            return Ok(());
        }
        still_there(&kept)?;
        raw_documents::settle(conn, document, RawState::Received, &kept.reasons)?;
        let deed = Deed {
            actor: &Actor::person(by),
            action: "document_read_again",
            kind: "quarantine",
            id: document.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new("Đọc lại tài liệu đã cách ly.", "A document that was put aside is read again."),
            also: json!({}),
        };
        record(conn, now, deed)?;
        Ok::<_, ServiceError>(())
    })?;
    let ingested = read_kept(app, document)?;
    resume(app)?;
    Ok(ingested)
}

fn still_there(document: &RawDocument) -> Result<(), ServiceError> {
    document.dropped_at.map_or(Ok(()), |at| Err(ServiceError::BytesDropped { at }))
}

/// What reading an alert again found.
#[derive(Debug)]
pub enum Reread {
    /// It says what it said.
    Same,
    /// It is read otherwise today; what is kept of it was changed, and plans were asked anew.
    Otherwise,
    /// Today it could not be used. It stays as it is.
    Unusable(Vec<Reason>),
}

/// Reads the bytes an alert came from with the reader of today, and by the rules that its source has now. Where it is
/// read otherwise, that is what is kept from now on, and plans are asked about it once more; what was decided before
/// stays. An alert never goes because it is read again.
pub fn read_alert_again(app: &App, by: &Acting, id: AlertId) -> Result<Reread, ServiceError> {
    let now = app.now();
    let communes = CommuneNames::of(&*app.live.current(&app.store, now)?);
    let (before, document, bytes) = app.store.read(|conn| {
        let before = alerts::get(conn, id)?;
        let (document, bytes) = raw_documents::with_bytes(conn, before.raw_document_id)?;
        Ok::<_, StoreError>((before, document, bytes))
    })?;
    still_there(&document)?;
    let source = app.store.read(|conn| document.source_id.map(|id| alert_sources::get(conn, id)).transpose())?;
    let Read { alerts: read, reasons, .. } = Read::of(document, source.as_ref(), &bytes, &communes)?;
    let read = read.into_iter().find(|read| read.identity == before.alert.identity);
    let reread = match read.map(|read| tied_as_before(read, &before.alert)) {
        None => Reread::Unusable(reasons),
        Some(after) if after == before.alert => Reread::Same,
        Some(after) => {
            let written = Written::of(&after)?;
            let changed = app.store.write(|conn| change(conn, by, &before, &after, &written, now))?;
            app.nudge_streams();
            if changed {
                respond_to_alert(app, id)?;
            }
            return Ok(if changed { Reread::Otherwise } else { Reread::Same });
        }
    };
    app.store.write(|conn| note(conn, by, &before, &reread, now))?;
    app.nudge_streams();
    Ok(reread)
}

/// The alert as it is read today, following the message that it was found to follow after it was read.
fn tied_as_before(mut read: Alert, before: &Alert) -> Alert {
    let tied = Remark::new(&Oddity::TiedToEarlier, None);
    if before.remarks.contains(&tied) && !read.remarks.contains(&tied) {
        let found = before.references.iter().filter(|earlier| !read.references.contains(earlier));
        let found: Vec<_> = found.cloned().collect();
        read.references.extend(found);
        read.msg_type = MsgType::Update;
        read.remarks.push(tied);
    }
    read
}

/// Writes down how an alert is read today; false where it was changed meanwhile.
fn change(
    conn: &mut StoreConnection,
    by: &Acting,
    before: &StoredAlert,
    after: &Alert,
    written: &Written,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if alerts::get(conn, before.id)?.alert != before.alert {
        return Ok(false);
    }
    alerts::rewrite(conn, before.id, after, written, expires_or_assumed(after).0, now)?;
    let named: Vec<(&str, &str)> = std::iter::once((&after.identity.sender, &after.identity.identifier))
        .chain(after.references.iter().map(|earlier| (&earlier.sender, &earlier.identifier)))
        .map(|(sender, identifier)| (sender.as_str(), identifier.as_str()))
        .collect();
    let known = alert_chains::around(conn, &named)?;
    let mut joined = chains_joined(after, &known);
    joined.push(chain_key(after, &known));
    joined.retain(|chain| *chain != before.chain_key && known.iter().any(|(_, known)| known == chain));
    alert_chains::note(conn, &members(after, &before.chain_key))?;
    alert_chains::join(conn, &joined, &before.chain_key)?;
    for old in &joined {
        events::rename_chain(conn, old, &before.chain_key)?;
    }
    alert_listing::note_changes(conn)?;
    alert_answers::ask_once_more(conn, before.id)?;
    note(conn, by, before, &Reread::Otherwise, now)?;
    Ok(true)
}

fn note(
    conn: &mut StoreConnection,
    by: &Acting,
    alert: &StoredAlert,
    reread: &Reread,
    now: Timestamp,
) -> Result<(), StoreError> {
    let identifier = &alert.alert.identity.identifier;
    let (vi, en) = match reread {
        Reread::Same => ("nội dung không đổi", "it says what it said"),
        Reread::Otherwise => (
            "nội dung nay được hiểu khác; các phương án được đối chiếu lại",
            "it is read otherwise now, and plans are asked again",
        ),
        Reread::Unusable(_) => (
            "theo quy tắc hiện nay không sử dụng được; giữ nguyên nội dung đã lưu",
            "by the rules of today it could not be used; what is kept stays as it is",
        ),
    };
    let deed = Deed {
        actor: &Actor::person(by),
        action: "alert_read_again",
        kind: "alert",
        id: alert.id.to_string(),
        alert: Some(alert.id),
        paper: None,
        detail: Localized::new(
            format!("Đọc lại bản gốc của bản tin {identifier}: {vi}."),
            format!("The bytes of alert {identifier} were read again: {en}."),
        ),
        also: json!({}),
    };
    record(conn, now, deed)
}
