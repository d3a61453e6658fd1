//! Fresh databases of both kinds, so that every test of the store is written once and run on each.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tempfile::TempDir;
use ungpho::store::{Store, migrations};

use super::postgres::{self, PostgresDatabase};

/// A database of its own for one test; gone when this is dropped.
pub struct TestDatabase {
    // Dropped in this order: first the connections, then what they led to.
    /// The store, open on it.
    pub store: Store,
    /// Its address, for a second store or another process.
    pub url: String,
    _keeper: Keeper,
}

enum Keeper {
    Sqlite(TempDir),
    Postgres(PostgresDatabase),
}

impl TestDatabase {
    fn sqlite() -> Self {
        let folder = TempDir::with_prefix("ungpho-sqlite-").unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        Self { store: Store::open(&url).unwrap(), url, _keeper: Keeper::Sqlite(folder) }
    }

    /// A PostgreSQL database without tables, where there is a server.
    pub fn postgres() -> Option<Self> {
        let database = postgres::fresh_database()?;
        let url = database.url().to_owned();
        Some(Self { store: Store::open(&url).unwrap(), url, _keeper: Keeper::Postgres(database) })
    }
}

/// A SQLite file and, where there is a server, a PostgreSQL database; neither has any table yet.
pub fn empty_databases() -> Vec<TestDatabase> {
    std::iter::once(TestDatabase::sqlite()).chain(TestDatabase::postgres()).collect()
}

/// A SQLite file and, where there is a server, a PostgreSQL database, both in the newest form.
pub fn databases() -> Vec<TestDatabase> {
    let databases = empty_databases();
    for database in &databases {
        migrations::run(&database.store).unwrap();
    }
    databases
}

/// Runs `test` on a fresh database of each kind; a failure says on which.
pub fn on_each_database(test: impl Fn(&Store)) {
    for database in databases() {
        naming(database.store.kind(), || test(&database.store));
    }
}

/// Runs `test`; where it panics, says that it was about `name`.
pub fn naming(name: &str, test: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(test)) {
        panic!("on {name}: {}", words_of(&*panic));
    }
}

fn words_of(panic: &(dyn Any + Send)) -> &str {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words")
}
