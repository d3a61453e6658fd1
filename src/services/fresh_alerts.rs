//! Alerts that were stored moments ago and await their answer: what was read of them need not be read again.
//!
//! Only a shortcut. The store says which alerts there are and whether one has changed since ([`alerts::get_all`]); what
//! is not here is read from there.
//!
//! [`alerts::get_all`]: crate::store::alerts::get_all

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::alerts::cap::Alert;
use crate::kernel::ids::AlertId;

/// So many bytes are held, by the length of alerts as they are written: two thousand usual ones.
const MOST_BYTES: usize = 32 << 20;

/// Alerts at hand.
#[derive(Default)]
pub struct FreshAlerts(Mutex<Held>);

#[derive(Default)]
struct Held {
    alerts: HashMap<AlertId, (Alert, usize)>,
    bytes: usize,
}

impl FreshAlerts {
    /// Holds an alert that takes so many bytes, while there is room.
    pub(super) fn hold(&self, id: AlertId, alert: Alert, bytes: usize) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.bytes + bytes <= MOST_BYTES {
            held.bytes += bytes;
            held.alerts.insert(id, (alert, bytes));
        }
    }

    /// Gives those of `ids` out of hand that are held.
    pub(super) fn take(&self, ids: &[AlertId]) -> HashMap<AlertId, Alert> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut taken = HashMap::with_capacity(ids.len().min(held.alerts.len()));
        for id in ids {
            if let Some((alert, bytes)) = held.alerts.remove(id) {
                held.bytes -= bytes;
                taken.insert(*id, alert);
            }
        }
        taken
    }

    /// Lets go of everything: nothing awaits an answer.
    pub(super) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Held::default();
    }
}
