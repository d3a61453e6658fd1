//! The record of one subject (biên bản kiểm tra): a grade for each point, with remark, evidence, who answers for it and
//! until when. A signed version is frozen; what was wrong in it is corrected by the next version.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Point, Subject, Tally};
use crate::kernel::choices::choices;
use crate::kernel::ids::{InspectionId, InspectionRecordId};
use crate::kernel::{Localized, Timestamp};
use crate::plans::{FieldFault, text_fault};

/// The longest remark, in characters.
const MAX_TEXT: usize = 2_000;
/// The longest name, in characters.
const MAX_NAME: usize = 200;

choices! {
    /// What was found of a point.
    Grade {
        Passed "đạt" "passed",
        Failed "chưa đạt" "failed",
        NotApplicable "không áp dụng" "not applicable",
        | Unknown "chưa xem" "not looked at"
    }
}

choices! {
    /// How a version of a record stands.
    InspectionRecordState {
        Signed "đã ký" "signed",
        | Draft "đang lập" "being drawn up"
    }
}

/// Who answers for mending something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionResponsible)]
#[serde(deny_unknown_fields)]
pub struct Responsible {
    /// Their name.
    pub name: String,
    /// Their office.
    #[serde(default)]
    pub position: String,
    /// Their telephone.
    #[serde(default)]
    pub phone: String,
}

/// What was found of one point.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionMark)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The point.
    pub code: String,
    /// The grade.
    #[serde(default)]
    pub grade: Grade,
    /// What was seen, what is to be done.
    #[serde(default)]
    pub remark: String,
    /// Who answers for it, where it failed.
    #[serde(default)]
    pub responsible: Option<Responsible>,
    /// Until when it is to be mended.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// The unit that owes it, where it is not that of the subject.
    #[serde(default)]
    pub owed_by: Option<String>,
}

/// What a version says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionRecordContent)]
#[serde(deny_unknown_fields)]
pub struct RecordContent {
    /// When the team was there.
    #[serde(default)]
    pub inspected_on: Option<NaiveDate>,
    /// Who stood for the unit.
    #[serde(default)]
    pub present: String,
    /// What the team concludes and proposes.
    #[serde(default)]
    pub conclusion: String,
    /// Point by point.
    #[serde(default)]
    pub points: Vec<Mark>,
}

/// A record: which subject of which campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: InspectionRecordId,
    /// The campaign.
    pub inspection_id: InspectionId,
    /// The subject.
    pub subject: Subject,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// One version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordVersion {
    /// The record.
    pub record_id: InspectionRecordId,
    /// 1, 2, 3 and so on.
    pub version: i64,
    /// Counts the changes of the draft.
    pub revision: i64,
    /// When it was begun.
    pub opened_at: Timestamp,
    /// By whom.
    pub opened_by: String,
    /// Why the version before is corrected; empty of the first.
    pub reason: String,
    /// When and by whom it was signed; from then on nothing changes.
    pub signed: Option<(Timestamp, String)>,
    /// Its grades, and what they count for.
    pub tally: Tally,
    /// What it says.
    pub content: RecordContent,
}

impl RecordVersion {
    /// How it stands.
    pub fn state(&self) -> InspectionRecordState {
        if self.signed.is_some() { InspectionRecordState::Signed } else { InspectionRecordState::Draft }
    }
}

/// How many points have which grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[schema(as = InspectionGradeCounts)]
pub struct Counts {
    /// Passed.
    pub passed: i64,
    /// Failed.
    pub failed: i64,
    /// Not applicable.
    pub not_applicable: i64,
    /// Not looked at: never counted as passed.
    pub unknown: i64,
}

impl Counts {
    /// With one more of `grade`.
    #[must_use]
    pub fn with(mut self, grade: Grade) -> Self {
        match grade {
            Grade::Passed => self.passed += 1,
            Grade::Failed => self.failed += 1,
            Grade::NotApplicable => self.not_applicable += 1,
            Grade::Unknown => self.unknown += 1,
        }
        self
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            not_applicable: self.not_applicable + other.not_applicable,
            unknown: self.unknown + other.unknown,
        }
    }
}

/// The grades of `points` in `content`; a point nothing is said of is unknown.
pub fn counts(points: &[Point], content: &RecordContent) -> Counts {
    points.iter().fold(Counts::default(), |counts, point| counts.with(grade_of(point, content)))
}

/// The grade of a point.
pub(super) fn grade_of(point: &Point, content: &RecordContent) -> Grade {
    content.points.iter().find(|mark| mark.code == point.code).map_or(Grade::Unknown, |mark| mark.grade)
}

/// A content in which every point is unknown.
pub fn blank(points: &[Point]) -> RecordContent {
    let mark = |point: &Point| Mark { code: point.code.clone(), ..Mark::default() };
    RecordContent { points: points.iter().map(mark).collect(), ..RecordContent::default() }
}

impl RecordContent {
    /// The same with every point of the template, in its order; what nothing is said of is unknown.
    #[must_use]
    pub fn completed(self, points: &[Point]) -> Self {
        let mut said: BTreeMap<String, Mark> = self.points.into_iter().map(|mark| (mark.code.clone(), mark)).collect();
        let mark = |point: &Point| {
            said.remove(&point.code).unwrap_or_else(|| Mark { code: point.code.clone(), ..Mark::default() })
        };
        Self { points: points.iter().map(mark).collect(), ..self }
    }
}

