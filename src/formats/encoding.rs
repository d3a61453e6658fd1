//! Texts in the encodings that were used before Unicode, recognised and converted.
//!
//! A file is taken as a whole: every word with a letter beyond ASCII is read as it stands and as each encoding would
//! have it, and where only one of these gives words that Vietnamese can have, that is what the file is in. Where none
//! is clearly better, nothing is changed.

mod syllable;
mod tables;

use serde_json::{Map, Value};

use super::text::byte_of;
use super::{FeatureFile, faults::short};
use crate::kernel::Localized;
use crate::kernel::folding::nfc;
use crate::kernel::windows_1252::from_utf8_in_1252;

/// The share of possible words from which a reading is believed.
const BELIEVED: f64 = 0.8;
/// How much better than as it stands a reading must be.
const BETTER: f64 = 0.3;
/// The most words that are looked at.
const MAX_WORDS: usize = 200_000;

/// What texts were written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Old {
    /// TCVN 5712-3, the `.VnTime` fonts, also called ABC.
    Tcvn3,
    /// VNI for Windows.
    Vni,
    /// UTF-8 that was taken for Windows-1252 once.
    Utf8,
}

impl Old {
    fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Utf8 => "UTF-8 / Windows-1252",
        }
    }

    /// The text in Unicode; `None` where it cannot be in this encoding.
    fn read(self, text: &str) -> Option<String> {
        match self {
            Self::Tcvn3 => Some(tables::from_tcvn3(text)),
            Self::Vni => Some(tables::from_vni(text)),
            Self::Utf8 => from_utf8_in_1252(text),
        }
    }
}

/// Puts every text of the file into Unicode (NFC), and says what was converted, with an example.
pub(super) fn mend(file: &mut FeatureFile) {
    let mut scores = [Score::default(); 4];
    for feature in &file.features {
        feature.properties.iter().for_each(|(name, value)| visit(name, value, &mut |text| count(text, &mut scores)));
    }
    let old = decide(&scores);
    let mut example = None;
    for feature in &mut file.features {
        let properties = std::mem::take(&mut feature.properties);
        feature.properties = converted(properties, old, &mut example);
    }
    file.remarks.extend(old.zip(example).map(|(old, (before, after))| converted_words(old, &before, &after)));
}

/// Puts texts into Unicode (NFC), all of them taken together; says what was converted.
pub(super) fn mend_texts<'a>(texts: impl Iterator<Item = &'a mut String>) -> Option<Localized> {
    let mut texts: Vec<&mut String> = texts.collect();
    let mut scores = [Score::default(); 4];
    for text in &texts {
        count(text, &mut scores);
    }
    let old = decide(&scores);
    let mut example = None;
    for held in &mut texts {
        **held = text(std::mem::take(*held), old, &mut example);
    }
    old.zip(example).map(|(old, (before, after))| converted_words(old, &before, &after))
}

fn converted_words(old: Old, before: &str, after: &str) -> Localized {
    let (before, after, name) = (short(before), short(after), old.name());
    Localized::new(
        format!("Chữ trong tệp dùng bảng mã cũ {name}, đã chuyển sang Unicode: “{before}” thành “{after}”."),
        format!(
            "Texts in the file are in the old encoding {name} and were converted to Unicode: “{before}” to “{after}”."
        ),
    )
}

fn visit(name: &str, value: &Value, with: &mut impl FnMut(&str)) {
    with(name);
    match value {
        Value::String(text) => with(text),
        Value::Array(items) => items.iter().for_each(|item| visit("", item, with)),
        Value::Object(members) => members.iter().for_each(|(name, member)| visit(name, member, with)),
        _ => {}
    }
}

/// How many words beyond ASCII are possible in Vietnamese, of how many.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    possible: usize,
    of: usize,
}

impl Score {
    fn share(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.possible as f64 / self.of as f64 }
    }
}

/// Whether a text can be in an old encoding at all: it has letters beyond ASCII, and no others than Windows-1252 has.
fn is_doubtful(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(|c| byte_of(c).is_some())
}

