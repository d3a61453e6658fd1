//! The ranking against a second, plain computation: by pairs of communes and fractions of its own.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ungpho::inspections::{CommuneRecords, Counts, NoRank, Ranking, RecordStanding, Tally, ranked_words, ranking};

/// A record as the plain computation sees it: nothing begun, a draft, or the weight and grade of each point.
#[derive(Debug, Clone)]
enum Told {
    Nothing,
    Draft,
    Points(Vec<(i64, char)>),
}

fn told() -> impl Strategy<Value = Told> {
    let point = (1_i64..4, prop::sample::select(vec!['p', 'f', 'n', 'u']));
    prop_oneof![
        1 => Just(Told::Nothing),
        1 => Just(Told::Draft),
        4 => prop::collection::vec(point, 1..8).prop_map(Told::Points),
    ]
}

fn standing(told: &Told) -> RecordStanding {
    let Told::Points(points) = told else {
        return if matches!(told, Told::Draft) { RecordStanding::Draft } else { RecordStanding::NotBegun };
    };
    let count = |wanted| i64::try_from(points.iter().filter(|(_, grade)| *grade == wanted).count()).unwrap();
    let counts = Counts { passed: count('p'), failed: count('f'), not_applicable: count('n'), unknown: count('u') };
    let weight = |of: &[char]| points.iter().filter(|(_, grade)| of.contains(grade)).map(|(weight, _)| weight).sum();
    RecordStanding::Signed(Tally { counts, earned: weight(&['p']), possible: weight(&['p', 'f', 'u']) })
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// The share of a commune as a fraction in lowest terms; nothing where it has none.
fn plain_share(records: &[Told]) -> Option<(i64, i64)> {
    let signed: Vec<&(i64, char)> = records
        .iter()
        .filter_map(|told| if let Told::Points(points) = told { Some(points) } else { None })
        .flatten()
        .collect();
    if !signed.iter().any(|(_, grade)| matches!(grade, 'p' | 'f')) {
        return None;
    }
    let mut share = (0, 0);
    for (weight, grade) in signed {
        match grade {
            'p' => share = (share.0 + weight, share.1 + weight),
            'f' | 'u' => share.1 += weight,
            _ => {}
        }
    }
    let by = divisor(share.0, share.1).max(1);
    Some((share.0 / by, share.1 / by))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn ranks_are_one_more_than_how_many_are_better(
        communes in prop::collection::btree_map("[0-9]{3}", prop::collection::vec(told(), 1..4), 1..12),
    ) {
        let asked: Vec<CommuneRecords> = communes
            .iter()
            .map(|(code, records)| CommuneRecords {
                unit_code: code.clone(),
                records: records.iter().map(standing).collect(),
            })
            .collect();
        let Ranking { ranked, apart } = ranking(&asked);
        let shares: BTreeMap<&String, (i64, i64)> =
            communes.iter().filter_map(|(code, records)| Some((code, plain_share(records)?))).collect();
        prop_assert_eq!(ranked.len(), shares.len());
        prop_assert_eq!(ranked.len() + apart.len(), communes.len(), "everybody stands somewhere");
        for line in &ranked {
            let own = shares[&line.unit_code];
            let better = shares.values().filter(|other| other.0 * own.1 > own.0 * other.1).count();
            let same = shares.values().filter(|other| **other == own).count();
            prop_assert_eq!(line.rank, i64::try_from(better).unwrap() + 1);
            prop_assert_eq!(line.tied_with, i64::try_from(same).unwrap() - 1);
            let unknown = communes[&line.unit_code].iter().map(|told| match told {
                Told::Points(points) => points.iter().filter(|(_, grade)| *grade == 'u').count(),
                Told::Nothing | Told::Draft => 0,
            });
            prop_assert_eq!(line.counts.unknown, i64::try_from(unknown.sum::<usize>()).unwrap());
            let words = ranked_words(line, "Xã").vi;
            prop_assert_eq!(words.contains("đồng hạng"), line.tied_with > 0);
            prop_assert_eq!(words.contains("chưa xem"), line.counts.unknown > 0);
        }
        prop_assert!(ranked.is_sorted_by_key(|line| line.rank));
        for line in &apart {
            let records = &communes[&line.unit_code];
            let expected = if records.iter().any(|told| matches!(told, Told::Points(_))) {
                NoRank::NothingSeen
            } else if records.iter().any(|told| matches!(told, Told::Draft)) {
                NoRank::DraftOnly
            } else {
                NoRank::NotInspected
            };
            prop_assert_eq!(line.reason, expected);
        }
    }
}
