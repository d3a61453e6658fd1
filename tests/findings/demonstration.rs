//! The contradictions that were left in the demonstration province on purpose are found, each where it stands.

use std::collections::BTreeSet;

use crate::province::Province;

#[test]
fn every_finding_of_the_demonstration() {
    let province = Province::open();
    let lines: BTreeSet<String> = province
        .found()
        .iter()
        .map(|it| {
            let against = it.against.map(|of| province.code_of(of)).unwrap_or_default();
            format!(
                "{} | {} | {} | {:?} | {} | {}",
                it.kind.code(),
                province.code_of(it.about),
                against,
                it.severity,
                it.facts[0].vi,
                it.facts[1].vi
            )
        })
        .collect();
    for line in lines {
        println!("{line}");
    }
}
