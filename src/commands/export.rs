//! `ungpho export …`.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::{Failure, open_app};
use crate::config::Settings;
use crate::formats::Format;
use crate::geometry::crs::Crs;
use crate::hazards::hazard_named;
use crate::services::export_maps::{ExportOrder, export_shelters, export_units, export_zones};

/// What can be exported.
#[derive(Subcommand)]
pub enum ExportCommand {
    /// The zones in force.
    Zones(ExportArgs),
    /// The shelters, with who keeps them.
    Shelters(ExportArgs),
    /// The outlines of administrative units of today.
    AdminUnits(ExportArgs),
}

/// What is wanted, and where it goes.
#[derive(Args)]
pub struct ExportArgs {
    /// The file to write.
    file: PathBuf,
    /// The format: geojson, ndjson, kml, kmz, shp, gpkg, fgb or csv; told by the ending of the file where not given.
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
        let format = format.ok_or_else(|| format!("{named}: geojson, ndjson, kml, kmz, shp, gpkg, fgb, csv"))?;
        let crs = match self.crs.as_deref() {
            None => Crs::WGS84,
            Some(text) => Crs::parse(text).ok_or_else(|| format!("{text}: EPSG:4326, EPSG:9216, …"))?,
        };
        let hazard = match self.hazard.as_deref() {
            None => None,
            Some(text) => Some(hazard_named(text).ok_or_else(|| format!("{text}: no such hazard"))?),
        };
        Ok(ExportOrder { format, crs, hazard, within: self.commune.clone(), with_keepers: true })
    }
}

/// Runs an export.
pub fn run(command: &ExportCommand, settings: &Settings) -> Result<(), Failure> {
    let (ExportCommand::Zones(args) | ExportCommand::Shelters(args) | ExportCommand::AdminUnits(args)) = command;
    let (order, app) = (args.order()?, open_app(settings)?);
    let file = match command {
        ExportCommand::Zones(_) => export_zones(&app, &order),
        ExportCommand::Shelters(_) => export_shelters(&app, &order),
        ExportCommand::AdminUnits(_) => export_units(&app, &order),
    }?;
    write(&args.file, &file.bytes)?;
    println!("{}: {} bytes", args.file.display(), file.bytes.len());
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}
