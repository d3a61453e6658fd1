//! The sentence offices send, ready to be copied.

use crate::households::PropertyKind;
use crate::kernel::clock::vietnam_offset;
use crate::kernel::wording::{number_en, number_vi};
use crate::kernel::{Localized, Timestamp};
use crate::relocation::{EventKind, HouseholdsAndPeople, MoveFigures, PropertyState};

/// “Đến 17 giờ 00 ngày …: đã sơ tán … hộ/… khẩu (xen ghép … hộ/… khẩu; tập trung … hộ/… khẩu tại … điểm) …”, with what is
/// not yet known beside it. That of a drill says so before anything else, since it is copied and sent on.
pub fn sentence(kind: EventKind, figures: &MoveFigures, at: Timestamp, before: Option<&MoveFigures>) -> Localized {
    let words = real_sentence(figures, at, before);
    match kind {
        EventKind::Real => words,
        EventKind::Drill => Localized::new(format!("DIỄN TẬP. {}", words.vi), format!("DRILL. {}", words.en)),
    }
}

fn real_sentence(figures: &MoveFigures, at: Timestamp, before: Option<&MoveFigures>) -> Localized {
    let here = at.with_timezone(&vietnam_offset());
    let vi = |of: HouseholdsAndPeople| format!("{} hộ/{} khẩu", number_vi(of.households), number_vi(of.people));
    let en =
        |of: HouseholdsAndPeople| format!("{} households/{} people", number_en(of.households), number_en(of.people));
    let mut words = Localized::new(
        format!(
            "Đến {} ngày {}: đã sơ tán {} (xen ghép {}; tập trung {} tại {} điểm",
            here.format("%H giờ %M"),
            here.format("%d/%m/%Y"),
            vi(figures.evacuated),
            vi(figures.host),
            vi(figures.shelter),
            number_vi(figures.shelters_in_use)
        ),
        format!(
            "As of {} on {}: {} evacuated (hosted {}; in shelters {} at {} places",
            here.format("%H:%M"),
            here.format("%d/%m/%Y"),
            en(figures.evacuated),
            en(figures.host),
            en(figures.shelter),
            number_en(figures.shelters_in_use)
        ),
    );
    let mut add = |more: Localized| {
        words.vi.push_str(&more.vi);
        words.en.push_str(&more.en);
    };
    if figures.unstated.households > 0 {
        let of = figures.unstated;
        add(Localized::new(format!("; chưa ghi hình thức {}", vi(of)), format!("; form not stated {}", en(of))));
    }
    add(Localized::new(")", ")"));
    if let Some(before) = before {
        let change = figures.evacuated.minus(before.evacuated);
        let signed =
            |number: i64, text: String| if number < 0 { format!("giảm {text}") } else { format!("tăng {text}") };
        let size = |of: i64| number_vi(of.abs());
        add(Localized::new(
            format!(
                ", {} hộ, {} khẩu so với báo cáo trước",
                signed(change.households, size(change.households)),
                signed(change.people, size(change.people))
            ),
            format!(", {:+} households, {:+} people since the last report", change.households, change.people),
        ));
    }
    for (of, word_vi, word_en) in [
        (figures.in_place, "sơ tán tại chỗ", "moved in place"),
        (figures.returned, "đã trở về", "returned"),
        (figures.not_moved, "chưa di dời", "not moved"),
        (figures.unknown, "chưa rõ tình hình", "not yet known"),
    ] {
        if of.households > 0 {
            add(Localized::new(format!("; {word_vi} {}", vi(of)), format!("; {word_en} {}", en(of))));
        }
    }
    add(property_words(figures));
    add(Localized::new(".", "."));
    words
}

/// Livestock moved, beside the people.
fn property_words(figures: &MoveFigures) -> Localized {
    let moved: f64 = figures
        .property
        .iter()
        .filter(|total| total.kind == PropertyKind::Livestock && total.state == PropertyState::Moved)
        .map(|total| total.quantity)
        .sum();
    if moved <= 0.0 {
        return Localized::new("", "");
    }
    #[allow(clippy::cast_possible_truncation)] // a count of animals
    let moved = moved.round() as i64;
    Localized::new(
        format!("; đã di dời {} con gia súc, gia cầm", number_vi(moved)),
        format!("; {} head of livestock and poultry moved", number_en(moved)),
    )
}
