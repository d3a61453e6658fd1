//! Which reports are taken back: by whoever said them, or by somebody who decides for the commune.
//!
//! Looks at what reports carry and not at the order in which they came. Rule 6 of
//! `docs/adr/0023-relocation-records-are-folds.md`.

use std::collections::{BTreeMap, BTreeSet};

use super::report::Report;
use crate::kernel::Localized;
use crate::kernel::ids::ReportId;

/// What the reports of a relocation take back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Reports that count no longer.
    pub gone: BTreeSet<ReportId>,
    /// Reports that would take back what another said and whose author may not: they change nothing.
    pub without_right: BTreeSet<ReportId>,
    /// Reports that take back what has not come yet.
    pub awaiting: BTreeSet<ReportId>,
}

impl TakenBack {
    /// What these reports, which are all of a relocation, take back.
    pub fn among(reports: &[Report]) -> Self {
        let mut taken = Self::default();
        if reports.iter().all(|report| report.said.takes_back.is_none()) {
            return taken;
        }
        // A report that was placed by hand answers to the id under which it was said first, too.
        let mut called: BTreeMap<ReportId, Vec<&Report>> = BTreeMap::new();
        for report in reports {
            for id in std::iter::once(report.id).chain(report.first_said) {
                called.entry(id).or_default().push(report);
            }
        }
        for report in reports {
            let Some(slip) = report.said.takes_back else { continue };
            let Some(named) = called.get(&slip) else {
                taken.awaiting.insert(report.id);
                continue;
            };
            let own: Vec<ReportId> = named.iter().filter(|own| report.may_undo(own)).map(|own| own.id).collect();
            if own.is_empty() {
                taken.without_right.insert(report.id);
            }
            taken.gone.extend(own);
        }
        taken
    }
}

impl Report {
    /// Whether this may take `other` back: both are the word of one account, brought or said, or whoever brought this
    /// decides for others there. What came before anybody asked counts as it always did.
    fn may_undo(&self, other: &Self) -> bool {
        let mut accounts = self.account.iter().chain(&self.speaker);
        accounts.any(|account| other.account.iter().chain(&other.speaker).any(|theirs| theirs == account))
            || self.over_others.unwrap_or(true)
    }
}

/// Why a taking back changes nothing.
pub fn not_theirs() -> Localized {
    Localized::new(
        "Báo cáo này do người khác báo. Chỉ người đã báo, hoặc người có thẩm quyền quyết định ứng phó tại địa bàn, được \
         rút lại. Yêu cầu rút được giữ lại, báo cáo vẫn được tính; nếu báo cáo sai, báo số đúng hoặc đề nghị Chủ tịch \
         UBND xã rút lại.",
        "Somebody else made this report. Only whoever made it, or somebody who decides on the response there, may take it \
         back. The request is kept and the report still counts; where it is wrong, report what is right, or ask the chair \
         to take it back.",
    )
}

