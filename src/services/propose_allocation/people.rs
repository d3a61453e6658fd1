//! Who needs a place in a shelter: the households of the zones, each once, or the figures of the zones.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::allocation::Position;
use crate::geometry::measure;
use crate::households::{DestinationKind, Household, village_key};
use crate::kernel::Localized;
use crate::kernel::digest::sha256_hex;
use crate::kernel::ids::ZoneId;
use crate::plans::PlanVersion;
use crate::plans::proposal::{Ask, Group, GroupBy, Part, merged};
use crate::services::ServiceError;
use crate::store::StoreConnection;
use crate::store::household_zones::register_of;
use crate::zones::Zone;

/// The people of the zones.
pub(super) struct People {
    /// Who needs a place.
    pub groups: Vec<Group>,
    /// People with hosts, and people who stay.
    pub elsewhere: (i64, i64),
    /// How many households, and the hash of their ids and revisions.
    pub digest: (i64, String),
    /// What should be known of them.
    pub remarks: Vec<Localized>,
}

/// The people of `zones`, which are in the order of their codes: a household that lies in two is counted in the first.
pub(super) fn of(
    conn: &mut StoreConnection,
    version: &PlanVersion,
    zones: &[Zone],
    ask: &Ask,
) -> Result<People, ServiceError> {
    let ids: Vec<ZoneId> = zones.iter().map(|zone| zone.id).collect();
    let register = register_of(conn, &ids)?;
    let mut found = People { groups: Vec::new(), elsewhere: (0, 0), digest: (0, String::new()), remarks: Vec::new() };
    let (mut seen, mut lines, mut unplaced) = (HashSet::new(), String::new(), 0_i64);
    for zone in zones {
        let mut own: Vec<&Household> = register.in_zone(zone.id).filter(|home| seen.insert(home.id)).collect();
        own.sort_by(|a, b| (&a.commune_code, &a.code).cmp(&(&b.commune_code, &b.code)));
        for home in &own {
            let _ = writeln!(lines, "{} {} {}", zone.code, home.id, home.revision);
        }
        found.digest.0 += i64::try_from(own.len()).unwrap_or(i64::MAX);
        let middle = middle_of(zone);
        unplaced += own.iter().filter(|home| home.entry.position.is_none()).map(|_| 1).sum::<i64>();
        let groups: Vec<Group> = own.iter().map(|home| group_of(zone, home, middle)).collect();
        if groups.is_empty() {
            stated(version, zone, middle, &mut found);
            continue;
        }
        match ask.by {
            GroupBy::Zone => of_figures(version, zone, groups, ask.keep_villages, &mut found),
            GroupBy::Household => of_register(&own, groups, &mut found),
        }
    }
    if ask.keep_villages {
        found.groups = by_village(std::mem::take(&mut found.groups), zones);
    }
    if unplaced > 0 {
        found.remarks.push(Localized::new(
            format!("{unplaced} hộ chưa có toạ độ; tính từ giữa vùng."),
            format!("{unplaced} households have no position; they are reckoned from the middle of their zone."),
        ));
    }
    found.digest.1 = sha256_hex(lines.as_bytes());
    Ok(found)
}

fn middle_of(zone: &Zone) -> Position {
    measure::middle(&zone.geometry)
        .map_or(Position { lon: 0.0, lat: 0.0 }, |middle| Position { lon: middle.x(), lat: middle.y() })
}

fn group_of(zone: &Zone, home: &Household, middle: Position) -> Group {
    let figures = home.figures();
    let part = Part {
        zone: zone.code.clone(),
        village: home.entry.village.clone(),
        households: 1,
        people: figures.people.max(0),
        vulnerable: figures.vulnerable.max(0),
    };
    Group { at: home.entry.position.map_or(middle, |(lon, lat)| Position { lon, lat }), parts: vec![part] }
}

