//! Which areas a cell of the map lies in: wholly, so that a point there needs no test; in part, and then each of its
//! 8 × 8 small cells is known to lie inside, outside, or where an edge may be. Only the last need the edges.

use std::cell::RefCell;
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::thread;

use geo::{Coord, Rect};

use super::frame::Frame;
use super::slabs::edges;
use super::{HasArea, Held};

/// Small cells along a side of a cell: 64 of them are the bits of a word.
const SMALL: usize = 8;

/// What is known of an area's 64 small cells in one cell, a bit each, row by row from the south-west.
#[derive(Clone, Copy, Default)]
struct Part {
    inside: u64,
    edge: u64,
}

/// Words of an area that holds a part of a cell: its position, and two for each side of the [`Part`].
const PART: usize = 5;
const PART_LONG: u32 = 5;

#[allow(clippy::cast_possible_truncation)] // halves of a word
impl Part {
    fn words(self, position: u32) -> [u32; PART] {
        let halves = |bits: u64| [bits as u32, (bits >> u32::BITS) as u32];
        let ([i, inside], [e, edge]) = (halves(self.inside), halves(self.edge));
        [position, i, inside, e, edge]
    }

    fn of([_, i, inside, e, edge]: [u32; PART]) -> Self {
        let whole = |low: u32, high: u32| u64::from(high) << u32::BITS | u64::from(low);
        Self { inside: whole(i, inside), edge: whole(e, edge) }
    }
}

/// What is known of all cells, as words one behind the other, so that a point finds all of its cell in one place: cell
/// `k` has `words[starts[k]..starts[k + 1]]`. That is nothing where no area reaches into it; otherwise how many areas
/// hold the whole cell, their positions, and then [`PART`] words for each area that holds a part of it.
struct Cells {
    starts: Box<[u32]>,
    words: Box<[u32]>,
}

/// The cells over all areas of a set.
pub(super) struct Grid {
    /// The small cells.
    frame: Frame,
    /// Cells in a row.
    cols: usize,
    cells: Cells,
    /// How many areas there are.
    areas: usize,
}

/// How many cells the boxes of the areas may have together: so many an area, and so many anyway.
const CELLS_PER_AREA: usize = 64;
const CELLS_ANYWAY: usize = 1 << 14;
/// The most cells of all; an empty one takes eight bytes.
const MOST_CELLS: usize = 1 << 22;

impl Grid {
    /// The grid of `held`; `None` where there is nothing to hold.
    pub(super) fn new<T: HasArea + Sync>(held: &[Held<T>]) -> Option<Self> {
        let (frame, cols, rows) = fitting_frame(held)?;
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let chunk = held.len().div_ceil(threads).max(1);
        let found: Vec<Found> = thread::scope(|scope| {
            let workers: Vec<_> = held
                .chunks(chunk)
                .enumerate()
                .map(|(at, part)| scope.spawn(move || Found::of(&frame, cols, part, at * chunk)))
                .collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
        });
        Some(Self { frame, cols, cells: Cells::of(cols * rows, &found), areas: held.len() })
    }

    /// Calls `found` with the position of every area that covers `point`, in order; `covers` decides where an edge
    /// may be near.
    pub(super) fn each_at(&self, point: Coord, covers: impl Fn(usize) -> bool, mut found: impl FnMut(usize)) {
        let Some((col, row)) = self.frame.col_row(point) else { return };
        let cell = row / SMALL * self.cols + col / SMALL;
        let bit = 1_u64 << (row % SMALL * SMALL + col % SMALL);
        let (whole, in_part) = self.cells.at(cell);
        let mut whole = whole.iter().map(|position| *position as usize).peekable();
        for words in in_part {
            let (position, part) = (words[0] as usize, Part::of(*words));
            while let Some(before) = whole.next_if(|whole| *whole < position) {
                found(before);
            }
            if part.inside & bit != 0 || (part.edge & bit != 0 && covers(position)) {
                found(position);
            }
        }
        whole.for_each(found);
    }

    /// Positions of the areas that may have a point in common with a box, in order, each with whether it surely does;
    /// nothing where the box reaches into more cells than to look at all of them is quick.
    pub(super) fn near(&self, bounds: Rect<f64>) -> Option<impl Iterator<Item = (usize, bool)>> {
        let whether_surely: fn(u32) -> (usize, bool) = |found| ((found >> 1) as usize, found & 1 == 0);
        let Some((cols, rows)) = self.frame.under(bounds) else {
            return Some(Vec::new().into_iter().map(whether_surely));
        };
        if cells_of(&cols).count() * cells_of(&rows).count() > FEW_CELLS {
            return None;
        }
        let mut found = NOTED.with_borrow_mut(|noted| self.under(&cols, &rows, noted));
        found.sort_unstable();
        Some(found.into_iter().map(whether_surely))
    }

