//! Files written here, opened by GDAL, which is what QGIS opens them with; and files GDAL wrote, read here.
//!
//! Where `ogrinfo` or `ogr2ogr` is not installed these tests say so and check nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // a test may fail loudly

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use geo::{Coord, CoordsIter, Geometry, MultiPolygon, Point, polygon};
use serde_json::json;
use ungpho::formats::{self, FeatureFile, FileFeature, Format, StatedCrs};
use ungpho::kernel::Localized;

/// What the program prints; `None`, said aloud, where it is not installed.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    match Command::new(program).args(arguments).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{program} {arguments:?}: {said}");
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) => {
            eprintln!("SKIPPED: {program} cannot be run ({error}); install gdal-bin to check against GDAL");
            None
        }
    }
}

fn feature(properties: serde_json::Value, geometry: Geometry<f64>) -> FileFeature {
    let place = Localized::new("đối tượng", "feature");
    FileFeature { place, id: None, properties: properties.as_object().unwrap().clone(), geometry: Some(geometry) }
}

/// Areas near Kon Tum, in metres of EPSG:9216 or in degrees.
fn areas(epsg: u16) -> Vec<FileFeature> {
    let (x, y, size) = if epsg == 4326 { (108.0, 14.35, 0.01) } else { (553_734.27, 1_587_082.469, 1000.0) };
    let square = |dx: f64| polygon![(x: x + dx, y: y), (x: x + dx + size, y: y), (x: x + dx + size, y: y + size), (x: x + dx, y: y)];
    let two = MultiPolygon::new(vec![square(2.0 * size), square(4.0 * size)]);
    vec![
        feature(json!({"ma": "SL-01", "ten": "Thôn Măng Đen, xã Sơn Hà", "dan": 120}), Geometry::Polygon(square(0.0))),
        feature(json!({"ma": "SL-02", "ten": "Sườn núi phía tây", "dan": 45}), Geometry::MultiPolygon(two)),
    ]
}

fn points() -> Vec<FileFeature> {
    let school = json!({"ma": "T1", "ten": "Trường tiểu học Ngọk Réo", "suc_chua": 250});
    let house = json!({"ma": "T2", "ten": "Nhà rông làng Kon Klor", "suc_chua": 80});
    vec![
        feature(school, Geometry::Point(Point::new(108.0, 14.35))),
        feature(house, Geometry::Point(Point::new(107.95, 14.36))),
    ]
}

/// How GDAL names the file, and what it must be told to find the shapes.
fn opened(path: &str, format: Format) -> (String, Vec<&'static str>) {
    match format {
        Format::Shapefile => (format!("/vsizip/{path}"), Vec::new()),
        Format::Csv => (path.to_owned(), vec!["-oo", "X_POSSIBLE_NAMES=lon,x", "-oo", "Y_POSSIBLE_NAMES=lat,y"]),
        Format::NdJson => (format!("GeoJSONSeq:{path}"), Vec::new()),
        _ => (path.to_owned(), Vec::new()),
    }
}

fn check(format: Format, features: &[FileFeature], epsg: u16, kinds: &[&str], system: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("vung.{}", format.extension()));
    fs::write(&path, formats::write(format, "vung", features, epsg).unwrap()).unwrap();
    let (source, options) = opened(path.to_str().unwrap(), format);
    let with = |more: &[&'static str]| {
        let mut arguments: Vec<&str> = more.to_vec();
        arguments.extend(&options);
        arguments.push(&source);
        run("ogrinfo", &arguments)
    };
    let Some(summary) = with(&["-ro", "-al", "-so"]) else { return };
    let kind = summary.lines().find_map(|line| line.strip_prefix("Geometry: ")).unwrap_or("none").to_lowercase();
    // Of a workbook GDAL opens the table: its shapes are columns to it.
    let kinds = if format == Format::Xlsx { &["none"] } else { kinds };
    assert!(kinds.iter().any(|known| kind.contains(known)), "{format:?}: {kind}\n{summary}");
    assert!(summary.contains("Feature Count: 2"), "{format:?}\n{summary}");
    if let Some(system) = system {
        assert!(summary.contains(system), "{format:?}: {system}\n{summary}");
    }
    let all = with(&["-ro", "-al"]).unwrap();
    let name = features[0].properties["ten"].as_str().unwrap();
    assert!(all.contains(name), "{format:?}: {name}\n{all}");
}

#[test]
fn gdal_opens_areas_of_every_format() {
    for format in Format::ALL {
        check(format, &areas(4326), 4326, &["polygon", "unknown", "3d"], None);
    }
}

#[test]
fn gdal_opens_points_of_every_format() {
    for format in Format::ALL {
        check(format, &points(), 4326, &["point", "unknown"], None);
    }
}

#[test]
fn gdal_knows_the_system_of_vn2000_in_what_is_written() {
    for (format, system) in [
        (Format::GeoPackage, "ID[\"EPSG\",9216]"),
        (Format::FlatGeobuf, "ID[\"EPSG\",9216]"),
        (Format::Shapefile, "\"Longitude of natural origin\",107.5"),
    ] {
        check(format, &areas(9216), 9216, &["polygon"], Some(system));
    }
}

