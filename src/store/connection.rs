//! Connections and transactions.
//!
//! SQLite: WAL, foreign keys, one writer and a pool of readers; writes begin with BEGIN IMMEDIATE,
//! because a deferred transaction that turns into a write fails at once when another one is writing.
//! PostgreSQL: one pool for both. The URL's scheme chooses.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use diesel::{Connection, ConnectionError, PgConnection, SqliteConnection};

use super::commits;
use super::error::{StoreError, Transient};
use super::wal::{self, WalKeeper};

// The derive makes public items that cannot carry documentation.
#[allow(missing_docs)]
mod either {
    use diesel::{PgConnection, SqliteConnection};

    /// A connection to either database: SQLite, compiled in, or PostgreSQL.
    #[derive(diesel::MultiConnection)]
    pub enum StoreConnection {
        Sqlite(SqliteConnection),
        Postgres(PgConnection),
    }
}

pub use either::StoreConnection;

/// Which database a URL names.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Sqlite { file: String },
    Postgres { url: String },
}

impl Target {
    fn of(url: &str) -> Result<Self, StoreError> {
        if let Some(file) = url.strip_prefix("sqlite://") {
            return Ok(Self::Sqlite { file: file.to_owned() });
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            if url.contains("sslmode=require") || url.contains("sslmode=verify") {
                return Err(StoreError::Unavailable(
                    "this build speaks to PostgreSQL without TLS; use a local socket, a tunnel or sslmode=prefer"
                        .into(),
                ));
            }
            return Ok(Self::Postgres { url: url.to_owned() });
        }
        Err(StoreError::Unavailable("a database URL begins with sqlite:// or postgres://".into()))
    }
}

/// Opens connections for the pools.
pub(super) struct Manager {
    target: Target,
    read_only: bool,
}

/// What the one writer has beside: room, in KiB, for the pages that a transaction touches again and again. It is taken as
/// it is needed, and given back after a very large one ([`super::wal`]).
const SQLITE_WRITER: &str = " PRAGMA cache_size = -65536;";

const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; \
                               PRAGMA synchronous = FULL;";

impl ManageConnection for Manager {
    type Connection = StoreConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<StoreConnection, Self::Error> {
        let connection = match &self.target {
            Target::Sqlite { file } => SqliteConnection::establish(file).map(StoreConnection::Sqlite),
            Target::Postgres { url } => PgConnection::establish(url).map(StoreConnection::Postgres),
        };
        let mut connection = connection.map_err(diesel::r2d2::Error::ConnectionError)?;
        let settings = match (&connection, self.read_only) {
            (StoreConnection::Sqlite(_), false) => format!("{SQLITE_SETTINGS}{SQLITE_WRITER}{}", wal::SETTINGS),
            (StoreConnection::Sqlite(_), true) => format!("{SQLITE_SETTINGS} PRAGMA query_only = ON;"),
            (StoreConnection::Postgres(_), _) => "SET TIME ZONE 'UTC'".to_owned(),
        };
        connection
            .batch_execute(&settings)
            .map_err(|error| diesel::r2d2::Error::ConnectionError(ConnectionError::CouldntSetupConfiguration(error)))?;
        Ok(connection)
    }

