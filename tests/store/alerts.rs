//! Alerts, their chains, and the decisions on them.

use std::collections::{HashMap, HashSet};

use ungpho::alerts::cap::{Alert, MsgType, Reference};
use ungpho::kernel::ids::{AlertId, RawDocumentId, SourceId};
use ungpho::plans::triggers::Outcome;
use ungpho::store::alert_decisions::{AskedRound, DecisionRecord};
use ungpho::store::alerts::{Listing, StoredAlert, Written};
use ungpho::store::{
    Store, StoreConnection, StoreError, alert_answers, alert_chains, alert_decisions, alert_listing, alert_sources,
    alerts,
};

use crate::samples::{
    alert, assert_points_nowhere, at, decision, identity, keep_alert, read, reference_to, refused, source, stage,
    stored_alert, write,
};
use crate::support::on_each_database;

#[track_caller]
fn assert_same(found: &StoredAlert, expected: &StoredAlert) {
    // Debug shows every field of both, to the last digit.
    assert_eq!(format!("{found:#?}"), format!("{expected:#?}"));
}

fn ids(found: Vec<StoredAlert>) -> Vec<AlertId> {
    found.into_iter().map(|alert| alert.id).collect()
}

#[test]
fn an_alert_comes_back_as_it_was() {
    on_each_database(|store| {
        let source = source("vnmha");
        write(store, |conn| alert_sources::register(conn, &source));
        let references = vec![
            reference_to(&identity("0", at(-1_000))),
            Reference { sent: None, ..reference_to(&identity("đ", at(0))) },
        ];
        for kind in MsgType::ALL {
            let kept = write(store, |conn| {
                let message = alert(identity(kind.as_cap(), at(1)), *kind, references.clone());
                let bare = stored_alert(conn, message)?;
                let full = StoredAlert {
                    source_id: Some(source.id),
                    responded_at: Some(at(2)),
                    demonstration: true,
                    chain_key: "chuỗi".into(),
                    listing: Listing { ended_by_absence_at: Some(at(3)), unlisted_at: Some(at(4)) },
                    ..bare
                };
                alerts::insert(conn, &full)?;
                Ok(full)
            });
            assert_same(&read(store, |conn| alerts::get(conn, kept.id)), &kept);
            let found = read(store, |conn| alerts::by_identity(conn, &kept.alert.identity)).unwrap();
            assert_same(&found, &kept);
        }
    });
}

#[test]
fn an_identity_is_sender_identifier_and_instant_to_the_millisecond() {
    on_each_database(|store| {
        let first = identity("1", at(0));
        write(store, |conn| keep_alert(conn, &first, MsgType::Alert, vec![], "c"));
        let error = refused(store, |conn| keep_alert(conn, &first, MsgType::Alert, vec![], "c"));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        // One number for several times, as some senders do.
        write(store, |conn| keep_alert(conn, &identity("1", at(1)), MsgType::Alert, vec![], "c"));
        let other = ungpho::alerts::cap::AlertIdentity { sender: "kttv@đai.example".into(), ..first };
        write(store, |conn| keep_alert(conn, &other, MsgType::Alert, vec![], "c"));
        assert!(read(store, |conn| alerts::by_identity(conn, &identity("1", at(2)))).is_none());
    });
}

#[test]
fn alerts_are_paged_newest_first_and_those_that_expired_can_be_left_out() {
    on_each_database(|store| {
        let kept: Vec<AlertId> = (0..4)
            .map(|second| {
                let identity = identity(&second.to_string(), at(second * 1_000));
                write(store, |conn| keep_alert(conn, &identity, MsgType::Alert, vec![], "c")).id
            })
            .collect();
        let newest = |holding_at, before: Option<AlertId>, limit| {
            let before = before.map(|id| id.to_string());
            ids(read(store, |conn| alerts::newest(conn, holding_at, before.as_deref(), limit)))
        };
        assert_eq!(newest(None, None, 3), [kept[3], kept[2], kept[1]]);
        assert_eq!(newest(None, Some(kept[1]), 3), [kept[0]]);
        // Each expires a day after it was sent; at that very instant it no longer holds.
        let day = 24 * 3_600 * 1_000;
        assert_eq!(newest(Some(at(day + 1_000)), None, 10), [kept[3], kept[2]]);
        assert_eq!(newest(Some(at(day + 999)), None, 10), [kept[3], kept[2], kept[1]]);
    });
}

