//! What an order says, in Vietnamese as offices write it and in English. No person, no household and no telephone
//! stands in it but the number of the rescue service.

use std::collections::HashSet;

use super::{Earnest, Order, Told};
use crate::alerts::cap::MsgType;
use crate::hazards::Hazard;
use crate::kernel::Localized;
use crate::kernel::clock::vietnam_time;
use crate::kernel::ids::ZoneId;
use crate::plans::Approval;
use crate::relocation::order::message::PlaceNames;
use crate::zones::Zone;

/// How many zones are listed in the text; all of them stand in the areas.
const LISTED: usize = 100;

/// CAP's `event`.
pub(super) fn event(hazard: Hazard) -> Localized {
    let name = hazard.name();
    Localized::new(
        format!("Di dời người và tài sản do {}", name.vi),
        format!("Relocation of people and property: {}", name.en),
    )
}

/// What stands before every headline of a message that is not meant in earnest.
fn tag(earnest: Earnest) -> Localized {
    match earnest {
        Earnest::Real => Localized::new("", ""),
        Earnest::NoSender => Localized::new("[THỬ] ", "[TEST] "),
        Earnest::Drill => Localized::new("[DIỄN TẬP] ", "[DRILL] "),
        Earnest::Demonstration => Localized::new("[MINH HOẠ] ", "[DEMONSTRATION] "),
    }
}

/// Why the message is not to be taken for an order; also CAP's `note`.
pub(super) fn note(earnest: Earnest) -> Option<Localized> {
    Some(match earnest {
        Earnest::Real => return None,
        Earnest::NoSender => Localized::new(
            "Bản tin thử: hệ thống chưa đặt tên nơi gửi (orders.sender). Hãy làm theo thông báo chính thức của Ủy ban \
             nhân dân xã.",
            "A test message: no sender is set in this system (orders.sender). Follow the official notices of the \
             commune.",
        ),
        Earnest::Drill => Localized::new(
            "Đây là diễn tập, không có nguy hiểm thật. Chỉ làm theo hướng dẫn của người tổ chức diễn tập.",
            "This is a drill, there is no real danger. Do only what those who hold the drill ask for.",
        ),
        Earnest::Demonstration => Localized::new(
            "Dữ liệu minh hoạ, không phải lệnh thật. Không ai phải rời nhà theo bản tin này.",
            "Demonstration data, not a real order. Nobody has to leave home because of this message.",
        ),
    })
}

/// "12/QĐ-UBND, 20/4/2026".
pub(super) fn paper(approval: &Approval) -> String {
    format!("{}, {}", approval.number, approval.date.format("%-d/%-m/%Y"))
}

/// A zone in words: code, name, village, commune.
pub(super) fn place(zone: &Zone, names: &PlaceNames) -> String {
    let commune = names.unit(&zone.commune_code);
    let parts = [Some(zone.name.as_str()), zone.village.as_deref(), Some(commune)];
    let mut told: Vec<&str> = Vec::new();
    for part in parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()) {
        if !told.iter().any(|known| known.contains(part)) {
            told.push(part);
        }
    }
    format!("{}: {}", zone.code, told.join(", "))
}

/// CAP's `headline`.
pub(super) fn headline(order: &Order<'_>) -> Localized {
    let (tag, hazard) = (tag(order.earnest), order.plan.hazard.name());
    let unit = order.names.unit(&order.plan.unit_code);
    let what = match order.msg_type {
        MsgType::Update => Localized::new("Điều chỉnh lệnh di dời", "Changed relocation order"),
        MsgType::Cancel => Localized::new("Kết thúc lệnh di dời", "Relocation order ended"),
        MsgType::Alert | MsgType::Ack | MsgType::Error => Localized::new("Lệnh di dời", "Relocation order"),
    };
    let level = match (order.msg_type, order.told.official) {
        (MsgType::Cancel, _) | (_, false) => Localized::new("", ""),
        (_, true) => {
            let label = order.told.level.label();
            Localized::new(format!(", rủi ro thiên tai {}", label.vi), format!(", disaster risk {}", label.en))
        }
    };
    Localized::new(
        format!("{}{} do {}{} – {unit}", tag.vi, what.vi, hazard.vi, level.vi),
        format!("{}{}: {}{} – {unit}", tag.en, what.en, hazard.en, level.en),
    )
}

/// CAP's `description`.
pub(super) fn description(order: &Order<'_>) -> Localized {
    let (hazard, at) = (order.plan.hazard.name(), vietnam_time(order.sent));
    let plan = plan_words(order);
    let zones = order.zones_of(order.told);
    let count = zones.len();
    let opening = match order.msg_type {
        MsgType::Cancel => Localized::new(
            format!("Lệnh di dời theo {} kết thúc lúc {at}, tại {count} vùng:", plan.vi),
            format!("The relocation order under {} ended at {at} in {count} zones:", plan.en),
        ),
        MsgType::Update => Localized::new(
            format!("Lệnh di dời do {} theo {} được điều chỉnh lúc {at}.", hazard.vi, plan.vi),
            format!("The relocation order under {} because of {} was changed at {at}.", plan.en, hazard.en),
        ),
        MsgType::Alert | MsgType::Ack | MsgType::Error => Localized::new(
            format!(
                "Kích hoạt lúc {at} {} do {}. Người và tài sản tại {count} vùng sau phải được di dời:",
                plan.vi, hazard.vi
            ),
            format!(
                "Activated at {at} because of {}: {}. People and property of these {count} zones must be moved:",
                hazard.en, plan.en
            ),
        ),
    };
    let mut lines = vec![opening];
    lines.extend(note(order.earnest));
    if order.msg_type == MsgType::Update {
        lines.extend(order.before.map(|before| changes(order, before)).unwrap_or_default());
        lines.push(Localized::new(
            format!("Người và tài sản tại {count} vùng sau phải được di dời:"),
            format!("People and property of these {count} zones must be moved:"),
        ));
    }
    lines.extend(listed(&zones, order.names, order.msg_type != MsgType::Cancel));
    joined(&lines, "\n")
}

