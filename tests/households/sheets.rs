//! Registers made for a test, as officials keep them.

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::app::client::{Answer, Client};

/// A workbook: a cell that begins with `#` is a number, and each of `merged` (row, first and last column) is one cell.
pub fn workbook(rows: &[&str], merged: &[(u32, u16, u16)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(line.split('|').map(str::trim)) {
            let merge = merged.iter().find(|(at, first, _)| *at == row && *first == column);
            match (cell.strip_prefix('#'), merge) {
                (Some(number), _) => drop(sheet.write(row, column, number.parse::<f64>().unwrap()).unwrap()),
                (None, Some((_, _, last))) => {
                    sheet.merge_range(row, column, row, *last, cell, &Format::new()).unwrap();
                }
                (None, None) if !cell.is_empty() => drop(sheet.write(row, column, cell).unwrap()),
                (None, None) => {}
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// A register of Ngọc Linh: titles, a header in two levels, villages above their households, totals, and rows that
/// somebody must look at.
pub fn ngoc_linh(day: &str) -> Vec<u8> {
    let title = format!("(Tính đến ngày {day})");
    let rows = [
        "ỦY BAN NHÂN DÂN XÃ NGỌC LINH",
        "DANH SÁCH CHI TIẾT HỘ DÂN CẦN SƠ TÁN",
        &title,
        "",
        "TT | Họ và tên chủ hộ | Số khẩu | | | Đối tượng dễ bị tổn thương (ghi rõ) | Loại nhà | Nguy cơ | Nơi sơ tán đến | Hình thức | | Người hỗ trợ | SĐT | Gia súc, tài sản cần di dời | Ghi chú",
        " | | Tổng | Nam | Nữ | | | | | Xen ghép | Tập trung | | | | ",
        "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10) | (11) | (12) | (13) | (14) | (15)",
        "I | Thôn Ngọc Nang",
        "#1 | A Thử Một | #5 | #2 | #3 | 2 trẻ em, 1 người già | bán kiên cố | sạt lở đất | Nhà ông A Ví Dụ | x | | Y Mẫu | #912345678 | 3 bò, 2 xe máy, 500kg lúa | gần suối",
        "#2 | Y Thử Hai | 4 khẩu | | | PN mang thai | đơn sơ | | Điểm trường | | x | | 0900 000 002 | trâu: 2 | ",
        "#3 | A Thử Ba | khoảng 6 | | | | nhà tạm | | | | | | | | ",
        "#4 | Y Thử Bốn | | | | 1 trẻ em | kiên cố | | | | | | | | ",
        "#5 | | #3 | | | | | | | | | | | 1 xe máy | chưa rõ chủ hộ",
        "#6 | A Thử Sáu | bốn | | | | | | | | | | | | ",
        " | Cộng | #15 | | | | | | | | | | | | ",
        "II | Thôn Mô Po",
        "#1 | A Thử Bảy | #3 | #2 | #2 | | cấp 4 | | | | | | | | ",
        "#2 | Y Thử Tám | #2 | | | neo đơn | thiếu kiên cố | lũ quét | | | | | | 10 con gà, 1 bộ cồng chiêng, 3 bao xi măng | ",
        "#3 | Y Thử Tám | #2 | | | | | | | | | | | | ",
        " | Tổng cộng toàn xã: 8 hộ, 25 khẩu",
        "",
        " | NGƯỜI LẬP BIỂU",
    ];
    workbook(&rows, &[(0, 0, 5), (4, 2, 4), (4, 9, 10)])
}

/// Imports, and gives the answer.
pub fn import(by: &Client, name: &str, bytes: Vec<u8>, query: &str) -> Answer {
    let path = format!("/api/v1/households/import?name={name}&{query}");
    by.post_bytes(&path, "application/octet-stream", bytes)
}

/// The row numbered `number` of an import.
pub fn row(done: &Value, number: u64) -> &Value {
    done["rows"].as_array().unwrap().iter().find(|row| row["row"] == number).unwrap()
}

/// The rows of an import with this fate, by their numbers.
pub fn fated(done: &Value, fate: &str) -> Vec<u64> {
    let rows = done["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["fate"] == fate).map(|row| row["row"].as_u64().unwrap()).collect()
}
