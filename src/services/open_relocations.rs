//! Opening the relocations of the households of zones whose checklists open: one a household, whatever the number of
//! zones it lives in.

use std::collections::HashMap;

use super::ServiceError;
use crate::households::{Household, PropertyLine};
use crate::kernel::Timestamp;
use crate::kernel::ids::{ChecklistId, EventId, HouseholdId, PropertyLineId, RelocationId};
use crate::relocation::{Checklist, PropertyMove, PropertyState, Relocation, RelocationState, Standing};
use crate::store::household_zones::Register;
use crate::store::{StoreConnection, relocations};

/// Opens what `lists`, which have just been opened in `event`, need. A household that is still on its way keeps the
/// relocation it has; one that has returned begins its next round.
pub fn open_relocations(
    conn: &mut StoreConnection,
    event: EventId,
    lists: &[&Checklist],
    register: &Register,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let mut homes: Vec<(HouseholdId, &Household)> = Vec::new();
    let mut ties: Vec<(HouseholdId, ChecklistId)> = Vec::new();
    for list in lists {
        for household in register.in_zone(list.zone_id) {
            homes.push((household.id, household));
            ties.push((household.id, list.id));
        }
    }
    homes.sort_by_key(|(id, _)| *id);
    homes.dedup_by_key(|(id, _)| *id);
    let ids: Vec<HouseholdId> = homes.iter().map(|(id, _)| *id).collect();
    let before: HashMap<HouseholdId, Relocation> = relocations::current_of(conn, event, &ids)?
        .into_iter()
        .filter_map(|relocation| relocation.household_id.map(|household| (household, relocation)))
        .collect();

    // Events that turned out to be one have numbered their rounds each by itself.
    let home: Vec<HouseholdId> = before.keys().copied().collect();
    let rounds = relocations::rounds_of(conn, event, &home)?;
    let (mut opened, mut retired, mut of_household) = (Vec::new(), Vec::new(), HashMap::new());
    for (id, household) in &homes {
        let earlier = before.get(id);
        if let Some(running) = earlier.filter(|earlier| earlier.standing.state() != RelocationState::Returned) {
            of_household.insert(*id, running.id);
            continue;
        }
        let round = rounds.get(id).map_or(1, |rounds| rounds + 1);
        let relocation = opened_for(household, event, round, now);
        retired.extend(earlier.map(|earlier| earlier.id));
        of_household.insert(*id, relocation.id);
        opened.push(relocation);
    }
    let ties: Vec<(RelocationId, ChecklistId)> = ties
        .into_iter()
        .filter_map(|(household, list)| of_household.get(&household).map(|relocation| (*relocation, list)))
        .collect();
    relocations::retire(conn, &retired)?;
    relocations::insert_all(conn, &opened, &ties)?;
    Ok(())
}

fn opened_for(household: &Household, event: EventId, round: i64, now: Timestamp) -> Relocation {
    let figures = household.figures();
    let listed_property: Vec<PropertyMove> =
        household.entry.property.iter().map(|line| to_be_moved(line, now)).collect();
    Relocation {
        id: RelocationId::new(now),
        event_id: event,
        household_id: Some(household.id),
        household_code: household.code.clone(),
        label: None,
        commune_code: household.commune_code.clone(),
        village: household.entry.village.clone(),
        round,
        is_current: true,
        opened_at: now,
        listed: household.entry.people,
        vulnerable: figures.vulnerable,
        revision: 0,
        standing: Standing::of(household.entry.people, &listed_property, &[]),
        listed_property,
    }
}

fn to_be_moved(line: &PropertyLine, now: Timestamp) -> PropertyMove {
    PropertyMove {
        id: PropertyLineId::new(now),
        kind: line.kind,
        what: line.what.clone(),
        quantity: line.quantity,
        unit: line.unit.clone(),
        state: PropertyState::ToMove,
        place: None,
        receipt: None,
    }
}
