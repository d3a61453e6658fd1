//! Why something was put aside for a person: each reason says what is wrong and what to do next.
//!
//! Nothing that arrives is dropped. What cannot be trusted waits in quarantine with all its reasons.

mod wording;

use serde::{Deserialize, Serialize};

use crate::{
    alerts::{datetime::DateFault, xml::XmlFault},
    geometry::cap_shapes::ShapeFault,
    kernel::Localized,
};
use wording::{archive_wording, date_wording, foreign_wording, shape_wording, xml_wording};

/// One reason to put a message aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// A name for programs, `coordinates_exchanged`.
    pub code: String,
    /// What is wrong and what to do, for people.
    pub wording: Localized,
    /// Where in the message, `info[1]/area[2]/polygon[1]`; absent where it concerns all of it.
    pub place: Option<String>,
}

/// The code of the only reason that setting a source otherwise takes away.
const SENDER_NOT_ALLOWED: &str = "sender_not_allowed";

impl Reason {
    /// Whether the sender was the reason, so that the message can be used once it is admitted.
    pub fn is_about_sender(&self) -> bool {
        self.code == SENDER_NOT_ALLOWED
    }

    /// The reason that `fault` was met in the document as a whole.
    pub fn new(fault: &Fault) -> Self {
        Self { code: fault.code().to_owned(), wording: fault.wording(), place: None }
    }

    /// The reason that an entry of a list leads nowhere.
    pub fn entry_without_link() -> Self {
        Self {
            code: "entry_without_link".into(),
            wording: Localized::new(
                "Mục trong danh sách không có đường dẫn tới bản tin. Liên hệ nơi phát tin để lấy bản tin.",
                "The entry of the list has no link to an alert. Ask the sender for the alert.",
            ),
            place: None,
        }
    }

    /// The reason that an alert's sender is not among those its source may bring.
    pub fn sender_not_allowed(sender: &str, identifier: &str) -> Self {
        let short = |text: &str| text.chars().take(120).collect::<String>();
        let sender = short(sender);
        Self {
            code: SENDER_NOT_ALLOWED.into(),
            wording: Localized::new(
                format!(
                    "Bản tin ghi nơi phát là “{sender}”, không thuộc danh sách nơi phát được chấp nhận của nguồn; kiểm tra với cơ quan phát tin, nếu đúng thì thêm vào nguồn."
                ),
                format!(
                    "The alert names “{sender}” as its sender, which is not among the senders of this source; check with the authority, and if it is right add it to the source."
                ),
            ),
            place: Some(short(identifier)),
        }
    }

    /// The reason that `fault` was met at `place`.
    pub fn at(fault: &Fault, place: impl Into<String>) -> Self {
        Self { place: Some(place.into()), ..Self::new(fault) }
    }
}

/// What a body was that is no alert and no list of alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// GeoJSON, as api.weather.gov answers.
    GeoJson,
    /// Other JSON.
    Json,
    /// Rows of separated values.
    Csv,
    /// A ZIP archive.
    Zip,
    /// gzip, whole or cut short.
    Gzip,
    /// A PDF document.
    Pdf,
    /// Text of no known kind.
    Text,
    /// Bytes of no known kind.
    Binary,
}