fn count(text: &str, scores: &mut [Score; 4]) {
    let [as_is, tcvn3, vni, utf8] = scores;
    if as_is.of > MAX_WORDS || !is_doubtful(text) {
        return;
    }
    add(as_is, text);
    for (score, old) in [(tcvn3, Old::Tcvn3), (vni, Old::Vni), (utf8, Old::Utf8)] {
        match old.read(text) {
            Some(read) => add(score, &read),
            None => score.of += 1,
        }
    }
}

fn add(score: &mut Score, text: &str) {
    for word in words(text).filter(|word| !word.is_ascii()) {
        score.of += 1;
        score.possible += usize::from(syllable::is_possible(word));
    }
}

/// Words: what stands between spaces and marks of ASCII. Signs beside numbers (m², 15°) say nothing.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let apart = |c: char| c.is_whitespace() || (c.is_ascii() && !c.is_ascii_alphabetic()) || "²³°±º–“”’‘…".contains(c);
    text.split(apart).filter(|word| !word.is_empty())
}

fn decide(scores: &[Score; 4]) -> Option<Old> {
    let [as_is, tcvn3, vni, utf8] = scores;
    if as_is.of == 0 || as_is.share() >= BELIEVED {
        return None;
    }
    // Where several read alike, the one of fewer, longer words: bytes of UTF-8 are no accident.
    let readings = [(Old::Utf8, utf8), (Old::Vni, vni), (Old::Tcvn3, tcvn3)];
    let believed = readings.into_iter().filter(|(_, score)| score.share() >= BELIEVED.max(as_is.share() + BETTER));
    let mut believed: Vec<_> = believed.collect();
    believed.sort_by(|(_, one), (_, other)| other.share().total_cmp(&one.share()));
    match believed.as_slice() {
        [(old, best), rest @ ..] => {
            let clear = rest.iter().all(|(_, next)| best.share() - next.share() > 0.05) || *old == Old::Utf8;
            clear.then_some(*old)
        }
        [] => None,
    }
}

fn converted(
    properties: Map<String, Value>,
    old: Option<Old>,
    example: &mut Option<(String, String)>,
) -> Map<String, Value> {
    let mut out = Map::new();
    for (name, value) in properties {
        let name = text(name, old, example);
        let value = converted_value(value, old, example);
        // Two names may have become one; neither value is thrown away.
        let mut free = name.clone();
        let mut n = 2;
        while out.contains_key(&free) {
            free = format!("{name}_{n}");
            n += 1;
        }
        out.insert(free, value);
    }
    out
}

fn converted_value(value: Value, old: Option<Old>, example: &mut Option<(String, String)>) -> Value {
    match value {
        Value::String(held) => Value::String(text(held, old, example)),
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| converted_value(item, old, example)).collect())
        }
        Value::Object(members) => Value::Object(converted(members, old, example)),
        other => other,
    }
}

fn text(held: String, old: Option<Old>, example: &mut Option<(String, String)>) -> String {
    if held.is_ascii() {
        return held;
    }
    match old.filter(|_| is_doubtful(&held)).and_then(|old| old.read(&held)) {
        Some(read) if read != held => {
            let read = nfc(&read);
            example.get_or_insert_with(|| (held, read.clone()));
            read
        }
        _ => nfc(&held),
    }
}

