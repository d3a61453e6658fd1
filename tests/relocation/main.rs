//! The moving of households on the program's own road: what happened in the autumn of 2025 in communes of the coast and
//! of the mountains, devices that report in any order, and every figure held against plain SQL.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../app/mod.rs"]
mod app;
mod conflicts;
mod figures;
mod joined;
mod killed;
mod mang_ri;
mod office;
mod orders;
mod review;
#[path = "../support/mod.rs"]
mod support;
mod task_parts;
mod truong_giang;
mod unplaced;
mod van_tuong;
