//! Things to store, with every field filled, and what must stand in the store before them.

use chrono::{NaiveDate, TimeDelta};
use geo::{MultiPolygon, polygon};
use ungpho::accounts::{Account, RoleName};
use ungpho::alerts::adapters::SourceFormat;
use ungpho::alerts::cap::{
    Alert, AlertIdentity, Area, CapVersion, Category, Certainty, Info, MsgType, NamedValue, Reference, Resource,
    ResponseType, Scope, Severity, Status, Urgency,
};
use ungpho::alerts::quarantine::Reason;
use ungpho::alerts::raw::{RawDocument, RawState};
use ungpho::alerts::remarks::Remark;
use ungpho::alerts::rules::SourceRules;
use ungpho::alerts::source::{AlertSource, PollRules, SourceMemory};
use ungpho::alerts::telling::OnsetBasis;
use ungpho::geometry::cap_shapes::Circle;
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::households::{
    DestinationKind, Entry, HouseClass, Household, Poverty, PropertyKind, PropertyLine, VulnerableGroup, VulnerableKind,
};
use ungpho::kernel::ids::{
    AccountId, ActivationId, AlertId, ChecklistId, EventId, HouseholdId, PlanId, PlanVersionId, RawDocumentId,
    ShelterId, SourceId, TaskId, ZoneId,
};
use ungpho::kernel::{Localized, Timestamp};
use ungpho::places::{AdminUnit, Answer, BoundaryKind, Shelter, ShelterFacts, ShelterKind, Suitability, UnitKind};
use ungpho::plans::{
    Approval, Command, Due, Mode, Person, Phase, Plan, PlanContent, PlanVersion, PlanZone, Role, Subject, TaskPerson,
    TaskTemplate, TriggerRule, VersionStatus,
};
use ungpho::relocation::{
    Activation, ActivationStatus, ActivationZone, Checklist, ChecklistState, Event, EventKind, Task, TaskState,
    ZoneStage, ZoneState,
};
use ungpho::store::alert_decisions::DecisionRecord;
use ungpho::store::alerts::{Listing, StoredAlert};
use ungpho::store::households::Change;
use ungpho::store::{Store, StoreConnection, StoreError};
use ungpho::zones::{Figures, InCharge, Property, Zone, ZoneStatus};

/// Every letter of Vietnamese with every tone, quotes, a backslash, LIKE's own signs and a character
/// beyond the basic plane.
pub const VIETNAMESE: &str = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ \
                              AÀẢÃÁẠ ĂẰẲẴẮẶ ÂẦẨẪẤẬ EÈẺẼÉẸ ÊỀỂỄẾỆ IÌỈĨÍỊ OÒỎÕÓỌ ÔỒỔỖỐỘ ƠỜỞỠỚỢ UÙỦŨÚỤ ƯỪỬỮỨỰ YỲỶỸÝỴ Đ \
                              'một' \"hai\" \\ % _ ; -- 🌊\n\tZa\u{306}ng (NFD)";

/// More than fits in 32 bits or in a float.
pub const LARGE: i64 = 9_007_199_254_740_993;

