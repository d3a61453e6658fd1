//! Any text as an instant: read or refused, and what is read is a year of our time and reads back as it is written.

#![no_main]

use chrono::{Datelike, SubsecRound};
use libfuzzer_sys::fuzz_target;
use ungpho::alerts::cap::AlertIdentity;
use ungpho::alerts::compose::cap_time;
use ungpho::alerts::datetime::parse;
use ungpho::alerts::rules::SourceRules;
use ungpho::kernel::Timestamp;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let thai = SourceRules { assumed_offset_minutes: Some(420), buddhist_era: true, expected_extent: None };
    let strange = SourceRules { assumed_offset_minutes: Some(i32::MIN), ..SourceRules::default() };
    for rules in [SourceRules::default(), SourceRules::vietnamese(), thai, strange] {
        let Ok((instant, _)) = parse(&text, &rules) else { continue };
        assert!((1970..=2400).contains(&instant.year()), "{instant}");
        assert_eq!(instant.trunc_subsecs(3), instant);
        same(&instant.to_rfc3339(), instant);
        same(&cap_time(instant), instant.trunc_subsecs(0));
        let identity = AlertIdentity { sender: "s".into(), identifier: "i".into(), sent: instant };
        same(identity.to_string().trim_start_matches("s,i,"), instant);
    }
});

/// What we write ourselves needs no assumption.
fn same(written: &str, instant: Timestamp) {
    assert_eq!(parse(written, &SourceRules::default()), Ok((instant, Vec::new())), "{written}");
}
