//! What stands about one plan: of the version in force as it is kept, of another as if it were in force beside all others.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::gather::zones_of;
use super::lie::{self, Changed, Drawn};
use super::list::{Counts, ShownFinding, with_what_is_noted};
use super::plan_tables::PlanTables;
use super::told_plans::{self, Figure, PlanToTell};
use super::{App, Kept, ServiceError, told};
use crate::findings::facts::Shelter;
use crate::findings::{Change, Engine, Entry, Finding, Ref};
use crate::kernel::ids::{PlanId, ZoneId};
use crate::plans::{Plan, PlanVersion, Stage, stages};
use crate::services::compare_versions;
use crate::services::live_data::day_of;
use crate::services::picture::Picture;
use crate::store::{StoreConnection, StoreError, finding_acceptances, household_zones, plans};
use crate::zones::Zone;

/// What stands about a plan.
#[derive(Debug, Clone)]
pub struct PlanFindings {
    /// The plan.
    pub plan: PlanId,
    /// The version that was looked at.
    pub version: i64,
    /// Whether it is not in force and was looked at as if it were.
    pub as_if: bool,
    /// What was found, worst first.
    pub items: Vec<ShownFinding>,
    /// How much of it.
    pub counts: Counts,
    /// The day for which it was looked.
    pub day: NaiveDate,
}

/// A version with what its findings follow from, read from the store.
struct Draft {
    plan: Plan,
    version: PlanVersion,
    zones: Vec<Arc<Zone>>,
    /// The households of zones that are only drawn.
    households: Vec<household_zones::PlacedFigures>,
}

/// What stands about `plan`: about its version `number`, or the one that is being worked on, or the one in force.
pub fn plan_findings(app: &App, plan: PlanId, number: Option<i64>) -> Result<PlanFindings, ServiceError> {
    let today = day_of(app.now());
    let number = match number {
        Some(number) => number,
        None => app.store.read(|conn| version_of_interest(conn, plan, today))?,
    };
    let picture = app.live.current(&app.store, app.now())?;
    let draft = app.store.read(|conn| Draft::read(conn, &picture, plan, number))?;
    let accepted = app.store.read(|conn| finding_acceptances::holding_on(conn, today))?;
    let (as_if, mut items, day) = app.findings.read(app, |kept| {
        let in_force = kept.picture().plans.iter().any(|held| held.version.id == draft.version.id);
        let found = if in_force { of_kept(kept, plan) } else { draft.findings(kept) };
        let of_plan = found.into_iter().filter(|finding| !finding.key.is_of_another(plan));
        let items: Vec<ShownFinding> = of_plan.map(|finding| draft.shown(kept, finding)).collect();
        (!in_force, items, kept.engine.facts().today())
    })?;
    items.sort_by_key(|it| (it.severity, it.kind, it.id));
    let items = with_what_is_noted(app, items, &accepted)?;
    let counts = Counts::of(items.iter().map(|it| (it.kind, it.severity, it.acceptance.is_some())));
    Ok(PlanFindings { plan, version: number, as_if, items, counts, day })
}

/// The version that is being worked on, or else the one in force, or else the last.
fn version_of_interest(conn: &mut StoreConnection, plan: PlanId, today: NaiveDate) -> Result<i64, StoreError> {
    plans::get(conn, plan)?;
    let heads = plans::heads(conn, Some(plan))?;
    let stages: Vec<Stage> = stages(heads.iter().map(|head| &head.status), today);
    let worked_on =
        |stage: &Stage| matches!(stage, Stage::Draft | Stage::Submitted | Stage::Returned | Stage::Appraised);
    let numbered = |of: &dyn Fn(&Stage) -> bool| {
        heads.iter().zip(&stages).rev().find(|(_, stage)| of(stage)).map(|(head, _)| head.number)
    };
    let in_force = |stage: &Stage| *stage == Stage::Approved;
    let last = heads.last().map(|head| head.number);
    numbered(&worked_on).or_else(|| numbered(&in_force)).or(last).ok_or(StoreError::NotFound)
}

fn of_kept(kept: &Kept, plan: PlanId) -> Vec<Finding> {
    let cells = kept.engine.facts().plan(plan).map(Engine::cells_of).unwrap_or_default();
    kept.engine.findings_at(&cells)
}

impl Draft {
    fn read(conn: &mut StoreConnection, picture: &Picture, plan: PlanId, number: i64) -> Result<Self, StoreError> {
        let (plan, version) = (plans::get(conn, plan)?, plans::version_numbered(conn, plan, number)?);
        let zones: Vec<Arc<Zone>> = compare_versions::zones_of(conn, &version)?.into_iter().map(Arc::new).collect();
        let only_drawn: Vec<ZoneId> =
            zones.iter().filter(|zone| picture.zone(zone.id).is_none()).map(|zone| zone.id).collect();
        let living = household_zones::living_in(conn, &only_drawn)?;
        let households = household_zones::placed_figures(conn, Some(&living))?;
        Ok(Self { plan, version, zones, households })
    }