/// 27 September 2022, 20:05:06.789 in Viet Nam, and `milliseconds` more.
pub fn at(milliseconds: i64) -> Timestamp {
    let start: Timestamp = "2022-09-27T13:05:06.789Z".parse().unwrap();
    start + TimeDelta::milliseconds(milliseconds)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn both(vi: &str) -> Localized {
    Localized::new(format!("{vi} {VIETNAMESE}"), format!("{vi} in English"))
}

pub fn level(digit: u8) -> RiskLevel {
    RiskLevel::new(digit).unwrap()
}

/// Writes in one transaction that must succeed.
pub fn write<T>(store: &Store, f: impl Fn(&mut StoreConnection) -> Result<T, StoreError>) -> T {
    store.write(|conn| f(conn)).unwrap()
}

/// Reads what must be readable.
pub fn read<T>(store: &Store, f: impl FnOnce(&mut StoreConnection) -> Result<T, StoreError>) -> T {
    store.read(f).unwrap()
}

/// How a transaction that must fail does.
pub fn refused<T: std::fmt::Debug>(
    store: &Store,
    f: impl Fn(&mut StoreConnection) -> Result<T, StoreError>,
) -> StoreError {
    store.write(|conn| f(conn)).unwrap_err()
}

/// Says that `error` is the database's own refusal of a row that points nowhere.
#[track_caller]
pub fn assert_points_nowhere(error: &StoreError) {
    let StoreError::Database(words) = error else { panic!("{error:?}") };
    assert!(words.to_lowercase().contains("foreign key"), "{words}");
}

pub fn account(name: &str) -> Account {
    Account {
        id: AccountId::new(at(0)),
        name: name.into(),
        display_name: VIETNAMESE.into(),
        role: RoleName::Official,
        unit_code: Some("23500".into()),
    }
}

pub fn unit(code: &str, valid_from: &str, name: &str) -> AdminUnit {
    AdminUnit {
        code: code.into(),
        name: name.into(),
        kind: UnitKind::Commune,
        parent_code: Some("51".into()),
        former_district: Some("huyện Tu Mơ Rông".into()),
        valid_from: day(valid_from),
        valid_to: None,
        lon: 107.987_654_321,
        lat: 14.123_456_789,
        boundary: Some(square(107.9, 14.9)),
        boundary_kind: BoundaryKind::Approximate,
        source: VIETNAMESE.into(),
    }
}

/// A square with a hole, 0.1° wide.
pub fn square(lon: f64, lat: f64) -> MultiPolygon<f64> {
    MultiPolygon::new(vec![polygon!(
        exterior: [
            (x: lon, y: lat), (x: lon + 0.1, y: lat), (x: lon + 0.1, y: lat + 0.1), (x: lon, y: lat + 0.1),
            (x: lon, y: lat),
        ],
        interiors: [[
            (x: lon + 0.02, y: lat + 0.02), (x: lon + 0.02, y: lat + 0.04), (x: lon + 0.04, y: lat + 0.04),
            (x: lon + 0.02, y: lat + 0.02),
        ]],
    )])
}

pub fn shelter(code: &str) -> Shelter {
    Shelter {
        id: ShelterId::new(at(0)),
        code: code.into(),
        name: VIETNAMESE.into(),
        kind: ShelterKind::CommunalHouse,
        commune_code: "23500".into(),
        capacity: LARGE,
        suitable_for: vec![Hazard::Landslide, Hazard::FlashFlood],
        keeper_name: Some("A Đeng".into()),
        keeper_phone: Some("0260 000 000".into()),
        lon: 107.9,
        lat: -14.25,
        demonstration: true,
        revision: 1,
        retired_on: None,
        facts: ShelterFacts {
            village: "Tu Răng".into(),
            capacity_day: Some(140),
            suitability: vec![Suitability { hazard: Hazard::Storm, answer: Answer::No, reason: "mái tranh".into() }],
            crosses_spillway: Answer::Yes,
            shared_with: vec!["23446".into()],
            ..ShelterFacts::default()
        },
    }
}

pub fn zone(code: &str) -> Zone {
    Zone {
        id: ZoneId::new(at(0)),
        code: code.into(),
        hazard: Hazard::Landslide,
        status: ZoneStatus::InForce,
        revision: 1,
        name: VIETNAMESE.into(),
        village: Some("thôn Đăk Rơ Năng".into()),
        commune_code: "23500".into(),
        evacuate_from_level: level(2),
        geometry: square(107.9, 14.9),
        area_m2: 123_456.789,
        destinations: vec!["NR-01".into(), "TH-02".into()],
        route: Some("theo đường liên thôn".into()),
        in_charge: Some(InCharge { role: "village_head".into(), name: "A Nhoi".into() }),
        demonstration: true,
    }
}

/// A household with every field filled.
pub fn household(code: &str, people: i64) -> Household {
    let line =
        |kind, what: &str, quantity, unit: &str| PropertyLine { kind, what: what.into(), quantity, unit: unit.into() };
    Household {
        id: HouseholdId::new(at(0)),
        commune_code: "23500".into(),
        code: code.into(),
        revision: 1,
        as_of: day("2026-03-01"),
        retired_on: None,
        demonstration: true,
        entry: Entry {
            head: VIETNAMESE.into(),
            village: "làng Mới".into(),
            people,
            male: Some(1),
            female: Some(people - 1),
            vulnerable: vec![
                VulnerableGroup { kind: VulnerableKind::OlderPerson, count: Some(1) },
                VulnerableGroup { kind: VulnerableKind::Child, count: None },
            ],
            vulnerable_people: Some(2),
            vulnerable_note: VIETNAMESE.into(),
            house_class: HouseClass::Weak,
            poverty: Poverty::NearPoor,
            ethnic_minority: true,
            danger: "sạt lở đất, lũ quét".into(),
            hazards: vec![Hazard::Landslide, Hazard::FlashFlood],
            destination_kind: DestinationKind::Shelter,
            destination: "Trường tiểu học".into(),
            shelter_id: Some(ShelterId::new(at(0))),
            transport: "đi bộ".into(),
            helper: "A Phương".into(),
            phone: "0900 000 001".into(),
            property: vec![
                line(PropertyKind::Livestock, "bò", Some(3.0), "con"),
                line(PropertyKind::Vehicle, "xe máy", None, ""),
                line(PropertyKind::Rice, "lúa", Some(0.25), "tấn"),
            ],
            note: VIETNAMESE.into(),
            position: Some((107.95, 14.95)),
            zone_codes: vec!["A".into()],
        },
    }
}

/// The change that `household` came with.
pub fn household_change() -> Change {
    Change { at: at(20), by: VIETNAMESE.into(), reason: "danh-sach.xlsx".into() }
}

pub fn plan(code: &str, commune_code: &str) -> Plan {
    Plan {
        id: PlanId::new(at(0)),
        code: code.into(),
        unit_code: commune_code.into(),
        hazard: Hazard::Landslide,
        demonstration: true,
    }
}

pub fn approval(effective_from: &str) -> Approval {
    Approval {
        number: "12/QĐ-UBND".into(),
        date: day("2025-07-15"),
        signer: "Nguyễn Thị Ước".into(),
        effective_from: day(effective_from),
    }
}

pub fn version(plan: PlanId, number: i64, status: VersionStatus) -> PlanVersion {
    PlanVersion {
        id: PlanVersionId::new(at(0)),
        plan_id: plan,
        number,
        status,
        revision: 1,
        content: PlanContent {
            title: VIETNAMESE.into(),
            triggers: vec![TriggerRule {
                on_hazards: vec![Hazard::HeavyRain, Hazard::Landslide],
                at_level: level(3),
                mode: Mode::EscalateAfter { minutes: 30 },
            }],
            zones: vec![PlanZone { zone_id: ZoneId::new(at(0)), code: "SL-01".into(), revision: 2 }],
            tasks: vec![TaskTemplate {
                phase: Phase::Before,
                subject: Subject::People,
                role: Role::VillageHead,
                title: both("Báo từng nhà"),
                due: Some(Due::MinutesFromOnset(-180)),
                zone: Some("SL-01".into()),
                from_level: Some(2),
                person: Some(TaskPerson { name: VIETNAMESE.into(), phone: Some("0905 000 111".into()) }),
                steps: vec!["Gọi loa".into(), "Gõ cửa".into()],
            }],
            command: Command {
                chair: Person { role: "commune_chair".into(), name: "Y Hạnh".into() },
                standing: Person { role: "military_officer".into(), name: "A Thút".into() },
            },
            ..PlanContent::default()
        },
    }
}

pub fn source(code: &str) -> AlertSource {
    AlertSource {
        id: SourceId::new(at(0)),
        code: code.into(),
        name: VIETNAMESE.into(),
        url: "http://localhost/feed".into(),
        enabled: true,
        demonstration: false,
        revision: 1,
        rules: PollRules {
            covers: vec!["51".into(), "23461".into()],
            signing_key: Some("-----BEGIN PUBLIC KEY-----".into()),
            every_seconds: u32::MAX,
            also_hosts: vec!["kttv.example".into()],
            format: SourceFormat::Luquetsatlo,
            snapshot: Some(false),
            senders: vec!["kttv@example.vn".into()],
            user_agent: Some("ungpho (trạm thử)".into()),
            accept: Some("*/*".into()),
            oid: Some("2.49.0.0.704.0".into()),
            note: Some(both("mỗi giờ")),
            reading: SourceRules::vietnamese(),
        },
        memory: SourceMemory {
            etag: Some("W/\"1\"".into()),
            last_modified: Some("Tue, 27 Sep 2022 13:05:06 GMT".into()),
            asked_in_full_at: Some(at(5)),
            last_attempt_at: Some(at(1)),
            last_success_at: Some(at(2)),
            last_new_alert_at: Some(at(3)),
            next_attempt_at: Some(at(4)),
            consecutive_failures: LARGE,
            last_error: Some(both("lỗi")),
            last_note: Some(both("còn mục chưa đọc")),
            data_at: Some(at(6)),
        },
    }
}

pub fn document(source_id: Option<SourceId>) -> RawDocument {
    RawDocument {
        id: RawDocumentId::new(at(0)),
        source_id,
        url: Some("http://localhost/1.xml".into()),
        received_at: at(5),
        content_type: Some("application/cap+xml".into()),
        sha256: "00ff".into(),
        state: RawState::Received,
        reasons: vec![reason()],
        length: 1,
        dropped_at: None,
    }
}

pub fn reason() -> Reason {
    Reason { code: "coordinates_exchanged".into(), wording: both("tọa độ"), place: Some("info[1]/area[2]".into()) }
}

pub fn identity(identifier: &str, sent: Timestamp) -> AlertIdentity {
    AlertIdentity { sender: "kttv@đài.example".into(), identifier: identifier.into(), sent }
}

pub fn reference_to(identity: &AlertIdentity) -> Reference {
    Reference { sender: identity.sender.clone(), identifier: identity.identifier.clone(), sent: Some(identity.sent) }
}

pub fn alert(identity: AlertIdentity, msg_type: MsgType, references: Vec<Reference>) -> Alert {
    let named = |name: &str| NamedValue { name: name.into(), value: VIETNAMESE.into() };
    Alert {
        identity,
        cap_version: CapVersion::Unknown("urn:đ".into()),
        status: Status::Actual,
        msg_type,
        scope: Some(Scope::Restricted),
        source: Some(VIETNAMESE.into()),
        restriction: Some("r".into()),
        addresses: vec!["a b".into()],
        codes: vec!["c".into()],
        note: Some("n".into()),
        references,
        incidents: vec!["Noru".into()],
        infos: vec![Info {
            language: "vi-VN".into(),
            categories: vec![Category::Met, Category::Cbrne],
            event: "Bão".into(),
            response_types: vec![ResponseType::AllClear, ResponseType::None],
            urgency: Urgency::Future,
            severity: Severity::Extreme,
            certainty: Certainty::Likely,
            audience: Some("mọi người".into()),
            event_codes: vec![named("e")],
            effective: Some(at(6)),
            onset: Some(at(7)),
            expires: None,
            sender_name: Some("Đài KTTV".into()),
            headline: Some(VIETNAMESE.into()),
            description: Some(VIETNAMESE.repeat(200)),
            instruction: None,
            web: Some("http://localhost/".into()),
            contact: None,
            parameters: vec![named("p")],
            resources: vec![Resource {
                description: "bản đồ".into(),
                mime_type: Some("image/png".into()),
                size: Some(u64::MAX),
                uri: None,
                digest: None,
                embedded: true,
            }],
            areas: vec![Area {
                area_desc: "Kon Tum".into(),
                polygons: vec![vec![[107.0, 14.0], [108.0, 14.0], [108.0, 15.25], [107.0, 14.0]].into()],
                circles: vec![Circle { centre: [107.5, 14.5], radius_km: 12.5 }],
                geocodes: vec![named("ISO")],
                altitude_ft: Some(-1.5),
                ceiling_ft: None,
            }],
        }],
        signed: true,
        remarks: vec![Remark { code: "ring_closed".into(), wording: both("vòng"), place: None }],
    }
}

/// An alert ready to be kept, and its document already in the store.
pub fn stored_alert(conn: &mut StoreConnection, alert: Alert) -> Result<StoredAlert, StoreError> {
    let document = document(None);
    ungpho::store::raw_documents::insert(conn, &document, b"<alert/>")?;
    Ok(StoredAlert {
        id: AlertId::new(alert.identity.sent),
        raw_document_id: document.id,
        source_id: None,
        chain_key: "chain".into(),
        received_at: alert.identity.sent + TimeDelta::milliseconds(1),
        expires_at: alert.identity.sent + TimeDelta::hours(24),
        responded_at: None,
        demonstration: false,
        listing: Listing::default(),
        changed_at: None,
        alert,
    })
}

/// Keeps an alert with these references in the chain `chain_key`.
pub fn keep_alert(
    conn: &mut StoreConnection,
    identity: &AlertIdentity,
    msg_type: MsgType,
    references: Vec<Reference>,
    chain_key: &str,
) -> Result<StoredAlert, StoreError> {
    let kept = stored_alert(conn, alert(identity.clone(), msg_type, references))?;
    let kept = StoredAlert { chain_key: chain_key.into(), ..kept };
    ungpho::store::alerts::insert(conn, &kept)?;
    Ok(kept)
}

pub fn event(chain_key: &str) -> Event {
    Event {
        id: EventId::new(at(0)),
        chain_key: chain_key.into(),
        name: both("Bão số 4"),
        kind: EventKind::Real,
        started_at: at(8),
        closed_at: Some(at(9)),
        demonstration: false,
        within_unit: None,
        joined_to: None,
    }
}

/// What an activation points to, all of it in the store.
pub struct Stage {
    pub alert: StoredAlert,
    pub event: Event,
    pub plan: Plan,
    pub version: PlanVersion,
    pub zones: Vec<Zone>,
}

/// Two zones, a plan in force, an alert and its event; `name` keeps several stages apart.
pub fn stage(conn: &mut StoreConnection, name: &str) -> Result<Stage, StoreError> {
    let zones = vec![zone(&format!("{name}-A")), zone(&format!("{name}-B"))];
    for zone in &zones {
        ungpho::store::zones::add_revision(conn, zone, at(0))?;
    }
    let plan = plan(name, name);
    ungpho::store::plans::insert(conn, &plan)?;
    let version = version(plan.id, 1, VersionStatus::Approved(approval("2025-08-01")));
    ungpho::store::plans::insert_version(conn, &version, at(0))?;
    let alert = keep_alert(conn, &identity(name, at(0)), MsgType::Alert, vec![], name)?;
    let event = event(name);
    ungpho::store::events::insert(conn, &event)?;
    Ok(Stage { alert, event, plan, version, zones })
}

/// An activation of the stage's plan with both zones.
pub fn activation(stage: &Stage) -> Activation {
    let zone = |zone: &Zone, state| ActivationZone {
        zone_id: zone.id,
        zone_revision: LARGE,
        state,
        alert_id: stage.alert.id,
        reason: both("trong vùng"),
    };
    Activation {
        id: ActivationId::new(at(0)),
        event_id: stage.event.id,
        plan_id: stage.plan.id,
        plan_version_id: stage.version.id,
        alert_id: stage.alert.id,
        level: level(4),
        level_official: true,
        mode: Mode::EscalateAfter { minutes: u32::MAX },
        status: ActivationStatus::Proposed,
        proposed_at: at(10),
        escalate_at: Some(at(11)),
        escalated_at: None,
        decided_at: Some(at(12)),
        decided_by: Some(VIETNAMESE.into()),
        decision_remark: Some("đồng ý".into()),
        revision: 1,
        zones: vec![zone(&stage.zones[0], ZoneState::Proposed), zone(&stage.zones[1], ZoneState::StandDownProposed)],
    }
}

pub fn checklist(activation: ActivationId, zone: ZoneId, round: i64) -> Checklist {
    Checklist {
        id: ChecklistId::new(at(round)),
        activation_id: activation,
        zone_id: zone,
        round,
        zone_revision: 3,
        state: ChecklistState::Open,
        stage: ZoneStage::Ordered,
        stage_at: at(0),
        opened_at: at(13),
        onset: at(14),
        onset_basis: OnsetBasis::Effective,
        figures: Figures {
            households: 1,
            people: LARGE,
            vulnerable: 2,
            property: Property { livestock: 3, motorbikes: 4, boats: 5, rice_kg: i64::MAX },
        },
    }
}

pub fn task(checklist: ChecklistId, position: i64, state: TaskState) -> Task {
    Task {
        id: TaskId::new(at(0)),
        checklist_id: checklist,
        position,
        phase: Phase::During,
        subject: Subject::Property,
        role: Role::ShockTeam,
        title: both("Đưa gia súc lên cao"),
        due_at: Some(at(15)),
        state,
        changed_by: Some(VIETNAMESE.into()),
        changed_at: Some(at(16)),
        revision: 1,
        person: Some(TaskPerson { name: VIETNAMESE.into(), phone: Some("0905 000 111".into()) }),
        steps: Vec::new(),
    }
}

pub fn decision(stage: &Stage, zone: Option<ZoneId>) -> DecisionRecord {
    DecisionRecord {
        plan_id: stage.plan.id,
        plan_version_id: stage.version.id,
        zone_id: zone,
        outcome: ungpho::plans::triggers::Outcome::NeedsPerson,
        why: ungpho::plans::why::Why::Said(both("cần người xem")),
    }
}
