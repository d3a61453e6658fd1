//! The sentences of an import of households.

use chrono::NaiveDate;

use crate::households::Household;
use crate::kernel::Localized;
use crate::kernel::wording::{day_en, day_vi};
use crate::services::ServiceError;

fn invalid(pointer: &str, vi: impl Into<String>, en: impl Into<String>) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.into(), wording: Localized::new(vi, en) }
}

pub(super) fn no_header() -> ServiceError {
    invalid(
        "",
        "Không tìm thấy dòng tiêu đề có cột “Họ và tên chủ hộ”. Dùng tệp mẫu, hoặc đặt tên cột như Phụ lục 3 rồi nhập lại.",
        "No row names a column for the head of the household. Use the template, or name the columns as in Annex 3.",
    )
}

pub(super) fn no_commune() -> ServiceError {
    invalid(
        "/commune",
        "Chưa biết danh sách của xã nào. Chọn xã, hoặc thêm cột Xã vào tệp.",
        "It is not known which commune the list is of. Choose one, or add a column for it.",
    )
}

pub(super) fn no_such_commune(code: &str) -> ServiceError {
    let code: String = code.chars().take(40).collect();
    invalid(
        "/commune",
        format!("Không có xã mang mã “{code}”."),
        format!("There is no commune with the code “{code}”."),
    )
}

pub(super) fn unknown_commune(text: &str) -> Localized {
    Localized::new(
        format!("Không biết xã “{text}”, hoặc có nhiều xã cùng tên. Ghi mã xã vào cột Xã."),
        format!("The commune “{text}” is not known, or several bear the name. Write its code into the column."),
    )
}

pub(super) fn no_such_zone(code: &str) -> Localized {
    Localized::new(
        format!("Không có vùng mang mã hoặc tên “{code}” trong xã."),
        format!("The commune has no zone with the code or name “{code}”."),
    )
}

pub(super) fn twice(row: usize) -> Localized {
    Localized::new(
        format!("Trùng với dòng {row} của tệp. Nếu là hai hộ khác nhau, ghi mã hộ hoặc số điện thoại để phân biệt."),
        format!(
            "The same as row {row} of the file. If they are two households, give codes or telephones to tell them apart."
        ),
    )
}

fn called(held: &Household) -> String {
    format!("{} ({}, {})", held.code, held.entry.head, held.entry.village)
}

pub(super) fn another_head(held: &Household, head: &str) -> Localized {
    let known = called(held);
    Localized::new(
        format!("Mã hộ trong sổ là {known}, tệp ghi chủ hộ “{head}”. Nếu nhập thì hộ đó đổi chủ hộ."),
        format!(
            "In the register the code is {known}, the file names “{head}”. If imported, that household gets a new head."
        ),
    )
}

pub(super) fn spelt_otherwise(held: &Household) -> Localized {
    let known = called(held);
    Localized::new(
        format!("Có thể là hộ {known}, chỉ khác dấu. Nếu nhập thì hộ đó được sửa tên."),
        format!("This may be {known}, spelt with other marks. If imported, that household's name is changed."),
    )
}

pub(super) fn moved(held: &Household) -> Localized {
    let known = called(held);
    Localized::new(
        format!("Có thể là hộ {known} chuyển thôn (cùng tên, cùng số điện thoại). Nếu nhập thì hộ đó đổi thôn."),
        format!(
            "This may be {known}, moved (same name and telephone). If imported, that household changes its village."
        ),
    )
}

pub(super) fn several(codes: &[&str]) -> Localized {
    let codes = codes.join(", ");
    Localized::new(
        format!("Sổ có nhiều hộ cùng tên trong thôn: {codes}. Ghi mã hộ vào tệp; nếu cứ nhập thì thành hộ mới."),
        format!(
            "Several households of this name are in the village: {codes}. Give the code; if imported as it is, it is a new one."
        ),
    )
}

pub(super) fn older(file: NaiveDate, held: NaiveDate) -> Localized {
    Localized::new(
        format!("Danh sách ngày {} cũ hơn sổ (ngày {}).", day_vi(file), day_vi(held)),
        format!("The list of {} is older than the register ({}).", day_en(file), day_en(held)),
    )
}

pub(super) fn another_code(code: &str, made: &str) -> Localized {
    let code: String = code.chars().take(40).collect();
    Localized::new(
        format!("Mã “{code}” không dùng được hoặc đã có; hộ được đặt mã {made}."),
        format!("The code “{code}” cannot be used or is taken; the household gets {made}."),
    )
}
