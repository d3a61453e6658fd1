//! Listing the sources of the settings and those that come with the program.

use super::{App, ServiceError};
use crate::alerts::shipped::shipped_sources;
use crate::alerts::source::{AlertSource, PollRules, SourceMemory};
use crate::config::SourceSetting;
use crate::kernel::ids::SourceId;
use crate::store::alert_sources;

/// Writes the sources of the settings into the store; what stands in the settings wins over what was changed there.
pub fn register_from_settings(app: &App, settings: &[SourceSetting]) -> Result<(), ServiceError> {
    for setting in settings {
        let SourceSetting { code, name, url, enabled, rules } = setting.clone();
        let source = source(app, (code, name, url), enabled, rules);
        app.store.write(|conn| alert_sources::register(conn, &source))?;
    }
    Ok(())
}

/// Lists the sources that come with the program where they are not listed yet; gives how many were new. One that is
/// known by its code or its address stays as whoever runs the program has set it.
pub fn register_shipped(app: &App) -> Result<usize, ServiceError> {
    let shipped = shipped_sources().map_err(|error| ServiceError::Internal(format!("sources.json: {error}")))?;
    let sources: Vec<AlertSource> = shipped
        .into_iter()
        .map(|shipped| source(app, (shipped.code, shipped.name, shipped.url), shipped.enabled, shipped.rules))
        .collect();
    app.store.write(|conn| {
        let known = alert_sources::all(conn)?;
        let is_known =
            |source: &&AlertSource| known.iter().any(|known| known.code == source.code || known.url == source.url);
        let new: Vec<&AlertSource> = sources.iter().filter(|source| !is_known(source)).collect();
        for source in &new {
            alert_sources::register(conn, source)?;
        }
        Ok(new.len())
    })
}

fn source(app: &App, (code, name, url): (String, String, String), enabled: bool, rules: PollRules) -> AlertSource {
    AlertSource {
        id: SourceId::new(app.now()),
        code,
        name,
        url,
        enabled,
        demonstration: false,
        revision: 1,
        rules,
        memory: SourceMemory::default(),
    }
}
