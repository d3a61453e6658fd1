//! What an import did, or would do, row by row.

use chrono::NaiveDate;
use serde::Serialize;

use crate::households::sheet::{Column, PassedOver, Total};
use crate::households::{FieldChange, Household};
use crate::kernel::Localized;
use crate::kernel::ids::HouseholdId;
use crate::kernel::wording::{number_en, number_vi};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowFate {
    /// A household that was not known.
    New,
    /// A known household with another line.
    Updated,
    /// A known household whose line says the same.
    Unchanged,
    /// Somebody should look; taken in only where that is asked for.
    Doubtful,
    /// Cannot be taken in.
    Refused,
}

/// A row and what becomes of it.
#[derive(Debug, Clone)]
pub struct RowOutcome {
    /// Its number in the sheet.
    pub row: usize,
    /// What becomes of it.
    pub fate: RowFate,
    /// Whether it is taken in: new, updated, or doubtful and asked for.
    pub taken: bool,
    /// The known household it is.
    pub household: Option<HouseholdId>,
    /// The commune.
    pub commune_code: Option<String>,
    /// The household's code, or the one it gets.
    pub code: Option<String>,
    /// Head of the household.
    pub head: String,
    /// Village.
    pub village: String,
    /// People.
    pub people: i64,
    /// What changes of a known household.
    pub changes: Vec<FieldChange>,
    /// Why it is doubtful or refused, and what to do.
    pub reasons: Vec<Localized>,
    /// What was read otherwise than it stands there.
    pub remarks: Vec<Localized>,
    /// Codes of the zones it is counted in.
    pub zones: Vec<String>,
}

impl RowOutcome {
    /// Whether the register will hold a household of this row.
    pub fn is_in(&self) -> bool {
        self.taken || self.fate == RowFate::Unchanged
    }
}

/// What an import did, or would do.
#[derive(Debug, Clone)]
pub struct HouseholdImport {
    /// The file.
    pub file_name: String,
    /// The digest of its bytes.
    pub sha256: String,
    /// The sheet that was read.
    pub sheet: String,
    /// All sheets of the file.
    pub sheets: Vec<String>,
    /// The day it tells of.
    pub as_of: NaiveDate,
    /// Codes of its communes.
    pub communes: Vec<String>,
    /// The first and the last row of its header.
    pub header: (usize, usize),
    /// Its columns as they were understood.
    pub columns: Vec<Column>,
    /// Its households.
    pub rows: Vec<RowOutcome>,
    /// Its totals, held against the rows.
    pub totals: Vec<Total>,
    /// Rows that are no households.
    pub passed_over: Vec<PassedOver>,
    /// Households of the register, in villages of the file, that the file leaves out. They stay.
    pub missing: Vec<Household>,
    /// What was noticed about the file as a whole.
    pub remarks: Vec<Localized>,
}

impl HouseholdImport {
    /// How many rows have this fate.
    pub fn count(&self, fate: RowFate) -> usize {
        self.rows.iter().filter(|row| row.fate == fate).count()
    }

    /// How many doubtful rows are taken in.
    pub fn doubtful_taken(&self) -> usize {
        self.rows.iter().filter(|row| row.fate == RowFate::Doubtful && row.taken).count()
    }

    /// How many households of the file live in no zone.
    pub fn without_zone(&self) -> usize {
        self.rows.iter().filter(|row| row.is_in() && row.zones.is_empty()).count()
    }

    /// The counts in a sentence.
    pub fn summary(&self) -> Localized {
        let counts = [
            self.rows.len(),
            self.count(RowFate::New),
            self.count(RowFate::Updated),
            self.count(RowFate::Unchanged),
            self.count(RowFate::Doubtful),
            self.doubtful_taken(),
            self.count(RowFate::Refused),
            self.missing.len(),
            self.without_zone(),
        ];
        let words = |number: fn(i64) -> String| counts.map(|count| number(i64::try_from(count).unwrap_or(i64::MAX)));
        let [rows, new, updated, unchanged, doubtful, taken, refused, missing, outside] = words(number_vi);
        let vi = format!(
            "{rows} hộ trong tệp: {new} mới, {updated} cập nhật, {unchanged} giữ nguyên, {doubtful} nghi vấn ({taken} \
             được nhập), {refused} không nhận; {missing} hộ trong sổ không có trong tệp; {outside} hộ không thuộc vùng nào."
        );
        let [rows, new, updated, unchanged, doubtful, taken, refused, missing, outside] = words(number_en);
        let en = format!(
            "{rows} households in the file: {new} new, {updated} updated, {unchanged} unchanged, {doubtful} doubtful \
             ({taken} taken in), {refused} refused; {missing} of the register not in the file; {outside} in no zone."
        );
        Localized::new(vi, en)
    }
}
