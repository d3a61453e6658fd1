//! Every kind fires on its example and is silent on the mended twin.

use std::collections::BTreeSet;

use super::{all, examples, of, town};
use crate::findings::Kind;

#[test]
fn nothing_is_found_where_nothing_is_the_matter() {
    assert_eq!(all(&town::sound()), []);
}

#[test]
fn every_kind_has_an_example() {
    let shown: BTreeSet<Kind> = examples().map(|example| example.kind).collect();
    let missing: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !shown.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_kind_fires_on_its_example_and_is_silent_on_its_mended_twin() {
    for example in examples() {
        let mut facts = town::sound();
        (example.breaks)(&mut facts);
        let found = of(example.kind, &facts);
        assert!(!found.is_empty(), "{:?} did not fire; there was {:#?}", example.kind, all(&facts));
        (example.mends)(&mut facts);
        let rest = all(&facts);
        assert!(rest.is_empty(), "{:?} left {rest:#?}", example.kind);
    }
}

#[test]
fn what_fires_is_what_was_broken_and_little_else() {
    for example in examples() {
        let mut facts = town::sound();
        (example.breaks)(&mut facts);
        let kinds: BTreeSet<Kind> = all(&facts).into_iter().map(|finding| finding.kind).collect();
        assert!(kinds.len() <= 4, "{:?} brought {kinds:?}", example.kind);
    }
}
