//! What holds for every allocation, held against searches too simple to be wrong.

use std::collections::HashMap;

use proptest::prelude::*;
use ungpho::allocation::{
    Allocation, Costs, Fault, Flaw, Ground, Matrix, Position, Problem, allocate, keep_together, shorten_farthest,
};

/// People, places and costs, before they are a problem.
#[derive(Debug, Clone)]
struct Sketch {
    people: Vec<i64>,
    places: Vec<i64>,
    costs: Vec<Vec<Option<i64>>>,
    /// The length of each way, which has nothing to do with its cost.
    lengths: Vec<Vec<i64>>,
}

impl Sketch {
    fn problem(&self) -> Problem<Matrix> {
        let cost = |group: usize, shelter: usize| self.costs[group][shelter];
        let table = Matrix::from_fn(self.people.len(), self.places.len(), cost).unwrap();
        let table = table.measured(|group, shelter| self.lengths[group][shelter]);
        Problem::new(self.people.clone(), self.places.clone(), table).unwrap()
    }

    /// The same with groups and shelters in another order.
    fn turned(&self, groups: usize, shelters: usize) -> Self {
        let mut turned = self.clone();
        if !self.people.is_empty() {
            turned.people.rotate_left(groups % self.people.len());
            turned.costs.rotate_left(groups % self.people.len());
            turned.lengths.rotate_left(groups % self.people.len());
        }
        if !self.places.is_empty() {
            turned.places.rotate_left(shelters % self.places.len());
            turned.costs.iter_mut().for_each(|row| row.rotate_left(shelters % self.places.len()));
            turned.lengths.iter_mut().for_each(|row| row.rotate_left(shelters % self.places.len()));
        }
        turned.costs.iter_mut().for_each(|row| row.reverse());
        turned.lengths.iter_mut().for_each(|row| row.reverse());
        turned.places.reverse();
        turned
    }
}

/// Up to so many groups and shelters, people and places, costs below `cost` (few costs make many ties).
fn sketch(groups: usize, shelters: usize, count: i64, cost: i64) -> impl Strategy<Value = Sketch> {
    (0..=groups, 0..=shelters).prop_flat_map(move |(groups, shelters)| {
        let pair = prop_oneof![1 => Just(None), 3 => (0..cost).prop_map(Some)];
        let costs = prop::collection::vec(prop::collection::vec(pair, shelters), groups);
        let counts = |many| prop::collection::vec(0..=count, many);
        let lengths = prop::collection::vec(prop::collection::vec(0_i64..50, shelters), groups);
        (counts(groups), counts(shelters), costs, lengths).prop_map(|(people, places, costs, lengths)| Sketch {
            people,
            places,
            costs,
            lengths,
        })
    })
}

/// People left over, cost, longest way: the least in this order.
type Figures = (i64, i64, i64);

fn figures<C: Costs>(problem: &Problem<C>, plan: &Allocation) -> Figures {
    (plan.shortage(), plan.cost, plan.farthest(problem).unwrap_or(-1))
}

/// Tries every way of spreading every group over the places left.
fn try_all(sketch: &Sketch, group: usize, free: &[i64], known: &mut HashMap<(usize, Vec<i64>), Figures>) -> Figures {
    if group == sketch.people.len() {
        return (0, 0, -1);
    }
    if let Some(found) = known.get(&(group, free.to_vec())) {
        return *found;
    }
    let mut best = (i64::MAX, 0, 0);
    let mut spread = vec![(0, sketch.people[group], free.to_vec(), (0, 0, -1))];
    while let Some((shelter, left, free, so_far)) = spread.pop() {
        if shelter == free.len() {
            let rest = try_all(sketch, group + 1, &free, known);
            best = best.min((so_far.0 + left + rest.0, so_far.1 + rest.1, so_far.2.max(rest.2)));
            continue;
        }
        spread.push((shelter + 1, left, free.clone(), so_far));
        let Some(cost) = sketch.costs[group][shelter] else { continue };
        for people in 1..=left.min(free[shelter]) {
            let mut free = free.clone();
            free[shelter] -= people;
            let figures = (so_far.0, so_far.1 + cost * people, so_far.2.max(sketch.lengths[group][shelter]));
            spread.push((shelter + 1, left - people, free, figures));
        }
    }
    known.insert((group, free.to_vec()), best);
    best
}

