//! Inspection of preparedness (giám sát, kiểm tra, đôn đốc): what is looked at, who looks, what was found, what is owed,
//! who is reminded, how communes stand.
//!
//! Nothing is sent from here: the program counts and proposes, a person reminds. What nobody looked at is unknown, and
//! unknown never counts as passed.

mod campaign;
mod closing;
mod evidence;
mod letter;
mod ranking;
mod record;
mod refusal;
mod reminder;
mod task;
mod template;

pub use campaign::{
    Campaign, CampaignForm, Decision, InspectedPlaceKind, MAX_MEMBERS, MAX_SUBJECTS, Member, Place, Subject,
    campaign_faults,
};
pub use closing::{Closing, LeftOpen, closing_faults};
pub use evidence::{EvidencePhoto, MAX_EVIDENCE, MAX_KEPT_EVIDENCE};
pub use letter::{Letter, LetterFacts, LetterItem, letter, recipient_name};
pub use ranking::{
    CommuneRecords, NoRank, Progress, RankedCommune, Ranking, RecordStanding, Tally, TaskCounts, UnrankedCommune,
    progress, progress_words, ranked_words, ranking, unranked_words,
};
pub use record::{
    Counts, Grade, InspectionRecordState, Mark, Record, RecordContent, RecordVersion, Responsible, blank, counts,
    draft_faults, signing_faults,
};
pub use refusal::InspectionRefusal;
pub use reminder::{
    Given, ProposedReminder, ReminderChannel, ReminderRecipient, ReminderStep, days_late, ladder_faults, propose,
    shipped_ladder,
};
pub use task::{
    Answer, Conclusion, NotNow, OwedState, OwedStep, OwedStepKind, OwedTask, ReminderGiven, TaskOutline, conclusions,
    settled, transition,
};
pub use template::{Group, Point, Source, Template, shipped_templates, template_faults};