const SOURCE: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"ma":"SL-01","ten":"Thôn Măng Đen, xã Sơn Hà","dan":12,"cao":1012.5},"geometry":{"type":"Polygon","coordinates":[[[108.0,14.35],[108.01,14.35],[108.01,14.36],[108.0,14.36],[108.0,14.35]]]}},
{"type":"Feature","properties":{"ma":"SL-02","ten":"Kỳ Xuân, sườn núi phía tây","dan":45,"cao":-3.25},"geometry":{"type":"MultiPolygon","coordinates":[[[[108.1,14.3],[108.2,14.3],[108.2,14.4],[108.1,14.3]],[[108.15,14.32],[108.18,14.32],[108.18,14.35],[108.15,14.32]]],[[[108.3,14.3],[108.4,14.3],[108.4,14.4],[108.3,14.3]]]]}}]}"#;

/// A file that GDAL made of [`SOURCE`], read here; `None` where GDAL is not installed.
fn made_by_gdal(name: &str, arguments: &[&str]) -> Option<FeatureFile> {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("nguon.geojson");
    fs::write(&source, SOURCE).unwrap();
    let path = folder.path().join(name);
    let mut all = arguments.to_vec();
    all.extend([path.to_str().unwrap(), source.to_str().unwrap()]);
    run("ogr2ogr", &all)?;
    let bytes = if name == "vung.shp" { zipped(folder.path(), "vung") } else { fs::read(&path).unwrap() };
    Some(formats::read(name, &bytes).unwrap())
}

/// The shapefile in a folder of a zip, its names in capitals, without its `.cpg`.
fn zipped(folder: &Path, stem: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for extension in ["shp", "shx", "dbf", "prj"] {
        let bytes = fs::read(folder.join(format!("{stem}.{extension}"))).unwrap();
        let name = format!("Bản đồ/{}.{}", stem.to_uppercase(), extension.to_uppercase());
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn check_read(file: &FeatureFile, format: Format, crs: StatedCrs, west_south: (f64, f64), within: f64) {
    assert_eq!((file.format, &file.crs), (format, &crs));
    assert_eq!((file.features.len(), file.refused.len()), (2, 0), "{format:?}");
    let first = file.features.iter().find(|feature| feature.properties["ma"] == "SL-01").unwrap();
    assert_eq!(first.properties["ten"], "Thôn Măng Đen, xã Sơn Hà", "{format:?}");
    assert_eq!(first.properties["dan"], 12, "{format:?}");
    let second = file.features.iter().find(|feature| feature.properties["ma"] == "SL-02").unwrap();
    assert_eq!(second.properties["ten"], "Kỳ Xuân, sườn núi phía tây", "{format:?}");
    let Some(Geometry::MultiPolygon(areas)) = &second.geometry else { panic!("{:?}", second.geometry) };
    assert_eq!(areas.iter().map(|area| area.interiors().len()).sum::<usize>(), 1, "{format:?}");
    let mut corners = first.geometry.iter().flat_map(Geometry::coords_iter);
    let near = |at: Coord| (at.x - west_south.0).abs() < within && (at.y - west_south.1).abs() < within;
    assert!(corners.any(near), "{format:?}: {:?}", first.geometry);
}

const DEGREES: (f64, f64) = (108.0, 14.35);
/// The same corner in EPSG:9216.
const METRES: (f64, f64) = (553_734.27, 1_587_082.469);

#[test]
fn a_shapefile_of_gdal_in_vn2000_without_its_code_page_is_read() {
    let made = made_by_gdal("vung.shp", &["-t_srs", "EPSG:9216", "-lco", "ENCODING=UTF-8"]);
    let Some(file) = made else { return };
    check_read(&file, Format::Shapefile, StatedCrs::Epsg(9216), METRES, 0.01);
}

#[test]
fn geopackage_and_flatgeobuf_of_gdal_are_read() {
    for (name, format) in [("vung.gpkg", Format::GeoPackage), ("vung.fgb", Format::FlatGeobuf)] {
        let many = ["-nlt", "PROMOTE_TO_MULTI"];
        let Some(file) = made_by_gdal(name, &many) else { return };
        check_read(&file, format, StatedCrs::Wgs84, DEGREES, 1e-9);
        let Some(file) = made_by_gdal(name, &["-t_srs", "EPSG:5898", "-nlt", "PROMOTE_TO_MULTI"]) else { return };
        assert_eq!(file.crs, StatedCrs::Epsg(5898));
    }
}

#[test]
fn text_formats_of_gdal_are_read() {
    for (name, options, format, crs) in [
        ("vung.kml", &["-f", "LIBKML"][..], Format::Kml, StatedCrs::Wgs84),
        ("vung.kmz", &["-f", "LIBKML"], Format::Kmz, StatedCrs::Wgs84),
        ("vung.geojson", &["-f", "GeoJSON"], Format::GeoJson, StatedCrs::Wgs84),
        ("vung.geojsonl", &["-f", "GeoJSONSeq"], Format::NdJson, StatedCrs::Wgs84),
        ("vung.json", &["-f", "GeoJSONSeq", "-lco", "RS=YES"], Format::NdJson, StatedCrs::Wgs84),
        (
            "vung.csv",
            &["-f", "CSV", "-lco", "GEOMETRY=AS_WKT", "-lco", "SEPARATOR=SEMICOLON"],
            Format::Csv,
            StatedCrs::Missing,
        ),
    ] {
        let Some(file) = made_by_gdal(name, options) else { return };
        check_read(&file, format, crs, DEGREES, 1e-6);
    }
}

#[test]
fn the_older_form_of_geojson_says_its_system() {
    let made = made_by_gdal("vung.geojson", &["-f", "GeoJSON", "-t_srs", "EPSG:9216", "-lco", "RFC7946=NO"]);
    let Some(file) = made else { return };
    check_read(&file, Format::GeoJson, StatedCrs::Epsg(9216), METRES, 0.01);
}
