//! The household register from files and as files: import row by row, export in the columns of Phụ lục 3, a template.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::households::{HouseholdQuery, within_reach};
use super::problem::Problem;
use super::upload::read_file;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::households::FieldChange;
use crate::households::sheet::Field;
use crate::kernel::Localized;
use crate::kernel::ids::HouseholdId;
use crate::services::household_sheets::{SheetFormat, export_households, household_template};
use crate::services::import_households::{
    Doubtful, HouseholdImport, HouseholdOrder, RowFate, import_households, preview_households, read_household_file,
};
use crate::services::import_zones::Importer;

/// How a file of households is read, and what is done with it.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct HouseholdImportQuery {
    /// The name of the file.
    name: Option<String>,
    /// Only says what would happen.
    #[serde(default)]
    dry_run: bool,
    /// The commune of rows that name none; what the title names, or the account's own, where absent.
    commune: Option<String>,
    /// The day the register tells of; what the title says, else today, where absent.
    as_of: Option<NaiveDate>,
    /// The sheet; the one with most households where absent.
    sheet: Option<String>,
    /// Columns that hold something else than their titles say: `E:people,F:none`.
    columns: Option<String>,
    /// Doubtful rows that are taken in: `none`, `all`, or their numbers: `7,12`.
    doubtful: Option<String>,
}

impl HouseholdImportQuery {
    fn order(&self) -> Result<HouseholdOrder, Problem> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Ok(HouseholdOrder {
            name: self.name.as_deref().unwrap_or("households").chars().take(200).collect(),
            sheet: given(&self.sheet),
            commune: given(&self.commune),
            as_of: self.as_of,
            columns: columns(self.columns.as_deref().unwrap_or_default())?,
            doubtful: doubtful(self.doubtful.as_deref().unwrap_or_default())?,
        })
    }
}

/// `E:people,F:none`.
fn columns(text: &str) -> Result<Vec<(usize, Option<Field>)>, Problem> {
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs.map(|pair| column(pair).ok_or_else(|| bad_columns(pair))).collect()
}

fn column(pair: &str) -> Option<(usize, Option<Field>)> {
    let (letters, field) = pair.split_once(':')?;
    let place = place_of(letters)?;
    match field.trim() {
        "none" => Some((place, None)),
        code => Some((place, Some(Field::from_code(code)?))),
    }
}

/// The place, from 0, of the column spreadsheets call by `letters`.
pub(super) fn place_of(letters: &str) -> Option<usize> {
    let letters = letters.trim().to_ascii_uppercase();
    let sound = (1..=3).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_uppercase());
    let place =
        |letters: &str| letters.bytes().fold(0_usize, |place, letter| place * 26 + usize::from(letter - b'A') + 1);
    sound.then(|| place(&letters) - 1)
}

fn bad_columns(pair: &str) -> Problem {
    let pair: String = pair.chars().take(60).collect();
    Problem::invalid(
        "/columns",
        Localized::new(
            format!("columns gồm các cặp cột:trường, như E:people hoặc F:none; “{pair}” không đúng."),
            format!("columns is pairs of column:field, like E:people or F:none; “{pair}” is none."),
        ),
    )
}

/// `none`, `all`, or numbers of rows.
pub(super) fn doubtful(text: &str) -> Result<Doubtful, Problem> {
    match text.trim() {
        "" | "none" => Ok(Doubtful::None),
        "all" => Ok(Doubtful::All),
        rows => {
            let rows = rows.split(',').map(|row| row.trim().parse());
            rows.collect::<Result<_, _>>().map(Doubtful::Rows).map_err(|_| {
                Problem::invalid(
                    "/doubtful",
                    Localized::new(
                        "doubtful là none, all, hoặc số dòng như 7,12.",
                        "doubtful is none, all, or numbers of rows like 7,12.",
                    ),
                )
            })
        }
    }
}

/// A field a column can hold.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdFieldView {
    /// The word for it.
    pub code: String,
    /// Its name.
    pub name: Localized,
}

/// A column as it was understood.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdColumnView {
    /// Its letter.
    pub letter: String,
    /// Its title, the upper level first.
    pub title: Vec<String>,
    /// What it holds; null where it is not read.
    pub field: Option<Field>,
    /// A few of its cells.
    pub examples: Vec<String>,
}

