//! What a name or code in a plan, an alert or a letter means, on the day it was written and today.
//!
//! Identity is exact: every mark counts. Where nothing is spelt like that, spellings that may be meant are listed
//! and called so. Several possible units are a list, never a guess.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::gazetteer::{Gazetteer, UnitForm};
use super::{UNKNOWN_BEGINNING, UnitKind};
use crate::kernel::Localized;
use crate::kernel::folding::search_key;
use crate::kernel::wording::{day_en, day_vi};

/// How a unit was recognised. The order is that of certainty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Matched {
    /// By its code.
    Code,
    /// By its name, every mark the same.
    Exact,
    /// By its name with other marks or in another spelling.
    Folded,
    /// By its name, but the text calls it something else (phường for xã).
    OtherKind,
}

/// A unit that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The unit, as it was.
    pub unit: UnitForm,
    /// How it was recognised.
    pub matched: Matched,
    /// Whether it exists today.
    pub exists: bool,
    /// The units that have its area today; empty where nobody wrote that down.
    pub present: Vec<UnitForm>,
    /// Why it is listed, and what became of it.
    pub why: Localized,
}

/// What a text may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// Every unit that may be meant, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// What a person should know before using them: nothing was found, several were, or not where the text says.
    pub remark: Option<Localized>,
}

/// A text taken apart: a name, and what the text calls it.
struct Reading {
    kinds: Option<&'static [UnitKind]>,
    name: String,
}

const COMMUNE: &[UnitKind] = &[UnitKind::Commune];
const WARD: &[UnitKind] = &[UnitKind::Ward];
const TOWN: &[UnitKind] = &[UnitKind::Town];
const SPECIAL_ZONE: &[UnitKind] = &[UnitKind::SpecialZone];
const DISTRICT: &[UnitKind] = &[UnitKind::District];
const CITY: &[UnitKind] = &[UnitKind::District, UnitKind::Province];
const PROVINCE: &[UnitKind] = &[UnitKind::Province];

/// Words that say what a unit is, without marks; the longer ones first.
const KIND_WORDS: [(&str, &[UnitKind]); 18] = [
    ("thanh pho", CITY),
    ("thi tran", TOWN),
    ("dac khu", SPECIAL_ZONE),
    ("thi xa", DISTRICT),
    ("phuong", WARD),
    ("huyen", DISTRICT),
    ("tinh", PROVINCE),
    ("quan", DISTRICT),
    ("xa", COMMUNE),
    ("tp", CITY),
    ("tt", TOWN),
    ("tx", DISTRICT),
    ("dk", SPECIAL_ZONE),
    ("h", DISTRICT),
    ("q", DISTRICT),
    ("p", WARD),
    ("x", COMMUNE),
    ("t", PROVINCE),
];

impl Reading {
    /// The ways to read a text: whole, and with its first word as what the unit is. Both are tried, because
    /// "Quan Sơn" written without marks begins like "quận".
    fn all(text: &str) -> Vec<Self> {
        let whole = Self { kinds: None, name: text.to_owned() };
        let parted = KIND_WORDS.iter().find_map(|(word, kinds)| {
            let rest = after_word(text, word)?;
            (!rest.is_empty()).then(|| Self { kinds: Some(kinds), name: rest.to_owned() })
        });
        std::iter::once(whole).chain(parted).collect()
    }

    /// Whether the text calls it what `form` is. A province is a "tỉnh" or a "thành phố", never both.
    fn allows(&self, form: &UnitForm) -> bool {
        self.kinds.is_none_or(|kinds| {
            let city = form.kind != UnitKind::Province || (kinds == CITY) == form.name.starts_with("Thành phố ");
            kinds.contains(&form.kind) && city
        })
    }
}

/// What follows `word` (lower case, no marks) at the beginning of `text`, after a space or a dot.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, '.' | ' ' | '\u{a0}'));
    ends.filter_map(|(at, _)| text.split_at_checked(at))
        .find(|(head, _)| search_key(head) == word)
        .map(|(_, rest)| rest.trim_start_matches(['.', ' ', '\u{a0}']))
}

/// A part of an address without "cũ" behind it.
fn cleaned(part: &str) -> &str {
    let part = part.trim().trim_end_matches('.');
    let lower = part.to_lowercase();
    let tail = ["(cũ)", "(cu)", " cũ"].into_iter().find(|tail| lower.ends_with(tail));
    // Lower case may be longer or shorter in bytes than the text itself.
    let cut = tail.and_then(|tail| part.char_indices().rev().nth(tail.chars().count() - 1));
    cut.map_or(part, |(at, _)| part.get(..at).unwrap_or(part)).trim()
}

