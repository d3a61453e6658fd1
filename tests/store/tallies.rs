//! How much waits.

use ungpho::alerts::cap::MsgType;
use ungpho::store::tallies::{Tallies, tallies};
use ungpho::store::{activations, alert_answers, alerts};

use crate::samples::{activation, alert, at, identity, read, stage, write};
use crate::support::on_each_database;

#[test]
fn what_waits_is_counted_and_what_was_answered_is_not() {
    on_each_database(|store| {
        assert_eq!(read(store, tallies), Tallies::default());
        let stage = write(store, |conn| stage(conn, "a"));
        let waiting = activation(&stage);
        write(store, |conn| activations::insert(conn, &waiting));
        let counted = read(store, tallies);
        assert_eq!((counted.waiting_proposals, counted.overdue_proposals, counted.waiting_drill_proposals), (1, 0, 0));
        let unanswered = read(store, alert_answers::unanswered).len();
        assert_eq!(counted.unanswered_alerts, i64::try_from(unanswered).unwrap());
        let stored = write(store, |conn| {
            crate::samples::stored_alert(conn, alert(identity("one more", at(0)), MsgType::Alert, Vec::new()))
        });
        write(store, |conn| alerts::insert(conn, &stored));
        assert_eq!(read(store, tallies).unanswered_alerts, counted.unanswered_alerts + 1);
        write(store, |conn| alert_answers::mark_answered(conn, stored.id, at(9)));
        assert_eq!(read(store, tallies).unanswered_alerts, counted.unanswered_alerts);
    });
}
