//! How communes stand after an inspection, and how far the inspection is.
//!
//! A commune is ranked by the share of what applies to it that passed. What nobody looked at is in what applies and
//! never in what passed, and is told beside the points. Whoever was not inspected has no rank and stands apart.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::record::grade_of;
use super::{Counts, Grade, OwedState, Point, RecordContent};
use crate::kernel::Localized;
use crate::kernel::choices::choices;

/// How far one subject is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordStanding {
    /// Nobody has begun its record.
    NotBegun,
    /// Its record is being drawn up.
    Draft,
    /// Its record is signed.
    Signed(Tally),
}

/// The grades of a record, and what they count for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The grades.
    pub counts: Counts,
    /// The weights of what passed.
    pub earned: i64,
    /// The weights of what applies, what is unknown among it.
    pub possible: i64,
}

impl Tally {
    /// That of `content`, where `points` were asked.
    pub fn of(points: &[Point], content: &RecordContent) -> Self {
        let sum = |wanted: fn(Grade) -> bool| {
            let of = points.iter().filter(|point| wanted(grade_of(point, content)));
            of.map(|point| point.weight).sum()
        };
        Self {
            counts: super::counts(points, content),
            earned: sum(|grade| grade == Grade::Passed),
            possible: sum(|grade| grade != Grade::NotApplicable),
        }
    }
}

/// A commune with how far its subjects are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommuneRecords {
    /// The commune.
    pub unit_code: String,
    /// Its subjects.
    pub records: Vec<RecordStanding>,
}

choices! {
    /// Why a commune has no rank.
    NoRank {
        NotInspected "chưa kiểm tra" "not inspected",
        DraftOnly "biên bản chưa ký" "the record is not signed",
        | NothingSeen "chưa xem mục nào áp dụng" "nothing that applies was looked at"
    }
}

/// A commune in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedCommune {
    /// One more than how many are better.
    pub rank: i64,
    /// How many others have the same share.
    pub tied_with: i64,
    /// The commune.
    pub unit_code: String,
    /// The weights of what passed.
    pub earned: i64,
    /// The weights of what applies.
    pub possible: i64,
    /// The grades.
    pub counts: Counts,
    /// How many of its subjects have a signed record.
    pub records: i64,
    /// How many subjects it has.
    pub subjects: i64,
}

impl RankedCommune {
    /// The share, in tenths of a percent, rounded half up.
    pub fn per_mille(&self) -> i64 {
        (self.earned * 2_000 + self.possible) / (2 * self.possible.max(1))
    }
}

/// A commune without a rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnrankedCommune {
    /// The commune.
    pub unit_code: String,
    /// Why.
    pub reason: NoRank,
}

/// The ranking of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranking {
    /// The best first; those of one rank by code.
    pub ranked: Vec<RankedCommune>,
    /// Those without a rank, by code.
    pub apart: Vec<UnrankedCommune>,
}

/// Ranks communes. Shares are compared exactly, not as rounded.
pub fn ranking(communes: &[CommuneRecords]) -> Ranking {
    let mut ranking = Ranking::default();
    for commune in communes {
        match summed(commune) {
            Ok(ranked) => ranking.ranked.push(ranked),
            Err(reason) => ranking.apart.push(UnrankedCommune { unit_code: commune.unit_code.clone(), reason }),
        }
    }
    ranking.ranked.sort_by(|one, other| better_first(one, other).then_with(|| one.unit_code.cmp(&other.unit_code)));
    ranking.apart.sort_by(|one, other| one.unit_code.cmp(&other.unit_code));
    let groups: Vec<usize> =
        ranking.ranked.chunk_by(|one, other| better_first(one, other) == Ordering::Equal).map(<[_]>::len).collect();
    let mut rest = ranking.ranked.iter_mut();
    let mut rank = 1;
    for size in groups.into_iter().map(|size| i64::try_from(size).unwrap_or(i64::MAX)) {
        for commune in rest.by_ref().take(usize::try_from(size).unwrap_or_default()) {
            commune.rank = rank;
            commune.tied_with = size - 1;
        }
        rank += size;
    }
    ranking
}

/// By share, the larger first.
fn better_first(one: &RankedCommune, other: &RankedCommune) -> Ordering {
    let share = |earned: i64, possible: i64| i128::from(earned) * i128::from(possible);
    share(other.earned, one.possible).cmp(&share(one.earned, other.possible))
}

