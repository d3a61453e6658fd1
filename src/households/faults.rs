//! What is wrong with a line of the register, wherever it came from.

use super::{DestinationKind, Entry};
use crate::kernel::Localized;
use crate::plans::{FieldFault, text_fault};

/// The longest text, in characters.
pub const MAX_TEXT: usize = 500;
/// The most people of one household; boarding houses and camps are included.
pub const MAX_PEOPLE: i64 = 2_000;
/// The most lines of property, kinds of people, hazards or zones.
pub const MAX_LINES: usize = 50;

/// Everything that is wrong with `entry`, with where it stands in it.
pub fn entry_faults(entry: &Entry) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if entry.head.trim().is_empty() {
        faults.push(FieldFault::new("/head", "Nhập họ và tên chủ hộ.", "Give the head of the household."));
    }
    if entry.village.trim().is_empty() {
        faults.push(FieldFault::new("/village", "Nhập tên thôn, tổ.", "Give the village."));
    }
    texts(entry, &mut faults);
    people(entry, &mut faults);
    lists(entry, &mut faults);
    if entry.position.is_some_and(|(lon, lat)| !((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat))) {
        faults.push(FieldFault::new(
            "/position",
            "Tọa độ ghi kinh độ trước, vĩ độ sau, theo độ (WGS 84).",
            "The position is longitude, then latitude, in degrees (WGS 84).",
        ));
    }
    if entry.shelter_id.is_some() && entry.destination_kind == DestinationKind::Host {
        faults.push(FieldFault::new(
            "/shelter_id",
            "Hộ xen ghép không ghi điểm sơ tán tập trung.",
            "A hosted household has no collective shelter.",
        ));
    }
    faults
}

fn texts(entry: &Entry, faults: &mut Vec<FieldFault>) {
    let texts = [
        ("/head", &entry.head),
        ("/village", &entry.village),
        ("/vulnerable_note", &entry.vulnerable_note),
        ("/danger", &entry.danger),
        ("/destination", &entry.destination),
        ("/transport", &entry.transport),
        ("/helper", &entry.helper),
        ("/phone", &entry.phone),
        ("/note", &entry.note),
    ];
    faults.extend(texts.iter().filter_map(|(pointer, text)| text_fault(pointer, text, MAX_TEXT)));
}

fn people(entry: &Entry, faults: &mut Vec<FieldFault>) {
    if !(1..=MAX_PEOPLE).contains(&entry.people) {
        let wording = out_of_range(1, MAX_PEOPLE);
        faults.push(FieldFault::new("/people", wording.vi, wording.en));
        return;
    }
    let counts = [("/male", entry.male), ("/female", entry.female), ("/vulnerable_people", entry.vulnerable_people)];
    for (pointer, count) in counts {
        if count.is_some_and(|count| !(0..=entry.people).contains(&count)) {
            let wording = out_of_range(0, entry.people);
            faults.push(FieldFault::new(pointer, wording.vi, wording.en));
        }
    }
    if let (Some(male), Some(female)) = (entry.male, entry.female)
        && male.saturating_add(female) != entry.people
    {
        faults.push(FieldFault::new(
            "/male",
            format!("Nam {male} và nữ {female} không bằng số khẩu {}.", entry.people),
            format!("Men {male} and women {female} do not add up to {} people.", entry.people),
        ));
    }
    for (place, group) in entry.vulnerable.iter().enumerate() {
        if group.count.is_some_and(|count| !(0..=entry.people).contains(&count)) {
            let wording = out_of_range(0, entry.people);
            faults.push(FieldFault::new(format!("/vulnerable/{place}/count"), wording.vi, wording.en));
        }
    }
}

fn lists(entry: &Entry, faults: &mut Vec<FieldFault>) {
    let lengths = [
        ("/vulnerable", entry.vulnerable.len()),
        ("/hazards", entry.hazards.len()),
        ("/property", entry.property.len()),
        ("/zone_codes", entry.zone_codes.len()),
    ];
    for (pointer, length) in lengths {
        if length > MAX_LINES {
            faults.push(FieldFault::new(
                pointer,
                format!("Nhiều nhất {MAX_LINES} dòng."),
                format!("At most {MAX_LINES} lines."),
            ));
        }
    }
    for (place, line) in entry.property.iter().enumerate().take(MAX_LINES) {
        let pointer = format!("/property/{place}");
        if line.what.trim().is_empty() {
            let pointer = format!("{pointer}/what");
            faults.push(FieldFault::new(&pointer, "Nhập tên tài sản.", "Say what it is."));
        }
        if line.quantity.is_some_and(|quantity| !(0.0..=1e9).contains(&quantity)) {
            let wording = out_of_range(0, 1_000_000_000);
            faults.push(FieldFault::new(format!("{pointer}/quantity"), wording.vi, wording.en));
        }
        faults.extend(text_fault(&format!("{pointer}/what"), &line.what, MAX_TEXT));
        faults.extend(text_fault(&format!("{pointer}/unit"), &line.unit, 40));
    }
    for (place, code) in entry.zone_codes.iter().enumerate().take(MAX_LINES) {
        faults.extend(text_fault(&format!("/zone_codes/{place}"), code, 40));
    }
}

fn out_of_range(from: i64, to: i64) -> Localized {
    Localized::new(format!("Nhập số từ {from} đến {to}."), format!("Give a number from {from} to {to}."))
}
