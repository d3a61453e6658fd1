//! Alerts that were stored moments ago: what was read of them need not be read again where they, or others of their
//! chains, are answered.
//!
//! Only a shortcut. The store says which alerts there are and whether one has changed since ([`alerts::get_all`]); what
//! is not here is read from there.
//!
//! [`alerts::get_all`]: crate::store::alerts::get_all

use std::collections::HashMap;
use std::sync::Arc;

use crate::alerts::cap::Alert;
use crate::kernel::ids::AlertId;
use crate::kernel::memo::Memo;

/// So many bytes are held in each of two heaps, by the length of alerts as they are written: two thousand usual ones.
const MOST_BYTES: usize = 16 << 20;

/// Alerts at hand.
pub struct FreshAlerts(Memo<AlertId, Alert>);

impl Default for FreshAlerts {
    fn default() -> Self {
        Self(Memo::new(MOST_BYTES))
    }
}

impl FreshAlerts {
    /// Holds an alert that takes so many bytes.
    pub(super) fn hold(&self, id: AlertId, alert: Alert, bytes: usize) {
        self.0.keep(id, Arc::new(alert), bytes);
    }

    /// Those of `ids` that are at hand.
    pub(super) fn of(&self, ids: &[AlertId]) -> HashMap<AlertId, Alert> {
        let found = |id: &AlertId| Some((*id, Alert::clone(&*self.0.find(id)?)));
        ids.iter().filter_map(found).collect()
    }

    /// Lets go of everything: nothing awaits an answer.
    pub(super) fn clear(&self) {
        self.0.clear();
    }
}
