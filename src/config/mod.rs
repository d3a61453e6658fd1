//! Settings: defaults < `ungpho.toml` < environment < flags. Unknown keys are refused.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::accounts::LockRules;
use crate::alerts::source::PollRules;
use crate::relocation::order::OrderSender;

/// All settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `sqlite://path` or `postgres://…`.
    pub database_url: String,
    /// Address and port to listen on.
    pub listen: String,
    /// Who may read what.
    pub access: Access,
    /// Signing in.
    pub sign_in: SignInRules,
    /// The life of plans.
    pub plans: PlanRules,
    /// Our own CAP messages.
    pub orders: Orders,
    /// Asking the sources.
    pub polling: Polling,
    /// What was received, and for how long its bytes are kept.
    pub archive: Archive,
    /// Maps that the operator provides.
    pub maps: Maps,
    /// Telling other programs.
    pub webhooks: Webhooks,
    /// Whether the sources that come with the program are listed; most of them stand there switched off.
    pub shipped_sources: bool,
    /// Sources of alerts that are kept up from the file; others can stand beside them.
    pub sources: Vec<SourceSetting>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database_url: "sqlite://data/ungpho.db".into(),
            listen: "127.0.0.1:8080".into(),
            access: Access::default(),
            sign_in: SignInRules::default(),
            plans: PlanRules::default(),
            orders: Orders::default(),
            polling: Polling::default(),
            archive: Archive::default(),
            maps: Maps::default(),
            webhooks: Webhooks::default(),
            shipped_sources: true,
            sources: Vec::new(),
        }
    }
}

/// Who may read what.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Access {
    /// What people who are not signed in may read.
    pub anonymous: Anonymous,
    /// Who may read the figures at `/metrics`.
    pub metrics: MetricsFor,
}

/// Who may read the figures at `/metrics`, which name nobody and no place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricsFor {
    /// Programs on this machine, and whoever is signed in and may read. What a proxy passes on is not from this machine.
    #[default]
    Local,
    /// Whoever is signed in and may read.
    SignedIn,
    /// Anybody.
    Anyone,
}

/// What people who are not signed in may read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anonymous {
    /// The public look-up and reference data only.
    #[default]
    LookupOnly,
    /// Everything a viewer may, for a demonstration or a public board.
    Viewer,
}

/// Signing in: how often it may be tried, and how often it may fail.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInRules {
    /// Attempts (and looks at invitations) that one address may make in a minute, once the burst is used up.
    /// Behind a proxy all people share its address: raise this there.
    pub per_minute: NonZeroU32,
    /// Attempts one address may make at once.
    pub burst: NonZeroU32,
    /// Failures for one account from one address that lock it there.
    pub tries: NonZeroU32,
    /// For how many minutes.
    pub lock_minutes: NonZeroU32,
    /// Failures for one account within an hour, from anywhere, that lock it everywhere.
    pub tries_per_hour: NonZeroU32,
    /// For how many hours an invitation can be used.
    pub invitation_hours: NonZeroU32,
}

impl Default for SignInRules {
    fn default() -> Self {
        const fn some(number: u32) -> NonZeroU32 {
            NonZeroU32::MIN.saturating_add(number - 1)
        }
        Self {
            per_minute: some(10),
            burst: some(10),
            tries: some(5),
            lock_minutes: some(15),
            tries_per_hour: some(50),
            invitation_hours: some(72),
        }
    }
}

impl SignInRules {
    /// How many attempts may fail.
    pub fn lock_rules(&self) -> LockRules {
        LockRules {
            tries: self.tries.get(),
            lock: TimeDelta::minutes(self.lock_minutes.get().into()),
            tries_per_hour: self.tries_per_hour.get(),
        }
    }
}

/// The life of plans.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlanRules {
    /// Whether somebody who wrote a version may approve it too.
    pub drafter_may_approve: bool,
}

/// Our own CAP messages: in whose name they leave.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Orders {
    /// CAP's `sender`, unique worldwide: `pctt@quangngai.gov.vn`. While it is not set, messages leave with status Test.
    pub sender: Option<OrderSender>,
    /// The office as people know it: "Ban Chỉ huy Phòng thủ dân sự tỉnh Quảng Ngãi".
    pub sender_name: Option<String>,
}

/// Asking the sources.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Polling {
    /// Whether this process polls.
    pub enabled: bool,
    /// Seconds to reach a host.
    pub connect_seconds: u64,
    /// Seconds for a whole answer.
    pub total_seconds: u64,
    /// The most bytes of one document.
    pub max_bytes: usize,
    /// Milliseconds between two requests to one host, which is asked one thing at a time.
    pub host_pause_milliseconds: u32,
}

impl Default for Polling {
    fn default() -> Self {
        Self {
            enabled: true,
            connect_seconds: 10,
            total_seconds: 60,
            max_bytes: 8 * 1024 * 1024,
            host_pause_milliseconds: 100,
        }
    }
}

/// What was received.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Archive {
    /// For how many days the bytes of documents are kept whose alerts are over and belong to no event; 0: for ever.
    /// What was read of them, their hash, length, source and times always stay.
    pub raw_days: u32,
}

impl Default for Archive {
    fn default() -> Self {
        Self { raw_days: 400 }
    }
}

