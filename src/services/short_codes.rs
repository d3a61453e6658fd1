//! Short codes by SMS or radio: read, answered with what was understood, and taken in as reports.

use serde_json::json;

use super::take_reports::{Outbox, Taken, take_reports};
use super::{App, ServiceError, permit};
use crate::accounts::{Acting, Permission};
use crate::kernel::ids::ReportId;
use crate::kernel::{Localized, Timestamp};
use crate::relocation::short_code::{Understood, read_message};
use crate::relocation::{Relocation, RelocationState};
use crate::store::relocations;

/// A message as it was heard.
#[derive(Debug, Clone)]
pub struct Heard {
    /// Its words.
    pub message: String,
    /// The commune whose codes it uses.
    pub commune_code: String,
    /// When it was said; now where nothing is told.
    pub at: Option<Timestamp>,
    /// From which telephone or station, where that is known.
    pub from: Option<String>,
    /// Whether it is only read and not taken in.
    pub dry_run: bool,
}

/// A line, what was understood, whom it is about, and what became of it.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The line and its meaning.
    pub understood: Understood,
    /// The relocation it is about, where exactly one runs.
    pub relocation: Option<Relocation>,
    /// What was understood, or what to write instead, in a sentence.
    pub words: Localized,
    /// What became of it; none in a dry run and where it could not be read.
    pub taken: Option<Taken>,
}

/// Reads a message line by line; what can be read is taken in, unless it is a dry run.
pub fn answer_short_codes(app: &App, by: &Acting, heard: &Heard) -> Result<Vec<Answered>, ServiceError> {
    let now = app.now();
    app.store.read(|conn| permit(conn, by, Permission::TickTask, &heard.commune_code, now))?;
    let lines = read_message(&heard.message);
    let mut answers = Vec::with_capacity(lines.len());
    for understood in lines {
        answers.push(answer(app, by, heard, understood, now)?);
    }
    Ok(answers)
}

fn answer(
    app: &App,
    by: &Acting,
    heard: &Heard,
    understood: Understood,
    now: Timestamp,
) -> Result<Answered, ServiceError> {
    let code = match &understood.code {
        Err(words) => {
            let words = words.clone();
            return Ok(Answered { understood, relocation: None, words, taken: None });
        }
        Ok(code) => code.clone(),
    };
    let mut found = app.store.read(|conn| relocations::by_code(conn, &heard.commune_code, &code.household))?;
    let one = if found.len() == 1 { found.pop() } else { None };
    let words = words_for(&code.household, code.said.state, count_of(&code.said), one.as_ref(), found.len());
    if heard.dry_run {
        return Ok(Answered { understood, relocation: one, words, taken: None });
    }
    let operation = json!({
        "id": ReportId::new(now),
        "happened_at": heard.at.unwrap_or(now),
        "base_revision": 0,
        "household": {"commune_code": heard.commune_code, "code": code.household, "said": code.said},
    });
    let outbox = Outbox { device: heard.from.clone(), device_now: None, operations: vec![operation] };
    let taken = take_reports(app, by, &outbox)?.pop();
    Ok(Answered { understood, relocation: one, words, taken })
}

fn count_of(said: &crate::relocation::Said) -> Option<i64> {
    said.departed.or(said.arrived).or(said.returned).or(said.present)
}

fn words_for(
    household: &str,
    state: Option<RelocationState>,
    people: Option<i64>,
    found: Option<&Relocation>,
    several: usize,
) -> Localized {
    let state = state.unwrap_or_default().name();
    let number = |words: &str, none: &str| people.map_or_else(|| none.to_owned(), |people| format!("{people} {words}"));
    let (vi, en) = (number("người", "không nêu số người"), number("people", "no number of people"));
    match (found, several) {
        (Some(relocation), _) => Localized::new(
            format!("Hộ {household} ({}): {}, {vi}.", relocation.village, state.vi),
            format!("Household {household} ({}): {}, {en}.", relocation.village, state.en),
        ),
        (None, 0) => Localized::new(
            format!(
                "Hộ {household}: {}, {vi}. Không có hộ mang mã này đang di dời; báo cáo giữ lại chờ xếp.",
                state.vi
            ),
            format!("Household {household}: {}, {en}. No such household is being moved; the report is kept.", state.en),
        ),
        (None, several) => Localized::new(
            format!("Hộ {household}: {}, {vi}. Mã này có trong {several} đợt; báo cáo giữ lại chờ xếp.", state.vi),
            format!("Household {household}: {}, {en}. It is in {several} events; the report is kept.", state.en),
        ),
    }
}
