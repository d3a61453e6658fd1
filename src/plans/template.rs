//! What a new plan begins with: the headings and the words officials use, and a line for each thing to be written.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::first_tasks::first_tasks;
use super::{Command, PlanContent, Scenario, Section, TriggerRule};
use crate::hazards::{Hazard, RiskLevel, hazard_facts};
use crate::plans::Mode;

/// The digits of the levels a plan against `hazard` has scenarios for: those the law uses for it, or 0 ("any
/// situation") where it uses none.
pub fn levels_of(hazard: Hazard) -> Vec<u8> {
    let facts = hazard_facts().iter().find(|facts| facts.hazard == hazard);
    facts
        .and_then(|facts| Some((facts.lowest?, facts.highest?)))
        .map_or_else(|| vec![0], |(lowest, highest)| (lowest.digit()..=highest.digit()).collect())
}

/// A new plan of `unit_name` against `hazard`, begun on `today`.
pub fn new_content(hazard: Hazard, unit_name: &str, today: NaiveDate) -> PlanContent {
    let levels = levels_of(hazard);
    let word = hazard.name().vi;
    let lowest = levels.first().copied().filter(|level| *level > 0).and_then(|level| RiskLevel::new(level).ok());
    let trigger = lowest.map(|at_level| TriggerRule { on_hazards: vec![hazard], at_level, mode: Mode::Propose });
    PlanContent {
        title: format!("Phương án ứng phó {word} {unit_name} năm {}", today.year()),
        review_by: None,
        legal_bases: LEGAL_BASES.iter().map(|line| (*line).to_owned()).collect(),
        sections: Section::ALL.iter().map(|section| (*section, skeleton(*section).to_owned())).collect(),
        scenarios: levels.iter().map(|level| (*level, scenario(*level, word.as_str()))).collect(),
        triggers: trigger.into_iter().collect(),
        lead_times: BTreeMap::new(),
        zones: Vec::new(),
        arrangements: BTreeMap::new(),
        tasks: first_tasks(hazard),
        command: Command::default(),
        annexes: super::annex::Annexes::default(),
    }
}

/// Whether a text says anything beyond its skeleton: a line that is no heading and does not end in "…" or ":".
pub fn is_written(text: &str) -> bool {
    text.lines().map(str::trim).any(|line| {
        !line.is_empty()
            && !line.starts_with('#')
            && !line.ends_with('…')
            && !line.ends_with("...")
            && !line.ends_with(':')
    })
}

/// The bases every plan cites; the committee adds its own decisions.
const LEGAL_BASES: &[&str] = &[
    "Luật Phòng, chống thiên tai ngày 19 tháng 6 năm 2013; Luật sửa đổi, bổ sung một số điều của Luật Phòng, chống thiên tai và Luật Đê điều ngày 17 tháng 6 năm 2020",
    "Luật Phòng thủ dân sự ngày 20 tháng 6 năm 2023",
    "Nghị định số 66/2021/NĐ-CP của Chính phủ; Nghị định số 53/2026/NĐ-CP ngày 05 tháng 02 năm 2026 của Chính phủ",
    "Quyết định số 18/2021/QĐ-TTg ngày 22 tháng 4 năm 2021 của Thủ tướng Chính phủ quy định về dự báo, cảnh báo, truyền tin thiên tai và cấp độ rủi ro thiên tai",
    "Quyết định số 02/QĐ-TWPCTT ngày 18 tháng 02 năm 2020 (Sổ tay hướng dẫn xây dựng phương án ứng phó thiên tai theo cấp độ rủi ro thiên tai)",
];

fn scenario(level: u8, hazard: &str) -> Scenario {
    let situation = if level == 0 {
        format!("Khi xảy ra {hazard}: …")
    } else {
        format!("Bản tin công bố rủi ro thiên tai do {hazard} cấp {level}: …")
    };
    Scenario {
        situation,
        before: "- Nhận tin, xác nhận, ghi giờ: …\n- Họp Ban Chỉ huy, kích hoạt phương án: …\n- Thông báo đến thôn, rà soát danh sách hộ: …\n- Mở, kiểm tra điểm sơ tán: …".into(),
        during: "- Đưa người theo đợt, điểm danh tại điểm đi và điểm đến: …\n- Chốt chặn, cấm quay lại: …\n- Báo cáo nhanh theo giờ: …".into(),
        after: "- Kiểm tra nơi ở trước khi cho về: …\n- Thống kê thiệt hại, cứu trợ, vệ sinh: …\n- Rút kinh nghiệm, cập nhật phương án: …".into(),
    }
}

fn skeleton(section: Section) -> &'static str {
    match section {
        Section::Purpose => "### Mục đích\n- …\n\n### Yêu cầu\n- …",
        Section::Situation => {
            "### Tự nhiên\n- …\n\n### Dân sinh\n- …\n\n### Hạ tầng\n- …\n\n### Khu vực trọng điểm, xung yếu\n- …"
        }
        Section::History => "- Năm …: …",
        Section::ProtectWorks => "- Công trình phải bảo vệ: …\n- Biện pháp: …\n- Người phụ trách: …",
        Section::Evacuation => {
            "### Nguyên tắc\n- …\n\n### Thứ tự ưu tiên\n- …\n\n### Tuyến đường, phương tiện\n- …\n\n### Tài sản, vật nuôi, sản xuất\n- …"
        }
        Section::Order => "### An ninh trật tự\n- …\n\n### Giao thông\n- …\n\n### Thông tin liên lạc\n- …",
        Section::CommandAndRescue => {
            "- Người chỉ huy theo từng cấp độ: …\n- Phối hợp lực lượng: …\n- Tìm kiếm cứu nạn: …"
        }
        Section::HumanResources => "- Lực lượng tại chỗ: …\n- Lực lượng tăng cường: …",
        Section::Reserves => "- Nơi dự trữ, người giữ: …\n- Hợp đồng cung ứng: …",
        Section::Recovery => {
            "- Kiểm tra an toàn trước khi cho về: …\n- Thống kê thiệt hại: …\n- Cứu trợ, vệ sinh môi trường: …"
        }
        Section::CommandOnTheSpot => "- Xã: …\n- Thôn: …",
        Section::ForcesOnTheSpot | Section::MeansOnTheSpot | Section::LogisticsOnTheSpot => "- …",
        Section::Communication => "- Kênh báo tin đến từng hộ: …\n- Khi mất điện, mất sóng: …",
        Section::Funding => "- Nguồn: …\n- Mức: …",
        Section::Implementation => {
            "- Ban Chỉ huy: …\n- Công an, quân sự xã: …\n- Trạm y tế, trường học: …\n- Trưởng thôn: …\n- Trực ban, báo cáo: …"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::check_content;

    #[test]
    fn every_hazard_has_a_template_that_can_be_kept() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        for hazard in Hazard::ALL {
            let content = new_content(*hazard, "xã Ngọc Linh", today);
            assert_eq!(check_content(&content, *hazard), [], "{hazard}");
            assert!(content.sections.values().all(|text| !is_written(text)), "{hazard}: a skeleton is not a text");
        }
    }

    #[test]
    fn scenarios_follow_the_levels_of_the_hazard() {
        assert_eq!(levels_of(Hazard::Storm), [3, 4, 5]);
        assert_eq!(levels_of(Hazard::DamFailure), [0]);
    }

    #[test]
    fn a_text_is_written_when_one_line_says_something() {
        assert!(is_written("### Nguyên tắc\n- Người già, trẻ em đi trước."));
        assert!(!is_written("### Nguyên tắc\n- …\n\nBiện pháp:"));
        assert!(!is_written("  \n"));
    }
}
