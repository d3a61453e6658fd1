//! One line of a sheet: what its cells say, put over what was known, and what is doubtful or wrong about it.

use super::cells::{day, minutes, number, person_and_phone, phone, whole};
use crate::households::bare_words;
use crate::kernel::Localized;
use crate::resources::{
    Condition, Contract, Details, Entry, MAX_TEXT, Ownership, Quantity, Register, SupplySource, kind_in,
};

/// A line, read.
#[derive(Debug, Clone, PartialEq)]
pub struct RowRead {
    /// What it says over what was known.
    pub entry: Entry,
    /// Its code, where it gives one.
    pub code: Option<String>,
    /// Its commune, as written.
    pub commune: Option<String>,
    /// How much of a supply it says is there.
    pub stock: Option<Quantity>,
    /// Why somebody should look before it is taken in.
    pub doubts: Vec<Localized>,
    /// Why it cannot be taken in.
    pub faults: Vec<Localized>,
    /// What was read otherwise than it stands there.
    pub remarks: Vec<Localized>,
}

/// Reads the cells of a line over what was `known`. What the sheet leaves open stays.
pub fn read_row(register: Register, cells: &[(String, String)], known: Option<&Entry>) -> RowRead {
    let entry = known.cloned().unwrap_or_else(|| Entry::blank(register));
    let row = RowRead {
        entry,
        code: None,
        commune: None,
        stock: None,
        doubts: Vec::new(),
        faults: Vec::new(),
        remarks: Vec::new(),
    };
    let mut reader = Reader { row, lon: None, lat: None, kept: Vec::new(), kind_told: false };
    // The remark comes first, what is kept beside it after.
    let (first, rest): (Vec<_>, Vec<_>) = cells.iter().partition(|(field, _)| field == "remark");
    for (field, text) in first.into_iter().chain(rest) {
        reader.cell(field, text);
    }
    reader.finish(register, known)
}

struct Reader {
    row: RowRead,
    lon: Option<f64>,
    lat: Option<f64>,
    /// What stood in cells nothing could be made of.
    kept: Vec<String>,
    kind_told: bool,
}

impl Reader {
    fn cell(&mut self, field: &str, text: &str) {
        let short: String = text.chars().take(MAX_TEXT).collect();
        let entry = &mut self.row.entry;
        match field {
            "code" => self.row.code = Some(text.split_whitespace().collect()),
            "commune" => self.row.commune = Some(short),
            "name" => entry.name = short.replace('\n', " "),
            "village" => entry.village = short.replace('\n', " "),
            "place" => entry.place = short,
            "remark" => entry.remark = short,
            "phone" => entry.phone = phone(&short),
            "phone_confirmed_on" => {
                let confirmed = self.day("Ngày xác nhận", text);
                self.row.entry.phone_confirmed_on = confirmed;
            }
            "keeper" => {
                let (name, found) = person_and_phone(&short);
                entry.keeper = name;
                if let Some(found) = found {
                    entry.phone = phone(&found);
                }
            }
            "kind" => {
                self.kind_told = true;
                match kind_in(entry.register(), text) {
                    Some(kind) => kind.clone_into(&mut entry.kind),
                    None => self.keep("Loại", text),
                }
            }
            "lon" => self.lon = degrees(text),
            "lat" => self.lat = degrees(text),
            "position" => self.position(text),
            _ => self.own(field, text, short),
        }
    }

    /// The columns of one register only.
    fn own(&mut self, field: &str, text: &str, short: String) {
        match self.row.entry.register() {
            Register::Vehicle => self.vehicle(field, text, short),
            Register::Team => self.team(field, text, short),
            Register::Supply => self.supply(field, text, short),
            Register::WaterPoint | Register::LandingPlace => self.site(field, text, short),
            Register::Contact => self.contact(field, text, short),
        }
    }

