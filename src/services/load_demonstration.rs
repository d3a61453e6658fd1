//! The demonstration province, from the files in `maps/`, which are compiled in. All of it is labelled.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::demo_arrangements::{ArrangementFile, arranged};
use super::demo_resources::{ResourcesByCode, load_resources};
use super::import_admin_units::{ListMeaning, import_admin_units};
use super::manage_accounts::{NewAccount, add_account};
use super::read_unit_lists::read_units;
use super::record::Actor;
use super::{App, ServiceError};
use crate::accounts::RoleName;
use crate::alerts::rules::SourceRules;
use crate::alerts::source::{AlertSource, PollRules, SourceMemory};
use crate::geometry::{area, measure};
use crate::hazards::{Hazard, RiskLevel, hazard_named};
use crate::households::{
    DestinationKind, Entry, HouseClass, Household, Poverty, VulnerableGroup, ZoneBasis, property_told,
};
use crate::kernel::ids::{HouseholdId, PlanId, PlanVersionId, ShelterId, SourceId, ZoneId};
use crate::places::{REFORM, Shelter, ShelterFacts, ShelterKind};
use crate::plans::annex::Annexes;
use crate::plans::{
    Approval, Command, Plan, PlanContent, PlanVersion, PlanZone, TaskTemplate, TriggerRule, VersionStatus,
};
use crate::store::households::Change;
use crate::store::{
    StoreConnection, StoreError, alert_sources, household_zones, households, markers, plans, resource_revisions,
    shelters, zones,
};
use crate::zones::{InCharge, Property, Zone, ZoneStatus};

/// An account of the demonstration. The passwords are public, on purpose, and nowhere else.
pub struct DemoAccount {
    /// The name to sign in with.
    pub name: &'static str,
    /// The name people see.
    pub display_name: &'static str,
    /// Its role.
    pub role: RoleName,
    /// Its unit.
    pub unit_code: Option<&'static str>,
    /// Its password.
    pub password: &'static str,
}

/// The accounts of the demonstration.
pub const DEMO_ACCOUNTS: &[DemoAccount] = &[
    DemoAccount {
        name: "chutich",
        display_name: "Chủ tịch UBND tỉnh (minh hoạ)",
        role: RoleName::Approver,
        unit_code: None,
        password: "minhhoa-chutich",
    },
    DemoAccount {
        name: "bientap",
        display_name: "Tổ giúp việc Ban Chỉ huy (minh hoạ)",
        role: RoleName::Editor,
        unit_code: None,
        password: "minhhoa-bientap",
    },
    DemoAccount {
        name: "thamdinh",
        display_name: "Cơ quan thẩm định (minh hoạ)",
        role: RoleName::Appraiser,
        unit_code: None,
        password: "minhhoa-thamdinh",
    },
    DemoAccount {
        name: "ngoclinh",
        display_name: "Cán bộ xã Ngọc Linh (minh hoạ)",
        role: RoleName::Official,
        unit_code: Some("23365"),
        password: "minhhoa-ngoclinh",
    },
    DemoAccount {
        name: "mangri",
        display_name: "Cán bộ xã Măng Ri (minh hoạ)",
        role: RoleName::Official,
        unit_code: Some("23446"),
        password: "minhhoa-mangri",
    },
    DemoAccount {
        name: "xem",
        display_name: "Người xem (minh hoạ)",
        role: RoleName::Viewer,
        unit_code: None,
        password: "minhhoa-xem",
    },
    DemoAccount {
        name: "quantri",
        display_name: "Quản trị (minh hoạ)",
        role: RoleName::Admin,
        unit_code: None,
        password: "minhhoa-quantri",
    },
];

/// The code of the source that is the demonstration's own feed.
pub const DEMO_SOURCE: &str = "demo";

