//! For which places the sources that are asked speak, and where none of them is heard. Silence is never "no alert".

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::alerts::source::{AlertSource, PollRules, SourceState};
use crate::hazards::Hazard;
use crate::kernel::clock::vietnam_time;
use crate::kernel::{Localized, Timestamp};

/// The authorities of Viet Nam in the WMO's register, whose codes hold the country's number.
const REGISTER: &str = "2.49.0.0.";
const VIET_NAM: &str = "704";

impl PollRules {
    /// Whether the source speaks for a place of Viet Nam; `within` tells whether the place lies in a unit.
    ///
    /// Where nothing is said, a source speaks for every place, unless its authority is known to be another country's.
    pub fn speaks_for(&self, within: impl Fn(&str) -> bool) -> bool {
        if !self.covers.is_empty() {
            return self.covers.iter().any(|code| within(code));
        }
        let country = self.oid.as_deref().and_then(|oid| oid.strip_prefix(REGISTER)?.split('.').next());
        country.is_none_or(|country| country == VIET_NAM)
    }

    /// Whether the source would tell of `hazard`; without one, whether it tells of every hazard.
    fn tells_of(&self, hazard: Option<Hazard>) -> bool {
        match (self.format.tells_of(), hazard) {
            (None, _) => true,
            (Some(told), Some(hazard)) => told.contains(&hazard),
            (Some(_), None) => false,
        }
    }
}

impl AlertSource {
    /// Whether it can be relied on at `now`: it has answered lately, and not with data of hours ago.
    pub fn is_heard(&self, now: Timestamp) -> bool {
        match self.state(now) {
            // One answer that went wrong is not silence yet.
            SourceState::Speaking | SourceState::Failing => true,
            SourceState::Late | SourceState::Silent | SourceState::NeverHeard => false,
        }
    }

    /// The last moment it told of.
    fn last_word(&self) -> Option<Timestamp> {
        let (answered, data_at) = (self.memory.last_success_at?, self.memory.data_at);
        Some(data_at.map_or(answered, |data_at| data_at.min(answered)))
    }
}

/// The sources that are asked.
#[derive(Debug, Default)]
pub struct Hearing {
    sources: Vec<AlertSource>,
    told: RwLock<HashMap<Silence, Arc<str>>>,
}

/// A place of which nothing is heard, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Silence {
    /// Codes and names of the sources that speak for it; none where nobody is asked about it.
    pub sources: Vec<(String, String)>,
    /// When the last of them was heard.
    pub last_heard_at: Option<Timestamp>,
    /// What is still heard of, though not of every hazard.
    pub still: Vec<Hazard>,
}

impl Hearing {
    /// What is heard through those of `sources` that are switched on.
    pub fn new(mut sources: Vec<AlertSource>) -> Self {
        sources.retain(|source| source.enabled);
        Self { sources, told: RwLock::default() }
    }

    /// Which of the sources are heard at `now`, each by its code. While that stays the same, so does of what nothing is
    /// heard.
    pub fn heard(&self, now: Timestamp) -> Vec<(String, bool)> {
        self.sources.iter().map(|source| (source.code.clone(), source.is_heard(now))).collect()
    }

    /// Whether every hazard of every place is heard of at `now`.
    pub fn is_whole(&self, now: Timestamp) -> bool {
        self.silence_of(None, |_| false, now).is_none()
    }

    /// The silence over a place: nothing where a source is heard that would tell of `hazard` there, or without one, of
    /// every hazard.
    pub fn silence_of(&self, hazard: Option<Hazard>, within: impl Fn(&str) -> bool, now: Timestamp) -> Option<Silence> {
        let speaks = |source: &&AlertSource| source.rules.speaks_for(&within);
        let asked = || self.sources.iter().filter(speaks).filter(|source| source.rules.tells_of(hazard));
        if asked().any(|source| source.is_heard(now)) {
            return None;
        }
        let heard = self.sources.iter().filter(speaks).filter(|source| source.is_heard(now));
        let told = heard.filter_map(|source| source.rules.format.tells_of()).flatten().copied();
        let mut still: Vec<Hazard> = if hazard.is_none() { told.collect() } else { Vec::new() };
        still.sort_unstable();
        still.dedup();
        Some(Silence {
            sources: asked().map(|source| (source.code.clone(), source.name.clone())).collect(),
            last_heard_at: asked().filter_map(AlertSource::last_word).max(),
            still,
        })
    }

    /// What is told of a silence; `write` says it the first time. Few silences lie over many places.
    pub fn told(&self, silence: Silence, write: impl FnOnce(&Silence) -> String) -> Arc<str> {
        if let Some(text) = self.told.read().unwrap_or_else(PoisonError::into_inner).get(&silence) {
            return Arc::clone(text);
        }
        let text: Arc<str> = write(&silence).into();
        self.told.write().unwrap_or_else(PoisonError::into_inner).insert(silence, Arc::clone(&text));
        text
    }
}

impl Silence {
    /// What people are told of it.
    pub fn wording(&self) -> Localized {
        let why = self.why();
        let still = self.still_wording();
        Localized::new(
            format!("{}{} Không có dữ liệu không có nghĩa là không có cảnh báo.", why.vi, still.vi),
            format!("{}{} No data does not mean that there is no alert.", why.en, still.en),
        )
    }

