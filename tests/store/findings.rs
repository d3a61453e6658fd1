//! Findings that stand or stood, and what officials said of them.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use ungpho::findings::kept::{Acceptance, Known};
use ungpho::findings::{FindingId, Kind, Norms, Severity, UnitCode};
use ungpho::hazards::Hazard;
use ungpho::kernel::ids::AccountId;
use ungpho::store::findings::MendedFilter;
use ungpho::store::norms::NormsRevision;
use ungpho::store::{StoreError, finding_acceptances, findings, norms};

use crate::samples::{VIETNAMESE, at, day, read, refused, write};
use crate::support::on_each_database;

fn id(number: u32) -> FindingId {
    format!("{number:032x}").parse().unwrap()
}

fn known(number: u32, kind: Kind, unit: &str) -> Known {
    Known {
        id: id(number),
        key: format!("{}/{VIETNAMESE}", kind.code()),
        kind,
        severity: Severity::Critical,
        unit: UnitCode::new(unit).unwrap(),
        hazards: vec![Hazard::Flood, Hazard::FlashFlood],
        first_seen: at(0),
        mended_at: None,
        came_back: 0,
    }
}

#[test]
fn a_finding_is_noted_once_mended_and_known_again_when_it_comes_back() {
    on_each_database(|store| {
        let (one, other) = (known(1, Kind::ShelterInZone, "23365"), known(2, Kind::StockShort, "23446"));
        write(store, |conn| findings::note_standing(conn, &[one.clone(), other.clone()]));
        // A second process notes the same, later.
        let later = Known { first_seen: at(5_000), ..one.clone() };
        write(store, |conn| findings::note_standing(conn, &[later.clone()]));
        let held = |number| read(store, |conn| findings::known(conn, &[id(number)])).remove(&id(number));
        assert_eq!(held(1), Some(one.clone()));
        assert_eq!(read(store, findings::noted_as_standing), [id(1), id(2)].into());
        write(store, |conn| findings::note_mended(conn, &[id(1), id(9)], at(60_000)));
        write(store, |conn| findings::note_mended(conn, &[id(1)], at(90_000)));
        assert_eq!(held(1), Some(Known { mended_at: Some(at(60_000)), ..one.clone() }), "the first mending counts");
        assert_eq!(read(store, findings::noted_as_standing), [id(2)].into());
        let back = Known { first_seen: at(120_000), severity: Severity::Serious, ..one.clone() };
        write(store, |conn| findings::note_standing(conn, &[back.clone()]));
        assert_eq!(held(1), Some(Known { came_back: 1, ..back }));
        assert_eq!(held(9), None);
    });
}

#[test]
fn mended_findings_are_listed_by_what_is_asked_the_last_first() {
    on_each_database(|store| {
        let all = [
            known(1, Kind::ShelterInZone, "23365"),
            known(2, Kind::StockShort, "23446"),
            Known { hazards: vec![Hazard::Storm], ..known(3, Kind::ShelterInZone, "23446") },
            known(4, Kind::TeamLate, "23365"),
        ];
        write(store, |conn| findings::note_standing(conn, &all));
        for (number, milliseconds) in [(1, 1_000), (2, 3_000), (3, 2_000)] {
            write(store, |conn| findings::note_mended(conn, &[id(number)], at(milliseconds)));
        }
        let listed = |filter: &MendedFilter, skipped, limit| {
            let found = read(store, |conn| findings::mended(conn, filter, skipped, limit));
            found.into_iter().map(|known| known.id).collect::<Vec<_>>()
        };
        let all = MendedFilter::default();
        assert_eq!(listed(&all, 0, 10), [id(2), id(3), id(1)]);
        assert_eq!(listed(&all, 1, 1), [id(3)]);
        assert_eq!(listed(&MendedFilter { units: Some(vec!["23446".into()]), ..all.clone() }, 0, 10), [id(2), id(3)]);
        assert_eq!(
            listed(&MendedFilter { kinds: Some(vec![Kind::ShelterInZone]), ..all.clone() }, 0, 10),
            [id(3), id(1)]
        );
        assert_eq!(listed(&MendedFilter { hazard: Some(Hazard::Storm), ..all.clone() }, 0, 10), [id(3)]);
        assert_eq!(listed(&MendedFilter { hazard: Some(Hazard::Flood), ..all.clone() }, 0, 10), [id(2), id(1)]);
        assert_eq!(listed(&MendedFilter { severity: Some(Severity::Notice), ..all.clone() }, 0, 10), []);
        assert_eq!(read(store, |conn| findings::count_mended(conn, &all)).len(), 3);
    });
}

#[test]
fn many_findings_are_noted_and_mended_at_once() {
    on_each_database(|store| {
        let many: Vec<Known> = (0..2_345).map(|number| known(number, Kind::StockShort, "23365")).collect();
        write(store, |conn| findings::note_standing(conn, &many));
        write(store, |conn| findings::note_standing(conn, &many));
        let ids: Vec<FindingId> = many.iter().map(|known| known.id).collect();
        let noted: BTreeSet<FindingId> = read(store, findings::noted_as_standing).into_iter().collect();
        assert_eq!(noted, ids.iter().copied().collect());
        assert_eq!(read(store, |conn| findings::known(conn, &ids)).len(), ids.len());
        write(store, |conn| findings::note_mended(conn, &ids, at(1)));
        assert!(read(store, findings::noted_as_standing).is_empty());
    });
}

#[test]
fn the_newest_word_of_an_official_counts_until_its_day() {
    on_each_database(|store| {
        let said = |number, until: Option<&str>, seconds| Acceptance {
            finding: id(number),
            until: until.map(day),
            reason: VIETNAMESE.into(),
            by: "Cán bộ xã".into(),
            account: AccountId::new(at(0)),
            at: at(0) + TimeDelta::seconds(seconds),
        };
        let first = said(1, Some("2026-12-31"), 0);
        write(store, |conn| finding_acceptances::add(conn, &first));
        let on = |text| read(store, |conn| finding_acceptances::holding_on(conn, day(text)));
        assert_eq!(on("2026-12-31").get(&id(1)), Some(&first));
        assert!(on("2027-01-01").is_empty(), "it comes back after its day");
        let shorter = said(1, Some("2026-11-30"), 1);
        write(store, |conn| finding_acceptances::add(conn, &shorter));
        assert!(on("2026-12-01").is_empty());
        assert_eq!(on("2026-11-30").get(&id(1)), Some(&shorter));
        write(store, |conn| finding_acceptances::add(conn, &said(1, None, 2)));
        assert!(on("2026-11-30").is_empty(), "taken back");
    });
}

#[test]
fn every_revision_of_norms_stays_and_the_newest_holds() {
    on_each_database(|store| {
        assert_eq!(read(store, norms::current), Norms::shipped());
        let revision = |revision: i64, days: f64| {
            let mut norms = Norms::shipped();
            norms.days_of_supply.value = days;
            NormsRevision { revision, changed_at: at(revision), changed_by: "A".into(), reason: "lý do".into(), norms }
        };
        let (first, second) = (revision(1, 5.0), revision(2, 7.0));
        write(store, |conn| norms::add(conn, &first));
        write(store, |conn| norms::add(conn, &second));
        assert!(matches!(refused(store, |conn| norms::add(conn, &second)), StoreError::AlreadyExists));
        assert_eq!(read(store, norms::current), second.norms);
        assert_eq!(read(store, |conn| norms::newest(conn, None, 10)), [second, first.clone()]);
        assert_eq!(read(store, |conn| norms::newest(conn, Some(2), 10)), [first]);
    });
}