/// The units that `text`, written on the day `on`, may mean, and what has their area on the day `today`.
///
/// `text` is a name with or without what the unit is, a code, or an address of several parts, of which the first is
/// looked for and the others narrow it down: "xã Đăk Long, huyện Đăk Hà".
pub fn resolve(gazetteer: &Gazetteer, text: &str, on: NaiveDate, today: NaiveDate) -> Resolution {
    let mut parts = text.split([',', ';', '\n']).map(cleaned).filter(|part| !part.is_empty());
    let Some(first) = parts.next() else {
        return Resolution { candidates: Vec::new(), remark: Some(words::not_found(text)) };
    };
    let context: Vec<&str> = parts.collect();
    let known = matches(gazetteer, first);
    let began: Vec<(Matched, &UnitForm)> = known.iter().filter(|(_, form)| form.valid_from <= on).copied().collect();
    if began.is_empty() {
        let later = known.iter().map(|(_, form)| *form).min_by_key(|form| form.valid_from);
        let remark = later.map_or_else(|| words::not_found(text), |form| words::only_later(form, on));
        return Resolution { candidates: Vec::new(), remark: Some(remark) };
    }
    let one_each = latest_of_each(&began, on);
    let (within, elsewhere): (Vec<_>, Vec<_>) =
        one_each.into_iter().partition(|(_, form)| context.iter().all(|part| lies_in(gazetteer, form, part)));
    let misplaced = within.is_empty();
    let mut kept = if misplaced { elsewhere } else { within };
    kept.sort_by_key(|(matched, form)| (*matched, !form.holds_on(on), form.code.len() != 5, form.code.clone()));
    let candidates: Vec<Candidate> =
        kept.into_iter().map(|(matched, form)| candidate(gazetteer, matched, form, today)).collect();
    let remark = match candidates.len() {
        _ if misplaced => Some(words::elsewhere(&context.join(", "))),
        1 => None,
        several => Some(words::several(several)),
    };
    Resolution { candidates, remark }
}

/// The forms a single part may mean: those of the code, else those spelt so, else those that may be meant.
fn matches<'g>(gazetteer: &'g Gazetteer, part: &str) -> Vec<(Matched, &'g UnitForm)> {
    let readings = Reading::all(part);
    let named = |matched: Matched, find: &dyn Fn(&str) -> Vec<&'g UnitForm>, of_its_kind: bool| {
        let mut found: Vec<(Matched, &UnitForm)> = Vec::new();
        for reading in &readings {
            let forms = find(&reading.name).into_iter().filter(|form| reading.allows(form) == of_its_kind);
            found.extend(forms.map(|form| (matched, form)));
        }
        found
    };
    let exactly = |name: &str| gazetteer.named_exactly(name);
    let loosely = |name: &str| gazetteer.named_loosely(name);
    let coded = part.bytes().all(|byte| byte.is_ascii_digit()) && matches!(part.len(), 2 | 3 | 5);
    let by_code = if coded { gazetteer.history(part) } else { Vec::new() };
    let mut found: Vec<_> = by_code.into_iter().map(|form| (Matched::Code, form)).collect();
    found.extend(named(Matched::Exact, &exactly, true));
    for (matched, find, of_its_kind) in [
        (Matched::Folded, &loosely as &dyn Fn(&str) -> Vec<&'g UnitForm>, true),
        (Matched::OtherKind, &exactly, false),
        (Matched::OtherKind, &loosely, false),
    ] {
        if found.is_empty() {
            found = named(matched, find, of_its_kind);
        }
    }
    found
}

/// Of several forms under one code and name, the one of the day, else the last.
fn latest_of_each<'g>(found: &[(Matched, &'g UnitForm)], on: NaiveDate) -> Vec<(Matched, &'g UnitForm)> {
    let mut kept: Vec<(Matched, &UnitForm)> = Vec::new();
    for (matched, form) in found {
        let better = |other: &UnitForm| (form.holds_on(on), form.valid_from) > (other.holds_on(on), other.valid_from);
        match kept.iter_mut().find(|(_, other)| other.code == form.code && other.name == form.name) {
            Some(slot) if better(slot.1) => *slot = (slot.0.min(*matched), form),
            Some(_) => {}
            None => kept.push((*matched, form)),
        }
    }
    kept
}

/// Whether a unit above `form`, in its own time or today, may be called `part`.
fn lies_in(gazetteer: &Gazetteer, form: &UnitForm, part: &str) -> bool {
    let wanted: Vec<&UnitForm> = matches(gazetteer, part).into_iter().map(|(_, form)| form).collect();
    let day = form.valid_to.unwrap_or(form.valid_from);
    let mut above = form.parent_code.as_deref();
    for _ in 0..4 {
        let Some(code) = above else { break };
        if wanted.iter().any(|unit| unit.code == code) {
            return true;
        }
        above = gazetteer.on(code, day).and_then(|unit| unit.parent_code.as_deref());
    }
    // A new commune may still be told by the district it was in.
    form.former_district.as_deref().is_some_and(|district| {
        let district = matches(gazetteer, district);
        district.iter().any(|(_, unit)| wanted.iter().any(|wanted| wanted.code == unit.code))
    })
}

