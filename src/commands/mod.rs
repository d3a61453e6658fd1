//! The command line.

mod accounts;
mod audit;
mod copies;
mod demo;
mod export;
mod findings;
mod import;
mod poll;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::config::Settings;
use crate::kernel::SystemClock;
use crate::outbound::fetch::{FetchLimits, Fetcher};
use crate::services::App;
use crate::services::app::Rules;
use crate::services::register_sources::{register_from_settings, register_shipped};
use crate::store::{Store, migrations};

/// What a command says when it cannot go on: already in words for people.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Ứng Phó: response plans, alerts and relocation checklists.
#[derive(Parser)]
#[command(name = "ungpho", version, about)]
struct Cli {
    /// The settings file; `ungpho.toml` where none is given.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fills a database of its own with the demonstration province and serves the whole program.
    Demo(demo::DemoArgs),
    /// The service; migrates first.
    Serve {
        /// Address and port to listen on.
        #[arg(long)]
        listen: Option<String>,
        /// Starts although the audit log is not as it was written, and notes that in the log.
        #[arg(long)]
        despite_tampered_log: bool,
    },
    /// Brings the database to the newest form.
    Migrate,
    /// Prints the settings in force, secrets hidden.
    CheckConfig,
    /// Writes a consistent copy of the database into one file, also while it is in use.
    Backup {
        /// The new file; one that is there is not overwritten.
        file: PathBuf,
    },
    /// Puts a copy made by `backup` in the place of the database, once it has been found whole.
    Restore {
        /// The copy; it stays as it is.
        file: PathBuf,
        /// Also where there is a database, which is kept beside with the time in its name.
        #[arg(long)]
        replace: bool,
    },
    /// Takes registers in from files.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Writes registers to files that map programs open.
    #[command(subcommand)]
    Export(export::ExportCommand),
    /// Which true tables contradict each other, worst first; exit status 1 where a critical finding stands.
    Findings(findings::FindingsArgs),
    /// Polls the alert sources once and says what it found.
    Poll {
        /// Only this one.
        #[arg(long)]
        source: Option<String>,
    },
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Accounts of people.
    #[command(subcommand)]
    User(accounts::UserCommand),
    /// Tokens of programs.
    #[command(subcommand)]
    Token(accounts::TokenCommand),
}

/// Runs the command the process was started with, and says with which status it ends.
pub fn run() -> Result<ExitCode, Failure> {
    let cli = Cli::parse();
    let settings = Settings::read(cli.config.as_deref())?;
    match cli.command {
        Command::Findings(args) => findings::run(&args, &settings),
        other => run_other(other, settings).map(|()| ExitCode::SUCCESS),
    }
}

/// Runs a command that ends well or says what went wrong.
fn run_other(command: Command, mut settings: Settings) -> Result<(), Failure> {
    match command {
        Command::Findings(_) => Ok(()),
        Command::Demo(args) => demo::run(args, settings),
        Command::Serve { listen, despite_tampered_log } => {
            if let Some(listen) = listen {
                settings.listen = listen;
            }
            serve::run(&settings, despite_tampered_log)
        }
        Command::Migrate => {
            let applied = migrations::run(&Store::open(&settings.database_url)?)?;
            println!("{} migrations applied: {}", applied.len(), applied.join(", "));
            if settings.shipped_sources {
                let app = open_app(&settings)?;
                register_from_settings(&app, &settings.sources)?;
                println!("{} sources of alerts listed", register_shipped(&app)?);
            }
            Ok(())
        }
        Command::CheckConfig => {
            println!("{}", settings.shown());
            Ok(())
        }
        Command::Backup { file } => copies::back_up(&file, &settings),
        Command::Restore { file, replace } => copies::restore(&file, replace, &settings),
        Command::Import(command) => import::run(&command, &settings),
        Command::Export(command) => export::run(&command, &settings),
        Command::Poll { source } => poll::run(source.as_deref(), &settings),
        Command::Audit(command) => audit::run(&command, &settings),
        Command::User(command) => accounts::user(&command, &settings),
        Command::Token(command) => accounts::token(&command, &settings),
    }
}

/// The program on its store, migrated.
fn open_app(settings: &Settings) -> Result<App, Failure> {
    let store = Store::open(&settings.database_url)?;
    migrations::run(&store)?;
    let limits = FetchLimits {
        connect: Duration::from_secs(settings.polling.connect_seconds),
        total: Duration::from_secs(settings.polling.total_seconds),
        bytes: settings.polling.max_bytes,
        pause: Duration::from_millis(settings.polling.host_pause_milliseconds.into()),
        ..FetchLimits::default()
    };
    let rules = Rules {
        sign_in: settings.sign_in.clone(),
        plans: settings.plans.clone(),
        maps: settings.maps_beside_the_database(),
        orders: settings.orders.clone(),
        archive: settings.archive.clone(),
        webhooks: settings.webhooks.clone(),
    };
    Ok(App::new(store, Arc::new(SystemClock), Fetcher::new(limits)?).with_rules(rules))
}

fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
