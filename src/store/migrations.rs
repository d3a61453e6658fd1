//! The migrations, embedded: two folders of the same names, one for each database.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::{Store, StoreConnection};
use super::error::StoreError;

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Brings the database to the newest form; returns the names of what was applied.
pub fn run(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut connection = store.writer()?;
    let applied = match &mut *connection {
        StoreConnection::Sqlite(sqlite) => names(sqlite.run_pending_migrations(SQLITE)),
        StoreConnection::Postgres(postgres) => names(postgres.run_pending_migrations(POSTGRES)),
    };
    applied.map_err(|error| StoreError::Database(format!("migrations: {error}")))
}

/// Takes every migration back; for tests of the `down` files.
pub fn revert_all(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut connection = store.writer()?;
    let reverted = match &mut *connection {
        StoreConnection::Sqlite(sqlite) => names(sqlite.revert_all_migrations(SQLITE)),
        StoreConnection::Postgres(postgres) => names(postgres.revert_all_migrations(POSTGRES)),
    };
    reverted.map_err(|error| StoreError::Database(format!("migrations: {error}")))
}

fn names<E>(versions: Result<Vec<diesel::migration::MigrationVersion<'_>>, E>) -> Result<Vec<String>, E> {
    versions.map(|versions| versions.iter().map(ToString::to_string).collect())
}
