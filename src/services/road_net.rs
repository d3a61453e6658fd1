//! The net of the roads that were loaded, in memory; made anew when somebody asks after they changed.

use std::sync::{Arc, Mutex, PoisonError};

use super::ServiceError;
use crate::allocation::Position;
use crate::allocation::roads::{Closing, RoadLine, RoadNet};
use crate::store::roads::Road;
use crate::store::{StoreConnection, markers, roads};

/// The newest net, with the change it was made after.
#[derive(Default)]
pub struct Roads {
    newest: Mutex<Option<(i64, Arc<RoadNet>)>>,
}

impl Roads {
    /// The net as of now, and the change it was made after.
    pub fn net(&self, conn: &mut StoreConnection) -> Result<(i64, Arc<RoadNet>), ServiceError> {
        let revision = markers::counter(conn, markers::ROADS)?;
        // Whoever asks while a net is being made waits here for it.
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, net)) = newest.as_ref().filter(|(known, _)| *known == revision) {
            return Ok((revision, Arc::clone(net)));
        }
        let lines: Vec<RoadLine> = roads::all(conn)?.iter().map(line_of).collect();
        let net = RoadNet::of(&lines).map_err(|fault| ServiceError::Internal(format!("roads: {fault}")))?;
        let net = Arc::new(net);
        *newest = Some((revision, Arc::clone(&net)));
        Ok((revision, net))
    }
}

/// A road as the net takes it.
pub(super) fn line_of(road: &Road) -> RoadLine {
    RoadLine {
        points: road.line.iter().map(|[lon, lat]| Position { lon: *lon, lat: *lat }).collect(),
        closing: match (road.closes_at, road.ford) {
            (Some(level), _) => Closing::From(level),
            (None, true) => Closing::NotKnown,
            (None, false) => Closing::Never,
        },
    }
}