    /// What would stand about it if it were in force.
    fn findings(&self, kept: &Kept) -> Vec<Finding> {
        let picture = kept.picture();
        let in_force = |zone: &Zone| picture.zone(zone.id).is_some_and(|held| held.revision == zone.revision);
        let drawn: Vec<Arc<Zone>> = self.zones.iter().filter(|zone| !in_force(zone)).cloned().collect();
        let dropped = self.dropped(picture);
        let mut changes: Vec<Change> = self.households.iter().map(|it| Change::Put(told::household(it))).collect();
        changes.extend(self.own_unit(picture));
        changes.extend(dropped.iter().map(|zone| Change::Gone(Ref::Zone(zone.id))));
        changes.extend(Self::moved_shelters(kept, &drawn, &dropped));
        let plan = self.told(kept, &drawn, &dropped, &mut changes);
        let Entry::Plan(told) = &plan else { return Vec::new() };
        let cells = Engine::cells_of(told);
        changes.push(Change::Put(plan));
        kept.engine.as_if(changes, &cells)
    }

    /// The zones of the version in force that this one leaves out.
    fn dropped<'a>(&self, picture: &'a Picture) -> Vec<&'a Zone> {
        let held = picture.plans.iter().find(|held| held.plan.id == self.plan.id);
        let kept: HashSet<ZoneId> = self.zones.iter().map(|zone| zone.id).collect();
        let zones = held.map(|held| zones_of(picture, held)).unwrap_or_default();
        zones.into_iter().filter(|zone| !kept.contains(&zone.id)).collect()
    }

    fn own_unit(&self, picture: &Picture) -> Option<Change> {
        let code = self.plan.unit_code.as_str();
        let own = Ref::Unit(told::unit_code(code));
        lie::units(picture, [code]).into_iter().find(|entry| entry.id() == own).map(Change::Put)
    }

    /// Shelters that stand where zones are drawn anew or would be gone.
    fn moved_shelters(kept: &Kept, drawn: &[Arc<Zone>], dropped: &[&Zone]) -> Vec<Change> {
        let mut changed = Changed::default();
        for zone in drawn {
            changed.add(zone);
        }
        for zone in drawn.iter().filter_map(|zone| kept.picture().zone(zone.id)) {
            changed.add(zone);
        }
        for zone in dropped {
            changed.add(zone);
        }
        if changed.is_empty() {
            return Vec::new();
        }
        let others: HashSet<ZoneId> =
            drawn.iter().map(|zone| zone.id).chain(dropped.iter().map(|zone| zone.id)).collect();
        let drawn = Drawn::of(drawn.to_vec());
        let moved = |shelter: &Shelter| {
            let position = *kept.memory.positions.get(&shelter.id).filter(|at| changed.holds(**at))?;
            let stays = shelter.inside.as_ref()?.iter().copied().filter(|zone| !others.contains(zone));
            let mut inside: Vec<ZoneId> = stays.chain(drawn.at(position)).collect();
            inside.sort_unstable();
            Some(Change::Put(Entry::Shelter(Shelter { inside: Some(inside), ..shelter.clone() })))
        };
        kept.engine.facts().shelters().filter_map(moved).collect()
    }

    /// The version as the engine is told it; its zones are added to the changes.
    fn told(&self, kept: &Kept, drawn: &[Arc<Zone>], dropped: &[&Zone], changes: &mut Vec<Change>) -> Entry {
        let zones: Vec<&Zone> = self.zones.iter().map(|zone| &**zone).collect();
        let tables = PlanTables::of(&self.version.content);
        let plan = PlanToTell { plan: &self.plan, content: &self.version.content, tables: &tables, zones: &zones };
        let drawn_sums = self.drawn_sums();
        let mut people: HashMap<ZoneId, i64> = HashMap::new();
        for zone in &zones {
            let registered = drawn_sums.get(&zone.id).copied().unwrap_or_else(|| kept.engine.registered_in(zone.id));
            let entry = told_plans::zone(zone, Some(plan), registered);
            if let Entry::Zone(told) = &entry {
                people.insert(zone.id, told.people);
            }
            changes.push(Change::Put(entry));
        }
        let others: HashSet<ZoneId> =
            drawn.iter().map(|zone| zone.id).chain(dropped.iter().map(|zone| zone.id)).collect();
        let drawn = Drawn::of(drawn.to_vec());
        let along = |line: &[[f64; 2]]| {
            let mut met = lie::zones_along(kept.picture(), line)?;
            met.retain(|zone| !others.contains(zone));
            met.extend(drawn.along(line));
            met.sort_unstable();
            Some(met)
        };
        told_plans::plan(plan, &kept.memory.shelter_ids, |zone| people.get(&zone).copied().unwrap_or_default(), along)
    }

    fn drawn_sums(&self) -> HashMap<ZoneId, Figure> {
        let mut sums: HashMap<ZoneId, Figure> = HashMap::new();
        for household in &self.households {
            for zone in &household.zones {
                let sum = sums.entry(*zone).or_default();
                *sum = (sum.0 + 1, sum.1 + household.people);
            }
        }
        sums
    }

    /// Names are those of the tables that are kept; of a zone that is only drawn, those of the drawing.
    fn shown(&self, kept: &Kept, finding: Finding) -> ShownFinding {
        let mut shown = ShownFinding::standing(kept, finding);
        for named in [&mut shown.about, &mut shown.against].into_iter().flatten() {
            let drawn = self.zones.iter().find(|zone| named.0 == Ref::Zone(zone.id));
            if let Some(zone) = drawn.filter(|zone| kept.picture().zone(zone.id).is_none()) {
                named.1 = crate::kernel::Localized::new(format!("vùng {}", zone.code), format!("zone {}", zone.code));
            }
        }
        if !shown.hazards.contains(&self.plan.hazard) {
            shown.hazards.push(self.plan.hazard);
        }
        shown
    }
}
