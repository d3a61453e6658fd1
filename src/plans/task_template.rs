//! What a plan tells people to do: lines from which a checklist is made.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::kernel::{Localized, Timestamp};

/// One line of a plan's task list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TaskTemplate {
    /// Before, during or after.
    pub phase: Phase,
    /// People, property or command.
    pub subject: Subject,
    /// Who does it.
    pub role: Role,
    /// What to do.
    pub title: Localized,
    /// By when; absent where no time can be named beforehand.
    pub due: Option<Due>,
    /// The code of the only zone it is for; absent where it is for every zone of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// From which risk level on, as a digit; at every level where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_level: Option<u8>,
    /// Whom the plan names for it beside the role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<TaskPerson>,
    /// Its steps in order, in the words of the office; each is ticked by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
}

/// A person named for a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskPerson {
    /// The name.
    pub name: String,
    /// The telephone number; for people who are signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// The most steps of a task.
pub const MAX_STEPS: usize = 30;
/// The longest title of a step, in characters.
pub const MAX_STEP: usize = 200;
/// The longest name of a person, in characters.
pub const MAX_PERSON: usize = 100;
/// The longest telephone number, in characters: two or three of them.
pub const MAX_PHONE: usize = 60;

impl TaskTemplate {
    /// Whether it is to be done in the zone called `code`.
    pub fn is_for(&self, code: &str) -> bool {
        self.zone.as_deref().is_none_or(|only| only == code)
    }

    /// Whether it is to be done at the risk level with this digit.
    pub fn holds_at(&self, level: u8) -> bool {
        self.from_level.is_none_or(|from| from <= level)
    }
}

/// The three phases of response (trước, trong, sau).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Trước.
    Before,
    /// Trong.
    During,
    /// Sau.
    After,
}

/// What a task is about. People come first, property beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// People.
    People,
    /// What they own.
    Property,
    /// Command, forces, reports.
    Command,
}

/// By when a task is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Minutes from the beginning the alert names; negative before it.
    MinutesFromOnset(i32),
    /// Minutes from the opening of the checklist.
    MinutesFromOpening(i32),
}

/// The least time a task gets when its time is already past at the opening.
const LEAST_MINUTES: i64 = 15;

impl Due {
    /// The instant, for a checklist opened at `opened_at` on an alert that begins at `onset`.
    ///
    /// Never earlier than a quarter of an hour after the opening: a checklist that opens late begins with
    /// tasks to be done at once, not with tasks already overdue.
    pub fn at(self, onset: Timestamp, opened_at: Timestamp) -> Timestamp {
        match self {
            Self::MinutesFromOnset(minutes) => {
                (onset + TimeDelta::minutes(minutes.into())).max(opened_at + TimeDelta::minutes(LEAST_MINUTES))
            }
            Self::MinutesFromOpening(minutes) => opened_at + TimeDelta::minutes(minutes.into()),
        }
    }
}

/// Declares the roles of a relocation: variant, code, Vietnamese, English.
macro_rules! roles {
    ($($variant:ident $code:literal $vi:literal $en:literal),+ $(,)?) => {
        /// Who does a task.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Role { $(#[doc = $vi] $variant,)+ }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name for people.
            pub fn name(self) -> Localized {
                match self { $(Self::$variant => Localized::new($vi, $en),)+ }
            }

            /// The name on the wire.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

roles! {
    CommuneChair "commune_chair" "Chủ tịch UBND xã, Trưởng Ban Chỉ huy" "Commune chair, head of the command",
    PartySecretary "party_secretary" "Bí thư Đảng ủy xã" "Party secretary of the commune",
    MilitaryOfficer "military_officer" "Chỉ huy trưởng Ban CHQS xã, thường trực" "Commune military officer, standing member",
    Police "police" "Công an xã" "Commune police",
    VillageHead "village_head" "Trưởng thôn, tổ trưởng tổ dân phố" "Village head",
    ShockTeam "shock_team" "Tổ xung kích thôn" "Village shock team",
    Army "army" "Bộ đội, Ban Chỉ huy Phòng thủ khu vực, biên phòng" "Army, area defence command, border guard",
    HealthStation "health_station" "Trạm y tế xã" "Commune health station",
    WomensUnion "womens_union" "Hội Liên hiệp Phụ nữ xã" "Women’s Union",
    YouthUnion "youth_union" "Đoàn Thanh niên xã" "Youth Union",
    FarmersUnion "farmers_union" "Hội Nông dân xã" "Farmers’ Union",
    Front "front" "Ủy ban MTTQ xã" "Fatherland Front",
    SchoolHead "school_head" "Hiệu trưởng" "School head",
    EconomyOfficer "economy_officer" "Phòng Kinh tế, công chức nông nghiệp và môi trường" "Economy office, agriculture and environment officer",
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn at(hour: u32, minute: u32) -> Timestamp {
        Utc.with_ymd_and_hms(2022, 9, 27, hour, minute, 0).unwrap()
    }

    #[test]
    fn a_task_is_due_before_the_onset() {
        assert_eq!(Due::MinutesFromOnset(-180).at(at(15, 0), at(7, 0)), at(12, 0));
    }

    #[test]
    fn a_checklist_that_opens_late_begins_with_urgent_tasks_not_overdue_ones() {
        assert_eq!(Due::MinutesFromOnset(-180).at(at(15, 0), at(14, 0)), at(14, 15));
    }

    #[test]
    fn roles_are_spelled_as_in_files() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
        }
    }
}
