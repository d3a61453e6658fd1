//! A PostgreSQL server for tests: the one `TEST_POSTGRES_URL` names, else a throw-away cluster of this
//! process, else none, which is said aloud.
//!
//! The cluster is a child of a small shell (`watchdog.sh`) that stops it and removes its folder when this
//! process ends, in whatever way. The server refuses to run as root, so root starts it as another user.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use tempfile::TempDir;

/// Names a server on which databases may be made: `postgres://user:password@host/postgres`.
pub const SERVER_VARIABLE: &str = "TEST_POSTGRES_URL";

/// A database of its own; dropped with this value.
pub struct PostgresDatabase {
    name: String,
    url: String,
}

impl PostgresDatabase {
    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let outcome = server().map(|server| server.run(&format!("DROP DATABASE {} WITH (FORCE)", self.name)));
        if let Some(Err(error)) = outcome {
            aloud(&format!("the test database {} could not be dropped: {error}\n", self.name));
        }
    }
}

/// A fresh database, or none where there is no server.
pub fn fresh_database() -> Option<PostgresDatabase> {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    let server = server()?;
    let name = format!("ungpho_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    // The order of texts is part of what is compared with SQLite, so it must not be the server's own.
    let sql = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
    server.run(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let url = server.url_of(&name);
    Some(PostgresDatabase { name, url })
}

/// Where databases are made.
struct Server {
    /// The address of its database `postgres`.
    url: String,
    /// The watchdog of a cluster of our own. Never dropped: its input closes when this process ends.
    watchdog: Option<Child>,
}

impl Server {
    fn run(&self, sql: &str) -> Result<(), String> {
        let mut connection = PgConnection::establish(&self.url).map_err(|error| error.to_string())?;
        connection.batch_execute(sql).map_err(|error| error.to_string())
    }

    fn url_of(&self, database: &str) -> String {
        let (address, settings) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let after_scheme = address.find("://").map_or(0, |at| at + 3);
        let server = address[after_scheme..].find('/').map_or(address, |slash| &address[..after_scheme + slash]);
        let question = if settings.is_empty() { "" } else { "?" };
        format!("{server}/{database}{question}{settings}")
    }
}

/// The server of this process; found or started once.
fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Result<Option<Server>, String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server = named_server().map_or_else(throw_away_cluster, |server| Ok(Some(server)));
        if let Ok(None) = server {
            aloud(SKIPPED);
        }
        server
    });
    // Programs that are there and fail are a fault, never a reason to skip.
    server.as_ref().unwrap_or_else(|error| panic!("no PostgreSQL for the tests: {error}")).as_ref()
}

// The tests are told their server here; the program itself is told by its config.
#[allow(clippy::disallowed_methods)]
fn named_server() -> Option<Server> {
    let url = std::env::var(SERVER_VARIABLE).ok().filter(|url| !url.is_empty())?;
    Some(Server { url, watchdog: None })
}

const SKIPPED: &str = "
======================================================================================
SKIPPED: PostgreSQL tests. Only SQLite is tested in this run.
No PostgreSQL programs were found in PATH or /usr/lib/postgresql, or this is root and
there is no user `postgres` or `nobody` to run them as. To have these tests run:
  install the server (`apt-get install postgresql`), or
  set TEST_POSTGRES_URL=postgres://user:password@host/postgres
======================================================================================
";

/// Writes past cargo's capture, which takes the print macros only.
fn aloud(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Starts a cluster of this process's own.
fn throw_away_cluster() -> Result<Option<Server>, String> {
    let Some(programs) = programs() else { return Ok(None) };
    // Files made by us belong to us, so this tells who we are.
    let folder = TempDir::with_prefix("ungpho-postgres-").map_err(|error| error.to_string())?;
    let root = owner(folder.path())? == 0;
    let user = if root { unprivileged_user() } else { None };
    if root && user.is_none() {
        return Ok(None);
    }
    let mut watchdog = Command::new("/bin/sh");
    watchdog
        .args([OsStr::new("-c"), OsStr::new(include_str!("watchdog.sh")), OsStr::new("watchdog")])
        .args([folder.path(), &programs])
        .env("LC_ALL", "C.UTF-8")
        // Settings of clients would mislead the server's own programs.
        .env_remove("PGDATA")
        .env_remove("PGPORT")
        // A group of its own: what ends the group of the tests must leave the watchdog to do its work.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).map_err(|error| error.to_string())?;
    if let Some((uid, gid)) = user {
        chown(folder.path(), Some(uid), Some(gid)).map_err(|error| error.to_string())?;
        watchdog.uid(uid).gid(gid);
    }
    let mut watchdog = watchdog.spawn().map_err(|error| format!("/bin/sh: {error}"))?;
    // From here on the watchdog removes the folder.
    let folder = folder.keep();
    let url = format!("postgres://ungpho@/postgres?host={}&port=5432", folder.display());
    let mut server = Server { url, watchdog: None };
    wait_for(&server, &mut watchdog, &folder)?;
    server.watchdog = Some(watchdog);
    Ok(Some(server))
}

/// Waits until the server answers, at most a minute: two cores may be busy with other builds.
fn wait_for(server: &Server, watchdog: &mut Child, folder: &Path) -> Result<(), String> {
    let failed = |watchdog: &mut Child| folder.join("failed").exists() || !matches!(watchdog.try_wait(), Ok(None));
    for _ in 0..1200 {
        if server.run("SELECT 1").is_ok() {
            return Ok(());
        }
        if failed(watchdog) {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    let log = fs::read_to_string(folder.join("log")).unwrap_or_else(|error| error.to_string());
    Err(format!("a throw-away cluster did not start; {SERVER_VARIABLE} may name a server. Its log:\n{log}"))
}

fn owner(path: &Path) -> Result<u32, String> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).map(|metadata| metadata.uid()).map_err(|error| error.to_string())
}

/// The folder of `initdb` and `postgres`: from PATH, else the newest of Debian's.
#[allow(clippy::disallowed_methods)] // PATH is no setting of the program
fn programs() -> Option<PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).filter_map(|folder| {
        // A link in PATH leads to the folder where the programs find each other.
        folder.join("initdb").canonicalize().ok()?.parent().map(Path::to_owned)
    });
    let mut debian: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin")))
        })
        .collect();
    debian.sort_unstable();
    in_path
        .chain(debian.into_iter().rev().map(|(_, folder)| folder))
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// User and group of an account that may run a server.
fn unprivileged_user() -> Option<(u32, u32)> {
    let accounts = fs::read_to_string("/etc/passwd").ok()?;
    ["postgres", "nobody"].into_iter().find_map(|wanted| {
        let mut fields = accounts.lines().find(|line| line.split(':').next() == Some(wanted))?.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}
