//! The demonstration province in a store of its own, with people who may change it and a clock that is moved.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chrono::TimeDelta;
use ungpho::accounts::{Account, Acting, RoleName};
use ungpho::findings::{Engine, Finding, Ref};
use ungpho::kernel::ids::AccountId;
use ungpho::kernel::{FixedClock, Timestamp};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::services::App;
use ungpho::services::findings::{findings_from_nothing, keep_findings};
use ungpho::services::load_demonstration::load_demonstration;
use ungpho::store::{Store, accounts, migrations};

/// The day on which the demonstration is looked at, in the rainy season.
pub fn beginning() -> Timestamp {
    "2026-11-16T02:00:00Z".parse().unwrap()
}

/// The demonstration, loaded once.
static TEMPLATE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let app = program(folder.path(), &Arc::new(FixedClock::at(beginning())));
    migrations::run(&app.store).unwrap();
    load_demonstration(&app).unwrap();
    folder
});

fn program(folder: &Path, clock: &Arc<FixedClock>) -> App {
    let store = Store::open(&format!("sqlite://{}", folder.join("test.db").display())).unwrap();
    App::new(store, Arc::clone(clock) as _, Fetcher::new(FetchLimits::default()).unwrap())
}

fn in_order(engine: &Engine) -> Vec<Finding> {
    let mut found: Vec<Finding> = engine.findings().collect();
    found.sort_unstable_by(|one, other| one.key.cmp(&other.key));
    found
}

pub struct Province {
    pub app: App,
    pub clock: Arc<FixedClock>,
    pub editor: Acting,
    pub appraiser: Acting,
    pub approver: Acting,
    _folder: tempfile::TempDir,
}

impl Province {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(TEMPLATE.path()).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let clock = Arc::new(FixedClock::at(beginning()));
        let app = program(folder.path(), &clock);
        let person = |name: &str, role: RoleName| {
            let account = Account {
                id: AccountId::new(beginning()),
                name: name.into(),
                display_name: name.into(),
                role,
                unit_code: None,
            };
            app.store.write(|conn| accounts::insert(conn, &account, None, beginning())).unwrap();
            Acting { account, origin: "test".into() }
        };
        let editor = person("bien-tap-thu", RoleName::Editor);
        let appraiser = person("tham-dinh-thu", RoleName::Appraiser);
        let approver = person("phe-duyet-thu", RoleName::Approver);
        Self { app, clock, editor, appraiser, approver, _folder: folder }
    }

    /// Time goes on.
    pub fn wait(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// What stands: brought up to date as the loop does it.
    pub fn found(&self) -> Vec<Finding> {
        keep_findings(&self.app).unwrap();
        self.kept()
    }

    /// What stands as a reader sees it.
    pub fn kept(&self) -> Vec<Finding> {
        self.app.findings.read(&self.app, |kept| in_order(kept.engine())).unwrap()
    }

    /// What stands if everything is read anew.
    pub fn anew(&self) -> Vec<Finding> {
        in_order(&findings_from_nothing(&self.app).unwrap())
    }

    /// What an entry is called on paper: the code of a zone, a plan, a shelter, a resource.
    pub fn code_of(&self, of: Ref) -> String {
        use ungpho::store::{plans, resource_loans, resources, shelters, zones};
        let read = |of: &dyn Fn(&mut ungpho::store::StoreConnection) -> Result<String, ungpho::store::StoreError>| {
            self.app.store.read(|conn| of(conn)).unwrap_or_else(|error| error.to_string())
        };
        let line =
            |id| read(&move |conn| resources::get(conn, id).map(|found| format!("{} {}", found.unit_code, found.code)));
        match of {
            Ref::Unit(code) | Ref::Hearing(code) => code.to_string(),
            Ref::Zone(id) => read(&move |conn| zones::name(conn, id).map(|(code, _)| code)),
            Ref::Plan(id) => read(&move |conn| plans::get(conn, id).map(|plan| plan.code)),
            Ref::Shelter(id) => read(&move |conn| shelters::get(conn, id).map(|shelter| shelter.code)),
            Ref::Vehicle(id) | Ref::Team(id) | Ref::Store(id) | Ref::Contact(id) => line(id),
            Ref::Loan(id) => line(self.app.store.read(|conn| resource_loans::get(conn, id)).unwrap().resource),
            Ref::Household(id) => id.to_string(),
        }
    }
}