#[test]
fn alerts_of_a_document_and_of_a_chain() {
    on_each_database(|store| {
        let late = write(store, |conn| keep_alert(conn, &identity("2", at(5)), MsgType::Update, vec![], "c"));
        let early = write(store, |conn| keep_alert(conn, &identity("1", at(0)), MsgType::Alert, vec![], "c"));
        write(store, |conn| keep_alert(conn, &identity("3", at(1)), MsgType::Alert, vec![], "d"));
        assert_eq!(ids(read(store, |conn| alert_chains::alerts_in(conn, "c"))), [early.id, late.id]);
        assert_eq!(ids(read(store, |conn| alerts::of_document(conn, late.raw_document_id))), [late.id]);
        assert_eq!(ids(read(store, |conn| alerts::of_document(conn, RawDocumentId::new(at(0))))), []);
    });
}

#[test]
fn an_alert_is_answered_once() {
    on_each_database(|store| {
        let second = write(store, |conn| keep_alert(conn, &identity("2", at(1)), MsgType::Alert, vec![], "c"));
        let first = write(store, |conn| keep_alert(conn, &identity("1", at(0)), MsgType::Alert, vec![], "c"));
        assert_eq!(read(store, alert_answers::unanswered), [first.id, second.id]);
        let answer = |id, now| write(store, |conn| alert_answers::mark_answered(conn, id, at(now)));
        assert!(answer(first.id, 7));
        assert!(!answer(first.id, 8));
        assert!(!answer(AlertId::new(at(0)), 8));
        assert_eq!(read(store, alert_answers::unanswered), [second.id]);
        assert_eq!(read(store, |conn| alerts::get(conn, first.id)).responded_at, Some(at(7)));
    });
}

#[test]
fn an_alert_that_was_read_otherwise_or_changed_its_chain_is_told_from_one_that_was_not() {
    on_each_database(|store| {
        let kept: Vec<StoredAlert> = ["same", "read otherwise", "joined"]
            .iter()
            .map(|name| write(store, |conn| keep_alert(conn, &identity(name, at(0)), MsgType::Alert, vec![], name)))
            .collect();
        let unchanged = |of: &[StoredAlert]| read(store, |conn| alerts::unchanged(conn, of.iter()));
        let all = |of: &[StoredAlert]| -> HashSet<AlertId> { ids(of.to_vec()).into_iter().collect() };
        assert_eq!(unchanged(&kept), all(&kept));
        let Ok([same, otherwise, joined]) = <[StoredAlert; 3]>::try_from(kept.clone()) else { panic!("three alerts") };
        write(store, |conn| {
            let written = Written::of(&otherwise.alert)?;
            alerts::rewrite(conn, otherwise.id, &otherwise.alert, &written, at(9), at(8))?;
            alert_chains::join(conn, std::slice::from_ref(&joined.chain_key), "another")
        });
        assert_eq!(unchanged(&kept), all(&[same]));
        let now: Vec<StoredAlert> = kept.iter().map(|alert| read(store, |conn| alerts::get(conn, alert.id))).collect();
        assert_eq!(unchanged(&now), all(&now), "as they are got now");
    });
}

fn superseded_by(store: &Store, identifier: &str, sent: i64) -> Option<MsgType> {
    read(store, |conn| alert_chains::superseded_by(conn, &identity(identifier, at(sent))))
}

#[test]
fn a_cancel_weighs_more_than_an_update_in_any_order() {
    on_each_database(|store| {
        let original = identity("1", at(0));
        let refer = |number: i64, kind| {
            let identity = identity(&format!("later {number}"), at(number));
            write(store, |conn| keep_alert(conn, &identity, kind, vec![reference_to(&original)], "c"));
        };
        assert_eq!(superseded_by(store, "1", 0), None);
        refer(1, MsgType::Ack);
        assert_eq!(superseded_by(store, "1", 0), None);
        refer(2, MsgType::Update);
        assert_eq!(superseded_by(store, "1", 0), Some(MsgType::Update));
        refer(3, MsgType::Cancel);
        refer(4, MsgType::Update);
        assert_eq!(superseded_by(store, "1", 0), Some(MsgType::Cancel));
        assert_eq!(superseded_by(store, "1", 1), None, "another time is another message");
        assert_eq!(superseded_by(store, "later 2", 2), None);
    });
}

