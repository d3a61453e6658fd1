//! A line through all places of the map on which neighbours lie near each other (Hilbert's curve): what is kept in
//! its order is read in few pieces when somebody asks for a part of the map.

/// Steps of halving: the smallest square is two hundred-thousandths of a degree.
const DEPTH: u32 = 24;

/// How far along the line a position lies (longitude, latitude).
pub fn along(lon: f64, lat: f64) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped, and below 2^24
    let step = |degrees: f64| ((degrees.clamp(-180.0, 180.0) + 180.0) / 360.0 * f64::from((1 << DEPTH) - 1)) as u32;
    distance(step(lon), step(lat), DEPTH)
}

/// How many squares come before the square (`x`, `y`) of those that `depth` halvings make.
fn distance(mut x: u32, mut y: u32, depth: u32) -> u64 {
    let mut before = 0;
    for level in (0..depth).rev() {
        let half = 1 << level;
        let (east, north) = (x & half != 0, y & half != 0);
        // The quarters in the order in which the line goes through them.
        let quarter = match (east, north) {
            (false, false) => 0,
            (false, true) => 1,
            (true, true) => 2,
            (true, false) => 3,
        };
        before += quarter << (2 * level);
        (x, y) = (x & (half - 1), y & (half - 1));
        // In the first and the last quarter the line is turned over.
        if !north {
            if east {
                (x, y) = (half - 1 - x, half - 1 - y);
            }
            (x, y) = (y, x);
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_goes_through_every_square_once_and_from_each_to_its_neighbour() {
        let mut squares: Vec<(u64, i32, i32)> =
            (0..32).flat_map(|x| (0..32).map(move |y| (distance(x, y, 5), x.cast_signed(), y.cast_signed()))).collect();
        squares.sort_unstable();
        for (at, (before, ..)) in squares.iter().enumerate() {
            assert_eq!(*before, u64::try_from(at).unwrap());
        }
        for pair in squares.windows(2) {
            assert_eq!((pair[0].1 - pair[1].1).abs() + (pair[0].2 - pair[1].2).abs(), 1, "{pair:?}");
        }
    }

    #[test]
    fn places_outside_the_map_and_no_numbers_are_somewhere() {
        assert_eq!(along(-500.0, -500.0), along(-180.0, -180.0));
        assert_eq!(along(f64::NAN, f64::NAN), 0);
        assert!(along(105.8, 21.0) != along(105.9, 21.0));
    }
}
