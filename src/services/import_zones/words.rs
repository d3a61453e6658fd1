//! What is said of zones that cannot be taken in, in one place so that the sentences can be read together.

use crate::hazards::Hazard;
use crate::kernel::Localized;

pub(super) fn no_code() -> Localized {
    Localized::new(
        "Thiếu mã vùng. Ghi mã trong tệp, hoặc chọn cột mã.",
        "The zone has no code. Give it one, or choose the column.",
    )
}

pub(super) fn not_a_code(code: &str) -> Localized {
    let code: String = code.chars().take(60).collect();
    Localized::new(
        format!("Mã vùng “{code}” dài quá 40 ký tự hoặc có ký tự lạ. Rút ngắn mã."),
        format!("The code “{code}” is longer than 40 characters or has odd ones. Shorten it."),
    )
}

pub(super) fn twice(code: &str) -> Localized {
    Localized::new(
        format!("Mã vùng “{code}” có hai lần trong tệp; lấy lần đầu. Đổi mã hoặc bỏ một."),
        format!("The code “{code}” stands twice in the file; the first counts. Change it or take one out."),
    )
}

pub(super) fn too_long() -> Localized {
    Localized::new("Tên vùng dài quá 500 ký tự. Rút ngắn lại.", "The name is longer than 500 characters. Shorten it.")
}

pub(super) fn unknown_hazard(text: &str) -> Localized {
    let text: String = text.chars().take(60).collect();
    Localized::new(
        format!("Không rõ loại thiên tai “{text}”. Ghi mã hoặc tên theo danh mục loại thiên tai."),
        format!("The hazard “{text}” is not known. Use a code or name of the list of hazards."),
    )
}

pub(super) fn no_hazard() -> Localized {
    Localized::new(
        "Thiếu loại thiên tai. Ghi trong tệp, hoặc chọn một loại cho cả tệp.",
        "The hazard is missing. Give it in the file, or choose one for the whole file.",
    )
}

pub(super) fn other_hazard(found: Hazard, plan: Hazard) -> Localized {
    let (found, plan) = (found.name(), plan.name());
    Localized::new(
        format!("Vùng thuộc loại “{}”, phương án thuộc loại “{}”. Nhập vào phương án đúng loại.", found.vi, plan.vi),
        format!("The zone is of “{}”, the plan of “{}”. Import it into a plan of its hazard.", found.en, plan.en),
    )
}

pub(super) fn no_level_of(text: &str) -> Localized {
    let text: String = text.chars().take(60).collect();
    Localized::new(
        format!("Cấp “{text}” không phải cấp độ rủi ro 1–5. Sửa cấp."),
        format!("“{text}” is not a risk level from 1 to 5. Mend it."),
    )
}

pub(super) fn no_geometry() -> Localized {
    Localized::new("Không có hình vùng. Vẽ vùng, hoặc bỏ dòng này.", "There is no area. Draw it, or take the row out.")
}

pub(super) fn outside_system() -> Localized {
    Localized::new(
        "Tọa độ nằm ngoài phạm vi của hệ tọa độ đã chọn. Kiểm tra hệ tọa độ.",
        "The coordinates lie outside the coordinate system that was chosen. Check it.",
    )
}

pub(super) fn outside_plan(unit: &str) -> Localized {
    Localized::new(
        format!("Vùng nằm ngoài địa bàn của phương án ({unit}). Nhập vào phương án của xã đó."),
        format!("The zone lies outside the unit of the plan ({unit}). Import it into a plan of its commune."),
    )
}

pub(super) fn outside_own_unit(unit: &str) -> Localized {
    Localized::new(
        format!("Vùng nằm ngoài địa bàn tài khoản phụ trách ({unit}). Gửi tệp cho người phụ trách nơi đó."),
        format!("The zone lies outside the unit of this account ({unit}). Send the file to whoever answers there."),
    )
}

pub(super) fn repair_offered() -> Localized {
    Localized::new(
        "Đường biên có lỗi; có thể sửa như đề nghị. Xem trước và sau, rồi đồng ý sửa.",
        "The outline is faulty; it can be mended as offered. Look at before and after, then allow it.",
    )
}
