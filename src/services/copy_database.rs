//! A consistent copy of a running database, and back. Nothing takes the place of a database before it has been read whole.
//!
//! Both are for SQLite. PostgreSQL has programs for it that no copy in here could equal; what to type is told instead.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};
use thiserror::Error;
use url::Url;

use super::record::{Actor, Deed, record};
use super::verify_audit::verify_log;
use crate::audit::Head;
use crate::kernel::{Clock, Localized, Timestamp};
use crate::store::copies::{self, Unfit, companions};
use crate::store::{Store, StoreConnection, StoreError, accounts, audit, migrations, stream};

/// Why no copy was made, or none put in place.
#[derive(Debug, Error)]
#[error("{} / {}", .0.vi, .0.en)]
pub struct NotCopied(Localized);

impl NotCopied {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Localized::new(vi, en))
    }

    fn of_file(file: &Path, error: &dyn std::fmt::Display) -> Self {
        let file = file.display();
        Self::new(format!("{file}: không đọc hoặc ghi được ({error})."), format!("{file}: {error}."))
    }
}

/// A copy that was made.
#[derive(Debug)]
pub struct Made {
    /// Its length.
    pub bytes: u64,
    /// How many entries its log has.
    pub entries: i64,
    /// The last of them.
    pub head: Option<Head>,
}

/// Copies the database at `url` into the new file `to`, and reads the copy before it gets its name.
pub fn back_up_into(url: &str, to: &Path, clock: &dyn Clock) -> Result<Made, NotCopied> {
    let database = copies::file_of(url).ok_or_else(|| by_its_own_programs(url, to))?;
    if to.exists() {
        return Err(NotCopied::new(
            format!("{} đã có; không ghi đè. Chọn tên khác.", to.display()),
            format!("{} is there already and is not overwritten. Choose another name.", to.display()),
        ));
    }
    let part = beside(to)?;
    copies::copy(&database, part.file.path()).map_err(|error| NotCopied::of_file(&database, &error))?;
    insist_on_fit(part.file.path(), &database)?;
    let (entries, head) = {
        let store = Store::open(&url_of(part.file.path())?).map_err(|error| NotCopied::of_file(to, &error))?;
        (intact_log(&store, &database, clock.now())?, store.read(audit::head).map_err(|e| NotCopied::of_file(to, &e))?)
    };
    copies::close(part.file.path()).map_err(|error| NotCopied::of_file(to, &error))?;
    let kept = part.file.persist_noclobber(to).map_err(|error| NotCopied::of_file(to, &error.error))?;
    let bytes = lasting(&kept, to)?;
    Ok(Made { bytes, entries, head })
}

/// A copy that took the place of a database.
#[derive(Debug)]
pub struct Restored {
    /// Where it lies now.
    pub database: PathBuf,
    /// How many entries its log had.
    pub entries: i64,
    /// The migrations it lacked.
    pub migrated: Vec<String>,
    /// What was there before.
    pub kept: Option<PathBuf>,
    /// Why that could not be read; it lies there as it was.
    pub unread: Option<String>,
}

/// Puts a copy of `from` in the place of the database at `url`. One that is there stays unless `replace` says otherwise,
/// and then it is kept beside.
pub fn restore_from(url: &str, from: &Path, replace: bool, clock: &dyn Clock) -> Result<Restored, NotCopied> {
    let database = copies::file_of(url).ok_or_else(|| by_its_own_programs(url, from))?;
    let there = fs::metadata(&database).is_ok_and(|found| found.len() > 0);
    if there && !replace {
        let shown = database.display();
        return Err(NotCopied::new(
            format!("{shown} đang có dữ liệu. Thêm --replace để thay; tệp cũ được giữ bên cạnh."),
            format!("{shown} holds data. With --replace it is replaced, and kept beside."),
        ));
    }
    let (part, entries, migrated) = made_ready(from, &database, clock)?;
    let unread = if there { closed(&database)? } else { None };
    let kept = if there { Some(put_aside(&database, clock.now())?) } else { None };
    clear_companions(&database, clock.now())?;
    // From here the new one stands in the place of the old at once, or not at all.
    let file = part.file.persist(&database).map_err(|error| NotCopied::of_file(&database, &error.error))?;
    lasting(&file, &database)?;
    Ok(Restored { database, entries, migrated, kept, unread })
}

