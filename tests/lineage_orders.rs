//! Any order of arrival and any repetition of a chain of messages gives the same final state: chains made by chance,
//! and every chain of the corpus where that is at hand. The messages go the program's own road, from bytes to
//! proposals, on a real store with a plan in force.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::format_collect, reason = "short texts, read more easily so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chrono::{NaiveDate, TimeDelta};
use geo::{MultiPolygon, polygon};
use proptest::prelude::*;
use ungpho::alerts::cap::{Alert, MsgType};
use ungpho::alerts::document::{Document, read_document};
use ungpho::alerts::lineage::{AlertState, state};
use ungpho::alerts::rules::SourceRules;
use ungpho::hazards::{Hazard, RiskLevel};
use ungpho::kernel::ids::{PlanId, PlanVersionId, ZoneId};
use ungpho::kernel::{FixedClock, Timestamp};
use ungpho::outbound::fetch::{FetchLimits, Fetcher};
use ungpho::plans::{
    Approval, Command, Mode, Person, Plan, PlanContent, PlanVersion, PlanZone, TriggerRule, VersionStatus,
};
use ungpho::relocation::{ActivationStatus, ZoneState};
use ungpho::services::App;
use ungpho::services::ingest_alert::{Arrival, keep, read_kept};
use ungpho::services::resume::resume;
use ungpho::store::{Store, StoreConnection, StoreError, activations, alert_chains, alerts, migrations, plans, zones};
use ungpho::zones::{Zone, ZoneStatus};

/// The zones of the plan: squares of a tenth of a degree from 108° E on, at 15° N.
const ZONES: usize = 3;

fn now() -> Timestamp {
    "2025-11-06T12:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A program whose clock stands still, with one storm plan of [`ZONES`] zones in force.
struct Office {
    app: App,
    _folder: tempfile::TempDir,
}

/// A store with the plan, made once.
static TEMPLATE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}", folder.path().join("test.db").display())).unwrap();
    migrations::run(&store).unwrap();
    let plan = Plan {
        id: PlanId::new(now()),
        code: "P".into(),
        unit_code: "23365".into(),
        hazard: Hazard::Storm,
        demonstration: false,
    };
    let drawn: Vec<Zone> = (0..ZONES).map(zone).collect();
    store
        .write(|conn| {
            drawn.iter().try_for_each(|zone| zones::add_revision(conn, zone, now()))?;
            plans::insert(conn, &plan)?;
            plans::insert_version(conn, &version(plan.id, &drawn), now())
        })
        .unwrap();
    folder
});

impl Office {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(TEMPLATE.path()).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        let store = Store::open(&format!("sqlite://{}", folder.path().join("test.db").display())).unwrap();
        let clock = Arc::new(FixedClock::at(now()));
        Self { app: App::new(store, clock, Fetcher::new(FetchLimits::default()).unwrap()), _folder: folder }
    }

    /// Takes documents in, one after the other, as the poller would; tells where everything stands then.
    fn after<'a>(documents: impl IntoIterator<Item = &'a [u8]>) -> Standing {
        let office = Self::open();
        for bytes in documents {
            let arrival = Arrival { url: None, content_type: None, bytes: bytes.to_vec() };
            let document = keep(&office.app, None, &arrival).unwrap();
            read_kept(&office.app, document.id).unwrap();
            resume(&office.app).unwrap();
        }
        office.app.store.read(standing).unwrap()
    }
}

fn standing(conn: &mut StoreConnection) -> Result<Standing, StoreError> {
    let mut states = BTreeMap::new();
    let mut chains: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for kept in alerts::newest(conn, None, None, i64::MAX)? {
        let superseded_by = alert_chains::superseded_by(conn, &kept.alert.identity)?;
        let name = kept.alert.identity.to_string();
        states.insert(name.clone(), state(&kept.alert, superseded_by, now()));
        chains.entry(kept.chain_key).or_default().insert(name);
    }
    let running = activations::list(conn, None, None)?;
    let live = running
        .iter()
        .filter(|activation| matches!(activation.status, ActivationStatus::Proposed | ActivationStatus::Active))
        .flat_map(|activation| &activation.zones)
        .filter(|zone| zone.state == ZoneState::Proposed)
        .map(|zone| zone.zone_id)
        .collect();
    Ok(Standing { states, chains: chains.into_values().collect(), live })
}

