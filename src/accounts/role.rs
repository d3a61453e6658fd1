//! Roles: fixed lists of what each may do.

use serde::{Deserialize, Serialize};

use crate::kernel::Localized;

/// The roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleName {
    /// Province administrator.
    Admin,
    /// Writes plans.
    Editor,
    /// Appraises plans.
    Appraiser,
    /// The chair: approves plans, confirms activations.
    Approver,
    /// Commune official: works on checklists.
    Official,
    /// Reads.
    Viewer,
    /// A program: pushes alerts, reads figures.
    Integration,
}

/// What can be permitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read alerts, plans, zones, activations and checklists.
    Read,
    /// Confirm, decline, stand down and close activations.
    ConfirmActivation,
    /// Change tasks.
    TickTask,
    /// Push alerts.
    PushAlert,
    /// Type in a bulletin, report a local sign.
    ReportAlert,
    /// Read the audit log.
    ReadAudit,
    /// Write plans.
    EditPlan,
    /// Appraise plans that were submitted.
    AppraisePlan,
    /// Approve plans.
    ApprovePlan,
    /// Remark on plans.
    CommentPlan,
    /// Invite people, change and disable their accounts, make tokens.
    ManageAccounts,
    /// Change the register of provinces and communes.
    ManageUnits,
    /// Change where alerts come from and how they are read.
    ManageSources,
    /// Read who lives where: names and needs of households.
    ReadHouseholds,
    /// Change the household register.
    EditHouseholds,
    /// Change the registers of resources: shelters, vehicles, teams, supplies, sites, contacts; ask for loans and
    /// answer them.
    EditResources,
    /// Order inspections of preparedness, keep their records, confirm what was mended, remind.
    Inspect,
    /// Report what was mended after an inspection, for the unit that owes it.
    AnswerInspection,
}

impl RoleName {
    /// What the role may do.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{
            AnswerInspection, AppraisePlan, ApprovePlan, CommentPlan, ConfirmActivation, EditHouseholds, EditPlan,
            EditResources, Inspect, ManageAccounts, ManageSources, ManageUnits, PushAlert, Read, ReadAudit,
            ReadHouseholds, ReportAlert, TickTask,
        };
        match self {
            Self::Admin => &[
                Read,
                ConfirmActivation,
                TickTask,
                PushAlert,
                ReportAlert,
                ReadAudit,
                EditPlan,
                CommentPlan,
                ManageAccounts,
                ManageUnits,
                ManageSources,
                ReadHouseholds,
                EditHouseholds,
                EditResources,
                Inspect,
                AnswerInspection,
            ],
            Self::Editor => &[
                Read,
                ReportAlert,
                ReadAudit,
                EditPlan,
                CommentPlan,
                ReadHouseholds,
                EditHouseholds,
                EditResources,
                Inspect,
                AnswerInspection,
            ],
            Self::Appraiser => &[Read, ReadAudit, AppraisePlan, CommentPlan, ReadHouseholds, Inspect],
            Self::Approver => &[
                Read,
                ConfirmActivation,
                TickTask,
                ReportAlert,
                ReadAudit,
                EditPlan,
                ApprovePlan,
                CommentPlan,
                ReadHouseholds,
                EditHouseholds,
                EditResources,
                Inspect,
                AnswerInspection,
            ],
            Self::Official => &[
                Read,
                TickTask,
                ReportAlert,
                ReadAudit,
                CommentPlan,
                ReadHouseholds,
                EditHouseholds,
                EditResources,
                Inspect,
                AnswerInspection,
            ],
            Self::Viewer => &[Read],
            Self::Integration => &[Read, PushAlert],
        }
    }

    /// Every role, in the order in which people are offered them.
    pub const ALL: [Self; 7] =
        [Self::Admin, Self::Editor, Self::Appraiser, Self::Approver, Self::Official, Self::Viewer, Self::Integration];

    /// Its name.
    pub fn name(self) -> Localized {
        match self {
            Self::Admin => Localized::new("Quản trị", "Administrator"),
            Self::Editor => Localized::new("Soạn phương án", "Plan editor"),
            Self::Appraiser => Localized::new("Thẩm định", "Appraiser"),
            Self::Approver => Localized::new("Phê duyệt", "Approver"),
            Self::Official => Localized::new("Cán bộ cơ sở", "Official"),
            Self::Viewer => Localized::new("Người xem", "Viewer"),
            Self::Integration => Localized::new("Phần mềm kết nối", "Connected program"),
        }
    }

    /// What it is for, in a sentence.
    pub fn what(self) -> Localized {
        match self {
            Self::Admin => Localized::new(
                "Quản lý tài khoản, danh mục đơn vị hành chính và nguồn bản tin; soạn phương án; quyết định kích hoạt. Không phê duyệt phương án.",
                "Manages accounts, the register of units and the sources of alerts; writes plans; decides on activations. Does not approve plans.",
            ),
            Self::Editor => Localized::new(
                "Soạn và trình phương án; cập nhật sổ hộ dân và sổ nguồn lực.",
                "Writes and submits plans; keeps the registers of households and resources.",
            ),
            Self::Appraiser => Localized::new(
                "Thẩm định phương án được trình, ghi ý kiến.",
                "Appraises plans that were submitted, and remarks on them.",
            ),
            Self::Approver => Localized::new(
                "Phê duyệt phương án; quyết định kích hoạt và kết thúc ứng phó.",
                "Approves plans; decides to activate and to stand down.",
            ),
            Self::Official => Localized::new(
                "Thực hiện và đánh dấu việc di dời tại địa bàn; cập nhật sổ hộ dân và sổ nguồn lực; nhập bản tin, báo dấu hiệu tại chỗ; góp ý phương án.",
                "Carries out and ticks relocation tasks in the unit; keeps the registers of households and resources; types in bulletins, reports local signs; remarks on plans.",
            ),
            Self::Viewer => Localized::new("Chỉ xem.", "Reads only."),
            Self::Integration => Localized::new(
                "Phần mềm gửi bản tin và đọc số liệu bằng mã truy cập; không đăng nhập được.",
                "A program that pushes alerts and reads figures with a token; nobody signs in with it.",
            ),
        }
    }

    /// Whether the role has `permission`.
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}