/// What of a draft cannot be kept.
pub fn draft_faults(points: &[Point], content: &RecordContent, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if content.inspected_on.is_some_and(|day| day > today) {
        faults.push(FieldFault::new("/inspected_on", "Ngày kiểm tra chưa tới.", "That day is still to come."));
    }
    faults.extend(text_fault("/present", &content.present, MAX_TEXT));
    faults.extend(text_fault("/conclusion", &content.conclusion, 5 * MAX_TEXT));
    let mut seen: Vec<&str> = Vec::new();
    for (at, mark) in content.points.iter().enumerate().take(points.len() + 1) {
        let pointer = format!("/points/{at}");
        if !points.iter().any(|point| point.code == mark.code) || seen.contains(&mark.code.as_str()) {
            faults.push(FieldFault::new(
                format!("{pointer}/code"),
                "Mục này không có trong mẫu kiểm tra, hoặc đã nêu ở trên.",
                "The template has no such point, or it was told before.",
            ));
        }
        seen.push(&mark.code);
        faults.extend(text_fault(&format!("{pointer}/remark"), &mark.remark, MAX_TEXT));
        if let Some(Responsible { name, position, phone }) = &mark.responsible {
            for (field, text) in [("name", name), ("position", position), ("phone", phone)] {
                faults.extend(text_fault(&format!("{pointer}/responsible/{field}"), text, MAX_NAME));
            }
        }
    }
    faults
}

/// What keeps a draft from being signed: a point that failed needs a remark, a person and a day, since it becomes
/// something that is owed. Points nobody looked at do not keep it: they stand in it as unknown.
pub fn signing_faults(content: &RecordContent) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let Some(inspected_on) = content.inspected_on else {
        return vec![FieldFault::new("/inspected_on", "Nhập ngày kiểm tra.", "Give the day of the inspection.")];
    };
    if content.points.iter().all(|mark| mark.grade == Grade::Unknown) {
        faults.push(FieldFault::new("/points", "Chưa xem mục nào.", "Nothing was looked at yet."));
    }
    for (at, mark) in content.points.iter().enumerate().filter(|(_, mark)| mark.grade == Grade::Failed) {
        let mut fault = |field: &str, words: Localized| {
            faults.push(FieldFault { pointer: format!("/points/{at}/{field}"), wording: words });
        };
        if mark.remark.trim().is_empty() {
            fault(
                "remark",
                Localized::new("Ghi rõ tồn tại, việc phải khắc phục.", "Say what was found and is to be mended."),
            );
        }
        if mark.responsible.as_ref().is_none_or(|person| person.name.trim().is_empty()) {
            fault("responsible", Localized::new("Nhập người chịu trách nhiệm.", "Name who answers for it."));
        }
        match mark.due_on {
            None => fault("due_on", Localized::new("Nhập thời hạn khắc phục.", "Give the day it is to be mended by.")),
            Some(due) if due < inspected_on => fault(
                "due_on",
                Localized::new("Thời hạn đứng trước ngày kiểm tra.", "The due date stands before the inspection."),
            ),
            Some(_) => {}
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::inspections::shipped_templates;

    fn points() -> &'static [Point] {
        &shipped_templates()[0].points
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    #[test]
    fn a_blank_record_has_passed_nothing_and_cannot_be_signed() {
        let blank = blank(points());
        assert_eq!(counts(points(), &blank), Counts { unknown: 14, ..Counts::default() });
        assert_eq!(signing_faults(&blank).len(), 1);
        let visited = RecordContent { inspected_on: Some(day(1)), ..blank };
        assert_eq!(signing_faults(&visited)[0].pointer, "/points");
    }

    #[test]
    fn what_failed_needs_a_remark_a_person_and_a_day() {
        let mut content = RecordContent { inspected_on: Some(day(5)), ..blank(points()) };
        content.points[2].grade = Grade::Failed;
        let pointers = |content: &RecordContent| {
            signing_faults(content).into_iter().map(|fault| fault.pointer).collect::<Vec<_>>()
        };
        assert_eq!(pointers(&content), ["/points/2/remark", "/points/2/responsible", "/points/2/due_on"]);
        let mark = &mut content.points[2];
        mark.remark = "Chưa có bảng trực".into();
        mark.responsible = Some(Responsible { name: "A Bri".into(), ..Responsible::default() });
        mark.due_on = Some(day(4));
        assert_eq!(pointers(&content), ["/points/2/due_on"]);
        content.points[2].due_on = Some(day(5));
        assert_eq!(pointers(&content), [""; 0]);
    }

    #[test]
    fn a_point_is_of_the_template_and_told_once() {
        let mut content = blank(points());
        content.points[0].code = "99".into();
        content.points[1].code = "3".into();
        let faults = draft_faults(points(), &content, day(1));
        let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(pointers, ["/points/0/code", "/points/2/code"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn unknown_never_counts_as_passed(grades in prop::collection::vec(prop::option::of(0_usize..4), 14)) {
            let said: Vec<Mark> = points()
                .iter()
                .zip(&grades)
                .filter_map(|(point, grade)| {
                    Some(Mark { code: point.code.clone(), grade: Grade::ALL[(*grade)?], ..Mark::default() })
                })
                .collect();
            let content = RecordContent { points: said.clone(), ..RecordContent::default() };
            let counted = counts(points(), &content);
            let plain = said.iter().filter(|mark| mark.grade == Grade::Passed).count();
            prop_assert_eq!(counted.passed, i64::try_from(plain).unwrap());
            let completed = content.completed(points());
            prop_assert_eq!(counts(points(), &completed), counted, "what is not said is unknown");
            prop_assert_eq!(completed.points.len(), 14);
            prop_assert_eq!(counted.passed + counted.failed + counted.not_applicable + counted.unknown, 14);
        }
    }
}
