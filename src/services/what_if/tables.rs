//! What the plans in force write in their tables of zones and villages.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Chosen;
use super::answer::{Counted, TableFigures};
use crate::households::{VulnerableKind, village_key};
use crate::kernel::ids::PlanId;
use crate::plans::PlanContent;
use crate::plans::annex::VillageEvacuation;
use crate::services::findings::PlanTables;
use crate::services::picture::Picture;
use crate::zones::Zone;

/// The columns of Phụ lục 2 for people who need help, with the kind of the register each stands for.
type Column = (VulnerableKind, fn(&VillageEvacuation) -> Option<u32>);
const COLUMNS: [Column; 5] = [
    (VulnerableKind::Child, |row| row.children),
    (VulnerableKind::OlderPerson, |row| row.elderly),
    (VulnerableKind::PregnantOrNursing, |row| row.pregnant_or_nursing),
    (VulnerableKind::Disabled, |row| row.disabled),
    (VulnerableKind::SeverelyIll, |row| row.seriously_ill),
];

/// The tables of the plans in force. Each plan's is read when the first of its zones is asked about.
pub(super) struct Tables<'a> {
    picture: &'a Picture,
    plans: HashMap<PlanId, OfPlan<'a>>,
}

/// What a plan's annexes say of its zones, and of each village the row with most people to be moved.
struct OfPlan<'a> {
    points: PlanTables,
    villages: HashMap<String, &'a VillageEvacuation>,
}

impl<'a> OfPlan<'a> {
    fn of(content: &'a PlanContent) -> Self {
        let mut villages: HashMap<String, &VillageEvacuation> = HashMap::new();
        // A row without that figure says nothing.
        for row in content.annexes.villages.iter().filter(|row| row.people_to_move.is_some()) {
            let held = villages.entry(village_key(&row.village)).or_insert(row);
            if row.people_to_move >= held.people_to_move {
                *held = row;
            }
        }
        Self { points: PlanTables::of(content), villages }
    }
}

impl<'a> Tables<'a> {
    /// Those of the plans in force.
    pub(super) fn of(picture: &'a Picture) -> Self {
        Self { picture, plans: HashMap::new() }
    }

    /// The figures of the tables for these zones: of a zone what Phụ lục 1 says of it, or else what Phụ lục 2 says of its
    /// villages, each village of a plan once.
    pub(super) fn figures<'c>(&mut self, zones: impl IntoIterator<Item = &'c Chosen>) -> TableFigures {
        let mut sums = Sums::default();
        for zone in zones.into_iter().map(|chosen| &*chosen.zone) {
            match self.picture.plan_of(zone.id) {
                None => sums.unknown += 1,
                Some(held) => {
                    let of_plan = self.plans.entry(held.plan.id).or_insert_with(|| OfPlan::of(&held.version.content));
                    sums.add(held.plan.id, of_plan, zone);
                }
            }
        }
        sums.figures()
    }
}

#[derive(Default)]
struct Sums {
    households: i64,
    people: i64,
    in_shelters: i64,
    kinds: BTreeMap<VulnerableKind, (i64, i64)>,
    unknown: i64,
    villages: HashSet<(PlanId, String)>,
}

impl Sums {
    fn add(&mut self, plan: PlanId, of_plan: &OfPlan<'_>, zone: &Zone) {
        if let Some((households, people)) = of_plan.points.danger_point(zone) {
            self.households += households;
            self.people += people;
            self.in_shelters += people;
            return;
        }
        let mut known = false;
        if !of_plan.villages.is_empty() {
            for village in zone.village.iter().flat_map(|names| names.split([',', ';', '/'])).map(village_key) {
                let Some(row) = of_plan.villages.get(&village) else { continue };
                known = true;
                if self.villages.insert((plan, village)) {
                    self.add_row(row);
                }
            }
        }
        self.unknown += i64::from(!known);
    }

    fn add_row(&mut self, row: &VillageEvacuation) {
        let people = row.people_to_move.map_or(0, i64::from);
        self.households += row.households_to_move.map_or(0, i64::from);
        self.people += people;
        self.in_shelters += (people - row.hosted_people.map_or(0, i64::from)).max(0);
        for (kind, column) in COLUMNS {
            let sum = self.kinds.entry(kind).or_default();
            match column(row) {
                Some(count) => sum.0 += i64::from(count),
                None => sum.1 += 1,
            }
        }
    }

    fn figures(self) -> TableFigures {
        let counted = |(kind, (count, unknown)): (VulnerableKind, (i64, i64))| Counted {
            kind: super::count::word(&kind),
            name: kind.name(),
            count,
            unknown,
        };
        TableFigures {
            households: self.households,
            people: self.people,
            in_shelters: self.in_shelters,
            vulnerable: self.kinds.into_iter().map(counted).collect(),
            zones_unknown: self.unknown,
        }
    }
}