    fn vehicle(&mut self, field: &str, text: &str, short: String) {
        let counted = match field {
            "number" => self.whole("Số lượng", text, true),
            "per_trip" => self.whole("Sức chở", text, false),
            _ => None,
        };
        let until = if field == "contract_until" { self.day("Hiệu lực hợp đồng", text) } else { None };
        let unread = field == "condition" && condition(text).is_none();
        let Details::Vehicle(vehicle) = &mut self.row.entry.details else { return };
        match field {
            "measure" => vehicle.unit = short,
            "number" => vehicle.number = counted.unwrap_or(vehicle.number),
            "per_trip" => vehicle.per_trip = counted.or(vehicle.per_trip),
            "condition" => vehicle.condition = condition(text).unwrap_or(vehicle.condition),
            "ownership" => vehicle.ownership = ownership(text).unwrap_or(vehicle.ownership),
            "owner" => {
                vehicle.ownership = ownership(text).unwrap_or(vehicle.ownership);
                let only_says_whose =
                    Ownership::ALL.iter().any(|choice| bare_words(&choice.name().vi) == bare_words(text))
                        || matches!(bare_words(text).as_str(), "tu nhan" | "nha nuoc");
                vehicle.owner = if only_says_whose { String::new() } else { short };
            }
            "contract" => vehicle.contract.get_or_insert_with(Contract::default).number = short,
            "contract_until" => vehicle.contract.get_or_insert_with(Contract::default).until = until,
            _ => {}
        }
        if unread {
            self.keep("Tình trạng", text);
        }
    }

    fn team(&mut self, field: &str, text: &str, short: String) {
        let people = if field == "people" { self.whole("Số người", text, true) } else { None };
        let unread = field == "minutes" && minutes(text).is_none();
        let Details::Team(team) = &mut self.row.entry.details else { return };
        match field {
            "people" => team.people = people.unwrap_or(team.people),
            "duty" => team.duty = short,
            "minutes" => team.minutes = minutes(text).or(team.minutes),
            "villages" => team.villages = listed(text),
            _ => {}
        }
        if unread {
            self.keep("Thời gian có mặt", text);
        }
    }

    fn supply(&mut self, field: &str, text: &str, short: String) {
        let quantity = match field {
            "needed" => self.quantity("Nhu cầu", text),
            "stock" => self.quantity("Hiện có", text),
            _ => None,
        };
        let day = match field {
            "contract_until" => self.day("Hiệu lực hợp đồng", text),
            "expires_on" => self.day("Hạn sử dụng", text),
            _ => None,
        };
        if field == "stock" {
            self.row.stock = quantity;
        }
        let unread = field == "source" && source(text).is_none();
        let Details::Supply(supply) = &mut self.row.entry.details else { return };
        match field {
            "measure" => supply.unit = short,
            "needed" => supply.needed = quantity.or(supply.needed),
            "source" => supply.source = source(text).unwrap_or(supply.source),
            "contract" => supply.contract.get_or_insert_with(Contract::default).number = short,
            "partner" => supply.contract.get_or_insert_with(Contract::default).partner = short,
            "contract_until" => supply.contract.get_or_insert_with(Contract::default).until = day,
            "expires_on" => supply.expires_on = day.or(supply.expires_on),
            _ => {}
        }
        if unread {
            self.keep("Nguồn", text);
        }
    }

    fn site(&mut self, field: &str, text: &str, short: String) {
        let inspected = if field == "inspected_on" { self.day("Ngày kiểm tra", text) } else { None };
        let (Details::WaterPoint(site) | Details::LandingPlace(site)) = &mut self.row.entry.details else { return };
        match field {
            "access" => site.access = short,
            "capacity" => site.capacity = short,
            "inspected_on" => site.inspected_on = inspected.or(site.inspected_on),
            "inspected_by" => site.inspected_by = short,
            _ => {}
        }
    }

    fn contact(&mut self, field: &str, text: &str, short: String) {
        let Details::Contact(contact) = &mut self.row.entry.details else { return };
        match field {
            "title" => contact.position = short,
            "duty" => contact.duty = short,
            "backup_phone" => contact.backup_phone = phone(&short),
            "villages" => contact.villages = listed(text),
            _ => {}
        }
    }

