//! The tables as the rules read them: entries by id, who promises what, and what everything is called.

use std::slice;

use chrono::{NaiveDate, TimeDelta};

use super::facts::{
    Arrangement, Contract, Facts, Loan, LoanState, Phone, Plan, Shelter, Store, Team, Unit, Vehicle, Zone,
};
use super::links::{HouseholdSums, Links};
use super::norms::{Norm, Norms};
use super::wording::{name, name_or_blank, say};
use super::{Ref, UnitCode};
use crate::hazards::{Hazard, RiskLevel};
use crate::kernel::Localized;
use crate::kernel::ids::{PlanId, ResourceId, ShelterId, ZoneId};

/// The tables and who names whom in them.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) facts: &'a Facts,
    pub(super) links: &'a Links,
}

impl<'a> View<'a> {
    pub(super) fn zone(self, id: ZoneId) -> Option<&'a Zone> {
        self.facts.zones.get(&id)
    }

    pub(super) fn plan(self, id: PlanId) -> Option<&'a Plan> {
        self.facts.plans.get(&id)
    }

    pub(super) fn shelter(self, id: ShelterId) -> Option<&'a Shelter> {
        self.facts.shelters.get(&id)
    }

    pub(super) fn vehicle(self, id: ResourceId) -> Option<&'a Vehicle> {
        self.facts.vehicles.get(&id)
    }

    pub(super) fn team(self, id: ResourceId) -> Option<&'a Team> {
        self.facts.teams.get(&id)
    }

    pub(super) fn store(self, id: ResourceId) -> Option<&'a Store> {
        self.facts.stores.get(&id)
    }

    pub(super) fn unit(self, code: UnitCode) -> Option<&'a Unit> {
        self.facts.units.get(&code)
    }

    pub(super) fn norms(self) -> &'a Norms {
        &self.facts.norms
    }

    pub(super) fn today(self) -> NaiveDate {
        self.facts.today
    }

    pub(super) fn households(self, zone: ZoneId) -> HouseholdSums {
        self.links.households(zone)
    }

    /// The day `norm` days before today.
    pub(super) fn days_ago(self, norm: &Norm) -> NaiveDate {
        let days = TimeDelta::try_days(norm.whole()).unwrap_or_default();
        self.today().checked_sub_signed(days).unwrap_or(NaiveDate::MIN)
    }

    /// The last day that is looked ahead to.
    pub(super) fn ahead(self) -> NaiveDate {
        let days = TimeDelta::try_days(self.norms().ahead_days.whole()).unwrap_or_default();
        self.today().checked_add_signed(days).unwrap_or(NaiveDate::MAX)
    }

    /// The plans in force that name `named`.
    pub(super) fn plans_naming(self, named: Ref) -> impl Iterator<Item = &'a Plan> {
        let plan = move |link: &Ref| if let Ref::Plan(id) = link { self.plan(*id) } else { None };
        self.links.back(named).iter().filter_map(plan)
    }

    /// The loans of `resource`.
    pub(super) fn loans_of(self, resource: Ref) -> impl Iterator<Item = &'a Loan> {
        let loan = move |link: &Ref| if let Ref::Loan(id) = link { self.facts.loans.get(id) } else { None };
        self.links.back(resource).iter().filter_map(loan).filter(move |loan| loan.resource == resource)
    }

    /// The loan by which `unit` may use `resource`, now or later.
    pub(super) fn consented(self, resource: Ref, unit: UnitCode) -> Option<&'a Loan> {
        let today = self.today();
        self.loans_of(resource).find(|loan| loan.state == LoanState::Consented && loan.to == unit && loan.last >= today)
    }

    /// The levels at which a plan moves a zone: those at which it acts and from which the zone must be cleared.
    pub(super) fn levels(self, plan: &Plan, arrangement: &Arrangement) -> Vec<RiskLevel> {
        let Some(zone) = self.zone(arrangement.zone) else { return Vec::new() };
        let mut levels: Vec<_> = plan.levels.iter().copied().filter(|level| *level >= zone.evacuate_from).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// Whether a phone can be relied on.
    pub(super) fn reachable(self, phone: &Phone) -> bool {
        let confirmed = phone.confirmed_on.is_some_and(|day| day >= self.days_ago(&self.norms().phone_days));
        has_number(phone) && confirmed
    }

    /// Whether a contract holds today; one that doesn't say until when does not.
    pub(super) fn holds(self, contract: &Contract) -> bool {
        contract.valid_until.is_some_and(|day| day >= self.today())
    }

    /// What threatens a zone, what a plan is made against, or of what nothing is heard.
    pub(super) fn hazards_of(self, of: Ref) -> &'a [Hazard] {
        match of {
            Ref::Zone(id) => self.zone(id).map_or(&[], |zone| slice::from_ref(&zone.hazard)),
            Ref::Plan(id) => self.plan(id).map_or(&[], |plan| slice::from_ref(&plan.hazard)),
            Ref::Hearing(code) => self.facts.silences.get(&code).map_or(&[], |silence| &silence.hazards),
            _ => &[],
        }
    }

    /// What an entry is called, in the middle of a sentence.
    pub(super) fn name(self, of: Ref) -> Localized {
        match of {
            Ref::Unit(code) => self.unit_name(code),
            Ref::Zone(id) => self.zone(id).map_or_else(|| self.unlisted(of), zone_name),
            Ref::Plan(id) => self.plan(id).map_or_else(|| self.unlisted(of), |plan| self.plan_name(plan)),
            Ref::Shelter(id) => {
                self.shelter(id).map_or_else(|| self.unlisted(of), |it| coded("điểm sơ tán", "shelter", it))
            }
            Ref::Vehicle(id) => {
                self.vehicle(id).map_or_else(|| self.unlisted(of), |it| coded("phương tiện", "vehicle", it))
            }
            Ref::Team(id) => self.team(id).map_or_else(|| self.unlisted(of), |it| coded("lực lượng", "team", it)),
            Ref::Store(id) => self.store(id).map_or_else(|| self.unlisted(of), |it| coded("kho", "store", it)),
            Ref::Contact(id) => self.facts.contacts.get(&id).map_or_else(
                || self.unlisted(of),
                |contact| say("{0} – {1}", "{0} – {1}", [&name_or_blank(&contact.name), &name(&contact.position)]),
            ),
            Ref::Household(_) => self.unlisted(of),
            Ref::Hearing(code) => {
                let unit = self.unit_name(code);
                say("tin cảnh báo cho {0}", "alerts for {0}", [&unit])
            }
            Ref::Loan(id) => match self.facts.loans.get(&id) {
                Some(loan) => self.name(loan.resource),
                None => self.unlisted(of),
            },
        }
    }

    /// An entry that is in no table: what a plan that relies on it calls it, or its id.
    fn unlisted(self, of: Ref) -> Localized {
        let called = self.plans_naming(of).flat_map(|plan| &plan.arrangements).find_map(|it| it.called.get(&of));
        if let Some(called) = called.filter(|called| !called.trim().is_empty()) {
            let called = name(called).vi;
            return Localized::new(format!("mục “{called}”"), format!("the entry “{called}”"));
        }
        let id = of.to_string();
        let id = id.split_once(':').map_or(id.as_str(), |(_, id)| id);
        Localized::new(format!("mục có mã {id}"), format!("the entry with id {id}"))
    }

    /// "xã Măng Bút", or the code where the unit isn't known.
    pub(super) fn unit_name(self, code: UnitCode) -> Localized {
        match self.unit(code) {
            Some(unit) if !unit.name.trim().is_empty() => name(&unit.name),
            _ => Localized::new(format!("đơn vị mã {code}"), format!("the unit with code {code}")),
        }
    }

    fn plan_name(self, plan: &Plan) -> Localized {
        let unit = self.unit_name(plan.unit);
        let hazard = plan.hazard.name();
        Localized::new(
            format!("phương án ứng phó {} của {}", hazard.vi, unit.vi),
            format!("the {} plan of {}", hazard.en, unit.en),
        )
    }
}

