//! The sentences about whole files that several formats need.

use super::FormatFault;
use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};

/// A fault in both languages.
pub(super) fn fault(vi: impl Into<String>, en: impl Into<String>) -> FormatFault {
    FormatFault(Localized::new(vi, en))
}

/// Something of the format is not as it must be; `detail` is technical and stands as it is.
pub(super) fn damaged(format: &str, detail: &dyn std::fmt::Display) -> FormatFault {
    let detail = short(&detail.to_string());
    fault(
        format!("Không đọc được tệp {format}: {detail}. Mở tệp bằng phần mềm đã tạo ra nó, xuất lại rồi nhập lại."),
        format!(
            "The {format} file cannot be read: {detail}. Open it in the program that made it, export it again and import that."
        ),
    )
}

/// The file ends before it is complete.
pub(super) fn cut_short(format: &str) -> FormatFault {
    fault(
        format!("Tệp {format} bị cắt cụt. Sao chép hoặc tải lại tệp đầy đủ rồi nhập lại."),
        format!("The {format} file ends too early. Copy or download it again in full, then import it."),
    )
}

/// The file could not be written.
pub(super) fn unwritten(format: &str, detail: &dyn std::fmt::Display) -> FormatFault {
    let detail = short(&detail.to_string());
    fault(
        format!("Không ghi được tệp {format}: {detail}. Chọn định dạng khác, chẳng hạn GeoPackage."),
        format!("The {format} file cannot be written: {detail}. Choose another format, such as GeoPackage."),
    )
}

/// The system is none of those that are written.
pub(super) fn unknown_system(epsg: u16) -> FormatFault {
    fault(
        format!("Không ghi được tệp ở hệ tọa độ EPSG:{epsg}. Chọn EPSG:4326 hoặc một hệ VN-2000."),
        format!("Files are not written in EPSG:{epsg}. Choose EPSG:4326 or one of VN-2000."),
    )
}

/// A feature that is to be written has a coordinate that is no number.
pub(super) fn without_numbers(place: &Localized) -> FormatFault {
    let (vi, en) = (short(&place.vi), short(&place.en));
    fault(
        format!("Không ghi được tệp: tọa độ của {vi} không phải là số. Sửa hoặc vẽ lại đối tượng."),
        format!("The file cannot be written: a coordinate of {en} is not a number. Mend the feature or draw it again."),
    )
}

/// More features than are read at once.
pub(super) fn too_many(limit: usize) -> FormatFault {
    let (vi, en) = (number_vi(count(limit)), number_en(count(limit)));
    fault(
        format!("Tệp có nhiều hơn {vi} đối tượng. Chia tệp theo xã hoặc theo loại thiên tai rồi nhập từng tệp."),
        format!("The file has more than {en} features. Divide it by commune or hazard and import each part."),
    )
}

/// More bytes, once unpacked, than are read at once.
pub(super) fn too_large(limit: usize) -> FormatFault {
    let megabytes = limit / 1_000_000;
    fault(
        format!(
            "Dữ liệu trong tệp lớn hơn {megabytes} MB. Chia tệp theo xã hoặc bỏ bớt thuộc tính không cần rồi nhập lại."
        ),
        format!(
            "The data in the file is larger than {megabytes} MB. Divide the file by commune, or leave out attributes that are not needed, and import it again."
        ),
    )
}

/// The file has nothing to import.
pub(super) fn nothing_inside(format: &str) -> FormatFault {
    fault(
        format!("Tệp {format} không có đối tượng nào. Kiểm tra lại lớp dữ liệu đã chọn khi xuất tệp."),
        format!("The {format} file has no features. Check which layer was chosen when it was exported."),
    )
}

/// A text cut to a length that fits into a sentence.
pub(super) fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(120).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(120).is_some() {
        cut.push('…');
    }
    cut.trim().trim_end_matches('.').to_owned()
}

/// A count as the wordings take it.
pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