/// The most people that can be placed, found one by one along ways that make room (Ford and Fulkerson).
fn most_placed(sketch: &Sketch) -> i64 {
    let mut flow = vec![vec![0; sketch.places.len()]; sketch.people.len()];
    let mut placed = 0;
    for (group, people) in sketch.people.iter().enumerate() {
        for _ in 0..*people {
            placed += i64::from(make_room(sketch, group, &mut flow, &mut vec![false; sketch.places.len()]));
        }
    }
    placed
}

fn make_room(sketch: &Sketch, group: usize, flow: &mut Vec<Vec<i64>>, seen: &mut Vec<bool>) -> bool {
    for shelter in 0..sketch.places.len() {
        if sketch.costs[group][shelter].is_none() || std::mem::replace(&mut seen[shelter], true) {
            continue;
        }
        let used: i64 = flow.iter().map(|row| row[shelter]).sum();
        let mut free = used < sketch.places[shelter];
        for other in 0..flow.len() {
            if !free && flow[other][shelter] > 0 && make_room(sketch, other, flow, seen) {
                flow[other][shelter] -= 1;
                free = true;
            }
        }
        if free {
            flow[group][shelter] += 1;
            return true;
        }
    }
    false
}

fn no_files(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(no_files(600))]

    #[test]
    fn small_problems_have_the_answer_of_trying_everything(sketch in sketch(4, 3, 5, 6)) {
        let problem = sketch.problem();
        let plan = shorten_farthest(&problem, &allocate(&problem));
        prop_assert_eq!(plan.check(&problem), Ok(()));
        prop_assert_eq!(figures(&problem, &plan), try_all(&sketch, 0, &sketch.places, &mut HashMap::new()));
    }

    #[test]
    fn the_people_left_over_are_those_of_a_simple_maximum_flow(sketch in sketch(12, 8, 9, 40)) {
        let plan = allocate(&sketch.problem());
        prop_assert_eq!(plan.check(&sketch.problem()), Ok(()));
        prop_assert_eq!(plan.shortage(), sketch.people.iter().sum::<i64>() - most_placed(&sketch));
        prop_assert_eq!(plan.bottlenecks.is_empty(), plan.shortage() == 0);
    }

    #[test]
    fn the_order_of_groups_and_shelters_changes_no_figure(
        sketch in sketch(30, 12, 20, 200), groups in 0_usize..30, shelters in 0_usize..12,
    ) {
        let (problem, turned) = (sketch.problem(), sketch.turned(groups, shelters).problem());
        let best = |problem: &Problem<Matrix>| figures(problem, &shorten_farthest(problem, &allocate(problem)));
        prop_assert_eq!(best(&problem), best(&turned));
    }

    #[test]
    fn groups_are_brought_together_without_losing_anybody(sketch in sketch(25, 8, 12, 90), most_extra in 0_i64..90) {
        let problem = sketch.problem();
        let plan = allocate(&problem);
        let together = keep_together(&problem, &plan, most_extra);
        let mut free = sketch.places.clone();
        let mut people = sketch.people.clone();
        let mut cost = 0;
        for flow in &together.flows {
            prop_assert!(flow.people > 0);
            free[flow.shelter] -= flow.people;
            people[flow.group] -= flow.people;
            cost += flow.people * sketch.costs[flow.group][flow.shelter].unwrap();
        }
        plan.left_over.iter().for_each(|left| people[left.group] -= left.people);
        prop_assert!(free.iter().all(|free| *free >= 0));
        prop_assert!(people.iter().all(|left| *left == 0));
        prop_assert_eq!(cost, together.cost);
        prop_assert_eq!(together.rise, together.cost - plan.cost);
        prop_assert!(together.rise >= 0);
        let parts = |flows: &[ungpho::allocation::Flow], group| flows.iter().filter(|flow| flow.group == group).count();
        for group in 0..sketch.people.len() {
            let (before, after) = (parts(&plan.flows, group), parts(&together.flows, group));
            prop_assert!(after == before || after == 1);
            prop_assert_eq!(together.split.contains(&group), after > 1);
        }
    }

    #[test]
    fn a_wrong_answer_is_found_out(sketch in sketch(8, 5, 9, 30), which in any::<prop::sample::Index>()) {
        let problem = sketch.problem();
        let plan = allocate(&problem);
        prop_assume!(!plan.flows.is_empty());
        let at = which.index(plan.flows.len());
        let mut cheaper = plan.clone();
        cheaper.cost -= 1;
        prop_assert_eq!(cheaper.check(&problem), Err(Flaw::Cost));
        let mut fewer = plan.clone();
        fewer.flows[at].people -= 1;
        prop_assert!(fewer.check(&problem).is_err());
        let mut priced = plan.clone();
        priced.proof.groups[plan.flows[at].group] -= 1;
        prop_assert!(priced.check(&problem).is_err());
        let mut left = plan.clone();
        left.left_over.clear();
        prop_assert_eq!(left.check(&problem).is_err(), plan.shortage() > 0);
        let mut excused = plan.clone();
        excused.bottlenecks.clear();
        prop_assert_eq!(excused.check(&problem).is_err(), plan.shortage() > 0);
    }
}

