//! How far it is from groups to shelters: over the roads where they are known, else the straight line with a detour.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::net::RoadNet;
use super::snap::Snap;
use super::straight_m;
use crate::allocation::{Position, Reckoning};
use crate::hazards::RiskLevel;

/// The way between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Over roads that are open.
    Road(i64),
    /// No road is known near one of them, or none that leads from one to the other: the straight line times the factor.
    Straight(i64),
    /// There are roads, and a crossing on every one of them is closed at the level.
    Closed,
}

impl Way {
    /// Its metres; nothing where it cannot be gone.
    pub fn metres(self) -> Option<i64> {
        match self {
            Self::Road(metres) | Self::Straight(metres) => Some(metres),
            Self::Closed => None,
        }
    }
}

/// The way for every pair of a group and a shelter.
#[derive(Debug, Clone)]
pub struct Distances {
    shelters: usize,
    ways: Vec<Way>,
}

impl Distances {
    /// The way from a group to a shelter; closed for what is not in the lists.
    pub fn way(&self, group: usize, shelter: usize) -> Way {
        if shelter >= self.shelters {
            return Way::Closed;
        }
        self.ways.get(group * self.shelters + shelter).copied().unwrap_or(Way::Closed)
    }
}

/// The ways from all `groups` to all `shelters` at `level`.
///
/// Roads are searched from whichever of the two lists is shorter (Dijkstra 1959); a search ends when it has met every
/// place of the other list that can be met.
pub fn distances(
    net: &RoadNet,
    groups: &[Position],
    shelters: &[Position],
    level: RiskLevel,
    reckoning: &Reckoning,
) -> Distances {
    let within = reckoning.near_road_m.value as f64;
    let placed = |places: &[Position]| places.iter().map(|place| Placed::of(net, *place, within, level)).collect();
    let (from_groups, to_shelters): (Vec<Placed>, Vec<Placed>) = (placed(groups), placed(shelters));
    let mut ways = vec![Way::Closed; groups.len() * shelters.len()];
    let turned = shelters.len() <= groups.len();
    let (sources, targets) = if turned { (&to_shelters, &from_groups) } else { (&from_groups, &to_shelters) };
    let mut search = Search::new(net, level);
    for (at, source) in sources.iter().enumerate() {
        let found = search.from(source, targets);
        for (to, (target, metres)) in targets.iter().zip(found).enumerate() {
            let place = if turned { to * shelters.len() + at } else { at * shelters.len() + to };
            if let Some(way) = ways.get_mut(place) {
                *way = way_of(net, source, target, metres, reckoning);
            }
        }
    }
    Distances { shelters: shelters.len(), ways }
}

fn way_of(net: &RoadNet, source: &Placed, target: &Placed, metres: Option<f64>, reckoning: &Reckoning) -> Way {
    match metres {
        Some(metres) => Way::Road(whole(metres)),
        None if source.hangs_together(net, target) => Way::Closed,
        None => {
            let straight = whole(straight_m(source.place, target.place));
            Way::Straight(straight.saturating_mul(reckoning.detour_per_mille.value) / 1_000)
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and no way is that long")]
fn whole(metres: f64) -> i64 {
    metres.round_ties_even() as i64
}

/// A place with the roads it lies on: those open at the level, and any. Where its road is closed it is cut off; nobody
/// is sent across country to the next one, which may be that on the other bank.
struct Placed {
    place: Position,
    open: Vec<Snap>,
    any: Vec<Snap>,
}

impl Placed {
    fn of(net: &RoadNet, place: Position, within: f64, level: RiskLevel) -> Self {
        let any = net.near(place, within);
        let open = any.iter().filter(|snap| snap.closing.is_open(Some(level))).copied().collect();
        Self { place, open, any }
    }

    /// Whether a way leads from one to the other while every crossing is open.
    fn hangs_together(&self, net: &RoadNet, other: &Self) -> bool {
        let part = |snap: &Snap| net.part.get(snap.ends[0].0);
        self.any.iter().any(|own| other.any.iter().any(|theirs| part(own).is_some() && part(own) == part(theirs)))
    }
}

/// A node that waits in the heap: metres in the order of their bits, which for numbers of 0 or more is their own.
type Waiting = Reverse<(u64, usize)>;

/// One search after another over the same net.
struct Search<'n> {
    net: &'n RoadNet,
    level: RiskLevel,
    metres: Vec<f64>,
    touched: Vec<usize>,
}

impl<'n> Search<'n> {
    fn new(net: &'n RoadNet, level: RiskLevel) -> Self {
        Self { net, level, metres: vec![f64::INFINITY; net.nodes.len()], touched: Vec::new() }
    }

    /// The metres from `source` to each of `targets` over open roads.
    fn from(&mut self, source: &Placed, targets: &[Placed]) -> Vec<Option<f64>> {
        if source.open.is_empty() {
            return vec![None; targets.len()];
        }
        let ends = targets.iter().flat_map(|target| &target.open).flat_map(|snap| snap.ends);
        let mut wanted: Vec<usize> = ends.map(|(node, _)| node).collect();
        wanted.sort_unstable();
        wanted.dedup();
        self.walk(&source.open, wanted);
        let found = targets.iter().map(|target| self.to(&source.open, &target.open)).collect();
        for node in self.touched.drain(..) {
            self.metres.get_mut(node).into_iter().for_each(|metres| *metres = f64::INFINITY);
        }
        found
    }

    fn walk(&mut self, starts: &[Snap], wanted: Vec<usize>) {
        let mut open: std::collections::HashSet<usize> = wanted.into_iter().collect();
        let mut heap = BinaryHeap::new();
        for (node, metres) in starts.iter().flat_map(|start| start.ends) {
            self.reach(node, metres, &mut heap);
        }
        while let Some(Reverse((bits, node))) = heap.pop() {
            let metres = f64::from_bits(bits);
            if self.metres.get(node).is_none_or(|known| *known < metres) {
                continue;
            }
            open.remove(&node);
            if open.is_empty() {
                return;
            }
            for piece in self.net.at.get(node).into_iter().flatten() {
                let Some(piece) = usize::try_from(*piece).ok().and_then(|piece| self.net.pieces.get(piece)) else {
                    continue;
                };
                if piece.closing.is_open(Some(self.level)) {
                    let other = if piece.from == node { piece.to } else { piece.from };
                    self.reach(other, metres + piece.metres, &mut heap);
                }
            }
        }
    }

    fn reach(&mut self, node: usize, metres: f64, heap: &mut BinaryHeap<Waiting>) {
        let Some(known) = self.metres.get_mut(node).filter(|known| metres < **known) else { return };
        if known.is_infinite() {
            self.touched.push(node);
        }
        *known = metres;
        heap.push(Reverse((metres.to_bits(), node)));
    }

    fn to(&self, starts: &[Snap], targets: &[Snap]) -> Option<f64> {
        let known = |node: usize| self.metres.get(node).copied().unwrap_or(f64::INFINITY);
        let over = targets.iter().flat_map(|target| target.ends).map(|(node, metres)| known(node) + metres);
        // Two places on one piece need not go round by its end.
        let along = starts.iter().flat_map(|start| {
            let same = targets.iter().filter(|target| target.piece == start.piece);
            same.map(move |target| {
                let [from_start, from_target] = [start, target].map(|snap| snap.ends[0].1 - snap.off);
                start.off + target.off + (from_start - from_target).abs()
            })
        });
        let metres = over.chain(along).fold(f64::INFINITY, f64::min);
        metres.is_finite().then_some(metres)
    }
}

#[cfg(test)]
mod tests;
