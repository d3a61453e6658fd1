//! Coordinates as people type them: decimal commas, thousand dots, degrees and minutes, Vietnamese letters.

/// Which way an angle counts, where its letter says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Along {
    /// East or west: a longitude.
    East,
    /// North or south: a latitude.
    North,
}

/// A number, with a decimal comma or dot, and dots, commas or spaces between thousands.
///
/// `1.587.082,469` and `1,587,082.469` are one number; of a lone mark, what follows tells: `1.587.082` has thousands,
/// `108,123` has a decimal comma.
pub(super) fn number(text: &str) -> Option<f64> {
    let text: String = text.trim().chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '\u{a0}').collect();
    let text = text.strip_suffix(['m', 'M']).unwrap_or(&text);
    let plain = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(dot)) if comma > dot => text.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => text.replace(',', ""),
        (Some(_), None) if text.matches(',').count() > 1 => text.replace(',', ""),
        (Some(_), None) => text.replace(',', "."),
        (None, Some(_)) if text.matches('.').count() > 1 => text.replace('.', ""),
        _ => text.to_owned(),
    };
    let plain = plain.as_str();
    let digits = plain.trim_start_matches(['-', '+']);
    let only = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    plain.parse::<f64>().ok().filter(|number| only && number.is_finite())
}

/// An angle: a number of degrees, or degrees, minutes and seconds; with the way its letter says.
///
/// In Vietnamese B is north, N south, Đ east and T west; in English N is north. `N` alone is doubtful: beside a `B`,
/// `Đ` or `T` in the other cell it is south, so the caller says which language the letters are.
pub(super) fn angle(text: &str, vietnamese: bool) -> Option<(f64, Option<Along>)> {
    let upper = text.trim().to_uppercase();
    let mut way = None;
    let mut body = String::new();
    for c in upper.chars() {
        let found = match c {
            'Đ' | 'E' | 'Ð' => Some((Along::East, 1.0)),
            'T' | 'W' => Some((Along::East, -1.0)),
            'N' if vietnamese => Some((Along::North, -1.0)),
            'B' | 'N' => Some((Along::North, 1.0)),
            'S' => Some((Along::North, -1.0)),
            _ => None,
        };
        match found {
            Some(_) if way.is_some() => return None,
            Some(found) => way = Some(found),
            None => body.push(c),
        }
    }
    let marked = body.contains(['°', 'º', '˚', '′', '″', '’', '”', '\'', '"', ':']);
    let sign = way.map_or(1.0, |(_, sign)| sign);
    if !marked && way.is_none() {
        return number(&body).map(|number| (number, None));
    }
    let pieces: Vec<&str> = body
        .split(|c: char| c.is_whitespace() || "°º˚′″’”'\":".contains(c))
        .filter(|piece| !piece.is_empty())
        .collect();
    let numbers = pieces.iter().map(|piece| number(piece)).collect::<Option<Vec<f64>>>()?;
    let (degrees, minutes, seconds) = match numbers.as_slice() {
        [degrees] => (*degrees, 0.0, 0.0),
        [degrees, minutes] => (*degrees, *minutes, 0.0),
        [degrees, minutes, seconds] => (*degrees, *minutes, *seconds),
        _ => return None,
    };
    let fits = (0.0..60.0).contains(&minutes) && (0.0..60.0).contains(&seconds);
    let negative = if degrees < 0.0 || body.trim_start().starts_with('-') { -1.0 } else { 1.0 };
    fits.then(|| (sign * negative * (degrees.abs() + minutes / 60.0 + seconds / 3600.0), way.map(|(along, _)| along)))
}

/// Two angles in one cell: `14°42'35,4"B 108°15'00"Đ`; the longitude first in the answer.
pub(super) fn pair(text: &str) -> Option<(f64, f64)> {
    let upper = text.trim().to_uppercase();
    let vietnamese = upper.contains(['B', 'Đ', 'Ð', 'T']);
    let letters = "BNĐÐTEWS";
    if let Some((at, letter)) = upper.char_indices().find(|(_, c)| letters.contains(*c)) {
        let (first, second) = if at == 0 || upper.get(..at)?.trim().is_empty() {
            let next = upper.char_indices().skip(1).find(|(_, c)| letters.contains(*c))?.0;
            upper.split_at(next)
        } else {
            upper.split_at(at + letter.len_utf8())
        };
        let clean = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';').to_owned();
        let (first, second) = (angle(&clean(first), vietnamese)?, angle(&clean(second), vietnamese)?);
        return match (first.1, second.1) {
            (Some(Along::North), Some(Along::East)) => Some((second.0, first.0)),
            (Some(Along::East), Some(Along::North)) => Some((first.0, second.0)),
            _ => None,
        };
    }
    let halves: Vec<&str> = if upper.contains(';') { upper.split(';').collect() } else { upper.split(", ").collect() };
    let halves = if halves.len() == 2 { halves } else { upper.split_whitespace().collect() };
    match halves.as_slice() {
        [first, second] => {
            // Maps on phones give latitude first; a longitude of this country cannot be a latitude.
            let (first, second) = (angle(first, false)?.0, angle(second, false)?.0);
            Some(if first.abs() > 90.0 { (first, second) } else { (second, first) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        let check = |text, expected| assert_eq!(number(text), expected, "{text}");
        check("1.587.082,469", Some(1_587_082.469));
        check("1,587,082.469", Some(1_587_082.469));
        check("553 734,27", Some(553_734.27));
        check("1.587.082", Some(1_587_082.0));
        check("108,123", Some(108.123));
        check("108.123", Some(108.123));
        check("-14,5", Some(-14.5));
        check("553734 m", Some(553_734.0));
        check("", None);
        check("NaN", None);
        check("inf", None);
        check("12a", None);
    }

    #[test]
    fn angles_in_both_languages() {
        let check = |text: &str, vietnamese, expected: Option<(f64, Option<Along>)>| {
            let read = angle(text, vietnamese);
            let near = match (read, expected) {
                (Some((read, way)), Some((known, expected_way))) => (read - known).abs() < 1e-9 && way == expected_way,
                (None, None) => true,
                _ => false,
            };
            assert!(near, "{text}: {read:?}");
        };
        check("14°42'35,4\"B", true, Some((14.709_833_333_333_333, Some(Along::North))));
        check("108°15'00\"Đ", true, Some((108.25, Some(Along::East))));
        check("14°42'N", true, Some((-14.7, Some(Along::North))));
        check("14°42'N", false, Some((14.7, Some(Along::North))));
        check("108,25", true, Some((108.25, None)));
        check("14°75'", true, None);
        check("14 42 35,4 B", true, Some((14.709_833_333_333_333, Some(Along::North))));
    }

    #[test]
    fn pairs_in_one_cell() {
        let check = |text: &str, expected: Option<(f64, f64)>| {
            let read = pair(text);
            let near = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 1e-6 && (b - d).abs() < 1e-6;
            assert!(
                read.zip(expected).is_some_and(|(read, known)| near(read, known)) || read == expected,
                "{text}: {read:?}"
            );
        };
        check("14°42'35,4\"B 108°15'00\"Đ", Some((108.25, 14.709_833_3)));
        check("14°42'35.4\"N, 108°15'00\"E", Some((108.25, 14.709_833_3)));
        check("B 14°30' Đ 108°15'", Some((108.25, 14.5)));
        check("14.35, 108.0", Some((108.0, 14.35)));
        check("108,0; 14,35", Some((108.0, 14.35)));
        check("Kon Tum", None);
    }
}
