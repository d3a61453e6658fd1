use super::*;
use crate::places::{REFORM, Share, Succession, UnitKey};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-11-24";

fn form(code: &str, name: &str, parent: Option<&str>, old: bool) -> UnitForm {
    UnitForm {
        code: code.into(),
        name: name.into(),
        kind: UnitKind::of_name(name, code).unwrap(),
        parent_code: parent.map(str::to_owned),
        former_district: None,
        valid_from: if old { UNKNOWN_BEGINNING } else { REFORM },
        valid_to: old.then(|| REFORM.pred_opt().unwrap()),
    }
}

/// Old codes and the present ones that took over; names from the real lists, the two Ba T. as they are today.
fn gazetteer() -> Gazetteer {
    let now = |code, name| form(code, name, Some("51"), false);
    let old = |code, name, district| form(code, name, Some(district), true);
    let forms = vec![
        form("51", "Tỉnh Quảng Ngãi", None, false),
        form("51", "Tỉnh Quảng Ngãi", None, true),
        form("62", "Tỉnh Kon Tum", None, true),
        form("608", "Thành phố Kon Tum", Some("62"), true),
        form("610", "Huyện Đắk Glei", Some("62"), true),
        form("613", "Huyện Kon Plông", Some("62"), true),
        form("615", "Huyện Đăk Hà", Some("62"), true),
        now("23293", "Phường Kon Tum"),
        now("23455", "Xã Măng Bút"),
        now("23473", "Xã Măng Đen"),
        now("23476", "Xã Kon Plông"),
        now("23368", "Xã Đăk Long"),
        now("23504", "Xã Đăk Pxi"),
        now("23338", "Xã Hoà Bình"),
        now("21484", "Xã Ba Tơ"),
        now("21523", "Xã Ba Tô"),
        now("21289", "Xã Sơn Hạ"),
        now("21292", "Xã Sơn Hà"),
        now("23535", "Xã Ia Đal"),
        now("23425", "Xã Tu Mơ Rông"),
        now("14000", "Xã Quan Sơn"),
        old("23455", "Xã Đăk Ring", "613"),
        old("23458", "Xã Măng Bút", "613"),
        old("23473", "Thị trấn Măng Đen", "613"),
        old("23476", "Xã Hiếu", "613"),
        old("23293", "Phường Thắng Lợi", "608"),
        old("23368", "Xã Đăk Long", "610"),
        old("23504", "Xã Đăk Long", "615"),
        old("21142", "Xã Trà Bùi", "525"),
    ];
    let went = |old: &str, new: &str, share| Succession {
        old: UnitKey { code: old.into(), valid_from: UNKNOWN_BEGINNING },
        new: UnitKey { code: new.into(), valid_from: REFORM },
        share,
        decided_by: Some("1677/NQ-UBTVQH15".into()),
        source: "test".into(),
    };
    let steps = [
        ("23455", "23455"),
        ("23458", "23455"),
        ("23473", "23473"),
        ("23476", "23476"),
        ("23293", "23293"),
        ("23368", "23368"),
        ("23504", "23504"),
    ];
    let mut successions: Vec<_> = steps.iter().map(|(old, new)| went(old, new, Share::Whole)).collect();
    successions.extend([went("21142", "21292", Share::Part), went("21142", "21289", Share::Part)]);
    Gazetteer::new(forms, successions)
}

fn asked_on(text: &str, on: &str) -> Resolution {
    resolve(&gazetteer(), text, day(on), day(TODAY))
}

/// Code, name, how it was matched, and the codes of what has its area today.
fn found(text: &str) -> Vec<(String, String, Matched, Vec<String>)> {
    let candidates = asked_on(text, TODAY).candidates;
    let codes = |units: &[UnitForm]| units.iter().map(|unit| unit.code.clone()).collect();
    candidates.into_iter().map(|it| (it.unit.code, it.unit.name, it.matched, codes(&it.present))).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, Matched, &[&str])]) {
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
    let expected: Vec<(String, String, Matched, Vec<String>)> = expected
        .iter()
        .map(|(code, name, matched, present)| ((*code).into(), (*name).into(), *matched, owned(present)))
        .collect();
    assert_eq!(found(text), expected, "{text}");
}

