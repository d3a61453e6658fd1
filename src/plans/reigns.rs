//! From which day to which each version of a plan was in force.

use chrono::NaiveDate;

use super::plan::VersionStatus;

/// The days on which one version was in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reign {
    /// The version, by its place in the list.
    pub version: usize,
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it no longer was.
    pub to: Option<NaiveDate>,
}

/// The reigns of the versions of one plan, given in the order of their numbers. On each day the latest version whose
/// day of effect has come is in force, unless it was withdrawn by then; one withdrawn before its day never was.
pub fn reigns<'a>(versions: impl IntoIterator<Item = &'a VersionStatus>) -> Vec<Reign> {
    let mut found = Vec::new();
    let held: Vec<(usize, NaiveDate, Option<NaiveDate>)> =
        versions.into_iter().enumerate().filter_map(|(version, status)| days(version, status)).collect();
    for (place, (version, from, withdrawn)) in held.iter().enumerate() {
        let followed = held.iter().skip(place + 1).map(|(_, from, _)| *from).min();
        let to = followed.into_iter().chain(*withdrawn).min();
        if to.is_none_or(|to| *from < to) {
            found.push(Reign { version: *version, from: *from, to });
        }
    }
    found
}

fn days(version: usize, status: &VersionStatus) -> Option<(usize, NaiveDate, Option<NaiveDate>)> {
    let from = status.approval()?.effective_from;
    match status {
        VersionStatus::Withdrawn(_, withdrawal) if withdrawal.on < from => None,
        VersionStatus::Withdrawn(_, withdrawal) => Some((version, from, Some(withdrawal.on))),
        _ => Some((version, from, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::{Approval, Withdrawal};
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, n).unwrap()
    }

    fn approved(from: u32) -> VersionStatus {
        let approval =
            Approval {
                number: "1/QĐ-UBND".into(), date: day(1), signer: "Chủ tịch".into(), effective_from: day(from)
            };
        VersionStatus::Approved(approval)
    }

    fn withdrawn(from: u32, on: u32) -> VersionStatus {
        let VersionStatus::Approved(approval) = approved(from) else { unreachable!() };
        VersionStatus::Withdrawn(approval, Withdrawal { on: day(on), reason: "Sáp nhập".into() })
    }

    #[track_caller]
    fn check(versions: &[VersionStatus], expected: &[(usize, u32, u32)]) {
        let found = reigns(versions);
        let expected: Vec<Reign> = expected
            .iter()
            .map(|(version, from, to)| Reign { version: *version, from: day(*from), to: (*to > 0).then(|| day(*to)) })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_holds_until_the_next_and_a_withdrawal_brings_none_back() {
        check(&[approved(2), approved(9), VersionStatus::Draft], &[(0, 2, 9), (1, 9, 0)]);
        check(&[approved(2), withdrawn(5, 8)], &[(0, 2, 5), (1, 5, 8)]);
        check(&[approved(2), withdrawn(5, 5)], &[(0, 2, 5)]);
    }

    #[test]
    fn what_was_withdrawn_before_its_day_or_overtaken_never_was() {
        check(&[approved(2), withdrawn(9, 8)], &[(0, 2, 0)]);
        check(&[approved(9), approved(4)], &[(1, 4, 0)]);
    }
}