#[test]
fn a_reference_without_time_means_every_message_of_that_number() {
    on_each_database(|store| {
        let reference = Reference { sent: None, ..reference_to(&identity("1", at(0))) };
        write(store, |conn| keep_alert(conn, &identity("2", at(9)), MsgType::Cancel, vec![reference.clone()], "c"));
        assert_eq!(superseded_by(store, "1", 0), Some(MsgType::Cancel));
        assert_eq!(superseded_by(store, "1", 5), Some(MsgType::Cancel));
        assert_eq!(superseded_by(store, "11", 0), None);
    });
}

#[test]
fn chains_are_joined_and_renamed() {
    on_each_database(|store| {
        let (a, b, c) = (identity("a", at(0)), identity("b", at(1)), identity("c", at(2)));
        let note = |members: &[(&ungpho::alerts::cap::AlertIdentity, &str)], joined: &[&str], key: &str| {
            let members: Vec<_> = members.iter().map(|(who, chain)| ((*who).clone(), (*chain).to_owned())).collect();
            let joined: Vec<String> = joined.iter().map(|&chain| chain.to_owned()).collect();
            write(store, |conn| {
                alert_chains::note(conn, &members)?;
                alert_chains::join(conn, &joined, key)
            });
        };
        let members = |key: &str| read(store, |conn| alert_chains::members_of(conn, key));
        let kept = write(store, |conn| keep_alert(conn, &a, MsgType::Alert, vec![], "first"));

        note(&[(&a, "first")], &[], "first");
        note(&[(&b, "second")], &[], "second");
        assert_eq!(members("first"), std::slice::from_ref(&a));
        assert_eq!(members("second"), std::slice::from_ref(&b));

        // c refers to both: what was two is one, for members seen and only referenced alike.
        note(&[(&c, "joined"), (&b, "joined")], &["first", "second"], "joined");
        assert_eq!(members("joined"), [a.clone(), b.clone(), c]);
        assert_eq!(members("first"), []);
        assert_eq!(members("second"), []);
        assert_eq!(read(store, |conn| alerts::get(conn, kept.id)).chain_key, "joined");
        assert_eq!(ids(read(store, |conn| alert_chains::alerts_in(conn, "joined"))), [kept.id]);

        // Noting the same again changes nothing.
        note(&[(&a, "joined")], &["joined"], "joined");
        assert_eq!(members("joined").len(), 3);
    });
}

#[test]
fn known_members_are_found_by_sender_and_number() {
    on_each_database(|store| {
        let (early, late, other) = (identity("1", at(0)), identity("1", at(1)), identity("2", at(0)));
        let members = [(early.clone(), "x".to_owned()), (late.clone(), "y".into()), (other, "z".into())];
        write(store, |conn| alert_chains::note(conn, &members));
        let asked = [(early.sender.as_str(), "1"), (early.sender.as_str(), "unheard")];
        let mut found = read(store, |conn| alert_chains::around(conn, &asked));
        found.sort();
        assert_eq!(found, [(early, "x".to_owned()), (late, "y".to_owned())]);
    });
}

/// Keeps what was decided on an alert in some round.
fn decide(
    conn: &mut StoreConnection,
    alert: AlertId,
    round: i64,
    decisions: &[DecisionRecord],
) -> Result<(), StoreError> {
    alert_decisions::insert_all(conn, &[AskedRound { alert, round, decisions: decisions.to_vec() }])
}

#[test]
fn decisions_come_back_in_order_and_in_pages() {
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "S"));
        let made: Vec<DecisionRecord> =
            (0..1_101).map(|number| decision(&stage, (number % 2 == 1).then(|| stage.zones[0].id))).collect();
        write(store, |conn| decide(conn, stage.alert.id, 1, &made));
        let page = |from, limit| read(store, |conn| alert_decisions::decisions(conn, stage.alert.id, from, limit));
        let all = page(0, 10_000);
        assert_eq!(all.len(), made.len());
        for (position, (found, expected)) in (0_i64..).zip(all.iter().zip(&made)) {
            assert_eq!(found.0, position);
            assert_eq!(format!("{:?}", found.1), format!("{expected:?}"));
        }
        let positions = |from, limit| page(from, limit).iter().map(|(position, _)| *position).collect::<Vec<_>>();
        assert_eq!(positions(3, 2), [3, 4]);
        assert_eq!(positions(1_100, 10), [1_100]);
        assert_eq!(positions(1_101, 10), [0_i64; 0]);
        // A page that begins in one sheet and ends in another.
        assert_eq!(positions(198, 5), [198, 199, 200, 201, 202]);

        let error = refused(store, |conn| decide(conn, stage.alert.id, 1, &made[..1]));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
    });
}

