//! Which cells a change of one entry can touch: those whose rules read it.
//!
//! It is asked before the change and after it. What is said here follows from what the rules read:
//! a plan reads what it names; a shelter, a vehicle, a team and a store read the plans that name them, the zones of
//! those plans and their units; a unit reads its plans, their zones, its contacts, its stores and those lent to it;
//! a zone reads its households and the plans that name it.

use std::collections::BTreeSet;

use crate::findings::Ref;
use crate::findings::facts::{Entry, Facts};
use crate::findings::links::Links;

/// Adds the cells that read `entry`.
pub(super) fn of(facts: &Facts, links: &Links, entry: &Entry, touched: &mut BTreeSet<Ref>) {
    let id = entry.id();
    match entry {
        Entry::Household(household) => {
            touched.extend(household.zones.iter().copied().map(Ref::Zone));
            return;
        }
        Entry::Plan(_) => {
            let mentions = entry.mentions();
            // What is in no table is called what plans call it.
            let unlisted = mentions.iter().filter(|named| !facts.has(**named));
            touched.extend(unlisted.flat_map(|named| links.back(*named)));
            touched.extend(mentions);
        }
        Entry::Silence(_) => {}
        Entry::Contact(_) | Entry::Loan(_) => touched.extend(entry.mentions()),
        Entry::Shelter(_) | Entry::Vehicle(_) | Entry::Team(_) => touched.extend(links.back(id)),
        Entry::Zone(_) => {
            for back in links.back(id) {
                touched.insert(*back);
                touched.extend(named_by_plan(facts, *back));
            }
        }
        Entry::Store(_) => {
            touched.extend(entry.mentions());
            for back in links.back(id) {
                touched.insert(*back);
                touched.extend(facts.named_by(*back).into_iter().filter(|named| matches!(named, Ref::Unit(_))));
            }
        }
        Entry::Unit(_) => {
            for back in links.back(id) {
                touched.insert(*back);
                touched.extend(facts.named_by(*back));
                touched.extend(links.back(*back));
            }
        }
    }
    touched.insert(id);
}

/// What a plan names but other zones: those don't read each other.
fn named_by_plan(facts: &Facts, of: Ref) -> Vec<Ref> {
    match of {
        Ref::Plan(_) => facts.named_by(of).into_iter().filter(|named| !matches!(named, Ref::Zone(_))).collect(),
        _ => Vec::new(),
    }
}
