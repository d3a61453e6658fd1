use super::*;
use crate::alerts::cap::MsgType;
use crate::alerts::compose::compose;
use crate::alerts::document::{Document, read_document};
use crate::alerts::footprint::Footprint;
use crate::alerts::level::level_of;
use crate::alerts::rules::SourceRules;
use crate::alerts::vocabulary::hazard_of;
use crate::hazards::RiskLevel;
use crate::kernel::Timestamp;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn ends(alert: &Alert) -> bool {
    crate::alerts::lineage::ends_hazard(alert, hazard_of(alert).map(|found| found.hazard))
}

fn unit(code: &str, name: &str) -> NamedUnit {
    NamedUnit { code: code.into(), name: name.into() }
}

fn group() -> AreaGroup {
    AreaGroup {
        level: Some(RiskLevel::new(3).unwrap()),
        wind_force: Some(12),
        wind_gust: Some(15),
        units: vec![unit("51", "Tỉnh Quảng Ngãi"), unit("23365", "Xã Ngọc Linh")],
        area_text: None,
    }
}

fn of_groups(groups: &[AreaGroup]) -> Alert {
    Bulletin { groups: groups.to_vec(), ..bulletin() }.alert()
}

fn bulletin() -> Bulletin {
    Bulletin {
        identifier: "1".into(),
        kind: BulletinKind::Warning,
        hazard: Hazard::Storm,
        issuer: "Trung tâm Dự báo khí tượng thủy văn quốc gia".into(),
        number: Some("BAO-12".into()),
        issued_at: at("2025-11-06T07:00:00Z"),
        title: "Tin bão khẩn cấp".into(),
        onset: Some(at("2025-11-06T13:00:00Z")),
        next_bulletin_at: Some(at("2025-11-06T10:00:00Z")),
        groups: vec![group()],
        text: Some("Đề phòng mưa lớn.".into()),
        follows: None,
    }
}

