//! Every figure against plain SQL over the raw records: the reports themselves, not the rows the program sums.

use chrono::TimeDelta;
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text};
use proptest::prelude::*;
use serde_json::{Value, json};
use ungpho::kernel::ids::PropertyLineId;
use ungpho::relocation::MoveFigures;

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
         CAST(json_extract(content, '$.departed') AS BIGINT) AS departed,
         CAST(json_extract(content, '$.arrived') AS BIGINT) AS arrived,
         CAST(json_extract(content, '$.returned') AS BIGINT) AS returned,
         CAST(json_extract(content, '$.present') AS BIGINT) AS present,
         json_extract(content, '$.destination.kind') AS form
  FROM field_reports own WHERE target_kind = 'relocation' AND NOT EXISTS (
    SELECT 1 FROM field_reports back LEFT JOIN accounts ON accounts.id = back.account_id
    WHERE json_extract(back.content, '$.takes_back') = own.id AND (back.account_id = own.account_id OR accounts.role = 'approver'))),
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

/// The last word on each line of property, of the register at the opening and of the reports.
const PLAIN_PROPERTY: &str = "
WITH spoken AS (
  SELECT r.id AS relocation, json_extract(p.value, '$.id') AS line, '' AS at, '' AS report,
         CAST(json_extract(p.value, '$.quantity') AS DOUBLE PRECISION) AS quantity, json_extract(p.value, '$.state') AS state
  FROM relocations r, json_items(r.listed_property, '$') p
  UNION ALL
  SELECT f.target_id, json_extract(p.value, '$.line_id'), CAST(f.happened_at AS TEXT), f.id,
         CAST(json_extract(p.value, '$.quantity') AS DOUBLE PRECISION), json_extract(p.value, '$.state')
  FROM field_reports f, json_items(f.content, '$.property') p
  WHERE f.target_kind = 'relocation' AND NOT EXISTS (
    SELECT 1 FROM field_reports back LEFT JOIN accounts ON accounts.id = back.account_id
    WHERE json_extract(back.content, '$.takes_back') = f.id AND (back.account_id = f.account_id OR accounts.role = 'approver'))),
lines AS (SELECT DISTINCT relocation, line FROM spoken),
standing AS (
  SELECT
    COALESCE((SELECT state FROM spoken s WHERE s.relocation = l.relocation AND s.line = l.line AND state IS NOT NULL ORDER BY at DESC, report DESC LIMIT 1), 'to_move') AS state,
    COALESCE((SELECT quantity FROM spoken s WHERE s.relocation = l.relocation AND s.line = l.line AND quantity IS NOT NULL ORDER BY at DESC, report DESC LIMIT 1), 1) AS quantity
  FROM lines l)
SELECT state AS bucket, COUNT(*) AS households, CAST(SUM(quantity) AS BIGINT) AS people FROM standing GROUP BY state";

const PROPERTY: [&str; 4] = ["to_move", "raised_in_place", "moved", "left"];
const STATES: [&str; 9] =
    ["unknown", "notified", "agreed", "refused", "departed", "arrived", "transferred", "returned", "cannot_return"];
const FORMS: [&str; 3] = ["host", "shelter", "in_place"];

/// A report: of which household, which field, what, how many, and how many minutes after the beginning.
type Reported = (prop::sample::Index, usize, usize, i64, i64);

fn reported() -> impl Strategy<Value = Vec<Reported>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0_usize..8, 0_usize..9, 0_i64..9, 0_i64..50), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_sum_is_what_plain_sql_counts(
        people in prop::collection::vec(0_i64..9, 1..12),
        reports in reported(),
        speakers in prop::collection::vec(0_usize..3, 40),
    ) {
        sums_are_what_plain_sql_counts(&Office::open(), &people, &reports, &speakers)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_sum_is_what_plain_sql_counts_on_postgres(
        people in prop::collection::vec(0_i64..9, 1..12),
        reports in reported(),
        speakers in prop::collection::vec(0_usize..3, 40),
    ) {
        if let Some(office) = Office::open_on_postgres() {
            sums_are_what_plain_sql_counts(&office, &people, &reports, &speakers)?;
        }
    }
}

