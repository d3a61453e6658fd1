//! `ungpho poll`: asks the sources once.

use super::{Failure, open_app};
use crate::config::Settings;
use crate::services::poll_feeds::{PollReport, poll_source};
use crate::store::alert_sources;

/// Polls all enabled sources, or the one named, and says what it found.
pub fn run(only: Option<&str>, settings: &Settings) -> Result<(), Failure> {
    let app = open_app(settings)?;
    let sources = app.store.read(alert_sources::all)?;
    let chosen: Vec<_> =
        sources.into_iter().filter(|source| only.map_or(source.enabled, |code| code == source.code)).collect();
    if chosen.is_empty() {
        return Err("no such source; add one as [[sources]] in ungpho.toml and run `ungpho serve` once".into());
    }
    actix_web::rt::System::new().block_on(async {
        for source in &chosen {
            tell(&poll_source(&app, source).await?);
        }
        Ok::<_, Failure>(())
    })
}

fn tell(report: &PollReport) {
    let PollReport { source, documents, new_alerts, known_alerts, quarantined, postponed, .. } = report;
    println!(
        "{source}: {documents} documents, {new_alerts} new alerts, {known_alerts} known, {quarantined} quarantined, {postponed} to try again{}",
        if report.unchanged { ", unchanged" } else { "" }
    );
    if report.ended + report.unlisted > 0 {
        println!("{source}: {} over because no longer listed, {} off the list", report.ended, report.unlisted);
    }
    if let Some(note) = &report.note {
        println!("{source}: {} / {}", note.vi, note.en);
    }
    if let Some(error) = &report.error {
        println!("{source}: {} / {}", error.vi, error.en);
    }
}
