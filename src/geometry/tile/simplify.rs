//! Fewer positions: those that are less than a unit from the line between their neighbours say nothing at this zoom
//! (Douglas and Peucker).

/// Marks which positions of a closed ring (its first position not repeated) are kept, and drops the others.
pub(super) fn simplify(ring: &mut Vec<[i32; 2]>, work: &mut Work) {
    if ring.len() < 5 {
        return;
    }
    // A ring has no ends: it is cut at its first position and at the one farthest from that.
    let first = ring.first().copied().unwrap_or_default();
    let far = (0..ring.len()).max_by_key(|at| ring.get(*at).map(|to| squared(first, *to))).unwrap_or(0);
    work.kept.clear();
    work.kept.resize(ring.len(), false);
    work.keep(0);
    work.keep(far);
    work.open.clear();
    work.open.extend([(0, far), (far, ring.len())]);
    while let Some((begin, end)) = work.open.pop() {
        if end - begin < 2 {
            continue;
        }
        let (Some(a), Some(b)) = (ring.get(begin).copied(), ring.get(end % ring.len()).copied()) else { continue };
        let between = ring.get(begin + 1..end).unwrap_or_default().iter().zip(begin + 1..);
        let farthest = between.map(|(at, index)| (off(a, b, *at), index)).max_by_key(|(off, _)| *off);
        if let Some((distance, index)) = farthest
            && distance > threshold(a, b)
        {
            work.keep(index);
            work.open.extend([(begin, index), (index, end)]);
        }
    }
    let mut index = 0;
    ring.retain(|_| {
        index += 1;
        work.kept.get(index - 1).copied().unwrap_or(true)
    });
}

/// Room to work in.
#[derive(Default)]
pub(super) struct Work {
    kept: Vec<bool>,
    open: Vec<(usize, usize)>,
}

impl Work {
    fn keep(&mut self, index: usize) {
        if let Some(slot) = self.kept.get_mut(index) {
            *slot = true;
        }
    }
}

fn squared(a: [i32; 2], b: [i32; 2]) -> i64 {
    let (x, y) = (i64::from(b[0]) - i64::from(a[0]), i64::from(b[1]) - i64::from(a[1]));
    x.saturating_mul(x).saturating_add(y.saturating_mul(y))
}

/// How far `at` is off the line `a`–`b`, times the length of the line; off the point where the line is one.
fn off(a: [i32; 2], b: [i32; 2], at: [i32; 2]) -> i64 {
    if a == b {
        return squared(a, at);
    }
    cross(a, b, at).saturating_abs()
}

/// One unit, in the measure of [`off`].
fn threshold(a: [i32; 2], b: [i32; 2]) -> i64 {
    if a == b {
        return 1;
    }
    #[allow(clippy::cast_possible_truncation, reason = "the length of a line on the grid")]
    let length = (squared(a, b) as f64).sqrt() as i64;
    length
}

/// Twice the area of the triangle, positive where it turns to the right on a screen.
pub(super) fn cross(a: [i32; 2], b: [i32; 2], c: [i32; 2]) -> i64 {
    let along = |p: [i32; 2], axis: usize| i64::from(if axis == 0 { p[0] } else { p[1] });
    let (abx, aby) = (along(b, 0) - along(a, 0), along(b, 1) - along(a, 1));
    let (acx, acy) = (along(c, 0) - along(a, 0), along(c, 1) - along(a, 1));
    abx.saturating_mul(acy).saturating_sub(aby.saturating_mul(acx))
}
