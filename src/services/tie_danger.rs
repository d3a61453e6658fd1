//! Tying the messages of one danger together, where a source gives a danger one identifier and writes no references.
//!
//! A message is made the update of the one before it, named with its time: a reference without a time would mean the
//! message itself. Whatever the order of arrival, each message follows the one next to it in time at the end.

use crate::alerts::adapters::SourceFormat;
use crate::alerts::cap::{Alert, AlertIdentity, MsgType, Reference};
use crate::alerts::lineage::references;
use crate::alerts::remarks::{Oddity, Remark};
use crate::kernel::Timestamp;
use crate::store::alerts::StoredAlert;
use crate::store::{StoreConnection, StoreError, alert_listing};

/// A message as it is to be kept, and a later one that arrived before it.
pub(super) struct Tied {
    /// The message, where it was made to follow the one before it.
    pub alert: Option<Alert>,
    /// The message after it, which is to follow it.
    pub after: Option<StoredAlert>,
}

/// Finds what `alert`, of a source that writes in `format`, follows and is followed by.
pub(super) fn tie(conn: &mut StoreConnection, format: SourceFormat, alert: &Alert) -> Result<Tied, StoreError> {
    let mut tied = Tied { alert: None, after: None };
    if !format.names_dangers() || !matches!(alert.msg_type, MsgType::Alert | MsgType::Update) {
        return Ok(tied);
    }
    let AlertIdentity { sender, identifier, sent } = &alert.identity;
    let (before, after) = alert_listing::beside(conn, sender, identifier, *sent)?;
    if let Some(before) = before.filter(|before| format.goes_on(&before.alert, alert)) {
        let mut following = alert.clone();
        if follow(&mut following, &before.alert.identity) {
            tied.alert = Some(following);
        }
    }
    tied.after = after.filter(|after| format.goes_on(alert, &after.alert));
    Ok(tied)
}

/// Makes the later message follow one that arrived after it.
pub(super) fn tie_later(
    conn: &mut StoreConnection,
    after: &StoredAlert,
    earlier: &AlertIdentity,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut alert = after.alert.clone();
    if follow(&mut alert, earlier) { alert_listing::follow(conn, after.id, &alert, now) } else { Ok(()) }
}

/// Makes `alert` the update of `earlier`; false where it says so itself.
fn follow(alert: &mut Alert, earlier: &AlertIdentity) -> bool {
    if alert.references.iter().any(|reference| references(reference, earlier)) {
        return false;
    }
    let AlertIdentity { sender, identifier, sent } = earlier.clone();
    alert.references.push(Reference { sender, identifier, sent: Some(sent) });
    alert.msg_type = MsgType::Update;
    let remark = Remark::new(&Oddity::TiedToEarlier, None);
    if !alert.remarks.contains(&remark) {
        alert.remarks.push(remark);
    }
    true
}
