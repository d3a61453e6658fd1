//! One danger of the table as an alert.

use chrono::TimeDelta;

use super::super::cap_tree::{alert, branch, leaf, pair};
use super::super::{CommuneFound, Received};
use super::WALK_BACK_HOURS;
use super::hours::HORIZON_HOURS;
use super::rows::{COLUMNS, Danger, SiteLevel};
use crate::alerts::cap::Alert;
use crate::alerts::parse::read_alert;
use crate::alerts::quarantine::Reason;
use crate::alerts::remarks::{Oddity, Remark};
use crate::alerts::xml::Element;
use crate::hazards::Hazard;
use crate::kernel::Timestamp;
use crate::kernel::clock::vietnam_time;

/// What stands as the sender.
const SENDER: &str = "luquetsatlo.nchmf.gov.vn";

/// The geocode of a commune whose national code is not known: a person must look.
const SITE_GEOCODE: &str = "LUQUETSATLO-COMMUNE";

/// The alert for a danger.
pub(super) fn alert_of(danger: &Danger, received: &Received<'_>) -> Result<Alert, Vec<Reason>> {
    let commune = &danger.commune;
    let found = received.communes.find(&commune.name, &commune.province);
    let kind = match danger.hazard {
        Hazard::FlashFlood => "flash_flood",
        _ => "landslide",
    };
    let tree = alert(vec![
        leaf("identifier", format!("{kind}-{}", commune.key())),
        leaf("sender", SENDER),
        leaf("sent", cap_time(danger.hour.instant())),
        leaf("status", "Actual"),
        leaf("msgType", "Alert"),
        leaf("scope", "Public"),
        leaf("source", "NCHMF, luquetsatlo.nchmf.gov.vn"),
        info(danger, kind, &found, &Words::vietnamese(danger)),
        info(danger, kind, &found, &Words::english(danger)),
    ]);
    let mut alert = read_alert(&tree, received.rules)?;
    let mut say = |oddity: &Oddity| alert.remarks.push(Remark::new(oddity, None));
    say(&Oddity::SiteLevels);
    say(&Oddity::MadeFrom("getDSCanhbaoSLLQ"));
    if commune.mended {
        say(&Oddity::TextMended);
    }
    let written = place(danger);
    match found {
        CommuneFound::One { exact: true, .. } => {}
        CommuneFound::One { name, exact: false, .. } => say(&Oddity::PlaceSpelling { written, known: name }),
        CommuneFound::Several(candidates) => say(&Oddity::PlaceAmbiguous { written, candidates }),
        CommuneFound::None => say(&Oddity::PlaceUnknown(written)),
    }
    Ok(alert)
}

/// The texts in one language.
struct Words {
    language: &'static str,
    event: &'static str,
    headline: String,
    description: String,
}

impl Words {
    fn vietnamese(danger: &Danger) -> Self {
        let event = match danger.hazard {
            Hazard::FlashFlood => "Nguy cơ lũ quét",
            _ => "Nguy cơ sạt lở đất",
        };
        let (place, level, at) = (place(danger), danger.level.word(), vietnam_time(danger.hour.instant()));
        let rain = rain(danger, ["mưa đã đo", "mưa dự báo", "tổng"]);
        Self {
            language: "vi-VN",
            event,
            headline: format!("{event} {} – {place}", level.to_lowercase()),
            description: format!(
                "Trang luquetsatlo.nchmf.gov.vn ghi nguy cơ “{level}” tại {place}, số liệu {at}.{rain} \
                Đây là mức của trang (ba màu: rất cao, cao, trung bình), không phải cấp độ rủi ro thiên tai theo \
                Quyết định 18/2021/QĐ-TTg."
            ),
        }
    }

    fn english(danger: &Danger) -> Self {
        let event = match danger.hazard {
            Hazard::FlashFlood => "Flash flood risk",
            _ => "Landslide risk",
        };
        let (place, level, at) = (place(danger), danger.level.word_en(), vietnam_time(danger.hour.instant()));
        let rain = rain(danger, ["rain measured", "rain forecast", "together"]);
        Self {
            language: "en",
            event,
            headline: format!("{event}: {level} – {place}"),
            description: format!(
                "The site luquetsatlo.nchmf.gov.vn gives the risk “{level}” for {place}, data of {at}.{rain} \
                This is the site's own scale (three colours: very high, high, medium), not a disaster risk level of \
                Decision 18/2021/QĐ-TTg."
            ),
        }
    }
}

