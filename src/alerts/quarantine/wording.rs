//! The longer sentences of quarantine: each says what is wrong, then what to do.

use super::{ArchiveFault, Foreign};
use crate::{
    alerts::{datetime::DateFault, xml::XmlFault},
    geometry::cap_shapes::ShapeFault,
    kernel::Localized,
};

pub(super) fn xml_wording(fault: &XmlFault) -> Localized {
    let say = |vi: String, en: String| Localized { vi, en };
    match fault {
        XmlFault::Empty => say(
            "Nguồn trả về nội dung rỗng; đây không phải là dấu hiệu an toàn, cần kiểm tra nguồn.".into(),
            "The source answered with nothing; that is no sign of safety, check the source.".into(),
        ),
        XmlFault::Html => say(
            "Nguồn trả về một trang web (HTML) thay vì XML, thường là trang báo lỗi hoặc bảo trì; mở địa chỉ của nguồn để kiểm tra.".into(),
            "An HTML page where XML was expected, most often an error or maintenance page; open the address of the source to check.".into(),
        ),
        XmlFault::NotXml => say(
            "Nội dung không phải XML; kiểm tra lại địa chỉ của nguồn.".into(),
            "The content is not XML; check the address of the source.".into(),
        ),
        XmlFault::TooLong { limit } => say(
            format!("Tài liệu dài hơn {limit} byte cho phép; đề nghị nơi phát gửi bản gọn hơn hoặc nhập bằng tay."),
            format!("The document is longer than the {limit} bytes allowed; ask the sender for a smaller one or enter it by hand."),
        ),
        XmlFault::TooDeep { limit } => say(
            format!("Các phần tử lồng nhau quá {limit} lớp; tài liệu không bình thường, không dùng cho đến khi nơi phát xác nhận."),
            format!("Elements are nested more than {limit} deep; the document is not normal, do not use it until the sender confirms."),
        ),
        XmlFault::TooManyElements { limit } => say(
            format!("Tài liệu có hơn {limit} phần tử; đề nghị nơi phát chia nhỏ."),
            format!("The document has more than {limit} elements; ask the sender to split it."),
        ),
        XmlFault::TooMuchText { limit } => say(
            format!("Một phần tử có hơn {limit} byte chữ; đề nghị nơi phát gửi tệp đính kèm bằng đường dẫn."),
            format!("One element has more than {limit} bytes of text; ask the sender to link attachments."),
        ),
        XmlFault::Doctype => say(
            "Tài liệu có khai báo DOCTYPE, không được phép vì lý do an toàn; báo cho đơn vị quản lý nguồn.".into(),
            "The document has a DOCTYPE, which is not allowed for safety; tell the operator of the source.".into(),
        ),
        XmlFault::UnknownEntity(name) => say(
            format!("Ký hiệu “&{name};” không có trong XML; đề nghị nơi phát sửa và gửi lại."),
            format!("The entity “&{name};” does not exist in XML; ask the sender to correct it."),
        ),
        XmlFault::TrailingContent => say(
            "Có nội dung sau khi tài liệu đã kết thúc; tài liệu có thể bị ghép sai, tải lại từ nguồn.".into(),
            "There is content after the end of the document; it may be two joined by mistake, fetch it again.".into(),
        ),
        XmlFault::UnknownEncoding(name) => say(
            format!("Không hỗ trợ bảng mã “{name}”; đề nghị nơi phát dùng UTF-8."),
            format!("The encoding “{name}” is not known; ask the sender to use UTF-8."),
        ),
        XmlFault::WrongEncoding(name) => say(
            format!("Nội dung không đúng bảng mã {name} đã khai báo; đề nghị nơi phát dùng UTF-8."),
            format!("The content is not in the declared encoding {name}; ask the sender to use UTF-8."),
        ),
        XmlFault::CutShort(element) => say(
            format!("Tài liệu bị cắt ngang giữa phần <{element}>; tải lại từ nguồn, nếu vẫn lỗi thì đề nghị nơi phát gửi lại."),
            format!("The document is cut short inside <{element}>; fetch it again, and if it stays so ask the sender to send it again."),
        ),
        XmlFault::Malformed { line, detail } => say(
            format!("XML sai cú pháp ở dòng {line}; tải lại từ nguồn, nếu vẫn lỗi thì đề nghị nơi phát sửa và gửi lại."),
            format!("Malformed XML in line {line} ({detail}); fetch it again, and if it stays so ask the sender to correct it."),
        ),
    }
}

