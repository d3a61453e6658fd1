//! Well-known text of shapes, as a column of a table holds it.

use std::fmt::Write as _;

use geo::{Coord, Geometry, Orient, Point, Polygon, orient::Direction};

use super::gather::{a_line, many_points};
use super::shapes::{area_of, parts, polygon_of};
use crate::kernel::Localized;

/// Whether a text begins like a shape.
pub(super) fn looks_like(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(40).collect::<String>().to_ascii_uppercase();
    let start =
        start.strip_prefix("SRID=").and_then(|rest| rest.split_once(';')).map_or(start.as_str(), |(_, rest)| rest);
    ["POINT", "POLYGON", "MULTIPOLYGON", "MULTIPOINT", "LINESTRING", "MULTILINESTRING"]
        .iter()
        .any(|kind| start.strip_prefix(kind).is_some_and(|rest| rest.trim_start().starts_with(['(', 'Z', 'M', 'E'])))
}

fn broken() -> Localized {
    Localized::new(
        "Hình dạng chữ (WKT) không đúng. Xuất lại bảng từ QGIS với hình dạng WKT.",
        "The shape as text (WKT) is not right. Export the table from QGIS again with its shapes as WKT.",
    )
}

/// Reads one shape; `None` where it is empty.
pub(super) fn read(text: &str) -> Result<Option<Geometry<f64>>, Localized> {
    let text = text.trim();
    let text = if text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("SRID=")) {
        text.split_once(';').map_or(text, |(_, rest)| rest)
    } else {
        text
    };
    let (head, body) = match text.find('(') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let head = head.to_ascii_uppercase();
    let mut words = head.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.collect();
    if rest.contains(&"EMPTY") || body.is_empty() {
        return if rest.contains(&"EMPTY") { Ok(None) } else { Err(broken()) };
    }
    let kind = kind.strip_suffix("ZM").or_else(|| kind.strip_suffix('Z')).unwrap_or(kind);
    let lists = lists(body).ok_or_else(broken)?;
    match kind {
        "POINT" => match lists.as_slice() {
            [(1, list)] => match list.as_slice() {
                [at] => Ok(Some(Geometry::Point(Point(*at)))),
                _ => Err(broken()),
            },
            _ => Err(broken()),
        },
        "MULTIPOINT" => match lists.iter().flat_map(|(_, list)| list).collect::<Vec<_>>().as_slice() {
            [at] => Ok(Some(Geometry::Point(Point(**at)))),
            _ => Err(many_points()),
        },
        "POLYGON" if lists.iter().all(|(depth, _)| *depth == 2) => {
            Ok(polygon_of(lists.into_iter().map(|(_, list)| list).collect()).map(Geometry::Polygon))
        }
        "MULTIPOLYGON" => {
            let areas = areas(body).ok_or_else(broken)?;
            Ok(if areas.is_empty() { None } else { Some(area_of(areas)) })
        }
        "LINESTRING" | "MULTILINESTRING" => Err(a_line()),
        _ => Err(broken()),
    }
}

/// The parts of a multi-polygon: what stands in the brackets one deep.
fn areas(body: &str) -> Option<Vec<Polygon<f64>>> {
    let mut areas = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in body.char_indices() {
        match c {
            '(' => {
                depth += 1;
                if depth == 2 {
                    start = at;
                }
            }
            ')' => {
                if depth == 2 {
                    let lists = lists(body.get(start..=at)?)?;
                    let flat = lists.iter().all(|(depth, _)| *depth == 2);
                    areas.extend(flat.then(|| polygon_of(lists.into_iter().map(|(_, list)| list).collect()))?);
                }
                depth = depth.checked_sub(1)?;
            }
            _ => {}
        }
    }
    Some(areas)
}

/// Every innermost list of positions, with how deep it lies; `None` where brackets or numbers are wrong.
fn lists(body: &str) -> Option<Vec<(usize, Vec<Coord<f64>>)>> {
    let mut lists = Vec::new();
    let (mut depth, mut list) = (0_usize, String::new());
    for c in body.chars() {
        match c {
            '(' => depth += 1,
            ')' => {
                if !list.trim_matches(|c: char| c == ',' || c.is_whitespace()).is_empty() {
                    lists.push((depth, coords(&list)?));
                }
                list.clear();
                depth = depth.checked_sub(1)?;
            }
            _ => list.push(c),
        }
        if depth > 4 {
            return None;
        }
    }
    (depth == 0 && list.trim().is_empty()).then_some(lists)
}

fn coords(list: &str) -> Option<Vec<Coord<f64>>> {
    let position = |text: &str| {
        let mut numbers = text.split_whitespace().map(str::parse::<f64>);
        Some(Coord { x: numbers.next()?.ok()?, y: numbers.next()?.ok()? })
    };
    list.trim().trim_start_matches(',').split(',').map(position).collect()
}

/// Writes an area or a point; outlines counter-clockwise.
pub(super) fn write(geometry: &Geometry<f64>) -> String {
    let mut out = String::new();
    match (geometry, parts(geometry)) {
        (Geometry::Point(point), _) => {
            let _ = write!(out, "POINT ({} {})", point.x(), point.y());
        }
        (_, Some([area])) => {
            out.push_str("POLYGON ");
            push_area(&mut out, area);
        }
        (_, Some(areas)) => {
            out.push_str("MULTIPOLYGON (");
            for (at, area) in areas.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                push_area(&mut out, area);
            }
            out.push(')');
        }
        _ => {}
    }
    out
}

fn push_area(out: &mut String, area: &Polygon<f64>) {
    let area = area.orient(Direction::Default);
    out.push('(');
    for (number, ring) in std::iter::once(area.exterior()).chain(area.interiors()).enumerate() {
        out.push_str(if number == 0 { "(" } else { ", (" });
        for (at, vertex) in ring.0.iter().enumerate() {
            let _ = write!(out, "{}{} {}", if at == 0 { "" } else { ", " }, vertex.x, vertex.y);
        }
        out.push(')');
    }
    out.push(')');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_kind_are_read() {
        let check = |text: &str, expected: &str| {
            assert_eq!(read(text).unwrap().map(|shape| write(&shape)).unwrap_or_default(), expected, "{text}");
        };
        check("POINT(108.1 14.3)", "POINT (108.1 14.3)");
        check("SRID=4326;Point Z (108.1 14.3 600)", "POINT (108.1 14.3)");
        check("POLYGON((0 0,1 0,1 1,0 0))", "POLYGON ((0 0, 1 0, 1 1, 0 0))");
        check(
            "MULTIPOLYGON (((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5),(5.5 5.1,5.8 5.1,5.8 5.4,5.5 5.1)))",
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5), (5.5 5.1, 5.8 5.4, 5.8 5.1, 5.5 5.1)))",
        );
        check("POLYGON EMPTY", "");
        check("MULTIPOINT ((1 2))", "POINT (1 2)");
    }

    #[test]
    fn what_is_none_is_told() {
        for text in [
            "",
            "POLYGON",
            "POLYGON((0 0,1 0)",
            "POINT(1)",
            "POLYGON((a b))",
            "MULTIPOINT(1 2, 3 4)",
            "LINESTRING(0 0,1 1)",
            &"(".repeat(50_000),
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
