//! What the annexes of a plan say of its zones and villages, each name folded once: a zone is then looked up, and not held
//! against every row.

use std::collections::{BTreeMap, HashMap};

use super::told_plans::Figure;
use crate::findings::facts::VillageFigure;
use crate::households::village_key;
use crate::kernel::folding::exact_key;
use crate::plans::PlanContent;
use crate::zones;

/// The figures of a plan's annexes.
#[derive(Debug)]
pub(in crate::services) struct PlanTables {
    points: HashMap<String, Figure>,
    villages: BTreeMap<String, VillageFigure>,
}

impl PlanTables {
    /// Those of a version.
    pub(in crate::services) fn of(content: &PlanContent) -> Self {
        let mut points: HashMap<String, Figure> = HashMap::new();
        for row in &content.annexes.danger_points {
            let Some(figure) = row.households.zip(row.people).map(|(h, p)| (h.into(), p.into())) else { continue };
            let held = points.entry(exact_key(&row.name)).or_insert(figure);
            if figure.1 >= held.1 {
                *held = figure;
            }
        }
        Self { points, villages: village_figures(content) }
    }

    /// What Phụ lục 1 says of a zone, by its code or its name.
    pub(in crate::services) fn danger_point(&self, zone: &zones::Zone) -> Option<Figure> {
        if self.points.is_empty() {
            return None;
        }
        let rows = [&zone.code, &zone.name].map(|name| self.points.get(&exact_key(name)));
        rows.into_iter().flatten().copied().max_by_key(|(_, people)| *people)
    }

    /// What Phụ lục 2 says of a village, by its key: the worst of its situations.
    pub(super) fn village(&self, key: &str) -> Option<&VillageFigure> {
        self.villages.get(key)
    }

    /// Phụ lục 2, a line a village.
    pub(super) fn village_lines(&self) -> Vec<VillageFigure> {
        self.villages.values().cloned().collect()
    }

    /// Whether Phụ lục 2 says something of any village.
    pub(super) fn tells_of_villages(&self) -> bool {
        !self.villages.is_empty()
    }
}

/// Phụ lục 2 by villages: the worst of the situations of each. Rows without figures are left out.
fn village_figures(content: &PlanContent) -> BTreeMap<String, VillageFigure> {
    let mut worst: BTreeMap<String, VillageFigure> = BTreeMap::new();
    for row in &content.annexes.villages {
        let (Some(households), Some(people)) = (row.households_to_move, row.people_to_move) else { continue };
        let line = VillageFigure { village: row.village.clone(), households: households.into(), people: people.into() };
        let held = worst.entry(village_key(&row.village)).or_insert_with(|| line.clone());
        if line.people > held.people {
            *held = line;
        }
    }
    worst
}