/// A copy of `from` beside the database: found whole, brought to the newest form, its log read, and closed.
fn made_ready(from: &Path, database: &Path, clock: &dyn Clock) -> Result<(Part, i64, Vec<String>), NotCopied> {
    if companions(from).iter().any(|file| fs::metadata(file).is_ok_and(|found| found.len() > 0)) {
        let shown = from.display();
        return Err(NotCopied::new(
            format!(
                "{shown} có tệp -wal hoặc -shm bên cạnh: đây là cơ sở dữ liệu đang dùng, không phải bản sao. Dùng ungpho backup để sao."
            ),
            format!(
                "{shown} has a -wal or -shm file beside it: it is a database in use and no copy. Make one with ungpho backup."
            ),
        ));
    }
    if let Some(folder) = database.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|error| NotCopied::of_file(folder, &error))?;
    }
    let mut part = beside(database)?;
    let copied = File::open(from).and_then(|mut from| io::copy(&mut from, part.file.as_file_mut()));
    copied.map_err(|error| NotCopied::of_file(from, &error))?;
    insist_on_fit(part.file.path(), from)?;
    let failed = |error: StoreError| NotCopied::of_file(from, &error);
    let now = clock.now();
    let (entries, migrated) = {
        let store = Store::open(&url_of(part.file.path())?).map_err(failed)?;
        let migrated = migrations::run(&store).map_err(failed)?;
        let entries = intact_log(&store, from, now)?;
        let actor = Actor::command_line();
        let begun_anew = |conn: &mut StoreConnection| {
            // What was ended since the copy was made would live again.
            accounts::end_all_sessions(conn)?;
            stream::leap(conn, now)?;
            record(conn, now, deed_of(&actor, from, entries))
        };
        store.write(begun_anew).map_err(failed)?;
        (entries, migrated)
    };
    copies::close(part.file.path()).map_err(failed)?;
    Ok((part, entries, migrated))
}

fn deed_of<'a>(actor: &'a Actor, from: &Path, entries: i64) -> Deed<'a> {
    let name = from.file_name().unwrap_or_default().to_string_lossy();
    Deed {
        actor,
        action: "database_restored",
        kind: "audit",
        id: entries.to_string(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!("Khôi phục cơ sở dữ liệu từ bản sao {name}, đến hết mục {entries} của nhật ký."),
            format!("The database was restored from the copy {name}, up to entry {entries} of the log."),
        ),
        also: serde_json::json!({"restored": true}),
    }
}

fn insist_on_fit(file: &Path, named: &Path) -> Result<(), NotCopied> {
    let shown = named.display();
    match copies::examine(file).map_err(|error| NotCopied::of_file(named, &error))? {
        None => Ok(()),
        Some(Unfit::NotOurs) => Err(NotCopied::new(
            format!("{shown} không phải cơ sở dữ liệu của Ứng Phó."),
            format!("{shown} is not a database of this program."),
        )),
        Some(Unfit::Damaged(why)) => Err(NotCopied::new(
            format!("{shown} bị hỏng ({why}). Dùng bản sao khác."),
            format!("{shown} is damaged ({why}). Take another copy."),
        )),
        Some(Unfit::Newer(migration)) => Err(NotCopied::new(
            format!(
                "{shown} do phiên bản mới hơn của chương trình tạo ra (có {migration}). Cập nhật chương trình trước."
            ),
            format!(
                "{shown} was made by a later version of the program (it has {migration}). Update the program first."
            ),
        )),
    }
}

/// How many entries the log has, which must be as it was written.
fn intact_log(store: &Store, named: &Path, now: Timestamp) -> Result<i64, NotCopied> {
    let found = verify_log(store, now).map_err(|error| NotCopied::of_file(named, &error))?;
    match found.fault {
        None => Ok(found.entries),
        Some(fault) => Err(NotCopied(fault.wording())),
    }
}

/// Brings everything of a database into its file. It must not be in use: whoever has it open would go on writing into what
/// was put aside. Where it is damaged, which is why many a copy is put back, it stays as it is; gives why.
fn closed(database: &Path) -> Result<Option<String>, NotCopied> {
    let error = match copies::begins_as_one(database).then(|| copies::close(database)) {
        Some(Ok(())) => return Ok(None),
        Some(Err(error)) => error,
        None => StoreError::Database("file is not a database".into()),
    };
    if matches!(error, StoreError::Busy(_)) || copies::is_held(database) {
        let shown = database.display();
        return Err(NotCopied::new(
            format!("{shown} đang được dùng ({error}). Dừng chương trình rồi thực hiện lại."),
            format!("{shown} is in use ({error}). Stop the program and try again."),
        ));
    }
    Ok(Some(error.to_string()))
}

