//! What every kind says, in both languages.

use std::collections::BTreeSet;

use super::{Example, all, examples, of, town};
use crate::findings::facts::Entry;
use crate::findings::{Finding, Kind};
use crate::kernel::Localized;

fn sentences(finding: &Finding) -> [&Localized; 3] {
    [&finding.facts[0], &finding.facts[1], &finding.mend]
}

fn broken(example: &Example) -> Vec<Finding> {
    let mut facts = town::sound();
    (example.breaks)(&mut facts);
    all(&facts)
}

#[test]
fn every_sentence_is_whole_in_both_languages() {
    for finding in examples().flat_map(broken) {
        for text in sentences(&finding).into_iter().flat_map(|both| [&both.vi, &both.en]) {
            let whole =
                text.ends_with('.') && !text.contains("  ") && !text.contains(['{', '}']) && !text.contains(" .");
            assert!(whole && !text.contains(".."), "{:?}: {text:?}", finding.kind);
            assert!(text.chars().next().is_some_and(|first| !first.is_lowercase()), "{text:?}");
        }
        for both in sentences(&finding) {
            assert_ne!(both.vi, both.en, "{:?}", finding.kind);
        }
        let owed = &finding.owed_by;
        assert!(owed.vi.ends_with(')') && owed.en.ends_with(')') && owed.vi != owed.en, "{owed:?}");
    }
}

#[test]
fn no_english_sentence_speaks_vietnamese_but_in_names() {
    let words = ["phương án", "vùng ", "điểm sơ tán", "danh sách", "người", "cấp ", "chỗ"];
    for finding in examples().flat_map(broken) {
        for both in sentences(&finding) {
            let en = both.en.to_lowercase();
            assert!(words.iter().all(|word| !en.contains(word)), "{en}");
        }
    }
}

#[test]
fn a_finding_names_both_places_and_what_it_is_short_of() {
    let example = examples().find(|example| example.kind == Kind::CapacityShortByNight).unwrap();
    let mut facts = town::sound();
    (example.breaks)(&mut facts);
    let [finding] = &of(example.kind, &facts)[..] else { panic!("one") };
    assert_eq!(
        finding.facts[0].vi,
        "Phương án ứng phó sạt lở đất của xã Măng Bút: ở cấp 2 (trung bình) đưa 40 người đến điểm sơ tán Trường Tiểu học 1 (DST-1)."
    );
    assert_eq!(finding.facts[1].vi, "Danh sách điểm sơ tán: 39 chỗ ban đêm; thiếu 1 chỗ.");
    assert_eq!(finding.facts[1].en, "Register of shelters: 39 places by night; 1 place too few.");
    assert_eq!(finding.owed_by.en, "Economy office, agriculture and environment officer (xã Măng Bút)");
}

#[test]
fn keys_stay_when_numbers_change_and_no_two_findings_share_one() {
    for found in examples().map(broken) {
        let keys: BTreeSet<String> = found.iter().map(|finding| finding.key.to_string()).collect();
        assert_eq!(keys.len(), found.len());
    }

    let mut facts = town::sound();
    let short = |facts: &_| of(Kind::StockShort, facts).into_iter().map(|it| it.key).collect::<Vec<_>>();
    facts.put(Entry::Store(crate::findings::facts::Store { lots: vec![], ..town::store(1, town::HERE) }));
    let before = short(&facts);
    facts.put(Entry::Store(crate::findings::facts::Store {
        lots: vec![town::lot("rice", 1, Some(town::day(2027, 1, 1)))],
        ..town::store(1, town::HERE)
    }));
    assert_eq!(short(&facts), before);
    assert_eq!(before.len(), 3);
}