    /// The areas that may meet the small cells in `cols` and `rows`: twice the position, and one more where only the
    /// edges tell.
    fn under(&self, cols: &RangeInclusive<usize>, rows: &RangeInclusive<usize>, noted: &mut Noted) -> Vec<u32> {
        noted.make_room(self.areas);
        let mut found: Vec<u32> = Vec::with_capacity(64);
        for row in cells_of(rows) {
            let in_row = eight(rows, row).map_or(0, |(first, last)| run(first * SMALL, (last + 1) * SMALL));
            for col in cells_of(cols) {
                let in_col = eight(cols, col).map_or(0, |(first, last)| run(first, last + 1));
                let mask = in_row & in_col.wrapping_mul(0x0101_0101_0101_0101);
                let (whole, in_part) = self.cells.at(row * self.cols + col);
                found.extend(whole.iter().filter(|position| noted.note(**position, true)));
                for words in in_part {
                    let (position, part) = (words[0], Part::of(*words));
                    if (part.inside | part.edge) & mask != 0 && noted.note(position, part.inside & mask != 0) {
                        found.push(position);
                    }
                }
            }
        }
        for found in &mut found {
            *found = *found << 1 | u32::from(!noted.forget(*found));
        }
        found
    }
}

thread_local! {
    /// What the cells under a box have told so far; empty between two questions. Most areas lie in many of them.
    static NOTED: RefCell<Noted> = RefCell::default();
}

/// Which areas were met, and which of them surely: two bits for each position.
#[derive(Default)]
struct Noted(Vec<u64>);

impl Noted {
    const A_WORD: usize = 32;

    fn make_room(&mut self, areas: usize) {
        let words = areas.div_ceil(Self::A_WORD);
        if self.0.len() < words {
            self.0.resize(words, 0);
        }
    }

    fn place(position: u32) -> (usize, usize) {
        let position = position as usize;
        (position / Self::A_WORD, position % Self::A_WORD * 2)
    }

    /// Notes that an area was met; whether it is the first time.
    fn note(&mut self, position: u32, surely: bool) -> bool {
        let (word, shift) = Self::place(position);
        let before = self.0[word];
        self.0[word] |= (1 | u64::from(surely) << 1) << shift;
        before & 1 << shift == 0
    }

    /// Forgets an area; whether it was met surely.
    fn forget(&mut self, position: u32) -> bool {
        let (word, shift) = Self::place(position);
        let surely = self.0[word] >> shift & 0b10 != 0;
        self.0[word] &= !(0b11 << shift);
        surely
    }
}

/// In so many cells at most everything is looked at.
const FEW_CELLS: usize = 100;

/// The cells that a range of small ones lies in.
fn cells_of(small: &RangeInclusive<usize>) -> RangeInclusive<usize> {
    small.start() / SMALL..=small.end() / SMALL
}

/// Which of the eight small cells of a cell lie in a range of them.
fn eight(small: &RangeInclusive<usize>, cell: usize) -> Option<(usize, usize)> {
    let first = small.start().saturating_sub(cell * SMALL);
    let last = small.end().checked_sub(cell * SMALL)?.min(SMALL - 1);
    (first <= last).then_some((first, last))
}

/// The bits from `from` to before `end`, of which there is one at least.
fn run(from: usize, end: usize) -> u64 {
    u64::MAX >> (u64::BITS as usize - (end - from)) << from
}

