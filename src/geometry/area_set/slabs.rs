//! Whether a point lies in one area: its edges sorted into horizontal slabs, so that only those beside the point
//! are looked at.

use geo::{Coord, LineString, MultiPolygon, Orientation, Polygon, Rect};

use super::segments::{in_span, side};

/// About how many edges a slab should hold.
const EDGES_PER_SLAB: usize = 6;
/// More slabs than this bring nothing, not even to the largest areas.
const MOST_SLABS: usize = 8192;

/// The rings of an area in order: of each polygon the outer ring, then its holes.
pub(super) fn rings(area: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    area.iter().flat_map(polygon_rings)
}

fn polygon_rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

/// The edges of an area in order.
pub(super) fn edges(area: &MultiPolygon<f64>) -> impl Iterator<Item = [Coord; 2]> {
    rings(area).flat_map(|ring| ring.0.windows(2).filter_map(|pair| pair.first_chunk().copied()))
}

/// Where a ring begins in the count of edges, and where it stands in the area.
struct RingStart {
    first_edge: u32,
    polygon: u32,
    /// 0 is the outer ring.
    ring: u32,
}

/// Numbers of edges. Nearly every area has so few that they fit into half the memory.
enum Numbers {
    Short(Box<[u16]>),
    Long(Box<[u32]>),
}

impl Numbers {
    fn of(numbers: Box<[u32]>) -> Self {
        let short: Result<_, _> = numbers.iter().map(|number| u16::try_from(*number)).collect();
        short.map_or(Self::Long(numbers), Self::Short)
    }
}

/// Edges of one area, by slab. The coordinates stay in the area, which must be given with every question.
pub(super) struct Slabs {
    bottom: f64,
    per_degree: f64,
    /// Slab `k` holds `members[starts[k]..starts[k + 1]]`.
    starts: Box<[u32]>,
    /// Edges, counted through all rings.
    members: Numbers,
    /// Empty where the area is a single ring, as most are.
    rings: Box<[RingStart]>,
}

impl Slabs {
    /// The slabs of `area`, whose box is `bounds`.
    pub(super) fn new(area: &MultiPolygon<f64>, bounds: Rect<f64>) -> Self {
        let count: usize = rings(area).map(|ring| ring.0.len().saturating_sub(1)).sum();
        let (bottom, top) = (bounds.min().y, bounds.max().y);
        let slabs = (count / EDGES_PER_SLAB).clamp(1, MOST_SLABS);
        let height = top - bottom;
        let per_degree = if height > 0.0 { slabs as f64 / height } else { 0.0 };
        let mut made = Self {
            bottom,
            per_degree,
            starts: vec![0; slabs + 1].into_boxed_slice(),
            members: Numbers::Short(Box::default()),
            rings: ring_starts(area),
        };
        made.sort_edges(area);
        made
    }

    /// A counting sort: how many edges each slab has, then where each goes.
    fn sort_edges(&mut self, area: &MultiPolygon<f64>) {
        let mut starts = std::mem::take(&mut self.starts);
        let last = starts.len() - 2;
        self.each_edge(area, last, |first, last| starts[first + 1..=last + 1].iter_mut().for_each(|count| *count += 1));
        for slab in 1..starts.len() {
            starts[slab] += starts[slab - 1];
        }
        let mut next = starts.clone();
        let mut members = vec![0; starts[last + 1] as usize].into_boxed_slice();
        let mut number = 0;
        self.each_edge(area, last, |first, last| {
            for next in &mut next[first..=last] {
                members[*next as usize] = number;
                *next += 1;
            }
            number += 1;
        });
        self.starts = starts;
        self.members = Numbers::of(members);
    }

    /// Calls `visit` with the first and the last slab of each edge in order.
    fn each_edge(&self, area: &MultiPolygon<f64>, last: usize, mut visit: impl FnMut(usize, usize)) {
        for ring in rings(area) {
            let mut slabs = ring.0.iter().map(|at| self.slab_of(at.y, last));
            let Some(mut from) = slabs.next() else { continue };
            for to in slabs {
                visit(from.min(to), from.max(to));
                from = to;
            }
        }
    }

    /// The slab that holds `y`. Never falls as `y` rises, so an edge is in every slab of its height.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // negative and too large are clamped
    fn slab_of(&self, y: f64, last: usize) -> usize {
        (((y - self.bottom) * self.per_degree) as u32 as usize).min(last)
    }

    fn edge(&self, area: &MultiPolygon<f64>, number: u32) -> [Coord; 2] {
        let (ring, at) = if self.rings.is_empty() {
            (area.0[0].exterior(), number)
        } else {
            let place = self.rings.partition_point(|start| start.first_edge <= number) - 1;
            let start = &self.rings[place];
            let polygon = &area.0[start.polygon as usize];
            let ring = match start.ring {
                0 => polygon.exterior(),
                hole => &polygon.interiors()[hole as usize - 1],
            };
            (ring, number - start.first_edge)
        };
        [ring.0[at as usize], ring.0[at as usize + 1]]
    }

    /// Whether `area`, of which these are the slabs, covers `point`; its boundary counts as inside.
    ///
    /// Edges that a ray to the east crosses are counted. Where the point lies beside an edge's box this is a
    /// comparison; within the box the exact side decides, and the edge itself counts as inside.
    pub(super) fn cover(&self, area: &MultiPolygon<f64>, point: Coord) -> bool {
        let slab = self.slab_of(point.y, self.starts.len() - 2);
        let members = self.starts[slab] as usize..self.starts[slab + 1] as usize;
        match &self.members {
            Numbers::Short(all) => self.among(area, all[members].iter().map(|number| u32::from(*number)), point),
            Numbers::Long(all) => self.among(area, all[members].iter().copied(), point),
        }
    }

    fn among(&self, area: &MultiPolygon<f64>, members: impl Iterator<Item = u32>, point: Coord) -> bool {
        let mut inside = false;
        for number in members {
            let [a, b] = self.edge(area, number);
            if point.x > a.x.max(b.x) {
                continue;
            }
            if (a.y > point.y) != (b.y > point.y) {
                if point.x < a.x.min(b.x) {
                    inside = !inside;
                    continue;
                }
                let (lower, upper) = if a.y < b.y { (a, b) } else { (b, a) };
                match side(lower, upper, point) {
                    Orientation::Collinear => return true,
                    Orientation::CounterClockwise => inside = !inside,
                    Orientation::Clockwise => {}
                }
            } else if in_span(a, b, point) && side(a, b, point) == Orientation::Collinear {
                return true;
            }
        }
        inside
    }
}

/// Where each ring begins; nothing where there is only one.
fn ring_starts(area: &MultiPolygon<f64>) -> Box<[RingStart]> {
    if let [polygon] = area.0.as_slice()
        && polygon.interiors().is_empty()
    {
        return Box::default();
    }
    let mut first_edge = 0;
    let mut starts = Vec::new();
    for (polygon_at, polygon) in (0..).zip(area) {
        for (ring_at, ring) in (0..).zip(polygon_rings(polygon)) {
            starts.push(RingStart { first_edge, polygon: polygon_at, ring: ring_at });
            first_edge += u32::try_from(ring.0.len().saturating_sub(1)).unwrap_or(0);
        }
    }
    starts.into_boxed_slice()
}