    fn is_valid(&self, connection: &mut StoreConnection) -> Result<(), Self::Error> {
        connection.batch_execute("SELECT 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, _: &mut StoreConnection) -> bool {
        std::thread::panicking()
    }
}

/// The store: cheap to clone, shared by all threads. Its calls block; HTTP hands them to the blocking pool.
#[derive(Clone)]
pub struct Store {
    readers: Pool<Manager>,
    writer: Pool<Manager>,
    target: Arc<Target>,
    /// For SQLite.
    wal: Option<Arc<WalKeeper>>,
}

/// How often a transaction is run again when another writer was in the way.
const ATTEMPTS: u32 = 6;

impl Store {
    /// Opens the database at `url` (`sqlite://path` or `postgres://…`); makes the folder of a SQLite file.
    ///
    /// Does not migrate: see [`super::migrations::run`].
    pub fn open(url: &str) -> Result<Self, StoreError> {
        let target = Target::of(url)?;
        if let Target::Sqlite { file } = &target
            && let Some(folder) = Path::new(file).parent().filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)
                .map_err(|error| StoreError::Unavailable(format!("{}: {error}", folder.display())))?;
        }
        let pool = |size, read_only| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                // A file does not go away between two statements as a server does.
                .test_on_check_out(matches!(target, Target::Postgres { .. }))
                .connection_timeout(Duration::from_secs(10))
                .build(Manager { target: target.clone(), read_only })
                .map_err(|error| StoreError::Unavailable(error.to_string()))
        };
        // The writer comes first: it makes the SQLite file that readers then open.
        let (writer, readers) = match &target {
            Target::Sqlite { .. } => (pool(1, false)?, pool(4, true)?),
            Target::Postgres { .. } => {
                let both = pool(8, false)?;
                (both.clone(), both)
            }
        };
        let wal = match &target {
            Target::Sqlite { file } => Some(WalKeeper::start(file).map(Arc::new).map_err(no_thread)?),
            Target::Postgres { .. } => None,
        };
        Ok(Self { readers, writer, target: Arc::new(target), wal })
    }

    /// The database's kind, for messages.
    pub fn kind(&self) -> &'static str {
        match *self.target {
            Target::Sqlite { .. } => "SQLite",
            Target::Postgres { .. } => "PostgreSQL",
        }
    }

    /// How long SQLite's log of what was written is.
    pub fn log_bytes(&self) -> Option<u64> {
        self.wal.as_ref().map(|wal| wal.length())
    }

    /// Runs `f` on a connection that only reads.
    pub fn read<T, E>(&self, f: impl FnOnce(&mut StoreConnection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        f(&mut *take(&self.readers)?)
    }

    /// Runs `f` in one transaction: all of it is durable when this returns Ok, and none of it otherwise.
    ///
    /// Where another writer was in the way `f` is run again from the start, so it must have no effect
    /// outside the transaction.
    pub fn write<T, E>(&self, mut f: impl FnMut(&mut StoreConnection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError> + Transient,
    {
        let mut attempt = 1;
        loop {
            match self.attempt(&mut f) {
                Err(error) if error.is_transient() && attempt < ATTEMPTS => {
                    std::thread::sleep(Duration::from_millis(u64::from(5 * attempt * attempt)));
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    fn attempt<T, E>(&self, f: &mut impl FnMut(&mut StoreConnection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        let mut connection = take(&self.writer)?;
        let log = match (&self.wal, &mut *connection) {
            (Some(wal), StoreConnection::Sqlite(writer)) => wal.before(writer),
            _ => 0,
        };
        begin(&mut connection)?;
        match catch_unwind(AssertUnwindSafe(|| f(&mut connection))) {
            Ok(Ok(value)) => {
                commits::note();
                commit(&mut connection)?;
                if let (Some(wal), StoreConnection::Sqlite(writer)) = (&self.wal, &mut *connection) {
                    wal.after(writer, log);
                }
                Ok(value)
            }
            Ok(Err(error)) => {
                roll_back(&mut connection);
                Err(error)
            }
            Err(panic) => {
                roll_back(&mut connection);
                resume_unwind(panic)
            }
        }
    }

    /// A connection outside any transaction, for migrations.
    pub(super) fn writer(&self) -> Result<PooledConnection<Manager>, StoreError> {
        take(&self.writer)
    }
}

fn no_thread(error: std::io::Error) -> StoreError {
    StoreError::Unavailable(format!("no thread for the database: {error}"))
}

fn take(pool: &Pool<Manager>) -> Result<PooledConnection<Manager>, StoreError> {
    pool.get().map_err(|error| StoreError::Unavailable(error.to_string()))
}

fn begin(connection: &mut StoreConnection) -> Result<(), StoreError> {
    match connection {
        StoreConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        StoreConnection::Postgres(postgres) => AnsiTransactionManager::begin_transaction(postgres),
    }
    .map_err(StoreError::from)
}

/// Commits, or rolls back and says why not.
///
/// PostgreSQL answers the COMMIT of a transaction in which a statement failed with a silent ROLLBACK, so a
/// caller that overlooked the failure would be told that all is durable; the question before brings it out.
fn commit(connection: &mut StoreConnection) -> Result<(), StoreError> {
    if let StoreConnection::Postgres(postgres) = connection
        && let Err(error) = postgres.batch_execute("SELECT 1")
    {
        roll_back(connection);
        return Err(error.into());
    }
    super::on_each_backend!(connection, inner => AnsiTransactionManager::commit_transaction(inner))
        .map_err(StoreError::from)
}

fn roll_back(connection: &mut StoreConnection) {
    let outcome = super::on_each_backend!(connection, inner => AnsiTransactionManager::rollback_transaction(inner));
    if let Err(error) = outcome {
        tracing::warn!(%error, "a transaction could not be rolled back; the database will do it itself");
    }
}
