//! The letters of TCVN3 and of VNI.
//!
//! TCVN3 is the third form of TCVN 5712:1993, whose upper half it shares; the numbers were compared with those of
//! `TCVN5712-1` in the GNU C library. VNI was compared with the table `vni.h` of the input method xvnkb.

use unicode_normalization::UnicodeNormalization;

/// The letters of TCVN3 from 0xA1 on; a space where there is none. Of letters with a tone there are only small ones:
/// capitals are the same numbers in another font.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

/// What VNI writes behind a vowel: the mark, what it adds, and to which vowels.
const VNI_MARKS: [(char, &str); 17] = [
    ('ø', "\u{300}"),
    ('ù', "\u{301}"),
    ('û', "\u{309}"),
    ('õ', "\u{303}"),
    ('ï', "\u{323}"),
    ('â', "\u{302}"),
    ('à', "\u{302}\u{300}"),
    ('á', "\u{302}\u{301}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
    ('ê', "\u{306}"),
    ('è', "\u{306}\u{300}"),
    ('é', "\u{306}\u{301}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];
/// The letters that VNI writes as one.
const VNI_LETTERS: [(char, char); 9] =
    [('ñ', 'đ'), ('ô', 'ơ'), ('ö', 'ư'), ('ì', 'ì'), ('í', 'í'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị'), ('î', 'ỵ')];

/// A text of TCVN3, read as letters of Windows-1252, in Unicode.
///
/// Letters with a tone become capitals in a text that is in capitals otherwise.
pub(super) fn from_tcvn3(text: &str) -> String {
    let in_capitals = !text.chars().any(|c| c.is_ascii_lowercase())
        && text.split(|c: char| !c.is_ascii_uppercase()).any(|run| run.len() > 1);
    let letter = |c: char| {
        let place = u32::from(c).checked_sub(0xA1).and_then(|at| usize::try_from(at).ok());
        let found = place.and_then(|at| TCVN3.chars().nth(at)).filter(|known| *known != ' ');
        found.unwrap_or(c)
    };
    let read: String = text.chars().map(letter).collect();
    if in_capitals { read.to_uppercase() } else { read }
}

/// A text of VNI, read as letters of Windows-1252, in Unicode.
pub(super) fn from_vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let letter = vni_letter(c);
        let mark = letters.peek().and_then(|next| mark_on(letter, *next));
        out.push(letter);
        if let Some(mark) = mark {
            letters.next();
            out.push_str(mark);
        }
    }
    out.nfc().collect()
}

fn lower(c: char) -> char {
    let mut small = c.to_lowercase();
    small.next().unwrap_or(c)
}

fn upper_like(model: char, c: char) -> char {
    if model.is_uppercase() { c.to_uppercase().next().unwrap_or(c) } else { c }
}

fn vni_letter(c: char) -> char {
    let found = VNI_LETTERS.iter().find(|(vni, _)| *vni == lower(c));
    found.map_or(c, |(_, letter)| upper_like(c, *letter))
}

/// What the mark adds to the letter, where it can stand there.
fn mark_on(letter: char, mark: char) -> Option<&'static str> {
    let (_, adds) = VNI_MARKS.iter().find(|(known, _)| *known == lower(mark))?;
    let fits = match (lower(letter), adds.chars().next()) {
        ('a', _) | ('e' | 'o', Some('\u{302}')) => true,
        ('e' | 'o' | 'u' | 'y' | 'ơ' | 'ư', Some(first)) => !matches!(first, '\u{302}' | '\u{306}'),
        _ => false,
    };
    fits.then_some(*adds)
}

/// A text in TCVN3, as letters of Windows-1252; for tests.
#[cfg(test)]
pub(super) fn to_tcvn3(text: &str) -> String {
    let place = |c: char| TCVN3.chars().position(|known| known == c && c != ' ');
    let letter = |c: char| match place(c).or_else(|| place(lower(c))) {
        Some(at) => char::from(u8::try_from(0xA1 + at).unwrap()),
        None => c,
    };
    text.chars().map(letter).collect()
}

/// A text in VNI, as letters of Windows-1252; for tests.
#[cfg(test)]
pub(super) fn to_vni(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if let Some((vni, _)) = VNI_LETTERS.iter().find(|(_, letter)| *letter == lower(c)) {
            out.push(upper_like(c, *vni));
            continue;
        }
        let parts: Vec<char> = c.nfd().collect();
        let (base, marks): (String, String) = match parts.as_slice() {
            [base, '\u{31b}'] => (base.to_string() + "\u{31b}", String::new()),
            [base, '\u{31b}', rest @ ..] => (base.to_string() + "\u{31b}", rest.iter().collect()),
            // Composed, ậ is a dot and then a hat; VNI's table has the hat first.
            [base, dot @ '\u{323}', hat] => (base.to_string(), [*hat, *dot].iter().collect()),
            [base, rest @ ..] => (base.to_string(), rest.iter().collect()),
            [] => continue,
        };
        let base: char = base.nfc().next().unwrap();
        match VNI_MARKS.iter().find(|(_, adds)| *adds == marks) {
            Some((mark, _)) => {
                let vni = VNI_LETTERS.iter().find(|(_, letter)| *letter == lower(base));
                out.push(vni.map_or(base, |(vni, _)| upper_like(base, *vni)));
                out.push(upper_like(c, *mark));
            }
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";

    #[test]
    fn the_whole_alphabet_comes_back_from_both() {
        for c in SMALL.chars() {
            let small = c.to_string();
            assert_eq!(from_tcvn3(&to_tcvn3(&small)), small);
            assert_eq!(from_vni(&to_vni(&small)), small);
            let capital = small.to_uppercase();
            assert_eq!(from_vni(&to_vni(&capital)), capital);
            let word = format!("XT{capital}");
            assert_eq!(from_tcvn3(&to_tcvn3(&word)), word, "in a text of capitals");
        }
        assert_eq!(from_vni(&to_vni(SMALL)), SMALL);
        assert_eq!(from_tcvn3(&to_tcvn3(SMALL)), SMALL);
        assert!(to_tcvn3(SMALL).chars().chain(to_vni(SMALL).chars()).all(|c| u32::from(c) < 0x100));
    }

    #[test]
    fn known_texts_are_read_as_their_fonts_show_them() {
        assert_eq!(from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
        assert_eq!(from_vni("ÑOÄC LAÄP TÖÏ DO"), "ĐỘC LẬP TỰ DO");
        assert_eq!(from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
        assert_eq!(from_tcvn3("§éc lËp - Tù do - H¹nh phóc"), "Độc lập - Tự do - Hạnh phúc");
    }
}