#[test]
fn a_district_leads_to_every_commune_that_took_over_from_its_communes() {
    let kon_plong = ("613", "Huyện Kon Plông", Matched::Exact, &["23455", "23473", "23476"][..]);
    for text in ["huyện Kon Plông", "Huyện Kon Plông (cũ)", "H. Kon Plông cũ", "HUYỆN  KON PLÔNG", "h.Kon Plông"]
    {
        check(text, &[kon_plong]);
    }
    let folded = ("613", "Huyện Kon Plông", Matched::Folded, kon_plong.3);
    for text in ["H. Kon Plong", "huyen kon plong", "huyện Kon Plong", "H Konplong"] {
        check(text, &[folded]);
    }
    check("613", &[("613", "Huyện Kon Plông", Matched::Code, kon_plong.3)]);
}

#[test]
fn a_name_of_several_units_is_a_list() {
    check(
        "Kon Tum",
        &[
            ("23293", "Phường Kon Tum", Matched::Exact, &["23293"]),
            ("608", "Thành phố Kon Tum", Matched::Exact, &["23293"]),
            ("62", "Tỉnh Kon Tum", Matched::Exact, &["23293", "23368", "23455", "23473", "23476", "23504"]),
        ],
    );
    assert!(asked_on("Kon Tum", TODAY).remark.unwrap().en.starts_with("3 units"));
    check(
        "Kon Plông",
        &[
            ("23476", "Xã Kon Plông", Matched::Exact, &["23476"]),
            ("613", "Huyện Kon Plông", Matched::Exact, &["23455", "23473", "23476"]),
        ],
    );
    let province: Vec<_> = found("tỉnh Kon Tum").into_iter().map(|it| it.0).collect();
    assert_eq!(province, ["62"]);
    let city: Vec<_> = found("TP. Kon Tum").into_iter().map(|it| it.0).collect();
    assert_eq!(city, ["608"]);
}

#[test]
fn an_old_commune_leads_to_the_new_one_though_its_code_lives_on() {
    check("xã Đăk Ring", &[("23455", "Xã Đăk Ring", Matched::Exact, &["23455"])]);
    let why = &asked_on("xã Đăk Ring", TODAY).candidates[0].why;
    assert_eq!(why.vi, "Đúng tên Xã Đăk Ring. Không còn từ 01/7/2025; nay thuộc 1 đơn vị: Xã Măng Bút.");
    // The code alone may be either form.
    let names: Vec<_> = found("23455").into_iter().map(|it| it.1).collect();
    assert_eq!(names, ["Xã Măng Bút", "Xã Đăk Ring"]);
    check("xã Trà Bùi", &[("21142", "Xã Trà Bùi", Matched::Exact, &["21289", "21292"])]);
}

#[test]
fn ba_to_and_ba_to_are_two_by_identity_and_both_in_a_search() {
    check("Ba Tơ", &[("21484", "Xã Ba Tơ", Matched::Exact, &["21484"])]);
    check("xã ba tô", &[("21523", "Xã Ba Tô", Matched::Exact, &["21523"])]);
    for text in ["ba to", "Xã Ba Tó", "BA TO"] {
        check(
            text,
            &[("21484", "Xã Ba Tơ", Matched::Folded, &["21484"]), ("21523", "Xã Ba Tô", Matched::Folded, &["21523"])],
        );
    }
    check("Sơn Hà", &[("21292", "Xã Sơn Hà", Matched::Exact, &["21292"])]);
    check("Xã Sơn Hạ", &[("21289", "Xã Sơn Hạ", Matched::Exact, &["21289"])]);
}

#[test]
fn spellings_of_papers_are_found_and_called_so() {
    check("xã Tumơrông", &[("23425", "Xã Tu Mơ Rông", Matched::Folded, &["23425"])]);
    check("huyện Đăk Glei", &[("610", "Huyện Đắk Glei", Matched::Folded, &["23368"])]);
    check("Hòa Bình", &[("23338", "Xã Hoà Bình", Matched::Exact, &["23338"])]);
    check("phường Ba Tơ", &[("21484", "Xã Ba Tơ", Matched::OtherKind, &["21484"])]);
    check("quan son", &[("14000", "Xã Quan Sơn", Matched::Folded, &["14000"])]);
}