/// A row and what becomes of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdRowView {
    /// Its number in the sheet.
    pub row: usize,
    /// What becomes of it.
    pub fate: RowFate,
    /// Whether it is taken in.
    pub taken: bool,
    /// The known household it is.
    pub household_id: Option<HouseholdId>,
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

/// A row of totals, held against the rows above it.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdTotalView {
    /// Its number in the sheet.
    pub row: usize,
    /// What it is called.
    pub label: String,
    /// The people it states.
    pub people: Option<i64>,
    /// The households it states.
    pub households: Option<i64>,
    /// The people of the rows.
    pub summed_people: i64,
    /// The households of the rows.
    pub summed_households: i64,
    /// Whether it states what the rows sum up to.
    pub agrees: bool,
}

/// A row that is no household.
#[derive(Debug, Serialize, ToSchema)]
pub struct PassedOverView {
    /// Its number in the sheet.
    pub row: usize,
    /// What stands in it.
    pub text: String,
}

/// A household of the register that the file leaves out.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissingHouseholdView {
    /// The household.
    pub household_id: HouseholdId,
    /// Its commune.
    pub commune_code: String,
    /// Its code.
    pub code: String,
    /// Its head.
    pub head: String,
    /// Its village.
    pub village: String,
    /// Its people.
    pub people: i64,
}

/// How many rows have which fate.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdCountsView {
    /// New households.
    pub new: usize,
    /// Households with another line.
    pub updated: usize,
    /// Households whose line says the same.
    pub unchanged: usize,
    /// Rows somebody should look at.
    pub doubtful: usize,
    /// Of them, those taken in.
    pub doubtful_taken: usize,
    /// Rows that cannot be taken in.
    pub refused: usize,
    /// Households of the register the file leaves out.
    pub missing: usize,
    /// Households of the file that live in no zone.
    pub without_zone: usize,
}

/// What an import did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdImportView {
    /// Whether nothing was written because only a preview was asked for.
    pub dry_run: bool,
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
    pub header_rows: [usize; 2],
    /// Its columns as they were understood.
    pub columns: Vec<HouseholdColumnView>,
    /// What a column can hold.
    pub fields: Vec<HouseholdFieldView>,
    /// How many rows have which fate.
    pub counts: HouseholdCountsView,
    /// Its households.
    pub rows: Vec<HouseholdRowView>,
    /// Its totals.
    pub totals: Vec<HouseholdTotalView>,
    /// Rows that are no households.
    pub passed_over: Vec<PassedOverView>,
    /// Households of the register, in villages of the file, that it leaves out. They stay.
    pub missing: Vec<MissingHouseholdView>,
    /// What was noticed about the file as a whole.
    pub remarks: Vec<Localized>,
    /// The counts in a sentence.
    pub summary: Localized,
}

impl HouseholdImportView {
    fn of(done: HouseholdImport, dry_run: bool) -> Self {
        let counts = HouseholdCountsView {
            new: done.count(RowFate::New),
            updated: done.count(RowFate::Updated),
            unchanged: done.count(RowFate::Unchanged),
            doubtful: done.count(RowFate::Doubtful),
            doubtful_taken: done.doubtful_taken(),
            refused: done.count(RowFate::Refused),
            missing: done.missing.len(),
            without_zone: done.without_zone(),
        };
        let summary = done.summary();
        let columns = done.columns.into_iter().map(|column| HouseholdColumnView {
            letter: column.letter(),
            title: column.title,
            field: column.field,
            examples: column.examples,
        });
        let rows = done.rows.into_iter().map(|row| HouseholdRowView {
            row: row.row,
            fate: row.fate,
            taken: row.taken,
            household_id: row.household,
            commune_code: row.commune_code,
            code: row.code,
            head: row.head,
            village: row.village,
            people: row.people,
            changes: row.changes,
            reasons: row.reasons,
            remarks: row.remarks,
            zones: row.zones,
        });
        let totals = done.totals.into_iter().map(|total| HouseholdTotalView {
            row: total.row,
            agrees: total.agrees(),
            label: total.label,
            people: total.people,
            households: total.households,
            summed_people: total.summed_people,
            summed_households: total.summed_households,
        });
        let missing = done.missing.into_iter().map(|household| MissingHouseholdView {
            household_id: household.id,
            commune_code: household.commune_code,
            code: household.code,
            head: household.entry.head,
            village: household.entry.village,
            people: household.entry.people,
        });
        let passed_over =
            done.passed_over.into_iter().map(|passed| PassedOverView { row: passed.row, text: passed.text });
        let field = |field: &Field| HouseholdFieldView { code: field.code(), name: field.name() };
        Self {
            dry_run,
            file_name: done.file_name,
            sha256: done.sha256,
            sheet: done.sheet,
            sheets: done.sheets,
            as_of: done.as_of,
            communes: done.communes,
            header_rows: [done.header.0, done.header.1],
            columns: columns.collect(),
            fields: Field::ALL.iter().map(field).collect(),
            counts,
            rows: rows.collect(),
            totals: totals.collect(),
            passed_over: passed_over.collect(),
            missing: missing.collect(),
            remarks: done.remarks,
            summary,
        }
    }
}

