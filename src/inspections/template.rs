//! What an inspection looks at: points in groups, with what stands behind each. Shipped as data (`templates.json`),
//! corrected by offices.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ReminderStep;
use crate::kernel::Localized;
use crate::plans::{FieldFault, text_fault};

/// The most points of a template.
const MAX_POINTS: usize = 100;
/// The most groups.
const MAX_GROUPS: usize = 20;
/// The longest text, in characters.
const MAX_TEXT: usize = 500;
/// The most a point can weigh.
const MAX_WEIGHT: i64 = 100;

/// A list of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// What to know about it.
    pub note: Localized,
    /// The headings, in order.
    pub groups: Vec<Group>,
    /// The points, in order.
    pub points: Vec<Point>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionGroup)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Localized,
}

/// One thing that is looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionPoint)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Its code, unique in the template.
    pub code: String,
    /// The group it stands in.
    pub group: String,
    /// What is asked.
    pub text: Localized,
    /// What it rests on.
    pub source: Source,
    /// What it counts for in the ranking.
    #[serde(default = "one")]
    pub weight: i64,
}

fn one() -> i64 {
    1
}

/// What a point rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionSource)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The act, as papers name it; empty where only practice asks for it.
    pub text: String,
    /// Nobody has read the act for this: look it up before it is quoted.
    pub verify: bool,
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "note")]
    _note: String,
    reminders: Vec<ReminderStep>,
    templates: Vec<Template>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("templates.json")).unwrap_or_else(|error| panic!("templates.json: {error}"))
});

/// The templates the program comes with.
pub fn shipped_templates() -> &'static [Template] {
    &FILE.templates
}

/// The reminders the program comes with.
pub(super) fn shipped_reminders() -> &'static [ReminderStep] {
    &FILE.reminders
}

/// Everything that is wrong with a template, each with its place.
pub fn template_faults(template: &Template) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    code(&mut faults, "/code", &template.code);
    both(&mut faults, "/name", &template.name, true);
    both(&mut faults, "/note", &template.note, false);
    if template.groups.is_empty() || template.groups.len() > MAX_GROUPS {
        faults.push(between("/groups", MAX_GROUPS));
    }
    if template.points.is_empty() || template.points.len() > MAX_POINTS {
        faults.push(between("/points", MAX_POINTS));
    }
    let mut groups = BTreeSet::new();
    for (at, group) in template.groups.iter().enumerate().take(MAX_GROUPS) {
        code(&mut faults, &format!("/groups/{at}/code"), &group.code);
        both(&mut faults, &format!("/groups/{at}/name"), &group.name, true);
        if !groups.insert(group.code.as_str()) {
            faults.push(twice(&format!("/groups/{at}/code")));
        }
    }
    let mut points = BTreeSet::new();
    for (at, point) in template.points.iter().enumerate().take(MAX_POINTS) {
        let pointer = format!("/points/{at}");
        point_faults(&mut faults, &pointer, point);
        if !points.insert(point.code.as_str()) {
            faults.push(twice(&format!("{pointer}/code")));
        }
        if !groups.contains(point.group.as_str()) {
            faults.push(FieldFault::new(
                format!("{pointer}/group"),
                "Không có nhóm này trong mẫu.",
                "The template has no such group.",
            ));
        }
    }
    faults
}

fn point_faults(faults: &mut Vec<FieldFault>, pointer: &str, point: &Point) {
    code(faults, &format!("{pointer}/code"), &point.code);
    both(faults, &format!("{pointer}/text"), &point.text, true);
    faults.extend(text_fault(&format!("{pointer}/source/text"), &point.source.text, MAX_TEXT));
    if !(1..=MAX_WEIGHT).contains(&point.weight) {
        faults.push(FieldFault::new(
            format!("{pointer}/weight"),
            format!("Nhập điểm từ 1 đến {MAX_WEIGHT}."),
            format!("Give a weight from 1 to {MAX_WEIGHT}."),
        ));
    }
}

fn code(faults: &mut Vec<FieldFault>, pointer: &str, code: &str) {
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if code.is_empty() || code.len() > 40 || !code.chars().all(sound) {
        faults.push(FieldFault::new(
            pointer,
            "Mã gồm chữ không dấu, chữ số, dấu gạch hoặc chấm, nhiều nhất 40 ký tự.",
            "A code has plain letters, digits, dashes or dots, at most 40.",
        ));
    }
}

fn both(faults: &mut Vec<FieldFault>, pointer: &str, words: &Localized, asked: bool) {
    for (language, text) in [("vi", &words.vi), ("en", &words.en)] {
        let pointer = format!("{pointer}/{language}");
        if asked && text.trim().is_empty() {
            faults.push(FieldFault::new(&pointer, "Nhập nội dung.", "Give the words."));
        }
        faults.extend(text_fault(&pointer, text, MAX_TEXT));
    }
}

fn between(pointer: &str, most: usize) -> FieldFault {
    FieldFault::new(pointer, format!("Cần từ 1 đến {most} dòng."), format!("From 1 to {most} lines."))
}

fn twice(pointer: &str) -> FieldFault {
    FieldFault::new(pointer, "Mã này đã có ở dòng trên.", "An earlier line has this code.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_whole_the_fourteen_points_and_those_of_fire() {
        let templates = shipped_templates();
        let codes: Vec<(&str, usize)> =
            templates.iter().map(|template| (template.code.as_str(), template.points.len())).collect();
        assert_eq!(codes, [("preparedness", 14), ("fire_prevention", 10)]);
        for template in templates {
            assert_eq!(template_faults(template), [], "{}", template.code);
        }
        let numbers: Vec<String> = (1..=14).map(|number| number.to_string()).collect();
        let asked: Vec<&str> = templates[0].points.iter().map(|point| point.code.as_str()).collect();
        assert_eq!(asked, numbers);
    }

    #[test]
    fn nothing_without_an_act_reads_as_if_it_had_been_looked_up() {
        for point in shipped_templates().iter().flat_map(|template| &template.points) {
            assert!(point.source.verify || !point.source.text.is_empty(), "{}", point.code);
        }
    }

    #[test]
    fn a_template_with_faults_says_where() {
        let mut broken = shipped_templates()[0].clone();
        broken.points[1].code = "1".into();
        broken.points[2].group = "none".into();
        broken.points[3].weight = 0;
        broken.name.en = " ".into();
        let pointers: Vec<String> = template_faults(&broken).into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(pointers, ["/name/en", "/points/1/code", "/points/2/group", "/points/3/weight"]);
    }
}
