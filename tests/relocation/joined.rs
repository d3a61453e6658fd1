//! Two events that turn out to be one: everybody is counted once, in whichever of the two is asked for.

use chrono::TimeDelta;
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text};
use proptest::prelude::*;
use serde_json::json;
use ungpho::kernel::ids::{EventId, ZoneId};
use ungpho::relocation::{Activation, ZoneStage};
use ungpho::services::keep_events::close_event;
use ungpho::services::quick_report::{send_report, unit_figures};
use ungpho::store::relocations::Asked;
use ungpho::store::{StoreError, activations, events, relocations};

use super::office::{COMMUNE, Office};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    bucket: String,
    #[diesel(sql_type = BigInt)]
    households: i64,
    #[diesel(sql_type = BigInt)]
    people: i64,
}

/// Of each household, the relocation that was opened last, whatever the event and whatever is held to be the latest.
const PLAIN: &str = "
WITH latest AS (
  SELECT state, people, ROW_NUMBER() OVER (PARTITION BY COALESCE(household_id, id) ORDER BY opened_at DESC, id DESC) AS place
  FROM relocations)
SELECT state AS bucket, COUNT(*) AS households, CAST(SUM(people) AS BIGINT) AS people
FROM latest WHERE place = 1 GROUP BY state ORDER BY state";

impl Office {
    /// The chain of `old` turns out to be that of `left`.
    fn join(&self, old: EventId, left: EventId) {
        let joined = self.app.store.write(|conn| {
            let (old, left) = (events::get(conn, old)?, events::get(conn, left)?);
            events::rename_chain(conn, &old.chain_key, &left.chain_key)
        });
        joined.unwrap();
    }

    /// Everybody of a zone is home, and its round is over.
    fn go_home(&self, of: &Activation, zone: ZoneId) {
        let moved = self.moved_by(of.event_id, self.list_of(of.id, zone).id);
        let said = moved.iter().map(|relocation| self.said(relocation, self.now(), &json!({"state": "returned"})));
        self.report("may-1", said.collect());
        for stage in [ZoneStage::ReturnAllowed, ZoneStage::Returned] {
            self.step(&self.list_of(of.id, zone), stage, None).unwrap();
        }
    }

    /// Households of the checklists of an activation say where they stand, each another thing.
    fn some_move(&self, of: &Activation, zone: ZoneId, states: &[usize]) {
        const STATES: [&str; 5] = ["notified", "departed", "arrived", "returned", "refused"];
        let list = self.list_of(of.id, zone);
        let moved = self.moved_by(of.event_id, list.id);
        let said = moved.iter().zip(states).map(|(relocation, state)| {
            self.said(relocation, self.now(), &json!({"state": STATES[*state], "departed": state}))
        });
        self.report("may-1", said.collect());
    }
}