#[test]
fn the_rest_of_an_address_tells_two_of_one_name_apart() {
    let both: Vec<_> = found("xã Đăk Long").into_iter().map(|it| it.0).collect();
    assert_eq!(both, ["23368", "23504"]);
    check("xã Đăk Long, huyện Đăk Hà, tỉnh Kon Tum", &[("23504", "Xã Đăk Long", Matched::Exact, &["23504"])]);
    let on_the_day = asked_on("xã Đăk Long, huyện Đăk Glei", "2024-09-01");
    assert_eq!(on_the_day.candidates.len(), 1);
    assert_eq!(on_the_day.candidates[0].unit.code, "23368");
    let misplaced = asked_on("xã Đăk Ring, huyện Đăk Hà", TODAY);
    assert_eq!(misplaced.candidates.len(), 1, "shown all the same");
    assert!(misplaced.remark.unwrap().en.starts_with("No such unit was found in"));
}

#[test]
fn what_is_not_found_is_said() {
    for text in ["xã Không Có", "", " , ", "99999", "61", "613.", "%"] {
        let resolution = asked_on(text, TODAY);
        if text == "613." {
            assert_eq!(resolution.candidates.len(), 1, "a full stop is no part of a code");
            continue;
        }
        assert!(resolution.candidates.is_empty(), "{text}");
        assert!(resolution.remark.unwrap().en.contains("does not mean there is none"), "{text}");
    }
    let early = asked_on("xã Kon Plông", "2024-09-01");
    assert!(early.candidates.is_empty());
    assert_eq!(
        early.remark.unwrap().en,
        "On 1 September 2024 there was no Xã Kon Plông yet; it exists from 1 July 2025."
    );
}

#[test]
fn a_unit_that_did_not_change_its_name_is_listed_once() {
    let gazetteer = Gazetteer::new(
        vec![form("23535", "Xã Ia Đal", Some("51"), false), form("23535", "Xã Ia Đal", Some("618"), true)],
        Vec::new(),
    );
    let today = resolve(&gazetteer, "Ia Đal", day(TODAY), day(TODAY)).candidates;
    assert_eq!((today.len(), today[0].exists), (1, true));
    let then = resolve(&gazetteer, "Ia Đal", day("2024-01-01"), day(TODAY)).candidates;
    assert_eq!((then.len(), then[0].exists, then[0].present.len()), (1, false, 1));
}

#[test]
fn a_unit_stands_below_what_has_its_area_on_the_day() {
    let gazetteer = gazetteer();
    let path = |code, on| gazetteer.path(code, day(on));
    let check = |code, on, within: &[&str], not_within: &[&str]| {
        let path = path(code, on);
        assert!(within.iter().all(|unit| path.is_within(unit)), "{code} {on}: {path:?}");
        assert!(!not_within.iter().any(|unit| path.is_within(unit)), "{code} {on}: {path:?}");
    };
    check("23458", "2024-09-01", &["23458", "613", "62"], &["51", "23455"]);
    check("23458", TODAY, &["23458", "23455", "51"], &["613", "62", "23473"]);
    check("613", TODAY, &["613", "51"], &["23455", "62"]);
    check("62", TODAY, &["62", "51"], &["23455"]);
    check("23455", TODAY, &["23455", "51"], &["613"]);
    check("21142", TODAY, &["21142", "51"], &["21292", "21289"]);
    check("99999", TODAY, &["99999"], &["51"]);
}

#[test]
fn a_zone_is_named_by_every_code_that_leads_to_its_commune() {
    let gazetteer = gazetteer();
    let naming = gazetteer.codes_naming(["23455", "23458", "99999"], day(TODAY));
    for commune in ["23455", "23458"] {
        let mut codes: Vec<_> = naming[commune].iter().map(String::as_str).collect();
        codes.sort_unstable();
        assert_eq!(codes, ["23455", "23458", "51", "613", "62"], "{commune}");
    }
    assert_eq!(naming["99999"].len(), 1, "an unknown commune by its own code");
    assert_eq!(gazetteer.former("613", day(TODAY)).unwrap().name, "Huyện Kon Plông");
    assert_eq!(gazetteer.former("23455", day(TODAY)), None, "the code is in use");
}