/// Tells the office these reports and holds every figure against plain SQL.
fn sums_are_what_plain_sql_counts(
    office: &Office,
    people: &[i64],
    reports: &[Reported],
    speakers: &[usize],
) -> Result<(), TestCaseError> {
    let zones = office.zones();
    let all: Vec<(i64, &[_])> = people.iter().map(|people| (*people, &zones[..1])).collect();
    office.register(&all);
    let activation = office.order_out(&zones[..1], "Nguy cơ sạt lở");
    let list = office.list_of(activation.id, zones[0]);
    office.clock.advance(TimeDelta::hours(2));
    let opened = office.moved_by(activation.event_id, list.id);
    let lines: Vec<PropertyLineId> = (0..3).map(|_| PropertyLineId::new(office.now())).collect();
    let mut operations: Vec<Value> = Vec::new();
    for (which, field, choice, number, minute) in reports {
        let said = match field {
            0 | 1 => json!({"state": STATES[*choice]}),
            2 => json!({"departed": number, "arrived": number}),
            3 => json!({"destination": {"kind": FORMS[choice % 3]}}),
            4 => json!({"present": number, "returned": number}),
            5 => json!({"property": [
                {"line_id": lines[choice % 3], "quantity": number, "state": PROPERTY[choice % 4]},
            ]}),
            6 => json!({"property": [{"line_id": lines[choice % 3], "state": PROPERTY[choice % 4]}]}),
            _ => match operations.get(*choice) {
                Some(slip) => json!({"takes_back": slip["id"]}),
                None => continue,
            },
        };
        let slip = said.get("takes_back").and_then(|id| operations.iter().find(|sent| sent["id"] == *id));
        let relocation = match slip {
            Some(slip) => opened.iter().find(|own| json!(own.id) == slip["relocation"]["id"]).unwrap(),
            None => &opened[which.index(opened.len())],
        };
        operations.push(office.said(relocation, at("2025-10-28T00:30:00Z") + TimeDelta::minutes(*minute), &said));
    }
    let people_who_speak = [office.official.clone(), office.colleague("can-bo-khac"), office.chair.clone()];
    for (operation, speaker) in operations.into_iter().zip(speakers) {
        office.report_as(&people_who_speak[*speaker], "may-1", vec![operation]);
    }

    let figures = office.figures(activation.event_id);
    let rows: Vec<Row> = office.ask(PLAIN);
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

    let plain_property: Vec<Row> = office.ask(PLAIN_PROPERTY);
    let of_property = |figures: &MoveFigures, state: &str| {
        let of_state: Vec<_> = figures.property.iter().filter(|total| json!(total.state) == state).collect();
        let (lines, much) = (of_state.iter().map(|total| total.lines), of_state.iter().map(|total| total.quantity));
        (lines.sum::<i64>(), much.fold(0.0, |sum, more| sum + more).to_string())
    };
    for state in PROPERTY {
        let row = plain_property.iter().find(|row| row.bucket == state);
        let counted = row.map_or((0, "0".into()), |row| (row.households, row.people.to_string()));
        prop_assert_eq!(of_property(&figures, state), counted, "{}", state);
    }

    // The sums of villages are the sum of the commune.
    let of_unit = ungpho::services::quick_report::unit_figures(&office.app, activation.event_id, COMMUNE).unwrap();
    let villages: i64 = of_unit.villages.values().map(|village| village.evacuated.people).sum();
    prop_assert_eq!(villages, figures.evacuated.people);
    let mut of_villages = MoveFigures::default();
    for total in of_unit.villages.values().flat_map(|village| &village.property) {
        of_villages.add_property(total);
    }
    for of in [&of_villages, &of_unit.communes[COMMUNE], &of_unit.total] {
        prop_assert_eq!(&of.property, &figures.property);
    }
    prop_assert_eq!(of_unit.communes[COMMUNE].listed, of_unit.total.listed);
    Ok(())
}
