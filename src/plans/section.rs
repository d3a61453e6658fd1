//! The written parts of a plan: the outline of the handbook (Quyết định 02/QĐ-TWPCTT), the parts the law asks
//! for, and the four on-the-spot (bốn tại chỗ).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::Localized;

/// What a section is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SectionGroup {
    /// The usual outline around the required parts.
    Outline,
    /// A part required by the Law on Natural Disaster Prevention and Control, article 22.
    LegalPart,
    /// One of the four on-the-spot.
    FourOnTheSpot,
}

/// Declares the sections in the order of the document: variant, code, group, headings, what belongs there.
macro_rules! sections {
    ($($variant:ident $code:literal $group:ident $vi:literal $en:literal : $hint_vi:literal $hint_en:literal),+ $(,)?) => {
        /// A written part of a plan.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Section { $(#[doc = $vi] $variant,)+ }

        impl Section {
            /// Every section, in the order of the document.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the wire.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What the section is there for.
            pub fn group(self) -> SectionGroup {
                match self { $(Self::$variant => SectionGroup::$group,)+ }
            }

            /// The heading as officials write it.
            pub fn heading(self) -> Localized {
                match self { $(Self::$variant => Localized::new($vi, $en),)+ }
            }

            /// What belongs into it.
            pub fn hint(self) -> Localized {
                match self { $(Self::$variant => Localized::new($hint_vi, $hint_en),)+ }
            }
        }
    };
}

sections! {
    Purpose "purpose" Outline "Mục đích, yêu cầu" "Purpose and requirements":
        "Nêu mục đích, yêu cầu đối với từng đơn vị, thôn." "What the plan is for and what it asks of each body and village.",
    Situation "situation" Outline "Đặc điểm tình hình" "Features of the area":
        "Tự nhiên, dân sinh, hạ tầng; khu vực trọng điểm, xung yếu." "Nature, people, infrastructure; key and weak points.",
    History "history" Outline "Tình hình thiên tai những năm qua" "Disasters of past years":
        "Các đợt đáng chú ý, thiệt hại, bài học." "Episodes worth remembering, damage, lessons.",
    ProtectWorks "protect_works" LegalPart "Bảo vệ công trình phòng, chống thiên tai và công trình trọng điểm" "Protection of disaster-prevention and key works":
        "Hồ đập, kè, cầu, ngầm tràn, trường học, trạm y tế: việc phải làm, người làm." "Reservoirs, banks, bridges, crossings, schools, health stations: what is done and by whom.",
    Evacuation "evacuation" LegalPart "Sơ tán, bảo vệ người, tài sản, bảo vệ sản xuất" "Evacuation; protection of people, property and production":
        "Ai đi trước, đi đâu, bằng gì; gia súc, thóc lúa, tàu thuyền." "Who goes first, where to and how; livestock, grain, boats.",
    Order "order" LegalPart "Bảo đảm an ninh trật tự, giao thông, thông tin liên lạc" "Public order, traffic and communication":
        "Chốt chặn, canh giữ nhà đã sơ tán, tuyến đường thay thế, bộ đàm, loa." "Road posts, guards for empty houses, other routes, radio, loudspeakers.",
    CommandAndRescue "command_and_rescue" LegalPart "Phối hợp chỉ đạo, chỉ huy ứng phó và tìm kiếm cứu nạn" "Coordination of command, response, search and rescue":
        "Ai chỉ huy ở từng cấp độ, phối hợp với lực lượng nào, cứu nạn thế nào." "Who commands at each level, with which forces, how rescue is done.",
    HumanResources "human_resources" LegalPart "Nguồn nhân lực ứng phó" "People for the response":
        "Xung kích, dân quân, công an, y tế, đoàn thể; số người ở Phụ lục 5." "Shock force, militia, police, health, unions; the numbers stand in Annex 5.",
    Reserves "reserves" LegalPart "Dự trữ vật tư, phương tiện, trang thiết bị, nhu yếu phẩm" "Reserves of materials, means, equipment and essential goods":
        "Dự trữ ở đâu, ai giữ, hợp đồng cung ứng; số lượng ở Phụ lục 6 và 7." "Where they are, who keeps them, supply contracts; amounts stand in Annexes 6 and 7.",
    Recovery "recovery" LegalPart "Khắc phục hậu quả" "Recovery":
        "Kiểm tra trước khi cho về, thống kê thiệt hại, cứu trợ, vệ sinh." "Checks before people return, damage figures, relief, sanitation.",
    CommandOnTheSpot "command_on_the_spot" FourOnTheSpot "Chỉ huy tại chỗ" "Command on the spot":
        "Người chỉ huy ở xã và từng thôn, người thay thế." "Who commands in the commune and in each village, and who stands in.",
    ForcesOnTheSpot "forces_on_the_spot" FourOnTheSpot "Lực lượng tại chỗ" "Forces on the spot":
        "Tổ xung kích thôn, thời gian có mặt." "Village shock teams and how soon they are there.",
    MeansOnTheSpot "means_on_the_spot" FourOnTheSpot "Phương tiện, vật tư tại chỗ" "Means and materials on the spot":
        "Xe, xuồng, máy đào, loa; của ai, ở đâu." "Vehicles, boats, excavators, loudspeakers; whose and where.",
    LogisticsOnTheSpot "logistics_on_the_spot" FourOnTheSpot "Hậu cần tại chỗ" "Logistics on the spot":
        "Lương thực, nước, thuốc, chăn màn cho 3–7 ngày; thôn dễ bị chia cắt." "Food, water, medicine, blankets for 3–7 days; villages likely to be cut off.",
    Communication "communication" Outline "Thông tin, cảnh báo đến người dân" "Warning and informing people":
        "Kênh báo tin đến từng hộ, ngôn ngữ, khi mất điện, mất sóng." "How each household is told, in which language, without power or signal.",
    Funding "funding" Outline "Kinh phí" "Funding":
        "Nguồn, mức, chứng từ." "Source, amount, papers.",
    Implementation "implementation" Outline "Tổ chức thực hiện" "Implementation":
        "Phân công từng cơ quan, thôn; chế độ trực ban, báo cáo; diễn tập." "Duties of each body and village; duty watch, reports; drills.",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_spelled_as_on_the_wire() {
        for section in Section::ALL {
            assert_eq!(serde_json::to_value(section).unwrap(), section.code());
        }
    }

    #[test]
    fn the_law_asks_for_seven_parts_and_the_four_on_the_spot_are_four() {
        let count = |group| Section::ALL.iter().filter(|section| section.group() == group).count();
        assert_eq!((count(SectionGroup::LegalPart), count(SectionGroup::FourOnTheSpot)), (7, 4));
    }
}
