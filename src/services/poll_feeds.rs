//! Asking the sources of alerts; no bad item stops the rest of its feed.

use chrono::TimeDelta;

use super::answering::Answering;
use super::follow_index::follow;
use super::ingest_alert::{Arrival, Ingested, take_in, take_in_all};
use super::note_listing::{Heard, note_listing};
use super::resume::resume;
use super::{App, ServiceError};
use crate::alerts::adapters::{Question, SourceAdapter};
use crate::alerts::raw::RawState;
use crate::alerts::source::{AlertSource, SourceMemory, rest_until};
use crate::kernel::checkpoint::checkpoint;
use crate::kernel::{Localized, Timestamp};
use crate::outbound::fetch::{AllowedHosts, Ask, FetchFault, Fetched, Validators};
use crate::store::commits::{Mark, under};
use crate::store::{alert_sources, stream};

/// What a poll found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PollReport {
    /// The source.
    pub source: String,
    /// The source said that nothing has changed.
    pub unchanged: bool,
    /// Documents fetched.
    pub documents: usize,
    /// Alerts not known before.
    pub new_alerts: usize,
    /// Alerts known before.
    pub known_alerts: usize,
    /// Documents, or links that could not be followed, put aside with reasons.
    pub quarantined: usize,
    /// Links that could not be followed now and will be tried again.
    pub postponed: usize,
    /// Alerts that are over because the source, which lists all that is in force, lists them no more.
    pub ended: usize,
    /// Alerts that have left the list and hold on.
    pub unlisted: usize,
    /// What went wrong with the feed itself.
    pub error: Option<Localized>,
    /// What should be known although nothing went wrong.
    pub note: Option<Localized>,
    /// For how many seconds the source asks to be left alone.
    pub retry_after: Option<i64>,
}

/// The most questions of one poll: pages of a list, or hours walked back.
const MAX_QUESTIONS: usize = 24;

/// The sources whose next poll is due.
pub async fn due_sources(app: &App) -> Result<Vec<AlertSource>, ServiceError> {
    let now = app.now();
    off_thread(app, move |app| app.store.read(|conn| alert_sources::due(conn, now)).map_err(Into::into)).await
}

/// Polls one source: fetch, keep, read, follow its links, answer the alerts, note what it no longer lists, remember how
/// it went.
pub async fn poll_source(app: &App, source: &AlertSource) -> Result<PollReport, ServiceError> {
    let mut poll = Poll::new(app, source);
    poll.ask().await?;
    let answering = std::mem::take(&mut poll.answering);
    off_thread(app, |app| {
        answering.finish();
        resume(app).map(|_| ())
    })
    .await?;
    checkpoint("alerts_answered");
    poll.note_listing().await?;
    let memory = poll.memory(app.now());
    let report = poll.report;
    let news = report.new_alerts + report.quarantined + report.ended + report.unlisted > 0
        || report.error.is_some() != source.memory.last_error.is_some();
    remember(app, source, memory, news).await?;
    checkpoint("source_remembered");
    Ok(report)
}

/// A poll under way.
pub(super) struct Poll<'a> {
    pub app: &'a App,
    pub source: &'a AlertSource,
    pub hosts: AllowedHosts,
    pub report: PollReport,
    /// What was heard to be listed; complete until something says otherwise.
    pub heard: Heard,
    /// Whether anything was told at all; an answer that is empty need not tell that there is nothing.
    told: bool,
    /// Answers that told nothing.
    silent: usize,
    /// What the only answer said of itself.
    validators: Validators,
    /// Whether a document came.
    in_full: bool,
    /// Answers what long lists led to while the rest of them is fetched.
    answering: Answering,
}

impl<'a> Poll<'a> {
    fn new(app: &'a App, source: &'a AlertSource) -> Self {
        Self {
            app,
            source,
            hosts: AllowedHosts::of_source(&source.url, &source.rules.also_hosts),
            report: PollReport { source: source.code.clone(), ..PollReport::default() },
            heard: Heard { complete: true, ..Heard::default() },
            told: false,
            silent: 0,
            validators: Validators::default(),
            in_full: false,
            answering: Answering::default(),
        }
    }

    /// Asks as the source's adapter does, page after page or hour after hour.
    async fn ask(&mut self) -> Result<(), ServiceError> {
        let adapter = self.source.rules.format.adapter();
        let mut question = adapter.first(&self.source.url, self.app.now());
        for count in 1..=MAX_QUESTIONS {
            let Some(ingested) = self.ask_one(adapter, &question, count).await? else { return Ok(()) };
            let Some(next) = adapter.next(&self.source.url, &question, &ingested.answer, count) else {
                // A list cut off by the adapter's own bound has more pages.
                self.heard.complete &= ingested.answer.next_page.is_none();
                return Ok(());
            };
            let address = resolve(&question.address, &next.address).unwrap_or(next.address);
            question = Question { address, ..next };
        }
        self.heard.complete = false;
        Ok(())
    }

