//! A sentence in both languages of the program: Vietnamese first, English beside it.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The languages a person can read the program in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// The first of our languages in an `Accept-Language` header; Vietnamese where none is.
    ///
    /// Weights are ignored: the order in which browsers write languages is already that of preference.
    pub fn from_accept_language(header: &str) -> Self {
        header
            .split(',')
            .find_map(|item| match item.trim().get(..2)?.to_ascii_lowercase().as_str() {
                "vi" => Some(Self::Vi),
                "en" => Some(Self::En),
                _ => None,
            })
            .unwrap_or_default()
    }
}

/// The same words in Vietnamese and in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Localized {
    /// Vietnamese, written as offices write it.
    pub vi: String,
    /// English, with the same numbers in the same order.
    pub en: String,
}

impl Localized {
    /// Both wordings at once.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The wording for a reader of `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

/// A whole number as Vietnamese offices write it: a dot between thousands, `3.212`.
pub fn number_vi(n: i64) -> String {
    grouped(n, '.')
}

/// A whole number in English: a comma between thousands, `3,212`.
pub fn number_en(n: i64) -> String {
    grouped(n, ',')
}

fn grouped(n: i64, separator: char) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::from(if n < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A day as Vietnamese offices write it: 01/7/2025.
pub fn day_vi(day: NaiveDate) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    format!("{:02}/{month}/{}", day.day(), day.year())
}

/// A day in English: 1 July 2025.
pub fn day_en(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_the_first_known_one() {
        let check = |header, expected| assert_eq!(Language::from_accept_language(header), expected, "{header}");
        check("vi-VN,vi;q=0.9,en;q=0.8", Language::Vi);
        check("fr-FR, en;q=0.5, vi;q=0.1", Language::En);
        check("", Language::Vi);
        check("đ", Language::Vi);
    }

    #[test]
    fn days_are_written_as_offices_write_them() {
        let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
        assert_eq!((day_vi(day(7, 1)), day_en(day(7, 1))), ("01/7/2025".into(), "1 July 2025".into()));
        assert_eq!(day_vi(day(2, 3)), "03/02/2025", "January and February have a zero");
        assert_eq!(day_vi(day(12, 31)), "31/12/2025");
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(number_vi(3_212), "3.212");
        assert_eq!(number_en(1_234_567), "1,234,567");
        assert_eq!(number_vi(-45), "-45");
    }
}
