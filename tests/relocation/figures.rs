//! Every figure against plain SQL over the raw records: the reports themselves, not the rows the program sums.

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use proptest::prelude::*;
use serde_json::json;

use super::office::{COMMUNE, Office, at};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    bucket: String,
    #[diesel(sql_type = BigInt)]
    households: i64,
    #[diesel(sql_type = BigInt)]
    people: i64,
}

/// The last word on each field of each relocation by the time of the event, straight from the JSON of the reports.
const PLAIN: &str = "
WITH said AS (
  SELECT target_id, happened_at, id,
         json_extract(content, '$.state') AS state,
         json_extract(content, '$.departed') AS departed,
         json_extract(content, '$.arrived') AS arrived,
         json_extract(content, '$.returned') AS returned,
         json_extract(content, '$.present') AS present,
         json_extract(content, '$.destination.kind') AS form
  FROM field_reports WHERE target_kind = 'relocation'),
standing AS (
  SELECT r.id, r.listed,
    COALESCE((SELECT state FROM said WHERE target_id = r.id AND state IS NOT NULL ORDER BY happened_at DESC, id DESC LIMIT 1), 'unknown') AS state,
    (SELECT departed FROM said WHERE target_id = r.id AND departed IS NOT NULL ORDER BY happened_at DESC, id DESC LIMIT 1) AS departed,
    (SELECT arrived FROM said WHERE target_id = r.id AND arrived IS NOT NULL ORDER BY happened_at DESC, id DESC LIMIT 1) AS arrived,
    (SELECT returned FROM said WHERE target_id = r.id AND returned IS NOT NULL ORDER BY happened_at DESC, id DESC LIMIT 1) AS returned,
    (SELECT present FROM said WHERE target_id = r.id AND present IS NOT NULL ORDER BY happened_at DESC, id DESC LIMIT 1) AS present,
    (SELECT form FROM said WHERE target_id = r.id AND form IS NOT NULL ORDER BY happened_at DESC, id DESC LIMIT 1) AS form
  FROM relocations r),
counted AS (
  SELECT CASE
      WHEN state = 'unknown' THEN 'unknown'
      WHEN state IN ('notified', 'agreed', 'refused') THEN 'not_moved'
      WHEN state = 'returned' THEN 'returned'
      WHEN form = 'in_place' THEN 'in_place'
      WHEN form = 'host' THEN 'host'
      WHEN form = 'shelter' THEN 'shelter'
      ELSE 'unstated' END AS bucket,
    CASE
      WHEN state IN ('unknown', 'notified', 'agreed', 'refused') THEN COALESCE(present, listed)
      WHEN state = 'departed' THEN COALESCE(departed, present, listed)
      WHEN state = 'returned' THEN COALESCE(returned, arrived, departed, present, listed)
      ELSE COALESCE(arrived, departed, present, listed) END AS people
  FROM standing)
SELECT bucket, COUNT(*) AS households, CAST(SUM(people) AS BIGINT) AS people FROM counted GROUP BY bucket ORDER BY bucket";

const STATES: [&str; 9] =
    ["unknown", "notified", "agreed", "refused", "departed", "arrived", "transferred", "returned", "cannot_return"];
const FORMS: [&str; 3] = ["host", "shelter", "in_place"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_sum_is_what_plain_sql_counts(
        people in prop::collection::vec(0_i64..9, 1..12),
        reports in prop::collection::vec(
            (any::<prop::sample::Index>(), 0_usize..5, 0_usize..9, 0_i64..9, 0_i64..50),
            0..40,
        ),
    ) {
        let office = Office::open();
        let zones = office.zones();
        let all: Vec<(i64, &[_])> = people.iter().map(|people| (*people, &zones[..1])).collect();
        office.register(&all);
        let activation = office.order_out(&zones[..1], "Nguy cơ sạt lở");
        let list = office.list_of(activation.id, zones[0]);
        office.clock.advance(TimeDelta::hours(2));
        let opened = office.moved_by(activation.event_id, list.id);
        let operations = reports
            .iter()
            .map(|(which, field, choice, number, minute)| {
                let said = match field {
                    0 | 1 => json!({"state": STATES[*choice]}),
                    2 => json!({"departed": number, "arrived": number}),
                    3 => json!({"destination": {"kind": FORMS[choice % 3]}}),
                    _ => json!({"present": number, "returned": number}),
                };
                let relocation = &opened[which.index(opened.len())];
                office.said(relocation, at("2025-10-28T00:30:00Z") + TimeDelta::minutes(*minute), &said)
            })
            .collect();
        office.report("may-1", operations);

        let figures = office.figures(activation.event_id);
        let mut plain = SqliteConnection::establish(&office.file().display().to_string()).unwrap();
        let rows: Vec<Row> = diesel::sql_query(PLAIN).load(&mut plain).unwrap();
        let counted = |bucket: &str| {
            let row = rows.iter().find(|row| row.bucket == bucket);
            row.map_or((0, 0), |row| (row.households, row.people))
        };
        let ours = [
            ("host", figures.host),
            ("shelter", figures.shelter),
            ("unstated", figures.unstated),
            ("in_place", figures.in_place),
            ("returned", figures.returned),
            ("not_moved", figures.not_moved),
            ("unknown", figures.unknown),
        ];
        for (bucket, of) in ours {
            prop_assert_eq!((of.households, of.people), counted(bucket), "{}", bucket);
        }
        prop_assert_eq!(figures.evacuated, figures.host.plus(figures.shelter).plus(figures.unstated));
        let parts = [figures.evacuated, figures.in_place, figures.returned, figures.not_moved, figures.unknown];
        let households: i64 = parts.iter().map(|part| part.households).sum();
        prop_assert_eq!(households, figures.listed.households);
        prop_assert_eq!(figures.listed.people, people.iter().sum::<i64>());

        // The sums of villages are the sum of the commune.
        let of_unit = ungpho::services::quick_report::unit_figures(&office.app, activation.event_id, COMMUNE).unwrap();
        let villages: i64 = of_unit.villages.values().map(|village| village.evacuated.people).sum();
        prop_assert_eq!(villages, figures.evacuated.people);
        prop_assert_eq!(of_unit.communes[COMMUNE].listed, of_unit.total.listed);
    }
}