fn anywhere() -> impl Strategy<Value = Position> {
    let near = (105.0..105.01_f64, 15.0..15.01_f64);
    let far = (-180.0..=180.0_f64, -90.0..=90.0_f64);
    let corner = (prop::sample::select(vec![-180.0, 0.0, 180.0]), prop::sample::select(vec![-90.0, 0.0, 90.0]));
    prop_oneof![near, far, corner].prop_map(|(lon, lat)| Position { lon, lat })
}

/// The same costs, asked pair by pair.
struct Plain<'a, C>(&'a C);

impl<C: Costs> Costs for Plain<'_, C> {
    fn groups(&self) -> usize {
        self.0.groups()
    }

    fn shelters(&self) -> usize {
        self.0.shelters()
    }

    fn cost(&self, group: usize, shelter: usize) -> Option<i64> {
        self.0.cost(group, shelter)
    }

    fn greatest(&self) -> i64 {
        self.0.greatest()
    }
}

proptest! {
    #![proptest_config(no_files(400))]

    #[test]
    fn the_straight_line_leaves_out_no_pair(
        group in anywhere(), shelters in prop::collection::vec(anywhere(), 1..40), weight in 1_i64..2_000,
        off in prop::collection::vec(-3_i64..=3, 40), price in 0_i64..1_000_000_000, count in 1_usize..50,
    ) {
        let ground = Ground::new(&[group], &shelters).unwrap().weighted(vec![weight]).unwrap();
        let ground = ground.forbidding(|_, shelter| shelter % 5 == 4);
        // Discounts that put every limit within a few units of the true cost: the hardest place to decide.
        let open = Ground::new(&[group], &shelters).unwrap();
        let discount = |(shelter, off): (usize, &i64)| open.cost(0, shelter).unwrap() * weight - price + off;
        let discounts: Vec<i64> = off.iter().take(shelters.len()).enumerate().map(discount).collect();
        let (mut quick, mut plain) = (Vec::new(), Vec::new());
        ground.cheaper(0, price, &discounts, &mut quick);
        Plain(&ground).cheaper(0, price, &discounts, &mut plain);
        prop_assert_eq!(&quick, &plain);
        ground.nearest(0, count, &mut quick);
        prop_assert!(quick.iter().all(|(shelter, cost)| ground.cost(0, *shelter) == Some(*cost)));
        prop_assert!(quick.len() >= count.min((0..shelters.len()).filter(|shelter| shelter % 5 != 4).count()));
        prop_assert!(plain.iter().all(|(_, cost)| *cost <= ground.greatest()));
    }

    #[test]
    fn metres_over_the_ground_and_a_table_of_them_have_one_answer(
        groups in prop::collection::vec((anywhere(), 0_i64..9), 1..30),
        shelters in prop::collection::vec((anywhere(), 0_i64..40), 1..30),
    ) {
        let (at, people): (Vec<_>, Vec<_>) = groups.into_iter().unzip();
        let (by, places): (Vec<_>, Vec<_>) = shelters.into_iter().unzip();
        let ground = Ground::new(&at, &by).unwrap();
        let table = Matrix::from_fn(at.len(), by.len(), |group, shelter| ground.cost(group, shelter)).unwrap();
        let (ground, table) =
            (Problem::new(people.clone(), places.clone(), ground).unwrap(), Problem::new(people, places, table).unwrap());
        let (over_ground, by_table) = (allocate(&ground), allocate(&table));
        prop_assert_eq!(over_ground.check(&table), Ok(()));
        prop_assert_eq!(by_table.check(&ground), Ok(()));
    }
}

