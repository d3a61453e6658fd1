//! A province with communes and people, on SQLite, and a clock that the story moves.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::inspections::{
    Answer, CampaignForm, Grade, Member, RecordContent, ReminderChannel, Responsible, Subject, blank, shipped_ladder,
    shipped_templates,
};
use ungpho::kernel::ids::{AccountId, InspectionId, InspectionRecordId, InspectionTaskId};
use ungpho::kernel::{Clock, FixedClock, Timestamp};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::places::REFORM;
use ungpho::services::answer_owed::{OwedQuery, OwedSeen, answer_owed, list_owed, read_owed};
use ungpho::services::import_admin_units::{ListMeaning, import_admin_units};
use ungpho::services::keep_inspection_record::{RecordSeen, open_record, read_record, save_record, sign_record};
use ungpho::services::order_inspection::order_inspection;
use ungpho::services::read_unit_lists::read_units;
use ungpho::services::record::Actor;
use ungpho::services::remind_owed::{NewReminder, remind_owed};
use ungpho::services::{App, ServiceError};
use ungpho::store::{Store, accounts, audit, migrations};

pub const PROVINCE: &str = "51";
pub const NGOC_LINH: &str = "23365";
pub const MANG_RI: &str = "23446";

pub struct Office {
    pub app: App,
    pub clock: Arc<FixedClock>,
    /// Leads inspections of the province.
    pub province: Acting,
    /// Another of the province.
    pub second: Acting,
    pub ngoc_linh: Acting,
    pub mang_ri: Acting,
    pub viewer: Acting,
    _folder: tempfile::TempDir,
}

fn beginning() -> Timestamp {
    "2026-09-01T02:00:00Z".parse().unwrap()
}

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

impl Office {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite://{}", folder.path().join("test.db").display())).unwrap();
        migrations::run(&store).unwrap();
        let clock = Arc::new(FixedClock::at(beginning()));
        let app = App::new(store, clock.clone(), Fetcher::new(FetchLimits::default()).unwrap());
        for (file, text) in [
            ("provinces.csv", include_str!("../../maps/provinces.csv")),
            ("communes.csv", include_str!("../../maps/communes-kon-tum-2025.csv")),
        ] {
            let read = read_units(text.as_bytes(), file, REFORM).unwrap();
            import_admin_units(&app, &Actor::system(), &read, ListMeaning { day: REFORM, whole: false }).unwrap();
        }
        let person = |name: &str, role, unit: Option<&str>| {
            let account = Account {
                id: AccountId::new(beginning()),
                name: name.into(),
                display_name: name.into(),
                role,
                unit_code: unit.map(str::to_owned),
            };
            app.store.write(|conn| accounts::insert(conn, &account, None, beginning())).unwrap();
            Acting { account, origin: "test".into() }
        };
        Self {
            province: person("doan", RoleName::Official, Some(PROVINCE)),
            second: person("doan2", RoleName::Appraiser, Some(PROVINCE)),
            ngoc_linh: person("ngoclinh", RoleName::Official, Some(NGOC_LINH)),
            mang_ri: person("mangri", RoleName::Official, Some(MANG_RI)),
            viewer: person("xem", RoleName::Viewer, None),
            app,
            clock,
            _folder: folder,
        }
    }

    /// `days` go by.
    pub fn days_go_by(&self, days: i64) {
        self.clock.advance(TimeDelta::days(days));
    }

    pub fn today(&self) -> NaiveDate {
        (self.clock.now() + TimeDelta::hours(7)).date_naive()
    }

    /// An inspection of these communes, ordered by the province.
    pub fn order(&self, units: &[&str]) -> InspectionId {
        let ordered = order_inspection(&self.app, &self.province, PROVINCE, "preparedness", &form(units)).unwrap();
        ordered.campaign.id
    }

    /// The record of a commune, with these grades (p, f, n, u; the rest unknown), signed.
    pub fn signed(&self, inspection: InspectionId, unit: &str, grades: &str) -> RecordSeen {
        let (opened, _) = open_record(&self.app, &self.province, inspection, unit).unwrap();
        let content = content(grades, self.today());
        let (id, revision) = (opened.record.id, opened.version.revision);
        let saved = save_record(&self.app, &self.province, id, revision, content).unwrap();
        sign_record(&self.app, &self.province, id, saved.version.revision).unwrap()
    }

    pub fn record(&self, by: &Acting, id: InspectionRecordId) -> Result<RecordSeen, ServiceError> {
        read_record(&self.app, by, id, None)
    }

    pub fn owed(&self, by: &Acting) -> Vec<OwedSeen> {
        list_owed(&self.app, by, &OwedQuery::default(), None, 100).unwrap().items
    }

    pub fn task(&self, id: InspectionTaskId) -> OwedSeen {
        read_owed(&self.app, &self.province, id).unwrap().0
    }

    pub fn answer(&self, by: &Acting, id: InspectionTaskId, answer: Answer) -> Result<OwedSeen, ServiceError> {
        let revision = self.task(id).task.revision;
        answer_owed(&self.app, by, id, revision, answer, "ghi chú").map(|(seen, _)| seen)
    }

    pub fn remind(&self, by: &Acting, id: InspectionTaskId) -> Result<OwedSeen, ServiceError> {
        let revision = self.task(id).task.revision;
        let new = NewReminder { channel: ReminderChannel::Phone, remark: String::new(), number: String::new() };
        remind_owed(&self.app, by, id, revision, &new).map(|(seen, _)| seen)
    }

    /// How often the log tells of `action`.
    pub fn logged(&self, action: &str) -> usize {
        let filter = audit::AuditFilter { action: Some(action.into()), ..audit::AuditFilter::default() };
        self.app.store.read(|conn| audit::newest(conn, &filter, 1_000)).unwrap().len()
    }
}

pub fn form(units: &[&str]) -> CampaignForm {
    let subject = |unit: &&str| Subject { unit_code: (*unit).into(), place: None };
    CampaignForm {
        name: "Kiểm tra trước mùa mưa bão".into(),
        note: String::new(),
        first_day: day(9, 1),
        last_day: day(9, 20),
        decision: None,
        leader: Member { name: "Trần A".into(), position: String::new(), account: Some("doan".into()) },
        members: Vec::new(),
        subjects: units.iter().map(subject).collect(),
        reminders: shipped_ladder(),
    }
}

/// What a record says, where its points have these grades. What failed is due in ten days.
pub fn content(grades: &str, today: NaiveDate) -> RecordContent {
    let mut content = blank(&shipped_templates()[0].points);
    content.inspected_on = Some(today);
    for (mark, grade) in content.points.iter_mut().zip(grades.chars()) {
        mark.grade = match grade {
            'p' => Grade::Passed,
            'f' => Grade::Failed,
            'n' => Grade::NotApplicable,
            _ => Grade::Unknown,
        };
        if mark.grade == Grade::Failed {
            mark.remark = "Thiếu".into();
            mark.due_on = Some(today + TimeDelta::days(10));
            mark.responsible =
                Some(Responsible { name: "A Bri".into(), position: "Trưởng thôn".into(), phone: String::new() });
        }
    }
    content
}
