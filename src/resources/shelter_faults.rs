//! What is wrong with a shelter's line.

use chrono::NaiveDate;

use super::faults::{bad_position, is_position, names, number, periods, texts, to_come, too_many};
use super::{MAX_NUMBER, MAX_TEXT};
use crate::places::Shelter;
use crate::plans::{FieldFault, text_fault};

/// Everything that is wrong with `shelter`, with where it stands in it.
pub fn shelter_faults(shelter: &Shelter, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let facts = &shelter.facts;
    if shelter.code.trim().is_empty() || shelter.code.chars().count() > 40 {
        faults.push(FieldFault::new("/code", "Nhập mã, nhiều nhất 40 ký tự.", "Give a code of at most 40 characters."));
    }
    if shelter.name.trim().is_empty() {
        faults.push(FieldFault::new("/name", "Nhập tên địa điểm.", "Give the name."));
    }
    texts(
        &mut faults,
        &[
            ("/code", &shelter.code),
            ("/name", &shelter.name),
            ("/facts/village", &facts.village),
            ("/facts/structure", &facts.structure),
            ("/facts/access", &facts.access),
            ("/facts/inspected_by", &facts.inspected_by),
            ("/facts/remark", &facts.remark),
        ],
    );
    let keeper = [("/keeper_name", &shelter.keeper_name), ("/keeper_phone", &shelter.keeper_phone)];
    faults.extend(keeper.into_iter().filter_map(|(at, text)| text_fault(at, text.as_deref()?, MAX_TEXT)));
    number(&mut faults, "/capacity", Some(shelter.capacity), 0);
    number(&mut faults, "/facts/capacity_day", facts.capacity_day, 0);
    number(&mut faults, "/facts/storeys", facts.storeys, 0);
    number(&mut faults, "/facts/toilets", facts.toilets, 0);
    if facts.floor_area_m2.is_some_and(|area| !(0.0..=MAX_NUMBER as f64).contains(&area)) {
        faults.push(FieldFault::new("/facts/floor_area_m2", "Nhập diện tích tính bằng m².", "Give the area in m²."));
    }
    if !is_position((shelter.lon, shelter.lat)) {
        faults.push(bad_position("/lon"));
    }
    too_many(&mut faults, "/facts/suitability", facts.suitability.len());
    for (at, said) in facts.suitability.iter().enumerate() {
        faults.extend(text_fault(&format!("/facts/suitability/{at}/reason"), &said.reason, MAX_TEXT));
        if facts.suitability.iter().take(at).any(|before| before.hazard == said.hazard) {
            faults.push(FieldFault::new(
                format!("/facts/suitability/{at}/hazard"),
                "Loại thiên tai này đã ghi ở trên.",
                "This hazard stands above already.",
            ));
        }
    }
    names(&mut faults, "/facts/shared_with", &facts.shared_with);
    periods(&mut faults, "/facts/away", &facts.away);
    to_come(&mut faults, "/facts/inspected_on", facts.inspected_on, today);
    to_come(&mut faults, "/facts/keeper_phone_confirmed_on", facts.keeper_phone_confirmed_on, today);
    faults
}
