//! Whether what was written can be kept: lengths, characters, levels, numbers. Never whether it is complete.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use unicode_normalization::is_nfc;

use super::annex::{Annexes, CellKind, TableForm};
use super::arrangement;
use super::fields::step;
use super::task_template::{MAX_PERSON, MAX_PHONE, MAX_STEP, MAX_STEPS, TaskPerson};
use super::template::levels_of;
use super::{Approval, PlanContent};
use crate::hazards::Hazard;
use crate::kernel::Localized;

/// A field that cannot be kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// JSON pointer of the field.
    pub pointer: String,
    /// What is wrong and what to do.
    pub wording: Localized,
}

impl FieldFault {
    /// A fault at `pointer`.
    pub fn new(pointer: impl Into<String>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), wording: Localized::new(vi, en) }
    }
}

/// The longest written part, in characters: about ten pages.
const MAX_SECTION: usize = 30_000;
/// The longest other text, in characters.
const MAX_TEXT: usize = 2_000;
/// The most rows of a list or table: more than the households of the largest commune in a zone plan.
const MAX_ROWS: usize = 5_000;
/// The longest time between a warning and the onset: 14 days.
const MOST_LEAD_MINUTES: u32 = 20_160;
/// How many faults are told at once.
const MAX_FAULTS: usize = 50;

/// The content a document holds, or what is wrong with the document.
pub(crate) fn read_content(document: Value) -> Result<PlanContent, FieldFault> {
    serde_path_to_error::deserialize(document).map_err(|error| {
        let path = error.path().to_string();
        let pointer =
            if path == "." { String::new() } else { format!("/{}", path.replace(['.', '['], "/").replace(']', "")) };
        let inner = error.inner();
        FieldFault::new(
            pointer,
            format!("Nội dung không đúng mẫu của phương án ({inner})."),
            format!("It does not fit the form of a plan ({inner})."),
        )
    })
}

/// The content a merge patch (RFC 7396) of `content` makes.
///
/// # Errors
/// Where the result is no content of a plan, or the patch wants to change zones: they have addresses of their own.
pub fn patched(content: &PlanContent, patch: &Value) -> Result<PlanContent, FieldFault> {
    let Value::Object(fields) = patch else {
        return Err(FieldFault::new(
            "",
            "Gửi một đối tượng JSON gồm các phần thay đổi.",
            "Send a JSON object of the parts that change.",
        ));
    };
    if fields.contains_key("zones") {
        return Err(FieldFault::new(
            "/zones",
            "Vùng được sửa tại địa chỉ riêng: …/zones/{mã vùng}.",
            "Zones are changed at their own address: …/zones/{code}.",
        ));
    }
    let mut document = serde_json::to_value(content).unwrap_or_default();
    json_patch::merge(&mut document, patch);
    read_content(document)
}

/// What is wrong with `content` as a plan against `hazard`.
pub fn check_content(content: &PlanContent, hazard: Hazard) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    check_texts("", &serde_json::to_value(content).unwrap_or_default(), &mut faults);
    check_levels(content, hazard, &mut faults);
    check_tasks(content, hazard, &mut faults);
    check_tables(content, &mut faults);
    let is_zone = |code: &str| content.zone(code).is_some();
    faults.extend(arrangement::check(&content.arrangements, is_zone, hazard));
    if content.title.trim().is_empty() {
        faults.push(FieldFault::new("/title", "Nhập tên phương án.", "Give the plan a title."));
    }
    faults.truncate(MAX_FAULTS);
    faults
}

