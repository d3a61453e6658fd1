//! Any bytes as the answer of every kind of source, and as a list.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ungpho::alerts::adapters::{CommuneFinder, CommuneFound, Question, Received, SourceFormat};
use ungpho::alerts::document::Document;
use ungpho::alerts::footprint::Footprint;
use ungpho::alerts::index::{entry_elements, is_feed, read_index};
use ungpho::alerts::rules::SourceRules;
use ungpho::alerts::xml::{Limits, parse};

/// Knows a commune of some names, several of others, and most not.
struct SomeCommunes;

impl CommuneFinder for SomeCommunes {
    fn find(&self, commune: &str, province: &str) -> CommuneFound {
        match (commune.len() + province.len()) % 3 {
            0 => CommuneFound::One { code: "21343".into(), name: commune.to_owned(), exact: commune.len() % 2 == 0 },
            1 => CommuneFound::Several(vec![format!("{commune} (21343)"), format!("{commune} (21346)")]),
            _ => CommuneFound::None,
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let rules = SourceRules::vietnamese();
    let address = "https://example.org/feed";
    let form = "sogiodubao=6&date=2025-10-28+14%3A00%3A00";
    let question = Question { form: Some(form.into()), ..Question::get(address) };
    let line = question.line();
    for format in SourceFormat::ALL {
        let received =
            Received { bytes, content_type: None, asked: Some(&line), rules: &rules, communes: &SomeCommunes };
        let answer = format.adapter().read(&received);
        let alerts = match &answer.document {
            Document::Alerts(alerts) => alerts.as_slice(),
            Document::Index(index) => index.inline.as_slice(),
            Document::Unreadable(reasons) => {
                assert!(!reasons.is_empty() && !answer.complete && !answer.empty, "{format:?}: {answer:?}");
                &[]
            }
        };
        assert!(!answer.complete || alerts.iter().all(Result::is_ok), "{format:?}: {answer:?}");
        assert!(!answer.empty || alerts.is_empty(), "{format:?}: {answer:?}");
        for reasons in alerts.iter().filter_map(|alert| alert.as_ref().err()) {
            assert!(!reasons.is_empty());
        }
        alerts.iter().flatten().for_each(|alert| drop(Footprint::of(alert)));
        let _ = format.adapter().next(address, &question, &answer, 1);
    }
    if let Ok(root) = parse(bytes, &Limits::default())
        && is_feed(&root)
        && let Some(index) = read_index(&root)
    {
        assert_eq!(index.entries.len(), entry_elements(&root).len());
    }
});
