//! Lists of alerts: Atom and RSS feeds whose entries link to the messages themselves.
//!
//! An entry is never taken for the alert, even where it carries `cap:` elements (as NWS and MeteoAlarm
//! entries do): it lacks what plans depend on. An entry that vanishes from a list cancels nothing.
//!
//! Read from our own bounded tree and not with feed-rs: that one loses an entry whose content is XML, knows
//! nothing of `gdacs:cap`, and gives up a whole feed for one bad entry.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    alerts::{cap::Alert, quarantine::Reason, xml::Node},
    kernel::{Timestamp, folding::nfc},
};

/// A list of alerts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeedIndex {
    /// The name of the list.
    pub title: Option<String>,
    /// Its entries in the order of the list.
    pub entries: Vec<IndexEntry>,
    /// Alerts that stood whole in some entries, beside entries that only link.
    pub inline: Vec<Result<Alert, Vec<Reason>>>,
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// Atom `id` or RSS `guid`, else the first link; empty where there is neither. Not the alert's identity.
    pub id: String,
    /// What people read.
    pub title: Option<String>,
    /// When the entry was changed, or else published.
    pub updated: Option<Timestamp>,
    /// Where the message may be, most likely first; they may be relative to the feed's own address.
    pub links: Vec<String>,
}

/// Whether a document with this root is a feed.
pub fn is_feed(root: &Node<'_>) -> bool {
    matches!(&*root.name, "feed" | "rss" | "RDF")
}

/// The entries of a feed's tree: Atom `entry`, RSS `item`.
pub fn entry_elements<'a, 't>(root: &'a Node<'t>) -> Vec<&'a Node<'t>> {
    let mut entries = Vec::new();
    root.find_all("entry", &mut entries);
    root.find_all("item", &mut entries);
    entries
}

/// Reads the feed whose tree is `root`; nothing where it lacks even what an empty feed has.
pub fn read_index(root: &Node<'_>) -> Option<FeedIndex> {
    let channel = match &*root.name {
        "feed" => root,
        _ => root.child("channel")?,
    };
    let title = title_of(channel);
    let entries: Vec<_> = entry_elements(root).into_iter().map(read_entry).collect();
    if title.is_none() && entries.is_empty() && channel.child("id").or(channel.child("link")).is_none() {
        return None;
    }
    Some(FeedIndex { title, entries, inline: Vec::new() })
}

fn read_entry(entry: &Node<'_>) -> IndexEntry {
    let own_id = ["id", "guid"].iter().find_map(|name| entry.text_of(name));
    let mut links: Vec<(u8, &str)> = Vec::new();
    for child in &entry.children {
        let kind = child.attribute("type");
        match &*child.name {
            // Atom writes the address in an attribute, RSS as text.
            "link" => match child.attribute("href") {
                Some(href) => links.extend(rank(kind, child.attribute("rel")).map(|rank| (rank, href))),
                None => links.push((2, &child.text)),
            },
            "enclosure" => {
                let url = child.attribute("url").unwrap_or_default();
                links.extend(rank(kind, Some("enclosure")).map(|rank| (rank, url)));
            }
            // GDACS names the CAP message in an element of its own.
            "cap" if is_web(&child.text) => links.push((0, &child.text)),
            "id" | "guid" if is_web(&child.text) && child.attribute("isPermaLink") != Some("false") => {
                links.push((9, &child.text));
            }
            _ => {}
        }
    }
    links.sort_by_key(|(rank, _)| *rank);
    let mut seen = HashSet::new();
    links.retain(|(_, link)| !link.is_empty() && seen.insert(*link));
    let ordered: Vec<String> = links.into_iter().map(|(_, link)| link.to_owned()).collect();
    let id = own_id.map(str::to_owned).or_else(|| ordered.first().cloned()).unwrap_or_default();
    IndexEntry { id, title: title_of(entry), updated: updated_of(entry), links: ordered }
}