/// Whether there is a number to call.
pub(super) fn has_number(phone: &Phone) -> bool {
    phone.number.as_ref().is_some_and(|number| !number.trim().is_empty())
}

fn zone_name(zone: &Zone) -> Localized {
    let code = name(&zone.code);
    if zone.village.trim().is_empty() {
        return Localized::new(format!("vùng {}", code.vi), format!("zone {}", code.en));
    }
    let village = name(&zone.village);
    Localized::new(format!("vùng {} ({})", code.vi, village.vi), format!("zone {} ({})", code.en, village.en))
}

/// An entry with a code and a name.
trait Coded {
    fn code_and_name(&self) -> (&str, &str);
}

macro_rules! coded {
    ($($of:ty),+) => {$(
        impl Coded for $of {
            fn code_and_name(&self) -> (&str, &str) {
                (&self.code, &self.name)
            }
        }
    )+};
}

coded!(Shelter, Vehicle, Team, Store);

/// "điểm sơ tán Trường Tiểu học Đăk Lanh (DST-1)". A name that begins with the word for the kind stands alone.
fn coded(vi: &str, en: &str, of: &impl Coded) -> Localized {
    let (code, called) = of.code_and_name();
    let (code, called) = (name(code).vi, name(called).vi);
    let rest = if called.is_empty() { code } else { format!("{called} ({code})") };
    let says_it = called.to_lowercase().strip_prefix(vi).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let named = if says_it { rest.clone() } else { format!("{vi} {rest}") };
    Localized::new(named, format!("{en} {rest}"))
}
