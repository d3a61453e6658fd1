//! When it gets dark: moves are to end before that (domain: daytime rule).

use sunrise::{Coordinates, SolarDay, SolarEvent};

use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_offset;

/// Sunset at a place, WGS 84 degrees, on the day it is in Viet Nam at `now`, to the second. None where the place is none.
pub fn sunset(lon: f64, lat: f64, now: Timestamp) -> Option<Timestamp> {
    let day = now.with_timezone(&vietnam_offset()).date_naive();
    let set = SolarDay::new(Coordinates::new(lat, lon)?, day).event_time(SolarEvent::Sunset)?;
    Timestamp::from_timestamp(set.timestamp(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_falls_early_on_the_coast_in_november() {
        // 10:14:35 UTC by NOAA's general solar position formulas, worked out apart.
        let noon = "2025-11-06T05:00:00Z".parse().unwrap();
        let set = sunset(108.8, 15.12, noon).unwrap();
        let expected: Timestamp = "2025-11-06T10:14:35Z".parse().unwrap();
        assert!((set - expected).num_minutes().abs() <= 2, "{set}");
    }

    #[test]
    fn the_day_is_that_of_viet_nam() {
        let early = "2025-11-05T18:00:00Z".parse().unwrap();
        let set = sunset(108.0, 15.0, early).unwrap();
        assert_eq!(set.with_timezone(&vietnam_offset()).date_naive().to_string(), "2025-11-06");
        assert_eq!(sunset(f64::NAN, 15.0, early), None);
    }
}
