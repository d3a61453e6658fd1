//! How messages follow one another, and what state one is in.
//!
//! An Update replaces the messages it references whole, area included; a Cancel ends them. They arrive in
//! any order, repeatedly, and over several roads, so everything here is a function of what is known.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    alerts::{
        cap::{Alert, AlertIdentity, Info, MsgType, Reference, ResponseType, Scope, Status, Urgency},
        telling::onset_of,
        vocabulary::test_code_of,
    },
    hazards::Hazard,
    kernel::{Localized, Timestamp},
};

/// How long a message holds that does not say so, in hours after it was sent.
pub const ASSUMED_HOURS: i64 = 24;

/// Whether `reference` means the message with `identity`: times are compared as instants, and a reference
/// whose time could not be read means any message of that sender and identifier.
pub fn references(reference: &Reference, identity: &AlertIdentity) -> bool {
    reference.sender == identity.sender
        && reference.identifier == identity.identifier
        && reference.sent.is_none_or(|sent| sent == identity.sent)
}

/// The name of the chain `alert` belongs to, `sender,identifier,sent` of a message in it.
///
/// `known` is what [`members`] gave for every message before this one, so it holds messages that are only
/// referenced and have not been seen; without them a chain that arrives in reverse falls apart.
///
/// It is the chain of a referenced message that is `known`, given as identity and chain; else the earliest
/// reference itself, which may never have been seen; else the alert's own identity. Of several known chains
/// the one of the earliest referenced message wins, whatever the order of `known`.
pub fn chain_key(alert: &Alert, known: &[(AlertIdentity, String)]) -> String {
    let earliest = touched(alert, known).min_by(|(a, _), (b, _)| (a.sent, a).cmp(&(b.sent, b)));
    if let Some((_, chain)) = earliest {
        return chain.clone();
    }
    // A time that could not be read sorts last: it would name no message.
    let first = alert.references.iter().min_by_key(|r| (r.sent.is_none(), r.sent, &r.sender, &r.identifier));
    match first {
        Some(Reference { sender, identifier, sent: Some(sent) }) => {
            AlertIdentity { sender: sender.clone(), identifier: identifier.clone(), sent: *sent }.to_string()
        }
        Some(Reference { sender, identifier, sent: None }) => format!("{sender},{identifier},"),
        None => alert.identity.to_string(),
    }
}

/// The other chains that `alert`, whose chain is [`chain_key`], shows to be the same; sorted. They take its name.
pub fn chains_joined(alert: &Alert, known: &[(AlertIdentity, String)]) -> Vec<String> {
    let own = chain_key(alert, known);
    let others: BTreeSet<&String> =
        touched(alert, known).map(|(_, chain)| chain).filter(|chain| **chain != own).collect();
    others.into_iter().cloned().collect()
}

/// The message itself and those it references, seen or not, as members of `chain`.
pub fn members(alert: &Alert, chain: &str) -> Vec<(AlertIdentity, String)> {
    let referenced = alert.references.iter().filter_map(|reference| {
        Some(AlertIdentity {
            sender: reference.sender.clone(),
            identifier: reference.identifier.clone(),
            sent: reference.sent?,
        })
    });
    std::iter::once(alert.identity.clone()).chain(referenced).map(|identity| (identity, chain.to_owned())).collect()
}

/// The known messages that `alert` is or references.
fn touched<'a>(
    alert: &'a Alert,
    known: &'a [(AlertIdentity, String)],
) -> impl Iterator<Item = &'a (AlertIdentity, String)> {
    known.iter().filter(|(identity, _)| {
        *identity == alert.identity || alert.references.iter().any(|reference| references(reference, identity))
    })
}

/// The state a message is in at some instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// It holds, but the event is yet to begin.
    Upcoming,
    /// It holds.
    Current,
    /// Its time is over. That need not be the end of the hazard.
    Expired,
    /// A later message has replaced it.
    Superseded,
    /// A later message has cancelled it, or it is itself a cancel, which is never shown as a warning.
    Cancelled,
    /// Its source, which lists all that is in force, lists it no more. Nobody said that the danger is over.
    EndedByAbsence,
    /// An exercise, a test, an acknowledgement, or not meant for the public.
    NotReal,
}

