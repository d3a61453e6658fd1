//! `ungpho import …`.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{Failure, open_app, read_file};
use crate::config::Settings;
use crate::formats::FeatureFile;
use crate::geometry::axes::Axes;
use crate::hazards::{RiskLevel, hazard_named};
use crate::places::REFORM;
use crate::resources::Register;
use crate::services::import_admin_units::{ImportReport, ListMeaning, import_admin_units, preview_import};
use crate::services::import_households::{
    Doubtful, HouseholdImport, HouseholdOrder, import_households, preview_households, read_household_file,
};
use crate::services::import_resources::{
    ResourceImport, ResourceOrder, import_resources, preview_resources, read_resource_file,
};
use crate::services::import_shelters::{import_shelters, preview_shelters};
use crate::services::import_zones::{Importer, RepairChoice, ZoneOrder, import_zones, preview_zones};
use crate::services::load_roads::{RoadOrder, load_roads, preview_roads};
use crate::services::place_file::{Fate, FileOrder, GivenCrs, ImportDraft, read_places};
use crate::services::read_unit_lists::read_unit_file;
use crate::services::record::Actor;

/// What can be imported.
#[derive(Subcommand)]
pub enum ImportCommand {
    /// Evacuation zones from GeoJSON, NDJSON, KML, KMZ, shapefile (zip or .shp), GeoPackage, FlatGeobuf or CSV.
    Zones(ZoneArgs),
    /// Shelters from the same formats.
    Shelters {
        /// How the file is read.
        #[command(flatten)]
        reading: ReadingArgs,
    },
    /// The household register (Phụ lục 3) from XLSX or CSV. Known households get their new line; none leaves the
    /// register because the file leaves it out.
    Households(HouseholdArgs),
    /// Vehicles, boats, machines and devices (Phụ lục 6) from XLSX or CSV.
    Vehicles(ResourceArgs),
    /// Teams (Phụ lục 5) from XLSX or CSV.
    Teams(ResourceArgs),
    /// Supplies (Phụ lục 7) from XLSX or CSV; what the file says is there is noted as a count.
    Supplies(ResourceArgs),
    /// Water points for fire engines from XLSX or CSV.
    WaterPoints(ResourceArgs),
    /// Landing places of helicopters and boats from XLSX or CSV.
    LandingPlaces(ResourceArgs),
    /// Contacts of the command (Phụ lục 8) from XLSX or CSV.
    Contacts(ResourceArgs),
    /// Roads that distances to shelters are measured on: GeoJSON lines with name and, for a crossing (ngầm tràn),
    /// closes_at (a level's digit) or ford. They replace those of the unit, or all.
    Roads {
        /// The file.
        file: PathBuf,
        /// The unit whose roads these are; without it they replace all.
        #[arg(long, value_name = "CODE")]
        unit: Option<String>,
        /// Only says what would happen.
        #[arg(long)]
        dry_run: bool,
    },
    /// Provinces and communes from any format of maps (with outlines) or CSV (with centre points), of today or of
    /// before; or a CSV of old and new codes.
    AdminUnits {
        /// The file.
        file: PathBuf,
        /// Only says what would happen.
        #[arg(long)]
        dry_run: bool,
        /// The coordinate system of the outlines, where the file does not say it: EPSG:9216.
        #[arg(long, value_name = "EPSG:N", value_parser = crs)]
        crs: Option<GivenCrs>,
        /// The day from which the list holds: units that are called otherwise in it get a new form from then on.
        /// 1 July 2025 where none is given.
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
        /// The list has every commune of the provinces in it: those it leaves out end the day before.
        #[arg(long, requires = "as_of")]
        whole_list: bool,
    },
}

/// How a file of places is read.
#[derive(Args)]
pub struct ReadingArgs {
    /// The file.
    file: PathBuf,
    /// The coordinate system: EPSG:9216; with ";internal" for numbers without the seven parameters, with ";sure"
    /// where another fits better and this one holds nevertheless.
    #[arg(long, value_name = "EPSG:N", value_parser = crs)]
    crs: Option<GivenCrs>,
    /// The order of the two numbers: xy easting first, yx northing first; found out where not given.
    #[arg(long, value_name = "xy|yx", value_parser = axis)]
    axis: Option<Axes>,
    /// The numbers came to be without the seven parameters (VN-2000 nội bộ).
    #[arg(long)]
    vn2000_internal: bool,
    /// The commune of features that name none and lie in none.
    #[arg(long, value_name = "CODE")]
    commune: Option<String>,
    /// A column of the file by our field: code:MA_VUNG. May be given several times.
    #[arg(long, value_name = "FIELD:COLUMN", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Only says what would happen.
    #[arg(long)]
    dry_run: bool,
}

