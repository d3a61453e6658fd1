//! A SQLite database as one file: copied while it is in use, looked at before it is trusted, and closed for good before
//! it is moved.

use std::collections::BTreeSet;
use std::fs::File;
#[cfg(target_os = "linux")]
use std::fs::OpenOptions;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::Sqlite;
use diesel::{Connection, QueryableByName, SqliteConnection};

use super::migrations::SQLITE;
use super::{StoreError, to_text_path};

/// Which file a URL names, where it is one of SQLite.
pub fn file_of(url: &str) -> Option<PathBuf> {
    url.strip_prefix("sqlite://").map(PathBuf::from)
}

/// What lies beside a database while it is in use.
pub fn companions(database: &Path) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|suffix| {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        name.into()
    })
}

/// Writes all of `database` as it stands at one moment into `copy`, which must be empty. Others may read and write meanwhile.
pub fn copy(database: &Path, copy: &Path) -> Result<(), StoreError> {
    let mut connection = open(database)?;
    diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(to_text_path(copy)?).execute(&mut connection)?;
    Ok(())
}

/// Why a file cannot take the place of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is no database, or one of another program.
    NotOurs,
    /// It does not hold together; what SQLite says of it.
    Damaged(String),
    /// A later version of the program made it; the migration this one does not know.
    Newer(String),
}

#[derive(QueryableByName)]
struct Said {
    #[diesel(sql_type = Text)]
    said: String,
}

/// Reads `file` whole and says what is wrong with it. The audit log is not looked at.
pub fn examine(file: &Path) -> Result<Option<Unfit>, StoreError> {
    let mut connection = open(file)?;
    let tables = "SELECT name AS said FROM sqlite_master WHERE type = 'table' \
                  AND name IN ('__diesel_schema_migrations', 'audit_entries', 'audit_head', 'markers')";
    match ask(&mut connection, tables) {
        Ok(tables) if tables.len() == 4 => {}
        Ok(_) => return Ok(Some(Unfit::NotOurs)),
        // SQLite looks at the file at the first statement.
        Err(error) if error.to_string().contains("file is not a database") => return Ok(Some(Unfit::NotOurs)),
        Err(error) => return Ok(Some(Unfit::Damaged(error.to_string()))),
    }
    let applied = match ask(&mut connection, "SELECT version AS said FROM __diesel_schema_migrations ORDER BY version")
    {
        Ok(applied) => applied,
        Err(error) => return Ok(Some(Unfit::Damaged(error.to_string()))),
    };
    let known = known_migrations()?;
    if let Some(unknown) = applied.into_iter().rev().find(|version| !known.contains(version)) {
        return Ok(Some(Unfit::Newer(unknown)));
    }
    match ask(&mut connection, "SELECT integrity_check AS said FROM pragma_integrity_check LIMIT 3") {
        Ok(said) if said == ["ok"] => Ok(None),
        Ok(said) => Ok(Some(Unfit::Damaged(said.join("; ")))),
        Err(error) => Ok(Some(Unfit::Damaged(error.to_string()))),
    }
}

/// Whether a file begins as every database does. One that does not is not even opened: SQLite would do away with the log
/// beside it.
pub fn begins_as_one(file: &Path) -> bool {
    let mut begin = [0; 16];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && begin == *b"SQLite format 3\0"
}

/// How often, and how long between, it is tried to close a database that is busy: a pool that was let go of may still be
/// closing its connections.
const CLOSINGS: u32 = 40;
const BETWEEN_CLOSINGS: Duration = Duration::from_millis(50);

/// Brings everything of `database` into its one file, which nobody may have open: then it can be moved.
pub fn close(database: &Path) -> Result<(), StoreError> {
    for left in (0..CLOSINGS).rev() {
        match open(database)?.batch_execute("PRAGMA journal_mode = DELETE").map_err(StoreError::from) {
            Err(StoreError::Busy(_)) if left > 0 => std::thread::sleep(BETWEEN_CLOSINGS),
            done => {
                done?;
                break;
            }
        }
    }
    if companions(database)[0].exists() {
        return Err(StoreError::Busy("the database is in use".into()));
    }
    Ok(())
}

/// Whether a process has the database open, where SQLite itself cannot tell because the file is damaged: each that has it
/// open holds a lock in the file beside it.
#[cfg(target_os = "linux")]
pub fn is_held(database: &Path) -> bool {
    use rustix::fs::{FlockOperation, fcntl_lock};
    let [_, shared] = companions(database);
    let held = |file: File| fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive).is_err();
    OpenOptions::new().read(true).write(true).open(shared).is_ok_and(held)
}

/// Nothing tells here.
#[cfg(not(target_os = "linux"))]
pub fn is_held(_: &Path) -> bool {
    false
}

/// A connection to a file that is there; SQLite would make one that is not.
fn open(file: &Path) -> Result<SqliteConnection, StoreError> {
    let unavailable = |why: String| StoreError::Unavailable(format!("{}: {why}", file.display()));
    if !file.is_file() {
        return Err(unavailable("no such file".into()));
    }
    let mut connection =
        SqliteConnection::establish(to_text_path(file)?).map_err(|error| unavailable(error.to_string()))?;
    connection.batch_execute("PRAGMA busy_timeout = 5000")?;
    Ok(connection)
}

fn ask(connection: &mut SqliteConnection, question: &str) -> Result<Vec<String>, StoreError> {
    let rows: Vec<Said> = diesel::sql_query(question).load(connection)?;
    Ok(rows.into_iter().map(|row| row.said).collect())
}

fn known_migrations() -> Result<BTreeSet<String>, StoreError> {
    let known = MigrationSource::<Sqlite>::migrations(&SQLITE);
    let known = known.map_err(|error| StoreError::Database(format!("migrations: {error}")))?;
    Ok(known.iter().map(|migration| migration.name().version().to_string()).collect())
}