/// What a reader makes of it, after the schema's writer.
fn read_back(alert: &Alert) -> Alert {
    match read_document(&compose(alert).unwrap(), None, &SourceRules::default()) {
        Document::Alerts(mut found) => found.remove(0).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bulletin_is_read_back_as_it_was_typed() {
    let read = read_back(&bulletin().alert());
    assert_eq!(hazard_of(&read).unwrap().hazard, Hazard::Storm);
    let level = level_of(&read).unwrap();
    assert_eq!((level.level.digit(), level.official), (3, true));
    let print = Footprint::of(&read);
    assert_eq!((print.province_codes, print.commune_codes), (vec!["51".to_owned()], vec!["23365".to_owned()]));
    assert_eq!(
        read.infos[0].description.as_deref(),
        Some("Đề phòng mưa lớn.\nGió mạnh cấp 12, giật cấp 15.\nBản tin tiếp theo: 17:00 06/11/2025.")
    );
    assert_eq!(typed_kind(&read), Some("bulletin"));
    assert!(!ends(&read));
}

#[test]
fn every_hazard_is_read_back_as_itself_and_another_goes_to_a_person() {
    for hazard in Hazard::ALL.iter().copied() {
        let read = read_back(&Bulletin { hazard, ..bulletin() }.alert());
        let expected = (hazard != Hazard::Other).then_some(hazard);
        assert_eq!(hazard_of(&read).map(|found| found.hazard), expected);
    }
}

#[test]
fn a_bulletin_that_states_no_level_leaves_it_open() {
    assert_eq!(level_of(&read_back(&of_groups(&[AreaGroup { level: None, ..group() }]))), None);
}

#[test]
fn the_last_bulletin_and_a_cancel_end_what_they_follow() {
    let follows = Some(bulletin().alert().identity);
    let later = Bulletin { follows, identifier: "2".into(), issued_at: at("2025-11-07T07:00:00Z"), ..bulletin() };
    let check = |kind, msg_type, over: bool| {
        let read = read_back(&Bulletin { kind, ..later.clone() }.alert());
        assert_eq!((read.msg_type, ends(&read), read.references.len()), (msg_type, over, 1), "{kind:?}");
    };
    check(BulletinKind::Warning, MsgType::Update, false);
    check(BulletinKind::Last, MsgType::Update, true);
    check(BulletinKind::Cancel, MsgType::Cancel, true);
}

#[test]
fn a_place_that_only_words_tell_goes_to_a_person() {
    let described = AreaGroup { units: Vec::new(), area_text: Some("Vùng núi phía tây".into()), ..group() };
    let read = read_back(&of_groups(&[described]));
    assert!(!Footprint::of(&read).is_located());
    assert_eq!(read.infos[0].areas[0].area_desc, "Vùng núi phía tây");
}

fn at_level(level: u8, units: &[&str]) -> AreaGroup {
    let level = Some(RiskLevel::new(level).unwrap());
    AreaGroup { level, units: units.iter().map(|code| unit(code, code)).collect(), ..AreaGroup::default() }
}

/// The level that holds in each place, as digit and code.
fn told(alert: &Alert) -> Vec<(u8, String)> {
    let levels = crate::alerts::local_levels::local_levels(alert).into_iter();
    levels
        .flat_map(|(level, print)| {
            let codes: Vec<String> = print.codes().map(str::to_owned).collect();
            codes.into_iter().map(move |code| (level.level.digit(), code))
        })
        .collect()
}

#[test]
fn a_bulletin_of_several_levels_says_each_for_its_own_places() {
    let west = AreaGroup { wind_force: Some(8), ..at_level(2, &["23365"]) };
    let coast = AreaGroup { wind_force: Some(12), wind_gust: Some(15), ..at_level(4, &["48"]) };
    let read = read_back(&of_groups(&[west, coast]));
    let [west, coast] = &read.infos[..] else { panic!("two blocks") };
    assert!(west.description.as_deref().unwrap().contains("Gió mạnh cấp 8."));
    assert!(coast.description.as_deref().unwrap().contains("Gió mạnh cấp 12, giật cấp 15."));
    assert_eq!(level_of(&read).unwrap().level.digit(), 4, "as a whole it is as high as its highest");
    assert_eq!(told(&read), [(2, "23365".to_owned()), (4, "48".to_owned())]);
    assert_eq!(told(&read_back(&bulletin().alert())), [], "one level holds everywhere");
}

#[test]
fn where_a_level_is_not_told_or_not_placed_no_place_has_less() {
    let open = AreaGroup { level: None, ..at_level(1, &["51"]) };
    let read = read_back(&of_groups(&[at_level(2, &["23365"]), at_level(4, &["48"]), open]));
    assert_eq!(told(&read), [(2, "23365".to_owned()), (4, "48".to_owned()), (4, "51".to_owned())]);
    // "The western mountains" may be anywhere.
    let described = AreaGroup { area_text: Some("Vùng núi phía tây".into()), ..at_level(3, &[]) };
    let read = read_back(&of_groups(&[at_level(2, &["23365"]), at_level(4, &["48"]), described]));
    assert_eq!(told(&read), [(3, "23365".to_owned()), (4, "48".to_owned())]);
}

fn sign() -> LocalSign {
    LocalSign {
        identifier: "x".into(),
        signs: vec![SignKind::Crack, SignKind::Bang],
        hazard: Hazard::Landslide,
        seen_at: at("2025-11-06T07:00:00Z"),
        seen: Seen::At { lon: 107.93, lat: 15.1, radius_m: 500.0, name: "Xã Ngọc Linh".into() },
        village: Some("thôn Đăk Thun".into()),
        note: Some("Nứt dài 30 m sau nhà rông".into()),
        people_near: Some(40),
        office: Some("UBND xã Ngọc Linh".into()),
    }
}

#[test]
fn a_sign_is_urgent_observed_and_never_official() {
    let read = read_back(&sign().alert());
    assert_eq!(hazard_of(&read).unwrap().hazard, Hazard::Landslide);
    let level = level_of(&read).unwrap();
    assert_eq!((level.level.digit(), level.official), (3, false), "advice, so that a person must confirm");
    let [circle] = read.infos[0].areas[0].circles[..] else { panic!("{:?}", read.infos[0].areas) };
    assert_eq!((circle.centre, circle.radius_km), ([107.93, 15.1], 0.5));
    let [vi, en] = &read.infos[..] else { panic!("two languages") };
    assert_eq!(
        vi.headline.as_deref(),
        Some("Vết nứt đất, nứt tường, nứt taluy; Tiếng nổ, tiếng ầm trong núi – thôn Đăk Thun, Xã Ngọc Linh")
    );
    assert_eq!(en.event, "Local sign: landslide");
    assert_eq!(typed_kind(&read), Some("local_sign"));
}

#[test]
fn a_sign_somewhere_in_a_commune_holds_for_all_of_it() {
    let read = read_back(&LocalSign { seen: Seen::In(unit("23365", "Xã Ngọc Linh")), ..sign() }.alert());
    assert_eq!(Footprint::of(&read).commune_codes, ["23365"]);
}