/// What is done with zones.
#[derive(Args)]
pub struct ZoneArgs {
    #[command(flatten)]
    reading: ReadingArgs,
    /// Puts the zones into the draft of the plan called so.
    #[arg(long, value_name = "CODE", conflicts_with = "in_force")]
    plan: Option<String>,
    /// Puts the zones in force without a plan; else they wait as drafts.
    #[arg(long)]
    in_force: bool,
    /// The hazard of zones that name none.
    #[arg(long)]
    hazard: Option<String>,
    /// The risk level, 1 to 5, of zones that name none.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=5))]
    level: Option<u8>,
    /// What is done about outlines that are not sound: none, offered (they wait) or all (they are mended).
    #[arg(long, default_value = "offered", value_parser = ["none", "offered", "all"])]
    repair: String,
}

/// How a register is read.
#[derive(Args)]
pub struct HouseholdArgs {
    /// The file.
    file: PathBuf,
    /// The commune of rows that name none; what the title of the file names, where not given.
    #[arg(long, value_name = "CODE")]
    commune: Option<String>,
    /// The day the register tells of; what the title says, else today.
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    /// The sheet; the one with most households where not given.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Takes doubtful rows in as well.
    #[arg(long)]
    doubtful: bool,
    /// Only says what would happen.
    #[arg(long)]
    dry_run: bool,
}

/// How a register of resources is read.
#[derive(Args)]
pub struct ResourceArgs {
    /// The file.
    file: PathBuf,
    /// The unit of lines that name none.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// The sheet; the one with most lines where not given.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Takes doubtful lines in as well.
    #[arg(long)]
    doubtful: bool,
    /// Only says what would happen.
    #[arg(long)]
    dry_run: bool,
}

fn crs(text: &str) -> Result<GivenCrs, String> {
    GivenCrs::parse(text).ok_or_else(|| "EPSG:4326, 4756, 3405, 3406, 5896–5899 or 9205–9218".to_owned())
}

fn axis(text: &str) -> Result<Axes, String> {
    Axes::from_code(text).ok_or_else(|| "xy or yx".to_owned())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (field, column) = text.split_once(':').ok_or("FIELD:COLUMN")?;
    Ok((field.to_owned(), column.to_owned()))
}

impl ReadingArgs {
    fn order(&self) -> FileOrder {
        FileOrder {
            name: name_of(&self.file),
            crs: self.crs,
            axes: self.axis,
            internal: self.vn2000_internal,
            columns: self.map.iter().cloned().collect(),
            commune: self.commune.clone(),
        }
    }

    fn features(&self) -> Result<FeatureFile, Failure> {
        let bytes = read_file(&self.file)?;
        read_places(&name_of(&self.file), &bytes).map_err(in_words)
    }
}

