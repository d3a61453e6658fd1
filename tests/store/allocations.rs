//! Proposals of who goes to which shelter.

use ungpho::kernel::ids::AllocationId;
use ungpho::plans::proposal::{
    AcceptedRow, Ask, Beside, DistanceBasis, DraftRead, GroupBy, Inputs, KeptProposal, Proposal, Row, Totals,
};
use ungpho::store::{StoreError, allocations, plans};

use crate::samples::{VIETNAMESE, at, level, plan, read, write};
use crate::support::on_each_database;

fn proposal() -> Proposal {
    let row = |n: i64, shelter: &str| Row {
        n,
        zone: "SL-01".into(),
        shelter: shelter.into(),
        shelter_name: VIETNAMESE.into(),
        shelter_commune: "23365".into(),
        people: 12,
        vulnerable: Some(3),
        households: Some(4),
        villages: Vec::new(),
        distance_m: Some(700),
        longest_m: Some(900),
        basis: Some(DistanceBasis::Road),
        beside: Beside::Moved,
        current_people: Some(10),
    };
    Proposal {
        ask: Ask {
            level: level(2),
            by: GroupBy::Household,
            max_distance_m: Some(5_000),
            keep_villages: true,
            lead_minutes: None,
        },
        feasible: true,
        proved: true,
        rise_person_metres: 0,
        rows: vec![row(1, "A"), row(2, "B")],
        totals: Totals { people: 24, placed: 24, longest_m: Some(900), ..Totals::default() },
        shortages: Vec::new(),
        passed_over: Vec::new(),
        trips: None,
        remarks: Vec::new(),
        inputs: Inputs { shelters: [("A".to_owned(), 3)].into(), roads: 1, ..Inputs::default() },
    }
}

#[test]
fn a_proposal_comes_back_with_the_rows_that_were_taken_over() {
    on_each_database(|store| {
        let plan = plan("PA-1", "23365");
        write(store, |conn| plans::insert(conn, &plan));
        let kept = KeptProposal {
            id: AllocationId::new(at(0)),
            plan_id: plan.id,
            made_at: at(0),
            made_by: "A".into(),
            draft: None,
            proposal: proposal(),
            accepted: Vec::new(),
        };
        write(store, |conn| allocations::insert(conn, &kept));
        assert_eq!(read(store, |conn| allocations::get(conn, kept.id)), kept);
        let second = KeptProposal { id: AllocationId::new(at(1)), ..kept.clone() };
        write(store, |conn| allocations::insert(conn, &second));
        let listed = read(store, |conn| allocations::of_plan(conn, plan.id, 10));
        assert_eq!(listed.iter().map(|kept| kept.id).collect::<Vec<_>>(), [second.id, kept.id], "the newest first");

        let draft = DraftRead { n: 2, revision: 7 };
        let taken = |n: i64, second: i64| AcceptedRow { n, at: at(second), by: "B".into() };
        write(store, |conn| allocations::note_accepted(conn, kept.id, draft, &[taken(2, 5)]));
        let later = DraftRead { revision: 8, ..draft };
        write(store, |conn| allocations::note_accepted(conn, kept.id, later, &[taken(1, 9), taken(2, 9)]));
        let found = read(store, |conn| allocations::get(conn, kept.id));
        assert_eq!((found.draft, found.accepted), (Some(later), vec![taken(1, 9), taken(2, 5)]));
        let nowhere = store.read(|conn| allocations::get(conn, AllocationId::new(at(2))));
        assert!(matches!(nowhere, Err(StoreError::NotFound)), "{nowhere:?}");
    });
}