impl Cells {
    /// A counting sort of what was found. The order of areas within a cell is kept.
    fn of(cells: usize, found: &[Found]) -> Self {
        let whole = || found.iter().flat_map(|found| &found.whole);
        let in_part = || found.iter().flat_map(|found| &found.in_part);
        // How many words each cell has, then where it begins.
        let mut starts = vec![0_u32; cells + 1].into_boxed_slice();
        whole().for_each(|(cell, _)| starts[*cell as usize] += 1);
        in_part().for_each(|(cell, ..)| starts[*cell as usize] += PART_LONG);
        let mut begin = 0;
        for start in &mut starts {
            let words = if *start == 0 { 0 } else { *start + 1 };
            *start = begin;
            begin += words;
        }
        let mut words = vec![0; begin as usize].into_boxed_slice();
        for (cell, position) in whole() {
            let begin = starts[*cell as usize] as usize;
            words[begin] += 1;
            words[begin + words[begin] as usize] = *position;
        }
        // Each start moves on to the cell's end, which is where the next begins.
        for cell in 0..cells {
            if starts[cell] < starts[cell + 1] {
                starts[cell] += 1 + words[starts[cell] as usize];
            }
        }
        for (cell, position, part) in in_part() {
            let next = &mut starts[*cell as usize];
            words[*next as usize..*next as usize + PART].copy_from_slice(&part.words(*position));
            *next += PART_LONG;
        }
        starts.rotate_right(1);
        starts[0] = 0;
        Self { starts, words }
    }

    /// Positions of the areas that hold the whole cell, and the words of those that hold a part of it.
    fn at(&self, cell: usize) -> (&[u32], &[[u32; PART]]) {
        let words = &self.words[self.starts[cell] as usize..self.starts[cell + 1] as usize];
        let Some((whole, rest)) = words.split_first() else { return (&[], &[]) };
        let (whole, in_part) = rest.split_at(*whole as usize);
        (whole, in_part.as_chunks().0)
    }
}

/// The finest frame of small cells that keeps to the limits, with the columns and rows of its cells.
fn fitting_frame<T>(held: &[Held<T>]) -> Option<(Frame, usize, usize)> {
    let whole = held.iter().map(|held| held.bounds).reduce(|a, b| {
        Rect::new(
            Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) },
            Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) },
        )
    })?;
    let budget = held.len() * CELLS_PER_AREA + CELLS_ANYWAY;
    let cells = |rect: &Rect<f64>, size: f64| (rect.width() / size + 2.0) * (rect.height() / size + 2.0);
    let fits = |size: f64| {
        let boxes = || held.iter().map(|held| cells(&held.bounds, size)).sum::<f64>();
        cells(&whole, size) <= budget.min(MOST_CELLS) as f64 && boxes() <= budget as f64
    };
    let (mut too_fine, mut size) = (1e-7, whole.width().max(whole.height()).max(1e-6));
    for _ in 0..20 {
        let between = f64::sqrt(too_fine * size);
        if fits(between) {
            size = between;
        } else {
            too_fine = between;
        }
    }
    let frame = Frame::over(whole, size / SMALL as f64);
    Some((frame, frame.cols.div_ceil(SMALL), frame.rows.div_ceil(SMALL)))
}

/// What one thread found.
#[derive(Default)]
struct Found {
    /// Cells, each with the position of an area that holds it whole.
    whole: Vec<(u32, u32)>,
    /// Cells, each with the position of an area that holds a part of it.
    in_part: Vec<(u32, u32, Part)>,
}

impl Found {
    /// The shares of the areas of `held`, the first of which has the position `first`.
    fn of<T: HasArea>(frame: &Frame, cols: usize, held: &[Held<T>], first: usize) -> Self {
        let mut found = Self::default();
        let mut patch = Patch::default();
        for (position, held) in (first..).zip(held) {
            patch.draw(frame, held);
            found.take(&patch, cols, u32::try_from(position).unwrap_or(u32::MAX));
        }
        found
    }

    fn take(&mut self, patch: &Patch, cols: usize, position: u32) {
        for row in (0..patch.height).step_by(SMALL) {
            for col in (0..patch.width).step_by(SMALL) {
                let part = patch.part(col, row);
                let cell = (patch.south + row) / SMALL * cols + (patch.west + col) / SMALL;
                let cell = u32::try_from(cell).unwrap_or(u32::MAX);
                if part.inside == u64::MAX {
                    self.whole.push((cell, position));
                } else if part.inside | part.edge != 0 {
                    self.in_part.push((cell, position, part));
                }
            }
        }
    }
}

/// The small cells around one area, a bit each: whether an edge may be in it, and whether it lies inside. A row has
/// whole words.
#[derive(Default)]
struct Patch {
    west: usize,
    south: usize,
    width: usize,
    height: usize,
    words: usize,
    edge: Vec<u64>,
    inside: Vec<u64>,
}