/// Maps that the operator provides.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Maps {
    /// The folder of base maps (`*.pmtiles`); by default `maps` beside an SQLite database, with PostgreSQL none.
    pub folder: Option<PathBuf>,
    /// How many megabytes of zones are kept as the text that map programs are sent, in a temporary file; 0 for none.
    /// A province of 14,000 zones of ninety corners takes 32, a country of 100,000 takes 240.
    pub kept_megabytes: u16,
    /// The folder of that file; by default the one of an SQLite database, with PostgreSQL the system's.
    pub kept_folder: Option<PathBuf>,
}

impl Default for Maps {
    fn default() -> Self {
        Self { folder: None, kept_megabytes: 512, kept_folder: None }
    }
}

impl Maps {
    /// How many bytes of zones are kept as text.
    pub fn kept_bytes(&self) -> u64 {
        u64::from(self.kept_megabytes) * 1024 * 1024
    }

    /// In which folder, where none is named.
    pub fn temporary_folder(&self) -> PathBuf {
        // What lies in `/tmp` may be in memory, where it would be better not kept at all.
        let lasting = || Some(PathBuf::from("/var/tmp")).filter(|folder| folder.is_dir());
        self.kept_folder.clone().or_else(lasting).unwrap_or_else(std::env::temp_dir)
    }
}

/// Telling other programs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// Hosts (`host` or `host:port`) that may be told whatever their address is, and without TLS. Others only by https
    /// and at addresses of the open network.
    pub local_hosts: Vec<String>,
}

/// A source of alerts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceSetting {
    /// A short name.
    pub code: String,
    /// A name for people.
    pub name: String,
    /// The address of the feed or document.
    pub url: String,
    /// Whether it is polled.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// How it is polled and read.
    #[serde(default)]
    pub rules: PollRules,
}

fn yes() -> bool {
    true
}

impl Settings {
    /// Reads the settings; `file` must exist where it is given, `ungpho.toml` is read where it is there.
    pub fn read(file: Option<&Path>) -> Result<Self, String> {
        let file = match file {
            Some(file) if !file.exists() => return Err(format!("{}: no such file", file.display())),
            Some(file) => Toml::file_exact(file),
            None => Toml::file("ungpho.toml"),
        };
        Figment::from(Serialized::defaults(Self::default()))
            .merge(file)
            .merge(
                Env::raw()
                    .only(&["UNGPHO_DATABASE_URL", "UNGPHO_LISTEN"])
                    .map(|key| key.as_str().to_ascii_lowercase().trim_start_matches("ungpho_").to_owned().into()),
            )
            .merge(Env::prefixed("UNGPHO__").split("__"))
            .extract()
            .map_err(|error| error.to_string())
    }

    /// The folder of base maps, where there can be one.
    pub fn maps_folder(&self) -> Option<PathBuf> {
        let beside = || {
            let file = self.database_url.strip_prefix("sqlite://")?;
            Some(Path::new(file).parent()?.join("maps"))
        };
        self.maps.folder.clone().or_else(beside)
    }

    /// The settings of maps, with the folder of the database for what is kept where no other is named.
    pub fn maps_beside_the_database(&self) -> Maps {
        let beside = || {
            let folder = Path::new(self.database_url.strip_prefix("sqlite://")?).parent()?;
            Some(if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() })
        };
        Maps { kept_folder: self.maps.kept_folder.clone().or_else(beside), ..self.maps.clone() }
    }

    /// The settings as TOML-like lines, passwords in URLs hidden.
    pub fn shown(&self) -> String {
        let hidden = match url::Url::parse(&self.database_url) {
            Ok(mut url) if url.password().is_some() => {
                let _ = url.set_password(Some("***"));
                url.to_string()
            }
            _ => self.database_url.clone(),
        };
        let shown = Self { database_url: hidden, ..self.clone() };
        serde_json::to_string_pretty(&shown).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let settings = Settings { database_url: "postgres://u:secret@db/ungpho".into(), ..Settings::default() };
        assert!(!settings.shown().contains("secret"));
        assert!(settings.shown().contains("postgres://u:***@db/ungpho"));
    }

    #[test]
    fn base_maps_lie_beside_the_database_unless_a_folder_is_named() {
        let settings = Settings::default();
        assert_eq!(settings.maps_folder(), Some("data/maps".into()));
        let named = Maps { folder: Some("/srv/maps".into()), ..Maps::default() };
        assert_eq!(Settings { maps: named, ..Settings::default() }.maps_folder(), Some("/srv/maps".into()));
        let elsewhere = Settings { database_url: "postgres://db/ungpho".into(), ..Settings::default() };
        assert_eq!(elsewhere.maps_folder(), None);
    }

    #[test]
    fn texts_lie_beside_the_database_unless_a_folder_is_named() {
        let folder = |settings: Settings| settings.maps_beside_the_database().kept_folder;
        assert_eq!(folder(Settings::default()), Some("data".into()));
        let here = Settings { database_url: "sqlite://ungpho.db".into(), ..Settings::default() };
        assert_eq!(folder(here), Some(".".into()));
        let named = Maps { kept_folder: Some("/srv/kept".into()), ..Maps::default() };
        assert_eq!(folder(Settings { maps: named, ..Settings::default() }), Some("/srv/kept".into()));
        let elsewhere = Settings { database_url: "postgres://db/ungpho".into(), ..Settings::default() };
        assert_eq!(folder(elsewhere), None);
    }

    #[test]
    fn unknown_keys_are_refused() {
        let read: Result<Settings, _> = Figment::from(Serialized::defaults(Settings::default()))
            .merge(Toml::string("listne = \"127.0.0.1:1\""))
            .extract();
        assert!(read.unwrap_err().to_string().contains("listne"));
    }
}