fn title_of(element: &Node<'_>) -> Option<String> {
    element.text_of("title").map(|title| nfc(&title.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// When an entry was changed: RFC 3339 in Atom and Dublin Core, RFC 2822 in RSS.
fn updated_of(entry: &Node<'_>) -> Option<Timestamp> {
    ["updated", "published", "pubDate", "date"].iter().filter_map(|name| entry.text_of(name)).find_map(|text| {
        let date = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)).ok()?;
        Some(date.with_timezone(&Utc))
    })
}

/// How likely a link leads to a CAP message, 0 being certain; `None` for pictures and the like.
fn rank(media_type: Option<&str>, rel: Option<&str>) -> Option<u8> {
    let media_type = media_type.map(str::to_ascii_lowercase);
    let by_type = match media_type.as_deref() {
        Some("application/cap+xml" | "application/common-alerting-protocol+xml") => return Some(0),
        Some("application/xml" | "text/xml") => 1,
        None => 2,
        Some("text/html" | "application/xhtml+xml") => 5,
        Some(other) if other.starts_with("image/") || other.starts_with("audio/") || other.starts_with("video/") => {
            return None;
        }
        Some(_) => 4,
    };
    Some(match rel {
        None | Some("alternate" | "related") => by_type,
        Some("enclosure") => by_type + 1,
        Some(_) => by_type + 3,
    })
}

fn is_web(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("http://") || text.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::xml::{Limits, parse_text};

    fn read(text: &str) -> FeedIndex {
        read_index(&parse_text(text, &Limits::default()).unwrap()).unwrap()
    }

    #[test]
    fn an_atom_link_of_the_cap_type_comes_first() {
        let feed = read("<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>Bản tin</title><updated>2025-11-06T13:00:00Z</updated>\
            <entry><id>https://a.vn/entry/1</id><title>Bão
 số 13</title><updated>2025-11-06T13:00:00Z</updated>\
            <link rel='alternate' type='text/html' href='https://a.vn/1.html'/><link type='image/png' href='https://a.vn/1.png'/>\
            <link rel='related' type='application/cap+xml' href='https://a.vn/1.cap'/></entry></feed>");
        let entry = &feed.entries[0];
        assert_eq!(entry.links, ["https://a.vn/1.cap", "https://a.vn/1.html", "https://a.vn/entry/1"]);
        assert_eq!(entry.title.as_deref(), Some("Bão số 13"));
        assert_eq!(entry.updated.unwrap().to_rfc3339(), "2025-11-06T13:00:00+00:00");
    }

    #[test]
    fn rss_gives_link_enclosure_and_guid_but_no_pictures() {
        let feed = read(
            "<rss version='2.0'><channel><title>t</title><link>https://a.vn</link><description>d</description>\
            <item><title>x</title><link>https://a.vn/1.xml</link><guid>https://a.vn/guid/1</guid>\
            <enclosure url='https://a.vn/1.png' type='image/png' length='1'/>\
            <enclosure url='https://a.vn/1.cap' type='application/cap+xml' length='1'/></item></channel></rss>",
        );
        assert_eq!(feed.entries[0].links, ["https://a.vn/1.cap", "https://a.vn/1.xml", "https://a.vn/guid/1"]);
    }

    #[test]
    fn what_is_less_than_an_empty_feed_is_none() {
        let root = |text| parse_text(text, &Limits::default()).unwrap();
        assert_eq!(read_index(&root("<rss/>")), None);
        assert_eq!(read_index(&root("<feed/>")), None);
        let quiet = read_index(&root("<rss><channel><title>Không có cảnh báo</title></channel></rss>")).unwrap();
        assert_eq!(quiet.entries, []);
    }

    #[test]
    fn an_entry_without_anything_is_still_an_entry() {
        let feed = read("<feed><entry/><entry><id>https://a.vn/1</id></entry></feed>");
        assert_eq!((feed.entries[0].links.len(), feed.entries[1].links.len()), (0, 1));
    }

    #[test]
    fn gdacs_names_its_cap_message_in_its_own_element() {
        let feed = read(
            "<rss version='2.0' xmlns:gdacs='http://www.gdacs.org'><channel><title>t</title><link>https://a.vn</link><description>d</description>\
            <item><title>x</title><link>http://www.gdacs.org/report.aspx</link><guid isPermaLink='false'>EQ1</guid>\
            <gdacs:cap>http://www.gdacs.org/cap_1.xml</gdacs:cap><pubDate>Thu, 01 Jan 2026 05:09:13 +0000</pubDate></item></channel></rss>",
        );
        assert_eq!(feed.entries[0].links, ["http://www.gdacs.org/cap_1.xml", "http://www.gdacs.org/report.aspx"]);
        assert_eq!(feed.entries[0].updated.unwrap().to_rfc3339(), "2026-01-01T05:09:13+00:00");
    }
}
