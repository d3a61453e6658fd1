//! The kinds of each register and the usual supplies: a list that an official can correct (`lists.json`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Register;
use crate::households::bare_words;
use crate::kernel::Localized;

/// A kind a line can be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindName {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Localized,
}

/// An item of the list of supplies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyItem {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// What it is usually measured in.
    pub unit: String,
    /// Whether it is offered; one that is not stays known by the lines that name it.
    pub offered: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    code: String,
    vi: String,
    en: String,
    #[serde(default)]
    unit: String,
    words: Vec<String>,
}

static LISTS: LazyLock<BTreeMap<Register, Vec<Listed>>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        #[serde(rename = "note")]
        _note: String,
        #[serde(flatten)]
        lists: BTreeMap<Register, Vec<Listed>>,
    }
    let file: File =
        serde_json::from_str(include_str!("lists.json")).unwrap_or_else(|error| panic!("lists.json: {error}"));
    file.lists
});

fn listed(register: Register) -> &'static [Listed] {
    LISTS.get(&register).map_or(&[], Vec::as_slice)
}

/// The kinds of a register, in the order people are offered them, "other" last.
pub fn kinds(register: Register) -> Vec<KindName> {
    let kind = |listed: &Listed| KindName { code: listed.code.clone(), name: Localized::new(&listed.vi, &listed.en) };
    let other = KindName { code: "other".into(), name: Localized::new("khác", "other") };
    listed(register).iter().map(kind).chain([other]).collect()
}

/// The supplies the program comes with.
pub fn shipped_items() -> Vec<SupplyItem> {
    let item = |listed: &Listed| SupplyItem {
        code: listed.code.clone(),
        name: Localized::new(&listed.vi, &listed.en),
        unit: listed.unit.clone(),
        offered: true,
    };
    listed(Register::Supply).iter().map(item).collect()
}

/// The kind a name speaks of: that of the longest word of the list that stands in it. Of two as long the first to stand.
pub fn kind_in(register: Register, name: &str) -> Option<&'static str> {
    let padded = format!(" {} ", bare_words(name));
    let found = listed(register).iter().flat_map(|listed| {
        let code = listed.code.as_str();
        let padded = &padded;
        listed.words.iter().filter_map(move |word| Some((word.len(), padded.find(&format!(" {word} "))?, code)))
    });
    found.max_by_key(|(length, at, _)| (*length, std::cmp::Reverse(*at))).map(|(_, _, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_is_as_it_is_compared_and_every_code_stands_once() {
        for register in Register::ALL {
            let mut codes: Vec<&str> = listed(register).iter().map(|listed| listed.code.as_str()).collect();
            for word in listed(register).iter().flat_map(|listed| &listed.words) {
                assert_eq!(&bare_words(word), word);
            }
            codes.sort_unstable();
            let all = codes.len();
            codes.dedup();
            assert_eq!(codes.len(), all, "{register:?}");
        }
    }

    #[test]
    fn a_line_is_known_by_the_longest_word_in_its_name() {
        let check = |register, name: &str, expected| assert_eq!(kind_in(register, name), expected, "{name}");
        check(Register::Vehicle, "Xe tải 5 tấn", Some("truck"));
        check(Register::Vehicle, "Xe bán tải Hilux", Some("pickup"));
        check(Register::Vehicle, "Máy múc (máy đào) bánh xích", Some("excavator"));
        check(Register::Vehicle, "Xuồng máy 10 CV", Some("motor_boat"));
        check(Register::Vehicle, "Điện thoại vệ tinh", Some("satellite_phone"));
        check(Register::Vehicle, "Cáp treo", None);
        check(Register::Team, "Trạm y tế xã", Some("health"));
        check(Register::Team, "Đội xung kích PCTT xã", Some("shock_force"));
        check(Register::Team, "Đồn biên phòng Sông Thanh", Some("border_guard"));
        check(Register::Supply, "Áo phao cứu sinh", Some("life_jacket"));
        check(Register::Supply, "Mì tôm", Some("instant_noodles"));
    }
}
