//! Taking a unit from a list into what is known of its code: nothing is overwritten, forms end by date.

use chrono::NaiveDate;

use super::{AdminUnit, BoundaryKind, Share, Succession, UnitKey};
use crate::kernel::Localized;
use crate::kernel::folding::exact_key;
use crate::kernel::wording::{day_en, day_vi};

/// A unit as a list has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The unit. Where the list does not say since when it exists, `valid_from` is the day of the list, or
    /// [`UNKNOWN_BEGINNING`](super::UNKNOWN_BEGINNING) for a unit that the list says has ended.
    pub unit: AdminUnit,
    /// Whether the list says since when it exists.
    pub says_from: bool,
    /// Whether it was only named by others, as a province by its communes: tells no more than its name.
    pub named_only: bool,
}

/// What a list's row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The unit, or this form of it, was not known.
    Added,
    /// The unit has another name, kind or parent from the day on; its earlier form ends the day before.
    Changed,
    /// The same unit with better facts: its place, its outline, its last day.
    Updated,
    /// Nothing.
    Unchanged,
}

/// A row taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenIn {
    /// What it does.
    pub fate: Fate,
    /// The form that the row is about, as it is to stand.
    pub form: UnitKey,
    /// Forms to be written.
    pub writes: Vec<AdminUnit>,
    /// The step from the earlier form, where a form ends.
    pub succession: Option<Succession>,
}

/// Takes `listed` into `forms`, all that is known of its code.
pub fn take_in(forms: &[AdminUnit], listed: &Listed) -> Result<TakenIn, Localized> {
    let unit = &listed.unit;
    if let Some(last) = unit.valid_to
        && last < unit.valid_from
    {
        return Err(words::ends_before_it_begins(unit.valid_from, last));
    }
    if let Some(last) = unit.valid_to.filter(|_| !listed.says_from)
        && let Some(ending) = forms.iter().find(|form| holds_on(form, last))
    {
        return if same_unit(ending, unit) { Ok(update(ending, listed, forms)) } else { Err(words::overlaps(ending)) };
    }
    if let Some(same) = forms.iter().find(|form| form.valid_from == unit.valid_from) {
        return Ok(update(same, listed, forms));
    }
    let holding = forms.iter().find(|form| holds_on(form, unit.valid_from));
    match holding {
        Some(form) if !listed.says_from && same_unit(form, unit) => Ok(update(form, listed, forms)),
        Some(form) => replace(form, listed, forms),
        None => add(listed, forms).map(|unit| TakenIn {
            fate: Fate::Added,
            form: key(&unit),
            writes: vec![unit],
            succession: None,
        }),
    }
}

/// The form of `unit` that ends on the day before `day`.
pub fn ended(unit: &AdminUnit, day: NaiveDate) -> AdminUnit {
    AdminUnit { valid_to: day.pred_opt(), ..unit.clone() }
}

fn holds_on(unit: &AdminUnit, day: NaiveDate) -> bool {
    unit.valid_from <= day && unit.valid_to.is_none_or(|last| day <= last)
}

fn key(unit: &AdminUnit) -> UnitKey {
    UnitKey { code: unit.code.clone(), valid_from: unit.valid_from }
}

fn same_unit(one: &AdminUnit, other: &AdminUnit) -> bool {
    exact_key(&one.name) == exact_key(&other.name) && one.kind == other.kind && one.parent_code == other.parent_code
}

/// The same form with what the list knows better. What the list leaves out stays: a last day, a former district, an
/// outline that was surveyed.
fn update(known: &AdminUnit, listed: &Listed, forms: &[AdminUnit]) -> TakenIn {
    let unit = &listed.unit;
    let keeps_outline = unit.boundary.is_none()
        || (known.boundary_kind == BoundaryKind::Surveyed && unit.boundary_kind != BoundaryKind::Surveyed);
    let later = forms.iter().any(|form| form.valid_from > known.valid_from);
    let (outline, outline_kind) =
        if keeps_outline { (&known.boundary, known.boundary_kind) } else { (&unit.boundary, unit.boundary_kind) };
    let better = if listed.named_only {
        known.clone()
    } else {
        AdminUnit {
            valid_from: known.valid_from,
            // A form that another one follows has ended, whatever an older list says.
            valid_to: if later { known.valid_to } else { unit.valid_to.or(known.valid_to) },
            former_district: unit.former_district.clone().or_else(|| known.former_district.clone()),
            boundary: outline.clone(),
            boundary_kind: outline_kind,
            ..unit.clone()
        }
    };
    let fate = if better == *known { Fate::Unchanged } else { Fate::Updated };
    let writes = if fate == Fate::Unchanged { Vec::new() } else { vec![better] };
    TakenIn { fate, form: key(known), writes, succession: None }
}

/// Ends `form` the day before the unit begins.
fn replace(form: &AdminUnit, listed: &Listed, forms: &[AdminUnit]) -> Result<TakenIn, Localized> {
    let earlier = ended(form, listed.unit.valid_from);
    let mut others = forms.to_vec();
    others.retain(|other| other.valid_from != form.valid_from);
    let unit = add(listed, &others)?;
    let succession = Succession {
        old: key(&earlier),
        new: key(&unit),
        share: Share::Whole,
        decided_by: None,
        source: unit.source.clone(),
    };
    Ok(TakenIn { fate: Fate::Changed, form: key(&unit), writes: vec![earlier, unit], succession: Some(succession) })
}

