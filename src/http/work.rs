//! Handing blocking work to the blocking pool.

use actix_web::web;

use super::problem::Problem;
use crate::services::{App, ServiceError};
use crate::store::commits::{Mark, under};

/// Runs `work` off the asynchronous threads.
pub async fn off_thread<T, F>(app: &App, work: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: FnOnce(&App) -> Result<T, ServiceError> + Send + 'static,
{
    let (app, mark) = (app.clone(), Mark::here());
    web::block(move || under(mark, || work(&app)))
        .await
        .map_err(|error| Problem::from(ServiceError::Internal(format!("a task ended early: {error}"))))?
        .map_err(Problem::from)
}
