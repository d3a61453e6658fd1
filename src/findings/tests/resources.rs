//! Examples about vehicles, teams, supplies, loans and telephones.

use super::Example;
use super::arrangements::{arranged, the_plan};
use super::town::{HERE, THERE, code, day, id, lot, phone, store, today};
use crate::findings::facts::{
    Condition, Contact, Contract, Entry, Facts, Loan, LoanState, Phone, Store, Team, TeamPromise, Vehicle,
    VehiclePromise,
};
use crate::findings::{Kind, Ref};

fn the_vehicle(facts: &mut Facts) -> &mut Vehicle {
    facts.vehicles.get_mut(&id(1)).unwrap()
}

fn the_team(facts: &mut Facts) -> &mut Team {
    facts.teams.get_mut(&id(1)).unwrap()
}

fn the_store(facts: &mut Facts) -> &mut Store {
    facts.stores.get_mut(&id(1)).unwrap()
}

fn the_contact(facts: &mut Facts) -> &mut Contact {
    facts.contacts.get_mut(&id(1)).unwrap()
}

fn loan(resource: Ref, state: LoanState) -> Loan {
    Loan {
        id: id(1),
        resource,
        owner: code(HERE),
        to: code(THERE),
        quantity: None,
        first: day(2026, 9, 1),
        last: day(2026, 12, 1),
        state,
    }
}

fn contract(valid_until: Option<chrono::NaiveDate>) -> Contract {
    Contract { number: "12/HĐNT".into(), valid_until }
}

