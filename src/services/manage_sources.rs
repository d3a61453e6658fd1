//! Adding sources of alerts and changing them; what is set is checked before it is kept.

use serde_json::json;

use super::check_source::{check, check_places, invalid};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::alerts::adapters::SourceFormat;
use crate::alerts::source::{AlertSource, PollRules, SourceMemory};
use crate::kernel::ids::SourceId;
use crate::kernel::{Localized, Timestamp};
use crate::store::{StoreConnection, StoreError, alert_sources, markers};

/// A source to be added.
#[derive(Debug, Clone)]
pub struct NewSource {
    /// A short name.
    pub code: String,
    /// A name for people.
    pub name: String,
    /// The address of the feed or document.
    pub url: String,
    /// Whether it is polled.
    pub enabled: bool,
    /// How it is polled and read.
    pub rules: PollRules,
}

/// A change of a source; what is absent stays.
#[derive(Debug, Clone, Default)]
#[allow(clippy::option_option, reason = "left out, null and a value are three things")]
pub struct SourceChange {
    /// Its name for people.
    pub name: Option<String>,
    /// The address of its feed or document.
    pub url: Option<String>,
    /// Whether it is polled.
    pub enabled: Option<bool>,
    /// Seconds between two polls.
    pub every_seconds: Option<u32>,
    /// In which format it writes.
    pub format: Option<SourceFormat>,
    /// Hosts, beside its own, to which its links may lead.
    pub also_hosts: Option<Vec<String>>,
    /// Whose alerts it may bring.
    pub senders: Option<Vec<String>>,
    /// For which units it speaks.
    pub covers: Option<Vec<String>>,
    /// The key by which its alerts are known, or none.
    pub signing_key: Option<Option<String>>,
    /// A remark for people, or none.
    pub note: Option<Option<Localized>>,
    /// How this program calls itself there, or by its own name.
    pub user_agent: Option<Option<String>>,
    /// Whether what it lists no more is over, or as its format has it.
    pub snapshot: Option<Option<bool>>,
}

/// Adds a source.
pub fn add_source(app: &App, by: &Acting, new: NewSource) -> Result<AlertSource, ServiceError> {
    let now = app.now();
    let source = AlertSource {
        id: SourceId::new(now),
        code: new.code.trim().to_owned(),
        name: new.name.trim().to_owned(),
        url: new.url.trim().to_owned(),
        enabled: new.enabled,
        demonstration: false,
        revision: 1,
        rules: new.rules,
        memory: SourceMemory::default(),
    };
    check(&source)?;
    check_places(&*app.live.current(&app.store, now)?, &source.rules.covers)?;
    app.store.write(|conn| {
        check_demonstration(conn, &source)?;
        if alert_sources::by_code(conn, &source.code)?.is_some() {
            let wording = Localized::new(
                format!("Đã có nguồn mang mã “{}”. Chọn mã khác, hoặc sửa nguồn đó.", source.code),
                format!("There is a source of the code “{}”. Choose another, or change that one.", source.code),
            );
            return Err(invalid("/code", wording));
        }
        alert_sources::register(conn, &source)?;
        let words = Localized::new(
            format!("Thêm nguồn bản tin “{}” ({}).", source.name, source.url),
            format!("Added the source “{}” ({}).", source.name, source.url),
        );
        note(conn, now, by, ("source_added", words), source.id)
    })?;
    app.nudge_streams();
    Ok(source)
}

/// Changes a source that was read at `revision`.
pub fn change_source(
    app: &App,
    by: &Acting,
    id: SourceId,
    revision: i64,
    change: &SourceChange,
) -> Result<AlertSource, ServiceError> {
    let now = app.now();
    if let Some(covers) = &change.covers {
        check_places(&*app.live.current(&app.store, now)?, covers)?;
    }
    let changed = app.store.write(|conn| {
        let before = alert_sources::get(conn, id)?;
        if before.revision != revision {
            return Err(StoreError::Stale.into());
        }
        let after = changed(&before, change);
        if after == before {
            return Ok(before);
        }
        check_change(conn, &before, &after)?;
        // Asked at once: who has changed something wants to see whether it helped.
        let memory = SourceMemory { next_attempt_at: None, ..after.memory.clone() };
        let written = alert_sources::change(conn, &before, &AlertSource { memory, ..after })?;
        note(conn, now, by, ("source_changed", words_of_change(&before, &written)), id)?;
        Ok::<_, ServiceError>(written)
    })?;
    app.nudge_streams();
    Ok(changed)
}

/// Notes that somebody has a source polled at once.
pub fn note_poll(app: &App, by: &Acting, source: &AlertSource) -> Result<(), ServiceError> {
    let words = Localized::new(
        format!("Hỏi ngay nguồn bản tin “{}”.", source.name),
        format!("Polled the source “{}” at once.", source.name),
    );
    app.store.write(|conn| note(conn, app.now(), by, ("source_polled", words.clone()), source.id))
}

