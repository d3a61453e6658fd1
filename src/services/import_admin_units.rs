//! A list of administrative units goes into the register: nothing is overwritten, forms end by date.
//!
//! All is planned first, in the transaction that then writes it; a dry run stops after the plan.

mod draft;

use chrono::NaiveDate;
use serde_json::json;

use self::draft::Draft;
use super::read_unit_lists::UnitsRead;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::kernel::wording::{number_en, number_vi};
use crate::kernel::{Localized, Timestamp};
use crate::store::{StoreConnection, StoreError};

/// What a list stands for.
#[derive(Debug, Clone, Copy)]
pub struct ListMeaning {
    /// The day from which it holds.
    pub day: NaiveDate,
    /// Whether it lists every commune of the provinces it names: those it leaves out have ended.
    pub whole: bool,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Provinces of the list, those only named beside their communes included.
    pub provinces: usize,
    /// Districts of the list.
    pub districts: usize,
    /// Communes, wards, towns and special zones of the list.
    pub communes: usize,
    /// Units, or forms of them, that were not known.
    pub added: usize,
    /// Units that have another name, kind or parent from the day on.
    pub changed: usize,
    /// Units of which better facts are known.
    pub updated: usize,
    /// Units that were known like that.
    pub unchanged: usize,
    /// Units that ended because a whole list leaves them out.
    pub closed: usize,
    /// Units of the same provinces that the list leaves out and that were let be.
    pub left_out: usize,
    /// Steps from old to new units that were not known, or not like that.
    pub successions: usize,
    /// What changed or ended, a sentence each.
    pub changes: Vec<Localized>,
    /// Rows that were refused, each with its place and the reason.
    pub refused: Vec<(String, Localized)>,
}

impl ImportReport {
    /// The counts in a sentence.
    pub fn summary(&self) -> Localized {
        let listed = self.provinces + self.districts + self.communes;
        let counts = [listed, self.added, self.changed, self.updated, self.unchanged, self.closed, self.successions];
        let refused = self.refused.len();
        let words = |number: fn(i64) -> String| {
            let [listed, added, changed, updated, unchanged, closed, successions] =
                counts.map(|count| number(i64::try_from(count).unwrap_or(i64::MAX)));
            (listed, added, changed, updated, unchanged, closed, successions)
        };
        let (listed, added, changed, updated, unchanged, closed, steps) = words(number_vi);
        let vi = format!(
            "{listed} đơn vị trong danh sách: {added} mới, {changed} thay đổi, {updated} cập nhật, {unchanged} giữ \
             nguyên; {closed} kết thúc; {steps} bước chuyển từ đơn vị cũ; {refused} dòng không nhận."
        );
        let (listed, added, changed, updated, unchanged, closed, steps) = words(number_en);
        let en = format!(
            "{listed} units listed: {added} added, {changed} changed, {updated} updated, {unchanged} unchanged; \
             {closed} ended; {steps} steps from old units; {refused} rows refused."
        );
        Localized::new(vi, en)
    }
}

/// Says what an import would do.
pub fn preview_import(app: &App, read: &UnitsRead, meaning: ListMeaning) -> Result<ImportReport, ServiceError> {
    Ok(app.store.read(|conn| Draft::of(conn, read, meaning))?.report)
}

/// Takes a list into the register, in one transaction. A list that brings nothing new writes nothing.
pub fn import_admin_units(
    app: &App,
    by: &Actor,
    read: &UnitsRead,
    meaning: ListMeaning,
) -> Result<ImportReport, ServiceError> {
    let now = app.now();
    let report = app.store.write(|conn| {
        let draft = Draft::of(conn, read, meaning)?;
        if draft.changes_anything() {
            draft.keep(conn)?;
            note_import(conn, by, &read.file_name, &draft.report, now)?;
        }
        Ok::<_, StoreError>(draft.report)
    })?;
    app.nudge_streams();
    Ok(report)
}

fn note_import(
    conn: &mut StoreConnection,
    by: &Actor,
    file_name: &str,
    report: &ImportReport,
    now: Timestamp,
) -> Result<(), StoreError> {
    let summary = report.summary();
    let deed = Deed {
        actor: by,
        action: "admin_units_imported",
        kind: "admin_units",
        id: file_name.to_owned(),
        alert: None,
        paper: None,
        detail: Localized::new(format!("{file_name}: {}", summary.vi), format!("{file_name}: {}", summary.en)),
        also: json!({}),
    };
    record(conn, now, deed)
}
