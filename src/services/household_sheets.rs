//! The household register as officials keep it: a workbook or a CSV in the columns of Phụ lục 3, and an empty one to
//! fill in. Who took the register out is written into the log.

use serde_json::json;

use super::live_data::day_of;
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::formats::{Cell, TableToWrite, write_csv, write_xlsx};
use crate::households::{Household, Poverty, PropertyLine, VulnerableGroup, vulnerable_told};
use crate::kernel::Localized;
use crate::kernel::wording::{day_vi, number_en, number_vi};
use crate::store::households::Filter;
use crate::store::{StoreError, household_zones, households, zones};

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetFormat {
    /// An Excel workbook.
    Xlsx,
    /// A CSV.
    Csv,
}

/// The most households in one file.
const MAX_ROWS: usize = 50_000;

/// The columns of Phụ lục 3, with those by which the file is read again (the code, the zone, the position), and the
/// zones each household is counted in, which are not read again.
const COLUMNS: [(&str, u16); 23] = [
    ("TT", 5),
    ("Mã hộ", 10),
    ("Họ và tên chủ hộ", 24),
    ("Xã", 9),
    ("Thôn/tổ", 18),
    ("Số khẩu", 7),
    ("Nam", 6),
    ("Nữ", 6),
    ("Đối tượng dễ bị tổn thương (ghi rõ)", 28),
    ("Loại nhà", 14),
    ("Diện hộ", 12),
    ("Hộ DTTS", 6),
    ("Nguy cơ", 18),
    ("Nơi sơ tán đến", 24),
    ("Hình thức", 11),
    ("Phương tiện di chuyển", 14),
    ("Người hỗ trợ", 18),
    ("Số điện thoại", 14),
    ("Gia súc, tài sản cần di dời", 30),
    ("Ghi chú", 20),
    ("Mã vùng", 12),
    ("Tọa độ", 20),
    ("Thuộc vùng sơ tán", 14),
];

/// The households asked for, as a file.
pub fn export_households(
    app: &App,
    by: &Acting,
    filter: &Filter,
    format: SheetFormat,
) -> Result<Vec<u8>, ServiceError> {
    let now = app.now();
    let (found, codes) = app.store.read(|conn| {
        let found = households::list(conn, filter, None, MAX_ROWS)?;
        let ids: Vec<_> = found.iter().map(|household| household.id).collect();
        let held = household_zones::zones_of(conn, &ids)?;
        let names: std::collections::HashMap<_, _> =
            zones::heads(conn)?.into_iter().map(|head| (head.id, head.code)).collect();
        let codes: Vec<String> = found
            .iter()
            .map(|household| {
                let zones = held.get(&household.id).into_iter().flatten();
                let mut codes: Vec<&str> = zones.filter_map(|(zone, _)| Some(names.get(zone)?.as_str())).collect();
                codes.sort_unstable();
                codes.join(", ")
            })
            .collect();
        Ok::<_, StoreError>((found, codes))
    })?;
    let rows = found.iter().zip(&codes).enumerate().map(|(at, (household, zones))| line(at + 1, household, zones));
    let people: i64 = found.iter().map(|household| household.entry.people).sum();
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let table = TableToWrite {
        titles: vec![
            "DANH SÁCH CHI TIẾT HỘ DÂN (Phụ lục 3)".into(),
            format!(
                "Tính đến ngày {}; {} hộ, {} khẩu. Có thông tin cá nhân, chỉ dùng cho việc ứng phó thiên tai.",
                day_vi(day_of(now)),
                number_vi(count),
                number_vi(people)
            ),
        ],
        columns: COLUMNS.map(|(name, width)| (name.to_owned(), width)).into(),
        rows: rows.collect(),
        notes: vec![format!("Tổng cộng: {count} hộ, {people} khẩu")],
    };
    let bytes = written(format, &table)?;
    app.store.write(|conn| {
        let (vi, en) = (number_vi(count), number_en(count));
        let deed = Deed {
            actor: &Actor::person(by),
            action: "households_exported",
            kind: "households",
            id: filter.communes.as_ref().map_or_else(|| "*".to_owned(), |communes| shortened(communes)),
            alert: None,
            paper: None,
            detail: Localized::new(format!("Xuất danh sách {vi} hộ dân."), format!("Exported {en} households.")),
            also: json!({}),
        };
        record(conn, now, deed)
    })?;
    Ok(bytes)
}

fn shortened(communes: &[String]) -> String {
    match communes {
        [one] => one.clone(),
        several => format!("{} communes", several.len()),
    }
}

