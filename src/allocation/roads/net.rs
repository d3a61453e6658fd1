//! The net of roads: points as nodes, pieces between them as edges.

use std::collections::HashMap;

use rstar::{AABB, RTree, RTreeObject};

use super::{Closing, JOIN_M, MOST_POINTS, RoadLine, straight_m};
use crate::allocation::{Fault, Position};

/// The straight piece between two points of a road.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) metres: f64,
    pub(super) closing: Closing,
}

/// A piece in the index, by its box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boxed {
    pub(super) piece: usize,
    corners: [[f64; 2]; 2],
}

impl RTreeObject for Boxed {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        let [a, b] = self.corners;
        AABB::from_corners(a, b)
    }
}

/// Roads, ready to be asked. An immutable value.
#[derive(Debug, Default)]
pub struct RoadNet {
    pub(super) nodes: Vec<Position>,
    pub(super) pieces: Vec<Piece>,
    /// The pieces at each node.
    pub(super) at: Vec<Vec<u32>>,
    pub(super) index: RTree<Boxed>,
    /// Which part of the net each node belongs to while everything is open.
    pub(super) part: Vec<usize>,
}

impl RoadNet {
    /// The net of `lines`.
    ///
    /// # Errors
    /// [`Fault::Position`] where a point is none, [`Fault::TooLarge`] where there are more than [`MOST_POINTS`].
    pub fn of(lines: &[RoadLine]) -> Result<Self, Fault> {
        if lines.iter().map(|line| line.points.len()).sum::<usize>() > MOST_POINTS {
            return Err(Fault::TooLarge);
        }
        let mut net = Self::default();
        let mut known = HashMap::new();
        let mut ends = Vec::new();
        for line in lines {
            let nodes = line.points.iter().map(|point| net.node(*point, &mut known)).collect::<Result<Vec<_>, _>>()?;
            for pair in nodes.windows(2) {
                if let [from, to] = *pair {
                    net.join(from, to, line.closing, None);
                }
            }
            ends.extend(nodes.first().into_iter().chain(nodes.last()).copied());
        }
        net.index = RTree::bulk_load((0..net.pieces.len()).filter_map(|piece| net.boxed(piece)).collect());
        net.join_loose_ends(&ends);
        net.part = net.parts();
        Ok(net)
    }

    /// Whether there is no road.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The length of all pieces, in whole metres.
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and no net is that long")]
    pub fn length_m(&self) -> i64 {
        self.pieces.iter().map(|piece| piece.metres).sum::<f64>().round() as i64
    }

    fn node(&mut self, place: Position, known: &mut HashMap<(i64, i64), usize>) -> Result<usize, Fault> {
        let Position { lon, lat } = place;
        if !(lon.abs() <= 180.0 && lat.abs() <= 90.0) {
            return Err(Fault::Position { lon, lat });
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most 180 millions")]
        let rounded = |degrees: f64| (degrees * 1e6).round() as i64;
        let fresh = self.nodes.len();
        let node = *known.entry((rounded(lon), rounded(lat))).or_insert(fresh);
        if node == fresh {
            self.nodes.push(place);
            self.at.push(Vec::new());
        }
        Ok(node)
    }

    fn join(&mut self, from: usize, to: usize, closing: Closing, metres: Option<f64>) {
        let (Some(a), Some(b)) = (self.nodes.get(from), self.nodes.get(to)) else { return };
        let Ok(piece) = u32::try_from(self.pieces.len()) else { return };
        if from == to {
            return;
        }
        let metres = metres.unwrap_or_else(|| straight_m(*a, *b));
        self.pieces.push(Piece { from, to, metres, closing });
        for node in [from, to] {
            self.at.get_mut(node).into_iter().for_each(|pieces| pieces.push(piece));
        }
    }

    fn boxed(&self, piece: usize) -> Option<Boxed> {
        let Piece { from, to, .. } = self.pieces.get(piece)?;
        let (a, b) = (self.nodes.get(*from)?, self.nodes.get(*to)?);
        Some(Boxed { piece, corners: [[a.lon, a.lat], [b.lon, b.lat]] })
    }

    /// Leads the ends of lines that meet no other onto the road nearby.
    fn join_loose_ends(&mut self, ends: &[usize]) {
        for end in ends {
            let own = self.at.get(*end).cloned().unwrap_or_default();
            if own.len() != 1 {
                continue;
            }
            let Some(place) = self.nodes.get(*end).copied() else { continue };
            let away = |piece: usize| own.iter().all(|mine| usize::try_from(*mine) != Ok(piece));
            let Some(near) = self.within(place, JOIN_M).into_iter().find(|snap| away(snap.piece)) else { continue };
            for (node, metres) in near.ends {
                self.join(*end, node, near.closing, Some(metres));
            }
        }
    }

    /// Which nodes hang together: union-find with halved ways (Tarjan and van Leeuwen 1984).
    fn parts(&self) -> Vec<usize> {
        let mut above: Vec<usize> = (0..self.nodes.len()).collect();
        for Piece { from, to, .. } in &self.pieces {
            let (a, b) = (top(&mut above, *from), top(&mut above, *to));
            if let Some(over) = above.get_mut(a) {
                *over = b;
            }
        }
        (0..self.nodes.len()).map(|node| top(&mut above, node)).collect()
    }
}

fn top(above: &mut [usize], mut node: usize) -> usize {
    loop {
        let over = above.get(node).copied().unwrap_or(node);
        if over == node {
            return node;
        }
        let next = above.get(over).copied().unwrap_or(over);
        if let Some(own) = above.get_mut(node) {
            *own = next;
        }
        node = next;
    }
}
