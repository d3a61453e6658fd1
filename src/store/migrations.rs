//! The migrations, embedded: two folders of the same names, one for each database.

use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::{Store, StoreConnection};
use super::error::StoreError;
use super::{audit, households, markers, zones};

pub(super) const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Brings the database to the newest form, and old rows with it; returns the names of what was applied.
pub fn run(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut connection = store.writer()?;
    let applied = match &mut *connection {
        StoreConnection::Sqlite(sqlite) => names(sqlite.run_pending_migrations(SQLITE)),
        StoreConnection::Postgres(postgres) => names(postgres.run_pending_migrations(POSTGRES)),
    };
    let applied = applied.map_err(|error| StoreError::Database(format!("migrations: {error}")))?;
    drop(connection);
    if store.read(|conn| markers::get(conn, markers::OLD_ROWS))?.as_deref() != Some(OLD_ROWS) {
        store.write(bring_up_old_rows)?;
    }
    Ok(applied)
}

/// Which rows from before a migration have been brought up; whoever adds to [`bring_up_old_rows`] counts it on. To look
/// for them at each start would mean to read every zone and every household.
const OLD_ROWS: &str = "1";

/// Gives rows from before a migration what could not be told in SQL.
fn bring_up_old_rows(conn: &mut StoreConnection) -> Result<(), StoreError> {
    audit::chain_old_entries(conn)?;
    zones::outline_old_revisions(conn)?;
    households::fold_old_lines(conn)?;
    markers::set(conn, markers::OLD_ROWS, OLD_ROWS)
}

/// Brings the database to the form it had after the migration `last`; for tests of those that follow.
pub fn run_until(store: &Store, last: &str) -> Result<(), StoreError> {
    fn step<DB, C>(conn: &mut C, all: fn() -> EmbeddedMigrations, last: &str) -> Result<(), StoreError>
    where
        DB: diesel::backend::Backend,
        C: MigrationHarness<DB>,
    {
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| StoreError::Database(error.to_string());
        while !conn.applied_migrations().map_err(failed)?.iter().any(|version| version.to_string() == last) {
            conn.run_next_migration(all()).map_err(failed)?;
        }
        Ok(())
    }
    match &mut *store.writer()? {
        StoreConnection::Sqlite(sqlite) => step(sqlite, || SQLITE, last),
        StoreConnection::Postgres(postgres) => step(postgres, || POSTGRES, last),
    }
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
