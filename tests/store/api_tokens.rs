//! Tokens of programs.

use ungpho::accounts::{AccountRecord, ApiToken};
use ungpho::kernel::ids::{AccountId, TokenId};
use ungpho::store::{StoreError, accounts, api_tokens};

use crate::samples::{account, assert_points_nowhere, at, read, refused, write};
use crate::support::on_each_database;

#[test]
fn a_token_leads_to_its_account_until_it_is_revoked() {
    on_each_database(|store| {
        let (account, token) = (account("đài"), TokenId::new(at(0)));
        write(store, |conn| {
            accounts::insert(conn, &account, None, at(0))?;
            api_tokens::insert(conn, token, account.id, "hash", at(0))
        });
        let account_of = |hash: &str| read(store, |conn| api_tokens::account_of(conn, hash));
        assert_eq!(account_of("hash"), Some((account.clone(), None)));
        assert_eq!(account_of("HASH"), None);
        let error = refused(store, |conn| api_tokens::insert(conn, token, account.id, "other", at(0)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");
        let error = refused(store, |conn| api_tokens::insert(conn, TokenId::new(at(0)), account.id, "hash", at(0)));
        assert!(matches!(error, StoreError::AlreadyExists), "{error:?}");

        write(store, |conn| api_tokens::note_use(conn, "hash", at(5)));
        assert_eq!(account_of("hash"), Some((account.clone(), Some(at(5)))));
        let second = TokenId::new(at(1));
        write(store, |conn| api_tokens::insert(conn, second, account.id, "hash-2", at(1)));
        assert_eq!(read(store, api_tokens::counts).get(&account.id), Some(&2));

        let other = AccountId::new(at(0));
        let error = refused(store, |conn| api_tokens::revoke(conn, other, token, at(9)));
        assert!(matches!(error, StoreError::NotFound), "only under its own account: {error:?}");
        write(store, |conn| api_tokens::revoke(conn, account.id, token, at(9)));
        assert_eq!(account_of("hash"), None);
        assert!(account_of("hash-2").is_some());
        assert_eq!(read(store, api_tokens::counts).get(&account.id), Some(&1));
        let error = refused(store, |conn| api_tokens::revoke(conn, account.id, token, at(10)));
        assert!(matches!(error, StoreError::NotFound), "{error:?}");
        assert_eq!(
            read(store, |conn| api_tokens::of_account(conn, account.id)),
            [
                ApiToken { id: second, created_at: at(1), revoked_at: None, last_used_at: None },
                ApiToken { id: token, created_at: at(0), revoked_at: Some(at(9)), last_used_at: Some(at(5)) },
            ]
        );
    });
}

#[test]
fn the_token_of_a_disabled_account_leads_nowhere() {
    on_each_database(|store| {
        let account = account("đài");
        write(store, |conn| {
            accounts::insert(conn, &account, None, at(0))?;
            api_tokens::insert(conn, TokenId::new(at(0)), account.id, "hash", at(0))?;
            let record = accounts::get(conn, account.id)?;
            accounts::update(conn, &AccountRecord { disabled_at: Some(at(1)), ..record })
        });
        assert_eq!(read(store, |conn| api_tokens::account_of(conn, "hash")), None);
    });
}

#[test]
fn tokens_belong_to_an_account() {
    on_each_database(|store| {
        let (nobody, token) = (AccountId::new(at(0)), TokenId::new(at(0)));
        assert_points_nowhere(&refused(store, |conn| api_tokens::insert(conn, token, nobody, "h", at(0))));
    });
}