/// What is answered where the report that is taken back has not come yet.
pub fn not_come_yet() -> Localized {
    Localized::new(
        "Báo cáo cần rút chưa đến. Khi đến, báo cáo đó không được tính nếu do cùng tài khoản này báo.",
        "The report to take back has not come yet. When it comes it will not count, if the same account made it.",
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::kernel::Timestamp;
    use crate::kernel::ids::AccountId;
    use crate::relocation::{Said, Standing};

    fn report(id: u128, account: u128, over_others: Option<bool>, said: Said) -> Report {
        let account = Uuid::from_u128(account).to_string().parse::<AccountId>().unwrap();
        Report {
            id: id_of(id),
            happened_at: Timestamp::UNIX_EPOCH,
            device: None,
            by: String::new(),
            account: Some(account),
            speaker: None,
            first_said: None,
            over_others,
            base_revision: 0,
            revision: 0,
            said,
        }
    }

    fn id_of(id: u128) -> ReportId {
        Uuid::from_u128(id).to_string().parse().unwrap()
    }

    fn says(id: u128, account: u128) -> Report {
        report(id, account, None, Said { departed: Some(i64::try_from(id).unwrap()), ..Said::default() })
    }

    fn takes_back(id: u128, account: u128, over_others: Option<bool>, slip: u128) -> Report {
        report(id, account, over_others, Said { takes_back: Some(id_of(slip)), ..Said::default() })
    }

    fn departed(reports: &[Report]) -> Option<i64> {
        Standing::of(4, &[], reports).departed.map(|heard| heard.value)
    }

    #[test]
    fn only_whoever_said_it_or_decides_there_takes_it_back() {
        assert_eq!(departed(&[says(1, 7), takes_back(2, 7, Some(false), 1)]), None, "the own word");
        assert_eq!(departed(&[says(1, 7), takes_back(2, 8, Some(true), 1)]), None, "the chair");
        assert_eq!(departed(&[says(1, 7), takes_back(2, 8, Some(false), 1)]), Some(1), "a colleague");
        assert_eq!(departed(&[says(1, 7), takes_back(2, 8, None, 1)]), None, "before anybody asked");
        let all = [says(1, 7), takes_back(2, 8, Some(false), 1), takes_back(3, 8, Some(false), 9)];
        let taken = TakenBack::among(&all);
        assert_eq!(
            (taken.gone, taken.without_right, taken.awaiting),
            ([].into(), [id_of(2)].into(), [id_of(3)].into())
        );
    }

    #[test]
    fn an_account_that_is_not_known_is_nobody() {
        let unknown = |report: Report| Report { account: None, ..report };
        assert_eq!(departed(&[unknown(says(1, 7)), unknown(takes_back(2, 7, Some(false), 1))]), Some(1));
    }

    #[test]
    fn what_was_placed_by_hand_is_taken_back_by_who_said_it_and_by_who_placed_it() {
        let speaker = Some(Uuid::from_u128(7).to_string().parse::<AccountId>().unwrap());
        let placed = Report { speaker, first_said: Some(id_of(5)), ..says(1, 9) };
        for (account, slip, left) in [(7, 5, None), (7, 1, None), (9, 1, None), (8, 5, Some(1))] {
            assert_eq!(
                departed(&[placed.clone(), takes_back(2, account, Some(false), slip)]),
                left,
                "{account} {slip}"
            );
        }
    }

    /// Who says something, who takes back what, with or without authority.
    fn some_reports() -> impl Strategy<Value = Vec<Report>> {
        let one = (0_u128..3, prop::option::of(any::<bool>()), prop::option::of(0_u128..8));
        prop::collection::vec(one, 1..9).prop_map(|all| {
            let report = |(id, (account, over_others, slip)): (u128, (u128, Option<bool>, Option<u128>))| match slip {
                Some(slip) => takes_back(id, account, over_others, slip),
                None => says(id, account),
            };
            (0..).zip(all).map(report).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Any order gives the same, and what it gives is what asking each pair gives.
        #[test]
        fn the_order_of_arrival_changes_nothing(reports in some_reports().prop_shuffle(), again in any::<prop::sample::Index>()) {
            let taken = TakenBack::among(&reports);
            let mut in_order = reports.clone();
            in_order.sort_by_key(|report| report.id);
            prop_assert_eq!(&taken, &TakenBack::among(&in_order));
            prop_assert_eq!(Standing::of(4, &[], &reports), Standing::of(4, &[], &in_order));
            let mut halves = reports.clone();
            halves.rotate_left(again.index(reports.len()));
            prop_assert_eq!(&taken, &TakenBack::among(&halves));
            for report in &reports {
                let undone = reports.iter().any(|other| {
                    other.said.takes_back == Some(report.id)
                        && (other.over_others != Some(false) || other.account == report.account)
                });
                prop_assert_eq!(taken.gone.contains(&report.id), undone);
            }
        }
    }
}
