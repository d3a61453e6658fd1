//! Sources as adapters: how each is asked, and how what it answers becomes alerts.
//!
//! An adapter knows one publisher's habits and nothing of HTTP, SQL or the register of places. What is not CAP
//! becomes a CAP tree first and is read like CAP, so that there is one place where messages are doubted.

mod auto;
mod cap_tree;
mod cap_zip;
mod gdacs_rss;
mod luquetsatlo;
mod meteoalarm_json;
mod nws_geojson;

use serde::{Deserialize, Serialize};

use crate::alerts::cap::{Alert, AlertIdentity};
use crate::alerts::document::Document;
use crate::alerts::index::FeedIndex;
use crate::alerts::lineage::expires_or_assumed;
use crate::alerts::quarantine::Reason;
use crate::alerts::rules::SourceRules;
use crate::hazards::Hazard;
use crate::kernel::Timestamp;

/// How a source writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceFormat {
    /// CAP, alone or in EDXL-DE, Atom or RSS: the bytes tell. MeteoAlarm's Atom feeds are read so too.
    #[default]
    Auto,
    /// GeoJSON of api.weather.gov.
    NwsGeojson,
    /// JSON of feeds.meteoalarm.org.
    MeteoalarmJson,
    /// RSS of GDACS, whose items need not lead to CAP.
    GdacsRss,
    /// A ZIP archive of CAP messages, as DWD has.
    CapZip,
    /// The table of communes at risk of luquetsatlo.nchmf.gov.vn.
    Luquetsatlo,
}

impl SourceFormat {
    /// Every format, in the order in which people are offered them.
    pub const ALL: [Self; 6] =
        [Self::Auto, Self::NwsGeojson, Self::MeteoalarmJson, Self::GdacsRss, Self::CapZip, Self::Luquetsatlo];

    /// Its adapter.
    pub fn adapter(self) -> &'static dyn SourceAdapter {
        match self {
            Self::Auto => &auto::Auto,
            Self::NwsGeojson => &nws_geojson::NwsGeojson,
            Self::MeteoalarmJson => &meteoalarm_json::MeteoalarmJson,
            Self::GdacsRss => &gdacs_rss::GdacsRss,
            Self::CapZip => &cap_zip::CapZip,
            Self::Luquetsatlo => &luquetsatlo::Luquetsatlo,
        }
    }

    /// Whether each answer usually holds all that is in force, so that what is absent from it is over.
    pub fn is_snapshot(self) -> bool {
        match self {
            Self::NwsGeojson | Self::GdacsRss | Self::Luquetsatlo => true,
            Self::Auto | Self::MeteoalarmJson | Self::CapZip => false,
        }
    }

    /// Of which hazards such a source tells, where not of all. GDACS tells of a country's need of help, and so of no
    /// place at all.
    pub fn tells_of(self) -> Option<&'static [Hazard]> {
        match self {
            Self::Luquetsatlo => Some(&[Hazard::FlashFlood, Hazard::Landslide]),
            Self::GdacsRss => Some(&[]),
            Self::Auto | Self::NwsGeojson | Self::MeteoalarmJson | Self::CapZip => None,
        }
    }

    /// Whether an identifier names a danger rather than a message: a later message of the same identifier goes on
    /// with the earlier one, though nothing in it says so.
    pub fn names_dangers(self) -> bool {
        match self {
            Self::GdacsRss | Self::Luquetsatlo => true,
            Self::Auto | Self::NwsGeojson | Self::MeteoalarmJson | Self::CapZip => false,
        }
    }

    /// Whether `later`, of the sender and identifier of `earlier`, goes on with the danger of `earlier`.
    pub fn goes_on(self, earlier: &Alert, later: &Alert) -> bool {
        match self {
            // An event has its number for good.
            Self::GdacsRss => true,
            // A commune may be in danger again another day: after a gap it is another danger.
            Self::Luquetsatlo => later.identity.sent <= expires_or_assumed(earlier).0,
            Self::Auto | Self::NwsGeojson | Self::MeteoalarmJson | Self::CapZip => false,
        }
    }
}

/// What to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Where.
    pub address: String,
    /// The form to send by POST; without one it is a GET.
    pub form: Option<String>,
    /// Further header fields, names in lower case.
    pub headers: Vec<(&'static str, String)>,
}

impl Question {
    /// A GET of `address`.
    pub fn get(address: &str) -> Self {
        Self { address: address.to_owned(), form: None, headers: Vec::new() }
    }

    /// What was asked in one line, by which its answer is kept: the address, and behind `?` the form where there is
    /// one.
    pub fn line(&self) -> String {
        match &self.form {
            None => self.address.clone(),
            Some(form) => format!("{}?{form}", self.address),
        }
    }
}

/// What arrived, and what may be needed to read it.
pub struct Received<'a> {
    /// The bytes, decompressed.
    pub bytes: &'a [u8],
    /// What the server called them.
    pub content_type: Option<&'a str>,
    /// The line of the question ([`Question::line`]).
    pub asked: Option<&'a str>,
    /// The source's habits.
    pub rules: &'a SourceRules,
    /// Who knows the communes.
    pub communes: &'a dyn CommuneFinder,
}

/// An answer, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What is in it.
    pub document: Document,
    /// Whether everything that should be in it could be read; what is absent from an answer that is not complete says
    /// nothing.
    pub complete: bool,
    /// The moment the data speaks of, where it says so.
    pub data_at: Option<Timestamp>,
    /// Whether it holds nothing, which may mean that nothing has been computed.
    pub empty: bool,
    /// Where the rest is, where it comes in pages.
    pub next_page: Option<String>,
}

