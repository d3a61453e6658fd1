//! Accounts and sessions.

use ungpho::accounts::{Account, AccountRecord, RoleName};
use ungpho::kernel::ids::AccountId;
use ungpho::store::{StoreError, accounts};

use crate::samples::{account, assert_points_nowhere, at, read, refused, write};
use crate::support::on_each_database;

fn fresh(account: &Account, has_password: bool) -> AccountRecord {
    AccountRecord {
        account: account.clone(),
        has_password,
        disabled_at: None,
        last_sign_in_at: None,
        created_at: at(0),
        revision: 1,
    }
}

#[test]
fn an_account_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = account("chỉ-huy");
        let bare = Account { role: RoleName::Integration, unit_code: None, ..account("Ánh") };
        write(store, |conn| accounts::insert(conn, &full, Some("$argon2id$đ"), at(0)));
        write(store, |conn| accounts::insert(conn, &bare, None, at(0)));
        let found = |name: &str| read(store, |conn| accounts::by_name(conn, name));
        assert_eq!(found("chỉ-huy"), Some(fresh(&full, true)));
        assert_eq!(found("Ánh"), Some(fresh(&bare, false)));
        assert_eq!(found("chi-huy"), None);
        assert_eq!(found("Chỉ-huy"), None);
        assert_eq!(read(store, accounts::all), [fresh(&full, true), fresh(&bare, false)]);
        assert_eq!(read(store, |conn| accounts::get(conn, bare.id)), fresh(&bare, false));
        let hash = |id| read(store, |conn| accounts::password_hash(conn, id));
        assert_eq!((hash(full.id).as_deref(), hash(bare.id)), (Some("$argon2id$đ"), None));
    });
}

#[test]
fn a_change_needs_the_revision_that_was_read() {
    on_each_database(|store| {
        let before = fresh(&account("lan"), true);
        write(store, |conn| accounts::insert(conn, &before.account, Some("h"), at(0)));
        let changed = AccountRecord {
            account: Account {
                display_name: "Lan mới".into(),
                role: RoleName::Approver,
                unit_code: None,
                ..before.account.clone()
            },
            disabled_at: Some(at(7)),
            ..before.clone()
        };
        let after = write(store, |conn| accounts::update(conn, &changed));
        assert_eq!(after, AccountRecord { revision: 2, ..changed.clone() });
        assert_eq!(read(store, |conn| accounts::get(conn, before.account.id)), after);
        let error = refused(store, |conn| accounts::update(conn, &changed));
        assert!(matches!(error, StoreError::Stale), "{error:?}");
        write(store, |conn| accounts::set_password(conn, before.account.id, "other"));
        let found = read(store, |conn| accounts::get(conn, before.account.id));
        assert_eq!(found.revision, 3);
        assert_eq!(read(store, |conn| accounts::password_hash(conn, before.account.id)).as_deref(), Some("other"));
    });
}

#[test]
fn nobody_can_sign_in_without_a_password_or_when_disabled() {
    on_each_database(|store| {
        let can = || read(store, accounts::anybody_can_sign_in);
        assert!(!can());
        let lan = account("lan");
        write(store, |conn| accounts::insert(conn, &lan, None, at(0)));
        assert!(!can());
        write(store, |conn| accounts::set_password(conn, lan.id, "h"));
        assert!(can());
        let record = read(store, |conn| accounts::get(conn, lan.id));
        write(store, |conn| accounts::update(conn, &AccountRecord { disabled_at: Some(at(1)), ..record.clone() }));
        assert!(!can());
    });
}

#[test]
fn every_role_is_kept() {
    on_each_database(|store| {
        use RoleName::{Admin, Appraiser, Approver, Editor, Integration, Official, Viewer};
        for (number, role) in
            [Admin, Appraiser, Approver, Editor, Integration, Official, Viewer].into_iter().enumerate()
        {
            let account = Account { role, ..account(&number.to_string()) };
            write(store, |conn| accounts::insert(conn, &account, None, at(0)));
            assert_eq!(read(store, |conn| accounts::by_name(conn, &account.name)).unwrap().account.role, role);
        }
    });
}

#[test]
fn a_name_is_taken_once() {
    on_each_database(|store| {
        write(store, |conn| accounts::insert(conn, &account("lan"), None, at(0)));
        let error = refused(store, |conn| accounts::insert(conn, &account("lan"), None, at(0)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        let same_id = read(store, accounts::all)[0].account.clone();
        let error = refused(store, |conn| {
            accounts::insert(conn, &Account { name: "b".into(), ..same_id.clone() }, None, at(0))
        });
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
    });
}

#[test]
fn a_session_holds_until_the_instant_it_expires() {
    on_each_database(|store| {
        let account = account("lan");
        write(store, |conn| {
            accounts::insert(conn, &account, None, at(0))?;
            accounts::open_session(conn, account.id, "hash", at(0), at(1_000))
        });
        let by_session = |token: &str, now| read(store, |conn| accounts::by_session(conn, token, at(now)));
        assert_eq!(by_session("hash", 999), Some(account.clone()));
        assert_eq!(by_session("hash", 1_000), None);
        assert_eq!(by_session("other", 0), None);
        assert_eq!(read(store, |conn| accounts::get(conn, account.id)).last_sign_in_at, Some(at(0)));

        let error = refused(store, |conn| accounts::open_session(conn, account.id, "hash", at(0), at(1)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");

        write(store, |conn| accounts::end_session(conn, "hash"));
        write(store, |conn| accounts::end_session(conn, "hash"));
        assert_eq!(by_session("hash", 0), None);
    });
}

#[test]
fn sessions_of_an_account_end_together_but_for_one_that_is_kept() {
    on_each_database(|store| {
        let (lan, other) = (account("lan"), account("khác"));
        write(store, |conn| {
            accounts::insert(conn, &lan, None, at(0))?;
            accounts::insert(conn, &other, None, at(0))?;
            for (token, account) in [("a", &lan), ("b", &lan), ("c", &other)] {
                accounts::open_session(conn, account.id, token, at(0), at(1_000))?;
            }
            accounts::end_sessions(conn, lan.id, Some("b"))
        });
        let there = |token: &str| read(store, |conn| accounts::by_session(conn, token, at(1))).is_some();
        assert_eq!([there("a"), there("b"), there("c")], [false, true, true]);
        write(store, |conn| accounts::end_sessions(conn, lan.id, None));
        assert_eq!([there("a"), there("b"), there("c")], [false, false, true]);
    });
}

#[test]
fn a_disabled_account_has_no_session() {
    on_each_database(|store| {
        let lan = account("lan");
        write(store, |conn| {
            accounts::insert(conn, &lan, None, at(0))?;
            accounts::open_session(conn, lan.id, "a", at(0), at(1_000))?;
            let record = accounts::get(conn, lan.id)?;
            accounts::update(conn, &AccountRecord { disabled_at: Some(at(0)), ..record })
        });
        assert_eq!(read(store, |conn| accounts::by_session(conn, "a", at(1))), None);
    });
}

#[test]
fn sessions_belong_to_an_account() {
    on_each_database(|store| {
        let nobody = AccountId::new(at(0));
        assert_points_nowhere(&refused(store, |conn| accounts::open_session(conn, nobody, "h", at(0), at(1))));
    });
}
