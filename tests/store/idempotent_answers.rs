//! Answers kept for requests that may come again.

use chrono::TimeDelta;
use ungpho::kernel::ids::AccountId;
use ungpho::store::idempotent_answers::{self as kept, Claim, KEPT_FOR, KeptAnswer, Retryable};

use crate::samples::{VIETNAMESE, at, read, write};
use crate::support::{databases, on_each_database};

fn request(key: &str) -> Retryable {
    Retryable { account: AccountId::new(at(0)), key: key.into(), fingerprint: "f".into() }
}

fn answer() -> KeptAnswer {
    let headers = vec![("content-type".into(), "application/json".into()), ("etag".into(), "\"7\"".into())];
    KeptAnswer { status: 201, headers, body: Some(VIETNAMESE.as_bytes().to_vec()) }
}

#[test]
fn a_key_is_taken_once_and_its_answer_comes_back_whole() {
    on_each_database(|store| {
        let claim = |asked: &Retryable, now| write(store, |conn| kept::claim(conn, asked, now));
        let first = request("a");
        assert_eq!(claim(&first, at(1_000)), Claim::First);
        assert_eq!(claim(&first, at(2_000)), Claim::Running { since: at(1_000) });
        let other = Retryable { fingerprint: "g".into(), ..first.clone() };
        assert_eq!(claim(&other, at(2_000)), Claim::Reused);
        assert_eq!(claim(&request("a"), at(2_000)), Claim::First, "the key of another account");
        assert_eq!(claim(&Retryable { key: "b".into(), ..first.clone() }, at(2_000)), Claim::First);

        write(store, |conn| kept::finish(conn, &first, &answer()));
        assert_eq!(claim(&first, at(3_000)), Claim::Answered(answer()));
        write(store, |conn| kept::let_go(conn, &first));
        assert_eq!(claim(&first, at(3_000)), Claim::Answered(answer()), "what was answered is not let go");
        let empty = KeptAnswer { status: 204, headers: Vec::new(), body: Some(Vec::new()) };
        let unkept = KeptAnswer { status: 200, headers: Vec::new(), body: None };
        for told in [empty, unkept] {
            write(store, |conn| kept::finish(conn, &first, &told));
            assert_eq!(claim(&first, at(3_000)), Claim::Answered(told));
        }
    });
}

#[test]
fn what_did_nothing_is_let_go_and_after_a_day_all_is_forgotten() {
    on_each_database(|store| {
        let claim = |asked: &Retryable, now| write(store, |conn| kept::claim(conn, asked, now));
        let (done, failed) = (request("done"), request("failed"));
        assert_eq!(claim(&failed, at(0)), Claim::First);
        write(store, |conn| kept::let_go(conn, &failed));
        assert_eq!(claim(&failed, at(0)), Claim::First);
        assert_eq!(claim(&done, at(0)), Claim::First);
        write(store, |conn| kept::finish(conn, &done, &answer()));
        let almost = at(0) + KEPT_FOR - TimeDelta::milliseconds(1);
        assert_eq!(claim(&done, almost), Claim::Answered(answer()));
        assert_eq!(write(store, |conn| kept::forget_old(conn, almost)), 0);
        assert_eq!(claim(&done, at(0) + KEPT_FOR), Claim::First, "another act, a day later");
        assert_eq!(write(store, |conn| kept::forget_old(conn, at(0) + KEPT_FOR)), 1);
        assert_eq!(claim(&done, at(1) + KEPT_FOR), Claim::Running { since: at(0) + KEPT_FOR });
    });
}

#[test]
fn of_two_processes_at_once_one_takes_the_key() {
    for database in databases() {
        let other = ungpho::store::Store::open(&database.url).unwrap();
        for round in 0..20 {
            let asked = request(&format!("round {round}"));
            let claims: Vec<Claim> = std::thread::scope(|scope| {
                let stores = [&database.store, &other];
                let asked = &asked;
                let tries: Vec<_> = stores
                    .map(|store| scope.spawn(move || write(store, |conn| kept::claim(conn, asked, at(5)))))
                    .into_iter()
                    .collect();
                tries.into_iter().map(|one| one.join().unwrap()).collect()
            });
            let first = claims.iter().filter(|claim| **claim == Claim::First).count();
            assert_eq!(first, 1, "on {}: {claims:?}", database.store.kind());
        }
        read(&other, |_| Ok(()));
    }
}

#[test]
fn a_key_that_is_let_go_just_then_is_taken_or_said_to_be_at_work() {
    for database in databases() {
        let other = ungpho::store::Store::open(&database.url).unwrap();
        let asked = request("let go");
        // `write` fails the test where a claim hears that there is no such row.
        std::thread::scope(|scope| {
            for store in [&database.store, &other] {
                let asked = &asked;
                scope.spawn(move || {
                    for _ in 0..300 {
                        match write(store, |conn| kept::claim(conn, asked, at(5))) {
                            Claim::First => write(store, |conn| kept::let_go(conn, asked)),
                            Claim::Running { .. } => {}
                            told => panic!("on {}: {told:?}", store.kind()),
                        }
                    }
                });
            }
        });
    }
}
