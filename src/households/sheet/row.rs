//! One household of a sheet: what its cells say, and what is doubtful or wrong about them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::header::day_in;
use super::{Field, SheetRow};
use crate::households::counts::{count, pair};
use crate::households::words::{destination_kind, hazards_in, house_class, is_mark, poverty};
use crate::households::{
    DestinationKind, Entry, MAX_TEXT, Poverty, PropertyKind, PropertyLine, VulnerableGroup, VulnerableKind,
    property_told, vulnerable_told,
};
use crate::kernel::Localized;

/// More people than a household usually has: worth a second look.
const MANY: i64 = 30;

/// A household of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseholdRow {
    /// Its row.
    pub number: usize,
    /// Its code, where the sheet gives one.
    pub code: Option<String>,
    /// Its commune, as written.
    pub commune: Option<String>,
    /// The day it tells of, where it says so itself.
    pub as_of: Option<NaiveDate>,
    /// What it says.
    pub entry: Entry,
    /// The parts of the entry that the sheet fills; the others it leaves open.
    given: BTreeSet<Part>,
    /// Why somebody should look before it is taken in.
    pub doubts: Vec<Localized>,
    /// Why it cannot be taken in.
    pub faults: Vec<Localized>,
    /// What was read otherwise than it stands there.
    pub remarks: Vec<Localized>,
}

/// A part of an entry that a sheet fills or leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    People,
    Sexes,
    Vulnerable,
    VulnerablePeople,
    HouseClass,
    Poverty,
    Minority,
    Danger,
    Destination,
    DestinationKind,
    Transport,
    Helper,
    Phone,
    Property,
    Note,
    Position,
    Zones,
}

impl HouseholdRow {
    /// The line of a household that was `known`, with what the sheet says in place of what it said. What the sheet
    /// leaves open stays.
    pub fn onto(&self, known: &Entry) -> Entry {
        let new = &self.entry;
        let mut out = Entry { head: new.head.clone(), village: new.village.clone(), ..known.clone() };
        for part in &self.given {
            match part {
                Part::People => out.people = new.people,
                Part::Sexes => (out.male, out.female) = (new.male, new.female),
                Part::Vulnerable if new.vulnerable == known.vulnerable => {
                    out.vulnerable_note.clone_from(&new.vulnerable_note);
                }
                Part::Vulnerable => {
                    out.vulnerable.clone_from(&new.vulnerable);
                    out.vulnerable_note.clone_from(&new.vulnerable_note);
                    out.vulnerable_people = new.vulnerable_people;
                }
                Part::VulnerablePeople => out.vulnerable_people = new.vulnerable_people,
                Part::HouseClass => out.house_class = new.house_class,
                Part::Poverty => out.poverty = new.poverty,
                Part::Minority => out.ethnic_minority = new.ethnic_minority,
                Part::Danger if new.danger == known.danger => {}
                Part::Danger => {
                    out.danger.clone_from(&new.danger);
                    out.hazards.clone_from(&new.hazards);
                }
                Part::Destination if new.destination == known.destination => {}
                Part::Destination => {
                    out.destination.clone_from(&new.destination);
                    out.shelter_id = new.shelter_id;
                }
                Part::DestinationKind => out.destination_kind = new.destination_kind,
                Part::Transport => out.transport.clone_from(&new.transport),
                Part::Helper => out.helper.clone_from(&new.helper),
                Part::Phone => out.phone.clone_from(&new.phone),
                Part::Property => out.property.clone_from(&new.property),
                Part::Note => out.note.clone_from(&new.note),
                Part::Position => out.position = new.position,
                Part::Zones => out.zone_codes.clone_from(&new.zone_codes),
            }
        }
        // Men and women of another number of people are those of another day.
        if let (Some(male), Some(female)) = (out.male, out.female)
            && male + female != out.people
        {
            (out.male, out.female) = (None, None);
        }
        out
    }
}

/// Reads a household. `village` and `commune` are those of its own cell, or of what stands above it.
pub(super) fn read_row(
    row: &SheetRow,
    fields: &[Option<Field>],
    village: Option<String>,
    commune: Option<String>,
) -> HouseholdRow {
    let mut read = Reader {
        row: HouseholdRow {
            number: row.number,
            code: None,
            commune,
            as_of: None,
            entry: Entry { village: village.unwrap_or_default(), ..Entry::default() },
            given: BTreeSet::new(),
            doubts: Vec::new(),
            faults: Vec::new(),
            remarks: Vec::new(),
        },
        people_told: false,
        lon: None,
        lat: None,
    };
    for (at, field) in fields.iter().enumerate() {
        if let Some(field) = field
            && !row.cell(at).is_empty()
        {
            read.cell(*field, row.cell(at));
        }
    }
    read.finish()
}

