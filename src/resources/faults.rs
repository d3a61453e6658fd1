//! What is wrong with a line of a register, wherever it came from.

use chrono::NaiveDate;

use super::{Contract, Details, Entry, Site, Supply, Team, Vehicle};
use crate::kernel::Localized;
use crate::kernel::wording::{number_en, number_vi};
use crate::places::AwayPeriod;
use crate::plans::{FieldFault, text_fault};

/// The longest text, in characters.
pub const MAX_TEXT: usize = 500;
/// The most people, machines, litres a number may say.
pub const MAX_NUMBER: i64 = 1_000_000;
/// The most villages, periods or communes of a line.
pub const MAX_LINES: usize = 60;

/// Everything that is wrong with `entry`, with where it stands in it. Whether its kind is on the list is asked by who
/// has the list.
pub fn entry_faults(entry: &Entry) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if entry.name.trim().is_empty() {
        faults.push(FieldFault::new("/name", "Nhập tên gọi.", "Give the name."));
    }
    let all = [
        ("/kind", &entry.kind),
        ("/name", &entry.name),
        ("/village", &entry.village),
        ("/place", &entry.place),
        ("/keeper", &entry.keeper),
        ("/phone", &entry.phone),
        ("/remark", &entry.remark),
    ];
    texts(&mut faults, &all);
    if entry.position.is_some_and(|at| !is_position(at)) {
        faults.push(bad_position("/position"));
    }
    periods(&mut faults, "/away", &entry.away);
    match &entry.details {
        Details::Vehicle(vehicle) => of_vehicle(&mut faults, vehicle),
        Details::Team(team) => of_team(&mut faults, team),
        Details::Supply(supply) => of_supply(&mut faults, supply),
        Details::WaterPoint(site) | Details::LandingPlace(site) => of_site(&mut faults, site, entry.position),
        Details::Contact(contact) => {
            texts(
                &mut faults,
                &[
                    ("/details/position", &contact.position),
                    ("/details/duty", &contact.duty),
                    ("/details/backup_phone", &contact.backup_phone),
                ],
            );
            names(&mut faults, "/details/villages", &contact.villages);
        }
    }
    faults
}

fn of_vehicle(faults: &mut Vec<FieldFault>, vehicle: &Vehicle) {
    number(faults, "/details/number", Some(vehicle.number), 1);
    number(faults, "/details/per_trip", vehicle.per_trip, 0);
    texts(faults, &[("/details/unit", &vehicle.unit), ("/details/owner", &vehicle.owner)]);
    contract(faults, vehicle.contract.as_ref());
}

fn of_team(faults: &mut Vec<FieldFault>, team: &Team) {
    number(faults, "/details/people", Some(team.people), 1);
    number(faults, "/details/minutes", team.minutes, 0);
    texts(faults, &[("/details/duty", &team.duty)]);
    names(faults, "/details/villages", &team.villages);
}

fn of_supply(faults: &mut Vec<FieldFault>, supply: &Supply) {
    if supply.unit.trim().is_empty() {
        faults.push(FieldFault::new("/details/unit", "Nhập đơn vị tính.", "Say what it is measured in."));
    }
    texts(faults, &[("/details/unit", &supply.unit)]);
    contract(faults, supply.contract.as_ref());
}

fn of_site(faults: &mut Vec<FieldFault>, site: &Site, position: Option<(f64, f64)>) {
    if position.is_none() {
        faults.push(FieldFault::new("/position", "Nhập tọa độ (WGS 84).", "Give the position (WGS 84)."));
    }
    texts(
        faults,
        &[
            ("/details/access", &site.access),
            ("/details/capacity", &site.capacity),
            ("/details/inspected_by", &site.inspected_by),
        ],
    );
}

fn contract(faults: &mut Vec<FieldFault>, contract: Option<&Contract>) {
    let Some(contract) = contract else { return };
    texts(faults, &[("/details/contract/number", &contract.number), ("/details/contract/partner", &contract.partner)]);
    if let (Some(from), Some(until)) = (contract.from, contract.until)
        && until < from
    {
        faults.push(ends_before_it_begins("/details/contract/until"));
    }
}

pub(super) fn texts(faults: &mut Vec<FieldFault>, texts: &[(&str, &String)]) {
    faults.extend(texts.iter().filter_map(|(pointer, text)| text_fault(pointer, text, MAX_TEXT)));
}