impl Patch {
    /// Draws the area: its edges first, then what lies between them.
    fn draw<T: HasArea>(&mut self, frame: &Frame, held: &Held<T>) {
        // The margin of an edge may reach one small cell beyond the box.
        let down = |cell: usize| cell.saturating_sub(1) / SMALL * SMALL;
        let up = |cell: usize| (cell + 1) / SMALL * SMALL + SMALL;
        self.west = down(frame.col(held.bounds.min().x));
        self.south = down(frame.row(held.bounds.min().y));
        self.width = up(frame.col(held.bounds.max().x)) - self.west;
        self.height = up(frame.row(held.bounds.max().y)) - self.south;
        self.words = self.width.div_ceil(bits::OF_A_WORD);
        for cells in [&mut self.edge, &mut self.inside] {
            cells.clear();
            cells.resize(self.words * self.height, 0);
        }
        for edge in edges(held.value.area()) {
            frame.along(edge, |row, from, to| {
                let start = (row - self.south) * self.words;
                bits::set(&mut self.edge[start..start + self.words], from - self.west, to + 1 - self.west);
            });
        }
        let (west, south) = (self.west, self.south);
        for row in 0..self.height {
            self.settle(row, |col| held.covers(frame.middle(west + col, south + row)));
        }
    }

    /// Decides the small cells of a row that no edge touches. Neighbours among them are alike, also across rows, so a
    /// run of them asks the row below first and tests one middle only where that knows nothing.
    fn settle(&mut self, row: usize, covers: impl Fn(usize) -> bool) {
        let (start, words) = (row * self.words, self.words);
        let edge = &self.edge[start..start + words];
        let below = start.checked_sub(words).map(|at| (&self.edge[at..at + words], at));
        let mut at = 0;
        while let Some(from) = bits::next_clear(edge, at).filter(|from| *from < self.width) {
            let end = bits::next_set(edge, from).map_or(self.width, |end| end.min(self.width));
            let known = below.and_then(|(edge, at)| {
                let cell = bits::next_clear(edge, from).filter(|cell| *cell < end)?;
                Some(bits::is_set(&self.inside[at..at + words], cell))
            });
            if known.unwrap_or_else(|| covers(from)) {
                bits::set(&mut self.inside[start..start + words], from, end);
            }
            at = end;
        }
    }

    /// The cell whose south-west small cell is (`col`, `row`).
    fn part(&self, col: usize, row: usize) -> Part {
        // Cells begin at every eighth bit, so that none lies in two words.
        let (word, shift) = (col / bits::OF_A_WORD, col % bits::OF_A_WORD);
        (0..SMALL).fold(Part::default(), |part, line| {
            let at = (row + line) * self.words + word;
            let eight = |cells: &[u64]| (cells[at] >> shift & 0xFF) << (line * SMALL);
            Part { inside: part.inside | eight(&self.inside), edge: part.edge | eight(&self.edge) }
        })
    }
}

/// A row of bits in words, the first bit the lowest.
mod bits {
    pub(super) const OF_A_WORD: usize = u64::BITS as usize;

    /// Sets the bits from `from` to before `end`, of which there is one at least.
    pub(super) fn set(words: &mut [u64], from: usize, end: usize) {
        let (first, last) = (from / OF_A_WORD, (end - 1) / OF_A_WORD);
        let (begin, rest) = (u64::MAX << (from % OF_A_WORD), u64::MAX >> (OF_A_WORD - 1 - (end - 1) % OF_A_WORD));
        if first == last {
            words[first] |= begin & rest;
            return;
        }
        words[first] |= begin;
        words[first + 1..last].fill(u64::MAX);
        words[last] |= rest;
    }

    pub(super) fn is_set(words: &[u64], at: usize) -> bool {
        words[at / OF_A_WORD] >> (at % OF_A_WORD) & 1 == 1
    }

    /// The first bit from `from` on that is set.
    pub(super) fn next_set(words: &[u64], from: usize) -> Option<usize> {
        next(words, from, |word| word)
    }

    /// The first bit from `from` on that is not.
    pub(super) fn next_clear(words: &[u64], from: usize) -> Option<usize> {
        next(words, from, |word| !word)
    }

    fn next(words: &[u64], from: usize, wanted: impl Fn(u64) -> u64) -> Option<usize> {
        let first = from / OF_A_WORD;
        let found = wanted(*words.get(first)?) & u64::MAX << (from % OF_A_WORD);
        if found != 0 {
            return Some(first * OF_A_WORD + found.trailing_zeros() as usize);
        }
        let rest = words[first + 1..].iter().position(|word| wanted(*word) != 0)? + first + 1;
        Some(rest * OF_A_WORD + wanted(words[rest]).trailing_zeros() as usize)
    }
}
