//! A resource of the registers: an id that never changes, whose it is, and what the register says of it.

use chrono::NaiveDate;

use super::{Details, Entry, Quantity, Register};
use crate::households::village_key;
use crate::kernel::folding::exact_key;
use crate::kernel::ids::ResourceId;

/// A vehicle, a team, a lot of a supply, a site or a contact.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// Its id.
    pub id: ResourceId,
    /// The commune or province it belongs to.
    pub unit_code: String,
    /// Short code, unique in the unit.
    pub code: String,
    /// Counts the changes of the line.
    pub revision: i64,
    /// The day it left the register.
    pub retired_on: Option<NaiveDate>,
    /// Invented for the demonstration.
    pub demonstration: bool,
    /// How much there is of a supply: the sum of its movements.
    pub stock: Quantity,
    /// What the register says.
    pub entry: Entry,
}

impl Resource {
    /// How much of it there is to lend; nothing where it is not a matter of numbers.
    pub fn quantity(&self) -> Option<Quantity> {
        match &self.entry.details {
            Details::Vehicle(vehicle) => Some(Quantity::whole(vehicle.number)),
            Details::Team(team) => Some(Quantity::whole(team.people)),
            Details::Supply(_) => Some(self.stock),
            Details::WaterPoint(_) | Details::LandingPlace(_) | Details::Contact(_) => None,
        }
    }
}

/// By what two papers are taken to speak of the same thing: every mark counts, the word for the kind of village does not.
/// Of a supply each lot is a thing of its own.
pub fn same_thing(entry: &Entry) -> String {
    let village = village_key(&entry.village);
    let place = exact_key(&entry.place);
    let more = match &entry.details {
        Details::Vehicle(vehicle) => format!("{village}|{place}|{}", exact_key(&vehicle.owner)),
        Details::Supply(supply) => {
            let expires = supply.expires_on.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{village}|{place}|{expires}")
        }
        Details::Team(_) => format!("{village}|{place}"),
        Details::Contact(contact) => exact_key(&contact.position),
        Details::WaterPoint(_) | Details::LandingPlace(_) => village,
    };
    format!("{}|{more}", exact_key(&entry.name))
}

/// The letters codes of a register begin with: `PT-7` is a vehicle.
pub fn code_letters(register: Register) -> &'static str {
    match register {
        Register::Vehicle => "PT",
        Register::Team => "LL",
        Register::Supply => "VT",
        Register::WaterPoint => "NC",
        Register::LandingPlace => "BD",
        Register::Contact => "DB",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_papers_speak_of_one_thing_where_every_mark_agrees() {
        let truck = |name: &str, village: &str| Entry {
            name: name.into(),
            village: village.into(),
            ..Entry::blank(Register::Vehicle)
        };
        assert_eq!(same_thing(&truck("Xe tải", "Thôn Mô Po")), same_thing(&truck("XE  TẢI", "Mô Po")));
        assert_ne!(same_thing(&truck("Xe tải", "Mô Po")), same_thing(&truck("Xe tãi", "Mô Po")));
        let rice = |day| {
            let mut entry = Entry { name: "Gạo".into(), ..Entry::blank(Register::Supply) };
            if let Details::Supply(supply) = &mut entry.details {
                supply.expires_on = NaiveDate::from_ymd_opt(2026, 6, day);
            }
            same_thing(&entry)
        };
        assert_ne!(rice(1), rice(2), "another lot");
    }
}