    fn whole(&mut self, title: &str, text: &str, needed: bool) -> Option<i64> {
        match whole(text) {
            Some((value, sure)) => {
                if !sure {
                    self.row.doubts.push(words::about(title, text, &value.to_string()));
                }
                Some(value)
            }
            None if needed => {
                self.row.faults.push(words::no_number(title, text));
                None
            }
            None => {
                self.keep(title, text);
                None
            }
        }
    }

    fn quantity(&mut self, title: &str, text: &str) -> Option<Quantity> {
        let read = number(text).and_then(|(value, sure)| Some((Quantity::of_number(value)?, sure)));
        let Some((quantity, sure)) = read else {
            self.row.faults.push(words::no_number(title, text));
            return None;
        };
        if !sure {
            self.row.doubts.push(words::about(title, text, &quantity.vi()));
        }
        Some(quantity)
    }

    fn day(&mut self, title: &str, text: &str) -> Option<chrono::NaiveDate> {
        let read = day(text);
        if read.is_none() {
            self.row.faults.push(words::no_day(title, text));
        }
        read
    }

    fn position(&mut self, text: &str) {
        let numbers: Vec<f64> =
            text.split([',', ';', ' ', '/']).filter(|part| !part.is_empty()).filter_map(degrees).collect();
        match numbers.as_slice() {
            [one, other] if *one > *other => (self.lon, self.lat) = (Some(*one), Some(*other)),
            [one, other] => (self.lat, self.lon) = (Some(*one), Some(*other)),
            _ => self.keep("Tọa độ", text),
        }
    }

    /// What cannot be made anything of stays readable, in the remark.
    fn keep(&mut self, title: &str, text: &str) {
        self.row.remarks.push(words::kept(title, text));
        self.kept.push(format!("{title}: {text}"));
    }

    fn finish(mut self, register: Register, known: Option<&Entry>) -> RowRead {
        let entry = &mut self.row.entry;
        for kept in self.kept.iter().filter(|kept| !known.is_some_and(|known| known.remark.contains(*kept))) {
            let joint = if entry.remark.is_empty() { "" } else { "; " };
            entry.remark = format!("{}{joint}{kept}", entry.remark).chars().take(MAX_TEXT).collect();
        }
        match (self.lon, self.lat) {
            (Some(lon), Some(lat)) if (102.0..118.0).contains(&lon) && (7.0..24.0).contains(&lat) => {
                entry.position = Some((lon, lat));
            }
            (None, None) => {}
            _ => self.row.remarks.push(words::no_position()),
        }
        if register == Register::Contact {
            return self.row;
        }
        if !self.kind_told {
            match kind_in(register, &entry.name) {
                Some(kind) => kind.clone_into(&mut entry.kind),
                // A kind that was chosen once stays.
                None if known.is_none() && !entry.name.is_empty() => {
                    self.row.doubts.push(words::no_kind(&entry.name));
                }
                None => {}
            }
        }
        self.row
    }
}

fn degrees(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches(['°', 'N', 'E', 'B', 'Đ']).replace(',', ".");
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn listed(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '\n']).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).take(crate::resources::MAX_LINES).collect()
}

fn condition(text: &str) -> Option<Condition> {
    let bare = bare_words(text);
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    match () {
        () if has(&["hong", "khong hoat dong", "khong su dung duoc"]) => Some(Condition::Broken),
        () if has(&["sua", "xuong cap", "kem", "bao duong"]) => Some(Condition::NeedsRepair),
        () if has(&["tot", "binh thuong", "hoat dong", "moi", "su dung duoc", "kha"]) => Some(Condition::Working),
        () => None,
    }
}

fn ownership(text: &str) -> Option<Ownership> {
    let bare = bare_words(text);
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    match () {
        () if has(&["tu nhan", "ca nhan", "ho kinh doanh", "hop dong", "cong ty", "doanh nghiep"]) => {
            Some(Ownership::Private)
        }
        () if has(&["nha nuoc", "ubnd", "uy ban", "cong an", "quan su", "tram y te", "truong", "xa", "tinh"]) => {
            Some(Ownership::State)
        }
        () => None,
    }
}