pub(super) fn names(faults: &mut Vec<FieldFault>, pointer: &str, names: &[String]) {
    too_many(faults, pointer, names.len());
    for (at, name) in names.iter().enumerate().take(MAX_LINES) {
        faults.extend(text_fault(&format!("{pointer}/{at}"), name, MAX_TEXT));
    }
}

pub(super) fn number(faults: &mut Vec<FieldFault>, pointer: &str, number: Option<i64>, least: i64) {
    if number.is_some_and(|number| !(least..=MAX_NUMBER).contains(&number)) {
        let wording = out_of_range(least, MAX_NUMBER);
        faults.push(FieldFault::new(pointer, wording.vi, wording.en));
    }
}

pub(super) fn periods(faults: &mut Vec<FieldFault>, pointer: &str, periods: &[AwayPeriod]) {
    too_many(faults, pointer, periods.len());
    for (at, period) in periods.iter().enumerate().take(MAX_LINES) {
        if period.to < period.from {
            faults.push(ends_before_it_begins(&format!("{pointer}/{at}/to")));
        }
        faults.extend(text_fault(&format!("{pointer}/{at}/reason"), &period.reason, MAX_TEXT));
    }
}

pub(super) fn too_many(faults: &mut Vec<FieldFault>, pointer: &str, length: usize) {
    if length > MAX_LINES {
        let (vi, en) = (format!("Nhiều nhất {MAX_LINES} dòng."), format!("At most {MAX_LINES} lines."));
        faults.push(FieldFault::new(pointer, vi, en));
    }
}

pub(super) fn is_position((lon, lat): (f64, f64)) -> bool {
    (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)
}

pub(super) fn bad_position(pointer: &str) -> FieldFault {
    FieldFault::new(
        pointer,
        "Tọa độ ghi kinh độ trước, vĩ độ sau, theo độ (WGS 84).",
        "The position is longitude, then latitude, in degrees (WGS 84).",
    )
}

fn ends_before_it_begins(pointer: &str) -> FieldFault {
    FieldFault::new(pointer, "Ngày cuối đứng trước ngày đầu.", "The last day stands before the first.")
}

fn out_of_range(from: i64, to: i64) -> Localized {
    Localized::new(
        format!("Nhập số từ {from} đến {}.", number_vi(to)),
        format!("Give a number from {from} to {}.", number_en(to)),
    )
}

/// Why a day that should have passed cannot be taken.
pub(super) fn to_come(faults: &mut Vec<FieldFault>, pointer: &str, day: Option<NaiveDate>, today: NaiveDate) {
    if day.is_some_and(|day| day > today) {
        faults.push(FieldFault::new(pointer, "Ngày chưa tới.", "That day is still to come."));
    }
}

impl Entry {
    /// What is wrong about its days: nobody has called or looked on a day still to come.
    pub fn day_faults(&self, today: NaiveDate) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        to_come(&mut faults, "/phone_confirmed_on", self.phone_confirmed_on, today);
        match &self.details {
            Details::WaterPoint(site) | Details::LandingPlace(site) => {
                to_come(&mut faults, "/details/inspected_on", site.inspected_on, today);
            }
            Details::Contact(contact) => {
                to_come(&mut faults, "/details/backup_confirmed_on", contact.backup_confirmed_on, today);
            }
            Details::Vehicle(_) | Details::Team(_) | Details::Supply(_) => {}
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Register;

    fn pointers(entry: &Entry) -> Vec<String> {
        entry_faults(entry).into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn a_blank_line_lacks_what_every_register_asks_for() {
        let check = |register, expected: &[&str]| assert_eq!(pointers(&Entry::blank(register)), expected);
        check(Register::Vehicle, &["/name", "/details/number"]);
        check(Register::Team, &["/name", "/details/people"]);
        check(Register::Supply, &["/name", "/details/unit"]);
        check(Register::WaterPoint, &["/name", "/position"]);
        check(Register::LandingPlace, &["/name", "/position"]);
        check(Register::Contact, &["/name"]);
    }

    #[test]
    fn days_run_forwards_and_texts_end() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
        let away = vec![AwayPeriod { from: day(5), to: day(4), reason: String::new() }];
        let entry = Entry { name: "x".repeat(501), away, ..Entry::blank(Register::Contact) };
        assert_eq!(pointers(&entry), ["/name", "/away/0/to"]);
        let called = Entry { phone_confirmed_on: Some(day(5)), ..Entry::blank(Register::Contact) };
        assert_eq!(called.day_faults(day(4)).len(), 1);
        assert!(called.day_faults(day(5)).is_empty());
    }
}
