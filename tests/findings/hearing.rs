//! A source of alerts that falls silent where no other speaks is a finding that is kept, until it is heard again.

use chrono::TimeDelta;
use ungpho::alerts::source::{AlertSource, PollRules, SourceMemory};
use ungpho::findings::Kind;
use ungpho::kernel::ids::SourceId;
use ungpho::store::{alert_sources, findings};

use crate::province::Province;

impl Province {
    /// The communes of whose zones nothing is heard, by their codes.
    fn unheard(&self) -> Vec<String> {
        let found = self.found();
        assert_eq!(found, self.anew(), "what is kept is what is found anew");
        let silent = found.iter().filter(|finding| finding.kind == Kind::SourcesSilent);
        silent.map(|finding| finding.unit.to_string()).collect()
    }

    /// A source that speaks for these places, heard now.
    fn follow(&self, covers: &[&str]) -> AlertSource {
        let source = AlertSource {
            id: SourceId::new(self.app.now()),
            code: "dai".into(),
            name: "Đài khí tượng thủy văn".into(),
            url: "http://localhost/".into(),
            enabled: true,
            demonstration: false,
            revision: 1,
            rules: PollRules { covers: covers.iter().map(|&code| code.to_owned()).collect(), ..PollRules::default() },
            memory: SourceMemory::default(),
        };
        self.app.store.write(|conn| alert_sources::register(conn, &source)).unwrap();
        self.hear(&source)
    }

    /// The source has answered.
    fn hear(&self, source: &AlertSource) -> AlertSource {
        let memory = SourceMemory { last_success_at: Some(self.app.now()), ..source.memory.clone() };
        let heard = AlertSource { memory, ..source.clone() };
        self.app.store.write(|conn| alert_sources::remember(conn, &heard)).unwrap();
        self.app.nudge_streams();
        heard
    }
}

#[test]
fn a_silent_source_that_is_the_only_one_is_a_finding_until_it_is_heard_again() {
    let province = Province::open();
    assert_eq!(province.unheard(), [""; 0], "where none is followed at all one banner says so");
    let source = province.follow(&[]);
    assert_eq!(province.unheard(), [""; 0]);

    // Nothing happens but that time goes on.
    province.wait(TimeDelta::minutes(10));
    let silent = province.unheard();
    assert!(silent.contains(&"23365".to_owned()) && silent.len() > 1, "{silent:?}");
    let stands = |province: &Province| province.app.store.read(findings::noted_as_standing).unwrap();
    let finding = province.kept().into_iter().find(|found| found.kind == Kind::SourcesSilent).unwrap();
    assert!(stands(&province).contains(&finding.key.id()), "it is written down since when it stands");
    assert!(!finding.hazards.to_vec().is_empty(), "it is found among those of the hazards of which nothing is heard");
    assert!(finding.facts[1].vi.contains("Đài khí tượng thủy văn im lặng từ"), "{:?}", finding.facts);

    province.hear(&source);
    assert_eq!(province.unheard(), [""; 0]);
    assert!(!stands(&province).contains(&finding.key.id()));
}

#[test]
fn a_commune_for_which_no_source_speaks_is_one_too() {
    let province = Province::open();
    province.follow(&["23365"]);
    let silent = province.unheard();
    assert!(!silent.contains(&"23365".to_owned()) && !silent.is_empty(), "{silent:?}");
}