fn check(
    office: &Office,
    people: &[(i64, usize)],
    states: &[Vec<usize>],
    again: bool,
    later_is_left: bool,
) -> Result<(), TestCaseError> {
    let zones = office.zones();
    let of_zones = [vec![zones[0]], vec![zones[1]], vec![zones[0], zones[1]]];
    let lines: Vec<(i64, &[ZoneId])> = people.iter().map(|(people, of)| (*people, of_zones[*of].as_slice())).collect();
    office.register(&lines);
    let first = office.order_out(&zones[..1], "Nguy cơ sạt lở");
    office.clock.advance(TimeDelta::hours(1));
    office.some_move(&first, zones[0], &states[0]);
    let second = office.order_out(&zones[1..2], "Mưa lớn");
    office.clock.advance(TimeDelta::hours(1));
    office.some_move(&second, zones[1], &states[1]);
    if again {
        // Who had returned in the first event is ordered out a second time, before anybody knows that it is one.
        office.go_home(&first, zones[0]);
        office.order_again(first.id, &zones[..1], "Mưa trở lại");
        office.clock.advance(TimeDelta::hours(1));
        office.some_move(&first, zones[0], &states[2]);
    }
    let (old, left) = if later_is_left { (first.event_id, second.event_id) } else { (second.event_id, first.event_id) };
    office.join(old, left);

    let rows: Vec<Row> = office.ask(PLAIN);
    let expected: Vec<(String, i64, i64)> =
        rows.into_iter().map(|row| (row.bucket, row.households, row.people)).collect();
    let of_left = unit_figures(&office.app, left, COMMUNE).unwrap();
    let of_old = unit_figures(&office.app, old, COMMUNE).unwrap();
    for figures in [&of_left.total, &of_old.total, &office.figures(left), &office.figures(old)] {
        let mut counted: Vec<(String, i64, i64)> = figures
            .by_state
            .iter()
            .map(|(state, of)| (json!(state).as_str().unwrap().to_owned(), of.households, of.people))
            .collect();
        counted.sort();
        prop_assert_eq!(&counted, &expected);
    }
    // Each lives in a zone that was ordered out.
    let listed = people.len();
    prop_assert_eq!(of_left.total.listed.households, i64::try_from(listed).unwrap());
    let villages: i64 = of_left.villages.values().map(|village| village.listed.households).sum();
    prop_assert_eq!(villages, of_left.total.listed.households);
    let in_list =
        |event| office.app.store.read(|conn| relocations::list(conn, event, &Asked::default(), None, 1_000)).unwrap();
    prop_assert_eq!(in_list(left).len(), listed);
    prop_assert_eq!(in_list(left), in_list(old));
    Ok(())
}

type Told = (Vec<(i64, usize)>, Vec<Vec<usize>>);

fn told() -> impl Strategy<Value = Told> {
    (
        prop::collection::vec((0_i64..9, 0_usize..3), 1..8),
        prop::collection::vec(prop::collection::vec(0_usize..5, 8), 3),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everybody_is_counted_once(told in told(), again in any::<bool>(), later_is_left in any::<bool>()) {
        check(&Office::open(), &told.0, &told.1, again, later_is_left)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everybody_is_counted_once_on_postgres(told in told(), again in any::<bool>(), later_is_left in any::<bool>()) {
        if let Some(office) = Office::open_on_postgres() {
            check(&office, &told.0, &told.1, again, later_is_left)?;
        }
    }
}

#[test]
fn the_joined_event_leads_to_the_one_that_is_left() {
    let office = Office::open();
    let zones = office.zones();
    office.register(&[(3, &zones[..2]), (2, &zones[..1])]);
    let first = office.order_out(&zones[..1], "Nguy cơ sạt lở");
    office.clock.advance(TimeDelta::hours(1));
    let second = office.order_out(&zones[1..2], "Mưa lớn");
    let (old, left) = (first.event_id, second.event_id);
    office.join(old, left);
    let read = |event| office.app.store.read(|conn| events::get(conn, event)).unwrap();
    assert_eq!((read(old).joined_to, read(left).joined_to), (Some(left), None));
    let begun = |event| office.app.store.read(|conn| activations::list(conn, Some(event), None)).unwrap();
    assert_eq!((begun(left).len(), begun(old)), (2, begun(left)));

    let report = send_report(&office.app, &office.official, old, COMMUNE, None, None).unwrap();
    assert_eq!(report.event_id, left, "what is reported up is of the event that is left");
    assert_eq!(unit_figures(&office.app, left, COMMUNE).unwrap().before.map(|before| before.id), Some(report.id));

    // The household of both zones is on its way: ordered out again in the first event it begins no second move.
    office.go_home(&first, zones[0]);
    office.order_again(first.id, &zones[..1], "Mưa trở lại");
    assert_eq!(office.figures(left).listed.households, 2);

    let refused = close_event(&office.app, &office.chair, old);
    assert!(refused.is_err(), "work goes on in it: {refused:?}");
    let unknown = office.app.store.read(|conn| events::get(conn, EventId::new(office.now())));
    assert!(matches!(unknown, Err(StoreError::NotFound)), "{unknown:?}");
}