/// The unit as it fits between the other forms of its code.
fn add(listed: &Listed, others: &[AdminUnit]) -> Result<AdminUnit, Localized> {
    let mut unit = listed.unit.clone();
    let next = others.iter().filter(|form| form.valid_from > unit.valid_from).min_by_key(|form| form.valid_from);
    if let Some(next) = next {
        match unit.valid_to {
            None => unit.valid_to = next.valid_from.pred_opt(),
            Some(last) if last >= next.valid_from => return Err(words::overlaps(next)),
            Some(_) => {}
        }
    }
    Ok(unit)
}

mod words {
    use super::{AdminUnit, Localized, NaiveDate, day_en, day_vi};

    pub fn ends_before_it_begins(from: NaiveDate, last: NaiveDate) -> Localized {
        Localized::new(
            format!("Ngày kết thúc {} trước ngày bắt đầu {}.", day_vi(last), day_vi(from)),
            format!("It ends on {}, before it begins on {}.", day_en(last), day_en(from)),
        )
    }

    pub fn overlaps(next: &AdminUnit) -> Localized {
        let (name, from) = (&next.name, next.valid_from);
        Localized::new(
            format!("Từ {} mã {} đã là của {name}. Sửa ngày kết thúc.", day_vi(from), next.code),
            format!("From {} on code {} is {name}. Correct the last day.", day_en(from), next.code),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::UnitKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn dong_nai(name: &str, from: &str) -> AdminUnit {
        AdminUnit {
            code: "75".into(),
            name: name.into(),
            kind: UnitKind::Province,
            parent_code: None,
            former_district: None,
            valid_from: day(from),
            valid_to: None,
            lon: 107.0,
            lat: 11.0,
            boundary: None,
            boundary_kind: BoundaryKind::None,
            source: "list".into(),
        }
    }

    fn listed(unit: AdminUnit) -> Listed {
        Listed { unit, says_from: false, named_only: false }
    }

    #[test]
    fn a_later_list_ends_the_old_form_by_date_and_an_older_list_does_not_bring_it_back() {
        let before = dong_nai("Tỉnh Đồng Nai", "2025-07-01");
        let after = dong_nai("Thành phố Đồng Nai", "2026-04-30");
        let taken = take_in(std::slice::from_ref(&before), &listed(after.clone())).unwrap();
        assert_eq!(taken.fate, Fate::Changed);
        assert_eq!(taken.writes[0].valid_to, Some(day("2026-04-29")));
        assert_eq!(taken.writes[1], after);
        assert_eq!(taken.succession.unwrap().share, Share::Whole);

        let known = taken.writes;
        for unit in [&before, &after, &dong_nai("Thành phố Đồng Nai", "2026-11-01")] {
            let again = take_in(&known, &listed(unit.clone())).unwrap();
            assert_eq!((again.fate, again.writes), (Fate::Unchanged, Vec::new()));
        }
    }

    #[test]
    fn what_a_list_leaves_out_stays() {
        let known = AdminUnit { former_district: Some("Huyện A".into()), ..dong_nai("Xã A", "2025-07-01") };
        let poorer = AdminUnit { lon: 107.5, ..dong_nai("Xã A", "2025-07-01") };
        let taken = take_in(std::slice::from_ref(&known), &listed(poorer)).unwrap();
        assert_eq!(taken.fate, Fate::Updated);
        assert_eq!(taken.writes, [AdminUnit { lon: 107.5, ..known }]);
    }

    #[test]
    fn a_form_of_before_fits_in_front_and_may_not_reach_into_the_next() {
        let known = dong_nai("Tỉnh Đồng Nai", "2025-07-01");
        let old = |last: Option<&str>| Listed {
            unit: AdminUnit { valid_to: last.map(day), ..dong_nai("Tỉnh Đồng Nai", "1991-01-01") },
            says_from: true,
            named_only: false,
        };
        let taken = take_in(std::slice::from_ref(&known), &old(None)).unwrap();
        assert_eq!(taken.writes[0].valid_to, Some(day("2025-06-30")));
        assert!(take_in(std::slice::from_ref(&known), &old(Some("2025-07-01"))).is_err());
        assert!(take_in(&[known], &old(Some("1990-01-01"))).is_err());
    }

    #[test]
    fn a_row_with_a_last_day_only_ends_the_unit_it_names_and_no_other() {
        let known = dong_nai("Tỉnh Đồng Nai", "2025-07-01");
        let ending = |name| listed(AdminUnit { valid_to: Some(day("2026-04-29")), ..dong_nai(name, "1900-01-01") });
        let taken = take_in(std::slice::from_ref(&known), &ending("Tỉnh Đồng Nai")).unwrap();
        assert_eq!(taken.writes, [AdminUnit { valid_to: Some(day("2026-04-29")), ..known.clone() }]);
        assert!(take_in(&[known], &ending("Tỉnh Khác")).is_err());
        assert_eq!(take_in(&[], &ending("Tỉnh Khác")).unwrap().fate, Fate::Added);
    }

    #[test]
    fn a_province_that_communes_only_name_keeps_its_facts() {
        let known = dong_nai("Tỉnh Đồng Nai", "2025-07-01");
        let named = Listed {
            named_only: true,
            ..listed(AdminUnit { lon: 1.0, ..dong_nai("Tỉnh Đồng Nai", "2026-01-01") })
        };
        assert_eq!(take_in(&[known], &named).unwrap().fate, Fate::Unchanged);
    }
}