/// Everything that puts a message aside.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// It is no acceptable XML.
    Xml(XmlFault),
    /// It is something else.
    Foreign(Foreign),
    /// XML, but neither alert nor list.
    UnknownRoot(String),
    /// An envelope (EDXL-DE) without any alert.
    NoAlertInside(String),
    /// A list with nothing in it, not even a name.
    EmptyFeed(String),
    /// A required element is absent or empty.
    Missing(&'static str),
    /// A required element holds something CAP does not know.
    UnknownValue {
        /// The element.
        element: &'static str,
        /// What stood in it.
        value: String,
    },
    /// A time that cannot be trusted.
    Date {
        /// The element.
        element: &'static str,
        /// What stood in it.
        text: String,
        /// What is wrong.
        fault: DateFault,
    },
    /// A shape that cannot be trusted.
    Shape(ShapeFault),
    /// A polygon lies in the source's extent only with latitude and longitude exchanged.
    ElsewhereUnlessExchanged,
    /// An outline so tangled, or so flat, that it has no inside.
    NoInside,
    /// JSON that cannot be read.
    MalformedJson {
        /// In which line, counted from 1.
        line: usize,
        /// Whether it ends before it should.
        is_cut_short: bool,
    },
    /// JSON of another shape than the source's format has; what was looked for.
    UnexpectedShape(&'static str),
    /// A row of a table that names no place or no hour.
    UnreadableRow(&'static str),
    /// A ZIP archive that was not unpacked, wholly or in part.
    Archive(ArchiveFault),
    /// So many further reasons were not kept.
    More(usize),
}

/// Why an archive, or an entry of one, is not unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveFault {
    /// It is damaged or cut short, or packed in a way that is not known here.
    Damaged,
    /// It has a password.
    Locked,
    /// It has more entries than this.
    TooManyEntries(usize),
    /// Unpacked it would be larger than so many bytes.
    TooLarge(u64),
    /// It would grow by more than this factor, as no alert does.
    TooDense(u64),
}

impl From<XmlFault> for Fault {
    fn from(fault: XmlFault) -> Self {
        Self::Xml(fault)
    }
}

impl Fault {
    /// A name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Xml(fault) => xml_code(fault),
            Self::Foreign(kind) => match kind {
                Foreign::GeoJson => "geojson",
                Foreign::Json => "json",
                Foreign::Csv => "csv",
                Foreign::Zip => "zip",
                Foreign::Gzip => "gzip",
                Foreign::Pdf => "pdf",
                Foreign::Text => "text",
                Foreign::Binary => "binary",
            },
            Self::UnknownRoot(_) => "unknown_root",
            Self::NoAlertInside(_) => "no_alert_inside",
            Self::EmptyFeed(_) => "feed_without_content",
            Self::Missing(_) => "missing_element",
            Self::UnknownValue { .. } => "unknown_value",
            Self::Date { fault, .. } => match fault {
                DateFault::Unreadable => "date_unreadable",
                DateFault::OtherCalendar(_) => "date_other_calendar",
                DateFault::TooEarly(_) => "date_too_early",
                DateFault::NoOffset => "date_without_offset",
            },
            Self::Shape(fault) => match fault {
                ShapeFault::Empty => "shape_empty",
                ShapeFault::NotNumbers(_) => "coordinates_not_numbers",
                ShapeFault::OutOfRange { .. } => "coordinates_out_of_range",
                ShapeFault::Exchanged { .. } => "coordinates_exchanged",
                ShapeFault::TooFewPoints(_) => "polygon_too_few_points",
                ShapeFault::TooManyPoints => "too_many_points",
                ShapeFault::BadRadius(_) => "bad_radius",
            },
            Self::ElsewhereUnlessExchanged => "outside_unless_exchanged",
            Self::NoInside => "polygon_no_inside",
            Self::MalformedJson { .. } => "malformed_json",
            Self::UnexpectedShape(_) => "unexpected_shape",
            Self::UnreadableRow(_) => "unreadable_row",
            Self::Archive(fault) => match fault {
                ArchiveFault::Damaged => "zip_damaged",
                ArchiveFault::Locked => "zip_locked",
                ArchiveFault::TooManyEntries(_) => "zip_too_many_entries",
                ArchiveFault::TooLarge(_) => "zip_too_large",
                ArchiveFault::TooDense(_) => "zip_too_dense",
            },
            Self::More(_) => "more_reasons",
        }
    }

    /// What is wrong and what to do next.
    pub fn wording(&self) -> Localized {
        let say = |vi: String, en: String| Localized { vi, en };
        match self {
            Self::Xml(fault) => xml_wording(fault),
            Self::Foreign(kind) => foreign_wording(*kind),
            Self::UnknownRoot(name) => say(
                format!("Tài liệu XML “{name}” không phải bản tin CAP và không phải danh mục bản tin; kiểm tra lại địa chỉ của nguồn."),
                format!("The XML document “{name}” is neither a CAP message nor a list of messages; check the address of the source."),
            ),
            Self::NoAlertInside(name) => say(
                format!("Phong bì “{name}” không chứa bản tin CAP nào; đề nghị nơi phát gửi lại."),
                format!("The envelope “{name}” holds no CAP message; ask the sender to send it again."),
            ),
            Self::EmptyFeed(name) => say(
                format!("Danh mục “{name}” không có tên và không có mục nào; đây không phải là dấu hiệu an toàn, cần kiểm tra nguồn."),
                format!("The list “{name}” has neither a name nor entries; that is no sign of safety, check the source."),
            ),
            Self::Missing(element) => say(
                format!("Thiếu phần tử bắt buộc {element}; đề nghị nơi phát gửi lại bản tin đầy đủ."),
                format!("The required element {element} is missing; ask the sender for a complete message."),
            ),
            Self::UnknownValue { element, value } => say(
                format!("Giá trị “{value}” của {element} không có trong chuẩn CAP; hỏi nơi phát về ý nghĩa trước khi dùng."),
                format!("The value “{value}” of {element} is not in CAP; ask the sender what it means before using it."),
            ),
            Self::Date { element, text, fault } => date_wording(element, text, fault),
            Self::Shape(fault) => shape_wording(fault),
            Self::ElsewhereUnlessExchanged => say(
                "Vùng cảnh báo nằm ngoài phạm vi của nguồn, nhưng nằm trong nếu đổi chỗ vĩ độ và kinh độ; đề nghị nơi phát sửa và gửi lại.".into(),
                "The area lies outside the extent of the source, but within it if latitude and longitude change places; ask the sender to correct it.".into(),
            ),
            Self::MalformedJson { is_cut_short: true, .. } => say(
                "JSON bị cắt ngang; tải lại từ nguồn, nếu vẫn lỗi thì liên hệ nơi phát.".into(),
                "The JSON is cut short; fetch it again, and if it stays so ask the sender.".into(),
            ),
            Self::MalformedJson { line, .. } => say(
                format!("JSON sai cú pháp ở dòng {line}; tải lại từ nguồn, nếu vẫn lỗi thì liên hệ nơi phát."),
                format!("Malformed JSON in line {line}; fetch it again, and if it stays so ask the sender."),
            ),
            Self::UnexpectedShape(what) => say(
                format!("Nội dung JSON không có dạng {what} như định dạng đã đặt cho nguồn; kiểm tra địa chỉ và định dạng của nguồn."),
                format!("The JSON has not the shape {what} of the source's format; check the address and the format of the source."),
            ),
            Self::UnreadableRow(what) => say(
                format!("Một dòng của bảng thiếu hoặc sai {what} nên không dùng được; xem bản gốc và hỏi đơn vị quản lý nguồn."),
                format!("A row of the table lacks {what} or has it wrong and cannot be used; look at the original and ask the operator of the source."),
            ),
            Self::Archive(fault) => archive_wording(*fault),
            Self::More(count) => say(
                format!("Còn {count} lý do khác không liệt kê; đề nghị nơi phát kiểm tra toàn bộ bản tin."),
                format!("There are {count} further reasons that are not listed; ask the sender to check the whole message."),
            ),
            Self::NoInside => say(
                "Đường bao của vùng tự cắt quá nhiều hoặc không có phần bên trong nên không xác định được vùng; đề nghị nơi phát vẽ lại.".into(),
                "The outline crosses itself too often or has no inside, so the area cannot be told; ask the sender to draw it again.".into(),
            ),
        }
    }
}

