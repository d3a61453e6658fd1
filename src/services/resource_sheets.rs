//! The registers of resources as officials keep them: a workbook or a CSV in the columns of their annexes, and an empty
//! one to fill in. Who took a register out is written into the log.

use chrono::NaiveDate;
use serde_json::json;

use super::household_sheets::SheetFormat;
use super::live_data::{Picture, day_of};
use super::record::{Actor, Deed, record};
use super::{App, ServiceError};
use crate::accounts::Acting;
use crate::formats::{Cell, TableToWrite, write_csv, write_xlsx};
use crate::kernel::Localized;
use crate::kernel::wording::{day_vi, number_en, number_vi};
use crate::resources::{Condition, Contract, Details, Ownership, Register, Resource, SupplySource, kinds};
use crate::store::resources;
use crate::store::resources::Filter;

/// The most lines in one file.
const MAX_ROWS: usize = 50_000;

/// The lines of a register asked for, as a file; `by` is nobody on the command line.
pub fn export_resources(
    app: &App,
    by: Option<&Acting>,
    register: Register,
    filter: &Filter,
    format: SheetFormat,
) -> Result<Vec<u8>, ServiceError> {
    let now = app.now();
    let picture = app.live.current(&app.store, now)?;
    let found = app.store.read(|conn| resources::list(conn, filter, None, MAX_ROWS))?;
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let (title, columns) = layout(register);
    let rows = found.iter().enumerate().map(|(at, resource)| line(at + 1, resource, &picture));
    let table = TableToWrite {
        titles: vec![title.to_owned(), format!("Tính đến ngày {}; {} dòng.", day_vi(day_of(now)), number_vi(count))],
        columns: columns.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect(),
        rows: rows.collect(),
        notes: Vec::new(),
    };
    let bytes = written(format, register, &table)?;
    app.store.write(|conn| {
        let (vi, en, kind) = (number_vi(count), number_en(count), register.name());
        let deed = Deed {
            actor: &by.map_or_else(Actor::command_line, Actor::person),
            action: "resources_exported",
            kind: "resources",
            id: register.path().to_owned(),
            alert: None,
            paper: None,
            detail: Localized::new(
                format!("Xuất sổ {}: {vi} dòng.", kind.vi),
                format!("Exported the register of {}: {en} lines.", kind.en),
            ),
            also: json!({"register": register}),
        };
        record(conn, now, deed)
    })?;
    Ok(bytes)
}

/// An empty register to fill in.
pub fn resource_template(register: Register, format: SheetFormat) -> Result<Vec<u8>, ServiceError> {
    let (title, columns) = layout(register);
    let table = TableToWrite {
        titles: vec!["ỦY BAN NHÂN DÂN XÃ …".into(), title.to_owned(), "Tính đến ngày …/…/…".into()],
        columns: columns.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect(),
        rows: Vec::new(),
        notes: Vec::new(),
    };
    written(format, register, &table)
}

fn written(format: SheetFormat, register: Register, table: &TableToWrite) -> Result<Vec<u8>, ServiceError> {
    let bytes = match format {
        SheetFormat::Xlsx => write_xlsx(register.path(), table),
        SheetFormat::Csv => write_csv(table),
    };
    bytes.map_err(|fault| ServiceError::Internal(fault.0.en))
}