/// Fills an empty store with the demonstration province; does nothing where it is already there.
pub fn load_demonstration(app: &App) -> Result<(), ServiceError> {
    let there = app.store.read(|conn| markers::get(conn, markers::DEMONSTRATION))?;
    if there.is_some() {
        return Ok(());
    }
    load_units(app)?;
    for account in DEMO_ACCOUNTS {
        let DemoAccount { name, display_name, role, unit_code, password } = *account;
        match add_account(app, &Actor::system(), &NewAccount { name, display_name, role, unit_code }, Some(password)) {
            // Left over from a load that was interrupted.
            Ok(_) | Err(ServiceError::Invalid { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let files = DemoFiles::read()?;
    app.store.write(|conn| {
        let zone_ids = write_zones(app, conn, &files)?;
        write_shelters(app, conn, &files)?;
        write_households(app, conn, &files, &zone_ids)?;
        let resources = load_resources(app, conn)?;
        write_plans(app, conn, &files, &zone_ids, &resources)?;
        markers::set(conn, markers::DEMONSTRATION, "maps/demo")?;
        markers::advance(conn, markers::LIVE_DATA)?;
        Ok(())
    })
}

/// Registers the demonstration's feed as a source like any other.
pub fn register_demo_source(app: &App, feed_url: &str) -> Result<(), ServiceError> {
    let source = AlertSource {
        id: SourceId::new(app.now()),
        code: DEMO_SOURCE.into(),
        name: "Nguồn bản tin minh hoạ".into(),
        url: feed_url.into(),
        enabled: true,
        demonstration: true,
        revision: 1,
        rules: PollRules { every_seconds: 3, reading: SourceRules::vietnamese(), ..PollRules::default() },
        memory: SourceMemory::default(),
    };
    app.store.write(|conn| alert_sources::register(conn, &source).map(|_| ())).map_err(Into::into)
}

/// The units of today first, then those of before the reform, whose rows name today's as what took over.
fn load_units(app: &App) -> Result<(), ServiceError> {
    for (file, text) in [
        ("maps/provinces.csv", include_str!("../../maps/provinces.csv")),
        ("maps/communes-kon-tum-2025.csv", include_str!("../../maps/communes-kon-tum-2025.csv")),
        ("maps/units-kon-tum-before-2025.csv", include_str!("../../maps/units-kon-tum-before-2025.csv")),
    ] {
        let read = read_units(text.as_bytes(), file, REFORM).map_err(|error| broken(file, error))?;
        let report = import_admin_units(app, &Actor::system(), &read, ListMeaning { day: REFORM, whole: false })?;
        if let Some((place, reason)) = report.refused.first() {
            return Err(broken(file, format!("{place}: {}", reason.en)));
        }
    }
    Ok(())
}

fn broken(file: &str, error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("{file}: {error}"))
}

/// The shapes of the files, as they are read.
struct DemoFiles {
    zones: Vec<ZoneFile>,
    shelters: Vec<ShelterFile>,
    households: Vec<HouseholdFile>,
    plans: Vec<PlanFile>,
    templates: HashMap<String, Vec<TaskTemplate>>,
    arrangements: BTreeMap<String, ArrangementFile>,
}

#[derive(Deserialize)]
struct Features<P> {
    features: Vec<Feature<P>>,
}

#[derive(Deserialize)]
struct Feature<P> {
    properties: P,
    geometry: Value,
}

#[derive(Deserialize)]
struct ZoneProperties {
    code: String,
    name: String,
    hazard: Hazard,
    commune_code: String,
    village: Option<String>,
    evacuate_from_level: RiskLevel,
    destinations: Vec<String>,
    route: Option<String>,
    in_charge: Option<InCharge>,
}

struct ZoneFile {
    properties: ZoneProperties,
    geometry: geo::MultiPolygon<f64>,
}

#[derive(Deserialize)]
struct ShelterProperties {
    code: String,
    name: String,
    kind: ShelterKind,
    commune_code: String,
    capacity: i64,
    suitable_for: Vec<Hazard>,
    keeper: Option<Keeper>,
    #[serde(default)]
    facts: ShelterFacts,
}

#[derive(Deserialize)]
struct Keeper {
    name: String,
    phone: String,
}

struct ShelterFile {
    properties: ShelterProperties,
    position: (f64, f64),
}

#[derive(Deserialize)]
struct HouseholdFile {
    code: String,
    head: String,
    commune_code: String,
    village: String,
    zone_codes: String,
    people: i64,
    vulnerable: i64,
    #[serde(deserialize_with = "groups")]
    vulnerable_counts: Vec<VulnerableGroup>,
    male: i64,
    female: i64,
    house_class: HouseClass,
    poverty: Poverty,
    ethnic_minority: bool,
    danger: String,
    destination_kind: DestinationKind,
    destination: String,
    shelter_code: String,
    transport: String,
    helper: String,
    phone: String,
    property: String,
    note: String,
    livestock: i64,
    motorbikes: i64,
    boats: i64,
    rice_tonnes: f64,
    lon: f64,
    lat: f64,
}

impl HouseholdFile {
    fn entry(&self, shelters: &HashMap<String, ShelterId>) -> Result<Entry, ServiceError> {
        let shelter_id = match self.shelter_code.as_str() {
            "" => None,
            code => Some(*shelters.get(code).ok_or_else(|| broken("households.csv", code))?),
        };
        let entry = Entry {
            head: self.head.clone(),
            village: self.village.clone(),
            people: self.people,
            male: Some(self.male),
            female: Some(self.female),
            vulnerable: self.vulnerable_counts.clone(),
            house_class: self.house_class,
            poverty: self.poverty,
            ethnic_minority: self.ethnic_minority,
            hazards: self.danger.split(", ").filter_map(hazard_named).collect(),
            danger: self.danger.clone(),
            destination_kind: self.destination_kind,
            destination: self.destination.clone(),
            shelter_id,
            transport: self.transport.clone(),
            helper: self.helper.clone(),
            phone: self.phone.clone(),
            property: property_told(&self.property),
            note: self.note.clone(),
            position: Some((self.lon, self.lat)),
            ..Entry::default()
        };
        // The file's own figures are those the demonstration's expectations were worked out from.
        let figures = entry.figures();
        let Property { livestock, motorbikes, boats, rice_kg } = figures.property;
        let told = (self.vulnerable, self.livestock, self.motorbikes, self.boats);
        let tonnes = rice_kg as f64 / 1_000.0;
        let agree =
            told == (figures.vulnerable, livestock, motorbikes, boats) && (tonnes - self.rice_tonnes).abs() < 1e-6;
        if agree { Ok(entry) } else { Err(broken("households.csv", &self.code)) }
    }
}

/// `child:2;older_person:1`.
fn groups<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<VulnerableGroup>, D::Error> {
    use serde::de::Error as _;
    let text = String::deserialize(from)?;
    let groups = text.split(';').map(str::trim).filter(|group| !group.is_empty());
    groups
        .map(|group| {
            let (kind, count) = group.split_once(':').ok_or_else(|| D::Error::custom(group))?;
            let kind = serde_json::from_value(kind.into()).map_err(D::Error::custom)?;
            Ok(VulnerableGroup { kind, count: Some(count.parse().map_err(D::Error::custom)?) })
        })
        .collect()
}

#[derive(Deserialize)]
struct PlansFile {
    plans: Vec<PlanFile>,
}

#[derive(Deserialize)]
struct PlanFile {
    code: String,
    commune_code: String,
    hazard: Hazard,
    title: String,
    approval: ApprovalFile,
    triggers: Vec<TriggerRule>,
    zones: Vec<String>,
    command: Command,
    #[serde(default)]
    annexes: Annexes,
    task_template: String,
    /// What only this plan asks for.
    tasks: Vec<TaskTemplate>,
}

#[derive(Deserialize)]
struct ApprovalFile {
    number: String,
    date: NaiveDate,
    signer: String,
    effective_from: NaiveDate,
}

#[derive(Deserialize)]
struct TemplatesFile {
    templates: HashMap<String, Vec<TaskTemplate>>,
}

impl DemoFiles {
    fn read() -> Result<Self, ServiceError> {
        let zones: Features<ZoneProperties> = json("zones.geojson", include_str!("../../maps/demo/zones.geojson"))?;
        let shelters: Features<ShelterProperties> =
            json("shelters.geojson", include_str!("../../maps/demo/shelters.geojson"))?;
        let plans: PlansFile = json("plans.json", include_str!("../../maps/demo/plans.json"))?;
        let templates: TemplatesFile =
            json("task-templates.json", include_str!("../../maps/demo/task-templates.json"))?;
        let households = csv::Reader::from_reader(include_str!("../../maps/demo/households.csv").as_bytes())
            .deserialize()
            .collect::<Result<Vec<HouseholdFile>, _>>()
            .map_err(|error| broken("households.csv", error))?;
        Ok(Self {
            zones: zones
                .features
                .into_iter()
                .map(|feature| {
                    let geometry = area::from_geojson(&feature.geometry)
                        .map_err(|fault| broken("zones.geojson", format!("{}: {fault}", feature.properties.code)))?;
                    Ok(ZoneFile { properties: feature.properties, geometry })
                })
                .collect::<Result<_, ServiceError>>()?,
            shelters: shelters
                .features
                .into_iter()
                .map(|feature| {
                    let position =
                        serde_json::from_value(feature.geometry.get("coordinates").cloned().unwrap_or_default())
                            .map_err(|error| broken("shelters.geojson", error))?;
                    Ok(ShelterFile { properties: feature.properties, position })
                })
                .collect::<Result<_, ServiceError>>()?,
            households,
            plans: plans.plans,
            templates: templates.templates,
            arrangements: json("arrangements.json", include_str!("../../maps/demo/arrangements.json"))?,
        })
    }
}

fn json<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, ServiceError> {
    serde_json::from_str(text).map_err(|error| broken(file, error))
}

fn write_zones(
    app: &App,
    conn: &mut StoreConnection,
    files: &DemoFiles,
) -> Result<HashMap<String, ZoneId>, StoreError> {
    let now = app.now();
    let mut ids = HashMap::new();
    for file in &files.zones {
        let properties = &file.properties;
        let zone = Zone {
            id: ZoneId::new(now),
            code: properties.code.clone(),
            hazard: properties.hazard,
            status: ZoneStatus::InForce,
            revision: 1,
            name: properties.name.clone(),
            village: properties.village.clone(),
            commune_code: properties.commune_code.clone(),
            evacuate_from_level: properties.evacuate_from_level,
            area_m2: measure::area_m2(&file.geometry),
            geometry: file.geometry.clone(),
            destinations: properties.destinations.clone(),
            route: properties.route.clone(),
            in_charge: properties.in_charge.clone(),
            demonstration: true,
        };
        zones::add_revision(conn, &zone, now)?;
        ids.insert(zone.code, zone.id);
    }
    Ok(ids)
}

fn resource_change(app: &App, file: &str) -> resource_revisions::Change {
    resource_revisions::Change { at: app.now(), by: Actor::system().name().to_owned(), reason: file.into() }
}

fn write_shelters(app: &App, conn: &mut StoreConnection, files: &DemoFiles) -> Result<(), StoreError> {
    let change = resource_change(app, "maps/demo/shelters.geojson");
    for ShelterFile { properties, position } in &files.shelters {
        let shelter = Shelter {
            id: ShelterId::new(app.now()),
            code: properties.code.clone(),
            name: properties.name.clone(),
            kind: properties.kind,
            commune_code: properties.commune_code.clone(),
            capacity: properties.capacity,
            suitable_for: properties.suitable_for.clone(),
            keeper_name: properties.keeper.as_ref().map(|keeper| keeper.name.clone()),
            keeper_phone: properties.keeper.as_ref().map(|keeper| keeper.phone.clone()),
            lon: position.0,
            lat: position.1,
            demonstration: true,
            revision: 1,
            retired_on: None,
            facts: properties.facts.clone(),
        };
        shelters::put(conn, &shelter, &change)?;
    }
    Ok(())
}

fn write_households(
    app: &App,
    conn: &mut StoreConnection,
    files: &DemoFiles,
    zone_ids: &HashMap<String, ZoneId>,
) -> Result<(), ServiceError> {
    let now = app.now();
    let change = Change { at: now, by: Actor::system().name().to_owned(), reason: "maps/demo/households.csv".into() };
    let shelters = shelters::all(conn)?.into_iter().map(|shelter| (shelter.code, shelter.id)).collect();
    for file in &files.households {
        let zones = file
            .zone_codes
            .split(';')
            .map(|code| zone_ids.get(code.trim()).copied().ok_or_else(|| broken("households.csv", code)))
            .collect::<Result<Vec<_>, _>>()?;
        let household = Household {
            id: HouseholdId::new(now),
            commune_code: file.commune_code.clone(),
            code: file.code.clone(),
            revision: 1,
            as_of: REFORM,
            retired_on: None,
            demonstration: true,
            entry: file.entry(&shelters)?,
        };
        households::add(conn, &household, &change)?;
        let placed: Vec<_> = zones.iter().map(|zone| (*zone, ZoneBasis::Position)).collect();
        household_zones::set_of_household(conn, household.id, &placed)?;
    }
    Ok(())
}

fn write_plans(
    app: &App,
    conn: &mut StoreConnection,
    files: &DemoFiles,
    zone_ids: &HashMap<String, ZoneId>,
    resources: &ResourcesByCode,
) -> Result<(), ServiceError> {
    let now = app.now();
    for file in &files.plans {
        let plan = Plan {
            id: PlanId::new(now),
            code: file.code.clone(),
            unit_code: file.commune_code.clone(),
            hazard: file.hazard,
            demonstration: true,
        };
        let zones = file
            .zones
            .iter()
            .map(|code| {
                let zone_id = *zone_ids.get(code).ok_or_else(|| broken("plans.json", code))?;
                Ok(PlanZone { zone_id, code: code.clone(), revision: 1 })
            })
            .collect::<Result<_, ServiceError>>()?;
        let arrangements = file
            .zones
            .iter()
            .filter_map(|code| Some((code, files.arrangements.get(code)?)))
            .map(|(code, arrangement)| Ok((code.clone(), arranged(arrangement, resources)?)))
            .collect::<Result<_, ServiceError>>()?;
        let mut tasks =
            files.templates.get(&file.task_template).ok_or_else(|| broken("plans.json", &file.task_template))?.clone();
        tasks.extend(file.tasks.iter().cloned());
        let approval = Approval {
            number: file.approval.number.clone(),
            date: file.approval.date,
            signer: file.approval.signer.clone(),
            effective_from: file.approval.effective_from,
        };
        let version = PlanVersion {
            id: PlanVersionId::new(now),
            plan_id: plan.id,
            number: 1,
            status: VersionStatus::Approved(approval),
            revision: 1,
            content: PlanContent {
                title: file.title.clone(),
                triggers: file.triggers.clone(),
                zones,
                arrangements,
                tasks,
                command: file.command.clone(),
                annexes: file.annexes.clone(),
                ..PlanContent::default()
            },
        };
        plans::insert(conn, &plan)?;
        plans::insert_version(conn, &version, now)?;
    }
    Ok(())
}
