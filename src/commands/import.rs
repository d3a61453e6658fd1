//! `ungpho import …`.

use std::path::PathBuf;

use clap::Subcommand;

use super::{Failure, open_app, read_file};
use crate::config::Settings;
use crate::services::import_admin_units::{UnitsRead, import_admin_units, read_units};

/// What can be imported.
#[derive(Subcommand)]
pub enum ImportCommand {
    /// Provinces and communes from GeoJSON (with outlines) or CSV (with centroids).
    AdminUnits {
        /// The file.
        file: PathBuf,
        /// Only says what would happen.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Runs an import and tells the fate of every row that was refused.
pub fn run(command: &ImportCommand, settings: &Settings) -> Result<(), Failure> {
    let ImportCommand::AdminUnits { file, dry_run } = command;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let UnitsRead { units, refused } = read_units(&read_file(file)?, &name)?;
    for (place, reason) in &refused {
        println!("{place}: {} / {}", reason.vi, reason.en);
    }
    if *dry_run {
        println!("{} units would be written, {} rows refused", units.len(), refused.len());
        return Ok(());
    }
    let written = import_admin_units(&open_app(settings)?, units)?;
    println!("{written} units written, {} rows refused", refused.len());
    Ok(())
}
