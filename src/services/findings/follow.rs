//! What changed since the tables were last told: by the events of the stream, which each change of the store writes, and
//! by the picture of zones and plans.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::gather::{Memory, plan_in_force, units_with_plans, zones_of};
use super::lie::{self, Changed};
use super::plan_tables::PlanTables;
use super::silences::Listening;
use super::told_plans::{PlanToTell, unregistered};
use super::{told, told_plans};
use crate::findings::{Change, Engine, Entry, Ref};
use crate::kernel::Timestamp;
use crate::kernel::differing::differing;
use crate::kernel::ids::{HouseholdId, LoanId, PlanId, ResourceId, ShelterId, ZoneId};
use crate::places::Shelter;
use crate::plans::PlanInForce;
use crate::resources::{Register, Resource};
use crate::services::picture::Picture;
use crate::store::stream::StreamEvent;
use crate::store::what_if::FigureRow;
use crate::store::{
    StoreConnection, StoreError, household_zones, households, norms, resource_loans, resources, shelters, stream,
    what_if,
};
use crate::zones::Zone;

/// More events than this are not followed: everything is read anew.
const MOST_EVENTS: i64 = 20_000;

/// An import writes its lines at the time it began and its event at its end.
const LONGEST_IMPORT: chrono::TimeDelta = chrono::TimeDelta::minutes(30);

/// What the events of the stream name.
#[derive(Default, PartialEq)]
struct Named {
    households: BTreeSet<HouseholdId>,
    resources: BTreeSet<ResourceId>,
    loans: BTreeSet<LoanId>,
    shelters: BTreeSet<ShelterId>,
    all_shelters: bool,
    registers: HashSet<Register>,
    households_since: Option<Timestamp>,
    norms: bool,
}

impl Named {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn note(&mut self, event: &StreamEvent) {
        let payload: Value = serde_json::from_str(&event.payload).unwrap_or_default();
        let text = |name: &str| payload.get(name).and_then(Value::as_str).unwrap_or_default();
        match event.kind.as_str() {
            "household" => self.households.extend(text("id").parse::<HouseholdId>()),
            "resource" => self.resources.extend(text("id").parse::<ResourceId>()),
            "loan" => self.loans.extend(text("id").parse::<LoanId>()),
            "shelter" => self.shelters.extend(text("id").parse::<ShelterId>()),
            "shelters" => self.all_shelters = true,
            "norms" => self.norms = true,
            "resources" => match Register::ALL.into_iter().find(|it| register_word(*it) == text("register")) {
                Some(register) => drop(self.registers.insert(register)),
                None => self.registers.extend(Register::ALL),
            },
            "households" => {
                let since = event.at - LONGEST_IMPORT;
                self.households_since = Some(self.households_since.map_or(since, |before| before.min(since)));
            }
            _ => {}
        }
    }
}

