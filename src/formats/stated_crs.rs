//! What files say of their coordinate system, as WKT or as a name, and how it is said in files written here.

mod definition;

use self::definition::Node;
use super::StatedCrs;

/// VN-2000 in 3° zones: code, central meridian in degrees, the name EPSG gives it, the name Esri gives it.
const TM3: [(u16, f64, &str, &str); 18] = [
    (5896, 102.0, "VN-2000 / TM-3 zone 481", "VN_2000_TM-3_zone_481"),
    (9205, 103.0, "VN-2000 / TM-3 103-00", "VN-2000_TM-3_103-00"),
    (9206, 104.0, "VN-2000 / TM-3 104-00", "VN-2000_TM-3_104-00"),
    (9207, 104.5, "VN-2000 / TM-3 104-30", "VN-2000_TM-3_104-30"),
    (9208, 104.75, "VN-2000 / TM-3 104-45", "VN-2000_TM-3_104-45"),
    (5897, 105.0, "VN-2000 / TM-3 zone 482", "VN_2000_TM-3_zone_482"),
    (9209, 105.5, "VN-2000 / TM-3 105-30", "VN-2000_TM-3_105-30"),
    (9210, 105.75, "VN-2000 / TM-3 105-45", "VN-2000_TM-3_105-45"),
    (9211, 106.0, "VN-2000 / TM-3 106-00", "VN-2000_TM-3_106-00"),
    (9212, 106.25, "VN-2000 / TM-3 106-15", "VN-2000_TM-3_106-15"),
    (9213, 106.5, "VN-2000 / TM-3 106-30", "VN-2000_TM-3_106-30"),
    (9214, 107.0, "VN-2000 / TM-3 107-00", "VN-2000_TM-3_107-00"),
    (9215, 107.25, "VN-2000 / TM-3 107-15", "VN-2000_TM-3_107-15"),
    (9216, 107.5, "VN-2000 / TM-3 107-30", "VN-2000_TM-3_107-30"),
    (5899, 107.75, "VN-2000 / TM-3 107-45", "VN_2000_TM-3_107-45"),
    (5898, 108.0, "VN-2000 / TM-3 zone 491", "VN_2000_TM-3_zone_491"),
    (9217, 108.25, "VN-2000 / TM-3 108-15", "VN-2000_TM-3_108-15"),
    (9218, 108.5, "VN-2000 / TM-3 108-30", "VN-2000_TM-3_108-30"),
];
/// VN-2000 in 6° zones.
const UTM: [(u16, f64, &str, &str); 2] = [
    (3405, 105.0, "VN-2000 / UTM zone 48N", "VN_2000_UTM_Zone_48N"),
    (3406, 111.0, "VN-2000 / UTM zone 49N", "VN_2000_UTM_Zone_49N"),
];

/// The system of an EPSG code; 4326 is WGS 84.
pub(super) fn of_code(code: u16) -> StatedCrs {
    if code == 4326 { StatedCrs::Wgs84 } else { StatedCrs::Epsg(code) }
}

/// The system of a name such as `EPSG:9216`, `urn:ogc:def:crs:EPSG::9216`, `urn:ogc:def:crs:OGC:1.3:CRS84` or
/// `http://www.opengis.net/def/crs/EPSG/0/9216`.
pub(super) fn of_name(name: &str) -> StatedCrs {
    let name = name.trim();
    let upper = name.to_ascii_uppercase();
    if upper.ends_with("CRS84") || upper.ends_with("CRS84H") {
        return StatedCrs::Wgs84;
    }
    let last = upper.rsplit([':', '/', '#']).next().and_then(|code| code.parse().ok());
    match last {
        Some(code) if upper.contains("EPSG") => of_code(code),
        _ if name.is_empty() => StatedCrs::Missing,
        _ => StatedCrs::Other(shortened(name)),
    }
}

/// The system that a definition in WKT (of OGC, of Esri, of either version) describes.
///
/// A code of EPSG in it is believed. Without one VN-2000 is told by its datum and the parameters of the projection,
/// which is how ArcGIS and MapInfo write it.
pub(super) fn of_wkt(wkt: &str) -> StatedCrs {
    let wkt = wkt.trim().trim_start_matches('\u{feff}').trim();
    if wkt.is_empty() {
        return StatedCrs::Missing;
    }
    let Some(root) = Node::parse(wkt) else { return of_name(wkt) };
    let root = root.horizontal();
    if let Some(code) = root.code() {
        return of_code(code);
    }
    root.recognised().map_or_else(|| StatedCrs::Other(shortened(&root.name())), of_code)
}

fn shortened(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(100).collect()
}

fn zone_of(code: u16) -> Option<(f64, f64, &'static str, &'static str)> {
    let of = |zones: &'static [(u16, f64, &'static str, &'static str)], scale: f64| {
        let found = zones.iter().find(|(known, ..)| *known == code);
        found.map(|(_, meridian, name, esri)| (*meridian, scale, *name, *esri))
    };
    of(&TM3, 0.9999).or_else(|| of(&UTM, 0.9996))
}

/// The name EPSG gives to a system written here.
pub(super) fn name_of(code: u16) -> Option<&'static str> {
    match code {
        4326 => Some("WGS 84"),
        4756 => Some("VN-2000"),
        _ => zone_of(code).map(|(_, _, name, _)| name),
    }
}

/// Whether the system's coordinates are longitude and latitude.
pub(super) fn is_geographic(code: u16) -> bool {
    matches!(code, 4326 | 4756)
}

