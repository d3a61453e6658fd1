//! Figures that agree, and the quick report (báo cáo nhanh) made of them: for a commune or a province, at 07:00, 13:00,
//! 19:00 or at will.

mod sentence;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde_json::json;

pub use sentence::sentence;

use super::live_data::{Picture, day_of};
use super::record::{Actor, Deed, record};
use super::start_activation::invalid;
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::clock::vietnam_offset;
use crate::kernel::ids::{EventId, QuickReportId};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{Event, EventKind, MoveFigures};
use crate::store::move_figures::{CountedAt, PropertyAt, Scope, count, figures, property};
use crate::store::quick_reports::QuickReport;
use crate::store::{StoreConnection, StoreError, events, plan_coverage, quick_reports};

/// The hours at which offices report, Viet Nam's time [domain: practice of provinces].
pub const HOURS: [u32; 3] = [7, 13, 19];

/// The figures of a unit in an event, and of what is in it.
#[derive(Debug, Clone)]
pub struct UnitFigures {
    /// Whether the event is real.
    pub kind: EventKind,
    /// The unit.
    pub unit_code: String,
    /// The whole.
    pub total: MoveFigures,
    /// By commune, by code.
    pub communes: BTreeMap<String, MoveFigures>,
    /// By commune and village.
    pub villages: BTreeMap<(String, String), MoveFigures>,
    /// The last report before these figures.
    pub before: Option<QuickReport>,
    /// Communes with people to move that have not reported since the last hour.
    pub silent: Vec<String>,
    /// The hour that was last.
    pub hour: Timestamp,
}

/// The figures of `unit` and of what is in it, in `event`, now.
pub fn unit_figures(app: &App, event: EventId, unit: &str) -> Result<UnitFigures, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    Ok(app.store.read(|conn| {
        let event = events::get(conn, event)?;
        figures_of(conn, &picture, &event, unit, now)
    })?)
}

/// The codes of a unit and of those below it; a unit that is not registered stands alone.
pub fn communes_of(conn: &mut StoreConnection, unit: &str, day: NaiveDate) -> Result<Vec<String>, StoreError> {
    let mut codes: Vec<String> =
        plan_coverage::units(conn, day, Some(unit))?.into_iter().map(|unit| unit.code).collect();
    if !codes.iter().any(|code| code == unit) {
        codes.push(unit.to_owned());
    }
    Ok(codes)
}

fn figures_of(
    conn: &mut StoreConnection,
    picture: &Picture,
    event: &Event,
    unit: &str,
    now: Timestamp,
) -> Result<UnitFigures, StoreError> {
    let Event { id: event, kind, .. } = *event;
    let codes = communes_of(conn, unit, picture.day)?;
    let scope = Scope::Communes(event, &codes);
    let mut communes: BTreeMap<String, MoveFigures> = BTreeMap::new();
    let mut villages: BTreeMap<(String, String), MoveFigures> = BTreeMap::new();
    for CountedAt { commune_code, village, counted } in count(conn, scope)? {
        communes.entry(commune_code.clone()).or_default().add(&counted);
        villages.entry((commune_code, village)).or_default().add(&counted);
    }
    for PropertyAt { commune_code, village, total } in property(conn, scope)? {
        communes.entry(commune_code.clone()).or_default().add_property(&total);
        villages.entry((commune_code, village)).or_default().add_property(&total);
    }
    let total = figures(conn, scope)?;
    let hour = last_hour(now);
    let reported = quick_reports::reported_since(conn, event, hour)?;
    let is_silent = |code: &&String| !reported.iter().any(|(unit, _)| unit == *code);
    let silent = communes.keys().filter(is_silent).cloned().collect();
    let before = quick_reports::of_unit(conn, event, unit)?.into_iter().next();
    Ok(UnitFigures { kind, unit_code: unit.to_owned(), total, communes, villages, before, silent, hour })
}

/// The last of the hours at which offices report, at or before `now`.
pub fn last_hour(now: Timestamp) -> Timestamp {
    let here = now.with_timezone(&vietnam_offset());
    let today = here.date_naive();
    let at = |day: NaiveDate, hour: u32| {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        day.and_time(time).and_local_timezone(vietnam_offset()).single().map(|at| at.to_utc())
    };
    let yesterday = today - TimeDelta::days(1);
    let hours = HOURS.iter().rev();
    let candidates = hours.clone().map(|hour| at(today, *hour)).chain(hours.map(|hour| at(yesterday, *hour)));
    candidates.flatten().find(|hour| *hour <= now).unwrap_or(now)
}

/// Keeps the figures of a unit as they are now: the report that is sent up.
pub fn send_report(
    app: &App,
    by: &Acting,
    event: EventId,
    unit: &str,
    as_of: Option<Timestamp>,
    remark: Option<&str>,
) -> Result<QuickReport, ServiceError> {
    let now = app.now();
    let remark = remark.map(str::trim).filter(|remark| !remark.is_empty());
    if remark.is_some_and(|remark| remark.chars().count() > 5_000) {
        return Err(invalid("/remark", "Nội dung dài quá 5.000 ký tự.", "It is longer than 5,000 characters."));
    }
    let as_of = as_of.unwrap_or(now);
    if as_of > now || as_of < now - TimeDelta::hours(12) {
        return Err(invalid(
            "/as_of",
            "Giờ chốt số liệu trong 12 giờ vừa qua.",
            "The hour of the figures lies within the last 12 hours.",
        ));
    }
    let report = app.store.write(|conn| {
        events::get(conn, event)?;
        let event = events::surviving(conn, event)?;
        permit(conn, by, Permission::TickTask, unit, now)?;
        let codes = communes_of(conn, unit, day_of(now))?;
        let actor = Actor::person(by);
        let report = QuickReport {
            id: QuickReportId::new(now),
            event_id: event,
            unit_code: unit.to_owned(),
            as_of,
            made_at: now,
            made_by: actor.name().to_owned(),
            remark: remark.map(str::to_owned),
            figures: figures(conn, Scope::Communes(event, &codes))?,
        };
        quick_reports::insert(conn, &report)?;
        let out = report.figures.evacuated;
        let deed = Deed {
            actor: &actor,
            action: "quick_report_made",
            kind: "event",
            id: event.to_string(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Báo cáo nhanh: đã sơ tán {} hộ/{} khẩu.", out.households, out.people),
                format!("Quick report: {} households/{} people evacuated.", out.households, out.people),
            ),
            also: json!({"event_id": event, "units": [unit]}),
        };
        record(conn, now, deed)?;
        Ok::<_, ServiceError>(report)
    })?;
    app.nudge_streams();
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hour_is_the_one_that_has_come() {
        let check = |now: &str, expected: &str| {
            let (now, expected): (Timestamp, Timestamp) = (now.parse().unwrap(), expected.parse().unwrap());
            assert_eq!(last_hour(now), expected, "{now}");
        };
        check("2025-11-06T00:00:00Z", "2025-11-06T00:00:00Z");
        check("2025-11-06T05:59:59Z", "2025-11-06T00:00:00Z");
        check("2025-11-06T06:00:00Z", "2025-11-06T06:00:00Z");
        check("2025-11-06T16:00:00Z", "2025-11-06T12:00:00Z");
        check("2025-11-05T23:00:00Z", "2025-11-05T12:00:00Z");
    }
}
