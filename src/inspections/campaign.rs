//! A campaign of inspection (đợt kiểm tra): who orders it, who looks, at what, between which days, on what paper.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Closing, InspectionRefusal, ReminderStep, Template, ladder_faults};
use crate::kernel::Localized;
use crate::kernel::choices::choices;
use crate::kernel::ids::{InspectionId, ShelterId};
use crate::plans::{FieldFault, text_fault};

/// The most units and places of a campaign.
pub const MAX_SUBJECTS: usize = 500;
/// The most members of a team.
pub const MAX_MEMBERS: usize = 60;
/// The longest campaign, in days.
const MAX_DAYS: i64 = 366;
/// The longest name, in characters.
const MAX_NAME: usize = 200;
/// The longest remark, in characters.
const MAX_TEXT: usize = 2_000;

choices! {
    /// What kind of place is looked at.
    InspectedPlaceKind {
        Shelter "điểm sơ tán" "shelter",
        Village "thôn, tổ dân phố" "village",
        Office "trụ sở" "office",
        School "trường học" "school",
        Dam "hồ đập, thủy điện" "reservoir, hydropower",
        Crossing "ngầm tràn, cầu, đường" "crossing, bridge, road",
        | Other "nơi khác" "another place"
    }
}

/// A place in a commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionPlace)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// What it is.
    pub kind: InspectedPlaceKind,
    /// What it is called.
    pub name: String,
    /// The shelter of the register, where it is one.
    #[serde(default)]
    pub shelter_id: Option<ShelterId>,
}

/// What is looked at: a unit as a whole, or a place in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionSubjectForm)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The unit.
    pub unit_code: String,
    /// The place in it; none where the unit itself is looked at.
    #[serde(default)]
    pub place: Option<Place>,
}

impl Subject {
    /// Tells it from the others of a campaign; spelling of letters' case does not make another place.
    pub fn key(&self) -> String {
        match &self.place {
            None => self.unit_code.clone(),
            Some(Place { shelter_id: Some(shelter), .. }) => format!("{}/shelter/{shelter}", self.unit_code),
            Some(Place { kind, name, .. }) => {
                let kind = serde_json::to_value(kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
                format!("{}/{}/{}", self.unit_code, kind.unwrap_or_default(), name.trim().to_lowercase())
            }
        }
    }

    /// What it is called, where its unit is called `unit`.
    pub fn name(&self, unit: &str) -> String {
        self.place.as_ref().map_or_else(|| unit.to_owned(), |place| format!("{}, {unit}", place.name))
    }
}

/// Somebody of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionMember)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Their name.
    pub name: String,
    /// Their office.
    #[serde(default)]
    pub position: String,
    /// The name they sign in with, where they have an account.
    #[serde(default)]
    pub account: Option<String>,
}

/// The paper it rests on. It may come later than the inspection begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = InspectionDecision)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Its number: `123/QĐ-UBND`.
    pub number: String,
    /// Its day.
    pub signed_on: NaiveDate,
    /// Who signed.
    #[serde(default)]
    pub signer: String,
}

/// What of a campaign can be changed while it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignForm {
    /// Its name.
    pub name: String,
    /// What else is to be known.
    pub note: String,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// The paper.
    pub decision: Option<Decision>,
    /// Who leads the team.
    pub leader: Member,
    /// The others of the team.
    pub members: Vec<Member>,
    /// What is looked at.
    pub subjects: Vec<Subject>,
    /// How reminders climb.
    pub reminders: Vec<ReminderStep>,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its id.
    pub id: InspectionId,
    /// The unit that orders it: a province or a commune.
    pub ordered_by: String,
    /// What is asked, as the template was on the day it was ordered: a correction of the template changes no record.
    pub template: Template,
    /// The rest.
    pub form: CampaignForm,
    /// That it was closed.
    pub closing: Option<Closing>,
    /// Counts its changes.
    pub revision: i64,
    /// Invented for the demonstration.
    pub demonstration: bool,
}

impl Campaign {
    /// Refuses what is not done any more once it is closed.
    ///
    /// # Errors
    /// Where it is.
    pub fn require_open(&self) -> Result<(), InspectionRefusal> {
        if self.closing.is_some() { Err(InspectionRefusal::Closed) } else { Ok(()) }
    }

    /// The accounts of the team, each once.
    pub fn accounts(&self) -> BTreeSet<&str> {
        let team = std::iter::once(&self.form.leader).chain(&self.form.members);
        team.filter_map(|member| member.account.as_deref()).collect()
    }

    /// Whether the account called `name` is in the team.
    pub fn has_member(&self, name: &str) -> bool {
        self.accounts().contains(name)
    }

    /// The subject called `key`.
    pub fn subject(&self, key: &str) -> Option<&Subject> {
        self.form.subjects.iter().find(|subject| subject.key() == key)
    }

    /// The question of a point, by its code where it is unknown.
    pub fn point_text(&self, code: &str) -> Localized {
        let point = self.template.points.iter().find(|point| point.code == code);
        point.map_or_else(|| Localized::new(code, code), |point| point.text.clone())
    }
}

