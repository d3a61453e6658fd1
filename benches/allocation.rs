//! Wall and processor time of an allocation of the comparison kit's groups to its shelters, and of what follows from it.
//!
//! `UNGPHO_BENCH_DATA` names the folder with `groups.csv` and `shelters.csv` (columns id, lon, lat and people or places);
//! without one 400 groups and 60 shelters are made here. The peers are those of the kit's `peer_flow.py`.
//! Run: `UNGPHO_BENCH_DATA=… cargo bench --bench allocation --no-default-features`.

#![allow(clippy::cast_precision_loss, clippy::indexing_slicing, reason = "figures for people")]
#![allow(clippy::disallowed_methods, reason = "a bench is told by its environment where the data lies")]

use std::time::Instant;
use std::{env, error, fs};

use ungpho::allocation::{
    Allocation, Costs, Fault, Ground, Matrix, Position, Problem, allocate, keep_together, shorten_farthest,
};

fn read(path: &str) -> Result<Placed, Box<dyn error::Error>> {
    let (mut positions, mut counts) = (Vec::new(), Vec::new());
    for line in fs::read_to_string(path)?.lines().skip(1) {
        let [_, lon, lat, count] = line.split(',').collect::<Vec<_>>()[..] else { return Err("four columns".into()) };
        positions.push(Position { lon: lon.parse()?, lat: lat.parse()? });
        counts.push(count.parse()?);
    }
    Ok((positions, counts))
}

/// Seconds of processor time of this process so far, in steps of 10 ms.
fn cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((user + system) / 100.0)
}

/// Runs `work` `rounds` times and prints the least and the median wall time, and the mean processor time.
fn timed<T>(name: &str, rounds: usize, mut work: impl FnMut() -> T) -> T {
    let (mut walls, before) = (Vec::new(), cpu());
    let mut last = work();
    let warm = cpu();
    for _ in 0..rounds {
        let start = Instant::now();
        last = work();
        walls.push(start.elapsed().as_secs_f64() * 1e3);
    }
    walls.sort_by(f64::total_cmp);
    let mean = cpu().zip(warm.or(before)).map_or(0.0, |(end, start)| (end - start) * 1e3 / rounds as f64);
    let (least, median) = (walls.first().unwrap_or(&0.0), walls.get(walls.len() / 2).unwrap_or(&0.0));
    println!("{name:<26} wall least {least:8.2} ms, median {median:8.2} ms; CPU mean {mean:8.2} ms");
    last
}

/// As many groups as shelters are far fewer, spread over a degree by a generator of Knuth's; a tenth of the places is spare.
fn made() -> Spread {
    let mut state = 20_240_911_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut degree = |least: f64| least + draw(1_000_000) as f64 / 1e6;
    let mut spread = |many: usize| (0..many).map(|_| Position { lon: degree(107.0), lat: degree(14.0) }).collect();
    let (groups, shelters) = (spread(400), spread(60));
    ((groups, vec![60; 400]), (shelters, vec![440; 60]))
}

type Placed = (Vec<Position>, Vec<i64>);
type Spread = (Placed, Placed);

fn main() -> Result<(), Box<dyn error::Error>> {
    let rounds = 7;
    let ((groups, people), (shelters, places)) = match env::var("UNGPHO_BENCH_DATA") {
        Ok(folder) if !folder.is_empty() => {
            (read(&format!("{folder}/groups.csv"))?, read(&format!("{folder}/shelters.csv"))?)
        }
        _ => made(),
    };
    println!(
        "{} groups, {} people; {} shelters, {} places",
        groups.len(),
        people.iter().sum::<i64>(),
        shelters.len(),
        places.iter().sum::<i64>()
    );
    let problem = Problem::new(people, places, Ground::new(&groups, &shelters)?)?;
    let plan = timed("least cost", rounds, || allocate(&problem));
    report("least cost", &problem, &plan)?;
    let table = || {
        let cost = |group, shelter| problem.costs().cost(group, shelter);
        let table = Matrix::from_fn(groups.len(), shelters.len(), cost)?;
        Ok::<_, Fault>(allocate(&Problem::new(problem.people().to_vec(), problem.places().to_vec(), table)?).cost)
    };
    assert_eq!(timed("least cost by a table", rounds, table)?, plan.cost);
    timed("proof over all pairs", 1, || plan.check(&problem))?;
    let short = timed("shortest longest way", rounds, || shorten_farthest(&problem, &plan));
    report("shortest longest way", &problem, &short)?;
    for most_extra in [i64::MAX, 2_000, 500] {
        let whole = timed("keeping together", rounds, || keep_together(&problem, &short, most_extra));
        println!(
            "keeping together (at most {most_extra} m more each): {} split, then {}; cost {}, {:.3} % more",
            whole.were_split,
            whole.split.len(),
            whole.cost,
            whole.rise as f64 * 100.0 / short.cost as f64
        );
    }
    Ok(())
}

fn report(name: &str, problem: &Problem<Ground>, plan: &Allocation) -> Result<(), Box<dyn error::Error>> {
    plan.check(problem)?;
    let together = plan.flows.chunk_by(|a, b| a.group == b.group).filter(|parts| parts.len() > 1);
    let split = together.count();
    println!(
        "{name}: OPTIMUM {} (proved), {} flows, {split} groups split, longest {:?} m, left over {}",
        plan.cost,
        plan.flows.len(),
        plan.farthest(problem),
        plan.shortage()
    );
    Ok(())
}