pub(super) fn archive_wording(fault: ArchiveFault) -> Localized {
    let say = |vi: String, en: String| Localized { vi, en };
    match fault {
        ArchiveFault::Damaged => say(
            "Tệp ZIP hỏng, bị cắt ngang hoặc nén theo cách không hỗ trợ; tải lại từ nguồn.".into(),
            "The ZIP archive is damaged, cut short or packed in an unknown way; fetch it again.".into(),
        ),
        ArchiveFault::Locked => say(
            "Tệp ZIP có mật khẩu; đề nghị nơi phát gửi tệp không đặt mật khẩu.".into(),
            "The ZIP archive has a password; ask the sender for one without.".into(),
        ),
        ArchiveFault::TooManyEntries(limit) => say(
            format!("Tệp ZIP có hơn {limit} tệp bên trong; phần còn lại chưa đọc, đề nghị nơi phát chia nhỏ."),
            format!(
                "The ZIP archive has more than {limit} entries; the rest was not read, ask the sender to split it."
            ),
        ),
        ArchiveFault::TooLarge(limit) => say(
            format!("Giải nén ra hơn {limit} byte cho phép; không đọc, đề nghị nơi phát gửi bản gọn hơn."),
            format!(
                "Unpacked it is larger than the {limit} bytes allowed; it was not read, ask the sender for a smaller one."
            ),
        ),
        ArchiveFault::TooDense(limit) => say(
            format!(
                "Giải nén ra lớn gấp hơn {limit} lần, không giống bản tin thật; không đọc, báo cho đơn vị quản lý nguồn."
            ),
            format!(
                "It unpacks to more than {limit} times its size, as no alert does; it was not read, tell the operator of the source."
            ),
        ),
    }
}

pub(super) fn foreign_wording(kind: Foreign) -> Localized {
    let (vi, en) = match kind {
        Foreign::GeoJson => (
            "Nội dung là GeoJSON, không phải CAP; dùng địa chỉ CAP hoặc Atom của cùng nguồn.",
            "The content is GeoJSON, not CAP; use the CAP or Atom address of the same source.",
        ),
        Foreign::Json => (
            "Nội dung là JSON, không phải CAP; dùng địa chỉ CAP, Atom hoặc RSS của cùng nguồn.",
            "The content is JSON, not CAP; use the CAP, Atom or RSS address of the same source.",
        ),
        Foreign::Csv => (
            "Nội dung là bảng CSV, không phải CAP; nhập qua chức năng nhập bảng hoặc nhập bằng tay.",
            "The content is a CSV table, not CAP; import it as a table or enter it by hand.",
        ),
        Foreign::Zip => (
            "Nội dung là tệp nén ZIP; giải nén và nạp từng tệp CAP bên trong.",
            "The content is a ZIP archive; unpack it and load each CAP file inside.",
        ),
        Foreign::Gzip => (
            "Nội dung là gzip chưa giải nén hoặc bị cắt ngang; tải lại từ nguồn.",
            "The content is gzip that was not unpacked or was cut short; fetch it again.",
        ),
        Foreign::Pdf => (
            "Nội dung là văn bản PDF; đọc và nhập bản tin bằng tay.",
            "The content is a PDF document; read it and enter the message by hand.",
        ),
        Foreign::Text => (
            "Nội dung là văn bản thường, không phải XML; kiểm tra lại địa chỉ của nguồn hoặc nhập bản tin bằng tay.",
            "The content is plain text, not XML; check the address of the source or enter the message by hand.",
        ),
        Foreign::Binary => (
            "Nội dung là dữ liệu nhị phân không rõ loại; kiểm tra lại địa chỉ của nguồn.",
            "The content is binary data of no known kind; check the address of the source.",
        ),
    };
    Localized::new(vi, en)
}