fn name_of(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Runs an import and tells the fate of every row that was refused.
pub fn run(command: &ImportCommand, settings: &Settings) -> Result<(), Failure> {
    match command {
        ImportCommand::Zones(args) => zones(args, settings),
        ImportCommand::Shelters { reading } => {
            let (app, features, order) = (open_app(settings)?, reading.features()?, reading.order());
            let by = Importer::CommandLine;
            let draft = if reading.dry_run {
                preview_shelters(&app, by, &features, &order)
            } else {
                import_shelters(&app, by, &features, &order)
            };
            tell_places(&draft.map_err(in_words)?, reading.dry_run)
        }
        ImportCommand::Households(args) => households(args, settings),
        ImportCommand::Vehicles(args) => resources(Register::Vehicle, args, settings),
        ImportCommand::Teams(args) => resources(Register::Team, args, settings),
        ImportCommand::Supplies(args) => resources(Register::Supply, args, settings),
        ImportCommand::WaterPoints(args) => resources(Register::WaterPoint, args, settings),
        ImportCommand::LandingPlaces(args) => resources(Register::LandingPlace, args, settings),
        ImportCommand::Contacts(args) => resources(Register::Contact, args, settings),
        ImportCommand::Roads { file, unit, dry_run } => roads(file, unit.as_deref(), *dry_run, settings),
        ImportCommand::AdminUnits { .. } => units(command, settings),
    }
}

fn zones(args: &ZoneArgs, settings: &Settings) -> Result<(), Failure> {
    let hazard = match args.hazard.as_deref() {
        None => None,
        Some(text) => Some(hazard_named(text).ok_or_else(|| format!("{text}: no such hazard / không có loại này"))?),
    };
    let order = ZoneOrder {
        file: args.reading.order(),
        hazard,
        level: args.level.and_then(|digit| RiskLevel::new(digit).ok()),
        plan: args.plan.clone(),
        in_force: args.in_force,
        repair: match args.repair.as_str() {
            "none" => RepairChoice::None,
            "all" => RepairChoice::All,
            _ => RepairChoice::Offered,
        },
    };
    let (app, features) = (open_app(settings)?, args.reading.features()?);
    let (by, dry_run) = (Importer::CommandLine, args.reading.dry_run);
    let draft =
        if dry_run { preview_zones(&app, by, &features, &order) } else { import_zones(&app, by, &features, &order) };
    tell_places(&draft.map_err(in_words)?, dry_run)
}

/// A refusal with what to do, in both languages.
fn in_words(error: crate::services::ServiceError) -> Failure {
    match error {
        crate::services::ServiceError::Invalid { wording, .. } => format!("{}\n{}", wording.vi, wording.en).into(),
        other => other.into(),
    }
}

/// How many features are told one by one at most.
const TOLD: usize = 200;

/// Tells what happened; an open question is a failure, since nothing was written.
fn tell_places(draft: &ImportDraft, dry_run: bool) -> Result<(), Failure> {
    if let Some(reading) = draft.reading {
        println!("{} ({}, {})", reading.crs.name().vi, reading.crs.code(), reading.axes.code());
    }
    for remark in &draft.remarks {
        println!("{} / {}", remark.vi, remark.en);
    }
    let worth_telling = |fate| matches!(fate, Fate::Refused | Fate::Held | Fate::Repaired);
    let told: Vec<_> = draft.items.iter().filter(|item| worth_telling(item.fate) || !item.reasons.is_empty()).collect();
    for item in told.iter().take(TOLD) {
        let code = item.code.as_deref().unwrap_or("–");
        for reason in &item.reasons {
            println!("{} [{code}]: {} / {}", item.place.vi, reason.vi, reason.en);
        }
    }
    if let Some(more) = told.len().checked_sub(TOLD).filter(|more| *more > 0) {
        println!("… {more} đối tượng khác có ghi chú / {more} more features with remarks");
    }
    for question in &draft.questions {
        println!("? {}: {} / {}", question.code, question.text.vi, question.text.en);
        for option in &question.options {
            println!(
                "    {}  {}/{}  {} / {}",
                option.value, option.inside, option.of, option.label.vi, option.label.en
            );
        }
    }
    let summary = draft.summary();
    println!("{}\n{}", summary.vi, summary.en);
    if dry_run {
        println!("Chưa ghi gì (--dry-run). / Nothing was written (--dry-run).");
    } else if !draft.questions.is_empty() {
        return Err("Chưa ghi gì: trả lời câu hỏi trên bằng --crs, --axis, --map, --hazard hoặc --commune. / \
                    Nothing was written: answer the questions above by --crs, --axis, --map, --hazard or --commune."
            .into());
    }
    Ok(())
}

fn households(args: &HouseholdArgs, settings: &Settings) -> Result<(), Failure> {
    let order = HouseholdOrder {
        name: name_of(&args.file),
        sheet: args.sheet.clone(),
        commune: args.commune.clone(),
        as_of: args.as_of,
        columns: Vec::new(),
        doubtful: if args.doubtful { Doubtful::All } else { Doubtful::None },
    };
    let bytes = read_file(&args.file)?;
    let app = open_app(settings)?;
    let file = read_household_file(&bytes).map_err(in_words)?;
    let by = Importer::CommandLine;
    let done = if args.dry_run {
        preview_households(&app, by, &file, &order)
    } else {
        import_households(&app, by, &file, &order)
    };
    tell_households(&done.map_err(in_words)?, args.dry_run);
    Ok(())
}

/// Tells what became of the rows: those that somebody should look at one by one, the others by their counts. Names of
/// people are not told, a terminal is no register.
fn tell_households(done: &HouseholdImport, dry_run: bool) {
    for remark in &done.remarks {
        println!("{} / {}", remark.vi, remark.en);
    }
    let told: Vec<_> = done.rows.iter().filter(|row| !row.reasons.is_empty()).collect();
    for row in told.iter().take(TOLD) {
        for reason in &row.reasons {
            println!("dòng {0} / row {0}: {1} / {2}", row.row, reason.vi, reason.en);
        }
    }
    if let Some(more) = told.len().checked_sub(TOLD).filter(|more| *more > 0) {
        println!("… {more} dòng khác / {more} more rows");
    }
    for total in done.totals.iter().filter(|total| !total.agrees()) {
        let (row, sum, count) = (total.row, total.summed_people, total.summed_households);
        println!(
            "dòng {row}: “{}” không khớp, các dòng phía trên có {count} hộ, {sum} khẩu / row {row}: the total does not \
             agree, the rows above have {count} households, {sum} people",
            total.label
        );
    }
    for household in done.missing.iter().take(TOLD) {
        println!("{} có trong sổ, không có trong tệp / is in the register, not in the file", household.code);
    }
    let summary = done.summary();
    println!("{}\n{}", summary.vi, summary.en);
    if dry_run {
        println!("Chưa ghi gì (--dry-run). / Nothing was written (--dry-run).");
    }
}

fn resources(register: Register, args: &ResourceArgs, settings: &Settings) -> Result<(), Failure> {
    let order = ResourceOrder {
        register,
        name: name_of(&args.file),
        sheet: args.sheet.clone(),
        unit: args.unit.clone(),
        columns: Vec::new(),
        doubtful: if args.doubtful { Doubtful::All } else { Doubtful::None },
    };
    let bytes = read_file(&args.file)?;
    let app = open_app(settings)?;
    let file = read_resource_file(&bytes).map_err(in_words)?;
    let by = Importer::CommandLine;
    let done = if args.dry_run {
        preview_resources(&app, by, &file, &order)
    } else {
        import_resources(&app, by, &file, &order)
    };
    tell_resources(&done.map_err(in_words)?, args.dry_run);
    Ok(())
}

/// Tells what became of the lines: those that somebody should look at one by one, the others by their counts.
fn tell_resources(done: &ResourceImport, dry_run: bool) {
    for remark in &done.remarks {
        println!("{} / {}", remark.vi, remark.en);
    }
    for row in done.rows.iter().filter(|row| !row.reasons.is_empty()).take(TOLD) {
        for reason in &row.reasons {
            println!("dòng {0} / row {0}: {1} / {2}", row.row, reason.vi, reason.en);
        }
    }
    for (code, _) in done.missing.iter().take(TOLD) {
        println!("{code} có trong sổ, không có trong tệp / is in the register, not in the file");
    }
    let summary = done.summary();
    println!("{}\n{}", summary.vi, summary.en);
    if dry_run {
        println!("Chưa ghi gì (--dry-run). / Nothing was written (--dry-run).");
    }
}

fn roads(file: &Path, unit: Option<&str>, dry_run: bool, settings: &Settings) -> Result<(), Failure> {
    let order = RoadOrder { name: name_of(file), unit: unit.map(str::to_owned) };
    let bytes = read_file(file)?;
    let app = open_app(settings)?;
    let by = Importer::CommandLine;
    let done = if dry_run { preview_roads(&app, by, &bytes, &order) } else { load_roads(&app, by, &bytes, &order) };
    let done = done.map_err(in_words)?;
    for (place, reason) in done.refused.iter().take(TOLD) {
        println!("{} / {}: {} / {}", place.vi, place.en, reason.vi, reason.en);
    }
    let summary = done.summary();
    println!("{}\n{}", summary.vi, summary.en);
    if dry_run {
        println!("Chưa ghi gì (--dry-run). / Nothing was written (--dry-run).");
    }
    Ok(())
}

fn units(command: &ImportCommand, settings: &Settings) -> Result<(), Failure> {
    let ImportCommand::AdminUnits { file, dry_run, crs, as_of, whole_list } = command else { return Ok(()) };
    let name = name_of(file);
    let meaning = ListMeaning { day: as_of.unwrap_or(REFORM), whole: *whole_list };
    let bytes = read_file(file)?;
    let app = open_app(settings)?;
    let read = read_unit_file(&bytes, &name, meaning.day, *crs)?;
    if *dry_run {
        tell(&preview_import(&app, &read, meaning)?);
        println!("Chưa ghi gì (--dry-run). / Nothing was written (--dry-run).");
        return Ok(());
    }
    tell(&import_admin_units(&app, &Actor::command_line(), &read, meaning)?);
    Ok(())
}

fn tell(report: &ImportReport) {
    for (place, reason) in &report.refused {
        println!("{place}: {} / {}", reason.vi, reason.en);
    }
    for change in &report.changes {
        println!("{} / {}", change.vi, change.en);
    }
    let (provinces, districts, communes) = (report.provinces, report.districts, report.communes);
    println!(
        "{provinces} tỉnh, {districts} huyện, {communes} xã / {provinces} provinces, {districts} districts, {communes} communes"
    );
    let summary = report.summary();
    println!("{}\n{}", summary.vi, summary.en);
    if report.left_out > 0 {
        let count = report.left_out;
        println!(
            "{count} xã khác của các tỉnh này không có trong danh sách và được giữ nguyên; nếu đã hết hiệu lực, dùng --as-of cùng --whole-list. / \
             {count} other communes of these provinces are not in the list and were let be; if they have ended, use --as-of with --whole-list."
        );
    }
}