/// The title of a register and its columns: those of its annex, and those by which the file is read again.
fn layout(register: Register) -> (&'static str, &'static [(&'static str, u16)]) {
    match register {
        Register::Vehicle => (
            "PHƯƠNG TIỆN, TRANG THIẾT BỊ (Phụ lục 6)",
            &[
                ("TT", 5),
                ("Mã", 9),
                ("Xã", 16),
                ("Tên phương tiện, trang thiết bị", 28),
                ("Đơn vị tính", 8),
                ("Số lượng hiện có", 8),
                ("Số người một chuyến", 8),
                ("Tình trạng", 12),
                ("Thôn", 14),
                ("Nơi để", 20),
                ("Hình thức sở hữu", 18),
                ("Chủ sở hữu", 20),
                ("Số hợp đồng", 14),
                ("Hiệu lực đến", 12),
                ("Người quản lý, lái", 20),
                ("Số điện thoại", 14),
                ("Ngày xác nhận số điện thoại", 12),
                ("Tọa độ", 18),
                ("Ghi chú", 20),
            ],
        ),
        Register::Team => (
            "LỰC LƯỢNG HUY ĐỘNG (Phụ lục 5)",
            &[
                ("TT", 5),
                ("Mã", 9),
                ("Xã", 16),
                ("Lực lượng", 28),
                ("Thôn", 14),
                ("Đơn vị", 22),
                ("Số người", 8),
                ("Người chỉ huy", 20),
                ("Số điện thoại", 14),
                ("Ngày xác nhận số điện thoại", 12),
                ("Nhiệm vụ", 28),
                ("Thời gian có mặt", 10),
                ("Địa bàn phụ trách", 20),
                ("Ghi chú", 20),
            ],
        ),
        Register::Supply => (
            "VẬT TƯ, NHU YẾU PHẨM DỰ TRỮ (Phụ lục 7)",
            &[
                ("TT", 5),
                ("Mã", 9),
                ("Xã", 16),
                ("Danh mục", 26),
                ("Đơn vị tính", 8),
                ("Nhu cầu", 9),
                ("Hiện có", 9),
                ("Còn thiếu", 9),
                ("Nguồn", 18),
                ("Bên cung ứng", 18),
                ("Số hợp đồng", 14),
                ("Hiệu lực đến", 12),
                ("Thôn", 14),
                ("Nơi dự trữ", 20),
                ("Hạn sử dụng", 12),
                ("Thủ kho", 18),
                ("Số điện thoại", 14),
                ("Ngày xác nhận số điện thoại", 12),
                ("Ghi chú", 20),
            ],
        ),
        Register::WaterPoint => ("ĐIỂM LẤY NƯỚC CHỮA CHÁY", SITE),
        Register::LandingPlace => ("BÃI ĐÁP TRỰC THĂNG, BẾN CẬP TÀU THUYỀN", SITE),
        Register::Contact => (
            "DANH BẠ CHỈ HUY (Phụ lục 8)",
            &[
                ("TT", 5),
                ("Mã", 9),
                ("Xã", 16),
                ("Họ và tên", 24),
                ("Chức vụ", 22),
                ("Nhiệm vụ trong BCH", 24),
                ("Điện thoại di động", 15),
                ("Ngày xác nhận số điện thoại", 12),
                ("Điện thoại/bộ đàm dự phòng", 18),
                ("Phụ trách thôn", 20),
                ("Ghi chú", 20),
            ],
        ),
    }
}

const SITE: &[(&str, u16)] = &[
    ("TT", 5),
    ("Mã", 9),
    ("Xã", 16),
    ("Tên điểm", 26),
    ("Loại", 16),
    ("Thôn", 14),
    ("Tọa độ", 20),
    ("Đường vào", 24),
    ("Sức chứa", 20),
    ("Ngày kiểm tra", 12),
    ("Người kiểm tra", 18),
    ("Người quản lý", 18),
    ("Số điện thoại", 14),
    ("Ngày xác nhận số điện thoại", 12),
    ("Ghi chú", 20),
];

fn line(number: usize, resource: &Resource, picture: &Picture) -> Vec<Cell> {
    let entry = &resource.entry;
    let text = |text: &str| Cell::text(text);
    let unit = picture.unit_name(&resource.unit_code);
    let start = [
        Cell::whole(i64::try_from(number).unwrap_or(i64::MAX)),
        text(&resource.code),
        text(if picture.commune(&resource.unit_code).is_some() { &resource.unit_code } else { unit }),
        text(&entry.name),
    ];
    let (village, place, remark) = (text(&entry.village), text(&entry.place), text(&entry.remark));
    let (keeper, phone, confirmed) = (text(&entry.keeper), text(&entry.phone), date(entry.phone_confirmed_on));
    let position = entry.position.map_or(Cell::Empty, |(lon, lat)| Cell::Text(format!("{lat}, {lon}")));
    let rest = match &entry.details {
        Details::Vehicle(vehicle) => {
            let (contract, _, until) = contract(vehicle.contract.as_ref());
            vec![
                text(&vehicle.unit),
                Cell::whole(vehicle.number),
                whole(vehicle.per_trip),
                stated(vehicle.condition.name(), vehicle.condition != Condition::NotStated),
                village,
                place,
                stated(vehicle.ownership.name(), vehicle.ownership != Ownership::NotStated),
                text(&vehicle.owner),
                contract,
                until,
                keeper,
                phone,
                confirmed,
                position,
                remark,
            ]
        }
        Details::Team(team) => vec![
            village,
            place,
            Cell::whole(team.people),
            keeper,
            phone,
            confirmed,
            text(&team.duty),
            team.minutes.map_or(Cell::Empty, |minutes| Cell::Text(format!("{minutes} phút"))),
            text(&team.villages.join(", ")),
            remark,
        ],
        Details::Supply(supply) => {
            let short = supply.needed.map(|needed| needed.minus(resource.stock).max(crate::resources::Quantity::NONE));
            let (contract, partner, until) = contract(supply.contract.as_ref());
            vec![
                text(&supply.unit),
                supply.needed.map_or(Cell::Empty, |needed| Cell::Number(needed.number())),
                Cell::Number(resource.stock.number()),
                short.map_or(Cell::Empty, |short| Cell::Number(short.number())),
                stated(supply.source.name(), supply.source != SupplySource::NotStated),
                partner,
                contract,
                until,
                village,
                place,
                date(supply.expires_on),
                keeper,
                phone,
                confirmed,
                remark,
            ]
        }
        Details::WaterPoint(site) | Details::LandingPlace(site) => vec![
            text(&kind_name(entry.register(), &entry.kind)),
            village,
            position,
            text(&site.access),
            text(&site.capacity),
            date(site.inspected_on),
            text(&site.inspected_by),
            keeper,
            phone,
            confirmed,
            remark,
        ],
        Details::Contact(contact) => vec![
            text(&contact.position),
            text(&contact.duty),
            phone,
            confirmed,
            text(&contact.backup_phone),
            text(&contact.villages.join(", ")),
            remark,
        ],
    };
    start.into_iter().chain(rest).collect()
}

fn kind_name(register: Register, code: &str) -> String {
    let known = kinds(register).into_iter().find(|kind| kind.code == code && code != "other");
    known.map(|kind| kind.name.vi).unwrap_or_default()
}

fn contract(contract: Option<&Contract>) -> (Cell, Cell, Cell) {
    match contract {
        Some(contract) => (Cell::text(&contract.number), Cell::text(&contract.partner), date(contract.until)),
        None => (Cell::Empty, Cell::Empty, Cell::Empty),
    }
}

fn whole(number: Option<i64>) -> Cell {
    number.map_or(Cell::Empty, Cell::whole)
}

fn date(day: Option<NaiveDate>) -> Cell {
    day.map_or(Cell::Empty, |day| Cell::Text(day.format("%-d/%-m/%Y").to_string()))
}

fn stated(name: Localized, is: bool) -> Cell {
    if is { Cell::Text(name.vi) } else { Cell::Empty }
}