struct Reader {
    row: HouseholdRow,
    /// Whether there was a cell of people, readable or not.
    people_told: bool,
    lon: Option<f64>,
    lat: Option<f64>,
}

impl Reader {
    fn give(&mut self, part: Part) -> &mut Entry {
        self.row.given.insert(part);
        &mut self.row.entry
    }

    fn cell(&mut self, field: Field, text: &str) {
        match field {
            Field::Ordinal | Field::Village | Field::Commune => {}
            Field::Code => self.row.code = Some(text.split_whitespace().collect()),
            Field::Head => self.row.entry.head = short(text),
            Field::AsOf => self.row.as_of = day_in(text),
            Field::People | Field::Male | Field::Female | Field::MaleFemale => self.people(field, text),
            Field::Vulnerable
            | Field::VulnerablePeople
            | Field::Child
            | Field::OlderPerson
            | Field::PregnantOrNursing
            | Field::Disabled
            | Field::SeverelyIll => self.vulnerable(field, text),
            Field::HouseClass => match house_class(text) {
                Some(class) => self.give(Part::HouseClass).house_class = class,
                None => self.keep_in_note("Loại nhà", text),
            },
            Field::Poor | Field::NearPoor | Field::Poverty | Field::Ethnic | Field::Minority => {
                self.standing(field, text);
            }
            Field::Danger => {
                let entry = self.give(Part::Danger);
                entry.danger = short(text);
                entry.hazards = hazards_in(text);
            }
            Field::Destination => self.give(Part::Destination).destination = short(text),
            Field::DestinationKind | Field::Host | Field::Shelter | Field::InPlace => self.destination(field, text),
            Field::Transport => self.give(Part::Transport).transport = short(text),
            Field::Helper => self.give(Part::Helper).helper = short(text),
            Field::Phone => self.give(Part::Phone).phone = phone(text),
            Field::Property | Field::Livestock | Field::Motorbikes | Field::Boats | Field::Rice => {
                self.property(field, text);
            }
            Field::Note => {
                self.add_note(text);
            }
            Field::Lon => self.lon = degrees(text),
            Field::Lat => self.lat = degrees(text),
            Field::Position => self.position(text),
            Field::Zone => {
                let codes = text.split([',', ';', '\n']).map(|code| code.trim().to_owned());
                let codes: Vec<String> = codes.filter(|code| !code.is_empty()).collect();
                self.give(Part::Zones).zone_codes.extend(codes);
            }
        }
    }

    fn people(&mut self, field: Field, text: &str) {
        if field == Field::MaleFemale {
            match pair(text) {
                Some(((male, female), as_date)) => {
                    let entry = self.give(Part::Sexes);
                    (entry.male, entry.female) = (Some(male), Some(female));
                    if as_date {
                        self.row.doubts.push(words::pair_as_date(text, male, female));
                    }
                }
                None => self.keep_in_note("Nam/Nữ", text),
            }
            return;
        }
        self.people_told |= field == Field::People;
        let Some(counted) = count(text) else {
            match field {
                Field::People => self.row.faults.push(words::no_count(text)),
                _ => self.keep_in_note(if field == Field::Male { "Nam" } else { "Nữ" }, text),
            }
            return;
        };
        match field {
            Field::People => {
                self.give(Part::People).people = counted.value;
                if !counted.exact {
                    self.row.doubts.push(words::about(text, counted.value));
                } else if counted.value > MANY {
                    self.row.doubts.push(words::many(counted.value));
                }
            }
            Field::Male => self.give(Part::Sexes).male = Some(counted.value),
            _ => self.give(Part::Sexes).female = Some(counted.value),
        }
    }

    fn vulnerable(&mut self, field: Field, text: &str) {
        let kind = match field {
            Field::Child => VulnerableKind::Child,
            Field::OlderPerson => VulnerableKind::OlderPerson,
            Field::PregnantOrNursing => VulnerableKind::PregnantOrNursing,
            Field::Disabled => VulnerableKind::Disabled,
            Field::SeverelyIll => VulnerableKind::SeverelyIll,
            Field::VulnerablePeople => {
                match count(text) {
                    Some(counted) => self.give(Part::VulnerablePeople).vulnerable_people = Some(counted.value),
                    None => self.keep_in_note("Đối tượng", text),
                }
                return;
            }
            _ => {
                let told = vulnerable_told(text);
                let entry = self.give(Part::Vulnerable);
                entry.vulnerable.extend(told.groups);
                entry.vulnerable_note = joined(&entry.vulnerable_note, &told.note);
                return;
            }
        };
        let counted = count(text).map(|counted| counted.value);
        if counted == Some(0) {
            self.give(Part::Vulnerable);
        } else if counted.is_some() || is_mark(text) {
            self.give(Part::Vulnerable).vulnerable.push(VulnerableGroup { kind, count: counted });
        } else {
            let name = kind.name().vi;
            let entry = self.give(Part::Vulnerable);
            entry.vulnerable.push(VulnerableGroup { kind, count: None });
            entry.vulnerable_note = joined(&entry.vulnerable_note, &format!("{name}: {text}"));
        }
    }