/// Keeps the database beside under a name with the time; what belongs to it follows.
fn put_aside(database: &Path, now: Timestamp) -> Result<PathBuf, NotCopied> {
    let kept = aside(database, now);
    // A second name, so that the place is never empty; where the disk knows none, it is moved.
    let named = fs::hard_link(database, &kept).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Err(error),
        _ => fs::rename(database, &kept),
    });
    named.map_err(|error| NotCopied::of_file(&kept, &error))?;
    Ok(kept)
}

/// A log that lies in the place, of a damaged database or of none, would be read into the new one: it goes aside.
fn clear_companions(database: &Path, now: Timestamp) -> Result<(), NotCopied> {
    let asides = companions(&aside(database, now));
    for (file, kept) in companions(database).iter().zip(&asides).filter(|(file, _)| file.exists()) {
        fs::rename(file, kept).map_err(|error| NotCopied::of_file(file, &error))?;
    }
    Ok(())
}

fn aside(database: &Path, now: Timestamp) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(now.format(".before-%Y%m%dT%H%M%SZ").to_string());
    name.into()
}

/// A file on its way to a name, in a folder of its own that goes with whatever SQLite puts beside it.
struct Part {
    file: NamedTempFile,
    _folder: TempDir,
}

/// A file for nobody else's eyes on the disk of `file`, gone unless it gets a name.
fn beside(file: &Path) -> Result<Part, NotCopied> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: io::Error| NotCopied::of_file(folder, &error);
    let own = tempfile::Builder::new().prefix(".ungpho-copy-").tempdir_in(folder).map_err(failed)?;
    let file = tempfile::Builder::new().suffix(".db").tempfile_in(own.path()).map_err(failed)?;
    Ok(Part { file, _folder: own })
}

/// Waits until the file and its name are on the disk; gives its length.
fn lasting(file: &File, named: &Path) -> Result<u64, NotCopied> {
    let folder = named.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = file.sync_all().and_then(|()| if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) });
    synced.and_then(|()| Ok(file.metadata()?.len())).map_err(|error| NotCopied::of_file(named, &error))
}

fn url_of(file: &Path) -> Result<String, NotCopied> {
    let text = file.to_str().ok_or_else(|| NotCopied::of_file(file, &"not a name in UTF-8"))?;
    Ok(format!("sqlite://{text}"))
}

/// What [`made_ready`] does to a copy, for PostgreSQL.
const AFTER_POSTGRES: &str = "DELETE FROM sessions; UPDATE counters SET value = GREATEST(value + 1000000, \
                              (EXTRACT(EPOCH FROM now()) * 1000000)::bigint) WHERE name = 'stream'";

/// A PostgreSQL URL without its passwords, which may stand in the query too.
fn without_passwords(url: &str) -> String {
    let Ok(mut url) = Url::parse(url) else { return "postgres://…".to_owned() };
    let _ = url.set_password(None);
    let secret = |name: &str| name.to_ascii_lowercase().ends_with("password");
    let kept: Vec<(String, String)> =
        url.query_pairs().filter(|(name, _)| !secret(name)).map(|(name, value)| (name.into(), value.into())).collect();
    if url.query().is_some() {
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
    }
    url.to_string()
}

/// What to type for PostgreSQL.
fn by_its_own_programs(url: &str, file: &Path) -> NotCopied {
    let shown = without_passwords(url);
    let file = file.display();
    let commands = format!(
        "\n  pg_dump --format=custom --no-owner --file='{file}' '{shown}'\
         \n  pg_restore --no-owner --exit-on-error --single-transaction --dbname='{shown}' '{file}'\
         \n  psql '{shown}' --command=\"{AFTER_POSTGRES}\"\n  ungpho migrate && ungpho audit verify\n"
    );
    NotCopied::new(
        format!(
            "PostgreSQL được sao và khôi phục bằng chương trình của chính nó (mật khẩu trong ~/.pgpass hoặc PGPASSWORD; khôi phục vào cơ sở dữ liệu trống):{commands}"
        ),
        format!(
            "PostgreSQL is copied and restored by its own programs (password in ~/.pgpass or PGPASSWORD; restore into an empty database):{commands}"
        ),
    )
}