fn summed(commune: &CommuneRecords) -> Result<RankedCommune, NoRank> {
    let mut sum = RankedCommune {
        rank: 0,
        tied_with: 0,
        unit_code: commune.unit_code.clone(),
        earned: 0,
        possible: 0,
        counts: Counts::default(),
        records: 0,
        subjects: i64::try_from(commune.records.len()).unwrap_or(i64::MAX),
    };
    let mut drafts = false;
    for record in &commune.records {
        match record {
            RecordStanding::NotBegun => {}
            RecordStanding::Draft => drafts = true,
            RecordStanding::Signed(Tally { counts, earned, possible }) => {
                sum.counts = sum.counts.plus(*counts);
                sum.earned += earned;
                sum.possible += possible;
                sum.records += 1;
            }
        }
    }
    if sum.records == 0 {
        return Err(if drafts { NoRank::DraftOnly } else { NoRank::NotInspected });
    }
    let seen = sum.counts.passed + sum.counts.failed;
    if seen == 0 || sum.possible == 0 { Err(NoRank::NothingSeen) } else { Ok(sum) }
}

/// The line of a commune in words; `name` is its name.
pub fn ranked_words(ranked: &RankedCommune, name: &str) -> Localized {
    let RankedCommune { rank, tied_with, earned, possible, records, subjects, .. } = ranked;
    let unknown = ranked.counts.unknown;
    let (whole, tenth) = (ranked.per_mille() / 10, ranked.per_mille() % 10);
    let place = if *tied_with > 0 {
        Localized::new(
            format!("{name}: đồng hạng {rank} (cùng {tied_with} đơn vị khác)"),
            format!("{name}: rank {rank}, tied with {tied_with} others"),
        )
    } else {
        Localized::new(format!("{name}: hạng {rank}"), format!("{name}: rank {rank}"))
    };
    let points = Localized::new(
        format!(", {earned}/{possible} điểm ({whole},{tenth} %)"),
        format!(", {earned} of {possible} points ({whole}.{tenth} %)"),
    );
    let not_seen = Localized::new(
        format!("; còn {unknown} mục chưa xem, không tính là đạt"),
        format!("; {unknown} points were not looked at and do not count as passed"),
    );
    let so_far = Localized::new(
        format!("; mới kiểm tra {records}/{subjects} nơi"),
        format!("; {records} of {subjects} places were inspected so far"),
    );
    let said = [(true, place), (true, points), (unknown > 0, not_seen), (records < subjects, so_far)];
    let said: Vec<Localized> = said.into_iter().filter(|(is_so, _)| *is_so).map(|(_, words)| words).collect();
    let joined = |of: fn(&Localized) -> &str| said.iter().map(of).collect::<String>() + ".";
    Localized::new(joined(|words| words.vi.as_str()), joined(|words| words.en.as_str()))
}

/// Why a commune has no rank, in words.
pub fn unranked_words(apart: &UnrankedCommune, name: &str) -> Localized {
    let reason = apart.reason.name();
    Localized::new(format!("{name}: {}, chưa xếp hạng.", reason.vi), format!("{name}: {}, no rank.", reason.en))
}

/// How many of what is owed stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[schema(as = InspectionTaskCounts)]
pub struct TaskCounts {
    /// Nobody has reported it done.
    pub open: i64,
    /// Reported, not confirmed yet.
    pub reported: i64,
    /// Sent back.
    pub sent_back: i64,
    /// Confirmed.
    pub confirmed: i64,
    /// Nothing is owed any more: the record was corrected.
    pub voided: i64,
    /// Of the open ones and those sent back, how many are late.
    pub overdue: i64,
}

impl TaskCounts {
    /// With one more.
    #[must_use]
    pub fn with(mut self, state: OwedState, overdue: bool) -> Self {
        match state {
            OwedState::Open => self.open += 1,
            OwedState::Reported => self.reported += 1,
            OwedState::SentBack => self.sent_back += 1,
            OwedState::Confirmed => self.confirmed += 1,
            OwedState::Voided => self.voided += 1,
        }
        self.overdue += i64::from(overdue && state.is_with_the_unit());
        self
    }
}

/// How far a campaign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// How many units and places are to be inspected.
    pub subjects: i64,
    /// Of which nobody has begun the record.
    pub not_begun: i64,
    /// Of which the record is being drawn up.
    pub draft: i64,
    /// Of which the record is signed.
    pub signed: i64,
    /// The grades of the signed records.
    pub points: Counts,
    /// What is owed.
    pub tasks: TaskCounts,
}

