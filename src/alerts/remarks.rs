//! What was tolerated while reading an alert: said beside it, because it may explain a surprise.

use serde::{Deserialize, Serialize};

use crate::{alerts::datetime::DateNote, geometry::cap_shapes::Mend, kernel::Localized};

/// Something unusual that did not stop an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// A name for programs, `ring_closed`.
    pub code: String,
    /// A sentence for people.
    pub wording: Localized,
    /// Where in the message, `info[1]/area[2]/polygon[1]`; absent where it concerns all of it.
    pub place: Option<String>,
}

impl Remark {
    /// The remark that `oddity` was met at `place`.
    pub fn new(oddity: &Oddity, place: Option<String>) -> Self {
        Self { code: oddity.code().to_owned(), wording: oddity.wording(), place }
    }
}

/// Everything that is tolerated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// A namespace that is none of CAP's; it may be empty.
    UnknownNamespace(String),
    /// Bytes that were not valid UTF-8.
    StrayBytes(usize),
    /// A value that is not in CAP's list and was taken as unknown, or left out.
    UnknownValue {
        /// The element.
        element: &'static str,
        /// What stood in it.
        value: String,
    },
    /// A value of CAP's list in unusual spelling.
    UnusualSpelling {
        /// The element.
        element: &'static str,
        /// What stood in it.
        value: String,
    },
    /// An element CAP demands and that was left out.
    Absent(&'static str),
    /// An element that may stand only once stands several times; the first was taken.
    Repeated(&'static str),
    /// A time that needed an assumption.
    Date {
        /// The element.
        element: &'static str,
        /// What was assumed.
        note: DateNote,
    },
    /// A part of `references` that is not `sender,identifier,sent`.
    BadReference(String),
    /// No info block in a message that is not a Cancel, Ack or Error.
    NoInfo,
    /// No `expires` in a block.
    NoExpires,
    /// The text expires before it was sent.
    ExpiresBeforeSent,
    /// The text expires before the event begins.
    ExpiresBeforeOnset,
    /// A shape that was put right.
    Mended(Mend),
    /// A `polygon`, `circle` or `geocode` without content.
    EmptyShape(&'static str),
    /// A polygon that encloses nothing, beside other shapes; it was left out.
    FlatPolygon,
    /// An outline that crosses itself.
    SelfCrossing,
    /// An update or cancel that does not say of what.
    NoReferences,
    /// A number that is no number and was left out.
    BadNumber(&'static str),
    /// No alert of the sender's own: made by this program from a row or an entry of what it publishes.
    MadeFrom(&'static str),
    /// The levels of luquetsatlo are the site's, not those of the law.
    SiteLevels,
    /// GDACS levels are about help a country may need, not about a commune.
    ImpactLevels,
    /// A place was recognised although its name is written otherwise.
    PlaceSpelling {
        /// As the source writes it.
        written: String,
        /// As the register does.
        known: String,
    },
    /// A place could not be told from its name.
    PlaceUnknown(String),
    /// A name that fits several places.
    PlaceAmbiguous {
        /// As the source writes it.
        written: String,
        /// What it may be.
        candidates: Vec<String>,
    },
    /// Text was put right that had been through a wrong encoding.
    TextMended,
    /// The end of the event was taken instead of the end of the text.
    EndOfEvent,
    /// Holes in an area were filled.
    HolesFilled,
    /// A message of a source whose identifiers name dangers, tied to the one before it by this program.
    TiedToEarlier,
    /// So many further remarks were not kept.
    More(usize),
}

impl Oddity {
    /// A name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownNamespace(_) => "unknown_namespace",
            Self::StrayBytes(_) => "stray_bytes",
            Self::UnknownValue { .. } => "unknown_value",
            Self::UnusualSpelling { .. } => "unusual_spelling",
            Self::Absent(_) => "absent_element",
            Self::Repeated(_) => "repeated_element",
            Self::Date { note: DateNote::OffsetAssumed(_), .. } => "offset_assumed",
            Self::Date { note: DateNote::CommaForMinus, .. } => "comma_for_minus",
            Self::Date { note: DateNote::BuddhistEra, .. } => "buddhist_era",
            Self::Date { note: DateNote::Spelling, .. } => "date_spelling",
            Self::BadReference(_) => "bad_reference",
            Self::NoInfo => "no_info",
            Self::NoExpires => "no_expires",
            Self::ExpiresBeforeSent => "expires_before_sent",
            Self::ExpiresBeforeOnset => "expires_before_onset",
            Self::Mended(Mend::Closed) => "ring_closed",
            Self::Mended(Mend::RepeatsDropped) => "repeats_dropped",
            Self::Mended(Mend::Separators) => "unusual_separators",
            Self::Mended(Mend::BeyondAntimeridian) => "beyond_antimeridian",
            Self::EmptyShape(_) => "empty_shape",
            Self::FlatPolygon => "flat_polygon",
            Self::SelfCrossing => "self_crossing",
            Self::NoReferences => "no_references",
            Self::BadNumber(_) => "bad_number",
            Self::MadeFrom(_) => "made_from_data",
            Self::SiteLevels => "site_levels",
            Self::ImpactLevels => "impact_levels",
            Self::PlaceSpelling { .. } => "place_spelling",
            Self::PlaceUnknown(_) => "place_unknown",
            Self::PlaceAmbiguous { .. } => "place_ambiguous",
            Self::TextMended => "text_mended",
            Self::EndOfEvent => "end_of_event",
            Self::HolesFilled => "holes_filled",
            Self::TiedToEarlier => "tied_to_earlier",
            Self::More(_) => "more_remarks",
        }
    }

    /// A sentence for people.
    pub fn wording(&self) -> Localized {
        let say = |vi: String, en: String| Localized { vi, en };
        match self {
            Self::UnknownNamespace(name) => say(
                format!("Không gian tên XML “{name}” không thuộc các phiên bản CAP đã biết; bản tin được đọc như CAP 1.2."),
                format!("The XML namespace “{name}” is none of the known CAP versions; the message was read as CAP 1.2."),
            ),
            Self::StrayBytes(count) => say(
                format!("Có {count} byte không đúng mã UTF-8, được đọc theo Latin-1; chữ có dấu có thể sai."),
                format!("{count} bytes were not valid UTF-8 and were read as Latin-1; accented letters may be wrong."),
            ),
            Self::UnknownValue { element, value } => say(
                format!("Giá trị “{value}” của {element} không có trong danh mục CAP; coi như không xác định."),
                format!("The value “{value}” of {element} is not in CAP's list; it was taken as unknown."),
            ),
            Self::UnusualSpelling { element, value } => say(
                format!("Giá trị “{value}” của {element} viết khác chuẩn CAP nhưng vẫn hiểu được."),
                format!("The value “{value}” of {element} is not spelled as in CAP but was understood."),
            ),
            Self::Absent(element) => say(
                format!("Thiếu phần tử {element} mà CAP yêu cầu."),
                format!("The element {element}, which CAP demands, is absent."),
            ),
            Self::Repeated(element) => say(
                format!("Phần tử {element} xuất hiện nhiều lần; chỉ lấy lần đầu."),
                format!("The element {element} stands several times; the first was taken."),
            ),
            Self::Date { element, note } => date_wording(element, *note),
            Self::BadReference(text) => say(
                format!("Không đọc được tham chiếu “{text}”; cần đối chiếu với bản tin trước."),
                format!("The reference “{text}” could not be read; compare with the earlier message."),
            ),
            Self::NoInfo => say(
                "Bản tin không có nội dung (info); cần người trực xem và liên hệ nơi phát.".into(),
                "The message has no content (info); a person must look and ask the sender.".into(),
            ),
            Self::NoExpires => say(
                "Không ghi thời điểm hết hiệu lực; tạm tính 24 giờ kể từ khi phát.".into(),
                "No time of expiry is given; 24 hours after sending are assumed.".into(),
            ),
            Self::ExpiresBeforeSent => say(
                "Thời điểm hết hiệu lực trước thời điểm phát; cần đối chiếu với nơi phát.".into(),
                "It expires before it was sent; compare with the sender.".into(),
            ),
            Self::ExpiresBeforeOnset => say(
                "Bản tin hết hiệu lực trước khi hiện tượng bắt đầu; chờ bản tin tiếp theo.".into(),
                "The message expires before the event begins; expect a further message.".into(),
            ),
            Self::Mended(mend) => mend_wording(*mend),
            Self::EmptyShape(element) => say(
                format!("Phần tử {element} để trống; bỏ qua."),
                format!("The element {element} is empty; it was left out."),
            ),
            Self::FlatPolygon => say(
                "Một vùng không có phần bên trong (ít hơn ba điểm khác nhau hoặc các điểm thẳng hàng); bỏ qua vì bản tin có cách chỉ vùng khác.".into(),
                "A polygon has no inside (fewer than three different points, or all on a line); left out, since the area is given otherwise too.".into(),
            ),
            Self::SelfCrossing => say(
                "Đường bao của vùng tự cắt nhau; lấy toàn bộ phần bên trong đường vẽ.".into(),
                "The outline of the area crosses itself; everything inside the drawn line is taken.".into(),
            ),
            Self::NoReferences => say(
                "Bản tin cập nhật hoặc hủy nhưng không ghi tham chiếu bản tin trước; cần người trực đối chiếu.".into(),
                "An update or cancel that names no earlier message; a person must compare.".into(),
            ),
            Self::MadeFrom(what) => say(
                format!("Bản tin do hệ thống lập từ {what} của nguồn, không phải bản tin CAP do nguồn phát; đối chiếu với bản gốc trước khi quyết định."),
                format!("Made by this program from {what} of the source, not a CAP message that the source issued; compare with the original before deciding."),
            ),
            Self::SiteLevels => say(
                "Mức nguy cơ là của trang luquetsatlo.nchmf.gov.vn (ba màu: rất cao, cao, trung bình), không phải cấp độ rủi ro thiên tai theo Quyết định 18/2021/QĐ-TTg; chờ hoặc hỏi bản tin chính thức.".into(),
                "The level is that of the site luquetsatlo.nchmf.gov.vn (three colours: very high, high, medium), not a disaster risk level of Decision 18/2021/QĐ-TTg; wait or ask for the official bulletin.".into(),
            ),
            Self::ImpactLevels => say(
                "Mức Green/Orange/Red của GDACS nói về khả năng một quốc gia cần cứu trợ, không nói về xã; chỉ để tham khảo, chờ bản tin của cơ quan dự báo trong nước.".into(),
                "GDACS's Green/Orange/Red is about a country's need of help, not about a commune; for information only, wait for the national forecaster's bulletin.".into(),
            ),
            Self::PlaceSpelling { written, known } => say(
                format!("Nguồn ghi “{written}”, danh mục đơn vị hành chính ghi “{known}”; kiểm tra lại địa bàn."),
                format!("The source writes “{written}”, the register of units “{known}”; check the place."),
            ),
            Self::PlaceUnknown(written) => say(
                format!("Không tìm thấy đơn vị cấp xã “{written}” trong danh mục; bản tin được giữ nguyên, người trực cần xác định địa bàn."),
                format!("No commune “{written}” was found in the register; the alert is kept, a person must tell the place."),
            ),
            Self::PlaceAmbiguous { written, candidates } => say(
                format!("“{written}” có thể là {}; bản tin được giữ nguyên, người trực cần xác định địa bàn.", candidates.join(", ")),
                format!("“{written}” may be {}; the alert is kept, a person must tell the place.", candidates.join(", ")),
            ),
            Self::TextMended => say(
                "Chữ có dấu của nguồn bị sai bảng mã và đã được sửa; nếu còn nghi ngờ thì xem bản gốc.".into(),
                "Letters of the source had been through a wrong encoding and were put right; in doubt look at the original.".into(),
            ),
            Self::EndOfEvent => say(
                "Thời điểm kết thúc lấy theo thời điểm hết hiện tượng (ends), không theo thời điểm hết hiệu lực của bản tin (expires).".into(),
                "The end is that of the event (ends), not that of the text (expires).".into(),
            ),
            Self::HolesFilled => say(
                "Vùng có phần khoét bên trong mà CAP không ghi được; tính cả phần đó.".into(),
                "The area has holes, which CAP cannot write; they were counted as part of it.".into(),
            ),
            Self::TiedToEarlier => say(
                "Nguồn dùng một số hiệu cho suốt một mối nguy mà không ghi tham chiếu; hệ thống đã nối bản tin này làm bản cập nhật của bản tin trước.".into(),
                "The source uses one identifier for the whole of a danger and writes no references; this program tied the message to the one before it as its update.".into(),
            ),
            Self::More(count) => say(
                format!("Còn {count} điểm bất thường khác không liệt kê."),
                format!("There are {count} further oddities that are not listed."),
            ),
            Self::BadNumber(element) => say(
                format!("Giá trị của {element} không phải là số; bỏ qua."),
                format!("The value of {element} is not a number; it was left out."),
            ),
        }
    }
}

fn date_wording(element: &str, note: DateNote) -> Localized {
    match note {
        DateNote::OffsetAssumed(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            let offset = format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60);
            Localized::new(
                format!("Thời điểm {element} không ghi múi giờ; tạm tính theo múi giờ {offset} của nguồn."),
                format!("The time {element} has no offset from UTC; the source's {offset} was assumed."),
            )
        }
        DateNote::CommaForMinus => Localized::new(
            format!("Múi giờ của {element} ghi dấu phẩy thay cho dấu trừ; được đọc là dấu trừ."),
            format!("The offset of {element} has a comma for its sign; it was read as minus."),
        ),
        DateNote::BuddhistEra => Localized::new(
            format!("Năm của {element} theo Phật lịch; đã trừ 543 năm."),
            format!("The year of {element} is of the Buddhist era; 543 years were taken off."),
        ),
        DateNote::Spelling => Localized::new(
            format!("Thời điểm {element} viết khác chuẩn CAP nhưng vẫn hiểu được."),
            format!("The time {element} is not written as in CAP but was understood."),
        ),
    }
}

fn mend_wording(mend: Mend) -> Localized {
    let (vi, en) = match mend {
        Mend::Closed => ("Vùng chưa khép kín; đã khép về điểm đầu.", "The ring was not closed; it was closed."),
        Mend::RepeatsDropped => {
            ("Có điểm ghi lặp liền nhau; chỉ lấy một.", "Points were written twice in a row; each was taken once.")
        }
        Mend::Separators => (
            "Tọa độ không phân cách theo dạng “vĩ độ,kinh độ”; đã đọc theo thứ tự vĩ độ trước.",
            "Coordinates are not separated as “lat,lon”; they were read latitude first.",
        ),
        Mend::BeyondAntimeridian => (
            "Kinh độ vượt quá 180 độ; vùng được cắt tại kinh tuyến 180.",
            "Longitudes run on beyond 180 degrees; the area is cut at the antimeridian.",
        ),
    };
    Localized::new(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assumed_offset_is_written_with_its_sign() {
        let wording = date_wording("sent", DateNote::OffsetAssumed(-330));
        assert!(wording.en.contains("-05:30") && wording.vi.contains("-05:30"));
    }

    #[test]
    fn a_remark_carries_code_wording_and_place() {
        let remark = Remark::new(&Oddity::Mended(Mend::Closed), Some("info[1]/area[1]/polygon[1]".into()));
        assert_eq!(remark.code, "ring_closed");
        assert!(remark.wording.vi.contains("khép"));
    }
}
