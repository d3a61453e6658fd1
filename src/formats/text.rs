//! From bytes to text, losing none.

use crate::kernel::windows_1252::letter;
pub(super) use crate::kernel::windows_1252::{byte_of, windows_1252};

/// A text, and whether its bytes said themselves what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text without byte order mark.
    pub text: String,
    /// Whether the bytes are Unicode; else each byte stands as the letter it has in Windows-1252.
    pub unicode: bool,
}

/// The text of a file: by its byte order mark, else UTF-8, else every byte as in Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(unit));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Decoded { text: utf16(rest, u16::from_le_bytes), unicode: true };
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Decoded { text: utf16(rest, u16::from_be_bytes), unicode: true };
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(rest) {
        Ok(text) => Decoded { text: text.to_owned(), unicode: true },
        Err(_) => Decoded { text: windows_1252(rest), unicode: false },
    }
}

/// Every byte as in Windows-1258, Microsoft's page for Vietnamese: vowels with marks of their own, tones after them.
pub(super) fn windows_1258(bytes: &[u8]) -> String {
    let special = |byte: u8| match byte {
        0xC3 => 'Ă',
        0xCC => '\u{300}',
        0xD0 => 'Đ',
        0xD2 => '\u{309}',
        0xD5 => 'Ơ',
        0xDD => 'Ư',
        0xDE => '\u{303}',
        0xE3 => 'ă',
        0xEC => '\u{301}',
        0xF0 => 'đ',
        0xF2 => '\u{323}',
        0xF5 => 'ơ',
        0xFD => 'ư',
        0xFE => '₫',
        other => letter(other),
    };
    bytes.iter().map(|byte| special(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::folding::nfc;

    #[test]
    fn marks_at_the_start_are_understood() {
        let read = |bytes: &[u8]| decode(bytes);
        assert_eq!(read(b"\xEF\xBB\xBFx"), Decoded { text: "x".into(), unicode: true });
        assert_eq!(read(b"\xFF\xFEx\0\xA1\x1E"), Decoded { text: "xạ".into(), unicode: true });
        assert_eq!(read(b"\xFE\xFF\0x"), Decoded { text: "x".into(), unicode: true });
        assert_eq!(read(b"S\xACn"), Decoded { text: "S¬n".into(), unicode: false });
    }

    #[test]
    fn microsofts_vietnamese_is_composed() {
        assert_eq!(nfc(&windows_1258(b"Qua\xD2ng Nga\xDEi, \xD0\xE3k")), "Quảng Ngãi, Đăk");
    }
}
