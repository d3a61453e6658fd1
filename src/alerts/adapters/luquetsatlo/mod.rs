//! The national site for flash floods and landslides, luquetsatlo.nchmf.gov.vn: every hour a table of communes at
//! risk, by POST.
//!
//! Silence there is not safety: an empty table may mean that nobody is at risk, or that the hour is not computed yet.
//! So an empty answer says nothing, the hours before are asked for, and how old the data is is told. An hour counts
//! as computed once its table has any row.
//!
//! Each commune and hazard becomes an alert whose identifier names the danger, not the message: the hours of one
//! danger are one chain. The site's words are its own three colours, not the levels of Decision 18/2021/QĐ-TTg; they
//! are carried as advice and labelled so.

mod hours;
mod rows;
mod telling;

use serde_json::Value;

use super::cap_tree::json_of;
use super::{Answer, Question, Received, SourceAdapter};
use crate::alerts::document::Document;
use crate::alerts::quarantine::{Fault, Reason};
use crate::kernel::Timestamp;
use hours::{HORIZON_HOURS, Hour, form_of, hour_of_form};
use rows::{Row, join, read_row};
use telling::alert_of;

/// The adapter.
pub(super) struct Luquetsatlo;

/// How many hours are walked back while answers are empty.
pub const WALK_BACK_HOURS: usize = 12;

impl SourceAdapter for Luquetsatlo {
    fn first(&self, url: &str, now: Timestamp) -> Question {
        ask(url, Hour::of(now))
    }

    fn next(&self, url: &str, asked: &Question, answer: &Answer, count: usize) -> Option<Question> {
        let hour = hour_of_form(asked.form.as_deref()?)?;
        (answer.empty && count <= WALK_BACK_HOURS).then(|| ask(url, hour.before()))
    }

    fn read(&self, received: &Received<'_>) -> Answer {
        match json_of(received) {
            Ok(value) => read_table(&value, received),
            Err(document) => Answer::of(document),
        }
    }

    fn accept(&self) -> Option<&'static str> {
        Some("application/json")
    }
}

/// The question for one hour. A query `sogiodubao=1|3|6` on the address chooses for how many hours the rain is
/// forecast; six where there is none.
fn ask(url: &str, hour: Hour) -> Question {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let stated = query.split('&').find_map(|pair| pair.strip_prefix("sogiodubao="));
    let horizon = stated
        .filter(|hours| ["1", "3", "6"].contains(hours))
        .map_or(HORIZON_HOURS, |hours| hours.parse().unwrap_or(HORIZON_HOURS));
    Question {
        address: address.to_owned(),
        form: Some(form_of(hour, horizon)),
        headers: vec![("x-requested-with", "XMLHttpRequest".into())],
    }
}

fn read_table(value: &Value, received: &Received<'_>) -> Answer {
    let Some(items) = value.as_array() else {
        let fault = Fault::UnexpectedShape("[{\"commune_id_2cap\": …}]");
        return Answer::of(Document::Unreadable(vec![Reason::new(&fault)]));
    };
    let asked = received.asked.and_then(|line| hour_of_form(line.split_once('?')?.1));
    let mut rows: Vec<Row> = Vec::new();
    let mut bad = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match read_row(item, asked) {
            Ok(row) => rows.push(row),
            Err(fault) => bad.push(Err(vec![Reason::at(&fault, format!("[{}]", index + 1))])),
        }
    }
    let newest = rows.iter().map(|row| row.hour).max();
    let dangers = join(rows);
    let mut alerts: Vec<_> = dangers.iter().map(|danger| alert_of(danger, received)).collect();
    alerts.extend(bad);
    let answer = Answer::list("luquetsatlo.nchmf.gov.vn", alerts);
    Answer {
        empty: items.is_empty(),
        complete: answer.complete && !items.is_empty(),
        data_at: newest.map(Hour::instant),
        ..answer
    }
}

#[cfg(test)]
mod tests;
