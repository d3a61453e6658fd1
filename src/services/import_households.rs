//! A file of households goes into the register (Phụ lục 3): new ones are added, known ones get their new line, and
//! nothing leaves the register because a file leaves it out.
//!
//! The file is read first, without a transaction; then every row is held against the register, and in the same
//! transaction written. A dry run does the same without writing.

mod matching;
mod outcome;
mod settle;
mod words;

use chrono::NaiveDate;
use serde_json::json;

pub use self::outcome::{HouseholdImport, RowFate, RowOutcome};
use self::settle::Settling;
use super::import_zones::Importer;
use super::live_data::day_of;
use super::place_households::count_households;
use super::record::{Deed, record};
use super::{App, ServiceError};
use crate::accounts::Permission;
use crate::formats::{Sheet, Table, read_table};
use crate::households::sheet::{Field, SheetRead, SheetRow, read_sheet};
use crate::kernel::digest::sha256_hex;
use crate::kernel::{Localized, Timestamp};
use crate::store::households::Change;
use crate::store::{StoreConnection, StoreError};

/// What is to be done with a file of households.
#[derive(Debug, Clone, Default)]
pub struct HouseholdOrder {
    /// The name of the file.
    pub name: String,
    /// The sheet; the one with most households where none is named.
    pub sheet: Option<String>,
    /// The commune of rows that name none.
    pub commune: Option<String>,
    /// The day the register tells of; what its title says, else today.
    pub as_of: Option<NaiveDate>,
    /// Columns, by their place from 0, that hold something else than their titles say; or nothing.
    pub columns: Vec<(usize, Option<Field>)>,
    /// Which doubtful rows are taken in.
    pub doubtful: Doubtful,
}

/// Which doubtful rows are taken in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Doubtful {
    /// None.
    #[default]
    None,
    /// All.
    All,
    /// Those with these numbers.
    Rows(std::collections::BTreeSet<usize>),
}

impl Doubtful {
    /// Whether the row is taken in although it is doubtful.
    pub fn takes(&self, row: usize) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Rows(rows) => rows.contains(&row),
        }
    }
}

/// A file of households, read.
#[derive(Debug, Clone)]
pub struct HouseholdFile {
    /// The digest of its bytes.
    sha256: String,
    table: Table,
}

/// Reads a workbook or a CSV.
pub fn read_household_file(bytes: &[u8]) -> Result<HouseholdFile, ServiceError> {
    let table =
        read_table(bytes).map_err(|fault| ServiceError::Invalid { pointer: String::new(), wording: fault.0 })?;
    Ok(HouseholdFile { sha256: sha256_hex(bytes), table })
}

/// A sheet that was chosen, and what it says.
pub(super) struct Chosen<'a> {
    file: &'a HouseholdFile,
    sheet: &'a Sheet,
    read: SheetRead,
}

impl<'a> Chosen<'a> {
    fn of(file: &'a HouseholdFile, order: &HouseholdOrder) -> Result<Self, ServiceError> {
        let wanted = order.sheet.as_deref().filter(|name| !name.is_empty());
        let sheets = file.table.sheets.iter().filter(|sheet| wanted.is_none_or(|name| sheet.name == name));
        let read = |sheet: &'a Sheet| {
            let row = |(number, cells): &(usize, Vec<String>)| SheetRow { number: *number, cells: cells.clone() };
            let rows: Vec<SheetRow> = sheet.rows.iter().map(row).collect();
            read_sheet(&rows, &order.columns).map(|read| Self { file, sheet, read })
        };
        // Of several sheets that read alike the first.
        sheets.rev().filter_map(read).max_by_key(|chosen| chosen.read.rows.len()).ok_or_else(words::no_header)
    }
}

/// Says what an import would do.
pub fn preview_households(
    app: &App,
    by: Importer<'_>,
    file: &HouseholdFile,
    order: &HouseholdOrder,
) -> Result<HouseholdImport, ServiceError> {
    by.require_any(&[Permission::EditHouseholds])?;
    let picture = app.live.current(&app.store, app.now())?;
    let chosen = Chosen::of(file, order)?;
    let now = app.now();
    app.store.read(|conn| Ok(Settling::of(conn, by, &picture, &chosen, order, now)?.into_import(conn)?))
}

/// Takes the households of a file in, in one transaction.
pub fn import_households(
    app: &App,
    by: Importer<'_>,
    file: &HouseholdFile,
    order: &HouseholdOrder,
) -> Result<HouseholdImport, ServiceError> {
    by.require_any(&[Permission::EditHouseholds])?;
    count_households(app)?;
    let picture = app.live.current(&app.store, app.now())?;
    let chosen = Chosen::of(file, order)?;
    let now = app.now();
    let done = app.store.write(|conn| {
        let settling = Settling::of(conn, by, &picture, &chosen, order, now)?;
        let change = Change { at: now, by: by.actor().name().to_owned(), reason: order.name.clone() };
        let wrote = settling.write(conn, &change)?;
        let done = settling.into_import(conn)?;
        if wrote {
            note(conn, by, &done, now)?;
        }
        Ok::<_, ServiceError>(done)
    })?;
    app.nudge_streams();
    Ok(done)
}

/// The day the file tells of: what was said, what its title says, or today; never a day to come.
fn day_told(order: &HouseholdOrder, read: &SheetRead, now: Timestamp) -> NaiveDate {
    let today = day_of(now);
    order.as_of.or(read.as_of).unwrap_or(today).min(today)
}

fn note(
    conn: &mut StoreConnection,
    by: Importer<'_>,
    done: &HouseholdImport,
    now: Timestamp,
) -> Result<(), StoreError> {
    let (summary, name, sha256) = (done.summary(), &done.file_name, &done.sha256);
    let deed = Deed {
        actor: &by.actor(),
        action: "households_imported",
        kind: "households",
        id: name.clone(),
        alert: None,
        paper: None,
        detail: Localized::new(
            format!("{name} (SHA-256 {sha256}): {}", summary.vi),
            format!("{name} (SHA-256 {sha256}): {}", summary.en),
        ),
        also: json!({}),
    };
    record(conn, now, deed)
}
