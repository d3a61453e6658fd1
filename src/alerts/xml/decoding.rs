//! From bytes to text, losing nothing.

use std::borrow::Cow;

use quick_xml::{
    encoding::{decode, detect_encoding},
    events::{BytesDecl, BytesStart},
};

use super::{Limits, XmlFault};

/// A document in Unicode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text without byte order mark and XML declaration; the bytes themselves where they were UTF-8.
    pub text: Cow<'b, str>,
    /// How many bytes were not valid UTF-8 and were read as Latin-1 instead, so that none is lost.
    pub stray_bytes: usize,
}

/// Turns bytes into text by byte order mark, else by the declared encoding, else as UTF-8.
///
/// UTF-8 with stray bytes is read on, each stray byte as the Latin-1 letter it stands for, and counted:
/// two of the collected real files are so, and an alert is worth more than an accent.
pub fn decode_bytes<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Decoded<'b>, XmlFault> {
    if bytes.len() > limits.bytes {
        return Err(XmlFault::TooLong { limit: limits.bytes });
    }
    let detected = detect_encoding(bytes);
    let body = bytes.get(detected.as_ref().map_or(0, quick_xml::encoding::DetectedEncoding::bom_len)..).unwrap_or(&[]);
    let body = body.trim_ascii_start();
    let mut encoding = detected.map(|found| found.encoding()).filter(|found| !found.is_ascii_compatible());
    if encoding.is_none()
        && let Some(declaration) = declaration_of(body)
    {
        let declaration = BytesDecl::from_start(BytesStart::from_content(declaration, 3));
        encoding = declaration.encoder();
        match declaration.encoding() {
            Some(Ok(label)) if encoding.is_none() => return Err(XmlFault::UnknownEncoding(label.into_owned())),
            Some(Err(error)) => return Err(XmlFault::Malformed { line: 1, detail: error.to_string() }),
            Some(Ok(_)) | None => {}
        }
    }
    let (text, stray_bytes) = match encoding {
        Some(encoding) if encoding.name() != "UTF-8" => {
            let text = decode(body, encoding).map_err(|_| XmlFault::WrongEncoding(encoding.name().to_owned()))?;
            (text, 0)
        }
        _ => utf8_or_latin1(body),
    };
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(bare(text)),
        Cow::Owned(text) => Cow::Owned(bare(&text).to_owned()),
    };
    Ok(Decoded { text, stray_bytes })
}

/// The text without its declaration and the space around that.
fn bare(text: &str) -> &str {
    let rest = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    rest.map_or(text, |(_, rest)| rest).trim_start()
}

/// What stands between `<?` and `?>` of an XML declaration at the very start.
fn declaration_of(body: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(body.get(..body.len().min(256)).unwrap_or(&[]));
    let (inside, _) = head.strip_prefix("<?")?.split_once("?>")?;
    // quick-xml takes the name on trust, and panics where its end is not the end of a letter.
    inside.strip_prefix("xml")?.starts_with(|c: char| c.is_ascii_whitespace()).then(|| inside.to_owned())
}

fn utf8_or_latin1(body: &[u8]) -> (Cow<'_, str>, usize) {
    if let Ok(text) = simdutf8::basic::from_utf8(body) {
        return (Cow::Borrowed(text), 0);
    }
    let mut text = String::with_capacity(body.len());
    let mut stray = 0;
    for chunk in body.utf8_chunks() {
        text.push_str(chunk.valid());
        stray += chunk.invalid().len();
        text.extend(chunk.invalid().iter().copied().map(char::from));
    }
    (Cow::Owned(text), stray)
}