/// The definition for a `.prj` file, as Esri writes it; `None` for a system not known here.
pub(super) fn esri_wkt(code: u16) -> Option<String> {
    let wgs84 = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    let vn2000 = r#"GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    match code {
        4326 => Some(wgs84.to_owned()),
        4756 => Some(vn2000.to_owned()),
        _ => zone_of(code).map(|(meridian, scale, _, name)| {
            format!(
                r#"PROJCS["{name}",{vn2000},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian:?}],PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
            )
        }),
    }
}

/// The definition with its codes, as OGC's formats carry it; `None` for a system not known here.
pub(super) fn ogc_wkt(code: u16) -> Option<String> {
    let geographic = |name: &str, datum: &str, datum_code: u16, code: u16| {
        format!(
            r#"GEOGCS["{name}",DATUM["{datum}",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","{datum_code}"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","{code}"]]"#
        )
    };
    let vn2000 = geographic("VN-2000", "Vietnam_2000", 6756, 4756);
    match code {
        4326 => Some(geographic("WGS 84", "WGS_1984", 6326, 4326)),
        4756 => Some(vn2000),
        _ => zone_of(code).map(|(meridian, scale, name, _)| {
            format!(
                r#"PROJCS["{name}",{vn2000},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",{scale}],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","{code}"]]"#
            )
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(wkt: &str, expected: StatedCrs) {
        assert_eq!(of_wkt(wkt), expected, "{wkt}");
    }

    #[test]
    fn every_system_written_here_is_recognised_again() {
        for code in TM3.iter().chain(&UTM).map(|zone| zone.0).chain([4326, 4756]) {
            assert_eq!(of_wkt(&esri_wkt(code).unwrap()), of_code(code));
            assert_eq!(of_wkt(&ogc_wkt(code).unwrap()), of_code(code));
        }
        assert_eq!(esri_wkt(32648), None);
    }

    #[test]
    fn vn2000_is_told_by_datum_and_numbers_where_no_code_stands() {
        let named = |name: &str, datum: &str, meridian: &str, scale: &str| {
            format!(
                r#"PROJCS["{name}",GEOGCS["x",DATUM["{datum}",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174]],PROJECTION["Transverse_Mercator"],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",{scale}],PARAMETER["latitude_of_origin",0],UNIT["Meter",1]]"#
            )
        };
        check(&named("KonTum_107_30", "D_VN_2000", "107.5", "0.9999"), StatedCrs::Epsg(9216));
        check(&named("VN2000_QuangNgai", "D_Unknown", "108", "0.9999"), StatedCrs::Epsg(5898));
        check(&named("VN-2000 / UTM", "Vietnam_2000", "111", "0.9996"), StatedCrs::Epsg(3406));
        check(&named("UTM", "D_WGS_1984", "105", "0.9996"), StatedCrs::Epsg(32648));
        check(&named("WGS_84_TM3", "D_WGS_1984", "107.5", "0.9999"), StatedCrs::Other("WGS_84_TM3".into()));
        check(&named("Ha Noi 1972", "D_Hanoi_1972", "105", "0.9999"), StatedCrs::Other("Ha Noi 1972".into()));
        check(&named("VN-2000", "Vietnam_2000", "106.1", "0.9999"), StatedCrs::Other("VN-2000".into()));
    }

    #[test]
    fn definitions_of_both_versions_and_strange_ones_are_read() {
        check(
            r#"PROJCRS["VN-2000 / TM-3 zone 491",BASEGEOGCRS["VN-2000",DATUM["Vietnam 2000",ELLIPSOID["WGS 84",6378137,298.257223563]]],CONVERSION["Viet Nam TM-3",METHOD["Transverse Mercator"],PARAMETER["Latitude of natural origin",0],PARAMETER["Longitude of natural origin",108],PARAMETER["Scale factor at natural origin",0.9999],PARAMETER["False easting",500000],PARAMETER["False northing",0]],CS[Cartesian,2]]"#,
            StatedCrs::Epsg(5898),
        );
        check(
            r#"PROJCS["unnamed",GEOGCS["unnamed",DATUM["Unknown datum",SPHEROID["WGS 84",6378137,298.257223563],TOWGS84[-191.90441429,-39.30318279,-111.45032835,-0.00928836,0.01975479,-0.00427372,0.252906278]],PRIMEM["Greenwich",0],UNIT["degree",0.017]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",107.75],PARAMETER["scale_factor",0.9999],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]"#,
            StatedCrs::Epsg(5899),
        );
        check(r#"LOCAL_CS["local",UNIT["Meter",1.0]]"#, StatedCrs::Other("local".into()));
        check("", StatedCrs::Missing);
        check("EPSG:9216", StatedCrs::Epsg(9216));
        check("khong ro", StatedCrs::Other("khong ro".into()));
        check(&"A[".repeat(10_000), StatedCrs::Other("A[".repeat(50)));
    }

    #[test]
    fn names_in_every_spelling_are_understood() {
        let check = |name, expected| assert_eq!(of_name(name), expected, "{name}");
        check("urn:ogc:def:crs:EPSG::9216", StatedCrs::Epsg(9216));
        check("urn:ogc:def:crs:OGC:1.3:CRS84", StatedCrs::Wgs84);
        check("http://www.opengis.net/def/crs/EPSG/0/5898", StatedCrs::Epsg(5898));
        check("epsg:4326", StatedCrs::Wgs84);
        check("EPSG:99999999", StatedCrs::Other("EPSG:99999999".into()));
    }
}