/// Counts how far subjects and what is owed are.
pub fn progress(subjects: &[RecordStanding], tasks: TaskCounts) -> Progress {
    let mut progress = Progress { tasks, ..Progress::default() };
    for subject in subjects {
        progress.subjects += 1;
        match subject {
            RecordStanding::NotBegun => progress.not_begun += 1,
            RecordStanding::Draft => progress.draft += 1,
            RecordStanding::Signed(tally) => {
                progress.signed += 1;
                progress.points = progress.points.plus(tally.counts);
            }
        }
    }
    progress
}

/// The same in a sentence.
pub fn progress_words(progress: &Progress) -> Localized {
    let Progress { subjects, signed, tasks, points, .. } = progress;
    let all = tasks.open + tasks.reported + tasks.sent_back + tasks.confirmed;
    Localized::new(
        format!(
            "Đã ký {signed}/{subjects} biên bản; {} mục đạt, {} chưa đạt, {} chưa xem. Đã xác nhận khắc phục {}/{all} việc, quá hạn {}.",
            points.passed, points.failed, points.unknown, tasks.confirmed, tasks.overdue
        ),
        format!(
            "{signed} of {subjects} records are signed; {} points passed, {} failed, {} were not looked at. {} of {all} tasks are confirmed, {} are late.",
            points.passed, points.failed, points.unknown, tasks.confirmed, tasks.overdue
        ),
    )
}

/// The communes among `standings`, by code.
impl Ranking {
    /// The subjects of each unit together.
    pub fn by_commune(standings: impl IntoIterator<Item = (String, RecordStanding)>) -> Vec<CommuneRecords> {
        let mut communes: BTreeMap<String, Vec<RecordStanding>> = BTreeMap::new();
        for (unit, standing) in standings {
            communes.entry(unit).or_default().push(standing);
        }
        communes.into_iter().map(|(unit_code, records)| CommuneRecords { unit_code, records }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commune(code: &str, records: Vec<RecordStanding>) -> CommuneRecords {
        CommuneRecords { unit_code: code.into(), records }
    }

    fn signed(passed: i64, failed: i64, unknown: i64) -> RecordStanding {
        let counts = Counts { passed, failed, unknown, not_applicable: 14 - passed - failed - unknown };
        RecordStanding::Signed(Tally { counts, earned: passed, possible: passed + failed + unknown })
    }

    #[test]
    fn ties_are_said_and_the_next_rank_is_passed_over() {
        let ranking = ranking(&[
            commune("d", vec![signed(3, 7, 0)]),
            commune("c", vec![signed(5, 5, 0)]),
            commune("b", vec![signed(6, 6, 0)]),
            commune("a", vec![signed(9, 1, 0)]),
        ]);
        let lines: Vec<(i64, i64, &str)> =
            ranking.ranked.iter().map(|line| (line.rank, line.tied_with, line.unit_code.as_str())).collect();
        assert_eq!(lines, [(1, 0, "a"), (2, 1, "b"), (2, 1, "c"), (4, 0, "d")]);
        assert_eq!(
            ranked_words(&ranking.ranked[1], "Xã B").vi,
            "Xã B: đồng hạng 2 (cùng 1 đơn vị khác), 6/12 điểm (50,0 %)."
        );
    }

    #[test]
    fn who_was_not_inspected_stands_apart_with_the_reason() {
        use RecordStanding::{Draft, NotBegun};
        let ranking = ranking(&[
            commune("a", vec![NotBegun]),
            commune("b", vec![Draft, NotBegun]),
            commune("c", vec![signed(0, 0, 14)]),
            commune("d", vec![signed(0, 0, 0)]),
            commune("e", vec![signed(0, 1, 3), NotBegun]),
        ]);
        let apart: Vec<(&str, NoRank)> =
            ranking.apart.iter().map(|line| (line.unit_code.as_str(), line.reason)).collect();
        let expected = [
            ("a", NoRank::NotInspected),
            ("b", NoRank::DraftOnly),
            ("c", NoRank::NothingSeen),
            ("d", NoRank::NothingSeen),
        ];
        assert_eq!(apart, expected);
        let words = ranked_words(&ranking.ranked[0], "Xã E");
        assert_eq!(
            words.vi,
            "Xã E: hạng 1, 0/4 điểm (0,0 %); còn 3 mục chưa xem, không tính là đạt; mới kiểm tra 1/2 nơi."
        );
    }

    #[test]
    fn more_unknown_never_helps() {
        let ranking = ranking(&[commune("seen", vec![signed(7, 1, 0)]), commune("half", vec![signed(7, 0, 7)])]);
        let order: Vec<&str> = ranking.ranked.iter().map(|line| line.unit_code.as_str()).collect();
        assert_eq!(order, ["seen", "half"]);
    }
}
