//! Geometry in WGS 84. Everywhere in this program a position is longitude first, latitude second;
//! CAP writes latitude first, and [`cap_shapes`] alone swaps.

pub mod area;
pub mod area_set;
pub mod axes;
pub mod cap_areas;
pub mod cap_shapes;
pub mod crs;
pub mod curve;
pub mod drawn_ring;
pub mod geojson_text;
mod kept_area;
pub mod measure;
mod plain_ring;
pub mod region;
pub mod tile;
pub mod validity;
