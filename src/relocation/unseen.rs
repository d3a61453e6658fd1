//! Which of the reports on a field no other of them saw.

use std::collections::BTreeMap;

use super::report::Report;

/// For each of `reports`, whether none of the others saw it ([`Report::saw`]). Takes n·log n steps for n reports: a
/// telephone that is out of order may send thousands of one household.
pub(super) fn unseen(reports: &[&Report]) -> Vec<bool> {
    let given = |report: &Report| report.base_revision;
    let most = reports.iter().map(|report| given(report)).max();
    let with_most = reports.iter().filter(|report| Some(given(report)) == most).count();
    let second = reports.iter().map(|report| given(report)).filter(|given| Some(*given) != most).max();
    // The most that any other had been given.
    let given_to_others = |report: &Report| if Some(given(report)) == most && with_most == 1 { second } else { most };

    let mut latest_first: Vec<(usize, &Report)> = reports.iter().copied().enumerate().collect();
    latest_first.sort_by_key(|(_, report)| std::cmp::Reverse(report.id));
    let mut made_later: BTreeMap<&str, i64> = BTreeMap::new();
    let mut unseen: Vec<(usize, bool)> = latest_first
        .into_iter()
        .map(|(place, report)| {
            let by_others = given_to_others(report).is_some_and(|given| given >= report.revision);
            let by_device = report.device.as_deref().is_some_and(|device| {
                let latest = made_later.entry(device).or_insert(i64::MIN);
                let saw = *latest > report.base_revision;
                *latest = report.revision.max(*latest);
                saw
            });
            (place, !by_others && !by_device)
        })
        .collect();
    unseen.sort_unstable_by_key(|(place, _)| *place);
    unseen.into_iter().map(|(_, unseen)| unseen).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::kernel::Timestamp;
    use crate::kernel::ids::ReportId;
    use crate::relocation::Said;

    fn report((id, device, base_revision, revision): (u128, usize, i64, i64)) -> Report {
        Report {
            id: Uuid::from_u128(id).to_string().parse::<ReportId>().unwrap(),
            happened_at: Timestamp::UNIX_EPOCH,
            device: ["a", "b"].get(device).map(|name| (*name).to_owned()),
            by: String::new(),
            account: None,
            speaker: None,
            first_said: None,
            over_others: None,
            base_revision,
            revision,
            said: Said::default(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// The same as asking each pair.
        #[test]
        fn is_what_asking_each_pair_gives(
            of in prop::collection::vec((0_usize..3, 0_i64..8), 0..10),
            order in prop::collection::vec(0_u128..1_000, 10),
        ) {
            let reports: Vec<Report> = of
                .iter()
                .zip(1_i64..)
                .map(|((device, base), revision)| {
                    let id = order[usize::try_from(revision).unwrap() - 1] * 16 + u128::from(revision.unsigned_abs());
                    report((id, *device, *base, revision))
                })
                .collect();
            let reports: Vec<&Report> = reports.iter().collect();
            let pairwise: Vec<bool> = reports
                .iter()
                .map(|one| !reports.iter().any(|other| other.id != one.id && other.saw(one)))
                .collect();
            prop_assert_eq!(unseen(&reports), pairwise);
        }
    }
}