pub(super) const EXAMPLES: &[Example] = &[
    Example {
        kind: Kind::VehicleOverpromised,
        breaks: |facts| arranged(facts, 1).vehicles[0].number = 3,
        mends: |facts| the_vehicle(facts).number = 3,
    },
    Example {
        kind: Kind::VehiclePromisedTwice,
        breaks: |facts| {
            arranged(facts, 2).vehicles[0] = VehiclePromise { vehicle: id(1), number: 2, round_trip_minutes: None };
        },
        mends: |facts| arranged(facts, 2).vehicles[0].number = 1,
    },
    Example {
        kind: Kind::VehicleUnusable,
        breaks: |facts| the_vehicle(facts).condition = Condition::Unusable,
        mends: |facts| arranged(facts, 1).vehicles[0].vehicle = id(2),
    },
    Example {
        kind: Kind::VehicleConditionUnknown,
        breaks: |facts| the_vehicle(facts).condition = Condition::Unknown,
        mends: |facts| the_vehicle(facts).condition = Condition::Usable,
    },
    Example {
        kind: Kind::VehicleContractExpired,
        breaks: |facts| the_vehicle(facts).contract = Some(contract(Some(day(2026, 9, 14)))),
        mends: |facts| the_vehicle(facts).contract = Some(contract(Some(today()))),
    },
    Example {
        kind: Kind::VehicleContractExpired,
        breaks: |facts| the_vehicle(facts).contract = Some(contract(None)),
        mends: |facts| the_vehicle(facts).contract = Some(contract(Some(day(2027, 1, 1)))),
    },
    Example {
        kind: Kind::TeamOverpromised,
        breaks: |facts| arranged(facts, 1).teams[0].people = Some(31),
        mends: |facts| arranged(facts, 1).teams[0].people = Some(30),
    },
    Example {
        kind: Kind::TeamPromisedTwice,
        breaks: |facts| arranged(facts, 2).teams = vec![TeamPromise { team: id(1), people: Some(10) }],
        mends: |facts| arranged(facts, 1).teams[0].people = Some(20),
    },
    Example {
        kind: Kind::TeamLate,
        breaks: |facts| the_team(facts).minutes_to_arrive = Some(241),
        mends: |facts| the_plan(facts, 1).lead_minutes = Some(241),
    },
    Example {
        kind: Kind::TeamTimeUnknown,
        breaks: |facts| the_team(facts).minutes_to_arrive = None,
        mends: |facts| the_team(facts).minutes_to_arrive = Some(15),
    },
    Example {
        kind: Kind::StorePromisedTwice,
        breaks: |facts| {
            facts.put(Entry::Loan(loan(Ref::Store(id(1)), LoanState::Consented)));
            arranged(facts, 1).teams[0].people = Some(10);
            arranged(facts, 1).stores.clear();
            arranged(facts, 2).stores = vec![id(1)];
            arranged(facts, 3).stores = vec![id(1)];
            the_store(facts).lots = vec![
                lot("rice", 110, Some(day(2027, 1, 1))),
                lot("water", 600, Some(day(2027, 1, 1))),
                lot("blanket", 60, None),
            ];
        },
        mends: |facts| {
            facts.loans.clear();
            arranged(facts, 3).stores = vec![id(3)];
            the_store(facts).lots[0].thousandths = 120_000;
        },
    },
    Example {
        kind: Kind::StockShort,
        breaks: |facts| the_store(facts).lots[0].thousandths = 119_999,
        mends: |facts| the_store(facts).lots[0].thousandths = 120_000,
    },
    Example {
        kind: Kind::StockShort,
        breaks: |facts| {
            facts.stores.remove(&id(1));
        },
        mends: |facts| {
            facts.put(Entry::Store(store(7, HERE)));
        },
    },
    Example {
        kind: Kind::StockExpired,
        breaks: |facts| the_store(facts).lots.push(lot("instant_noodles", 5, Some(day(2026, 9, 14)))),
        mends: |facts| the_store(facts).lots.truncate(3),
    },
    Example {
        kind: Kind::StockExpiresSoon,
        breaks: |facts| the_store(facts).lots[0].use_by = Some(day(2026, 10, 15)),
        mends: |facts| the_store(facts).lots[0].use_by = Some(day(2026, 10, 16)),
    },
    Example {
        kind: Kind::UseByUnknown,
        breaks: |facts| the_store(facts).lots.push(lot("instant_noodles", 5, None)),
        mends: |facts| the_store(facts).lots[3].use_by = Some(day(2027, 1, 1)),
    },
    Example {
        kind: Kind::SupplyContractExpired,
        breaks: |facts| {
            let mut more = lot("milk", 100, Some(day(2027, 1, 1)));
            more.contract = Some(contract(Some(day(2026, 6, 30))));
            the_store(facts).lots.push(more);
        },
        mends: |facts| the_store(facts).lots[3].contract = Some(contract(Some(day(2027, 6, 30)))),
    },
    Example {
        kind: Kind::BorrowedWithoutConsent,
        breaks: |facts| {
            arranged(facts, 3).teams = vec![TeamPromise { team: id(2), people: Some(5) }];
            arranged(facts, 2).teams[0].people = Some(20);
            facts.put(Entry::Loan(Loan { quantity: Some(5), ..loan(Ref::Team(id(2)), LoanState::Ended) }));
        },
        mends: |facts| facts.loans.get_mut(&id(1)).unwrap().state = LoanState::Consented,
    },
    Example {
        kind: Kind::LentOut,
        breaks: |facts| {
            facts.put(Entry::Loan(loan(Ref::Vehicle(id(1)), LoanState::Consented)));
        },
        mends: |facts| facts.loans.get_mut(&id(1)).unwrap().quantity = Some(1),
    },
    Example {
        kind: Kind::LoanUnanswered,
        breaks: |facts| {
            facts.put(Entry::Loan(loan(Ref::Vehicle(id(1)), LoanState::Asked)));
        },
        mends: |facts| facts.loans.get_mut(&id(1)).unwrap().state = LoanState::Ended,
    },
    Example {
        kind: Kind::PersonInChargeUnreachable,
        breaks: |facts| arranged(facts, 1).in_charge.as_mut().unwrap().phone.confirmed_on = None,
        mends: |facts| arranged(facts, 1).in_charge.as_mut().unwrap().phone.confirmed_on = Some(today()),
    },
    Example {
        kind: Kind::DriverUnreachable,
        breaks: |facts| the_vehicle(facts).phone = Phone::default(),
        mends: |facts| the_vehicle(facts).phone = phone(),
    },
    Example {
        kind: Kind::CommanderUnreachable,
        breaks: |facts| the_team(facts).phone = Phone::default(),
        mends: |facts| the_team(facts).phone = phone(),
    },
    Example {
        kind: Kind::ContactUnreachable,
        breaks: |facts| the_contact(facts).phone.confirmed_on = Some(day(2026, 3, 18)),
        mends: |facts| the_contact(facts).phone.confirmed_on = Some(day(2026, 3, 19)),
    },
    Example {
        kind: Kind::ContactWithoutSpare,
        breaks: |facts| the_contact(facts).spare = Some(String::new()),
        mends: |facts| the_contact(facts).spare = Some("0260 000 000".into()),
    },
    Example {
        kind: Kind::CommandWithoutContact,
        breaks: |facts| the_contact(facts).heads_command = false,
        mends: |facts| the_contact(facts).heads_command = true,
    },
];