fn candidate(gazetteer: &Gazetteer, matched: Matched, form: &UnitForm, today: NaiveDate) -> Candidate {
    let present: Vec<UnitForm> = gazetteer.present(form, today).into_iter().cloned().collect();
    let exists = form.holds_on(today);
    let why = words::why(matched, form, exists, &present);
    Candidate { unit: form.clone(), matched, exists, present, why }
}

/// What is said of a unit that is no more: since when, and where its area is now.
pub fn became(form: &UnitForm, present: &[UnitForm]) -> Localized {
    let Some(last) = form.valid_to else { return Localized::new("", "") };
    let since = last.succ_opt().unwrap_or(last);
    let names: Vec<&str> = present.iter().map(|unit| unit.name.as_str()).take(8).collect();
    let more = if present.len() > names.len() { ", …" } else { "" };
    let names = format!("{}{more}", names.join(", "));
    match present.len() {
        0 => Localized::new(
            format!("Không còn từ {}; chưa rõ nay thuộc đơn vị nào.", day_vi(since)),
            format!("No longer exists since {}; what took over is not recorded.", day_en(since)),
        ),
        count => Localized::new(
            format!("Không còn từ {}; nay thuộc {count} đơn vị: {names}.", day_vi(since)),
            format!("No longer exists since {}; its area is now in {count} units: {names}.", day_en(since)),
        ),
    }
}

/// What is said where an alert names a unit by a code that is no longer in use; `None` where the code is in use, or
/// not known at all.
pub fn former_code(gazetteer: &Gazetteer, code: &str, today: NaiveDate) -> Option<Localized> {
    let form = gazetteer.former(code, today)?;
    let present: Vec<UnitForm> = gazetteer.present(form, today).into_iter().cloned().collect();
    let (name, became) = (&form.name, became(form, &present));
    Some(Localized::new(
        format!("Bản tin nêu mã {code} ({name}). {}", became.vi),
        format!("The alert names code {code} ({name}). {}", became.en),
    ))
}

/// The sentences, in one place so that they can be read together.
mod words {
    use super::{Localized, Matched, NaiveDate, UNKNOWN_BEGINNING, UnitForm, became, day_en, day_vi};

    pub fn not_found(text: &str) -> Localized {
        let text = text.trim();
        Localized::new(
            format!("Không tìm thấy đơn vị nào tên hoặc mã “{text}”. Không có nghĩa là không có: kiểm tra cách viết."),
            format!("No unit of the name or code “{text}” was found. That does not mean there is none: check it."),
        )
    }

    pub fn only_later(form: &UnitForm, on: NaiveDate) -> Localized {
        let (name, from) = (&form.name, form.valid_from);
        Localized::new(
            format!("Ngày {} chưa có {name}; đơn vị này có từ {}.", day_vi(on), day_vi(from)),
            format!("On {} there was no {name} yet; it exists from {}.", day_en(on), day_en(from)),
        )
    }

    pub fn several(count: usize) -> Localized {
        Localized::new(
            format!("Có {count} đơn vị có thể là nơi này. Chọn theo loại đơn vị, mã hoặc nơi trực thuộc."),
            format!("{count} units may be meant. Choose by kind, code or the unit above."),
        )
    }

    pub fn elsewhere(context: &str) -> Localized {
        Localized::new(
            format!(
                "Không thấy đơn vị này thuộc “{context}”. Các đơn vị cùng tên ở nơi khác được liệt kê; kiểm tra lại."
            ),
            format!("No such unit was found in “{context}”. Those of that name elsewhere are listed; check them."),
        )
    }

    pub fn why(matched: Matched, form: &UnitForm, exists: bool, present: &[UnitForm]) -> Localized {
        let name = &form.name;
        let how = match matched {
            Matched::Code => {
                Localized::new(format!("Mã {} là của {name}.", form.code), format!("Code {} is {name}.", form.code))
            }
            Matched::Exact => Localized::new(format!("Đúng tên {name}."), format!("Spelt as {name}.")),
            Matched::Folded => Localized::new(
                format!("Có thể là {name}: khác dấu hoặc cách viết. Kiểm tra lại."),
                format!("May be {name}: the marks or the spelling differ. Check it."),
            ),
            Matched::OtherKind => Localized::new(
                format!("Cùng tên nhưng loại đơn vị khác: {name}. Kiểm tra lại."),
                format!("The same name, but another kind of unit: {name}. Check it."),
            ),
        };
        if exists {
            let since = form.valid_from;
            if since == UNKNOWN_BEGINNING {
                return how;
            }
            return Localized::new(
                format!("{} Có từ {}.", how.vi, day_vi(since)),
                format!("{} It exists since {}.", how.en, day_en(since)),
            );
        }
        let became = became(form, present);
        Localized::new(format!("{} {}", how.vi, became.vi), format!("{} {}", how.en, became.en))
    }
}

#[cfg(test)]
mod tests;