fn xml_code(fault: &XmlFault) -> &'static str {
    match fault {
        XmlFault::Empty => "empty",
        XmlFault::Html => "html_page",
        XmlFault::NotXml => "not_xml",
        XmlFault::TooLong { .. } => "too_long",
        XmlFault::TooDeep { .. } => "too_deep",
        XmlFault::TooManyElements { .. } => "too_many_elements",
        XmlFault::TooMuchText { .. } => "too_much_text",
        XmlFault::Doctype => "doctype",
        XmlFault::UnknownEntity(_) => "unknown_entity",
        XmlFault::TrailingContent => "trailing_content",
        XmlFault::UnknownEncoding(_) => "unknown_encoding",
        XmlFault::WrongEncoding(_) => "wrong_encoding",
        XmlFault::Malformed { .. } | XmlFault::CutShort(_) => "malformed_xml",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_ends_as_a_sentence_and_says_what_to_do() {
        let faults = [
            Fault::Xml(XmlFault::Html),
            Fault::Foreign(Foreign::Zip),
            Fault::Missing("sender"),
            Fault::Shape(ShapeFault::TooManyPoints),
            Fault::NoInside,
            Fault::Date { element: "sent", text: "hôm qua".into(), fault: DateFault::Unreadable },
        ];
        for fault in faults {
            let wording = fault.wording();
            assert!(wording.vi.ends_with('.') && wording.en.ends_with('.'), "{wording:?}");
            assert!(wording.vi.contains(';') && wording.en.contains([';', ',']), "{wording:?}");
            assert!(!wording.vi.contains("bạn") && !wording.vi.contains('!'), "{wording:?}");
        }
    }

    #[test]
    fn a_reason_knows_its_place() {
        let reason = Reason::at(&Fault::NoInside, "info[1]/area[1]/polygon[2]");
        assert_eq!(
            (reason.code.as_str(), reason.place.as_deref()),
            ("polygon_no_inside", Some("info[1]/area[1]/polygon[2]"))
        );
    }
}
