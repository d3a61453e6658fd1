//! The hazards of the law and the scales by which they are measured.
//!
//! A level is always a scale and a value: Vietnamese papers use seven different "cấp", and a bare
//! integer would let a wind force pass for a disaster risk level.

mod catalogue;
mod hazard;
mod named;
mod scale;

pub use catalogue::{HazardFacts, hazard_facts};
pub use hazard::Hazard;
pub use named::hazard_named;
pub use scale::{InvalidLevel, RiskLevel, Scale, ScaleValue};
