//! What was refused about an inspection, as a problem that says what to do next.

use actix_web::http::StatusCode;

use super::problem::Problem;
use crate::inspections::InspectionRefusal;
use crate::kernel::Localized;

impl From<InspectionRefusal> for Problem {
    fn from(refusal: InspectionRefusal) -> Self {
        match refusal {
            InspectionRefusal::NotNow(state) => Self::new(
                "wrong-step",
                StatusCode::CONFLICT,
                Localized::new("Chưa thực hiện được bước này", "Not possible at this step"),
                state.words(),
            ),
            InspectionRefusal::Signed => Self::new(
                "record-signed",
                StatusCode::CONFLICT,
                Localized::new("Biên bản đã ký", "The record is signed"),
                Localized::new(
                    "Biên bản đã ký nên không sửa được. Lập bản sửa đổi và ghi lý do.",
                    "A signed record is not changed. Begin a correction and say why.",
                ),
            ),
            InspectionRefusal::NotSigned => Self::new(
                "record-not-signed",
                StatusCode::CONFLICT,
                Localized::new("Biên bản chưa ký", "The record is not signed"),
                Localized::new(
                    "Biên bản đang lập: sửa trực tiếp, không cần bản sửa đổi.",
                    "The record is being drawn up: change it as it is.",
                ),
            ),
            InspectionRefusal::OwnReport => Self::new(
                "own-report",
                StatusCode::FORBIDDEN,
                Localized::new("Người báo cáo không tự xác nhận", "Not one's own report"),
                Localized::new(
                    "Tài khoản này đã báo cáo kết quả khắc phục nên không tự xác nhận hoặc trả lại được. Chuyển người khác trong đoàn kiểm tra.",
                    "This account reported it done and may not confirm it or send it back. Ask another of the team.",
                ),
            ),
            InspectionRefusal::Closed => Self::new(
                "inspection-closed",
                StatusCode::CONFLICT,
                Localized::new("Đợt kiểm tra đã kết thúc", "The inspection is closed"),
                Localized::new(
                    "Đợt kiểm tra đã kết thúc nên không lập, sửa, ký biên bản hoặc đổi nội dung đợt được. Mở lại đợt nếu cần.",
                    "It is closed: no record is begun, changed or signed, and nothing of it is changed. Reopen it where that is needed.",
                ),
            ),
            InspectionRefusal::NotClosed => Self::new(
                "inspection-not-closed",
                StatusCode::CONFLICT,
                Localized::new("Đợt kiểm tra chưa kết thúc", "The inspection is not closed"),
                Localized::new(
                    "Đợt kiểm tra đang diễn ra, không cần mở lại.",
                    "The inspection goes on: there is nothing to reopen.",
                ),
            ),
            InspectionRefusal::NotLate => Self::new(
                "not-late",
                StatusCode::CONFLICT,
                Localized::new("Chưa quá hạn", "Not late"),
                Localized::new(
                    "Việc này chưa quá hạn, hoặc đơn vị đã báo cáo, nên chưa có gì để nhắc.",
                    "It is not late, or the unit has reported: there is nothing to remind of.",
                ),
            ),
        }
    }
}
