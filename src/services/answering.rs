//! Answering alerts while others are still fetched and kept: nobody waits for the end of a long list.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::resume::answer_open;
use super::{App, ServiceError};
use crate::store::commits::{Mark, under};

/// Whoever takes in many alerts has one; its thread begins with the first of them.
#[derive(Default)]
pub struct Answering(Option<(Bell, JoinHandle<()>)>);

/// Rung when alerts were stored. They are answered together with all others that nobody has answered.
#[derive(Clone)]
pub struct Bell(SyncSender<()>);

impl Answering {
    /// What is to be rung after each batch.
    pub fn bell(&mut self, app: &App) -> Result<Bell, ServiceError> {
        if let Some((bell, _)) = &self.0 {
            return Ok(bell.clone());
        }
        let (bell, rung) = sync_channel(1);
        let (app, mark) = (app.clone(), Mark::here());
        let answer = move || {
            while rung.recv().is_ok() {
                // What could not be answered is tried again after the last batch, and then told.
                if let Err(error) = answer_open(&app) {
                    tracing::error!(%error, "alerts could not be answered; it will be tried again");
                }
            }
        };
        let thread = std::thread::Builder::new()
            .name("answering".into())
            .spawn(move || under(mark, answer))
            .map_err(|error| ServiceError::Internal(format!("no thread to answer alerts: {error}")))?;
        let bell = Bell(bell);
        self.0 = Some((bell.clone(), thread));
        Ok(bell)
    }

    /// Waits until what was rung for is answered. To be called when every other bell is gone.
    pub fn finish(self) {
        if let Some((bell, thread)) = self.0 {
            drop(bell);
            if thread.join().is_err() {
                tracing::error!("answering alerts broke off; it will be tried again");
            }
        }
    }
}

impl Bell {
    /// Waits while two batches are to be answered already: memory holds no more.
    pub fn ring(&self) {
        // Where the thread has broken off, they are answered at the end.
        let _ = self.0.send(());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::kernel::SystemClock;
    use crate::outbound::fetch::{FetchLimits, Fetcher};
    use crate::services::ingest_alert::{Arrival, take_in_all};
    use crate::store::{Store, alert_answers, migrations};

    fn app(folder: &std::path::Path) -> App {
        let store = Store::open(&format!("sqlite://{}", folder.join("t.db").display())).unwrap();
        migrations::run(&store).unwrap();
        App::new(store, Arc::new(SystemClock), Fetcher::new(FetchLimits::default()).unwrap())
    }

    fn batch(name: &str) -> Vec<Arrival> {
        let alert = |number: usize| {
            format!(
                "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>{name}{number}</identifier>\
                 <sender>s@x</sender><sent>2026-11-24T08:00:00+07:00</sent><status>Actual</status>\
                 <msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>Lũ</event>\
                 <urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>\
                 <area><areaDesc>Xã Ngọc Linh</areaDesc></area></info></alert>"
            )
        };
        (0..20).map(|number| Arrival { bytes: alert(number).into_bytes(), ..Arrival::default() }).collect()
    }

    #[test]
    fn batches_are_answered_before_anybody_asks_and_nothing_is_left_when_it_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let app = app(folder.path());
        let mut answering = Answering::default();
        for name in ["a", "b", "c", "d"] {
            let taken = take_in_all(&app, None, &batch(name)).unwrap();
            assert_eq!(taken.iter().map(|one| one.new.len()).sum::<usize>(), 20);
            answering.bell(&app).unwrap().ring();
        }
        answering.finish();
        assert_eq!(app.store.read(alert_answers::unanswered).unwrap(), []);
    }
}
