//! `ungpho backup` and `ungpho restore`.

use std::path::Path;

use super::Failure;
use crate::config::Settings;
use crate::kernel::SystemClock;
use crate::services::copy_database::{back_up_into, restore_from};

/// Runs `ungpho backup FILE`.
pub fn back_up(file: &Path, settings: &Settings) -> Result<(), Failure> {
    let made = back_up_into(&settings.database_url, file, &SystemClock)?;
    println!("{}: {} bytes, audit log intact, {} entries", file.display(), made.bytes, made.entries);
    if let Some(head) = made.head {
        println!("head {}: {}", head.seq, head.hash);
    }
    Ok(())
}

/// Runs `ungpho restore FILE`.
pub fn restore(file: &Path, replace: bool, settings: &Settings) -> Result<(), Failure> {
    let done = restore_from(&settings.database_url, file, replace, &SystemClock)?;
    println!("{}: restored, audit log intact, {} entries", done.database.display(), done.entries);
    if !done.migrated.is_empty() {
        println!("{} migrations applied: {}", done.migrated.len(), done.migrated.join(", "));
    }
    println!(
        "everybody has to sign in again; accounts, tokens, passwords and invitations are those of the copy: look through them"
    );
    if let Some(kept) = done.kept {
        println!("the database that was there: {}", kept.display());
    }
    if let Some(unread) = done.unread {
        println!("it could not be read ({unread}) and lies there as it was, with what lay beside it");
    }
    Ok(())
}
