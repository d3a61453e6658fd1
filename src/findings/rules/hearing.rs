//! Whether alerts for zones would be heard.

use crate::findings::Ref;
use crate::findings::facts::Silence;
use crate::findings::finding::{Found, Told};
use crate::findings::kinds::{Family, Kind, KindFacts, OwedBy, Severity, UNKNOWN};
use crate::findings::wording::{list, say};
use crate::kernel::Localized;
use crate::kernel::clock::vietnam_time;
use crate::kernel::wording::{number_en, number_vi};

pub(super) const KINDS: &[KindFacts] = &[KindFacts {
    kind: Kind::SourcesSilent,
    family: Family::Zones,
    severity: Severity::Critical,
    owed_by: OwedBy::Officer,
    name: ("Nguồn tin cảnh báo im lặng", "No source of alerts is heard"),
    mend: (
        "Kiểm tra nguồn tin hoặc theo dõi thêm một nguồn nói về {0}; trong lúc chờ, hỏi trực tiếp đài khí tượng thủy văn.",
        "See to the source, or follow another that speaks for {0}; until then call the weather office.",
    ),
    rule: (
        "Có vùng đang có hiệu lực nhưng mọi nguồn tin nói về nơi đó đều im lặng, hoặc không nguồn nào được theo dõi; không có dữ liệu không có nghĩa là không có cảnh báo.",
        "Zones are in force, and every source that speaks for them is silent or none is followed; no data does not mean that there is no alert.",
    ),
    source: UNKNOWN,
}];

/// A commune of whose zones nothing is heard.
pub(super) fn silent(found: &mut Found<'_>, silence: &Silence) {
    let unit = Ref::Unit(silence.commune);
    let hazards: Vec<Localized> = silence.hazards.iter().map(|hazard| hazard.name()).collect();
    let zones = Localized::new(number_vi(silence.zones), number_en(silence.zones));
    let facts = [
        say(
            "Bảng vùng: {0} có {1} vùng đang có hiệu lực ({2}).",
            "Table of zones: {0} has {1} zones in force ({2}).",
            [&found.view.name(unit), &zones, &list(&hazards)],
        ),
        sources_say(silence),
    ];
    found.add(Told::of(Kind::SourcesSilent, silence.commune, unit), facts);
}

fn sources_say(silence: &Silence) -> Localized {
    if silence.sources.is_empty() {
        return Localized::new(
            "Danh sách nguồn tin: không nguồn nào được theo dõi cho các vùng này.",
            "List of sources: none is followed for these zones.",
        );
    }
    let names: Vec<Localized> = silence.sources.iter().map(|name| Localized::new(name, name)).collect();
    match silence.last_heard_at.map(vietnam_time) {
        Some(time) => say(
            "Danh sách nguồn tin: {0} im lặng từ {1}, không còn nguồn nào khác.",
            "List of sources: {0} silent since {1}, and there is no other.",
            [&list(&names), &Localized::new(&time, &time)],
        ),
        None => say(
            "Danh sách nguồn tin: {0} chưa từng trả lời, không còn nguồn nào khác.",
            "List of sources: {0} never answered, and there is no other.",
            [&list(&names)],
        ),
    }
}
