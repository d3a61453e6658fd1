//! `ungpho audit …`, and the look at the log before the service starts.

use clap::Subcommand;

use super::{Failure, open_app};
use crate::audit::Fault;
use crate::config::Settings;
use crate::services::App;
use crate::services::verify_audit::{go_on_despite, verify_audit};

/// The audit log.
#[derive(Subcommand)]
pub enum AuditCommand {
    /// Reads the whole log again and says whether every entry is as it was written; exit status 1 if not.
    Verify,
}

/// Runs `ungpho audit …`.
pub fn run(command: &AuditCommand, settings: &Settings) -> Result<(), Failure> {
    let AuditCommand::Verify = command;
    let app = open_app(settings)?;
    let found = verify_audit(&app)?;
    match found.fault {
        None => {
            println!("intact, {} entries", found.entries);
            if let Some(head) = app.store.read(crate::store::audit::head)? {
                println!("head {}: {}", head.seq, head.hash);
            }
            Ok(())
        }
        Some(fault) => Err(sentence(&fault).into()),
    }
}

/// Refuses to go on where the log is not as it was written, unless `despite` says so.
pub fn insist_on_intact_log(app: &App, despite: bool) -> Result<(), Failure> {
    let Some(fault) = verify_audit(app)?.fault else { return Ok(()) };
    if !despite {
        return Err(format!(
            "{} The service does not start. Find out what happened and keep a copy of the database; \
             `--despite-tampered-log` starts it all the same and notes that in the log.",
            sentence(&fault)
        )
        .into());
    }
    tracing::error!(seq = fault.seq, "{} Started all the same, as ordered.", fault.wording().en);
    println!("{}", sentence(&fault));
    go_on_despite(app, &fault)?;
    Ok(())
}

fn sentence(fault: &Fault) -> String {
    let words = fault.wording();
    format!("{} / {}", words.vi, words.en)
}