/// The people of a village in one group, in whichever zones they live. Villages of two communes may be called the same.
fn by_village(groups: Vec<Group>, zones: &[Zone]) -> Vec<Group> {
    let communes: HashMap<&str, &str> =
        zones.iter().map(|zone| (zone.code.as_str(), zone.commune_code.as_str())).collect();
    merged(groups, |group| {
        let part = group.parts.first().filter(|part| !part.village.trim().is_empty())?;
        Some((communes.get(part.zone.as_str()).copied()?, village_key(&part.village)))
    })
}

/// Each household as its line says: those with hosts and those that stay need no place.
fn of_register(own: &[&Household], groups: Vec<Group>, found: &mut People) {
    for (home, group) in own.iter().zip(groups) {
        match home.entry.destination_kind {
            DestinationKind::Host => found.elsewhere.0 += group.people(),
            DestinationKind::InPlace => found.elsewhere.1 += group.people(),
            DestinationKind::Shelter | DestinationKind::NotStated => found.groups.push(group),
        }
    }
}

/// The zone as a whole, or village by village, without those the plan brings to hosts or lets stay. Of which villages those
/// are the plan does not say: each gives its share.
fn of_figures(version: &PlanVersion, zone: &Zone, groups: Vec<Group>, villages: bool, found: &mut People) {
    let arranged = version.content.arrangements.get(&zone.code);
    let (hosted, in_place) = arranged.map_or((0, 0), |arranged| (arranged.hosted.into(), arranged.in_place.into()));
    let all: i64 = groups.iter().map(Group::people).sum();
    let hosted = all.min(hosted);
    let in_place = (all - hosted).min(in_place);
    found.elsewhere.0 += hosted;
    found.elsewhere.1 += in_place;
    let wholes = if villages {
        merged(groups, |group| group.parts.first().map(|part| village_key(&part.village)))
    } else {
        merged(groups.into_iter().map(unnamed).collect(), |_| Some(()))
    };
    let (mut seen, mut staying) = (0, 0);
    for mut whole in wholes {
        // Halves of people are nobody: what is rounded off one village is taken from the next.
        seen += whole.people();
        let by_now = (hosted + in_place) * seen / all.max(1);
        let mut leaving = by_now - staying;
        staying = by_now;
        for part in &mut whole.parts {
            let taken = part.people.min(leaving);
            leaving -= taken;
            part.people -= taken;
            part.vulnerable = part.vulnerable.min(part.people);
        }
        found.groups.push(whole);
    }
}

fn unnamed(mut group: Group) -> Group {
    group.parts.iter_mut().for_each(|part| part.village.clear());
    group
}

/// Where the register knows nobody of a zone, the people the plan itself arranges for are taken.
fn stated(version: &PlanVersion, zone: &Zone, middle: Position, found: &mut People) {
    let code = &zone.code;
    let arranged = version.content.arrangements.get(code);
    let people: i64 =
        arranged.into_iter().flat_map(|arranged| &arranged.destinations).map(|to| i64::from(to.people)).sum();
    if let Some(arranged) = arranged {
        found.elsewhere.0 += i64::from(arranged.hosted);
        found.elsewhere.1 += i64::from(arranged.in_place);
    }
    if people > 0 {
        let (zone, village) = (code.clone(), zone.village.clone().unwrap_or_default());
        let part = Part { zone, village, households: 0, people, vulnerable: 0 };
        found.groups.push(Group { at: middle, parts: vec![part] });
        found.remarks.push(Localized::new(
            format!("Sổ hộ chưa có hộ nào ở vùng {code}; lấy {people} người theo phương án, chưa rõ số cần giúp đỡ."),
            format!("The register knows no household of zone {code}; {people} people are taken from the plan, of whom nobody knows who needs help."),
        ));
    } else {
        found.remarks.push(Localized::new(
            format!("Sổ hộ chưa có hộ nào ở vùng {code} và phương án chưa ghi số người; vùng này không được tính."),
            format!(
                "The register knows no household of zone {code} and the plan states no people; it is not reckoned with."
            ),
        ));
    }
}