    /// Asks one question and takes the answer in; nothing where there is none to go on from.
    async fn ask_one(
        &mut self,
        adapter: &dyn SourceAdapter,
        question: &Question,
        count: usize,
    ) -> Result<Option<Ingested>, ServiceError> {
        let (app, source) = (self.app, self.source);
        let remembered =
            Validators { etag: source.memory.etag.clone(), last_modified: source.memory.last_modified.clone() };
        let conditional = count == 1 && question.form.is_none() && source.trusts_unchanged(app.now());
        let ask = Ask {
            address: &question.address,
            form: question.form.as_deref(),
            headers: &question.headers,
            accept: source.rules.accept.as_deref().or(adapter.accept()),
            user_agent: source.rules.user_agent.as_deref(),
            validators: conditional.then_some(&remembered),
        };
        let fetched = app.fetcher.fetch(&ask, &self.hosts).await;
        // Only the answer that is all there is may be asked for again by what has changed.
        self.validators = Validators::default();
        match fetched {
            Ok(Fetched::NotModified) => {
                self.report.unchanged = true;
                self.validators = remembered;
                Ok(None)
            }
            Ok(Fetched::Document { bytes, content_type, validators }) => {
                self.in_full = true;
                if count == 1 && question.form.is_none() {
                    self.validators = validators;
                }
                let ingested = self.take_in(Arrival { url: Some(question.line()), content_type, bytes }).await?;
                self.hear(&ingested);
                if let Some(index) = ingested.answer.index() {
                    follow(self, &question.address, index).await?;
                }
                Ok(self.report.error.is_none().then_some(ingested))
            }
            Err(fault) => {
                self.report.error = Some(fault.wording());
                self.wait_as_asked(&fault);
                Ok(None)
            }
        }
    }

    /// Remembers for how long the source asks to be left alone; true where it does.
    pub fn wait_as_asked(&mut self, fault: &FetchFault) -> bool {
        self.report.retry_after = self.report.retry_after.max(fault.retry_after());
        fault.retry_after().is_some()
    }

    /// Keeps and reads one document.
    async fn take_in(&mut self, arrival: Arrival) -> Result<Ingested, ServiceError> {
        let source = self.source.clone();
        let ingested = off_thread(self.app, move |app| take_in(app, Some(&source), &arrival)).await?;
        self.count(&ingested);
        if ingested.document.state == RawState::Quarantined {
            let reason = ingested.document.reasons.first().map(|reason| reason.wording.clone());
            self.report.error = self.report.error.take().or(reason);
        }
        Ok(ingested)
    }

    /// Keeps and reads what the links of a list led to; where `more` is to come it is answered meanwhile. A bad document
    /// among them is no fault of the list.
    pub async fn take_in_all(&mut self, arrivals: Vec<Arrival>, more: bool) -> Result<(), ServiceError> {
        let source = self.source.clone();
        let bell = if more { Some(self.answering.bell(self.app)?) } else { None };
        let taken = off_thread(self.app, move |app| {
            let taken = take_in_all(app, Some(&source), &arrivals)?;
            if let Some(bell) = bell {
                bell.ring();
            }
            Ok(taken)
        });
        for ingested in taken.await? {
            self.count(&ingested);
        }
        Ok(())
    }

    fn count(&mut self, ingested: &Ingested) {
        let report = &mut self.report;
        report.documents += 1;
        report.new_alerts += ingested.new.len();
        report.known_alerts += ingested.known.len();
        report.quarantined += usize::from(ingested.document.state == RawState::Quarantined);
    }

    /// Hears what an answer to a question lists.
    fn hear(&mut self, ingested: &Ingested) {
        let answer = &ingested.answer;
        self.heard.listed.extend(ingested.listed.iter().cloned());
        // A clock that is ahead must not make every later answer look old.
        let data_at = answer.data_at.map(|data_at| data_at.min(self.app.now()));
        self.heard.data_at = self.heard.data_at.max(data_at);
        if answer.empty && !answer.complete {
            self.silent += 1;
        } else {
            self.told = true;
            self.heard.complete &= answer.complete;
        }
    }

    async fn note_listing(&mut self) -> Result<(), ServiceError> {
        self.report.note = self.remark();
        if !self.told {
            return Ok(());
        }
        let (source, mut heard) = (self.source.clone(), std::mem::take(&mut self.heard));
        heard.complete &= self.report.error.is_none() && self.report.postponed == 0;
        let data_at = heard.data_at;
        let changes = off_thread(self.app, move |app| note_listing(app, &source, &heard)).await?;
        self.heard.data_at = data_at;
        (self.report.ended, self.report.unlisted) = (changes.ended, changes.unlisted);
        Ok(())
    }

