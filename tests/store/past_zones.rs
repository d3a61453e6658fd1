//! The map of any past day: it is the map that was shown that day.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use ungpho::kernel::Timestamp;
use ungpho::kernel::ids::ZoneId;
use ungpho::plans::{Approval, Plan, PlanContent, PlanVersion, PlanZone, VersionStatus, Withdrawal};
use ungpho::services::live_data::{LiveData, day_of};
use ungpho::services::past_zones::{periods_of, zones_on};
use ungpho::store::{Store, plans, zones};
use ungpho::zones::{Period, Zone, ZoneStatus};

use crate::samples::{approval, at, day, plan, read, version, write, zone};
use crate::support::on_each_database;

/// Which zones are in force, by code, each with its revision.
type Map = BTreeMap<String, i64>;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// A province office at work on three zones and one plan, from day to day.
struct Office<'a> {
    store: &'a Store,
    dice: Dice,
    now: Timestamp,
    plan: Plan,
    zones: Vec<Zone>,
    versions: Vec<PlanVersion>,
}

impl<'a> Office<'a> {
    fn new(store: &'a Store, seed: u64) -> Self {
        let plan = plan(&format!("PA-{seed}"), &format!("2350{seed}"));
        write(store, |conn| plans::insert(conn, &plan));
        let zones = ["A", "B", "C"].map(|letter| zone(&format!("{letter}{seed}"))).to_vec();
        for zone in &zones {
            let drawn = Zone { status: ZoneStatus::Draft, ..zone.clone() };
            write(store, |conn| zones::add_revision(conn, &drawn, at(0)));
        }
        Self { store, dice: Dice(seed), now: at(0), plan, zones, versions: Vec::new() }
    }

    /// One thing that offices do.
    fn act(&mut self) {
        self.now += TimeDelta::minutes(7);
        match self.dice.roll(6) {
            0 => self.draw(ZoneStatus::InForce),
            1 => self.draw(ZoneStatus::Draft),
            2 => self.retire(),
            3 | 4 => self.approve(),
            _ => self.withdraw(),
        }
    }

    fn any_zone(&mut self) -> usize {
        usize::try_from(self.dice.roll(3)).unwrap()
    }

    fn draw(&mut self, status: ZoneStatus) {
        let n = self.any_zone();
        self.zones[n].revision += 1;
        let (drawn, now) = (Zone { status, ..self.zones[n].clone() }, self.now);
        write(self.store, |conn| match status {
            ZoneStatus::InForce => zones::add_revision(conn, &drawn, now),
            _ => zones::add_draft_revision(conn, &drawn, now),
        });
    }

    fn retire(&mut self) {
        let n = self.any_zone();
        let (zone, now) = (&self.zones[n], self.now);
        write(self.store, |conn| zones::settle(conn, zone.id, zone.revision, ZoneStatus::Retired, now));
    }

    fn approve(&mut self) {
        let today = day_of(self.now);
        let effective_from = today + TimeDelta::days(i64::try_from(self.dice.roll(4)).unwrap());
        let held: Vec<PlanZone> = self
            .zones
            .clone()
            .into_iter()
            .filter(|_| self.dice.roll(3) > 0)
            .map(|zone| PlanZone { zone_id: zone.id, code: zone.code, revision: zone.revision })
            .collect();
        let status = VersionStatus::Approved(Approval { effective_from, ..approval("2025-01-01") });
        let number = i64::try_from(self.versions.len()).unwrap() + 1;
        let blank = version(self.plan.id, number, status);
        let approved = PlanVersion { content: PlanContent { zones: held, ..blank.content }, ..blank };
        let (plan, now) = (self.plan.id, self.now);
        write(self.store, |conn| {
            // As the program does: zones the plan in force has and the new version has not are retired.
            let before = plans::in_force(conn, today)?.into_iter().find(|before| before.plan.id == plan);
            for zone in before.iter().flat_map(|before| &before.version.content.zones) {
                if approved.content.zone(&zone.code).is_none() {
                    zones::settle(conn, zone.zone_id, zone.revision, ZoneStatus::Retired, now)?;
                }
            }
            plans::insert_version(conn, &approved, now)
        });
        self.versions.push(approved);
    }