    fn why(&self) -> Localized {
        let names: Vec<&str> = self.sources.iter().map(|(_, name)| name.as_str()).collect();
        let names = names.join("; ");
        match self.last_heard_at.map(vietnam_time) {
            _ if self.sources.is_empty() => Localized::new(
                "Không có nguồn tin cảnh báo nào được theo dõi cho nơi này.",
                "No source of alerts is followed for this place.",
            ),
            Some(time) => Localized::new(
                format!("Không nhận được tin cảnh báo cho nơi này từ {time} (nguồn: {names})."),
                format!("No alerts have been received for this place since {time} (source: {names})."),
            ),
            None => Localized::new(
                format!("Chưa nhận được tin cảnh báo nào cho nơi này (nguồn: {names})."),
                format!("No alerts have been received for this place so far (source: {names})."),
            ),
        }
    }

    fn still_wording(&self) -> Localized {
        if self.still.is_empty() {
            return Localized::new("", "");
        }
        let names: Vec<Localized> = self.still.iter().map(|hazard| hazard.name()).collect();
        let list = |name: fn(&Localized) -> &str| names.iter().map(name).collect::<Vec<_>>().join(", ");
        Localized::new(
            format!(" Chỉ còn nhận được tin về {}.", list(|name| &name.vi)),
            format!(" Only {} is still heard of.", list(|name| &name.en)),
        )
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::alerts::adapters::SourceFormat;
    use crate::alerts::source::SourceMemory;
    use crate::kernel::ids::SourceId;

    fn now() -> Timestamp {
        "2025-10-28T00:00:00Z".parse().unwrap()
    }

    fn source(code: &str, heard_minutes_ago: i64, rules: PollRules) -> AlertSource {
        AlertSource {
            id: SourceId::new(now()),
            code: code.into(),
            name: code.to_uppercase(),
            url: "http://localhost/".into(),
            enabled: true,
            demonstration: false,
            revision: 1,
            rules,
            memory: SourceMemory {
                last_success_at: Some(now() - TimeDelta::minutes(heard_minutes_ago)),
                ..SourceMemory::default()
            },
        }
    }

    fn covering(codes: &[&str]) -> PollRules {
        PollRules { covers: codes.iter().map(ToString::to_string).collect(), ..PollRules::default() }
    }

    /// Commune 23461 of province 51.
    fn ngoc_linh(code: &str) -> bool {
        ["23461", "51"].contains(&code)
    }

    #[test]
    fn a_place_is_unheard_where_its_only_source_is_silent() {
        let silent = source("kttv", 60, covering(&["51"]));
        let elsewhere = source("dai", 1, covering(&["48"]));
        let silence = Hearing::new(vec![silent.clone(), elsewhere]).silence_of(None, ngoc_linh, now()).unwrap();
        assert_eq!(silence.sources, [("kttv".to_owned(), "KTTV".to_owned())]);
        assert_eq!(silence.last_heard_at, Some(now() - TimeDelta::minutes(60)));
        let words = silence.wording();
        assert!(words.vi.contains("KTTV") && words.vi.ends_with("không có nghĩa là không có cảnh báo."), "{words:?}");

        let other = source("xa", 1, covering(&["23461"]));
        assert_eq!(Hearing::new(vec![silent.clone(), other]).silence_of(None, ngoc_linh, now()), None);
        let whole = Hearing::new(vec![silent, source("tw", 1, PollRules::default())]);
        assert!(whole.is_whole(now()) && whole.silence_of(None, ngoc_linh, now()).is_none());
    }

    #[test]
    fn what_is_off_or_of_another_country_speaks_for_nobody_here() {
        let off = AlertSource { enabled: false, ..source("off", 1, PollRules::default()) };
        let oid = |oid: &str| PollRules { oid: Some(oid.into()), ..PollRules::default() };
        let abroad = source("us-nws", 1, oid("2.49.0.0.840.0"));
        let silence = Hearing::new(vec![off, abroad.clone()]).silence_of(None, ngoc_linh, now()).unwrap();
        assert_eq!((silence.sources.len(), silence.last_heard_at), (0, None));
        assert!(silence.wording().vi.starts_with("Không có nguồn tin cảnh báo nào"));
        let own = source("vn", 1, oid("2.49.0.0.704.0"));
        assert!(Hearing::new(vec![abroad, own]).is_whole(now()));
    }

    #[test]
    fn a_source_of_landslides_says_nothing_of_storms() {
        let format = |format| PollRules { format, ..PollRules::default() };
        let hearing = Hearing::new(vec![
            source("nchmf", 600, PollRules::default()),
            source("lqsl", 1, format(SourceFormat::Luquetsatlo)),
            source("gdacs", 1, format(SourceFormat::GdacsRss)),
        ]);
        let of = |hazard| hearing.silence_of(hazard, ngoc_linh, now());
        assert!(of(Some(Hazard::Landslide)).is_none() && of(Some(Hazard::FlashFlood)).is_none());
        assert!(of(Some(Hazard::Storm)).is_some());
        let silence = of(None).unwrap();
        assert_eq!(silence.still, [Hazard::FlashFlood, Hazard::Landslide]);
        assert!(silence.wording().vi.contains("Chỉ còn nhận được tin về lũ quét, sạt lở đất."));
    }

    #[test]
    fn one_failed_poll_is_no_silence_but_old_data_is() {
        let with = |memory| AlertSource { memory, ..source("s", 1, PollRules::default()) };
        let heard = SourceMemory { last_success_at: Some(now()), ..SourceMemory::default() };
        assert!(with(SourceMemory { consecutive_failures: 1, ..heard.clone() }).is_heard(now()));
        let old = with(SourceMemory { data_at: Some(now() - TimeDelta::hours(5)), ..heard });
        assert!(!old.is_heard(now()));
        let silence = Hearing::new(vec![old]).silence_of(None, ngoc_linh, now()).unwrap();
        assert_eq!(silence.last_heard_at, Some(now() - TimeDelta::hours(5)));
        assert!(!with(SourceMemory::default()).is_heard(now()));
    }
}