fn plan_words(order: &Order<'_>) -> Localized {
    let (code, number) = (&order.plan.code, order.version.number);
    let paper = order.version.status.approval().map(|approval| format!(", {}", paper(approval))).unwrap_or_default();
    Localized::new(
        format!("phương án {code} (phiên bản {number}{paper})"),
        format!("plan {code} (version {number}{paper})"),
    )
}

/// What an Update changes.
fn changes(order: &Order<'_>, before: &Told) -> Vec<Localized> {
    let told = order.told;
    let only_in = |this: &Told, other: &Told| {
        let known: HashSet<ZoneId> = other.zones.iter().map(|(zone, _)| *zone).collect();
        let zones = this.zones.iter().filter(|(zone, _)| !known.contains(zone));
        let own = Told { zones: zones.copied().collect(), ..this.clone() };
        order.zones_of(&own).iter().take(LISTED).map(|zone| zone.code.clone()).collect::<Vec<_>>().join(", ")
    };
    let (added, ended) = (only_in(told, before), only_in(before, told));
    let mut lines = Vec::new();
    if !added.is_empty() {
        lines.push(Localized::new(format!("Thêm vùng: {added}."), format!("Zones added: {added}.")));
    }
    if !ended.is_empty() {
        lines.push(Localized::new(
            format!("Kết thúc di dời tại vùng: {ended}."),
            format!("Relocation ended in zones: {ended}."),
        ));
    }
    if told.level != before.level && told.official {
        let (now, then) = (told.level.label(), before.level.label());
        lines.push(Localized::new(
            format!("Rủi ro thiên tai {}, trước đó {}.", now.vi, then.vi),
            format!("Disaster risk {}, before {}.", now.en, then.en),
        ));
    }
    lines
}

/// A line a zone; with where its people go while they have to.
fn listed(zones: &[&Zone], names: &PlaceNames, leaving: bool) -> Vec<Localized> {
    let line = |zone: &&Zone| {
        let place = place(zone, names);
        let shelters: Vec<&str> = zone.destinations.iter().map(|code| names.shelter(code)).collect();
        if leaving && !shelters.is_empty() {
            let shelters = shelters.join("; ");
            Localized::new(format!("- {place}. Đến: {shelters}."), format!("- {place}. Go to: {shelters}."))
        } else {
            Localized::new(format!("- {place}."), format!("- {place}."))
        }
    };
    let mut lines: Vec<Localized> = zones.iter().take(LISTED).map(line).collect();
    let more = zones.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(Localized::new(
            format!("- và {more} vùng khác, ghi tại phần khu vực của bản tin."),
            format!("- and {more} more zones, in the areas of this message."),
        ));
    }
    lines
}

/// CAP's `instruction`.
pub(super) fn instruction(order: &Order<'_>) -> Localized {
    let asked = match order.msg_type {
        MsgType::Cancel => Localized::new(
            "Chỉ trở về nhà khi cán bộ xã cho phép. Trước khi vào nhà, kiểm tra tường, sườn đồi, đường điện, bếp ga. \
             Tiếp tục theo dõi bản tin thiên tai; thấy dấu hiệu nguy hiểm thì rời đi ngay và báo cho xã.",
            "Return home only when the commune's officials allow it. Before going in, check walls, slopes, wiring and \
             gas. Go on following the bulletins; leave at once and tell the commune where there are signs of danger.",
        ),
        MsgType::Alert | MsgType::Update | MsgType::Ack | MsgType::Error => Localized::new(
            "Rời khỏi khu vực nguy hiểm ngay theo hướng dẫn của cán bộ xã và lực lượng xung kích, đến điểm sơ tán đã \
             nêu. Giúp người già, trẻ nhỏ, phụ nữ mang thai, người khuyết tật, người bệnh đi trước. Ngắt điện, khóa \
             bếp ga; mang theo giấy tờ, thuốc, nước uống, đèn pin. Không quay lại cho đến khi có thông báo kết thúc. \
             Cần cứu nạn, gọi 112.",
            "Leave the dangerous area at once as the commune's officials and the shock force direct, and go to the \
             shelter that is named. Help old people, small children, pregnant women, disabled and sick people go \
             first. Switch off power and gas; take papers, medicine, water and a torch. Do not return before the end \
             is announced. For rescue call 112.",
        ),
    };
    let mut lines: Vec<Localized> = note(order.earnest).into_iter().collect();
    lines.push(asked);
    joined(&lines, "\n")
}

fn joined(lines: &[Localized], by: &str) -> Localized {
    let join = |part: fn(&Localized) -> &str| lines.iter().map(part).collect::<Vec<_>>().join(by);
    Localized::new(join(|line| line.vi.as_str()), join(|line| line.en.as_str()))
}