    /// What people should know of a poll that did not fail.
    fn remark(&self) -> Option<Localized> {
        let (postponed, silent) = (self.report.postponed, self.silent);
        if self.report.error.is_some() || self.report.unchanged {
            None
        } else if postponed > 0 {
            Some(Localized::new(
                format!("Còn {postponed} mục trong danh mục chưa đọc được; hệ thống đọc tiếp ở lần hỏi sau."),
                format!("{postponed} entries of the list could not be read yet; the next poll goes on with them."),
            ))
        } else if !self.told {
            Some(Localized::new(
                format!("Nguồn trả lời nhưng không có số liệu ({silent} giờ gần nhất); không có nghĩa là an toàn."),
                format!("The source answers but has no data ({silent} hours back); that does not mean safety."),
            ))
        } else if !self.heard.complete {
            Some(Localized::new(
                "Một phần câu trả lời của nguồn không đọc được; vì vậy không coi cảnh báo vắng mặt là đã hết.",
                "A part of the answer could not be read; so no alert that is absent from it is taken to be over.",
            ))
        } else {
            None
        }
    }

    fn memory(&self, now: Timestamp) -> SourceMemory {
        let (before, report) = (&self.source.memory, &self.report);
        let failed = report.error.is_some();
        let failures = if failed { before.consecutive_failures + 1 } else { 0 };
        let usual = self.source.next_attempt(now, failures, jitter()).max(now + TimeDelta::seconds(1));
        let rest = report.retry_after.map(|seconds| rest_until(now, seconds));
        // What could not be used, or whose links could not all be followed, must be read again: a 304 would make an
        // error page look like a feed with nothing new.
        let complete = report.postponed == 0 && !failed;
        let validators = if complete { self.validators.clone() } else { Validators::default() };
        SourceMemory {
            etag: validators.etag,
            last_modified: validators.last_modified,
            asked_in_full_at: if self.in_full { Some(now) } else { before.asked_in_full_at },
            last_attempt_at: Some(now),
            last_success_at: if failed { before.last_success_at } else { Some(now) },
            last_new_alert_at: if report.new_alerts > 0 { Some(now) } else { before.last_new_alert_at },
            next_attempt_at: Some(rest.map_or(usual, |rest| rest.max(usual))),
            consecutive_failures: failures,
            last_error: report.error.clone(),
            last_note: if report.unchanged { before.last_note.clone() } else { report.note.clone() },
            data_at: before.data_at.max(self.heard.data_at),
        }
    }
}

/// Where `link` leads from `base`.
pub(super) fn resolve(base: &str, link: &str) -> Option<String> {
    Some(url::Url::parse(base).ok()?.join(link).ok()?.to_string())
}

/// A number between 0 and 1 that nobody has to be able to guess or not.
fn jitter() -> f64 {
    let mut byte = [0_u8; 1];
    if getrandom::fill(&mut byte).is_err() {
        return 0.5;
    }
    f64::from(u8::from_be_bytes(byte)) / 255.0
}

/// Writes down how a poll went; `news` also tells the screens.
async fn remember(app: &App, source: &AlertSource, memory: SourceMemory, news: bool) -> Result<(), ServiceError> {
    let changed = AlertSource { memory, ..source.clone() };
    off_thread(app, move |app| {
        let now = app.now();
        app.store.write(|conn| {
            alert_sources::remember(conn, &changed)?;
            if !news {
                return Ok(());
            }
            let payload = serde_json::json!({"kind": "source", "id": changed.id, "at": now});
            stream::publish(conn, now, "source", &payload)
        })?;
        app.nudge_streams();
        Ok(())
    })
    .await
}

/// Runs blocking work off the asynchronous threads.
pub(super) async fn off_thread<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&App) -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    let (app, mark) = (app.clone(), Mark::here());
    tokio::task::spawn_blocking(move || under(mark, || work(&app)))
        .await
        .map_err(|error| ServiceError::Internal(format!("a task ended early: {error}")))?
}

/// Polls the source called `code` at once, whenever its next poll was due.
pub async fn poll_now(app: &App, code: &str) -> Result<Option<PollReport>, ServiceError> {
    let code = code.to_owned();
    let source =
        off_thread(app, move |app| app.store.read(|conn| alert_sources::by_code(conn, &code)).map_err(Into::into))
            .await?;
    match source {
        Some(source) => poll_source(app, &source).await.map(Some),
        None => Ok(None),
    }
}