    fn standing(&mut self, field: Field, text: &str) {
        match field {
            Field::Poor if is_mark(text) => self.give(Part::Poverty).poverty = Poverty::Poor,
            Field::NearPoor if is_mark(text) => self.give(Part::Poverty).poverty = Poverty::NearPoor,
            Field::Minority if is_mark(text) => self.give(Part::Minority).ethnic_minority = true,
            Field::Minority if matches!(text.to_lowercase().as_str(), "không" | "0" | "-") => {
                self.give(Part::Minority).ethnic_minority = false;
            }
            Field::Poor | Field::NearPoor | Field::Poverty => match poverty(text) {
                Some(poverty) => self.give(Part::Poverty).poverty = poverty,
                None => self.keep_in_note("Diện hộ", text),
            },
            Field::Ethnic => {
                let majority = text.trim().to_lowercase() == "kinh";
                self.give(Part::Minority).ethnic_minority = !majority;
                if !majority && !is_mark(text) {
                    self.keep_in_note("Dân tộc", text);
                }
            }
            _ => self.keep_in_note("DTTS", text),
        }
    }

    fn destination(&mut self, field: Field, text: &str) {
        let kind = match field {
            Field::Host => DestinationKind::Host,
            Field::Shelter => DestinationKind::Shelter,
            Field::InPlace => DestinationKind::InPlace,
            _ => match destination_kind(text) {
                Some(kind) => {
                    self.give(Part::DestinationKind).destination_kind = kind;
                    return;
                }
                None => return self.keep_in_note("Hình thức sơ tán", text),
            },
        };
        if matches!(text, "0" | "-") {
            return;
        }
        let held = self.row.entry.destination_kind;
        if held != DestinationKind::NotStated && held != kind {
            self.row.doubts.push(words::two_kinds(held, kind));
            return;
        }
        self.give(Part::DestinationKind).destination_kind = kind;
        if !is_mark(text) && count(text).is_none() {
            let destination = short(text);
            self.give(Part::Destination).destination = destination;
        }
    }

    fn property(&mut self, field: Field, text: &str) {
        let (kind, what, unit) = match field {
            Field::Livestock => (PropertyKind::Livestock, "gia súc", "con"),
            Field::Motorbikes => (PropertyKind::Vehicle, "xe máy", "chiếc"),
            Field::Boats => (PropertyKind::BoatOrCage, "thuyền", "chiếc"),
            Field::Rice => (PropertyKind::Rice, "lúa", "kg"),
            _ => {
                let lines = property_told(text);
                self.give(Part::Property).property.extend(lines);
                return;
            }
        };
        match count(text) {
            Some(counted) if counted.value == 0 => drop(self.row.given.insert(Part::Property)),
            Some(counted) if counted.exact => self.give(Part::Property).property.push(PropertyLine {
                kind,
                what: what.into(),
                quantity: Some(counted.value as f64),
                unit: unit.into(),
            }),
            _ => {
                let lines = property_told(text);
                self.give(Part::Property).property.extend(lines);
            }
        }
    }

    fn position(&mut self, text: &str) {
        let numbers: Vec<f64> =
            text.split([',', ';', ' ', '/']).filter(|part| !part.is_empty()).filter_map(degrees).collect();
        match numbers.as_slice() {
            [one, other] if *one > *other => (self.lon, self.lat) = (Some(*one), Some(*other)),
            [one, other] => (self.lat, self.lon) = (Some(*one), Some(*other)),
            _ => self.keep_in_note("Tọa độ", text),
        }
    }

    fn keep_in_note(&mut self, title: &str, text: &str) {
        self.row.remarks.push(words::kept(title, text));
        self.add_note(&format!("{title}: {text}"));
    }

    fn add_note(&mut self, text: &str) {
        let entry = self.give(Part::Note);
        entry.note = short(&joined(&entry.note, text));
    }

    fn finish(mut self) -> HouseholdRow {
        if self.row.entry.head.is_empty() {
            self.row.faults.push(words::no_head());
        }
        if self.row.entry.village.is_empty() {
            self.row.faults.push(words::no_village());
        }
        if !self.people_told {
            self.row.faults.push(words::no_people());
        }
        match (self.lon, self.lat) {
            (Some(lon), Some(lat)) if (102.0..118.0).contains(&lon) && (7.0..24.0).contains(&lat) => {
                self.give(Part::Position).position = Some((lon, lat));
            }
            (None, None) => {}
            (lon, lat) => {
                let number = |number: Option<f64>| number.map_or("–".to_owned(), |number| number.to_string());
                self.row.remarks.push(words::no_position(&number(lon), &number(lat)));
            }
        }
        self.check_sexes();
        self.row
    }

