//! The written parts line by line, and within a line that changed, word by word.

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{ChangeTag, DiffOp, TextDiff};
use utoipa::ToSchema;

use crate::kernel::Localized;
use crate::plans::fields::label;
use crate::plans::{PlanContent, Scenario};

/// A written part that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextChange {
    /// Its field.
    pub pointer: String,
    /// Its name.
    pub label: Localized,
    /// In a sentence.
    pub message: Localized,
    /// Its lines, those that are the same included.
    pub lines: Vec<Line>,
}

/// A line of a written part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Line {
    /// What became of it.
    pub kind: LineKind,
    /// The line; of a changed one the later form, of a removed one the earlier.
    pub text: String,
    /// The words of a changed line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Word>,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// It is the same.
    Same,
    /// Only the later version has it.
    Added,
    /// Only the earlier version has it.
    Removed,
    /// It has other words.
    Changed,
}

/// Words of a changed line that share one fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Word {
    /// What became of them.
    pub kind: WordKind,
    /// The words, with the spaces between them.
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WordKind {
    /// They are the same.
    Same,
    /// Only the later line has them.
    Added,
    /// Only the earlier line has them.
    Removed,
}

/// Above so many lines a text is told as replaced: comparing takes time by the square of what differs.
const MAX_LINES: usize = 2_000;
/// Lines that share less than this are two lines and not one that changed.
const LEAST_ALIKE: f32 = 0.4;

/// The written parts that differ, in the order of the document.
pub(super) fn changes(from: &PlanContent, to: &PlanContent) -> Vec<TextChange> {
    let (from, to) = (written(from), written(to));
    let keys: std::collections::BTreeSet<_> = from.keys().chain(to.keys()).collect();
    let text = |side: &BTreeMap<_, String>, key: &_| side.get(key).cloned().unwrap_or_default();
    keys.into_iter()
        .filter_map(|key| {
            let (before, after) = (text(&from, key), text(&to, key));
            (before != after).then(|| change(&key.1, &before, &after))
        })
        .collect()
}

/// The written parts by their place in the document and their field.
fn written(content: &PlanContent) -> BTreeMap<(usize, String), String> {
    let bases = ((0, "/legal_bases".to_owned()), content.legal_bases.join("\n"));
    let sections = content.sections.iter().map(|(section, text)| {
        let place = crate::plans::Section::ALL.iter().position(|known| known == section).unwrap_or(0);
        ((1 + place, format!("/sections/{}", section.code())), text.clone())
    });
    let scenarios = content.scenarios.iter().flat_map(|(level, scenario)| {
        let Scenario { situation, before, during, after } = scenario;
        [("situation", situation), ("before", before), ("during", during), ("after", after)]
            .into_iter()
            .zip(0..)
            .map(|((part, text), at)| {
                ((100 + usize::from(*level) * 10 + at, format!("/scenarios/{level}/{part}")), text.clone())
            })
            .collect::<Vec<_>>()
    });
    std::iter::once(bases).chain(sections).chain(scenarios).collect()
}

fn change(pointer: &str, before: &str, after: &str) -> TextChange {
    let lines = lines(before, after);
    let label = label(pointer);
    let count = |kind| lines.iter().filter(|line| line.kind == kind).count();
    let counts = [
        (LineKind::Added, "thêm", "added"),
        (LineKind::Removed, "bỏ", "removed"),
        (LineKind::Changed, "sửa", "changed"),
    ]
    .map(|(kind, vi, en)| (count(kind), vi, en));
    let told = counts.iter().filter(|(count, ..)| *count > 0);
    let (vi, en): (Vec<_>, Vec<_>) =
        told.map(|(count, vi, en)| (format!("{vi} {count} đoạn"), format!("{count} lines {en}"))).unzip();
    let message = if vi.is_empty() {
        Localized::new(format!("{}: đổi cách xuống dòng.", label.vi), format!("{}: other line breaks.", label.en))
    } else {
        Localized::new(format!("{}: {}.", label.vi, vi.join(", ")), format!("{}: {}.", label.en, en.join(", ")))
    };
    TextChange { pointer: pointer.to_owned(), label, message, lines }
}

fn lines(before: &str, after: &str) -> Vec<Line> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    if before.len().max(after.len()) > MAX_LINES {
        return replaced(&before, &after);
    }
    let diff = TextDiff::from_slices(&before, &after);
    let part = |lines: &[&str], at: usize, len: usize| -> Vec<String> {
        lines.iter().skip(at).take(len).map(|line| (*line).to_owned()).collect()
    };
    let mut found = Vec::new();
    for op in diff.ops() {
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                found.extend(part(&before, old_index, len).into_iter().map(|text| plain(LineKind::Same, text)));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                found.extend(part(&before, old_index, old_len).into_iter().map(|text| plain(LineKind::Removed, text)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                found.extend(part(&after, new_index, new_len).into_iter().map(|text| plain(LineKind::Added, text)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                found.extend(turned(&part(&before, old_index, old_len), &part(&after, new_index, new_len)));
            }
        }
    }
    found
}

fn plain(kind: LineKind, text: String) -> Line {
    Line { kind, text, words: Vec::new() }
}

fn replaced(before: &[&str], after: &[&str]) -> Vec<Line> {
    let removed = before.iter().map(|line| plain(LineKind::Removed, (*line).to_owned()));
    removed.chain(after.iter().map(|line| plain(LineKind::Added, (*line).to_owned()))).collect()
}

/// Lines that took the place of others: pair by pair where they are alike.
fn turned(before: &[String], after: &[String]) -> Vec<Line> {
    let mut found = Vec::new();
    for at in 0..before.len().max(after.len()) {
        match (before.get(at), after.get(at)) {
            (Some(old), Some(new)) => {
                let diff = TextDiff::from_words(old.as_str(), new.as_str());
                if diff.ratio() < LEAST_ALIKE {
                    found.extend([plain(LineKind::Removed, old.clone()), plain(LineKind::Added, new.clone())]);
                } else {
                    found.push(Line { kind: LineKind::Changed, text: new.clone(), words: words(old, new) });
                }
            }
            (Some(old), None) => found.push(plain(LineKind::Removed, old.clone())),
            (None, Some(new)) => found.push(plain(LineKind::Added, new.clone())),
            (None, None) => {}
        }
    }
    found
}

fn words(before: &str, after: &str) -> Vec<Word> {
    let diff = TextDiff::from_words(before, after);
    let mut found: Vec<Word> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => WordKind::Same,
            ChangeTag::Insert => WordKind::Added,
            ChangeTag::Delete => WordKind::Removed,
        };
        match found.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.text.push_str(change.value()),
            None => found.push(Word { kind, text: change.value().to_owned() }),
        }
    }
    found
}
