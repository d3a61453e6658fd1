//! Invitations.

use ungpho::store::accounts;
use ungpho::store::invitations::{self, Invitation};

use crate::samples::{account, assert_points_nowhere, at, read, refused, write};
use crate::support::on_each_database;

#[test]
fn an_invitation_is_used_once_and_only_while_it_lasts() {
    on_each_database(|store| {
        let invitation = Invitation { account: None, expires_at: at(1_000) };
        write(store, |conn| invitations::replace(conn, "hash", &invitation, at(0)));
        let find = |hash: &str, now| read(store, |conn| invitations::find(conn, hash, at(now)));
        assert_eq!(find("hash", 999), Some(invitation.clone()));
        assert_eq!(find("hash", 1_000), None);
        assert_eq!(find("other", 0), None);
        assert!(write(store, |conn| invitations::consume(conn, "hash")));
        assert!(!write(store, |conn| invitations::consume(conn, "hash")));
        assert_eq!(find("hash", 0), None);
    });
}

#[test]
fn a_new_invitation_takes_the_place_of_the_earlier_one_of_the_same_account() {
    on_each_database(|store| {
        let (lan, hoa) = (account("lan"), account("hoa"));
        let of = |account| Invitation { account, expires_at: at(1_000) };
        write(store, |conn| {
            accounts::insert(conn, &lan, None, at(0))?;
            accounts::insert(conn, &hoa, None, at(0))?;
            invitations::replace(conn, "first", &of(None), at(0))?;
            invitations::replace(conn, "lan", &of(Some(lan.id)), at(0))?;
            invitations::replace(conn, "hoa", &of(Some(hoa.id)), at(0))?;
            invitations::replace(conn, "lan-2", &of(Some(lan.id)), at(1))?;
            invitations::replace(conn, "first-2", &of(None), at(1))
        });
        let there = |hash: &str| read(store, |conn| invitations::find(conn, hash, at(2))).is_some();
        assert_eq!(["first", "lan", "hoa", "lan-2", "first-2"].map(there), [false, false, true, true, true]);
        write(store, |conn| invitations::discard(conn, Some(hoa.id)));
        assert_eq!(["hoa", "lan-2", "first-2"].map(there), [false, true, true]);
    });
}

#[test]
fn an_invitation_belongs_to_an_account_or_to_none() {
    on_each_database(|store| {
        let nobody = Invitation { account: Some(account("x").id), expires_at: at(1) };
        assert_points_nowhere(&refused(store, |conn| invitations::replace(conn, "h", &nobody, at(0))));
    });
}