/// What must not depend on the order of arrival.
#[derive(Debug, PartialEq)]
struct Standing {
    /// The state of every message.
    states: BTreeMap<String, AlertState>,
    /// Which messages belong together.
    chains: BTreeSet<BTreeSet<String>>,
    /// The zones that wait for a person's word.
    live: BTreeSet<ZoneId>,
}

fn zone(number: usize) -> Zone {
    let west = 108.0 + f64::from(u32::try_from(number).unwrap()) * 0.2;
    let square = polygon![
        (x: west, y: 15.0), (x: west + 0.1, y: 15.0), (x: west + 0.1, y: 15.1), (x: west, y: 15.1), (x: west, y: 15.0)
    ];
    Zone {
        id: ZoneId::new(now() + TimeDelta::milliseconds(i64::try_from(number).unwrap())),
        code: format!("Z-{number}"),
        hazard: Hazard::Storm,
        status: ZoneStatus::InForce,
        revision: 1,
        name: format!("Vùng {number}"),
        village: None,
        commune_code: "23365".into(),
        evacuate_from_level: RiskLevel::new(3).unwrap(),
        geometry: MultiPolygon::new(vec![square]),
        area_m2: 1.0,
        destinations: Vec::new(),
        route: None,
        in_charge: None,
        demonstration: false,
    }
}

fn version(plan: PlanId, drawn: &[Zone]) -> PlanVersion {
    let person = |role: &str| Person { role: role.into(), name: "A".into() };
    PlanVersion {
        id: PlanVersionId::new(now()),
        plan_id: plan,
        number: 1,
        status: VersionStatus::Approved(Approval {
            number: "1".into(),
            date: day("2025-01-01"),
            signer: "B".into(),
            effective_from: day("2025-01-01"),
        }),
        revision: 1,
        content: PlanContent {
            title: "Phương án".into(),
            triggers: vec![TriggerRule {
                on_hazards: vec![Hazard::Storm],
                at_level: RiskLevel::new(3).unwrap(),
                mode: Mode::Propose,
            }],
            zones: drawn
                .iter()
                .map(|zone| PlanZone { zone_id: zone.id, code: zone.code.clone(), revision: 1 })
                .collect(),
            command: Command { chair: person("commune_chair"), standing: person("military_officer") },
            ..PlanContent::default()
        },
    }
}

/// A message of a chain made by chance.
#[derive(Debug, Clone)]
struct Made {
    msg_type: MsgType,
    /// Which earlier messages it references, as bits.
    references: u32,
    /// The zones it covers, as bits; none means an area far away.
    zones: u32,
    level: u8,
    all_clear: bool,
    /// Whether it says in its reference when the earlier one was sent in another offset.
    other_offset: bool,
}

fn made() -> impl Strategy<Value = Made> {
    let kind = prop_oneof![2 => Just(MsgType::Alert), 5 => Just(MsgType::Update), 2 => Just(MsgType::Cancel)];
    (kind, any::<u32>(), 0_u32..1 << ZONES, 1_u8..=5, prop::bool::weighted(0.15), any::<bool>()).prop_map(
        |(msg_type, references, zones, level, all_clear, other_offset)| Made {
            msg_type,
            references,
            zones,
            level,
            all_clear,
            other_offset,
        },
    )
}

/// A chain, and two orders of arrival with repetitions.
fn chain() -> impl Strategy<Value = (Vec<Made>, Vec<usize>)> {
    prop::collection::vec(made(), 2..7).prop_flat_map(|chain| {
        let count = chain.len();
        let order = prop::collection::vec(0..count, 0..3).prop_flat_map(move |again| {
            let all: Vec<usize> = (0..count).chain(again).collect();
            Just(all).prop_shuffle()
        });
        (Just(chain), order)
    })
}