/// Takes a register in (XLSX or CSV as the body), in one transaction. With `dry_run` only says what would become of
/// every row. A second import updates; households the file leaves out are listed, and stay.
#[utoipa::path(
    tag = "households",
    request_body(content = String, content_type = "application/octet-stream"),
    params(HouseholdImportQuery),
    responses((status = 200, body = HouseholdImportView))
)]
#[post("/households/import")]
pub async fn import_household_file(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<HouseholdImportQuery>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditHouseholds)?;
    let order = query.order()?;
    let dry_run = query.dry_run;
    let bytes = read_file(&request, payload).await?;
    let done = off_thread(&site.app, move |app| {
        let file = read_household_file(&bytes)?;
        drop(bytes);
        let by = Importer::Person(&by);
        if dry_run { preview_households(app, by, &file, &order) } else { import_households(app, by, &file, &order) }
    })
    .await?;
    Ok(HttpResponse::Ok().json(HouseholdImportView::of(done, dry_run)))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn file_answer(name: &str, format: SheetFormat, bytes: Vec<u8>) -> HttpResponse {
    let (media, ending) = match format {
        SheetFormat::Xlsx => (XLSX, "xlsx"),
        SheetFormat::Csv => ("text/csv; charset=utf-8", "csv"),
    };
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")))
        .body(bytes)
}

async fn export(
    site: &Site,
    caller: &Caller,
    query: HouseholdQuery,
    format: SheetFormat,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::ReadHouseholds)?;
    let filter = query.filter()?;
    let bytes = off_thread(&site.app, move |app| {
        let filter = within_reach(app, &by.account, &query, filter)?;
        export_households(app, &by, &filter, format)
    })
    .await?;
    Ok(file_answer("danh-sach-ho-dan", format, bytes))
}

/// The households asked for as an Excel workbook in the columns of Phụ lục 3. Who takes it out is written into the log.
#[utoipa::path(tag = "households", params(HouseholdQuery), responses((status = 200, description = "the workbook", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = String)))]
#[get("/households.xlsx")]
pub async fn export_household_workbook(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<HouseholdQuery>,
) -> Result<HttpResponse, Problem> {
    export(&site, &caller, query.into_inner(), SheetFormat::Xlsx).await
}

/// The households asked for as CSV in the columns of Phụ lục 3. Who takes it out is written into the log.
#[utoipa::path(tag = "households", params(HouseholdQuery), responses((status = 200, description = "the table", content_type = "text/csv", body = String)))]
#[get("/households.csv")]
pub async fn export_household_csv(
    site: web::Data<Site>,
    caller: Caller,
    query: web::Query<HouseholdQuery>,
) -> Result<HttpResponse, Problem> {
    export(&site, &caller, query.into_inner(), SheetFormat::Csv).await
}

/// An empty register in the columns of Phụ lục 3, with an example row, to fill in and import.
#[utoipa::path(tag = "households", responses((status = 200, description = "the workbook", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = String)))]
#[get("/households/template.xlsx")]
pub async fn read_household_template(site: web::Data<Site>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let bytes = off_thread(&site.app, |_| household_template(SheetFormat::Xlsx)).await?;
    Ok(file_answer("mau-danh-sach-ho-dan", SheetFormat::Xlsx, bytes))
}
