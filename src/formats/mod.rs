//! Files of maps as officials have them, read into features and written from them.
//!
//! Reading keeps what stands in the file: coordinates in the file's own system and order, properties as they are.
//! What a feature means is decided by whoever imports it.

mod archive;
mod columns;
mod csv;
mod dbf;
mod encoding;
mod faults;
mod feature_file;
mod flatgeobuf;
mod gather;
mod geojson;
mod geopackage;
#[cfg(test)]
mod hostile;
mod json;
mod kml;
mod ndjson;
mod recognise;
mod shapefile;
mod shapes;
mod stated_crs;
mod table;
mod table_writing;
#[cfg(test)]
mod tests;
mod text;
mod wkb;
mod wkt;
mod workbook;

pub use feature_file::{FeatureFile, FileFeature, Format, FormatFault, StatedCrs};
pub use gather::{MAX_BYTES, MAX_FEATURES, MAX_FILE_BYTES, MAX_VERTICES};
pub use table::{MAX_TABLE_BYTES, Sheet, Table, read_table};
pub use table_writing::{Cell, TableToWrite, write_csv, write_xlsx};

use self::recognise::Content;

/// Reads a file, recognised by its content and, where that leaves a doubt, by its name.
pub fn read(name: &str, bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(faults::too_large(MAX_FILE_BYTES));
    }
    let mut file = read_as_it_is(name, bytes)?;
    encoding::mend(&mut file);
    Ok(file)
}

fn read_as_it_is(name: &str, bytes: &[u8]) -> Result<FeatureFile, FormatFault> {
    match recognise::content(name, bytes)? {
        Content::GeoJson => geojson::read(bytes),
        Content::NdJson => ndjson::read(bytes),
        Content::Kml => kml::read(bytes),
        Content::Kmz => kml::read_zip(bytes),
        Content::ShapefileZip => shapefile::read_zip(bytes),
        Content::Shp => shapefile::read_bare(bytes),
        Content::Packed(entry) => read_as_it_is(&entry.path, &entry.bytes),
        Content::GeoPackage => geopackage::read(bytes),
        Content::FlatGeobuf => flatgeobuf::read(bytes),
        Content::Csv => csv::read(bytes),
        Content::Workbook => workbook::read(bytes),
    }
}

/// Writes features whose coordinates are already in the system `crs_epsg`. `layer_name` is what the layer, and in a
/// zip the files, are called.
pub fn write(
    format: Format,
    layer_name: &str,
    features: &[FileFeature],
    crs_epsg: u16,
) -> Result<Vec<u8>, FormatFault> {
    if format.is_wgs84_only() && crs_epsg != 4326 {
        return Err(geojson::only_wgs84(format.code()));
    }
    if let Some(strange) = features.iter().find(|feature| !gather::in_numbers(feature)) {
        return Err(faults::without_numbers(&strange.place));
    }
    match format {
        Format::GeoJson => Ok(geojson::write(layer_name, features)),
        Format::NdJson => Ok(ndjson::write(features)),
        Format::Kml => kml::write(layer_name, features),
        Format::Kmz => kml::write_zip(layer_name, features),
        Format::Shapefile => shapefile::write(layer_name, features, crs_epsg),
        Format::GeoPackage => geopackage::write(layer_name, features, crs_epsg),
        Format::FlatGeobuf => flatgeobuf::write(layer_name, features, crs_epsg),
        Format::Csv => csv::write(features, crs_epsg),
        Format::Xlsx => workbook::write(layer_name, features, crs_epsg),
    }
}
