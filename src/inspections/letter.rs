//! A letter that urges a unit on (văn bản đôn đốc): everything it needs, in the form of Decree 30/2020. In Vietnamese
//! only, since it is a paper of an office; what a person still has to fill in is named.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Decision, ReminderRecipient, Responsible};
use crate::kernel::Localized;
use crate::kernel::wording::day_vi;

/// One thing that is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterItem {
    /// The point, in Vietnamese.
    pub point: String,
    /// What was inspected.
    pub subject: String,
    /// What was found.
    pub remark: String,
    /// Who answers for it.
    pub responsible: Responsible,
    /// Until when.
    pub due_on: NaiveDate,
    /// By how many days it is late.
    pub days_late: i64,
    /// How many reminders were given.
    pub reminders: i64,
    /// What the point rests on.
    pub source: String,
    /// Whether that is still to be looked up.
    pub verify: bool,
}

/// What a letter is written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFacts<'a> {
    /// The day it is written.
    pub today: NaiveDate,
    /// The name of the unit that ordered the inspection: "Tỉnh Quảng Ngãi".
    pub ordered_by: &'a str,
    /// The name of the unit that owes.
    pub unit: &'a str,
    /// The name of the unit above it; none where there is none.
    pub above: Option<&'a str>,
    /// The level of the reminder.
    pub level: i64,
    /// Whom it goes to.
    pub to: ReminderRecipient,
    /// The name of the campaign.
    pub campaign: &'a str,
    /// Its paper.
    pub decision: Option<&'a Decision>,
    /// Who leads the team.
    pub leader: &'a str,
    /// When the record was made.
    pub inspected_on: Option<NaiveDate>,
    /// What is late.
    pub items: &'a [LetterItem],
    /// Invented for the demonstration.
    pub demonstration: bool,
}

/// A line of what is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionLetterLine)]
pub struct LetterLine {
    /// Its mark: a, b, c, d, đ, e, g.
    pub mark: String,
    /// The point.
    pub point: String,
    /// What was inspected.
    pub subject: String,
    /// What was found.
    pub remark: String,
    /// Who answers for it.
    pub responsible: String,
    /// Until when.
    pub due_on: String,
    /// By how much it is late.
    pub overdue: String,
    /// How often it was reminded.
    pub reminded: String,
    /// What the point rests on.
    pub legal_source: String,
    /// Whether that is still to be looked up.
    pub verify: bool,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionLetterSignature)]
pub struct Signature {
    /// In whose name.
    pub on_behalf: String,
    /// The office.
    pub title: String,
    /// The name; empty where a person fills it in.
    pub name: String,
}

/// The letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = InspectionLetter)]
pub struct Letter {
    /// The country, top right.
    pub country: String,
    /// The motto under it.
    pub motto: String,
    /// The body above the one that writes, top left.
    pub parent_body: Option<String>,
    /// The body that writes.
    pub issuing_body: String,
    /// "Số: …": the number is given by the clerk.
    pub number: String,
    /// "V/v …".
    pub subject: String,
    /// Place and day.
    pub place_and_date: String,
    /// "Kính gửi: …".
    pub addressed_to: String,
    /// What it rests on.
    pub grounds: Vec<String>,
    /// The first paragraph.
    pub opening: String,
    /// What is late.
    pub items: Vec<LetterLine>,
    /// What is asked for.
    pub demands: Vec<String>,
    /// The last sentence, with `./.`.
    pub closing: String,
    /// Who signs.
    pub signature: Signature,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// The level of the reminder.
    pub level: i64,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// What a person still fills in.
    pub missing: Vec<Localized>,
}

/// The letters lists are marked with in Vietnamese: đ follows d; f, j, w and z are not used.
const MARKS: [&str; 22] =
    ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "x"];

/// "ngày 05 tháng 9 năm 2026".
fn long_day(day: NaiveDate) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
}