    fn withdraw(&mut self) {
        let (on, now) = (day_of(self.now), self.now);
        let Some(last) = self.versions.last_mut() else { return };
        let VersionStatus::Approved(approval) = last.status.clone() else { return };
        last.status = VersionStatus::Withdrawn(approval, Withdrawal { on, reason: "Sáp nhập thôn.".into() });
        last.revision = write(self.store, |conn| {
            for zone in &last.content.zones {
                zones::settle(conn, zone.zone_id, zone.revision, ZoneStatus::Retired, now)?;
            }
            plans::update_status(conn, last, now)
        });
    }

    /// The map as it is shown at this moment.
    fn shown(&self) -> Map {
        let picture = LiveData::default().current(self.store, self.now).unwrap();
        picture.zones.zones().iter().map(|zone| (zone.code.clone(), zone.revision)).collect()
    }
}

fn map_of(store: &Store, day: NaiveDate) -> Map {
    let (_, zones) = read(store, |conn| zones_on(conn, day));
    zones.into_iter().map(|zone| (zone.code, zone.revision)).collect()
}

fn revision_on(periods: &[Period], day: NaiveDate) -> Option<i64> {
    let found = periods.iter().find(|period| period.from <= day && period.to.is_none_or(|to| day < to));
    found.map(|period| period.revision)
}

#[test]
fn each_past_day_has_the_map_that_was_shown_as_it_ended() {
    on_each_database(|store| {
        let (mut with_plan, mut changes) = (0, 0);
        for seed in 1..=6 {
            let mut office = Office::new(store, seed);
            let mut shown: Vec<(NaiveDate, Map)> = Vec::new();
            for number in 0..25_i64 {
                for _ in 0..office.dice.roll(3) {
                    office.act();
                }
                let map: Map =
                    office.shown().into_iter().filter(|(code, _)| code.ends_with(&seed.to_string())).collect();
                with_plan += usize::from(!office.versions.is_empty() && !map.is_empty());
                changes += usize::from(shown.last().is_some_and(|(_, before)| *before != map));
                shown.push((day_of(office.now), map));
                office.now = at(0) + TimeDelta::days(number + 1);
            }
            let ids: Vec<(String, ZoneId)> = office.zones.iter().map(|zone| (zone.code.clone(), zone.id)).collect();
            let periods: Vec<(String, Vec<Period>)> =
                ids.into_iter().map(|(code, id)| (code, read(store, |conn| periods_of(conn, id)))).collect();
            for (day, map) in shown {
                let found: Map =
                    map_of(store, day).into_iter().filter(|(code, _)| code.ends_with(&seed.to_string())).collect();
                assert_eq!(found, map, "history {seed}, {day}");
                let by_periods: Map = periods
                    .iter()
                    .filter_map(|(code, periods)| Some((code.clone(), revision_on(periods, day)?)))
                    .collect();
                assert_eq!(by_periods, map, "periods of history {seed}, {day}");
            }
        }
        assert!(with_plan > 30 && changes > 30, "the histories are dull: {with_plan}, {changes}");
    });
}

#[test]
fn a_day_counts_as_it_ended_in_viet_nam() {
    on_each_database(|store| {
        let instant = |text: &str| -> Timestamp { text.parse().unwrap() };
        let held = zone("A");
        write(store, |conn| zones::add_revision(conn, &held, instant("2026-03-01T16:59:59Z")));
        write(store, |conn| zones::settle(conn, held.id, 1, ZoneStatus::Retired, instant("2026-03-03T17:00:00Z")));
        let on = |text: &str| map_of(store, day(text)).len();
        assert_eq!(on("2026-02-28"), 0);
        assert_eq!(on("2026-03-01"), 1, "one second before midnight in Viet Nam");
        assert_eq!(on("2026-03-03"), 1);
        assert_eq!(on("2026-03-04"), 0, "retired in the first moment of the 4th");
    });
}
