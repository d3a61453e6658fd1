//! A file of a register of resources goes in (Phụ lục 5 to 8): new lines are added, known ones get what the file says,
//! and nothing leaves the register because a file leaves it out.

mod settle;
mod units;
mod words;

use serde_json::json;

use self::settle::settle;
use super::import_households::{Doubtful, RowFate};
use super::import_zones::Importer;
use super::live_data::day_of;
use super::move_stock::{NewMovement, moved};
use super::record::{Deed, record};
use super::{App, ServiceError};
use crate::accounts::Permission;
use crate::formats::{Table, read_table};
use crate::kernel::digest::sha256_hex;
use crate::kernel::{Localized, Timestamp};
use crate::resources::sheet::SheetColumn;
use crate::resources::{MovementKind, Quantity, Register, Resource};
use crate::store::resource_revisions::Change;
use crate::store::{StoreConnection, resources};

/// What is to be done with a file of a register.
#[derive(Debug, Clone)]
pub struct ResourceOrder {
    /// The register.
    pub register: Register,
    /// The name of the file.
    pub name: String,
    /// The sheet; the one with most lines where none is named.
    pub sheet: Option<String>,
    /// The unit of lines that name none.
    pub unit: Option<String>,
    /// Columns, by their place from 0, that hold something else than their titles say; or nothing.
    pub columns: Vec<(usize, Option<String>)>,
    /// Which doubtful lines are taken in.
    pub doubtful: Doubtful,
}

/// A file of a register, read.
#[derive(Debug, Clone)]
pub struct ResourceFile {
    sha256: String,
    table: Table,
}

/// Reads a workbook or a CSV.
pub fn read_resource_file(bytes: &[u8]) -> Result<ResourceFile, ServiceError> {
    let table =
        read_table(bytes).map_err(|fault| ServiceError::Invalid { pointer: String::new(), wording: fault.0 })?;
    Ok(ResourceFile { sha256: sha256_hex(bytes), table })
}

/// A line of the file and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LineOutcome {
    /// Its number in the sheet.
    pub row: usize,
    /// What becomes of it.
    pub fate: RowFate,
    /// Whether it is taken in.
    pub taken: bool,
    /// The resource as it is to be; of one that is refused as it was read.
    pub resource: Resource,
    /// Whether it was known.
    pub known: bool,
    /// Why it is doubtful or refused, and what to do.
    pub reasons: Vec<Localized>,
    /// What was read otherwise than it stands there.
    pub remarks: Vec<Localized>,
    /// How much of a supply the file says is there, where that is another number.
    pub counted: Option<Quantity>,
}

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceImport {
    /// The file.
    pub file_name: String,
    /// The digest of its bytes.
    pub sha256: String,
    /// The sheet that was read.
    pub sheet: String,
    /// All sheets of the file.
    pub sheets: Vec<String>,
    /// Its columns as they were understood.
    pub columns: Vec<SheetColumn>,
    /// What a column can hold.
    pub fields: Vec<String>,
    /// Its lines.
    pub rows: Vec<LineOutcome>,
    /// Rows that are no lines.
    pub passed_over: Vec<usize>,
    /// Lines of the register, of the units of the file, that it leaves out: their codes and names. They stay.
    pub missing: Vec<(String, String)>,
    /// What was noticed about the file as a whole.
    pub remarks: Vec<Localized>,
}

impl ResourceImport {
    /// How many lines have a fate.
    pub fn count(&self, fate: RowFate) -> usize {
        self.rows.iter().filter(|row| row.fate == fate).count()
    }

    /// The counts in a sentence.
    pub fn summary(&self) -> Localized {
        let [new, updated, unchanged, doubtful, refused] =
            [RowFate::New, RowFate::Updated, RowFate::Unchanged, RowFate::Doubtful, RowFate::Refused]
                .map(|fate| self.count(fate));
        let missing = self.missing.len();
        Localized::new(
            format!(
                "{new} dòng mới, {updated} dòng cập nhật, {unchanged} dòng không đổi, {doubtful} dòng cần xem lại, {refused} dòng không nhập được; {missing} dòng trong sổ không có trong tệp, giữ nguyên."
            ),
            format!(
                "{new} new lines, {updated} updated, {unchanged} unchanged, {doubtful} to be looked at, {refused} refused; {missing} of the register are not in the file and stay."
            ),
        )
    }
}

/// Says what an import would do.
pub fn preview_resources(
    app: &App,
    by: Importer<'_>,
    file: &ResourceFile,
    order: &ResourceOrder,
) -> Result<ResourceImport, ServiceError> {
    by.require_any(&[Permission::EditResources])?;
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    app.store.read(|conn| settle(conn, by, &picture, file, order, now))
}

/// Takes the lines of a file in, in one transaction.
pub fn import_resources(
    app: &App,
    by: Importer<'_>,
    file: &ResourceFile,
    order: &ResourceOrder,
) -> Result<ResourceImport, ServiceError> {
    by.require_any(&[Permission::EditResources])?;
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let done = app.store.write(|conn| {
        let done = settle(conn, by, &picture, file, order, now)?;
        if write(conn, by, &done, now)? {
            note(conn, by, order.register, &done, now)?;
        }
        Ok::<_, ServiceError>(done)
    })?;
    app.nudge_streams();
    Ok(done)
}

/// Writes what is taken in; whether anything was.
fn write(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    done: &ResourceImport,
    now: Timestamp,
) -> Result<bool, ServiceError> {
    let actor = by.actor();
    let change = Change { at: now, by: actor.name().to_owned(), reason: done.file_name.clone() };
    let mut wrote = false;
    for row in done.rows.iter().filter(|row| row.taken) {
        wrote = true;
        let resource = Resource { revision: row.resource.revision + 1, ..row.resource.clone() };
        if row.known {
            resources::change(conn, &resource, &change)?;
        } else {
            resources::add(conn, &resource, &change)?;
        }
        if let Some(quantity) = row.counted {
            let new = NewMovement {
                kind: MovementKind::Counted,
                quantity,
                happened_on: None,
                reason: done.file_name.clone(),
            };
            moved(conn, &resource, &new, day_of(now), actor.name(), now)?;
        }
    }
    Ok(wrote)
}

fn note(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    register: Register,
    done: &ResourceImport,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let (summary, name, sha256, kind) = (done.summary(), &done.file_name, &done.sha256, register.name());
    let deed = Deed {
        actor: &by.actor(),
        action: "resources_imported",
        kind: "resources",
        id: name.clone(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!("{name} (sổ {}, SHA-256 {sha256}): {}", kind.vi, summary.vi),
            format!("{name} (register: {}, SHA-256 {sha256}): {}", kind.en, summary.en),
        ),
        also: json!({"register": register}),
    };
    Ok(record(conn, now, deed)?)
}
