//! `ungpho export …`.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{Failure, open_app};
use crate::config::Settings;
use crate::formats::Format;
use crate::geometry::crs::Crs;
use crate::hazards::hazard_named;
use crate::resources::Register;
use crate::services::export_maps::{ExportOrder, ExportedFile, export_shelters, export_units, export_zones};
use crate::services::household_sheets::SheetFormat;
use crate::services::resource_register::units_within;
use crate::services::resource_sheets::export_resources;
use crate::services::{App, ServiceError};
use crate::store::resources::Filter;

/// What can be exported.
#[derive(Subcommand)]
pub enum ExportCommand {
    /// The zones in force.
    Zones(ExportArgs),
    /// The shelters, with who keeps them.
    Shelters(ExportArgs),
    /// The outlines of administrative units of today.
    AdminUnits(ExportArgs),
    /// Vehicles, boats, machines and devices (Phụ lục 6), as XLSX or CSV.
    Vehicles(RegisterArgs),
    /// Teams (Phụ lục 5), as XLSX or CSV.
    Teams(RegisterArgs),
    /// Supplies (Phụ lục 7), as XLSX or CSV.
    Supplies(RegisterArgs),
    /// Water points for fire engines, as XLSX or CSV.
    WaterPoints(RegisterArgs),
    /// Landing places of helicopters and boats, as XLSX or CSV.
    LandingPlaces(RegisterArgs),
    /// Contacts of the command (Phụ lục 8), as XLSX or CSV.
    Contacts(RegisterArgs),
}

/// Which lines of a register are wanted, and where they go.
#[derive(Args)]
pub struct RegisterArgs {
    /// The file to write; its ending, xlsx or csv, tells the format.
    file: PathBuf,
    /// Only of this unit and those below it.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
}

/// What is wanted, and where it goes.
#[derive(Args)]
pub struct ExportArgs {
    /// The file to write.
    file: PathBuf,
    /// The format: geojson, ndjson, kml, kmz, shp, gpkg, fgb, csv or xlsx; told by the ending of the file where not given.
    #[arg(long)]
    format: Option<String>,
    /// The coordinate system; WGS 84 where not given.
    #[arg(long, value_name = "EPSG:N")]
    crs: Option<String>,
    /// Only zones of this hazard, or shelters safe for it.
    #[arg(long)]
    hazard: Option<String>,
    /// Only in this unit or below it.
    #[arg(long, value_name = "CODE")]
    commune: Option<String>,
    /// Zones as they were in force on this day.
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
}

impl ExportArgs {
    fn order(&self) -> Result<ExportOrder, Failure> {
        let ending = self.file.extension().map(|ending| ending.to_string_lossy().into_owned());
        let named = self.format.clone().or(ending).unwrap_or_default();
        let format = match named.to_lowercase().as_str() {
            "json" => Some(Format::GeoJson),
            "zip" => Some(Format::Shapefile),
            other => Format::from_code(other),
        };
        let format = format.ok_or_else(|| format!("{named}: geojson, ndjson, kml, kmz, shp, gpkg, fgb, csv, xlsx"))?;
        let crs = match self.crs.as_deref() {
            None => Crs::WGS84,
            Some(text) => Crs::parse(text).ok_or_else(|| format!("{text}: EPSG:4326, EPSG:9216, …"))?,
        };
        let hazard = match self.hazard.as_deref() {
            None => None,
            Some(text) => Some(hazard_named(text).ok_or_else(|| format!("{text}: no such hazard"))?),
        };
        Ok(ExportOrder { format, crs, hazard, within: self.commune.clone(), on: self.on, with_keepers: true })
    }
}

/// Runs an export.
pub fn run(command: &ExportCommand, settings: &Settings) -> Result<(), Failure> {
    match command {
        ExportCommand::Zones(args) => map(args, settings, export_zones),
        ExportCommand::Shelters(args) => map(args, settings, export_shelters),
        ExportCommand::AdminUnits(args) => map(args, settings, export_units),
        ExportCommand::Vehicles(args) => register(args, settings, Register::Vehicle),
        ExportCommand::Teams(args) => register(args, settings, Register::Team),
        ExportCommand::Supplies(args) => register(args, settings, Register::Supply),
        ExportCommand::WaterPoints(args) => register(args, settings, Register::WaterPoint),
        ExportCommand::LandingPlaces(args) => register(args, settings, Register::LandingPlace),
        ExportCommand::Contacts(args) => register(args, settings, Register::Contact),
    }
}

fn map(
    args: &ExportArgs,
    settings: &Settings,
    export: impl Fn(&App, &ExportOrder) -> Result<ExportedFile, ServiceError>,
) -> Result<(), Failure> {
    let (order, app) = (args.order()?, open_app(settings)?);
    told(&args.file, &export(&app, &order)?.bytes)
}

fn register(args: &RegisterArgs, settings: &Settings, register: Register) -> Result<(), Failure> {
    let ending = args.file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let format = match ending.as_str() {
        "xlsx" => SheetFormat::Xlsx,
        "csv" => SheetFormat::Csv,
        other => return Err(format!("{other}: xlsx, csv").into()),
    };
    let app = open_app(settings)?;
    let picture = app.live.current(&app.store, app.now())?;
    let units = args.unit.as_deref().map(|unit| units_within(&picture, unit));
    let filter = Filter { register: Some(register), units, ..Filter::default() };
    told(&args.file, &export_resources(&app, None, register, &filter, format)?)
}

fn told(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write(path, bytes)?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}