/// The name of a unit inside a sentence: "xã Ngọc Linh".
fn inside(name: &str) -> String {
    let kinds = ["Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu "];
    let kind = kinds.iter().find(|kind| name.starts_with(**kind));
    kind.map_or_else(|| name.to_owned(), |kind| kind.to_lowercase() + name.trim_start_matches(kind))
}

/// The name without what the unit is: "Ngọc Linh".
fn bare(name: &str) -> &str {
    let kinds = ["Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Thị trấn ", "Đặc khu "];
    kinds.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// Whether the letter goes to the very body that ordered the inspection: then the team writes it, as a report.
fn goes_to_who_ordered(facts: &LetterFacts<'_>) -> bool {
    facts.to == ReminderRecipient::Above && facts.above.is_none_or(|above| above == facts.ordered_by)
}

/// Writes the letter.
pub fn letter(facts: &LetterFacts<'_>) -> Letter {
    let committee = format!("ỦY BAN NHÂN DÂN {}", facts.ordered_by.to_uppercase());
    let by_team = goes_to_who_ordered(facts);
    let (parent_body, issuing_body) =
        if by_team { (Some(committee), "ĐOÀN KIỂM TRA".to_owned()) } else { (None, committee) };
    let about = format!("đôn đốc khắc phục tồn tại sau kiểm tra (mức {})", facts.level);
    Letter {
        country: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".into(),
        motto: "Độc lập - Tự do - Hạnh phúc".into(),
        parent_body,
        issuing_body,
        number: if by_team { "Số:       /BC-ĐKT".into() } else { "Số:       /UBND-…".into() },
        subject: if by_team {
            "V/v đơn vị chậm khắc phục tồn tại sau kiểm tra".into()
        } else {
            format!("V/v {about}")
        },
        place_and_date: format!("{}, {}", bare(facts.ordered_by), long_day(facts.today)),
        addressed_to: format!("Kính gửi: {}", addressee(facts)),
        grounds: grounds(facts),
        opening: opening(facts),
        items: lines(facts.items),
        demands: demands(facts, by_team),
        closing: closing(facts, by_team),
        signature: signature(facts, by_team),
        recipients: recipients(facts, by_team),
        level: facts.level,
        demonstration: facts.demonstration,
        missing: missing(facts, by_team),
    }
}

/// What whoever is reminded is called, where the unit and the one above it are called so.
pub fn recipient_name(to: ReminderRecipient, responsible: &Responsible, unit: &str, above: Option<&str>) -> String {
    match (to, above) {
        (ReminderRecipient::Responsible, _) => person(responsible),
        (ReminderRecipient::Chair, _) => format!("Chủ tịch Ủy ban nhân dân {}", inside(unit)),
        (ReminderRecipient::Above, Some(above)) => format!("Chủ tịch Ủy ban nhân dân {}", inside(above)),
        (ReminderRecipient::Above, None) => format!("cấp trên của Ủy ban nhân dân {}", inside(unit)),
    }
}

fn addressee(facts: &LetterFacts<'_>) -> String {
    if facts.to == ReminderRecipient::Responsible {
        return format!("Ủy ban nhân dân {} ({})", inside(facts.unit), responsible_people(facts));
    }
    let above = facts.above.or(Some(facts.ordered_by));
    recipient_name(facts.to, &Responsible::default(), facts.unit, above)
}

fn person(person: &Responsible) -> String {
    if person.position.is_empty() {
        format!("ông (bà) {}", person.name)
    } else {
        format!("ông (bà) {}, {}", person.name, person.position)
    }
}

fn responsible_people(facts: &LetterFacts<'_>) -> String {
    let mut people: Vec<String> = facts.items.iter().map(|item| person(&item.responsible)).collect();
    people.dedup();
    people.join("; ")
}

fn grounds(facts: &LetterFacts<'_>) -> Vec<String> {
    let of_campaign = match facts.decision {
        Some(decision) => {
            let signer = if decision.signer.is_empty() { String::new() } else { format!(", {} ký", decision.signer) };
            format!(
                "Thực hiện Quyết định số {} {}{signer} ({})",
                decision.number,
                long_day(decision.signed_on),
                facts.campaign
            )
        }
        None => format!("Thực hiện đợt kiểm tra “{}” (số quyết định bổ sung sau)", facts.campaign),
    };
    let on = facts.inspected_on.map(|day| format!(" {}", long_day(day))).unwrap_or_default();
    vec![format!("{of_campaign};"), format!("Căn cứ biên bản kiểm tra{on} của Đoàn kiểm tra,")]
}

fn opening(facts: &LetterFacts<'_>) -> String {
    format!(
        "Đến {}, Ủy ban nhân dân {} còn {} nội dung đã quá thời hạn khắc phục nhưng chưa có báo cáo kết quả đạt yêu cầu, cụ thể:",
        long_day(facts.today),
        inside(facts.unit),
        facts.items.len(),
    )
}

fn lines(items: &[LetterItem]) -> Vec<LetterLine> {
    let line = |(at, item): (usize, &LetterItem)| LetterLine {
        mark: MARKS.get(at).map_or_else(|| (at + 1).to_string(), |mark| (*mark).to_owned()),
        point: item.point.clone(),
        subject: item.subject.clone(),
        remark: item.remark.clone(),
        responsible: person(&item.responsible),
        due_on: day_vi(item.due_on),
        overdue: format!("quá hạn {} ngày", item.days_late),
        reminded: if item.reminders == 0 {
            "chưa nhắc".into()
        } else {
            format!("đã nhắc {} lần", item.reminders)
        },
        legal_source: item.source.clone(),
        verify: item.verify,
    };
    items.iter().enumerate().map(line).collect()
}

fn demands(facts: &LetterFacts<'_>, by_team: bool) -> Vec<String> {
    let unit = inside(facts.unit);
    if by_team {
        return vec![
            format!("Xem xét, chỉ đạo Ủy ban nhân dân {unit} khẩn trương khắc phục các nội dung nêu trên."),
            "Cho ý kiến về trách nhiệm của tập thể, cá nhân để chậm trễ kéo dài.".into(),
        ];
    }
    let direct = match facts.to {
        ReminderRecipient::Above => {
            format!("Chỉ đạo Ủy ban nhân dân {unit} khẩn trương khắc phục các nội dung nêu trên.")
        }
        ReminderRecipient::Chair => "Trực tiếp chỉ đạo, khẩn trương khắc phục các nội dung nêu trên.".into(),
        ReminderRecipient::Responsible => "Khẩn trương khắc phục các nội dung nêu trên.".into(),
    };
    vec![
        direct,
        "Báo cáo kết quả khắc phục, kèm hình ảnh, trước ngày …/…/……".into(),
        "Nêu rõ nguyên nhân chậm trễ, trách nhiệm và khó khăn cần tháo gỡ (nếu có).".into(),
    ]
}

fn closing(facts: &LetterFacts<'_>, by_team: bool) -> String {
    if by_team {
        return "Đoàn kiểm tra kính báo cáo./.".into();
    }
    let who = addressee(facts);
    let who = who.split(" (").next().unwrap_or_default();
    format!("Đề nghị {who} nghiêm túc thực hiện./.")
}

fn signature(facts: &LetterFacts<'_>, by_team: bool) -> Signature {
    if by_team {
        return Signature {
            on_behalf: "TM. ĐOÀN KIỂM TRA".into(),
            title: "TRƯỞNG ĐOÀN".into(),
            name: facts.leader.into(),
        };
    }
    Signature { on_behalf: "TM. ỦY BAN NHÂN DÂN".into(), title: "CHỦ TỊCH".into(), name: String::new() }
}

fn recipients(facts: &LetterFacts<'_>, by_team: bool) -> Vec<String> {
    let mut list = vec!["Như trên;".to_owned()];
    if !by_team {
        list.push(format!("Chủ tịch, các Phó Chủ tịch UBND {} (b/c);", inside(facts.ordered_by)));
    }
    if facts.to != ReminderRecipient::Responsible {
        list.push(format!("UBND {} (t/h);", inside(facts.unit)));
    }
    list.push("Đoàn kiểm tra;".into());
    list.push("Lưu: VT, ….".into());
    list
}

fn missing(facts: &LetterFacts<'_>, by_team: bool) -> Vec<Localized> {
    let mut missing = vec![Localized::new("Số, ký hiệu văn bản (văn thư cấp).", "The number, given by the clerk.")];
    if !by_team {
        missing.push(Localized::new("Thời hạn báo cáo mới.", "The new day to report by."));
        missing.push(Localized::new("Họ tên người ký.", "The name of who signs."));
    }
    if facts.decision.is_none() {
        missing.push(Localized::new("Số quyết định kiểm tra.", "The number of the decision to inspect."));
    }
    if facts.items.iter().any(|item| item.verify && !item.source.is_empty()) {
        missing.push(Localized::new(
            "Đối chiếu căn cứ pháp lý trước khi viện dẫn.",
            "Look up the acts before they are quoted.",
        ));
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn item() -> LetterItem {
        LetterItem {
            point: "Phân công trực ban 24/24 giờ".into(),
            subject: "Xã Ngọc Linh".into(),
            remark: "Chưa có bảng trực".into(),
            responsible: Responsible {
                name: "A Bri".into(), position: "Phó Chủ tịch".into(), phone: String::new()
            },
            due_on: day(9, 1),
            days_late: 4,
            reminders: 1,
            source: String::new(),
            verify: true,
        }
    }

    fn written(to: ReminderRecipient, items: &[LetterItem]) -> Letter {
        letter(&LetterFacts {
            today: day(9, 5),
            ordered_by: "Tỉnh Quảng Ngãi",
            unit: "Xã Ngọc Linh",
            above: Some("Tỉnh Quảng Ngãi"),
            level: 2,
            to,
            campaign: "Kiểm tra trước mùa mưa bão",
            decision: None,
            leader: "Trần Văn Minh",
            inspected_on: Some(day(2, 8)),
            items,
            demonstration: false,
        })
    }

    #[test]
    fn a_letter_to_the_chair_has_the_form_of_the_decree() {
        let letter = written(ReminderRecipient::Chair, &[item()]);
        assert_eq!(letter.issuing_body, "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI");
        assert_eq!(letter.place_and_date, "Quảng Ngãi, ngày 05 tháng 9 năm 2026");
        assert_eq!(letter.addressed_to, "Kính gửi: Chủ tịch Ủy ban nhân dân xã Ngọc Linh");
        assert_eq!(letter.subject, "V/v đôn đốc khắc phục tồn tại sau kiểm tra (mức 2)");
        assert_eq!(letter.grounds[1], "Căn cứ biên bản kiểm tra ngày 08 tháng 02 năm 2026 của Đoàn kiểm tra,");
        assert_eq!(letter.closing, "Đề nghị Chủ tịch Ủy ban nhân dân xã Ngọc Linh nghiêm túc thực hiện./.");
        assert_eq!(letter.items[0].due_on, "01/9/2026");
        assert_eq!(letter.signature.on_behalf, "TM. ỦY BAN NHÂN DÂN");
    }

    #[test]
    fn a_letter_above_to_who_ordered_is_a_report_of_the_team() {
        let letter = written(ReminderRecipient::Above, &[item()]);
        assert_eq!(letter.parent_body.as_deref(), Some("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"));
        assert_eq!((letter.issuing_body.as_str(), letter.signature.name.as_str()), ("ĐOÀN KIỂM TRA", "Trần Văn Minh"));
        assert_eq!(letter.addressed_to, "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi");
    }

    #[test]
    fn lists_are_marked_by_the_vietnamese_alphabet() {
        let items: Vec<LetterItem> = std::iter::repeat_n(item(), 24).collect();
        let marks: Vec<String> =
            written(ReminderRecipient::Chair, &items).items.into_iter().map(|line| line.mark).collect();
        assert_eq!(marks[..7], ["a", "b", "c", "d", "đ", "e", "g"]);
        assert_eq!(marks[21..], ["x", "23", "24"]);
    }
}