    fn check_sexes(&mut self) {
        let entry = &mut self.row.entry;
        let people = entry.people;
        match (entry.male, entry.female) {
            (Some(male), Some(female)) if male + female != people && people > 0 => {
                (entry.male, entry.female) = (None, None);
                self.row.doubts.push(words::sexes(male, female, people));
            }
            (Some(one), None) if (0..=people).contains(&one) => entry.female = Some(people - one),
            (None, Some(one)) if (0..=people).contains(&one) => entry.male = Some(people - one),
            (Some(_), Some(_)) | (None, None) => {}
            _ => (entry.male, entry.female) = (None, None),
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(MAX_TEXT).collect()
}

fn joined(before: &str, more: &str) -> String {
    match (before.is_empty(), more.is_empty()) {
        (true, _) => more.to_owned(),
        (_, true) => before.to_owned(),
        _ => format!("{before}; {more}"),
    }
}

/// A telephone number as it stands there; of one that a spreadsheet took for a number, with its zero again.
fn phone(text: &str) -> String {
    let nine_digits = text.len() == 9 && text.chars().all(|c| c.is_ascii_digit());
    if nine_digits && !text.starts_with('0') { format!("0{text}") } else { short(text) }
}

fn degrees(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches(['°', 'N', 'E', 'B', 'Đ']).replace(',', ".");
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The sentences.
mod words {
    use super::{DestinationKind, Localized};

    pub fn no_head() -> Localized {
        Localized::new(
            "Thiếu họ và tên chủ hộ. Điền vào tệp rồi nhập lại.",
            "The head of the household is missing. Fill it in and import again.",
        )
    }

    pub fn no_village() -> Localized {
        Localized::new(
            "Không biết thôn nào: không có cột thôn, không có dòng tên thôn phía trên. Điền vào tệp rồi nhập lại.",
            "The village is not known: no column and no row above names it. Fill it in and import again.",
        )
    }

    pub fn no_people() -> Localized {
        Localized::new(
            "Thiếu số khẩu. Điền số khẩu của hộ rồi nhập lại.",
            "The number of people is missing. Fill it in and import again.",
        )
    }

    pub fn no_count(text: &str) -> Localized {
        Localized::new(
            format!("Số khẩu “{text}” không đọc được. Ghi một số rồi nhập lại."),
            format!("The number of people “{text}” cannot be read. Write a number and import again."),
        )
    }

    pub fn about(text: &str, value: i64) -> Localized {
        Localized::new(
            format!("Số khẩu ghi “{text}”, đọc là {value}."),
            format!("The number of people is given as “{text}” and read as {value}."),
        )
    }

    pub fn many(value: i64) -> Localized {
        Localized::new(
            format!("{value} khẩu trong một hộ: nhiều hơn thường lệ, kiểm tra lại."),
            format!("{value} people in one household are more than usual; look again."),
        )
    }

    pub fn sexes(male: i64, female: i64, people: i64) -> Localized {
        Localized::new(
            format!("Nam {male} và nữ {female} không bằng số khẩu {people}; nếu nhập thì chỉ lấy số khẩu."),
            format!("Men {male} and women {female} are not {people} people; if imported, only the people are taken."),
        )
    }

    pub fn pair_as_date(text: &str, male: i64, female: i64) -> Localized {
        Localized::new(
            format!("Ô Nam/Nữ đã bị Excel đổi thành ngày “{text}”, đọc là {male} nam, {female} nữ."),
            format!(
                "The cell of men/women was turned into the day “{text}” by Excel; read as {male} men, {female} women."
            ),
        )
    }

    pub fn two_kinds(held: DestinationKind, other: DestinationKind) -> Localized {
        let (held, other) = (held.name(), other.name());
        Localized::new(
            format!("Đánh dấu cả {} và {}; nếu nhập thì lấy {}.", held.vi, other.vi, held.vi),
            format!("Ticked as {} and as {}; if imported, {} is taken.", held.en, other.en, held.en),
        )
    }

    pub fn kept(title: &str, text: &str) -> Localized {
        Localized::new(
            format!("{title} “{text}” không thuộc danh mục, ghi vào Ghi chú."),
            format!("{title} “{text}” is not on the list and was put into the remark."),
        )
    }

    pub fn no_position(lon: &str, lat: &str) -> Localized {
        Localized::new(
            format!("Tọa độ {lat}, {lon} không phải độ (WGS 84) ở Việt Nam, không lấy."),
            format!("The position {lat}, {lon} is not in degrees (WGS 84) in Viet Nam and was not taken."),
        )
    }
}
