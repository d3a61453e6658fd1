//! `ungpho import …`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;

use super::{Failure, open_app, read_file};
use crate::config::Settings;
use crate::places::REFORM;
use crate::services::import_admin_units::{ImportReport, ListMeaning, import_admin_units, preview_import};
use crate::services::read_unit_lists::read_units;
use crate::services::record::Actor;

/// What can be imported.
#[derive(Subcommand)]
pub enum ImportCommand {
    /// Provinces and communes from GeoJSON (with outlines) or CSV (with centre points), of today or of before; or a
    /// CSV of old and new codes.
    AdminUnits {
        /// The file.
        file: PathBuf,
        /// Only says what would happen.
        #[arg(long)]
        dry_run: bool,
        /// The day from which the list holds: units that are called otherwise in it get a new form from then on.
        /// 1 July 2025 where none is given.
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
        /// The list has every commune of the provinces in it: those it leaves out end the day before.
        #[arg(long, requires = "as_of")]
        whole_list: bool,
    },
}

/// Runs an import and tells the fate of every row that was refused.
pub fn run(command: &ImportCommand, settings: &Settings) -> Result<(), Failure> {
    let ImportCommand::AdminUnits { file, dry_run, as_of, whole_list } = command;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let meaning = ListMeaning { day: as_of.unwrap_or(REFORM), whole: *whole_list };
    let read = read_units(&read_file(file)?, &name, meaning.day)?;
    let app = open_app(settings)?;
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
