//! Geometry in WGS 84. Everywhere in this program a position is longitude first, latitude second;
//! CAP writes latitude first, and [`cap_shapes`] alone swaps.

pub mod area;
pub mod area_set;
pub mod cap_areas;
pub mod cap_shapes;
pub mod measure;
pub mod validity;
