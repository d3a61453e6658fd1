//! The zones of events, on both databases.

use chrono::TimeDelta;
use ungpho::kernel::ids::{ActivationId, ChecklistId, EventId};
use ungpho::relocation::{ChecklistState, ZoneNow, ZoneRound, ZoneStage};
use ungpho::store::{activations, checklists, event_zones};

use crate::samples::{activation, at, checklist, read, stage, write};
use crate::support::on_each_database;

#[test]
fn every_zone_of_an_event_is_told_once_with_its_rounds_page_by_page() {
    on_each_database(|store| {
        let begun = write(store, |conn| {
            let stage = stage(conn, "S")?;
            let mut first = activation(&stage);
            first.zones.iter_mut().for_each(|zone| zone.zone_revision = 1);
            // A second plan at work in the same event, on one of the zones.
            let (other, mut second) = (crate::samples::stage(conn, "S2")?, first.clone());
            (second.id, second.proposed_at) = (ActivationId::new(at(50)), first.proposed_at + TimeDelta::hours(1));
            (second.plan_id, second.plan_version_id) = (other.plan.id, other.version.id);
            second.zones.truncate(1);
            activations::insert(conn, &first)?;
            activations::insert(conn, &second)?;
            Ok([first, second])
        });
        let [first, second] = &begun;
        let event = first.event_id;
        let page = |commune: Option<&str>, after, limit| {
            read(store, |conn| event_zones::list(conn, &[event], commune, after, limit))
        };
        let mut ids: Vec<_> = first.zones.iter().map(|zone| zone.zone_id).collect();
        ids.sort_by_key(ToString::to_string);
        let all = page(None, None, 10);
        assert_eq!(all.iter().map(|zone| zone.id).collect::<Vec<_>>(), ids);
        assert!(all.iter().all(|zone| zone.rounds.is_empty() && zone.commune_code == "23500"));
        assert_eq!(ZoneNow::of(ZoneRound::current(&all[0].rounds)), ZoneNow::Normal);
        let twice = all.iter().find(|zone| zone.id == second.zones[0].zone_id).unwrap();
        assert_eq!(twice.held.iter().map(|(held, _)| *held).collect::<Vec<_>>(), [first.id, second.id]);
        assert_eq!(page(None, None, 1), all[..1]);
        assert_eq!(page(None, Some(ids[0]), 10), all[1..]);
        assert_eq!((page(Some("23500"), None, 10).len(), page(Some("23501"), None, 10)), (2, vec![]));
        assert_eq!(read(store, |conn| event_zones::list(conn, &[EventId::new(at(0))], None, None, 10)), []);

        // Home from the first round, ordered out again, and in the other plan told to get ready and ended since.
        let zone = twice.id;
        let list = |activation, round, state, stage, hours| {
            let list = checklist(activation, zone, round);
            let (opened_at, id) = (list.opened_at + TimeDelta::hours(hours), ChecklistId::new(at(100 + hours)));
            let list = ungpho::relocation::Checklist { id, state, stage, opened_at, stage_at: opened_at, ..list };
            write(store, |conn| checklists::insert(conn, &list, &[]));
            id
        };
        let home = list(first.id, 1, ChecklistState::Closed, ZoneStage::Returned, 0);
        let again = list(first.id, 2, ChecklistState::Open, ZoneStage::Clearing, 1);
        let ended = list(second.id, 1, ChecklistState::StoodDown, ZoneStage::Prepare, 2);
        let told = page(None, None, 10).into_iter().find(|told| told.id == zone).unwrap();
        assert_eq!(told.rounds.iter().map(|round| round.checklist_id).collect::<Vec<_>>(), [home, again, ended]);
        let now = ZoneRound::current(&told.rounds).unwrap();
        assert_eq!((now.checklist_id, now.round, ZoneNow::of(Some(now))), (again, 2, ZoneNow::Clearing));
    });
}