/// A text as it looks when its UTF-8 is taken for Windows-1252; for tests.
#[cfg(test)]
fn mojibake(text: &str) -> String {
    super::text::windows_1252(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::feature;
    use crate::formats::{Format, StatedCrs};
    use serde_json::json;

    const NAMES: [&str; 8] = [
        "Thành phố Quảng Ngãi",
        "Thôn Măng Đen, xã Sơn Hà",
        "Sạt lở đất, đá ở sườn núi phía tây",
        "Trường tiểu học Nguyễn Văn Trỗi",
        "Cầu Trà Khúc – hạ lưu",
        "Đường Hồ Chí Minh, km 12+300",
        "Nhà sinh hoạt cộng đồng làng Kon Brăp Ju",
        "Kỳ Xuân, Mỹ Khê, Tịnh Kỳ, quý, khuỷu, thuở",
    ];

    fn file_of(texts: &[String]) -> FeatureFile {
        let features = texts.iter().map(|text| feature(1, json!({"ten": text}), None)).collect();
        FeatureFile { format: Format::Csv, crs: StatedCrs::Missing, features, refused: Vec::new(), remarks: Vec::new() }
    }

    fn check(texts: &[String], expected: &[&str], name: Option<&str>) {
        let mut file = file_of(texts);
        mend(&mut file);
        let read: Vec<&str> = file.features.iter().map(|feature| feature.properties["ten"].as_str().unwrap()).collect();
        assert_eq!(read, expected);
        assert_eq!(file.remarks.len(), usize::from(name.is_some()), "{:?}", file.remarks);
        assert!(name.is_none_or(|name| file.remarks[0].vi.contains(name)), "{:?}", file.remarks);
    }

    #[test]
    fn each_old_encoding_is_recognised_from_a_whole_file_and_from_a_single_name() {
        let all = |write: fn(&str) -> String| NAMES.map(write).to_vec();
        check(&all(tables::to_tcvn3), &NAMES, Some("TCVN3"));
        check(&all(tables::to_vni), &NAMES, Some("VNI"));
        check(&all(mojibake), &NAMES, Some("UTF-8"));
        for name in NAMES {
            check(&[tables::to_tcvn3(name)], &[name], Some("TCVN3"));
            check(&[tables::to_vni(name)], &[name], Some("VNI"));
            check(&[mojibake(name)], &[name], Some("UTF-8"));
        }
        check(&["Thaønh phoá".into()], &["Thành phố"], Some("VNI"));
        check(&["S¬n".into()], &["Sơn"], Some("TCVN3"));
        check(&["ThÃ nh phá»‘".into()], &["Thành phố"], Some("UTF-8"));
        check(&[mojibake(&mojibake("Đức Phổ"))], &["Đức Phổ"], Some("UTF-8"));
    }

    #[test]
    fn capitals_of_tcvn3_are_told_by_the_letters_beside_them() {
        check(&["HUYÖN S¥N Hµ".into()], &["HUYỆN SƠN HÀ"], Some("TCVN3"));
        check(&["x· Bê Y, huyÖn Ngäc Håi".into()], &["xã Bờ Y, huyện Ngọc Hồi"], Some("TCVN3"));
    }

    #[test]
    fn what_is_right_or_not_vietnamese_is_left_alone() {
        for names in [
            &NAMES[..],
            &["Hà", "Hòa", "Xã Đoàn"],
            &["Côte d'Ivoire", "Élève", "Malmö", "São Tomé"],
            &["m²", "15° ± 2"],
            &["Diện tích m²"],
        ] {
            let texts: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            check(&texts, names, None);
        }
    }

    #[test]
    fn a_few_old_texts_among_many_right_ones_are_left_alone() {
        let mut texts: Vec<String> =
            ["Xã Hòa Bình", "Bình Sơn", "Trà Bồng", "Lý Sơn", "An Hà"].map(str::to_owned).to_vec();
        texts.push(tables::to_tcvn3("Hà"));
        let expected = texts.clone();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&texts, &expected, None);
    }

    #[test]
    fn names_of_properties_are_converted_and_stay_different() {
        let mut file = file_of(&[tables::to_tcvn3(NAMES[2])]);
        file.features[0].properties = json!({tables::to_tcvn3("Tên xã"): tables::to_tcvn3(NAMES[1]), "Te\u{302}n": 1, tables::to_tcvn3("Tên"): 2}).as_object().unwrap().clone();
        mend(&mut file);
        let names: Vec<&String> = file.features[0].properties.keys().collect();
        assert_eq!(names, ["Tên", "Tên xã", "Tên_2"]);
    }
}