pub(super) fn date_wording(element: &str, text: &str, fault: &DateFault) -> Localized {
    match fault {
        DateFault::Unreadable => Localized::new(
            format!("Không đọc được thời điểm “{text}” của {element}; đề nghị nơi phát sửa và gửi lại."),
            format!("The time “{text}” of {element} cannot be read; ask the sender to correct it."),
        ),
        DateFault::OtherCalendar(year) => Localized::new(
            format!(
                "Năm {year} của {element} có thể theo Phật lịch; nếu nguồn dùng Phật lịch thì đặt quy tắc cho nguồn rồi đọc lại."
            ),
            format!(
                "The year {year} of {element} may be of the Buddhist era; if the source counts so, set the source's rule and read it again."
            ),
        ),
        DateFault::TooEarly(year) => Localized::new(
            format!("Năm {year} của {element} không hợp lý; đề nghị nơi phát sửa và gửi lại."),
            format!("The year {year} of {element} is not plausible; ask the sender to correct it."),
        ),
        DateFault::NoOffset => Localized::new(
            format!("Thời điểm “{text}” của {element} không ghi múi giờ; đặt múi giờ mặc định cho nguồn rồi đọc lại."),
            format!(
                "The time “{text}” of {element} has no offset from UTC; set the source's offset and read it again."
            ),
        ),
    }
}

pub(super) fn shape_wording(fault: &ShapeFault) -> Localized {
    let say = |vi: String, en: String| Localized { vi, en };
    match fault {
        ShapeFault::Empty => say(
            "Vùng để trống; đề nghị nơi phát gửi lại bản tin có vùng.".into(),
            "The shape is empty; ask the sender for a message with an area.".into(),
        ),
        ShapeFault::NotNumbers(text) => say(
            format!("“{text}” không phải cặp tọa độ; đề nghị nơi phát sửa và gửi lại."),
            format!("“{text}” is not a pair of coordinates; ask the sender to correct it."),
        ),
        ShapeFault::OutOfRange { latitude, longitude } => say(
            format!("Vĩ độ {latitude}, kinh độ {longitude} nằm ngoài Trái Đất; đề nghị nơi phát sửa và gửi lại."),
            format!("Latitude {latitude}, longitude {longitude} are not on the Earth; ask the sender to correct it."),
        ),
        ShapeFault::Exchanged { latitude, longitude } => say(
            format!(
                "Cặp {latitude},{longitude} bị đổi chỗ vĩ độ và kinh độ (CAP ghi vĩ độ trước); đề nghị nơi phát sửa và gửi lại."
            ),
            format!(
                "The pair {latitude},{longitude} has latitude and longitude exchanged (CAP writes latitude first); ask the sender to correct it."
            ),
        ),
        ShapeFault::TooFewPoints(count) => say(
            format!(
                "Vùng chỉ có {count} điểm khác nhau, cần ít nhất 3, và bản tin không có cách chỉ vùng khác; đề nghị nơi phát gửi lại."
            ),
            format!(
                "The polygon has only {count} different points, at least 3 are needed, and nothing else tells the area; ask the sender to send it again."
            ),
        ),
        ShapeFault::TooManyPoints => say(
            "Các vùng có hơn 200.000 điểm; đề nghị nơi phát đơn giản hóa đường bao.".into(),
            "The areas have more than 200,000 points; ask the sender to simplify the outlines.".into(),
        ),
        ShapeFault::BadRadius(text) => say(
            format!(
                "Bán kính “{text}” của hình tròn không hợp lệ (tính bằng ki-lô-mét); đề nghị nơi phát sửa và gửi lại."
            ),
            format!("The radius “{text}” of a circle is not valid (in kilometres); ask the sender to correct it."),
        ),
    }
}
