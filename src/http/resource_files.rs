//! The registers of resources from files and as files.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Site;
use super::caller::Caller;
use super::household_files::{doubtful, file_answer, place_of};
use super::problem::Problem;
use super::resources::ResourceQuery;
use super::upload::read_file;
use super::work::off_thread;
use crate::accounts::Permission;
use crate::kernel::Localized;
use crate::resources::sheet::field_codes;
use crate::resources::{Entry, Quantity, Register};
use crate::services::household_sheets::SheetFormat;
use crate::services::import_households::RowFate;
use crate::services::import_resources::{
    ResourceImport, ResourceOrder, import_resources, preview_resources, read_resource_file,
};
use crate::services::import_zones::Importer;
use crate::services::resource_sheets::{export_resources, resource_template};

/// How a file of a register is read, and what is done with it.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResourceImportQuery {
    /// The name of the file.
    pub name: Option<String>,
    /// Only says what would happen.
    #[serde(default)]
    pub dry_run: bool,
    /// The unit of lines that name none; the account's own where absent.
    pub unit: Option<String>,
    /// The sheet; the one with most lines where absent.
    pub sheet: Option<String>,
    /// Columns that hold something else than their titles say: `E:keeper,F:none`.
    pub columns: Option<String>,
    /// Doubtful lines that are taken in: `none`, `all`, or their numbers: `7,12`.
    pub doubtful: Option<String>,
}

impl ResourceImportQuery {
    fn order(&self, register: Register) -> Result<ResourceOrder, Problem> {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Ok(ResourceOrder {
            register,
            name: self.name.as_deref().unwrap_or(register.path()).chars().take(200).collect(),
            sheet: given(&self.sheet),
            unit: given(&self.unit),
            columns: columns(register, self.columns.as_deref().unwrap_or_default())?,
            doubtful: doubtful(self.doubtful.as_deref().unwrap_or_default())?,
        })
    }
}

/// `E:keeper,F:none`.
fn columns(register: Register, text: &str) -> Result<Vec<(usize, Option<String>)>, Problem> {
    let known = field_codes(register);
    let column = |pair: &str| {
        let (letters, field) = pair.split_once(':')?;
        let place = place_of(letters)?;
        match field.trim() {
            "none" => Some((place, None)),
            field => known.iter().any(|code| code == field).then(|| (place, Some(field.to_owned()))),
        }
    };
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            column(pair).ok_or_else(|| {
                let pair: String = pair.chars().take(60).collect();
                let vi = format!("columns gồm các cặp cột:trường, như E:keeper hoặc F:none; “{pair}” không đúng.");
                let en = format!("columns is pairs of column:field, like E:keeper or F:none; “{pair}” is none.");
                Problem::invalid("/columns", Localized::new(vi, en))
            })
        })
        .collect()
}

/// A column as it was understood.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceColumnView {
    /// Its place, counted from 0.
    pub at: usize,
    /// Its title, the upper level first.
    pub title: Vec<String>,
    /// What it holds; null where it is not read.
    pub field: Option<String>,
}

/// A line of the file and what becomes of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceRowView {
    /// Its number in the sheet.
    pub row: usize,
    /// What becomes of it.
    pub fate: RowFate,
    /// Whether it is taken in.
    pub taken: bool,
    /// The unit.
    pub unit_code: String,
    /// Its code, or the one it gets.
    pub code: String,
    /// What it says, over what was known.
    pub entry: Entry,
    /// How much of a supply it says is there, where that is another number than is known.
    #[schema(value_type = Option<f64>)]
    pub counted: Option<Quantity>,
    /// Why it is doubtful or refused, and what to do.
    pub reasons: Vec<Localized>,
    /// What was read otherwise than it stands there.
    pub remarks: Vec<Localized>,
}

