//! `ungpho findings`.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{Failure, open_app};
use crate::config::Settings;
use crate::findings::{Severity, facts_of};
use crate::services::App;
use crate::services::findings::{FindingFilter, ShownFinding, each_finding};
use crate::services::resource_register::units_within;

/// Which findings are wanted, and how they are written.
#[derive(Args)]
pub struct FindingsArgs {
    /// Only of this unit and those below it.
    #[arg(long, value_name = "CODE")]
    unit: Option<String>,
    /// How they are written.
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Sentences for people, in Vietnamese, one below the other.
    #[value(alias = "text")]
    Table,
    /// One JSON document.
    Json,
    /// The same for a spreadsheet, with a line of headings.
    Csv,
}

/// Writes the findings that stand, worst first; the exit status is 1 where a critical one stands, accepted or not.
pub fn run(args: &FindingsArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let app = open_app(settings)?;
    let picture = app.live.current(&app.store, app.now())?;
    let units = args.unit.as_deref().map(|unit| units_within(&picture, unit).into_iter().collect());
    let filter = FindingFilter { units, ..FindingFilter::default() };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let (found, critical) = match args.format {
        Form::Table => each(&app, &filter, |shown| Ok(out.write_all(text(&app, shown).as_bytes())?))?,
        Form::Json => {
            let mut first = true;
            let counted = each(&app, &filter, |shown| {
                let before = if std::mem::take(&mut first) { "[\n  " } else { ",\n  " };
                let object = serde_json::to_string_pretty(&json(shown))?.replace('\n', "\n  ");
                Ok(write!(out, "{before}{object}")?)
            })?;
            writeln!(out, "{}", if first { "[]" } else { "\n]" })?;
            counted
        }
        Form::Csv => {
            let mut writer = csv::Writer::from_writer(&mut out);
            writer.write_record(HEADINGS)?;
            let counted = each(&app, &filter, |shown| write_row(&mut writer, shown))?;
            writer.flush()?;
            counted
        }
    };
    out.flush()?;
    eprintln!("{found} findings, {critical} of them critical");
    Ok(if critical == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Hands over each finding, and counts them and the critical ones.
fn each(
    app: &App,
    filter: &FindingFilter,
    mut take: impl FnMut(&ShownFinding) -> Result<(), Failure>,
) -> Result<(usize, usize), Failure> {
    let (mut found, mut critical) = (0, 0);
    each_finding(app, filter, |some| {
        found += some.len();
        critical += some.iter().filter(|shown| shown.severity == Severity::Critical).count();
        some.iter().try_for_each(&mut take)
    })?;
    Ok((found, critical))
}

fn text(app: &App, shown: &ShownFinding) -> String {
    let Some(finding) = &shown.finding else { return String::new() };
    let unit = app.live.held().map_or_else(String::new, |picture| picture.unit_name(shown.unit.as_str()).to_owned());
    let accepted = shown.acceptance.as_ref().and_then(|said| said.until);
    let accepted = accepted.map_or_else(String::new, |until| format!(" (đã chấp nhận đến hết {until})"));
    format!(
        "[{}] {} – {unit} ({}){accepted}\n  {}\n  {}\n  → {} {}\n  {}\n\n",
        finding.severity.name().vi,
        facts_of(finding.kind).name().vi,
        shown.unit,
        finding.facts[0].vi,
        finding.facts[1].vi,
        finding.mend.vi,
        finding.owed_by.vi,
        shown.id,
    )
}

fn json(shown: &ShownFinding) -> serde_json::Value {
    serde_json::json!({
        "key": shown.id,
        "finding": shown.finding,
        "first_seen": shown.known.as_ref().map(|known| known.first_seen),
        "accepted_until": shown.acceptance.as_ref().and_then(|said| said.until),
    })
}

const HEADINGS: [&str; 12] = [
    "key",
    "severity",
    "kind",
    "unit",
    "about",
    "against",
    "fact_1",
    "fact_2",
    "mend",
    "owed_by",
    "first_seen",
    "accepted_until",
];

fn write_row<W: Write>(writer: &mut csv::Writer<W>, shown: &ShownFinding) -> Result<(), Failure> {
    let Some(finding) = &shown.finding else { return Ok(()) };
    let named = |named: &Option<(crate::findings::Ref, crate::kernel::Localized)>| {
        named.as_ref().map_or_else(String::new, |(_, name)| name.vi.clone())
    };
    let [one, other] = &finding.facts;
    let until = shown.acceptance.as_ref().and_then(|said| said.until);
    let severity = serde_json::to_value(finding.severity)?;
    let row = [
        shown.id.to_string(),
        severity.as_str().unwrap_or_default().to_owned(),
        finding.kind.code().to_owned(),
        shown.unit.to_string(),
        named(&shown.about),
        named(&shown.against),
        one.vi.clone(),
        other.vi.clone(),
        finding.mend.vi.clone(),
        finding.owed_by.vi.clone(),
        shown.known.as_ref().map_or_else(String::new, |known| known.first_seen.to_rfc3339()),
        until.map_or_else(String::new, |until| until.to_string()),
    ];
    writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    Ok(())
}

/// A cell that no office program takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
