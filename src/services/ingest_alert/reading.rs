//! Documents, read: the alerts in them, what cannot be used, and what else they tell. Nothing is stored here.

use crate::alerts::adapters::{Answer, CommuneFinder, Received, SourceFormat};
use crate::alerts::cap::{Alert, AlertIdentity};
use crate::alerts::document::Document;
use crate::alerts::quarantine::Reason;
use crate::alerts::raw::{RawDocument, RawState};
use crate::alerts::signature::Seal;
use crate::alerts::source::{AlertSource, PollRules};
use crate::kernel::ids::SourceId;
use crate::store::StoreError;
use crate::store::alerts::Written;

/// What of a source belongs to each alert that comes from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    /// The source.
    pub(super) id: SourceId,
    /// In which format it writes.
    pub(super) format: SourceFormat,
    /// Whether it is the demonstration's own.
    pub(super) demonstration: bool,
}

/// A document, read.
pub(in crate::services) struct Read {
    /// The document as it was kept.
    pub(super) kept: RawDocument,
    /// The source it came from.
    pub(super) origin: Option<Origin>,
    /// Its alerts that may be used.
    pub(in crate::services) alerts: Vec<Alert>,
    /// The same, as they will be kept; none where they are kept already.
    pub(super) written: Vec<Written>,
    /// Why something in it cannot be used.
    pub(in crate::services) reasons: Vec<Reason>,
    /// Every message that stands in it.
    pub(super) listed: Vec<AlertIdentity>,
    /// What else it told.
    pub(super) answer: Answer,
    /// It was put aside because of its sender, who has been admitted since.
    admitted_since: bool,
}

impl Read {
    /// Reads `bytes`; an alert of a sender whose alerts the source may not bring is put aside, and one that is not signed
    /// as the source signs.
    pub(in crate::services) fn of(
        kept: RawDocument,
        source: Option<&AlertSource>,
        bytes: &[u8],
        communes: &(impl CommuneFinder + Sync),
    ) -> Result<Self, StoreError> {
        let usual = PollRules::default();
        let rules = source.map_or(&usual, |source| &source.rules);
        let received = Received {
            bytes,
            content_type: kept.content_type.as_deref(),
            asked: kept.url.as_deref(),
            rules: &rules.reading,
            communes,
        };
        let mut answer = rules.format.adapter().read(&received);
        let seal = Seal::new(bytes, rules.signing_key.as_deref());
        let (found, reasons) = match &mut answer.document {
            Document::Alerts(found) => (std::mem::take(found), Vec::new()),
            Document::Index(index) => (std::mem::take(&mut index.inline), Vec::new()),
            Document::Unreadable(reasons) => (Vec::new(), std::mem::take(reasons)),
        };
        let origin = source.map(|source| Origin {
            id: source.id,
            format: source.rules.format,
            demonstration: source.demonstration,
        });
        let (alerts, written, listed) = (Vec::new(), Vec::new(), Vec::new());
        let mut read = Self { kept, origin, alerts, written, reasons, listed, answer, admitted_since: false };
        for alert in found {
            read.sort(alert, rules, &seal);
        }
        let refused = |reasons: &[Reason]| reasons.iter().any(Reason::is_about_sender);
        read.admitted_since = refused(&read.kept.reasons) && !refused(&read.reasons);
        if read.is_unsettled() {
            read.written = read.alerts.iter().map(Written::of).collect::<Result<_, _>>()?;
        }
        Ok(read)
    }

    fn sort(&mut self, alert: Result<Alert, Vec<Reason>>, rules: &PollRules, seal: &Seal<'_>) {
        match alert {
            Ok(Alert { identity, .. }) if !rules.admits(&identity.sender) => {
                self.reasons.push(Reason::sender_not_allowed(&identity.sender, &identity.identifier));
            }
            Ok(mut alert) => match seal.check(&alert) {
                Ok(remark) => {
                    alert.remarks.extend(remark);
                    self.listed.push(alert.identity.clone());
                    self.alerts.push(alert);
                }
                Err(reason) => self.reasons.push(reason),
            },
            Err(reasons) => self.reasons.extend(reasons),
        }
    }

    /// Whether what is in it is still to be stored.
    pub(super) fn is_unsettled(&self) -> bool {
        self.kept.state == RawState::Received || self.admitted_since
    }

    /// Whether it is a list: one that leads on, or one that is empty and could be read.
    pub(super) fn is_list(&self) -> bool {
        self.answer.index().is_some_and(|index| !index.entries.is_empty() || self.reasons.is_empty())
    }
}
