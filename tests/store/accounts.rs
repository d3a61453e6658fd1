//! Accounts, sessions, tokens.

use ungpho::accounts::{Account, RoleName};
use ungpho::kernel::ids::AccountId;
use ungpho::store::{StoreError, accounts};

use crate::samples::{account, assert_points_nowhere, at, read, refused, write};
use crate::support::on_each_database;

#[test]
fn an_account_comes_back_as_it_was() {
    on_each_database(|store| {
        let full = account("chỉ-huy");
        let bare = Account { role: RoleName::Integration, unit_code: None, ..account("Ánh") };
        write(store, |conn| accounts::insert(conn, &full, Some("$argon2id$đ"), at(0)));
        write(store, |conn| accounts::insert(conn, &bare, None, at(0)));
        let found = |name: &str| read(store, |conn| accounts::by_name(conn, name));
        assert_eq!(found("chỉ-huy"), Some((full.clone(), Some("$argon2id$đ".into()))));
        assert_eq!(found("Ánh"), Some((bare.clone(), None)));
        assert_eq!(found("chi-huy"), None);
        assert_eq!(found("Chỉ-huy"), None);
        assert_eq!(read(store, accounts::all), [full, bare]);
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
            assert_eq!(read(store, |conn| accounts::by_name(conn, &account.name)).unwrap().0.role, role);
        }
    });
}

#[test]
fn a_name_is_taken_once() {
    on_each_database(|store| {
        write(store, |conn| accounts::insert(conn, &account("lan"), None, at(0)));
        let error = refused(store, |conn| accounts::insert(conn, &account("lan"), None, at(0)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        let same_id = read(store, accounts::all)[0].clone();
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

        let error = refused(store, |conn| accounts::open_session(conn, account.id, "hash", at(0), at(1)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");

        write(store, |conn| accounts::end_session(conn, "hash"));
        write(store, |conn| accounts::end_session(conn, "hash"));
        assert_eq!(by_session("hash", 0), None);
    });
}

#[test]
fn a_token_leads_to_its_account() {
    on_each_database(|store| {
        let account = account("đài");
        write(store, |conn| {
            accounts::insert(conn, &account, None, at(0))?;
            accounts::add_token(conn, account.id, "hash", at(0))
        });
        assert_eq!(read(store, |conn| accounts::by_token(conn, "hash")), Some(account.clone()));
        assert_eq!(read(store, |conn| accounts::by_token(conn, "HASH")), None);
        let error = refused(store, |conn| accounts::add_token(conn, account.id, "hash", at(0)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
    });
}

#[test]
fn sessions_and_tokens_belong_to_an_account() {
    on_each_database(|store| {
        let nobody = AccountId::new(at(0));
        assert_points_nowhere(&refused(store, |conn| accounts::open_session(conn, nobody, "h", at(0), at(1))));
        assert_points_nowhere(&refused(store, |conn| accounts::add_token(conn, nobody, "h", at(0))));
    });
}
