//! The words of household registers: a list that an official can correct (`words.json`).

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::sheet::Field;
use super::{DestinationKind, HouseClass, Poverty, PropertyKind, VulnerableKind};
use crate::hazards::{Hazard, hazard_named};
use crate::kernel::folding::search_key;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(rename = "note")]
    _note: String,
    columns: BTreeMap<Field, Vec<String>>,
    column_parts: Vec<(Field, String)>,
    vulnerable: BTreeMap<VulnerableKind, Vec<String>>,
    property: BTreeMap<PropertyKind, Vec<String>>,
    units: Vec<String>,
    house_class: BTreeMap<HouseClass, Vec<String>>,
    destination_kind: BTreeMap<DestinationKind, Vec<String>>,
    poverty: BTreeMap<Poverty, Vec<String>>,
    marks: Vec<String>,
}

struct Words {
    columns: HashMap<String, Field>,
    column_parts: Vec<(Field, String)>,
    vulnerable: HashMap<String, VulnerableKind>,
    property: HashMap<String, PropertyKind>,
    units: Vec<String>,
    house_class: HashMap<String, HouseClass>,
    destination_kind: HashMap<String, DestinationKind>,
    poverty: HashMap<String, Poverty>,
    marks: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let list: List =
        serde_json::from_str(include_str!("words.json")).unwrap_or_else(|error| panic!("words.json: {error}"));
    Words {
        columns: by_word(list.columns),
        column_parts: list.column_parts,
        vulnerable: by_word(list.vulnerable),
        property: by_word(list.property),
        units: list.units,
        house_class: by_word(list.house_class),
        destination_kind: by_word(list.destination_kind),
        poverty: by_word(list.poverty),
        marks: list.marks,
    }
});

/// The first that claims a word has it.
fn by_word<T: Copy>(lists: BTreeMap<T, Vec<String>>) -> HashMap<String, T> {
    let mut by_word = HashMap::new();
    for (meaning, words) in lists {
        for word in words {
            by_word.entry(word).or_insert(meaning);
        }
    }
    by_word
}

/// A text as the list compares it: folded, without what stands in brackets, with single spaces for marks, and without
/// "và".
pub fn bare(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() || "✓✔√☑+".contains(c) => outside.push(c),
            c if unicode_normalization::char::is_combining_mark(c) => outside.push(c),
            _ => outside.push(' '),
        }
    }
    let folded = search_key(&outside);
    folded.split(' ').filter(|word| *word != "va").collect::<Vec<_>>().join(" ")
}

/// What a column of this name holds.
pub(super) fn field_of(name: &str) -> Option<Field> {
    let bare = bare(name);
    if bare.is_empty() {
        return None;
    }
    WORDS.columns.get(&bare).copied().or_else(|| {
        let held = WORDS.column_parts.iter().find(|(_, part)| bare.contains(part.as_str()));
        held.map(|(field, _)| *field)
    })
}

/// The kind of vulnerable people a phrase names.
pub(super) fn vulnerable_kind(phrase: &str) -> Option<VulnerableKind> {
    WORDS.vulnerable.get(&bare(phrase)).copied()
}

/// The kind of vulnerable people that a longer phrase speaks of: the longest name that stands in it as whole words.
pub(super) fn vulnerable_kind_within(phrase: &str) -> Option<VulnerableKind> {
    let padded = format!(" {} ", bare(phrase));
    let held = WORDS.vulnerable.iter().filter(|(name, _)| name.len() > 3 && padded.contains(&format!(" {name} ")));
    held.max_by_key(|(name, _)| (name.len(), std::cmp::Reverse(name.as_str()))).map(|(_, kind)| *kind)
}

/// The kind of property a word names.
pub(super) fn property_kind(word: &str) -> Option<PropertyKind> {
    WORDS.property.get(&bare(word)).copied()
}

/// Whether a word is a unit of measure.
pub(super) fn is_unit(word: &str) -> bool {
    WORDS.units.contains(&bare(word))
}

/// The class of house a text names.
pub(super) fn house_class(text: &str) -> Option<HouseClass> {
    WORDS.house_class.get(&bare(text)).copied()
}

/// The kind of destination a text names.
pub(super) fn destination_kind(text: &str) -> Option<DestinationKind> {
    WORDS.destination_kind.get(&bare(text)).copied()
}

/// Whether a text says that a household is poor.
pub(super) fn poverty(text: &str) -> Option<Poverty> {
    WORDS.poverty.get(&bare(text)).copied()
}

/// Whether a cell is ticked.
pub(super) fn is_mark(text: &str) -> bool {
    WORDS.marks.contains(&bare(text))
}

/// The hazards a text names, each once.
pub fn hazards_in(text: &str) -> Vec<Hazard> {
    let mut found = Vec::new();
    let whole = hazard_named(text.trim());
    let parts = text.split([',', ';', '/', '\n', '+', '-']).filter_map(|part| {
        let part = part.trim();
        let bare = ["nguy cơ ", "bị ", "có nguy cơ "].iter().find_map(|start| part.strip_prefix(start));
        hazard_named(bare.unwrap_or(part))
    });
    for hazard in whole.into_iter().chain(parts) {
        if !found.contains(&hazard) {
            found.push(hazard);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_as_it_is_compared() {
        let all = WORDS.columns.keys().chain(WORDS.vulnerable.keys()).chain(WORDS.property.keys());
        for word in all.chain(&WORDS.units).chain(WORDS.house_class.keys()).chain(&WORDS.marks) {
            assert_eq!(&bare(word), word);
        }
    }

    #[test]
    fn columns_are_known_by_their_usual_names() {
        let check = |name: &str, expected| assert_eq!(field_of(name), Some(expected), "{name}");
        check("Họ và tên chủ hộ", Field::Head);
        check("HỌ TÊN CHỦ HỘ", Field::Head);
        check("Số nhân khẩu (người)", Field::People);
        check("Nhân khẩu", Field::People);
        check("Nam/Nữ", Field::MaleFemale);
        check("Đối tượng dễ bị tổn thương (ghi rõ)", Field::Vulnerable);
        check("Loại nhà (kiên cố/bán kiên cố/thiếu kiên cố/đơn sơ)", Field::HouseClass);
        check("Gia súc, tài sản cần di dời", Field::Property);
        check("Hình thức (xen ghép/tập trung)", Field::DestinationKind);
        check("SĐT", Field::Phone);
        check("Thôn/tổ", Field::Village);
        check("Nơi sơ tán đến", Field::Destination);
        check("Phương tiện di chuyển", Field::Transport);
        check("Người hỗ trợ (họ tên, SĐT)", Field::Helper);
        assert_eq!(field_of("Chữ ký"), None);
        assert_eq!(field_of(""), None);
    }

    #[test]
    fn hazards_are_found_in_what_is_written() {
        assert_eq!(hazards_in("Sạt lở đất, lũ quét"), [Hazard::Landslide, Hazard::FlashFlood]);
        assert_eq!(hazards_in("nguy cơ sạt lở"), [Hazard::Landslide]);
        assert!(hazards_in("gần suối").is_empty());
    }
}