/// Everything that is wrong with the form of a campaign, each with its place. Whether units, shelters and accounts
/// exist is asked by who knows them.
pub fn campaign_faults(form: &CampaignForm, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    asked(&mut faults, "/name", &form.name, MAX_NAME);
    faults.extend(text_fault("/note", &form.note, MAX_TEXT));
    let days = (form.last_day - form.first_day).num_days();
    if !(0..=MAX_DAYS).contains(&days) {
        faults.push(FieldFault::new(
            "/last_day",
            "Ngày kết thúc không được trước ngày bắt đầu, và đợt kiểm tra kéo dài nhiều nhất một năm.",
            "The last day does not stand before the first, and a campaign lasts a year at most.",
        ));
    }
    if let Some(decision) = &form.decision {
        asked(&mut faults, "/decision/number", &decision.number, 100);
        faults.extend(text_fault("/decision/signer", &decision.signer, MAX_NAME));
        if decision.signed_on > today {
            faults.push(FieldFault::new(
                "/decision/signed_on",
                "Ngày ký chưa tới. Để trống quyết định và bổ sung sau.",
                "That day is still to come. Leave the decision out and add it later.",
            ));
        }
    }
    member_faults(&mut faults, "/leader", &form.leader);
    if form.members.len() > MAX_MEMBERS {
        faults.push(FieldFault::new(
            "/members",
            format!("Đoàn có nhiều nhất {MAX_MEMBERS} thành viên."),
            format!("A team has {MAX_MEMBERS} members at most."),
        ));
    }
    for (at, member) in form.members.iter().enumerate().take(MAX_MEMBERS) {
        member_faults(&mut faults, &format!("/members/{at}"), member);
    }
    subject_faults(&mut faults, &form.subjects);
    faults.extend(ladder_faults(&form.reminders));
    faults
}

fn subject_faults(faults: &mut Vec<FieldFault>, subjects: &[Subject]) {
    if subjects.is_empty() || subjects.len() > MAX_SUBJECTS {
        faults.push(FieldFault::new(
            "/subjects",
            format!("Chọn từ 1 đến {MAX_SUBJECTS} đơn vị, địa điểm kiểm tra."),
            format!("Choose from 1 to {MAX_SUBJECTS} units and places."),
        ));
    }
    let mut known = BTreeSet::new();
    for (at, subject) in subjects.iter().enumerate().take(MAX_SUBJECTS) {
        if let Some(place) = &subject.place {
            asked(faults, &format!("/subjects/{at}/place/name"), &place.name, MAX_NAME);
        }
        if !known.insert(subject.key()) {
            faults.push(FieldFault::new(
                format!("/subjects/{at}"),
                "Đơn vị, địa điểm này đã có ở dòng trên.",
                "An earlier line names the same unit or place.",
            ));
        }
    }
}

fn member_faults(faults: &mut Vec<FieldFault>, pointer: &str, member: &Member) {
    asked(faults, &format!("{pointer}/name"), &member.name, MAX_NAME);
    faults.extend(text_fault(&format!("{pointer}/position"), &member.position, MAX_NAME));
}

fn asked(faults: &mut Vec<FieldFault>, pointer: &str, text: &str, most: usize) {
    if text.trim().is_empty() {
        faults.push(FieldFault::new(pointer, "Nhập nội dung này.", "This is asked for."));
    }
    faults.extend(text_fault(pointer, text, most));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspections::shipped_ladder;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    fn village(unit: &str, name: &str) -> Subject {
        let place = Place { kind: InspectedPlaceKind::Village, name: name.into(), shelter_id: None };
        Subject { unit_code: unit.into(), place: Some(place) }
    }

    fn form() -> CampaignForm {
        CampaignForm {
            name: "Kiểm tra trước mùa mưa bão".into(),
            note: String::new(),
            first_day: day(1),
            last_day: day(10),
            decision: None,
            leader: Member { name: "Trần A".into(), position: String::new(), account: None },
            members: Vec::new(),
            subjects: vec![Subject { unit_code: "23365".into(), place: None }],
            reminders: shipped_ladder(),
        }
    }

    fn pointers(form: &CampaignForm) -> Vec<String> {
        campaign_faults(form, day(5)).into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn a_campaign_begins_without_its_paper() {
        assert_eq!(pointers(&form()), [""; 0]);
        let decision = Decision { number: "12/QĐ-UBND".into(), signed_on: day(6), signer: String::new() };
        assert_eq!(pointers(&CampaignForm { decision: Some(decision), ..form() }), ["/decision/signed_on"]);
    }

    #[test]
    fn nothing_is_inspected_twice_and_days_run_forwards() {
        let twice = vec![village("23365", "Thôn Đăk Dơn"), village("23365", " thôn đăk dơn")];
        assert_eq!(pointers(&CampaignForm { subjects: twice, ..form() }), ["/subjects/1"]);
        let apart = vec![village("23365", "Thôn 1"), village("23446", "Thôn 1")];
        assert_eq!(pointers(&CampaignForm { subjects: apart, ..form() }), [""; 0]);
        assert_eq!(pointers(&CampaignForm { last_day: day(1), first_day: day(2), ..form() }), ["/last_day"]);
        assert_eq!(pointers(&CampaignForm { subjects: Vec::new(), ..form() }), ["/subjects"]);
    }
}