fn sent(number: usize) -> Timestamp {
    now() - TimeDelta::minutes(120 - i64::try_from(number).unwrap())
}

fn cap(chain: &[Made], number: usize) -> Vec<u8> {
    let made = &chain[number];
    let earlier: Vec<usize> = (0..number).filter(|earlier| made.references >> (earlier % 32) & 1 == 1).collect();
    let earlier =
        if earlier.is_empty() && made.msg_type != MsgType::Alert && number > 0 { vec![number - 1] } else { earlier };
    let msg_type = if earlier.is_empty() { MsgType::Alert } else { made.msg_type };
    let references: Vec<String> = earlier
        .iter()
        .filter(|_| msg_type != MsgType::Alert)
        .map(|earlier| {
            let at = sent(*earlier);
            let time = if made.other_offset {
                (at + TimeDelta::hours(7)).format("%Y-%m-%dT%H:%M:%S+07:00").to_string()
            } else {
                at.format("%Y-%m-%dT%H:%M:%S-00:00").to_string()
            };
            format!("kttv,m{earlier},{time}")
        })
        .collect();
    let areas: String = (0..ZONES)
        .filter(|zone| made.zones >> zone & 1 == 1)
        .map(|zone| {
            let west = 108.0 + f64::from(u32::try_from(zone).unwrap()) * 0.2;
            format!("<polygon>15.02,{0} 15.02,{1} 15.08,{1} 15.08,{0} 15.02,{0}</polygon>", west + 0.02, west + 0.08)
        })
        .collect();
    let areas = if areas.is_empty() { "<polygon>20,105 20,105.1 20.1,105.1 20,105</polygon>".into() } else { areas };
    let clear = if made.all_clear { "<responseType>AllClear</responseType>" } else { "" };
    format!(
        "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>m{number}</identifier>\
         <sender>kttv</sender><sent>{}</sent><status>Actual</status><msgType>{}</msgType><scope>Public</scope>\
         <references>{}</references><info><category>Met</category><event>Bão</event>{clear}<urgency>Expected</urgency>\
         <severity>Severe</severity><certainty>Likely</certainty><expires>2025-11-08T00:00:00-00:00</expires>\
         <parameter><valueName>disasterRiskLevel</valueName><value>{}</value></parameter>\
         <area><areaDesc>x</areaDesc>{areas}</area></info></alert>",
        sent(number).format("%Y-%m-%dT%H:%M:%S-00:00"),
        msg_type.as_cap(),
        references.join(" "),
        made.level,
    )
    .into_bytes()
}

