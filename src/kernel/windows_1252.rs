//! Windows-1252 letter by letter, and UTF-8 that was taken for it.

/// What Windows-1252 has at 0x80 to 0x9F; the five places it leaves free keep their number.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Every byte as the letter of Windows-1252.
pub fn windows_1252(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| letter(*byte)).collect()
}

/// The letter of Windows-1252 that a byte stands for.
pub fn letter(byte: u8) -> char {
    let windows = byte.checked_sub(0x80).and_then(|index| WINDOWS.get(usize::from(index)));
    windows.copied().unwrap_or(char::from(byte))
}

/// The byte of a letter of Windows-1252; `None` for any other letter.
pub fn byte_of(letter: char) -> Option<u8> {
    match u8::try_from(u32::from(letter)) {
        Ok(byte) => Some(byte),
        Err(_) => WINDOWS.iter().position(|known| *known == letter).and_then(|at| u8::try_from(at + 0x80).ok()),
    }
}

/// The text whose UTF-8 bytes were taken for Windows-1252, once or twice; `None` where `text` is not that.
///
/// ```
/// use ungpho::kernel::windows_1252::from_utf8_in_1252;
/// assert_eq!(from_utf8_in_1252("Quáº£ng NgÃ£i").as_deref(), Some("Quảng Ngãi"));
/// assert_eq!(from_utf8_in_1252("Quảng Ngãi"), None);
/// ```
pub fn from_utf8_in_1252(text: &str) -> Option<String> {
    let bytes = |text: &str| text.chars().map(byte_of).collect::<Option<Vec<u8>>>();
    let once = |text: &str| String::from_utf8(bytes(text)?).ok().filter(|read| !read.is_ascii());
    // The second byte of à is a space that does not break; programs make it a plain one.
    let first = once(text).or_else(|| once(&text.replace("Ã ", "Ã\u{a0}")))?;
    Some(once(&first).unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_windows_1252_comes_back() {
        let all: Vec<u8> = (0..=255).collect();
        let back: Vec<u8> = windows_1252(&all).chars().filter_map(byte_of).collect();
        assert_eq!(back, all);
        assert_eq!(byte_of('ạ'), None);
    }
}
