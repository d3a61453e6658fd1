//! The code of an administrative unit, small enough to be copied about.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The code of a commune (5 digits) or a province (2 digits), at most [`UnitCode::LONGEST`] bytes of text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitCode([u8; UnitCode::LONGEST]);

impl UnitCode {
    /// The most bytes a code has; official codes have 5.
    pub const LONGEST: usize = 12;

    /// The code `text`; nothing where it is longer than any code or holds a zero byte.
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; Self::LONGEST];
        if text.bytes().any(|byte| byte == 0) {
            return None;
        }
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self(bytes))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        let text = self.0.split(|byte| *byte == 0).next().unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl From<UnitCode> for String {
    fn from(code: UnitCode) -> Self {
        code.as_str().to_owned()
    }
}

impl TryFrom<String> for UnitCode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text).ok_or_else(|| format!("{text:?} is not the code of a unit"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_as_it_was_written_and_a_text_is_no_code() {
        assert_eq!(UnitCode::new("23410").unwrap().as_str(), "23410");
        assert_eq!(UnitCode::new("").unwrap().as_str(), "");
        assert_eq!(UnitCode::new("xã Măng Bút, tỉnh Quảng Ngãi"), None);
        assert_eq!(UnitCode::new("1\u{0}2"), None);
        assert_eq!(serde_json::to_string(&UnitCode::new("51").unwrap()).unwrap(), "\"51\"");
    }
}
