//! The sentences of an import of resources.

use crate::kernel::Localized;
use crate::services::ServiceError;

fn invalid(pointer: &str, vi: impl Into<String>, en: impl Into<String>) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.into(), wording: Localized::new(vi, en) }
}

pub(super) fn no_header() -> ServiceError {
    invalid(
        "",
        "Không tìm thấy dòng tiêu đề của sổ này. Dùng tệp mẫu, hoặc đặt tên cột như phụ lục rồi nhập lại.",
        "No row names the columns of this register. Use the template, or name the columns as in the annex.",
    )
}

pub(super) fn no_such_unit(code: &str) -> ServiceError {
    let code: String = code.chars().take(40).collect();
    invalid("/unit", format!("Không có đơn vị “{code}”."), format!("There is no unit “{code}”."))
}

pub(super) fn no_unit() -> Localized {
    Localized::new(
        "Chưa biết của xã nào. Chọn xã, hoặc thêm cột Xã vào tệp.",
        "It is not known which commune it is of. Choose one, or add a column for it.",
    )
}

pub(super) fn unknown_unit(text: &str) -> Localized {
    let text: String = text.chars().take(60).collect();
    Localized::new(
        format!("Không biết xã “{text}”, hoặc có nhiều xã cùng tên. Ghi mã xã vào cột Xã."),
        format!("The commune “{text}” is not known, or several bear the name. Write its code into the column."),
    )
}

pub(super) fn unit_of_others(unit: &str) -> Localized {
    Localized::new(
        format!("Dòng của đơn vị {unit}, ngoài địa bàn tài khoản phụ trách. Gửi dòng này cho người phụ trách nơi đó."),
        format!("The line is of the unit {unit}, which this account does not answer for. Send it to whoever does."),
    )
}

pub(super) fn twice(code: &str) -> Localized {
    Localized::new(
        format!("Một dòng trước đã nói về {code}. Bỏ một dòng, hoặc ghi mã khác."),
        format!("A line before speaks of {code} already. Take one out, or give another code."),
    )
}

pub(super) fn code_taken(code: &str) -> Localized {
    Localized::new(
        format!("Mã {code} đã dùng ở sổ khác của đơn vị. Đổi mã."),
        format!("The code {code} is in use in another register of the unit. Change it."),
    )
}