fn source(text: &str) -> Option<SupplySource> {
    let bare = bare_words(text);
    match () {
        () if bare.contains("hop dong") || bare.contains("cua hang") => Some(SupplySource::Contract),
        () if bare.contains("van dong") || bare.contains("quyen gop") => Some(SupplySource::Appeal),
        () if bare.contains("du tru") || bare.contains("ngan sach") => Some(SupplySource::Reserve),
        () => None,
    }
}

/// The sentences.
mod words {
    use super::Localized;

    pub fn about(title: &str, text: &str, value: &str) -> Localized {
        Localized::new(
            format!("{title} ghi “{text}”, đọc là {value}."),
            format!("“{text}” under {title} is read as {value}."),
        )
    }

    pub fn no_number(title: &str, text: &str) -> Localized {
        Localized::new(
            format!("{title} “{text}” không đọc được. Ghi một số rồi nhập lại."),
            format!("“{text}” under {title} is no number. Write one and import again."),
        )
    }

    pub fn no_day(title: &str, text: &str) -> Localized {
        Localized::new(
            format!("{title} “{text}” không phải ngày. Ghi như 30/6/2027 rồi nhập lại."),
            format!("“{text}” under {title} is no day. Write it like 30/6/2027 and import again."),
        )
    }

    pub fn no_kind(name: &str) -> Localized {
        Localized::new(
            format!("“{name}” không thuộc loại nào trong danh mục; nếu nhập thì xếp vào loại khác."),
            format!("“{name}” is of no kind on the list; if imported it is put under “other”."),
        )
    }

    pub fn kept(title: &str, text: &str) -> Localized {
        Localized::new(
            format!("{title} “{text}” không thuộc danh mục, ghi vào Ghi chú."),
            format!("{title} “{text}” is not on the list and was put into the remark."),
        )
    }

    pub fn no_position() -> Localized {
        Localized::new(
            "Tọa độ không phải độ (WGS 84) ở Việt Nam, không lấy.",
            "The position is not in degrees (WGS 84) in Viet Nam and was not taken.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_vehicle_is_read_from_a_line_of_annex_6() {
        let line = cells(&[
            ("name", "Máy múc bánh xích"),
            ("number", "1"),
            ("condition", "Hoạt động tốt"),
            ("owner", "Hộ kinh doanh Lê Văn Thử (tư nhân)"),
            ("keeper", "Lê Văn Thử, 0905 000 111"),
        ]);
        let read = read_row(Register::Vehicle, &line, None);
        assert_eq!((read.entry.kind.as_str(), read.entry.phone.as_str()), ("excavator", "0905 000 111"));
        let Details::Vehicle(vehicle) = &read.entry.details else { panic!() };
        assert_eq!((vehicle.number, vehicle.condition, vehicle.ownership), (1, Condition::Working, Ownership::Private));
        assert!(read.doubts.is_empty() && read.faults.is_empty(), "{read:?}");
    }

    #[test]
    fn what_the_sheet_leaves_open_stays_and_reading_again_changes_nothing() {
        let line = cells(&[("name", "Đội xung kích"), ("people", "khoảng 30"), ("minutes", "ngay lập tức")]);
        let first = read_row(Register::Team, &line, None);
        assert_eq!(first.doubts.len(), 1, "{first:?}");
        assert_eq!(first.entry.remark, "Thời gian có mặt: ngay lập tức");
        let known = Entry { keeper: "A Chiêng".into(), ..first.entry };
        let again = read_row(Register::Team, &line, Some(&known));
        assert_eq!(again.entry, known);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let line = cells(&[("name", "Gạo"), ("stock", "nhiều"), ("expires_on", "sang năm"), ("source", "UBMTTQ")]);
        let read = read_row(Register::Supply, &line, None);
        assert_eq!((read.faults.len(), read.stock), (2, None));
        assert_eq!(read.entry.remark, "Nguồn: UBMTTQ");
        let strange = read_row(Register::Vehicle, &cells(&[("name", "Cáp treo"), ("number", "2")]), None);
        assert_eq!(strange.doubts.len(), 1);
    }
}