fn info(danger: &Danger, kind: &str, found: &CommuneFound, words: &Words) -> Element {
    let (urgency, severity, certainty) = cap_words(&danger.level);
    let (hour, column) = (danger.hour.instant(), COLUMNS.iter().find(|(hazard, _)| *hazard == danger.hazard));
    let mut info = vec![
        leaf("language", words.language),
        leaf("category", if danger.hazard == Hazard::Landslide { "Geo" } else { "Met" }),
        leaf("event", words.event),
        leaf("urgency", urgency),
        leaf("severity", severity),
        leaf("certainty", certainty),
        pair("eventCode", "VN-HAZARD", kind),
        leaf("effective", cap_time(hour)),
        leaf("onset", cap_time(hour)),
        leaf("expires", cap_time(hour + holds_for(danger))),
        leaf("senderName", "Trung tâm Dự báo khí tượng thủy văn quốc gia (luquetsatlo.nchmf.gov.vn)"),
        leaf("headline", words.headline.as_str()),
        leaf("description", words.description.as_str()),
        leaf("web", "https://luquetsatlo.nchmf.gov.vn"),
        pair("parameter", &format!("luquetsatlo:{}", column.map_or(kind, |(_, name)| *name)), danger.level.word()),
    ];
    let names = ["luongmuatd", "luongmuadb", "luongmuatd_db"];
    let rain = names.iter().zip(&danger.rain);
    info.extend(
        rain.filter_map(|(name, value)| Some(pair("parameter", &format!("luquetsatlo:{name}"), value.as_ref()?))),
    );
    let own = danger.commune.id.as_ref().map(|id| pair("parameter", "luquetsatlo:commune_id_2cap", id));
    info.extend(own);
    let geocode = match found {
        CommuneFound::One { code, .. } => pair("geocode", "VN-COMMUNE", code),
        CommuneFound::Several(_) | CommuneFound::None => pair("geocode", SITE_GEOCODE, danger.commune.key()),
    };
    info.push(branch("area", vec![leaf("areaDesc", place(danger)), geocode]));
    branch("info", info)
}

/// What the site's word suggests in CAP's: advice for a rule that asks for a level, this program's own table. Very
/// high: act now; high: prepare to move; medium: watch. A word that is not known is for a person.
fn cap_words(level: &SiteLevel) -> (&'static str, &'static str, &'static str) {
    match level {
        SiteLevel::VeryHigh => ("Immediate", "Extreme", "Possible"),
        SiteLevel::High => ("Expected", "Severe", "Possible"),
        SiteLevel::Medium => ("Future", "Moderate", "Possible"),
        SiteLevel::Low => ("Future", "Minor", "Possible"),
        SiteLevel::Other(_) => ("Unknown", "Unknown", "Unknown"),
    }
}

/// It holds for as long as its hour can still be the newest there is: the hours that are walked back, and one more;
/// longer where the forecast reaches further.
fn holds_for(danger: &Danger) -> TimeDelta {
    let forecast = i64::from(danger.horizon.unwrap_or(HORIZON_HOURS));
    let walked = i64::try_from(WALK_BACK_HOURS).unwrap_or(12) + 1;
    TimeDelta::hours(forecast.max(walked))
}

fn place(danger: &Danger) -> String {
    match danger.commune.province.as_str() {
        "" => danger.commune.name.clone(),
        province => format!("{}, {province}", danger.commune.name),
    }
}

fn rain(danger: &Danger, names: [&str; 3]) -> String {
    let said: Vec<String> = names
        .iter()
        .zip(&danger.rain)
        .filter_map(|(name, millimetres)| Some(format!("{name} {} mm", millimetres.as_ref()?)))
        .collect();
    if said.is_empty() { String::new() } else { format!(" {}.", said.join(", ")) }
}

fn cap_time(instant: Timestamp) -> String {
    instant.format("%Y-%m-%dT%H:%M:%S-00:00").to_string()
}