fn register_word(register: Register) -> String {
    serde_json::to_value(register).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What is to be told to the engine. Households come first: the figures of zones follow from them.
pub(super) struct News {
    pub(super) households: Vec<Change>,
    /// Lines of the register of households as they are to be counted, where it is at hand.
    pub(super) lines: Vec<(HouseholdId, Option<FigureRow>)>,
    /// Zones with other households.
    pub(super) moved: HashSet<ZoneId>,
    pub(super) rest: Vec<Change>,
    /// Zones and plans to be told anew.
    pub(super) zones: HashSet<ZoneId>,
    pub(super) plans: HashSet<PlanId>,
    pub(super) memory: Memory,
}

impl News {
    /// Whether everything is looked at again: a day has begun, norms were corrected.
    pub(super) fn is_about_everything(&self) -> bool {
        self.rest.iter().any(|change| matches!(change, Change::Today(_) | Change::Norms(_)))
    }

    /// How much there is. Most lines are as they were, and to take one over is nothing beside looking at a change.
    pub(super) fn len(&self) -> usize {
        self.households.len().max(self.lines.len() / LINES_AS_ONE)
            + self.rest.len()
            + self.zones.len()
            + self.plans.len()
    }
}

/// So many lines of the register are taken over as soon as one change is looked at.
const LINES_AS_ONE: usize = 20;

/// What the store says of the time since the tables were last told.
pub(super) enum Followed {
    /// Nothing of what is told, up to this event of the stream.
    Nothing(i64),
    /// This.
    News(Box<News>),
    /// So much that everything is to be read anew.
    TooMuch,
}

/// What changed since `memory`; lines of the register of households are read where it is `at_hand`.
pub(super) fn follow(
    conn: &mut StoreConnection,
    engine: &Engine,
    memory: &Memory,
    picture: &Arc<Picture>,
    listening: &Listening<'_>,
    at_hand: bool,
) -> Result<Followed, StoreError> {
    let head = stream::head(conn)?;
    if head - memory.seq > MOST_EVENTS || head < memory.seq {
        return Ok(Followed::TooMuch);
    }
    let mut named = Named::default();
    for event in stream::after(conn, memory.seq, MOST_EVENTS)? {
        named.note(&event);
    }
    let heard = listening.heard();
    let otherwise = heard != memory.heard;
    let same_picture = Arc::ptr_eq(picture, &memory.picture);
    if named.is_empty() && same_picture && memory.uncounted.is_empty() && !otherwise {
        return Ok(Followed::Nothing(head));
    }
    let mut news = News {
        households: Vec::new(),
        lines: Vec::new(),
        moved: HashSet::new(),
        rest: Vec::new(),
        zones: HashSet::new(),
        plans: HashSet::new(),
        memory: Memory { seq: head, heard, ..memory.clone() },
    };
    if !same_picture {
        news.follow_picture(engine, memory, picture);
    }
    if !same_picture || otherwise {
        news.rest.extend(listening.changes(engine, picture));
    }
    if named.norms {
        let norms = norms::current(conn)?;
        if norms != *engine.facts().norms() {
            news.rest.push(Change::Norms(norms));
        }
    }
    news.read_shelters(conn, engine, &named)?;
    news.read_resources(conn, engine, &named)?;
    news.read_loans(conn, engine, &named)?;
    news.read_households(conn, engine, &named, at_hand)?;
    Ok(Followed::News(Box::new(news)))
}

impl News {
    fn follow_picture(&mut self, engine: &Engine, memory: &Memory, picture: &Arc<Picture>) {
        let before = &memory.picture;
        self.memory.picture = Arc::clone(picture);
        if before.day != picture.day {
            self.rest.push(Change::Today(picture.day));
        }
        let (gone, come) = differing(&before.plans, &picture.plans, |held| held.plan.code.as_str());
        if Arc::ptr_eq(&before.gazetteer, &picture.gazetteer) {
            self.follow_borders(before, picture, [&gone, &come]);
        } else {
            self.follow_units(engine, picture);
        }
        self.follow_plans(&gone, &come);
        let changed = self.follow_zones(before, picture);
        if !changed.is_empty() {
            self.move_shelters(engine, picture, &changed);
            self.plans
                .extend(picture.plans.iter().filter(|held| leads_through(held, &changed)).map(|held| held.plan.id));
        }
    }

    fn follow_units(&mut self, engine: &Engine, picture: &Picture) {
        let now = lie::units(picture, units_with_plans(picture));
        let there: HashSet<Ref> = now.iter().map(Entry::id).collect();
        let gone = engine.facts().units().filter(|code| !there.contains(&Ref::Unit(*code)));
        self.rest.extend(gone.map(|code| Change::Gone(Ref::Unit(code))));
        self.rest.extend(now.into_iter().filter(|unit| !engine.facts().holds(unit)).map(Change::Put));
    }

    /// Tells anew the units that have a plan since, or have none any more: borders are only asked for where one is.
    fn follow_borders(&mut self, before: &Picture, picture: &Picture, plans: [&[&Arc<PlanInForce>]; 2]) {
        let [gone, come] = plans.map(|plans| plans.iter().map(|held| held.plan.unit_code.as_str()).collect());
        let touched: BTreeSet<&str> = BTreeSet::symmetric_difference(&gone, &come).copied().collect();
        if touched.is_empty() {
            return;
        }
        let [old, new] = [before, picture].map(|of| units_with_plans(of).collect::<BTreeSet<&str>>());
        let changed: BTreeSet<&str> = old.symmetric_difference(&new).copied().collect();
        if !changed.is_empty() {
            let asked = changed.intersection(&new).copied();
            let of_changed = lie::units(picture, asked).into_iter();
            let of_changed = of_changed
                .filter(|unit| if let Ref::Unit(code) = unit.id() { changed.contains(code.as_str()) } else { false });
            self.rest.extend(of_changed.map(Change::Put));
        }
    }

    /// Notes the plans that came, went and got another version, with their zones.
    fn follow_plans(&mut self, gone: &[&Arc<PlanInForce>], come: &[&Arc<PlanInForce>]) {
        let versions =
            |of: &[&Arc<PlanInForce>]| of.iter().map(|held| (held.plan.id, held.version.id)).collect::<HashMap<_, _>>();
        let (old, new) = (versions(gone), versions(come));
        let without = old.keys().filter(|plan| !new.contains_key(plan));
        self.rest.extend(without.map(|plan| Change::Gone(Ref::Plan(*plan))));
        let zones_of =
            |held: &PlanInForce| held.version.content.zones.iter().map(|zone| zone.zone_id).collect::<Vec<_>>();
        for held in come.iter().filter(|held| old.get(&held.plan.id) != Some(&held.version.id)) {
            self.plans.insert(held.plan.id);
            self.zones.extend(zones_of(held));
        }
        for held in gone.iter().filter(|held| new.get(&held.plan.id) != Some(&held.version.id)) {
            self.zones.extend(zones_of(held));
        }
    }

    /// Notes the zones that came, went and changed, and answers where they lie and lay.
    fn follow_zones(&mut self, before: &Picture, picture: &Picture) -> Changed {
        let mut changed = Changed::default();
        let (gone, come) = differing(before.zones.zones(), picture.zones.zones(), |zone| zone.code.as_str());
        for zone in gone {
            changed.add(zone);
            if picture.zone(zone.id).is_none() {
                self.rest.push(Change::Gone(Ref::Zone(zone.id)));
                self.memory.uncounted.remove(&zone.id);
            }
        }
        for zone in come {
            changed.add(zone);
            self.zones.insert(zone.id);
            self.memory.uncounted.insert(zone.id, zone.revision);
        }
        changed
    }

    /// Asks anew in which zones shelters stand that stand where zones changed.
    fn move_shelters(&mut self, engine: &Engine, picture: &Picture, changed: &Changed) {
        for shelter in engine.facts().shelters() {
            let Some(position) = self.memory.positions.get(&shelter.id).filter(|at| changed.holds(**at)) else {
                continue;
            };
            let inside = lie::zones_at(picture, *position);
            if inside != shelter.inside {
                let moved = crate::findings::facts::Shelter { inside, ..shelter.clone() };
                self.rest.push(Change::Put(Entry::Shelter(moved)));
            }
        }
    }

    fn read_shelters(&mut self, conn: &mut StoreConnection, engine: &Engine, named: &Named) -> Result<(), StoreError> {
        let read: Vec<Shelter> = if named.all_shelters {
            shelters::ever(conn)?
        } else {
            named.shelters.iter().map(|id| shelters::get(conn, *id)).collect::<Result<_, _>>()?
        };
        for shelter in read {
            if !self.memory.shelter_ids.contains_key(&shelter.code) {
                // Plans that named it before it was there.
                let naming = engine.naming(Ref::Shelter(unregistered(&shelter.code)));
                self.plans.extend(naming.iter().filter_map(|of| if let Ref::Plan(id) = of { Some(*id) } else { None }));
            }
            self.memory.note_shelter(&shelter);
            let told = shelter
                .retired_on
                .is_none()
                .then(|| told::shelter(&shelter, lie::zones_at(&self.memory.picture, (shelter.lon, shelter.lat))));
            // What was told of its place a moment ago holds no more.
            self.rest.retain(|change| !matches!(change, Change::Put(entry) if entry.id() == Ref::Shelter(shelter.id)));
            self.tell(engine, Ref::Shelter(shelter.id), told);
        }
        Ok(())
    }

    fn read_resources(&mut self, conn: &mut StoreConnection, engine: &Engine, named: &Named) -> Result<(), StoreError> {
        let ids: Vec<ResourceId> = named.resources.iter().copied().collect();
        let mut read: Vec<Resource> = resources::of_ids(conn, &ids)?;
        for register in &named.registers {
            read.extend(resources::ever(conn, Some(*register))?);
        }
        for resource in read {
            let register = resource.entry.register();
            if self.memory.registers.get(&resource.id) != Some(&register) {
                Arc::make_mut(&mut self.memory.registers).insert(resource.id, register);
            }
            let Some(of) = told::resource_ref(register, resource.id) else { continue };
            let told = if resource.retired_on.is_none() { told::resource(&resource) } else { None };
            self.tell(engine, of, told);
        }
        Ok(())
    }

    fn read_loans(&mut self, conn: &mut StoreConnection, engine: &Engine, named: &Named) -> Result<(), StoreError> {
        for id in &named.loans {
            let loan = resource_loans::get(conn, *id)?;
            let register = match self.memory.registers.get(&loan.resource) {
                Some(register) => *register,
                None => resources::get(conn, loan.resource)?.entry.register(),
            };
            self.tell(engine, Ref::Loan(*id), told::loan(&loan, register));
        }
        Ok(())
    }

    /// Households that were named, those of imports, and those of zones that have been counted by now.
    fn read_households(
        &mut self,
        conn: &mut StoreConnection,
        engine: &Engine,
        named: &Named,
        at_hand: bool,
    ) -> Result<(), StoreError> {
        let mut ids = named.households.clone();
        if let Some(since) = named.households_since {
            ids.extend(households::changed_since(conn, since)?);
        }
        ids.extend(self.counted_by_now(conn, engine)?);
        let ids: Vec<HouseholdId> = ids.into_iter().collect();
        if at_hand {
            let mut read: HashMap<HouseholdId, FigureRow> =
                what_if::figures_of(conn, &ids)?.into_iter().map(|line| (line.id, line)).collect();
            self.lines = ids.iter().map(|id| (*id, read.remove(id))).collect();
        }
        let mut placed: HashMap<HouseholdId, Entry> =
            household_zones::placed_figures(conn, Some(&ids))?.iter().map(|it| (it.id, told::household(it))).collect();
        for id in ids {
            let told = placed.remove(&id);
            if told.as_ref().is_some_and(|told| engine.facts().holds(told)) {
                continue;
            }
            self.moved.extend(engine.facts().zones_of(id));
            match told {
                Some(told) => {
                    if let Entry::Household(household) = &told {
                        self.moved.extend(&household.zones);
                    }
                    self.households.push(Change::Put(told));
                }
                None if engine.facts().has(Ref::Household(id)) => {
                    self.households.push(Change::Gone(Ref::Household(id)));
                }
                None => {}
            }
        }
        Ok(())
    }

    /// The households that were, or are, counted in zones that had still to be counted.
    fn counted_by_now(&mut self, conn: &mut StoreConnection, engine: &Engine) -> Result<Vec<HouseholdId>, StoreError> {
        if self.memory.uncounted.is_empty() {
            return Ok(Vec::new());
        }
        let asked: Vec<ZoneId> = self.memory.uncounted.keys().copied().collect();
        let counted = household_zones::counted_of(conn, &asked)?;
        let done: HashSet<ZoneId> = self
            .memory
            .uncounted
            .iter()
            .filter(|(zone, revision)| counted.get(zone) == Some(revision))
            .map(|(zone, _)| *zone)
            .collect();
        self.memory.uncounted.retain(|zone, _| !done.contains(zone));
        if done.is_empty() {
            return Ok(Vec::new());
        }
        // To look through all households takes long, and of most zones none is known.
        let lived_in: HashSet<ZoneId> = done.iter().copied().filter(|zone| engine.registered_in(*zone).0 > 0).collect();
        let mut ids = if lived_in.is_empty() { Vec::new() } else { engine.facts().households_in(&lived_in) };
        ids.extend(household_zones::living_in(conn, &done.into_iter().collect::<Vec<_>>())?);
        Ok(ids)
    }

    fn tell(&mut self, engine: &Engine, of: Ref, told: Option<Entry>) {
        match told {
            Some(told) if !engine.facts().holds(&told) => self.rest.push(Change::Put(told)),
            None if engine.facts().has(of) => self.rest.push(Change::Gone(of)),
            Some(_) | None => {}
        }
    }

    /// Zones and plans as they are to be told, once the households are.
    pub(super) fn zones_and_plans(&self, engine: &Engine) -> Vec<Change> {
        let picture = &self.memory.picture;
        let zones: HashSet<ZoneId> = self.zones.union(&self.moved).copied().collect();
        let mut people: HashMap<ZoneId, i64> = HashMap::new();
        let (mut changes, mut plans) = (Vec::new(), self.plans.clone());
        for zone in zones.iter().filter_map(|zone| picture.zone(*zone)) {
            let told = zone_in_force(engine, picture, zone);
            if let Entry::Zone(told) = &told {
                people.insert(zone.id, told.people);
            }
            plans.extend(picture.plan_of(zone.id).map(|held| held.plan.id));
            changes.push(told);
        }
        let of_zone = |zone: ZoneId| people.get(&zone).copied().unwrap_or_else(|| engine.facts().people_of(zone));
        let held = picture.plans.iter().filter(|held| plans.contains(&held.plan.id));
        changes.extend(held.map(|held| plan_in_force(picture, held, &self.memory.shelter_ids, of_zone)));
        changes.into_iter().filter(|entry| !engine.facts().holds(entry)).map(Change::Put).collect()
    }
}

fn zone_in_force(engine: &Engine, picture: &Picture, zone: &Zone) -> Entry {
    let registered = engine.registered_in(zone.id);
    let Some(held) = picture.plan_of(zone.id) else { return told_plans::zone(zone, None, registered) };
    let zones = zones_of(picture, held);
    let tables = PlanTables::of(&held.version.content);
    let plan = PlanToTell { plan: &held.plan, content: &held.version.content, tables: &tables, zones: &zones };
    told_plans::zone(zone, Some(plan), registered)
}

/// Whether a way of the plan may lead through what changed.
fn leads_through(held: &PlanInForce, changed: &Changed) -> bool {
    let routes = held.version.content.arrangements.values().flat_map(|arranged| &arranged.routes);
    routes.filter_map(|route| route.line.as_deref()).any(|line| changed.meets(line))
}