#[test]
fn any_order_and_any_repetition_of_a_made_chain_gives_the_same_state() {
    let count = std::cell::Cell::new(0_u32);
    let settings =
        ProptestConfig { cases: 200, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = proptest::test_runner::TestRunner::new(settings).run(&chain(), |(chain, order)| {
        count.set(count.get() + 1);
        let messages: Vec<Vec<u8>> = (0..chain.len()).map(|number| cap(&chain, number)).collect();
        let told = Office::after(messages.iter().map(Vec::as_slice));
        let mixed = Office::after(order.iter().map(|number| messages[*number].as_slice()));
        prop_assert_eq!(told, mixed);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    println!("{} chains", count.get());
}

/// A file of the corpus, and the messages in it.
struct CorpusFile {
    text: String,
    alerts: Vec<Alert>,
}

#[test]
fn any_order_of_every_chain_of_the_corpus_gives_the_same_state() {
    let Some(corpus) = corpus() else { return };
    let groups = groups(files_below(&corpus));
    let (mut orders, mut messages) = (0, 0);
    for group in &groups {
        messages += group.iter().map(|file| file.alerts.len()).sum::<usize>();
        let mut first: Option<Standing> = None;
        for order in orders_of(group.len()) {
            // Once more at the end, in the order in which they are in the corpus.
            let again = group.iter();
            let standing =
                Office::after(order.iter().map(|at| &group[*at]).chain(again).map(|file| file.text.as_bytes()));
            assert!(standing.states.len() > 1, "{:?}", group[0].alerts[0].identity);
            match &first {
                None => first = Some(standing),
                Some(first) => assert_eq!(first, &standing, "order {order:?}"),
            }
            orders += 1;
        }
    }
    println!("{} chains of {messages} messages in {orders} orders", groups.len());
    assert!(!groups.is_empty());
}

/// All orders of up to four, and of more those that a seeded shuffle gives.
fn orders_of(count: usize) -> Vec<Vec<usize>> {
    fn all(left: &[usize]) -> Vec<Vec<usize>> {
        if left.is_empty() {
            return vec![Vec::new()];
        }
        left.iter()
            .flat_map(|first| {
                let rest: Vec<usize> = left.iter().copied().filter(|other| other != first).collect();
                all(&rest).into_iter().map(move |mut order| {
                    order.insert(0, *first);
                    order
                })
            })
            .collect()
    }
    if count <= 4 {
        return all(&(0..count).collect::<Vec<_>>());
    }
    let forwards: Vec<usize> = (0..count).collect();
    let backwards: Vec<usize> = forwards.iter().rev().copied().collect();
    let mut state = 20_251_106_u64;
    let mut orders = vec![forwards.clone(), backwards];
    for _ in 0..20 {
        let mut order = forwards.clone();
        for at in (1..count).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, usize::try_from((state >> 33) % (u64::try_from(at).unwrap() + 1)).unwrap());
        }
        orders.push(order);
    }
    orders
}

/// Files whose messages belong together, two or more of them.
fn groups(files: Vec<CorpusFile>) -> Vec<Vec<CorpusFile>> {
    let key = |sender: &str, identifier: &str| format!("{sender} {identifier}");
    let mut groups: Vec<(BTreeSet<String>, Vec<CorpusFile>)> = Vec::new();
    for file in files {
        let names: BTreeSet<String> = file
            .alerts
            .iter()
            .flat_map(|alert| {
                let own = key(&alert.identity.sender, &alert.identity.identifier);
                let referenced = alert.references.iter().map(|earlier| key(&earlier.sender, &earlier.identifier));
                std::iter::once(own).chain(referenced).collect::<Vec<_>>()
            })
            .collect();
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(known, _)| !known.is_disjoint(&names));
        groups = apart;
        let mut whole = (names, vec![file]);
        for (names, files) in joined {
            whole.0.extend(names);
            whole.1.extend(files);
        }
        groups.push(whole);
    }
    groups
        .into_iter()
        .map(|(_, files)| files)
        .filter(|files| {
            let identities: BTreeSet<_> = files.iter().flat_map(|file| &file.alerts).map(|one| &one.identity).collect();
            files.len() > 1 && identities.len() > 1
        })
        .collect()
}

/// The folder of the corpus, or nothing after saying so.
fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("UNGPHO_ALERT_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/alerts"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: no alert corpus at {}; set UNGPHO_ALERT_CORPUS to read one", folder.display());
    None
}

/// Every file that holds messages and is UTF-8, in a fixed order. Of files that claim to be one and the same message
/// and differ (variants that were made to try readers with) the first stands for all.
fn files_below(corpus: &Path) -> Vec<CorpusFile> {
    let entries = |folder: &Path| {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let mut seen = BTreeSet::new();
    entries(corpus)
        .into_iter()
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| entries(&folder))
        .filter(|path| path.is_file())
        .filter_map(|path| {
            let text = String::from_utf8(std::fs::read(&path).unwrap()).ok()?;
            let alerts = match read_document(text.as_bytes(), None, &SourceRules::default()) {
                Document::Alerts(alerts) => alerts,
                Document::Index(index) => index.inline,
                Document::Unreadable(_) => return None,
            };
            let alerts: Vec<Alert> = alerts.into_iter().filter_map(Result::ok).collect();
            let fresh = alerts.iter().filter(|alert| seen.insert(alert.identity.clone())).count();
            (fresh > 0 && fresh == alerts.len()).then_some(CorpusFile { text, alerts })
        })
        .collect()
}