/// A line of the register that the file leaves out.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissingResourceView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// How many lines have which fate.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceCountsView {
    /// New lines.
    pub new: usize,
    /// Known lines that say something else.
    pub updated: usize,
    /// Known lines that say the same.
    pub unchanged: usize,
    /// Lines somebody should look at.
    pub doubtful: usize,
    /// Lines that cannot be taken in.
    pub refused: usize,
}

/// What an import did, or would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResourceImportView {
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
    /// Its columns as they were understood.
    pub columns: Vec<ResourceColumnView>,
    /// What a column can hold.
    pub fields: Vec<String>,
    /// How many lines have which fate.
    pub counts: ResourceCountsView,
    /// Its lines.
    pub rows: Vec<ResourceRowView>,
    /// Numbers of rows that are no lines.
    pub passed_over: Vec<usize>,
    /// Lines of the register that it leaves out. They stay.
    pub missing: Vec<MissingResourceView>,
    /// What was noticed about the file as a whole.
    pub remarks: Vec<Localized>,
    /// The counts in a sentence.
    pub summary: Localized,
}

impl ResourceImportView {
    fn of(done: ResourceImport, dry_run: bool) -> Self {
        let counts = ResourceCountsView {
            new: done.count(RowFate::New),
            updated: done.count(RowFate::Updated),
            unchanged: done.count(RowFate::Unchanged),
            doubtful: done.count(RowFate::Doubtful),
            refused: done.count(RowFate::Refused),
        };
        let summary = done.summary();
        let columns = done.columns.into_iter().map(|column| ResourceColumnView {
            at: column.at,
            title: column.title,
            field: column.field,
        });
        let rows = done.rows.into_iter().map(|row| ResourceRowView {
            row: row.row,
            fate: row.fate,
            taken: row.taken,
            unit_code: row.resource.unit_code,
            code: row.resource.code,
            entry: row.resource.entry,
            counted: row.counted,
            reasons: row.reasons,
            remarks: row.remarks,
        });
        let missing = done.missing.into_iter().map(|(code, name)| MissingResourceView { code, name });
        Self {
            dry_run,
            file_name: done.file_name,
            sha256: done.sha256,
            sheet: done.sheet,
            sheets: done.sheets,
            columns: columns.collect(),
            fields: done.fields,
            counts,
            rows: rows.collect(),
            passed_over: done.passed_over,
            missing: missing.collect(),
            remarks: done.remarks,
            summary,
        }
    }
}

pub(super) async fn import(
    site: &Site,
    caller: &Caller,
    register: Register,
    query: &ResourceImportQuery,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::EditResources)?;
    let order = query.order(register)?;
    let dry_run = query.dry_run;
    let bytes = read_file(request, payload).await?;
    let done = off_thread(&site.app, move |app| {
        let file = read_resource_file(&bytes)?;
        drop(bytes);
        let by = Importer::Person(&by);
        if dry_run { preview_resources(app, by, &file, &order) } else { import_resources(app, by, &file, &order) }
    })
    .await?;
    Ok(HttpResponse::Ok().json(ResourceImportView::of(done, dry_run)))
}

/// A register as a file has telephones in it, so somebody signed in takes it out.
pub(super) async fn export(
    site: &Site,
    caller: &Caller,
    register: Register,
    query: ResourceQuery,
    format: SheetFormat,
) -> Result<HttpResponse, Problem> {
    let by = caller.acting(Permission::Read)?;
    let bytes = off_thread(&site.app, move |app| {
        let picture = app.live.current(&app.store, app.now())?;
        export_resources(app, Some(&by), register, &query.filter(&picture, register), format)
    })
    .await?;
    Ok(file_answer(register.path(), format, bytes))
}

pub(super) async fn template(site: &Site, caller: &Caller, register: Register) -> Result<HttpResponse, Problem> {
    caller.require(Permission::Read)?;
    let bytes = off_thread(&site.app, move |_| resource_template(register, SheetFormat::Xlsx)).await?;
    Ok(file_answer(register.path(), SheetFormat::Xlsx, bytes))
}
