//! Files of maps as officials have them, read into features and written from them.
//!
//! Reading keeps what stands in the file: coordinates in the file's own system and order, properties as they are.
//! What a feature means is decided by whoever imports it.

mod feature_file;

pub use feature_file::{FeatureFile, FileFeature, Format, FormatFault, StatedCrs};