/// The state of `alert` at `now`; `superseded_by` is the kind of the message that references it, a Cancel
/// before any other.
pub fn state(alert: &Alert, superseded_by: Option<MsgType>, now: Timestamp) -> AlertState {
    if !is_real(alert) {
        return AlertState::NotReal;
    }
    match (alert.msg_type, superseded_by) {
        (MsgType::Cancel, _) | (_, Some(MsgType::Cancel)) => return AlertState::Cancelled,
        (_, Some(MsgType::Update | MsgType::Alert)) => return AlertState::Superseded,
        // Acknowledgements and error reports are about a message, they do not replace it.
        (_, Some(MsgType::Ack | MsgType::Error) | None) => {}
    }
    if expires_or_assumed(alert).0 <= now {
        AlertState::Expired
    } else if onset_of(alert).0 > now {
        AlertState::Upcoming
    } else {
        AlertState::Current
    }
}

/// [`state`] of a message that its source may list no more, though it lists all that is in force.
pub fn state_as_listed(
    alert: &Alert,
    superseded_by: Option<MsgType>,
    ended_by_absence: bool,
    now: Timestamp,
) -> AlertState {
    match state(alert, superseded_by, now) {
        AlertState::Upcoming | AlertState::Current if ended_by_absence => AlertState::EndedByAbsence,
        state => state,
    }
}

/// When the last block expires, and whether that had to be assumed: a block that does not say holds for
/// [`ASSUMED_HOURS`] after the message was sent.
pub fn expires_or_assumed(alert: &Alert) -> (Timestamp, bool) {
    let assumed = alert.identity.sent + TimeDelta::hours(ASSUMED_HOURS);
    let said = alert.infos.iter().filter_map(|info| info.expires).max();
    let silent = alert.infos.is_empty() || alert.infos.iter().any(|info| info.expires.is_none());
    match said {
        Some(said) if !silent || said >= assumed => (said, false),
        _ => (assumed, true),
    }
}

/// Whether the message tells people to stand down: a Cancel, every block `AllClear`, or an Update whose
/// every block has urgency `Past`. Such a message opens nothing. `hazard` is what the alert is about.
///
/// `Past` alone is no end: a first Alert of an earthquake is always `Past`, and so are its revisions, because
/// the shaking is over when it is reported (all 19 earthquake alerts of the corpus).
pub fn ends_hazard(alert: &Alert, hazard: Option<Hazard>) -> bool {
    let past_ends = alert.msg_type == MsgType::Update && hazard != Some(Hazard::Earthquake);
    let over = |info: &Info| {
        info.response_types.contains(&ResponseType::AllClear) || (past_ends && info.urgency == Urgency::Past)
    };
    alert.msg_type == MsgType::Cancel || (!alert.infos.is_empty() && alert.infos.iter().all(over))
}

/// Whether the message is meant in earnest and for the public.
pub fn is_real(alert: &Alert) -> bool {
    not_real_because(alert).is_none()
}

