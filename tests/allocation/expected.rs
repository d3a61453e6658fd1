//! Problems made from seeds have the answers that another exact solver gave (`data/make.py`).

use std::collections::HashSet;

use ungpho::allocation::{
    Allocation, Costs, Ground, Matrix, Position, Problem, allocate, keep_together, shorten_farthest,
};

/// The draws of make.py: Knuth's MMIX generator, the upper 31 bits.
struct Draws(u64);

impl Draws {
    fn draw(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn counts(&mut self, many: usize, below: i64) -> Vec<i64> {
        let below = u64::try_from(below).unwrap();
        (0..many).map(|_| i64::try_from(self.draw(below)).unwrap()).collect()
    }

    fn positions(&mut self, many: usize) -> Vec<Position> {
        let mut degree = |least: f64| least + self.draw(1_000_000) as f64 / 1e6;
        (0..many).map(|_| Position { lon: degree(105.0), lat: degree(15.0) }).collect()
    }

    fn forbidden(&mut self, groups: usize, shelters: usize, percent: u64) -> HashSet<(usize, usize)> {
        let pairs = (0..groups).flat_map(|group| (0..shelters).map(move |shelter| (group, shelter)));
        pairs.filter(|_| self.draw(100) < percent).collect()
    }
}

/// One line of expected.txt.
struct Case<'a> {
    kind: &'a str,
    seed: u64,
    groups: usize,
    shelters: usize,
    room: i64,
    forbidden: u64,
    expected: [i64; 3],
}

impl<'a> Case<'a> {
    fn read(line: &'a str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| words[at].parse::<i64>().unwrap();
        let size = |at: usize| words[at].parse::<usize>().unwrap();
        Self {
            kind: words[0],
            seed: words[1].parse().unwrap(),
            groups: size(2),
            shelters: size(3),
            room: number(4),
            forbidden: words[5].parse().unwrap(),
            expected: [number(7), number(8), number(9)],
        }
    }

    fn check(&self) {
        let mut draws = Draws(self.seed);
        let people = draws.counts(self.groups, 31);
        let mean = people.iter().sum::<i64>() * self.room / 100 / i64::try_from(self.shelters).unwrap();
        let places = draws.counts(self.shelters, 2 * mean + 1);
        if self.kind == "table" {
            let costs = draws.counts(self.groups * self.shelters, 20);
            let lengths = draws.counts(self.groups * self.shelters, 1000);
            let forbidden = draws.forbidden(self.groups, self.shelters, self.forbidden);
            let cost = |group, shelter| {
                (!forbidden.contains(&(group, shelter))).then(|| costs[group * self.shelters + shelter])
            };
            let table = Matrix::from_fn(self.groups, self.shelters, cost).unwrap();
            let table = table.measured(|group, shelter| lengths[group * self.shelters + shelter]);
            self.compare(&Problem::new(people, places, table).unwrap());
        } else {
            let (groups, shelters) = (draws.positions(self.groups), draws.positions(self.shelters));
            let weights = if self.kind == "weights" { draws.counts(self.groups, 5) } else { vec![0; self.groups] };
            let forbidden = draws.forbidden(self.groups, self.shelters, self.forbidden);
            let ground = Ground::new(&groups, &shelters).unwrap();
            let ground = ground.weighted(weights.iter().map(|weight| weight + 1).collect()).unwrap();
            let ground = ground.forbidding(|group, shelter| forbidden.contains(&(group, shelter)));
            self.compare(&Problem::new(people, places, ground).unwrap());
        }
    }

    fn compare<C: Costs>(&self, problem: &Problem<C>) {
        let name = format!("{} {}", self.kind, self.seed);
        let cheapest = allocate(problem);
        cheapest.check(problem).unwrap_or_else(|flaw| panic!("{name}: {flaw}"));
        let nearest = shorten_farthest(problem, &cheapest);
        nearest.check(problem).unwrap_or_else(|flaw| panic!("{name}, shortened: {flaw}"));
        let figures = |plan: &Allocation| (plan.shortage(), plan.cost);
        assert_eq!(figures(&cheapest), figures(&nearest), "{name}");
        let found = [nearest.shortage(), nearest.cost, nearest.farthest(problem).unwrap_or(-1)];
        assert_eq!(found, self.expected, "{name}");
        let together = keep_together(problem, &nearest, i64::MAX);
        assert!(together.rise >= 0 && together.split.len() <= together.were_split, "{name}");
    }
}

#[test]
fn the_answers_are_those_of_another_exact_solver() {
    let lines = include_str!("data/expected.txt").lines().filter(|line| !line.starts_with('#'));
    let cases: Vec<Case> = lines.map(Case::read).collect();
    assert!(cases.len() > 50);
    assert!(cases.iter().filter(|case| case.expected[0] > 0).count() > 10, "some leave people over");
    cases.iter().for_each(Case::check);
}