/// An empty register to fill in, with one example.
pub fn household_template(format: SheetFormat) -> Result<Vec<u8>, ServiceError> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let example = vec![
        Cell::whole(1),
        Cell::Empty,
        text("Nguyễn Văn Mẫu"),
        Cell::Empty,
        text("Thôn 1"),
        Cell::whole(5),
        Cell::whole(2),
        Cell::whole(3),
        text("2 trẻ em, 1 người cao tuổi"),
        text("bán kiên cố"),
        text("hộ nghèo"),
        text("x"),
        text("sạt lở đất"),
        text("Nhà ông Trần Văn Thử"),
        text("xen ghép"),
        text("đi bộ"),
        text("Lê Thị Ví Dụ"),
        text("0900000000"),
        text("2 bò, 1 xe máy, 500 kg lúa"),
        text("Dòng ví dụ, xoá trước khi nhập"),
        Cell::Empty,
        text("15.07, 107.93"),
        Cell::Empty,
    ];
    let table = TableToWrite {
        titles: vec![
            "ỦY BAN NHÂN DÂN XÃ …".into(),
            "DANH SÁCH CHI TIẾT HỘ DÂN (Phụ lục 3)".into(),
            "Tính đến ngày …/…/…".into(),
        ],
        columns: COLUMNS.map(|(name, width)| (name.to_owned(), width)).into(),
        rows: vec![example],
        notes: Vec::new(),
    };
    written(format, &table)
}

fn written(format: SheetFormat, table: &TableToWrite) -> Result<Vec<u8>, ServiceError> {
    let bytes = match format {
        SheetFormat::Xlsx => write_xlsx("Phụ lục 3", table),
        SheetFormat::Csv => write_csv(table),
    };
    bytes.map_err(|fault| ServiceError::Internal(fault.0.en))
}

fn line(number: usize, household: &Household, zones: &str) -> Vec<Cell> {
    let entry = &household.entry;
    let count = |count: Option<i64>| count.map_or(Cell::Empty, Cell::whole);
    let stated = |name: Localized, is: bool| if is { Cell::Text(name.vi) } else { Cell::Empty };
    let position = entry.position.map_or_else(String::new, |(lon, lat)| format!("{lat}, {lon}"));
    vec![
        Cell::whole(i64::try_from(number).unwrap_or(i64::MAX)),
        Cell::text(&household.code),
        Cell::text(&entry.head),
        Cell::text(&household.commune_code),
        Cell::text(&entry.village),
        Cell::whole(entry.people),
        count(entry.male),
        count(entry.female),
        Cell::text(&vulnerable_text(&entry.vulnerable, &entry.vulnerable_note)),
        stated(entry.house_class.name(), entry.house_class != crate::households::HouseClass::NotStated),
        stated(entry.poverty.name(), entry.poverty != Poverty::NotStated),
        if entry.ethnic_minority { Cell::text("x") } else { Cell::Empty },
        Cell::text(&entry.danger),
        Cell::text(&entry.destination),
        stated(entry.destination_kind.name(), entry.destination_kind != crate::households::DestinationKind::NotStated),
        Cell::text(&entry.transport),
        Cell::text(&entry.helper),
        Cell::text(&entry.phone),
        Cell::text(&entry.property.iter().map(property_text).collect::<Vec<_>>().join(", ")),
        Cell::text(&entry.note),
        Cell::text(&entry.zone_codes.join(", ")),
        Cell::text(&position),
        Cell::text(zones),
    ]
}

/// The kinds with their numbers, and the words that say more. A kind those words tell of again is not written twice.
fn vulnerable_text(groups: &[VulnerableGroup], note: &str) -> String {
    let mut told = vulnerable_told(note).groups;
    let own = groups.iter().filter(|group| match told.iter().position(|other| other == *group) {
        Some(at) => {
            told.remove(at);
            false
        }
        None => true,
    });
    let groups: Vec<&VulnerableGroup> = own.collect();
    let of = |group: &VulnerableGroup| {
        let name = group.kind.name().vi;
        let name = name.replace(", ", " ");
        group.count.map_or_else(|| name.clone(), |count| format!("{count} {name}"))
    };
    let mut parts: Vec<String> = groups.into_iter().map(of).collect();
    parts.extend((!note.is_empty()).then(|| note.to_owned()));
    parts.join(", ")
}

fn property_text(line: &PropertyLine) -> String {
    let quantity = line.quantity.map(|quantity| quantity.to_string().replace('.', ","));
    [quantity.as_deref().unwrap_or_default(), &line.unit, &line.what]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
