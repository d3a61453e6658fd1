//! What was refused about a plan, as a problem that says what to do next.

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::problem::Problem;
use crate::kernel::Localized;
use crate::plans::{Action, NotNow, PlanRefusal, Stage};
use crate::zones::PieceFault;

impl From<PlanRefusal> for Problem {
    fn from(refusal: PlanRefusal) -> Self {
        match refusal {
            PlanRefusal::NotNow(not_now) => not_now_problem(not_now),
            PlanRefusal::Faults(faults) => {
                Self::invalid_fields(faults.into_iter().map(|fault| (fault.pointer, fault.wording)).collect())
            }
            PlanRefusal::Conflict(conflict) => {
                let overlap = conflict.overlapping.len();
                let detail = if overlap == 0 {
                    Localized::new(
                        format!(
                            "Có người khác đã sửa {} mục khác sau khi mở. Không trùng mục đang sửa: ghép và lưu lại với bản {}.",
                            conflict.changes.len(),
                            conflict.current_revision
                        ),
                        format!(
                            "Somebody changed {} other fields after they were read. None is yours: send the edit again on revision {}.",
                            conflict.changes.len(),
                            conflict.current_revision
                        ),
                    )
                } else {
                    Localized::new(
                        format!(
                            "Có người khác đã sửa {overlap} mục cũng đang được sửa tại đây. Xem từng mục, chọn nội dung giữ lại rồi lưu."
                        ),
                        format!(
                            "Somebody changed {overlap} of the same fields. Look at each, choose what stays, and save."
                        ),
                    )
                };
                Self::new(
                    "edit-conflict",
                    StatusCode::PRECONDITION_FAILED,
                    Localized::new("Nội dung đã thay đổi", "Changed by somebody else"),
                    detail,
                )
                .with_member("conflict", json!(conflict))
            }
            PlanRefusal::Pieces(faults) => pieces_problem(&faults),
            PlanRefusal::StaleProposal(changes) => stale_proposal_problem(&changes),
            PlanRefusal::OwnDraft => Self::new(
                "own-draft",
                StatusCode::FORBIDDEN,
                Localized::new("Người lập không tự thẩm định, phê duyệt", "Not one's own draft"),
                Localized::new(
                    "Tài khoản này đã tham gia lập phương án nên không thẩm định, phê duyệt được. Chuyển người có thẩm quyền khác.",
                    "This account helped to write the version and may not appraise or approve it. Ask another competent person.",
                ),
            ),
            PlanRefusal::OpenComments(count) => Self::new(
                "open-comments",
                StatusCode::CONFLICT,
                Localized::new("Còn ý kiến chưa giải quyết", "Comments are not settled"),
                Localized::new(
                    format!(
                        "Còn {count} ý kiến chưa giải quyết. Giải quyết từng ý kiến, hoặc trả lại để hoàn thiện, rồi phê duyệt."
                    ),
                    format!("{count} comments are not settled. Settle each, or return the version, then approve."),
                ),
            ),
            PlanRefusal::OpenVersion(number) => Self::new(
                "open-version",
                StatusCode::CONFLICT,
                Localized::new("Đang có bản dự thảo", "There is a draft already"),
                Localized::new(
                    format!("Bản {number} đang được lập. Sửa tiếp bản đó."),
                    format!("Version {number} is being worked on. Go on with that one."),
                ),
            ),
            PlanRefusal::PlanExists(code) => Self::new(
                "plan-exists",
                StatusCode::CONFLICT,
                Localized::new("Đã có phương án", "The plan exists"),
                Localized::new(
                    format!("Đơn vị đã có phương án {code} cho loại thiên tai này. Lập bản mới của phương án đó."),
                    format!("The unit has the plan {code} for this hazard. Begin a new version of it."),
                ),
            ),
        }
    }
}

/// What a proposal rests on has changed.
fn stale_proposal_problem(changes: &[Localized]) -> Problem {
    let (vi, en): (Vec<_>, Vec<_>) = changes.iter().map(|change| (change.vi.as_str(), change.en.as_str())).unzip();
    Problem::new(
        "allocation-stale",
        StatusCode::CONFLICT,
        Localized::new("Đề xuất không còn khớp số liệu", "The proposal is out of date"),
        Localized::new(
            format!("Chưa ghi gì. Từ khi lập đề xuất: {} Lập đề xuất mới rồi xem lại.", vi.join(" ")),
            format!(
                "Nothing was written. Since the proposal was made: {} Make a new one and look at it.",
                en.join(" ")
            ),
        ),
    )
    .with_member("changes", json!(changes))
}

/// New zones that are not what the old ones were, each piece with its place.
fn pieces_problem(faults: &[PieceFault]) -> Problem {
    let told: Vec<PieceFaultView> = faults.iter().map(PieceFaultView::from).collect();
    let detail = match faults {
        [only] => only.wording(),
        _ => Localized::new(
            format!("Có {} chỗ thiếu, thừa hoặc chồng lên nhau; từng chỗ nêu ở “faults”.", faults.len()),
            format!("{} pieces are missing, too much or twice; each is told in “faults”.", faults.len()),
        ),
    };
    Problem::new(
        "zone-pieces",
        StatusCode::UNPROCESSABLE_ENTITY,
        Localized::new("Vùng mới không khớp vùng cũ", "The new zones are not the old one"),
        detail,
    )
    .with_member("faults", json!(told))
}

/// A piece that is missing, too much or twice.
#[derive(Debug, Serialize, ToSchema)]
pub struct PieceFaultView {
    /// `missing`, `outside` or `parts_overlap`.
    pub code: String,
    /// A point in it: longitude, latitude.
    pub at: [f64; 2],
    /// Its area.
    pub area_m2: f64,
    /// In words.
    pub text: Localized,
}

impl From<&PieceFault> for PieceFaultView {
    fn from(fault: &PieceFault) -> Self {
        let piece = fault.piece();
        Self {
            code: fault.code().to_owned(),
            at: [piece.at.x, piece.at.y],
            area_m2: piece.area_m2.round(),
            text: fault.wording(),
        }
    }
}

fn not_now_problem(not_now: NotNow) -> Problem {
    let frozen = !not_now.stage.is_open();
    let (kind, title) = if frozen && matches!(not_now.action, Action::Edit | Action::Comment | Action::Settle) {
        ("version-frozen", Localized::new("Bản đã phê duyệt không sửa được", "An approved version cannot change"))
    } else {
        ("wrong-stage", Localized::new("Không thực hiện được ở bước này", "Not possible at this stage"))
    };
    let next = match not_now.stage {
        Stage::Draft | Stage::Returned => Localized::new("Hoàn thiện rồi trình.", "Finish it and submit it."),
        Stage::Submitted => {
            Localized::new("Chờ thẩm định, hoặc trả lại để sửa.", "It awaits appraisal, or may be returned.")
        }
        Stage::Appraised => {
            Localized::new("Chờ phê duyệt, hoặc trả lại để sửa.", "It awaits approval, or may be returned.")
        }
        Stage::Approved | Stage::Superseded | Stage::Withdrawn => {
            Localized::new("Muốn điều chỉnh thì lập bản mới.", "To change something, begin a new version.")
        }
    };
    let stage = not_now.stage.name();
    Problem::new(
        kind,
        StatusCode::CONFLICT,
        title,
        Localized::new(
            format!("Bản này {}. {}", stage.vi, next.vi),
            format!("This version is {}. {}", stage.en, next.en),
        ),
    )
}