/// Why the message must not open anything; nothing where it is real.
pub fn not_real_because(alert: &Alert) -> Option<Localized> {
    let status = match alert.status {
        Status::Actual => None,
        Status::Exercise => Some(("diễn tập", "an exercise")),
        Status::System => Some(("bản tin hệ thống", "a system message")),
        Status::Test => Some(("bản tin thử", "a test")),
        Status::Draft => Some(("bản nháp", "a draft")),
    };
    if let Some((vi, en)) = status {
        return Some(Localized::new(
            format!("Đây là {vi} (status {}), không phải cảnh báo thật.", alert.status.as_cap()),
            format!("This is {en} (status {}), not a real alert.", alert.status.as_cap()),
        ));
    }
    if matches!(alert.msg_type, MsgType::Ack | MsgType::Error) {
        return Some(Localized::new(
            format!(
                "Đây là bản tin trao đổi giữa các hệ thống (msgType {}), không phải cảnh báo.",
                alert.msg_type.as_cap()
            ),
            format!("This is an exchange between systems (msgType {}), not an alert.", alert.msg_type.as_cap()),
        ));
    }
    if let Some(scope @ (Scope::Restricted | Scope::Private)) = alert.scope {
        return Some(Localized::new(
            format!("Bản tin chỉ dành cho nơi nhận nhất định (scope {}), không được phổ biến.", scope.as_cap()),
            format!("The message is for certain recipients only (scope {}) and must not be spread.", scope.as_cap()),
        ));
    }
    test_code_of(alert).map(|code| {
        Localized::new(
            format!("Bản tin mang mã thử “{code}”, không phải cảnh báo thật."),
            format!("The message carries the test code “{code}”; it is not a real alert."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::samples::alert;
    use crate::alerts::vocabulary::hazard_of;
    use chrono::{TimeZone, Utc};

    fn hour(hour: u32) -> Timestamp {
        Utc.with_ymd_and_hms(2025, 11, 6, hour, 0, 0).unwrap()
    }

    fn identity(identifier: &str, at: u32) -> AlertIdentity {
        AlertIdentity { sender: "kttv".into(), identifier: identifier.into(), sent: hour(at) }
    }

    fn update(references: &str) -> Alert {
        alert(&format!("<msgType>Update</msgType><references>{references}</references>"))
    }

    fn ends(alert: &Alert) -> bool {
        ends_hazard(alert, hazard_of(alert).map(|found| found.hazard))
    }

    fn info(content: &str) -> Alert {
        alert(&format!("<msgType>Alert</msgType><info><event>Bão</event>{content}</info>"))
    }

    #[test]
    fn references_compare_instants_not_spellings() {
        let update = update("kttv,0,2025-11-06T19:00:00+07:00");
        assert!(references(&update.references[0], &identity("0", 12)));
        assert!(!references(&update.references[0], &identity("0", 11)), "one identifier, another message");
        assert!(!references(&update.references[0], &identity("1", 12)));
    }

    #[test]
    fn a_reference_without_time_means_sender_and_identifier() {
        assert!(references(&update("kttv,0,sớm").references[0], &identity("0", 3)));
    }

    #[test]
    fn a_first_message_begins_its_own_chain() {
        let first = info("");
        assert_eq!(chain_key(&first, &[]), "kttv,1,2025-11-06T13:00:00-00:00");
    }

    #[test]
    fn an_unknown_reference_names_the_chain() {
        let update = update("kttv,b,2025-11-06T12:00:00-00:00 kttv,a,2025-11-06T11:00:00-00:00");
        assert_eq!(chain_key(&update, &[]), "kttv,a,2025-11-06T11:00:00-00:00");
        assert_eq!(chain_key(&self::update("kttv,a,x"), &[]), "kttv,a,");
    }

    #[test]
    fn a_known_reference_gives_its_chain_whatever_the_order() {
        let known = [(identity("b", 12), "chain b".to_owned()), (identity("a", 11), "chain a".to_owned())];
        let update = update("kttv,b,2025-11-06T12:00:00-00:00 kttv,a,2025-11-06T11:00:00-00:00");
        assert_eq!(chain_key(&update, &known), "chain a");
        let reversed: Vec<_> = known.into_iter().rev().collect();
        assert_eq!(chain_key(&update, &reversed), "chain a");
    }

    #[test]
    fn a_message_already_known_keeps_its_chain() {
        let again = info("");
        assert_eq!(chain_key(&again, &[(again.identity.clone(), "chain".to_owned())]), "chain");
    }

    #[test]
    fn a_chain_is_one_chain_in_whatever_order_it_arrives() {
        let message = |identifier: &str, sent: &str, references: &str| {
            let mut message = update(references);
            message.identity.identifier = identifier.to_owned();
            message.identity.sent = hour(sent.parse().unwrap());
            message
        };
        let chain = [
            message("a", "10", ""),
            message("b", "11", "kttv,a,2025-11-06T10:00:00-00:00"),
            message("c", "12", "kttv,b,2025-11-06T18:00:00+07:00"),
            message("d", "13", "kttv,c,2025-11-06T12:00:00Z kttv,a,2025-11-06T10:00:00Z"),
        ];
        let other = message("x", "10", "");
        for order in 0..24 {
            let mut left: Vec<&Alert> = chain.iter().collect();
            let picks = [order % 4, order / 4 % 3, order / 12 % 2, 0];
            let mut known = members(&other, &chain_key(&other, &[]));
            for pick in picks {
                let next = left.remove(pick);
                let (key, joined) = (chain_key(next, &known), chains_joined(next, &known));
                known
                    .iter_mut()
                    .filter(|(_, chain)| joined.contains(chain))
                    .for_each(|(_, chain)| chain.clone_from(&key));
                known.extend(members(next, &key));
            }
            let chains: BTreeSet<_> = known.iter().map(|(_, chain)| chain).collect();
            assert_eq!(chains.len(), 2, "{order}: {chains:?}");
        }
    }

    #[test]
    fn the_state_follows_time() {
        let alert = info("<onset>2025-11-06T15:00:00-00:00</onset><expires>2025-11-06T18:00:00-00:00</expires>");
        assert_eq!(state(&alert, None, hour(14)), AlertState::Upcoming);
        assert_eq!(state(&alert, None, hour(15)), AlertState::Current);
        assert_eq!(state(&alert, None, hour(18)), AlertState::Expired);
    }

    #[test]
    fn what_is_listed_no_more_is_over_unless_something_else_ended_it() {
        let alert = info("<expires>2025-11-06T18:00:00-00:00</expires>");
        let at = |superseded, hours| state_as_listed(&alert, superseded, true, hour(hours));
        assert_eq!(at(None, 14), AlertState::EndedByAbsence);
        assert_eq!(at(Some(MsgType::Cancel), 14), AlertState::Cancelled);
        assert_eq!(at(None, 18), AlertState::Expired);
        assert_eq!(state_as_listed(&alert, None, false, hour(14)), AlertState::Current);
    }

    #[test]
    fn what_references_a_message_changes_its_state() {
        let alert = info("");
        assert_eq!(state(&alert, Some(MsgType::Update), hour(14)), AlertState::Superseded);
        assert_eq!(state(&alert, Some(MsgType::Cancel), hour(14)), AlertState::Cancelled);
        assert_eq!(state(&alert, Some(MsgType::Ack), hour(14)), AlertState::Current);
    }

    #[test]
    fn a_cancel_is_never_current_even_with_an_expiry_of_its_own() {
        let cancel =
            alert("<msgType>Cancel</msgType><info><event>Bão</event><expires>2025-11-09T00:00:00Z</expires></info>");
        assert_eq!(state(&cancel, None, hour(14)), AlertState::Cancelled);
        assert!(ends(&cancel));
    }

    #[test]
    fn a_missing_expiry_is_assumed_a_day_after_sending() {
        assert_eq!(expires_or_assumed(&info("")), (hour(13) + TimeDelta::hours(24), true));
        let said = info("<expires>2025-11-06T18:00:00-00:00</expires>");
        assert_eq!(expires_or_assumed(&said), (hour(18), false));
    }

    #[test]
    fn a_block_that_does_not_say_keeps_the_message_for_the_day() {
        let mixed = alert("<msgType>Alert</msgType><info><expires>2025-11-06T18:00:00-00:00</expires></info><info/>");
        assert_eq!(expires_or_assumed(&mixed), (hour(13) + TimeDelta::hours(24), true));
    }

    #[test]
    fn standing_down_needs_every_block() {
        assert!(ends(&alert("<msgType>Update</msgType><info><event>Bão</event><urgency>Past</urgency></info>")));
        assert!(ends(&info("<responseType>AllClear</responseType>")));
        assert!(!ends(&alert("<msgType>Update</msgType><info><urgency>Past</urgency></info><info/>")));
        assert!(!ends(&alert("<msgType>Update</msgType>")));
    }

    #[test]
    fn an_earthquake_that_is_past_is_news_and_no_end() {
        assert!(!ends(&info("<urgency>Past</urgency>")));
        let revised = "<msgType>Update</msgType><info><event>Tin động đất</event><urgency>Past</urgency></info>";
        assert!(!ends(&alert(revised)));
    }

    #[test]
    fn only_what_is_meant_in_earnest_is_real() {
        let check = |body: &str, real: bool| assert_eq!(is_real(&alert(body)), real, "{body}");
        check("<msgType>Alert</msgType>", true);
        check("<msgType>Alert</msgType><scope>Public</scope>", true);
        check("<msgType>Alert</msgType><scope>Restricted</scope>", false);
        check("<msgType>Alert</msgType><scope>Private</scope>", false);
        check("<msgType>Ack</msgType>", false);
        for status in ["Exercise", "System", "Test", "Draft"] {
            check(&format!("<status>{status}</status><msgType>Alert</msgType>"), false);
        }
        for (list, code, real) in
            [("SAME", "RMT", false), ("same", "RWT", false), ("SAME", "TSW", true), ("x", "RMT", true)]
        {
            let code = format!("<eventCode><valueName>{list}</valueName><value>{code}</value></eventCode>");
            check(&format!("<msgType>Alert</msgType><info><event>x</event>{code}</info>"), real);
        }
    }
}