fn check_texts(pointer: &str, value: &Value, faults: &mut Vec<FieldFault>) {
    if faults.len() >= MAX_FAULTS {
        return;
    }
    match value {
        Value::String(text) => faults.extend(text_fault(pointer, text, most_of(pointer))),
        Value::Array(rows) if rows.len() > MAX_ROWS => faults.push(FieldFault::new(
            pointer,
            format!("Có {} dòng, nhiều hơn mức 5.000. Chia thành nhiều phương án hoặc bảng.", rows.len()),
            format!("There are {} rows, more than 5,000. Split the table.", rows.len()),
        )),
        Value::Array(rows) => {
            for (at, row) in rows.iter().enumerate() {
                check_texts(&format!("{pointer}/{at}"), row, faults);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                check_texts(&format!("{pointer}/{}", step(name)), field, faults);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The longest text a field of a plan may hold, in characters.
fn most_of(pointer: &str) -> usize {
    let long = pointer.starts_with("/sections/") || pointer.starts_with("/scenarios/");
    if long { MAX_SECTION } else { MAX_TEXT }
}

/// Why `text`, of at most `most` characters, cannot be kept: too long, with control characters, decomposed.
pub fn text_fault(pointer: &str, text: &str, most: usize) -> Option<FieldFault> {
    let length = text.chars().count();
    if length > most {
        return Some(FieldFault::new(
            pointer,
            format!("Dài {length} ký tự, quá mức {most}. Rút ngắn lại."),
            format!("{length} characters, more than {most}. Shorten it."),
        ));
    }
    if let Some(control) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        let code = u32::from(control);
        return Some(FieldFault::new(
            pointer,
            format!(
                "Có ký tự điều khiển U+{code:04X} không nhìn thấy được. Xoá ký tự đó, hoặc dán lại dưới dạng văn bản thuần."
            ),
            format!("It holds the invisible control character U+{code:04X}. Remove it, or paste as plain text."),
        ));
    }
    (!is_nfc(text)).then(|| {
        FieldFault::new(
            pointer,
            "Văn bản ở dạng Unicode tổ hợp (NFD). Chuyển sang Unicode dựng sẵn (NFC) rồi gửi lại.",
            "The text is in decomposed Unicode (NFD). Convert it to composed Unicode (NFC) and send it again.",
        )
    })
}

fn check_levels(content: &PlanContent, hazard: Hazard, faults: &mut Vec<FieldFault>) {
    let levels: Vec<u8> = levels_of(hazard);
    for level in content.scenarios.keys().filter(|level| !levels.contains(level)) {
        faults.push(level_fault(format!("/scenarios/{level}"), *level, hazard));
    }
    for (level, minutes) in &content.lead_times {
        if *level != 0 && !levels.contains(level) {
            faults.push(level_fault(format!("/lead_times/{level}"), *level, hazard));
        }
        if !(1..=MOST_LEAD_MINUTES).contains(minutes) {
            faults.push(FieldFault::new(
                format!("/lead_times/{level}"),
                "Thời gian từ lúc cảnh báo đến lúc thiên tai xảy ra: từ 1 phút đến 14 ngày.",
                "The time between the warning and the onset is 1 minute to 14 days.",
            ));
        }
    }
}

pub(super) fn level_fault(pointer: String, level: u8, hazard: Hazard) -> FieldFault {
    let known = levels_of(hazard).iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    FieldFault::new(
        pointer,
        format!("Cấp {level} không dùng cho {}. Các cấp được dùng: {known}.", hazard.name().vi),
        format!("Level {level} is not used for {}. The levels are {known}.", hazard.name().en),
    )
}

fn check_tasks(content: &PlanContent, hazard: Hazard, faults: &mut Vec<FieldFault>) {
    let levels = levels_of(hazard);
    for (at, task) in content.tasks.iter().enumerate() {
        if let Some(level) = task.from_level.filter(|level| !levels.contains(level)) {
            faults.push(level_fault(format!("/tasks/{at}/from_level"), level, hazard));
        }
        if task.steps.len() > MAX_STEPS {
            faults.push(FieldFault::new(
                format!("/tasks/{at}/steps"),
                format!("Có {} bước, nhiều hơn mức {MAX_STEPS}. Tách thành nhiều việc.", task.steps.len()),
                format!("There are {} steps, more than {MAX_STEPS}. Make several tasks of it.", task.steps.len()),
            ));
        }
        for (step, title) in task.steps.iter().enumerate() {
            let pointer = format!("/tasks/{at}/steps/{step}");
            if title.trim().is_empty() {
                faults.push(FieldFault::new(pointer, "Bước không có tên.", "The step has no name."));
            } else if title.chars().count() > MAX_STEP {
                faults.extend(text_fault(&pointer, title, MAX_STEP));
            }
        }
        if let Some(person) = &task.person {
            faults.extend(person_faults(&format!("/tasks/{at}/person"), person));
        }
    }
}

/// What is wrong with how a person is named, at `pointer`.
pub fn person_faults(pointer: &str, person: &TaskPerson) -> Vec<FieldFault> {
    let (name_at, phone_at) = (format!("{pointer}/name"), format!("{pointer}/phone"));
    let mut faults: Vec<FieldFault> = text_fault(&name_at, &person.name, MAX_PERSON).into_iter().collect();
    if person.name.trim().is_empty() {
        faults.push(FieldFault::new(name_at, "Nhập họ tên.", "Write the name."));
    }
    if let Some(phone) = person.phone.as_deref() {
        faults.extend(text_fault(&phone_at, phone, MAX_PHONE));
        if !is_phone(phone) {
            faults.push(phone_fault(phone_at, phone));
        }
    }
    faults
}

pub(super) fn phone_fault(pointer: impl Into<String>, text: &str) -> FieldFault {
    FieldFault::new(
        pointer,
        format!("“{text}” không phải số điện thoại. Ghi số, ví dụ 0905 123 456; nhiều số cách nhau bằng dấu phẩy."),
        format!("“{text}” is no telephone number. Write digits, such as 0905 123 456; several with commas."),
    )
}

fn check_tables(content: &PlanContent, faults: &mut Vec<FieldFault>) {
    let tables = serde_json::to_value(&content.annexes).unwrap_or_default();
    for form in Annexes::forms() {
        let rows = tables.get(form.key).and_then(Value::as_array).into_iter().flatten();
        for (at, row) in rows.enumerate() {
            faults.extend(check_row(&form, at, row));
        }
    }
}

fn check_row(form: &TableForm, at: usize, row: &Value) -> Vec<FieldFault> {
    let fault =
        |key: &str, vi: String, en: String| FieldFault::new(format!("/annexes/{}/{at}/{key}", form.key), vi, en);
    form.columns
        .iter()
        .filter_map(|column| {
            let text = row.get(column.key).and_then(Value::as_str).filter(|text| !text.is_empty())?;
            match column.kind {
                CellKind::Choice if column.choices.iter().all(|choice| choice.code != text) => {
                    let (vi, en): (Vec<_>, Vec<_>) =
                        column.choices.iter().map(|choice| (choice.name.vi.as_str(), choice.code)).unzip();
                    Some(fault(
                        column.key,
                        format!("“{text}” không có trong danh mục: {}.", vi.join(", ")),
                        format!("“{text}” is none of: {}.", en.join(", ")),
                    ))
                }
                CellKind::Phone if !is_phone(text) => {
                    Some(phone_fault(format!("/annexes/{}/{at}/{}", form.key, column.key), text))
                }
                _ => None,
            }
        })
        .collect()
}

/// Digits with the signs people put between them; a radio channel may have letters ("kênh 5").
pub(super) fn is_phone(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 1
        && text.chars().all(|c| c.is_alphanumeric() || " +-.,;/()".contains(c))
}

/// The approval as a person fills it in: all of it may be missing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ApprovalForm {
    /// Number of the decision.
    pub number: Option<String>,
    /// Date of the decision.
    pub date: Option<NaiveDate>,
    /// Who signed.
    pub signer: Option<String>,
    /// From when it holds.
    pub effective_from: Option<NaiveDate>,
}

/// The approval `form` holds on `today`.
///
/// # Errors
/// Every part that is missing or cannot be: a decision of tomorrow, or one that holds before it was taken.
pub fn check_approval(form: &ApprovalForm, today: NaiveDate) -> Result<Approval, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let text =
        |value: &Option<String>| value.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (number, signer) = (text(&form.number), text(&form.signer));
    for (pointer, value) in [("/number", &number), ("/signer", &signer)] {
        faults.extend(value.as_deref().and_then(|value| text_fault(pointer, value, MAX_TEXT)));
    }
    let mut missing = |absent: bool, pointer: &str, vi: &str, en: &str| {
        if absent {
            faults.push(FieldFault::new(pointer, vi, en));
        }
    };
    missing(number.is_none(), "/number", "Nhập số quyết định phê duyệt.", "Give the number of the decision.");
    missing(form.date.is_none(), "/date", "Nhập ngày quyết định phê duyệt.", "Give the date of the decision.");
    missing(signer.is_none(), "/signer", "Nhập người ký quyết định.", "Give who signed.");
    missing(
        form.effective_from.is_none(),
        "/effective_from",
        "Nhập ngày phương án có hiệu lực.",
        "Give the day from which it holds.",
    );
    missing(
        form.date.is_some_and(|date| date > today),
        "/date",
        "Ngày quyết định ở tương lai. Nhập ngày đã ký.",
        "The decision is dated in the future. Give the day it was signed.",
    );
    missing(
        form.effective_from.zip(form.date).is_some_and(|(from, date)| from < date),
        "/effective_from",
        "Ngày có hiệu lực trước ngày quyết định. Kiểm tra lại hai ngày.",
        "It would hold before the decision was taken. Check both days.",
    );
    match (number, form.date, signer, form.effective_from) {
        (Some(number), Some(date), Some(signer), Some(effective_from)) if faults.is_empty() => {
            Ok(Approval { number, date, signer, effective_from })
        }
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::annex::Contact;
    use crate::plans::{Scenario, Section};
    use serde_json::json;

    fn content() -> PlanContent {
        PlanContent { title: "Phương án ứng phó bão".into(), ..PlanContent::default() }
    }

    fn pointers(content: &PlanContent) -> Vec<String> {
        check_content(content, Hazard::Storm).into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn what_cannot_be_read_later_is_refused() {
        let mut wrong = content();
        wrong.sections.insert(Section::Order, "Chốt chặn\u{0007}".into());
        wrong.sections.insert(Section::Purpose, "Ngo\u{0323}c Linh".into());
        wrong.sections.insert(Section::Recovery, "a".repeat(MAX_SECTION + 1));
        assert_eq!(pointers(&wrong), ["/sections/order", "/sections/purpose", "/sections/recovery"]);
        assert!(pointers(&content()).is_empty());
    }

    #[test]
    fn a_storm_has_no_level_two() {
        let mut wrong = content();
        wrong.scenarios.insert(2, Scenario::default());
        assert_eq!(pointers(&wrong), ["/scenarios/2"]);
    }

    #[test]
    fn the_time_before_the_onset_is_of_levels_there_are_and_at_most_fourteen_days() {
        let mut wrong = content();
        wrong.lead_times = [(0, 60), (2, 60), (3, 0), (4, 20_161), (5, 20_160)].into();
        assert_eq!(pointers(&wrong), ["/lead_times/2", "/lead_times/3", "/lead_times/4"]);
        let level = |digit| crate::hazards::RiskLevel::new(digit).unwrap();
        assert_eq!((wrong.lead_minutes(level(5)), wrong.lead_minutes(level(1))), (Some(20_160), Some(60)));
        let bare = serde_json::to_value(content()).unwrap();
        assert!(bare.get("lead_times").is_none(), "documents without one stay as they were");
    }

    #[test]
    fn tasks_are_checked_with_their_steps_person_and_level() {
        let plan = |task: serde_json::Value| {
            let line = json!({
                "phase": "before", "subject": "people", "role": "village_head",
                "title": {"vi": "Báo từng nhà", "en": "Tell every house"}, "due": null,
            });
            let mut line = line;
            json_patch::merge(&mut line, &task);
            PlanContent { tasks: vec![serde_json::from_value(line).unwrap()], ..content() }
        };
        let fine = json!({
            "steps": ["Gọi loa", "Gõ cửa"], "person": {"name": "A Thuận", "phone": "0905 000 111"}, "from_level": 3,
        });
        assert!(pointers(&plan(fine)).is_empty());
        assert_eq!(pointers(&plan(json!({"steps": ["Gọi loa", " "]}))), ["/tasks/0/steps/1"]);
        assert_eq!(pointers(&plan(json!({"steps": ["x".repeat(MAX_STEP + 1)]}))), ["/tasks/0/steps/0"]);
        assert_eq!(pointers(&plan(json!({"steps": vec!["x"; MAX_STEPS + 1]}))), ["/tasks/0/steps"]);
        assert_eq!(pointers(&plan(json!({"person": {"name": ""}}))), ["/tasks/0/person/name"]);
        let wrong = json!({"person": {"name": "A Thuận", "phone": "<gọi>"}});
        assert_eq!(pointers(&plan(wrong)), ["/tasks/0/person/phone"]);
        assert_eq!(pointers(&plan(json!({"from_level": 2}))), ["/tasks/0/from_level"], "a storm has no level two");
    }

    #[test]
    fn cells_are_checked_by_their_kind() {
        let mut wrong = content();
        let contact = |phone: &str| Contact { name: "A".into(), phone: phone.into(), ..Contact::default() };
        wrong.annexes.contacts = vec![contact("0905 123 456"), contact("hỏi chị Y Hot"), contact("")];
        assert_eq!(pointers(&wrong), ["/annexes/contacts/1/phone"]);
    }

    #[test]
    fn a_patch_names_the_field_that_does_not_fit() {
        let fault = patched(&content(), &json!({"annexes": {"supplies": [{"held": -5}]}})).unwrap_err();
        assert_eq!(fault.pointer, "/annexes/supplies/0/held");
        let fault = patched(&content(), &json!({"zones": []})).unwrap_err();
        assert_eq!(fault.pointer, "/zones");
        assert!(patched(&content(), &json!("text")).is_err());
        let kept = patched(&content(), &json!({"sections": {"order": "Chốt chặn."}})).unwrap();
        assert_eq!(
            (kept.title.as_str(), kept.sections[&Section::Order].as_str()),
            ("Phương án ứng phó bão", "Chốt chặn.")
        );
    }

    #[test]
    fn an_approval_needs_all_its_parts_in_order() {
        let day = |text: &str| Some(text.parse().unwrap());
        let form = ApprovalForm {
            number: Some("12/QĐ-UBND".into()),
            date: day("2026-04-20"),
            signer: Some("A".into()),
            effective_from: day("2026-05-01"),
        };
        let today = "2026-04-21".parse().unwrap();
        let faults = |form: &ApprovalForm| -> Vec<String> {
            check_approval(form, today)
                .map_or_else(|faults| faults.into_iter().map(|fault| fault.pointer).collect(), |_| vec![])
        };
        assert!(faults(&form).is_empty());
        assert_eq!(faults(&ApprovalForm { effective_from: None, ..form.clone() }), ["/effective_from"]);
        assert_eq!(faults(&ApprovalForm { effective_from: day("2026-04-19"), ..form.clone() }), ["/effective_from"]);
        assert_eq!(faults(&ApprovalForm { date: day("2026-04-22"), ..form.clone() }), ["/date"]);
        assert_eq!(faults(&ApprovalForm { number: Some("  ".into()), ..form }), ["/number"]);
    }
}