#[test]
fn an_alert_is_asked_about_again_once_and_what_was_decided_stays() {
    on_each_database(|store| {
        let stage = write(store, |conn| stage(conn, "S"));
        let id = stage.alert.id;
        let open = |now| read(store, |conn| alert_decisions::with_a_person(conn, at(now)));
        let reopen = |round| write(store, |conn| alert_answers::reopen(conn, id, round));
        write(store, |conn| decide(conn, id, 1, &[decision(&stage, None), decision(&stage, Some(stage.zones[0].id))]));
        assert_eq!(open(1), [], "nobody has answered it yet");
        assert!(!reopen(1), "what was not answered is not answered again");
        write(store, |conn| alert_answers::mark_answered(conn, id, at(1)));
        assert_eq!(open(1), [(id, 1)]);
        assert_eq!(open(24 * 3_600_000), [], "it has expired");

        assert!(reopen(1));
        assert!(!reopen(1), "somebody else was quicker");
        assert_eq!(read(store, alert_answers::unanswered), [id]);
        let settled = DecisionRecord { outcome: Outcome::Proposed, ..decision(&stage, None) };
        write(store, |conn| {
            alert_answers::mark_answered(conn, id, at(2))?;
            decide(conn, id, 2, &[settled.clone()])
        });
        let found = read(store, |conn| alert_decisions::decisions(conn, id, 0, 10));
        assert_eq!(
            found.iter().map(|(position, one)| (*position, one.outcome)).collect::<Vec<_>>(),
            [(2, Outcome::Proposed)]
        );
        assert_eq!(read(store, |conn| alert_decisions::outcomes(conn, &[id]))[&id], [(Outcome::Proposed, 1)]);
        assert_eq!(open(1), []);
        let error = refused(store, |conn| decide(conn, id, 2, &[settled.clone()]));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
    });
}

#[test]
fn several_alerts_come_in_the_order_asked_for_and_what_is_at_hand_is_believed_until_it_changes() {
    on_each_database(|store| {
        let kept: Vec<StoredAlert> = (0..3)
            .map(|number| {
                let identity = identity(&number.to_string(), at(number * 1_000));
                write(store, |conn| keep_alert(conn, &identity, MsgType::Alert, vec![], "c"))
            })
            .collect();
        let ids = [kept[2].id, kept[0].id, kept[1].id];
        let ask = |at_hand: &mut HashMap<AlertId, Alert>| read(store, |conn| alerts::get_all(conn, &ids, at_hand));
        for (found, expected) in ask(&mut HashMap::new()).iter().zip([&kept[2], &kept[0], &kept[1]]) {
            assert_same(found, expected);
        }
        let seen = |number: usize| Alert { note: Some("trong tay".into()), ..kept[number].alert.clone() };
        let at_hand = || HashMap::from([(kept[0].id, seen(0)), (kept[1].id, seen(1))]);
        write(store, |conn| alert_listing::set(conn, kept[1].id, Listing::default(), at(9)));
        let notes: Vec<_> = ask(&mut at_hand()).into_iter().map(|found| found.alert.note).collect();
        assert_eq!(notes, [kept[2].alert.note.clone(), Some("trong tay".into()), kept[1].alert.note.clone()]);
        let error = store.read(|conn| alerts::get_all(conn, &[AlertId::new(at(0))], &mut HashMap::new())).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
    });
}

#[test]
fn what_an_alert_points_to_must_exist() {
    on_each_database(|store| {
        let message = || alert(identity("1", at(0)), MsgType::Alert, vec![]);
        assert_points_nowhere(&refused(store, |conn| {
            let kept = stored_alert(conn, message())?;
            alerts::insert(conn, &StoredAlert { raw_document_id: RawDocumentId::new(at(0)), ..kept })
        }));
        assert_points_nowhere(&refused(store, |conn| {
            let kept = stored_alert(conn, message())?;
            alerts::insert(conn, &StoredAlert { source_id: Some(SourceId::new(at(0))), ..kept })
        }));
        let stage = write(store, |conn| stage(conn, "S"));
        assert_points_nowhere(&refused(store, |conn| decide(conn, AlertId::new(at(0)), 1, &[decision(&stage, None)])));
        let error = store.read(|conn| alerts::get(conn, AlertId::new(at(0)))).unwrap_err();
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
    });
}