/// Refuses a change to what cannot be polled; what stays may stand as the settings file has it.
fn check_change(conn: &mut StoreConnection, before: &AlertSource, after: &AlertSource) -> Result<(), ServiceError> {
    let mut asked = after.clone();
    if asked.rules.every_seconds == before.rules.every_seconds {
        asked.rules.every_seconds = PollRules::default().every_seconds;
    }
    check(&asked)?;
    let leads = |source: &AlertSource| (source.url.clone(), source.rules.also_hosts.clone());
    if leads(before) == leads(after) { Ok(()) } else { check_demonstration(conn, after) }
}

fn changed(before: &AlertSource, change: &SourceChange) -> AlertSource {
    let (rules, change) = (&before.rules, change.clone());
    let trimmed = |text: String| text.trim().to_owned();
    AlertSource {
        name: change.name.map_or_else(|| before.name.clone(), trimmed),
        url: change.url.map_or_else(|| before.url.clone(), trimmed),
        enabled: change.enabled.unwrap_or(before.enabled),
        rules: PollRules {
            every_seconds: change.every_seconds.unwrap_or(rules.every_seconds),
            format: change.format.unwrap_or(rules.format),
            also_hosts: change.also_hosts.unwrap_or_else(|| rules.also_hosts.clone()),
            senders: change.senders.unwrap_or_else(|| rules.senders.clone()),
            covers: change.covers.unwrap_or_else(|| rules.covers.clone()),
            signing_key: change
                .signing_key
                .map_or_else(|| rules.signing_key.clone(), |key| key.map(|key| key.trim().to_owned())),
            note: change.note.unwrap_or_else(|| rules.note.clone()),
            user_agent: change.user_agent.unwrap_or_else(|| rules.user_agent.clone()),
            snapshot: change.snapshot.unwrap_or(rules.snapshot),
            ..rules.clone()
        },
        ..before.clone()
    }
}

/// The demonstration, whose passwords are public, asks nobody but this machine.
fn check_demonstration(conn: &mut StoreConnection, source: &AlertSource) -> Result<(), ServiceError> {
    if markers::get(conn, markers::DEMONSTRATION)?.is_none() {
        return Ok(());
    }
    let here = |host: &str| ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    let url = url::Url::parse(&source.url).ok();
    let own = url.as_ref().and_then(url::Url::host_str).is_some_and(here);
    let also = source.rules.also_hosts.iter().all(|host| here(host.rsplit_once(':').map_or(host, |(host, _)| host)));
    if own && also {
        return Ok(());
    }
    let wording = Localized::new(
        "Bản minh hoạ chỉ hỏi nguồn trên chính máy này. Dùng bản chạy thật để hỏi nguồn bên ngoài.",
        "The demonstration asks sources on this machine only. Use the real service to ask others.",
    );
    Err(invalid("/url", wording))
}

fn words_of_change(before: &AlertSource, after: &AlertSource) -> Localized {
    let (old, new) = (&before.rules, &after.rules);
    let toggled = match (before.enabled, after.enabled) {
        (false, true) => Some(("bật", "switched on")),
        (true, false) => Some(("tắt", "switched off")),
        _ => None,
    };
    let fields = [
        (before.name != after.name, ("tên", "name")),
        (before.url != after.url, ("địa chỉ", "address")),
        (old.every_seconds != new.every_seconds, ("chu kỳ hỏi", "time between polls")),
        (old.format != new.format, ("định dạng", "format")),
        (old.also_hosts != new.also_hosts, ("máy chủ được dẫn tới", "hosts it may lead to")),
        (old.senders != new.senders, ("nơi phát được chấp nhận", "senders")),
        (old.covers != new.covers, ("nơi nguồn này nói tới", "places it speaks for")),
        (old.signing_key != new.signing_key, ("khóa chữ ký", "signing key")),
        (old.snapshot != new.snapshot, ("cách hiểu khi vắng trong danh mục", "what absence means")),
        (old.user_agent != new.user_agent, ("tên phần mềm gửi kèm", "user agent")),
        (old.note != new.note, ("ghi chú", "note")),
    ];
    let told: Vec<(&str, &str)> =
        toggled.into_iter().chain(fields.into_iter().filter_map(|(differs, words)| differs.then_some(words))).collect();
    let (vi, en): (Vec<&str>, Vec<&str>) = told.into_iter().unzip();
    Localized::new(
        format!("Sửa nguồn bản tin “{}”: {}.", after.name, vi.join(", ")),
        format!("Changed the source “{}”: {}.", after.name, en.join(", ")),
    )
}

fn note(
    conn: &mut StoreConnection,
    now: Timestamp,
    by: &Acting,
    (action, detail): (&str, Localized),
    source: SourceId,
) -> Result<(), ServiceError> {
    let (actor, id) = (Actor::person(by), source.to_string());
    let deed = Deed { actor: &actor, action, kind: "source", id, alert: None, paper: None, detail, also: json!({}) };
    record(conn, now, deed).map_err(Into::into)
}