#[test]
fn a_valley_that_cannot_be_left_is_named() {
    // Groups 0 and 1 can reach shelters 0 and 1 only; group 2 can go anywhere, group 3 has no way at all.
    let allowed = |group: usize, shelter: usize| match group {
        0 | 1 => shelter < 2,
        2 => true,
        _ => false,
    };
    let cost = |group, shelter| allowed(group, shelter).then_some(if shelter < 2 { 10 } else { 70 });
    let table = Matrix::from_fn(4, 4, cost).unwrap();
    let problem = Problem::new(vec![30, 25, 40, 6], vec![20, 15, 100, 0], table).unwrap();
    let plan = allocate(&problem);
    plan.check(&problem).unwrap();
    assert_eq!((plan.shortage(), plan.cost), (26, 35 * 10 + 40 * 70));
    let [cut_off, valley] = &plan.bottlenecks[..] else { panic!("{:?}", plan.bottlenecks) };
    let (cut_off, valley) = if cut_off.groups == [3] { (cut_off, valley) } else { (valley, cut_off) };
    assert_eq!((cut_off.people, cut_off.places, cut_off.shelters.len()), (6, 0, 0));
    assert_eq!((&valley.groups[..], &valley.shelters[..]), (&[0, 1][..], &[0, 1][..]));
    assert_eq!((valley.people, valley.places), (55, 35));
}

#[test]
fn the_vulnerable_go_first_where_a_metre_weighs_more_for_them() {
    let near = Position { lon: 107.5, lat: 16.4 };
    let shelters = [Position { lon: 107.501, lat: 16.4 }, Position { lon: 107.6, lat: 16.4 }];
    let ground = Ground::new(&[near, near], &shelters).unwrap().weighted(vec![1, 4]).unwrap();
    let problem = Problem::new(vec![10, 10], vec![10, 10], ground).unwrap();
    let plan = allocate(&problem);
    plan.check(&problem).unwrap();
    assert!(plan.flows.iter().all(|flow| flow.group != flow.shelter), "{:?}", plan.flows);
}

#[test]
fn villages_and_shelters_at_one_spot_are_no_trouble() {
    let here = Position { lon: 107.5, lat: 16.4 };
    let ground = Ground::new(&[here; 600], &[here; 90]).unwrap();
    let people: Vec<i64> = (0..600).map(|group| 1 + group % 30).collect();
    let room = people.iter().sum::<i64>() / 90 + 1;
    let problem = Problem::new(people, vec![room; 90], ground).unwrap();
    let plan = allocate(&problem);
    plan.check(&problem).unwrap();
    assert_eq!((plan.cost, plan.shortage()), (0, 0));
    assert!(keep_together(&problem, &plan, i64::MAX).rise == 0);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let table = |cost: i64| Matrix::from_fn(1, 1, |_, _| Some(cost));
    assert_eq!(table(-1).unwrap_err(), Fault::NegativeCost { group: 0, shelter: 0 });
    let problem = |people, places, cost| Problem::new(vec![people], vec![places], table(cost).unwrap()).map(|_| ());
    assert_eq!(problem(-1, 1, 1), Err(Fault::NegativePeople(0)));
    assert_eq!(problem(1, -1, 1), Err(Fault::NegativePlaces(0)));
    assert_eq!(problem(i64::MAX, 1, 1), Err(Fault::TooLarge));
    assert_eq!(problem(3, 3, i64::MAX / 4), Err(Fault::TooLarge));
    assert_eq!(problem(3, 3, 1 << 56), Ok(()));
    assert_eq!(Problem::new(vec![], vec![1], table(1).unwrap()).map(|_| ()), Err(Fault::SizesDiffer));
    let nowhere = Position { lon: f64::NAN, lat: 0.0 };
    assert!(matches!(Ground::new(&[nowhere], &[]), Err(Fault::Position { .. })));
    let here = Position { lon: 106.0, lat: 16.0 };
    let ground = || Ground::new(&[here], &[here]).unwrap();
    assert_eq!(ground().weighted(vec![0]).map(|_| ()), Err(Fault::Weight(0)));
    assert_eq!(ground().weighted(vec![i64::MAX]).map(|_| ()), Err(Fault::TooLarge));
}
