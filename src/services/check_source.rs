//! What can be polled: what is set of a source is checked before it is kept.

use super::ServiceError;
use super::live_data::Picture;
use crate::alerts::adapters::SourceFormat;
use crate::alerts::signature::SigningKey;
use crate::alerts::source::{AlertSource, PollRules};
use crate::kernel::Localized;

/// How often a source may be asked: neither a burden to it nor forgotten for days.
const EVERY: std::ops::RangeInclusive<u32> = 10..=86_400;

/// The refusal of what stands at `pointer`.
pub(super) fn invalid(pointer: &str, wording: Localized) -> ServiceError {
    ServiceError::Invalid { pointer: pointer.into(), wording }
}

fn refuse(wrong: bool, pointer: &str, vi: &str, en: &str) -> Result<(), ServiceError> {
    if wrong { Err(invalid(pointer, Localized::new(vi, en))) } else { Ok(()) }
}

/// Refuses what cannot be polled.
pub(super) fn check(source: &AlertSource) -> Result<(), ServiceError> {
    let rules = &source.rules;
    let code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
    refuse(
        source.code.is_empty() || source.code.len() > 64 || !source.code.chars().all(code),
        "/code",
        "Mã nguồn gồm 1–64 chữ thường không dấu, chữ số, dấu “-”, “_” hoặc “.”.",
        "A code has 1–64 lower-case letters, digits, “-”, “_” or “.”.",
    )?;
    let length = source.name.chars().count();
    refuse(
        !(1..=200).contains(&length),
        "/name",
        "Tên nguồn có từ 1 đến 200 ký tự.",
        "A name has 1 to 200 characters.",
    )?;
    refuse(
        !is_address(&source.url),
        "/url",
        "Địa chỉ phải bắt đầu bằng http:// hoặc https:// và không kèm tên, mật khẩu.",
        "The address must begin with http:// or https://, without a name or password in it.",
    )?;
    refuse(
        !EVERY.contains(&rules.every_seconds),
        "/every_seconds",
        "Chu kỳ hỏi nguồn từ 10 đến 86400 giây.",
        "The time between two polls is 10 to 86400 seconds.",
    )?;
    check_rules(rules)
}

fn check_rules(rules: &PollRules) -> Result<(), ServiceError> {
    refuse(
        rules.also_hosts.len() > 20 || !rules.also_hosts.iter().all(|host| is_host(host)),
        "/also_hosts",
        "Mỗi máy chủ ghi dạng “ten.may.chu” hoặc “ten.may.chu:cổng”; tối đa 20.",
        "Each host is written “host.name” or “host.name:port”; 20 at most.",
    )?;
    refuse(
        rules.senders.len() > 100 || !rules.senders.iter().all(|sender| is_short(sender)),
        "/senders",
        "Mỗi nơi phát có từ 1 đến 200 ký tự; tối đa 100.",
        "Each sender has 1 to 200 characters; 100 at most.",
    )?;
    refuse(
        rules.covers.len() > 500 || !rules.covers.iter().all(|code| is_unit_code(code)),
        "/covers",
        "Mỗi nơi ghi bằng mã tỉnh (2 chữ số) hoặc mã xã (5 chữ số); tối đa 500.",
        "Each place is the code of a province (2 digits) or a commune (5 digits); 500 at most.",
    )?;
    let usable = |key: &String| SigningKey::from_pem(key).is_ok();
    refuse(
        !rules.signing_key.as_ref().is_none_or(usable),
        "/signing_key",
        "Khóa chữ ký phải là chứng thư (CERTIFICATE) hoặc khóa công khai (PUBLIC KEY) dạng PEM, loại RSA hoặc đường cong elliptic.",
        "The key must be a certificate (CERTIFICATE) or a public key (PUBLIC KEY) in PEM, of RSA or an elliptic curve.",
    )?;
    refuse(
        rules.signing_key.is_some() && rules.format != SourceFormat::Auto,
        "/signing_key",
        "Chỉ kiểm tra được chữ ký của bản tin CAP dạng XML (dạng dữ liệu: tự nhận). Bỏ khóa, hoặc đổi dạng dữ liệu.",
        "Only CAP in XML has signatures that can be checked (format: auto). Take the key away, or change the format.",
    )?;
    let field = |text: &Option<String>| text.as_ref().is_none_or(|text| is_short(text) && is_plain(text));
    refuse(
        !field(&rules.user_agent) || !field(&rules.accept),
        "/user_agent",
        "Tên phần mềm gửi kèm chỉ gồm ký tự ASCII, tối đa 200 ký tự.",
        "What this program calls itself has ASCII characters only, 200 at most.",
    )?;
    let noted = |note: &Localized| note.vi.chars().count().max(note.en.chars().count()) <= 2_000;
    refuse(
        !rules.note.as_ref().is_none_or(noted),
        "/note",
        "Ghi chú có tối đa 2000 ký tự.",
        "A note has 2000 characters at most.",
    )
}

fn is_address(text: &str) -> bool {
    let plain = |url: url::Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    };
    text.len() <= 2_000 && url::Url::parse(text).is_ok_and(plain)
}

fn is_host(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
    (1..=253).contains(&text.len()) && text.chars().all(allowed)
}

fn is_unit_code(text: &str) -> bool {
    matches!(text.len(), 2 | 5) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Refuses places that are not known.
pub(super) fn check_places(picture: &Picture, covers: &[String]) -> Result<(), ServiceError> {
    let unknown = covers.iter().find(|code| picture.gazetteer.on(code, picture.day).is_none());
    unknown.map_or(Ok(()), |code| {
        let wording = Localized::new(
            format!("Không có tỉnh, xã nào mang mã “{code}” hiện nay."),
            format!("No province or commune has the code “{code}” today."),
        );
        Err(invalid("/covers", wording))
    })
}

fn is_short(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 200
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::source::SourceMemory;
    use crate::kernel::ids::SourceId;

    #[test]
    fn only_what_can_be_polled_is_kept() {
        let good = AlertSource {
            id: SourceId::new("2026-11-24T00:00:00Z".parse().unwrap()),
            code: "vn-kttv".into(),
            name: "Nguồn thử".into(),
            url: "https://alerts.example.vn/feed.xml".into(),
            enabled: true,
            demonstration: false,
            revision: 1,
            rules: PollRules::default(),
            memory: SourceMemory::default(),
        };
        check(&good).unwrap();
        let rules = |rules: PollRules| AlertSource { rules, ..good.clone() };
        let bad = [
            ("/code", AlertSource { code: "Tin bão".into(), ..good.clone() }),
            ("/name", AlertSource { name: String::new(), ..good.clone() }),
            ("/url", AlertSource { url: "file:///etc/passwd".into(), ..good.clone() }),
            ("/url", AlertSource { url: "https://a:b@alerts.example.vn/".into(), ..good.clone() }),
            ("/every_seconds", rules(PollRules { every_seconds: 1, ..PollRules::default() })),
            ("/also_hosts", rules(PollRules { also_hosts: vec!["http://a/b".into()], ..PollRules::default() })),
            ("/senders", rules(PollRules { senders: vec![" ".into()], ..PollRules::default() })),
            ("/covers", rules(PollRules { covers: vec!["Quảng Ngãi".into()], ..PollRules::default() })),
            ("/user_agent", rules(PollRules { user_agent: Some("ứng phó\n".into()), ..PollRules::default() })),
        ];
        for (expected, source) in bad {
            match check(&source) {
                Err(ServiceError::Invalid { pointer, .. }) => assert_eq!(pointer, expected),
                other => panic!("{expected}: {other:?}"),
            }
        }
    }
}
