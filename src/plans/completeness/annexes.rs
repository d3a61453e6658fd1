//! What the rules look at in the annex tables. Rows are told by their number: names are not for every reader.

use chrono::NaiveDate;

use super::Look;
use crate::kernel::Localized;
use crate::plans::annex::{Annexes, VillageEvacuation};

/// Annex 3 holds names of households and annex 9 drawings; both may be kept elsewhere.
pub(super) fn filled(annexes: &Annexes) -> Vec<Look> {
    [
        (1, "danger_points", annexes.danger_points.len()),
        (2, "villages", annexes.villages.len()),
        (4, "shelters", annexes.shelters.len()),
        (5, "forces", annexes.forces.len()),
        (6, "means", annexes.means.len()),
        (7, "supplies", annexes.supplies.len()),
        (8, "contacts", annexes.contacts.len()),
    ]
    .into_iter()
    .map(|(number, key, rows)| {
        Look::at(format!("/annexes/{key}"), rows > 0, || {
            Localized::new(format!("Phụ lục {number} chưa có dòng nào."), format!("Annex {number} is empty."))
        })
    })
    .collect()
}

pub(super) fn contact_phones(annexes: &Annexes) -> Vec<Look> {
    let contacts = annexes.contacts.iter().enumerate();
    contacts
        .map(|(at, contact)| {
            let reachable = [&contact.phone, &contact.other_phone].iter().any(|phone| !phone.trim().is_empty());
            Look::at(format!("/annexes/contacts/{at}/phone"), reachable, || {
                Localized::new(
                    format!("Phụ lục 8, dòng {}: chưa có số điện thoại.", at + 1),
                    format!("Annex 8, row {}: no telephone.", at + 1),
                )
            })
        })
        .collect()
}

/// Every telephone that has a day of confirmation; one without a day was never confirmed.
pub(super) fn phones_confirmed(annexes: &Annexes, since: NaiveDate) -> Vec<Look> {
    type Phone<'a> = (&'a str, Option<NaiveDate>);
    let shelters: Vec<Phone<'_>> =
        annexes.shelters.iter().map(|row| (row.phone.as_str(), row.phone_confirmed_on)).collect();
    let forces = annexes.forces.iter().map(|row| (row.phone.as_str(), row.phone_confirmed_on)).collect();
    let means = annexes.means.iter().map(|row| (row.phone.as_str(), row.phone_confirmed_on)).collect();
    let contacts = annexes.contacts.iter().map(|row| (row.phone.as_str(), row.phone_confirmed_on)).collect();
    let tables: [(u8, &str, Vec<Phone<'_>>); 4] =
        [(4, "shelters", shelters), (5, "forces", forces), (6, "means", means), (8, "contacts", contacts)];
    let mut looks = Vec::new();
    for (number, key, rows) in tables {
        for (at, (_, confirmed)) in rows.into_iter().enumerate().filter(|(_, (phone, _))| !phone.trim().is_empty()) {
            let fine = confirmed.is_some_and(|day| day >= since);
            looks.push(Look::at(format!("/annexes/{key}/{at}/phone_confirmed_on"), fine, || {
                unconfirmed(number, at + 1, confirmed)
            }));
        }
    }
    looks
}

fn unconfirmed(annex: u8, row: usize, confirmed: Option<NaiveDate>) -> Localized {
    confirmed.map_or_else(
        || {
            Localized::new(
                format!("Phụ lục {annex}, dòng {row}: số điện thoại chưa được xác nhận."),
                format!("Annex {annex}, row {row}: the telephone was never confirmed."),
            )
        },
        |day| {
            Localized::new(
                format!(
                    "Phụ lục {annex}, dòng {row}: số điện thoại xác nhận lần cuối ngày {}.",
                    day.format("%d/%m/%Y")
                ),
                format!("Annex {annex}, row {row}: the telephone was last confirmed on {}.", day.format("%-d %B %Y")),
            )
        },
    )
}

/// Supplies with a use-by date; rope and shovels have none.
pub(super) fn supplies_use_by(annexes: &Annexes, today: NaiveDate) -> Vec<Look> {
    let supplies = annexes.supplies.iter().enumerate();
    supplies
        .filter_map(|(at, supply)| Some((at, &supply.item, supply.use_by?)))
        .map(|(at, item, use_by)| {
            Look::at(format!("/annexes/supplies/{at}/use_by"), today <= use_by, || {
                Localized::new(
                    format!("Phụ lục 7, dòng {} ({item}): hết hạn ngày {}.", at + 1, use_by.format("%d/%m/%Y")),
                    format!("Annex 7, row {} ({item}): expired on {}.", at + 1, use_by.format("%-d %B %Y")),
                )
            })
        })
        .collect()
}

/// Those who move must be taken in somewhere. A figure that is not known does not add up.
pub(super) fn moved_add_up(annexes: &Annexes) -> Vec<Look> {
    type Figures = (&'static str, &'static str, fn(&VillageEvacuation) -> [Option<u32>; 3]);
    let figures: [Figures; 2] = [
        ("hộ", "households", |row| [row.households_to_move, row.hosted_households, row.sheltered_households]),
        ("khẩu", "people", |row| [row.people_to_move, row.hosted_people, row.sheltered_people]),
    ];
    let rows = annexes.villages.iter().enumerate();
    rows.flat_map(|(at, row)| {
        figures.iter().map(move |(vi, en, pick)| {
            let [moved, hosted, sheltered] = pick(row);
            let placed = hosted.zip(sheltered).map(|(hosted, sheltered)| u64::from(hosted) + u64::from(sheltered));
            let fine = moved.map(u64::from).is_some_and(|moved| placed == Some(moved));
            Look::at(format!("/annexes/villages/{at}"), fine, || {
                let (vi_of, en_of) = (
                    |n: Option<u32>| n.map_or_else(|| "chưa rõ".into(), |n| n.to_string()),
                    |n: Option<u32>| n.map_or_else(|| "not known".into(), |n| n.to_string()),
                );
                Localized::new(
                    format!(
                        "Thôn {}: {vi} cần sơ tán ({}) không bằng xen ghép ({}) cộng tập trung ({}).",
                        row.village,
                        vi_of(moved),
                        vi_of(hosted),
                        vi_of(sheltered)
                    ),
                    format!(
                        "Village {}: {en} to move ({}) are not those hosted ({}) plus those sheltered ({}).",
                        row.village,
                        en_of(moved),
                        en_of(hosted),
                        en_of(sheltered)
                    ),
                )
            })
        })
    })
    .collect()
}
