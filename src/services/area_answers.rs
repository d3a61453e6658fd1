//! What the picture says of the area of an alert, found once for each area.
//!
//! The next message of a storm mostly holds for the same area. What is kept lives in one picture and goes with it, so
//! no change of zones, plans or units, and no new day, ever gets an answer from before it; and an area is the same only
//! where everything it is told by is the same ([`AsWritten`]).

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use geo::{Coord, MultiPolygon};

use super::live_data::Picture;
use crate::alerts::cap::Alert;
use crate::alerts::footprint::{AsWritten, Footprint};
use crate::geometry::measure::distance_m;
use crate::kernel::Localized;
use crate::kernel::ids::ZoneId;
use crate::kernel::memo::Memo;
use crate::places::resolve::former_code;
use crate::zones::{Relation, Zone};

/// So many bytes are kept in each of two heaps: some hundreds of areas.
const MOST_BYTES: usize = 8 << 20;

/// Of so many zones the distance is kept with an area; in an activation there are seldom more that it does not touch.
const MOST_DISTANCES: usize = 500;

/// The areas a picture was asked about lately.
pub struct AreaAnswers {
    known: Memo<AsWritten, AreaAnswer>,
    /// Those that somebody is finding out: who asks for the same meanwhile waits.
    under_way: Mutex<UnderWay>,
}

type UnderWay = HashMap<AsWritten, Arc<OnceLock<Arc<AreaAnswer>>>>;

impl Default for AreaAnswers {
    fn default() -> Self {
        Self { known: Memo::new(MOST_BYTES), under_way: Mutex::default() }
    }
}

impl AreaAnswers {
    /// What `picture`, whose answers these are, says of the area of `alert`.
    pub(super) fn of(&self, picture: &Picture, alert: &Alert) -> Arc<AreaAnswer> {
        let written = AsWritten::of(alert);
        if let Some(known) = self.known.find(&written) {
            return known;
        }
        let cell = Arc::clone(self.under_way().entry(written.clone()).or_default());
        let answer = cell.get_or_init(|| {
            let answer = Arc::new(AreaAnswer::of(picture, alert));
            self.known.keep(written.clone(), Arc::clone(&answer), written.bytes() + answer.bytes());
            answer
        });
        self.under_way().remove(&written);
        Arc::clone(answer)
    }

    fn under_way(&self) -> MutexGuard<'_, UnderWay> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a picture says of an area.
pub(super) struct AreaAnswer {
    /// Whether it has a place that could be used.
    pub(super) located: bool,
    /// The zones of plans that it touches.
    pub(super) touched: HashMap<ZoneId, Relation>,
    /// The codes it is told by that are no longer in use.
    pub(super) former: Vec<FormerCode>,
    drawn: MultiPolygon<f64>,
    /// How far it stays away from zones that it does not touch, found when somebody asks.
    distances_km: Mutex<HashMap<ZoneId, Option<f64>>>,
}

/// A code that is no longer in use.
pub(super) struct FormerCode {
    /// The communes that have its area today.
    pub(super) communes: BTreeSet<String>,
    /// What is said of it.
    pub(super) remark: Localized,
}

impl AreaAnswer {
    fn of(picture: &Picture, alert: &Alert) -> Self {
        let footprint = Footprint::of(alert);
        let reach = picture.zones.reached_by(&footprint);
        let leads_somewhere = |code| !picture.gazetteer.communes_of_code(code, picture.day).is_empty();
        Self {
            // A code that leads nowhere may be anywhere.
            located: footprint.is_drawn() || !reach.is_empty() || footprint.codes().any(leads_somewhere),
            former: footprint.codes().filter_map(|code| FormerCode::of(picture, code)).collect(),
            touched: picture.planned.iter().filter_map(|(slot, zone)| Some((*zone, reach.of(*slot)?))).collect(),
            drawn: footprint.polygons.into_iter().chain(footprint.circles).collect(),
            distances_km: Mutex::default(),
        }
    }

    /// How far the area stays away from `zone`, in kilometres; `None` where it is not drawn.
    pub(super) fn distance_km(&self, zone: &Zone) -> Option<f64> {
        let known = self.distances_km.lock().unwrap_or_else(PoisonError::into_inner).get(&zone.id).copied();
        known.unwrap_or_else(|| {
            let found = distance_m(&zone.geometry, &self.drawn).map(|metres| metres / 1_000.0);
            let mut known = self.distances_km.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() < MOST_DISTANCES {
                known.insert(zone.id, found);
            }
            found
        })
    }

    /// About how many bytes it takes, with all the distances that may come.
    fn bytes(&self) -> usize {
        let corners: usize = self.drawn.iter().map(|part| part.exterior().0.len()).sum();
        let former: usize = self.former.iter().map(|code| 300 + code.communes.len() * 60).sum();
        corners * size_of::<Coord<f64>>() + (self.touched.len() + MOST_DISTANCES) * 48 + former
    }
}

impl FormerCode {
    fn of(picture: &Picture, code: &str) -> Option<Self> {
        let remark = former_code(&picture.gazetteer, code, picture.day)?;
        let communes = picture.gazetteer.communes_of_code(code, picture.day);
        Some(Self { communes: communes.into_iter().map(str::to_owned).collect(), remark })
    }

    /// Whether one of `communes` has some of its area.
    pub(super) fn concerns(&self, communes: &BTreeSet<&str>) -> bool {
        communes.iter().any(|commune| self.communes.contains(*commune))
    }
}