impl Answer {
    /// An answer that is all there is.
    pub fn of(document: Document) -> Self {
        let complete = match &document {
            Document::Alerts(alerts) => alerts.iter().all(Result::is_ok),
            Document::Index(index) => index.inline.iter().all(Result::is_ok),
            Document::Unreadable(_) => false,
        };
        Self { document, complete, data_at: None, empty: false, next_page: None }
    }

    /// An answer of these alerts, of which there may be none.
    fn list(title: &str, alerts: Vec<Result<Alert, Vec<Reason>>>) -> Self {
        let empty = alerts.is_empty();
        let index = FeedIndex { title: Some(title.to_owned()), entries: Vec::new(), inline: alerts };
        Self { empty, ..Self::of(Document::Index(index)) }
    }

    /// The list it is, where it is one.
    pub fn index(&self) -> Option<&FeedIndex> {
        match &self.document {
            Document::Index(index) => Some(index),
            Document::Alerts(_) | Document::Unreadable(_) => None,
        }
    }

    /// The messages that stand in it.
    pub fn identities(&self) -> Vec<AlertIdentity> {
        let alerts = match &self.document {
            Document::Alerts(alerts) => alerts.as_slice(),
            Document::Index(index) => index.inline.as_slice(),
            Document::Unreadable(_) => &[],
        };
        alerts.iter().flatten().map(|alert| alert.identity.clone()).collect()
    }
}

/// One kind of source.
pub trait SourceAdapter: Send + Sync {
    /// What to ask first of a source at `url`.
    fn first(&self, url: &str, now: Timestamp) -> Question {
        let _ = now;
        Question::get(url)
    }

    /// What to ask next, after `asked` was the question number `count` (from 1) of this poll and `answer` came.
    fn next(&self, url: &str, asked: &Question, answer: &Answer, count: usize) -> Option<Question> {
        let _ = (url, asked, count);
        answer.next_page.as_deref().map(Question::get)
    }

    /// Reads any bytes whatever.
    fn read(&self, received: &Received<'_>) -> Answer;

    /// What the source wants to be asked for as `Accept`, where that matters.
    fn accept(&self) -> Option<&'static str> {
        None
    }
}

/// What a name of a commune may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommuneFound {
    /// One commune.
    One {
        /// Its national code.
        code: String,
        /// Its name in the register.
        name: String,
        /// Whether the source writes it as the register does.
        exact: bool,
    },
    /// Several, by name and code.
    Several(Vec<String>),
    /// None that is known.
    None,
}

/// Who knows the communes of the day.
pub trait CommuneFinder {
    /// The commune called `commune` in the province called `province`; both may have a word before them for what they
    /// are, shortened or not.
    fn find(&self, commune: &str, province: &str) -> CommuneFound;
}

/// Knows no commune; for sources that do not name any.
pub struct NoCommunes;

impl CommuneFinder for NoCommunes {
    fn find(&self, _: &str, _: &str) -> CommuneFound {
        CommuneFound::None
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Reads `text` as `format`, with nobody who knows communes.
    pub(crate) fn read(format: SourceFormat, bytes: &[u8]) -> Answer {
        format.adapter().read(&Received {
            bytes,
            content_type: None,
            asked: None,
            rules: &SourceRules::default(),
            communes: &NoCommunes,
        })
    }

    /// The alerts of an answer; panics where any could not be read.
    pub(crate) fn alerts(answer: &Answer) -> Vec<Alert> {
        let found = match &answer.document {
            Document::Alerts(found) => found.clone(),
            Document::Index(index) => index.inline.clone(),
            Document::Unreadable(reasons) => panic!("{reasons:?}"),
        };
        found.into_iter().map(Result::unwrap).collect()
    }

    /// The codes of all reasons of an answer.
    pub(crate) fn reasons(answer: &Answer) -> Vec<String> {
        let found = match &answer.document {
            Document::Alerts(found) => found.clone(),
            Document::Index(index) => index.inline.clone(),
            Document::Unreadable(reasons) => vec![Err(reasons.clone())],
        };
        found.into_iter().filter_map(Result::err).flatten().map(|reason| reason.code).collect()
    }

    #[test]
    fn an_error_page_is_a_failure_in_every_format() {
        for format in SourceFormat::ALL {
            let answer = read(format, b"<!DOCTYPE html><html><body>503</body></html>");
            assert_eq!(reasons(&answer), ["html_page"], "{format:?}");
            assert!(!answer.complete && !answer.empty, "{format:?}");
            for broken in [&b""[..], b"[", b"{\"features\": [", b"PK\x03\x04", b"null", b"{}", b"\xff\xfe\x00"] {
                assert!(!read(format, broken).complete, "{format:?} {broken:?}");
            }
        }
    }

    #[test]
    fn formats_are_called_as_the_settings_call_them() {
        let names: Vec<String> =
            SourceFormat::ALL.iter().map(|format| serde_json::to_string(format).unwrap()).collect();
        assert_eq!(names.join(" ").replace('"', ""), "auto nws_geojson meteoalarm_json gdacs_rss cap_zip luquetsatlo");
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

        #[test]
        fn no_bytes_make_any_adapter_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            for format in SourceFormat::ALL {
                read(format, &bytes);
            }
        }

        #[test]
        fn no_soup_of_json_makes_any_adapter_panic(
            soup in "(\\{|\\}|\\[|\\]|,|:|null|1e9|-1|\"(features|properties|geometry|type|Polygon|coordinates|id|sent|warnings|alert|info|thoigian|nguycosatlo|commune_name_2cap|/Date\\(1\\)/|Cao)\"){0,40}",
        ) {
            for format in SourceFormat::ALL {
                read(format, soup.as_bytes());
            }
        }
    }
}
